//! Blocks to tokens, in the conventions of Universal Dependencies English (EWT, GUM):
//! clitics and hyphens are cut off, abbreviations keep their dots.

use super::scan::{LONGEST_FRAGMENT, Piece, plain_word, scan};
use crate::document::{Document, TokenKind, Tokens};
use crate::lexicon::lexicon;
use crate::model::Word;
use crate::text::{CharExt, Span};
use std::borrow::Cow;
use std::sync::Arc;

/// Cuts every block into tokens. Tokens and the blanks between them make up the block.
pub fn tokenize(doc: &Document) -> Tokens {
    let mut tokens = doc.earlier.map_or_else(Tokens::default, |earlier| Tokens::like(&earlier.tokens));
    for (b, block) in doc.blocks.iter().enumerate() {
        if let Some((earlier, k)) = doc.before(b)
            && let Some(before) = earlier.blocks.get(k)
        {
            tokens.take_over(&earlier.tokens, k, before.span, block.span.start, b);
            continue;
        }
        let text = doc.source.slice(block.span);
        let mut at = 0;
        let mut space = true;
        while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
            if c.is_space() || c.is_invisible() {
                space |= c.is_space();
                at += c.len_utf8();
                continue;
            }
            let Piece { len, kind } = plain_word(text, at).unwrap_or_else(|| scan(text, at));
            let len = len.max(c.len_utf8());
            push_split(&mut tokens, text, at, len, kind, block.span.start, space, b);
            space = false;
            at += len;
        }
    }
    tokens
}

/// Every token as the models see it: to them quotation marks are all of one shape, however a newspaper sets them.
pub fn read_words(doc: &Document) -> Arc<Vec<Word>> {
    let mark = Word::quotation_mark();
    let mut words = Vec::with_capacity(doc.tokens.len());
    let new = |i: usize| Word::new(doc.tokens.norm(i), doc.tokens.lower(i));
    for k in 0..doc.blocks.len() {
        let here = doc.tokens.block(k);
        let known = doc.before(k).and_then(|(earlier, k)| earlier.words.get(earlier.tokens.block(k).range()));
        match known.filter(|known| known.len() == here.len()) {
            Some(known) => words.extend_from_slice(known),
            None => words.extend(here.range().map(new)),
        }
        // Which marks pair may change with their surroundings.
        let known = words.get_mut(here.start..).filter(|_| known.is_some()).unwrap_or_default();
        for (word, i) in known.iter_mut().zip(here.range()).filter(|(word, _)| word.norm == mark.norm) {
            *word = new(i);
        }
    }
    for i in doc.marks.iter().flat_map(|region| [Some(region.open), region.close]).flatten() {
        words.get_mut(i).into_iter().for_each(|word| *word = mark);
    }
    Arc::new(words)
}

/// Pushes one scanned piece, cut into the tokens that it holds.
#[allow(clippy::too_many_arguments, reason = "one call site; a struct would only rename them")]
fn push_split(
    tokens: &mut Tokens,
    text: &str,
    at: usize,
    len: usize,
    kind: TokenKind,
    base: usize,
    space: bool,
    block: usize,
) {
    let word = text.get(at..at + len).unwrap_or("");
    let mut start = 0;
    let cuts = if kind == TokenKind::Word { cuts_of(word) } else { Vec::new() };
    for cut in cuts.into_iter().chain([word.len()]) {
        if let Some(part) = word.get(start..cut).filter(|p| !p.is_empty()) {
            let span = Span::new(base + at + start, base + at + cut);
            let kind = if part.chars().all(|c| c.is_dash()) { TokenKind::Dash } else { kind };
            tokens.push(part, span, kind, space && start == 0, block);
        }
        start = cut;
    }
}

/// Where a word is cut: before clitics, around hyphens, inside irregular contractions.
fn cuts_of(word: &str) -> Vec<usize> {
    let plain = word.bytes().all(|b| b.is_ascii_lowercase());
    let lower = if plain { Cow::Borrowed(word) } else { word.to_lowercase().replace('’', "'").into() };
    // "IM" is no "I'm".
    let shouted = word.len() < 4 && word.chars().all(char::is_uppercase);
    if lower.len() == word.len()
        && !shouted
        && let Some(pieces) = lexicon().contractions.get(lower.as_ref())
    {
        let inner = pieces.iter().take(pieces.len().saturating_sub(1));
        return inner
            .scan(0, |at, p| {
                *at += p.len();
                Some(*at)
            })
            .collect();
    }
    if plain {
        return Vec::new();
    }
    let mut cuts = hyphen_cuts(word);
    if let Some(cut) = clitic_cut(word) {
        cuts.push(cut);
    }
    cuts
}

fn hyphen_cuts(word: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    if !word.contains(CharExt::is_dash) {
        return cuts;
    }
    let mut start = 0;
    for (i, dash) in word.char_indices().filter(|(_, c)| c.is_dash()) {
        let left = word.get(start..i).unwrap_or("");
        if start == 0 && i <= LONGEST_FRAGMENT && i + dash.len_utf8() == word.len() {
            continue;
        }
        if start == 0 && lexicon().hyphen_prefixes.contains(left.to_lowercase().as_str()) {
            continue;
        }
        cuts.extend([i, i + dash.len_utf8()]);
        start = i + dash.len_utf8();
    }
    cuts
}

/// Where `n't`, `'s`, `'re`, `'ve`, `'ll`, `'d`, `'m` begins in a word that ends with it.
fn clitic_cut(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c))?;
    let ending = word.get(at + mark.len_utf8()..)?.to_lowercase();
    let stem = word.get(..at)?;
    match ending.as_str() {
        "s" | "re" | "ve" | "ll" | "d" | "m" if !stem.is_empty() => Some(at),
        "t" if stem.ends_with(['n', 'N']) && stem.len() > 1 => Some(at - 1),
        _ => None,
    }
}

/// A mark that stands inside words.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{2032}' | '\u{FF07}' | 'ʼ' | '`')
}
