//! GUM's coreference: documents with their mentions, and which of ours is which of theirs.

use super::corpus::read;
use crate::document::{Document, Mention};
use crate::lexicon::{Person, lexicon};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How a gold mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By a name.
    Name,
    /// By a common noun.
    Nominal,
    /// By a personal or possessive pronoun.
    Pronoun,
    /// By anything else: who, which, this, numbers.
    Other,
}

/// One gold mention; places count bytes.
#[derive(Clone, Debug)]
pub struct Gold {
    /// Its whole extent.
    pub span: (usize, usize),
    /// The name in it.
    pub name: Option<(usize, usize)>,
    /// How it refers.
    pub kind: Kind,
    /// The entity it mentions.
    pub cluster: u64,
    /// Its type.
    pub etype: String,
    /// The Wikipedia title it is linked to.
    pub wiki: Option<String>,
}

/// One document.
#[derive(Debug)]
pub struct GumDoc {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its mentions in text order, the longer first.
    pub mentions: Vec<Gold>,
}

impl GumDoc {
    /// True for a name that is a part of another: "Warhol" in "Warhol Foundation".
    pub fn is_inside_name(&self, g: usize) -> bool {
        let inner = &self.mentions[g];
        let Some(name) = inner.name else { return false };
        let before = self.mentions[..g].iter().rev().take(40);
        let outer = before.filter(|h| h.kind == Kind::Name && h.span.0 <= inner.span.0 && inner.span.1 <= h.span.1);
        outer.filter_map(|h| h.name).any(|whole| {
            let part = whole.0 <= name.0 && name.1 <= whole.1 && whole != name;
            let modifier = name.1 <= whole.0 && self.text[name.1..whole.0].trim().is_empty();
            part || modifier
        })
    }
}

/// Reads a file of documents.
pub fn read_gum(path: &Path) -> Vec<GumDoc> {
    read(path).lines().map(|line| document(&serde_json::from_str(line).expect("a line of JSON"))).collect()
}

fn document(json: &Value) -> GumDoc {
    let text = json["text"].as_str().expect("a text").to_owned();
    let mut places: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    places.push(text.len());
    let place = |v: &Value| places[v.as_u64().expect("a place") as usize];
    let list = json["mentions"].as_array().expect("mentions");
    let mut mentions: Vec<Gold> = list
        .iter()
        .map(|m| {
            let span = (place(&m["start"]), place(&m["end"]));
            let name = m["name"].as_array().map(|n| (place(&n[0]), place(&n[1])));
            Gold {
                span,
                name,
                kind: kind(&text[span.0..span.1], name.is_some()),
                cluster: m["cluster"].as_u64().expect("a cluster"),
                etype: m["type"].as_str().unwrap_or("").to_owned(),
                wiki: m["wiki"].as_str().map(str::to_owned),
            }
        })
        .collect();
    mentions.sort_by_key(|m| (m.span.0, std::cmp::Reverse(m.span.1)));
    GumDoc { name: json["doc"].as_str().unwrap_or("").to_owned(), text, mentions }
}

fn kind(text: &str, named: bool) -> Kind {
    let lower = text.to_lowercase();
    let closed = lexicon().closed(&lower);
    match closed.pronoun {
        Some(p) if p.person != Person::Other => Kind::Pronoun,
        _ if named => Kind::Name,
        _ if closed.is_function() || closed.pronoun.is_some() => Kind::Other,
        _ if !lower.starts_with(char::is_alphabetic) => Kind::Other,
        _ => Kind::Nominal,
    }
}

/// A phrase's extent without its article and its possessive ending.
fn core(text: &str, (mut start, mut end): (usize, usize)) -> (usize, usize) {
    for article in ["the ", "The ", "a ", "A ", "an ", "An "] {
        if text[start..end].starts_with(article) {
            start += article.len();
            break;
        }
    }
    for ending in ["'s", "’s", "'", "’"] {
        if text[start..end].ends_with(ending) && end - start > ending.len() {
            end -= ending.len();
            break;
        }
    }
    (start, end)
}

/// For each of our mentions the gold mention that it is: the same words, else the same head in the smallest phrase.
pub fn align(doc: &Document, gold: &GumDoc, ours: &[Mention]) -> Vec<Option<usize>> {
    let text = &gold.text[..];
    let mut exact: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let mut heads: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (g, m) in gold.mentions.iter().enumerate() {
        for span in [Some(core(text, m.span)), m.name].into_iter().flatten().collect::<BTreeSet<_>>() {
            exact.entry(span).or_default().push(g);
        }
        let span = doc.tokens.inside(crate::text::Span::new(m.span.0, m.span.1));
        match m.name {
            Some(name) => {
                let inside = doc.tokens.inside(crate::text::Span::new(name.0, name.1));
                inside.range().for_each(|i| heads.entry(i).or_default().push(g));
            }
            None => {
                let head = span.range().find(|&i| doc.syntax.head(i) == i || !span.holds(doc.syntax.head(i)));
                head.into_iter().for_each(|i| heads.entry(i).or_default().push(g));
            }
        }
    }
    let mut taken = BTreeSet::new();
    let mut of = vec![None; ours.len()];
    for by_head in [false, true] {
        for (m, mention) in ours.iter().enumerate().filter(|(_, x)| x.etype.is_named()) {
            if of[m].is_some() {
                continue;
            }
            let bytes = doc.bytes(mention.tokens);
            let place = core(text, (bytes.start, bytes.end));
            let found = if by_head { heads.get(&mention.head) } else { exact.get(&place) };
            let free = found.into_iter().flatten().filter(|g| !taken.contains(*g));
            let best = free.min_by_key(|&&g| {
                let x = &gold.mentions[g];
                (x.span.1 - x.span.0, g)
            });
            if let Some(&g) = best {
                taken.insert(g);
                of[m] = Some(g);
            }
        }
    }
    of
}

/// Entities that are in question: people, organisations and places with a name somewhere in the text.
pub fn named_clusters(gold: &GumDoc) -> BTreeSet<u64> {
    let named = gold.mentions.iter().filter(|m| m.kind == Kind::Name && is_main(&m.etype));
    named.map(|m| m.cluster).collect()
}

/// True for the types whose names we mean to resolve.
pub fn is_main(etype: &str) -> bool {
    matches!(etype, "person" | "organization" | "place")
}
