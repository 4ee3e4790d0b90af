//! Reports inside reports: "it criticized Obama's announcement that he had authorized strikes".

use super::indirect::content;
use crate::document::{Document, Quote, QuoteKind};

/// Adds what nouns of speech with an owner report; a quotation around them keeps the rest.
pub fn add_nouns(doc: &Document, quotes: &mut Vec<Quote>) {
    for cue in doc.cues.iter().filter(|c| c.noun) {
        let Some(said) = content(doc, cue, doc.sentence(cue.tokens.start)) else { continue };
        let quoted = |q: &Quote| q.kind != QuoteKind::Indirect && q.content.iter().any(|c| c.overlaps(said));
        if quotes.iter().any(quoted) {
            continue;
        }
        for quote in quotes.iter_mut().filter(|q| q.content.len() > 1) {
            quote.content.retain(|c| c.start != said.start);
        }
        if !quotes.iter().any(|q| q.content.iter().any(|c| c.start == said.start)) {
            quotes.push(Quote { kind: QuoteKind::Indirect, content: vec![said], clause: Vec::new(), reading: None });
        }
    }
}
