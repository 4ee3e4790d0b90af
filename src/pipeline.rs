//! Floor 5: the order of the stages.

use crate::document::{Document, Earlier};
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

/// Reads `text` as far as the step `stage` finds it: a stage learns from what the stages before it write, and from no more.
#[cfg(feature = "train")]
pub(crate) fn annotate_before<'t>(text: &'t str, stage: &str) -> Document<'t> {
    let mut doc = Document::new(text);
    STAGES.iter().take_while(|(name, _)| *name != stage).for_each(|(_, run)| run(&mut doc));
    doc
}

/// Texts up to so many bytes are remembered: what is kept of one takes some eighty times its length.
const REMEMBERED: usize = 256 << 10;

/// Reads the versions of one text, as somebody writes it: what changed is read again, and what only stands elsewhere is not.
/// Every report is that of [`analyze`], byte for byte.
#[derive(Debug, Default)]
pub struct Reader(Option<Earlier>);

impl Reader {
    /// Reads `text` and reports who said what; keeps what the next reading can use, in place of what it kept before.
    pub fn analyze(&mut self, text: &str, options: &Options) -> Report {
        let mut doc = Document::new(text);
        doc.remember = text.len() <= REMEMBERED;
        doc.earlier = self.0.as_ref();
        STAGES.iter().for_each(|(_, run)| run(&mut doc));
        let report = report(&doc, options.offsets);
        let version = doc.common.is_some();
        let now = doc.remember.then(|| Earlier::of(doc));
        let before = std::mem::replace(&mut self.0, now);
        if let (Some(now), Some(before)) = (&mut self.0, before.filter(|_| version)) {
            now.links.answers.keep(before.links.answers);
        }
        report
    }
}

/// A step of the reading: its name and what it adds to the document.
pub type Stage = (&'static str, fn(&mut Document<'_>));

/// The steps in their order; each needs what those before it wrote.
pub const STAGES: [Stage; 19] = [
    ("language", |doc| (doc.language, doc.script) = segment::detect_language(doc)),
    ("blocks", |doc| (doc.blocks, doc.lines, doc.common) = segment::split_blocks(doc)),
    ("tokens", |doc| doc.tokens = segment::tokenize(doc)),
    ("marks", |doc| doc.marks = segment::pair_marks(doc)),
    ("words", |doc| {
        doc.words = segment::read_words(doc);
        doc.common = doc.earlier.map_or(doc.common, |earlier| earlier.still_common(doc));
    }),
    ("sentences", |doc| {
        doc.cut(segment::split_sentences(doc));
        doc.known = doc.earlier.map_or(Vec::new(), |earlier| earlier.sentences_of(doc));
    }),
    ("turns", |doc| doc.turns = segment::find_turns(doc)),
    ("syntax", |doc| doc.syntax = syntax::analyze_syntax(doc)),
    ("names", |doc| {
        (doc.names, doc.name_look) = entity::recognize_names(doc);
        if !doc.remember {
            // Nobody else asks for it, and of a long text it is much.
            doc.syntax.names = Default::default();
        }
    }),
    ("works", |doc| doc.works = quote::find_works(doc)),
    ("mentions", |doc| doc.mentions = entity::find_mentions(doc)),
    ("readings", |doc| (doc.readings, doc.roles) = quote::read_attributions(doc)),
    ("speakers", |doc| {
        let all = entity::add_speakers(doc);
        doc.found = std::mem::replace(&mut doc.mentions, all);
    }),
    ("values", |doc| doc.values = entity::find_values(doc)),
    ("cues", |doc| doc.hear(quote::find_cues(doc))),
    ("quotes", |doc| doc.quotes = quote::find_quotes(doc)),
    ("attributions", |doc| doc.attributions = attribution::attribute(doc)),
    ("entities", |doc| (doc.entities, doc.links) = coref::group_mentions(doc)),
    ("diagnostics", |doc| doc.diagnostics = segment::diagnose(doc)),
];
