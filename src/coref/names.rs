//! Names of one thing: same words, parts of a person's name, listed other names, acronyms.

use super::cluster::Clusters;
use crate::document::{Document, EntityType, Mention, MentionKind, TokenSpan, WordShape};
use crate::lexicon::lexicon;
use std::collections::HashMap;

/// Groups all mentions by name. Full names come first, so that a surname finds its owner wherever it stands.
pub fn group_names(doc: &Document, clusters: &mut Clusters) {
    let mut index = Index::default();
    let named = |m: &&(usize, &Mention)| matches!(m.1.kind, MentionKind::Name | MentionKind::Alias);
    let all: Vec<(usize, &Mention)> = doc.mentions.iter().enumerate().collect();
    for &(m, mention) in all.iter().filter(named) {
        if mention.etype == EntityType::Person && mention.tokens.len() == 1 {
            continue;
        }
        let key = key(doc, mention);
        let cluster = match index.find(&key, mention, doc) {
            Some(cluster) => {
                clusters.join(m, cluster);
                cluster
            }
            None => clusters.start(m, mention),
        };
        index.learn(key, cluster, mention, doc);
    }
    for &(m, mention) in all.iter().filter(named) {
        if mention.etype == EntityType::Person && mention.tokens.len() == 1 {
            match index.person(doc, mention) {
                Some(cluster) => clusters.join(m, cluster),
                None => {
                    let cluster = clusters.start(m, mention);
                    index
                        .persons
                        .entry(doc.tokens.lower(mention.head).to_owned())
                        .or_default()
                        .push((mention.tokens.start, cluster));
                }
            }
        }
    }
}

/// What is known by which words.
#[derive(Default)]
struct Index {
    exact: HashMap<String, usize>,
    initials: HashMap<String, usize>,
    acronyms: HashMap<String, usize>,
    persons: HashMap<String, Vec<(usize, usize)>>,
}

impl Index {
    fn find(&self, key: &str, mention: &Mention, doc: &Document) -> Option<usize> {
        if let Some(&cluster) = self.exact.get(key) {
            return Some(cluster);
        }
        if !matches!(mention.etype, EntityType::Org | EntityType::Gpe | EntityType::Event) {
            return None;
        }
        let word = doc.tokens.norm(mention.head).replace('.', "");
        match acronym(doc, mention.tokens) {
            Some(initials) => self.acronyms.get(&initials).copied(),
            None if is_acronym(doc, mention) => self.initials.get(&word).copied(),
            None => None,
        }
    }

    fn learn(&mut self, key: String, cluster: usize, mention: &Mention, doc: &Document) {
        self.exact.entry(key).or_insert(cluster);
        if mention.etype == EntityType::Person {
            for i in mention.tokens.range().filter(|&i| doc.tokens.get(i).is_capitalized()) {
                self.persons.entry(doc.tokens.lower(i).to_owned()).or_default().push((mention.tokens.start, cluster));
            }
        } else if let Some(initials) = acronym(doc, mention.tokens) {
            self.initials.entry(initials).or_insert(cluster);
        } else if is_acronym(doc, mention) {
            self.acronyms.entry(doc.tokens.norm(mention.head).replace('.', "")).or_insert(cluster);
        }
    }

    /// The person whom a single name means: the one mentioned last before it, else the first after it.
    fn person(&self, doc: &Document, mention: &Mention) -> Option<usize> {
        let owners = self.persons.get(doc.tokens.lower(mention.head))?;
        let before = owners.partition_point(|o| o.0 < mention.tokens.start);
        before.checked_sub(1).and_then(|i| owners.get(i)).or_else(|| owners.first()).map(|o| o.1)
    }
}

/// What makes two mentions the same: the listed thing, or type and words.
fn key(doc: &Document, mention: &Mention) -> String {
    let span = mention.tokens;
    let word = |k: usize| if span.start + k < span.end { doc.tokens.lower(span.start + k) } else { "" };
    let listed = lexicon().names.longest(word).filter(|(n, _)| *n == span.len());
    if let (Some((_, entry)), true) = (listed, mention.etype.is_named() && mention.etype != EntityType::Person) {
        return format!("#{}", entry.thing);
    }
    let words: Vec<&str> = span.range().map(|i| doc.tokens.lower(i)).collect();
    if mention.etype.is_named() { words.join(" ") } else { format!("{} {}", mention.etype.name(), words.join(" ")) }
}

/// The initials of the capitalised words of a name of several.
fn acronym(doc: &Document, span: TokenSpan) -> Option<String> {
    let capitals = span.range().filter(|&i| doc.tokens.get(i).is_capitalized());
    let initials: String = capitals.filter_map(|i| doc.tokens.norm(i).chars().next()).collect();
    (initials.chars().count() > 1 && span.len() > 1).then_some(initials)
}

fn is_acronym(doc: &Document, mention: &Mention) -> bool {
    mention.tokens.len() == 1 && doc.tokens.get(mention.head).shape == WordShape::Upper
}
