//! Nominals to entities: "the British minister", "Iran's leader", "the group", "officials".

use super::cluster::Clusters;
use super::roles::lands;
use crate::document::{Document, EntityType, Gender, Mention, MentionKind, Number};
use crate::lexicon::{RoleKind, lexicon};
use std::collections::{HashMap, HashSet};

/// A nominal looks back at most so many mentions for whom it means.
const REACH: usize = 80;

/// Links each nominal to the entity it means, or to the others with the same noun.
pub fn link_nominals(doc: &Document, clusters: &mut Clusters) {
    let speaking: HashSet<usize> = doc.attributions.iter().flat_map(|a| [a.speaker, a.addressee]).flatten().collect();
    let mut by_noun: HashMap<String, (usize, usize)> = HashMap::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for mention in doc.mentions.iter().filter(|m| m.kind == MentionKind::Nominal && is_definite(doc, m)) {
        *counts.entry(doc.tokens.lower(mention.head).to_owned()).or_default() += 1;
    }
    for (m, mention) in doc.mentions.iter().enumerate().filter(|(_, x)| x.kind == MentionKind::Nominal) {
        let person = mention.etype == EntityType::Person && mention.number == Number::Singular;
        let known = if person {
            apposed_to(doc, clusters, m).or_else(|| person_meant(doc, clusters, m, mention))
        } else {
            None
        };
        let known = known.or_else(|| org_meant(doc, clusters, m, mention));
        if let Some(cluster) = known {
            clusters.join(m, cluster);
            continue;
        }
        let noun = doc.tokens.lower(mention.head).to_owned();
        let definite = is_definite(doc, mention);
        let again = by_noun.get(&noun).filter(|(last, _)| definite && (!person || m - last <= REACH)).map(|x| x.1);
        let several = definite
            && !person
            && matches!(mention.etype, EntityType::Org | EntityType::Event)
            && counts.get(&noun).is_some_and(|&n| n > 1);
        let cluster = match again {
            Some(cluster) => {
                clusters.join(m, cluster);
                cluster
            }
            None if speaking.contains(&m) || several => clusters.start(m, mention),
            None => continue,
        };
        by_noun.insert(noun, (m, cluster));
    }
}

/// True for "the X", "this X", "Iran's X".
fn is_definite(doc: &Document, mention: &Mention) -> bool {
    let first = doc.tokens.lower(mention.tokens.start);
    let closed = lexicon().closed(first);
    closed.feature == "def"
        || closed.pronoun.is_some()
        || mention.tokens.range().any(|i| i < mention.head && doc.tokens.lower(i) == "'s")
}

/// The named person right before or after, parted by a comma.
fn apposed_to(doc: &Document, clusters: &Clusters, m: usize) -> Option<usize> {
    let mention = doc.mentions.get(m)?;
    let near = m.saturating_sub(6)..(m + 6).min(doc.mentions.len());
    near.filter(|&n| n != m).find_map(|n| {
        let name = doc.mentions.get(n).filter(|x| x.etype == EntityType::Person && x.kind == MentionKind::Name)?;
        let after = name.tokens.end + 1 == mention.tokens.start && doc.tokens.norm(name.tokens.end) == ",";
        let before = mention.tokens.end + 1 == name.tokens.start && doc.tokens.norm(mention.tokens.end) == ",";
        (after || before).then(|| clusters.of(n)).flatten()
    })
}

/// The person a definite nominal means: whose role has the same noun and land, else the last one of the same land,
/// else the last one with a role, if the nominal is a bare "the minister".
fn person_meant(doc: &Document, clusters: &Clusters, m: usize, mention: &Mention) -> Option<usize> {
    if !is_definite(doc, mention) {
        return None;
    }
    let noun = doc.tokens.lower(mention.head);
    let wanted = lands(doc, mention.tokens);
    let back = (m.saturating_sub(REACH)..m).rev();
    let people: Vec<usize> = back
        .filter(|&n| doc.mentions.get(n).is_some_and(|x| x.etype == EntityType::Person && x.kind == MentionKind::Name))
        .filter_map(|n| clusters.of(n))
        .collect();
    let fits = |c: &usize| clusters.get(*c).is_some_and(|p| agrees(p.gender, mention.gender));
    let same_land = |c: &usize| clusters.get(*c).is_some_and(|p| wanted.iter().any(|l| p.lands.contains(l)));
    let same_noun = |c: &usize| clusters.get(*c).is_some_and(|p| p.role_heads.iter().any(|h| h == noun));
    let office = lexicon().roles.get(noun).is_some_and(|r| r.title && r.kind == RoleKind::Person);
    let find = |test: &dyn Fn(&usize) -> bool| people.iter().find(|c| fits(c) && test(c)).copied();
    if !wanted.is_empty() {
        return find(&|c| same_noun(c) && same_land(c)).or_else(|| if office { find(&|c| same_land(c)) } else { None });
    }
    let bare = mention.tokens.len() == 2;
    let has_role = |c: &usize| clusters.get(*c).is_some_and(|p| !p.roles.is_empty());
    find(&same_noun)
        .or_else(|| if office && bare { people.iter().take(6).find(|c| fits(c) && has_role(c)).copied() } else { None })
}

/// The organisation that "the company" means: the one named last, if it is near.
fn org_meant(doc: &Document, clusters: &Clusters, m: usize, mention: &Mention) -> Option<usize> {
    let bare = mention.tokens.len() == 2 && is_definite(doc, mention);
    if !bare || !lexicon().roles.get(doc.tokens.lower(mention.head)).is_some_and(|r| r.generic) {
        return None;
    }
    let here = doc.tokens.get(mention.head).block;
    (m.saturating_sub(20)..m).rev().find_map(|n| {
        let other = doc.mentions.get(n)?;
        let named = other.etype == EntityType::Org && matches!(other.kind, MentionKind::Name | MentionKind::Alias);
        let near = here - doc.tokens.get(other.head).block.min(here) <= 2;
        (named && near).then(|| clusters.of(n)).flatten()
    })
}

/// True if neither gender contradicts the other.
pub fn agrees(a: Gender, b: Gender) -> bool {
    a == b || a == Gender::Unknown || b == Gender::Unknown
}
