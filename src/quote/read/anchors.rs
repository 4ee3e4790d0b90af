//! Where a token stands to the words that introduce speech: the nearest ones before and after, and the one it hangs from.

use super::passage::{Passage, SPEAKS, step};
use crate::document::TokenSpan;
use crate::model::{Features, feature};

/// A dependency path is followed up so many steps.
const HEIGHT: usize = 8;

/// What lies between a token and an anchor of its sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Near {
    // Position + 1; 0 for none.
    at: usize,
    commas: u32,
    marks: u32,
}

/// The way of some tokens to the anchors.
pub struct Anchors {
    from: usize,
    strength: Vec<u32>,
    left: Vec<Near>,
    right: Vec<Near>,
}

impl Anchors {
    /// Of all tokens.
    #[cfg(feature = "train")]
    pub fn new(passage: &Passage) -> Self {
        Self::inside(passage, TokenSpan::new(0, passage.len()))
    }

    /// Of some sentences. Anchors are the tokens whose words often are cues; each token knows those of its own sentence.
    pub fn inside(passage: &Passage, tokens: TokenSpan) -> Self {
        let rate = |i: usize| Some(passage.cell(i).rate).filter(|r| *r >= SPEAKS).unwrap_or(0);
        let strength = tokens.range().map(rate).collect();
        let none = || vec![Near::default(); tokens.len()];
        let mut anchors = Self { from: tokens.start, strength, left: none(), right: none() };
        let first = passage.sentences.partition_point(|s| s.start < tokens.start);
        let sentences = passage.sentences.get(first..).unwrap_or(&[]);
        for sentence in sentences.iter().take_while(|s| s.start < tokens.end) {
            let mut near = Near::default();
            for i in sentence.range() {
                anchors.walk(passage, i, &mut near, true);
            }
            near = Near::default();
            for i in sentence.range().rev() {
                anchors.walk(passage, i, &mut near, false);
            }
        }
        anchors
    }

    fn walk(&mut self, passage: &Passage, i: usize, near: &mut Near, leftwards: bool) {
        let side = if leftwards { &mut self.left } else { &mut self.right };
        if let Some(slot) = side.get_mut(i - self.from) {
            *slot = *near;
        }
        let cell = passage.cell(i);
        near.commas = (near.commas + u32::from(cell.tag == COMMA)).min(3);
        near.marks = (near.marks + u32::from(cell.mark & 1 == 1)).min(3);
        if self.strength(i) > 0 {
            *near = Near { at: i + 1, ..Near::default() };
        }
    }

    /// The strength of token `i` as an anchor; 0 for none.
    pub fn strength(&self, i: usize) -> u32 {
        self.strength.get(i.wrapping_sub(self.from)).copied().unwrap_or(0)
    }

    /// The features of token `i`.
    pub fn features(&self, passage: &Passage, i: usize, out: &mut Features) {
        let cell = passage.cell(i);
        let near = |side: &[Near]| side.get(i - self.from).copied().unwrap_or_default();
        let (left, right) = (near(&self.left), near(&self.right));
        let word = |x: Near| x.at.checked_sub(1).map_or(0, |k| passage.cell(k).lower);
        let far = |x: Near| x.at.checked_sub(1).map_or(15, |k| step(k.abs_diff(i)));
        let strong = |x: Near| x.at.checked_sub(1).map_or(0, |k| self.strength(k));
        for x in [left, right] {
            let between = x.commas * 4 + x.marks;
            out.three(far(x), strong(x), between);
            out.two(word(x), far(x));
            out.three(word(x), between, cell.mark);
            out.three(cell.tag, far(x).min(6), between);
            out.three(word(x), cell.tag, u32::from(far(x) < 2));
            out.three(strong(x), cell.mark, between);
        }
        let pair = feature(21, strong(left), strong(right));
        out.three(pair, cell.mark, cell.tag);
        out.three(pair, left.commas * 4 + right.commas, left.marks * 4 + right.marks);
        self.upwards(passage, i, out);
    }

    /// The anchor that token `i` hangs from, by which branch, and how far.
    pub fn above(&self, passage: &Passage, i: usize) -> Option<(usize, u32, u32)> {
        let mut at = i;
        for height in 0..HEIGHT {
            let cell = passage.cell(at);
            if cell.head == at {
                return None;
            }
            if self.strength(cell.head) > 0 {
                return Some((cell.head, cell.relation, height as u32));
            }
            at = cell.head;
        }
        None
    }

    fn upwards(&self, passage: &Passage, i: usize, out: &mut Features) {
        let cell = passage.cell(i);
        let own = self.strength(i);
        out.at(120);
        match self.above(passage, i) {
            Some((anchor, branch, height)) => {
                let before = u32::from(anchor < i);
                let word = passage.cell(anchor).lower;
                out.three(branch, before, self.strength(anchor));
                out.three(branch, before, word);
                out.three(branch, height.min(3), cell.relation);
                out.three(branch, cell.tag, before);
                out.three(branch, cell.mark, before);
            }
            None => out.two(own, cell.relation),
        }
    }
}

// The tag of commas, from 1.
const COMMA: u32 = crate::document::Xpos::COMMA.0 as u32 + 1;
