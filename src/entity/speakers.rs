//! Speakers that no list, name or role gave away: they become mentions.

use super::classify::{is_full_name, is_listed_place, listed_type};
use crate::document::{Document, EntityType, Gender, Mention, MentionKind, Number, TokenKind, TokenSpan, Upos, Xpos};
use crate::lexicon::{RoleKind, is_partisan, lexicon};
use std::collections::HashSet;

/// A mention is hardly longer than so many tokens.
const REACH: usize = 40;

/// The mentions with those added that readings name as speakers and that were not mentions yet.
pub fn add_speakers(doc: &Document) -> Vec<Mention> {
    let mut mentions = doc.mentions.clone();
    let mut spans: Vec<TokenSpan> = doc.readings.iter().filter_map(|r| r.speaker).collect();
    spans.sort_unstable();
    spans.dedup();
    let known: Vec<Option<usize>> = spans.iter().map(|s| doc.speaker_mention(*s)).collect();
    let speakers: Vec<usize> = known.iter().copied().flatten().collect();
    retype_talking_places(doc, &mut mentions, &speakers);
    retype_countrymen(doc, &mut mentions, &speakers);
    retype_numbers(doc, &mut mentions, &speakers);
    let unknown = |s: &TokenSpan| doc.speaker_mention(*s).is_none();
    let nobody = spans.into_iter().zip(known).filter(|(_, known)| known.is_none());
    mentions.extend(nobody.filter_map(|(s, _)| mention(doc, s)));
    mentions.extend(doc.turns.iter().map(|t| t.label).filter(unknown).map(label));
    mentions.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end), m.kind != MentionKind::Nominal));
    mentions.dedup_by_key(|m| m.tokens);
    mentions
}

/// Who speaks is no place, unless a list knows the place: "Northern Crossings wrote". Names of one word stay what they are.
fn retype_talking_places(doc: &Document, mentions: &mut [Mention], speakers: &[usize]) {
    let words = |m: &Mention| m.tokens.range().map(|i| doc.tokens.lower(i)).collect::<Vec<_>>();
    let place = |m: &Mention| {
        matches!(m.etype, EntityType::Gpe | EntityType::Loc)
            && m.kind == MentionKind::Name
            && m.tokens.len() > 1
            && listed_type(doc, m.tokens).is_none()
            && !is_listed_place(doc, m.tokens)
    };
    let speakers = speakers.iter().filter_map(|m| doc.mentions.get(*m));
    let talking: HashSet<Vec<&str>> = speakers.filter(|m| place(m)).map(words).collect();
    // Nor is who has a turn a firm, unless a list knows it.
    let labels = |m: &Mention| doc.turns.iter().any(|t| t.label == m.tokens);
    for mention in mentions.iter_mut().filter(|m| !doc.turns.is_empty() && m.kind == MentionKind::Name && labels(m)) {
        if listed_type(doc, mention.tokens).is_none() && matches!(mention.etype, EntityType::Org | EntityType::Gpe) {
            mention.etype = EntityType::Person;
        }
    }
    for mention in mentions.iter_mut().filter(|m| !talking.is_empty() && place(m) && talking.contains(&words(m))) {
        mention.etype = if is_full_name(doc, mention.tokens) { EntityType::Person } else { EntityType::Org };
    }
}

/// What alone stands for one of several people.
const ONE: [&str; 3] = ["another", "one", "other"];
/// What alone stands for some of them.
const MANY: [&str; 7] = ["others", "some", "many", "several", "most", "both", "few"];
/// Tokens of an age: "23-year-old".
const AGE: usize = 5;

/// "The Swede told Sky Sports", "the Kentucky Republican said": a nationality or a party that speaks is somebody who was named
/// before. "The French said" are many.
fn retype_countrymen(doc: &Document, mentions: &mut [Mention], speakers: &[usize]) {
    let many = |word: &str| ["s", "se", "sh", "ch"].iter().any(|end| word.ends_with(end));
    for &m in speakers {
        let Some(mention) = mentions.get_mut(m).filter(|m| m.kind == MentionKind::Name) else { continue };
        let (at, last) = (mention.tokens.start, mention.tokens.last());
        let word = doc.tokens.lower(last);
        // "The 23-year-old Italian".
        let aged =
            at.checked_sub(AGE).filter(|&i| (doc.tokens.lower(at - 1), doc.tokens.lower(i + 2)) == ("old", "year"));
        let start = aged.unwrap_or(at).saturating_sub(1);
        let determined = start >= doc.sentence(at).start && start < at && doc.tokens.lower(start) == "the";
        let nationality = || mention.tokens.len() == 1 && listed_type(doc, mention.tokens) == Some(EntityType::Norp);
        let partisan =
            || doc.tokens.get(last).is_capitalized() && is_partisan(word) && mention.tokens.len() <= PARTISAN;
        if determined && !many(word) && (nationality() || partisan()) {
            let tokens = TokenSpan::new(start, mention.tokens.end);
            let (kind, etype) = (MentionKind::Nominal, EntityType::Person);
            *mention = Mention { tokens, kind, etype, head: last, ..*mention };
        }
    }
}

/// "A third said they just ran", "two said no": numbers in words that speak are people.
fn retype_numbers(doc: &Document, mentions: &mut [Mention], speakers: &[usize]) {
    for &m in speakers {
        let counts = |m: &&mut Mention| {
            m.etype == EntityType::Number && m.tokens.len() <= 2 && doc.tokens.get(m.head).kind == TokenKind::Word
        };
        let Some(mention) = mentions.get_mut(m).filter(counts) else { continue };
        let start = mention.tokens.start;
        let determined = [Some(start), start.checked_sub(1)].into_iter().flatten().find(|&i| doc.tokens.closed(i).det);
        let tokens = TokenSpan::new(determined.unwrap_or(start), mention.tokens.end);
        let number = if determined.is_some() { Number::Singular } else { Number::Plural };
        let (kind, etype) = (MentionKind::Nominal, EntityType::Person);
        *mention = Mention { tokens, kind, etype, number, ..*mention };
    }
}

/// Words of "the South Carolina Republican" without its article.
const PARTISAN: usize = 3;

/// The label of a turn that names nobody known: "Q".
fn label(tokens: TokenSpan) -> Mention {
    let (kind, etype, number) = (MentionKind::Name, EntityType::Person, Number::Singular);
    Mention { tokens, head: tokens.last(), kind, etype, gender: Gender::Unknown, number }
}

/// A noun with what stands before it, and whom it is one of: "one of them".
fn phrase(doc: &Document, noun: usize) -> TokenSpan {
    let hangs = |i: usize| doc.syntax.head(i) == noun;
    let start = (0..noun).rev().take_while(|&i| hangs(i) && doc.tokens.get(i).is_wordlike()).last().unwrap_or(noun);
    let whom = noun + 2;
    let part = doc.tokens.lower(noun + 1) == "of" && doc.tokens.closed(whom).pronoun.is_some() && hangs(whom);
    TokenSpan::new(start, if part { whom + 1 } else { noun + 1 })
}

/// A nominal from the start of the words to the noun they hang from.
fn mention(doc: &Document, span: TokenSpan) -> Option<Mention> {
    let meant = doc.antecedent(span);
    let short = if meant.is_none() { doc.unexplained(span) } else { span };
    let noun = |i: &usize| matches!(doc.syntax.upos(*i), Upos::Noun | Upos::Propn) && !short.holds(doc.syntax.head(*i));
    let cut = Some(short).filter(|short| *short != span).and_then(|short| short.range().find(noun));
    let head = meant.or(cut).unwrap_or_else(|| doc.top_of(span));
    let tokens = match meant {
        Some(noun) => phrase(doc, noun),
        None if cut.is_some() => short,
        None => TokenSpan::new(span.start, head + 1),
    };
    let from = doc.mentions.partition_point(|m| m.tokens.start + REACH < tokens.start);
    let to = doc.mentions.partition_point(|m| m.tokens.start < tokens.end);
    let crosses = doc.mentions.get(from..to).unwrap_or(&[]).iter().any(|m| {
        m.tokens.overlaps(tokens) && !m.tokens.contains(tokens) && !tokens.contains(m.tokens) || m.tokens == tokens
    });
    // "Another said".
    let [some_one, some_many] =
        [&ONE[..], &MANY[..]].map(|words| tokens.len() == 1 && words.contains(&doc.tokens.lower(head)));
    let noun = matches!(doc.syntax.upos(head), Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj);
    if crosses || !(noun || some_one || some_many) {
        return None;
    }
    let plural = matches!(doc.syntax.xpos(head), Xpos::NNS | Xpos::NNPS) || some_many;
    let number = if plural { Number::Plural } else { Number::Singular };
    let kind = if doc.syntax.upos(head) == Upos::Propn { MentionKind::Name } else { MentionKind::Nominal };
    let etype = match lexicon().roles.get(doc.tokens.lower(head)).map(|r| r.kind) {
        Some(RoleKind::Person | RoleKind::Collective) => EntityType::Person,
        Some(RoleKind::Group | RoleKind::Document) => EntityType::Org,
        // "One said", "two said".
        _ if plural
            || doc.syntax.upos(head) == Upos::Num
            || some_one
            || meant.is_some() && doc.tokens.lower(span.start) == "who"
            || is_human(doc, tokens, head) =>
        {
            EntityType::Person
        }
        _ => EntityType::Org,
    };
    Some(Mention { tokens, head, kind, etype, gender: Gender::Unknown, number })
}

/// True for a noun made for people ("pianist", "ferryman") or with an age: "the 61-year-old tuner".
fn is_human(doc: &Document, tokens: TokenSpan, head: usize) -> bool {
    let noun = doc.tokens.lower(head);
    let made = ["ist", "ian", "man", "woman", "person", "or"]
        .iter()
        .any(|end| noun.len() > end.len() + 2 && noun.ends_with(end));
    made || tokens.range().any(|i| doc.tokens.lower(i) == "old" && doc.tokens.norm(i.wrapping_sub(1)) == "-")
}
