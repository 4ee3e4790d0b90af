//! The second look: what the first look made of the same word elsewhere in the article moves what is made of it here.

use super::Known;
use super::article::Article;
use super::labels::CLASSES;
use crate::document::{Earlier, NameScores as Scores, NameShares, TokenSpan};
use crate::model::{Features, exp, feature, top};
use crate::text::KeySet;

/// What the first look says of the words of an article, here and elsewhere.
pub struct Evidence<'a> {
    article: &'a Article,
    shares: NameShares,
}

impl<'a> Evidence<'a> {
    /// Gathers the first look's scores of the words with a capital, `row` gives them by sentence and word of it; `known` tells of the sentences that looked
    /// the same before.
    pub fn new(
        article: &'a Article,
        sentences: &[TokenSpan],
        row: impl Fn(usize, usize) -> Option<Scores>,
        known: &[Option<Known>],
    ) -> Self {
        let count = sentences.last().map_or(0, |s| s.end);
        let mut shares = NameShares { places: vec![u32::MAX; count], ..NameShares::default() };
        let capitals = article.capitals(sentences.iter().copied());
        for (n, (sentence, capitals)) in sentences.iter().zip(capitals).enumerate() {
            let known = known.get(n).and_then(Option::as_ref);
            for &i in capitals {
                let before = known.and_then(|k| k.earlier.look.shares.of(i - sentence.start + k.tokens.start));
                let Some(own) = before.copied().or_else(|| row(n, i - sentence.start).map(|row| chances(&row))) else {
                    continue;
                };
                let sum = shares.sums.entry(article.key(i)).or_insert(([0.0; CLASSES], 0));
                sum.0.iter_mut().zip(&own).for_each(|(s, x)| *s += x);
                sum.1 += 1;
                if let Some(place) = shares.places.get_mut(i) {
                    *place = shares.rows.len() as u32;
                }
                shares.rows.push(own);
            }
        }
        Self { article, shares }
    }

    /// The words with a capital of which the article told something else in the reading before.
    pub fn moved(&self, earlier: Option<&Earlier>) -> KeySet<u32> {
        let Some(before) = earlier.map(|earlier| &earlier.look.shares.sums) else { return KeySet::default() };
        self.shares.sums.iter().filter(|(key, sum)| before.get(key) != Some(sum)).map(|(key, _)| *key).collect()
    }

    /// True if a sentence that looked the same before is surrounded by evidence of the same features: a sum of shares that moved a
    /// little mostly has them still. `capitals` are its tokens with a capital. Both lists of features are only there to be filled.
    pub fn settles(
        &self,
        sentence: TokenSpan,
        capitals: &[usize],
        known: &Known,
        moved: &KeySet<u32>,
        [here, there]: &mut [Features; 2],
    ) -> bool {
        if moved.is_empty() {
            return true;
        }
        let before = &known.earlier.look.shares;
        let is_moved = |i: &usize| self.article.clue(*i).is_capital() && moved.contains(&self.article.key(*i));
        let moved: Vec<usize> = capitals.iter().copied().filter(is_moved).collect();
        if moved.is_empty() {
            return true;
        }
        let none = [0.0; CLASSES];
        let mut same = |i: usize| {
            if !is_moved(&i) {
                // Only its neighbours tell something new.
                let tops = |shares, start| {
                    [i.wrapping_sub(1), i + 1].map(|k| top_of(&self.others(shares, k, (sentence, start))))
                };
                return tops(&self.shares, sentence.start) == tops(before, known.tokens.start);
            }
            self.features(i, sentence, &none, here);
            self.features_by(before, i, (sentence, known.tokens.start), &none, there);
            here.list() == there.list()
        };
        let mut next = sentence.start;
        moved.into_iter().all(|i| {
            let near = next.max(i.saturating_sub(1))..(i + 2).min(sentence.end);
            next = near.end;
            near.into_iter().all(&mut same)
        })
    }

    /// What was gathered.
    pub fn into_shares(self) -> NameShares {
        self.shares
    }

    /// The mean over the other occurrences of a word with a capital in a sentence, and their number, by some shares, for which the
    /// sentence begins at token `start`; none where there is no other.
    fn others(&self, shares: &NameShares, i: usize, (sentence, start): (TokenSpan, usize)) -> Option<(Scores, u32)> {
        let own = if sentence.holds(i) { shares.of(i - sentence.start + start)? } else { return None };
        let (mut mean, count) = *shares.sums.get(&self.article.key(i)).filter(|(_, n)| *n > 1)?;
        mean.iter_mut().zip(own).for_each(|(m, x)| *m = (*m - x) / (count - 1) as f32);
        Some((mean, count - 1))
    }

    /// The features of token `i`, which the first look gave the scores `first`; none where the article holds no other occurrence
    /// of it or its neighbours.
    pub fn features(&self, i: usize, sentence: TokenSpan, first: &Scores, out: &mut Features) {
        self.features_by(&self.shares, i, (sentence, sentence.start), first, out);
    }

    /// The same by some shares, for which the sentence begins at token `start`.
    fn features_by(
        &self,
        shares: &NameShares,
        i: usize,
        (sentence, start): (TokenSpan, usize),
        first: &Scores,
        out: &mut Features,
    ) {
        out.clear();
        let at = |k: usize| self.others(shares, k, (sentence, start));
        let others = at(i);
        let (before, here, after) = (top_of(&at(i.wrapping_sub(1))), top_of(&others), top_of(&at(i + 1)));
        if here + before + after == 0 {
            return;
        }
        let own = shares.of(i - sentence.start + start).copied().unwrap_or_else(|| chances(first));
        let (class, chance) = top(&own);
        out.at(10);
        out.three(before, here, after);
        out.three(before, here, class);
        out.three(here, after, class);
        let Some((row, count)) = &others else { return };
        let (count, (_, sure)) = ((*count).min(4), top(row));
        out.at(20);
        out.three(here, step(sure), count);
        out.three(here, step(sure), feature(9, class, step(chance)));
        out.three(here, class, count);
        let types = types(row);
        let own_types = types_of(&own);
        let (best, share) = top(&types);
        let (own_best, own_share) = top(&own_types);
        out.three(best, step(share), count);
        out.three(best, step(share), class);
        out.three(best, step(share), feature(9, own_best, step(own_share)));
        out.three(best, own_best, feature(9, step(share) * 16 + step(own_share), count));
        for (kind, share) in types.iter().enumerate().filter(|(_, s)| **s > 0.1) {
            out.at(40);
            out.three(kind as u32, step(*share), count);
            out.at(41);
            out.three(kind as u32, step(*share), class);
        }
    }
}

/// The best class of a mean, from 1; 0 for none.
fn top_of(others: &Option<(Scores, u32)>) -> u32 {
    others.as_ref().map_or(0, |(row, _)| top(row).0 + 1)
}

use types as types_of;

/// Shares of outside and of every type.
fn types(row: &Scores) -> [f32; 1 + CLASSES / 4] {
    let mut types = [0.0; 1 + CLASSES / 4];
    for (c, share) in row.iter().enumerate() {
        if let Some(t) = types.get_mut(c.div_ceil(4)) {
            *t += share;
        }
    }
    types
}

fn step(share: f32) -> u32 {
    match share {
        s if s < 0.2 => 0,
        s if s < 0.4 => 1,
        s if s < 0.6 => 2,
        s if s < 0.8 => 3,
        s if s < 0.93 => 4,
        s if s < 0.98 => 5,
        _ => 6,
    }
}

/// Scores as shares of one.
fn chances(row: &Scores) -> Scores {
    let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut shares = row.map(|s| if s - max > -12.0 { exp(s - max) } else { 0.0 });
    let sum: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|s| *s /= sum);
    shares
}
