//! Readings of the model and marks of the writer, made one: which marked stretches a reading holds, and what it is.

use super::join::{join_pieces, joins};
use super::marked::{Piece, ends_inside, holds_clause};
use super::own::{Held, own_words};
use super::reporting::{cue_after, inside_marks, words};
use crate::document::{
    BlockKind, Document, Mention, Pieces, Quote, QuoteKind, Reading, TokenKind, TokenSpan, Upos, Xpos,
};

/// Marked words of so many that the model reads as nobody's are no speech.
const SHORT: usize = 8;

/// A report without marks by nobody is none if the model is less sure of it.
const DOUBT: f32 = 0.5;

/// The quotations of the readings, and those of marked stretches that no reading holds.
pub fn merge(doc: &Document, pieces: &[Piece]) -> Vec<Quote> {
    let own = |r: &Reading| without_names(whole_marks(doc, own_words(doc, r, pieces), pieces), pieces);
    let readings: Vec<Reading> = doc.readings.iter().map(own).collect();
    // What another speaker says beside a report is no scare quote.
    let mut parted: Vec<TokenSpan> =
        doc.readings.iter().zip(&readings).flat_map(|(old, new)| parted(old, new)).collect();
    parted.sort_unstable();
    let said_beside = |p: &Piece| {
        let to = parted.partition_point(|c| c.start <= p.inner.start);
        to.checked_sub(1).and_then(|k| parted.get(k)).is_some_and(|c| c.contains(p.inner))
    };
    let places = readings.iter().enumerate().flat_map(|(r, x)| x.content.iter().map(move |c| (*c, r)));
    let mut contents: Vec<(TokenSpan, usize)> = places.collect();
    contents.sort_unstable();
    let speakerless = |r: &usize| readings.get(*r).is_some_and(|r| r.speaker.is_none());
    // Counted once: any number of marked stretches may stand in one reading.
    let words_of: Vec<Held> = readings.iter().map(|r| Held::of(doc, r)).collect();
    let own: Vec<Option<usize>> = pieces.iter().map(|p| owner(doc, p, &readings, &words_of, &contents)).collect();
    let kept = pieces
        .iter()
        .zip(&own)
        .map(|(p, o)| o.filter(|r| !(p.kind.is_set_apart() || p.called || speakerless(r) && said(doc, p))))
        .collect();
    let owners = reopened(pieces, joined(doc, pieces, kept), &readings);
    let mut quotes: Vec<Quote> = Vec::new();
    let mut free: Vec<Piece> = Vec::new();
    let mut held: Vec<Vec<&Piece>> = vec![Vec::new(); readings.len()];
    let mut robbed = vec![false; readings.len()];
    for ((piece, &owner), own) in pieces.iter().zip(&owners).zip(own) {
        if let Some(robbed) = own.filter(|_| own != owner).and_then(|r| robbed.get_mut(r)) {
            *robbed = true;
        }
        match owner.and_then(|r| held.get_mut(r)) {
            Some(list) => {
                quotes.extend(join_pieces(doc, &std::mem::take(&mut free)));
                list.push(piece);
            }
            None if piece.kind.is_speech() && read_here(doc, piece) && !reported(doc, piece) && !said_beside(piece) => {
                free.push(Piece { kind: if piece.named { QuoteKind::Title } else { QuoteKind::Scare }, ..*piece })
            }
            None => free.push(*piece),
        }
    }
    quotes.extend(join_pieces(doc, &free));
    for (number, ((reading, held), robbed)) in readings.iter().zip(&held).zip(robbed).enumerate() {
        if held.is_empty() && robbed {
            continue;
        }
        match sentences_before(doc, reading, held) {
            Some((before, rest)) => {
                quotes.extend(quote(doc, &before, number, &[]));
                quotes.extend(quote(doc, &rest, number, held));
            }
            None => quotes.extend(quote(doc, reading, number, held)),
        }
    }
    quotes
}

/// The ends of contents that were cut off.
fn parted(old: &Reading, new: &Reading) -> Vec<TokenSpan> {
    let cut = |c: &TokenSpan| new.content.iter().find(|n| n.start == c.start && n.end < c.end);
    old.content.iter().filter_map(|c| Some(TokenSpan::new(cut(c)?.end, c.end))).collect()
}

/// What the rules join to a piece before it belongs to that piece's reading, if to none of its own.
fn joined(doc: &Document, pieces: &[Piece], mut owners: Vec<Option<usize>>) -> Vec<Option<usize>> {
    for (i, pair) in pieces.windows(2).enumerate() {
        let [before, piece] = pair else { continue };
        let owner = owners.get(i).copied().flatten();
        if let Some(slot) = owners.get_mut(i + 1).filter(|o| o.is_none())
            && owner.is_some()
            && joins(doc, before, piece)
        {
            *slot = owner;
        }
    }
    owners
}

/// A paragraph left open goes on where the next one opens again: all of it belongs to the reading that knows its speaker.
fn reopened(pieces: &[Piece], mut owners: Vec<Option<usize>>, readings: &[Reading]) -> Vec<Option<usize>> {
    let mut start = 0;
    for i in 0..pieces.len() {
        let goes_on = match (pieces.get(i), pieces.get(i + 1)) {
            (Some(piece), Some(next)) => piece.unclosed && piece.inner.end == next.open,
            _ => false,
        };
        if goes_on {
            continue;
        }
        if let Some(chain) = owners.get_mut(start..=i).filter(|c| c.len() > 1) {
            let speaks = |o: &&Option<usize>| o.and_then(|r| readings.get(r)).is_some_and(|r| r.speaker.is_some());
            let all = chain.iter().find(speaks).or_else(|| chain.iter().find(|o| o.is_some())).copied().flatten();
            chain.fill(all);
        }
        start = i + 1;
    }
    owners
}

/// True for a clause that ends in its marks, or right after them, before a cue: `"No," said X`, `« Non », said X`. No reading
/// without a speaker knows better.
fn said(doc: &Document, piece: &Piece) -> bool {
    let block = doc.tokens.get(piece.open).block;
    piece.kind == QuoteKind::Direct
        && !piece.named
        && (ends_inside(doc, piece.inner) || doc.tokens.norm(piece.after) == ",")
        && cue_after(doc, piece.after, block).is_some()
}

/// True for marked words that are long, or a clause with a cue right beside them: speech though the model sees none.
fn reported(doc: &Document, piece: &Piece) -> bool {
    let count = words(doc, piece.inner);
    let block = doc.tokens.get(piece.open).block;
    let clause =
        piece.kind == QuoteKind::Direct && !piece.named && count > 3 && cue_after(doc, piece.after, block).is_some();
    count > SHORT || said(doc, piece) || clause
}

/// Where the clause begins that a headline ends with: ", Washington 'open to talks'".
fn headline_clause(doc: &Document, piece: &Piece) -> Option<usize> {
    if !headlined(doc, piece) {
        return None;
    }
    let to = doc.mentions.partition_point(|m| m.tokens.start < piece.open);
    let before = doc.mentions.get(..to).unwrap_or(&[]).iter().rev().take(3);
    let name = before.filter(|m| m.tokens.end == piece.open).map(|m| m.tokens.start).min()?;
    let comma = name.checked_sub(1)?;
    matches!(doc.tokens.norm(comma), "," | ";").then_some(comma)
}

fn headlined(doc: &Document, piece: &Piece) -> bool {
    piece.single && matches!(doc.block_kind(piece.open), BlockKind::Headline | BlockKind::Subhead)
}

/// True for single marks that a headline begins with after who speaks: "Council 'will not be rushed' over ferry".
fn talks(doc: &Document, piece: &Piece) -> bool {
    let to = doc.mentions.partition_point(|m| m.tokens.start < piece.open);
    let ends = |m: &Mention| m.tokens.end == piece.open && m.etype.can_speak();
    headlined(doc, piece)
        && matches!(doc.syntax.upos(piece.inner.start), Upos::Aux | Upos::Verb)
        && doc.mentions.get(..to).unwrap_or(&[]).iter().rev().take(3).any(ends)
}

/// True where the model has looked.
fn read_here(doc: &Document, piece: &Piece) -> bool {
    doc.block_kind(piece.open).is_article() && headline_clause(doc, piece).is_none() && !talks(doc, piece)
}

/// The reading without half a pair of marks: contents take in the whole stretch if they hold most of it, else none of it.
fn whole_marks(doc: &Document, mut reading: Reading, pieces: &[Piece]) -> Reading {
    for content in &mut reading.content {
        let whole = *content;
        let from = pieces.partition_point(|p| p.after <= whole.start);
        for piece in pieces.get(from..).unwrap_or(&[]).iter().take_while(|p| p.open < whole.end) {
            if let Some(comma) = headline_clause(doc, piece) {
                *content = TokenSpan::new(content.start, comma);
                break;
            }
            let span = TokenSpan::new(piece.open, piece.after);
            let shared = TokenSpan::new(span.start.max(content.start), span.end.min(content.end));
            *content = if shared.len() * 2 >= span.len() {
                TokenSpan::new(content.start.min(span.start), content.end.max(span.end))
            } else if span.start > content.start {
                TokenSpan::new(content.start, span.start)
            } else {
                TokenSpan::new(span.end, content.end)
            };
        }
    }
    reading
}

/// The reading without names in marks that stand by themselves: said on "State of the City".
fn without_names(mut reading: Reading, pieces: &[Piece]) -> Reading {
    let name = |c: &TokenSpan| {
        let at = pieces.partition_point(|p| p.after <= c.start);
        pieces.get(at).is_some_and(|p| p.called && TokenSpan::new(p.open, p.after).contains(*c))
    };
    if reading.content.iter().any(|c| !name(c)) {
        reading.content.retain(|c| !name(c));
    }
    reading
}

/// The reading that holds a marked stretch as words of its speaker.
fn owner(
    doc: &Document,
    piece: &Piece,
    readings: &[Reading],
    words_of: &[Held],
    contents: &[(TokenSpan, usize)],
) -> Option<usize> {
    if headline_clause(doc, piece).is_some() {
        return None;
    }
    let to = contents.partition_point(|(c, _)| c.start <= piece.inner.start);
    let before = contents.get(..to).unwrap_or(&[]).iter().rev().take(BESIDE);
    let found = before.filter(|(c, _)| c.contains(piece.inner)).map(|(_, r)| *r).next()?;
    let alone = || readings.get(found).is_some_and(|r| holds_only(doc, r, piece) && told(r));
    let held = words_of.get(found)?;
    // Words that nobody says by no word make no marked ones theirs.
    if !readings.get(found).is_some_and(|r| told(r) || held.only_marked) {
        return None;
    }
    // What is written, sung or thought may stand inside a report; it makes none of its own, and opens none.
    let taken = if piece.kind.is_set_apart() {
        let opens = |r: &Reading| r.content.iter().any(|c| c.start == piece.open);
        readings.get(found).is_some_and(|r| opens(r) || held.only_marked)
    } else if piece.called {
        // A reading of little else is none.
        held.words <= 2 * words(doc, piece.inner)
    } else {
        piece.kind.is_speech() || !piece.named || alone()
    };
    taken.then_some(found)
}

/// True if a reading knows who speaks, or by which word.
fn told(reading: &Reading) -> bool {
    reading.speaker.is_some() || reading.cue.is_some()
}

/// True if a reading has no word but those of a piece.
fn holds_only(doc: &Document, reading: &Reading, piece: &Piece) -> bool {
    let other = |i: usize| !piece.inner.holds(i) && doc.tokens.get(i).is_wordlike();
    !reading.content.iter().flat_map(|c| c.range()).any(other)
}

/// Contents hardly overlap: one that holds a stretch is among so many that begin before it.
const BESIDE: usize = 3;

/// Number of words of a reading outside of marked stretches.
fn outside(doc: &Document, reading: &Reading, held: &[&Piece]) -> usize {
    let all: usize = reading.content.iter().map(|c| words(doc, *c)).sum();
    let inside = held.iter().filter(|p| reading.content.iter().any(|c| c.contains(p.inner)));
    all.saturating_sub(inside.map(|p| words(doc, p.inner)).sum())
}

fn quote(doc: &Document, reading: &Reading, number: usize, held: &[&Piece]) -> Option<Quote> {
    let clause: Pieces = reading.content.iter().map(|c| trim(doc, *c)).filter(|c| !c.is_empty()).collect();
    if held.is_empty() {
        // Of what nobody says by no word, three in four are the writer's own words; of what the model doubts, more than half.
        if !told(reading) || reading.speaker.is_none() && reading.confidence < DOUBT {
            return None;
        }
        // What stands in marks is no report without them, whoever may have said it.
        let marked = |c: &TokenSpan| inside_marks(doc, c.start) || doc.tokens.get(c.start).kind == TokenKind::Mark;
        if clause.iter().all(marked) {
            return None;
        }
        let content: Pieces = clause.iter().map(|c| plain(doc, reading, *c)).filter(|c| !c.is_empty()).collect();
        // One word of nobody's is no report, nor is one of grammar: "Rain is expected", "denied that".
        let count: usize = content.iter().map(|c| words(doc, *c)).sum();
        let grammar = |c: &TokenSpan| doc.tokens.closed(c.start).is_function();
        if count < 2 && (reading.speaker.is_none() || content.iter().all(grammar)) {
            return None;
        }
        let quote = Quote { kind: QuoteKind::Indirect, content, clause, reading: Some(number) };
        return (!quote.content.is_empty()).then_some(quote);
    }
    let only_marked = outside(doc, reading, held) == 0;
    let whole = held.iter().any(|p| p.kind == QuoteKind::Direct || only_marked && holds_clause(doc, p.inner));
    let kind = if whole { QuoteKind::Direct } else { QuoteKind::Mixed };
    let (content, clause) = (held.iter().map(|p| p.inner).collect(), if only_marked { Pieces::new() } else { clause });
    Some(Quote { kind, content, clause, reading: Some(number) })
}

/// A report in a sentence of its own before a whole sentence in marks is one quotation, the marked sentence another.
fn sentences_before(doc: &Document, reading: &Reading, held: &[&Piece]) -> Option<(Reading, Reading)> {
    let marked = held.first().filter(|p| p.kind == QuoteKind::Direct && doc.sentence(p.open).start == p.open);
    let colon =
        held.first().filter(|p| p.kind == QuoteKind::Direct && doc.tokens.norm(p.open.saturating_sub(1)) == ":");
    // "It will make news, Kall said: "…""
    let told = |c: &TokenSpan| colon.zip(reading.cue).is_some_and(|(p, cue)| c.end <= cue.start && cue.end <= p.open);
    let apart = |c: &TokenSpan| told(c) || marked.is_some_and(|p| doc.sentence_of(c.last()) < doc.sentence_of(p.open));
    let (before, rest): (Pieces, Pieces) = reading.content.iter().copied().partition(apart);
    let with = |content| Reading { content, ..reading.clone() };
    (!before.is_empty()).then(|| (with(before), with(rest)))
}

/// Where an infinitive begins right after a mention.
fn object_before_infinitive(doc: &Document, span: TokenSpan) -> Option<usize> {
    let from = doc.mentions.partition_point(|m| m.tokens.start < span.start);
    let mention = doc.mentions.get(from).filter(|m| m.tokens.start == span.start)?;
    let to = mention.tokens.end;
    (span.holds(to) && doc.syntax.xpos(to) == Xpos::TO).then_some(to)
}

/// Without loose punctuation at the edges.
fn trim(doc: &Document, span: TokenSpan) -> TokenSpan {
    let loose = |i: usize| matches!(doc.tokens.get(i).kind, TokenKind::Punct | TokenKind::Dash);
    let (mut start, mut end) = (span.start, span.end);
    while start < end && loose(start) {
        start += 1;
    }
    while end > start && loose(end - 1) {
        end -= 1;
    }
    TokenSpan::new(start, end)
}

/// A reported clause without its "that", and without whom it is said to: "urged [Iran] to".
fn plain(doc: &Document, reading: &Reading, span: TokenSpan) -> TokenSpan {
    let cue = reading.cue.and_then(|c| doc.cues_in(c).first()).filter(|c| c.frames.object && c.frames.infinitive);
    let object = cue.filter(|c| c.tokens.end == span.start).and_then(|_| object_before_infinitive(doc, span));
    if let Some(start) = object {
        return TokenSpan::new(start, span.end);
    }
    let complementizer =
        doc.tokens.lower(span.start) == "that" && doc.syntax.upos(span.start) == crate::document::Upos::Sconj;
    trim(doc, TokenSpan::new(span.start + usize::from(complementizer), span.end))
}
