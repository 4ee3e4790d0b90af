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
    let said: Vec<&str> = heading.content.iter().flat_map(|piece| spoken(doc, *piece)).collect();
    let tells = heading.content.iter().flat_map(|c| c.range()).any(|i| !doc.tokens.closed(i).is_function());
    let has = |q: &Quote| {
        let speech = matches!(q.kind, QuoteKind::Direct | QuoteKind::Mixed) && !heads(doc, q);
        speech && q.content.iter().any(|piece| holds(&spoken(doc, *piece).collect::<Vec<_>>(), &said))
    };
    quotes.iter().position(has).filter(|_| said.len() > 1 && tells)
}

fn holds(words: &[&str], said: &[&str]) -> bool {
    words.windows(said.len().max(1)).any(|run| run == said)
}

/// The words of a span, in lower case.
fn spoken<'d>(doc: &'d Document, span: TokenSpan) -> impl Iterator<Item = &'d str> + use<'d> {
    span.range().filter(|&i| doc.tokens.get(i).is_wordlike()).map(|i| doc.tokens.lower(i))
}
