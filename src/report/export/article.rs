//! The text beside its report, each place of the report found in the text.

use super::ExportError;
use crate::report::{Entity, Quote, Report, Span};
use crate::text::{OffsetMap, OffsetUnit, Span as Bytes};
use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete};

/// The least number of characters before and after a quotation that tell where it stands.
const CONTEXT: usize = 32;

/// A report that was checked against its text.
pub(super) struct Article<'a> {
    pub text: &'a str,
    pub report: &'a Report,
    unit: OffsetMap<'a>,
    chars: OffsetMap<'a>,
}

impl<'a> Article<'a> {
    /// # Errors
    /// A place of the report is not in the text, or other words stand there.
    pub fn new(text: &'a str, report: &'a Report) -> Result<Self, ExportError> {
        let unit = OffsetUnit::named(report.offsets)
            .ok_or_else(|| ExportError { what: format!("no unit of positions is called {:?}", report.offsets) })?;
        let article =
            Self { text, report, unit: OffsetMap::new(text, unit), chars: OffsetMap::new(text, OffsetUnit::Chars) };
        article.check()?;
        Ok(article)
    }

    fn check(&self) -> Result<(), ExportError> {
        let quotes = self.report.quotes.iter().flat_map(|q| {
            let others = [&q.cue, &q.speaker, &q.addressee].into_iter().flatten();
            q.content.iter().chain(others).chain(&q.evidence).map(|s| (s.start, s.end, s.text.as_str()))
        });
        let mentions = self.report.entities.iter().flat_map(|e| &e.mentions).map(|m| (m.start, m.end, m.text.as_str()));
        let blocks = self.report.blocks.iter().map(|b| (b.start, b.end, b.text.as_str()));
        for (start, end, words) in quotes.chain(mentions).chain(blocks) {
            let bytes = self.place(start, end);
            if bytes.and_then(|b| self.text.get(b.start..b.end)) != Some(words) {
                let what = format!("the report is not about this text: at {start} to {end} it has other words");
                return Err(ExportError { what });
            }
        }
        Ok(())
    }

    fn place(&self, start: usize, end: usize) -> Option<Bytes> {
        Some(Bytes::new(self.unit.byte(start)?, self.unit.byte(end)?))
    }

    /// The bytes of a place of the report, which `new` has checked.
    pub fn bytes(&self, start: usize, end: usize) -> Bytes {
        self.place(start, end).unwrap_or_default()
    }

    /// A place in code points.
    pub fn chars(&self, place: Bytes) -> (usize, usize) {
        (self.chars.convert(place.start), self.chars.convert(place.end))
    }

    /// What stands before and after a place: at least 32 characters where the text has them, no grapheme cut.
    pub fn context(&self, place: Bytes) -> (&'a str, &'a str) {
        let before = self.text.get(..place.start).unwrap_or("");
        let after = self.text.get(place.end..).unwrap_or("");
        let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
        let to = after.char_indices().nth(CONTEXT).map_or(self.text.len(), |(i, _)| place.end + i);
        let prefix = self.text.get(grapheme_start(self.text, from)..place.start);
        let suffix = self.text.get(place.end..grapheme_end(self.text, to));
        (prefix.unwrap_or(before), suffix.unwrap_or(after))
    }

    /// The entity of this id.
    pub fn entity(&self, id: &str) -> Option<&'a Entity> {
        self.report.entities.get(self.entity_index(id)?)
    }

    /// Where the entity of this id stands. Reports number entities in order; others are searched.
    pub fn entity_index(&self, id: &str) -> Option<usize> {
        let number = |id: &str| id.get(1..).and_then(|n| n.parse::<usize>().ok());
        let entities = &self.report.entities;
        let at = entities.partition_point(|e| number(&e.id) < number(id));
        let is_it = |e: &Entity| e.id == id;
        if entities.get(at).is_some_and(is_it) { Some(at) } else { entities.iter().position(is_it) }
    }

    /// Who said it: the entity it resolves to.
    pub fn speaker(&self, quote: &Quote) -> Option<&'a Entity> {
        quote.speaker_entity.as_deref().and_then(|id| self.entity(id))
    }

    /// The name of who said it: the entity's, or the words that stand in the text.
    pub fn speaker_name<'q>(&self, quote: &'q Quote) -> Option<&'q str>
    where
        'a: 'q,
    {
        self.speaker(quote).map(|e| e.name.as_str()).or_else(|| quote.speaker.as_ref().map(|s| s.text.as_str()))
    }

    /// The name of whom a mention or an addressee stands for.
    pub fn entity_at(&self, span: &Span) -> Option<&'a Entity> {
        let here = |e: &&Entity| e.mentions.iter().any(|m| m.start == span.start && m.end == span.end);
        self.report.entities.iter().find(here)
    }
}

/// The word for a confidence.
pub(super) fn certainty(confidence: f64) -> &'static str {
    if confidence >= 0.9 {
        "sure"
    } else if confidence >= 0.6 {
        "likely"
    } else {
        "unclear"
    }
}

/// The pieces of a quotation, an ellipsis between them where the writer interrupts.
pub(super) fn words(quote: &Quote) -> String {
    quote.content.iter().map(|piece| piece.text.trim()).collect::<Vec<_>>().join(" … ")
}

fn grapheme_start(text: &str, at: usize) -> usize {
    boundary(text, at, |cursor| cursor.prev_boundary(text, 0)).unwrap_or(at)
}

fn grapheme_end(text: &str, at: usize) -> usize {
    boundary(text, at, |cursor| cursor.next_boundary(text, 0)).unwrap_or(at)
}

fn boundary(
    text: &str,
    at: usize,
    step: impl Fn(&mut GraphemeCursor) -> Result<Option<usize>, GraphemeIncomplete>,
) -> Option<usize> {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0) == Ok(true) {
        return Some(at);
    }
    step(&mut cursor).ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::SCHEMA;

    fn about(start: usize, end: usize, words: &str) -> Report {
        let block = crate::report::Block { kind: "paragraph", start, end, text: words.to_owned() };
        let language = crate::report::Language { detected: "en", read_as: "en" };
        Report {
            schema: SCHEMA,
            offsets: "utf16",
            language,
            blocks: vec![block],
            entities: vec![],
            quotes: vec![],
            corrections: vec![],
            diagnostics: vec![],
        }
    }

    #[test]
    fn context_is_long_enough_and_cuts_no_grapheme() {
        let flag = "🏳\u{FE0F}\u{200D}🌈";
        let text = format!("{}{flag}{}x{}e\u{301}{}", "a".repeat(9), "b".repeat(30), "c".repeat(31), "d".repeat(9));
        let report = about(0, 0, "");
        let article = Article::new(&text, &report).unwrap();
        let at = text.find('x').unwrap();
        let (prefix, suffix) = article.context(Bytes::new(at, at + 1));
        assert_eq!(prefix, format!("{flag}{}", "b".repeat(30)));
        assert_eq!(suffix, format!("{}e\u{301}", "c".repeat(31)));
        assert_eq!(article.context(Bytes::new(0, text.len())), ("", ""));
    }

    #[test]
    fn a_report_about_another_text_is_refused() {
        let text = "🌷 yes and no";
        assert!(Article::new(text, &about(3, 6, "yes")).is_ok());
        for (start, end, words) in [(3, 6, "yeS"), (1, 6, "yes"), (3, 99, "yes"), (6, 3, "yes"), (2, 5, "yes")] {
            let error = Article::new(text, &about(start, end, words)).err().unwrap();
            assert!(error.to_string().starts_with("the report is not about this text"));
        }
    }
}
