//! Linked spans to attributions.

use super::calibrate::Calibration;
use super::extent::Question;
use super::link::{Chosen, History, Last, Span, Spans, certainty, choice, link, with_subjects};
use super::passage::Passage;
use super::roles::{Role, Scores};
use super::tagger::Found;
use crate::document::{PartLook, Pieces, Reading, TokenSpan};
use crate::model::{Features, Linear, Score, chain};
use std::ops::Range;

/// A stretch between marks of so many words is no speech unless it is likely.
const SHORT: usize = 3;
const LIKELY_SHORT: f32 = 0.4;
const LIKELY_LONG: f32 = 0.35;

/// The spans of a best sequence, with marked stretches that are likely to be speech though the sequence leaves them out; `known`
/// gives those of blocks that were read before.
pub fn spans_with_marks(
    passage: &Passage,
    found: &Found,
    known: impl Fn(usize, TokenSpan, &mut Vec<Span>) -> bool,
) -> Spans {
    let mut all = Vec::new();
    for (number, block) in passage.blocks.iter().enumerate() {
        if !known(number, *block, &mut all) {
            all.extend(spans_of(passage, *block, found));
        }
    }
    Spans::new(all)
}

/// The spans of one block.
fn spans_of(passage: &Passage, block: TokenSpan, found: &Found) -> Vec<Span> {
    let at = |i: usize| block.start + i;
    let typed = |(s, e, k): (usize, usize, usize)| Some((TokenSpan::new(at(s), at(e)), *Role::ALL.get(k)?));
    let path = found.path.get(block.range()).unwrap_or(&[]);
    let mut spans: Vec<(TokenSpan, Role)> = chain::spans(path).into_iter().filter_map(typed).collect();
    let likely = |region: &TokenSpan| {
        let count = region.range().filter(|&i| passage.cell(i).letters).count();
        let least = if count > SHORT { LIKELY_LONG } else { LIKELY_SHORT };
        block.contains(*region) && certainty(*region, Role::Content, &found.chances) >= least
    };
    let left_out = |region: &&TokenSpan| {
        let touching = near(&spans, **region, |s| s.0);
        let taken: usize = touching.map(|(s, _)| s.end.min(region.end) - s.start.max(region.start)).sum();
        taken * 2 < region.len() && likely(region)
    };
    let more: Vec<TokenSpan> = near(&passage.quoted, block, |r| *r).filter(left_out).copied().collect();
    spans.retain(|(s, _)| near(&more, *s, |m| *m).next().is_none());
    spans.extend(more.into_iter().map(|region| (region, Role::Content)));
    with_subjects(passage, &spans, &found.chances)
}

/// The items that share a token with a span, of items in order that do not overlap.
fn near<T>(items: &[T], span: TokenSpan, of: impl Fn(&T) -> TokenSpan) -> impl Iterator<Item = &T> {
    let from = items.partition_point(|x| of(x).end <= span.start);
    items.get(from..).unwrap_or(&[]).iter().take_while(move |x| of(x).start < span.end)
}

/// The choosers that make attributions of spans.
#[derive(Debug)]
pub struct Choosers {
    /// Which cue, which speaker.
    pub links: Linear,
    /// How far a content reaches.
    pub extents: Linear,
    /// How sure it all is.
    pub calibration: Calibration,
}

/// Chooses one of several extents, or none: its position, and its chance.
pub type Ask<'a> = &'a mut dyn FnMut(Question, &[TokenSpan]) -> Option<(usize, f32)>;

/// Attributions from spans, part by part, and the look at the parts. `known` tells of a part that was read with the same
/// around it before: its attributions, and whether a cue and a speaker were chosen at its end.
pub fn assemble_parts(
    passage: &Passage,
    spans: &Spans,
    chances: &[Scores],
    choosers: &Choosers,
    known: impl Fn(Range<usize>, TokenSpan, [u8; 4]) -> Option<(Vec<Reading>, [bool; 2])>,
) -> (Vec<Reading>, Vec<PartLook>) {
    let mut features = Features::default();
    let mut ask = |question: Question, candidates: &[TokenSpan]| {
        let none = question.current.is_none().then_some(None);
        let every = none.into_iter().chain(candidates.iter().copied().map(Some));
        let mut score = |candidate: Option<TokenSpan>| {
            question.features(passage, chances, candidate, &mut features);
            let mut out = [0.0];
            choosers.extents.score(features.list(), &mut out);
            out.iter().sum::<f32>()
        };
        let mut scores: Vec<f32> = every.map(&mut score).collect();
        choice(&mut scores);
        let (best, chance) = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        Some((best.checked_sub(usize::from(none.is_some()))?, *chance))
    };
    let mut maker = Maker::new(passage, spans, chances);
    let (mut all, mut looks, mut last) = (Vec::new(), Vec::new(), Last::default());
    for blocks in passage.parts() {
        let tokens = passage.tokens(blocks.clone());
        let at = |token: usize| spans.all.partition_point(|s| s.tokens.start < token);
        let part = at(tokens.start)..at(tokens.end);
        if part.is_empty() {
            continue;
        }
        let role = |k: usize| spans.all.get(k).map_or(0, |s| s.role as u8 + 1);
        let chosen = |last: Last| [last.cue, last.speaker].map(|h| h.last.is_some());
        let [cue, speaker] = chosen(last).map(u8::from);
        let around = [role(part.start.wrapping_sub(1)), role(part.end), cue, speaker];
        if let Some((readings, after)) = known(blocks, tokens, around) {
            let [cue, speaker] = after.map(|chosen| History { last: chosen.then_some(usize::MAX) });
            last = Last { cue, speaker };
            all.extend(readings);
        } else {
            let mut readings = maker.read(part, &choosers.links, &mut last, &mut ask);
            for reading in &mut readings {
                reading.confidence = choosers.calibration.confidence(marked(passage, reading), reading.confidence);
            }
            all.extend(readings);
        }
        looks.push(PartLook { tokens, around, after: chosen(last) });
    }
    (all, looks)
}

/// The same without the look.
#[cfg(feature = "train")]
pub fn assemble(passage: &Passage, spans: &Spans, chances: &[Scores], choosers: &Choosers) -> Vec<Reading> {
    assemble_parts(passage, spans, chances, choosers, |_, _, _| None).0
}

/// The same with links alone, `ask` choosing the extents of contents that are not all between marks.
#[cfg(feature = "train")]
pub fn assemble_with(passage: &Passage, spans: &Spans, chances: &[Scores], links: &Linear, ask: Ask) -> Vec<Reading> {
    Maker::new(passage, spans, chances).read(0..spans.all.len(), links, &mut Last::default(), ask)
}

/// What is known while attributions are made.
struct Maker<'a> {
    passage: &'a Passage,
    spans: &'a Spans,
    chances: &'a [Scores],
    // Every span that the chain found, in order.
    found: Vec<TokenSpan>,
    features: Features,
}

impl<'a> Maker<'a> {
    fn new(passage: &'a Passage, spans: &'a Spans, chances: &'a [Scores]) -> Self {
        let found = spans.all.iter().filter(|s| !s.offered).map(|s| s.tokens).collect();
        Self { passage, spans, chances, found, features: Features::default() }
    }

    fn sure(&self, k: usize) -> f32 {
        let (span, role) = self.spans.get(k);
        certainty(span, role, self.chances)
    }

    /// An attribution by a cue, or by the speaker chosen for the content itself.
    fn reading(&self, cue: Option<usize>, chosen: Chosen, content: TokenSpan, own: f32) -> Reading {
        let speaker = chosen.chance * chosen.target.map_or(1.0, |k| self.sure(k));
        Reading {
            speaker: chosen.target.map(|k| self.spans.get(k).0),
            cue: cue.map(|k| self.spans.get(k).0),
            content: Pieces::from([content]),
            confidence: own * cue.map_or(1.0, |k| self.sure(k)) * speaker,
        }
    }

    fn plain(&self, span: TokenSpan) -> bool {
        span.range().all(|i| !self.passage.marked(i))
    }

    fn stretches(&self, span: TokenSpan) -> impl Iterator<Item = &TokenSpan> {
        near(&self.passage.quoted, span, |s| *s)
    }

    /// True for contents that hold the same stretches between marks, if any, and cut none.
    fn same_marks(&self, a: TokenSpan, b: TokenSpan) -> bool {
        self.stretches(a).eq(self.stretches(b)) && self.stretches(b).all(|s| b.contains(*s))
    }

    /// Chooses the extent of a content in the sentence of its cue; marks tell it of what is all between them.
    fn extend(&self, reading: &mut Reading, ask: Ask) {
        let (Some(cue), [own]) = (reading.cue, &reading.content[..]) else { return };
        let own = *own;
        let direct = self.stretches(own).any(|s| s.contains(own));
        if direct || self.passage.cell(cue.start).sentence != self.passage.cell(own.start).sentence {
            return;
        }
        let question = Question { cue, current: Some(own) };
        let taken = |c: TokenSpan| near(&self.found, c, |s| *s).any(|s| *s != own) || !self.same_marks(own, c);
        let candidates = question.candidates(self.passage, &taken);
        let best = ask(question, &candidates).and_then(|(best, _)| candidates.get(best));
        reading.content = Pieces::from([best.copied().unwrap_or(own)]);
    }

    /// Looks for a content of a cue that has none.
    fn search(&self, cue: usize, more: &[TokenSpan], ask: Ask) -> Option<(TokenSpan, f32)> {
        let question = Question { cue: self.spans.get(cue).0, current: None };
        let free = |c: TokenSpan| {
            near(&self.found, c, |s| *s).next().is_none()
                && more.iter().rev().take(4).all(|m| !m.overlaps(c))
                && self.plain(c)
        };
        let candidates = question.candidates(self.passage, &|c| !free(c));
        let (best, chance) = ask(question, &candidates)?;
        let best = *candidates.get(best)?;
        Some((best, chance * certainty(best, Role::Content, self.chances)))
    }

    /// One attribution a cue, and one for every content without a cue.
    fn read(&mut self, part: Range<usize>, links: &Linear, last: &mut Last, ask: Ask) -> Vec<Reading> {
        let spans = self.spans;
        let (cues, speakers) = link(self.passage, spans, part.clone(), links, last, &mut self.features);
        let speaker = |k: usize| speakers.get(k.wrapping_sub(part.start)).copied().unwrap_or_default();
        let mut readings: Vec<(Option<usize>, Reading)> = Vec::new();
        let mut idle: Vec<bool> = part.clone().map(|k| spans.get(k).1 == Role::Cue).collect();
        for (a, cue) in part.clone().zip(&cues) {
            let (span, role) = spans.get(a);
            if role != Role::Content {
                continue;
            }
            if let Some(idle) = cue.target.and_then(|k| idle.get_mut(k.wrapping_sub(part.start))) {
                *idle = false;
            }
            let own = self.sure(a) * cue.chance;
            let told = |c: &Option<usize>| c.is_some() && *c == cue.target;
            if let Some((_, reading)) = readings.iter_mut().rev().take(8).find(|(c, _)| told(c)) {
                reading.content.push(span);
                reading.confidence = reading.confidence.min(own);
                continue;
            }
            readings.push((cue.target, self.reading(cue.target, speaker(cue.target.unwrap_or(a)), span, own)));
        }
        let mut readings: Vec<Reading> = readings.into_iter().map(|(_, r)| r).collect();
        readings.iter_mut().for_each(|reading| self.extend(reading, ask));
        let mut more: Vec<TokenSpan> = Vec::new();
        for (k, _) in part.clone().zip(&idle).filter(|(_, idle)| **idle) {
            if let Some((content, own)) = self.search(k, &more, ask) {
                more.push(content);
                readings.push(self.reading(Some(k), speaker(k), content, own));
            }
        }
        readings.sort_by_key(|r| r.content.first().copied());
        readings
    }
}

/// True if a content stands between marks.
pub fn marked(passage: &Passage, reading: &Reading) -> bool {
    reading.content.iter().any(|c| passage.marked(c.start))
}
