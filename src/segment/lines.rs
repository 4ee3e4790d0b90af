//! What a single line tells about its kind.

use super::blocks::{LATIN, furniture_of, script};
use crate::document::{BlockKind, LineClues, SHORT};
use crate::lexicon::{Signs, lexicon};
use crate::text::CharExt;

/// Credits of pictures stand within so many characters of a line's end.
const TAIL: usize = 120;
/// Kinds that a whole short line tells by its pattern.
const WHOLE: [BlockKind; 5] =
    [BlockKind::CommentHeader, BlockKind::Dateline, BlockKind::Byline, BlockKind::Link, BlockKind::Caption];

fn fits(lower: &str, signs: Signs, kind: BlockKind) -> bool {
    lexicon().line_patterns.iter().any(|pattern| pattern.kind == kind.name() && pattern.fits(lower, signs))
}

/// Reads the clues of a line; `main` is the script of the text.
pub fn clues(line: &str, main: u32) -> LineClues {
    let words: Vec<&str> = line.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).collect();
    let terminal = ends_sentence(line);
    let short = words.len() <= SHORT;
    let lower = if short { lower(line.split_whitespace().collect()) } else { lower(last_words(line)) };
    let tail = lower.char_indices().rev().nth(TAIL).and_then(|(i, _)| lower.get(i..)).unwrap_or(&lower);
    // Every credit holds one of these signs; most paragraphs are spared the patterns.
    let credited = tail.contains([':', '/', '(', '|']);
    let signs = Signs::of(&lower);
    let by_pattern = if short { WHOLE.into_iter().find(|&k| fits(&lower, signs, k)) } else { None };
    let by_pattern = by_pattern.filter(|&k| !terminal || k != BlockKind::Byline || lower.contains("ing by "));
    let credit = || credited && fits(tail, signs, BlockKind::Caption);
    let by_pattern = by_pattern.or_else(|| credit().then_some(BlockKind::Caption));
    let by_phrase = || furniture_of(&lower).filter(|&k| short && !terminal && k != BlockKind::Byline);
    LineClues {
        furniture: by_pattern.or_else(by_phrase),
        quoted: line.chars().next().is_some_and(|c| c.mark_shape().is_some()),
        other_script: is_other_script(line, main),
        words: words.len(),
        capitalized: words.iter().filter(|w| !w.starts_with(char::is_lowercase)).count(),
        terminal,
        comment_meta: short && fits(&lower, signs, BlockKind::CommentMeta),
        whole_line: by_pattern.is_some(),
    }
}

fn lower(words: Vec<&str>) -> String {
    words.join(" ").to_lowercase()
}

/// As many words as hold the tail of a line.
fn last_words(line: &str) -> Vec<&str> {
    let mut length = 0;
    let near = |word: &&str| {
        let inside = length <= TAIL;
        length += word.chars().count() + 1;
        inside
    };
    let mut words: Vec<&str> = line.split_whitespace().rev().take_while(near).collect();
    words.reverse();
    words
}

fn ends_sentence(line: &str) -> bool {
    let end = line
        .trim_end_matches(|c: char| c.is_space() || c.is_invisible() || c.mark_shape().is_some() || ")]*".contains(c));
    end.ends_with(['.', '!', '?', '…', '。', '؟', '।', ':', ';'])
}

fn is_other_script(line: &str, main: u32) -> bool {
    if main == LATIN && line.is_ascii() {
        return false;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic());
    let (other, all) = letters.fold((0usize, 0usize), |(o, n), c| (o + usize::from(script(c) != main), n + 1));
    all > 0 && other * 2 > all && line.chars().count() < 200
}
