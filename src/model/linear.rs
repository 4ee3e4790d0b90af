//! Linear models over hashed features.

use super::{ModelError, Reader};

/// The most classes a model may have.
pub const WIDEST: usize = 128;
/// The code of the largest weight.
// More steps cost a bit and a half a weight and tell nothing: as many bytes hold more weights instead. The sum of 18 of the
// largest weights fits a cell.
pub const CODE_MAX: f32 = 42.0;
/// Tables of so few classes keep their codes.
const NARROW: usize = 4;

/// What a code stands for, in steps.
fn worth(code: i8) -> i32 {
    let code = i32::from(code);
    code * code.abs()
}

/// Something that scores features: weights as shipped, or weights being learned.
pub trait Score {
    /// Number of classes.
    fn width(&self) -> usize;
    /// Sets `out` to the sums of the features' windows. `out` must be as long as [`Score::width`].
    fn score(&self, features: &[u32], out: &mut [f32]);
}

/// The first class of the highest score, and that score.
pub fn top(row: &[f32]) -> (u32, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (class, &score) in row.iter().enumerate() {
        if score > best.1 {
            best = (class as u32, score);
        }
    }
    best
}

/// Shipped weights: one byte each in the file, expanded to a table of 2^20 cells or so.
///
/// Weights have heavy tails (a bias is a hundred times a common weight), so the byte holds the signed square root: code
/// `c` stands for `c·|c|` steps. Linear bytes lose up to 20 points of F1.
#[derive(Debug, Default)]
pub struct Linear {
    // Values; of narrow tables, the codes themselves, so that more of them fit into the caches.
    cells: Vec<i16>,
    codes: Vec<i8>,
    shift: u32,
    width: usize,
    scale: f32,
}

impl Linear {
    /// Reads one table.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let (bits, width) = (u32::from(reader.u16()?), usize::from(reader.u16()?));
        let max = reader.f32()?;
        if !(8..=24).contains(&bits) || !(1..=WIDEST).contains(&width) || !max.is_finite() {
            return Err(ModelError::Content);
        }
        let mut gaps = Reader::from(reader.block()?);
        let codes = reader.block()?;
        let size = (1usize << bits) + WIDEST;
        let narrow = width <= NARROW;
        let mut table = Self { shift: 32 - bits, width, scale: max / (CODE_MAX * CODE_MAX), ..Self::default() };
        table.cells.resize(if narrow { 0 } else { size }, 0);
        table.codes.resize(if narrow { size } else { 0 }, 0);
        let mut at = 0usize;
        for code in codes {
            at = at.saturating_add(gaps.varint()? as usize);
            let code = i8::from_le_bytes([*code]);
            if f32::from(code).abs() > CODE_MAX {
                return Err(ModelError::Content);
            }
            if narrow {
                *table.codes.get_mut(at).ok_or(ModelError::Content)? = code;
            } else {
                *table.cells.get_mut(at).ok_or(ModelError::Content)? = worth(code) as i16;
            }
        }
        Ok(table)
    }

    /// The file form of a dense table of `2^bits + WIDEST` weights, of which the `keep` largest are kept.
    #[cfg(any(test, feature = "train"))]
    pub fn write(weights: &[f32], bits: u32, width: usize, keep: usize, out: &mut Vec<u8>) {
        let mut sizes: Vec<f32> = weights.iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        let max = sizes.first().copied().unwrap_or(1.0);
        let least = sizes.get(keep).copied().unwrap_or(0.0);
        let (mut gaps, mut codes, mut last) = (Vec::new(), Vec::new(), 0usize);
        for (at, &w) in weights.iter().enumerate() {
            let code = ((w.abs() / max).sqrt() * CODE_MAX).round() * w.signum();
            if w.abs() > least && code != 0.0 {
                varint((at - last) as u32, &mut gaps);
                codes.push(code as i8 as u8);
                last = at;
            }
        }
        out.extend_from_slice(&(bits as u16).to_le_bytes());
        out.extend_from_slice(&(width as u16).to_le_bytes());
        out.extend_from_slice(&max.to_le_bytes());
        for block in [&gaps, &codes] {
            out.extend_from_slice(&(block.len() as u32).to_le_bytes());
            out.extend_from_slice(block);
        }
    }

    #[inline]
    fn sum<const W: usize>(&self, features: &[u32], out: &mut [f32]) {
        let mut sums = [0i16; W];
        for &f in features {
            let at = (f >> self.shift) as usize;
            if let Some(window) = self.cells.get(at..at + W) {
                for (sum, &cell) in sums.iter_mut().zip(window) {
                    *sum = sum.saturating_add(cell);
                }
            }
        }
        for (o, &sum) in out.iter_mut().zip(&sums) {
            *o = f32::from(sum) * self.scale;
        }
    }

    #[inline]
    fn sum_narrow<const W: usize>(&self, features: &[u32], out: &mut [f32]) {
        let mut sums = [0i32; W];
        for &f in features {
            let at = (f >> self.shift) as usize;
            if let Some(window) = self.codes.get(at..at + W) {
                for (sum, &code) in sums.iter_mut().zip(window) {
                    *sum += worth(code);
                }
            }
        }
        for (o, &sum) in out.iter_mut().zip(&sums) {
            *o = sum as f32 * self.scale;
        }
    }
}

#[cfg(any(test, feature = "train"))]
pub fn varint(mut n: u32, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push((n & 0x7F) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

impl Score for Linear {
    fn width(&self) -> usize {
        self.width
    }

    fn score(&self, features: &[u32], out: &mut [f32]) {
        // A fixed width lets the compiler keep the sums in registers.
        match self.width {
            w if w <= NARROW => self.sum_narrow::<NARROW>(features, out),
            w if w <= 16 => self.sum::<16>(features, out),
            w if w <= 24 => self.sum::<24>(features, out),
            w if w <= 40 => self.sum::<40>(features, out),
            w if w <= 56 => self.sum::<56>(features, out),
            w if w <= 64 => self.sum::<64>(features, out),
            w if w <= 96 => self.sum::<96>(features, out),
            _ => self.sum::<WIDEST>(features, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_within_a_step() {
        let mut weights = vec![0.0f32; (1 << 8) + WIDEST];
        for (i, w) in weights.iter_mut().enumerate().filter(|(i, _)| i % 3 == 0) {
            *w = (i as f32 - 150.0) / 10.0;
        }
        let mut bytes = Vec::new();
        Linear::write(&weights, 8, 5, usize::MAX, &mut bytes);
        let table = Linear::read(&mut Reader::from(&bytes[..])).unwrap();
        let mut out = [0.0; 5];
        table.score(&[200 << 24], &mut out);
        for (o, w) in out.iter().zip(&weights[200..]) {
            assert!((o - w).abs() < 0.06 * w.abs() + 0.2, "{o} {w}");
        }
        for cut in 0..bytes.len() {
            assert!(Linear::read(&mut Reader::from(&bytes[..cut])).is_err());
        }
    }
}
