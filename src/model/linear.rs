//! Linear models over hashed features.

use super::{ModelError, Reader};

/// The most classes a model may have.
pub const WIDEST: usize = 40;
/// The code of the largest weight.
// More steps cost a bit and a half a weight and tell nothing: as many bytes hold more weights instead. The sum of 18 of the
// largest weights fits a cell.
pub const CODE_MAX: f32 = 42.0;
/// Tables of so few classes are summed in whole registers, where nothing is cut off.
const NARROW: usize = 4;

/// What a code stands for, in steps.
#[inline]
fn value(code: i8) -> i16 {
    i16::from(code) * i16::from(code).abs()
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
    // Codes and not what they are worth: half the bytes, of which more fit into the caches.
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
        let mut table = Self { shift: 32 - bits, width, scale: max / (CODE_MAX * CODE_MAX), ..Self::default() };
        table.codes.resize(size, 0);
        let mut at = 0usize;
        for code in codes {
            at = at.saturating_add(gaps.varint()? as usize);
            let code = i8::from_le_bytes([*code]);
            if f32::from(code).abs() > CODE_MAX {
                return Err(ModelError::Content);
            }
            *table.codes.get_mut(at).ok_or(ModelError::Content)? = code;
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

    /// The codes of a feature's classes and of what follows them.
    #[inline]
    fn window<const W: usize>(&self, feature: u32) -> &[i8; W] {
        let at = (feature >> self.shift) as usize;
        self.codes.get(at..).and_then(|from| from.first_chunk()).unwrap_or(&[0; W])
    }

    /// What a step is worth: every score of tables that are not narrow is so many times it, a whole number of 16 bits.
    pub fn step(&self) -> f32 {
        self.scale
    }

    #[inline]
    fn sum<const W: usize>(&self, features: &[u32], out: &mut [f32]) {
        let mut sums = [0i16; W];
        if W > 16 {
            // Touched before they are summed: all of them are then on their way from memory at once.
            let ends = features.iter().map(|f| self.window::<W>(*f)).filter_map(|w| Some((w.first()?, w.last()?)));
            std::hint::black_box(ends.fold(0, |all, (first, last)| all | first | last));
        }
        // Four at a time: the sums are too many for the registers, and are fetched and put back a quarter as often.
        let (fours, rest) = features.as_chunks::<4>();
        for four in fours {
            let [a, b, c, d] = four.map(|f| self.window::<W>(f));
            for ((((sum, a), b), c), d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                *sum = sum.saturating_add(value(*a) + value(*b) + value(*c) + value(*d));
            }
        }
        for &f in rest {
            sums.iter_mut().zip(self.window::<W>(f)).for_each(|(sum, code)| *sum = sum.saturating_add(value(*code)));
        }
        for (o, &sum) in out.iter_mut().zip(&sums) {
            *o = f32::from(sum) * self.scale;
        }
    }

    #[inline]
    fn sum_narrow<const W: usize>(&self, features: &[u32], out: &mut [f32]) {
        let mut sums = [0i32; W];
        for &f in features {
            sums.iter_mut().zip(self.window::<W>(f)).for_each(|(sum, code)| *sum += i32::from(value(*code)));
        }
        for (o, &sum) in out.iter_mut().zip(&sums) {
            *o = sum as f32 * self.scale;
        }
    }

    // Apart, so that the sums of all widths are compiled once.
    #[inline(never)]
    fn sum_up(&self, features: &[u32], out: &mut [f32]) {
        // A fixed width lets the compiler make several sums at a time.
        match self.width {
            w if w <= NARROW => self.sum_narrow::<NARROW>(features, out),
            w if w <= 16 => self.sum::<16>(features, out),
            _ => self.sum::<WIDEST>(features, out),
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
        self.sum_up(features, out);
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
