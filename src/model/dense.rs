//! Layers of small networks. Weights are one byte each in the file; a layer takes whole numbers and gives whole numbers, so that
//! every machine comes to the same sums, and eight products are made at a time.

use super::exp::ROUND;
use super::{ModelError, Reader};
use bytemuck::{cast, cast_slice};
use wide::{i16x8, i32x4, i32x8};

/// The code of the largest weight.
#[cfg(any(test, feature = "train"))]
const CODE_MAX: f32 = 127.0;

/// A layer of `N` inputs, an even number: every output is a weighted sum of all of them. Four times `G` outputs are summed at
/// once, as many as there are registers for.
#[derive(Debug, Default)]
pub struct Layer<const N: usize, const G: usize> {
    // Block after block of outputs, and of a block two inputs after two inputs; of either input, what it weighs for each output.
    pairs: Vec<[i16x8; G]>,
    step: f32,
}

impl<const N: usize, const G: usize> Layer<N, G> {
    /// Reads a layer of so many outputs, a multiple of four times `G`.
    pub fn read(reader: &mut Reader<'_>, outputs: usize) -> Result<Self, ModelError> {
        let table = Table::read(reader, outputs, N)?;
        let weight = |output: usize, input: usize| table.row(output).get(input).copied().map_or(0, i16::from);
        let mut pairs = Vec::with_capacity(outputs / (4 * G) * (N / 2));
        for block in (0..outputs).step_by(4 * G) {
            for input in (0..N).step_by(2) {
                pairs.push(std::array::from_fn(|group| {
                    i16x8::new(std::array::from_fn(|lane| weight(block + 4 * group + lane / 2, input + lane % 2)))
                }));
            }
        }
        Ok(Self { pairs, step: table.step })
    }

    /// What a step of the outputs is worth where a step of the inputs is worth one.
    pub fn step(&self) -> f32 {
        self.step
    }

    /// Sets `out` to the outputs from number `first` on; both this and how many there are are multiples of four times `G`. No sum
    /// of up to 512 inputs overflows.
    #[inline(never)]
    pub fn times(&self, input: &[i16; N], first: usize, out: &mut [i32]) {
        let blocks = self.pairs.get(first / (4 * G) * (N / 2)..).unwrap_or(&[]);
        // Two at a time, as they lie: put together from halves they would be five steps.
        let (input, _) = cast_slice::<i16, u8>(input).as_chunks::<4>();
        for (out, block) in out.chunks_exact_mut(4 * G).zip(blocks.chunks_exact(N / 2)) {
            let mut sums = [i32x4::ZERO; G];
            for (both, weights) in input.iter().zip(block) {
                let both: i16x8 = cast(i32x4::splat(i32::from_ne_bytes(*both)));
                sums.iter_mut().zip(weights).for_each(|(sum, weights)| *sum += both.dot(*weights));
            }
            out.as_chunks_mut::<4>().0.iter_mut().zip(sums).for_each(|(out, sum)| *out = sum.to_array());
        }
    }
}

/// The nearest whole number; what is too large is cut.
#[inline]
fn whole(x: f32) -> i16 {
    // Casting would go one by one.
    let x = x.clamp(f32::from(-i16::MAX), f32::from(i16::MAX));
    (x + ROUND).to_bits().wrapping_sub(ROUND.to_bits()) as i16
}

/// The nearest whole numbers to so many times `numbers`.
#[inline]
pub fn whole_times<const N: usize>(numbers: &[f32; N], by: f32) -> [i16; N] {
    let mut out = [0; N];
    out.iter_mut().zip(numbers).for_each(|(out, x)| *out = whole(x * by));
    out
}

/// The same of whole numbers.
#[inline]
pub fn scaled<const N: usize>(numbers: &[i32; N], by: f32) -> [i16; N] {
    let mut out = [0; N];
    out.iter_mut().zip(numbers).for_each(|(out, x)| *out = whole(*x as f32 * by));
    out
}

/// The first place of the greatest number, and that number.
#[inline]
pub fn greatest(numbers: &[i32]) -> (usize, i32) {
    let (fours, rest) = numbers.as_chunks::<4>();
    let mut most = [i32::MIN; 4];
    for four in fours {
        most.iter_mut().zip(four).for_each(|(most, x)| *most = (*most).max(*x));
    }
    let most = most.iter().chain(rest).fold(i32::MIN, |a, b| a.max(*b));
    (numbers.iter().position(|x| *x == most).unwrap_or(0), most)
}

/// A power of two that sums are divided by, and the factor that is left of a scale when this is taken out of it.
#[derive(Debug, Default)]
pub struct Scale {
    shift: u32,
    /// Between a half and one; whoever makes the numbers that are summed multiplies by it.
    pub rest: f32,
}

impl Scale {
    /// Of a scale below one.
    pub fn new(scale: f32) -> Self {
        let shift = (1..24).take_while(|shift| scale * (1 << shift) as f32 <= 1.0).last().unwrap_or(0);
        Self { shift, rest: scale * (1 << shift) as f32 }
    }

    /// Sums, divided and rounded; what is too large is cut.
    #[inline]
    pub fn divide<const N: usize>(&self, sums: &[i32; N]) -> [i16; N] {
        let (half, shift, mut out) = ((1 << self.shift) >> 1, self.shift, [0; N]);
        let groups = out.as_chunks_mut::<8>().0.iter_mut().zip(sums.as_chunks::<8>().0);
        for (out, sums) in groups {
            *out = i16x8::from_i32x8_saturate((i32x8::new(*sums) + half) >> shift).to_array();
        }
        out
    }
}

/// Rows of weights that are looked up by their number.
#[derive(Debug, Default)]
pub struct Table {
    width: usize,
    codes: Vec<i8>,
    step: f32,
}

impl Table {
    /// Reads a table of so many rows and columns.
    pub fn read(reader: &mut Reader<'_>, rows: usize, width: usize) -> Result<Self, ModelError> {
        let step = reader.f32()?;
        let codes = reader.bytes(rows * width).ok_or(ModelError::Length)?;
        if !step.is_finite() {
            return Err(ModelError::Content);
        }
        // The lowest number has no opposite; without it sums are as large one way as the other.
        let code = |byte: &u8| i8::from_le_bytes([*byte]).max(-i8::MAX);
        Ok(Self { width, codes: codes.iter().map(code).collect(), step })
    }

    /// The file form; the width is told by whoever reads it. Codes go up to `max` (127 or less): fewer steps take fewer bytes
    /// once packed.
    #[cfg(any(test, feature = "train"))]
    pub fn write(weights: &[f32], max: f32, out: &mut Vec<u8>) {
        let most = weights.iter().fold(0.0f32, |m, w| m.max(w.abs()));
        let step = most / max.min(CODE_MAX);
        out.extend_from_slice(&step.to_le_bytes());
        out.extend(weights.iter().map(|w| (w / step.max(f32::MIN_POSITIVE)).round() as i8 as u8));
    }

    /// A row; none past the end.
    #[inline]
    pub fn row(&self, i: usize) -> &[i8] {
        self.codes.get(i * self.width..(i + 1) * self.width).unwrap_or(&[])
    }

    /// What a step of a code is worth.
    pub fn step(&self) -> f32 {
        self.step
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_gives_weighted_sums() {
        let weights: Vec<f32> = (0..8 * 24).map(|i| ((i * 37 % 255) as f32 - 127.0) / 10.0).collect();
        let mut file = Vec::new();
        Table::write(&weights, CODE_MAX, &mut file);
        let layer = Layer::<8, 2>::read(&mut Reader::from(&file[..]), 24).unwrap();
        let input = [1000i16, -32768, 32767, 0, -5, 77, 1, -1];
        let mut out = [0; 8];
        layer.times(&input, 16, &mut out);
        for (got, weights) in out.iter().zip(weights[16 * 8..].chunks(8)) {
            let want: f64 = input.iter().zip(weights).map(|(x, w)| f64::from(*x) * f64::from(*w)).sum();
            assert!((f64::from(*got) * f64::from(layer.step()) - want).abs() < 1.0, "{got} {want}");
        }
        assert!(Layer::<8, 2>::read(&mut Reader::from(&file[..file.len() - 1]), 24).is_err());
    }

    #[test]
    fn the_largest_sums_do_not_overflow() {
        let mut file = Vec::new();
        Table::write(&[-1.0; 512 * 4], CODE_MAX, &mut file);
        let layer = Layer::<512, 1>::read(&mut Reader::from(&file[..]), 4).unwrap();
        let mut out = [0; 4];
        layer.times(&[i16::MIN; 512], 0, &mut out);
        assert_eq!(out, [32768 * 127 * 512; 4]);
    }
}
