//! Tables from words to small numbers: clusters and the gazetteer.

use super::{Kind, ModelError, Reader, open, shipped};
use std::sync::LazyLock;

const BUCKET_BITS: u32 = 14;
const KEY_BITS: u32 = 24;

/// A table from the upper 24 bits of word hashes to numbers. Two words in a hundred thousand share a key: nothing that is
/// told of a word here is certain.
#[derive(Debug, Default)]
pub struct Lookup {
    keys: Vec<u32>,
    values: Vec<u16>,
    buckets: Vec<u32>,
}

impl Lookup {
    /// Reads the table of a file.
    pub fn load(file: &[u8], kind: Kind) -> Result<Self, ModelError> {
        let mut reader = open(file, kind)?;
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
