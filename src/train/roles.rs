//! Learns the two looks at roles: conditional random fields over blocks.

use super::crf::{Settings, descend};
use super::quotes::Example;
use super::table::{Adaptive, Random};
use crate::model::{Features, Linear, Reader, chain};
use crate::quote::read::{
    CLASSES, Chain, Found, Scores, Stacked, first_anchors, first_features, look, second_features,
};

/// The features of every token of an article, block by block.
pub struct Lists {
    blocks: Vec<Vec<Vec<u32>>>,
}

impl Lists {
    fn new(example: &Example, list: &mut dyn FnMut(usize, usize, &mut Features)) -> Self {
        let mut features = Features::default();
        let passage = &example.passage;
        let one = |(number, block): (usize, &crate::document::TokenSpan)| {
            let mut of = |i: usize| {
                list(i, number, &mut features);
                features.list().to_vec()
            };
            block.range().map(&mut of).collect()
        };
        Self { blocks: passage.blocks.iter().enumerate().map(one).collect() }
    }

    /// For the first look.
    pub fn first(example: &Example) -> Self {
        let anchors = first_anchors(&example.passage);
        Self::new(example, &mut |i, number, out| first_features(&example.passage, &anchors, i, number, out))
    }

    /// For the second look, over what a first one found.
    pub fn second(example: &Example, found: Found) -> Self {
        let stacked = Stacked::new(&example.passage, found.chances, &found.path);
        Self::new(example, &mut |i, number, out| second_features(&example.passage, &stacked, i, number, out))
    }
}

/// Learns a chain from articles and their features; its table in file form.
pub fn learn(examples: &[(&Example, &Lists)], settings: Settings) -> Vec<u8> {
    let mut model = Chain::new(Adaptive::new(settings.bits, CLASSES, settings.rate), 0.0);
    let mut order: Vec<(usize, usize)> =
        examples.iter().enumerate().flat_map(|(e, (x, _))| (0..x.passage.blocks.len()).map(move |b| (e, b))).collect();
    let mut random = Random::new(5);
    for epoch in 0..settings.epochs + settings.polish {
        if epoch == settings.epochs {
            model.weights.take_average();
            model.weights.freeze_small(settings.keep);
            (0..=CLASSES).for_each(|p| model.refresh(p));
        }
        random.shuffle(&mut order);
        for &(e, b) in &order {
            let (example, lists) = examples[e];
            let gold = &example.gold[example.passage.blocks[b].range()];
            let lists = hidden(&lists.blocks[b], settings.hide, &mut random);
            let lists = &lists[..];
            let rows: Vec<Scores> = lists.iter().map(|l| model.row(l)).collect();
            let mut pairs = vec![[0f32; CLASSES]; CLASSES + 1];
            let chances = chain::chances(&rows, &chain::odds(model.follows()), &mut pairs);
            if descend(&mut model.weights, lists, chances, &mut pairs, gold, 0.01) {
                for (p, row) in pairs.iter().enumerate().filter(|(_, r)| r.iter().any(|x| x.abs() > 0.01)) {
                    model.weights.update(&[chain::after(p)], row);
                    model.refresh(p);
                }
            }
        }
        if settings.shrink > 0.0 && epoch < settings.epochs {
            model.weights.shrink(settings.shrink);
            (0..=CLASSES).for_each(|p| model.refresh(p));
        }
        if epoch + 1 >= settings.epochs / 2 {
            model.weights.note();
        }
    }
    model.weights.take_average();
    model.weights.write(settings.keep)
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

/// What a first look finds.
pub fn first_look(example: &Example, chain: &Chain) -> Found {
    let anchors = first_anchors(&example.passage);
    look(&example.passage, chain, &mut |i, number, out| first_features(&example.passage, &anchors, i, number, out))
}

/// What both looks find.
pub fn both_looks(example: &Example, first: &Chain, second: &Chain) -> Found {
    let found = first_look(example, first);
    let stacked = Stacked::new(&example.passage, found.chances, &found.path);
    look(&example.passage, second, &mut |i, number, out| second_features(&example.passage, &stacked, i, number, out))
}

/// Exact F1 of speakers, cues and contents.
pub fn measure(examples: &[Example], read: &dyn Fn(&Example) -> Found) -> [[f64; 3]; 3] {
    let mut counts = [[0usize; 3]; 3];
    for example in examples {
        let found = read(example);
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
