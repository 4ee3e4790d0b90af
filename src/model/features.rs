//! The features of one decision.

use super::feature;
use super::hash::{mix, seed};

/// No decision has more features; what came beyond would not be seen.
const MOST: usize = 256;

/// The features of one decision, as hashes; the buffer is used again and again.
///
/// What is hashed is gathered first and hashed at once: the compiler then makes several hashes at a time.
#[derive(Debug)]
pub struct Features {
    seeds: [u32; MOST],
    seconds: [u32; MOST],
    hashes: [u32; MOST],
    count: usize,
    template: u32,
}

impl Default for Features {
    fn default() -> Self {
        Self { seeds: [0; MOST], seconds: [0; MOST], hashes: [0; MOST], count: 0, template: 0 }
    }
}

impl Features {
    /// Starts a new decision.
    pub fn clear(&mut self) {
        self.count = 0;
        self.template = 0;
    }

    /// Adds a feature of one value; the order of the calls tells the templates apart.
    #[inline]
    pub fn one(&mut self, a: u32) {
        self.two(a, 0);
    }

    /// Adds a feature of two values.
    #[inline]
    pub fn two(&mut self, a: u32, b: u32) {
        self.template += 1;
        if let (Some(first), Some(second)) = (self.seeds.get_mut(self.count), self.seconds.get_mut(self.count)) {
            (*first, *second) = (seed(self.template, a), b);
            self.count += 1;
        }
    }

    /// Adds a feature of three values.
    #[inline]
    pub fn three(&mut self, a: u32, b: u32, c: u32) {
        self.two(feature(6, a, b), c);
    }

    /// Adds a feature under the current template if `a` is not zero: absence says nothing.
    #[inline]
    pub fn some(&mut self, a: u32) {
        if a == 0 {
            self.template += 1;
        } else {
            self.two(a, 0);
        }
    }

    /// Starts the templates at a given number, where a varying number of features came before.
    pub fn at(&mut self, template: u32) {
        self.template = template;
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The hashes.
    pub fn list(&mut self) -> &[u32] {
        let gathered = self.seeds.iter().zip(&self.seconds).take(self.count);
        self.hashes.iter_mut().zip(gathered).for_each(|(hash, (first, second))| *hash = mix(*first, *second));
        self.hashes.get(..self.count).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_hashed_at_once_as_they_would_be_alone() {
        let mut features = Features::default();
        features.clear();
        features.one(7);
        features.some(0);
        features.three(1, 2, 3);
        features.at(90);
        features.two(5, 6);
        assert_eq!(features.list(), [feature(1, 7, 0), feature(3, feature(6, 1, 2), 3), feature(91, 5, 6)]);
        (0..2 * MOST as u32).for_each(|n| features.one(n));
        assert_eq!(features.list().len(), MOST);
    }
}
