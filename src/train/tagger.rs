//! Learns parts of speech: an averaged perceptron that meets its own mistakes.

use super::corpus::Tree;
use super::table::{Averaged, Random, in_pairs};
use super::{FOLDS, env};
use crate::model::{Features, Lookup, Reader, Score};
use crate::syntax::tagger::{Context, Rival, Tag, Tagger};
use std::collections::BTreeMap;

/// How much to learn and to keep.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Rounds over the data.
    pub epochs: usize,
    /// Runs from nothing, each in another order; the mean of their weights is kept.
    pub runs: u64,
    /// Size of the table as a power of two.
    pub bits: u32,
    /// Weights kept.
    pub keep: usize,
}

/// The pairs of tags worth a class of their own.
pub fn inventory<'t>(trees: impl IntoIterator<Item = &'t Tree>) -> Vec<Tag> {
    let mut counts: BTreeMap<Tag, usize> = BTreeMap::new();
    trees.into_iter().flat_map(|t| &t.tags).for_each(|t| *counts.entry(*t).or_default() += 1);
    let mut tags: Vec<(usize, Tag)> = counts.into_iter().map(|(t, n)| (n, t)).collect();
    tags.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    tags.truncate(96);
    tags.into_iter().map(|(_, t)| t).collect()
}

/// A word with one pair of tags at least so often, and in so many of a thousand cases, has no other.
const FIXED: (usize, usize) = (50, 998);

/// Words, by the hashes of their normal forms, with the class of the one pair of tags that they have.
fn fixed(trees: &[&Tree], tags: &[Tag]) -> Vec<(u32, u16)> {
    let mut counts: BTreeMap<u32, BTreeMap<Tag, usize>> = BTreeMap::new();
    for (word, tag) in trees.iter().flat_map(|t| t.words.iter().zip(&t.tags)) {
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

/// Learns from trees; the file form.
pub fn learn(trees: &[&Tree], tags: &[Tag], settings: Settings) -> Vec<u8> {
    let (only, mut written) = (fixed(trees, tags), Vec::new());
    Lookup::write(&only, &mut written);
    let fixed = Lookup::read(&mut Reader::from(&written[..])).expect("what was just written");
    let runs = in_pairs(settings.runs, &|seed| run(trees, tags, &fixed, settings, seed));
    Tagger::write(tags, &only, &Averaged::write(&runs, settings.keep))
}

fn run(trees: &[&Tree], tags: &[Tag], fixed: &Lookup, settings: Settings, seed: u64) -> Averaged {
    let weights = Averaged::new(settings.bits, tags.len());
    let mut tagger = Tagger { tags: tags.to_vec(), fixed: fixed.clone(), weights };
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let mut random = Random::new(1 + 16 * seed);
    let mut features = Features::default();
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for &i in &order {
            let tree = trees[i];
            let context = Context::new(&tree.words);
            let mut done: Vec<Tag> = Vec::with_capacity(tree.words.len());
            for (k, gold) in tree.tags.iter().enumerate() {
                if let Some(class) = tagger.only(&tree.words[k]) {
                    done.push(tags[class]);
                    continue;
                }
                context.features(k, &done, &mut features);
                let best = tagger.best(&mut features);
                tagger.weights.step();
                let gold =
                    tags.iter().position(|t| t == gold).or_else(|| tags.iter().position(|t| t.upos == gold.upos));
                if let Some(gold) = gold.filter(|g| *g != best) {
                    tagger.weights.update(features.list(), gold, 1.0);
                    tagger.weights.update(features.list(), best, -1.0);
                }
                done.push(tags[best]);
            }
        }
    }
    tagger.weights
}

/// Shares of words with the right coarse tag, and with both right.
pub fn accuracy(tagger: &Tagger, trees: &[Tree]) -> (f64, f64) {
    let (mut coarse, mut both, mut all) = (0, 0, 0);
    for tree in trees {
        for (got, want) in tagger.tag(&tree.words).0.iter().zip(&tree.tags) {
            coarse += usize::from(got.upos == want.upos);
            both += usize::from(got.xpos == want.xpos);
            all += 1;
        }
    }
    (100.0 * coarse as f64 / all as f64, 100.0 * both as f64 / all as f64)
}

/// The trees to learn tags from: of those that a teacher made, which know no fine tags, every second one. More of them cost more
/// fine tags than they give coarse ones.
pub fn for_tags<'t>(trees: impl Iterator<Item = &'t Tree>) -> Vec<&'t Tree> {
    trees.enumerate().filter(|(i, t)| !t.taught || i % 2 == 0).map(|(_, t)| t).collect()
}

/// Gives words whose coarse tags alone are known the fine ones that fit them best, for a tagger that learned from annotated trees.
pub fn refine(trees: &mut [Tree], annotated: &[Tree]) {
    let tags = inventory(annotated);
    let settings = Settings { epochs: 5, runs: 2, keep: 600_000, ..settings() };
    let bytes = learn(&annotated.iter().collect::<Vec<_>>(), &tags, settings);
    let tagger = Tagger::load(&bytes).expect("what was just written");
    let mut features = Features::default();
    let mut scores = vec![0.0; tags.len()];
    for tree in trees {
        let context = Context::new(&tree.words);
        let mut done: Vec<Tag> = Vec::with_capacity(tree.words.len());
        for k in 0..tree.words.len() {
            context.features(k, &done, &mut features);
            tagger.weights.score(features.list(), &mut scores);
            let upos = tree.tags[k].upos;
            let fits = |t: &usize| tags[*t].upos == upos;
            let best = (0..tags.len()).filter(fits).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
            done.push(best.map_or(tree.tags[k], |t| tags[t]));
        }
        tree.tags = done;
    }
}

/// How the shipped tagger learns.
pub fn settings() -> Settings {
    Settings {
        epochs: env("EPOCHS", 8),
        runs: env("TRUNS", 8) as u64,
        bits: env("BITS", 21) as u32,
        keep: env("KEEP", 220_000),
    }
}

/// Tags each sentence with a tagger that has not learned from it.
pub fn jackknife(train: &[Tree]) -> Vec<(Vec<Tag>, Vec<Rival>)> {
    let tags = inventory(train);
    let mut tagged = vec![(Vec::new(), Vec::new()); train.len()];
    for fold in 0..FOLDS {
        // Whole stretches, so that a document stays together.
        let of = |i: usize| i / 50 % FOLDS;
        let rest = for_tags(train.iter().enumerate().filter(|(i, _)| of(*i) != fold).map(|(_, t)| t));
        let settings = Settings { epochs: 5, runs: env("JRUNS", 2) as u64, keep: 600_000, ..settings() };
        let tagger = Tagger::load(&learn(&rest, &tags, settings)).expect("what was just written");
        for (i, tree) in train.iter().enumerate().filter(|(i, _)| of(*i) == fold) {
            tagged[i] = tagger.tag(&tree.words);
        }
    }
    tagged
}
