//! Pieces of text that are no words: addresses, names of sites and files, telephone numbers, faces.

use crate::lexicon::lexicon;
use crate::text::CharExt;

/// A longer run of letters without a blank is no address.
const LONGEST_LINK: usize = 2048;
/// Web and mail addresses (inside a house without a domain: "name@SALES"), handles, hashtags.
pub fn link(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if matches!(first, '@' | '#') {
        let tail = rest.get(1..)?;
        let name = tail.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(tail.len());
        return tail.starts_with(char::is_alphanumeric).then_some(name + 1);
    }
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    let web = ["http://", "https://", "www."].iter().any(|start| rest.starts_with(start));
    let name = rest.bytes().take(64).take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    if !web && rest.as_bytes().get(name) != Some(&b'@') {
        return None;
    }
    let near = rest.char_indices().take_while(|(i, _)| *i < LONGEST_LINK);
    let end =
        near.take_while(|(_, c)| !c.is_space() && !"<>\"“”«»".contains(*c)).last().map_or(0, |(i, c)| i + c.len_utf8());
    let run = rest.get(..end)?.trim_end_matches(|c: char| ".,;:!?)]}'’…".contains(c));
    let mail = run.split_once('@').is_some_and(|(_, domain)| domain.contains('.'));
    let inner = run.split_once('@').is_some_and(|(_, domain)| {
        domain.starts_with(|c: char| c.is_ascii_alphabetic()) && domain.chars().all(char::is_alphanumeric)
    });
    (web || mail || inner).then_some(run.len())
}

/// The name of a site, a newsgroup or a file: letters and dots, the last piece an ending that such names have.
pub fn dotted_name(rest: &str) -> Option<usize> {
    let name = |b: &u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
    if !rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let len = rest.bytes().take(LONGEST_LINK).take_while(name).count();
    let run = rest.get(..len)?.trim_end_matches(['.', '-', '_']);
    let next = rest.get(run.len()..).and_then(|r| r.chars().next());
    let (stem, ending) = run.rsplit_once('.')?;
    let letters = |part: &str| part.bytes().filter(u8::is_ascii_alphabetic).count();
    let known = lexicon().name_endings.contains(ending.to_ascii_lowercase().as_str());
    let parts = || stem.split('.').chain([ending]);
    let group = parts().count() > 2 && parts().all(|p| letters(p) > 2 && p.bytes().all(|b| !b.is_ascii_uppercase()));
    let plain = parts().all(|p| !p.is_empty()) && letters(stem) > 1 && next.is_none_or(|c| !c.is_alphanumeric());
    (plain && (known || group)).then_some(run.len())
}

/// One letter, a slash and a few more: "w/o", "b/c".
pub fn slashed(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    if !(bytes.first()?.is_ascii_lowercase() && bytes.get(1) == Some(&b'/')) {
        return None;
    }
    let letters = bytes.iter().skip(2).take_while(|b| b.is_ascii_lowercase()).count();
    let whole = rest.get(2 + letters..)?.chars().next().is_none_or(|c| !c.is_alphanumeric());
    (letters <= 3 && whole).then_some(2 + letters)
}

/// Figures joined by hyphens as telephone numbers are: "713-853-3989", "345-9945".
pub fn phone(rest: &str) -> Option<usize> {
    let len = rest.bytes().take(24).take_while(|b| b.is_ascii_digit() || *b == b'-').count();
    let run = rest.get(..len)?.trim_end_matches('-');
    let next = rest.get(run.len()..).and_then(|r| r.chars().next());
    let groups = || run.split('-');
    let long = groups().count() > 2
        || groups().count() == 2
            && run.len() >= 6
            && run.rsplit('-').next().is_some_and(|g| g.len() == 4)
            && groups().next().is_some_and(|g| g.len() < 4);
    (long && groups().all(|g| !g.is_empty()) && next.is_none_or(|c| !c.is_alphanumeric())).then_some(run.len())
}

/// A face made of signs, after a blank: ":-)".
pub fn emoticon(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?.as_bytes();
    let free = text.get(..at)?.chars().next_back().is_none_or(|c| c.is_space() || ".!?".contains(c));
    if !free || !b":;=".contains(rest.first()?) {
        return None;
    }
    let nose = usize::from(rest.get(1) == Some(&b'-'));
    let mouth = rest.get(1 + nose)?;
    let count = rest.iter().skip(1 + nose).take_while(|b| *b == mouth).count();
    b"()DP"
        .contains(mouth)
        .then_some(1 + nose + count)
        .filter(|len| !rest.get(*len).is_some_and(u8::is_ascii_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_told_from_words() {
        assert_eq!(dotted_name("galleryfurniture.com."), Some(20));
        assert_eq!(dotted_name("alt.animals.cat "), Some(15));
        for text in ["end.The", "U.S.", "it.is", "3.5", "Jan.", "no.com1"] {
            assert_eq!(dotted_name(text), None, "{text}");
        }
        assert_eq!(phone("713-853-3989,"), Some(12));
        assert_eq!(phone("345-9945"), Some(8));
        for text in ["2003-2007", "5-10", "35-year", "3-4", "2020-"] {
            assert_eq!(phone(text), None, "{text}");
        }
        assert_eq!(slashed("w/o a"), Some(3));
        assert_eq!(slashed("and/or"), None);
        assert_eq!(emoticon("fun :-)", 4), Some(3));
        assert_eq!(emoticon("he said:(a)", 7), None);
    }
}
