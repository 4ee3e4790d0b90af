//! What a reading leaves for the next one: what depends on the words of a sentence alone need not be found twice.

use super::cursor::Cursors;
use super::{
    Block, Cue, Document, EntityType, LineLook, Links, Mention, NameSpan, Reading, Sentence, Syntax, TokenKind,
    TokenSpan, Tokens,
};
use crate::model::Word;
use crate::text::{KeyMap, Source, Span};
use std::ops::Range;
use std::sync::Arc;

/// Number of classes of the names' model: outside, and four for each of nine types.
pub const NAME_CLASSES: usize = 37;

/// Number of classes of the models of attributions: outside, and four for each of three roles.
pub const ROLE_CLASSES: usize = 13;

/// Scores of the classes of one token.
pub type NameScores = [f32; NAME_CLASSES];

/// What is known of one token's part in names beyond its own letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameClue {
    /// Kinds of listed names that it is alone.
    pub alone: u16,
    /// Kinds of listed names that it begins.
    pub begins: u16,
    /// Kinds of listed names that it continues.
    pub continues: u16,
    /// Kinds of listed names that it ends.
    pub ends: u16,
    /// Tokens of its run of capitals before it.
    pub before: u16,
    /// Tokens of its run of capitals from it on; 0 outside of one.
    pub after: u16,
    /// Its hash as a word in small letters, by which the article tells of it elsewhere; 0 for all else.
    pub small: u32,
    /// What the article tells of its word elsewhere.
    pub elsewhere: u8,
    /// Without capital and digit, as its neighbours are, in a sentence that has capitals.
    pub plain: bool,
}

impl NameClue {
    /// True for a token that starts with a capital.
    pub fn is_capital(&self) -> bool {
        self.after > 0
    }
}

/// The first look at names: what was seen of every token, and what the second look asks of the scores made of it.
#[derive(Clone, Debug, Default)]
pub struct NameLook {
    /// What was seen.
    pub clues: Vec<NameClue>,
    /// The scores, as the second look asks for them.
    pub shares: NameShares,
}

/// The scores of the first look as shares of one: of the tokens with a capital, and by words.
#[derive(Clone, Debug, Default)]
pub struct NameShares {
    /// For each token its position in `rows`, past the end for those without a capital.
    pub places: Vec<u32>,
    /// Shares.
    pub rows: Vec<NameScores>,
    /// Their sum over all occurrences of a word with a capital, and their number.
    pub sums: KeyMap<u32, (NameScores, u32)>,
}

impl NameShares {
    /// The shares of token `i`, if it has a capital.
    pub fn of(&self, i: usize) -> Option<&NameScores> {
        self.rows.get(*self.places.get(i)? as usize)
    }
}

/// Which blocks a text has in common with the one that was read before: so many at its beginning and so many at its end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Common {
    front: usize,
    back: usize,
    count: usize,
    before: usize,
}

impl Common {
    /// Where block `k` stood, by its position among the blocks.
    pub fn block(self, k: usize) -> Option<usize> {
        if k < self.front {
            return Some(k);
        }
        let after = self.count.checked_sub(k).filter(|after| (1..=self.back).contains(after))?;
        self.before.checked_sub(after)
    }

    /// True if any block is in common: the text is a version of the one before.
    pub fn is_some(self) -> bool {
        self.front + self.back > 0
    }

    /// The blocks of the text before that are not in common.
    pub fn replaced(self) -> Range<usize> {
        self.front..self.before - self.back
    }

    /// The same without what lies between a block that turns out to be another and the change.
    pub fn narrowed(self, same: impl Fn(usize, usize) -> bool) -> Self {
        let kept = |k: &usize| self.block(*k).is_some_and(|before| same(*k, before));
        let front = (0..self.front).take_while(kept).count();
        let back = (self.count - self.back..self.count).rev().take_while(kept).count();
        Self { front, back, ..self }
    }
}

/// What the models of attributions see of a token beyond its sentence, and its best role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoleLook {
    /// Where it stands between marks.
    pub mark: u8,
    /// How often its word is part of a cue.
    pub rate: u16,
    /// The mention that it belongs to.
    pub mention: u16,
    /// Its best role.
    pub class: u8,
    /// How many tokens before and after it hang from it or stand between.
    pub reach: [u16; 2],
}

/// A stretch that has a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleSpan {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its role.
    pub role: u8,
    /// How sure the model is of it, in steps.
    pub sure: u8,
    /// True if only the grammar offers it.
    pub offered: bool,
    /// The phrase that the grammar offers as its speaker.
    pub subject: Option<TokenSpan>,
}

/// Blocks of which each leads into the next, where they were read for who says what.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PartLook {
    /// Their tokens.
    pub tokens: TokenSpan,
    /// What stood around them: a role before and after, and whether a cue and a speaker were chosen before.
    pub around: [u8; 4],
    /// Whether a cue and a speaker were chosen at their end.
    pub after: [bool; 2],
}

/// The look at who says what.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// Of every token.
    pub looks: Vec<RoleLook>,
    /// The chances of its roles.
    pub chances: Vec<[f32; ROLE_CLASSES]>,
    /// The stretches that have one, in order.
    pub spans: Vec<RoleSpan>,
    /// Of the parts that have something to link.
    pub parts: Vec<PartLook>,
}

/// The text that was read before, and what was found of it.
#[derive(Debug)]
pub struct Earlier {
    text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// What their lines tell.
    pub lines: LineLook,
    /// Its tokens.
    pub tokens: Tokens,
    /// The same, as the models see them.
    pub words: Arc<Vec<Word>>,
    /// The parts of speech and dependencies.
    pub syntax: Syntax,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// The first look at its names.
    pub look: NameLook,
    /// Its names.
    pub names: Vec<NameSpan>,
    /// Its mentions before speakers were added.
    pub found: Vec<Mention>,
    /// What its dates, amounts and numbers are worth.
    pub values: Vec<(TokenSpan, EntityType, String)>,
    /// Its cues.
    pub cues: Vec<Cue>,
    /// The look at who says what.
    pub roles: Roles,
    /// Who said what.
    pub readings: Vec<Reading>,
    /// Whom its mentions are about.
    pub links: Links,
    cursors: Cursors,
}

impl Earlier {
    /// Keeps what a document holds.
    pub fn of(doc: Document) -> Self {
        let worth = |(m, value): (usize, String)| doc.mentions.get(m).map(|m| (m.tokens, m.etype, value));
        Self {
            values: doc.values.into_iter().filter_map(worth).collect(),
            text: doc.source.text().to_owned(),
            sentences: doc.sentences,
            blocks: doc.blocks,
            lines: doc.lines,
            tokens: doc.tokens,
            words: doc.words,
            syntax: doc.syntax,
            look: doc.name_look,
            names: doc.names,
            found: doc.found,
            cues: doc.cues,
            roles: doc.roles,
            readings: doc.readings,
            links: doc.links,
            cursors: Cursors::default(),
        }
    }

    /// The blocks that a text cut at such spans has in common with this one.
    pub fn common(&self, source: Source, spans: &[Span]) -> Common {
        let before = Source::new(&self.text);
        let same = |(new, old): &(&Span, &Block)| source.slice(**new) == before.slice(old.span);
        let front = spans.iter().zip(&self.blocks).take_while(same).count();
        let rest = spans.len().min(self.blocks.len()) - front;
        let back = spans.iter().rev().zip(self.blocks.iter().rev()).take(rest).take_while(same).count();
        Common { front, back, count: spans.len(), before: self.blocks.len() }
    }

    /// The blocks of a text that still are as they were when their words are read: of the same kind, with the same marks that
    /// pair, on which other blocks may bear.
    pub fn still_common(&self, doc: &Document) -> Common {
        doc.common.narrowed(|new, old| {
            let (here, there) = (doc.tokens.block(new), self.tokens.block(old));
            let (Some(new), Some(old)) = (doc.blocks.get(new), self.blocks.get(old)) else { return false };
            let mark = |i: &usize| doc.tokens.get(*i).kind == TokenKind::Mark;
            let same = |i: usize| doc.words.get(i) == self.words.get(i - here.start + there.start);
            new.kind == old.kind && here.len() == there.len() && here.range().filter(mark).all(same)
        })
    }

    /// The names in some of its tokens, as they stand from token `start` on.
    pub fn names(&self, before: TokenSpan, start: usize) -> impl Iterator<Item = NameSpan> {
        self.cursors
            .names
            .inside(&self.names, before, |n| n.tokens.start)
            .map(move |n| NameSpan { tokens: n.tokens.moved(before.start, start), ..*n })
    }

    /// The mentions in some of its tokens, as they stand from token `start` on.
    pub fn mentions(&self, before: TokenSpan, start: usize) -> impl Iterator<Item = Mention> {
        self.cursors.mentions.inside(&self.found, before, |m| m.tokens.start).map(move |m| Mention {
            tokens: m.tokens.moved(before.start, start),
            head: m.head - before.start + start,
            ..*m
        })
    }

    /// The cues in some of its tokens, as they stand from token `start` on.
    pub fn cues(&self, before: TokenSpan, start: usize) -> impl Iterator<Item = Cue> {
        self.cursors
            .cues
            .inside(&self.cues, before, |c| c.tokens.start)
            .map(move |c| Cue { tokens: c.tokens.moved(before.start, start), ..*c })
    }

    /// The stretches with a role in some of its tokens, as they stand from token `start` on.
    pub fn role_spans(&self, before: TokenSpan, start: usize) -> impl Iterator<Item = RoleSpan> {
        let moved = move |span: TokenSpan| span.moved(before.start, start);
        self.cursors.spans.inside(&self.roles.spans, before, |s| s.tokens.start).map(move |s| RoleSpan {
            tokens: moved(s.tokens),
            subject: s.subject.map(moved),
            ..*s
        })
    }

    /// The readings in some of its tokens, as they stand from token `start` on.
    pub fn readings(&self, before: TokenSpan, start: usize) -> impl Iterator<Item = Reading> {
        let moved = move |span: &TokenSpan| span.moved(before.start, start);
        self.cursors.readings.inside(&self.readings, before, |r| r.content.first().map_or(0, |c| c.start)).map(
            move |r| Reading {
                speaker: r.speaker.as_ref().map(moved),
                cue: r.cue.as_ref().map(moved),
                content: r.content.iter().map(moved).collect(),
                confidence: r.confidence,
            },
        )
    }

    /// Where the sentences of a text stood: those of blocks in common, and sentences of the very same words in the others.
    pub fn sentences_of(&self, doc: &Document) -> Vec<Option<TokenSpan>> {
        let other = |s: &&Sentence| doc.common.replaced().contains(&s.block);
        let hashed = |s: TokenSpan| Some((hash(self.words.get(s.range())?), s));
        let known: KeyMap<u64, TokenSpan> =
            self.sentences.iter().filter(other).filter_map(|s| hashed(s.tokens)).collect();
        let same = |words: &[Word]| {
            let found = *known.get(&hash(words))?;
            self.words.get(found.range()).filter(|before| *before == words).map(|_| found)
        };
        let mut places = Vec::with_capacity(doc.sentences.len());
        for k in 0..doc.blocks.len() {
            let here = doc.tokens.block(k);
            let there = doc.before(k).map(|(_, k)| self.tokens.block(k));
            let place = |s: &Sentence| match there {
                Some(there) => Some(s.tokens.moved(here.start, there.start)),
                None => same(doc.words.get(s.tokens.range())?),
            };
            places.extend(Sentence::inside(&doc.sentences, here).map(place));
        }
        places
    }
}

/// Any two sentences may have the same one: the words are compared.
fn hash(words: &[Word]) -> u64 {
    words.iter().fold(words.len() as u64, |hash, word| mix(hash, u64::from(word.norm)))
}

pub(super) fn mix(hash: u64, number: u64) -> u64 {
    (hash ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
}
