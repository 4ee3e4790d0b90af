//! Offices and roles as words: "U.S. Secretary of State" before a name.

use super::candidate::Candidates;
use crate::document::{Document, EntityType, Gender, MentionKind, Number, TokenKind, TokenSpan};
use crate::lexicon::{Begins, RoleKind, lexicon};

/// A title reaches at most so many tokens back from its noun.
const REACH: usize = 7;

/// Finds the title right before each person's name, and capitalised titles that stand alone.
pub fn find_titles(doc: &Document, blocks: &[TokenSpan], found: &mut Candidates) {
    let here = |start: &usize| {
        let block = blocks.get(blocks.partition_point(|b| b.end <= *start));
        block.is_some_and(|b| b.holds(*start))
    };
    let named = found.mentions().iter().filter(|m| m.etype == EntityType::Person && m.kind != MentionKind::Nominal);
    let people: Vec<usize> = named.map(|m| m.tokens.start).filter(here).collect();
    for start in people {
        if let Some(title) = title_before(doc, found, start) {
            add(found, title);
        }
    }
    for block in blocks {
        titles_alone(doc, *block, found);
    }
}

fn titles_alone(doc: &Document, block: TokenSpan, found: &mut Candidates) {
    let mut i = block.start;
    while i < block.end {
        let capital = doc.tokens.begins(i, Begins::ROLE) && doc.tokens.get(i).is_capitalized();
        let role = capital.then(|| lexicon().roles.longest(|k| doc.tokens.lower(i + k))).flatten();
        let title = role.filter(|(len, r)| *len > 1 && r.title && r.kind == RoleKind::Person);
        let len = title.map_or(0, |(len, _)| len);
        if len > 0 && (i..i + len).all(|k| !found.titled(k)) {
            add(found, widen(doc, found, TokenSpan::new(i, i + len)));
        }
        i += len.max(1);
    }
}

fn add(found: &mut Candidates, title: TokenSpan) {
    if title.range().all(|k| !found.titled(k)) {
        found.add(title, EntityType::Title, MentionKind::Name, title.last(), Gender::Unknown, Number::Singular);
    }
}

/// The title phrase that ends right before `name`, an opening bracket between them allowed.
fn title_before(doc: &Document, found: &Candidates, name: usize) -> Option<TokenSpan> {
    let mut end = name;
    if end > 0 && doc.tokens.norm(end - 1) == "(" {
        end -= 1;
    }
    let longest = (1..=5.min(end)).rev().find_map(|len| {
        let start = end - len;
        let hit = lexicon().roles.longest(|k| if start + k < end { doc.tokens.lower(start + k) } else { "" });
        hit.filter(|(n, r)| *n == len && r.title && r.kind == RoleKind::Person).map(|_| TokenSpan::new(start, end))
    })?;
    (doc.tokens.get(longest.start).block == doc.tokens.get(name).block).then(|| widen(doc, found, longest))
}

/// Takes in what belongs to the office: its country, its ministry, "supreme", "deputy".
fn widen(doc: &Document, found: &Candidates, title: TokenSpan) -> TokenSpan {
    let mut start = title.start;
    while start > 0 && title.start - start < REACH && belongs(doc, found, start - 1, start) {
        start -= 1;
    }
    // An article or a possessive marker alone does not open a title.
    while start < title.start && !doc.tokens.get(start).is_wordlike() || doc.tokens.lower(start) == "'s" {
        start += 1;
    }
    TokenSpan::new(start, title.end)
}

fn belongs(doc: &Document, found: &Candidates, i: usize, next: usize) -> bool {
    let token = doc.tokens.get(i);
    let same_block = token.block == doc.tokens.get(next).block;
    let name = matches!(found.taken(i), Some(EntityType::Gpe | EntityType::Org | EntityType::Norp | EntityType::Loc));
    let lower = doc.tokens.lower(i);
    let closed = lexicon().closed(lower);
    let adjective = token.kind == TokenKind::Word
        && !closed.is_function()
        && !closed.adv
        && lexicon().cues.get(lower).is_none()
        && found.taken(i).is_none()
        && (lexicon().roles.get(lower).is_some() || doc.tokens.closed(i).rank);
    same_block
        && (name
            || adjective
            || lower == "'s" && found.taken(i.wrapping_sub(1)).is_some()
            || lower == "-" && doc.tokens.closed(i.wrapping_sub(1)).rank)
}
