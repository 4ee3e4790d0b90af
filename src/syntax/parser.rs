//! Dependencies: a transition system (arc-hybrid) that reads a sentence from left to right. One hidden layer over the words and
//! signs in view chooses the action, and the label of the arc it makes (Chen and Manning 2014, "A Fast and Accurate Dependency
//! Parser using Neural Networks"); what stands for a word is made of the whole sentence (Kiperwasser and Goldberg 2016).

use super::encoder::Encoder;
use super::hidden::{HIDDEN, Rows, Sentence};
use super::labels::Labels;
use super::namer::Namer;
use super::punctuation;
use super::retagger::Retagger;
use super::state::{Action, Arc, State};
use super::tagger::{Rival, Tag};
use crate::document::{Deprel, NameHints, Upos, Xpos};
use crate::model::{Kind, Layer, ModelError, Word, open};
use std::cmp::Reverse;

/// Actions, and one that nobody takes.
pub const ACTIONS: usize = 4;
const _: () = assert!(Action::ALL.len() <= ACTIONS);

/// A parser.
#[derive(Debug, Default)]
pub struct Parser {
    encoder: Encoder,
    retagger: Retagger,
    namer: Namer,
    rows: Rows,
    actions: Layer<HIDDEN, { ACTIONS / 4 }>,
    labels: Labels,
}

impl Parser {
    /// Reads shipped weights.
    pub fn load(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = open(file, Kind::Parser)?;
        let reader = &mut reader;
        let encoder = Encoder::read(reader)?;
        let (retagger, namer) = (Retagger::read(reader)?, Namer::read(reader)?);
        let (rows, actions) = (Rows::read(reader)?, Layer::read(reader, ACTIONS)?);
        Ok(Self { encoder, retagger, namer, rows, actions, labels: Labels::read(reader)? })
    }

    /// Parses one tagged sentence. Every word gets a head; exactly one is the root. Tags that have a
    /// rival get second thoughts. Adds to `names` what names the words may be part of.
    // In one function with what it calls, engines that compile wasm make slower code: a third of the words a second.
    #[inline(never)]
    pub fn parse(&self, words: &[Word], tags: &mut [Tag], rivals: &[Rival], names: &mut NameHints) -> Vec<Arc> {
        let mut state = State::new(words.len());
        let read = self.encoder.encode(words, tags, rivals);
        names.extend(self.namer.look(words, &read));
        let mut sentence = Sentence::new(&self.rows, self.encoder.narrow(&read, self.rows.rest()));
        let open = |rival: &Rival| matches!(rival, Rival::Close(..));
        for ((tag, read), _) in tags.iter_mut().zip(&read).zip(rivals).filter(|(_, rival)| open(rival)) {
            *tag = self.retagger.tag(read, *tag);
        }
        while !state.is_done() {
            let allowed = state.allowed();
            let (action, label) = match allowed {
                [true, false, false] => (Action::Shift, Deprel::DEP),
                _ => self.choose(&state, allowed, tags, &sentence.look(&state.view())),
            };
            state.apply(action, label);
        }
        let mut tree = state.tree();
        punctuation::attach(words, &mut tree);
        tags.iter_mut().zip(&tree).for_each(|(tag, arc)| *tag = agreeing(*tag, arc.deprel));
        tree
    }

    fn choose(&self, state: &State, allowed: [bool; 3], tags: &[Tag], hidden: &[i16; HIDDEN]) -> (Action, Deprel) {
        let mut scores = [0; ACTIONS];
        self.actions.times(hidden, 0, &mut scores);
        let options = Action::ALL.into_iter().zip(scores).zip(allowed);
        let action = best(options.filter_map(|(option, allowed)| allowed.then_some(option))).unwrap_or(Action::Shift);
        let label = match state.arc(action) {
            None => Deprel::DEP,
            Some((head, _)) if head == state.root => Deprel::ROOT,
            Some((_, child)) => self.labels.choose(hidden, action, tags.get(child).map_or(Xpos::NONE, |tag| tag.xpos)),
        };
        (action, label)
    }
}

/// The tag that goes with a relation: what is an object is a noun, and not a verb that looks like one ("dismissed claims that").
fn agreeing(tag: Tag, deprel: Deprel) -> Tag {
    let noun = [Deprel::NSUBJ, Deprel::OBJ, Deprel::OBL, Deprel::NMOD].into_iter().any(|base| deprel.is(base));
    if noun && tag.xpos == Xpos::VBZ { Tag { upos: Upos::Noun, xpos: Xpos::NNS } } else { tag }
}

/// The first option of the highest score.
pub fn best<T>(options: impl Iterator<Item = (T, i32)>) -> Option<T> {
    options.min_by_key(|(_, score)| Reverse(*score)).map(|(option, _)| option)
}
