//! Pronouns.

use crate::document::{Document, EntityType, Gender, Mention, MentionKind, Number, TokenSpan};
use crate::lexicon::Person;

/// Every personal and possessive pronoun of some blocks.
pub fn find_pronouns(doc: &Document, blocks: &[TokenSpan]) -> Vec<Mention> {
    blocks.iter().flat_map(|block| block.range()).filter_map(|i| pronoun(doc, i)).collect()
}

fn pronoun(doc: &Document, i: usize) -> Option<Mention> {
    let pronoun = doc.tokens.closed(i).pronoun?;
    // US and IT in capitals are names; I is always one.
    let shouted = doc.tokens.get(i).shape == crate::document::WordShape::Upper && doc.tokens.norm(i).len() > 1;
    if pronoun.person == Person::Other || shouted {
        return None;
    }
    let (etype, gender) = match pronoun.gender {
        'm' => (EntityType::Person, Gender::Masculine),
        'f' => (EntityType::Person, Gender::Feminine),
        'n' => (EntityType::Org, Gender::Unknown),
        _ => (EntityType::Person, Gender::Unknown),
    };
    let number = match pronoun.person {
        Person::Second => Number::Unknown,
        _ if pronoun.plural => Number::Plural,
        _ => Number::Singular,
    };
    let tokens = TokenSpan::new(i, i + 1);
    Some(Mention { tokens, head: i, kind: MentionKind::Pronoun, etype, gender, number })
}
