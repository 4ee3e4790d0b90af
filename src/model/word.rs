//! What a model sees of one word.

use super::{clusters, feature, word_hash, wordtypes};

/// A word as numbers: the models' features are made of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The normal form.
    pub norm: u32,
    /// The lower-case form, digits as one digit.
    pub lower: u32,
    /// The hash under which the tables know the word.
    pub key: u32,
    /// Endings of one to four characters.
    pub suffix: [u32; 4],
    /// Beginnings of one to four characters.
    pub prefix: [u32; 4],
    /// Shape with runs shortened: "McKay" is "XxXx".
    pub shape: u32,
    /// Shape and length class.
    pub long_shape: u32,
    /// Cluster + 1, one of 32, 256, 2048; 0 where unknown.
    pub cluster: [u32; 3],
    /// The same of the clusters by names.
    pub wordtype: [u32; 3],
    /// True if the first character is an upper-case letter.
    pub capital: bool,
    /// True if every letter is upper case and there are two or more.
    pub upper: bool,
    /// True if it has a letter.
    pub letters: bool,
}

/// For each word of a sentence, true if it is far from capitals and digits, where there are hardly any names; no word of a sentence
/// without a capital is.
pub fn plain(words: &[Word]) -> impl Iterator<Item = bool> {
    let named = |word: &Word| word.capital || word.lower != word.key;
    let spared = !words.iter().any(|word| word.capital);
    let near = move |i: usize| words.iter().take(i + 2).skip(i.saturating_sub(1));
    (0..words.len()).map(move |i| !spared && !near(i).any(named))
}

impl Word {
    /// What the models see of every quotation mark that pairs with another.
    pub fn quotation_mark() -> Self {
        Self::new("\"", "\"")
    }

    /// Reads a word given its normal and its lower-case form.
    pub fn new(norm: &str, lower: &str) -> Self {
        let mut word = Word { norm: word_hash(norm), key: word_hash(lower), ..Word::default() };
        word.lower = match lower.bytes().any(|b| b.is_ascii_digit()) {
            true => {
                lower.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).fold(0, |h, c| feature(1, h, c as u32))
            }
            false => word.key,
        };
        let mut hash = 0;
        for (slot, c) in word.suffix.iter_mut().zip(lower.chars().rev()) {
            hash = feature(2, hash, if c.is_ascii_digit() { 48 } else { c as u32 });
            *slot = hash;
        }
        hash = 0;
        for (slot, c) in word.prefix.iter_mut().zip(lower.chars()) {
            hash = feature(3, hash, c as u32);
            *slot = hash;
        }
        word.read_shape(norm);
        let levels = |c: u16| [u32::from(c >> 6) + 1, u32::from(c >> 3) + 1, u32::from(c) + 1];
        word.cluster = clusters().get(word.key).map(levels).unwrap_or_default();
        word.wordtype = wordtypes().get(word.key).map(levels).unwrap_or_default();
        word
    }

    fn read_shape(&mut self, norm: &str) {
        let (mut last, mut run, mut count, mut upper, mut lower) = (0u32, 0u32, 0u32, 0u32, 0u32);
        for c in norm.chars() {
            let class = match c {
                c if c.is_uppercase() => 1,
                c if c.is_lowercase() => 2,
                c if c.is_numeric() => 3,
                c if c.is_alphabetic() => 4,
                c => 16 + c as u32,
            };
            self.capital |= count == 0 && class == 1;
            self.letters |= matches!(class, 1 | 2 | 4);
            upper += u32::from(class == 1);
            lower += u32::from(class == 2);
            run = if class == last { run + 1 } else { 0 };
            if run < 1 {
                self.shape = feature(4, self.shape, class);
            }
            if run < 4 {
                self.long_shape = feature(5, self.long_shape, class);
            }
            last = class;
            count += 1;
        }
        self.upper = upper > 1 && lower == 0;
    }
}
