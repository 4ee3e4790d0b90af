//! What kind of thing a name names.

use super::names::{key, title_len};
use crate::document::{Document, EntityType, TokenKind, TokenSpan, WordShape};
use crate::lexicon::{NameClass, Position, RoleKind, lexicon};
use std::collections::HashMap;

/// The name inside a run of capitalised words and its type, by lists, revealing words and surroundings.
pub fn classify(
    doc: &Document,
    span: TokenSpan,
    known: &HashMap<String, EntityType>,
) -> Option<(TokenSpan, EntityType)> {
    if let Some(etype) = listed_type(doc, span) {
        return Some((span, etype));
    }
    if let Some(etype) = by_words(doc, span) {
        return Some((span, etype));
    }
    if let Some(&etype) = known.get(&key(doc, span)) {
        return Some((span, etype));
    }
    let etype = by_surroundings(doc, span)?;
    Some((span, etype))
}

/// The type of a name that stands in a list as a whole.
pub fn listed_type(doc: &Document, span: TokenSpan) -> Option<EntityType> {
    let word = |k: usize| if span.start + k < span.end { doc.tokens.lower(span.start + k) } else { "" };
    let (len, entry) = lexicon().names.longest(word)?;
    let one = doc.tokens.get(span.start);
    // IS, US, IT are names only in capitals.
    let needs_capitals = len == 1
        && one.shape != WordShape::Upper
        && one.shape != WordShape::Mixed
        && doc.tokens.closed(span.start).starts_sentence();
    (len == span.len() && !needs_capitals).then_some(match entry.class {
        NameClass::Country | NameClass::City => EntityType::Gpe,
        NameClass::Place => EntityType::Loc,
        NameClass::Facility => EntityType::Facility,
        NameClass::Nationality | NameClass::Norp => EntityType::Norp,
        NameClass::Org => EntityType::Org,
    })
}

fn by_words(doc: &Document, span: TokenSpan) -> Option<EntityType> {
    let word = |i: usize| lexicon().name_words.get(doc.tokens.lower(i));
    let last = word(span.last()).filter(|w| w.position != Position::First && span.len() > 1);
    let first = word(span.start).filter(|w| w.position != Position::Last && span.len() > 1);
    let of = (span.start + 1..span.end).find(|&i| doc.tokens.lower(i) == "of");
    let before_of = of.and_then(|i| word(i - 1));
    let revealing = before_of.or(last).or(first)?;
    Some(match revealing.etype {
        "GPE" => EntityType::Gpe,
        "LOC" => EntityType::Loc,
        "FACILITY" => EntityType::Facility,
        "EVENT" => EntityType::Event,
        "WORK" => EntityType::Work,
        "PRODUCT" => EntityType::Product,
        _ => EntityType::Org,
    })
}

fn by_surroundings(doc: &Document, span: TokenSpan) -> Option<EntityType> {
    let lexicon = lexicon();
    let first = doc.tokens.lower(span.start);
    if span.start > 0 && titled(doc, span.start) {
        return Some(EntityType::Person);
    }
    if let Some(given) = lexicon.given_names.get(first)
        && (span.len() > 1 || !given.word)
        && span.len() <= 5
    {
        return Some(EntityType::Person);
    }
    let one = doc.tokens.get(span.start);
    if span.len() == 1 && one.shape == WordShape::Upper && doc.tokens.norm(span.start).chars().count() > 1 {
        return Some(EntityType::Org);
    }
    let before = span.start.checked_sub(1).map_or("", |i| doc.tokens.lower(i));
    // "the operator, Northern Crossings": the apposition tells.
    let group = |i: usize| lexicon.roles.get(doc.tokens.lower(i)).is_some_and(|r| r.kind == RoleKind::Group);
    if before == "," && span.start > 1 && group(span.start - 2) {
        return Some(EntityType::Org);
    }
    let speaks = |i: usize| lexicon.is_speech_verb(doc.tokens.lower(i));
    if speaks(span.end)
        || (span.start > 0 && speaks(span.start - 1) && doc.tokens.get(span.end).kind == TokenKind::Punct)
    {
        return Some(EntityType::Person);
    }
    match before {
        "in" | "near" | "across" | "around" if span.len() <= 3 => Some(EntityType::Gpe),
        _ if (2..=3).contains(&span.len()) && only_words(doc, span) => Some(EntityType::Person),
        _ => Some(EntityType::Org),
    }
}

fn only_words(doc: &Document, span: TokenSpan) -> bool {
    span.range().all(|i| {
        matches!(doc.tokens.get(i).shape, WordShape::Capital | WordShape::Mixed) || doc.tokens.norm(i).ends_with('.')
    })
}

/// True if a title or form of address ends right before token `i`.
fn titled(doc: &Document, i: usize) -> bool {
    (1..=4).any(|back| {
        i >= back && {
            let len = title_len(doc, i - back);
            len == back && doc.tokens.get(i - back).block == doc.tokens.get(i).block
        }
    })
}
