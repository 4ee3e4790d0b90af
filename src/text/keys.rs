//! Maps whose keys are hashes already, and maps of words.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map from keys that are hashes, which need not be hashed again.
pub type KeyMap<K, V> = HashMap<K, V, BuildHasherDefault<KeyHasher>>;

/// The same without values.
pub type KeySet<K> = HashSet<K, BuildHasherDefault<KeyHasher>>;

/// Spreads an already mixed key of 32 or 64 bits over a map; other keys are no use here.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(self.0.rotate_left(8) ^ u64::from(*b)));
    }
    fn write_u32(&mut self, key: u32) {
        // A map takes the low bits for places and the high ones to tell keys apart.
        self.0 = u64::from(key) | u64::from(key) << 32;
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key ^ (key >> 32);
    }
}

/// A map of words, or of numbers with them. What the maps of `std` do against keys that were made to collide takes longer than
/// all else here.
pub type WordMap<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// The same without values.
pub type WordSet<K> = HashSet<K, BuildHasherDefault<Mixer>>;

/// Mixes bytes, eight at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        eights.iter().for_each(|eight| self.write_u64(u64::from_le_bytes(*eight)));
        if !rest.is_empty() {
            self.write_u64(rest.iter().fold(1, |number, byte| number << 8 | u64::from(*byte)));
        }
    }
    fn write_u8(&mut self, number: u8) {
        self.write_u64(u64::from(number));
    }
    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
