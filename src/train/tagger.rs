//! Learns tags from what the layers of the parser make of words: [`crate::syntax::tagger`].

use super::corpus::Tree;
use crate::model::{exp, top};
use crate::syntax::tagger::{CLASSES, Tag};
use std::collections::BTreeMap;

/// What a tag counts beside an action.
const SHARE: f32 = 1.5;
/// A word with one pair of tags at least so often, and in so many of a thousand cases, has no other.
const FIXED: (usize, usize) = (20, 995);

/// Which classes of a word are right.
pub type Right = [bool; CLASSES];

/// The pairs of tags worth a class of their own: those that annotators gave most often.
pub fn inventory(trees: &[Tree]) -> Vec<Tag> {
    let mut counts: BTreeMap<Tag, usize> = BTreeMap::new();
    trees.iter().filter(|t| !t.taught).flat_map(|t| &t.tags).for_each(|t| *counts.entry(*t).or_default() += 1);
    let mut tags: Vec<(usize, Tag)> = counts.into_iter().map(|(t, n)| (n, t)).collect();
    tags.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    tags.truncate(CLASSES);
    tags.into_iter().map(|(_, t)| t).collect()
}

/// Words, by the hashes of their normal forms, with the class of the one pair of tags that annotators gave them.
pub fn fixed(trees: &[Tree], tags: &[Tag]) -> Vec<(u32, u16)> {
    let mut counts: BTreeMap<u32, BTreeMap<Tag, usize>> = BTreeMap::new();
    let annotated = trees.iter().filter(|t| !t.taught);
    for (word, tag) in annotated.flat_map(|t| t.words.iter().zip(&t.tags)) {
        *counts.entry(word.norm).or_default().entry(*tag).or_default() += 1;
    }
    let only = |(word, counts): (u32, BTreeMap<Tag, usize>)| {
        let all: usize = counts.values().sum();
        let (tag, most) = counts.into_iter().max_by_key(|(_, n)| *n)?;
        let class = tags.iter().position(|t| *t == tag)?;
        (all >= FIXED.0 && most * 1000 >= all * FIXED.1).then_some((word, class as u16))
    };
    counts.into_iter().filter_map(only).collect()
}

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
