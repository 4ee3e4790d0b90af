//! Other names that the text itself gives.

use super::forms::{acronym, initials, stands_for};
use super::names::alike;
use crate::document::{Document, EntityType, Mention, TokenSpan};
use crate::lexicon::lexicon;
use crate::text::WordMap;
use std::collections::{HashMap, HashSet};

/// Names that the text itself gives as another name of the one before: "X (Y)", "X, also known as Y".
pub fn other_names(doc: &Document, names: &[(usize, &Mention)]) -> WordMap<usize, usize> {
    let mut said = WordMap::default();
    if !doc.turns.is_empty() {
        labels(doc, names, &mut said);
    }
    for pair in names.windows(2) {
        let [(a, first), (b, second)] = pair else { continue };
        let gap = TokenSpan::new(first.tokens.end, second.tokens.start);
        if gap.is_empty() || gap.len() > 8 || doc.sentence_of(gap.start) != doc.sentence_of(second.tokens.start) {
            continue;
        }
        if bracketed(doc, gap, first, second) || introduced(doc, gap) && alike(first.etype, second.etype) {
            // The longer name is placed first; the shorter follows it.
            let (short, long) = if second.tokens.len() > first.tokens.len() { (*a, *b) } else { (*b, *a) };
            said.insert(short, long);
        }
    }
    said
}

/// The labels of an interview that are the initials of one person named before: "LH: The seedlings."
fn labels(doc: &Document, names: &[(usize, &Mention)], said: &mut WordMap<usize, usize>) {
    let labels: HashSet<usize> = doc.turns.iter().map(|t| t.label.start).collect();
    // By initials the first person who has them; none where two have.
    let mut people: HashMap<String, Option<(usize, TokenSpan)>> = HashMap::new();
    let words = |span: TokenSpan| span.range().map(|i| doc.tokens.lower(i)).collect::<Vec<_>>();
    for (n, name) in names {
        if name.tokens.len() == 1 && labels.contains(&name.tokens.start) {
            if let Some(Some((person, _))) = people.get(doc.tokens.norm(name.tokens.start)) {
                said.insert(*n, *person);
            }
        } else if let Some(initials) = initials(doc, name.tokens).filter(|_| name.etype == EntityType::Person) {
            let known = people.entry(initials).or_insert(Some((*n, name.tokens)));
            *known = known.filter(|(_, span)| words(*span) == words(name.tokens));
        }
    }
}

fn bracketed(doc: &Document, gap: TokenSpan, first: &Mention, second: &Mention) -> bool {
    let brackets = gap.range().filter(|&i| doc.tokens.norm(i) == "(").count() == 1
        && gap.range().all(|i| {
            matches!(doc.tokens.norm(i), "(" | "the" | "or")
                || doc.tokens.get(i).kind == crate::document::TokenKind::Mark
        })
        && matches!(doc.tokens.norm(second.tokens.end), ")" | "," | ";" | "\"" | "”");
    let made =
        |short: &Mention, long: &Mention| acronym(doc, short.tokens).is_some_and(|a| stands_for(doc, &a, long.tokens));
    // "Badan Nasional (BNPB)": in another language the letters are others.
    let foreign = || {
        let letters = doc.tokens.norm(second.tokens.start);
        let capitals = letters.len() > 2 && letters.chars().all(|c| c.is_ascii_uppercase());
        let firms = [first, second].iter().all(|m| m.etype == EntityType::Org);
        firms && gap.len() == 1 && capitals && first.tokens.len() > 2 && second.tokens.len() == 1
    };
    brackets && (made(second, first) || made(first, second) || foreign())
}

/// True if a phrase that announces another name stands between: "also known as".
fn introduced(doc: &Document, gap: TokenSpan) -> bool {
    let phrase =
        |i: usize| lexicon().alias_phrases.longest(|k| if i + k < gap.end { doc.tokens.lower(i + k) } else { "" });
    let small = |i: usize| {
        doc.tokens.get(i).kind == crate::document::TokenKind::Mark
            || matches!(doc.tokens.norm(i), "," | "(")
            || doc.tokens.closed(i).det
    };
    let Some((at, len)) = gap.range().find_map(|i| Some((i, phrase(i)?.0))) else { return false };
    (gap.start..at).chain(at + len..gap.end).all(small)
}
