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
use sequence::Steps;

use crate::document::{Document, Earlier, NameLook, NameSpan, TokenSpan};
use crate::model::{Features, shipped};
use std::sync::LazyLock;

/// Finds names, dates and amounts of money in every sentence, in text order; they never overlap. Gives the first look too,
/// where it is to be remembered.
pub fn recognize_names(doc: &Document) -> (Vec<NameSpan>, NameLook) {
    static MODEL: LazyLock<Recognizer> = LazyLock::new(|| Recognizer::load(shipped::NAMES).unwrap_or_default());
    let article = Article::new(doc);
    let sentences: Vec<TokenSpan> = doc.sentences.iter().map(|s| s.tokens).collect();
    let known: Vec<Option<Known>> = (0..sentences.len()).map(|n| known(doc, &article, n)).collect();
    let mut features = [Features::default(), Features::default()];
    let score = |sentence: TokenSpan, [features, _]: &mut [Features; 2]| {
        MODEL.emissions(&article, sentence, Guideline::READ, &doc.syntax.names, features)
    };
    let unseen = |(sentence, known): (&TokenSpan, &Option<Known>)| match known {
        Some(_) => Vec::new(),
        None => score(*sentence, &mut features),
    };
    let rows: Vec<Vec<Steps>> = sentences.iter().zip(&known).map(unseen).collect();
    let evidence = MODEL.evidence(&article, &sentences, &rows, &known);
    let moved = evidence.moved(doc.earlier);
    let mut found = Vec::new();
    let capitals = article.capitals(sentences.iter().copied());
    for (((sentence, known), capitals), mut rows) in sentences.iter().zip(&known).zip(capitals).zip(rows) {
        if let Some(known) = known {
            if evidence.settles(*sentence, capitals, known, &moved, &mut features) {
                found.extend(known.earlier.names(known.tokens, sentence.start));
                continue;
            }
            rows = score(*sentence, &mut features);
        }
        let (path, scores) = MODEL.read(&evidence, *sentence, &rows);
        for (start, end, kind) in spans(&path) {
            let score = scores.get(start..end).unwrap_or(&[]).iter().fold(1.0f32, |a, &b| a.min(b));
            let tokens = TokenSpan::new(sentence.start + start, sentence.start + end);
            found.push(NameSpan { tokens, etype: kind.etype(), score });
        }
    }
    if !doc.remember {
        return (found, NameLook::default());
    }
    let shares = evidence.into_shares();
    (found, NameLook { clues: article.into_clues(), shares })
}

/// A sentence that the first look saw alike in the reading before.
pub(crate) struct Known<'d> {
    earlier: &'d Earlier,
    /// Where it stood.
    tokens: TokenSpan,
}

fn known<'d>(doc: &Document<'d>, article: &Article, n: usize) -> Option<Known<'d>> {
    let (earlier, tokens) = doc.known(n)?;
    let same = earlier.look.clues.get(tokens.range())? == article.clues(doc.sentences.get(n)?.tokens);
    same.then_some(Known { earlier, tokens })
}
