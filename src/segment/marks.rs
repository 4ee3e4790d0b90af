//! Quotation marks to marked regions: pairing within a paragraph, apostrophes told apart.

use super::singles::pair_singles;
use crate::document::{Document, MarkedRegion, Token, TokenKind, TokenSpan};
use crate::text::{CharExt, MarkShape};

/// Pairs the quotation marks of every block. An opening mark without a partner runs to where the next opens or to the
/// end of its block; a closing mark without a partner is left alone. Linear in the number of marks.
pub fn pair_marks(doc: &Document) -> Vec<MarkedRegion> {
    let mut regions = Vec::new();
    let mut start = 0;
    while start < doc.tokens.len() {
        let block = doc.tokens.get(start).block;
        let mut end = start;
        while end < doc.tokens.len() && doc.tokens.get(end).block == block {
            end += 1;
        }
        pair_block(doc, TokenSpan::new(start, end), &mut regions);
        start = end;
    }
    regions
}

/// A family of marks that pair with one another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// `"` `“` `”` `„`, and doubled single marks.
    Double,
    /// `'` `‘` `’`.
    Single,
    /// `«` `»` `‹` `›` `「` `」`.
    Guillemet,
}

/// What the blanks and signs around a mark let it do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Stands as an opening mark does.
    Opener,
    /// Stands as a closing mark does.
    Closer,
    /// Blanks on both sides or on none.
    Either,
}

/// A mark with what its surroundings allow.
pub struct Mark {
    /// Its token.
    pub token: usize,
    /// What it pairs with.
    pub family: Family,
    /// Its shape.
    pub shape: MarkShape,
    /// How it stands.
    pub side: Side,
}

/// Deeper nesting is noise: it is not followed.
const MAX_DEPTH: usize = 6;

struct Open {
    token: usize,
    family: Family,
    shape: MarkShape,
}

fn pair_block(doc: &Document, block: TokenSpan, regions: &mut Vec<MarkedRegion>) {
    let mut marks: Vec<Mark> = block.range().filter_map(|i| read_mark(doc, i, block)).collect();
    pair_singles(doc, &mut marks);
    let later = closers_after(&marks);
    let first = regions.len();
    let mut stack: Vec<Open> = Vec::new();
    for (mark, &closers) in marks.iter().zip(&later) {
        let same = stack.iter().rposition(|o| o.family == mark.family && can_close(o.shape, mark));
        match (role(mark, same.is_some()), same) {
            (Side::Closer, Some(at)) => close(&mut stack, at, Some(mark.token), mark.token, regions),
            (Side::Closer, None) => {}
            _ => {
                let open = stack.iter().filter(|o| o.family == mark.family).count();
                if let Some(at) = stack.iter().rposition(|o| o.family == mark.family)
                    && closers <= open
                {
                    // The same kind opens again and too few closing marks follow: the writer forgot one.
                    close(&mut stack, at, None, mark.token, regions);
                }
                if stack.len() < MAX_DEPTH {
                    stack.push(Open { token: mark.token, family: mark.family, shape: mark.shape });
                }
            }
        }
    }
    close(&mut stack, 0, None, block.end, regions);
    if let Some(added) = regions.get_mut(first..) {
        added.sort_by_key(|r| r.open);
    }
}

/// Closes the regions of the stack from `at` on; only the one at `at` gets the closing mark.
fn close(stack: &mut Vec<Open>, at: usize, mark: Option<usize>, end: usize, regions: &mut Vec<MarkedRegion>) {
    for (k, open) in stack.split_off(at.min(stack.len())).iter().enumerate() {
        let close = mark.filter(|_| k == 0);
        let inner = TokenSpan::new(open.token + 1, end);
        let single = open.family == Family::Single;
        // A single mark that never closes is an apostrophe.
        if !inner.is_empty() && (close.is_some() || !single) {
            regions.push(MarkedRegion { inner, open: open.token, close, depth: at + k, single });
        }
    }
}

/// What the mark does, given whether a region is open that it could close.
fn role(mark: &Mark, can_close: bool) -> Side {
    match (mark.side, mark.shape) {
        (_, MarkShape::DoubleOpen | MarkShape::SingleOpen | MarkShape::Backtick) if !can_close => Side::Opener,
        (Side::Opener, MarkShape::DoubleClose) if can_close => Side::Closer,
        (Side::Either, _) | (_, MarkShape::GuillemetLeft | MarkShape::GuillemetRight) => {
            if can_close {
                Side::Closer
            } else {
                Side::Opener
            }
        }
        (side, _) => side,
    }
}

/// True if a region opened by `open` may be closed by the mark.
fn can_close(open: MarkShape, mark: &Mark) -> bool {
    use MarkShape as M;
    match (open, mark.shape) {
        (M::GuillemetLeft, M::GuillemetLeft) | (M::GuillemetRight, M::GuillemetRight) => false,
        // “ closes what „ opened, and what “ opened only where it stands as a closing mark.
        (M::DoubleOpen, M::DoubleOpen) => mark.side == Side::Closer,
        (_, M::Backtick | M::SingleOpen) => false,
        _ => true,
    }
}

fn read_mark(doc: &Document, i: usize, block: TokenSpan) -> Option<Mark> {
    let token = doc.tokens.get(i);
    if token.kind != TokenKind::Mark {
        return None;
    }
    let text = doc.source.slice(token.span);
    let mut chars = text.chars();
    let shape = chars.next()?.mark_shape()?;
    let family = match shape {
        MarkShape::DoubleStraight | MarkShape::DoubleOpen | MarkShape::DoubleClose => Family::Double,
        MarkShape::GuillemetLeft | MarkShape::GuillemetRight => Family::Guillemet,
        _ if chars.next().is_some() => Family::Double,
        _ => Family::Single,
    };
    let first = i == block.start;
    let last = i + 1 >= block.end;
    let (previous, next) = (doc.tokens.get(i.wrapping_sub(1)), doc.tokens.get(i + 1));
    let free_before = first || token.space_before || opens_after(doc, previous);
    let free_after = last || next.space_before || closes_before(doc, next);
    let side = match (free_before, free_after) {
        (true, false) => Side::Opener,
        (false, true) => Side::Closer,
        _ if first => Side::Opener,
        _ if last => Side::Closer,
        _ => Side::Either,
    };
    Some(Mark { token: i, family, shape, side })
}

/// True if an opening mark may follow the token without a blank.
fn opens_after(doc: &Document, token: &Token) -> bool {
    token.kind == TokenKind::Dash
        || matches!(doc.source.slice(token.span), "(" | "[" | "{" | "/")
        || (token.kind == TokenKind::Mark && token.space_before)
}

/// True if a closing mark may precede the token without a blank.
fn closes_before(doc: &Document, token: &Token) -> bool {
    let text = doc.source.slice(token.span);
    match token.kind {
        TokenKind::Punct => !matches!(text, "(" | "[" | "{" | "..." | "…"),
        TokenKind::Dash => true,
        _ => false,
    }
}

/// For each mark, how many marks of its family from there on can only close.
fn closers_after(marks: &[Mark]) -> Vec<usize> {
    let mut counts = [0usize; 3];
    let mut after = vec![0; marks.len()];
    for (slot, mark) in after.iter_mut().zip(marks).rev() {
        if let Some(count) = counts.get_mut(mark.family as usize) {
            let certain = mark.side == Side::Closer || mark.shape == MarkShape::DoubleClose;
            *count += usize::from(certain);
            *slot = *count;
        }
    }
    after
}
