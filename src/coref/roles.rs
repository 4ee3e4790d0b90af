//! What the text says people are: titles before their names, appositions after.

use super::cluster::Clusters;
use super::context::Context;
use super::nominals::explains;
use crate::document::{Deprel, Document, EntityType, Mention, MentionKind, Number, TokenSpan, Upos};
use crate::lexicon::{RoleKind, lexicon};

/// A phrase before a name reaches over so many tokens at most.
const LONGEST: usize = 10;
/// A title before a name has so many words at most, the article included.
const TITLE: usize = 4;
/// Titles that are no office.
const ADDRESS: [&str; 4] = ["sir", "dame", "lord", "lady"];
/// A word hangs from a noun by so many steps at most.
const DEEP: usize = 6;

/// Collects the roles of every named person, with the lands they speak of.
pub fn collect_roles(context: &Context, clusters: &mut Clusters) {
    let doc = context.doc;
    for (m, mention) in doc.mentions.iter().enumerate() {
        if mention.etype != EntityType::Person || mention.kind != MentionKind::Name {
            continue;
        }
        let Some(cluster) = clusters.of(m) else { continue };
        let title = near(doc, m).map(|n| n.1).find(|t| t.etype == EntityType::Title && adjoins(doc, t, mention));
        let apposition = near(doc, m)
            .find(|(n, x)| x.kind == MentionKind::Nominal && explains(context, *n, mention, x))
            .map(|n| n.1);
        let before = near(doc, m).map(|n| n.1).find(|x| x.kind == MentionKind::Nominal && leads_to(doc, x, mention));
        let after = near(doc, m).map(|n| n.1).find(|t| t.etype == EntityType::Title && tells_of(doc, t, mention));
        let title = title.filter(|t| !is_address(doc, t) && doc.syntax.upos(t.head) != Upos::Verb);
        // Each with all that the text says of it.
        let told = [
            title.map(|t| (t, modified(doc, t.tokens))),
            apposition.map(|x| (x, with_more(doc, x))),
            before.map(|x| (x, TokenSpan::new(x.tokens.start, with_title(doc, mention) - 1))),
            after.map(|t| (t, TokenSpan::new(mention.tokens.end + 1, with_more(doc, t).end))),
        ];
        for (role, whole) in told.into_iter().flatten() {
            let text = doc.text(whole).to_owned();
            let lands = lands(doc, role.tokens);
            let head = doc.tokens.lower(noun_of(doc, role)).to_owned();
            let firm = near(doc, m).find(|(_, x)| x.etype == EntityType::Org && whole.contains(x.tokens));
            let firm = firm.and_then(|(n, _)| clusters.of(n));
            if let Some(entry) = clusters.get_mut(cluster) {
                if !entry.roles.contains(&text) && entry.roles.len() < 8 {
                    entry.roles.push(text);
                }
                if head.starts_with("spokes") {
                    entry.speaks_for = firm.or(entry.speaks_for);
                }
                entry.role_heads.push(head);
                entry.lands.extend(lands);
            }
        }
    }
}

/// A phrase with what hangs from its noun: "director of the think tank Power Shift Africa".
fn with_more(doc: &Document, phrase: &Mention) -> TokenSpan {
    let hangs =
        |i: usize| std::iter::successors(Some(i), |&i| Some(doc.syntax.head(i))).take(DEEP).any(|i| i == phrase.head);
    let part =
        |i: &usize| hangs(*i) && !matches!(doc.tokens.norm(*i), "," | ";" | ":" | "." | "(" | ")" | "who" | "whose");
    let governed = doc.tokens.closed(phrase.tokens.end).prep && hangs(phrase.tokens.end);
    let more = (phrase.tokens.end..phrase.tokens.end + LONGEST).take_while(part).count();
    // A phrase that is cut off would tell something else.
    let whole = governed && more < LONGEST;
    TokenSpan::new(phrase.tokens.start, phrase.tokens.end + if whole { more } else { 0 })
}

/// A title with the adjectives and nouns before it: "former Rovers striker", "far-right leader".
fn modified(doc: &Document, title: TokenSpan) -> TokenSpan {
    let sentence = doc.sentence(title.start);
    let joins = |i: usize| {
        let relation = doc.syntax.deprel(i);
        let hyphen = |at: usize| doc.tokens.norm(at) == "-";
        let part = relation.is(Deprel::AMOD) || relation.is(Deprel::COMPOUND) || hyphen(i + 1);
        hyphen(i) || part && doc.tokens.get(i).is_wordlike() && !doc.tokens.closed(i).is_function()
    };
    let from = title.start.saturating_sub(TITLE).max(sentence.start);
    let start = (from..title.start).rev().take_while(|&i| joins(i)).last().unwrap_or(title.start);
    // "Culture minister Sir Chris Bryant".
    let address = |i: &usize| {
        let word = doc.tokens.lower(*i);
        ADDRESS.contains(&word) || matches!(word, "mr" | "mrs" | "ms" | "dr" | ".")
    };
    let more = (title.start + 1..title.end).rev().take_while(address).count();
    TokenSpan::new(if doc.tokens.norm(start) == "-" { title.start } else { start }, title.end - more)
}

/// True for titles that only address: a peer is no office.
fn is_address(doc: &Document, title: &Mention) -> bool {
    title.tokens.len() == 1 && ADDRESS.contains(&doc.tokens.lower(title.head))
}

/// Mentions around a mention.
fn near<'d>(doc: &'d Document, m: usize) -> impl Iterator<Item = (usize, &'d Mention)> {
    let from = m.saturating_sub(8);
    doc.mentions
        .get(from..(m + 8).min(doc.mentions.len()))
        .unwrap_or(&[])
        .iter()
        .enumerate()
        .map(move |(i, x)| (from + i, x))
}

/// The noun of a role: the Secretary of "Secretary of State".
fn noun_of(doc: &Document, role: &Mention) -> usize {
    let of = role.tokens.range().skip(1).find(|&i| doc.tokens.lower(i) == "of");
    of.map_or(role.head, |i| i - 1)
}

/// True for "the leader of the council, Tomas Varley": the phrase before a name and a comma that the name is put beside.
pub fn leads_to(doc: &Document, phrase: &Mention, name: &Mention) -> bool {
    let start = with_title(doc, name).max(phrase.tokens.end);
    let gap = TokenSpan::new(phrase.tokens.end, start);
    let put_beside = || {
        let top = doc.top_of(name.tokens);
        let noun = doc.syntax.head(top);
        // The parser may put it beside the council: no person is one.
        let group = || lexicon().roles.get(doc.tokens.lower(noun)).is_some_and(|role| role.kind == RoleKind::Group);
        let meant = noun == phrase.head || gap.holds(noun) && group() && doc.tokens.closed(gap.start).prep;
        meant && doc.syntax.deprel(top) == Deprel::APPOS
    };
    // "Her neighbor, Bill Eakins, was": the parser may have lost the way. "With a manager, Owusu said" is no apposition.
    let closed = || gap.len() == 1 && matches!(doc.tokens.norm(name.tokens.end), "," | "." | ";");
    phrase.etype == EntityType::Person
        && phrase.number != Number::Plural
        && phrase.tokens.end < name.tokens.start
        && gap.len() <= LONGEST
        && doc.tokens.norm(gap.last()) == ","
        && (closed() || put_beside())
}

/// Where a name with its title begins, if a comma parts them from what stands before: "her husband, the novelist Paulo Reis".
fn with_title(doc: &Document, name: &Mention) -> usize {
    let start = name.tokens.start;
    let inside = |i: &usize| doc.tokens.get(*i).is_wordlike() || doc.tokens.norm(*i) == ".";
    let title = (start.saturating_sub(TITLE)..start).rev().take_while(inside).last();
    let opens = |i: usize| doc.tokens.lower(i) == "the" || lexicon().honorifics.get(doc.tokens.lower(i)).is_some();
    title.filter(|&i| i > 0 && doc.tokens.norm(i - 1) == "," && opens(i)).unwrap_or(start)
}

/// "Dmitry Peskov, the Kremlin spokesman,": the title stands after a comma, and before no other name.
fn tells_of(doc: &Document, title: &Mention, name: &Mention) -> bool {
    let comma = name.tokens.end;
    let first = comma + 1 + usize::from(doc.tokens.closed(comma + 1).det);
    let beside = || {
        let near = (first..first + LONGEST).contains(&title.head);
        near && doc.syntax.deprel(title.head) == Deprel::APPOS && name.tokens.holds(doc.syntax.head(title.head))
    };
    doc.tokens.norm(comma) == ","
        && (title.tokens.start == first || beside())
        && !doc.tokens.get(title.tokens.end).is_capitalized()
}

fn adjoins(doc: &Document, title: &Mention, name: &Mention) -> bool {
    let gap = TokenSpan::new(title.tokens.end, name.tokens.start);
    // "Opposition leader Cllr Mark Ferris".
    let address = |i: usize| lexicon().honorifics.get(doc.tokens.lower(i)).is_some();
    title.tokens.end <= name.tokens.start
        && gap.len() <= 1
        && gap.range().all(|i| doc.tokens.norm(i) == "(" || address(i))
}

/// Lands named in a phrase, by name or nationality, as things of the lexicon.
pub fn lands(doc: &Document, span: TokenSpan) -> Vec<u32> {
    let found = span.range().filter_map(|i| {
        let (_, entry) = doc.tokens.listed_name(TokenSpan::new(i, span.end))?;
        doc.tokens.get(i).is_capitalized().then_some(entry.country.unwrap_or(entry.thing))
    });
    found.collect()
}
