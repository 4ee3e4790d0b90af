//! Learns layers of choices over what the layers of the parser make of words.

use super::network::{Slopes, Tensor, add_product, add_times, matrix};
use super::table::Random;
use crate::model::{Reader, Table};
use crate::syntax::encoder::{UNIT, WIDTH};

const CODES: f32 = 127.0;

/// Weights and biases.
pub fn tensors(classes: usize, random: &mut Random) -> [Tensor; 2] {
    let even = 1.0 / (WIDTH as f32).sqrt();
    [Tensor::new(WIDTH, classes, even, random), Tensor::new(1, classes, 0.0, random)]
}

/// Adds the slopes of weights and biases, given those of scores: `slope` is given the number of a word and its scores, and puts
/// the slopes there. Gives those of what the layers make of the words, row by row, added to `back`.
pub fn learn(
    tensors: &[Tensor],
    read: &[f32],
    mut slope: impl FnMut(usize, &mut [f32]),
    slopes: &mut [Slopes],
    back: &mut [f32],
) {
    let classes = tensors[0].width;
    let (read, weights) = (matrix(read, WIDTH), matrix(&tensors[0].weights, classes));
    let mut scores = vec![0.0; read.nrows() * classes];
    add_product(read, weights, &mut scores);
    for (n, row) in scores.chunks_mut(classes).enumerate() {
        add_times(row, 1.0, &tensors[1].weights);
        slope(n, row);
        slopes[1].add(0, row);
    }
    let scores = matrix(&scores, classes);
    add_product(read.reversed_axes(), scores, &mut slopes[0].values);
    add_product(scores, weights.reversed_axes(), back);
}

/// The file form of some of the classes.
pub fn write(tensors: &[Tensor], classes: std::ops::Range<usize>, out: &mut Vec<u8>) {
    let (mut weights, count) = (Vec::new(), classes.len());
    let turned = &tensors[0].turned()[classes.start * WIDTH..classes.end * WIDTH];
    Table::write(turned, CODES, &mut weights);
    let step = Table::read(&mut Reader::from(&weights[..]), count, WIDTH).expect("what was just written").step();
    // In steps of the sums that the layer makes.
    let biases = tensors[1].weights[classes].iter().map(|bias| (bias * UNIT / step).round() as i32);
    out.extend(biases.flat_map(i32::to_le_bytes));
    out.extend(weights);
}
