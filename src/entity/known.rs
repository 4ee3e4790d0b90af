//! What an article calls its names: each is what most of its places say it is.

use super::classify::{CLEAR, has_legal_form, is_listed_given, listed_type, title_len};
use crate::document::{Deprel, Document, EntityType, TokenSpan, Upos, Xpos};
use crate::lexicon::{RoleKind, lexicon};
use crate::text::{WordMap, WordSet};
use std::borrow::Cow;

/// What a noun in apposition to a name weighs against the model's own reading of one mention, which is 1 at most.
const TOLD: f32 = 1.2;
/// What a post in a team weighs that the name stands before: more than all the mentions of a name in an article.
const FIELDED: f32 = 100.0;
/// The longest surname with a particle, in tokens: "van der Berg".
const LONGEST_SURNAME: usize = 4;
/// What governs a noun stands so many tokens before it at most.
const OF_A_GROUP: usize = 6;

/// What joins names to names.
pub const PARTICLES: [&str; 18] = [
    "abu", "al", "ben", "bin", "bint", "da", "de", "del", "der", "di", "el", "ibn", "la", "le", "ould", "st", "van",
    "von",
];

/// A name with the report's type and how sure the model is of it.
#[derive(Clone, Copy)]
pub struct Name {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its type.
    pub etype: EntityType,
    /// How sure the model is, from 0 to 1.
    pub score: f32,
}

/// How much speaks for each type of a name; less than nothing for those that nobody spoke of.
type Votes = [f32; EntityType::ALL.len()];

/// What the article calls names elsewhere: for each name how much speaks for each of its types, and the words that stand in
/// full names of people.
#[derive(Default)]
pub struct Known<'d> {
    // By its words where a name stands among the votes.
    ids: WordMap<Cow<'d, str>, usize>,
    votes: Vec<Votes>,
    people: WordSet<&'d str>,
    // Surnames of people that a particle opens, in lower case, by their last words, with how long they are: "de Wit".
    surnames: WordMap<&'d str, usize>,
    // Last words of the names of places and events of several words, in lower case: "Port Ellery", "Cyclone Benno".
    things: WordMap<&'d str, EntityType>,
    // First words of the names of organisations of two words, in lower case: "Corvane Health".
    firms: WordSet<&'d str>,
}

impl<'d> Known<'d> {
    /// Where a name stands among the votes.
    pub fn id(&mut self, key: Cow<'d, str>) -> usize {
        let id = *self.ids.entry(key).or_insert(self.votes.len());
        if id == self.votes.len() {
            self.votes.push([-1.0; EntityType::ALL.len()]);
        }
        id
    }

    fn add(&mut self, id: usize, etype: EntityType, score: f32) {
        let vote = self.votes.get_mut(id).and_then(|votes| votes.get_mut(etype as usize));
        vote.into_iter().for_each(|vote| *vote = vote.max(0.0) + score);
    }

    /// Counts a name that the model read.
    pub fn learn(&mut self, doc: &'d Document, name: &Name, id: usize) {
        self.add(id, name.etype, name.score);
        if name.etype == EntityType::Person && name.tokens.len() > 1 {
            for i in name.tokens.range().filter(|&i| doc.tokens.get(i).is_capitalized()) {
                let word = self.id(doc.tokens.norm(i).into());
                self.add(word, name.etype, name.score);
                self.people.insert(doc.tokens.norm(i));
            }
        }
        if let Some(particle) = particle_of(doc, name) {
            self.surnames.insert(doc.tokens.lower(name.tokens.last()), name.tokens.end - particle);
        }
        self.learn_firm(doc, name);
        if matches!(name.etype, EntityType::Gpe | EntityType::Loc | EntityType::Event) && name.tokens.len() > 1 {
            self.things.insert(doc.tokens.lower(name.tokens.last()), name.etype);
        }
    }

    /// Takes note of an organisation that may be called by its first word.
    fn learn_firm(&mut self, doc: &'d Document, name: &Name) {
        let first = doc.tokens.lower(name.tokens.start);
        if name.etype == EntityType::Org && name.tokens.len() == 2 && !is_given(doc, name) {
            self.firms.insert(first);
        }
    }

    /// Counts what the words beside a name say it is: "the company, Arden Water,"; and what its last word says, of it and of what
    /// is left without: "Arden Water plc".
    pub fn hear(&mut self, doc: &'d Document, name: &Name, id: usize) {
        let company = TokenSpan::new(name.tokens.start, name.tokens.last());
        if has_legal_form(doc, company) {
            let company = self.id(key(doc, company));
            [id, company].into_iter().for_each(|id| self.add(id, EntityType::Org, TOLD));
        }
        if self.fields(doc, name) {
            self.add(id, EntityType::Org, FIELDED);
        }
        if let Some(etype) = told(doc, name).filter(|t| *t != name.etype && listed_type(doc, name.tokens).is_none()) {
            self.add(id, etype, TOLD);
        }
    }

    /// True for "Ashcombe goalkeeper Pieter de Wit": who fields him is no person.
    fn fields(&self, doc: &Document, name: &Name) -> bool {
        let (post, holder) = (name.tokens.end, name.tokens.end + 1);
        name.tokens.len() == 1
            && name.etype == EntityType::Person
            && doc.tokens.get(holder).is_capitalized()
            && !doc.tokens.get(post).is_capitalized()
            && doc.syntax.upos(holder) == Upos::Propn
            && (lexicon().takes_up("player", doc.tokens.lower(post))
                || matches!(doc.tokens.lower(post), "manager" | "coach"))
            && !self.people.contains(doc.tokens.norm(name.tokens.start))
    }

    /// The surname that starts at token `i`, of somebody who was named in full: "De Wit" of Pieter de Wit.
    pub fn surname_at(&self, doc: &Document, i: usize) -> Option<TokenSpan> {
        let long = |end: usize| self.surnames.get(doc.tokens.lower(end - 1)) == Some(&(end - i));
        let opens = !self.surnames.is_empty() && PARTICLES.contains(&doc.tokens.lower(i));
        let end = (i + 2..=i + LONGEST_SURNAME).filter(|_| opens).find(|end| long(*end))?;
        Some(TokenSpan::new(i, end))
    }

    /// The type that most speaks for.
    pub fn best(&self, id: usize) -> Option<EntityType> {
        let spoken = EntityType::ALL.into_iter().zip(self.votes.get(id)?).filter(|(_, vote)| **vote >= 0.0);
        spoken.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(etype, _)| etype)
    }

    /// The same of a name, by its words.
    pub fn best_of(&self, key: &str) -> Option<EntityType> {
        self.best(*self.ids.get(key)?)
    }

    /// The organisation in a name of two words that the model took for a person's, after a noun that has its capital from where it
    /// stands: "Brewer Arden", of Arden plc.
    // Apart from its caller it is smaller.
    #[inline(never)]
    pub fn described(&self, doc: &Document, name: &Name) -> Option<TokenSpan> {
        let tokens = name.tokens;
        let opens = tokens.len() == 2 && doc.sentence(tokens.start).start == tokens.start && !is_given(doc, name);
        let last = TokenSpan::new(tokens.last(), tokens.end);
        let known = || self.best_of(doc.tokens.norm(last.start)) == Some(EntityType::Org);
        (name.etype == EntityType::Person && opens && known()).then_some(last)
    }

    /// The type that the article as a whole gives a name, of which most speaks for the `best`.
    pub fn etype(&self, doc: &Document, name: &Name, best: Option<EntityType>) -> EntityType {
        let etype = best.unwrap_or(name.etype);
        // Newspapers give people their full names once: who never had another name than that of a place is the place.
        let bare = etype == EntityType::Person && name.tokens.len() == 1;
        let place = || listed_type(doc, name.tokens).filter(|t| *t == EntityType::Gpe);
        let titled = || {
            let before = name.tokens.start.saturating_sub(1);
            title_len(doc, before) == 1 && before < name.tokens.start
        };
        let someone = || self.people.contains(doc.tokens.norm(name.tokens.start)) || titled();
        // "The Ellery ferries" sail from Port Ellery.
        let part = || {
            let whole = self.things.get(doc.tokens.lower(name.tokens.start)).copied();
            whole.filter(|t| *t == EntityType::Event || name.score < CLEAR)
        };
        let called = || self.firms.contains(doc.tokens.lower(name.tokens.start)) && name.score < CLEAR;
        let compound = || is_compound(doc.tokens.norm(name.tokens.start));
        let firm =
            || (compound() || employs(doc, name) || called() || determined(doc, name)).then_some(EntityType::Org);
        if bare && !someone() { place().or_else(part).or_else(firm).unwrap_or(etype) } else { etype }
    }
}

/// What opens surnames with a capital inside: "McCartney", "DeSantis", "FitzGerald".
const OPENS_SURNAME: [&str; 14] =
    ["Mc", "Mac", "De", "Di", "Da", "Du", "La", "Le", "Lo", "Van", "Von", "Fitz", "Ben", "Al"];

/// True for a name with a capital inside that no surname has: "ScotRail". In newspapers one of forty such names is a person's.
fn is_compound(word: &str) -> bool {
    let inner = word.char_indices().zip(word.chars().skip(1)).find(|((_, a), b)| a.is_lowercase() && b.is_uppercase());
    let opening = inner.and_then(|((at, a), _)| word.get(..at + a.len_utf8()));
    let written = word.starts_with(char::is_uppercase) && word.ends_with(char::is_lowercase);
    opening.is_some_and(|opening| written && !OPENS_SURNAME.contains(&opening))
}

/// True for "the Elysee declined": no person has an article.
fn determined(doc: &Document, name: &Name) -> bool {
    let at = name.tokens.start;
    let article = at > 0 && doc.tokens.lower(at - 1) == "the" && doc.syntax.head(at - 1) == at;
    article && doc.syntax.xpos(at) == Xpos::NNP && doc.syntax.deprel(at).is(Deprel::NSUBJ)
}

/// True for "analysts at Jefferies": who somebody works at is no person.
fn employs(doc: &Document, name: &Name) -> bool {
    let small = |i: usize| !doc.tokens.get(i).is_capitalized() || i == doc.sentence(i).start;
    let role = |i: usize| lexicon().roles.get(doc.tokens.lower(i)).filter(|_| small(i));
    let before = |back: usize| name.tokens.start.checked_sub(back);
    before(1).is_some_and(|at| doc.tokens.lower(at) == "at")
        && before(2).and_then(role).is_some_and(|r| matches!(r.kind, RoleKind::Person | RoleKind::Collective))
}

/// The type that the noun in apposition before a name tells: "the leader of the opposition, Ivo Petrov", "The company, Arden
/// Water, said", "the consultancy Drewry". Only places are told to be people, or all and sundry would be.
fn told(doc: &Document, name: &Name) -> Option<EntityType> {
    let before = name.tokens.start.checked_sub(1)?;
    let kind =
        |i: usize| match lexicon().roles.get(doc.tokens.lower(i)).filter(|_| !doc.tokens.get(i).is_capitalized())?.kind
        {
            RoleKind::Person => {
                Some(EntityType::Person).filter(|_| matches!(name.etype, EntityType::Gpe | EntityType::Loc))
            }
            RoleKind::Group => Some(EntityType::Org),
            _ => None,
        };
    // "The leader of the opposition, Ivo Petrov": who leads it, and not it, is named.
    let someone = |noun: usize| {
        let governs = (noun.saturating_sub(OF_A_GROUP)..noun).rev().find(|&i| doc.tokens.closed(i).prep);
        let role = governs.and_then(|i| lexicon().roles.get(doc.tokens.lower(i.checked_sub(1)?)));
        role.is_some_and(|role| role.kind == RoleKind::Person)
            && (name.etype == EntityType::Person || is_given(doc, name))
    };
    if doc.tokens.norm(before) != "," {
        // "The consultancy Drewry", but not "the party Renner leads".
        let group = kind(before).filter(|told| *told == EntityType::Org)?;
        let top = doc.top_of(name.tokens);
        let hangs = |i: usize, from: usize| doc.syntax.head(i) == from && doc.syntax.deprel(i) != Deprel::NSUBJ;
        let one = hangs(top, before) || hangs(before, top);
        return Some(group).filter(|_| one && name.etype != EntityType::Work && !is_given(doc, name));
    }
    let top = doc.top_of(name.tokens);
    let noun = doc.syntax.head(top);
    if noun < before && doc.syntax.deprel(top) == Deprel::APPOS {
        return if someone(noun) { Some(EntityType::Person) } else { kind(noun) };
    }
    // "The company, X, said": the parser may have lost the way.
    let noun = before.checked_sub(1)?;
    let determiner = noun.checked_sub(1).filter(|&i| doc.tokens.closed(i).det)?;
    let governed = determiner.checked_sub(1).is_some_and(|i| doc.tokens.closed(i).prep);
    let closed = doc.tokens.norm(name.tokens.end) == ",";
    kind(noun).filter(|_| closed && !governed)
}

/// True for a name of several words that a given name opens.
fn is_given(doc: &Document, name: &Name) -> bool {
    name.tokens.len() > 1 && is_listed_given(doc.tokens.lower(name.tokens.start))
}

/// Where a particle opens the surname in the full name of a person: the "de" of Pieter de Wit.
fn particle_of(doc: &Document, name: &Name) -> Option<usize> {
    let person = name.etype == EntityType::Person;
    name.tokens.range().skip(1).find(|&i| person && PARTICLES.contains(&doc.tokens.lower(i)) && i < name.tokens.last())
}

/// The words of a name, joined.
pub fn key<'d>(doc: &'d Document, span: TokenSpan) -> Cow<'d, str> {
    if span.len() == 1 {
        return doc.tokens.norm(span.start).into();
    }
    let mut key = String::with_capacity(doc.bytes(span).len() + span.len());
    for i in span.range() {
        key.push_str(if i > span.start { " " } else { "" });
        key.push_str(doc.tokens.norm(i));
    }
    key.into()
}
