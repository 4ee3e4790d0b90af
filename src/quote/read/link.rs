//! Which content a cue introduces and who its speaker is: every content chooses a cue, every cue a speaker.

use super::passage::{Passage, share, step};
use super::roles::{Role, Scores};
use super::subjects::subject;
use crate::document::{RoleSpan, TokenSpan};
use crate::model::{Features, Linear, Score, exp, feature};
use std::ops::Range;

/// So many candidates of a kind are looked at on each side.
const SIDE: usize = 5;
/// A signature names so many roles at most.
const LONGEST: usize = 5;

/// A span with its role.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// Its role.
    pub role: Role,
    /// How sure the chain is of it, in steps.
    pub sure: u32,
    /// True if only the grammar offers it.
    pub offered: bool,
    /// The phrase that the grammar offers as its speaker.
    pub subject: Option<TokenSpan>,
}

impl Span {
    /// As it is kept for the next reading.
    pub fn kept(&self) -> RoleSpan {
        let Self { tokens, offered, subject, .. } = *self;
        RoleSpan { tokens, role: self.role as u8, sure: self.sure as u8, offered, subject }
    }

    /// As it was kept.
    pub fn of(kept: RoleSpan) -> Option<Self> {
        let RoleSpan { tokens, role, sure, offered, subject } = kept;
        Some(Self { tokens, role: *Role::ALL.get(usize::from(role))?, sure: u32::from(sure), offered, subject })
    }
}

/// The spans of an article by place.
#[derive(Debug, Default)]
pub struct Spans {
    /// Every span.
    pub all: Vec<Span>,
    // The positions of the spans of each role.
    of_role: [Vec<usize>; Role::ALL.len()],
}

impl Spans {
    /// The spans of an article, in order.
    pub fn new(all: Vec<Span>) -> Self {
        let of_role =
            Role::ALL.map(|role| (0..all.len()).filter(|k| all.get(*k).is_some_and(|s| s.role == role)).collect());
        Self { all, of_role }
    }

    /// The tokens and role of the span at a position.
    pub fn get(&self, k: usize) -> (TokenSpan, Role) {
        self.all.get(k).map_or((TokenSpan::default(), Role::Content), |s| (s.tokens, s.role))
    }

    fn offered(&self, k: usize) -> bool {
        self.all.get(k).is_some_and(|s| s.offered)
    }

    fn sure(&self, k: usize) -> u32 {
        self.all.get(k).map_or(0, |s| s.sure)
    }

    /// The nearest spans of a role within the block of span `a`, those before it first, then those after it.
    pub fn candidates(&self, passage: &Passage, a: usize, role: Role) -> Vec<usize> {
        let at = self.get(a).0.start;
        let number = passage.blocks.partition_point(|b| b.end <= at);
        let block = passage.blocks.get(number).copied().unwrap_or_default();
        let from = passage.reach(number);
        let all = self.of_role.get(role as usize).map_or(&[][..], |all| all);
        let (before, after) = all.split_at(all.partition_point(|k| *k < a));
        let before = before.iter().rev().take_while(|k| self.get(**k).0.start >= from).take(SIDE);
        let after = after.iter().filter(|k| **k > a).take_while(|k| self.get(**k).0.start < block.end).take(SIDE);
        before.chain(after).copied().collect()
    }
}

/// The spans that were found in a block, and the subjects of cues that were not, in order.
pub fn with_subjects(passage: &Passage, found: &[(TokenSpan, Role)], chances: &[Scores]) -> Vec<Span> {
    let sure = |tokens, role| share(certainty(tokens, role, chances));
    let span = |&(tokens, role): &(TokenSpan, Role)| {
        let subject = if role == Role::Cue { subject(passage, tokens) } else { None };
        Span { tokens, role, sure: sure(tokens, role), offered: false, subject }
    };
    let mut all: Vec<Span> = found.iter().map(span).collect();
    all.sort_by_key(|s| (s.tokens.start, s.tokens.end));
    let free = |tokens: &TokenSpan| {
        let from = all.partition_point(|s| s.tokens.end <= tokens.start);
        all.get(from).is_none_or(|s| s.tokens.start >= tokens.end)
    };
    let mut offered: Vec<TokenSpan> = all.iter().filter_map(|s| s.subject).filter(free).collect();
    offered.sort_unstable();
    offered.dedup();
    let role = Role::Speaker;
    let offer = |tokens| Span { tokens, role, sure: sure(tokens, role), offered: true, subject: None };
    all.extend(offered.into_iter().map(offer));
    all.sort_by_key(|s| (s.tokens.start, s.tokens.end));
    all
}

/// Something that is linked to something: which roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Link {
    /// A content to its cue.
    ContentCue = 1,
    /// A cue to its speaker.
    CueSpeaker = 2,
    /// A content without a cue to its speaker.
    ContentSpeaker = 3,
}

/// What was decided so far that bears on a link.
#[derive(Clone, Copy, Debug, Default)]
pub struct History {
    /// What the span of the same role before chose.
    pub last: Option<usize>,
}

/// The features of linking span `a` to span `b`.
pub fn pair_features(
    passage: &Passage,
    spans: &Spans,
    link: Link,
    a: usize,
    b: usize,
    history: History,
    out: &mut Features,
) {
    let ((x, _), (y, _)) = (spans.get(a), spans.get(b));
    let kind = link as u32;
    let after = u32::from(b > a);
    let (low, high) = (a.min(b), a.max(b));
    let between = || (low + 1..high).filter(|k| !spans.offered(*k)).map(|k| spans.get(k).1 as u32 + 1);
    let signature = between().take(LONGEST).fold(kind, |all, role| feature(31, all, role));
    let signature = feature(32, signature, after);
    let gap = TokenSpan::new(x.end.min(y.end), x.start.max(y.start));
    let stops = passage.sentences.partition_point(|s| s.start < gap.end)
        - passage.sentences.partition_point(|s| s.end <= gap.start);
    let stops = stops.min(3) as u32;
    let marks = gap.range().take(30).filter(|&i| passage.cell(i).mark & 1 == 1).count().min(3) as u32;
    let far = step(gap.len());
    let same_role = between().filter(|r| *r == spans.get(b).1 as u32 + 1).count().min(4) as u32;
    let crosses = u32::from(block_of(passage, x) != block_of(passage, y));
    let (first, head) = (passage.cell(x.start), passage.cell(y.start));
    let same = u32::from(history.last == Some(b));
    let dep = dependency(passage, x, y);
    let place = feature(33, kind, after);
    out.clear();
    out.at(1000);
    out.two(signature, 0);
    out.three(signature, stops, crosses);
    out.three(place, far, stops);
    out.three(place, far, marks);
    out.three(place, same_role, crosses);
    out.three(place, same_role, same);
    out.three(signature, same, 0);
    out.three(head.lower, place, 0);
    out.three(head.lower, signature, 0);
    out.three(first.tag, first.mark, signature);
    out.three(first.lower, place, 0);
    out.three(passage.cell(x.start.wrapping_sub(1)).lower, place, far.min(3));
    out.three(passage.cell(x.end).lower, place, far.min(3));
    out.three(passage.cell(y.end).lower, place, far.min(3));
    out.three(passage.cell(y.start.wrapping_sub(1)).lower, place, far.min(3));
    out.three(dep, place, 0);
    out.three(dep, signature, 0);
    out.three(dep, head.lower, place);
    out.three(head.tag, place, passage.cell(y.last()).tag);
    out.three(head.mark & 3, first.mark & 3, signature);
    out.three(head.mark & 3, first.mark & 3, feature(34, place, stops * 4 + same_role.min(3)));
    out.three(passage.cell(y.last()).lower, place, dep);
    let sure = spans.sure(b) * 2 + u32::from(spans.offered(b));
    out.three(sure, place, 0);
    out.three(sure, place, dep);
    out.three(sure, signature, 0);
    let subject = spans.all.get(a).and_then(|s| s.subject);
    out.three(u32::from(subject == Some(y)), sure, kind);
    out.three(u32::from(subject.is_some_and(|s| s.overlaps(y))), first.lower, kind);
}

/// The features of linking span `a` to nothing.
pub fn none_features(
    passage: &Passage,
    spans: &Spans,
    link: Link,
    a: usize,
    count: usize,
    history: History,
    out: &mut Features,
) {
    let x = spans.get(a).0;
    let kind = feature(35, link as u32, 0);
    let first = passage.cell(x.start);
    let role = |k: usize| spans.all.get(k).map_or(0, |s| s.role as u32 + 1);
    out.clear();
    out.at(1100);
    out.two(kind, 0);
    out.two(kind, count.min(4) as u32);
    out.three(kind, first.mark, u32::from(history.last.is_some()));
    out.three(kind, first.lower, 0);
    out.three(kind, passage.cell(x.start.wrapping_sub(1)).lower, 0);
    out.three(kind, passage.cell(x.end).lower, 0);
    out.three(kind, role(a.wrapping_sub(1)), role(a + 1));
    out.three(kind, first.tag, first.relation);
    let start = passage.sentence(x.start).start;
    out.three(kind, step(x.start - start.min(x.start)), first.mark);
}

fn block_of(passage: &Passage, span: TokenSpan) -> usize {
    passage.blocks.partition_point(|b| b.end <= span.start)
}

/// The token of a span whose head lies outside.
pub fn top_of(passage: &Passage, span: TokenSpan) -> usize {
    span.range().find(|&i| !span.holds(passage.cell(i).head) || passage.cell(i).head == i).unwrap_or(span.start)
}

/// How two spans hang together: which is above, by which branch.
fn dependency(passage: &Passage, x: TokenSpan, y: TokenSpan) -> u32 {
    let climb = |from: usize, to: TokenSpan| {
        let mut at = from;
        for height in 0..6u32 {
            let cell = passage.cell(at);
            if cell.head == at {
                return None;
            }
            if to.holds(cell.head) {
                return Some((cell.relation, height.min(2)));
            }
            at = cell.head;
        }
        None
    };
    let (a, b) = (top_of(passage, x), top_of(passage, y));
    if let Some((relation, height)) = climb(a, y) {
        return feature(36, relation, height);
    }
    if let Some((relation, height)) = climb(b, x) {
        return feature(37, relation, height);
    }
    let (ca, cb) = (passage.cell(a), passage.cell(b));
    if ca.head == cb.head { feature(38, ca.relation, cb.relation) } else { 0 }
}

/// How sure a span is: the mean chance of its tokens to be of its role.
pub fn certainty(span: TokenSpan, role: Role, chances: &[Scores]) -> f32 {
    let inside = chances.get(span.range()).unwrap_or(&[]);
    let sum: f32 = inside.iter().map(|c| role.share(c)).sum();
    sum / inside.len().max(1) as f32
}

/// The chances of a choice, the first being nothing.
pub fn choice(scores: &mut [f32]) {
    let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|s| *s = exp(*s - max));
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|s| *s /= sum);
}

/// A choice of something, and how sure it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chosen {
    /// A position in [`Spans`]; none for nothing.
    pub target: Option<usize>,
    /// Its chance.
    pub chance: f32,
}

/// What the spans of some blocks before chose; beyond all spans where only that something was chosen is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Last {
    /// The content before.
    pub cue: History,
    /// The cue or content before that looked for a speaker.
    pub speaker: History,
}

/// Links every content of some spans to a cue, and every cue, and every content without one, to a speaker.
pub fn link(
    passage: &Passage,
    spans: &Spans,
    part: Range<usize>,
    weights: &Linear,
    last: &mut Last,
    features: &mut Features,
) -> (Vec<Chosen>, Vec<Chosen>) {
    let mut cues = vec![Chosen::default(); part.len()];
    let mut speakers = cues.clone();
    let mut choose = |link: Link, role: Role, a: usize, history: History| {
        let candidates = spans.candidates(passage, a, role);
        let mut score = |b: Option<usize>| {
            match b {
                Some(b) => pair_features(passage, spans, link, a, b, history, features),
                None => none_features(passage, spans, link, a, candidates.len(), history, features),
            }
            let mut out = [0.0];
            weights.score(features.list(), &mut out);
            out.iter().sum::<f32>()
        };
        let mut scores: Vec<f32> =
            [None].into_iter().chain(candidates.iter().copied().map(Some)).map(&mut score).collect();
        choice(&mut scores);
        let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or((0, 0.0), |(k, s)| (k, *s));
        Chosen { target: best.0.checked_sub(1).and_then(|k| candidates.get(k)).copied(), chance: best.1 }
    };
    for (a, cue) in part.clone().zip(&mut cues).filter(|(a, _)| spans.get(*a).1 == Role::Content) {
        *cue = choose(Link::ContentCue, Role::Cue, a, last.cue);
        last.cue = History { last: cue.target };
    }
    for ((a, cue), speaker) in part.zip(&cues).zip(&mut speakers) {
        *speaker = match spans.get(a).1 {
            Role::Cue => choose(Link::CueSpeaker, Role::Speaker, a, last.speaker),
            Role::Content if cue.target.is_none() => choose(Link::ContentSpeaker, Role::Speaker, a, last.speaker),
            _ => continue,
        };
        last.speaker = History { last: speaker.target };
    }
    (cues, speakers)
}
