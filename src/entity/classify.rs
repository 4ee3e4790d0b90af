//! What kind of thing a name names, where the model's types are coarser than the report's.

use crate::document::{Document, EntityType, TokenSpan, WordShape};
use crate::lexicon::{NameClass, Position, RoleKind, lexicon};
use crate::model::{GIVEN_NAMES, LISTED_PLACES, WordHasher, gazetteer, word_hash};

/// Below this score the words in a name know better than the model that it names an organisation.
pub const CLEAR: f32 = 0.6;

/// The report's type of a name that the model read, given how sure it is: places by whether they have a government, other
/// names by the words in them. `None` for what is no name in the report.
pub fn report_type(doc: &Document, span: TokenSpan, read: EntityType, score: f32) -> Option<EntityType> {
    use EntityType as E;
    let listed = || listed_type(doc, span);
    let by_words = || by_words(doc, span);
    Some(match read {
        E::Loc => match listed().or_else(by_words) {
            Some(etype @ (E::Gpe | E::Loc | E::Facility)) => etype,
            Some(E::Org) if score < CLEAR => E::Org,
            _ => E::Gpe,
        },
        E::Work => match listed().or_else(by_words) {
            Some(etype @ (E::Norp | E::Event | E::Product | E::Work)) => etype,
            Some(E::Org) if score < CLEAR => E::Org,
            _ => E::Work,
        },
        E::Person if opens_event(doc, span) => E::Event,
        E::Person if span.len() > 1 && listed() == Some(E::Org) => E::Org,
        E::Person if is_branch(doc, span) => E::Org,
        E::Person if score < CLEAR && is_business(doc, span) => E::Org,
        E::Org if names_war(doc, span) => E::Event,
        other => other,
    })
}

/// True for "Cyclone Benno": the first word tells that no person is meant.
fn opens_event(doc: &Document, span: TokenSpan) -> bool {
    let first = lexicon().name_words.get(doc.tokens.lower(span.start));
    span.len() > 1 && first.is_some_and(|w| w.etype == "EVENT" && w.position != Position::Last)
}

/// True for "Bexley Homes": the last word tells of an organisation, and the first is no given name.
fn is_business(doc: &Document, span: TokenSpan) -> bool {
    let last = lexicon().name_words.get(doc.tokens.lower(span.last()));
    span.len() > 1 && last.is_some_and(|w| w.etype == "ORG" && w.position == Position::Last) && !opens_given(doc, span)
}

/// True if the first word is a given name.
fn opens_given(doc: &Document, span: TokenSpan) -> bool {
    let first = doc.tokens.lower(span.start);
    lexicon().given_names.get(first).is_some() || is_listed_given(first)
}

/// True if the gazetteer holds a word in lower case as a given name.
pub fn is_listed_given(word: &str) -> bool {
    gazetteer().get(word_hash(word)).is_some_and(|kinds| kinds & GIVEN_NAMES != 0)
}

/// True for "Virgin Australia": a land stands after what is no given name.
fn is_branch(doc: &Document, span: TokenSpan) -> bool {
    let land = || {
        let (len, entry) = doc.tokens.listed_name(TokenSpan::new(span.last(), span.end))?;
        (len == 1 && entry.class == NameClass::Country && !entry.alias).then_some(())
    };
    span.len() == 2 && land().is_some() && !opens_given(doc, span)
}

/// True for "Second World War", "Gulf War II": whatever is named after, it is a war itself.
fn names_war(doc: &Document, span: TokenSpan) -> bool {
    let numbered = span.len() > 2 && doc.tokens.get(span.last()).shape == WordShape::Upper;
    let last = span.last() - usize::from(numbered);
    span.len() > 1 && matches!(doc.tokens.lower(last), "war" | "wars")
}

/// True if the gazetteer holds the words as a country, a city or another place.
pub fn is_listed_place(doc: &Document, span: TokenSpan) -> bool {
    let mut hasher = WordHasher::default();
    for i in span.range() {
        hasher.write(if i > span.start { " " } else { "" });
        hasher.write(doc.tokens.lower(i));
    }
    gazetteer().get(hasher.finish()).is_some_and(|kinds| kinds & LISTED_PLACES != 0)
}

/// True for two or three capitalised words of which the first is a given name.
pub fn is_full_name(doc: &Document, span: TokenSpan) -> bool {
    (2..=3).contains(&span.len())
        && lexicon().given_names.get(doc.tokens.lower(span.start)).is_some()
        && span.range().all(|i| doc.tokens.get(i).is_capitalized())
}

/// The type of a name that stands in a list as a whole.
pub fn listed_type(doc: &Document, span: TokenSpan) -> Option<EntityType> {
    let (len, entry) = doc.tokens.listed_name(span)?;
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

/// The type that a word in the name reveals: "Cup", "River".
fn by_words(doc: &Document, span: TokenSpan) -> Option<EntityType> {
    let word = |i: usize| lexicon().name_words.get(doc.tokens.lower(i));
    let last = word(span.last()).filter(|w| w.position != Position::First && span.len() > 1);
    let first = word(span.start).filter(|w| matches!(w.position, Position::First | Position::Any) && span.len() > 1);
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

/// True for a company's legal form, written as one, after a name that is no place: an "AG" of Texas is an officer.
// Made once and not in each caller: kilobytes of wasm.
#[inline(never)]
pub fn has_legal_form(doc: &Document, name: TokenSpan) -> bool {
    let form = || lexicon().name_words.get(doc.tokens.lower(name.end)).is_some_and(|w| w.position == Position::Form);
    let written = || doc.tokens.get(name.end).is_capitalized() || doc.tokens.norm(name.end) == "plc";
    let place = || matches!(listed_type(doc, name), Some(EntityType::Gpe | EntityType::Loc | EntityType::Norp));
    written() && form() && name.end < doc.sentence(name.start).end && !name.is_empty() && !place()
}

/// Tokens of a title or form of address that stands before a name at `i`; 0 if none.
pub fn title_len(doc: &Document, i: usize) -> usize {
    let word = |k: usize| doc.tokens.lower(i + k);
    let honorific = lexicon().honorifics.longest(word).map_or(0, |(n, _)| n);
    let role = lexicon().roles.longest(word).filter(|(_, r)| r.title && !follows_office(doc, i)).map_or(0, |(n, _)| n);
    honorific.max(role)
}

/// True for a capitalised word after an office in small letters: Rovers manager Dean Whitlock is no dean.
fn follows_office(doc: &Document, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| doc.tokens.get(i).is_capitalized()) else { return false };
    // "Director General" is one office.
    let office = lexicon().roles.longest(|k| doc.tokens.lower(before + k));
    let office = office.is_some_and(|(len, r)| len == 1 && r.title && r.kind == RoleKind::Person);
    office && !doc.tokens.get(before).is_capitalized()
}
