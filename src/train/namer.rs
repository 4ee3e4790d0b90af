//! Learns classes of names from what the layers of the parser make of words: [`crate::syntax::namer`].

use super::corpus::Tree;
use super::names::{Example, known};
use super::table::Random;
use crate::document::NameHints;
use crate::entity::recognize::{CLASSES, Guideline};
use crate::model::{Word, exp};
use crate::syntax::namer::OUTPUTS;
use crate::syntax::parser::Parser;
use std::collections::HashMap;

/// So many sentences of other guidelines are read as if by the one of articles: so it learns their words too.
const LEND: f64 = 0.5;
/// Guidelines, and none.
pub const GUIDELINES: usize = 6;

/// What is to be learned of the names of a sentence.
#[derive(Clone)]
pub struct Names {
    guideline: Guideline,
    targets: Vec<[f32; CLASSES]>,
}

/// The sentences of articles with names.
fn sentences(examples: &[Example]) -> impl Iterator<Item = (&[Word], Names)> {
    examples.iter().flat_map(|x| x.sentences.iter().map(move |s| (x, s.range()))).map(|(x, range)| {
        let targets = range.clone().map(|i| {
            let mut target = [0.0; CLASSES];
            target[x.gold[i]] = 1.0;
            if let Some(taught) = x.taught.get(i) {
                let chances = taught.map(|score| exp(score.max(-30.0)));
                let all: f32 = chances.iter().sum();
                target.iter_mut().zip(chances).for_each(|(t, chance)| *t += x.trust * (chance / all - *t));
            }
            target
        });
        (&x.words[range.clone()], Names { guideline: x.guideline, targets: targets.collect() })
    })
}

fn key(words: &[Word]) -> Vec<u32> {
    words.iter().map(|w| w.norm).collect()
}

/// Gives trees of the same words their names, and adds those that have no tree, without one.
pub fn attach(trees: &mut Vec<Tree>, examples: &[Example]) -> Vec<Option<Names>> {
    let mut places: HashMap<Vec<u32>, Vec<usize>> = HashMap::new();
    trees.iter().enumerate().for_each(|(i, tree)| places.entry(key(&tree.words)).or_default().push(i));
    let mut all = vec![None; trees.len()];
    for (words, names) in sentences(examples) {
        match places.get_mut(&key(words)).and_then(Vec::pop) {
            Some(i) => all[i] = Some(names),
            None => {
                trees.push(Tree { words: words.to_vec(), taught: true, ..Tree::default() });
                all.push(Some(names));
            }
        }
    }
    all
}

/// What reads sentences before names are read.
pub struct Layers {
    parser: Parser,
}

impl Layers {
    /// From files of weights.
    pub fn load(read: impl Fn(&str) -> Vec<u8>) -> Self {
        Self { parser: Parser::load(&read("parser.bin")).expect("the parser's weights") }
    }

    /// What the layers think of the words of an article.
    pub fn hints(&self, x: &Example) -> NameHints {
        let mut hints = NameHints::default();
        for sentence in &x.sentences {
            let words = &x.words[sentence.range()];
            self.parser.parse(words, &mut self.parser.read(words, &[]), &mut hints);
        }
        hints
    }
}

/// By which guideline a sentence is read: as articles are, for the share of other ones that is lent to it.
pub fn guideline(names: Option<&Names>, random: &mut Random) -> usize {
    names.map_or(0, |n| if random.chance(LEND) { Guideline::READ } else { n.guideline } as usize)
}

/// Puts the slopes of scores in their place.
pub fn slope(names: &Option<Names>, word: usize, guideline: usize, row: &mut [f32]) {
    let Some(names) = names else { return row.fill(0.0) };
    let own = guideline * OUTPUTS..guideline * OUTPUTS + CLASSES;
    let (known, target) = (known(names.guideline), &names.targets[word]);
    let scores = &mut row[own.clone()];
    let most = scores.iter().zip(known).filter(|(_, k)| *k).fold(f32::MIN, |a, (b, _)| a.max(*b));
    scores.iter_mut().zip(known).for_each(|(s, k)| *s = if k { exp(*s - most) } else { 0.0 });
    let all: f32 = scores.iter().sum();
    scores.iter_mut().zip(target).for_each(|(s, t)| *s = *s / all - t);
    row[..own.start].fill(0.0);
    row[own.end..].fill(0.0);
}
