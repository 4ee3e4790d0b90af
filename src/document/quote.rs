//! Quotations, what introduces them, and who said them.

use super::TokenSpan;
use crate::lexicon::{CueClass, Frames, SpeakerSide};
use crate::text::Span;
use tinyvec::TinyVec;

/// The pieces of what is said, in text order: nearly always one.
pub type Pieces = TinyVec<[TokenSpan; 1]>;

/// What kind of quotation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// A whole clause in marks.
    Direct,
    /// A marked fragment inside reported speech.
    Mixed,
    /// Reported speech without marks.
    Indirect,
    /// Marks that attribute nothing: so-called "friends".
    Scare,
    /// A name or title in marks.
    Title,
    /// Words of a song.
    Lyric,
    /// Words on a sign, banner or shirt.
    Placard,
    /// What somebody thought.
    Thought,
}

impl QuoteKind {
    /// The kind's name in a report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
            Self::Scare => "scare",
            Self::Title => "title",
            Self::Lyric => "lyric",
            Self::Placard => "placard",
            Self::Thought => "thought",
        }
    }

    /// True for what somebody said: not scare quotes, titles, and words that were written, sung or thought.
    pub fn is_speech(self) -> bool {
        matches!(self, Self::Direct | Self::Mixed | Self::Indirect)
    }

    /// True for words of somebody's that were not spoken to anybody.
    pub fn is_set_apart(self) -> bool {
        matches!(self, Self::Lyric | Self::Placard | Self::Thought)
    }
}

/// A stretch between an opening and a closing quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkedRegion {
    /// The tokens between the marks.
    pub inner: TokenSpan,
    /// The token that opens it.
    pub open: usize,
    /// The token that closes it; none if the paragraph ended first.
    pub close: Option<usize>,
    /// How many other regions it lies in.
    pub depth: usize,
    /// True for single marks.
    pub single: bool,
}

/// What one speaker of a transcript says at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who speaks, before the colon.
    pub label: TokenSpan,
    /// What is said, to the end of the block.
    pub words: TokenSpan,
}

/// One quotation, of one or several pieces.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// What kind it is.
    pub kind: QuoteKind,
    /// The words said, without the marks, piece by piece in text order.
    pub content: Pieces,
    /// The whole reported clause, piece by piece, where it is more than the content: the unmarked words around marked ones,
    /// "that"; empty for direct speech.
    pub clause: Pieces,
    /// The reading it comes from (position in `Document::readings`).
    pub reading: Option<usize>,
}

impl Quote {
    /// Of words that no reading holds.
    pub fn new(kind: QuoteKind, content: impl Into<Pieces>) -> Self {
        Self { kind, content: content.into(), clause: Pieces::new(), reading: None }
    }

    /// From the first token of the first piece to the last token of the last.
    pub fn extent(&self) -> TokenSpan {
        let start = self.content.first().map_or(0, |p| p.start);
        TokenSpan::new(start, self.content.last().map_or(start, |p| p.end))
    }
}

/// Words that introduce speech: "said", "told", "according to", "announcement".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cue {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its class in the lexicon.
    pub class: CueClass,
    /// What it takes.
    pub frames: Frames,
    /// Where its speaker stands.
    pub speaker: SpeakerSide,
    /// True if it needs more evidence: participles, ambiguous phrases.
    pub weak: bool,
    /// True for a noun: "announcement that".
    pub noun: bool,
}

/// A quotation around another one is among so many that begin before it.
const AROUND: usize = 4;

/// The words of marked speech that hold a span and are more than it, in one of the last of the quotations that begin before it.
pub fn speech_around(before: &[Quote], span: TokenSpan) -> Option<TokenSpan> {
    let speech = before.iter().rev().take(AROUND).filter(|q| matches!(q.kind, QuoteKind::Direct | QuoteKind::Mixed));
    speech.flat_map(|q| &q.content).find(|c| c.contains(span) && **c != span).copied()
}

/// Who said a quote, and why we think so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribution {
    /// The quote's position in `Document::quotes`.
    pub quote: usize,
    /// The words that introduce it.
    pub cue: Option<TokenSpan>,
    /// The mention of the speaker (position in `Document::mentions`).
    pub speaker: Option<usize>,
    /// All words that name the speaker, with titles and appositions.
    pub source: Option<TokenSpan>,
    /// The mention of whom it was said to.
    pub addressee: Option<usize>,
    /// How sure, from 0 to 1.
    pub confidence: f32,
    /// The name of the rule or model that decided.
    pub rule: &'static str,
    /// Places in the text that the decision rests on.
    pub evidence: Vec<Span>,
}

/// Who said what, as a model reads it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The words that name the speaker.
    pub speaker: Option<TokenSpan>,
    /// The words that introduce it.
    pub cue: Option<TokenSpan>,
    /// What is said, piece by piece, with the marks and the words that belong to the reported clause.
    pub content: Pieces,
    /// How sure it is, speaker and all, from 0 to 1.
    pub confidence: f32,
}
