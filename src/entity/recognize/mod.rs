//! The learned reader of names: labels every word in the context of its sentence and article, then takes the best whole
//! sequence. What it finds is one voice among the rules of this stage.

mod article;
mod evidence;
mod features;
mod labels;
mod sequence;

pub(crate) use article::{Article, Guideline};
pub(crate) use evidence::Evidence;
pub(crate) use labels::spans;
#[cfg(feature = "train")]
pub(crate) use labels::{CLASSES, Type};
pub(crate) use sequence::Recognizer;

use crate::document::{Document, EntityType, TokenSpan};
use crate::model::shipped;
use std::sync::LazyLock;

/// A name that the model found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameSpan {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its type; places come as [`EntityType::Loc`] whatever their government, and events, works and laws as
    /// [`EntityType::Work`]: which of them it is, the lists know better.
    pub etype: EntityType,
    /// How sure the model is, from 0 to 1.
    pub score: f32,
}

/// Finds names, dates and amounts of money in every sentence, in text order; they never overlap.
pub fn recognize_names(doc: &Document) -> Vec<NameSpan> {
    static MODEL: LazyLock<Recognizer> = LazyLock::new(|| Recognizer::load(shipped::NAMES).unwrap_or_default());
    let article = Article::new(doc);
    let mut found = Vec::new();
    let sentences: Vec<TokenSpan> = doc.sentences.iter().map(|s| s.tokens).collect();
    for (sentence, (path, scores)) in doc.sentences.iter().zip(MODEL.read(&article, &sentences, Guideline::READ)) {
        for (start, end, kind) in spans(&path) {
            let score = scores.get(start..end).unwrap_or(&[]).iter().fold(1.0f32, |a, &b| a.min(b));
            let tokens = TokenSpan::new(sentence.tokens.start + start, sentence.tokens.start + end);
            found.push(NameSpan { tokens, etype: kind.etype(), score });
        }
    }
    found
}
