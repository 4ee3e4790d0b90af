//! Dates, times, money, percentages and numbers: what the grammar reads, and the model.

use super::candidate::Candidates;
use super::grammar::Reader;
use super::nominals::aged;
use crate::document::{BlockKind, Document, EntityType, Mention, MentionKind, NameSpan, TokenSpan};

/// Whether a number is somebody's age is told by so many tokens beside it.
const BESIDE: usize = 8;

/// Finds values left to right, the longest first at each place. Amounts of money are where the model read them, for
/// newspapers name currencies in more ways than a grammar knows; dates that the grammar misses are the model's too.
pub fn find_values(doc: &Document, found: &mut Candidates) {
    let values = || doc.names.iter().filter(|n| doc.block_kind(n.tokens.start) != BlockKind::Link);
    for money in values().filter(|n| n.etype == EntityType::Money) {
        found.take(money.tokens, EntityType::Money, MentionKind::Name);
    }
    for k in 0..doc.blocks.len() {
        let block = doc.tokens.block(k);
        match taken_over(doc, block, k) {
            Some(known) => {
                known.for_each(|m| {
                    found.take(m.tokens, m.etype, MentionKind::Name);
                });
            }
            None if doc.blocks.get(k).is_some_and(|block| block.kind == BlockKind::Link) => {}
            None => by_grammar(doc, block, found),
        }
    }
    for date in values().filter(|n| n.etype == EntityType::Date) {
        found.take(date.tokens, EntityType::Date, MentionKind::Name);
    }
}

/// Reads a block from left to right; no value goes on in the next one.
fn by_grammar(doc: &Document, block: TokenSpan, found: &mut Candidates) {
    let reader = Reader::new(doc, block);
    let mut i = block.start;
    while i < block.end {
        match if reader.may_begin(i) { reader.value(i) } else { None } {
            Some((span, etype)) => {
                if !in_name(doc, span) && aged(doc, span.start).is_none() {
                    found.take(span, etype, MentionKind::Name);
                }
                i = span.end.max(i + 1);
            }
            None => i += 1,
        }
    }
}

/// The values of a block of the reading before, if it has the same names and stands between the same words.
fn taken_over<'d>(doc: &Document<'d>, here: TokenSpan, k: usize) -> Option<impl Iterator<Item = Mention> + use<'d>> {
    let (earlier, there) = doc.steady(here, k, BESIDE)?;
    let from = doc.names.partition_point(|n| n.tokens.start < here.start);
    let names = doc.names.get(from..).unwrap_or(&[]).iter().take_while(|n| n.tokens.start < here.end);
    let read = |n: &NameSpan| (n.tokens, n.etype);
    let same = earlier.names(there, here.start).map(|n| read(&n)).eq(names.map(read));
    let value = |m: &Mention| m.kind == MentionKind::Name && !m.etype.is_named() && m.etype != EntityType::Title;
    same.then(|| earlier.mentions(there, here.start).filter(value))
}

/// True for a part of a longer name that the model read: the "Sunday" Times, Channel "12".
fn in_name(doc: &Document, value: TokenSpan) -> bool {
    let from = doc.names.partition_point(|n| n.tokens.end <= value.start);
    let holds = |n: &&NameSpan| !matches!(n.etype, EntityType::Date | EntityType::Money) && n.tokens.contains(value);
    doc.names.get(from).filter(holds).is_some_and(|n| n.tokens.len() > value.len())
}
