//! What the model sees of an article: words, listed names, runs of capitals, and what the article says of a word elsewhere.

use crate::document::{Document, TokenSpan};
use crate::model::{Features, Word, WordHasher, feature, gazetteer, word_hash};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Whose rules the labels of a text follow. Corpora disagree on what a name is; the model learns from all of them, knows
/// which one it reads, and reads articles as newspapers are labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
#[cfg_attr(not(feature = "train"), allow(dead_code, reason = "only learning reads by the others"))]
pub enum Guideline {
    /// Newspapers: nationalities, dates and money are labelled too.
    News = 1,
    /// Web text of the universal scheme.
    Web = 2,
    /// Many genres, derived from mentions.
    Genres = 3,
    /// An encyclopedia.
    Wiki = 4,
    /// Short messages.
    Chat = 5,
}

impl Guideline {
    /// The one that articles are read by: the newspapers', where the weights have seen newspapers.
    pub const READ: Guideline = if cfg!(feature = "open-weights") { Guideline::Web } else { Guideline::News };
}

// Kinds of listed names, as src/train/gazetteer.py numbers them.
const GIVEN: u16 = 0b11;
const ORG_WORD: u16 = 1 << 9;
const HONORIFIC: u16 = 1 << 14;
const ROLE: u16 = 1 << 15;
const KINDS: u32 = 16;
const PHRASE_WORDS: usize = 5;

// What the article tells of a word elsewhere.
const LOWER: u32 = 1;
const INSIDE: u32 = 2;
const AFTER_GIVEN: u32 = 4;
const AFTER_TITLE: u32 = 8;
const WITH_ORG_WORD: u32 = 16;
const INITIALS: u32 = 32;

/// What is known of one token beyond its own letters.
#[derive(Clone, Copy, Debug, Default)]
struct Clue {
    // Kinds of listed names that it is alone, or begins, continues, ends.
    alone: u16,
    begins: u16,
    continues: u16,
    ends: u16,
    // The run of capitals it belongs to; empty outside.
    run: TokenSpan,
    elsewhere: u32,
}

/// An article, prepared.
pub struct Article {
    words: Arc<[Word]>,
    clues: Vec<Clue>,
    none: (Word, Clue),
}

impl Article {
    /// Looks at every token once.
    pub fn new(doc: &Document) -> Self {
        let count = doc.tokens.len();
        let mut article = Self { words: Arc::clone(&doc.words), clues: vec![Clue::default(); count], none: Default::default() };
        for sentence in &doc.sentences {
            article.find_runs(sentence.tokens);
            article.find_listed(doc, sentence.tokens);
        }
        article.look_elsewhere(doc);
        article
    }

    /// True if token `i` starts with an upper-case letter.
    pub fn is_capital(&self, i: usize) -> bool {
        self.word(i).capital
    }

    /// The hash of token `i` in lower case.
    pub fn key(&self, i: usize) -> u32 {
        self.word(i).key
    }

    fn word(&self, i: usize) -> &Word {
        self.words.get(i).unwrap_or(&self.none.0)
    }

    fn clue(&self, i: usize) -> &Clue {
        self.clues.get(i).unwrap_or(&self.none.1)
    }

    fn find_runs(&mut self, sentence: TokenSpan) {
        let mut start = None;
        for i in sentence.start..=sentence.end {
            let inside = i < sentence.end && self.word(i).capital;
            match (start, inside) {
                (None, true) => start = Some(i),
                (Some(from), false) => {
                    let run = TokenSpan::new(from, i);
                    self.clues.get_mut(run.range()).unwrap_or_default().iter_mut().for_each(|c| c.run = run);
                    start = None;
                }
                _ => {}
            }
        }
    }

    fn find_listed(&mut self, doc: &Document, sentence: TokenSpan) {
        for i in sentence.range() {
            if !self.word(i).letters {
                continue;
            }
            let capital = self.word(i).capital;
            let alone = gazetteer().get(self.word(i).key).unwrap_or(0);
            if let Some(clue) = self.clues.get_mut(i) {
                clue.alone = if capital { alone } else { alone & (HONORIFIC | ROLE) };
            }
            if !capital {
                continue;
            }
            let mut hasher = WordHasher::default();
            hasher.write(doc.tokens.lower(i));
            let mut longest = (0, 0);
            for end in i + 1..sentence.end.min(i + PHRASE_WORDS) {
                hasher.write(" ");
                hasher.write(doc.tokens.lower(end));
                if let Some(kinds) = gazetteer().get(hasher.finish()) {
                    longest = (end, kinds);
                }
            }
            let (end, kinds) = longest;
            for k in i..=end {
                if let Some(clue) = self.clues.get_mut(k) {
                    let slot = if k == i {
                        &mut clue.begins
                    } else if k == end {
                        &mut clue.ends
                    } else {
                        &mut clue.continues
                    };
                    *slot |= kinds;
                }
            }
        }
    }

    fn look_elsewhere(&mut self, doc: &Document) {
        let mut known: HashMap<u32, u32> = HashMap::new();
        let mut initials: HashSet<u32> = HashSet::new();
        let mut letters = String::new();
        for sentence in &doc.sentences {
            for i in sentence.tokens.range() {
                let (word, clue) = (*self.word(i), *self.clue(i));
                if !word.letters {
                    continue;
                }
                if !word.capital {
                    *known.entry(word.key).or_default() |= LOWER;
                    continue;
                }
                let before = if i > sentence.tokens.start { self.clue(i - 1).alone } else { 0 };
                let mut bits = if i > sentence.tokens.start { INSIDE } else { 0 };
                if clue.run.start < i && before & GIVEN != 0 {
                    bits |= AFTER_GIVEN;
                }
                if before & (HONORIFIC | ROLE) != 0 {
                    bits |= AFTER_TITLE;
                }
                if clue.run.len() > 1 && clue.run.range().any(|k| k != i && self.clue(k).alone & ORG_WORD != 0) {
                    bits |= WITH_ORG_WORD;
                }
                *known.entry(word.key).or_default() |= bits;
                if clue.run.len() > 1 && (clue.run.start == i || i == sentence.tokens.start + 1) {
                    letters.clear();
                    letters.extend((i..clue.run.end).filter_map(|k| doc.tokens.lower(k).chars().next()));
                    initials.insert(word_hash(&letters));
                }
            }
        }
        for (word, clue) in self.words.iter().zip(&mut self.clues) {
            if word.capital {
                clue.elsewhere = known.get(&word.key).copied().unwrap_or(0);
                if word.upper && initials.contains(&word.key) {
                    clue.elsewhere |= INITIALS;
                }
            }
        }
    }

    /// The features of token `i` of a sentence.
    pub fn features(&self, i: usize, sentence: TokenSpan, guideline: Guideline, out: &mut Features) {
        let flag = guideline as u32;
        let inside = |k: usize| if sentence.holds(k) { k } else { usize::MAX };
        let (at_p, at_n) = (inside(i.wrapping_sub(1)), inside(i + 1));
        let (w, p, n) = (self.word(i), self.word(at_p), self.word(at_n));
        let (pp, nn) = (self.word(inside(i.wrapping_sub(2))), self.word(inside(i + 2)));
        let (ppp, nnn) = (self.word(inside(i.wrapping_sub(3))), self.word(inside(i + 3)));
        let (c, cp, cn) = (self.clue(i), self.clue(at_p), self.clue(at_n));
        let first = u32::from(i == sentence.start);
        out.clear();
        out.one(0);
        out.one(w.lower);
        out.one(w.norm);
        out.some(w.suffix[1]);
        out.some(w.suffix[2]);
        out.some(w.suffix[3]);
        out.some(w.prefix[1]);
        out.some(w.prefix[2]);
        out.some(w.prefix[3]);
        out.one(w.shape);
        out.two(w.long_shape, first);
        out.two(w.suffix[2], w.shape);
        for cluster in w.cluster {
            out.two(cluster, w.shape);
        }
        for x in [p, n, pp, nn] {
            out.one(x.lower);
            out.one(x.shape);
            out.some(x.cluster[1]);
            out.some(x.cluster[2]);
            out.one(x.suffix[2]);
        }
        out.one(ppp.lower);
        out.one(nnn.lower);
        out.two(p.lower, w.lower);
        out.two(w.lower, n.lower);
        out.two(p.lower, w.shape);
        out.two(n.lower, w.shape);
        out.three(p.lower, w.shape, n.lower);
        out.two(p.cluster[2], w.shape);
        out.two(n.cluster[2], w.shape);
        out.two(p.cluster[1], w.cluster[1]);
        out.two(w.cluster[1], n.cluster[1]);
        out.two(p.shape, w.shape);
        out.two(w.shape, n.shape);
        out.three(p.shape, w.shape, n.shape);
        out.three(pp.shape, p.shape, w.shape);
        out.three(w.shape, n.shape, nn.shape);
        out.two(pp.lower, p.lower);
        out.two(n.lower, nn.lower);
        // The guideline.
        out.one(flag);
        out.two(flag, w.lower);
        out.two(flag, w.shape);
        out.two(flag, w.cluster[1]);
        out.two(flag, p.lower);
        out.two(flag, n.lower);
        // The run of capitals.
        if !c.run.is_empty() {
            let (last, start) = (self.word(c.run.last()), self.word(c.run.start));
            let (before, after) = (self.word(inside(c.run.start.wrapping_sub(1))), self.word(inside(c.run.end)));
            let place = (c.run.len().min(6) as u32) << 3 | (i - c.run.start).min(6) as u32;
            let inner = u32::from(i == c.run.start) << 1 | u32::from(i + 1 == c.run.end);
            let kinds = c.run.range().fold(0u16, |all, k| all | self.clue(k).alone);
            out.at(100);
            out.one(place);
            out.two(last.lower, inner);
            out.two(last.cluster[2], inner);
            out.two(last.suffix[2], inner);
            out.two(start.lower, inner);
            out.two(start.cluster[2], inner);
            out.two(before.lower, inner);
            out.two(before.cluster[2], inner);
            out.two(after.lower, inner);
            out.two(after.cluster[2], inner);
            out.three(before.lower, after.lower, place);
            out.two(u32::from(kinds & !(GIVEN | 4)), inner);
            out.two(u32::from(self.clue(c.run.start).alone), place);
            out.two(u32::from(self.clue(c.run.last()).alone), place);
        }
        // What is listed.
        out.at(120);
        out.two(u32::from(c.alone), 0);
        out.two(u32::from(c.alone), w.shape);
        out.two(u32::from(cp.alone), u32::from(c.alone));
        out.two(u32::from(c.alone), u32::from(cn.alone));
        out.two(u32::from(cp.alone), w.shape);
        out.two(u32::from(cn.alone), w.shape);
        out.three(flag, u32::from(c.alone), 0);
        out.two(u32::from(c.alone), c.elsewhere);
        for (place, kinds) in [c.alone, c.begins, c.continues, c.ends].into_iter().enumerate() {
            for kind in (0..KINDS).filter(|k| kinds >> k & 1 == 1) {
                out.at(130);
                out.two(kind, place as u32);
            }
        }
        // What the article says elsewhere.
        if w.capital {
            out.at(140);
            out.two(c.elsewhere, first);
            out.two(c.elsewhere, w.shape);
            for bit in (0..6).filter(|b| c.elsewhere >> b & 1 == 1) {
                out.at(145);
                out.two(bit, feature(8, c.run.len().min(3) as u32, first));
            }
        }
    }
}
