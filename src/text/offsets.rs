//! The only place where units of position change.

/// The unit in which a report counts positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// UTF-8 bytes, as Rust slices.
    Bytes,
    /// Unicode code points, as Python slices.
    #[default]
    Chars,
    /// UTF-16 code units, as JavaScript slices.
    Utf16,
}

impl OffsetUnit {
    /// The unit of this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Bytes, Self::Chars, Self::Utf16].into_iter().find(|unit| unit.name() == name)
    }

    /// The unit's name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Chars => "chars",
            Self::Utf16 => "utf16",
        }
    }
}

const STRIDE: usize = 16;

/// Converts byte positions of one text into another unit.
///
/// Built in one pass over the text with a checkpoint every 16 bytes, so that a conversion counts in two registers.
#[derive(Debug)]
pub struct OffsetMap<'t> {
    text: &'t str,
    unit: OffsetUnit,
    // A text of more than 4 GiB has more tokens than can be counted.
    checkpoints: Vec<u32>,
}

impl<'t> OffsetMap<'t> {
    /// The map of `text` to `unit`. Pure ASCII text needs no table.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut checkpoints = Vec::new();
        if unit != OffsetUnit::Bytes && !text.is_ascii() {
            checkpoints.reserve_exact(text.len() / STRIDE + 1);
            let mut units = 0u32;
            let (chunks, _) = text.as_bytes().as_chunks::<STRIDE>();
            for chunk in chunks {
                checkpoints.push(units);
                units += count(chunk, unit);
            }
            checkpoints.push(units);
        }
        Self { text, unit, checkpoints }
    }

    /// The position of byte `byte` in the map's unit; a byte past the end counts as the end.
    pub fn convert(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(&units) = self.checkpoints.get(byte / STRIDE) else { return byte };
        let rest = self.text.as_bytes().get(byte - byte % STRIDE..byte).unwrap_or(&[]);
        // What is not there looks like bytes that take no unit.
        let mut chunk = [0x80; STRIDE];
        chunk.iter_mut().zip(rest).for_each(|(cell, byte)| *cell = *byte);
        (units + count(&chunk, self.unit)) as usize
    }

    /// The byte at position `at` of the map's unit; none past the end or within a character.
    pub fn byte(&self, at: usize) -> Option<usize> {
        let chunk = self.checkpoints.partition_point(|&units| units as usize <= at).saturating_sub(1);
        let from = chunk * STRIDE;
        let mut left = at - self.checkpoints.get(chunk).map_or(0, |&units| at.min(units as usize));
        if self.checkpoints.is_empty() {
            return (at <= self.text.len() && self.text.is_char_boundary(at)).then_some(at);
        }
        for (i, &b) in self.text.as_bytes().get(from..)?.iter().enumerate() {
            let starts = b & 0xC0 != 0x80;
            if left == 0 && starts {
                return Some(from + i);
            }
            left = left.checked_sub(usize::from(width(b, self.unit)))?;
        }
        (left == 0).then_some(self.text.len())
    }
}

/// Units of some bytes.
fn count(bytes: &[u8; STRIDE], unit: OffsetUnit) -> u32 {
    // Small sums: sixteen at a time.
    u32::from(bytes.iter().map(|b| width(*b, unit)).sum::<u8>())
}

/// Units that the character starting with byte `b` takes; continuation bytes take none.
fn width(b: u8, unit: OffsetUnit) -> u8 {
    match unit {
        OffsetUnit::Bytes => 1,
        OffsetUnit::Chars => u8::from(b & 0xC0 != 0x80),
        OffsetUnit::Utf16 => u8::from(b & 0xC0 != 0x80) + u8::from(b >= 0xF0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_a_character_there_is_no_place() {
        assert_eq!(OffsetMap::new("a🌷b", OffsetUnit::Utf16).byte(2), None);
        assert_eq!(OffsetMap::new("a🌷b", OffsetUnit::Bytes).byte(3), None);
        assert_eq!(OffsetMap::new("abc", OffsetUnit::Utf16).byte(4), None);
    }

    #[test]
    fn every_boundary_agrees_with_a_plain_count() {
        let text = "a🌷é\u{301}إقرأ 🏳️\u{200D}🌈 \r\n\u{A0}“x” ".repeat(40);
        for unit in [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16] {
            let map = OffsetMap::new(&text, unit);
            for (i, _) in text.char_indices() {
                let want = match unit {
                    OffsetUnit::Bytes => i,
                    OffsetUnit::Chars => text[..i].chars().count(),
                    OffsetUnit::Utf16 => text[..i].encode_utf16().count(),
                };
                assert_eq!(map.convert(i), want);
                assert_eq!(map.byte(want), Some(i));
            }
            let all = map.convert(text.len());
            assert_eq!((map.byte(all), map.byte(all + 1)), (Some(text.len()), None));
            assert_eq!(map.convert(text.len() + 9), map.convert(text.len()));
        }
    }
}
