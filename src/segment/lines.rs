//! What a single line tells about its kind.

use super::blocks::{furniture_of, script};
use crate::document::{BlockKind, LineClues, SHORT};
use crate::lexicon::lexicon;
use crate::text::CharExt;

/// Credits of pictures stand within so many characters of a line's end.
const TAIL: usize = 120;
/// Kinds that a whole short line tells by its pattern.
const WHOLE: [BlockKind; 5] =
    [BlockKind::CommentHeader, BlockKind::Dateline, BlockKind::Byline, BlockKind::Link, BlockKind::Caption];

fn fits(lower: &str, kind: BlockKind) -> bool {
    lexicon().line_patterns.iter().any(|pattern| pattern.kind == kind.name() && pattern.fits(lower))
}

/// Reads the clues of a line; `main` is the script of the text.
pub fn clues(line: &str, main: u32) -> LineClues {
    let lower: String = line.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let words: Vec<&str> = line.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).collect();
    let terminal = ends_sentence(line);
    let short = words.len() <= SHORT;
    let tail = lower.char_indices().rev().nth(TAIL).and_then(|(i, _)| lower.get(i..)).unwrap_or(&lower);
    // Every credit holds one of these signs; most paragraphs are spared the patterns.
    let credited = tail.contains([':', '/', '(', '|']);
    let by_pattern = if short { WHOLE.into_iter().find(|&k| fits(&lower, k)) } else { None };
    let by_pattern = by_pattern.filter(|&k| !terminal || k != BlockKind::Byline || lower.contains("ing by "));
    let by_pattern = by_pattern.or_else(|| (credited && fits(tail, BlockKind::Caption)).then_some(BlockKind::Caption));
    let by_phrase = || furniture_of(&lower).filter(|&k| short && !terminal && k != BlockKind::Byline);
    LineClues {
        furniture: by_pattern.or_else(by_phrase),
        quoted: line.chars().next().is_some_and(|c| c.mark_shape().is_some()),
        other_script: is_other_script(line, main),
        words: words.len(),
        capitalized: words.iter().filter(|w| !w.starts_with(char::is_lowercase)).count(),
        terminal,
        comment_meta: short && fits(&lower, BlockKind::CommentMeta),
        whole_line: by_pattern.is_some(),
    }
}

fn ends_sentence(line: &str) -> bool {
    let end = line
        .trim_end_matches(|c: char| c.is_space() || c.is_invisible() || c.mark_shape().is_some() || ")]*".contains(c));
    end.ends_with(['.', '!', '?', '…', '。', '؟', '।', ':', ';'])
}

fn is_other_script(line: &str, main: u32) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic());
    let (other, all) = letters.fold((0usize, 0usize), |(o, n), c| (o + usize::from(script(c) != main), n + 1));
    all > 0 && other * 2 > all && line.chars().count() < 200
}
