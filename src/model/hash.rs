//! Hashes of words and features. The weights depend on them: a change here asks for new weights and a new format version.

/// Hashes a word or phrase piece by piece.
#[derive(Clone, Copy, Debug)]
pub struct WordHasher(u32);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0x811C_9DC5)
    }
}

impl WordHasher {
    /// Adds a piece of text.
    pub fn write(&mut self, text: &str) {
        for b in text.bytes() {
            self.0 = (self.0 ^ u32::from(b)).wrapping_mul(0x0100_0193);
        }
    }

    /// The hash of everything written.
    pub fn finish(self) -> u32 {
        let mut h = self.0;
        h ^= h >> 16;
        h = h.wrapping_mul(0x85EB_CA6B);
        h ^= h >> 13;
        h = h.wrapping_mul(0xC2B2_AE35);
        h ^ (h >> 16)
    }
}

/// The hash of one word.
pub fn word_hash(text: &str) -> u32 {
    let mut hasher = WordHasher::default();
    hasher.write(text);
    hasher.finish()
}

/// The hash of a feature: which template, and up to two values.
#[inline]
pub fn feature(template: u32, a: u32, b: u32) -> u32 {
    mix(seed(template, a), b)
}

/// What of a feature's hash depends on the template and the first value.
#[inline]
pub fn seed(template: u32, a: u32) -> u32 {
    a.wrapping_add(template.wrapping_mul(0x9E37_79B1))
}

/// The hash of a feature from its seed and the second value.
#[inline]
pub fn mix(seed: u32, b: u32) -> u32 {
    let mut h = seed;
    h = (h ^ (h >> 15)).wrapping_mul(0x85EB_CA6B);
    h = (h ^ (h >> 13) ^ b.wrapping_mul(0x27D4_EB2F)).wrapping_mul(0xC2B2_AE35);
    h ^ (h >> 16)
}
