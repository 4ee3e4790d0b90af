//! Quotations inside quotations: "He told me, 'We are done,' and left," said X.

use super::marked::{ends_inside, names_something, so_called};
use super::reporting::words;
use crate::document::{Cue, Document, MarkedRegion, Quote, QuoteKind, TokenSpan, speech_around};

/// A clause that says who speaks ends so few tokens before the marks: "told us, '…'".
const OBJECT: usize = 4;
/// It has its verb within so many tokens after them.
const REACH: usize = 8;
/// So few words are a clause only if they end like one.
const SHORT: usize = 3;

/// Adds what the speakers of quotations in order quote, where a clause of the same sentence says who speaks.
pub fn add_inner(doc: &Document, quotes: &mut Vec<Quote>) {
    let regions = doc.marks.iter().filter(|r| r.depth == 1 && r.close.is_some());
    let more: Vec<Quote> = regions.filter_map(|region| inner(doc, region, quotes)).collect();
    quotes.extend(more);
}

fn inner(doc: &Document, region: &MarkedRegion, quotes: &[Quote]) -> Option<Quote> {
    let to = quotes.partition_point(|q| q.extent().start < region.inner.start);
    let around = speech_around(quotes.get(..to)?, region.inner)?;
    let says = |c: &&Cue| !c.noun && !c.weak && c.frames.direct;
    let start = doc.sentence(region.open.checked_sub(1)?).start.max(around.start);
    let told = doc.cues_in(TokenSpan::new(start, region.open)).iter().rev().find(says);
    let near = told.is_some_and(|c| region.open - c.tokens.end <= OBJECT);
    let after = region.close? + 1;
    let follows = || doc.cues_in(TokenSpan::new(after, (after + REACH).min(around.end))).first();
    let clause = ends_inside(doc, region.inner);
    let spoken =
        if clause { near || follows().as_ref().is_some_and(says) } else { near && words(doc, region.inner) > SHORT };
    if so_called(doc, region.open) || names_something(doc, region) && !clause || !spoken {
        return None;
    }
    let kind = if clause { QuoteKind::Direct } else { QuoteKind::Mixed };
    Some(Quote::new(kind, [region.inner]))
}
