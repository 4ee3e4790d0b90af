//! The text as it was pasted.

use super::Span;

/// The article exactly as it came; no stage ever changes it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t>(&'t str);

impl<'t> Source<'t> {
    /// Wraps a text.
    pub fn new(text: &'t str) -> Self {
        Self(text)
    }

    /// The whole text.
    pub fn text(self) -> &'t str {
        self.0
    }

    /// The text of a span; empty where the span does not lie on character boundaries inside the text.
    pub fn slice(self, span: Span) -> &'t str {
        self.0.get(span.start..span.end).unwrap_or("")
    }

    /// The span without white space and invisible characters at its edges.
    pub fn trim(self, span: Span) -> Span {
        use super::CharExt;
        let text = self.slice(span);
        let blank = |c: char| c.is_space() || c.is_invisible();
        let head = text.trim_start_matches(blank);
        let start = span.start + (text.len() - head.len());
        Span::new(start, start + head.trim_end_matches(blank).len())
    }
}
