//! Roles by a chain over words, tags, dependencies and marks.

use super::anchors::Anchors;
use super::passage::Passage;
use super::roles::{CLASSES, Scores};
use crate::document::RoleLook;
use crate::model::{Features, Linear, Score, chain};

/// A chain over roles: what scores features, and what follows what.
#[derive(Debug)]
pub struct Chain<S = Linear> {
    /// Scores features.
    pub weights: S,
    follows: Vec<Scores>,
    odds: Vec<Scores>,
    gains: Scores,
    /// What a span must be worth more to begin: negative lets more spans begin.
    pub entry: f32,
}

impl<S: Score> Chain<S> {
    /// A chain of such weights.
    pub fn new(weights: S, entry: f32) -> Self {
        let follows = vec![[0.0; CLASSES]; CLASSES + 1];
        let mut chain = Self { weights, follows, odds: Vec::new(), gains: [0.0; CLASSES], entry };
        for class in 0..=CLASSES {
            chain.refresh(class);
        }
        (chain.odds, chain.gains) = (chain::odds(&chain.follows), chain::gains(&chain.follows));
        chain
    }

    /// True if weights score roles.
    pub fn fits(weights: &S) -> bool {
        weights.width() == CLASSES
    }

    /// Reads what follows a class out of the weights again.
    pub fn refresh(&mut self, class: usize) {
        if let Some(row) = self.follows.get_mut(class) {
            self.weights.score(&[chain::after(class)], row);
        }
    }

    /// What follows what.
    #[cfg(feature = "train")]
    pub fn follows(&self) -> &[Scores] {
        &self.follows
    }

    /// The scores of one token.
    pub fn row(&self, features: &[u32]) -> Scores {
        let mut row = [0.0; CLASSES];
        self.weights.score(features, &mut row);
        row
    }

    /// The chances of every class and the best sequence.
    pub fn read(&self, rows: &mut [Scores]) -> (Vec<Scores>, Vec<usize>) {
        let chances = chain::chances(rows, &self.odds, &mut []);
        let entries = |c: usize| c > 0 && chain::opens(c);
        for row in rows.iter_mut() {
            row.iter_mut().enumerate().filter(|(c, _)| entries(*c)).for_each(|(_, x)| *x -= self.entry);
        }
        (chances, chain::best(rows, &self.follows, &self.gains))
    }
}

/// What the chain finds in a whole text: chances and the best class of every token; outside of blocks that are read, nothing.
pub struct Found {
    /// Chances of the classes.
    pub chances: Vec<Scores>,
    /// The best sequence.
    pub path: Vec<usize>,
}

/// Runs a chain over every block; `known` tells of those that were seen alike before.
// Within its caller it is not made as fast.
#[inline(never)]
pub fn look<'k, S: Score>(
    passage: &Passage,
    chain: &Chain<S>,
    known: impl Fn(usize) -> Option<(&'k [RoleLook], &'k [Scores])>,
) -> Found {
    let mut nothing = [0.0; CLASSES];
    if let Some(outside) = nothing.first_mut() {
        *outside = 1.0;
    }
    let mut found = Found { chances: Vec::with_capacity(passage.len()), path: Vec::with_capacity(passage.len()) };
    let outside = |found: &mut Found, end: usize| {
        found.chances.resize(end, nothing);
        found.path.resize(end, 0);
    };
    let mut features = Features::default();
    for (number, block) in passage.blocks.iter().enumerate() {
        outside(&mut found, block.start);
        if let Some((known, chances)) = known(number) {
            found.chances.extend_from_slice(chances);
            found.path.extend(known.iter().map(|look| usize::from(look.class)));
            continue;
        }
        let anchors = Anchors::inside(passage, *block);
        let row = |i: usize| {
            features_of(passage, &anchors, i, number, &mut features);
            chain.row(features.list())
        };
        let mut rows: Vec<Scores> = block.range().map(row).collect();
        let (chances, path) = chain.read(&mut rows);
        found.chances.extend(chances);
        found.path.extend(path);
    }
    outside(&mut found, passage.len());
    found
}

/// The features of token `i` of block `number`.
pub fn features_of(passage: &Passage, anchors: &Anchors, i: usize, number: usize, out: &mut Features) {
    out.clear();
    passage.features(i, number, out);
    out.at(96);
    anchors.features(passage, i, out);
}
