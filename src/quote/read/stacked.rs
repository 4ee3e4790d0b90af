//! The second look: what the first look made of a token, its neighbours, its sentence and its marks.

use super::anchors::Anchors;
use super::passage::{Passage, step};
use super::roles::{Role, Scores};
use crate::document::TokenSpan;
use crate::model::{Features, chain, feature};

/// What the first look found, token by token.
pub struct Stacked {
    chances: Vec<Scores>,
    tops: Vec<(u32, u32)>,
    // The spans of the best sequence, in order, and for each token the first that ends after it.
    spans: Vec<(TokenSpan, u32)>,
    next: Vec<usize>,
    // The roles found in each token's sentence.
    roles: Vec<u32>,
    // The share of content in each token's marked stretch.
    quoted: Vec<u32>,
    anchors: Anchors,
}

impl Stacked {
    /// Gathers the first look's chances and best classes, one a token.
    pub fn new(passage: &Passage, chances: Vec<Scores>, path: &[usize]) -> Self {
        let tops = chances.iter().map(top).collect();
        let spans: Vec<(TokenSpan, u32)> =
            chain::spans(path).into_iter().map(|(s, e, kind)| (TokenSpan::new(s, e), kind as u32 + 1)).collect();
        let mut next = Vec::with_capacity(chances.len());
        let mut at = 0;
        for i in 0..chances.len() {
            while spans.get(at).is_some_and(|(s, _)| s.end <= i) {
                at += 1;
            }
            next.push(at);
        }
        let mut roles = vec![0; chances.len()];
        for sentence in &passage.sentences {
            let found = (next.get(sentence.start).copied().unwrap_or(0)..)
                .map_while(|k| spans.get(k).filter(|(s, _)| s.start < sentence.end))
                .fold(0, |all, (_, kind)| all | 1 << kind);
            roles.get_mut(sentence.range()).unwrap_or_default().fill(found);
        }
        let anchors = Anchors::new(passage, chances.iter().map(|c| strength(Role::Cue.share(c))).collect());
        let quoted = quoted(passage, &chances);
        Self { chances, tops, spans, next, roles, quoted, anchors }
    }

    fn top(&self, i: usize, block: TokenSpan) -> (u32, u32) {
        if block.holds(i) { self.tops.get(i).copied().unwrap_or((99, 0)) } else { (99, 0) }
    }

    /// The features of token `i` of a block.
    pub fn features(&self, passage: &Passage, i: usize, block: TokenSpan, out: &mut Features) {
        let cell = passage.cell(i);
        let at = |k: usize| self.top(k, block);
        let ((t, sure), (p, p_sure), (n, n_sure)) = (at(i), at(i.wrapping_sub(1)), at(i + 1));
        let (pp, nn) = (at(i.wrapping_sub(2)).0, at(i + 2).0);
        let (ppp, nnn) = (at(i.wrapping_sub(3)).0, at(i + 3).0);
        out.at(200);
        out.two(t, sure);
        out.three(p, t, n);
        out.two(p, p_sure);
        out.two(n, n_sure);
        out.three(pp, p, t);
        out.three(t, n, nn);
        out.one(ppp);
        out.one(nnn);
        out.two(t, cell.word.lower);
        out.two(t, cell.tag);
        out.three(t, sure, cell.mark);
        out.two(p, cell.word.lower);
        out.two(n, cell.word.lower);
        if let Some(row) = self.chances.get(i) {
            for class in 1..row.len() {
                out.two(class as u32, row.get(class).map_or(0, |x| share(*x)));
            }
            out.at(228);
            for role in Role::ALL {
                out.two(share(role.share(row)), cell.mark);
            }
        }
        out.at(232);
        let head = at(cell.head).0;
        out.two(head, cell.relation);
        out.three(head, t, u32::from(cell.head < i));
        self.around(i, block, cell.tag, out);
        let start = cell.sentence as usize;
        let end = passage.sentence(i).end;
        let roles = |k: usize| if block.holds(k) { self.roles.get(k).copied().unwrap_or(0) } else { 16 };
        let (before, here, after) = (roles(start.wrapping_sub(1)), roles(i), roles(end));
        let quoted = self.quoted.get(i).copied().unwrap_or(0);
        out.at(260);
        out.two(here, t);
        out.three(before, here, cell.mark);
        out.three(here, after, cell.mark);
        out.three(here, quoted, cell.mark);
        out.three(before, quoted, after);
        out.three(quoted, t, cell.tag);
        out.at(280);
        self.anchors.features(passage, i, out);
    }

    /// The spans before, around and after a token.
    fn around(&self, i: usize, block: TokenSpan, tag: u32, out: &mut Features) {
        let next = self.next.get(i).copied().unwrap_or(0);
        let span = |k: usize| self.spans.get(k).filter(|(s, _)| block.contains(*s)).copied();
        let inside = span(next).filter(|(s, _)| s.holds(i));
        let after = span(next + usize::from(inside.is_some()));
        let before = next.checked_sub(1).and_then(span);
        let second = next.checked_sub(2).and_then(span);
        let role = |x: Option<(TokenSpan, u32)>| x.map_or(0, |x| x.1);
        let gap = |x: Option<(TokenSpan, u32)>| {
            x.map_or(15, |(s, _)| step(if s.end <= i { i - s.end } else { s.start.saturating_sub(i) }))
        };
        let place = inside
            .map_or(0, |(s, kind)| feature(22, kind, (i - s.start).min(3) as u32 * 4 + (s.end - i).min(3) as u32));
        let pair = feature(23, role(before), role(after));
        out.at(240);
        out.two(pair, place);
        out.three(role(before), gap(before), role(inside));
        out.three(role(after), gap(after), role(inside));
        out.three(pair, gap(before).min(4), gap(after).min(4));
        out.three(pair, role(second), role(inside));
        out.three(pair, tag, role(inside));
        out.two(inside.map_or(0, |(s, _)| step(s.len())), place);
    }
}

/// For each token between marks, how much of the stretch is content: a step from 1; 0 outside.
fn quoted(passage: &Passage, chances: &[Scores]) -> Vec<u32> {
    let mut out = vec![0; chances.len()];
    let mut start = 0;
    for i in 0..=chances.len() {
        let open = passage.cell(i).mark & 3 == 1;
        if i == chances.len() || open || !passage.marked(i) {
            let inside = chances.get(start..i).unwrap_or(&[]);
            let sum: f32 = inside.iter().map(|c| Role::Content.share(c)).sum();
            let mean = 1 + share(sum / inside.len().max(1) as f32);
            out.get_mut(start..i).unwrap_or_default().fill(mean);
            start = if open { i } else { i + 1 };
        }
    }
    out
}

fn top(row: &Scores) -> (u32, u32) {
    let (class, chance) = crate::model::top(row);
    (class, share(chance))
}

/// A share of one, in steps.
pub fn share(x: f32) -> u32 {
    match x {
        x if x < 0.02 => 0,
        x if x < 0.08 => 1,
        x if x < 0.2 => 2,
        x if x < 0.4 => 3,
        x if x < 0.6 => 4,
        x if x < 0.8 => 5,
        x if x < 0.93 => 6,
        x if x < 0.98 => 7,
        _ => 8,
    }
}

/// How strong an anchor a token is whose chance to be part of a cue is `x`.
fn strength(x: f32) -> u32 {
    match x {
        x if x < 0.15 => 0,
        x if x < 0.4 => 1,
        x if x < 0.7 => 2,
        x if x < 0.93 => 3,
        _ => 4,
    }
}
