//! The annotated text as a whole.

use super::{
    Attribution, Block, BlockKind, Cue, Entity, MarkedRegion, Mention, Quote, Sentence, Syntax, TokenSpan, Tokens,
};
use crate::text::{Source, Span};

/// An article and everything the stages found in it. Each field is written by one stage.
#[derive(Debug)]
pub struct Document<'t> {
    /// The text as pasted.
    pub source: Source<'t>,
    /// What language it seems to be in.
    pub language: Language,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its tokens, in order.
    pub tokens: Tokens,
    /// Stretches between quotation marks, by opening mark.
    pub marks: Vec<MarkedRegion>,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Parts of speech and dependencies.
    pub syntax: Syntax,
    /// Mentions, by place, longest first at the same place.
    pub mentions: Vec<Mention>,
    /// What mentions of dates, amounts and numbers are worth: position in `mentions` and value, in order.
    pub values: Vec<(usize, String)>,
    /// Words that introduce speech, in order.
    pub cues: Vec<Cue>,
    /// Quotations, in order.
    pub quotes: Vec<Quote>,
    /// Who said them; one entry a quote at most.
    pub attributions: Vec<Attribution>,
    /// Whom the mentions are about.
    pub entities: Vec<Entity>,
    /// Oddities met on the way.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'t> Document<'t> {
    /// A document in which nothing was read yet.
    pub fn new(text: &'t str) -> Self {
        Self {
            source: Source::new(text),
            language: Language::default(),
            blocks: Vec::new(),
            tokens: Tokens::default(),
            marks: Vec::new(),
            sentences: Vec::new(),
            syntax: Syntax::default(),
            mentions: Vec::new(),
            values: Vec::new(),
            cues: Vec::new(),
            quotes: Vec::new(),
            attributions: Vec::new(),
            entities: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The bytes from the first to the last token of a range; empty for an empty range.
    pub fn bytes(&self, tokens: TokenSpan) -> Span {
        let start = self.tokens.get(tokens.start).span.start;
        if tokens.is_empty() {
            Span::new(start, start)
        } else {
            Span::new(start, self.tokens.get(tokens.last()).span.end)
        }
    }

    /// The source text of a token range.
    pub fn text(&self, tokens: TokenSpan) -> &'t str {
        self.source.slice(self.bytes(tokens))
    }

    /// The kind of the block that holds token `i`.
    pub fn block_kind(&self, i: usize) -> BlockKind {
        self.blocks.get(self.tokens.get(i).block).map_or(BlockKind::Paragraph, |b| b.kind)
    }

    /// The cues that lie wholly inside a token range, by binary search.
    pub fn cues_in(&self, span: TokenSpan) -> &[Cue] {
        let from = self.cues.partition_point(|c| c.tokens.start < span.start);
        let to = self.cues.partition_point(|c| c.tokens.end <= span.end);
        self.cues.get(from..to.max(from)).unwrap_or(&[])
    }

    /// The position of the sentence that holds token `i`.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= i)
    }

    /// The tokens of the sentence that holds token `i`.
    pub fn sentence(&self, i: usize) -> TokenSpan {
        self.sentences.get(self.sentence_of(i)).map_or(TokenSpan::new(i, i + 1), |s| s.tokens)
    }
}

/// The language of a text, as BCP 47 tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// What it seems to be; `und` where nothing tells.
    pub detected: &'static str,
    /// What it was read as.
    pub read_as: &'static str,
}

impl Default for Language {
    fn default() -> Self {
        Self { detected: "und", read_as: "en" }
    }
}

/// An oddity of the text that the reader may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name, in kebab case.
    pub code: &'static str,
    /// One sentence for people.
    pub message: &'static str,
    /// Where.
    pub span: Span,
}
