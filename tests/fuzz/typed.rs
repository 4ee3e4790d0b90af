//! What holds while somebody writes: every version of a text gives the report that it would give alone.

use whosaid::{OffsetUnit, Options, Reader, analyze};

/// What may come into a text: words that change how others are read, marks, breaks, and what is hard to cut.
const PIECES: [&str; 24] = [
    " ",
    "x",
    "\"",
    "\n\n",
    " said",
    " Bank",
    ". The ",
    "“",
    "’",
    " (WHO)",
    "he ",
    "\n",
    " É\u{301}",
    " President",
    " \u{202E}",
    "—",
    "she ",
    "They ",
    " according to ",
    "that",
    " Mr. Lee",
    " Iran",
    ": ",
    " a minister, ",
];

/// Reads a text after each of the edits, four bytes for one, and compares.
pub fn check(text: &str, edits: &[u8]) {
    let options = Options { offsets: OffsetUnit::Utf16 };
    let (mut text, mut reader) = (text.to_owned(), Reader::default());
    for edit in edits.chunks_exact(4) {
        assert_eq!(reader.analyze(&text, &options), analyze(&text, &options), "{text:?}");
        change(&mut text, edit);
    }
    assert_eq!(reader.analyze(&text, &options), analyze(&text, &options), "{text:?}");
}

fn change(text: &mut String, edit: &[u8]) {
    let place = usize::from(u16::from_le_bytes([edit[1], edit[2]])) * text.len() / 65_536;
    if edit[0] >= 128 {
        return rearrange(text, edit[0], place, usize::from(edit[3]));
    }
    let from = boundary(text, place);
    let to = boundary(text, from + usize::from(edit[3]));
    match edit[0] % 8 {
        0..=3 => text.insert_str(from, PIECES[usize::from(edit[3]) % PIECES.len()]),
        4 | 5 => text.replace_range(from..to.min(boundary(text, from + 12)), ""),
        6 => text.replace_range(from..to, ""),
        _ => {
            let moved = text[from..to].to_owned();
            text.insert_str(0, &moved);
        }
    }
}

/// Moves, copies or takes out the paragraph at a place, or puts another word there.
fn rearrange(text: &mut String, kind: u8, place: usize, more: usize) {
    let from = boundary(text, place);
    let around = |breaks: fn(char) -> bool| {
        let start = text[..from].rfind(breaks).map_or(0, |i| boundary(text, i + 1));
        start..text[from..].find(breaks).map_or(text.len(), |i| boundary(text, from + i + 1))
    };
    let paragraph = around(|c| c == '\n');
    match kind % 4 {
        0 => text.replace_range(around(char::is_whitespace), &format!("{} ", PIECES[more % PIECES.len()].trim())),
        1 => text.replace_range(paragraph, ""),
        kind => {
            let moved = text[paragraph.clone()].to_owned();
            if kind == 2 {
                text.replace_range(paragraph, "");
            }
            let to = boundary(text, text.len() * more / 256);
            let to = text[..to].rfind('\n').map_or(0, |i| i + 1);
            text.insert_str(to, &moved);
        }
    }
}

/// The first boundary of a character at or after a byte.
fn boundary(text: &str, at: usize) -> usize {
    (at.min(text.len())..).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}
