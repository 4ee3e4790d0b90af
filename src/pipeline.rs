//! Floor 5: the order of the stages.

use crate::document::Document;
use crate::report::{Report, report};
use crate::text::OffsetUnit;
use crate::{attribution, coref, entity, quote, segment, syntax};

/// The longest text that the faces accept, in bytes.
pub const MAX_TEXT_BYTES: usize = 32 << 20;

/// How to read and what to report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The unit of the report's positions.
    pub offsets: OffsetUnit,
}

/// Reads `text` and reports who said what. Never fails; the same text gives the same report.
pub fn analyze(text: &str, options: &Options) -> Report {
    report(&annotate(text), options.offsets)
}

/// Reads `text` into an annotated document.
pub fn annotate(text: &str) -> Document<'_> {
    let mut doc = Document::new(text);
    STAGES.iter().for_each(|(_, run)| run(&mut doc));
    doc
}

/// A step of the reading: its name and what it adds to the document.
pub type Stage = (&'static str, fn(&mut Document<'_>));

/// The steps in their order; each needs what those before it wrote.
pub const STAGES: [Stage; 17] = [
    ("language", |doc| doc.language = segment::detect_language(doc)),
    ("blocks", |doc| doc.blocks = segment::split_blocks(doc)),
    ("tokens", |doc| doc.tokens = segment::tokenize(doc)),
    ("words", |doc| doc.words = segment::read_words(doc)),
    ("marks", |doc| doc.marks = segment::pair_marks(doc)),
    ("sentences", |doc| doc.sentences = segment::split_sentences(doc)),
    ("turns", |doc| doc.turns = segment::find_turns(doc)),
    ("syntax", |doc| doc.syntax = syntax::analyze_syntax(doc)),
    ("mentions", |doc| doc.mentions = entity::find_mentions(doc)),
    ("readings", |doc| doc.readings = quote::read_attributions(doc)),
    ("speakers", |doc| doc.mentions = entity::add_speakers(doc)),
    ("values", |doc| doc.values = entity::find_values(doc)),
    ("cues", |doc| doc.cues = quote::find_cues(doc)),
    ("quotes", |doc| doc.quotes = quote::find_quotes(doc)),
    ("attributions", |doc| doc.attributions = attribution::attribute(doc)),
    ("entities", |doc| doc.entities = coref::resolve_coreference(doc)),
    ("diagnostics", |doc| doc.diagnostics = segment::diagnose(doc)),
];
