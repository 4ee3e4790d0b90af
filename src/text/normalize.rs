//! The folded view of a word that matching reads; the source keeps its own characters.

use super::{CharExt, MarkShape};
use unicode_normalization::UnicodeNormalization;

/// Appends the normal form of `text` to `out`: invisible characters dropped, marks of quotation and dashes made plain,
/// full-width Latin made narrow, letters composed (Unicode NFC).
pub fn normalize(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.push_str(text);
        return;
    }
    let plain = text.chars().filter(|c| !c.is_invisible()).map(plain_char);
    if text.chars().any(CharExt::is_combining) {
        out.extend(plain.nfc());
    } else {
        out.extend(plain);
    }
}

fn plain_char(c: char) -> char {
    match c.mark_shape() {
        Some(MarkShape::SingleStraight | MarkShape::SingleClose | MarkShape::SingleOpen) => '\'',
        Some(MarkShape::DoubleStraight | MarkShape::DoubleOpen | MarkShape::DoubleClose) => '"',
        _ => match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{2010}' | '\u{2011}' => '-',
            c if c.is_space() => ' ',
            c => c,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn words_fold_to_what_they_mean() {
        for (text, want) in [
            ("plain", "plain"),
            ("cri\u{AD}sis", "crisis"),
            ("don’t", "don't"),
            ("Jose\u{301}", "José"),
            ("ＮＡＴＯ", "NATO"),
            ("\u{FEFF}Iran", "Iran"),
            ("twenty\u{2011}one", "twenty-one"),
        ] {
            let mut got = String::new();
            normalize(text, &mut got);
            assert_eq!(got, want);
        }
    }
}
