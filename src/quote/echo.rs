//! Marked words of headlines that the article quotes.

use crate::document::echo::{HEADINGS, heads, repeated};
use crate::document::{Document, Quote, QuoteKind};

/// They are what they are there.
pub fn find_echoes(doc: &Document, quotes: &mut [Quote]) {
    let headings = quotes.iter().enumerate().filter(|(_, q)| q.kind == QuoteKind::Scare && heads(doc, q));
    let found = headings.take(HEADINGS).filter_map(|(i, q)| Some((i, quotes.get(repeated(doc, quotes, q)?)?.kind)));
    for (i, kind) in found.collect::<Vec<_>>() {
        quotes.get_mut(i).into_iter().for_each(|quote| quote.kind = kind);
    }
}
