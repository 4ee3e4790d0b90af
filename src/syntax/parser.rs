//! Dependencies: a transition system (arc-hybrid) that reads a sentence from left to right. One hidden layer over the words and
//! signs in view chooses the action, and the label of the arc it makes (Chen and Manning 2014, "A Fast and Accurate Dependency
//! Parser using Neural Networks"); what stands for a word is made of the whole sentence (Kiperwasser and Goldberg 2016).

use super::encoder::{Encoder, WIDTH};
use super::hidden::{HIDDEN, Rows, Sentence};
use super::labels::Labels;
use super::namer::Namer;
use super::punctuation;
use super::state::{Action, Arc, State};
use super::tagger::{Tag, Tagger};
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
    tagger: Tagger,
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
        let (tagger, namer) = (Tagger::read(reader)?, Namer::read(reader)?);
        let (rows, actions) = (Rows::read(reader)?, Layer::read(reader, ACTIONS)?);
        Ok(Self { encoder, tagger, namer, rows, actions, labels: Labels::read(reader)? })
    }

    /// Reads the words of one sentence and gives each a tag; of those in `told`, by position, it is known.
    pub fn read(&self, words: &[Word], told: &[(usize, Tag)]) -> Read {
        let states = self.encoder.encode(words, told);
        let mut tags: Vec<Tag> = words.iter().zip(&states).map(|(word, state)| self.tagger.tag(word, state)).collect();
        for (at, tag) in told {
            tags.get_mut(*at).into_iter().for_each(|slot| *slot = *tag);
        }
        Read { states, tags }
    }

    /// Parses one sentence that was read, and has its tags agree with the tree. Every word gets a head; exactly one is the root.
    /// Adds to `names` what names the words may be part of.
    // In one function with what it calls, engines that compile wasm make slower code: a third of the words a second.
    #[inline(never)]
    pub fn parse(&self, words: &[Word], read: &mut Read, names: &mut NameHints) -> Vec<Arc> {
        let mut state = State::new(words.len());
        let Read { states, tags } = read;
        names.extend(self.namer.look(words, states));
        let mut sentence = Sentence::new(&self.rows, self.encoder.narrow(states, self.rows.rest()));
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
        tags.iter_mut().zip(&mut tree).for_each(|(tag, arc)| agree(tag, &mut arc.deprel));
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

/// A sentence that was read.
#[derive(Debug)]
pub struct Read {
    // What the layers make of the words.
    states: Vec<[i16; WIDTH]>,
    /// Its tags.
    pub tags: Vec<Tag>,
}

/// Has a tag and a relation agree: what is an object is a noun, and not a finite verb that looks like one ("dismissed claims that"),
/// which opens no complement either ("denies reports that").
fn agree(tag: &mut Tag, deprel: &mut Deprel) {
    if tag.xpos == Xpos::VBZ && *deprel == Deprel::XCOMP {
        *deprel = Deprel::OBJ;
    }
    let noun = [Deprel::NSUBJ, Deprel::OBJ, Deprel::OBL, Deprel::NMOD].into_iter().any(|base| deprel.is(base));
    if noun && tag.xpos == Xpos::VBZ {
        *tag = Tag { upos: Upos::Noun, xpos: Xpos::NNS };
    }
}

/// The first option of the highest score.
pub fn best<T>(options: impl Iterator<Item = (T, i32)>) -> Option<T> {
    options.min_by_key(|(_, score)| Reverse(*score)).map(|(option, _)| option)
}
