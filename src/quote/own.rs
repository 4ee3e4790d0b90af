//! What of a reading's content its speaker said: not who speaks, what somebody else says beside it, or what the speaker did next.

use super::marked::{Piece, ends_inside};
use super::reporting::{inside_marks, words};
use crate::document::{Deprel, Document, EntityType, MentionKind, QuoteKind, Reading, TokenKind, TokenSpan, Upos};

/// The reading with the words of its own speaker alone.
pub fn own_words(doc: &Document, reading: &Reading, pieces: &[Piece]) -> Reading {
    without_others(doc, without_next(doc, without_speaker(doc, reading, pieces), pieces), pieces)
}

/// The reading without what a sentence leads to that names somebody else: `"No," said X. Y was kinder: "Perhaps."`
fn without_next(doc: &Document, mut reading: Reading, pieces: &[Piece]) -> Reading {
    let (Some(first), Some(last)) = (reading.content.first(), reading.content.last()) else { return reading };
    let from = pieces.partition_point(|p| p.open < first.end);
    let later = pieces.get(from..).unwrap_or(&[]).iter().take_while(|p| p.open < last.end);
    let led = later.filter(|p| p.open > 0 && doc.tokens.norm(p.open - 1) == ":").find_map(|p| {
        let lead = TokenSpan::new(doc.sentence(p.open).start, p.open);
        let own = reading.cue.into_iter().chain(reading.speaker).any(|place| place.overlaps(lead));
        let mentions = doc.mentions.partition_point(|m| m.tokens.start < lead.start);
        let mut named = doc.mentions.get(mentions..).unwrap_or(&[]).iter().take_while(|m| m.tokens.start < lead.end);
        let somebody = named.any(|m| m.etype == EntityType::Person && m.kind == MentionKind::Name);
        (lead.start >= first.end && !own && somebody).then_some(lead.start)
    });
    reading.content.retain(|c| led.is_none_or(|start| c.start < start));
    reading
}

/// A subject between marks and its verb is at most so many tokens long.
const CLAUSE: usize = 8;

/// The reading without the words after a cue that name who speaks: `"…," said one of them`.
fn without_speaker(doc: &Document, reading: &Reading, pieces: &[Piece]) -> Reading {
    let mut reading = reading.clone();
    let Some(cue) = reading.cue else { return reading };
    let before = pieces.partition_point(|p| p.after <= cue.start).checked_sub(1).and_then(|k| pieces.get(k));
    let before = before.filter(|p| {
        cue.start - p.after <= CLAUSE && reading.content.iter().any(|c| c.contains(p.inner) && c.end <= cue.start)
    });
    let inverted = before.is_some_and(|p| p.after == cue.start);
    // Nor does a whole clause in marks go on without them.
    let whole = before.is_some_and(|p| p.kind == QuoteKind::Direct && ends_inside(doc, p.inner));
    if (inverted || whole) && reading.content.len() > 1 {
        let goes_on = |c: &TokenSpan| c.start < cue.end || doc.tokens.get(c.start).kind == TokenKind::Mark;
        reading.content.retain(|c| goes_on(c) || !(whole || inverted && c.start == cue.end));
    }
    reading
}

/// The reading without a clause in which somebody else speaks the marked words: "rejected the claims, hours after the council
/// said talks had "all but collapsed"".
fn without_others(doc: &Document, mut reading: Reading, pieces: &[Piece]) -> Reading {
    for content in &mut reading.content {
        if let Some(end) = reading.cue.and_then(|cue| next_deed(doc, cue, *content, pieces)) {
            *content = TokenSpan::new(content.start, end);
        }
        let whole = *content;
        let from = pieces.partition_point(|p| p.after <= whole.start);
        for piece in pieces.get(from..).unwrap_or(&[]).iter().take_while(|p| p.open < whole.end) {
            let cue = doc.cues_in(TokenSpan::new(whole.start, piece.open)).iter().rev().find(|c| !c.noun && !c.weak);
            let said = cue.filter(|c| doc.sentence_of(c.tokens.start) == doc.sentence_of(piece.open));
            if let Some(comma) = said.and_then(|c| aside(doc, c.tokens.start, whole)) {
                *content = TokenSpan::new(whole.start, comma);
                break;
            }
        }
    }
    reading
}

/// Where the content ends that the speaker's next deed follows: said "enough is enough" and called a strike.
fn next_deed(doc: &Document, cue: TokenSpan, content: TokenSpan, pieces: &[Piece]) -> Option<usize> {
    let at = pieces.partition_point(|p| p.open < content.start);
    let marked = pieces.get(at).filter(|p| p.open == content.start).map(|p| p.after);
    let told = |i: usize| doc.syntax.upos(i) == Upos::Verb && doc.syntax.xpos(i).is_finite();
    let deed = |i: &usize| {
        let joined = cue.holds(doc.syntax.head(*i)) && doc.syntax.deprel(*i).is(Deprel::CONJ);
        joined && doc.syntax.upos(*i) == Upos::Verb || marked.is_some_and(|m| m + 1 == *i) && told(*i)
    };
    let verb = content.range().filter(|_| content.start >= cue.end).find(deed)?;
    let and = verb.checked_sub(1).filter(|&i| i > content.start && doc.tokens.closed(i).cc)?;
    Some(and)
}

/// The comma before a clause of time, or of contrast, with a subject and a verb of its own: ", hours after X said".
fn aside(doc: &Document, verb: usize, content: TokenSpan) -> Option<usize> {
    let own = |i: &usize| doc.syntax.head(*i) == verb;
    let clause = (content.start..verb).rev().take(ASIDE);
    let subject = clause.clone().filter(own).any(|i| doc.syntax.deprel(i).is(Deprel::NSUBJ));
    let parts = clause.clone().filter(own).find(|&i| {
        doc.syntax.deprel(i).is(Deprel::MARK)
            && matches!(
                doc.tokens.lower(i),
                "after" | "before" | "while" | "when" | "as" | "since" | "although" | "though" | "whereas"
            )
    })?;
    let comma = (content.start..parts).rev().take(4).find(|&i| doc.tokens.norm(i) == ",")?;
    (subject && comma > content.start).then_some(comma)
}

/// Such a clause begins at most so many tokens before its verb.
const ASIDE: usize = 20;

/// What a reading holds.
pub struct Held {
    /// All its words stand in marks, but for words of grammar between them.
    pub only_marked: bool,
    /// Their number.
    pub words: usize,
}

impl Held {
    /// Looks at all its words.
    pub fn of(doc: &Document, reading: &Reading) -> Self {
        let own =
            |i: usize| doc.tokens.get(i).is_wordlike() && !doc.tokens.closed(i).is_function() && !inside_marks(doc, i);
        Self {
            only_marked: !reading.content.iter().flat_map(|c| c.range()).any(own),
            words: reading.content.iter().map(|c| words(doc, *c)).sum(),
        }
    }
}
