//! Dependencies: a transition system (arc-hybrid) that reads a sentence from left to right. One model scores the arc that an
//! action makes, a second one its label; the sum decides, so that an arc no label fits is not made.

use super::punctuation;
use super::state::{Action, Arc, State};
use super::tagger::Tag;
use crate::document::Deprel;
use crate::model::{Features, Kind, Linear, ModelError, Score, Word, open, top};

/// Hardly a label is worth more: an arc that would need more to be the best is out, and its label need not be scored.
const MOST: f32 = 320.0;

/// A parser: what scores arcs, and what scores labels.
#[derive(Debug, Default)]
pub struct Parser<S = Linear> {
    /// Scores actions.
    pub arcs: S,
    /// Scores relations.
    pub labels: S,
}

impl Parser {
    /// Reads shipped weights.
    pub fn load(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = open(file, Kind::Parser)?;
        let parser = Self { arcs: Linear::read(&mut reader)?, labels: Linear::read(&mut reader)? };
        let fits = parser.arcs.width() == Action::ALL.len() && parser.labels.width() == Deprel::NAMES.len();
        if fits { Ok(parser) } else { Err(ModelError::Content) }
    }

    /// The file form.
    #[cfg(feature = "train")]
    pub fn write(arcs: &[u8], labels: &[u8]) -> Vec<u8> {
        crate::model::seal(Kind::Parser, &[arcs, labels].concat())
    }
}

impl<S: Score> Parser<S> {
    /// Parses one tagged sentence. Every word gets a head; exactly one is the root.
    pub fn parse(&self, words: &[Word], tags: &[Tag]) -> Vec<Arc> {
        let mut state = State::new(words, tags);
        let mut look = Look::default();
        while !state.is_done() {
            let allowed = state.allowed();
            let (action, label) = match allowed {
                [true, false, false] => (Action::Shift, Deprel::DEP),
                _ => {
                    self.look(&state, allowed, MOST, &mut look);
                    look.choose()
                }
            };
            state.apply(action, label);
        }
        let mut tree = state.tree();
        punctuation::attach(words, &mut tree);
        tree
    }

    /// Scores every allowed action with its best label, the better arc first; an arc is out that would not be the best were
    /// its label worth `most`. Learning leaves none out.
    pub fn look(&self, state: &State, allowed: [bool; 3], most: f32, look: &mut Look) {
        if allowed.iter().filter(|a| **a).count() > 1 {
            state.arc_features(&mut look.arcs);
            self.arcs.score(look.arcs.list(), &mut look.arc_scores);
        }
        let [shift, left, right] = look.arc_scores;
        let mut order = Action::ALL;
        if right > left {
            order.swap(1, 2);
        }
        let mut best = if allowed[0] { shift } else { f32::NEG_INFINITY };
        for action in order {
            let at = action as usize;
            let (Some(option), Some(arc), Some(allowed)) =
                (look.options.get_mut(at), look.arc_scores.get(at), allowed.get(at))
            else {
                continue;
            };
            (option.allowed, option.score, option.label) = (*allowed && arc + most >= best, *arc, Deprel::DEP);
            option.features.clear();
            let Some((head, child)) = state.arc(action).filter(|_| option.allowed) else { continue };
            if head == state.root {
                option.label = Deprel::ROOT;
                continue;
            }
            state.label_features(head, child, &mut option.features);
            self.labels.score(option.features.list(), &mut option.labels);
            if let Some(root) = option.labels.get_mut(usize::from(Deprel::ROOT.0)) {
                *root = f32::NEG_INFINITY;
            }
            let (label, worth) = top(&option.labels);
            option.label = Deprel(label as u8);
            option.score += worth;
            best = best.max(option.score);
        }
    }
}

/// One action as scored.
#[derive(Debug)]
pub struct Choice {
    /// Whether it keeps the tree whole.
    pub allowed: bool,
    /// Its score with its best label.
    pub score: f32,
    /// Its best label.
    pub label: Deprel,
    /// The features of its label.
    pub features: Features,
    /// The scores of all labels.
    pub labels: [f32; Deprel::NAMES.len()],
}

/// All actions as scored; the buffers are used again and again.
#[derive(Debug)]
pub struct Look {
    /// The features of the arc.
    pub arcs: Features,
    /// The scores of the arc alone.
    pub arc_scores: [f32; 3],
    /// The actions in order.
    pub options: [Choice; 3],
}

impl Default for Look {
    fn default() -> Self {
        let choice = || Choice {
            allowed: false,
            score: 0.0,
            label: Deprel::DEP,
            features: Features::default(),
            labels: [0.0; Deprel::NAMES.len()],
        };
        Self { arcs: Features::default(), arc_scores: [0.0; 3], options: [choice(), choice(), choice()] }
    }
}

impl Look {
    /// The best allowed action and its label.
    pub fn choose(&self) -> (Action, Deprel) {
        let mut best = (f32::NEG_INFINITY, (Action::Shift, Deprel::DEP));
        for (action, option) in Action::ALL.into_iter().zip(&self.options).filter(|(_, o)| o.allowed) {
            if option.score > best.0 {
                best = (option.score, (action, option.label));
            }
        }
        best.1
    }
}
