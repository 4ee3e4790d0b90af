//! How far a content reaches that is not all between marks: the chain says where it is, the grammar and the commas say where it may begin
//! and end, and the best candidate is chosen. A cue that got no content may find one so, or none.

use super::link::top_of;
use super::passage::{Passage, share, step};
use super::roles::{Role, Scores};
use crate::document::{TokenSpan, Xpos};
use crate::model::{Features, feature};

const STARTS: usize = 6;
const ENDS: usize = 10;
/// Longer contents are only the chain's.
const LONGEST: usize = 100;

/// A question of extent: the cue, and the content that the chain gave it.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The cue.
    pub cue: TokenSpan,
    /// What the chain found, if anything.
    pub current: Option<TokenSpan>,
}

impl Question {
    /// Every extent worth a look, without those that touch what is taken.
    pub fn candidates(&self, passage: &Passage, taken: &dyn Fn(TokenSpan) -> bool) -> Vec<TokenSpan> {
        let sentence = passage.sentence(self.cue.start);
        let after = self.current.is_none_or(|q| q.start >= self.cue.end);
        let before = self.current.is_none_or(|q| q.start < self.cue.start);
        let mut all: Vec<TokenSpan> = self.current.into_iter().collect();
        if after {
            self.cross(passage, TokenSpan::new(self.cue.end, sentence.end), &mut all);
        }
        if before {
            self.cross(passage, TokenSpan::new(sentence.start, self.cue.start), &mut all);
        }
        let current = self.current;
        all.retain(|c| Some(*c) == current || c.len() <= LONGEST && !taken(*c));
        all
    }

    /// Every pair of a start and an end in a zone.
    fn cross(&self, passage: &Passage, zone: TokenSpan, out: &mut Vec<TokenSpan>) {
        let after = zone.start >= self.cue.end;
        let branches: Vec<TokenSpan> =
            zone.range().filter(|&i| self.hangs(passage, i)).map(|i| passage.subtree(i)).collect();
        let stops: Vec<usize> = zone.range().filter(|&i| stops(passage, i)).collect();
        let current = self.current;
        let (mut starts, mut ends): (Vec<usize>, Vec<usize>) = Default::default();
        starts.extend(current.map(|q| q.start));
        ends.extend(current.map(|q| q.end));
        starts.push(zone.start);
        ends.push(zone.end);
        starts.extend(branches.iter().map(|b| b.start));
        ends.extend(branches.iter().map(|b| b.end));
        if after {
            starts.extend(stops.iter().map(|i| i + 1).take(2));
            ends.extend(stops.iter().copied());
        } else {
            ends.extend(stops.iter().rev().copied().take(3));
            starts.extend(stops.iter().map(|i| i + 1));
        }
        let starts = tidy(starts, STARTS, |i| edge(passage, i, zone, true));
        let ends = tidy(ends, ENDS, |i| edge(passage, i, zone, false));
        for &start in &starts {
            for &end in &ends {
                let span = TokenSpan::new(start, end);
                if start < end && zone.contains(span) && !out.contains(&span) {
                    out.push(span);
                }
            }
        }
    }

    fn hangs(&self, passage: &Passage, i: usize) -> bool {
        self.cue.holds(passage.cell(i).head)
    }

    /// The features of an extent, or of none.
    pub fn features(&self, passage: &Passage, chances: &[Scores], candidate: Option<TokenSpan>, out: &mut Features) {
        let cue = passage.cell(self.cue.start);
        out.clear();
        out.at(1200);
        let Some(c) = candidate else {
            out.two(1, cue.lower);
            out.two(2, cue.tag);
            out.two(3, share(mean(self.cue, Role::Cue, chances)));
            out.two(4, passage.cell(self.cue.end).tag);
            out.two(5, passage.cell(self.cue.end).lower);
            return;
        };
        let after = u32::from(c.start >= self.cue.end);
        let chance = |i: usize, classes: [usize; 2]| {
            let row = chances.get(i).copied().unwrap_or_default();
            share(classes.iter().filter_map(|k| row.get(*k)).sum())
        };
        let (begins, ends) = (chance(c.start, [9, 12]), chance(c.last(), [11, 12]));
        let inside = share(mean(c, Role::Content, chances));
        let out_left = share(mean(TokenSpan::new(c.start.saturating_sub(1), c.start), Role::Content, chances));
        let out_right = share(mean(TokenSpan::new(c.end, c.end + 1), Role::Content, chances));
        let same = self.current.map_or(9, |q| u32::from(q.start == c.start) * 2 + u32::from(q.end == c.end));
        let at = |i: usize| passage.cell(i);
        let (first, last, next, past) = (at(c.start), at(c.last()), at(c.end), at(c.end + 1));
        let top = at(top_of(passage, c));
        let tied = u32::from(self.cue.holds(top.head));
        out.three(begins, after, same);
        out.three(ends, after, same);
        out.three(inside, after, same);
        out.three(begins, ends, inside);
        out.three(inside, out_left, out_right);
        out.three(out_right, ends, next.tag);
        out.three(out_left, begins, first.tag);
        let marks = u32::from(c.range().any(|i| passage.marked(i)));
        let turn = |i: usize| at(i).mark & 3;
        out.three(same, after, marks);
        out.three(turn(c.start), turn(c.last()), feature(52, marks, after));
        out.three(step(c.len()), after, same);
        out.three(first.lower, after, tied);
        out.three(first.tag, after, cue.lower);
        out.three(at(c.start.wrapping_sub(1)).lower, after, u32::from(c.start == self.cue.end));
        out.three(at(c.start.wrapping_sub(1)).tag, first.tag, after);
        out.three(last.tag, next.tag, after);
        out.three(next.lower, past.tag, after);
        out.three(next.lower, past.lower, after);
        out.three(next.relation, past.relation, after);
        out.three(top.relation, tied, after);
        out.three(top.relation, tied, cue.lower);
        out.three(top.tag, first.tag, feature(51, tied, after));
        let (left, right) = cuts(passage, c);
        out.three(left.min(3), right.min(3), after);
        out.three(crossing(passage, c).min(3), tied, after);
        out.three(right.min(3), next.tag, next.relation);
        out.three(right.min(2), past.relation, past.tag);
        let gap =
            if after == 1 { c.start - self.cue.end.min(c.start) } else { self.cue.start - c.end.min(self.cue.start) };
        out.three(step(gap), after, tied);
        out.three(cue.lower, top.tag, after);
        out.two(share(mean(self.cue, Role::Cue, chances)), u32::from(self.current.is_some()));
        out.three(share(mean(self.cue, Role::Cue, chances)), inside, same);
    }
}

fn mean(span: TokenSpan, role: Role, chances: &[Scores]) -> f32 {
    super::link::certainty(span, role, chances)
}

/// True for what a clause may end at.
fn stops(passage: &Passage, i: usize) -> bool {
    let cell = passage.cell(i);
    !cell.letters && [Xpos::COMMA, Xpos::COLON, Xpos::LRB, Xpos::HYPH].iter().any(|x| u32::from(x.0) + 1 == cell.tag)
        || cell.tag == u32::from(Xpos::CC.0) + 1
}

/// An edge without loose punctuation.
fn edge(passage: &Passage, mut i: usize, zone: TokenSpan, start: bool) -> usize {
    let mark = |i: usize| matches!(passage.cell(i).mark & 3, 1 | 3);
    let loose = |i: usize| zone.holds(i) && !passage.cell(i).letters && passage.cell(i).relation == PUNCT && !mark(i);
    while start && loose(i) {
        i += 1;
    }
    while !start && i > zone.start && loose(i - 1) {
        i -= 1;
    }
    i
}

const PUNCT: u32 = crate::document::Deprel::PUNCT.0 as u32 + 1;

/// The first so many different ones, mended.
fn tidy(all: Vec<usize>, most: usize, mend: impl Fn(usize) -> usize) -> Vec<usize> {
    let mut found = Vec::with_capacity(most);
    for i in all.into_iter().map(mend) {
        if found.len() < most && !found.contains(&i) {
            found.push(i);
        }
    }
    found
}

/// How many tokens right before and right after a span hang from inside it: parts cut off.
fn cuts(passage: &Passage, span: TokenSpan) -> (u32, u32) {
    let reach = 12;
    let hangs = |i: &usize| span.holds(passage.cell(*i).head) && !span.holds(*i) && passage.cell(*i).relation != PUNCT;
    let left = (span.start.saturating_sub(reach)..span.start).filter(hangs).count();
    (left as u32, (span.end..span.end + reach).filter(hangs).count() as u32)
}

/// How many tokens inside hang from outside, beside the top.
fn crossing(passage: &Passage, span: TokenSpan) -> u32 {
    let out = |i: &usize| !span.holds(passage.cell(*i).head) && passage.cell(*i).relation != PUNCT;
    span.range().filter(out).count().saturating_sub(1) as u32
}
