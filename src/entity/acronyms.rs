//! Acronyms that the text explains: "Food Standards Australia New Zealand (FSANZ)".

use super::candidate::Candidates;
use super::classify::listed_type;
use crate::document::{Document, EntityType, MentionKind, TokenKind, TokenSpan};
use crate::text::{KeyMap, KeySet};

/// An acronym has at most so many characters.
const LONGEST: usize = 8;
/// Bits for words.
const BITS: usize = 1 << 10;
/// A phrase has at most so many words more than its acronym has letters.
const SMALL_WORDS: usize = 4;

/// Where one of an acronym and its phrase was read as a name, makes the other one too, here and wherever it comes again.
pub fn find_acronyms(doc: &Document, found: &mut Candidates) {
    // By the hash of the first word; and whether it takes the place of other names.
    let mut known: KeyMap<u32, Vec<(TokenSpan, EntityType, bool)>> = KeyMap::default();
    let hash = |i: usize| doc.words.get(i).map_or(0, |word| word.norm);
    let (mut wide, mut common) = (Vec::new(), KeySet::default());
    let brackets = doc.source.text().match_indices('(').map(|(at, _)| (doc.tokens.from(at), at));
    for i in brackets.filter(|(i, at)| doc.tokens.get(*i).span.start == *at).map(|(i, _)| i + 1) {
        let kind = |i: usize| doc.tokens.get(i).kind;
        let bracketed = kind(i) == TokenKind::Word && kind(i - 1) == TokenKind::Punct;
        let bracketed = bracketed && doc.tokens.norm(i - 1) == "(" && doc.tokens.norm(i + 1) == ")";
        let Some(letters) = bracketed.then(|| letters(doc, i)).flatten() else { continue };
        let Some(phrase) = phrase_before(doc, i - 1, &letters) else { continue };
        let acronym = TokenSpan::new(i, i + 1);
        if phrase.range().all(|k| !doc.tokens.get(k).is_capitalized()) && listed_type(doc, acronym).is_none() {
            common.insert(hash(i));
            continue;
        }
        let etype = match (found.taken(i), whole(found, phrase)) {
            (_, Some(etype)) | (Some(etype), None) if etype.is_named() => etype,
            _ => continue,
        };
        found.take(acronym, etype, MentionKind::Alias);
        let is_wide = !found.take(phrase, etype, MentionKind::Name) && is_whole(doc, phrase, &letters);
        for (span, is_wide) in [(acronym, false), (phrase, is_wide)] {
            known.entry(hash(span.start)).or_default().push((span, etype, is_wide));
        }
    }
    // What common words spell out is no name: "reinforced autoclaved aerated concrete (RAAC)".
    if !common.is_empty() {
        found.drop_where(|m| m.tokens.len() == 1 && common.contains(&hash(m.tokens.start)));
    }
    if known.is_empty() {
        return;
    }
    // Few words begin one, which a bit for several of them tells.
    let mut begins = vec![false; BITS];
    known.keys().for_each(|key| begins.get_mut(*key as usize % BITS).into_iter().for_each(|bit| *bit = true));
    for i in (0..doc.tokens.len()).filter(|i| begins.get(hash(*i) as usize % BITS) == Some(&true)) {
        for &(span, etype, is_wide) in known.get(&hash(i)).into_iter().flatten().take(LONGEST) {
            let same = doc.tokens.norm(i) == doc.tokens.norm(span.start)
                && (0..span.len()).all(|k| doc.tokens.lower(i + k) == doc.tokens.lower(span.start + k));
            let here = TokenSpan::new(i, i + span.len());
            if same && !found.take(here, etype, MentionKind::Name) && is_wide {
                wide.push((here, etype));
            }
        }
    }
    found.widen(wide);
}

/// True for a phrase of which every word in capitals gave a letter: no part of it is another name, "Scottish and Southern
/// Electricity Networks (SSEN)".
fn is_whole(doc: &Document, phrase: TokenSpan, letters: &[char]) -> bool {
    let capitals = phrase.range().filter(|&i| doc.tokens.get(i).is_capitalized());
    let first = |i: usize| doc.tokens.lower(i).chars().next();
    letters.len() > 2 && capitals.filter_map(first).eq(letters.iter().copied())
}

/// The letters of a word that can be an acronym: most of them capitals.
fn letters(doc: &Document, i: usize) -> Option<Vec<char>> {
    let token = doc.tokens.get(i);
    let word: Vec<char> = doc.tokens.norm(i).chars().filter(|c| *c != '.').collect();
    let capitals = word.iter().filter(|c| c.is_uppercase()).count();
    let fits = token.kind == TokenKind::Word && (2..=LONGEST).contains(&word.len()) && capitals * 2 > word.len();
    fits.then(|| word.into_iter().filter(|c| c.is_uppercase()).flat_map(char::to_lowercase).collect())
}

/// The phrase that ends before `end` whose words begin with the letters, small words aside.
fn phrase_before(doc: &Document, end: usize, letters: &[char]) -> Option<TokenSpan> {
    let mut left = letters.iter().rev();
    let mut wanted = left.next()?;
    let floor = end.saturating_sub(letters.len() + SMALL_WORDS);
    for i in (floor..end).rev() {
        if doc.tokens.get(i).block != doc.tokens.get(end).block || doc.tokens.get(i).kind == TokenKind::Mark {
            return None;
        }
        let begins = doc.tokens.lower(i).starts_with(*wanted);
        if begins {
            match left.next() {
                Some(next) => wanted = next,
                None => return Some(TokenSpan::new(i, end)),
            }
        } else if !doc.tokens.closed(i).is_function() && doc.tokens.get(i).kind == TokenKind::Word {
            return None;
        }
    }
    None
}

/// The type of the names that fill a phrase, if all of it is one type.
fn whole(found: &Candidates, phrase: TokenSpan) -> Option<EntityType> {
    let first = found.taken(phrase.start)?;
    phrase.range().all(|i| found.taken(i) == Some(first)).then_some(first)
}
