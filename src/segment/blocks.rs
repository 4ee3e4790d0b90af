//! Lines to blocks.

use super::lines::clues;
use crate::document::{Block, BlockKind, Common, Document, LineClues, LineLook};
use crate::lexicon::lexicon;
use crate::text::{CharExt, Source, Span};

/// Cuts the text into blocks: one a line, or one a paragraph where lines are hard-wrapped.
/// Every non-blank line is in exactly one block. Gives what their lines tell too, and which of them were there before.
pub fn split_blocks(doc: &Document) -> (Vec<Block>, LineLook, Common) {
    let spans = join_wrapped_lines(doc.source, split_lines(doc.source));
    let script = doc.script;
    let common = doc.earlier.map_or(Common::default(), |earlier| earlier.common(doc.source, &spans));
    let before = doc.earlier.map(|earlier| &earlier.lines).filter(|lines| lines.script == script);
    let known = |k: usize| before?.clues.get(common.block(k)?).cloned();
    let read = |(k, span): (usize, &Span)| known(k).unwrap_or_else(|| clues(doc.source.slice(*span), script));
    let clues: Vec<LineClues> = spans.iter().enumerate().map(read).collect();
    let kinds = classify(&clues);
    let blocks = spans.into_iter().zip(kinds).map(|(span, kind)| Block { kind, span }).collect();
    (blocks, LineLook { script, clues }, common)
}

/// A non-blank line.
struct Line {
    span: Span,
    after_blank: bool,
    /// Its characters, those it is indented by included.
    length: usize,
}

fn split_lines(source: Source) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut after_blank) = (0, true);
    let text = source.text();
    let chars = chars_of(text, |b| !(b' '..0xC2).contains(&b));
    let ends = chars.filter(|(_, c)| c.is_line_break()).map(|(i, c)| (i, i + c.len_utf8()));
    let mut after_cr = false;
    for (end, next) in ends.chain([(text.len(), text.len())]) {
        let span = source.trim(Span::new(start, end));
        let crlf = after_cr && end == start && source.slice(Span::new(end, next)) == "\n";
        if !span.is_empty() {
            let length = source.slice(Span::new(start, span.end)).chars().count();
            lines.push(Line { span, after_blank, length });
            after_blank = false;
        } else if !crlf {
            after_blank = true;
        }
        after_cr = source.slice(Span::new(end, next)) == "\r";
        start = next;
    }
    lines
}

/// The characters of a text whose first byte is of some kind, with their places. Looked for many bytes at a time: nearly all of them
/// are of none.
fn chars_of(text: &str, kind: impl Fn(u8) -> bool + Copy) -> impl Iterator<Item = (usize, char)> {
    const AT_ONCE: usize = 32;
    let (chunks, rest) = text.as_bytes().as_chunks::<AT_ONCE>();
    let held = move |(_, chunk): &(usize, &[u8; AT_ONCE])| chunk.iter().fold(false, |held, b| held | kind(*b));
    let inside = chunks.iter().enumerate().filter(held).flat_map(|(n, chunk)| (n * AT_ONCE..).zip(chunk));
    let bytes = inside.chain((text.len() - rest.len()..).zip(rest)).filter(move |(_, b)| kind(**b));
    bytes.filter_map(|(i, _)| Some((i, text.get(i..)?.chars().next()?)))
}

/// Puts lines together that were cut at a fixed width: where the whole text is, all that had to be cut; else runs without blank
/// lines that look so.
fn join_wrapped_lines(source: Source, lines: Vec<Line>) -> Vec<Span> {
    let width = width(source, &lines);
    let mut spans: Vec<Span> = Vec::new();
    let mut rest = lines.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        let run = tail.iter().take_while(|l| !l.after_blank).count();
        let (same, after) = tail.split_at(run);
        let lengths: Vec<usize> = std::iter::once(first).chain(same).map(|l| l.length).collect();
        let wrapped = width.is_none() && is_wrapped(&lengths);
        spans.push(first.span);
        for (line, next) in std::iter::once(first).chain(same).zip(same) {
            match spans.last_mut().filter(|_| wrapped || width.is_some_and(|w| had_to_end(source, line, next, w))) {
                Some(last) => *last = last.join(next.span),
                None => spans.push(next.span),
            }
        }
        rest = after;
    }
    spans
}

/// The widths at which texts are cut.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// The width at which all lines of a text were cut: that of the longest, if hardly any ends before its time.
fn width(source: Source, lines: &[Line]) -> Option<usize> {
    let longest = lines.iter().map(|l| l.length).max().filter(|n| WIDTHS.contains(n))?;
    let pairs = || lines.iter().zip(lines.iter().skip(1)).filter(|(_, next)| !next.after_blank);
    let cut = pairs().filter(|(line, next)| had_to_end(source, line, next, longest)).count();
    (cut >= 3 && cut * 10 >= pairs().count() * 8).then_some(longest)
}

/// True if the next word would have made the line too long.
fn had_to_end(source: Source, line: &Line, next: &Line, width: usize) -> bool {
    let word = source.slice(next.span).split(CharExt::is_space).next().unwrap_or("");
    line.length + 1 + word.chars().take(width).count() > width
}

fn is_wrapped(lengths: &[usize]) -> bool {
    let Some((last, body)) = lengths.split_last() else { return false };
    let longest = body.iter().copied().max().unwrap_or(0);
    body.len() >= 2 && (40..=100).contains(&longest) && *last <= longest + 8 && body.iter().all(|&n| n + 22 >= longest)
}

/// So many characters tell the script of a text.
const SAMPLE: usize = 20_000;

/// The script most letters belong to, as a class of code points.
pub fn main_script(text: &str) -> u32 {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(end, _)| end);
    let sample = text.get(..end).unwrap_or(text);
    let mut counts = [0usize; 16];
    counts.first_mut().into_iter().for_each(|n| *n = sample.bytes().filter(u8::is_ascii_alphabetic).count());
    for (_, c) in chars_of(sample, |b| b >= 0xC2).filter(|(_, c)| c.is_alphabetic()) {
        counts.get_mut(script(c) as usize).into_iter().for_each(|n| *n += 1);
    }
    let best = counts.iter().enumerate().max_by_key(|(i, n)| (**n, usize::MAX - i));
    best.map_or(0, |(i, _)| i as u32)
}

/// The class of Latin letters.
pub const LATIN: u32 = 0;

/// A coarse script class of a letter.
pub fn script(c: char) -> u32 {
    match u32::from(c) {
        0..=0x24F | 0x1E00..=0x1EFF => LATIN,
        0x370..=0x3FF => 1,
        0x400..=0x52F => 2,
        0x590..=0x5FF => 3,
        0x600..=0x6FF | 0x750..=0x77F | 0xFB50..=0xFEFC => 4,
        0x900..=0x97F => 5,
        0x980..=0xDFF => 6,
        0xE00..=0xEFF => 7,
        0x3040..=0x30FF => 8,
        0x4E00..=0x9FFF => 9,
        0xAC00..=0xD7AF => 10,
        0x1200..=0x137F => 11,
        _ => 12,
    }
}

/// The kind of each block from its own clues and its neighbours.
fn classify(clues: &[LineClues]) -> Vec<BlockKind> {
    let mut kinds = Vec::with_capacity(clues.len());
    let (mut seen_text, mut seen_headline, mut in_comments) = (false, false, false);
    let has_text = clues.iter().any(LineClues::is_running_text);
    for (i, line) in clues.iter().enumerate() {
        let next_is_text = clues.get(i + 1..).unwrap_or(&[]).iter().take(3).any(LineClues::is_running_text);
        let kind = match line.furniture {
            Some(BlockKind::CommentHeader) if seen_text && line.is_short() => {
                in_comments = true;
                BlockKind::CommentHeader
            }
            _ if in_comments && line.comment_meta => BlockKind::CommentMeta,
            _ if in_comments => BlockKind::Comment,
            Some(BlockKind::CommentHeader) | Some(BlockKind::Link) if line.is_short() => BlockKind::Link,
            Some(BlockKind::Byline) if !seen_text || line.is_byline() => BlockKind::Byline,
            Some(BlockKind::Caption) => BlockKind::Caption,
            _ if line.other_script => BlockKind::Link,
            _ if line.is_dateline() => BlockKind::Dateline,
            _ if line.is_running_text() => BlockKind::Paragraph,
            _ if !seen_headline && !seen_text && (has_text || clues.len() == 1) && line.is_title_like() => {
                BlockKind::Headline
            }
            _ if line.is_title_like() && next_is_text && !line.quoted => BlockKind::Subhead,
            _ => BlockKind::Paragraph,
        };
        seen_text |= kind == BlockKind::Paragraph;
        seen_headline |= kind == BlockKind::Headline;
        kinds.push(kind);
    }
    kinds
}

/// Gives the furniture kind that a lower-case line begins with, if any.
pub fn furniture_of(lower: &str) -> Option<BlockKind> {
    let known = lexicon().furniture.iter().find(|(phrase, _)| starts_as_words(lower, phrase));
    known.and_then(|(_, kind)| BlockKind::from_name(kind))
}

fn starts_as_words(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| {
        phrase.ends_with(|c: char| !c.is_alphanumeric()) || !rest.starts_with(|c: char| c.is_alphanumeric())
    })
}
