//! Floor 3: quote + cue + mention to who said it.

mod clause;
mod echo;
mod predicate;
mod reading;
mod speaker;

use crate::document::{Attribution, BlockKind, Cue, Document, Quote, QuoteKind, TokenSpan, speech_around};
use clause::{Side, governing_cue};
use reading::by_reading;
use speaker::{addressee, object_phrase, speaker_of};

/// Says who said each quotation, rule by rule; a quotation that no rule covers stays without a speaker.
pub fn attribute(doc: &Document) -> Vec<Attribution> {
    let mut all: Vec<Attribution> = Vec::with_capacity(doc.quotes.len());
    let mut said_before = None;
    for (i, quote) in doc.quotes.iter().enumerate() {
        if !quote.kind.is_speech() {
            continue;
        }
        if let Some(around) = outer(doc, i) {
            all.push(nested(doc, i, around).unwrap_or(Attribution {
                quote: i,
                rule: "none",
                ..Attribution::default()
            }));
            continue;
        }
        let found = by_turn(doc, i)
            .or_else(|| by_reading(doc, i))
            .or_else(|| headline(doc, i))
            .or_else(|| by_phrase(doc, i))
            .or_else(|| by_cue(doc, i))
            .or_else(|| lead_in(doc, i))
            .or_else(|| signature(doc, i))
            .or_else(|| predicate::predicate(doc, i))
            .or_else(|| said_before.and_then(|before| continued(doc, i, before, &all)));
        let found = found
            .map(|a| if silent(doc, i, &a) { Attribution { confidence: a.confidence.min(UNSURE), ..a } } else { a });
        let attribution = found.unwrap_or(Attribution { quote: i, rule: "none", ..Attribution::default() });
        if attribution.speaker.is_some() && quote.kind != QuoteKind::Indirect {
            said_before = Some(all.len());
        }
        all.push(attribution);
    }
    echo::settle(doc, &mut all);
    all
}

/// The verb of a clause that leads in stands so many tokens before the comma at most.
const CLAUSE: usize = 3;
/// Who spoke before who spoke last is looked for among so many quotations.
const NEAR: usize = 8;
/// How sure a rule is at most where the model sees no speaker.
const UNSURE: f32 = 0.4;

/// True if a rule speaks where the model, which reads the rest of the article, sees no speaker, or no words of anybody's at
/// all: of such one in five is right. Whole clauses in marks are another matter.
fn silent(doc: &Document, quote: usize, a: &Attribution) -> bool {
    let Some(found) = doc.quotes.get(quote) else { return false };
    let reading = found.reading.and_then(|r| doc.readings.get(r));
    let by_rule = a.rule.starts_with("cue-") || matches!(a.rule, "continued" | "alternating" | "headline");
    match reading {
        Some(reading) => reading.speaker.is_none() && a.rule.starts_with("cue-before"),
        None => {
            !doc.readings.is_empty()
                && by_rule
                && (found.kind != QuoteKind::Direct || matches!(a.rule, "continued" | "alternating"))
        }
    }
}

/// The label of a turn of a transcript.
fn by_turn(doc: &Document, quote: usize) -> Option<Attribution> {
    let start = doc.quotes.get(quote)?.extent().start;
    let turn = doc.turns.get(doc.turns.partition_point(|t| t.words.start < start))?;
    let speaker = doc.speaker_mention(turn.label).filter(|_| turn.words.start == start)?;
    let evidence = vec![doc.bytes(turn.label)];
    let cue = (turn.label.end < turn.words.start).then(|| TokenSpan::new(turn.label.end, turn.label.end + 1));
    Some(Attribution {
        quote,
        cue,
        speaker: Some(speaker),
        source: Some(turn.label),
        confidence: 0.95,
        rule: "turn",
        evidence,
        ..Attribution::default()
    })
}

/// The words of the speech in which a marked quotation stands.
fn outer(doc: &Document, quote: usize) -> Option<TokenSpan> {
    let here = doc.quotes.get(quote).filter(|q| q.kind != QuoteKind::Indirect)?;
    speech_around(doc.quotes.get(..quote)?, here.extent())
}

/// A quotation inside another one: the clause beside it says who speaks, in the words of who speaks around it.
fn nested(doc: &Document, quote: usize, around: TokenSpan) -> Option<Attribution> {
    let here = doc.quotes.get(quote)?.extent();
    let open = here.start.checked_sub(1)?;
    let verbal = |c: &&Cue| usable(c) && !c.noun;
    let leads = TokenSpan::new(doc.sentence(open.checked_sub(1)?).start.max(around.start), open);
    let follows = TokenSpan::new(here.end, doc.sentence(here.end).end.min(around.end));
    let before = doc.cues_in(leads).iter().rev().find(verbal).map(|c| (c, Side::Before, "cue-before"));
    let (cue, side, rule) =
        before.or_else(|| doc.cues_in(follows).iter().find(verbal).map(|c| (c, Side::After, "cue-after")))?;
    let own = |m: &usize| doc.mentions.get(*m).is_some_and(|m| around.contains(m.tokens));
    let subject = || speaker::subject_of(doc, cue.tokens.start, around);
    let speaker = speaker_of(doc, cue, side).map(|(m, _)| m).filter(own).or_else(subject);
    Some(Attribution {
        quote,
        cue: Some(cue.tokens),
        speaker,
        addressee: addressee(doc, cue),
        confidence: speaker.map_or(0.0, |_| 0.7),
        rule: if speaker.is_some() { rule } else { "none" },
        evidence: speaker.map_or_else(Vec::new, |s| evidence(doc, cue.tokens, s)),
        ..Attribution::default()
    })
}

/// The cue of the quotation's own reporting clause, and its subject.
fn by_cue(doc: &Document, quote: usize) -> Option<Attribution> {
    let (cue, side) = governing_cue(doc, quote)?;
    let (speaker, inverted) = speaker_of(doc, cue, side)?;
    let rule = match (side, inverted) {
        (Side::After, true) => "cue-after-inverted",
        (Side::After, false) => "cue-after",
        (Side::Between, true) => "cue-between-inverted",
        (Side::Between, false) => "cue-between",
        (Side::Before, _) => "cue-before",
    };
    let confidence = match (side, cue.weak) {
        (_, true) => 0.6,
        (Side::Before, false) => 0.85,
        _ => 0.95,
    };
    Some(Attribution {
        quote,
        cue: Some(cue.tokens),
        speaker: Some(speaker),
        addressee: addressee(doc, cue),
        confidence,
        rule,
        evidence: evidence(doc, cue.tokens, speaker),
        ..Attribution::default()
    })
}

fn evidence(doc: &Document, cue: TokenSpan, speaker: usize) -> Vec<crate::text::Span> {
    [Some(doc.bytes(cue)), place_of(doc, speaker)].into_iter().flatten().collect()
}

fn place_of(doc: &Document, mention: usize) -> Option<crate::text::Span> {
    doc.mentions.get(mention).map(|m| doc.bytes(m.tokens))
}

/// `For X, "…"`: attribution without a verb.
fn by_phrase(doc: &Document, quote: usize) -> Option<Attribution> {
    let start = doc.quotes.get(quote)?.extent().start;
    let sentence = doc.sentence(start);
    if doc.tokens.lower(sentence.start) != "for" || start < sentence.start + 3 || doc.tokens.norm(start - 2) != "," {
        return None;
    }
    let speaker = object_phrase(doc, sentence.start + 1)?;
    let cue = TokenSpan::new(sentence.start, sentence.start + 1);
    let evidence = evidence(doc, cue, speaker);
    Some(Attribution {
        quote,
        cue: Some(cue),
        speaker: Some(speaker),
        confidence: 0.8,
        rule: "for-speaker",
        evidence,
        ..Attribution::default()
    })
}

/// A paragraph or sentence that ends with a colon leads to the quotation after it; so does a clause that a comma ends: "As Jane
/// Doe once put it,".
fn lead_in(doc: &Document, quote: usize) -> Option<Attribution> {
    let pause = pause(doc, quote)?;
    let sentence = doc.sentence(pause);
    let lead = TokenSpan::new(sentence.start, pause);
    let speaker = match doc.tokens.norm(pause) {
        ":" => speaker::last_speaker(doc, lead)?,
        "," => {
            let near = lead.start.max(pause.saturating_sub(CLAUSE))..pause;
            let verb = near.rev().find(|&i| doc.syntax.xpos(i).is_finite())?;
            speaker::subject_of(doc, verb, lead)?
        }
        _ => return None,
    };
    let evidence = place_of(doc, speaker).into_iter().collect();
    Some(Attribution {
        quote,
        speaker: Some(speaker),
        confidence: 0.75,
        rule: "lead-in",
        evidence,
        ..Attribution::default()
    })
}

/// The token before the mark that opens a quotation.
fn pause(doc: &Document, quote: usize) -> Option<usize> {
    doc.quotes.get(quote)?.extent().start.checked_sub(2)
}

/// `"…" — X` and the transcript's dash signature.
fn signature(doc: &Document, quote: usize) -> Option<Attribution> {
    let last = doc.quotes.get(quote)?.extent().last();
    let dash = (last + 1..last + 4).find(|&i| doc.tokens.get(i).kind == crate::document::TokenKind::Dash)?;
    let speaker = speaker::mention_at(doc, dash + 1).filter(|_| doc.tokens.get(dash).space_before)?;
    let evidence = place_of(doc, speaker).into_iter().collect();
    Some(Attribution {
        quote,
        speaker: Some(speaker),
        confidence: 0.75,
        rule: "signature",
        evidence,
        ..Attribution::default()
    })
}

/// In a headline the nearest name before the marks speaks.
fn headline(doc: &Document, quote: usize) -> Option<Attribution> {
    let start = doc.quotes.get(quote)?.extent().start;
    if !matches!(doc.block_kind(start), BlockKind::Headline | BlockKind::Subhead) {
        return None;
    }
    // "…, says union": the headline has a clause of its own.
    if governing_cue(doc, quote).is_some_and(|(_, side)| side == Side::After) {
        return None;
    }
    let block = doc.sentence(start);
    let speaker = speaker::last_speaker(doc, TokenSpan::new(block.start, start))?;
    let evidence = place_of(doc, speaker).into_iter().collect();
    Some(Attribution {
        quote,
        speaker: Some(speaker),
        confidence: 0.5,
        rule: "headline",
        evidence,
        ..Attribution::default()
    })
}

/// A whole quotation without a clause of its own goes on with who spoke right before.
fn continued(doc: &Document, quote: usize, before: usize, all: &[Attribution]) -> Option<Attribution> {
    let previous = all.get(before)?;
    let here = doc.quotes.get(quote)?;
    let there = doc.quotes.get(previous.quote)?;
    let blocks = |i: usize| doc.tokens.get(i).block;
    let near = blocks(here.extent().start) <= blocks(there.extent().last()) + 1;
    // A clause of its own leads in, of somebody that nothing here knows.
    let led =
        pause(doc, quote).is_some_and(|at| doc.tokens.norm(at) == "," && doc.sentence(at).holds(here.extent().start));
    if here.kind != QuoteKind::Direct || !near || led {
        return None;
    }
    let same_block = blocks(here.extent().start) == blocks(there.extent().last());
    // Whom somebody answers who asked: speakers take turns where each of the paragraphs before has another one.
    let partner = all.get(..before)?.iter().rev().take(NEAR).find(|a| a.speaker.is_some()).filter(|a| {
        let block = doc.quotes.get(a.quote).map(|q| blocks(q.extent().last()));
        let words = |m: Option<usize>| m.and_then(|m| doc.mentions.get(m)).map(|m| doc.tokens.lower(m.head));
        let asks = |q: &Quote| doc.tokens.norm(q.extent().last()) == "?";
        let spoke = doc.quotes.get(a.quote).is_some_and(&asks) || asks(here);
        block.is_some_and(|b| b + 1 == blocks(there.extent().start))
            && words(a.speaker) != words(previous.speaker)
            && spoke
    });
    let (from, rule) = match partner.filter(|_| !same_block) {
        Some(partner) => (partner, "alternating"),
        None => (previous, "continued"),
    };
    Some(Attribution {
        quote,
        speaker: from.speaker,
        confidence: if same_block { 0.75 } else { 0.6 },
        rule,
        evidence: from.evidence.clone(),
        ..Attribution::default()
    })
}

/// True for cues whose subject speaks.
fn usable(cue: &Cue) -> bool {
    cue.speaker != crate::lexicon::SpeakerSide::None
}
