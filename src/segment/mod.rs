//! Floor 3: text to blocks, tokens, marks and sentences.
use crate::document::*;
/// Language.
pub fn detect_language(_: &Document) -> Language {
    Language::default()
}
/// Blocks.
pub fn split_blocks(_: &Document) -> Vec<Block> {
    Vec::new()
}
/// Tokens.
pub fn tokenize(_: &Document) -> Tokens {
    Tokens::default()
}
/// Marks.
pub fn pair_marks(_: &Document) -> Vec<MarkedRegion> {
    Vec::new()
}
/// Sentences.
pub fn split_sentences(_: &Document) -> Vec<Sentence> {
    Vec::new()
}
/// Diagnostics.
pub fn diagnose(_: &Document) -> Vec<Diagnostic> {
    Vec::new()
}
