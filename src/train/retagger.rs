//! Learns tags from what the layers of the parser make of words: [`crate::syntax::retagger`].

use super::network::{Slopes, Tensor, add_product, add_times, matrix};
use super::table::Random;
use crate::model::{Reader, Table, exp, top};
use crate::syntax::encoder::{UNIT, WIDTH};
use crate::syntax::retagger::CLASSES;
use crate::syntax::tagger::{Tag, write_tags};

/// What a tag counts beside an action.
const SHARE: f32 = 1.5;
const CODES: f32 = 127.0;

/// Which classes of a word are right.
pub type Right = [bool; CLASSES];

/// The class of an annotated tag; of one that a teacher gave, all classes with the same coarse tag, for he tells no fine ones.
pub fn right(classes: &[Tag], tag: Tag, taught: bool) -> Right {
    let fits = |class: &Tag| if taught { class.upos == tag.upos } else { *class == tag };
    std::array::from_fn(|n| classes.get(n).is_some_and(fits))
}

/// Weights and biases.
pub fn tensors(random: &mut Random) -> [Tensor; 2] {
    let even = 1.0 / (WIDTH as f32).sqrt();
    [Tensor::new(WIDTH, CLASSES, even, random), Tensor::new(1, CLASSES, 0.0, random)]
}

/// Adds the slopes of weights and biases; those of what the layers make of the words, row by row.
pub fn learn<'x>(
    tensors: &[Tensor],
    read: &[f32],
    right: impl Iterator<Item = &'x Right>,
    slopes: &mut [Slopes],
) -> Vec<f32> {
    let (read, weights) = (matrix(read, WIDTH), matrix(&tensors[0].weights, CLASSES));
    let mut scores = vec![0.0; read.nrows() * CLASSES];
    add_product(read, weights, &mut scores);
    for (row, right) in scores.chunks_mut(CLASSES).zip(right) {
        add_times(row, 1.0, &tensors[1].weights);
        let (_, most) = top(row);
        row.iter_mut().for_each(|score| *score = exp(*score - most));
        let all: f32 = row.iter().sum();
        let good: f32 = row.iter().zip(right).filter(|(_, right)| **right).map(|(chance, _)| chance).sum();
        // A pair of tags that is too rare for a class tells nothing.
        let share = if good > 0.0 { SHARE } else { 0.0 };
        for (chance, right) in row.iter_mut().zip(right) {
            *chance *= share * (1.0 / all - if *right { 1.0 / good } else { 0.0 });
        }
        slopes[1].add(0, row);
    }
    let (scores, mut back) = (matrix(&scores, CLASSES), vec![0.0; read.len()]);
    add_product(read.reversed_axes(), scores, &mut slopes[0].values);
    add_product(scores, weights.reversed_axes(), &mut back);
    back
}

/// The file form.
pub fn write(tensors: &[Tensor], classes: &[Tag], out: &mut Vec<u8>) {
    out.extend(write_tags(classes));
    let mut weights = Vec::new();
    Table::write(&tensors[0].turned(), CODES, &mut weights);
    let step = Table::read(&mut Reader::from(&weights[..]), CLASSES, WIDTH).expect("what was just written").step();
    // In steps of the sums that the layer makes.
    let biases = tensors[1].weights.iter().map(|bias| (bias * UNIT / step).round() as i32);
    out.extend(biases.flat_map(i32::to_le_bytes));
    out.extend(weights);
}
