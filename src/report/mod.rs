//! Floor 4: what the world sees. The only types that are written out.

mod build;
mod correct;
mod export;

pub use build::report;
pub use correct::{Correction, Corrections, EntityAnchor, NewSpeaker, QuoteAnchor, correct};
pub use export::{ExportError, Format, JsonWriter, export, export_with};

use serde::Serialize;

/// The name and version of the report format.
pub const SCHEMA: &str = "whosaid/1";

/// What one article says: who said what, and about whom it speaks.
///
/// Every `start` and `end` counts in the unit named by `offsets`, half open.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// `"whosaid/1"`.
    pub schema: &'static str,
    /// The unit of all positions: `"utf16"`, `"chars"` or `"bytes"`.
    pub offsets: &'static str,
    /// What language the text seems to be in and what it was read as.
    pub language: Language,
    /// The parts of the page; every non-blank line is in exactly one.
    pub blocks: Vec<Block>,
    /// Who and what the text speaks about.
    pub entities: Vec<Entity>,
    /// The quotations, in text order.
    pub quotes: Vec<Quote>,
    /// What was corrected by hand, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Oddities.
    pub diagnostics: Vec<Diagnostic>,
}

/// The language of a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Language {
    /// BCP 47 tag of what the text seems to be, `und` where nothing tells.
    pub detected: &'static str,
    /// BCP 47 tag of what it was read as.
    pub read_as: &'static str,
}

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First position.
    pub start: usize,
    /// One past the last position.
    pub end: usize,
    /// The text between them.
    pub text: String,
}

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// `headline`, `byline`, `dateline`, `subhead`, `paragraph`, `caption`, `link`, `comment_header`, `comment_meta` or `comment`.
    pub kind: &'static str,
    /// First position.
    pub start: usize,
    /// One past the last position.
    pub end: usize,
    /// The text between them.
    pub text: String,
}

/// Somebody or something the text speaks about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entity {
    /// `e1`, `e2`, … in order of first mention.
    pub id: String,
    /// PERSON, ORG, GPE, LOC, FACILITY, NORP, EVENT, WORK, PRODUCT, TITLE, DATE, TIME, MONEY, PERCENT or NUMBER.
    #[serde(rename = "type")]
    pub etype: &'static str,
    /// The best name the text gives.
    pub name: String,
    /// What it is as a source: `named`, `unnamed`, `institution` or `collective`; absent for what cannot speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_type: Option<&'static str>,
    /// Titles and roles the text gives.
    pub roles: Vec<String>,
    /// What a date, time, amount or number is worth, where that is certain: ISO 8601, ISO 4217 and amount, number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Every place that mentions it, in text order.
    pub mentions: Vec<Mention>,
    /// True if a correction made or merged it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

/// One place that mentions an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// First position.
    pub start: usize,
    /// One past the last position.
    pub end: usize,
    /// The text between them.
    pub text: String,
    /// `name`, `alias`, `nominal` or `pronoun`.
    pub kind: &'static str,
    /// The entity this mention stands for, where a capital stands for its government.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metonym_of: Option<String>,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// `q1`, `q2`, … in text order.
    pub id: String,
    /// `direct`, `mixed`, `indirect`, or of what nobody spoke `scare`, `title`, `lyric`, `placard`, `thought`.
    pub kind: &'static str,
    /// The words said, without the marks; several where the writer interrupts.
    pub content: Vec<Span>,
    /// The whole reported clause where it is more than the content: with the unmarked words and "that"; else empty.
    pub clause: Vec<Span>,
    /// The words that introduce it.
    pub cue: Option<Span>,
    /// The mention of the speaker in the text; null where unknown.
    pub speaker: Option<Span>,
    /// All words that name the speaker, with titles and appositions; null where that is no more than `speaker`.
    pub source: Option<Span>,
    /// The id of the entity that the speaker is; null where unknown.
    pub speaker_entity: Option<String>,
    /// Whom it was said to.
    pub addressee: Option<Span>,
    /// How sure the attribution is, from 0 to 1, to two decimals.
    #[serde(serialize_with = "shortest")]
    pub confidence: f64,
    /// The name of what decided it.
    pub rule: &'static str,
    /// Places in the text that the decision rests on.
    pub evidence: Vec<Span>,
    /// True if its speaker was corrected by hand.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
}

impl Quote {
    /// True for words that somebody said.
    pub fn is_speech(&self) -> bool {
        matches!(self.kind, "direct" | "mixed" | "indirect")
    }
}

/// An oddity of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// A stable name: `unclosed-quote`, `not-english`, …
    pub code: &'static str,
    /// One sentence.
    pub message: &'static str,
    /// First position.
    pub start: usize,
    /// One past the last position.
    pub end: usize,
}

/// Whole numbers without a fraction, as JavaScript writes them, so that every face writes the same bytes.
fn shortest<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.fract() == 0.0 { serializer.serialize_u32(*value as u32) } else { serializer.serialize_f64(*value) }
}
