//! Tables from words to small numbers: clusters and the gazetteer.

use super::{Kind, ModelError, Reader, open, shipped};
use std::sync::LazyLock;

const BUCKET_BITS: u32 = 14;
const KEY_BITS: u32 = 24;

/// A table from the upper 24 bits of word hashes to numbers. Two words in a hundred thousand share a key: nothing that is
/// told of a word here is certain.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    keys: Vec<u32>,
    values: Vec<u16>,
    buckets: Vec<u32>,
}

impl Lookup {
    /// Reads the table of a file.
    pub fn load(file: &[u8], kind: Kind) -> Result<Self, ModelError> {
        Self::read(&mut open(file, kind)?)
    }

    /// Reads a table that stands among others.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let count = reader.u32()? as usize;
        let mut gaps = Reader::from(reader.block()?);
        let low = reader.bytes(count).ok_or(ModelError::Length)?;
        let high = reader.bytes(count).ok_or(ModelError::Length)?;
        let mut table = Self::default();
        let mut key = 0u32;
        for (low, high) in low.iter().zip(high) {
            key = key.checked_add(gaps.varint()?).filter(|k| k >> KEY_BITS == 0).ok_or(ModelError::Content)?;
            table.keys.push(key);
            table.values.push(u16::from_le_bytes([*low, *high]));
        }
        let shift = KEY_BITS - BUCKET_BITS;
        table.buckets =
            (0..=1u32 << BUCKET_BITS).map(|b| table.keys.partition_point(|k| k >> shift < b) as u32).collect();
        Ok(table)
    }

    /// The file form of pairs of word hashes and numbers; of words that share a key, the first counts.
    #[cfg(any(test, feature = "train"))]
    pub fn write(pairs: &[(u32, u16)], out: &mut Vec<u8>) {
        let mut pairs: Vec<(u32, u16)> = pairs.iter().map(|(hash, n)| (hash >> (32 - KEY_BITS), *n)).collect();
        pairs.sort_by_key(|p| p.0);
        pairs.dedup_by_key(|p| p.0);
        let (mut gaps, mut last) = (Vec::new(), 0);
        for (key, _) in &pairs {
            super::linear::varint(key - last, &mut gaps);
            last = *key;
        }
        [pairs.len(), gaps.len()].iter().for_each(|n| out.extend_from_slice(&(*n as u32).to_le_bytes()));
        out.extend_from_slice(&gaps);
        out.extend(pairs.iter().map(|p| p.1 as u8));
        out.extend(pairs.iter().map(|p| (p.1 >> 8) as u8));
    }

    /// The number of a word, by its hash.
    pub fn get(&self, word_hash: u32) -> Option<u16> {
        let key = word_hash >> (32 - KEY_BITS);
        let bucket = (key >> (KEY_BITS - BUCKET_BITS)) as usize;
        let (start, end) = (*self.buckets.get(bucket)? as usize, *self.buckets.get(bucket + 1)? as usize);
        let at = start + self.keys.get(start..end)?.iter().position(|&k| k == key)?;
        self.values.get(at).copied()
    }
}

/// Clusters of words: `n >> 6` is one of 32, `n >> 3` one of 256, `n` one of 2048.
pub fn clusters() -> &'static Lookup {
    static TABLE: LazyLock<Lookup> =
        LazyLock::new(|| Lookup::load(shipped::CLUSTERS, Kind::Clusters).unwrap_or_default());
    &TABLE
}

/// Clusters of words by the names that a transformer reads them as; numbers as in [`clusters`].
pub fn wordtypes() -> &'static Lookup {
    static TABLE: LazyLock<Lookup> =
        LazyLock::new(|| Lookup::load(shipped::WORDTYPES, Kind::WordTypes).unwrap_or_default());
    &TABLE
}

/// Kinds of listed names in the gazetteer: countries, cities, other places.
pub const LISTED_PLACES: u16 = 1 << 3 | 1 << 4 | 1 << 5;

/// Kinds of listed names in the gazetteer: given names of men, of women.
pub const GIVEN_BY_GENDER: [u16; 2] = [1, 1 << 1];
/// Kinds of listed names in the gazetteer: given names.
pub const GIVEN_NAMES: u16 = GIVEN_BY_GENDER[0] | GIVEN_BY_GENDER[1];

/// Names that somebody listed: a set of kinds, one bit each.
pub fn gazetteer() -> &'static Lookup {
    static TABLE: LazyLock<Lookup> =
        LazyLock::new(|| Lookup::load(shipped::GAZETTEER, Kind::Gazetteer).unwrap_or_default());
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::word_hash;

    #[test]
    fn what_is_written_is_read() {
        let pairs: Vec<(u32, u16)> =
            ["said", "told", "urged"].iter().zip(1..).map(|(w, n)| (word_hash(w), n)).collect();
        let mut bytes = Vec::new();
        Lookup::write(&pairs, &mut bytes);
        let table = Lookup::read(&mut Reader::from(&bytes[..])).unwrap();
        assert!(pairs.iter().all(|(hash, n)| table.get(*hash) == Some(*n)));
        assert_eq!(table.get(word_hash("paper")), None);
    }

    #[test]
    fn like_words_share_a_cluster() {
        let cluster = |w: &str| clusters().get(word_hash(w));
        assert!(cluster("monday").is_some());
        assert_eq!(cluster("monday"), cluster("tuesday"));
        assert_eq!(cluster("xyzzyplugh"), None);
    }

    #[test]
    fn listed_names_are_found() {
        assert!(gazetteer().get(word_hash("iran")).is_some());
        assert!(gazetteer().get(word_hash("new york")).is_some());
    }
}
