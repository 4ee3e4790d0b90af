//! Turns of a transcript: lines that open with who speaks and a colon.

use crate::document::{Block, Document, TokenKind, TokenSpan, Turn, WordShape};
use crate::lexicon::lexicon;
use std::collections::HashMap;

/// A label is at most so many tokens long.
const LONGEST: usize = 8;
/// So many turns with a speaker who speaks again make a transcript.
const MANY: usize = 3;

/// A label with the turn that it opens.
struct Labelled {
    block: usize,
    turn: Turn,
    name: String,
    shouted: bool,
}

/// Finds the turns of interviews and transcripts, in order. One line with a label makes none: questions and answers are told
/// by their letters, others by speakers in turn.
pub fn find_turns(doc: &Document) -> Vec<Turn> {
    let labelled: Vec<Labelled> =
        doc.blocks.iter().enumerate().filter(|(_, b)| b.kind.is_article()).filter_map(|(n, _)| open(doc, n)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for turn in &labelled {
        *counts.entry(turn.name.as_str()).or_default() += 1;
    }
    let asks = |name: &str| matches!(name, "q" | "question");
    let answers = |name: &str| matches!(name, "a" | "answer");
    let interview = counts.keys().any(|n| asks(n)) && counts.keys().any(|n| answers(n));
    let in_turn = counts.len() > 1 && labelled.len() >= MANY && counts.values().any(|n| *n > 1);
    let shouted: Vec<usize> = labelled.iter().filter(|t| t.shouted).map(|t| t.block).collect();
    let beside = |t: &Labelled| t.shouted && shouted.iter().any(|b| b.abs_diff(t.block) == 1);
    let speaks = |t: &&Labelled| interview && (asks(&t.name) || answers(&t.name)) || in_turn || beside(t);
    let mut turns: Vec<Turn> = Vec::new();
    for labelled in labelled.iter().filter(speaks) {
        turns.push(labelled.turn);
        let after = doc.blocks.iter().skip(labelled.block + 1);
        turns.extend(after.map_while(|b| goes_on(doc, b)).map(|words| Turn { words, ..labelled.turn }));
    }
    turns.sort_by_key(|t| t.words.start);
    turns.dedup_by_key(|t| t.words.start);
    turns
}

/// The words of a paragraph that opens with a mark, as every one of a transcript set in marks does, and has no label.
fn goes_on(doc: &Document, block: &Block) -> Option<TokenSpan> {
    let tokens = doc.tokens.inside(block.span);
    let opens = block.kind.is_article() && opens_mark(doc, tokens.start) && doc.tokens.norm(tokens.start + 1) != "(";
    let whole = doc.marks.iter().any(|r| r.open == tokens.start && r.inner.end + 1 >= tokens.end);
    let labelled = tokens.range().take(LONGEST).any(|i| doc.tokens.norm(i) == ":");
    (opens && whole && !labelled).then(|| bare(doc, TokenSpan::new(tokens.start + 1, tokens.end)))
}

fn opens_mark(doc: &Document, i: usize) -> bool {
    doc.tokens.get(i).kind == TokenKind::Mark
}

/// Without a mark at the end.
fn bare(doc: &Document, words: TokenSpan) -> TokenSpan {
    let marked = !words.is_empty() && opens_mark(doc, words.last());
    TokenSpan::new(words.start, words.end - usize::from(marked))
}

/// The label and the words of a block that opens with one: "Q:", "JOHNSON:", "Mayor Helen Brandt:".
fn open(doc: &Document, number: usize) -> Option<Labelled> {
    let whole = doc.tokens.block(number);
    // Some newspapers set every paragraph of a transcript in marks.
    let marked = opens_mark(doc, whole.start);
    let tokens = TokenSpan::new(whole.start + usize::from(marked), whole.end);
    let colon = tokens.range().take(LONGEST + 1).find(|&i| matches!(doc.tokens.norm(i), ":" | "." | "?" | "!"))?;
    // "Q." stands for "Q:".
    let letter = colon == tokens.start + 1 && matches!(doc.tokens.norm(tokens.start), "Q" | "A");
    let words = TokenSpan::new(colon + 1, tokens.end.max(colon + 1));
    let (label, words) = (TokenSpan::new(tokens.start, colon), if marked { bare(doc, words) } else { words });
    let sound = (doc.tokens.norm(colon) == ":" || letter && doc.tokens.norm(colon) == ".") && !words.is_empty();
    let named = |i: usize| {
        let token = doc.tokens.get(i);
        match token.kind {
            TokenKind::Word => token.is_capitalized() || doc.tokens.norm(i) == "'s",
            _ => matches!(doc.tokens.norm(i), "." | "-" | "," | "(" | ")" | "'"),
        }
    };
    let name = label.range().map(|i| doc.tokens.lower(i)).collect::<Vec<_>>().join(" ");
    let article = label.len() > 1 && label.range().any(|i| doc.tokens.closed(i).det);
    let known = lexicon().labels.contains(name.as_str()) || article;
    if label.is_empty() || !sound || known || opens_mark(doc, words.start) || !label.range().all(named) {
        return None;
    }
    let upper = |i: usize| doc.tokens.get(i).kind != TokenKind::Word || doc.tokens.get(i).shape == WordShape::Upper;
    let shouted = label.range().all(upper) && name.len() > 1;
    Some(Labelled { block: number, turn: Turn { label, words }, name, shouted })
}
