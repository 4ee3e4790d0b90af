//! Capitals and seats that stand for their governments.

use crate::document::{Document, Entity, EntityType, TokenKind};
use crate::lexicon::lexicon;
use crate::text::{WordMap, WordSet};

/// Finds the mentions of a capital that stand for its government: where the city acts somewhere in the text, every
/// mention that no preposition of place governs. They point to the country's entity, if the text names the country.
pub fn find_metonyms(doc: &Document, entities: &mut [Entity]) {
    let speakers: WordSet<usize> = doc.attributions.iter().filter_map(|a| a.speaker).collect();
    let by_thing: WordMap<u32, usize> =
        entities.iter().enumerate().filter_map(|(i, e)| Some((thing_of(doc, e)?, i))).collect();
    for entity in
        entities.iter_mut().filter(|e| matches!(e.etype, EntityType::Gpe | EntityType::Org | EntityType::Facility))
    {
        let Some(target) = thing_of_name(doc, entity).and_then(|t| lexicon().metonyms.get(&t)) else { continue };
        let Some(&target) = by_thing.get(target) else { continue };
        let acts = entity.mentions.iter().any(|m| speakers.contains(m) || acts(doc, *m));
        if acts {
            let standing = entity.mentions.iter().filter(|&&m| !is_place(doc, m));
            entity.metonyms = standing.map(|&m| (m, target)).collect();
        }
    }
}

fn thing_of_name(doc: &Document, entity: &Entity) -> Option<u32> {
    entity.mentions.iter().find_map(|&m| {
        let span = doc.mentions.get(m)?.tokens;
        doc.tokens.listed_name(span).filter(|(n, _)| *n == span.len()).map(|(_, e)| e.thing)
    })
}

fn thing_of(doc: &Document, entity: &Entity) -> Option<u32> {
    matches!(entity.etype, EntityType::Gpe | EntityType::Org).then(|| thing_of_name(doc, entity)).flatten()
}

/// True if the city is the subject of a verb right after it: "Tehran has", "Washington remained".
fn acts(doc: &Document, m: usize) -> bool {
    let Some(mention) = doc.mentions.get(m) else { return false };
    let next = mention.tokens.end;
    let lower = doc.tokens.lower(next);
    let verb = lexicon().closed(lower).aux
        || lexicon().cues.get(lower).is_some_and(|c| c.is_finite())
        || lower.ends_with("ed");
    verb && doc.tokens.get(next).kind == TokenKind::Word && !is_place(doc, m)
}

/// True if a preposition of place governs the mention, or it only modifies a noun of place.
fn is_place(doc: &Document, m: usize) -> bool {
    let Some(start) = doc.mentions.get(m).map(|x| x.tokens.start) else { return false };
    let before = start.checked_sub(1).map_or("", |i| doc.tokens.lower(i));
    let earlier = start.checked_sub(2).map_or("", |i| doc.tokens.lower(i));
    let compass = lexicon().closed(earlier).compass;
    matches!(before, "in" | "at" | "near" | "outside" | "around" | "inside" | "to" | "through" | "across")
        || before == "of" && compass
}
