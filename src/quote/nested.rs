//! Reports inside reports: "it criticized Obama's announcement that he had authorized strikes".

use super::indirect::content;
use crate::document::{Document, Quote, QuoteKind};

/// A quotation around a noun is among so many that begin before what it reports.
const BESIDE: usize = 4;

/// Adds what nouns of speech with an owner report to quotations in order; a quotation around them keeps the rest.
pub fn add_nouns(doc: &Document, quotes: &mut Vec<Quote>) {
    let mut more = Vec::new();
    for cue in doc.cues.iter().filter(|c| c.noun) {
        let Some(said) = content(doc, cue, doc.sentence(cue.tokens.start)) else { continue };
        let from = quotes.partition_point(|q| q.extent().start < said.start).saturating_sub(BESIDE);
        let to = quotes.partition_point(|q| q.extent().start < said.end);
        let beside = quotes.get_mut(from..to).unwrap_or_default();
        let quoted = |q: &Quote| q.kind != QuoteKind::Indirect && q.content.iter().any(|c| c.overlaps(said));
        if beside.iter().any(quoted) {
            continue;
        }
        for quote in beside.iter_mut().filter(|q| q.content.len() > 1) {
            quote.content.retain(|c| c.start != said.start);
        }
        if !beside.iter().any(|q| q.content.iter().any(|c| c.start == said.start)) {
            more.push(Quote::new(QuoteKind::Indirect, [said]));
        }
    }
    quotes.extend(more);
}
