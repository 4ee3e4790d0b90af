//! The best whole sequence of classes.

use super::labels::{CLASSES, closes, opens};
use super::{Article, Evidence, Guideline};
use crate::document::TokenSpan;
use crate::model::{Features, Kind, Linear, ModelError, Score, feature, open};

/// Scores of the classes of one token.
pub(crate) type Scores = [f32; CLASSES];

/// A model of names: what scores features. That one class follows another is a feature too.
#[derive(Debug)]
pub(crate) struct Recognizer<S = Linear> {
    pub weights: S,
    /// What the second look adds.
    pub second: S,
    follows: Vec<Scores>,
}

impl<S: Score + Default> Default for Recognizer<S> {
    fn default() -> Self {
        Self { weights: S::default(), second: S::default(), follows: vec![[0.0; CLASSES]; CLASSES + 1] }
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

    /// The file form.
    #[cfg(feature = "train")]
    pub fn write(table: &[u8], second: &[u8]) -> Vec<u8> {
        crate::model::seal(Kind::Names, &[table, second].concat())
    }
}

/// The feature of what went before: a class, or `CLASSES` for the start of the sentence.
pub(crate) fn after(class: usize) -> u32 {
    feature(500, class as u32, 0)
}

impl<S: Score> Recognizer<S> {
    pub fn new(weights: S, second: S) -> Self {
        let mut model = Self { weights, second, follows: Vec::new() };
        model.refresh();
        model
    }

    /// Reads the scores of what follows what out of the weights again.
    pub fn refresh(&mut self) {
        self.follows = vec![[0.0; CLASSES]; CLASSES + 1];
        for (class, row) in self.follows.iter_mut().enumerate() {
            self.weights.score(&[after(class)], row);
        }
    }

    /// The same for what follows one class.
    #[cfg(feature = "train")]
    pub fn refresh_row(&mut self, class: usize) {
        if let Some(row) = self.follows.get_mut(class) {
            self.weights.score(&[after(class)], row);
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

    /// Scores every token of the sentences; tokens outside of them score nothing.
    pub fn emissions(&self, article: &Article, sentences: &[TokenSpan], guideline: Guideline) -> Vec<Scores> {
        let mut features = Features::default();
        let mut rows = vec![[0.0; CLASSES]; sentences.last().map_or(0, |s| s.end)];
        for sentence in sentences {
            for i in sentence.range() {
                article.features(i, *sentence, guideline, &mut features);
                if let Some(row) = rows.get_mut(i) {
                    self.weights.score(features.list(), row);
                }
            }
        }
        rows
    }

    /// Reads an article: for each sentence the best sequence, and for each token how clear its class is.
    pub fn read(
        &self,
        article: &Article,
        sentences: &[TokenSpan],
        guideline: Guideline,
    ) -> Vec<(Vec<usize>, Vec<f32>)> {
        let mut rows = self.emissions(article, sentences, guideline);
        let evidence = Evidence::new(article, &rows);
        let mut features = Features::default();
        let mut found = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            for i in sentence.range() {
                evidence.features(i, *sentence, &mut features);
                if let Some(row) = rows.get_mut(i).filter(|_| !features.list().is_empty()) {
                    let mut more = [0.0; CLASSES];
                    self.second.score(features.list(), &mut more);
                    row.iter_mut().zip(more).for_each(|(r, m)| *r += m);
                }
            }
            let rows = rows.get(sentence.range()).unwrap_or(&[]);
            let path = self.best(rows);
            let clear = |(row, &class): (&Scores, &usize)| {
                let own = row.get(class).copied().unwrap_or(0.0);
                let sum: f32 = row.iter().map(|s| (s - own).clamp(-30.0, 30.0).exp()).sum();
                1.0 / sum.max(1.0)
            };
            let scores = rows.iter().zip(&path).map(clear).collect();
            found.push((path, scores));
        }
        found
    }

    /// The best sequence for given scores (Viterbi); only whole names.
    pub fn best(&self, emissions: &[Scores]) -> Vec<usize> {
        let mut back: Vec<[u8; CLASSES]> = Vec::with_capacity(emissions.len());
        let mut last = [f32::NEG_INFINITY; CLASSES];
        for (i, row) in emissions.iter().enumerate() {
            let mut now = [f32::NEG_INFINITY; CLASSES];
            let mut from = [0u8; CLASSES];
            if i == 0 {
                let start = self.follows.last().copied().unwrap_or([0.0; CLASSES]);
                for (c, ((n, e), s)) in now.iter_mut().zip(row).zip(&start).enumerate() {
                    if opens(c) {
                        *n = e + s;
                    }
                }
            } else {
                for (p, (follow, before)) in self.follows.iter().zip(&last).enumerate() {
                    if *before == f32::NEG_INFINITY {
                        continue;
                    }
                    let mut try_class = |c: usize| {
                        if let (Some(n), Some(f), Some(b)) = (now.get_mut(c), follow.get(c), from.get_mut(c))
                            && before + f > *n
                        {
                            *n = before + f;
                            *b = p as u8;
                        }
                    };
                    if closes(p) {
                        try_class(0);
                        for c in (1..CLASSES).step_by(4) {
                            try_class(c);
                            try_class(c + 3);
                        }
                    } else {
                        let base = 1 + (p - 1) / 4 * 4;
                        try_class(base + 1);
                        try_class(base + 2);
                    }
                }
                now.iter_mut().zip(row).for_each(|(n, e)| *n += e);
            }
            back.push(from);
            last = now;
        }
        let mut top = (0, f32::NEG_INFINITY);
        for (c, &score) in last.iter().enumerate().filter(|(c, _)| closes(*c)) {
            if score > top.1 {
                top = (c, score);
            }
        }
        let mut path = vec![top.0; emissions.len()];
        for i in (1..path.len()).rev() {
            let class = path.get(i).copied().unwrap_or(0);
            let before = back.get(i).and_then(|b| b.get(class)).copied().unwrap_or(0);
            if let Some(slot) = path.get_mut(i - 1) {
                *slot = usize::from(before);
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_once_open_is_closed() {
        let model = Recognizer::<Linear>::default();
        // The inner word of a person scores best throughout, yet no name may start or end with it.
        let mut row = [0.0; CLASSES];
        row[2] = 5.0;
        assert_eq!(model.best(&[row; 4]), [1, 2, 2, 3]);
        assert_eq!(model.best(&[row]).len(), 1);
        assert!(model.best(&[]).is_empty());
    }

    #[test]
    fn other_files_are_refused() {
        assert!(Recognizer::load(crate::model::shipped::PARSER).is_err());
        assert!(Recognizer::load(b"").is_err());
        assert!(Recognizer::load(crate::model::shipped::NAMES).is_ok());
    }
}
