//! Learns which entity a pronoun means: a log-linear ranker that meets the entities it has made itself.

use super::evaluate::Errors;
use super::evaluate::coref::{Pronouns, antecedents};
use super::gum::{GumDoc, align};
use super::table::{Adaptive, Random};
use crate::coref::ranker::{Group, Judge, Question, Ranker};
use crate::coref::resolve_with;
use crate::document::Document;
use crate::model::{Kind, seal};

/// How much to learn and to keep.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Runs from nothing, each in another order; their average is what is kept.
    pub runs: u64,
    /// Rounds over the data.
    pub epochs: usize,
    /// Size of the table as a power of two.
    pub bits: u32,
    /// Weights kept.
    pub keep: usize,
    /// Pace.
    pub rate: f32,
    /// Pull towards zero after each round.
    pub shrink: f32,
}

/// A document as the pipeline reads it, with what its mentions are in the gold.
pub struct Example<'t> {
    doc: Document<'t>,
    gold: &'t GumDoc,
    // The gold entity of each of our mentions.
    entity: Vec<Option<u64>>,
}

impl<'t> Example<'t> {
    /// Reads a document.
    pub fn new(gold: &'t GumDoc) -> Self {
        let doc = crate::annotate(&gold.text);
        let of = align(&doc, gold, &doc.mentions);
        let entity = of.iter().map(|g| g.map(|g| gold.mentions[g].cluster)).collect();
        Self { doc, gold, entity }
    }
}

/// A judge that learns from each question.
struct Learner<'a> {
    ranker: &'a mut Ranker<Adaptive>,
    example: &'a Example<'a>,
    // True while its mistakes are hidden from it.
    led: bool,
}

impl Judge for Learner<'_> {
    fn judge(&mut self, question: &Question) -> Option<usize> {
        let wanted = self.example.entity[question.mention];
        let is = |full: usize| wanted.is_some() && self.example.entity[full] == wanted;
        let mut right: Vec<bool> = question.candidates.iter().map(|c| is(c.full)).collect();
        let known = right.iter().any(|r| *r);
        // He and she always mean somebody, even where nobody was found.
        let learns = known || question.group != Group::Person;
        right.push(!known);
        let chances = self.ranker.chances(question);
        let mass: f32 = chances.iter().zip(&right).filter(|(_, r)| **r).map(|(c, _)| c).sum();
        if learns {
            for ((features, chance), right) in question.features.iter().zip(&chances).zip(&right) {
                let target = if *right { chance / mass.max(1e-9) } else { 0.0 };
                self.ranker.weights.update(features, &[chance - target]);
            }
        }
        let best = |allowed: &dyn Fn(usize) -> bool| {
            let open = chances.iter().enumerate().filter(|(i, _)| allowed(*i));
            open.max_by(|a, b| a.1.total_cmp(b.1)).map(|(i, _)| i)
        };
        let chosen = if self.led { best(&|i| right[i]) } else { best(&|_| true) };
        chosen.filter(|&i| i < question.candidates.len())
    }
}

/// Learns from documents, several times in other orders; the file form of the average.
pub fn learn(examples: &[&Example], settings: Settings) -> Vec<u8> {
    let mut mean = Adaptive::new(settings.bits, 1, settings.rate);
    for seed in 0..settings.runs {
        mean.note_of(&run(examples, settings, seed));
    }
    mean.take_average();
    seal(Kind::Coreference, &mean.write(settings.keep))
}

fn run(examples: &[&Example], settings: Settings, seed: u64) -> Adaptive {
    let mut ranker = Ranker { weights: Adaptive::new(settings.bits, 1, settings.rate) };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(seed + 1);
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for &i in &order {
            resolve_with(&examples[i].doc, Learner { ranker: &mut ranker, example: examples[i], led: epoch == 0 });
        }
        ranker.weights.shrink(settings.shrink);
        if epoch * 2 >= settings.epochs {
            ranker.weights.note();
        }
    }
    ranker.weights.take_average();
    ranker.weights
}

/// Antecedents of pronouns that a model finds in documents.
pub fn measure(file: &[u8], examples: &[&Example], errors: &mut Errors) -> Pronouns {
    let ranker = Ranker::load(file).expect("what was just written");
    let mut counts = Pronouns::new();
    for example in examples {
        let entities = resolve_with(&example.doc, &ranker);
        antecedents(&example.doc, &entities, example.gold, &mut counts, errors);
    }
    counts
}
