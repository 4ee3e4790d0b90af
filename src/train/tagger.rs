//! Learns parts of speech: an averaged perceptron that meets its own mistakes.

use super::corpus::Tree;
use super::table::{Averaged, Random};
use crate::model::Features;
use crate::syntax::tagger::{Context, Tag, Tagger};
use std::collections::BTreeMap;

/// How much to learn and to keep.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Rounds over the data.
    pub epochs: usize,
    /// Rounds after the small weights are gone.
    pub polish: usize,
    /// Size of the table as a power of two.
    pub bits: u32,
    /// Weights kept.
    pub keep: usize,
}

/// The pairs of tags worth a class of their own.
pub fn inventory(trees: &[Tree]) -> Vec<Tag> {
    let mut counts: BTreeMap<Tag, usize> = BTreeMap::new();
    trees.iter().flat_map(|t| &t.tags).for_each(|t| *counts.entry(*t).or_default() += 1);
    let mut tags: Vec<(usize, Tag)> = counts.into_iter().map(|(t, n)| (n, t)).collect();
    tags.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    tags.truncate(96);
    tags.into_iter().map(|(_, t)| t).collect()
}

/// Learns from trees; the file form.
pub fn learn(trees: &[&Tree], tags: &[Tag], settings: Settings) -> Vec<u8> {
    let mut tagger = Tagger { tags: tags.to_vec(), weights: Averaged::new(settings.bits, tags.len()) };
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let mut random = Random::new(1);
    let mut features = Features::default();
    for epoch in 0..settings.epochs + settings.polish {
        if epoch == settings.epochs {
            tagger.weights.freeze_small(settings.keep);
        }
        random.shuffle(&mut order);
        for &i in &order {
            let tree = trees[i];
            let mut context = Context::new(&tree.words);
            let mut done: Vec<Tag> = Vec::with_capacity(tree.words.len());
            for (k, gold) in tree.tags.iter().enumerate() {
                context.features(k, &done, &mut features);
                let best = tagger.best(&features);
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
    Tagger::write(tags, &tagger.weights.write(settings.keep))
}

/// Shares of words with the right coarse tag, and with both right.
pub fn accuracy(tagger: &Tagger, trees: &[Tree]) -> (f64, f64) {
    let (mut coarse, mut both, mut all) = (0, 0, 0);
    for tree in trees {
        for (got, want) in tagger.tag(&tree.words).iter().zip(&tree.tags) {
            coarse += usize::from(got.upos == want.upos);
            both += usize::from(got.xpos == want.xpos);
            all += 1;
        }
    }
    (100.0 * coarse as f64 / all as f64, 100.0 * both as f64 / all as f64)
}
