//! The noun phrases that the grammar offers as speakers of a cue, whether or not the chain saw them.

use super::link::top_of;
use super::passage::Passage;
use crate::document::{Deprel, TokenSpan};

/// A subject is looked for so many verbs up.
const HEIGHT: usize = 4;

/// The phrase that the grammar offers as the speaker of a cue: its subject, that of the verb it hangs from, what "according
/// to" governs, the owner of a noun.
pub fn subject(passage: &Passage, cue: TokenSpan) -> Option<TokenSpan> {
    let sentence = passage.sentence(cue.start);
    let relation = |i: usize| Deprel((passage.cell(i).relation as u8).saturating_sub(1));
    let child = |of: usize, test: &dyn Fn(Deprel) -> bool| {
        sentence.range().find(|&i| i != of && passage.cell(i).head == of && test(relation(i)) && !cue.holds(i))
    };
    let mut at = top_of(passage, cue);
    if relation(at) == Deprel::CASE && passage.cell(at).head > at {
        return clip(passage, passage.subtree(passage.cell(at).head), cue);
    }
    for height in 0..HEIGHT {
        let passive = child(at, &|r| r == Deprel::NSUBJ_PASS).is_some();
        let agent = child(at, &|r| r == Deprel::OBL_AGENT).filter(|_| height == 0);
        let found = agent
            .or_else(|| child(at, &|r| r.is(Deprel::NSUBJ)).filter(|_| !passive || agent.is_none()))
            .or_else(|| child(at, &|r| r == Deprel::NMOD_POSS));
        if let Some(found) = found {
            return clip(passage, passage.subtree(found), cue);
        }
        let up = passage.cell(at).head;
        if up == at {
            return None;
        }
        if relation(at).is(Deprel::ACL) {
            return clip(passage, TokenSpan::new(passage.subtree(up).start, up + 1), cue);
        }
        let linked =
            [Deprel::CONJ, Deprel::XCOMP, Deprel::ADVCL, Deprel::PARATAXIS, Deprel::OBL, Deprel::OBJ, Deprel::ACL];
        if !linked.iter().any(|l| relation(at).is(*l)) {
            return None;
        }
        at = up;
    }
    None
}

/// The part of a phrase on one side of the cue, without loose edges.
fn clip(passage: &Passage, phrase: TokenSpan, cue: TokenSpan) -> Option<TokenSpan> {
    let (mut start, mut end) = (phrase.start, phrase.end);
    if start < cue.start {
        end = end.min(cue.start);
    } else {
        start = start.max(cue.end);
    }
    let loose = |i: usize| !passage.cell(i).letters && passage.cell(i).relation == PUNCT;
    while start < end && (loose(start) || passage.cell(start).relation == CASE) {
        start += 1;
    }
    while end > start && loose(end - 1) {
        end -= 1;
    }
    (start < end).then_some(TokenSpan::new(start, end))
}

const PUNCT: u32 = Deprel::PUNCT.0 as u32 + 1;
const CASE: u32 = Deprel::CASE.0 as u32 + 1;
