//! Nouns for what people, groups, documents, events and places are.

use super::names::Sex;
use super::phrases::Phrases;
use super::table::{list, rows};
use crate::text::{WordMap, WordSet};

/// What a role noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleKind {
    /// A person: minister.
    Person,
    /// Unnamed people: officials.
    Collective,
    /// An organisation: group, government.
    Group,
    /// A document: report, survey.
    Document,
    /// An event: conference.
    Event,
    /// A place: city.
    Place,
}

/// A role noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleEntry {
    /// What it names.
    pub kind: RoleKind,
    /// The sex that the word itself tells.
    pub sex: Sex,
    /// True if it can stand right before a name: President X.
    pub title: bool,
    /// True if "the …" often means the organisation named last.
    pub generic: bool,
    /// True if a name of one of this kind mostly holds the word: Ministry of Health.
    pub in_name: bool,
    /// True for a plural form.
    pub plural: bool,
}

/// Reads `roles.txt`, with plurals.
pub fn parse() -> Phrases<RoleEntry> {
    let mut roles = Phrases::default();
    for row in rows(include_str!("../data/lexicon/roles.txt")) {
        let kind = match row.get(1) {
            "collective" => RoleKind::Collective,
            "group" => RoleKind::Group,
            "document" => RoleKind::Document,
            "event" => RoleKind::Event,
            "place" => RoleKind::Place,
            _ => RoleKind::Person,
        };
        let sex = match row.get(2) {
            "m" => Sex::Male,
            "f" => Sex::Female,
            _ => Sex::Either,
        };
        let plural = kind == RoleKind::Collective;
        roles.insert(
            row.get(0),
            RoleEntry {
                kind,
                sex,
                title: row.get(3).contains('p'),
                generic: row.get(3).contains('g'),
                in_name: row.get(3).contains('k'),
                plural,
            },
        );
        if !row.get(4).is_empty() && row.get(4) != row.get(0) {
            roles.insert(
                row.get(4),
                RoleEntry { kind, sex, title: false, generic: false, in_name: false, plural: true },
            );
        }
    }
    roles
}

/// Reads `role_kin.txt`.
pub fn parse_kin() -> WordMap<&'static str, WordSet<&'static str>> {
    let mut kin: WordMap<&'static str, WordSet<&'static str>> = WordMap::default();
    for row in rows(include_str!("../data/lexicon/role_kin.txt")) {
        kin.entry(row.get(0)).or_default().extend(list(row.get(1)));
    }
    kin
}

/// True for a word, in lower case, that calls somebody by a party: of these American newspapers make names, "the Kentucky
/// Republican".
pub fn is_partisan(word: &str) -> bool {
    matches!(word, "republican" | "democrat")
}
