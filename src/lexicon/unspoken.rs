//! Words that tell that marked words were not spoken.

use super::phrases::Phrases;
use super::table::rows;

/// Where the marked words come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnspokenKind {
    /// Written on something for all to see.
    Placard,
    /// Words of a song.
    Lyric,
    /// Thought by somebody.
    Thought,
    /// The name of a work: a book, a show.
    Work,
    /// Any of them: the thing tells.
    Any,
    /// None: spoken all the same.
    None,
}

/// What a phrase tells, and by which part it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unspoken {
    /// It bears words.
    Thing(UnspokenKind),
    /// It stands between a thing and its words.
    Bears,
    /// It tells by itself, right beside the marks.
    Says(UnspokenKind),
}

/// Reads `unspoken.txt`.
pub fn parse() -> Phrases<Unspoken> {
    let mut phrases = Phrases::default();
    for row in rows(include_str!("../data/lexicon/unspoken.txt")) {
        let kind = match row.get(1) {
            "placard" => UnspokenKind::Placard,
            "lyric" => UnspokenKind::Lyric,
            "thought" => UnspokenKind::Thought,
            "work" => UnspokenKind::Work,
            "any" => UnspokenKind::Any,
            _ => UnspokenKind::None,
        };
        let part = match row.get(2) {
            "thing" => Unspoken::Thing(kind),
            "bears" => Unspoken::Bears,
            _ => Unspoken::Says(kind),
        };
        phrases.insert(row.get(0), part);
    }
    phrases
}
