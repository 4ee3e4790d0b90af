//! Oddities of the text worth telling the reader.

use crate::document::{BlockKind, Diagnostic, Document, MarkedRegion};
use crate::text::Span;

/// At most so many diagnostics of one kind; a text of nothing but quotation marks would give millions.
const LIMIT: usize = 100;

/// Lists what is odd: no text, another language, quotations that are never closed.
pub fn diagnose(doc: &Document) -> Vec<Diagnostic> {
    let whole = Span::new(0, doc.source.text().len());
    let mut found = Vec::new();
    if doc.tokens.is_empty() {
        found.push(Diagnostic { code: "empty", message: "There is no text to read.", span: whole });
    } else if !matches!(doc.language.detected, "en" | "und") {
        let message = "The text does not seem to be English; it was read as English all the same.";
        found.push(Diagnostic { code: "not-english", message, span: whole });
    }
    let unclosed = doc.marks.iter().filter(|r| r.close.is_none() && !continues(doc, r)).take(LIMIT);
    found.extend(unclosed.map(|r| Diagnostic {
        code: "unclosed-quote",
        message: "A quotation mark opens here and is never closed.",
        span: doc.tokens.get(r.open).span,
    }));
    found
}

/// True if the next paragraph opens again, as printers do in a quotation of several paragraphs.
fn continues(doc: &Document, region: &MarkedRegion) -> bool {
    let next = region.inner.end;
    let at = doc.marks.partition_point(|r| r.open < next);
    doc.marks.get(at).is_some_and(|r| r.open == next) && doc.block_kind(next) == BlockKind::Paragraph
}
