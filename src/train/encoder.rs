//! Learns what stands for a word: [`crate::syntax::encoder`] with numbers instead of whole numbers, forward and backward.

use super::network::{Slopes, Tensor, add_product, add_times, matrix};
use super::table::Random;
use crate::syntax::encoder::{FIELDS, HALF, NARROW, PARTS, WIDTH, WINDOW, cut, gate};

/// So many of a word's numbers are hidden from the layers.
const HIDDEN_NUMBERS: f32 = 0.1;
/// So many words are taken for unknown ones.
const HIDDEN_WORDS: f64 = 0.1;
/// Layers.
const LAYERS: usize = 2;
/// So many words does a layer see at a time.
const SEEN: [usize; LAYERS] = [WINDOW, 1];
/// Tensors: rows, of each layer the weights and the biases of both directions, and what makes rows narrow.
pub const TENSORS: usize = 2 + 4 * LAYERS;
/// The last of them.
pub const NARROWING: usize = TENSORS - 1;

/// Weights at random, for so many rows.
pub fn tensors(rows: usize, random: &mut Random) -> Vec<Tensor> {
    let even = 1.0 / (WIDTH as f32).sqrt();
    let mut all = vec![Tensor::new(rows, WIDTH, 0.3, random).sparse()];
    for seen in SEEN.into_iter().flat_map(|seen| [seen; 2]) {
        all.push(Tensor::new(seen * WIDTH, PARTS, even / (seen as f32).sqrt(), random));
        all.push(Tensor::new(1, 2 * HALF, 0.0, random));
    }
    all.push(Tensor::new(WIDTH, NARROW, even, random));
    all
}

fn weights(layer: usize, side: usize) -> usize {
    1 + 2 * (2 * layer + side)
}

/// The slope of a gate.
fn gate_slope(gate: f32) -> f32 {
    if gate > 0.0 && gate < 1.0 { 0.25 } else { 0.0 }
}

/// Some sentences on their way through the layers.
pub struct Batch {
    /// Where sentences start, and the end.
    pub starts: Vec<usize>,
    /// What stands for their words, row by row.
    pub narrow: Vec<f32>,
    words: Vec<[u32; FIELDS]>,
    shown: Vec<f32>,
    // What went into each layer, and what came out of the last one.
    rows: Vec<Vec<f32>>,
    // For each layer and direction: new content and gates; what was kept.
    units: Vec<[(Vec<f32>, Vec<f32>); 2]>,
}

impl Batch {
    /// Reads sentences, given the rows of each word.
    pub fn forward(tensors: &[Tensor], sentences: &[&[[u32; FIELDS]]], random: &mut Random) -> Self {
        let mut batch = Self {
            starts: vec![0],
            words: sentences.concat(),
            shown: Vec::new(),
            rows: Vec::new(),
            units: Vec::new(),
            narrow: Vec::new(),
        };
        for sentence in sentences {
            batch.starts.push(batch.starts[batch.starts.len() - 1] + sentence.len());
        }
        // The word itself, in lower case and as written: its rows are the first ones then.
        let hidden = batch.words.iter_mut().filter(|_| random.chance(HIDDEN_WORDS));
        hidden.for_each(|word| word.iter_mut().zip(0..2).for_each(|(row, unknown)| *row = unknown));
        let mut row = vec![0.0; batch.words.len() * WIDTH];
        for (row, word) in row.chunks_mut(WIDTH).zip(&batch.words) {
            word.iter().for_each(|&field| add_times(row, 1.0, tensors[0].row(field as usize)));
        }
        let mut show = || if random.fraction() < HIDDEN_NUMBERS { 0.0 } else { 1.0 / (1.0 - HIDDEN_NUMBERS) };
        batch.shown = row.iter().map(|_| show()).collect();
        row.iter_mut().zip(&batch.shown).for_each(|(x, shown)| *x *= shown);
        batch.rows.push(row);
        for layer in 0..LAYERS {
            let next = batch.layer(&tensors[weights(layer, 0)..], layer);
            batch.rows.push(next);
        }
        batch.narrow = vec![0.0; batch.words.len() * NARROW];
        let last = matrix(&batch.rows[LAYERS], WIDTH);
        add_product(last, matrix(&tensors[NARROWING].weights, NARROW), &mut batch.narrow);
        batch
    }

    /// The places of a sentence in the order in which a direction reads them.
    fn order(bounds: &[usize], side: usize) -> impl DoubleEndedIterator<Item = usize> + use<> {
        let (start, end) = (bounds[0], bounds[1]);
        (start..end).map(move |i| if side == 0 { i } else { start + end - 1 - i })
    }

    /// What a layer sees: the first one of the words beside a word too.
    fn input(&self, layer: usize) -> std::borrow::Cow<'_, [f32]> {
        let rows = &self.rows[layer];
        if layer > 0 {
            return rows.into();
        }
        let mut wide = vec![0.0; WINDOW * rows.len()];
        for (i, k, other) in self.seen() {
            wide[(i * WINDOW + k) * WIDTH..][..WIDTH].copy_from_slice(&rows[other * WIDTH..][..WIDTH]);
        }
        wide.into()
    }

    /// For each word and each place beside it, the word that stands there.
    fn seen(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        self.starts
            .windows(2)
            .flat_map(|bounds| (bounds[0]..bounds[1]).map(move |i| (i, bounds[0]..bounds[1])))
            .flat_map(|(i, range)| {
                let places = [i, i.wrapping_sub(1), i + 1].into_iter().enumerate();
                places.filter(move |(_, other)| range.contains(other)).map(move |(k, other)| (i, k, other))
            })
    }

    fn layer(&mut self, tensors: &[Tensor], layer: usize) -> Vec<f32> {
        let mut out = self.rows[layer].clone();
        let input = self.input(layer);
        let units = [0, 1].map(|side| {
            let (weights, bias) = (&tensors[2 * side], &tensors[2 * side + 1].weights);
            let mut units = vec![0.0; self.words.len() * PARTS];
            add_product(matrix(&input, SEEN[layer] * WIDTH), matrix(&weights.weights, PARTS), &mut units);
            let mut kept = vec![0.0; self.words.len() * HALF];
            for bounds in self.starts.windows(2) {
                let mut last = [0.0; HALF];
                for i in Self::order(bounds, side) {
                    let unit = &mut units[i * PARTS..(i + 1) * PARTS];
                    unit[HALF..].iter_mut().zip(bias).for_each(|(open, bias)| *open = gate(*open + bias));
                    for j in 0..HALF {
                        let (new, keep, show) = (unit[j], unit[HALF + j], unit[2 * HALF + j]);
                        last[j] = keep * last[j] + (1.0 - keep) * new;
                        out[i * WIDTH + side * HALF + j] += show * cut(last[j]);
                    }
                    kept[i * HALF..(i + 1) * HALF].copy_from_slice(&last);
                }
            }
            (units, kept)
        });
        self.units.push(units);
        out
    }

    /// What the layers make of the words, row by row.
    pub fn read(&self) -> &[f32] {
        &self.rows[LAYERS]
    }

    /// Takes the slopes of what stands for the words, and of what the layers make of them, back to all weights.
    pub fn backward(&self, tensors: &[Tensor], narrow: &[f32], mut back: Vec<f32>, slopes: &mut [Slopes]) {
        let narrow = matrix(narrow, NARROW);
        add_product(narrow, matrix(&tensors[NARROWING].weights, NARROW).reversed_axes(), &mut back);
        let last = matrix(&self.rows[LAYERS], WIDTH).reversed_axes();
        add_product(last, narrow, &mut slopes[NARROWING].values);
        for layer in (0..LAYERS).rev() {
            let out = back.clone();
            for side in 0..2 {
                let at = weights(layer, side);
                let units = self.unit_slopes(&out, layer, side);
                let (input, width) = (self.input(layer), SEEN[layer] * WIDTH);
                let gates = units.chunks(PARTS).map(|unit| &unit[HALF..]);
                gates.for_each(|gates| slopes[at + 1].add(0, gates));
                let units = matrix(&units, PARTS);
                add_product(matrix(&input, width).reversed_axes(), units, &mut slopes[at].values);
                let weights = matrix(&tensors[at].weights, PARTS).reversed_axes();
                if layer > 0 {
                    add_product(units, weights, &mut back);
                    continue;
                }
                let mut wide = vec![0.0; input.len()];
                add_product(units, weights, &mut wide);
                for (i, k, other) in self.seen() {
                    add_times(&mut back[other * WIDTH..][..WIDTH], 1.0, &wide[(i * WINDOW + k) * WIDTH..][..WIDTH]);
                }
            }
        }
        back.iter_mut().zip(&self.shown).for_each(|(x, shown)| *x *= shown);
        for (row, word) in back.chunks(WIDTH).zip(&self.words) {
            word.iter().for_each(|&field| slopes[0].add(field as usize, row));
        }
    }

    fn unit_slopes(&self, out: &[f32], layer: usize, side: usize) -> Vec<f32> {
        let (units, kept) = &self.units[layer][side];
        let mut slopes = vec![0.0; units.len()];
        for bounds in self.starts.windows(2) {
            // What the later words would have kept otherwise.
            let mut later = [0.0; HALF];
            let mut order = Self::order(bounds, side).rev().peekable();
            while let Some(i) = order.next() {
                let (unit, slope) = (&units[i * PARTS..(i + 1) * PARTS], &mut slopes[i * PARTS..(i + 1) * PARTS]);
                let before = order.peek().map(|&b| &kept[b * HALF..(b + 1) * HALF]);
                for j in 0..HALF {
                    let (new, keep, show) = (unit[j], unit[HALF + j], unit[2 * HALF + j]);
                    let seen = cut(kept[i * HALF + j]);
                    let of_seen = out[i * WIDTH + side * HALF + j];
                    let of_kept = later[j] + if seen.abs() < 1.0 { of_seen * show } else { 0.0 };
                    let last = before.map_or(0.0, |b| b[j]);
                    slope[j] = of_kept * (1.0 - keep);
                    slope[HALF + j] = of_kept * (last - new) * gate_slope(keep);
                    slope[2 * HALF + j] = of_seen * seen * gate_slope(show);
                    later[j] = of_kept * keep;
                }
            }
        }
        slopes
    }
}
