//! Weights while they are learned.

use crate::model::{Linear, Score, WIDEST};

fn largest(weights: &[f32], keep: usize) -> Vec<bool> {
    let mut sizes: Vec<f32> = weights.iter().map(|w| w.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let least = sizes.get(keep).copied().unwrap_or(0.0);
    weights.iter().map(|w| w.abs() > least).collect()
}

/// Does something for every seed below `runs`, two at a time.
pub fn in_pairs<T: Send>(runs: u64, one: &(dyn Fn(u64) -> T + Sync)) -> Vec<T> {
    let mut done = Vec::new();
    for seed in (0..runs).step_by(2) {
        std::thread::scope(|scope| {
            let other = (seed + 1 < runs).then(|| scope.spawn(move || one(seed + 1)));
            done.push(one(seed));
            done.extend(other.map(|o| o.join().expect("a run that ends")));
        });
    }
    done
}

/// A small generator of random numbers (xorshift*): the same seed, the same weights.
pub struct Random(u64);

impl Random {
    /// Starts at a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.draw() >> 33) as usize) % n.max(1)
    }

    /// A number from 0 up to 1.
    pub fn fraction(&mut self) -> f32 {
        (self.draw() >> 40) as f32 / (1u32 << 24) as f32
    }

    /// True with a probability of `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        ((self.draw() >> 11) as f64) < p * (1u64 << 53) as f64
    }

    /// Puts a list into random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

/// Weights that learn by gradients, each with its own pace (AdaGrad).
pub struct Adaptive {
    weights: Vec<f32>,
    squares: Vec<f32>,
    sums: Vec<f32>,
    notes: usize,
    // Cells that may still move; all while empty.
    alive: Vec<bool>,
    bits: u32,
    width: usize,
    rate: f32,
}

impl Adaptive {
    /// A table of `2^bits` cells for `width` classes.
    pub fn new(bits: u32, width: usize, rate: f32) -> Self {
        let size = (1 << bits) + WIDEST;
        let zeros = || vec![0.0; size];
        Self {
            weights: zeros(),
            squares: vec![1.0; size],
            sums: zeros(),
            notes: 0,
            alive: Vec::new(),
            bits,
            width,
            rate,
        }
    }

    /// Moves the features' weights against the gradient.
    pub fn update(&mut self, features: &[u32], gradient: &[f32]) {
        for &f in features {
            let at = (f >> (32 - self.bits)) as usize;
            let weights = &mut self.weights[at..at + gradient.len()];
            let squares = &mut self.squares[at..at + gradient.len()];
            if self.alive.is_empty() {
                for ((w, s), g) in weights.iter_mut().zip(squares).zip(gradient) {
                    *s += g * g;
                    *w -= self.rate * g / s.sqrt();
                }
            } else {
                let alive = &self.alive[at..at + gradient.len()];
                for (((w, s), g), a) in weights.iter_mut().zip(squares).zip(gradient).zip(alive) {
                    if *a {
                        *s += g * g;
                        *w -= self.rate * g / s.sqrt();
                    }
                }
            }
        }
    }

    /// Pulls every weight towards zero by `by`.
    pub fn shrink(&mut self, by: f32) {
        self.weights.iter_mut().for_each(|w| *w = w.signum() * (w.abs() - by).max(0.0));
    }

    /// Multiplies every weight.
    pub fn scale(&mut self, by: f32) {
        self.weights.iter_mut().for_each(|w| *w *= by);
    }

    /// Remembers the weights as they are, for the average.
    pub fn note(&mut self) {
        self.sums.iter_mut().zip(&self.weights).for_each(|(s, w)| *s += w);
        self.notes += 1;
    }

    /// Remembers the weights that another run has come to, for the average.
    pub fn note_of(&mut self, other: &Adaptive) {
        self.sums.iter_mut().zip(&other.weights).for_each(|(s, w)| *s += w);
        self.notes += 1;
    }

    /// The mean of several runs, at the pace that the first one has come to.
    pub fn mean(runs: Vec<Self>) -> Option<Self> {
        let mut runs = runs.into_iter();
        let mut mean = runs.next()?;
        mean.note();
        runs.for_each(|run| mean.note_of(&run));
        mean.take_average();
        Some(mean)
    }

    /// Goes on from the average of what was remembered.
    pub fn take_average(&mut self) {
        let n = self.notes.max(1) as f32;
        self.weights.iter_mut().zip(&mut self.sums).for_each(|(w, s)| *w = std::mem::take(s) / n);
        self.notes = 0;
    }

    /// Sets all but the `keep` largest weights to zero for good.
    pub fn freeze_small(&mut self, keep: usize) {
        self.alive = largest(&self.weights, keep);
        self.weights.iter_mut().zip(&self.alive).filter(|(_, a)| !**a).for_each(|(w, _)| *w = 0.0);
    }

    /// The file form, the `keep` largest weights of it.
    pub fn write(&self, keep: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        Linear::write(&self.weights, self.bits, self.width, keep, &mut bytes);
        bytes
    }
}

impl Score for Adaptive {
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
