//! Floor 3: marks and clauses to quotations; no speakers here.

mod cues;
mod indirect;
mod join;
mod marked;
mod reporting;

pub use cues::find_cues;

use crate::document::{Document, Quote};

/// Finds every quotation: marked ones with their pieces joined, and reported speech without marks.
pub fn find_quotes(doc: &Document) -> Vec<Quote> {
    let pieces = marked::classify_regions(doc);
    let mut quotes = join::join_pieces(doc, &pieces);
    quotes.extend(indirect::find_indirect(doc, &quotes));
    quotes.sort_by_key(|q| (q.extent().start, std::cmp::Reverse(q.extent().end)));
    quotes
}
