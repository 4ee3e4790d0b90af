//! What a reading leaves for the next one: what depends on the words of a sentence alone need not be found twice.

use super::{Document, Syntax, TokenSpan};
use crate::model::Word;
use std::collections::HashMap;
use std::sync::Arc;

/// Number of classes of the names' model: outside, and four for each of nine types.
pub const NAME_CLASSES: usize = 37;

/// Scores of the classes of one token.
pub type NameScores = [f32; NAME_CLASSES];

/// What is known of one token's part in names beyond its own letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameClue {
    /// Kinds of listed names that it is alone.
    pub alone: u16,
    /// Kinds of listed names that it begins.
    pub begins: u16,
    /// Kinds of listed names that it continues.
    pub continues: u16,
    /// Kinds of listed names that it ends.
    pub ends: u16,
    /// Tokens of its run of capitals before it.
    pub before: u16,
    /// Tokens of its run of capitals from it on; 0 outside of one.
    pub after: u16,
    /// What the article tells of its word elsewhere.
    pub elsewhere: u8,
    /// Without capital and digit, as its neighbours are, in a sentence that has capitals.
    pub plain: bool,
}

/// The first look at names: what was seen of every token, and the scores made of it.
#[derive(Clone, Debug, Default)]
pub struct NameLook {
    /// What was seen.
    pub clues: Vec<NameClue>,
    /// Scores.
    pub rows: Vec<NameScores>,
}

/// The sentences of the text that was read before, and what was found of them.
#[derive(Debug)]
pub struct Earlier {
    words: Arc<[Word]>,
    sentences: HashMap<u64, TokenSpan>,
    /// Their parts of speech and dependencies.
    pub syntax: Syntax,
    /// The first look at their names.
    pub look: NameLook,
}

impl Earlier {
    /// Keeps what a document holds.
    pub fn of(doc: Document) -> Self {
        let hashed = |s: TokenSpan| Some((hash(doc.words.get(s.range())?), s));
        let sentences = doc.sentences.iter().filter_map(|s| hashed(s.tokens)).collect();
        Self { sentences, words: doc.words, syntax: doc.syntax, look: doc.name_look }
    }

    /// Where a sentence of the very same words stood.
    pub fn sentence(&self, words: &[Word]) -> Option<TokenSpan> {
        let found = *self.sentences.get(&hash(words))?;
        self.words.get(found.range()).filter(|before| *before == words).map(|_| found)
    }
}

/// Any two sentences may have the same one: the words are compared.
fn hash(words: &[Word]) -> u64 {
    words.iter().fold(words.len() as u64, |hash, word| {
        (hash ^ u64::from(word.norm)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
    })
}
