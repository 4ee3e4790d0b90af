//! Dependencies: a transition system (arc-hybrid) that reads a sentence from left to right. One hidden layer over the words and
//! signs in view chooses the action, and the label of the arc it makes (Chen and Manning 2014, "A Fast and Accurate Dependency
//! Parser using Neural Networks"); what stands for a word is made of the whole sentence (Kiperwasser and Goldberg 2016).

use super::encoder::{Encoder, NARROW, UNIT};
use super::features::{COMMON, PLACES, SIGNS, VALUES, View};
use super::namer::Namer;
use super::punctuation;
use super::retagger::Retagger;
use super::state::{Action, Arc, State};
use super::tagger::{Rival, Tag};
use crate::document::{Deprel, NameHints, Upos, Xpos};
use crate::model::{Kind, Layer, ModelError, Reader, Scale, Table, Word, greatest, open, scaled};
use std::cmp::Reverse;

/// Numbers of the hidden layer.
pub const HIDDEN: usize = 96;
/// Actions, and one that nobody takes.
pub const ACTIONS: usize = 4;
/// Labels of one action, and one that nothing has.
pub const LABELS: usize = 52;
const _: () = assert!(Action::ALL.len() <= ACTIONS && Deprel::NAMES.len() <= LABELS);
/// Whole numbers of the hidden layer are so many times the numbers they stand for.
const HIDDEN_UNIT: f32 = 256.0;

type Hidden = [i16; HIDDEN];

/// A parser.
#[derive(Debug, Default)]
pub struct Parser {
    encoder: Encoder,
    retagger: Retagger,
    namer: Namer,
    // From a word in each place to the hidden layer.
    places: Layer<NARROW, 8>,
    scale: Scale,
    // In place of a word: for each place, nothing and the root.
    absent: Vec<Hidden>,
    signs: Vec<Hidden>,
    bias: Vec<Hidden>,
    actions: Layer<HIDDEN, { ACTIONS / 4 }>,
    labels: Layer<HIDDEN, { LABELS / 4 }>,
}

impl Parser {
    /// Reads shipped weights.
    pub fn load(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = open(file, Kind::Parser)?;
        let reader = &mut reader;
        let encoder = Encoder::read(reader)?;
        let (retagger, namer) = (Retagger::read(reader)?, Namer::read(reader)?);
        let places: Layer<NARROW, 8> = Layer::read(reader, PLACES * HIDDEN)?;
        Ok(Self {
            encoder,
            retagger,
            namer,
            scale: Scale::new(places.step() * HIDDEN_UNIT / UNIT),
            places,
            absent: hidden(reader, 2 * PLACES)?,
            signs: hidden(reader, SIGNS * VALUES)?,
            bias: hidden(reader, 1)?,
            actions: Layer::read(reader, ACTIONS)?,
            labels: Layer::read(reader, 2 * LABELS)?,
        })
    }

    /// Parses one tagged sentence. Every word gets a head; exactly one is the root. Tags that have a
    /// rival get second thoughts. Adds to `names` what names the words may be part of.
    // In one function with what it calls, engines that compile wasm make slower code: a third of the words a second.
    #[inline(never)]
    pub fn parse(&self, words: &[Word], tags: &mut [Tag], rivals: &[Rival], names: &mut NameHints) -> Vec<Arc> {
        let mut state = State::new(words.len());
        let read = self.encoder.encode(words, tags, rivals);
        names.extend(self.namer.look(words, &read));
        let mut sentence = Sentence::new(self, self.encoder.narrow(&read, self.scale.rest));
        let open = |rival: &Rival| matches!(rival, Rival::Close(..));
        for ((tag, read), _) in tags.iter_mut().zip(&read).zip(rivals).filter(|(_, rival)| open(rival)) {
            *tag = self.retagger.tag(read, *tag);
        }
        while !state.is_done() {
            let allowed = state.allowed();
            let (action, label) = match allowed {
                [true, false, false] => (Action::Shift, Deprel::DEP),
                _ => self.choose(&state, allowed, &sentence.look(&state.view())),
            };
            state.apply(action, label);
        }
        let mut tree = state.tree();
        punctuation::attach(words, &mut tree);
        tags.iter_mut().zip(&tree).for_each(|(tag, arc)| *tag = agreeing(*tag, arc.deprel));
        tree
    }

    #[inline(never)]
    fn choose(&self, state: &State, allowed: [bool; 3], hidden: &Hidden) -> (Action, Deprel) {
        let mut scores = [0; ACTIONS];
        self.actions.times(hidden, 0, &mut scores);
        let options = Action::ALL.into_iter().zip(scores).zip(allowed);
        let action = best(options.filter_map(|(option, allowed)| allowed.then_some(option))).unwrap_or(Action::Shift);
        let label = match state.arc(action) {
            None => Deprel::DEP,
            Some((head, _)) if head == state.root => Deprel::ROOT,
            Some(_) => {
                let mut scores = [0; LABELS];
                self.labels.times(hidden, (action as usize - 1) * LABELS, &mut scores);
                let none = scores.iter_mut().enumerate().filter(|(label, _)| is_none(*label));
                none.for_each(|(_, score)| *score = i32::MIN);
                Deprel(greatest(&scores).0 as u8)
            }
        };
        (action, label)
    }
}

/// True where nothing may have the label: the root has its own action.
fn is_none(label: usize) -> bool {
    label >= Deprel::NAMES.len() || label == usize::from(Deprel::ROOT.0)
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

/// Reads rows that are added to the hidden layer.
fn hidden(reader: &mut Reader<'_>, count: usize) -> Result<Vec<Hidden>, ModelError> {
    let table = Table::read(reader, count, HIDDEN)?;
    let step = table.step() * HIDDEN_UNIT;
    let mut rows = vec![[0; HIDDEN]; count];
    for (n, row) in rows.iter_mut().enumerate() {
        let mut codes = [0; HIDDEN];
        codes.iter_mut().zip(table.row(n)).for_each(|(cell, code)| *cell = i32::from(*code));
        *row = scaled(&codes, step);
    }
    Ok(rows)
}

/// A sentence while it is parsed: what each word adds to the hidden layer in each place that it has come to.
struct Sentence<'p> {
    parser: &'p Parser,
    words: Vec<[i16; NARROW]>,
    // Positions in `made`, one up.
    known: Vec<[u16; PLACES]>,
    made: Vec<Hidden>,
}

impl<'p> Sentence<'p> {
    fn new(parser: &'p Parser, words: Vec<[i16; NARROW]>) -> Self {
        let made = Vec::with_capacity(9 * words.len());
        let mut sentence = Self { parser, known: vec![[0; PLACES]; words.len()], words, made };
        // Nearly every word comes to these places. One after the other: the weights of all together are too many for the nearest
        // cache.
        for place in COMMON {
            (0..sentence.words.len()).for_each(|word| sentence.make(word, place));
        }
        sentence
    }

    /// The hidden layer.
    #[inline(never)]
    fn look(&mut self, view: &View) -> Hidden {
        for (place, &word) in view.places.iter().enumerate() {
            self.make(word, place);
        }
        let mut sum = self.parser.bias.first().copied().unwrap_or([0; HIDDEN]);
        let mut add = |row: Option<&Hidden>| {
            if let Some(row) = row {
                sum.iter_mut().zip(row).for_each(|(sum, cell)| *sum = sum.saturating_add(*cell));
            }
        };
        for (place, &word) in view.places.iter().enumerate() {
            let absent = 2 * place + usize::from(word == self.words.len());
            match self.known.get(word).and_then(|known| known.get(place)) {
                Some(&at) => add(self.made.get(usize::from(at).wrapping_sub(1))),
                None => add(self.parser.absent.get(absent)),
            }
        }
        view.signs.iter().for_each(|&sign| add(self.parser.signs.get(sign)));
        sum.iter_mut().for_each(|cell| *cell = (*cell).max(0));
        sum
    }

    /// Makes what a word adds in a place, if there is a word and it is not made yet.
    #[inline(never)]
    fn make(&mut self, word: usize, place: usize) {
        let Some(at) = self.known.get_mut(word).and_then(|known| known.get_mut(place)).filter(|at| **at == 0) else {
            return;
        };
        let (Some(word), Ok(next)) = (self.words.get(word), u16::try_from(self.made.len() + 1)) else { return };
        let mut sums = [0; HIDDEN];
        self.parser.places.times(word, place * HIDDEN, &mut sums);
        self.made.push(self.parser.scale.divide(&sums));
        *at = next;
    }
}
