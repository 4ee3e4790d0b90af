//! Closed-class words.

use super::phrases::Phrases;
use super::table::{list, rows};

/// Grammatical person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// I, we.
    First,
    /// You.
    Second,
    /// He, she, it, they.
    Third,
    /// Relative, demonstrative or indefinite.
    Other,
}

/// Grammatical case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// he
    Subject,
    /// him
    Object,
    /// his
    Possessive,
    /// himself
    Reflexive,
}

/// What a pronoun tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    /// Its person.
    pub person: Person,
    /// Its case.
    pub case: Case,
    /// True for they, we.
    pub plural: bool,
    /// `m`, `f`, `n`, or a blank.
    pub gender: char,
}

macro_rules! classes {
    ($($flag:ident = $name:literal: $doc:literal),* $(,)?) => {
        /// The classes a word belongs to.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Closed {
            $(#[doc = $doc] pub $flag: bool,)*
            /// What it tells as a pronoun.
            pub pronoun: Option<Pronoun>,
            /// True if a number, an amount or a date may begin with it.
            pub opens_value: bool,
            /// The value of a number word or scale.
            pub value: f64,
            /// The feature column as it is written.
            pub feature: &'static str,
        }

        /// A word of no closed class.
        pub const UNKNOWN: Closed = Closed { $($flag: false,)* pronoun: None, opens_value: false, value: 0.0, feature: "" };

        impl Closed {
            fn set(&mut self, class: &str) {
                match class {
                    $($name => self.$flag = true,)*
                    _ => {}
                }
            }
        }
    };
}

classes! {
    det = "det": "Determiner.", prep = "prep": "Preposition.", cc = "cc": "Coordinator.", sub = "sub": "Subordinator.",
    wh = "wh": "Question or relative word.", aux = "aux": "Auxiliary, form of be, have, do.", neg = "neg": "Negation.",
    clitic = "clitic": "Piece of a contraction.", adv = "adv": "Frequent adverb.", weekday = "weekday": "Day of the week.",
    month = "month": "Month.", number = "number": "Number word.", ordinal = "ordinal": "Ordinal word.",
    scale = "scale": "hundred, million.", scales = "scales": "hundreds, millions.",
    scale_letter = "scale_letter": "m, bn after a figure.", unit = "unit": "Unit of time.", daypart = "daypart": "Part of a day.",
    reldate = "reldate": "today, yesterday.", datemod = "datemod": "last, next.", datepart = "datepart": "early, late.",
    season = "season": "Season.", clock = "clock": "a.m., GMT.", approx = "approx": "about, nearly.",
    currency = "currency": "Currency word.", currency_symbol = "currency_symbol": "Currency sign.", percent = "percent": "Percent.", rank = "rank": "Word of rank before an office: deputy, supreme.",
    name_suffix = "name_suffix": "What follows a surname or a monarch's name: Jr, III.",
    particle = "particle": "Particle inside names: van, bin.", compass = "compass": "Word of direction or distance before \"of\".",
}

impl Closed {
    /// True for a form of be, have, do or a modal verb.
    pub fn is_verbal(&self) -> bool {
        self.aux
    }

    /// True for words that begin sentences far more often than they stand inside names.
    pub fn starts_sentence(&self) -> bool {
        let pronoun = self.pronoun.is_some_and(|p| p.case != Case::Possessive || p.person != Person::Other);
        self.det || self.prep || self.cc || self.sub || self.wh || self.aux || self.adv || pronoun
    }

    /// True for any word of grammar: not a number, date or currency word.
    pub fn is_function(&self) -> bool {
        self.det || self.prep || self.cc || self.sub || self.wh || self.aux || self.neg || self.pronoun.is_some()
    }
}

/// Reads `closed.txt`: numbers of words, and what is known by number; number 0 is every other word.
pub fn parse() -> (Phrases<u16>, Vec<Closed>) {
    let mut numbers = Phrases::default();
    let mut entries = vec![UNKNOWN];
    for row in rows(include_str!("../data/lexicon/closed.txt")) {
        let id = numbers.get(row.get(0)).copied().unwrap_or(entries.len() as u16);
        if id as usize == entries.len() {
            numbers.insert(row.get(0), id);
            entries.push(UNKNOWN);
        }
        let Some(entry) = entries.get_mut(id as usize) else { continue };
        entry.set(row.get(1));
        if row.get(1) == "pronoun" {
            entry.pronoun = Some(pronoun(row.get(2)));
        } else if !row.get(2).is_empty() {
            entry.feature = row.get(2);
            entry.value = row.get(2).parse().unwrap_or(entry.value);
        }
        let quantity = entry.number || entry.scales || entry.approx || entry.currency_symbol;
        let calendar = entry.weekday || entry.month || entry.season || entry.datemod || entry.datepart || entry.reldate;
        entry.opens_value = quantity || calendar || matches!(row.get(0), "a" | "one" | "half" | "this");
    }
    (numbers, entries)
}

fn pronoun(features: &'static str) -> Pronoun {
    let mut found = Pronoun { person: Person::Other, case: Case::Subject, plural: false, gender: ' ' };
    for feature in list(features) {
        match feature {
            "1" => found.person = Person::First,
            "2" => found.person = Person::Second,
            "3" => found.person = Person::Third,
            "p" => found.plural = true,
            "m" => found.gender = 'm',
            "f" => found.gender = 'f',
            "n" => found.gender = 'n',
            "obj" => found.case = Case::Object,
            "poss" => found.case = Case::Possessive,
            "refl" => found.case = Case::Reflexive,
            _ => {}
        }
    }
    found
}
