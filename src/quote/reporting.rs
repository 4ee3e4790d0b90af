//! Reporting clauses: which cue stands around a stretch of text.

use crate::document::{Cue, Document, TokenKind, TokenSpan};

/// A reporting clause is at most so many tokens long between the quotation and its cue.
const REACH: usize = 24;

/// The tokens of the block from `i` to its end, at most `REACH`.
fn ahead(doc: &Document, i: usize) -> TokenSpan {
    let block = doc.tokens.get(i.min(doc.tokens.len().saturating_sub(1))).block;
    let mut end = i;
    while end < doc.tokens.len() && end < i + REACH && doc.tokens.get(end).block == block {
        end += 1;
    }
    TokenSpan::new(i, end)
}

/// The cue of a reporting clause right after a quotation: `," X said`, `," said X`. `after` is the token behind the mark.
pub fn cue_after<'d>(doc: &'d Document, after: usize, block: usize) -> Option<&'d Cue> {
    if doc.tokens.get(after).block != block {
        return None;
    }
    let span = ahead(doc, after);
    let stop = span.range().find(|&k| ends_clause(doc, k, after)).unwrap_or(span.end);
    doc.cues_in(TokenSpan::new(after, stop)).iter().find(|c| !c.noun && (c.frames.direct || c.frames.clause))
}

fn ends_clause(doc: &Document, k: usize, after: usize) -> bool {
    let text = doc.tokens.norm(k);
    let token = doc.tokens.get(k);
    token.kind == TokenKind::Mark && (token.space_before || k == after) && text != "'"
        || matches!(text, "." | "!" | "?" | ";" | ":") && k > after
}

/// The last cue of a clause right before a quotation, in the same sentence.
pub fn cue_before<'d>(doc: &'d Document, open: usize) -> Option<&'d Cue> {
    let sentence = doc.sentence(open);
    let outside = |c: &&Cue| !c.noun && !inside_marks(doc, c.tokens.start);
    let cues = doc.cues_in(TokenSpan::new(sentence.start, open));
    let strong = cues.iter().rev().filter(outside).find(|c| !c.weak);
    strong.or_else(|| cues.iter().rev().find(outside))
}

/// True if an outermost marked region holds token `i`.
pub fn inside_marks(doc: &Document, i: usize) -> bool {
    let to = doc.marks.partition_point(|r| r.open < i);
    doc.marks.get(..to).unwrap_or(&[]).iter().rev().take(REACH).any(|r| r.depth == 0 && r.inner.holds(i))
}

/// Number of words in a range.
pub fn words(doc: &Document, span: TokenSpan) -> usize {
    span.range().filter(|&i| doc.tokens.get(i).is_wordlike()).count()
}

/// True if a verbal cue starts at token `i`.
pub fn cue_starts_at(doc: &Document, i: usize) -> bool {
    doc.cues.get(doc.cues.partition_point(|c| c.tokens.start < i)).is_some_and(|c| c.tokens.start == i && !c.noun)
}

/// True if a cue ends right before token `i`.
pub fn cue_ends_at(doc: &Document, i: usize) -> bool {
    let next = doc.cues.partition_point(|c| c.tokens.end <= i);
    next.checked_sub(1).and_then(|k| doc.cues.get(k)).is_some_and(|c| c.tokens.end == i)
}
