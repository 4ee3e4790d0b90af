//! When two different forms of words can be names of one thing.

use crate::document::{Document, TokenKind, TokenSpan, WordShape};
use crate::lexicon::{Begins, NameClass, lexicon};
use std::borrow::Cow;

/// The words of a name in lower case without dots, as they are compared; a land inside it by its best name, so that the
/// "U.S. Congress" is the "United States Congress".
pub fn words(doc: &Document, span: TokenSpan) -> Vec<String> {
    compared(span.len(), |k| doc.tokens.lower(span.start + k), |k| doc.tokens.begins(span.start + k, Begins::NAME))
}

/// The same for the words of a listed name.
pub fn listed_words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let parts: Vec<&str> = lower.split_whitespace().collect();
    compared(parts.len(), |k| parts.get(k).copied().unwrap_or(""), |_| true)
}

fn compared<'w>(len: usize, word: impl Fn(usize) -> &'w str, begins: impl Fn(usize) -> bool) -> Vec<String> {
    let (mut words, mut i) = (Vec::new(), 0);
    while i < len {
        let land = || lexicon().names.longest(|k| if i + k < len { word(i + k) } else { "" });
        let land = (len > 1 && begins(i)).then(land).flatten();
        match land.filter(|(n, e)| *n < len && e.class == NameClass::Country) {
            Some((n, entry)) => {
                words.extend(lexicon().thing(entry.thing).to_lowercase().split_whitespace().map(str::to_owned));
                i += n;
            }
            None => {
                let plain = undotted(word(i));
                if !plain.is_empty() && !matches!(plain.as_ref(), "'s" | "'" | "-") {
                    words.push(plain.into_owned());
                }
                i += 1;
            }
        }
    }
    words
}

/// A word without dots, as nearly all are.
pub fn undotted(word: &str) -> Cow<'_, str> {
    if word.contains('.') { word.replace('.', "").into() } else { word.into() }
}

/// A person's name without what follows a surname (Jr, III) and what it was.
pub fn without_suffix(words: &[String]) -> (&[String], Option<&str>) {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() && lexicon().closed(last).name_suffix => (rest, Some(last)),
        _ => (words, None),
    }
}

/// True if both can be one person's name: same surname, given names that agree or are left out.
pub fn same_person(a: &[String], b: &[String]) -> bool {
    let ((a, a_suffix), (b, b_suffix)) = (without_suffix(a), without_suffix(b));
    if a_suffix.is_some() && b_suffix.is_some() && a_suffix != b_suffix {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (Some((short_last, short_given)), Some((long_last, long_given))) = (short.split_last(), long.split_last())
    else {
        return false;
    };
    if short_last != long_last {
        // "Higuchi Ichiyo" and "Ichiyo Higuchi".
        let turned = short.len() == long.len() && long.len() > 1 && short.iter().all(|w| long.contains(w));
        // "Chao Yuen" in "Chao Yuen Ren", and a first name of two words alone.
        return turned || short.len() > 1 && long.starts_with(short);
    }
    let mut rest = long_given.iter();
    short_given.iter().all(|s| rest.any(|l| same_given(s, l)))
}

fn same_given(a: &str, b: &str) -> bool {
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
    a == b || initial(a, b) || initial(b, a) || shortens_given(a, b) || shortens_given(b, a)
}

/// True if people of the second given name are called by the first: "Bob", "Robert".
pub fn shortens_given(short: &str, full: &str) -> bool {
    lexicon().nicknames.get(short).is_some_and(|all| all.contains(&full))
}

/// The initials of the capitalised words of a name of several, as an acronym is made of them.
pub fn initials(doc: &Document, span: TokenSpan) -> Option<String> {
    let begin = |i: usize| match doc.tokens.get(i) {
        token if token.is_capitalized() => doc.tokens.norm(i).chars().next().map(String::from),
        token if token.kind == TokenKind::Number => Some(doc.tokens.norm(i).to_owned()),
        _ => None,
    };
    let initials: String = span.range().filter_map(begin).collect();
    (initials.chars().count() > 1 && span.len() > 1).then_some(initials)
}

/// A name of one word in capitals, without dots.
pub fn acronym(doc: &Document, span: TokenSpan) -> Option<String> {
    let shape = doc.tokens.get(span.start).shape;
    if span.len() != 1 || !matches!(shape, WordShape::Upper | WordShape::Mixed) {
        return None;
    }
    let word = undotted(doc.tokens.norm(span.start));
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (capitals > 1 && capitals * 2 > word.chars().count()).then(|| word.into_owned())
}

/// True if an acronym can be made of a name's words: each capital of it begins a word, in order, and it takes up the
/// first and nearly every capitalised one. Used where the text puts one in brackets after the other.
pub fn stands_for(doc: &Document, acronym: &str, span: TokenSpan) -> bool {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_uppercase()).collect();
    let begins = |i: usize| doc.tokens.norm(i).chars().next().map(|c| c.to_uppercase().next().unwrap_or(c));
    let mut at = span.start;
    for (n, letter) in letters.iter().enumerate() {
        let Some(found) = (at..span.end).find(|&i| begins(i) == Some(*letter)) else { return false };
        let skipped = (at..found).filter(|&i| doc.tokens.get(i).is_capitalized()).count();
        if n == 0 && skipped > 0 || skipped > 1 {
            return false;
        }
        at = found + 1;
    }
    letters.len() > 1 && span.len() >= letters.len()
}

/// How well a shorter name can stand for a longer one of an organisation, a thing or an event: 3 for its first words
/// without the general ones that follow ("Harrow" School) or its own words after general ones (Cyclone "Phailin", Church
/// of "Scientology"), 2 for a general first word (the "House" of Representatives) or what follows a place (Boston "Red
/// Sox", U.S. "Senate"), 1 for a general last one (the HEROES "Act"), else 0. Of a place, only what follows "of" counts.
pub fn shortens(short: &[String], long: &[String], place: bool) -> u8 {
    let general = |w: &String| lexicon().name_words.get(w).is_some();
    let small = |w: &String| lexicon().closed(w).is_function() || w == ",";
    if short.len() >= long.len() || short.is_empty() {
        return 0;
    }
    let own = !short.iter().all(general);
    let (head, tail) = long.split_at(short.len());
    let (front, back) = long.split_at(long.len() - short.len());
    let cut = own && head == short && tail.iter().all(|w| general(w) || small(w));
    let kind_first = own && back == short && front.first().is_some_and(general) && front.iter().skip(1).all(small);
    let of_place = back == short && lexicon().names.get(&front.concat()).is_some_and(|e| e.class != NameClass::Org);
    let alone = lexicon().names.get(&short.concat()).is_some();
    match () {
        _ if place => 3 * u8::from(kind_first && front.len() > 1),
        _ if cut || kind_first && !alone => 3,
        _ if of_place || !own && head == short && tail.first().is_some_and(small) => 2,
        _ if !own && back == short => 1,
        _ => 0,
    }
}
