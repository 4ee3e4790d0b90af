//! What the parser looks at: some words of the sentence half read, and signs of how they stand.

use super::state::{NONE, State};
use crate::document::Deprel;

/// Words looked at: three of the stack, three to come, and children of these.
pub const PLACES: usize = 12;
/// Those that nearly every word of a sentence comes to: the top of the stack, and the three to come.
pub const COMMON: [usize; 2] = [0, 3];
/// Signs looked at: relations of the children, two distances, three numbers of children.
pub const SIGNS: usize = RELATIONS + 5;
/// Signs that are relations.
pub const RELATIONS: usize = 8;
/// Classes of distances, and of numbers of children.
pub const GAPS: usize = 11;
pub const COUNTS: usize = 6;
/// No sign has more values.
pub const VALUES: usize = 64;

/// What there is to see of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Positions of words; the number of words for the root; more where there is none.
    pub places: [usize; PLACES],
    /// One row of the signs' table each.
    pub signs: [usize; SIGNS],
}

impl State {
    /// What there is to see.
    pub fn view(&self) -> View {
        let of = |depth: usize| self.peek(depth).unwrap_or(NONE);
        let (s0, s1, s2) = (of(0), of(1), of(2));
        let ahead = |k: usize| if self.next + k <= self.root { self.next + k } else { NONE };
        let b0 = ahead(0);
        let (k0, k1, kb) = (self.kin(s0), self.kin(s1), self.kin(b0));
        let children =
            [k0.left[0], k0.right[0], k1.left[0], k1.right[0], kb.left[0], k0.left[1], k0.right[1], kb.left[1]];
        let [c0, c1, c2, c3, c4, c5, c6, c7] = children;
        let [r0, r1, r2, r3, r4, r5, r6, r7] = children.map(|child| self.rel(child));
        let count = |i: usize, children: usize| if i == NONE { 0 } else { children.min(4) + 1 };
        let mut signs = [
            r0,
            r1,
            r2,
            r3,
            r4,
            r5,
            r6,
            r7,
            gap(s0, b0),
            gap(s1, s0),
            count(s0, k0.left_count),
            count(s1, k1.right_count),
            count(b0, kb.left_count),
        ];
        signs.iter_mut().enumerate().for_each(|(n, sign)| *sign += n * VALUES);
        View { places: [s0, s1, s2, b0, c0, c1, c2, c3, c4, c5, c6, c7], signs }
    }
}

const _: () = assert!(Deprel::NAMES.len() < VALUES);

/// Classes of distances, 0 where something is missing.
fn gap(from: usize, to: usize) -> usize {
    if from == NONE || to == NONE {
        return 0;
    }
    match to.saturating_sub(from) {
        d @ 0..=5 => d + 1,
        6..=8 => 7,
        9..=12 => 8,
        13..=20 => 9,
        _ => 10,
    }
}
