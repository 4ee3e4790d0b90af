//! Reported speech without marks: the clause that a cue governs.

use super::reporting::{cue_starts_at, words};
use crate::document::{BlockKind, Cue, Document, Quote, QuoteKind, TokenKind, TokenSpan};
use crate::lexicon::{Closed, CueClass, SpeakerSide, lexicon};

/// Content shorter than this many words is no report.
const SHORTEST: usize = 2;

/// True for phrases that name a source, "according to", and verbs of several words that report whatever follows them: "ruled
/// out".
pub fn is_certain(cue: &Cue) -> bool {
    cue.speaker == SpeakerSide::After && !cue.weak || cue.frames.noun && cue.tokens.len() > 1 && !cue.weak && !cue.noun
}

/// Finds the reported clause of every cue worth a look that introduces none of the given quotations.
pub fn find_indirect(doc: &Document, marked: &[Quote], worth: fn(&Cue) -> bool) -> Vec<Quote> {
    let spoken = tokens_of(doc, marked.iter().filter(|q| q.kind.is_speech()).flat_map(|q| &q.content));
    let quoted = tokens_of(doc, doc.marks.iter().filter(|r| r.depth == 0).map(|r| &r.inner));
    let mut found: Vec<Quote> = Vec::new();
    for sentence in &doc.sentences {
        let kind = doc.blocks.get(sentence.block).map_or(BlockKind::Paragraph, |b| b.kind);
        if !matches!(kind, BlockKind::Paragraph | BlockKind::Caption) {
            continue;
        }
        for cue in doc.cues_in(sentence.tokens) {
            if quoted.get(cue.tokens.start) == Some(&true) || !worth(cue) {
                continue;
            }
            let Some(content) = content(doc, cue, sentence.tokens) else { continue };
            let free = spoken.get(content.range()).is_some_and(|s| !s.contains(&true))
                && found.last().is_none_or(|q| !q.extent().overlaps(content));
            if free && words(doc, content) >= SHORTEST {
                found.push(Quote::new(QuoteKind::Indirect, [content]));
            }
        }
    }
    found
}

/// For every token, whether one of the spans holds it.
fn tokens_of<'s>(doc: &Document, spans: impl Iterator<Item = &'s TokenSpan>) -> Vec<bool> {
    let mut inside = vec![false; doc.tokens.len()];
    for span in spans {
        if let Some(slots) = inside.get_mut(span.range()) {
            slots.fill(true);
        }
    }
    inside
}

fn word(doc: &Document, i: usize) -> &'static Closed {
    doc.tokens.closed(i)
}

pub fn content(doc: &Document, cue: &Cue, sentence: TokenSpan) -> Option<TokenSpan> {
    if cue.speaker == SpeakerSide::After {
        return around_phrase(doc, cue, sentence);
    }
    if cue.speaker == SpeakerSide::None || cue.weak && !cue.frames.noun {
        return None;
    }
    if follows_marks(doc, cue) {
        return None;
    }
    before_cue(doc, cue, sentence).or_else(|| after_cue(doc, cue, sentence))
}

/// True if the cue reports the marked quotation right before it: `," said X`, `," X of Y said`.
fn follows_marks(doc: &Document, cue: &Cue) -> bool {
    let to = doc.marks.partition_point(|r| r.open < cue.tokens.start);
    let before = doc.marks.get(..to).unwrap_or(&[]).iter().rev().find(|r| r.depth == 0);
    let Some(close) = before.and_then(|r| r.close) else { return false };
    let same = doc.tokens.get(close).block == doc.tokens.get(cue.tokens.start).block;
    let stopped = (close..cue.tokens.start).any(|i| matches!(doc.tokens.norm(i), "." | ";"));
    same && !stopped
        && close < cue.tokens.start
        && cue.tokens.start - close <= 24
        && doc.cues_in(TokenSpan::new(close, cue.tokens.start)).is_empty()
}

/// `…, according to X.` and `According to X, ….`
fn around_phrase(doc: &Document, cue: &Cue, sentence: TokenSpan) -> Option<TokenSpan> {
    if cue.weak {
        return None;
    }
    let comma = cue.tokens.start.checked_sub(1).filter(|&i| i >= sentence.start);
    let head = TokenSpan::new(sentence.start, cue.tokens.start);
    if head.len() > 3 {
        let end =
            if comma.is_some_and(|i| doc.tokens.norm(i) == ",") { cue.tokens.start - 1 } else { cue.tokens.start };
        return Some(trim(doc, TokenSpan::new(sentence.start, end)));
    }
    let comma = (cue.tokens.end..sentence.end).find(|&i| doc.tokens.norm(i) == ",")?;
    Some(trim(doc, TokenSpan::new(comma + 1, sentence.end)))
}

/// `The talks failed, he said.`
fn before_cue(doc: &Document, cue: &Cue, sentence: TokenSpan) -> Option<TokenSpan> {
    if !cue.frames.direct && cue.class != CueClass::Think || cue.tokens.start < sentence.start + 4 {
        return None;
    }
    let rest = (cue.tokens.end..sentence.end).filter(|&i| doc.tokens.get(i).is_wordlike()).count();
    let comma = (sentence.start..cue.tokens.start).rev().find(|&i| doc.tokens.norm(i) == ",")?;
    let subject = cue.tokens.start - comma;
    let opens = word(doc, comma + 1);
    let clause = (sentence.start..comma).any(|i| word(doc, i).aux || doc.tokens.lower(i).ends_with("ed"));
    let relative = opens.wh || opens.sub || opens.cc;
    let stops =
        doc.tokens.get(cue.tokens.end).kind == TokenKind::Punct || rest <= 4 && starts_adverbial(doc, cue.tokens.end);
    let ends = stops && subject <= 10 && !relative && clause;
    (ends && comma - sentence.start >= 4).then(|| trim(doc, TokenSpan::new(sentence.start, comma)))
}

fn starts_adverbial(doc: &Document, i: usize) -> bool {
    let first = word(doc, i);
    first.weekday || first.prep || first.reldate || first.datemod || first.adv
}

/// `X said (on Monday) (that) …`, `X urged Iran to …`, `X ruled out …`.
fn after_cue(doc: &Document, cue: &Cue, sentence: TokenSpan) -> Option<TokenSpan> {
    let mut at = skip_adverbials(doc, cue.tokens.end, sentence.end);
    let frames = cue.frames;
    if frames.object || cue.class == CueClass::Tell {
        let object = object_end(doc, at, sentence.end);
        let next = word(doc, object);
        let that = doc.tokens.lower(object) == "that";
        let infinitive = doc.tokens.lower(object) == "to" && frames.infinitive;
        if object > at
            && (that || infinitive || next.pronoun.is_some() || next.det || doc.tokens.get(object).is_capitalized())
        {
            let start = skip_adverbials(doc, object, sentence.end);
            let start = if doc.tokens.lower(start) == "that" { start + 1 } else { start };
            return clause_to_end(doc, start, sentence);
        }
        if cue.class == CueClass::Tell && !frames.noun {
            return None;
        }
    }
    let that = doc.tokens.lower(at) == "that";
    at += usize::from(that);
    let first = doc.tokens.get(at);
    let opening = word(doc, at);
    if first.kind == TokenKind::Punct || first.kind == TokenKind::Dash || at >= sentence.end {
        return None;
    }
    let question = frames.question && opening.wh;
    let infinitive = doc.tokens.lower(at) == "to" && frames.infinitive;
    let clausal = (frames.clause && (that || starts_clause(doc, at, sentence.end))) || question || infinitive;
    if clausal {
        return clause_to_end(doc, at, sentence);
    }
    let phrase = frames.noun && (cue.class == CueClass::Deny || cue.tokens.len() > 1);
    if phrase && !opening.prep && !opening.cc {
        return phrase_to_end(doc, at, sentence);
    }
    None
}

/// Skips "on Monday", "last week", "also", "Thursday".
fn skip_adverbials(doc: &Document, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let here = word(doc, at);
        let next = word(doc, at + 1);
        if here.weekday || here.reldate || here.adv && !here.sub {
            at += 1;
        } else if (here.prep && next.weekday) || (here.datemod && (next.unit || next.weekday || next.month)) {
            at += 2;
        } else {
            break;
        }
    }
    at
}

/// The end of a short object noun phrase: "reporters", "Iran", "the BBC", "a news conference".
fn object_end(doc: &Document, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at < limit && at < start + 8 {
        let here = word(doc, at);
        let lower = doc.tokens.lower(at);
        let pronoun_object = here.pronoun.is_some_and(|p| p.case == crate::lexicon::Case::Object);
        if pronoun_object && at == start {
            return skip_adverbials(doc, at + 1, limit);
        }
        let clause = here
            .pronoun
            .is_some_and(|p| p.case == crate::lexicon::Case::Subject && p.person != crate::lexicon::Person::Other);
        let stop = lower == "that"
            || lower == "to"
            || clause
            || here.aux
            || !doc.tokens.get(at).is_wordlike() && lower != "'s" && lower != "-";
        if stop {
            break;
        }
        at += 1;
    }
    at
}

/// True if a subject and a verb begin here.
fn starts_clause(doc: &Document, at: usize, end: usize) -> bool {
    let opening = word(doc, at);
    let subject = opening.pronoun.is_some()
        || opening.det
        || doc.tokens.get(at).is_capitalized()
        || doc.tokens.get(at).is_wordlike() && !opening.prep && !opening.cc && !opening.adv;
    let verb = (at + 1..end.min(at + 25)).any(|i| {
        let here = word(doc, i);
        here.aux
            || lexicon().cues.get(doc.tokens.lower(i)).is_some_and(|c| c.is_finite())
            || doc.tokens.lower(i).ends_with("ed")
    });
    subject && verb
}

/// The clause to the end of the sentence, or to where another report is coordinated: "… but said …".
fn clause_to_end(doc: &Document, start: usize, sentence: TokenSpan) -> Option<TokenSpan> {
    // A clause of reason or time is the writer's, not what was said.
    let opening = word(doc, start);
    if opening.sub && !opening.wh && !opening.det && !matches!(doc.tokens.lower(start), "that" | "if") {
        return None;
    }
    let end = coordinated_cue(doc, start, sentence.end).unwrap_or(sentence.end);
    let span = trim(doc, TokenSpan::new(start, end));
    (!span.is_empty()).then_some(span)
}

fn phrase_to_end(doc: &Document, start: usize, sentence: TokenSpan) -> Option<TokenSpan> {
    let stop = (start + 1..sentence.end).find(|&i| {
        let lower = doc.tokens.lower(i);
        let cue = lexicon().cues.get(lower).is_some_and(|c| c.form == 'g');
        matches!(lower, "but" | "," | ";" | "although" | "while" | "because" | "after" | "before")
            || cue && !word(doc, i - 1).prep
    });
    let span = trim(doc, TokenSpan::new(start, stop.unwrap_or(sentence.end)));
    (!span.is_empty()).then_some(span)
}

/// The coordinator before a further cue whose subject is left out.
fn coordinated_cue(doc: &Document, start: usize, end: usize) -> Option<usize> {
    (start + 2..end).find(|&i| {
        let joins = matches!(doc.tokens.lower(i), "and" | "but");
        let at = i + 1 + usize::from(word(doc, i + 1).adv);
        joins && cue_starts_at(doc, at)
    })
}

/// Without marks, punctuation and coordinators at the edges.
fn trim(doc: &Document, span: TokenSpan) -> TokenSpan {
    let (mut start, mut end) = (span.start, span.end);
    let loose = |i: usize| {
        !matches!(doc.tokens.get(i).kind, TokenKind::Word | TokenKind::Number | TokenKind::Symbol | TokenKind::Link)
            && !matches!(doc.tokens.norm(i), "(" | ")" | "$" | "[" | "]")
    };
    while start < end && (loose(start) || start == span.start && matches!(doc.tokens.lower(start), "and" | "but")) {
        start += 1;
    }
    while end > start && loose(end - 1) {
        end -= 1;
    }
    TokenSpan::new(start, end)
}
