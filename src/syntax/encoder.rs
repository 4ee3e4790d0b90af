//! What stands for a word of a sentence: a short row of numbers that two recurrent layers, read from both sides, make of the
//! word, its ending, its shape, its clusters and its tag.
//!
//! The layers are simple recurrent units (Lei et al. 2018, "Simple Recurrent Units for Highly Parallelizable Recurrence"): only
//! products of numbers wait for the word before, all else is done for each word alone. Their curves are straight lines here, which
//! cost less and read as well.

use super::tagger::{Rival, Tag};
use crate::model::{Held, Layer, Lookup, Memo, ModelError, Reader, Table, Word, feature, scaled, whole_times};
use std::sync::OnceLock;

/// Numbers of a word between the layers.
pub const WIDTH: usize = 64;
/// Those that either direction of a layer adds to.
pub const HALF: usize = WIDTH / 2;
/// Layers.
pub const LAYERS: usize = 2;
/// What each direction makes of a word: new content, and the two gates.
pub const PARTS: usize = 3 * HALF;
/// Numbers of a word that the parser sees.
pub const NARROW: usize = 24;
/// What is seen of a word.
pub const FIELDS: usize = 7;
/// Whole numbers are so many times the numbers they stand for.
pub const UNIT: f32 = 1024.0;

/// What is seen of a word, as keys of rows. The rows of what is unknown are the first ones, field by field.
pub fn keys(word: &Word, tag: Tag, rival: Rival) -> [u32; FIELDS] {
    let values = [word.lower, word.suffix[2], word.shape, word.cluster[2], word.wordtype[2], tag.id(), rival.id()];
    let mut field = 40;
    values.map(|value| {
        field += 1;
        feature(field, value, 0)
    })
}

/// One direction of a layer.
#[derive(Debug, Default)]
struct Direction {
    weights: Layer<WIDTH, 8>,
    // Of the two gates.
    biases: [[f32; HALF]; 2],
}

/// What both directions of the first layer make of a row.
type First = [[i16; PARTS]; 2];
/// What is seen of a word, as [`keys`].
type Fields = [u32; FIELDS];

/// What a word tells without its neighbours.
#[derive(Debug)]
struct Alone {
    // The sum of its rows, in their steps.
    row: [i16; WIDTH],
    first: First,
}

/// The weights.
#[derive(Debug, Default)]
pub struct Encoder {
    places: Lookup,
    rows: Table,
    // What the first layer makes of the rows, each made when it is first asked for: what it makes of a sum of rows is the sum.
    first: Vec<OnceLock<Box<First>>>,
    alone: Memo<Fields, Alone>,
    layers: [[Direction; 2]; LAYERS],
    narrow: Layer<WIDTH, { NARROW / 4 }>,
}

/// How far a gate is open: a straight line in place of the sigmoid curve.
#[inline]
pub fn gate(x: f32) -> f32 {
    (0.25 * x + 0.5).clamp(0.0, 1.0)
}

/// What is seen of what is kept: cut in place of the hyperbolic tangent.
#[inline]
pub fn cut(x: f32) -> f32 {
    x.clamp(-1.0, 1.0)
}

/// What a unit keeps of before, and what it shows of it.
#[derive(Clone, Copy, Default)]
struct Unit {
    new: [f32; HALF],
    keep: [f32; HALF],
    show: [f32; HALF],
}

impl Encoder {
    /// Reads weights.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = reader.u32()? as usize;
        let places = Lookup::read(reader)?;
        let rows = Table::read(reader, count.min(1 << 16), WIDTH)?;
        let first = std::iter::repeat_with(OnceLock::new).take(count.min(1 << 16)).collect();
        let mut layers = <[[Direction; 2]; LAYERS]>::default();
        for direction in layers.iter_mut().flatten() {
            direction.weights = Layer::read(reader, PARTS)?;
            for bias in direction.biases.iter_mut().flatten() {
                *bias = reader.f32()?;
            }
            if !direction.biases.iter().flatten().all(|b| b.is_finite()) {
                return Err(ModelError::Content);
            }
        }
        Ok(Self { places, rows, first, alone: Memo::default(), layers, narrow: Layer::read(reader, NARROW)? })
    }

    /// What the layers make of every word of a sentence.
    #[inline(never)]
    pub fn encode(&self, words: &[Word], tags: &[Tag], rivals: &[Rival]) -> Vec<[i16; WIDTH]> {
        let seen = words.iter().zip(tags).zip(rivals);
        let alone = |((word, tag), rival): ((&Word, &Tag), &Rival)| self.alone(keys(word, *tag, *rival));
        let seen: Vec<Held<Alone>> = seen.map(alone).collect();
        let step = self.rows.step();
        let mut rows: Vec<[f32; WIDTH]> = seen.iter().map(|seen| seen.row.map(|sum| f32::from(sum) * step)).collect();
        let mut units = vec![[Unit::default(); 2]; rows.len()];
        for (n, layer) in self.layers.iter().enumerate() {
            for ((row, seen), units) in rows.iter().zip(&seen).zip(&mut units) {
                match n {
                    0 => begin(&seen.first, layer, units),
                    _ => go_deeper(row, layer, units),
                }
            }
            let mut kept = [[0.0; HALF]; 2];
            let [left, right] = &mut kept;
            let steps = rows.iter_mut().zip(&units);
            steps.for_each(|(row, [unit, _])| add(row.first_chunk_mut(), unit.go_on(left)));
            let steps = rows.iter_mut().zip(&units).rev();
            steps.for_each(|(row, [_, unit])| add(row.last_chunk_mut(), unit.go_on(right)));
        }
        rows.iter().map(|row| whole_times(row, UNIT)).collect()
    }

    /// What a word tells without its neighbours.
    #[inline(never)]
    fn alone(&self, fields: Fields) -> Held<'_, Alone> {
        // Hashes already.
        let hash = fields.iter().fold(0u32, |hash, field| hash.rotate_left(5) ^ field);
        self.alone.get(hash, fields, |fields| self.add_up(fields))
    }

    #[inline(never)]
    fn add_up(&self, fields: &Fields) -> Alone {
        let mut sums = Alone { row: [0; WIDTH], first: [[0; PARTS]; 2] };
        for (unknown, key) in fields.iter().enumerate() {
            let row = self.places.get(*key).map_or(unknown, usize::from);
            sums.row.iter_mut().zip(self.rows.row(row)).for_each(|(sum, code)| *sum += i16::from(*code));
            let Some(made) = self.first.get(row) else { continue };
            let made = made.get_or_init(|| self.project(row));
            for (sums, made) in sums.first.iter_mut().zip(made.iter()) {
                sums.iter_mut().zip(made).for_each(|(sum, made)| *sum = sum.saturating_add(*made));
            }
        }
        sums
    }

    #[cold]
    fn project(&self, row: usize) -> Box<First> {
        let (mut input, mut made) = ([0; WIDTH], Box::new([[0; PARTS]; 2]));
        input.iter_mut().zip(self.rows.row(row)).for_each(|(x, code)| *x = i16::from(*code));
        for (made, direction) in made.iter_mut().zip(self.layers.iter().flatten()) {
            let mut sums = [0; PARTS];
            direction.weights.times(&input, 0, &mut sums);
            *made = scaled(&sums, self.rows.step() * direction.weights.step() * UNIT);
        }
        made
    }

    /// What the parser sees of words, so many times as much.
    #[inline(never)]
    pub fn narrow(&self, states: &[[i16; WIDTH]], times: f32) -> Vec<[i16; NARROW]> {
        let step = self.narrow.step() * times;
        let narrow = |state: &[i16; WIDTH]| {
            let mut sums = [0; NARROW];
            self.narrow.times(state, 0, &mut sums);
            scaled(&sums, step)
        };
        states.iter().map(narrow).collect()
    }
}

/// What the first layer makes of a word alone.
#[inline(never)]
fn begin(sums: &First, layer: &[Direction; 2], units: &mut [Unit; 2]) {
    for ((direction, unit), sums) in layer.iter().zip(units).zip(sums) {
        direction.open(&sums.map(|sum| f32::from(sum) * (1.0 / UNIT)), unit);
    }
}

/// What a layer that is not the first makes of a word alone.
#[inline(never)]
fn go_deeper(row: &[f32; WIDTH], layer: &[Direction; 2], units: &mut [Unit; 2]) {
    let input = whole_times(row, UNIT);
    for (direction, unit) in layer.iter().zip(units) {
        let mut sums = [0; PARTS];
        direction.weights.times(&input, 0, &mut sums);
        let step = direction.weights.step() / UNIT;
        direction.open(&sums.map(|sum| sum as f32 * step), unit);
    }
}

impl Direction {
    fn open(&self, sums: &[f32; PARTS], unit: &mut Unit) {
        let ([new, keep, show], _) = sums.as_chunks::<HALF>() else { return };
        unit.new = *new;
        let [first, second] = &self.biases;
        for (open, (sums, biases)) in [(&mut unit.keep, (keep, first)), (&mut unit.show, (show, second))] {
            let sums = sums.iter().zip(biases);
            open.iter_mut().zip(sums).for_each(|(open, (sum, bias))| *open = gate(sum + bias));
        }
    }
}

impl Unit {
    /// Keeps some of what was kept, adds what is new, and shows some of it.
    fn go_on(&self, kept: &mut [f32; HALF]) -> [f32; HALF] {
        for ((kept, new), keep) in kept.iter_mut().zip(&self.new).zip(&self.keep) {
            *kept = keep * *kept + (1.0 - keep) * new;
        }
        let mut shown = [0.0; HALF];
        for ((shown, kept), show) in shown.iter_mut().zip(kept).zip(&self.show) {
            *shown = show * cut(*kept);
        }
        shown
    }
}

fn add(row: Option<&mut [f32; HALF]>, shown: [f32; HALF]) {
    if let Some(row) = row {
        row.iter_mut().zip(shown).for_each(|(cell, shown)| *cell += shown);
    }
}
