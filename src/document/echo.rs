//! Words of a headline that the article quotes.

use super::{BlockKind, Document, Quote, QuoteKind, TokenSpan};

/// So many quotations of headlines are looked for in the article at most.
pub const HEADINGS: usize = 8;

/// True if a quotation stands in a headline or a heading.
pub fn heads(doc: &Document, quote: &Quote) -> bool {
    matches!(doc.block_kind(quote.extent().start), BlockKind::Headline | BlockKind::Subhead)
}

/// The first marked quotation of the text itself that has all the words of one in a headline, side by side. One word is not
/// enough, nor are words of grammar alone.
pub fn repeated(doc: &Document, quotes: &[Quote], heading: &Quote) -> Option<usize> {
    let form = |i: usize| doc.words.get(i).map_or(0, |word| word.lower);
    let worded = |i: &usize| doc.tokens.get(*i).is_wordlike();
    let said: Vec<u32> = heading.content.iter().flat_map(|c| c.range()).filter(worded).map(form).collect();
    let first = *said.first().filter(|_| said.len() > 1)?;
    let tells = heading.content.iter().flat_map(|c| c.range()).any(|i| !doc.tokens.closed(i).is_function());
    let from = |i: usize, end: usize| (i..end).filter(worded).map(form).take(said.len()).eq(said.iter().copied());
    let holds = |piece: &TokenSpan| piece.range().any(|i| form(i) == first && from(i, piece.end));
    let speech = |q: &Quote| matches!(q.kind, QuoteKind::Direct | QuoteKind::Mixed) && !heads(doc, q);
    quotes.iter().position(|q| speech(q) && q.content.iter().any(holds)).filter(|_| tells)
}
