//! Tokens to sentences.

use super::ends::{Ends, Outline, Place};
use crate::document::{Document, Sentence, TokenKind, TokenSpan};
use crate::lexicon::{Abbreviation, Person, lexicon};
use crate::model::{Features, Word};

/// No writer's sentence is longer in tokens; what is longer is noise and is cut, so that stages may scan a sentence.
const LONGEST: usize = 400;

/// Cuts every block into sentences. By the rules a sentence ends at `.`, `!`, `?`, `…` with the closing marks and brackets that
/// follow, unless what follows goes on: a lower-case word, a reporting clause, the rest of a name after an abbreviation. What
/// they say is a clue for the learned reader of ends, which decides.
pub fn split_sentences(doc: &Document) -> Vec<Sentence> {
    split_by(doc, Ends::shipped())
}

/// The same by other weights.
pub(crate) fn split_by(doc: &Document, ends: &Ends) -> Vec<Sentence> {
    let (mut features, mut sentences) = (Features::default(), Vec::new());
    for number in 0..doc.blocks.len() {
        let tokens = doc.tokens.block(number);
        if let Some(known) = known(doc, number, tokens) {
            sentences.extend(known);
            continue;
        }
        let block = outline(doc, tokens);
        let dateline = dateline(doc, block);
        walk(doc, block, |place| {
            let end = place.at + 1 == block.end
                || dateline == Some(place.at)
                || place.is_open() && ends.end(&place, &mut features);
            let end = end || place.at + 1 - place.start >= LONGEST;
            if end {
                sentences.push(Sentence { tokens: TokenSpan::new(place.start, place.at + 1), block: number });
            }
            end
        });
    }
    sentences
}

/// Goes through the tokens of a block; `ends` tells where a sentence ends.
pub(crate) fn walk<'d>(doc: &'d Document<'d>, block: Outline, mut ends: impl FnMut(Place<'d>) -> bool) {
    let (mut start, mut stop, mut quoted, quotation) = (block.start, block.start, false, Word::quotation_mark());
    for at in block.start..block.end {
        quoted ^= doc.words.get(at) == Some(&quotation);
        let inside = at + 1 < block.end;
        if !closes(doc, at) {
            stop = at;
        }
        let rule = inside && ends_sentence(doc, at, stop, block.casual);
        if ends(Place { doc, block, at, start, stop, rule, quoted }) {
            start = at + 1;
        }
    }
}

/// The sentences of a block that has the words it had before; none where it has not.
fn known(doc: &Document, number: usize, tokens: TokenSpan) -> Option<Vec<Sentence>> {
    let (earlier, k) = doc.before(number)?;
    let before = earlier.tokens.block(k);
    let moved = |s: &Sentence| Sentence { tokens: s.tokens.moved(before.start, tokens.start), block: number };
    Some(Sentence::inside(&earlier.sentences, before).map(moved).collect())
}

/// What there is to know of a block. Its writer spares capitals if it opens in lower case, or has a lower-case "i" for a person.
pub(crate) fn outline(doc: &Document, tokens: TokenSpan) -> Outline {
    let spares = |i: usize| {
        let token = doc.tokens.get(i);
        let person =
            || doc.tokens.norm(i).len() == 1 && doc.tokens.closed(i).pronoun.is_some_and(|p| p.person == Person::First);
        token.kind == TokenKind::Word && !token.is_capitalized() && (i == tokens.start || person())
    };
    let stops = tokens.range().filter(|&i| is_full_stop(doc, i)).count();
    Outline {
        start: tokens.start,
        end: tokens.end,
        casual: tokens.range().any(spares),
        stops: (stops * 40 / tokens.len().max(1)).min(6) as u32,
    }
}

/// No dateline is longer in tokens.
const DATELINE: usize = 12;

/// The dash that ends a dateline: "PORT ELLERY, Tuesday — The council". It is no part of the sentence after it, and no treebank
/// here has any to learn from.
fn dateline(doc: &Document, block: Outline) -> Option<usize> {
    let word = |i: usize| doc.tokens.get(i);
    let shouted = doc.words.get(block.start)?.upper && doc.tokens.norm(block.start).len() > 2;
    let near = block.start + 1..block.end.saturating_sub(1).min(block.start + DATELINE);
    let dash = |&i: &usize| word(i).kind == TokenKind::Dash && word(i).space_before && word(i + 1).space_before;
    let plain = |&i: &usize| word(i).kind != TokenKind::Word || word(i).is_capitalized();
    let end = shouted.then(|| near.take_while(plain).find(dash)).flatten()?;
    (word(end + 1).kind == TokenKind::Mark || word(end + 1).is_capitalized()).then_some(end)
}

/// True if by the rules a sentence ends with token `i`, of which `stop` is the last one inside, and another begins after it in
/// the same block.
fn ends_sentence(doc: &Document, i: usize, stop: usize, casual: bool) -> bool {
    if closes(doc, i + 1) || !doc.tokens.get(i + 1).space_before {
        return false;
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
