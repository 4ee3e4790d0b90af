//! Where a sentence ends within a block: learned, with what the rules say as one clue among others. Text of the web has many
//! ends without a stop: greetings, signatures, lists, lines that were run together.

use crate::document::{Document, TokenKind};
use crate::model::{Features, Kind, Linear, ModelError, Score, Word, feature, open, shipped};
use std::sync::LazyLock;

/// The learned reader of ends: one class, above zero for an end.
#[derive(Debug, Default)]
pub(crate) struct Ends<S = Linear>(pub S);

impl Ends {
    /// Reads shipped weights.
    pub fn load(file: &[u8]) -> Result<Self, ModelError> {
        let weights = Linear::read(&mut open(file, Kind::Sentences)?)?;
        if weights.width() == 1 { Ok(Self(weights)) } else { Err(ModelError::Content) }
    }

    /// The shipped weights.
    pub fn shipped() -> &'static Self {
        static ENDS: LazyLock<Ends> = LazyLock::new(|| Ends::load(shipped::SENTENCES).unwrap_or_default());
        &ENDS
    }

    /// The file form.
    #[cfg(feature = "train")]
    pub fn write(table: &[u8]) -> Vec<u8> {
        crate::model::seal(Kind::Sentences, table)
    }
}

impl<S: Score> Ends<S> {
    /// True if a sentence ends at a place.
    pub fn end(&self, place: &Place, features: &mut Features) -> bool {
        if self.0.width() != 1 {
            return place.rule;
        }
        place.features(features);
        let mut score = [0.0];
        self.0.score(features.list(), &mut score);
        score[0] > 0.0
    }
}

/// What there is to know of a block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outline {
    /// Its first token.
    pub start: usize,
    /// One past its last token.
    pub end: usize,
    /// True if its writer spares capitals.
    pub casual: bool,
    /// How many of its tokens are full stops, in steps.
    pub stops: u32,
}

/// A token after which a sentence may end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The article.
    pub doc: &'a Document<'a>,
    /// Its block.
    pub block: Outline,
    /// The token.
    pub at: usize,
    /// The first token of its sentence.
    pub start: usize,
    /// The token before the marks and brackets that close.
    pub stop: usize,
    /// What the rules say.
    pub rule: bool,
    /// True within quotation marks.
    pub quoted: bool,
}

impl Place<'_> {
    /// True if a sentence can end here at all; most tokens need not be asked.
    pub fn is_open(&self) -> bool {
        let (here, next) = (self.doc.tokens.get(self.at), self.doc.tokens.get(self.at + 1));
        let goes_on = match next.kind {
            TokenKind::Punct => !matches!(self.doc.tokens.norm(self.at + 1), "(" | "[" | "<" | "*" | "..." | "…"),
            TokenKind::Word => here.kind == TokenKind::Word && !next.is_capitalized(),
            _ => false,
        };
        self.rule || next.space_before && !goes_on
    }

    fn word(&self, k: usize) -> Word {
        let inside = (self.block.start..self.block.end).contains(&k);
        self.doc.words.get(k).filter(|_| inside).copied().unwrap_or_default()
    }

    /// The features of the decision.
    pub fn features(&self, out: &mut Features) {
        let i = self.at;
        let [a, before, third, fourth] = [0, 1, 2, 3].map(|k| self.word(i.wrapping_sub(k)));
        let [b, next, far] = [1, 2, 3].map(|k| self.word(i + k));
        let (stop, stem) = (self.word(self.stop), self.word(self.stop.wrapping_sub(1)));
        let kind = |k: usize| self.doc.tokens.get(k).kind as u32;
        let rule = u32::from(self.rule) + 1;
        let kinds = kind(i) * 8 + kind(i + 1);
        let length = step(i + 1 - self.start);
        let rest = step(self.block.end - i - 1);
        let side = u32::from(self.block.casual) * 2 + u32::from(self.quoted);
        out.clear();
        out.one(rule);
        out.two(kinds, rule);
        out.two(a.lower, rule);
        out.two(b.lower, rule);
        out.three(a.shape, b.shape, rule);
        out.two(a.lower, b.shape);
        out.two(a.shape, b.lower);
        out.three(stop.lower, b.lower, rule);
        out.two(before.lower, a.lower);
        out.two(b.lower, next.lower);
        out.three(before.shape, a.shape, b.shape);
        out.three(a.shape, b.shape, next.shape);
        out.three(b.shape, next.shape, far.shape);
        out.three(before.lower, a.lower, b.shape);
        out.three(length, rule, kinds);
        out.three(rest, rule, kinds);
        out.three(side, stop.lower, b.shape);
        out.three(side, kinds, rule);
        out.three(a.cluster[1], b.cluster[1], rule);
        out.two(a.cluster[2], rule);
        out.two(b.cluster[2], rule);
        out.three(a.wordtype[1], b.wordtype[1], rule);
        out.two(a.suffix[2], b.shape);
        out.three(stem.lower, stop.lower, b.shape);
        out.three(stem.long_shape, stop.lower, b.lower);
        out.three(fourth.lower, third.lower, a.lower);
        out.three(third.shape, before.shape, a.shape);
        out.three(self.block.stops, rule, kinds);
        out.three(self.block.stops, length, rule);
        out.three(self.ahead(), rule, kinds);
        out.three(self.capitals(), kinds, rule);
        out.two(feature(3, self.word(self.start).lower, length.min(4)), kinds);
        out.three(self.word(self.block.start).lower, self.block.stops, rule);
    }

    /// How far the next full stop is, in steps.
    fn ahead(&self) -> u32 {
        let stop = |k: &usize| matches!(self.doc.tokens.norm(*k), "." | "!" | "?");
        (self.at + 1..self.block.end.min(self.at + 12)).find(stop).map_or(0, |k| step(k - self.at))
    }

    /// How many words with a capital stand right here and right after, in steps.
    fn capitals(&self) -> u32 {
        let capital = |k: &usize| self.doc.words.get(*k).is_some_and(|w| w.capital);
        let left = (self.start..=self.at).rev().take(4).take_while(capital).count();
        let right = (self.at + 1..self.block.end).take(4).take_while(capital).count();
        (left * 8 + right) as u32
    }
}

/// A number of tokens, in steps.
fn step(n: usize) -> u32 {
    match n {
        0..=4 => n as u32,
        5..=7 => 5,
        8..=12 => 6,
        13..=25 => 7,
        _ => 8,
    }
}
