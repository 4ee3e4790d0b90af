//! Turns of a transcript as quotations: all that follows a label is said by whom it names.

use crate::document::{Document, Pieces, Quote, QuoteKind, Turn};

/// Adds a quotation a turn, in place of what was found inside it.
pub fn add_turns(doc: &Document, quotes: &mut Vec<Quote>) {
    let whole = |i: usize| {
        let turn = doc.turns.get(doc.turns.partition_point(|t| t.words.end <= i));
        turn.filter(|t| t.words.holds(i) || t.label.holds(i))
    };
    quotes.retain(|q| whole(q.extent().start).is_none() && whole(q.extent().last()).is_none());
    let quote = |turns: &[Turn]| Quote::new(QuoteKind::Direct, turns.iter().map(|t| t.words).collect::<Pieces>());
    quotes.extend(doc.turns.chunk_by(|a, b| a.label == b.label).map(quote));
}
