//! Tensors of small networks while they are learned, and products of matrices.

use super::table::Random;
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};

/// Weights of one part of a network, row by row, and how they moved lately (Adam, Kingma and Ba 2015).
pub struct Tensor {
    /// Rows of `width` weights.
    pub weights: Vec<f32>,
    /// Columns.
    pub width: usize,
    moments: Vec<(f32, f32)>,
    // Rows of which a batch touches few are moved when they are touched.
    sparse: bool,
}

/// How a batch would have the weights move: the slopes of its loss.
pub struct Slopes {
    /// As the weights.
    pub values: Vec<f32>,
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    width: usize,
}

/// How fast the weights move in a step.
pub struct Pace {
    rate: f32,
    // What is lacking in means that began at zero.
    lacking: (f32, f32),
    scale: f32,
}

const SLOW: (f32, f32) = (0.9, 0.99);

impl Pace {
    /// Step number `step` (from 1 on) of `steps`, for slopes that are sums over `count` decisions.
    pub fn new(most: f32, step: usize, steps: usize, count: usize) -> Self {
        let left = (1.0 - step as f32 / steps as f32).max(0.01);
        let rate = most * left * (step as f32 / 100.0).min(1.0);
        let lacking = |slow: f32| 1.0 - slow.powi(step.min(10_000) as i32);
        Self { rate, lacking: (lacking(SLOW.0), lacking(SLOW.1)), scale: 1.0 / count.max(1) as f32 }
    }
}

impl Tensor {
    /// Random weights of so large a standard deviation.
    pub fn new(rows: usize, width: usize, deviation: f32, random: &mut Random) -> Self {
        // A sum of twelve numbers below one has a deviation of one.
        let mut normal = || (0..12).map(|_| random.fraction()).sum::<f32>() - 6.0;
        let weights: Vec<f32> = (0..rows * width).map(|_| normal() * deviation).collect();
        Self { moments: vec![(0.0, 0.0); weights.len()], weights, width, sparse: false }
    }

    /// The same, for rows of which a batch touches few.
    pub fn sparse(self) -> Self {
        Self { sparse: true, ..self }
    }

    /// A row.
    pub fn row(&self, i: usize) -> &[f32] {
        &self.weights[i * self.width..(i + 1) * self.width]
    }

    /// The weights column by column.
    pub fn turned(&self) -> Vec<f32> {
        (0..self.width).flat_map(|column| self.weights.chunks(self.width).map(move |row| row[column])).collect()
    }

    /// Slopes of nothing.
    pub fn slopes(&self) -> Slopes {
        let values = vec![0.0; self.weights.len()];
        Slopes {
            values,
            touched: Vec::new(),
            is_touched: vec![false; self.weights.len() / self.width],
            width: self.width,
        }
    }

    /// Moves the weights; the slopes are of nothing then.
    pub fn step(&mut self, parts: &mut [&mut Slopes], pace: &Pace) {
        if !self.sparse {
            return self.step_row(0..self.weights.len(), parts, pace);
        }
        for k in 0..parts.len() {
            for row in std::mem::take(&mut parts[k].touched) {
                let row = row as usize;
                // Another part may have touched it too.
                if std::mem::take(&mut parts[k].is_touched[row]) {
                    parts[k + 1..].iter_mut().for_each(|p| p.is_touched[row] = false);
                    self.step_row(row * self.width..(row + 1) * self.width, parts, pace);
                }
            }
        }
    }

    fn step_row(&mut self, range: std::ops::Range<usize>, parts: &mut [&mut Slopes], pace: &Pace) {
        for i in range {
            let slope = parts.iter_mut().map(|p| std::mem::take(&mut p.values[i])).sum::<f32>() * pace.scale;
            let (mean, square) = &mut self.moments[i];
            *mean += (1.0 - SLOW.0) * (slope - *mean);
            *square += (1.0 - SLOW.1) * (slope * slope - *square);
            let size = (*square / pace.lacking.1).sqrt() + 1e-8;
            self.weights[i] -= pace.rate * (*mean / pace.lacking.0) / size;
        }
    }
}

impl Slopes {
    /// Adds to a row.
    pub fn add(&mut self, row: usize, slopes: &[f32]) {
        self.add_times(row, 1.0, slopes);
    }

    /// Adds a multiple to a row.
    pub fn add_times(&mut self, row: usize, by: f32, slopes: &[f32]) {
        if !std::mem::replace(&mut self.is_touched[row], true) {
            self.touched.push(row as u32);
        }
        add_times(&mut self.values[row * self.width..(row + 1) * self.width], by, slopes);
    }
}

/// Adds a multiple of a vector to another.
pub fn add_times(to: &mut [f32], by: f32, from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += by * from);
}

/// The sum of products.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, rest_a) = a.as_chunks::<8>();
    let (b, rest_b) = b.as_chunks::<8>();
    let mut sums = [0.0; 8];
    for (a, b) in a.iter().zip(b) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    sums.iter().sum::<f32>() + rest_a.iter().zip(rest_b).map(|(a, b)| a * b).sum::<f32>()
}

/// Rows of so many numbers as a matrix.
pub fn matrix(values: &[f32], columns: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((values.len() / columns, columns), values).expect("whole rows")
}

/// Adds the product of two matrices to `out`.
pub fn add_product(a: ArrayView2<f32>, b: ArrayView2<f32>, out: &mut [f32]) {
    let mut out = ArrayViewMut2::from_shape((a.nrows(), b.ncols()), out).expect("as many rows and columns");
    general_mat_mul(1.0, &a, &b, 1.0, &mut out);
}
