//! The hidden layer of the parser: a row of numbers for each word and each sign in view, of which it is the sum.

use super::encoder::{NARROW, UNIT};
use super::features::{COMMON, COUNTS, GAPS, PLACES, RELATIONS, SIGNS, VALUES, View};
use crate::model::{Layer, ModelError, Reader, Scale, Table, scaled};
use wide::i16x8;

/// Numbers of the hidden layer.
pub const HIDDEN: usize = 96;
/// Whole numbers of the hidden layer are so many times the numbers they stand for.
const HIDDEN_UNIT: f32 = 256.0;
/// So many registers hold a row.
const EIGHTS: usize = HIDDEN / 8;

type Row = [i16x8; EIGHTS];

/// The weights of the rows.
#[derive(Debug, Default)]
pub struct Rows {
    // From a word in each place to the hidden layer.
    places: Layer<NARROW, 8>,
    scale: Scale,
    // What is there where nothing is in view. All other rows say how they differ from nothing, which is then not to be added.
    nothing: Row,
    // Of each place.
    absent: Vec<Row>,
    root: Vec<Row>,
    // Of each value of each relation, of all distances, and of all numbers of children.
    relations: Vec<Row>,
    gaps: Vec<Row>,
    counts: Vec<Row>,
}

impl Rows {
    /// Reads weights.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let places: Layer<NARROW, 8> = Layer::read(reader, PLACES * HIDDEN)?;
        let absent = rows(reader, 2 * PLACES)?;
        let signs = rows(reader, SIGNS * VALUES)?;
        let mut nothing = rows(reader, 1)?.first().copied().unwrap_or_default();
        let sign = |n: usize, value: usize| signs.get(n * VALUES + value).copied().unwrap_or_default();
        let (absent, root) = absent.as_chunks::<2>().0.iter().map(|[none, root]| (*none, minus(root, none))).unzip();
        for row in &absent {
            nothing = plus(&nothing, row);
        }
        let mut relations = Vec::with_capacity(RELATIONS * VALUES);
        for n in 0..RELATIONS {
            nothing = plus(&nothing, &sign(n, 0));
            relations.extend((0..VALUES).map(|value| minus(&sign(n, value), &sign(n, 0))));
        }
        let mut gaps = Vec::with_capacity(GAPS * GAPS);
        for first in 0..GAPS {
            gaps.extend((0..GAPS).map(|second| plus(&sign(RELATIONS, first), &sign(RELATIONS + 1, second))));
        }
        let mut counts = Vec::with_capacity(COUNTS * COUNTS * COUNTS);
        for (first, second) in (0..COUNTS).flat_map(|first| (0..COUNTS).map(move |second| (first, second))) {
            let both = plus(&sign(RELATIONS + 2, first), &sign(RELATIONS + 3, second));
            counts.extend((0..COUNTS).map(|third| plus(&both, &sign(RELATIONS + 4, third))));
        }
        let scale = Scale::new(places.step() * HIDDEN_UNIT / UNIT);
        Ok(Self { places, scale, nothing, absent, root, relations, gaps, counts })
    }

    /// What is left of the scale of words: whoever makes them multiplies by it.
    pub fn rest(&self) -> f32 {
        self.scale.rest
    }
}

fn plus(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|k| a.get(k).zip(b.get(k)).map_or(i16x8::ZERO, |(a, b)| a.saturating_add(*b)))
}

fn minus(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|k| a.get(k).zip(b.get(k)).map_or(i16x8::ZERO, |(a, b)| a.saturating_sub(*b)))
}

/// Reads rows that are added to the hidden layer.
fn rows(reader: &mut Reader<'_>, count: usize) -> Result<Vec<Row>, ModelError> {
    let table = Table::read(reader, count, HIDDEN)?;
    let step = table.step() * HIDDEN_UNIT;
    let row = |n: usize| {
        let mut codes = [0; HIDDEN];
        codes.iter_mut().zip(table.row(n)).for_each(|(cell, code)| *cell = i32::from(*code));
        row_of(&scaled(&codes, step))
    };
    Ok((0..count).map(row).collect())
}

fn row_of(numbers: &[i16; HIDDEN]) -> Row {
    let eights = numbers.as_chunks::<8>().0;
    std::array::from_fn(|k| eights.get(k).map_or(i16x8::ZERO, |eight| i16x8::new(*eight)))
}

/// A sentence while it is parsed: what each word adds to the hidden layer in each place that it has come to.
pub struct Sentence<'p> {
    weights: &'p Rows,
    words: Vec<[i16; NARROW]>,
    // Positions in `made`, one up; of every word, of the root, and of nothing.
    known: Vec<[u16; PLACES]>,
    made: Vec<Row>,
}

impl<'p> Sentence<'p> {
    /// Of words as the parser sees them.
    pub fn new(weights: &'p Rows, words: Vec<[i16; NARROW]>) -> Self {
        let made = Vec::with_capacity(9 * words.len() + 2 * PLACES);
        let mut sentence = Self { weights, known: vec![[0; PLACES]; words.len() + 2], words, made };
        // Nearly every word comes to these places. One after the other: the weights of all together are too many for the nearest
        // cache.
        for place in COMMON {
            (0..sentence.words.len()).for_each(|word| sentence.make(word, place));
        }
        sentence
    }

    /// The hidden layer.
    #[inline(never)]
    pub fn look(&mut self, view: &View) -> [i16; HIDDEN] {
        let nothing = self.words.len() + 1;
        let mut ats = [0; PLACES];
        for ((place, &word), at) in view.places.iter().enumerate().zip(&mut ats) {
            *at = self.made_for(word.min(nothing), place);
        }
        let weights = self.weights;
        let mut rows = [&weights.nothing; 1 + PLACES + SIGNS];
        let mut count = 1;
        let (relations, rest) = view.signs.split_at(RELATIONS);
        let &[first, second, left, right, ahead] = rest else { return [0; HIDDEN] };
        let [first, second, left, right, ahead] = [first, second, left, right, ahead].map(|sign| sign % VALUES);
        let made = ats.iter().map(|&at| (self.made.get(usize::from(at).saturating_sub(1)), at > 0));
        let relations = relations.iter().map(|&sign| (weights.relations.get(sign), sign % VALUES > 0));
        let gaps = weights.gaps.get(first * GAPS + second);
        let counts = weights.counts.get((left * COUNTS + right) * COUNTS + ahead);
        // Without a branch: whether something is there is hard to foresee.
        made.chain(relations).chain([(gaps, true), (counts, true)]).for_each(|(row, there)| {
            if let (Some(slot), Some(row)) = (rows.get_mut(count), row) {
                *slot = row;
                count += usize::from(there);
            }
        });
        let mut sum = [i16x8::ZERO; EIGHTS];
        for row in rows.iter().take(count) {
            sum.iter_mut().zip(*row).for_each(|(sum, cell)| *sum = sum.saturating_add(*cell));
        }
        let mut hidden = [0; HIDDEN];
        let eights = hidden.as_chunks_mut::<8>().0.iter_mut().zip(sum);
        eights.for_each(|(hidden, sum)| *hidden = sum.max(i16x8::ZERO).to_array());
        hidden
    }

    /// Where that lies which a word adds in a place; nothing where there is none.
    #[inline]
    fn made_for(&mut self, word: usize, place: usize) -> u16 {
        match self.known.get(word).and_then(|known| known.get(place)) {
            Some(0) if word <= self.words.len() => {
                self.make(word, place);
                self.known.get(word).and_then(|known| known.get(place)).copied().unwrap_or(0)
            }
            at => at.copied().unwrap_or(0),
        }
    }

    /// Makes what a word adds in a place.
    #[inline(never)]
    fn make(&mut self, word: usize, place: usize) {
        let Some(at) = self.known.get_mut(word).and_then(|known| known.get_mut(place)) else { return };
        let (Ok(next), weights) = (u16::try_from(self.made.len() + 1), self.weights) else { return };
        let row = match self.words.get(word) {
            Some(word) => {
                let mut sums = [0; HIDDEN];
                weights.places.times(word, place * HIDDEN, &mut sums);
                weights.absent.get(place).map(|absent| minus(&row_of(&weights.scale.divide(&sums)), absent))
            }
            None => weights.root.get(place).copied(),
        };
        self.made.push(row.unwrap_or_default());
        *at = next;
    }
}
