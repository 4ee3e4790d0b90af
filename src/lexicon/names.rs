//! Names of places, peoples, organisations; given names, forms of address, revealing words.

use super::phrases::Phrases;
use super::table::{list, rows};
use crate::text::{KeyMap, WordMap};

/// What a listed name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameClass {
    /// A country.
    Country,
    /// A city, state or province.
    City,
    /// Another place.
    Place,
    /// A building or the like.
    Facility,
    /// A nationality, as adjective or people.
    Nationality,
    /// Another people, religion or party.
    Norp,
    /// An organisation.
    Org,
}

/// A listed name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameEntry {
    /// What it is.
    pub class: NameClass,
    /// The thing it names: a position in `Lexicon::things`. Names of one thing share it.
    pub thing: u32,
    /// For a nationality, the country's thing.
    pub country: Option<u32>,
    /// True if it is not the thing's best name.
    pub alias: bool,
}

/// A sex that a given name or form of address tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Either.
    Either,
}

/// A given name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenName {
    /// Whose it mostly is.
    pub sex: Sex,
    /// True if it is a common word too.
    pub word: bool,
}

/// A form of address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Honorific {
    /// To whom.
    pub sex: Sex,
}

/// Where in a name a revealing word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// First: University of …
    First,
    /// Last: … University.
    Last,
    /// Last, as the legal form of a company: … plc.
    Form,
    /// Anywhere.
    Any,
}

/// A word that reveals the type of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameWord {
    /// `ORG`, `GPE`, `LOC`, `FACILITY`, `EVENT`, `WORK`, `PRODUCT`.
    pub etype: &'static str,
    /// Where it stands.
    pub position: Position,
}

fn sex(column: &str) -> Sex {
    match column {
        "m" => Sex::Male,
        "f" => Sex::Female,
        _ => Sex::Either,
    }
}

/// Names, things and metonyms under construction.
#[derive(Default)]
struct Names {
    map: Phrases<NameEntry>,
    things: Vec<String>,
    by_name: WordMap<String, u32>,
    metonyms: KeyMap<u32, u32>,
}

impl Names {
    fn thing(&mut self, name: &str) -> u32 {
        let next = self.things.len() as u32;
        let id = *self.by_name.entry(name.to_lowercase()).or_insert(next);
        if id == next {
            self.things.push(name.to_owned());
        }
        id
    }

    fn add(&mut self, name: &str, class: NameClass, thing: u32, country: Option<u32>) {
        let alias = self.things.get(thing as usize).is_some_and(|best| best != name);
        self.map.insert(name, NameEntry { class, thing, country, alias });
        self.by_name.entry(name.to_lowercase()).or_insert(thing);
    }

    fn countries(&mut self) {
        for row in rows(include_str!("../data/lexicon/countries.txt")) {
            let thing = self.thing(row.get(0));
            self.add(row.get(0), NameClass::Country, thing, None);
            list(row.get(1)).for_each(|alias| self.add(alias, NameClass::Country, thing, None));
            for capital in list(row.get(2)) {
                let city = self.thing(capital);
                self.add(capital, NameClass::City, city, None);
                if city != thing {
                    self.metonyms.insert(city, thing);
                }
            }
            let mut people = None;
            for demonym in list(row.get(3)) {
                let id = *people.get_or_insert_with(|| self.thing(demonym));
                self.add(demonym, NameClass::Nationality, id, Some(thing));
            }
        }
    }

    fn others(&mut self) {
        for row in rows(include_str!("../data/lexicon/aliases.txt")) {
            let thing = self.thing(row.get(0));
            list(row.get(1)).for_each(|alias| {
                self.by_name.entry(alias.to_lowercase()).or_insert(thing);
            });
        }
        for row in rows(include_str!("../data/lexicon/orgs.txt")) {
            let thing = self.thing(row.get(0));
            self.add(row.get(0), NameClass::Org, thing, None);
            list(row.get(1)).for_each(|alias| self.add(alias, NameClass::Org, thing, None));
        }
        for row in rows(include_str!("../data/lexicon/places.txt")) {
            let class = match row.get(1) {
                "GPE" => NameClass::City,
                "FACILITY" => NameClass::Facility,
                _ => NameClass::Place,
            };
            let thing = self.thing(row.get(0));
            self.add(row.get(0), class, thing, None);
        }
        for row in rows(include_str!("../data/lexicon/norps.txt")) {
            let thing = self.thing(row.get(0));
            self.add(row.get(0), NameClass::Norp, thing, None);
            list(row.get(1)).for_each(|plural| self.add(plural, NameClass::Norp, thing, None));
        }
    }

    /// Other names take the class of the best name, an organisation where nothing is known.
    fn aliases(&mut self) {
        for row in rows(include_str!("../data/lexicon/aliases.txt")) {
            let thing = self.thing(row.get(0));
            let class = self.map.get(&row.get(0).to_lowercase()).map_or(NameClass::Org, |e| e.class);
            self.add(row.get(0), class, thing, None);
            list(row.get(1)).for_each(|alias| self.add(alias, class, thing, None));
        }
        for row in rows(include_str!("../data/lexicon/metonyms.txt")) {
            let class = match row.get(2) {
                "GPE" => NameClass::City,
                "FACILITY" => NameClass::Facility,
                _ => NameClass::Org,
            };
            let (seat, institution) = (self.thing(row.get(0)), self.thing(row.get(1)));
            self.add(row.get(0), class, seat, None);
            if seat != institution {
                self.metonyms.insert(seat, institution);
            }
        }
    }
}

/// Reads the lists of names: phrases, best names, and what seats stand for.
pub fn parse() -> (Phrases<NameEntry>, Vec<String>, KeyMap<u32, u32>) {
    let mut names = Names::default();
    names.countries();
    names.others();
    names.aliases();
    (names.map, names.things, names.metonyms)
}

/// Reads `alias_phrases.txt`.
pub fn parse_alias_phrases() -> Phrases<()> {
    let mut phrases = Phrases::default();
    rows(include_str!("../data/lexicon/alias_phrases.txt")).for_each(|row| phrases.insert(row.get(0), ()));
    phrases
}

/// Reads `given_names.txt`.
pub fn parse_given() -> Phrases<GivenName> {
    let mut given = Phrases::default();
    for row in rows(include_str!("../data/lexicon/given_names.txt")) {
        given.insert(row.get(0), GivenName { sex: sex(row.get(1)), word: row.get(2) == "w" });
    }
    given
}

/// Reads `honorifics.txt`; each form is also known with a dot.
pub fn parse_honorifics() -> Phrases<Honorific> {
    let mut honorifics = Phrases::default();
    for row in rows(include_str!("../data/lexicon/honorifics.txt")) {
        let honorific = Honorific { sex: sex(row.get(1)) };
        honorifics.insert(row.get(0), honorific);
        honorifics.insert(&format!("{}.", row.get(0)), honorific);
    }
    honorifics
}

/// Reads `name_words.txt`.
pub fn parse_words() -> Phrases<NameWord> {
    let mut words = Phrases::default();
    for row in rows(include_str!("../data/lexicon/name_words.txt")) {
        let position = match row.get(2) {
            "first" => Position::First,
            "last" => Position::Last,
            "form" => Position::Form,
            _ => Position::Any,
        };
        words.insert(row.get(0), NameWord { etype: row.get(1), position });
    }
    words
}
