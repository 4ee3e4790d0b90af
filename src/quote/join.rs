//! Pieces of one utterance, joined.

use super::marked::Piece;
use super::reporting::{cue_after, cue_before, words};
use crate::document::{Document, Quote, QuoteKind, TokenSpan};

/// Joins the pieces of each utterance: across the writer's interruption, and over paragraphs opened again.
pub fn join_pieces(doc: &Document, pieces: &[Piece]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut last: Option<&Piece> = None;
    for piece in pieces {
        let joined = last.is_some_and(|before| joins(doc, before, piece));
        match quotes.last_mut().filter(|_| joined) {
            Some(quote) => {
                quote.content.push(piece.inner);
                if quote.kind == QuoteKind::Mixed && piece.kind == QuoteKind::Direct {
                    quote.kind = QuoteKind::Direct;
                }
            }
            None => quotes.push(Quote::new(piece.kind, [piece.inner])),
        }
        last = Some(piece);
    }
    quotes
}

/// True if two pieces are one utterance.
pub fn joins(doc: &Document, first: &Piece, second: &Piece) -> bool {
    let speech = |p: &Piece| p.kind.is_speech();
    if !speech(first) || !speech(second) {
        return false;
    }
    let same_block = doc.tokens.get(first.open).block == doc.tokens.get(second.open).block;
    if !same_block {
        // A paragraph left open goes on where the next one opens again.
        return first.unclosed && first.inner.end == second.open;
    }
    let between = TokenSpan::new(first.after, second.open);
    let cues = doc.cues_in(between);
    match (first.kind, second.kind) {
        (QuoteKind::Direct, _) if !cues.is_empty() => interrupted(doc, first, second, between),
        (QuoteKind::Direct, _) => words(doc, between) == 0 || filler(doc, first, second, between),
        (QuoteKind::Mixed, QuoteKind::Mixed) => {
            cues.is_empty() && words(doc, between) <= 2 && same_sentence(doc, first, second)
        }
        _ => false,
    }
}

/// `"…," he said, "…"` and `"…," he said. "…"`.
fn interrupted(doc: &Document, first: &Piece, second: &Piece, between: TokenSpan) -> bool {
    let block = doc.tokens.get(first.open).block;
    let reports = cue_after(doc, first.after, block).is_some();
    let stops = between.range().filter(|&i| matches!(doc.tokens.norm(i), "." | "!" | "?" | ";")).count();
    // The second piece has its own reporting clause, or a sentence of its own leads to it: another utterance.
    let own_lead = doc.sentence(second.open).start != second.open && stops > 0;
    let own_clause = stops > 0 && cue_after(doc, second.after, block).is_some();
    let next_cue = cue_before(doc, second.open).is_some() && stops == 0 && doc.cues_in(between).len() > 2;
    reports && stops <= 1 && !own_lead && !own_clause && !next_cue && words(doc, between) <= 40
}

/// `"We will not" on military action, "but we are open," Kerry said`.
fn filler(doc: &Document, first: &Piece, second: &Piece, between: TokenSpan) -> bool {
    let open_end = !matches!(doc.tokens.norm(first.inner.last()), "." | "!" | "?");
    let lower = doc.tokens.norm(second.inner.start).starts_with(char::is_lowercase);
    open_end && lower && words(doc, between) <= 6 && same_sentence(doc, first, second)
}

fn same_sentence(doc: &Document, first: &Piece, second: &Piece) -> bool {
    doc.sentence_of(first.inner.last()) == doc.sentence_of(second.open)
}
