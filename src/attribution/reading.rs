//! What the model reads: its cue and its speaker.

use super::by_cue;
use super::speaker::{addressee, is_charge, passive_agent, relative_subject, spokesperson};
use crate::document::{Attribution, Document, QuoteKind, TokenSpan};

/// By how much a rule that agrees with the model makes it surer at most.
const AGREED: f32 = 0.1;

/// Who speaks by what the model reads, mended where the text itself tells better.
pub fn by_reading(doc: &Document, quote: usize) -> Option<Attribution> {
    let found = doc.quotes.get(quote)?;
    let reading = doc.readings.get(found.reading?)?;
    if reading.speaker.is_none() {
        let same = |a: &Attribution| a.cue.zip(reading.cue).is_some_and(|(a, b)| a.overlaps(b));
        let open = found.kind == QuoteKind::Direct || found.kind == QuoteKind::Mixed && reading.cue.is_none();
        if open || by_cue(doc, quote).as_ref().is_some_and(same) {
            return None;
        }
    }
    // "Cole said, according to a recording": whose words they are counts, not who passed them on.
    let passed_on = |cue: TokenSpan| doc.tokens.lower(cue.start) == "according";
    if let Some(cue) = reading.cue.filter(|cue| passed_on(*cue) && found.kind == QuoteKind::Direct)
        && let Some(said) =
            by_cue(doc, quote).filter(|a| a.cue.is_some_and(|own| own.end <= cue.start && !passed_on(own)))
    {
        return Some(said);
    }
    let verb = reading.cue.map(|cue| cue.start);
    let read = reading.speaker.and_then(|s| doc.speaker_mention(s));
    let named = read.map(|m| spokesperson(doc, m).unwrap_or(m)).filter(|_| !verb.is_some_and(|v| is_charge(doc, v)));
    // The tree may have lost the way.
    let who = reading.speaker.is_none_or(|s| read.is_none() && doc.tokens.lower(s.start) == "who");
    let agent = || passive_agent(doc, reading.cue?, found.extent()).filter(|_| reading.speaker.is_none());
    let speaker = named.or_else(|| relative_subject(doc, verb?).filter(|_| who)).or_else(agent);
    let source = reading.speaker.filter(|_| speaker == read);
    let extent = found.extent();
    let rule = match reading.cue {
        None => "model",
        Some(cue) if cue.end <= extent.start => "model-cue-before",
        Some(cue) if cue.start >= extent.end => "model-cue-after",
        Some(_) => "model-cue-between",
    };
    let places = [reading.cue, source];
    let cue = reading.cue.and_then(|c| doc.cues_in(c).first());
    Some(Attribution {
        quote,
        cue: reading.cue,
        speaker,
        source,
        addressee: cue.and_then(|c| addressee(doc, c)),
        confidence: match by_cue(doc, quote).filter(|a| a.speaker == speaker && found.kind == QuoteKind::Direct) {
            Some(agreed) => reading.confidence.max(agreed.confidence.min(reading.confidence + AGREED)),
            None => reading.confidence,
        },
        rule,
        evidence: places.into_iter().flatten().map(|s| doc.bytes(s)).collect(),
    })
}
