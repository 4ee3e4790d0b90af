//! What is made of words, kept for when they come again: in any article, for it depends on nothing else.

use std::ops::Deref;
use std::sync::OnceLock;

/// Values by keys. Whatever comes first to a place stays there, and what finds no place is made each time: no more is ever kept than
/// there are places, and a value never depends on what was asked before.
#[derive(Debug)]
pub struct Memo<K, V> {
    places: Vec<OnceLock<Box<(K, V)>>>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { places: std::iter::repeat_with(OnceLock::new).take(PLACES).collect() }
    }
}

/// Enough for the common words, which come early.
const PLACES: usize = 1 << 13;

/// A value, kept or made for this once.
#[derive(Debug)]
pub enum Held<'m, V> {
    /// Kept.
    Kept(&'m V),
    /// Made for this once.
    Made(Box<V>),
}

impl<V> Deref for Held<'_, V> {
    type Target = V;

    fn deref(&self) -> &V {
        match self {
            Self::Kept(value) => value,
            Self::Made(value) => value,
        }
    }
}

impl<K: Copy + PartialEq, V> Memo<K, V> {
    /// What `make` makes of a key, now or before; `hash` is any number that the key tells.
    pub fn get(&self, hash: u32, key: K, make: impl Fn(&K) -> V) -> Held<'_, V> {
        let at = hash as usize % PLACES;
        for place in [at, at ^ 1].iter().filter_map(|at| self.places.get(*at)) {
            let kept = place.get_or_init(|| Box::new((key, make(&key))));
            if kept.0 == key {
                return Held::Kept(&kept.1);
            }
        }
        Held::Made(Box::new(make(&key)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_their_keys_whatever_was_asked_before() {
        let memo = Memo::default();
        let hash = |key: u32| key % 5;
        for _ in 0..3 {
            for key in 0..40u32 {
                assert_eq!(*memo.get(hash(key), key, |key| key * 2), key * 2);
            }
        }
        assert!(matches!(memo.get(0, 0, |_| panic!("made twice")), Held::Kept(0)));
        assert!(matches!(memo.get(hash(35), 35, |key| key * 2), Held::Made(_)));
    }
}
