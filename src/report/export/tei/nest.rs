//! Marks that may cross, made into a tree.

use crate::report::{Entity, Mention, Quote};
use crate::text::Span as Bytes;

/// What is marked.
#[derive(Clone, Copy)]
pub enum Mark<'a> {
    /// Words that are quoted, by the quotation of this number.
    Quote(usize, &'a Quote),
    /// Words that name.
    Mention(&'a Entity, &'a Mention),
}

/// A mark that crosses no other.
#[derive(Clone, Copy)]
pub struct Nested<'a> {
    /// Where.
    pub place: Bytes,
    /// What.
    pub mark: Mark<'a>,
}

/// How many marks before a block may go on into it.
const NEAR: usize = 64;

/// The parts of `marks` inside of `block`, outer before inner. `marks` are sorted by start, longer first.
///
/// A quotation that crosses another mark is cut in two at its border; a mention that does so is left out.
pub fn nest<'a>(marks: &[Nested<'a>], block: Bytes) -> Vec<Nested<'a>> {
    let first = marks.partition_point(|m| m.place.start < block.start);
    // A mark seldom goes on into a next block, so only the nearest before it are asked.
    let before = marks.iter().take(first).skip(first.saturating_sub(NEAR)).filter(|m| m.place.end > block.start);
    let inside = marks.iter().skip(first).take_while(|m| m.place.start < block.end);
    let clip = |m: &Nested<'a>| Nested {
        place: Bytes::new(m.place.start.max(block.start), m.place.end.min(block.end)),
        mark: m.mark,
    };
    let mut waiting: Vec<Nested> = before.chain(inside).map(clip).filter(|m| !m.place.is_empty()).collect();
    waiting.reverse();
    let mut open: Vec<usize> = Vec::new();
    let mut done = Vec::new();
    while let Some(mut next) = waiting.pop() {
        while open.pop_if(|end| *end <= next.place.start).is_some() {}
        if let Some(&end) = open.last().filter(|&&end| end < next.place.end) {
            if matches!(next.mark, Mark::Mention(..)) {
                continue;
            }
            let rest = Nested { place: Bytes::new(end, next.place.end), mark: next.mark };
            let at = waiting.partition_point(|m| {
                (m.place.start, std::cmp::Reverse(m.place.end)) > (rest.place.start, std::cmp::Reverse(rest.place.end))
            });
            waiting.insert(at, rest);
            next.place.end = end;
        }
        open.push(next.place.end);
        done.push(next);
    }
    done
}
