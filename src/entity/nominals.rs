//! Common nouns that refer: "the British minister", "officials", "the group".

use super::candidate::Candidates;
use crate::document::{
    BlockKind, Deprel, Document, EntityType, Gender, MentionKind, Number, TokenKind, TokenSpan, Upos, Xpos,
};
use crate::lexicon::{Begins, RoleKind, Sex, lexicon};

/// A nominal reaches at most so many tokens back from its noun.
const REACH: usize = 8;

/// Finds noun phrases whose noun is a role, with their determiner and modifiers.
pub fn find_nominals(doc: &Document, blocks: &[TokenSpan], found: &mut Candidates) {
    blocks.iter().for_each(|block| nominals(doc, *block, found));
}

fn nominals(doc: &Document, block: TokenSpan, found: &mut Candidates) {
    let (mut i, mut beside) = (block.start, None);
    while i < block.end {
        if let Some(person) = aged(doc, i) {
            let (kind, number) = (MentionKind::Nominal, Number::Singular);
            found.add(person, EntityType::Person, kind, person.last(), Gender::Unknown, number);
            i = person.end;
            continue;
        }
        let free = doc.tokens.begins(i, Begins::ROLE) && found.taken(i).is_none();
        if let Some(person) = apposed(doc, found, i) {
            let noun = person.last();
            let role = lexicon().roles.get(doc.tokens.lower(noun));
            let gender = role.map_or(Gender::Unknown, |role| gender(role.sex));
            found.add(person, EntityType::Person, MentionKind::Nominal, noun, gender, Number::Singular);
            beside = Some(noun);
        }
        let Some((len, role)) = free.then(|| lexicon().roles.longest(|k| doc.tokens.lower(i + k))).flatten() else {
            i += 1;
            continue;
        };
        let end = i + len;
        let head = end - 1;
        // The noun of a phrase beside a name; what stands before it may be another: "the agency's former chief".
        if beside == Some(head) {
            i = end;
            continue;
        }
        let running = doc.block_kind(i).is_article() || doc.block_kind(i) == BlockKind::Comment;
        let noun = matches!(doc.syntax.upos(head), Upos::Noun | Upos::Propn | Upos::X);
        if noun && running && !continues(doc, found, end) && !found.titled(head) {
            let start = left_edge(doc, found, i);
            let etype = match role.kind {
                // "The contractor, Geolytics, declined".
                RoleKind::Person if explained_by_firm(doc, found, end) => EntityType::Org,
                RoleKind::Person | RoleKind::Collective => EntityType::Person,
                RoleKind::Group | RoleKind::Document => EntityType::Org,
                RoleKind::Event => EntityType::Event,
                RoleKind::Place => EntityType::Gpe,
            };
            // Headlines leave articles out: "Farmers ignored, says union".
            let heading = matches!(doc.block_kind(i), BlockKind::Headline | BlockKind::Subhead);
            let determined = start < i || role.plural || heading;
            // "No minister" is nobody, nor is what "what patients pay" begins with.
            let nobody = matches!(doc.tokens.lower(start), "no" | "what" | "whatever");
            // The Eastbridge Courier is a newspaper.
            let capital = |i: usize| doc.tokens.get(i).is_capitalized();
            let paper =
                len == 1 && start + 1 < head && capital(head) && capital(head - 1) && found.taken(head - 1).is_none();
            let paper = paper && lexicon().name_words.get(doc.tokens.lower(head)).is_some_and(|w| w.etype == "ORG");
            if determined && !nobody && !paper && role.kind != RoleKind::Place {
                let gender = gender(role.sex);
                let number = if role.plural { Number::Plural } else { Number::Singular };
                found.add(TokenSpan::new(start, end), etype, MentionKind::Nominal, head, gender, number);
            }
        }
        i = end;
    }
}

fn gender(sex: Sex) -> Gender {
    match sex {
        Sex::Male => Gender::Masculine,
        Sex::Female => Gender::Feminine,
        Sex::Either => Gender::Unknown,
    }
}

/// The phrase that the grammar puts beside a person's name before a comma: "Anita Rao, an endocrinologist", "Mohamed Adow,
/// director of a think tank".
fn apposed(doc: &Document, found: &Candidates, start: usize) -> Option<TokenSpan> {
    let comma = start.checked_sub(1).filter(|&i| doc.tokens.norm(i) == ",")?;
    let named = |i: usize| found.taken(i) == Some(EntityType::Person);
    if !comma.checked_sub(1).is_some_and(named) || doc.tokens.closed(start).cc {
        return None;
    }
    // Behind a comma and without a preposition the parser takes some for attributes.
    let beside = |i: &usize| {
        matches!(doc.syntax.deprel(*i), Deprel::APPOS | Deprel::NMOD)
            && doc.syntax.head(*i) < comma
            && named(doc.syntax.head(*i))
    };
    let noun = (start..start + REACH).take_while(|&i| doc.tokens.norm(i) != ",").find(beside)?;
    let free = |i: usize| found.taken(i).is_none_or(EntityType::is_named) && !doc.tokens.closed(i).prep;
    let fits = doc.syntax.xpos(noun) == Xpos::NN && found.taken(noun).is_none() && !found.titled(noun);
    (fits && (start..=noun).all(free)).then_some(TokenSpan::new(start, noun + 1))
}

/// The person whom an age alone names, from the number on: the "19-year-old" said.
pub fn aged(doc: &Document, number: usize) -> Option<TokenSpan> {
    let text = |k: usize| doc.tokens.lower(number + k);
    let age = doc.tokens.get(number).kind == TokenKind::Number
        && (text(1), text(2), text(3), text(4)) == ("-", "year", "-", "old");
    let here = |i: usize| doc.tokens.get(i).block == doc.tokens.get(number).block;
    let start = number.checked_sub(1).filter(|&i| age && here(i) && doc.tokens.closed(i).det)?;
    let modifies = doc.tokens.get(number + 5).is_wordlike()
        && matches!(doc.syntax.upos(number + 5), Upos::Noun | Upos::Propn | Upos::Adj);
    (!modifies).then_some(TokenSpan::new(start, number + 5))
}

/// True if the name of an organisation between commas follows.
fn explained_by_firm(doc: &Document, found: &Candidates, end: usize) -> bool {
    let firm = |i: &usize| found.taken(*i) == Some(EntityType::Org);
    let name = (end + 1..end + 1 + REACH).take_while(firm).count();
    name > 0 && doc.tokens.norm(end) == "," && doc.tokens.norm(end + 1 + name) == ","
}

/// True if the noun only modifies what follows: "police officer", "government forces", a name.
fn continues(doc: &Document, found: &Candidates, end: usize) -> bool {
    let next = doc.tokens.get(end);
    if next.kind != TokenKind::Word || next.space_before && doc.tokens.get(end - 1).block != next.block {
        return doc.tokens.norm(end) == "-" && !next.space_before;
    }
    matches!(found.taken(end), Some(EntityType::Person))
        || lexicon()
            .roles
            .get(doc.tokens.lower(end))
            .is_some_and(|r| !lexicon().is_speech_verb(doc.tokens.lower(end)) && r.kind != RoleKind::Document)
}

/// True for a verb that stands for itself: "my daughter missed two visits".
fn predicates(doc: &Document, i: usize) -> bool {
    let inside = [Deprel::AMOD, Deprel::COMPOUND].iter().any(|r| doc.syntax.deprel(i).is(*r));
    doc.syntax.upos(i) == Upos::Verb && !inside
}

/// Where the noun phrase begins: at its determiner, or at the first modifier.
fn left_edge(doc: &Document, found: &Candidates, noun: usize) -> usize {
    let block = doc.tokens.get(noun).block;
    let mut start = noun;
    while start > 0 && noun - start < REACH {
        let i = start - 1;
        let token = doc.tokens.get(i);
        let lower = doc.tokens.lower(i);
        let closed = lexicon().closed(lower);
        if token.block != block {
            break;
        }
        let possessive = closed.pronoun.is_some_and(|p| p.case == crate::lexicon::Case::Possessive);
        // "It is clear that children suffer".
        if lower == "that" && doc.syntax.upos(i) != Upos::Det {
            break;
        }
        if closed.det || possessive {
            return i;
        }
        let joins =
            lower == "'s" || (token.kind == TokenKind::Dash && !token.space_before && doc.tokens.norm(i) == "-");
        let named = found.taken(i).is_some_and(EntityType::is_named);
        let counted = found.taken(i) == Some(EntityType::Number);
        let modifier = token.kind == TokenKind::Word
            && found.taken(i).is_none()
            && !closed.is_function()
            && !closed.adv
            && !closed.cc
            && !predicates(doc, i)
            && lexicon().cues.get(lower).is_none_or(|c| c.form == 'n');
        if !(joins || named || counted || modifier) {
            break;
        }
        start = i;
    }
    // A bare modifier chain may have swallowed a verb: keep only names and the noun.
    let bare = (start..noun).find(|&i| found.taken(i).is_some());
    bare.unwrap_or(noun)
}
