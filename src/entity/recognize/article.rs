//! What the model sees of an article: words, listed names, runs of capitals, and what the article says of a word elsewhere.

use crate::document::{Document, NameClue, TokenSpan};
use crate::lexicon::NameClass;
use crate::model::{GIVEN_NAMES, Word, WordHasher, gazetteer, plain, word_hash};
use crate::text::{KeyMap, KeySet};
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
const COUNTRY: u16 = 1 << 3;
const CITY: u16 = 1 << 4;
const PLACE: u16 = 1 << 5;
const ORG_WORD: u16 = 1 << 9;
const HONORIFIC: u16 = 1 << 14;
const ROLE: u16 = 1 << 15;
const PHRASE_WORDS: usize = 5;

/// Names of places that are other words without a capital; short ones are left out anyway.
const ORDINARY: [&str; 48] = [
    "anchorage",
    "bath",
    "battle",
    "buffalo",
    "bury",
    "capitol",
    "cayenne",
    "champagne",
    "chat",
    "chile",
    "china",
    "cologne",
    "cork",
    "corona",
    "deal",
    "derby",
    "earth",
    "erode",
    "guinea",
    "gulf",
    "hull",
    "java",
    "jersey",
    "lens",
    "lima",
    "male",
    "mobile",
    "moon",
    "most",
    "nancy",
    "nice",
    "orange",
    "pest",
    "phoenix",
    "polish",
    "queens",
    "reading",
    "reunion",
    "riverside",
    "rugby",
    "sale",
    "sandwich",
    "slough",
    "split",
    "stone",
    "tours",
    "turkey",
    "wells",
];

// What the article tells of a word elsewhere.
const LOWER: u8 = 1;
const INSIDE: u8 = 2;
const AFTER_GIVEN: u8 = 4;
const AFTER_TITLE: u8 = 8;
const WITH_ORG_WORD: u8 = 16;
const INITIALS: u8 = 32;

/// An article, prepared.
pub struct Article {
    words: Arc<Vec<Word>>,
    clues: Vec<NameClue>,
    // The tokens with a capital.
    capitals: Vec<usize>,
    none: (Word, NameClue),
}

impl Article {
    /// Looks at every token once.
    pub fn new(doc: &Document) -> Self {
        let count = doc.tokens.len();
        let mut article = Self {
            words: Arc::clone(&doc.words),
            clues: vec![NameClue::default(); count],
            capitals: Vec::new(),
            none: Default::default(),
        };
        for (n, sentence) in doc.sentences.iter().enumerate() {
            if let Some((earlier, before)) = doc.known(n)
                && let Some(before) = earlier.look.clues.get(before.range())
                && let Some(clues) = article.clues.get_mut(sentence.tokens.range())
            {
                // All but what other sentences tell.
                clues.iter_mut().zip(before).for_each(|(clue, before)| *clue = NameClue { elsewhere: 0, ..*before });
                continue;
            }
            article.find_runs(sentence.tokens);
            article.find_plain(sentence.tokens);
            article.find_listed(doc, sentence.tokens);
        }
        let capital = |(i, clue): (usize, &NameClue)| clue.is_capital().then_some(i);
        article.capitals = article.clues.iter().enumerate().filter_map(capital).collect();
        article.look_elsewhere(doc);
        article
    }

    /// The tokens with a capital of sentences in order, sentence by sentence.
    pub fn capitals(&self, sentences: impl Iterator<Item = TokenSpan>) -> impl Iterator<Item = &[usize]> {
        let mut rest = &self.capitals[..];
        sentences.map(move |sentence| {
            let (before, after) = rest.split_at(rest.iter().take_while(|i| **i < sentence.end).count());
            rest = after;
            before
        })
    }

    /// True if token `i` and its neighbours are without capital and digit.
    pub fn is_plain(&self, i: usize) -> bool {
        self.clue(i).plain
    }

    /// The hash of token `i` in lower case.
    pub fn key(&self, i: usize) -> u32 {
        self.word(i).key
    }

    pub(super) fn word(&self, i: usize) -> &Word {
        self.words.get(i).unwrap_or(&self.none.0)
    }

    pub(super) fn clue(&self, i: usize) -> &NameClue {
        self.clues.get(i).unwrap_or(&self.none.1)
    }

    /// The run of capitals that token `i` belongs to; empty outside of one.
    pub(super) fn run(&self, i: usize) -> TokenSpan {
        let clue = self.clue(i);
        TokenSpan::new(i - usize::from(clue.before), i + usize::from(clue.after))
    }

    /// What is known of the tokens of a sentence.
    pub(super) fn clues(&self, sentence: TokenSpan) -> &[NameClue] {
        self.clues.get(sentence.range()).unwrap_or(&[])
    }

    /// All of it.
    pub(super) fn into_clues(self) -> Vec<NameClue> {
        self.clues
    }

    fn find_runs(&mut self, sentence: TokenSpan) {
        let mut start = None;
        for i in sentence.start..=sentence.end {
            let inside = i < sentence.end && self.word(i).capital;
            match (start, inside) {
                (None, true) => start = Some(i),
                (Some(from), false) => {
                    for (at, clue) in self.clues.get_mut(from..i).unwrap_or_default().iter_mut().enumerate() {
                        (clue.before, clue.after) = (at as u16, (i - from - at) as u16);
                    }
                    start = None;
                }
                _ => {}
            }
        }
    }

    fn find_plain(&mut self, sentence: TokenSpan) {
        let words = self.words.get(sentence.range()).unwrap_or_default();
        let clues = self.clues.get_mut(sentence.range()).unwrap_or_default();
        for ((clue, plain), word) in clues.iter_mut().zip(plain(words)).zip(words) {
            clue.plain = plain;
            clue.small = if word.letters && !word.capital { word.key } else { 0 };
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
                clue.alone |= if capital { alone } else { alone & (HONORIFIC | ROLE) };
            }
            if !capital {
                self.find_careless(doc, i, sentence);
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

    /// Places whose names stand without a capital.
    fn find_careless(&mut self, doc: &Document, i: usize, sentence: TokenSpan) {
        let Some((words, entry)) = doc.tokens.listed_name(TokenSpan::new(i, sentence.end)) else { return };
        let kind = match entry.class {
            NameClass::Country => COUNTRY,
            NameClass::City => CITY,
            NameClass::Place => PLACE,
            NameClass::Nationality | NameClass::Norp | NameClass::Facility | NameClass::Org => return,
        };
        let last = i + words - 1;
        let word = doc.tokens.lower(i);
        let ordinary = last == i && (word.len() < 4 || doc.tokens.is_closed(i) || ORDINARY.contains(&word));
        if ordinary || (i..=last).any(|k| self.word(k).capital) {
            return;
        }
        for k in i..=last {
            let Some(clue) = self.clues.get_mut(k) else { return };
            clue.plain = false;
            match k {
                _ if i == last => clue.alone |= kind,
                k if k == i => clue.begins |= kind,
                k if k == last => clue.ends |= kind,
                _ => clue.continues |= kind,
            }
        }
        let beside = [i.checked_sub(1), (last + 1 < sentence.end).then_some(last + 1)];
        beside.into_iter().flatten().filter(|&k| sentence.holds(k)).for_each(|k| {
            self.clues.get_mut(k).into_iter().for_each(|clue| clue.plain = false);
        });
    }

    fn look_elsewhere(&mut self, doc: &Document) {
        let mut known: KeyMap<u32, u8> = KeyMap::default();
        // Only words that stand with a capital too are asked for; most never do, which a bit for several of them tells.
        let (mut capitals, place) = (vec![false; 1 << 12], |key: u32| key as usize % (1 << 12));
        for &i in &self.capitals {
            capitals.get_mut(place(self.key(i))).into_iter().for_each(|bit| *bit = true);
        }
        // The common words come again and again: one of each place is remembered to be told of.
        let mut told = vec![0; 1 << 12];
        let mut initials: KeySet<u32> = KeySet::default();
        let mut letters = String::new();
        for sentence in &doc.sentences {
            for i in sentence.tokens.range() {
                let (small, capital) = (self.clue(i).small, self.clue(i).is_capital());
                if small != 0 {
                    let asked = capitals.get(place(small)) == Some(&true);
                    if let Some(told) = told.get_mut(place(small)).filter(|told| asked && **told != small) {
                        *known.entry(small).or_default() |= LOWER;
                        *told = small;
                    }
                    continue;
                }
                let word = self.word(i);
                if !capital || !word.letters {
                    continue;
                }
                let run = self.run(i);
                let before = if i > sentence.tokens.start { self.clue(i - 1).alone } else { 0 };
                let mut bits = if i > sentence.tokens.start { INSIDE } else { 0 };
                if run.start < i && before & GIVEN_NAMES != 0 {
                    bits |= AFTER_GIVEN;
                }
                if before & (HONORIFIC | ROLE) != 0 {
                    bits |= AFTER_TITLE;
                }
                if run.len() > 1 && run.range().any(|k| k != i && self.clue(k).alone & ORG_WORD != 0) {
                    bits |= WITH_ORG_WORD;
                }
                *known.entry(word.key).or_default() |= bits;
                if run.len() > 1 && (run.start == i || i == sentence.tokens.start + 1) {
                    letters.clear();
                    letters.extend((i..run.end).filter_map(|k| doc.tokens.lower(k).chars().next()));
                    initials.insert(word_hash(&letters));
                }
            }
        }
        for &i in &self.capitals {
            let Some((word, clue)) = self.words.get(i).zip(self.clues.get_mut(i)) else { continue };
            clue.elsewhere = known.get(&word.key).copied().unwrap_or(0);
            if word.upper && initials.contains(&word.key) {
                clue.elsewhere |= INITIALS;
            }
        }
    }
}
