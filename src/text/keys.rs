//! Maps whose keys are hashes already.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map from keys that are hashes, which need not be hashed again.
pub type KeyMap<K, V> = HashMap<K, V, BuildHasherDefault<KeyHasher>>;

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
