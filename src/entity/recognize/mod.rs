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

use crate::document::{Document, NameLook, NameScores, NameSpan, TokenSpan};
use crate::model::shipped;
use std::sync::LazyLock;

/// Finds names, dates and amounts of money in every sentence, in text order; they never overlap. Gives the first look too,
/// where it is to be remembered.
pub fn recognize_names(doc: &Document) -> (Vec<NameSpan>, NameLook) {
    static MODEL: LazyLock<Recognizer> = LazyLock::new(|| Recognizer::load(shipped::NAMES).unwrap_or_default());
    let article = Article::new(doc);
    let sentences: Vec<TokenSpan> = doc.sentences.iter().map(|s| s.tokens).collect();
    let rows = MODEL.emissions(&article, &sentences, Guideline::READ, |sentence| known(doc, &article, sentence));
    let kept = if doc.remember { rows.clone() } else { Vec::new() };
    let mut found = Vec::new();
    for (sentence, (path, scores)) in sentences.iter().zip(MODEL.read(&article, &sentences, rows)) {
        for (start, end, kind) in spans(&path) {
            let score = scores.get(start..end).unwrap_or(&[]).iter().fold(1.0f32, |a, &b| a.min(b));
            let tokens = TokenSpan::new(sentence.start + start, sentence.start + end);
            found.push(NameSpan { tokens, etype: kind.etype(), score });
        }
    }
    let clues = if doc.remember { article.into_clues() } else { Vec::new() };
    (found, NameLook { clues, rows: kept })
}

/// The scores of a sentence that looked the same in the reading before.
fn known<'d>(doc: &Document<'d>, article: &Article, sentence: TokenSpan) -> Option<&'d [NameScores]> {
    let earlier = doc.earlier?;
    let before = earlier.sentence(doc.words.get(sentence.range())?)?.range();
    let same = earlier.look.clues.get(before.clone())? == article.clues(sentence);
    if same { earlier.look.rows.get(before) } else { None }
}
