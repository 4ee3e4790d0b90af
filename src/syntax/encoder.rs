//! What stands for a word of a sentence: a short row of numbers that two recurrent layers, read from both sides, make of the
//! word, its beginning and endings, its shape and its clusters, and of the words beside it.
//!
//! The layers are simple recurrent units (Lei et al. 2018, "Simple Recurrent Units for Highly Parallelizable Recurrence"): only
//! products of numbers wait for the word before, all else is done for each word alone. Their curves are straight lines here, which
//! cost less and read as well. The first layer sees a window of words (Bradbury et al. 2017, "Quasi-Recurrent Neural Networks").

use super::tagger::Tag;
use crate::model::{Held, Layer, Lookup, Memo, ModelError, Reader, Table, Word, feature, scaled, whole_times};

/// Numbers of a word between the layers; the directions of a layer add to either half.
pub const WIDTH: usize = 64;
/// So many does either direction of a layer add to.
pub const HALF: usize = WIDTH / 2;
/// What each direction makes of a word: new content, and the two gates.
pub const PARTS: usize = 3 * HALF;
/// What the first layer sees at a word: the word, the one before, the one after.
pub const WINDOW: usize = 3;
/// Numbers of a word that the parser sees.
pub const NARROW: usize = 24;
/// What is seen of a word.
pub const FIELDS: usize = 12;
/// Whole numbers are so many times the numbers they stand for.
pub const UNIT: f32 = 1024.0;

/// What is seen of a word, as keys of rows. The rows of what is unknown are the first ones, field by field. `told` is the tag that
/// something beside the words tells.
pub fn keys(word: &Word, told: Option<Tag>) -> [u32; FIELDS] {
    let [_, end, ending, whole_ending] = word.suffix;
    let mut field = 40;
    [
        word.lower,
        word.norm,
        end,
        ending,
        whole_ending,
        word.prefix[2],
        word.shape,
        word.long_shape,
        word.cluster[1],
        word.cluster[2],
        word.wordtype[2],
        told.map_or(0, Tag::id),
    ]
    .map(|value| {
        field += 1;
        feature(field, value, 0)
    })
}

/// What a direction of the first layer weighs of a word, of the one before it, and of the one after it.
type Window = [Layer<WIDTH, 8>; WINDOW];
/// What both directions of the first layer make of a word.
type Made = [[i16; PARTS]; 2];
/// What is seen of a word, as [`keys`].
type Fields = [u32; FIELDS];
/// Of the two gates of either direction of a layer.
type Biases = [[[f32; HALF]; 2]; 2];

/// What a word tells without its neighbours.
#[derive(Debug)]
struct Alone {
    // The sum of its rows, in their steps.
    row: [i16; WIDTH],
    // What the first layer makes of it for itself, for the word after it, and for the word before it.
    made: [Made; WINDOW],
}

/// The weights.
#[derive(Debug, Default)]
pub struct Encoder {
    places: Lookup,
    rows: Table,
    first: [Window; 2],
    first_biases: Biases,
    second: [Layer<WIDTH, 8>; 2],
    second_biases: Biases,
    narrow: Layer<WIDTH, { NARROW / 4 }>,
    alone: Memo<Fields, Alone>,
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

impl Encoder {
    /// Reads weights.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = (reader.u32()? as usize).min(1 << 16);
        let mut read =
            Self { places: Lookup::read(reader)?, rows: Table::read(reader, count, WIDTH)?, ..Self::default() };
        for (window, biases) in read.first.iter_mut().zip(&mut read.first_biases) {
            for weights in window {
                *weights = Layer::read(reader, PARTS)?;
            }
            read_biases(reader, biases)?;
        }
        for (weights, biases) in read.second.iter_mut().zip(&mut read.second_biases) {
            *weights = Layer::read(reader, PARTS)?;
            read_biases(reader, biases)?;
        }
        read.narrow = Layer::read(reader, NARROW)?;
        Ok(read)
    }

    /// What the layers make of every word of a sentence, given the tags that something beside the words tells of some, by position.
    #[inline(never)]
    pub fn encode(&self, words: &[Word], told: &[(usize, Tag)]) -> Vec<[i16; WIDTH]> {
        let tag = |i: usize| told.iter().find(|(at, _)| *at == i).map(|(_, tag)| *tag);
        let seen: Vec<Held<Alone>> = words.iter().enumerate().map(|(i, word)| self.alone(keys(word, tag(i)))).collect();
        let step = self.rows.step();
        let mut rows: Vec<[f32; WIDTH]> = seen.iter().map(|seen| seen.row.map(|sum| f32::from(sum) * step)).collect();
        let units: Vec<_> = (0..rows.len()).map(|i| self.begin(&seen, i)).collect();
        go_through(&mut rows, &units);
        let units: Vec<_> = rows.iter().map(|row| self.go_deeper(row)).collect();
        go_through(&mut rows, &units);
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
        let mut alone = Alone { row: [0; WIDTH], made: [[[0; PARTS]; 2]; WINDOW] };
        for (unknown, key) in fields.iter().enumerate() {
            let row = self.places.get(*key).map_or(unknown, usize::from);
            alone.row.iter_mut().zip(self.rows.row(row)).for_each(|(sum, code)| *sum += i16::from(*code));
        }
        for (side, window) in self.first.iter().enumerate() {
            for (made, weights) in alone.made.iter_mut().filter_map(|made| made.get_mut(side)).zip(window) {
                let mut sums = [0; PARTS];
                weights.times(&alone.row, 0, &mut sums);
                *made = scaled(&sums, self.rows.step() * weights.step() * UNIT);
            }
        }
        alone
    }

    /// What the first layer makes of a word and those beside it.
    #[inline(never)]
    fn begin(&self, seen: &[Held<Alone>], i: usize) -> [Unit; 2] {
        let mut sums: Made = [[0; PARTS]; 2];
        for (beside, k) in [i, i.wrapping_sub(1), i + 1].into_iter().enumerate() {
            let Some(made) = seen.get(k).and_then(|seen| seen.made.get(beside)) else { continue };
            for (sums, made) in sums.iter_mut().zip(made) {
                sums.iter_mut().zip(made).for_each(|(sum, made)| *sum = sum.saturating_add(*made));
            }
        }
        let [left, right] = sums.map(|sums| sums.map(|sum| f32::from(sum) * (1.0 / UNIT)));
        let [of_left, of_right] = &self.first_biases;
        [Unit::open(&left, of_left), Unit::open(&right, of_right)]
    }

    /// What the second layer makes of a word alone.
    #[inline(never)]
    fn go_deeper(&self, row: &[f32; WIDTH]) -> [Unit; 2] {
        let input = whole_times(row, UNIT);
        let mut sides = self.second.iter().zip(&self.second_biases);
        [(); 2].map(|()| {
            let Some((weights, biases)) = sides.next() else { return Unit::default() };
            let mut sums = [0; PARTS];
            weights.times(&input, 0, &mut sums);
            let step = weights.step() / UNIT;
            Unit::open(&sums.map(|sum| sum as f32 * step), biases)
        })
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

fn read_biases(reader: &mut Reader<'_>, biases: &mut [[f32; HALF]; 2]) -> Result<(), ModelError> {
    for bias in biases.iter_mut().flatten() {
        *bias = reader.f32()?;
    }
    if biases.iter().flatten().all(|b| b.is_finite()) { Ok(()) } else { Err(ModelError::Content) }
}

/// Lets both directions of a layer go through the words, and adds what they show.
fn go_through(rows: &mut [[f32; WIDTH]], units: &[[Unit; 2]]) {
    let [left, right] = &mut [[0.0; HALF]; 2];
    for (row, [unit, _]) in rows.iter_mut().zip(units) {
        row.iter_mut().zip(unit.go_on(left)).for_each(|(cell, shown)| *cell += shown);
    }
    for (row, [_, unit]) in rows.iter_mut().zip(units).rev() {
        row.iter_mut().skip(HALF).zip(unit.go_on(right)).for_each(|(cell, shown)| *cell += shown);
    }
}

/// What a direction of a layer makes of a word: what is new, what it keeps of before, and what it shows of that.
#[derive(Clone, Copy, Default)]
struct Unit {
    new: [f32; HALF],
    keep: [f32; HALF],
    show: [f32; HALF],
}

impl Unit {
    /// Of three parts of sums, and the biases of the gates.
    #[inline]
    fn open(sums: &[f32], [of_keep, of_show]: &[[f32; HALF]; 2]) -> Self {
        let ([new, keep, show], _) = sums.as_chunks::<HALF>() else { return Self::default() };
        let open = |sums: &[f32; HALF], biases: &[f32; HALF]| {
            let mut open = [0.0; HALF];
            open.iter_mut().zip(sums.iter().zip(biases)).for_each(|(open, (sum, bias))| *open = gate(sum + bias));
            open
        };
        Self { new: *new, keep: open(keep, of_keep), show: open(show, of_show) }
    }

    /// Keeps some of what was kept, adds what is new, and shows some of it.
    #[inline]
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
