//! Single quotation marks told from apostrophes.

use super::marks::{Family, Mark, Side};
use crate::document::{Document, TokenKind};
use crate::text::MarkShape;

/// An opening single mark looks at most so many marks ahead for its partner.
const REACH: usize = 24;

/// Keeps the single marks that pair with one another and drops the apostrophes.
pub fn pair_singles(doc: &Document, marks: &mut Vec<Mark>) {
    let singles: Vec<usize> =
        (0..marks.len()).filter(|&i| marks.get(i).is_some_and(|m| m.family == Family::Single)).collect();
    let mut keep = vec![None; marks.len()];
    let mut at = 0;
    while let Some(&open) = singles.get(at) {
        at += 1;
        let Some(mark) = marks.get(open) else { break };
        if mark.side != Side::Opener
            || mark.shape == MarkShape::SingleClose && doc.tokens.get(mark.token + 1).kind != TokenKind::Word
        {
            continue;
        }
        let rest = singles.get(at..).unwrap_or(&[]);
        if let Some(steps) = closer(doc, marks, rest) {
            let close = rest.get(steps).copied().unwrap_or(open);
            for (i, side) in [(open, Side::Opener), (close, Side::Closer)] {
                if let Some(slot) = keep.get_mut(i) {
                    *slot = Some(side);
                }
            }
            at += steps + 1;
        }
    }
    let mut sides = keep.into_iter();
    marks.retain_mut(|mark| {
        let side = sides.next().flatten();
        mark.side = side.unwrap_or(mark.side);
        mark.family != Family::Single || side.is_some()
    });
}

/// The first mark that closes for certain, else the first that may also be the apostrophe of a plural possessive.
fn closer(doc: &Document, marks: &[Mark], singles: &[usize]) -> Option<usize> {
    let mut possessive = None;
    for (n, mark) in singles.iter().take(REACH).enumerate().filter_map(|(n, &i)| Some((n, marks.get(i)?))) {
        match mark.side {
            Side::Opener => break,
            Side::Either => continue,
            Side::Closer => {}
        }
        let before = mark.token.wrapping_sub(1);
        let plural = doc.tokens.get(before).kind == TokenKind::Word && doc.tokens.lower(before).ends_with('s');
        let goes_on = doc.tokens.get(mark.token + 1).kind == TokenKind::Word;
        if plural && goes_on {
            possessive = possessive.or(Some(n));
        } else {
            return Some(n);
        }
    }
    possessive
}
