//! What language a text seems to be in.

use super::blocks::main_script;
use crate::document::{Document, Language};
use crate::lexicon::lexicon;

/// Words looked at; the head of a text tells its language.
const SAMPLE: usize = 400;

/// Guesses the language from its script and its commonest words; everything is read as English. Gives the script too.
pub fn detect_language(doc: &Document) -> (Language, u32) {
    let text = doc.source.text();
    let script = main_script(text);
    let detected = match script {
        0 => latin_language(text),
        1 => "el",
        2 => "ru",
        3 => "he",
        4 => "ar",
        5 => "hi",
        7 => "th",
        8 => "ja",
        9 => "zh",
        10 => "ko",
        11 => "am",
        _ => "und",
    };
    (Language { detected, read_as: "en" }, script)
}

fn latin_language(text: &str) -> &'static str {
    let lexicon = lexicon();
    let mut counts = vec![0usize; lexicon.languages.len()];
    let mut words = 0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(SAMPLE) {
        words += 1;
        let of = lexicon.common_words.get(word.to_lowercase().as_str()).copied().unwrap_or(0);
        if of != 0 {
            counts.iter_mut().zip(0..).for_each(|(count, bit)| *count += usize::from(of >> bit & 1 != 0));
        }
    }
    let best = counts.iter().zip(&lexicon.languages).rev().max_by_key(|(n, _)| **n);
    match best {
        Some((&n, tag)) if n > 0 && n * 20 >= words => tag,
        // English headlines and captions hold few function words.
        _ if words > 0 && words < 12 && text.is_ascii() => "en",
        _ => "und",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_tell_the_language() {
        for (text, language) in [
            ("The minister said that it was in the report of the court.", "en"),
            ("Le ministre dit que la loi est dans le rapport et pas ailleurs.", "fr"),
            ("Die Frau sagt, dass sie nicht mit dem Zug und nicht mit der Bahn kommt.", "de"),
            ("Han sier at det ikke er mye av det, og at det er for sent.", "no"),
            ("Xyzzy plugh frotz.", "en"),
            ("Ççğ şşü öö ğğğ", "und"),
            ("Η κυβέρνηση", "el"),
            ("", "und"),
        ] {
            assert_eq!(detect_language(&Document::new(text)).0.detected, language, "{text}");
        }
    }
}
