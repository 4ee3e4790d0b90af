//! Sentences to learn from, as the layers of the parser see them.

use super::corpus::Tree;
use super::{namer, retagger};
use crate::syntax::encoder::{FIELDS, keys};
use crate::syntax::tagger::{Rival, Tag};
use std::collections::{BTreeMap, BTreeSet};

/// A word or an ending with fewer occurrences has no row.
const FEWEST: [usize; FIELDS] = [8, 20, 3, 1, 1, 1, 5];

/// Sentences, with tags by a tagger that had not learned from them.
pub struct Sentences {
    /// The sentences; some have names alone, and no tree.
    pub trees: Vec<Tree>,
    /// Their tags, and what else words might be.
    pub tagged: Vec<(Vec<Tag>, Vec<Rival>)>,
    /// What names they have, where that is known.
    pub names: Vec<Option<namer::Names>>,
    /// Words get rows by the first so many sentences: those with trees.
    pub counted: usize,
}

/// A sentence to learn from.
pub struct Example {
    /// The rows of what is seen of its words.
    pub words: Vec<[u32; FIELDS]>,
    /// Heads, the number of words for that of the root; none where there is no tree.
    pub heads: Vec<usize>,
    /// Labels of the arcs.
    pub labels: Vec<usize>,
    /// Classes of tags that are right.
    pub tags: Vec<retagger::Right>,
    /// What names it has.
    pub names: Option<namer::Names>,
}

impl Sentences {
    /// What is seen of the words of a sentence.
    fn seen(&self, n: usize) -> impl Iterator<Item = [u32; FIELDS]> {
        let (tags, rivals) = &self.tagged[n];
        self.trees[n].words.iter().zip(tags).zip(rivals).map(|((word, tag), rival)| keys(word, *tag, *rival))
    }

    /// The rows of what is seen of words, by its key: those of the unknown first.
    pub fn rows(&self) -> BTreeMap<u32, u32> {
        let mut counts: [BTreeMap<u32, usize>; FIELDS] = Default::default();
        for key in (0..self.counted).flat_map(|n| self.seen(n)) {
            key.into_iter().zip(&mut counts).for_each(|(key, counts)| *counts.entry(key).or_default() += 1);
        }
        let frequent =
            counts.iter().zip(FEWEST).flat_map(|(counts, fewest)| counts.iter().filter(move |(_, n)| **n >= fewest));
        // In the order of their keys, so that the table of places says little more than which keys there are.
        let keys: BTreeSet<u32> = frequent.map(|(key, _)| *key).collect();
        keys.into_iter().zip(FIELDS as u32..).collect()
    }

    /// The sentences to learn from, given the rows and the classes of tags.
    pub fn examples(&self, rows: &BTreeMap<u32, u32>, classes: &[Tag]) -> Vec<Example> {
        let row = |(field, key): (usize, u32)| rows.get(&key).copied().unwrap_or(field as u32);
        let of_word = |keys: [u32; FIELDS]| {
            let mut fields = keys.into_iter().enumerate().map(row);
            std::array::from_fn(|_| fields.next().unwrap_or(0))
        };
        let example = |(n, tree): (usize, &Tree)| Example {
            words: self.seen(n).map(of_word).collect(),
            heads: tree.arcs.iter().map(|a| a.head.unwrap_or(tree.arcs.len())).collect(),
            labels: tree.arcs.iter().map(|a| usize::from(a.deprel.0)).collect(),
            tags: tree.tags.iter().map(|tag| retagger::right(classes, *tag, tree.taught)).collect(),
            names: self.names[n].clone(),
        };
        self.trees.iter().enumerate().map(example).collect()
    }
}
