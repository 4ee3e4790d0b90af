//! Learns which content belongs to which cue and which cue to which speaker.

use super::quotes::{Attributed, Example};
use super::table::{Adaptive, Random};
use crate::document::TokenSpan;
use crate::model::{Features, Score};
use crate::quote::read::{
    Found, History, Link, Role, Scores, Spans, choice, none_features, pair_features, spans_with_marks, with_subjects,
};

/// One choice: the features of every candidate, the first being nothing, and which is right.
pub struct Choice {
    /// The features of each.
    pub candidates: Vec<Vec<u32>>,
    /// The right one.
    pub right: usize,
}

/// Tokens that two spans share.
pub fn overlap(a: TokenSpan, b: TokenSpan) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The annotated attribution that a span of a role belongs to.
fn owner(attributed: &[Attributed], span: TokenSpan, role: Role) -> Vec<&Attributed> {
    let best = |a: &Attributed| match role {
        Role::Cue => a.cue.map_or(0, |c| overlap(c, span)),
        Role::Speaker => a.speaker.map_or(0, |c| overlap(c, span)),
        Role::Content => a.content.iter().map(|c| overlap(*c, span)).max().unwrap_or(0),
    };
    let most = attributed.iter().map(best).max().unwrap_or(0);
    attributed.iter().filter(|a| most > 0 && best(a) == most).collect()
}

/// The choices of an article, given its spans.
fn choices(example: &Example, spans: &Spans, out: &mut Vec<Choice>) {
    let passage = &example.passage;
    let mut features = Features::default();
    let mut without_cue = vec![false; spans.all.len()];
    for link in [Link::ContentCue, Link::CueSpeaker, Link::ContentSpeaker] {
        let (from, to) = match link {
            Link::ContentCue => (Role::Content, Role::Cue),
            Link::CueSpeaker => (Role::Cue, Role::Speaker),
            Link::ContentSpeaker => (Role::Content, Role::Speaker),
        };
        let mut history = History::default();
        for (a, alone) in without_cue.iter_mut().enumerate() {
            let (span, role) = spans.get(a);
            if role != from || link == Link::ContentSpeaker && !*alone {
                continue;
            }
            let owners = owner(&example.attributed, span, role);
            if owners.is_empty() {
                continue;
            }
            let candidates = spans.candidates(passage, a, to);
            let fits = |b: &&usize| {
                let target = spans.get(**b).0;
                owners.iter().any(|o| {
                    let wanted = if to == Role::Cue { o.cue } else { o.speaker };
                    wanted.is_some_and(|w| overlap(w, target) > 0)
                })
            };
            let right = candidates.iter().find(fits).copied();
            let mut lists = Vec::with_capacity(candidates.len() + 1);
            none_features(passage, spans, link, a, candidates.len(), history, &mut features);
            lists.push(features.list().to_vec());
            for &b in &candidates {
                pair_features(passage, spans, link, a, b, history, &mut features);
                lists.push(features.list().to_vec());
            }
            let at = right.and_then(|r| candidates.iter().position(|c| *c == r)).map_or(0, |k| k + 1);
            out.push(Choice { candidates: lists, right: at });
            history = History { last: right };
            if link == Link::ContentCue {
                *alone = right.is_none();
            }
        }
    }
}

/// The spans as annotated.
pub fn gold_spans(example: &Example, chances: &[Scores]) -> Spans {
    let mut all = Vec::new();
    for block in &example.passage.blocks {
        let found = crate::model::chain::spans(&example.gold[block.range()]);
        let place = |(s, e, k): (usize, usize, usize)| (TokenSpan::new(block.start + s, block.start + e), Role::ALL[k]);
        all.extend(found.into_iter().map(place));
    }
    Spans::new(with_subjects(&example.passage, &all, chances))
}

/// Learns from articles and the spans found in them; the table in file form.
pub fn learn(examples: &[Example], found: &[Found], bits: u32, keep: usize) -> Vec<u8> {
    let mut all = Vec::new();
    for (example, found) in examples.iter().zip(found) {
        choices(example, &gold_spans(example, &found.chances), &mut all);
        choices(example, &spans_with_marks(&example.passage, found, |_, _, _| false), &mut all);
    }
    learn_choices(&all, bits, keep)
}

/// Learns to choose; the table in file form.
pub fn learn_choices(all: &[Choice], bits: u32, keep: usize) -> Vec<u8> {
    let mut weights = Adaptive::new(bits, 1, 0.05);
    let mut random = Random::new(6);
    let mut order: Vec<usize> = (0..all.len()).collect();
    let epochs = 4;
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        for &k in &order {
            let choice_ = &all[k];
            let mut chances: Vec<f32> = choice_
                .candidates
                .iter()
                .map(|list| {
                    let mut out = [0.0];
                    weights.score(list, &mut out);
                    out[0]
                })
                .collect();
            choice(&mut chances);
            if chances[choice_.right] > 0.995 {
                continue;
            }
            for (c, (list, chance)) in choice_.candidates.iter().zip(&chances).enumerate() {
                let gradient = chance - f32::from(u8::from(c == choice_.right));
                if gradient.abs() > 0.002 {
                    weights.update(list, &[gradient]);
                }
            }
        }
        if epoch + 1 >= epochs / 2 {
            weights.note();
        }
    }
    weights.take_average();
    weights.write(keep)
}
