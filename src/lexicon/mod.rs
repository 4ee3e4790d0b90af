//! Floor 1: words we know, as data with provenance. The lists are in `src/data/lexicon/`, one entry a line.

mod begins;
mod closed;
mod cues;
mod names;
mod phrases;
mod roles;
mod table;
mod unspoken;

pub use begins::Begins;
pub use closed::{Case, Closed, Person, Pronoun};
#[cfg(feature = "train")]
pub use cues::speech_verbs;
pub use cues::{CueClass, CueEntry, CueForm, Frames, SpeakerSide};
pub use names::{GivenName, Honorific, NameClass, NameEntry, NameWord, Position, Sex};
pub use phrases::Phrases;
pub use roles::{RoleEntry, RoleKind, is_partisan};
pub use unspoken::{Unspoken, UnspokenKind};

use crate::text::{KeyMap, WordMap, WordSet};
use regex::Regex;
use std::sync::LazyLock;
use table::{list, rows};

/// Whether a sentence may end after an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Never: a name follows ("Mr.").
    Title,
    /// Perhaps ("Inc.", "p.m.").
    Inner,
    /// A month; a number follows.
    Month,
}

/// Every list, parsed.
#[derive(Debug)]
pub struct Lexicon {
    /// Abbreviations with their dots, lower case.
    pub abbreviations: WordMap<String, Abbreviation>,
    /// Irregular contractions, and words with a leading apostrophe: their pieces.
    pub contractions: WordMap<&'static str, Vec<&'static str>>,
    /// Words before a colon that name no speaker.
    pub labels: WordSet<&'static str>,
    /// The full forms of short given names, in lower case.
    pub nicknames: WordMap<&'static str, Vec<&'static str>>,
    /// Prefixes that stay joined with a hyphen.
    pub hyphen_prefixes: WordSet<&'static str>,
    /// Language tags, at most 32.
    pub languages: Vec<&'static str>,
    /// The commonest words of languages: of which ones, a bit each in the order of `languages`.
    pub common_words: WordMap<&'static str, u32>,
    /// Endings of the names of sites and files, after the last dot.
    pub name_endings: WordSet<&'static str>,
    /// Beginnings of lines of site furniture, with the kind of block they make.
    pub furniture: Vec<(&'static str, &'static str)>,
    /// Patterns of whole lines.
    pub line_patterns: Vec<LinePattern>,
    /// Verbs and phrases that introduce speech, in all their forms.
    pub cues: Phrases<CueForm>,
    /// Nouns that name a piece of speech.
    pub cue_nouns: Phrases<Frames>,
    /// Names of places, peoples and organisations.
    pub names: Phrases<NameEntry>,
    /// Best name of each thing that `names` speaks of.
    pub things: Vec<String>,
    /// Seats that stand for a government: what they stand for.
    pub metonyms: KeyMap<u32, u32>,
    /// Phrases between two names of one thing.
    pub alias_phrases: Phrases<()>,
    /// Given names.
    pub given_names: Phrases<GivenName>,
    /// Forms of address before a name.
    pub honorifics: Phrases<Honorific>,
    /// Words that reveal the type of a name.
    pub name_words: Phrases<NameWord>,
    /// Role nouns: of persons, groups, documents, events, places.
    pub roles: Phrases<RoleEntry>,
    /// Words beside quotation marks that tell that nobody spoke.
    pub unspoken: Phrases<Unspoken>,
    /// General role nouns with the more special ones that they can take up.
    role_kin: WordMap<&'static str, WordSet<&'static str>>,
    begins: KeyMap<u64, Begins>,
    closed: Phrases<u16>,
    closed_entries: Vec<Closed>,
}

/// A pattern of whole lines.
#[derive(Debug)]
pub struct LinePattern {
    /// The kind of block that such lines make.
    pub kind: &'static str,
    /// Signs of which every such line holds one; empty if it need not.
    pub signs: Signs,
    /// What such lines match.
    pub regex: Regex,
}

impl LinePattern {
    /// True for a line, in lower case with single spaces, that fits and has these signs.
    pub fn fits(&self, line: &str, signs: Signs) -> bool {
        (self.signs.is_empty() || self.signs.0 & signs.0 != 0) && self.regex.is_match(line)
    }
}

/// A set of characters before the letters of ASCII: digits, punctuation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs(u64);

impl Signs {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |set, b| set | u64::from(b < 64) << (b & 63)))
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The lexicon, parsed at first use.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::parse);
    &LEXICON
}

const LANGUAGES: &str = include_str!("../data/lexicon/languages.txt");

fn common_words() -> WordMap<&'static str, u32> {
    let mut words = WordMap::default();
    for (row, bit) in rows(LANGUAGES).zip(0..u32::BITS) {
        list(row.get(1)).for_each(|word| *words.entry(word).or_default() |= 1 << bit);
    }
    words
}

impl Lexicon {
    fn parse() -> Self {
        let (names, things, metonyms) = names::parse();
        let (closed, closed_entries) = closed::parse();
        let mut lexicon = Self {
            abbreviations: abbreviations(),
            contractions: rows(include_str!("../data/lexicon/contractions.txt"))
                .map(|r| (r.get(0), r.get(1).split(' ').collect()))
                .collect(),
            hyphen_prefixes: rows(include_str!("../data/lexicon/hyphen_prefixes.txt")).map(|r| r.get(0)).collect(),
            name_endings: rows(include_str!("../data/lexicon/name_endings.txt")).map(|r| r.get(0)).collect(),
            nicknames: rows(include_str!("../data/lexicon/nicknames.txt"))
                .map(|r| (r.get(0), list(r.get(1)).collect()))
                .collect(),
            labels: rows(include_str!("../data/lexicon/labels.txt")).map(|r| r.get(0)).collect(),
            languages: rows(LANGUAGES).map(|r| r.get(0)).collect(),
            common_words: common_words(),
            furniture: rows(include_str!("../data/lexicon/furniture.txt")).map(|r| (r.get(0), r.get(1))).collect(),
            line_patterns: rows(include_str!("../data/lexicon/line_patterns.txt"))
                .filter_map(|r| {
                    Some(LinePattern { kind: r.get(0), signs: Signs::of(r.get(1)), regex: Regex::new(r.get(2)).ok()? })
                })
                .collect(),
            cues: cues::parse(),
            cue_nouns: cues::parse_nouns(),
            names,
            things,
            metonyms,
            alias_phrases: names::parse_alias_phrases(),
            given_names: names::parse_given(),
            honorifics: names::parse_honorifics(),
            name_words: names::parse_words(),
            roles: roles::parse(),
            unspoken: unspoken::parse(),
            role_kin: roles::parse_kin(),
            begins: KeyMap::default(),
            closed,
            closed_entries,
        };
        lexicon.begins = begins::of(&lexicon);
        lexicon
    }

    /// Which lists have phrases that may begin with a word in lower case.
    pub fn begins(&self, lower: &str) -> Begins {
        self.begins.get(&phrases::start_key(lower)).copied().unwrap_or_default()
    }

    /// What is known of a closed-class word, in lower case.
    pub fn closed(&self, lower: &str) -> &Closed {
        self.closed_entry(self.closed_id(lower))
    }

    /// The number of a closed-class word; 0 for all others.
    pub fn closed_id(&self, lower: &str) -> u16 {
        self.closed.get(lower).copied().unwrap_or_default()
    }

    /// What is known of a closed-class word, by its number.
    pub fn closed_entry(&self, id: u16) -> &Closed {
        self.closed_entries.get(id as usize).unwrap_or(&closed::UNKNOWN)
    }

    /// True for a form of a verb that introduces direct speech.
    pub fn is_speech_verb(&self, lower: &str) -> bool {
        self.cues.get(lower).is_some_and(|c| c.entry.frames.direct && c.is_finite())
    }

    /// True if a role noun can mean somebody of whom another was said: a minister can be a secretary.
    pub fn takes_up(&self, noun: &str, said: &str) -> bool {
        noun == said || self.role_kin.get(noun).is_some_and(|kin| kin.contains(said))
    }

    /// The best name of a thing.
    pub fn thing(&self, id: u32) -> &str {
        self.things.get(id as usize).map_or("", String::as_str)
    }
}

fn abbreviations() -> WordMap<String, Abbreviation> {
    let kind = |name: &str| match name {
        "title" => Abbreviation::Title,
        "month" => Abbreviation::Month,
        _ => Abbreviation::Inner,
    };
    let all = rows(include_str!("../data/lexicon/abbreviations.txt"));
    all.map(|r| (r.get(0).to_lowercase(), kind(r.get(1)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_pattern_compiles() {
        for row in rows(include_str!("../data/lexicon/line_patterns.txt")) {
            assert!(Regex::new(row.get(2)).is_ok(), "{}", row.get(2));
        }
    }

    #[test]
    fn lists_hold_what_their_readers_expect() {
        let lexicon = lexicon();
        assert!(lexicon.is_speech_verb("said"));
        assert!(!lexicon.is_speech_verb("table"));
        assert!(lexicon.closed("he").pronoun.is_some());
        assert!(lexicon.names.get("iran").is_some());
        assert!(lexicon.roles.get("spokeswoman").is_some());
        assert!(lexicon.languages.len() <= 32, "a language has a bit in common_words");
    }
}
