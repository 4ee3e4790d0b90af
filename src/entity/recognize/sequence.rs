//! The best whole sequence of classes.

use super::features::Side;
use super::labels::CLASSES;
use super::{Article, Evidence, Guideline, Known};
use crate::document::{NAME_HINT_STEPS as STEPS, NameHint, NameHints, NameScores as Scores, TokenSpan};
use crate::model::{Features, Held, Kind, Linear, Memo, ModelError, Score, Word, chain, exp, open};
use std::sync::OnceLock;

/// What the layers that read whole sentences think of a token counts so much beside what the words around tell. Both were
/// learned alone: learned together, whoever knows more is trusted too much (a point less on web text).
const HEED: f32 = 0.2;
/// Of two who look for names one or the other sees more of them: so much more is asked for.
const CAUTION: f32 = 0.2;

/// Adds to the scores of a token what the layers that read whole sentences think of it.
fn heed(hint: Option<&NameHint>, scores: &mut Scores) {
    if let Some(hint) = hint {
        scores.iter_mut().zip(hint).for_each(|(score, behind)| *score -= f32::from(*behind) * (HEED / STEPS));
    }
    scores.iter_mut().take(1).for_each(|none| *none += CAUTION);
}

/// Added to a number below it, leaves the nearest whole number in the low bits of the sum: several at a time, as a cast is not.
const ROUND: f32 = 12_582_912.0;

/// Scores in steps of the weights, as they are kept: half the bytes.
pub type Steps = [i16; CLASSES];

/// A model of names: what scores features. That one class follows another is a feature too.
#[derive(Debug)]
pub(crate) struct Recognizer<S = Linear> {
    pub weights: S,
    /// What the second look adds.
    pub second: S,
    follows: Vec<Scores>,
    gains: Scores,
    alone: Memo<(Word, bool), Alone>,
}

/// What a word tells alone, wherever it stands, each made when it first stands there.
type Alone = [OnceLock<Steps>; Side::ALL.len()];

impl<S: Default> Default for Recognizer<S> {
    fn default() -> Self {
        Self::of(S::default(), S::default())
    }
}

impl Recognizer {
    /// Reads shipped weights.
    pub fn load(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = open(file, Kind::Names)?;
        let weights = Linear::read(&mut reader)?;
        let second = Linear::read(&mut reader)?;
        let fits = weights.width() == CLASSES && second.width() == CLASSES;
        if fits { Ok(Self::new(weights, second)) } else { Err(ModelError::Content) }
    }

    /// Scores every token of a sentence, in steps; `hints` are what the layers that read whole sentences think of every token of
    /// the article, if they did. `features` are only there to be filled.
    pub fn emissions(
        &self,
        article: &Article,
        sentence: TokenSpan,
        guideline: Guideline,
        hints: &NameHints,
        features: &mut Features,
    ) -> Vec<Steps> {
        let mut scores = [0.0; CLASSES];
        // The last one stands for what lies outside.
        let mut alone: Vec<Option<Held<Alone>>> = Vec::new();
        alone.resize_with(sentence.len() + 1, || None);
        let mut told = hints.inside(sentence).peekable();
        let row = |i: usize| {
            features.clear();
            if article.is_plain(i) {
                article.plain_features(i, sentence, guideline, features);
                self.weights.score(features.list(), &mut scores);
            } else {
                article.between(i, sentence, guideline, features);
                self.weights.score(features.list(), &mut scores);
                let told = self.scores(&self.around(article, i, sentence, &mut alone, features));
                scores.iter_mut().zip(told).for_each(|(score, told)| *score += told);
            }
            if !hints.is_empty() {
                heed(told.next_if(|(at, _)| *at == i).map(|(_, hint)| hint), &mut scores);
            }
            self.steps(&scores)
        };
        sentence.range().map(row).collect()
    }

    /// What the words around token `i` of a sentence tell, each alone; `alone` keeps what is made of the words of the sentence,
    /// and of none.
    fn around<'m>(
        &'m self,
        article: &Article,
        i: usize,
        sentence: TokenSpan,
        alone: &mut [Option<Held<'m, Alone>>],
        features: &mut Features,
    ) -> Steps {
        let mut sums = [0i16; CLASSES];
        for (at, (side, away)) in Side::ALL.into_iter().enumerate() {
            let place = i.wrapping_add_signed(away).wrapping_sub(sentence.start).min(sentence.len());
            let (word, first) = (article.inside(i, away, sentence), place == 0);
            let held = alone.get_mut(place).map(|held| held.get_or_insert_with(|| self.alone(word, first)));
            let Some(row) = held.and_then(|held| held.get(at)) else { continue };
            let row = row.get_or_init(|| self.row(side, word, first, features));
            sums.iter_mut().zip(row).for_each(|(sum, row)| *sum = sum.saturating_add(*row));
        }
        sums
    }

    /// What is made of a word alone, with whether it begins its sentence.
    fn alone(&self, word: &Word, first: bool) -> Held<'_, Alone> {
        self.alone.get(word.norm ^ u32::from(first), (*word, first), |_| Alone::default())
    }

    #[inline(never)]
    fn row(&self, side: Side, word: &Word, first: bool, features: &mut Features) -> Steps {
        let mut scores = [0.0; CLASSES];
        features.clear();
        side.features(word, first, features);
        self.weights.score(features.list(), &mut scores);
        self.steps(&scores)
    }

    /// Scores in steps.
    fn steps(&self, scores: &Scores) -> Steps {
        let inverse = 1.0 / self.weights.step();
        scores.map(|s| (s * inverse + ROUND).to_bits() as i16)
    }

    /// What the article tells of the words in it, given the scores of its sentences; those that looked the same before need none.
    pub fn evidence<'a>(
        &self,
        article: &'a Article,
        sentences: &[TokenSpan],
        rows: &[Vec<Steps>],
        known: &[Option<Known>],
    ) -> Evidence<'a> {
        let row = |n: usize, k: usize| rows.get(n)?.get(k).map(|row| self.scores(row));
        Evidence::new(article, sentences, row, known)
    }

    /// What steps are worth.
    pub fn scores(&self, steps: &Steps) -> Scores {
        steps.map(|s| f32::from(s) * self.weights.step())
    }

    /// Reads a sentence from the scores of the first look: the best sequence, and for each token of a name how clear its class
    /// is.
    pub fn read(&self, evidence: &Evidence, sentence: TokenSpan, rows: &[Steps]) -> (Vec<usize>, Vec<f32>) {
        let mut features = Features::default();
        let mut rows: Vec<Scores> = rows.iter().map(|row| self.scores(row)).collect();
        for (i, row) in sentence.range().zip(&mut rows) {
            evidence.features(i, sentence, row, &mut features);
            if !features.is_empty() {
                let mut more = [0.0; CLASSES];
                self.second.score(features.list(), &mut more);
                row.iter_mut().zip(more).for_each(|(r, m)| *r += m);
            }
        }
        let path = chain::best(&rows, &self.follows, &self.gains);
        let clear = |(row, &class): (&Scores, &usize)| {
            if class == 0 {
                return 1.0;
            }
            let own = row.get(class).copied().unwrap_or(0.0);
            let sum: f32 = row.iter().map(|s| exp((s - own).clamp(-30.0, 30.0))).sum();
            1.0 / sum.max(1.0)
        };
        let scores = rows.iter().zip(&path).map(clear).collect();
        (path, scores)
    }

    /// Scores every token of all sentences.
    #[cfg(feature = "train")]
    pub fn all_emissions(
        &self,
        article: &Article,
        sentences: &[TokenSpan],
        guideline: Guideline,
        hints: &NameHints,
    ) -> Vec<Vec<Steps>> {
        let mut features = Features::default();
        sentences.iter().map(|sentence| self.emissions(article, *sentence, guideline, hints, &mut features)).collect()
    }

    /// Reads all sentences of an article that was not read before.
    #[cfg(feature = "train")]
    pub fn read_all(
        &self,
        article: &Article,
        sentences: &[TokenSpan],
        rows: &[Vec<Steps>],
    ) -> Vec<(Vec<usize>, Vec<f32>)> {
        let evidence = self.evidence(article, sentences, rows, &[]);
        sentences.iter().zip(rows).map(|(sentence, rows)| self.read(&evidence, *sentence, rows)).collect()
    }

    /// The file form.
    #[cfg(feature = "train")]
    pub fn write(table: &[u8], second: &[u8]) -> Vec<u8> {
        crate::model::seal(Kind::Names, &[table, second].concat())
    }
}

impl<S> Recognizer<S> {
    fn of(weights: S, second: S) -> Self {
        let follows = vec![[0.0; CLASSES]; CLASSES + 1];
        Self { weights, second, follows, gains: [0.0; CLASSES], alone: Memo::default() }
    }
}

impl<S: Score> Recognizer<S> {
    pub fn new(weights: S, second: S) -> Self {
        let mut model = Self::of(weights, second);
        model.refresh();
        model
    }

    /// Reads the scores of what follows what out of the weights again.
    pub fn refresh(&mut self) {
        for (class, row) in self.follows.iter_mut().enumerate() {
            self.weights.score(&[chain::after(class)], row);
        }
        self.gains = chain::gains(&self.follows);
    }

    /// The same for what follows one class.
    #[cfg(feature = "train")]
    pub fn refresh_row(&mut self, class: usize) {
        if let Some(row) = self.follows.get_mut(class) {
            self.weights.score(&[chain::after(class)], row);
        }
    }

    /// The features of every token of a sentence.
    #[cfg(feature = "train")]
    pub fn features(&self, article: &Article, sentence: TokenSpan, guideline: Guideline) -> Vec<Vec<u32>> {
        let mut features = Features::default();
        let mut one = |i| {
            article.features(i, sentence, guideline, &mut features);
            features.list().to_vec()
        };
        sentence.range().map(&mut one).collect()
    }

    #[cfg(feature = "train")]
    pub fn follows(&self) -> &[Scores] {
        &self.follows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_refused() {
        assert!(Recognizer::load(crate::model::shipped::PARSER).is_err());
        assert!(Recognizer::load(b"").is_err());
        assert!(Recognizer::load(crate::model::shipped::NAMES).is_ok());
    }
}
