//! Marked words that nobody spoke: written on a sign, sung, thought. Told by the words right beside the marks, and by nothing less.

use super::marked::{capitalized_words, ends_inside};
use super::reporting::{cue_after, cue_starts_at};
use crate::document::{Deprel, Document, MarkedRegion, QuoteKind, TokenKind, TokenSpan, Upos};
use crate::lexicon::{Unspoken, UnspokenKind, lexicon};

/// The longest phrase of the lexicon, in tokens.
const LONGEST: usize = 4;
/// A thing stands at most so many tokens before the words on it.
const REACH: usize = 12;
/// A reporting clause after the marks begins at most so many tokens before its verb.
const NEAR: usize = 6;
/// So many words of one series are looked back through.
const SERIES: usize = 6;

/// What the marked words are, where they were not spoken.
pub fn unspoken(doc: &Document, region: &MarkedRegion) -> Option<QuoteKind> {
    let mut region = region;
    for _ in 0..SERIES {
        if let Some(kind) = written_before(doc, region.open).or_else(|| written_after(doc, region)) {
            return Some(kind);
        }
        match before_in_series(doc, region) {
            Some(before) => region = before,
            None => break,
        }
    }
    None
}

/// As `unspoken`, for what is sung or thought: a name in marks is a title there first.
pub fn sung_or_thought(doc: &Document, region: &MarkedRegion) -> Option<QuoteKind> {
    let open = region.open;
    let after = region.close.map_or(region.inner.end, |c| c + 1);
    let reported = cue_after(doc, after, doc.tokens.get(open).block);
    let (end, pause) = before_pause(doc, open);
    if let Some((start, Unspoken::Says(kind))) = phrase_before(doc, open, end)
        && (kind == UnspokenKind::Lyric || is_verb(doc, start) || pause && doc.tokens.norm(end) == ":")
    {
        let clause = pause || doc.tokens.get(region.inner.start).is_capitalized();
        let grammar = doc.tokens.closed(after);
        let near = reported.is_some_and(|c| c.tokens.start < after + NEAR) && !grammar.sub && !grammar.prep;
        let said = near && ends_inside(doc, region.inner);
        return named(kind).filter(|kind| !said && (clause || *kind == QuoteKind::Lyric));
    }
    let cue = reported.filter(|c| c.tokens.start < after + NEAR && ends_inside(doc, region.inner))?;
    let (length, part) = phrase_at(doc, cue.tokens.start)?;
    let Unspoken::Says(kind) = part else { return None };
    let next = cue.tokens.start + length;
    let closed =
        cue.tokens.start == after || doc.tokens.get(next).kind == TokenKind::Punct || kind == UnspokenKind::Lyric;
    named(kind).filter(|_| closed)
}

/// The names of works among the outermost marked stretches.
pub fn find_works(doc: &Document) -> Vec<TokenSpan> {
    doc.marks.iter().filter(|r| r.depth == 0 && names_work(doc, r)).map(|r| r.inner).collect()
}

/// True for a name in marks right beside the kind of work that it names: the show "Morning", a "Morning" radio show, or for one of
/// several words after whose it is: CNN's "State of the Union".
fn names_work(doc: &Document, region: &MarkedRegion) -> bool {
    let (end, _) = before_pause(doc, region.open);
    let is_work = |part: Unspoken| matches!(part, Unspoken::Thing(UnspokenKind::Work | UnspokenKind::Lyric));
    let first = region.inner.range().find(|&i| doc.tokens.get(i).is_wordlike());
    let opens = |i: usize| doc.tokens.get(i).is_capitalized() || !doc.tokens.closed(i).is_function();
    let words = if first.is_some_and(opens) { capitalized_words(doc, region.inner) } else { 0 };
    let before = || phrase_before(doc, region.open, end).is_some_and(|(_, part)| is_work(part));
    let after = || {
        let first = region.close.map_or(usize::MAX, |c| c + 1);
        let noun = |i: usize| doc.tokens.get(i).is_wordlike() && matches!(doc.syntax.upos(i), Upos::Noun | Upos::Adj);
        let mut near = (first..doc.tokens.len()).take(2).take_while(|&i| noun(i));
        near.any(|i| phrase_at(doc, i).is_some_and(|(_, part)| is_work(part)))
    };
    let owned = || end == region.open && end > 0 && matches!(doc.tokens.norm(end - 1), "'s" | "'");
    words > 0 && doc.tokens.norm(end) != ":" && (before() || after()) || words > 1 && owned()
}

/// "A sign reading" before the marks.
fn written_before(doc: &Document, open: usize) -> Option<QuoteKind> {
    let (end, pause) = before_pause(doc, open);
    let (start, part) = phrase_before(doc, open, end)?;
    match part {
        Unspoken::Thing(kind) => named(kind).filter(|_| pause && doc.tokens.norm(end) == ":"),
        Unspoken::Bears => bearer(doc, start, end),
        Unspoken::Says(_) => None,
    }
}

/// The thing that the words from `start` to `end` say to bear something.
fn bearer(doc: &Document, start: usize, end: usize) -> Option<QuoteKind> {
    let thing = |i: usize| match phrase_at(doc, i) {
        Some((length, Unspoken::Thing(kind))) => named(kind).map(|kind| (i + length, kind)),
        _ => None,
    };
    let from = doc.sentence(start).start.max(start.saturating_sub(REACH));
    let relative = start > from && (doc.tokens.closed(start - 1).wh || doc.tokens.lower(start - 1) == "that");
    let beside = start - usize::from(relative);
    let verb = (start..end).find(|&i| is_verb(doc, i));
    let linked = |i: usize| {
        let head = |of: usize| doc.syntax.head(of);
        verb.is_some_and(|v| {
            head(i) == v && doc.syntax.deprel(i).is(Deprel::NSUBJ)
                || head(v) == i && doc.syntax.deprel(v).is(Deprel::ACL)
        })
    };
    let free = |i: usize| (i..start).all(|k| doc.tokens.norm(k) != "," && doc.tokens.get(k).kind != TokenKind::Mark);
    let mut things = (from..start).rev().filter_map(|i| thing(i).map(|(to, kind)| (i, to, kind)));
    things.find(|&(i, to, _)| free(i) && (to == beside || linked(to - 1))).map(|(_, _, kind)| kind)
}

/// "Read a sign", "the sign said" after the marks.
fn written_after(doc: &Document, region: &MarkedRegion) -> Option<QuoteKind> {
    let after = region.close? + 1;
    let block = doc.tokens.get(region.open).block;
    let here = |i: usize| i < doc.tokens.len() && doc.tokens.get(i).block == block;
    let first = after + usize::from(doc.tokens.norm(after) == ",");
    let inverted = match phrase_at(doc, first) {
        Some((length, Unspoken::Bears)) if here(first) => Some(first + length),
        _ => None,
    };
    let from = inverted.unwrap_or(first);
    let modifies = |i: usize| matches!(doc.syntax.upos(i), Upos::Det | Upos::Adj | Upos::Num | Upos::Pron);
    let at = (from..from + 3).take_while(|&i| here(i)).find(|&i| !modifies(i)).filter(|&i| here(i))?;
    let (length, Unspoken::Thing(kind)) = phrase_at(doc, at)? else { return None };
    let to = at + length;
    let bears = matches!(phrase_at(doc, to), Some((_, Unspoken::Bears)));
    let compound = here(to) && matches!(doc.syntax.upos(to), Upos::Noun | Upos::Propn);
    named(kind).filter(|_| {
        here(at) && !compound && (inverted.is_some() || here(to) && bears && doc.syntax.xpos(to).is_finite())
    })
}

/// The stretch before this one in a series: `"A", "B" and "C"`.
fn before_in_series<'d>(doc: &'d Document, region: &MarkedRegion) -> Option<&'d MarkedRegion> {
    let to = doc.marks.partition_point(|r| r.open < region.open);
    let before = doc.marks.get(..to)?.iter().rev().take(SERIES).find(|r| r.depth == 0)?;
    let close = before.close?;
    let joins = |i: usize| doc.tokens.norm(i) == "," || doc.tokens.closed(i).cc;
    let near = close + 1 < region.open && region.open <= close + 3 || close + 1 == region.open;
    (near && (close + 1..region.open).all(joins) && doc.sentence_of(close) == doc.sentence_of(region.open))
        .then_some(before)
}

/// Where the words before the marks end, and whether a comma or colon stands between.
fn before_pause(doc: &Document, open: usize) -> (usize, bool) {
    let pause = open > 0 && matches!(doc.tokens.norm(open - 1), "," | ":");
    (open - usize::from(pause), pause)
}

/// The longest phrase that ends at token `end`, within the sentence of the mark: where it begins, and its part.
fn phrase_before(doc: &Document, open: usize, end: usize) -> Option<(usize, Unspoken)> {
    let first = doc.sentence(open).start.max(end.saturating_sub(LONGEST));
    (first..end).find_map(|start| {
        let word = |i: usize| if start + i < end { doc.tokens.lower(start + i) } else { "" };
        let (length, part) = lexicon().unspoken.longest(word)?;
        (start + length == end).then_some((start, *part))
    })
}

/// The longest phrase that begins at a token: its length, and its part.
fn phrase_at(doc: &Document, start: usize) -> Option<(usize, Unspoken)> {
    let word = |i: usize| if start + i < doc.tokens.len() { doc.tokens.lower(start + i) } else { "" };
    lexicon().unspoken.longest(word).map(|(length, part)| (length, *part))
}

fn is_verb(doc: &Document, i: usize) -> bool {
    doc.syntax.upos(i) == Upos::Verb || cue_starts_at(doc, i)
}

fn named(kind: UnspokenKind) -> Option<QuoteKind> {
    match kind {
        UnspokenKind::Placard => Some(QuoteKind::Placard),
        UnspokenKind::Lyric => Some(QuoteKind::Lyric),
        UnspokenKind::Thought => Some(QuoteKind::Thought),
        UnspokenKind::Work | UnspokenKind::Any | UnspokenKind::None => None,
    }
}
