//! Linked spans to attributions.

use super::calibrate::Calibration;
use super::extent::Question;
use super::link::{Spans, certainty, choice, link};
use super::passage::Passage;
use super::roles::{Role, Scores};
use super::tagger::Found;
use crate::document::{Reading, TokenSpan};
use crate::model::{Features, Linear, Score, chain};

/// The spans of a best sequence.
fn spans_of(path: &[usize]) -> Vec<(TokenSpan, Role)> {
    let role = |k: usize| Role::ALL.get(k).copied();
    let typed = |(s, e, k): (usize, usize, usize)| Some((TokenSpan::new(s, e), role(k)?));
    chain::spans(path).into_iter().filter_map(typed).collect()
}

/// The spans of a best sequence, with marked stretches that are likely to be speech though the sequence leaves them out.
pub fn spans_with_marks(passage: &Passage, found: &Found) -> Spans {
    let mut spans = spans_of(&found.path);
    for region in &passage.quoted {
        let count = region.range().filter(|&i| passage.cell(i).word.letters).count();
        let chance = certainty(*region, Role::Content, &found.chances);
        let least = if count > SHORT { LIKELY_LONG } else { LIKELY_SHORT };
        let from = spans.partition_point(|(s, _)| s.end <= region.start);
        let taken: usize = spans
            .get(from..)
            .unwrap_or(&[])
            .iter()
            .take_while(|(s, _)| s.start < region.end)
            .map(|(s, _)| s.end.min(region.end) - s.start.max(region.start))
            .sum();
        let inside = passage
            .blocks
            .get(passage.blocks.partition_point(|b| b.end <= region.start))
            .is_some_and(|b| b.contains(*region));
        if inside && chance >= least && taken * 2 < region.len() {
            spans.retain(|(s, _)| !s.overlaps(*region));
            spans.insert(spans.partition_point(|(s, _)| s.end <= region.start), (*region, Role::Content));
        }
    }
    Spans::new(passage, &spans, &found.chances)
}

/// A stretch between marks of so many words is no speech unless it is likely.
const SHORT: usize = 3;
const LIKELY_SHORT: f32 = 0.4;
const LIKELY_LONG: f32 = 0.35;

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

/// Chooses one of several extents.
type Ask<'a> = &'a mut dyn FnMut(Question, &[TokenSpan]) -> Option<(usize, f32)>;

/// Attributions from spans.
pub fn assemble(passage: &Passage, spans: &Spans, chances: &[Scores], choosers: &Choosers) -> Vec<Reading> {
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
    let mut readings = assemble_with(passage, spans, chances, &choosers.links, &mut ask);
    for reading in &mut readings {
        reading.confidence = choosers.calibration.confidence(marked(passage, reading), reading.confidence);
    }
    readings
}

/// One attribution a cue, and one for every content without a cue; `ask` chooses the extents of contents without marks.
pub fn assemble_with(passage: &Passage, spans: &Spans, chances: &[Scores], links: &Linear, ask: Ask) -> Vec<Reading> {
    let (cues, speakers) = link(passage, spans, links);
    let sure = |k: usize| {
        let (span, role) = spans.get(k);
        certainty(span, role, chances)
    };
    let speaker = |k: usize| speakers.get(k).copied().unwrap_or_default();
    let worth = |k: usize| speaker(k).chance * speaker(k).target.map_or(1.0, sure);
    let reading = |cue: Option<usize>, from: usize, content: TokenSpan, own: f32| Reading {
        speaker: speaker(from).target.map(|k| spans.get(k).0),
        cue: cue.map(|k| spans.get(k).0),
        content: vec![content],
        confidence: own * cue.map_or(1.0, sure) * worth(from),
    };
    let mut readings: Vec<(Option<usize>, Reading)> = Vec::new();
    for a in 0..spans.all.len() {
        let (span, role) = spans.get(a);
        let Some(cue) = cues.get(a).filter(|_| role == Role::Content) else { continue };
        let own = sure(a) * cue.chance;
        if let Some((_, reading)) = readings.iter_mut().rev().take(8).find(|(c, _)| c.is_some() && *c == cue.target) {
            reading.content.push(span);
            reading.confidence = reading.confidence.min(own);
            continue;
        }
        readings.push((cue.target, reading(cue.target, cue.target.unwrap_or(a), span, own)));
    }
    let found: Vec<TokenSpan> = spans.all.iter().filter(|s| !s.offered).map(|s| s.tokens).collect();
    let mut more: Vec<TokenSpan> = Vec::new();
    for (_, reading) in &mut readings {
        let (Some(cue), [content]) = (reading.cue, &reading.content[..]) else { continue };
        let plain = content.range().all(|i| !passage.marked(i));
        if !plain || passage.sentence(cue.start) != passage.sentence(content.start) {
            continue;
        }
        let question = Question { cue, current: Some(*content) };
        let own = *content;
        let taken =
            |c: TokenSpan| found.iter().any(|t| *t != own && t.overlaps(c)) || c.range().any(|i| passage.marked(i));
        let candidates = question.candidates(passage, &taken);
        if let Some((best, _)) = ask(question, &candidates)
            && let Some(best) = candidates.get(best)
        {
            reading.content = vec![*best];
        }
    }
    let linked: Vec<usize> = readings.iter().filter_map(|(c, _)| *c).collect();
    for k in (0..spans.all.len()).filter(|k| spans.get(*k).1 == Role::Cue && !linked.contains(k)) {
        let question = Question { cue: spans.get(k).0, current: None };
        let taken =
            |c: TokenSpan| found.iter().chain(&more).any(|t| t.overlaps(c)) || c.range().any(|i| passage.marked(i));
        let candidates = question.candidates(passage, &taken);
        let Some((best, chance)) = ask(question, &candidates) else { continue };
        if let Some(best) = candidates.get(best) {
            more.push(*best);
            readings.push((Some(k), reading(Some(k), k, *best, chance * certainty(*best, Role::Content, chances))));
        }
    }
    let mut readings: Vec<Reading> = readings.into_iter().map(|(_, r)| r).collect();
    readings.sort_by_key(|r| r.content.first().copied());
    readings
}

/// True if a content stands between marks.
pub fn marked(passage: &Passage, reading: &Reading) -> bool {
    reading.content.iter().any(|c| passage.marked(c.start))
}
