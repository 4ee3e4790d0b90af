//! Sentences to learn from, as the layers of the parser see them.

use super::corpus::{Tree, words};
use super::table::Random;
use super::{namer, tagger};
use crate::document::{Upos, Xpos};
use crate::syntax::encoder::{FIELDS, keys};
use crate::syntax::tagger::Tag;
use std::collections::{BTreeMap, BTreeSet};

/// What is seen more seldom has no row, field by field.
const FEWEST: [usize; FIELDS] = [10, 20, 5, 20, 40, 30, 3, 8, 1, 1, 1, 1];
/// The share of verbs whose tag is told, as marks beside them will.
const TOLD: f64 = 0.02;

/// Sentences.
pub struct Sentences {
    /// The sentences; some have names alone, and no tree.
    pub trees: Vec<Tree>,
    /// What names they have, where that is known.
    pub names: Vec<Option<namer::Names>>,
    /// Words get rows by the first so many sentences: those with trees.
    pub counted: usize,
}

/// One in so many sentences is read once more with capitals at the beginnings of words, and one with capitals alone.
const SHOUTED: usize = 40;

/// Some sentences once more, as headlines are written.
pub fn shouted(trees: &[Tree], names: &[Option<namer::Names>]) -> Vec<(Tree, Option<namer::Names>)> {
    let title = |form: &String| {
        let mut letters = form.chars();
        letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
    };
    let recased = |(n, (tree, names)): (usize, (&Tree, &Option<namer::Names>))| {
        let forms: Vec<String> = match n % SHOUTED {
            0 => tree.forms.iter().map(title).collect(),
            1 => tree.forms.iter().map(|form| form.to_uppercase()).collect(),
            _ => return None,
        };
        Some((Tree { words: words(&forms), forms, ..tree.clone() }, names.clone()))
    };
    let read = trees.iter().zip(names).filter(|(tree, _)| !tree.forms.is_empty()).enumerate();
    read.filter_map(recased).collect()
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
    pub tags: Vec<tagger::Right>,
    /// What names it has.
    pub names: Option<namer::Names>,
}

impl Sentences {
    /// What is seen of the words of a sentence.
    fn seen(&self, n: usize) -> impl Iterator<Item = [u32; FIELDS]> {
        let (tree, mut random) = (&self.trees[n], Random::new(n as u64 + 1));
        let verb = |tag: &Tag| tag.upos == Upos::Verb && matches!(tag.xpos, Xpos::VBD | Xpos::VBZ);
        tree.words.iter().enumerate().map(move |(i, word)| {
            let tag = tree.tags.get(i).copied().filter(|tag| !tree.taught && verb(tag));
            keys(word, tag.filter(|_| random.chance(TOLD)))
        })
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
            tags: tree.tags.iter().map(|tag| tagger::right(classes, *tag, tree.taught)).collect(),
            names: self.names[n].clone(),
        };
        self.trees.iter().enumerate().map(example).collect()
    }
}
