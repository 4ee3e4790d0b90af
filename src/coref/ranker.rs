//! Which entity a pronoun or nominal means: candidates, and the learned model that ranks them.

pub use super::features::Group;
use crate::model::{Kind, Linear, ModelError, Reader, Score, exp, open, shipped};
use std::sync::LazyLock;

/// One entity that may be meant.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// The entity under construction.
    pub cluster: usize,
    /// Its nearest mention.
    pub nearest: usize,
    /// Its nearest mention that is no pronoun.
    pub full: usize,
}

/// A mention, the entities it may mean, and the features of each answer; the last answer is "none of them".
#[derive(Debug)]
pub struct Question<'q> {
    /// The mention.
    #[cfg_attr(not(feature = "train"), allow(dead_code, reason = "learning looks it up"))]
    pub mention: usize,
    /// What kind of question it is.
    pub group: Group,
    /// The entities, nearest first.
    pub candidates: &'q [Candidate],
    /// Features, one list an answer.
    pub features: &'q [Vec<u32>],
    /// How the gender of each entity suits, from 0 (certainly not) to 4 (certainly).
    #[cfg_attr(not(feature = "train"), allow(dead_code, reason = "learning looks it up"))]
    pub suits: &'q [u32],
}

/// Answers questions: a model, or a model that learns.
pub trait Judge {
    /// The position of the candidate that is meant; none where no candidate is.
    fn judge(&mut self, question: &Question) -> Option<usize>;

    /// True for one that is not to see whose gender suits: every person is a candidate, and no feature tells.
    fn blind(&self) -> bool {
        false
    }
}

/// A linear model of the features.
#[derive(Debug, Default)]
pub struct Ranker<S> {
    /// The weights.
    pub weights: S,
}

impl Ranker<Linear> {
    /// The model that ships.
    pub fn shipped() -> &'static Self {
        static RANKER: LazyLock<Ranker<Linear>> =
            LazyLock::new(|| Ranker::load(shipped::COREFERENCE).unwrap_or_default());
        &RANKER
    }

    /// Reads a file of weights.
    pub fn load(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader: Reader = open(file, Kind::Coreference)?;
        Ok(Self { weights: Linear::read(&mut reader)? })
    }
}

impl<S: Score> Ranker<S> {
    /// The probability of each answer.
    pub fn chances(&self, question: &Question) -> Vec<f32> {
        let score = |features: &Vec<u32>| {
            let mut out = [0.0];
            self.weights.score(features, &mut out);
            out.first().copied().unwrap_or_default()
        };
        let scores: Vec<f32> = question.features.iter().map(score).collect();
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = scores.iter().map(|s| exp(s - top)).sum();
        scores.iter().map(|s| exp(s - top) / sum).collect()
    }

    /// The best answer and its probability.
    pub fn best(&self, question: &Question) -> (usize, f32) {
        let chances = self.chances(question);
        chances.into_iter().enumerate().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((question.candidates.len(), 0.0))
    }
}

impl Judge for &Ranker<Linear> {
    fn judge(&mut self, question: &Question) -> Option<usize> {
        let (best, chance) = self.best(question);
        // He and she mean somebody; it and they often mean nothing that was named.
        let least = if question.group == Group::Person { 0.0 } else { 0.5 };
        (best < question.candidates.len() && chance >= least).then_some(best)
    }
}
