//! Weights while they are learned.

use crate::model::{Linear, Score, WIDEST};

/// Weights of an averaged perceptron.
pub struct Averaged {
    weights: Vec<f32>,
    sums: Vec<f64>,
    steps: f64,
    bits: u32,
    width: usize,
}

impl Averaged {
    /// A table of `2^bits` cells for `width` classes.
    pub fn new(bits: u32, width: usize) -> Self {
        let size = (1 << bits) + WIDEST;
        Self { weights: vec![0.0; size], sums: vec![0.0; size], steps: 1.0, bits, width }
    }

    /// Counts one decision.
    pub fn step(&mut self) {
        self.steps += 1.0;
    }

    /// Moves the features' weights of one class.
    pub fn update(&mut self, features: &[u32], class: usize, delta: f32) {
        let late = self.steps * f64::from(delta);
        for &f in features {
            let at = (f >> (32 - self.bits)) as usize + class;
            self.weights[at] += delta;
            self.sums[at] += late;
        }
    }

    /// The average over all steps.
    pub fn average(&self) -> Vec<f32> {
        self.weights.iter().zip(&self.sums).map(|(w, s)| (f64::from(*w) - s / self.steps) as f32).collect()
    }

    /// The file form of the average, the `keep` largest weights of it.
    pub fn write(&self, keep: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        Linear::write(&self.average(), self.bits, self.width, keep, &mut bytes);
        bytes
    }
}

impl Score for Averaged {
    fn width(&self) -> usize {
        self.width
    }

    fn score(&self, features: &[u32], out: &mut [f32]) {
        out.fill(0.0);
        for &f in features {
            let at = (f >> (32 - self.bits)) as usize;
            let window = &self.weights[at..at + out.len()];
            out.iter_mut().zip(window).for_each(|(o, w)| *o += w);
        }
    }
}

/// A small generator of random numbers (xorshift*): the same seed, the same weights.
pub struct Random(u64);

impl Random {
    /// Starts at a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.next() >> 33) as usize) % n.max(1)
    }

    /// True with a probability of `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        ((self.next() >> 11) as f64) < p * (1u64 << 53) as f64
    }

    /// Puts a list into random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}
