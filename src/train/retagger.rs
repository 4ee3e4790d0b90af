//! Learns tags from what the layers of the parser make of words: [`crate::syntax::retagger`].

use crate::model::{exp, top};
use crate::syntax::retagger::CLASSES;
use crate::syntax::tagger::Tag;

/// What a tag counts beside an action.
const SHARE: f32 = 1.5;

/// Which classes of a word are right.
pub type Right = [bool; CLASSES];

/// The class of an annotated tag; of one that a teacher gave, all classes with the same coarse tag, for he tells no fine ones.
pub fn right(classes: &[Tag], tag: Tag, taught: bool) -> Right {
    let fits = |class: &Tag| if taught { class.upos == tag.upos } else { *class == tag };
    std::array::from_fn(|n| classes.get(n).is_some_and(fits))
}

/// Puts the slopes of scores in their place; none where nothing is known.
pub fn slope(right: Option<&Right>, row: &mut [f32]) {
    let Some(right) = right else { return row.fill(0.0) };
    let (_, most) = top(row);
    row.iter_mut().for_each(|score| *score = exp(*score - most));
    let all: f32 = row.iter().sum();
    let good: f32 = row.iter().zip(right).filter(|(_, right)| **right).map(|(chance, _)| chance).sum();
    // A pair of tags that is too rare for a class tells nothing.
    let share = if good > 0.0 { SHARE } else { 0.0 };
    for (chance, right) in row.iter_mut().zip(right) {
        *chance *= share * (1.0 / all - if *right { 1.0 / good.max(1e-12) } else { 0.0 });
    }
}
