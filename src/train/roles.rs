//! Learns roles: a conditional random field over blocks.

use super::crf::{Settings, Target, in_runs};
use super::quotes::Example;
use super::table::{Adaptive, Random};
use crate::model::{Features, Linear, Reader, chain};
use crate::quote::read::{Anchors, CLASSES, Chain, Scores, features_of, look};

/// The features of every token of an article, block by block.
pub struct Lists {
    blocks: Vec<Vec<Vec<u32>>>,
}

impl Lists {
    /// Those of one article.
    pub fn new(example: &Example) -> Self {
        let mut features = Features::default();
        let passage = &example.passage;
        let anchors = Anchors::new(passage);
        let one = |(number, block): (usize, &crate::document::TokenSpan)| {
            let mut of = |i: usize| {
                features_of(passage, &anchors, i, number, &mut features);
                features.list().to_vec()
            };
            block.range().map(&mut of).collect()
        };
        Self { blocks: passage.blocks.iter().enumerate().map(one).collect() }
    }
}

/// Learns a chain from articles and their features; its table in file form.
pub fn learn(examples: &[(&Example, &Lists)], settings: Settings) -> Vec<u8> {
    in_runs(settings, CLASSES, &|weights, seed, whole| rounds(examples, settings, weights, seed, whole))
}

fn rounds(examples: &[(&Example, &Lists)], settings: Settings, weights: Adaptive, seed: u64, whole: bool) -> Adaptive {
    let mut model = Chain::new(weights, 0.0);
    let mut order: Vec<(usize, usize)> =
        examples.iter().enumerate().flat_map(|(e, (x, _))| (0..x.passage.blocks.len()).map(move |b| (e, b))).collect();
    let mut random = Random::new(5 + 16 * seed);
    let count = if whole { settings.epochs } else { settings.polish };
    for epoch in 0..count {
        random.shuffle(&mut order);
        for &(e, b) in &order {
            let (example, lists) = examples[e];
            let range = example.passage.blocks[b].range();
            let target = Target::new(&example.gold[range.clone()], example.taught.get(range), example.trust);
            let lists = hidden(&lists.blocks[b], settings.hide, &mut random);
            let lists = &lists[..];
            let rows: Vec<Scores> = lists.iter().map(|l| model.row(l)).collect();
            let mut pairs = vec![[0f32; CLASSES]; CLASSES + 1];
            let chances = chain::chances(&rows, &chain::odds(model.follows()), &mut pairs);
            if target.descend(&mut model.weights, lists, chances, &mut pairs, 0.01) {
                for (p, row) in pairs.iter().enumerate().filter(|(_, r)| r.iter().any(|x| x.abs() > 0.01)) {
                    model.weights.update(&[chain::after(p)], row);
                    model.refresh(p);
                }
            }
        }
        if whole && settings.shrink > 0.0 {
            model.weights.shrink(settings.shrink);
            (0..=CLASSES).for_each(|p| model.refresh(p));
        }
        if !whole || epoch + 1 >= settings.epochs / 2 {
            model.weights.note();
        }
    }
    model.weights.take_average();
    model.weights
}

/// The features without some of them, at random, so that none is trusted alone.
fn hidden<'l>(lists: &'l [Vec<u32>], share: f64, random: &mut Random) -> std::borrow::Cow<'l, [Vec<u32>]> {
    if share == 0.0 {
        return lists.into();
    }
    let mut keep = |list: &Vec<u32>| list.iter().copied().filter(|_| !random.chance(share)).collect();
    lists.iter().map(&mut keep).collect::<Vec<Vec<u32>>>().into()
}

/// A chain as shipped.
pub fn chain_of(table: &[u8], entry: f32) -> Chain {
    Chain::new(Linear::read(&mut Reader::from(table)).expect("what was just written"), entry)
}

/// Exact F1 of speakers, cues and contents.
pub fn measure(examples: &[Example], chain: &Chain) -> [[f64; 3]; 3] {
    let mut counts = [[0usize; 3]; 3];
    for example in examples {
        let found = look(&example.passage, chain, |_| None);
        for block in &example.passage.blocks {
            let wanted = chain::spans(&example.gold[block.range()]);
            let got = chain::spans(&found.path[block.range()]);
            got.iter().for_each(|s| counts[s.2][1] += 1);
            wanted.iter().for_each(|s| counts[s.2][2] += 1);
            got.iter().filter(|s| wanted.contains(s)).for_each(|s| counts[s.2][0] += 1);
        }
    }
    counts.map(super::names::f1)
}
