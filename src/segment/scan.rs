//! The longest piece of text that starts at a place: word, number, link, mark or sign.

use super::literals::{dotted_name, emoticon, link, phone, slashed};
use super::tokenize::is_apostrophe;
use crate::document::TokenKind;
use crate::lexicon::lexicon;
use crate::text::{CharExt, MarkShape};

/// A piece of text and what it is made of.
pub struct Piece {
    /// Its length in bytes.
    pub len: usize,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Finds a piece that starts at byte `at` of a block's text if it is a word of letters of ASCII and what follows it tells that it
/// is nothing else: nearly all words are. The same as [`scan`] finds, sooner.
pub fn plain_word(text: &str, at: usize) -> Option<Piece> {
    let rest = text.as_bytes().get(at..)?;
    let len = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let ends = len > 0 && matches!(rest.get(len), Some(b' ' | b',' | b'\n' | b';' | b'!' | b'?' | b')' | b'"'));
    ends.then_some(Piece { len, kind: TokenKind::Word })
}

/// Finds the piece that starts at byte `at` of a block's text, which is no blank.
pub fn scan(text: &str, at: usize) -> Piece {
    let rest = text.get(at..).unwrap_or("");
    let Some(first) = rest.chars().next() else { return Piece { len: 0, kind: TokenKind::Punct } };
    if let Some(len) = link(rest) {
        return Piece { len, kind: TokenKind::Link };
    }
    if let Some(len) = emoticon(text, at) {
        return Piece { len, kind: TokenKind::Symbol };
    }
    if let Some(len) = dotted_name(rest).or_else(|| slashed(rest)) {
        return Piece { len, kind: TokenKind::Word };
    }
    if is_apostrophe(first)
        && let Some(len) = leading_apostrophe(rest)
    {
        return Piece { len, kind: TokenKind::Word };
    }
    if first.is_numeric() {
        return number(rest);
    }
    if first.is_alphabetic() {
        return Piece { len: word(rest), kind: TokenKind::Word };
    }
    if first.mark_shape().is_some() {
        return Piece { len: mark(rest, first), kind: TokenKind::Mark };
    }
    sign(rest, first)
}

/// A longer run of letters right after figures is no unit.
const LONGEST_UNIT: usize = 4;
/// Words that open a sentence after a single capital have at most so many letters.
const LONGEST_OPENING: usize = 12;
/// A longer run of letters and dots is no abbreviation.
const LONGEST_ABBREVIATION: usize = 24;

/// A longer word before a hyphen and a blank is no word that somebody broke off: "I th- I saw it".
pub const LONGEST_FRAGMENT: usize = 3;

/// Words such as ’em and decades such as ’90s.
fn leading_apostrophe(rest: &str) -> Option<usize> {
    let mark = rest.chars().next()?.len_utf8();
    let tail = rest.get(mark..)?;
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 2 {
        let end = 2 + usize::from(tail.get(2..).is_some_and(|t| t.starts_with('s')));
        let open = tail.get(end..).is_some_and(|t| !t.starts_with(|c: char| c.is_alphanumeric() || is_apostrophe(c)));
        return open.then_some(mark + end);
    }
    let letters = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
    let form = format!("'{}", tail.get(..letters)?.to_lowercase());
    lexicon().contractions.contains_key(form.as_str()).then_some(mark + letters)
}

/// Digits with the separators inside them, ordinal endings and units stuck to them.
fn number(rest: &str) -> Piece {
    if let Some(len) = phone(rest) {
        return Piece { len, kind: TokenKind::Number };
    }
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next_digit = chars.peek().is_some_and(|(_, n)| n.is_numeric());
        let inside = c.is_numeric() || (",.:/".contains(c) && next_digit) || c.is_combining();
        if !inside {
            break;
        }
        len = i + c.len_utf8();
    }
    let tail = rest.get(len..).unwrap_or("");
    let letters = word(tail);
    let glued = tail.get(..letters).unwrap_or("");
    let ending = glued.to_lowercase();
    let clock = matches!(ending.as_str(), "am" | "pm" | "a.m." | "p.m.");
    // "20th", "1960s" and "17H" are one token; a unit is one of its own: "35mm", "$26m".
    let ordinal = matches!(ending.as_str(), "st" | "nd" | "rd" | "th" | "s");
    let unit = !ordinal && letters <= LONGEST_UNIT && glued.bytes().all(|b| b.is_ascii_lowercase());
    if letters > 0 && !clock && !unit && tail.starts_with(char::is_alphabetic) {
        len += glued.find(|c: char| is_apostrophe(c) || c.is_dash()).unwrap_or(letters);
    }
    Piece { len, kind: TokenKind::Number }
}

/// Letters with apostrophes, hyphens, ampersands and abbreviation dots inside.
fn word(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    let mut previous = '\0';
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map_or('\0', |(_, n)| *n);
        let inside = c.is_alphanumeric()
            || c.is_combining()
            || (c.is_invisible() && next.is_alphanumeric())
            || ((is_apostrophe(c) || c == '_') && previous.is_alphanumeric() && next.is_alphabetic())
            || (is_word_hyphen(c) && previous.is_alphanumeric() && next.is_alphanumeric())
            || (is_word_hyphen(c) && previous.is_alphabetic() && next.is_space() && i <= LONGEST_FRAGMENT)
            || (c == '&' && previous.is_uppercase() && next.is_uppercase())
            || (c == '.' && is_abbreviation_dot(rest, i, next));
        if !inside {
            break;
        }
        len = i + c.len_utf8();
        if !c.is_invisible() {
            previous = c;
        }
    }
    len
}

fn is_word_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// True for dots inside initials (U.S., e.g.) and after listed abbreviations.
fn is_abbreviation_dot(rest: &str, dot: usize, next: char) -> bool {
    if dot > LONGEST_ABBREVIATION {
        return false;
    }
    let head = rest.get(..dot).unwrap_or("");
    let start = head.rfind(is_word_hyphen).map_or(0, |i| i + 1);
    let stem = head.get(start..).unwrap_or("");
    let initials = stem.split('.').all(|part| part.chars().filter(|c| !c.is_invisible()).count() == 1);
    if initials && (stem.contains('.') || next.is_alphabetic()) {
        let after = rest.get(dot + 1..).unwrap_or("");
        let letters = after.chars().take_while(|c| c.is_alphabetic()).count();
        // "U.S." goes on, "plan B.The" does not.
        return stem.contains('.') || (letters == 1 && after.chars().nth(1) == Some('.'));
    }
    if initials && stem.chars().all(char::is_uppercase) && !next.is_alphanumeric() {
        // A single initial in a name, "John F. Kennedy", but the end of "she wrote on X. The".
        return next.is_space() && !begins_sentence(stem, rest.get(dot + 1..).unwrap_or(""));
    }
    // "No." is a number where one follows, else an answer.
    let lower = stem.to_lowercase();
    let number = || rest.get(dot + 1..).is_some_and(|after| after.trim_start().starts_with(char::is_numeric));
    !next.is_alphanumeric()
        && (lower != "no" || number())
        && lexicon().abbreviations.contains_key(format!("{lower}.").as_str())
}

/// True if what follows a single capital and its dot is no name that it may be an initial of: a word that opens sentences, or a
/// mark after the name of a platform (nicknames stand in marks after other initials).
fn begins_sentence(stem: &str, after: &str) -> bool {
    let after = after.trim_start();
    let word: String = after.chars().take(LONGEST_OPENING).take_while(|c| c.is_alphabetic()).collect();
    let opens = word.starts_with(char::is_uppercase) && lexicon().closed(&word.to_lowercase()).starts_sentence();
    let initial = after.chars().nth(1).is_none_or(|c| c == '.');
    opens && !initial || stem == "X" && after.chars().next().is_some_and(|c| c.mark_shape().is_some())
}

/// One mark, or the doubled single marks of plain-text style.
fn mark(rest: &str, first: char) -> usize {
    let one = first.len_utf8();
    let twice = rest.get(one..).is_some_and(|r| r.starts_with(first));
    let single = matches!(
        first.mark_shape(),
        Some(MarkShape::Backtick | MarkShape::SingleStraight | MarkShape::SingleOpen | MarkShape::SingleClose)
    );
    if twice && single { 2 * one } else { one }
}

/// Punctuation and symbols: runs of dots, of ! and ?, of dashes; an emoji with all its joiners.
fn sign(rest: &str, first: char) -> Piece {
    let run = |same: fn(char) -> bool| rest.find(|c: char| !same(c)).unwrap_or(rest.len());
    if first == '.' {
        return Piece { len: run(|c| c == '.'), kind: TokenKind::Punct };
    }
    if matches!(first, '!' | '?') {
        return Piece { len: run(|c| matches!(c, '!' | '?')), kind: TokenKind::Punct };
    }
    if first == '_' {
        return Piece { len: run(|c| c == '_'), kind: TokenKind::Symbol };
    }
    if first.is_dash() {
        return Piece { len: run(CharExt::is_dash), kind: TokenKind::Dash };
    }
    let punct = first.is_ascii_punctuation() && !"$%+<=>^|~&#@*".contains(first)
        || matches!(
            first,
            '…' | '؟' | '،' | '؛' | '。' | '、' | '，' | '：' | '！' | '？' | '¿' | '¡' | '·' | '•' | '।'
        );
    if punct {
        return Piece { len: first.len_utf8(), kind: TokenKind::Punct };
    }
    let len = if first.is_ascii() { rest.find(|c| c != first).unwrap_or(rest.len()) } else { symbol(rest) };
    Piece { len, kind: TokenKind::Symbol }
}

/// A symbol with the combining marks, variation selectors and joined symbols that belong to it.
fn symbol(rest: &str) -> usize {
    let mut len = 0;
    let mut joined = true;
    for (i, c) in rest.char_indices() {
        let regional = |c: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c);
        let pair = len > 0 && i == 4 && regional(c) && rest.starts_with(regional);
        let goes_on = joined || c.is_combining() || c == '\u{200D}' || pair;
        if !goes_on || (i > 0 && c.is_alphanumeric() && !c.is_combining()) {
            break;
        }
        joined = c == '\u{200D}';
        len = i + c.len_utf8();
    }
    len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_word_is_what_is_found_without_it() {
        let starts = ["a", "I", "www", "http", "Dr", "said", "x", "D", "AT", "B"];
        let ends =
            [" b", ", b", "\nb", ";", "! :)", "?", ")", "\"", ". b", "- b", "/o", "@c.de", "&T", "\u{301} b", "’s"];
        let mut plain = 0;
        for text in starts.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}"))) {
            let Some(word) = plain_word(&text, 0) else { continue };
            let whole = scan(&text, 0);
            assert_eq!((word.len, word.kind), (whole.len, whole.kind), "{text:?}");
            plain += 1;
        }
        assert_eq!(plain, starts.len() * 8);
    }
}
