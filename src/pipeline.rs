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
    doc.language = segment::detect_language(&doc);
    doc.blocks = segment::split_blocks(&doc);
    doc.tokens = segment::tokenize(&doc);
    doc.words = segment::read_words(&doc);
    doc.marks = segment::pair_marks(&doc);
    doc.sentences = segment::split_sentences(&doc);
    doc.turns = segment::find_turns(&doc);
    doc.syntax = syntax::analyze_syntax(&doc);
    doc.mentions = entity::find_mentions(&doc);
    doc.readings = quote::read_attributions(&doc);
    doc.mentions = entity::add_speakers(&doc);
    doc.values = entity::find_values(&doc);
    doc.cues = quote::find_cues(&doc);
    doc.quotes = quote::find_quotes(&doc);
    doc.attributions = attribution::attribute(&doc);
    doc.entities = coref::resolve_coreference(&doc);
    doc.diagnostics = segment::diagnose(&doc);
    doc
}
