//! Tokens to sentences.

use crate::document::{Document, Sentence, TokenKind, TokenSpan};
use crate::lexicon::{Abbreviation, Person, lexicon};

/// No writer's sentence is longer in tokens; what is longer is noise and is cut, so that stages may scan a sentence.
const LONGEST: usize = 400;

/// Cuts every block into sentences. A sentence ends at `.`, `!`, `?`, `…` with the closing marks and brackets that
/// follow, unless what follows goes on: a lower-case word, a reporting clause, the rest of a name after an abbreviation.
pub fn split_sentences(doc: &Document) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let casual = casual_blocks(doc);
    for i in 0..doc.tokens.len() {
        let block = doc.tokens.get(i).block;
        let block_ends = i + 1 == doc.tokens.len() || doc.tokens.get(i + 1).block != block;
        if block_ends || ends_sentence(doc, i, casual.get(block) == Some(&true)) || i + 1 - start >= LONGEST {
            sentences.push(Sentence { tokens: TokenSpan::new(start, i + 1), block });
            start = i + 1;
        }
    }
    sentences
}

/// For each block, whether its writer spares capitals: it opens in lower case, or has a lower-case "i" for a person.
fn casual_blocks(doc: &Document) -> Vec<bool> {
    let mut casual: Vec<bool> = vec![false; doc.blocks.len()];
    for i in 0..doc.tokens.len() {
        let token = doc.tokens.get(i);
        if token.kind != TokenKind::Word || token.is_capitalized() {
            continue;
        }
        let person =
            doc.tokens.norm(i).len() == 1 && doc.tokens.closed(i).pronoun.is_some_and(|p| p.person == Person::First);
        let opens = i == 0 || doc.tokens.get(i - 1).block != token.block;
        if let Some(slot) = casual.get_mut(token.block).filter(|_| person || opens) {
            *slot = true;
        }
    }
    casual
}

/// True if a sentence ends with token `i` and another begins after it in the same block.
fn ends_sentence(doc: &Document, i: usize, casual: bool) -> bool {
    if closes(doc, i + 1) || !doc.tokens.get(i + 1).space_before {
        return false;
    }
    let mut stop = i;
    while stop > 0 && closes(doc, stop) {
        stop -= 1;
    }
    is_full_stop(doc, stop) && begins(doc, i + 1, stop < i, casual)
        || abbreviation_ends(doc, stop) && after_abbreviation(doc, i + 1)
}

fn is_full_stop(doc: &Document, i: usize) -> bool {
    let text = doc.tokens.norm(i);
    doc.tokens.get(i).kind == TokenKind::Punct && !text.is_empty() && text.chars().all(|c| ".!?…؟。।".contains(c))
}

/// True for the marks and brackets that close, right after what they close.
fn closes(doc: &Document, i: usize) -> bool {
    let token = doc.tokens.get(i);
    !token.space_before
        && match token.kind {
            TokenKind::Mark => is_closing_mark(doc, i),
            TokenKind::Punct => matches!(doc.tokens.norm(i), ")" | "]" | "}"),
            _ => false,
        }
}

fn is_closing_mark(doc: &Document, i: usize) -> bool {
    let next = doc.tokens.get(i + 1);
    next.space_before || next.kind != TokenKind::Word || next.block != doc.tokens.get(i).block
}

/// True if token `i` can begin a sentence, in a casual block also in lower case; after a closing mark a reporting clause goes
/// on instead.
fn begins(doc: &Document, i: usize, after_mark: bool, casual: bool) -> bool {
    let token = doc.tokens.get(i);
    match token.kind {
        TokenKind::Word => {
            let cased = casual || token.is_capitalized() || token.shape == crate::document::WordShape::Uncased;
            cased && !(after_mark && reports(doc, i))
        }
        TokenKind::Punct => matches!(doc.tokens.norm(i), "(" | "[" | "¿" | "¡" | "•" | "..." | "…"),
        TokenKind::Number | TokenKind::Mark | TokenKind::Link | TokenKind::Symbol | TokenKind::Dash => true,
    }
}

/// True if a reporting verb follows within a short subject: "Mr. Smith of Reuters said".
fn reports(doc: &Document, i: usize) -> bool {
    let block = doc.tokens.get(i).block;
    for k in i..i + 6 {
        let token = doc.tokens.get(k);
        if token.block != block || !token.is_wordlike() {
            return false;
        }
        if k > i && lexicon().is_speech_verb(doc.tokens.lower(k)) {
            return true;
        }
        if k > i && doc.tokens.closed(k).is_verbal() {
            return false;
        }
    }
    false
}

/// True if the token is an abbreviation after which a sentence may end.
fn abbreviation_ends(doc: &Document, i: usize) -> bool {
    let lower = doc.tokens.lower(i);
    lower.ends_with('.')
        && lower.len() > 1
        && doc.tokens.get(i).kind == TokenKind::Word
        && lower.chars().filter(|c| *c != '.').count() > 1
        && lexicon().abbreviations.get(lower) != Some(&Abbreviation::Title)
}

/// After an abbreviation only a word that seldom stands inside a name begins a sentence.
fn after_abbreviation(doc: &Document, i: usize) -> bool {
    let token = doc.tokens.get(i);
    match token.kind {
        TokenKind::Mark => true,
        _ => token.is_capitalized() && doc.tokens.closed(i).starts_sentence(),
    }
}
