//! Nominals to organisations: "the company", "her National Rally party".

use super::cluster::Clusters;
use super::context::{Context, Role};
use super::nominals::{REACH, is_definite};
use crate::document::{Document, EntityType, Mention, MentionKind};
use crate::lexicon::lexicon;

/// What follows the name of an organisation without being another one.
const KINDS: [&str; 14] = [
    "party",
    "group",
    "newspaper",
    "magazine",
    "company",
    "union",
    "agency",
    "charity",
    "network",
    "airline",
    "bank",
    "chain",
    "movement",
    "firm",
];

/// The organisation that a phrase names before its noun: "her National Rally party".
pub fn named_inside(doc: &Document, clusters: &Clusters, m: usize, mention: &Mention) -> Option<usize> {
    let kind = mention.etype == EntityType::Org && KINDS.contains(&doc.tokens.lower(mention.head));
    let near = m.saturating_sub(3)..(m + 4).min(doc.mentions.len());
    let named = |n: &usize| {
        doc.mentions.get(*n).is_some_and(|x| {
            let name = x.etype == EntityType::Org && x.kind == MentionKind::Name;
            name && mention.tokens.contains(x.tokens) && x.tokens.end == mention.head
        })
    };
    near.into_iter().filter(|_| kind).find(named).and_then(|n| clusters.of(n))
}

/// The organisation that "the company" means: the one that acted last, or is spoken of most nearby.
pub fn org_meant(context: &Context, clusters: &Clusters, m: usize, mention: &Mention) -> Option<usize> {
    let doc = context.doc;
    let bare = mention.tokens.len() == 2 && is_definite(doc, mention);
    let role = bare.then(|| lexicon().roles.get(doc.tokens.lower(mention.head))).flatten().filter(|r| r.generic)?;
    // "The ministry" is no company: one with a word of its kind in its name was looked for before.
    let of_a_kind = |x: &Mention| x.tokens.range().any(|i| lexicon().name_words.get(doc.tokens.lower(i)).is_some());
    // Nor is the ministry "the company".
    let noun = doc.tokens.lower(mention.head);
    let other_kind = |x: &Mention| {
        let kinds = x.tokens.range().map(|i| doc.tokens.lower(i));
        let mut kinds = kinds.filter(|word| lexicon().roles.get(word).is_some_and(|r| r.in_name));
        kinds.next().is_some_and(|first| first != noun && kinds.all(|kind| kind != noun))
    };
    let wrong = |x: &Mention| if role.in_name { of_a_kind(x) } else { other_kind(x) };
    let latest = |cluster: usize| {
        let latest = clusters.get(cluster).into_iter().flat_map(|c| c.mentions.iter().rev().take(REACH));
        latest.filter_map(|&n| doc.mentions.get(n))
    };
    let taken_up = |cluster: usize| latest(cluster).any(|x| x.kind == MentionKind::Nominal && other_kind(x));
    let called_otherwise = |cluster: usize| latest(cluster).any(|x| x.kind == MentionKind::Name && wrong(x));
    let here = doc.tokens.get(mention.head).block;
    let near = |x: &Mention| here - doc.tokens.get(x.head).block.min(here) <= 2;
    let fitting = (m.saturating_sub(20)..m).rev().filter_map(|n| {
        let other = doc.mentions.get(n)?;
        let (place, there) = (context.place(m), context.place(n));
        // "A spokesman for Arden Water declined to comment. The company": whom somebody speaks for speaks too.
        let speaks_for = || clusters.of(n).and_then(|c| clusters.get(c)?.speaks_for);
        if let Some(firm) = speaks_for().filter(|_| near(other) && other.kind == MentionKind::Name) {
            return Some((firm, there.role == Role::Subject)).filter(|_| !taken_up(firm) && !called_otherwise(firm));
        }
        // "The administration fined the company": not itself.
        let fellow = place.sentence == there.sentence && place.governor == there.governor;
        // Whom somebody talks to is a newspaper or an agency, and not what the article is about.
        let named = other.etype == EntityType::Org
            && matches!(other.kind, MentionKind::Name | MentionKind::Alias)
            && !context.is_addressed(n)
            && !fellow
            && !wrong(other);
        let cluster = clusters.of(n).filter(|c| named && near(other) && !taken_up(*c))?;
        Some((cluster, there.role == Role::Subject))
    });
    // The nearest that did something, else the one spoken of most.
    let mut fitting = fitting.peekable();
    match fitting.peek().copied()? {
        (nearest, true) => Some(nearest),
        _ => {
            let count = |c: usize| clusters.get(c).map_or(0, |c| c.mentions.len());
            // Of equal ones the nearest.
            let most =
                fitting.map(|(c, _)| (count(c), c)).reduce(|best, next| if next.0 > best.0 { next } else { best });
            most.map(|(_, c)| c)
        }
    }
}
