//! Names of people, organisations, places and peoples: read by the model, typed and mended by the lists.

use super::candidate::Candidates;
use super::classify::{listed_type, report_type, title_len};
use super::recognize::NameSpan;
use crate::document::{BlockKind, Document, EntityType, MentionKind, Token, TokenKind, TokenSpan, WordShape};
use crate::lexicon::lexicon;
use std::collections::HashMap;

/// The longest name that is looked up in a headline, in tokens.
const LONGEST_KNOWN: usize = 6;

/// Types that names have elsewhere in the article.
type Known = HashMap<String, EntityType>;

/// Adds the names that the model read. Where capitals tell nothing, names of the body and listed names come first.
pub fn find_names(doc: &Document, read: &[NameSpan], found: &mut Candidates) {
    let mut known = Known::new();
    let shouted: Vec<bool> =
        doc.sentences.iter().map(|s| is_title_case(doc, s.tokens, kind_of(doc, s.block))).collect();
    let in_shouted = |name: &&NameSpan| shouted.get(doc.sentence_of(name.tokens.start)) == Some(&true);
    let readable = |name: &&NameSpan| !is_furniture(doc.block_kind(name.tokens.start));
    let (headlines, body): (Vec<&NameSpan>, Vec<&NameSpan>) = read.iter().filter(readable).partition(in_shouted);
    for name in body {
        take(doc, found, name, Some(&mut known));
    }
    for (sentence, _) in
        doc.sentences.iter().zip(&shouted).filter(|(s, shouted)| **shouted && !is_furniture(kind_of(doc, s.block)))
    {
        find_known(doc, found, &known, sentence.tokens);
    }
    for name in headlines {
        take(doc, found, name, None);
    }
    for sentence in doc.sentences.iter().filter(|s| !is_furniture(kind_of(doc, s.block))) {
        find_listed(doc, found, sentence.tokens);
    }
}

fn kind_of(doc: &Document, block: usize) -> BlockKind {
    doc.blocks.get(block).map_or(BlockKind::Paragraph, |b| b.kind)
}

fn is_furniture(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Link | BlockKind::CommentMeta | BlockKind::CommentHeader)
}

fn take(doc: &Document, found: &mut Candidates, name: &NameSpan, known: Option<&mut Known>) {
    let tokens = without_title(doc, name);
    let Some(etype) = report_type(doc, tokens, name.etype) else { return };
    if found.take(tokens, etype, MentionKind::Name)
        && let Some(known) = known
    {
        known.insert(key(doc, tokens), etype);
        if etype == EntityType::Person && tokens.len() > 1 {
            for i in tokens.range().filter(|&i| doc.tokens.get(i).is_capitalized()) {
                known.entry(doc.tokens.norm(i).to_owned()).or_insert(etype);
            }
        }
    }
}

/// A person's name without the form of address or office that the model took with it.
fn without_title(doc: &Document, name: &NameSpan) -> TokenSpan {
    let mut tokens = name.tokens;
    if name.etype == EntityType::Person {
        let title = title_len(doc, tokens.start);
        if title < tokens.len() {
            tokens.start += title;
        }
    }
    tokens
}

/// The words of a name, joined.
fn key(doc: &Document, span: TokenSpan) -> String {
    span.range().map(|i| doc.tokens.norm(i)).collect::<Vec<_>>().join(" ")
}

/// True where most words are capitalised, so that capitals tell nothing: headlines, and anything shouted.
fn is_title_case(doc: &Document, span: TokenSpan, kind: BlockKind) -> bool {
    let content = |i: &usize| doc.tokens.get(*i).kind == TokenKind::Word && !doc.tokens.closed(*i).is_function();
    let words: Vec<Token> = span.range().filter(content).map(|i| doc.tokens.get(i)).collect();
    let capitals = words.iter().filter(|t| t.is_capitalized()).count();
    let upper = words.iter().filter(|t| t.shape == WordShape::Upper).count();
    let heading = matches!(kind, BlockKind::Headline | BlockKind::Subhead);
    kind != BlockKind::Byline
        && words.len() >= 4
        && (heading && capitals * 10 >= words.len() * 7 || upper * 10 >= words.len() * 8)
}

/// In a headline, finds names that the body knows and listed names.
fn find_known(doc: &Document, found: &mut Candidates, known: &Known, run: TokenSpan) {
    let mut i = run.start;
    while i < run.end {
        let by_body = (i + 1..=run.end.min(i + LONGEST_KNOWN)).rev().find_map(|end| {
            let span = TokenSpan::new(i, end);
            known.get(&key(doc, span)).map(|&t| (span, t))
        });
        match by_body.into_iter().chain(listed_at(doc, i, run.end)).max_by_key(|(s, _)| s.len()) {
            Some((span, etype)) => {
                found.take(span, etype, MentionKind::Name);
                i = span.end;
            }
            None => i += 1,
        }
    }
}

/// Capitalised names of the lists that the model passed over.
fn find_listed(doc: &Document, found: &mut Candidates, sentence: TokenSpan) {
    let mut i = sentence.start;
    while i < sentence.end {
        let listed =
            listed_at(doc, i, sentence.end).filter(|_| found.taken(i).is_none() && doc.tokens.get(i).is_capitalized());
        match listed {
            Some((span, etype)) => {
                found.take(span, etype, MentionKind::Name);
                i = span.end;
            }
            None => i += 1,
        }
    }
}

/// The longest listed name that starts at token `i`.
fn listed_at(doc: &Document, i: usize, end: usize) -> Option<(TokenSpan, EntityType)> {
    let (len, _) = lexicon().names.longest(|k| if i + k < end { doc.tokens.lower(i + k) } else { "" })?;
    let span = TokenSpan::new(i, i + len);
    let small = len == 1 && doc.tokens.closed(i).is_function() && doc.tokens.get(i).shape != WordShape::Upper;
    listed_type(doc, span).filter(|_| !small).map(|etype| (span, etype))
}
