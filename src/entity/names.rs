//! Names of people, organisations, places and peoples, by their letters and their words.

use super::candidate::Candidates;
use super::classify::{classify, listed_type};
use crate::document::{BlockKind, Document, EntityType, MentionKind, Token, TokenKind, TokenSpan, WordShape};
use crate::lexicon::{Position, lexicon};
use std::collections::HashMap;

/// Finds names. A name read with certainty somewhere in the text teaches how the same words read elsewhere.
pub fn find_names(doc: &Document, found: &mut Candidates) {
    let mut known: HashMap<String, EntityType> = HashMap::new();
    let mut unsure: Vec<TokenSpan> = Vec::new();
    let (shouted, plain): (Vec<_>, Vec<_>) = runs(doc).into_iter().partition(|r| r.shouted);
    for run in plain {
        for span in cut_run(doc, run.tokens) {
            let listed = listed_type(doc, span);
            if run.starts_sentence && span.start == run.tokens.start && listed.is_none() && is_common(doc, span) {
                unsure.push(span);
                continue;
            }
            read(doc, found, &mut known, span);
        }
    }
    for span in unsure {
        if known.contains_key(&key(doc, span)) || lexicon().is_speech_verb(doc.tokens.lower(span.end)) {
            read(doc, found, &mut known, span);
        }
    }
    for run in shouted {
        find_known(doc, found, &known, run.tokens);
    }
}

fn read(doc: &Document, found: &mut Candidates, known: &mut HashMap<String, EntityType>, span: TokenSpan) {
    let Some((tokens, etype)) = classify(doc, span, known) else { return };
    if found.take(tokens, etype, MentionKind::Name) {
        known.insert(key(doc, tokens), etype);
        if etype == EntityType::Person && tokens.len() > 1 {
            for i in tokens.range().filter(|&i| doc.tokens.get(i).is_capitalized()) {
                known.entry(doc.tokens.norm(i).to_owned()).or_insert(etype);
            }
        }
    }
}

/// The words of a name, joined.
pub fn key(doc: &Document, span: TokenSpan) -> String {
    span.range().map(|i| doc.tokens.norm(i)).collect::<Vec<_>>().join(" ")
}

/// A stretch of capitalised words with the small words that join them.
struct Run {
    tokens: TokenSpan,
    starts_sentence: bool,
    shouted: bool,
}

fn runs(doc: &Document) -> Vec<Run> {
    let mut runs = Vec::new();
    for sentence in &doc.sentences {
        let kind = doc.blocks.get(sentence.block).map_or(BlockKind::Paragraph, |b| b.kind);
        if matches!(kind, BlockKind::Link | BlockKind::CommentMeta | BlockKind::CommentHeader) {
            continue;
        }
        let shouted = is_title_case(doc, sentence.tokens, kind) && kind != BlockKind::Byline;
        let first = sentence.tokens.range().find(|&i| doc.tokens.get(i).is_wordlike()).unwrap_or(sentence.tokens.start);
        let mut i = sentence.tokens.start;
        while i < sentence.tokens.end {
            let end = run_end(doc, i, sentence.tokens.end);
            if end > i {
                let after_mark = doc.tokens.get(i.wrapping_sub(1)).kind == TokenKind::Mark;
                runs.push(Run { tokens: TokenSpan::new(i, end), starts_sentence: i == first || after_mark, shouted });
            }
            i = end.max(i + 1);
        }
    }
    runs
}

/// True where most words are capitalised, so that capitals tell nothing: headlines, and anything shouted.
fn is_title_case(doc: &Document, span: TokenSpan, kind: BlockKind) -> bool {
    let content = |i: &usize| doc.tokens.get(*i).kind == TokenKind::Word && !doc.tokens.closed(*i).is_function();
    let words: Vec<Token> = span.range().filter(content).map(|i| doc.tokens.get(i)).collect();
    let capitals = words.iter().filter(|t| t.is_capitalized()).count();
    let upper = words.iter().filter(|t| t.shape == WordShape::Upper).count();
    let heading = matches!(kind, BlockKind::Headline | BlockKind::Subhead);
    words.len() >= 4 && (heading && capitals * 10 >= words.len() * 7 || upper * 10 >= words.len() * 8)
}

fn begins_name(doc: &Document, i: usize) -> bool {
    let token = doc.tokens.get(i);
    let lower_start = doc.tokens.norm(i).starts_with(char::is_lowercase) && doc.tokens.norm(i).contains('-');
    token.is_capitalized() && !lower_start && !doc.tokens.closed(i).weekday
}

fn run_end(doc: &Document, start: usize, limit: usize) -> usize {
    if !begins_name(doc, start) {
        return start;
    }
    let mut end = start + 1;
    while end < limit {
        if begins_name(doc, end) {
            end += 1;
        } else if let Some(next) = joined(doc, start, end, limit) {
            end = next + 1;
        } else {
            break;
        }
    }
    end
}

/// The next capitalised word if only small joining words stand between.
fn joined(doc: &Document, start: usize, at: usize, limit: usize) -> Option<usize> {
    let after = |n: usize| (at + n < limit && begins_name(doc, at + n)).then_some(at + n);
    match doc.tokens.lower(at) {
        "of" if doc.tokens.lower(at + 1) == "the" => first_word(doc, start, at).then(|| after(2)).flatten(),
        "of" if inside_role(doc, start, at) => after(1),
        "of" | "for" => first_word(doc, start, at).then(|| after(1)).flatten(),
        "and" | "&" => joins_org(doc, start, at).then(|| after(1)).flatten(),
        _ if doc.tokens.closed(at).particle => {
            after(1).or_else(|| after(2)).or_else(|| after(3)).filter(|&n| (at + 1..n).all(|k| is_particle(doc, k)))
        }
        "-" if !doc.tokens.get(at).space_before && !doc.tokens.get(at + 1).space_before => after(1),
        _ => None,
    }
}

/// True if a role phrase goes on over the token: Secretary of State.
fn inside_role(doc: &Document, start: usize, at: usize) -> bool {
    (start.max(at.saturating_sub(4))..at).any(|i| {
        lexicon().roles.longest(|k| doc.tokens.lower(i + k)).is_some_and(|(len, r)| r.title && i + len > at + 1)
    })
}

fn is_particle(doc: &Document, i: usize) -> bool {
    doc.tokens.closed(i).particle || doc.tokens.norm(i) == "-"
}

/// True if the name so far begins with a word that "of" continues: University, Ministry, Bank.
fn first_word(doc: &Document, start: usize, at: usize) -> bool {
    (start..at).any(|i| {
        let word = lexicon().name_words.get(doc.tokens.lower(i));
        word.is_some_and(|w| w.position != Position::Last || matches!(w.etype, "ORG" | "EVENT"))
    })
}

/// True if "and" can join an organisation's name: Department of Health and Human Services.
fn joins_org(doc: &Document, start: usize, at: usize) -> bool {
    (start..at).any(|i| doc.tokens.lower(i) == "of") && first_word(doc, start, at)
}

/// Cuts a run where a title ends and a name begins, or a listed name stands before another.
fn cut_run(doc: &Document, run: TokenSpan) -> Vec<TokenSpan> {
    let mut parts = Vec::new();
    let mut start = run.start;
    let mut i = run.start;
    while i < run.end {
        let title = title_len(doc, i).min(run.end - i);
        if title > 0 {
            parts.push(TokenSpan::new(start, i));
            start = i + title;
            i = start;
            continue;
        }
        let listed = lexicon().names.longest(|k| if i + k < run.end { doc.tokens.lower(i + k) } else { "" });
        let people = listed.is_some_and(|(_, e)| matches!(e.class, crate::lexicon::NameClass::Nationality));
        if let (true, Some((n, _))) = (people && i == start && i + 1 < run.end, listed)
            && (i + n < run.end)
            && !heads_org(doc, TokenSpan::new(i, run.end))
        {
            parts.push(TokenSpan::new(i, i + n));
            start = i + n;
            i = start;
            continue;
        }
        i += 1;
    }
    parts.push(TokenSpan::new(start, run.end));
    parts.retain(|p| !p.is_empty());
    parts.into_iter().map(|p| trim(doc, p)).filter(|p| !p.is_empty()).collect()
}

fn heads_org(doc: &Document, span: TokenSpan) -> bool {
    span.range().skip(1).any(|i| lexicon().name_words.get(doc.tokens.lower(i)).is_some())
}

/// Tokens of a title or form of address that stands before a name at `i`; 0 if none.
pub fn title_len(doc: &Document, i: usize) -> usize {
    let word = |k: usize| doc.tokens.lower(i + k);
    let honorific = lexicon().honorifics.longest(word).map_or(0, |(n, _)| n);
    let role = lexicon().roles.longest(word).filter(|(_, r)| r.title).map_or(0, |(n, _)| n);
    let len = honorific.max(role);
    let next = doc.tokens.get(i + len);
    // A title stands before a name, "Secretary of State" also alone.
    let named = next.is_capitalized() && !doc.tokens.closed(i + len).is_function();
    if len > 0 && (named || len > 1 || honorific > 0 || role > 0 && doc.tokens.get(i).is_capitalized()) {
        len
    } else {
        0
    }
}

/// Without function words and marks at the edges.
fn trim(doc: &Document, span: TokenSpan) -> TokenSpan {
    let (mut start, mut end) = (span.start, span.end);
    let loose = |i: usize| {
        let closed = doc.tokens.closed(i);
        !doc.tokens.get(i).is_wordlike()
            || (closed.is_function() || closed.adv) && doc.tokens.get(i).shape != WordShape::Upper
            || closed.is_function() && doc.tokens.lower(i).len() == 1
    };
    while start < end && loose(start) {
        start += 1;
    }
    while end > start && loose(end - 1) {
        end -= 1;
    }
    TokenSpan::new(start, end)
}

/// True if a word at a sentence's start may be a common word: it is one, and nothing lists it as a name.
fn is_common(doc: &Document, span: TokenSpan) -> bool {
    span.len() == 1
        && lexicon().given_names.get(doc.tokens.lower(span.start)).is_none_or(|n| n.word)
        && doc.tokens.get(span.start).shape != WordShape::Upper
}

/// In a headline, finds names that the body knows and listed names.
fn find_known(doc: &Document, found: &mut Candidates, known: &HashMap<String, EntityType>, run: TokenSpan) {
    let mut i = run.start;
    while i < run.end {
        let by_body = (i + 1..=run.end.min(i + 6)).rev().find_map(|end| {
            let span = TokenSpan::new(i, end);
            known.get(&key(doc, span)).map(|&t| (span, t))
        });
        let listed = lexicon().names.longest(|k| if i + k < run.end { doc.tokens.lower(i + k) } else { "" });
        let listed = listed.and_then(|(n, _)| {
            let span = TokenSpan::new(i, i + n);
            let word = doc.tokens.closed(i);
            let small = n == 1 && word.is_function() && doc.tokens.get(i).shape != WordShape::Upper;
            listed_type(doc, span).filter(|_| !small).map(|t| (span, t))
        });
        match by_body.into_iter().chain(listed).max_by_key(|(s, _)| s.len()) {
            Some((span, etype)) => {
                found.take(span, etype, MentionKind::Name);
                i = span.end;
            }
            None => i += 1,
        }
    }
}
