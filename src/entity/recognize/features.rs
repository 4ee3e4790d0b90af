//! What the first look sees of a token.

use super::Guideline;
use super::article::Article;
use crate::document::TokenSpan;
use crate::model::{Features, GIVEN_NAMES, Word, feature};

// Kinds of listed names.
const KINDS: u32 = 16;

/// Where a word stands that tells something alone: in the middle, or so many places before or after.
#[derive(Clone, Copy, Debug)]
pub enum Side {
    Own,
    Before,
    After,
    SecondBefore,
    SecondAfter,
}

impl Side {
    /// In the order of their features, with how far away.
    pub const ALL: [(Self, isize); 5] =
        [(Self::Own, 0), (Self::Before, -1), (Self::After, 1), (Self::SecondBefore, -2), (Self::SecondAfter, 2)];

    /// The features of a word that stands there; `first` says of the word in the middle whether it begins its sentence.
    pub fn features(self, word: &Word, first: bool, out: &mut Features) {
        match self {
            Self::Own => own(word, first, out),
            Self::Before => beside(word, 18, out),
            Self::After => beside(word, 24, out),
            Self::SecondBefore => farther(word, 30, out),
            Self::SecondAfter => farther(word, 34, out),
        }
    }
}

fn own(w: &Word, first: bool, out: &mut Features) {
    out.at(0);
    out.one(0);
    out.one(w.lower);
    out.one(w.norm);
    out.some(w.suffix[1]);
    out.some(w.suffix[2]);
    out.some(w.suffix[3]);
    out.some(w.prefix[1]);
    out.some(w.prefix[2]);
    out.some(w.prefix[3]);
    out.one(w.shape);
    out.two(w.long_shape, u32::from(first));
    out.two(w.suffix[2], w.shape);
    for cluster in w.cluster.into_iter().chain(w.wordtype) {
        out.two(cluster, w.shape);
    }
}

fn beside(x: &Word, template: u32, out: &mut Features) {
    out.at(template);
    out.one(x.lower);
    out.one(x.shape);
    out.some(x.cluster[1]);
    out.some(x.cluster[2]);
    out.some(x.wordtype[1]);
    out.one(x.suffix[2]);
}

fn farther(x: &Word, template: u32, out: &mut Features) {
    out.at(template);
    out.one(x.lower);
    out.one(x.shape);
    out.some(x.cluster[1]);
    out.some(x.wordtype[1]);
}

/// A position of a sentence; past all tokens if it is none.
fn within(sentence: TokenSpan, k: usize) -> usize {
    if sentence.holds(k) { k } else { usize::MAX }
}

impl Article {
    /// The features of token `i` of a sentence.
    #[cfg(feature = "train")]
    pub fn features(&self, i: usize, sentence: TokenSpan, guideline: Guideline, out: &mut Features) {
        out.clear();
        if self.is_plain(i) {
            return self.plain_features(i, sentence, guideline, out);
        }
        for (side, away) in Side::ALL {
            side.features(self.inside(i, away, sentence), i == sentence.start, out);
        }
        self.between(i, sentence, guideline, out);
    }

    /// The word so many places after token `i` of a sentence; a blank one past its ends.
    pub fn inside(&self, i: usize, away: isize, sentence: TokenSpan) -> &Word {
        self.word(within(sentence, i.wrapping_add_signed(away)))
    }

    /// Adds the features of a token far from capitals and digits, where there are hardly any names, but half of all words.
    pub fn plain_features(&self, i: usize, sentence: TokenSpan, guideline: Guideline, out: &mut Features) {
        let [w, p, n] = [0, -1, 1].map(|away| self.inside(i, away, sentence));
        let flag = guideline as u32;
        out.one(0);
        out.one(w.lower);
        out.at(160);
        out.some(w.suffix[2]);
        out.some(w.cluster[1]);
        out.one(p.lower);
        out.one(n.lower);
        out.two(p.lower, w.lower);
        out.two(w.lower, n.lower);
        out.two(flag, w.lower);
        out.one(flag);
    }

    /// Adds the features of a token that is not plain which no word tells alone.
    pub fn between(&self, i: usize, sentence: TokenSpan, guideline: Guideline, out: &mut Features) {
        let flag = guideline as u32;
        let inside = |k: usize| within(sentence, k);
        let [w, p, n, pp, nn, ppp, nnn] = [0, -1, 1, -2, 2, -3, 3].map(|away| self.inside(i, away, sentence));
        let (c, cp, cn) = (self.clue(i), self.clue(inside(i.wrapping_sub(1))), self.clue(inside(i + 1)));
        let first = u32::from(i == sentence.start);
        out.at(38);
        out.one(ppp.lower);
        out.one(nnn.lower);
        out.two(p.lower, w.lower);
        out.two(w.lower, n.lower);
        out.two(p.lower, w.shape);
        out.two(n.lower, w.shape);
        out.three(p.lower, w.shape, n.lower);
        out.two(p.cluster[2], w.shape);
        out.two(n.cluster[2], w.shape);
        out.two(p.cluster[1], w.cluster[1]);
        out.two(w.cluster[1], n.cluster[1]);
        out.two(p.wordtype[1], w.wordtype[1]);
        out.two(w.wordtype[1], n.wordtype[1]);
        out.two(w.wordtype[1], w.cluster[1]);
        out.two(p.shape, w.shape);
        out.two(w.shape, n.shape);
        out.three(p.shape, w.shape, n.shape);
        out.three(pp.shape, p.shape, w.shape);
        out.three(w.shape, n.shape, nn.shape);
        out.two(pp.lower, p.lower);
        out.two(n.lower, nn.lower);
        // The guideline.
        out.one(flag);
        out.two(flag, w.lower);
        out.two(flag, w.shape);
        out.two(flag, w.cluster[1]);
        out.two(flag, w.wordtype[1]);
        out.two(flag, p.lower);
        out.two(flag, n.lower);
        // The run of capitals.
        let run = self.run(i);
        if !run.is_empty() {
            let (last, start) = (self.word(run.last()), self.word(run.start));
            let (before, after) = (self.word(inside(run.start.wrapping_sub(1))), self.word(inside(run.end)));
            let place = (run.len().min(6) as u32) << 3 | (i - run.start).min(6) as u32;
            let inner = u32::from(i == run.start) << 1 | u32::from(i + 1 == run.end);
            let kinds = run.range().fold(0u16, |all, k| all | self.clue(k).alone);
            out.at(100);
            out.one(place);
            out.two(last.lower, inner);
            out.two(last.cluster[2], inner);
            out.two(last.wordtype[2], inner);
            out.three(start.wordtype[1], last.wordtype[1], inner);
            out.two(last.suffix[2], inner);
            out.two(start.lower, inner);
            out.two(start.cluster[2], inner);
            out.two(start.wordtype[2], inner);
            out.two(before.lower, inner);
            out.two(before.cluster[2], inner);
            out.two(after.lower, inner);
            out.two(after.cluster[2], inner);
            out.three(before.lower, after.lower, place);
            out.two(u32::from(kinds & !(GIVEN_NAMES | 4)), inner);
            out.two(u32::from(self.clue(run.start).alone), place);
            out.two(u32::from(self.clue(run.last()).alone), place);
        }
        // What is listed.
        out.at(120);
        out.two(u32::from(c.alone), 0);
        out.two(u32::from(c.alone), w.shape);
        out.two(u32::from(cp.alone), u32::from(c.alone));
        out.two(u32::from(c.alone), u32::from(cn.alone));
        out.two(u32::from(cp.alone), w.shape);
        out.two(u32::from(cn.alone), w.shape);
        out.three(flag, u32::from(c.alone), 0);
        let elsewhere = u32::from(c.elsewhere);
        out.two(u32::from(c.alone), elsewhere);
        for (place, kinds) in [c.alone, c.begins, c.continues, c.ends].into_iter().enumerate() {
            for kind in (0..KINDS).filter(|k| kinds >> k & 1 == 1) {
                out.at(130);
                out.two(kind, place as u32);
            }
        }
        // What the article says elsewhere.
        if w.capital {
            out.at(140);
            out.two(elsewhere, first);
            out.two(elsewhere, w.shape);
            for bit in (0..6).filter(|b| elsewhere >> b & 1 == 1) {
                out.at(145);
                out.two(bit, feature(8, run.len().min(3) as u32, first));
            }
        }
    }
}
