//! Floor 3: marks and clauses to quotations; no speakers here.

mod cues;
mod echo;
mod indirect;
mod inside;
mod join;
mod marked;
mod merge;
mod nested;
mod own;
pub(crate) mod read;
mod reporting;
mod turns;
mod unspoken;

pub use cues::find_cues;
pub use read::read_attributions;
pub use unspoken::find_works;

use crate::document::{Document, Quote};

/// Finds every quotation: what the model reads, joined with the marks; by rules alone where the build has no model.
pub fn find_quotes(doc: &Document) -> Vec<Quote> {
    let pieces = marked::classify_regions(doc);
    let model = read::has_model();
    let mut quotes = if model { merge::merge(doc, &pieces) } else { join::join_pieces(doc, &pieces) };
    let more = indirect::find_indirect(doc, &quotes, if model { indirect::is_certain } else { |_| true });
    quotes.extend(more);
    let place = |q: &Quote| (q.extent().start, std::cmp::Reverse(q.extent().end));
    quotes.sort_by_key(place);
    nested::add_nouns(doc, &mut quotes);
    quotes.sort_by_key(place);
    inside::add_inner(doc, &mut quotes);
    turns::add_turns(doc, &mut quotes);
    quotes.sort_by_key(place);
    echo::find_echoes(doc, &mut quotes);
    quotes
}
