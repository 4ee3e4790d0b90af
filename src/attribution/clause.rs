//! The cue that governs a quotation.

use super::usable;
use crate::document::{Cue, Document, QuoteKind, TokenKind, TokenSpan};

/// Where the reporting clause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before the quotation.
    Before,
    /// After its last piece.
    After,
    /// Between two of its pieces.
    Between,
}

/// A clause after the quotation has its cue within so many tokens.
const REACH: usize = 24;

/// The cue of the reporting clause of a quotation, and where it stands.
pub fn governing_cue<'d>(doc: &'d Document, quote: usize) -> Option<(&'d Cue, Side)> {
    let quote = doc.quotes.get(quote)?;
    let extent = quote.extent();
    if quote.kind == QuoteKind::Indirect {
        return before(doc, extent, true)
            .map(|c| (c, Side::Before))
            .or_else(|| after(doc, extent.end).map(|c| (c, Side::After)));
    }
    let between = quote.content.windows(2).find_map(|pair| match pair {
        [a, b] => after_within(doc, a.end, b.start),
        _ => None,
    });
    let direct = quote.kind == QuoteKind::Direct;
    let leads = before(doc, extent, false);
    let follows = || after(doc, extent.end).map(|c| (c, Side::After));
    let paused = extent.start >= 2 && matches!(doc.tokens.norm(extent.start - 2), "," | ":");
    if let Some(cue) = between {
        return Some((cue, Side::Between));
    }
    if direct && !(paused && leads.is_some()) {
        return follows().or(leads.map(|c| (c, Side::Before)));
    }
    leads.map(|c| (c, Side::Before)).or_else(follows)
}

/// The nearest cue before, in the same sentence and not inside other marks. Strong cues win over weak ones.
fn before<'d>(doc: &'d Document, extent: TokenSpan, indirect: bool) -> Option<&'d Cue> {
    let sentence = doc.sentence(extent.start.saturating_sub(usize::from(!indirect)));
    let cues = doc.cues_in(TokenSpan::new(sentence.start, extent.start));
    let free = |c: &&Cue| usable(c) && !inside_marks(doc, c.tokens.start, sentence);
    let nearest = cues.iter().rev().filter(free).find(|c| indirect || !c.noun);
    let strong = cues.iter().rev().filter(free).find(|c| !c.weak && (indirect || !c.noun));
    match (nearest, strong) {
        // A participle right before the marks governs them: citing its "engagement".
        (Some(near), _) if extent.start - near.tokens.end <= 3 => Some(near),
        (_, Some(strong)) => Some(strong),
        (near, None) => near,
    }
}

/// True if an outermost marked region of the sentence holds token `i`.
pub fn inside_marks(doc: &Document, i: usize, sentence: TokenSpan) -> bool {
    let to = doc.marks.partition_point(|r| r.open < i);
    let near = doc.marks.get(..to).unwrap_or(&[]).iter().rev().take(REACH);
    near.take_while(|r| r.open + 400 > sentence.start).any(|r| r.inner.holds(i) && r.depth == 0)
}

/// The first cue of the clause right after a quotation.
fn after<'d>(doc: &'d Document, end: usize) -> Option<&'d Cue> {
    let block = doc.tokens.get(end.saturating_sub(1)).block;
    let mut limit = end;
    while limit < doc.tokens.len() && limit < end + REACH && doc.tokens.get(limit).block == block {
        limit += 1;
    }
    after_within(doc, end, limit)
}

fn after_within<'d>(doc: &'d Document, end: usize, limit: usize) -> Option<&'d Cue> {
    // The closing mark itself, and a comma, stand first.
    let start = end + usize::from(doc.tokens.get(end).kind == TokenKind::Mark);
    let stop = (start..limit).find(|&k| {
        let token = doc.tokens.get(k);
        let opens = token.kind == TokenKind::Mark && token.space_before;
        opens
            || k > start && matches!(doc.tokens.norm(k), "." | "!" | "?" | ";")
            || k == start && matches!(doc.tokens.norm(k), "." | "!" | "?")
    });
    doc.cues_in(TokenSpan::new(start, stop.unwrap_or(limit))).iter().find(|c| usable(c) && !c.noun && !c.weak)
}
