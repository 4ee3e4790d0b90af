//! Phrases found by their words, whatever spaces or hyphens stand between them.

use crate::text::KeyMap;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// A map from phrases to values.
///
/// The key is the FNV-1a hash of the lower-case letters without spaces (64 bits: among 100,000 phrases two keys
/// meet with a chance below one in a billion), so a phrase is looked up while walking over tokens, without a copy.
#[derive(Debug)]
pub struct Phrases<T> {
    map: KeyMap<u64, T>,
    starts: KeyMap<u64, u8>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { map: KeyMap::default(), starts: KeyMap::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; an earlier value of the same phrase stays.
    pub fn insert(&mut self, phrase: &str, value: T) {
        let lower = phrase.to_lowercase().replace('’', "'");
        let key = lower.split_whitespace().fold(OFFSET, extend);
        let longest = pieces(&lower).min(250) as u8;
        let start = self.starts.entry(start_key(&lower)).or_default();
        *start = (*start).max(longest);
        self.map.entry(key).or_insert(value);
    }

    /// The value of one word or phrase in lower case.
    pub fn get(&self, lower: &str) -> Option<&T> {
        // Nearly all are one word of plain letters.
        let one = lower.bytes().all(|b| b.is_ascii_graphic());
        let key = if one { extend(OFFSET, lower) } else { lower.split_whitespace().fold(OFFSET, extend) };
        self.map.get(&key)
    }

    /// The longest phrase that starts with `word(0)`, where `word(i)` is the lower form of the i-th following token
    /// (empty at the end): number of tokens and value.
    pub fn longest<'w>(&self, word: impl Fn(usize) -> &'w str) -> Option<(usize, &T)> {
        let longest = *self.starts.get(&start_key(word(0)))? as usize;
        let (mut key, mut found) = (OFFSET, None);
        for i in 0..longest {
            let next = word(i);
            if next.is_empty() {
                break;
            }
            key = extend(key, next);
            if let Some(value) = self.map.get(&key) {
                found = Some((i + 1, value));
            }
        }
        found
    }

    /// The keys of all words that phrases begin with, as [`start_key`] makes them.
    pub(super) fn starts(&self) -> impl Iterator<Item = u64> {
        self.starts.keys().copied()
    }

    /// Number of phrases.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}

fn extend(key: u64, word: &str) -> u64 {
    word.bytes().fold(key, |k, b| (k ^ u64::from(b)).wrapping_mul(PRIME))
}

/// The key of the first run of letters and digits, where every token of the phrase's first word begins.
pub(super) fn start_key(lower: &str) -> u64 {
    // Nearly all words are plain letters.
    let plain = lower.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if let Some(run) = lower.get(..plain).filter(|run| !run.is_empty())
        && lower.as_bytes().get(plain).is_none_or(u8::is_ascii)
    {
        return extend(OFFSET, run);
    }
    let end = lower.find(|c: char| !c.is_alphanumeric()).unwrap_or(lower.len());
    match lower.get(..end) {
        Some(run) if !run.is_empty() => extend(OFFSET, run),
        _ => extend(OFFSET, lower.split_whitespace().next().unwrap_or("")),
    }
}

/// An upper bound of the tokens in a phrase: runs of letters or digits and single other characters.
fn pieces(lower: &str) -> usize {
    let mut count = 0;
    let mut in_run = false;
    for c in lower.chars() {
        let run = c.is_alphanumeric();
        count += usize::from(!(c.is_whitespace() || run && in_run));
        in_run = run;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_across_hyphens() {
        let mut phrases = Phrases::default();
        phrases.insert("al-Qaeda", 1);
        phrases.insert("al-Qaeda in Iraq", 2);
        phrases.insert("U.S.", 3);
        let find = |words: &[&'static str]| {
            let words = words.to_vec();
            phrases.longest(move |i| words.get(i).copied().unwrap_or("")).map(|(n, v)| (n, *v))
        };
        assert_eq!(find(&["al", "-", "qaeda", "said"]), Some((3, 1)));
        assert_eq!(find(&["al", "-", "qaeda", "in", "iraq"]), Some((5, 2)));
        assert_eq!(find(&["u.s.", "troops"]), Some((1, 3)));
        assert_eq!(find(&["al", "gore"]), None);
    }
}
