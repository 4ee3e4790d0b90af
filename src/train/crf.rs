//! Learns names as a conditional random field: the probability of the whole sequence, by stochastic gradients (AdaGrad).

use super::names::{Example, known};
use super::table::{Adaptive, Random, in_pairs};
use crate::entity::recognize::{CLASSES, Guideline, Recognizer};
use crate::model::{Features, Linear, Reader, Score, chain};

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Rounds over the data.
    pub epochs: usize,
    /// Rounds after the small weights are gone.
    pub polish: usize,
    /// Runs from nothing, each in another order; the mean of their weights is polished and kept.
    pub runs: u64,
    /// Size of the table as a power of two.
    pub bits: u32,
    /// Weights kept.
    pub keep: usize,
    /// Length of a step.
    pub rate: f32,
    /// Share of features hidden at random, so that no word is trusted alone.
    pub hide: f64,
    /// Share of sentences of other guidelines that are read as if by the one of articles: so it learns their words too.
    pub lend: f64,
    /// Pull towards zero, per round.
    pub shrink: f32,
}

type Row = chain::Row<CLASSES>;
const LOW: f32 = -1e9;
/// What the second look learned counts so much: whole, it misleads in texts unlike those it learned from.
const TRUST: f32 = 0.5;

/// What is to be learned of one sequence: the chances of classes, and of every class after every other.
pub struct Target<const C: usize> {
    rows: Vec<chain::Row<C>>,
    pairs: Vec<chain::Row<C>>,
}

impl<const C: usize> Target<C> {
    /// What was annotated, and by a share of `trust` what a teacher thinks of it: its scores, made a distribution over whole
    /// sequences of spans (knowledge distillation: Hinton, Vinyals, Dean 2015).
    pub fn new(gold: &[usize], taught: Option<&[chain::Row<C>]>, trust: f32) -> Self {
        let none = || vec![[0f32; C]; C + 1];
        let (mut rows, mut pairs) = (vec![[0f32; C]; gold.len()], none());
        let mut before = C;
        for (row, &g) in rows.iter_mut().zip(gold) {
            row[g] = 1.0;
            pairs[before][g] += 1.0;
            before = g;
        }
        if let Some(taught) = taught {
            let mut seen = none();
            let read = chain::chances(taught, &chain::odds(&none()), &mut seen);
            let mixed = rows.iter_mut().zip(&read).chain(pairs.iter_mut().zip(&seen));
            for (a, b) in mixed.flat_map(|(a, b)| a.iter_mut().zip(b)) {
                *a += trust * (b - *a);
            }
        }
        Self { rows, pairs }
    }

    /// Moves the weights towards it, where the chances are further from it than `least`, and takes it from `pairs`; true if any were.
    pub fn descend(
        &self,
        weights: &mut Adaptive,
        lists: &[Vec<u32>],
        mut chances: Vec<chain::Row<C>>,
        pairs: &mut [chain::Row<C>],
        least: f32,
    ) -> bool {
        let mut far = false;
        let of = chances.iter_mut().zip(&self.rows).chain(pairs.iter_mut().zip(&self.pairs));
        of.flat_map(|(a, b)| a.iter_mut().zip(b)).for_each(|(a, b)| *a -= b);
        for (list, gradient) in lists.iter().zip(&chances).filter(|(_, g)| g.iter().any(|x| *x < -least)) {
            far = true;
            weights.update(list, gradient);
        }
        far
    }
}

/// A mean of runs from nothing, of which the largest weights are polished; its table in file form. `rounds` goes over
/// the data as often as the settings say, from given weights and a seed; its last argument is false where the small weights are gone.
pub fn in_runs(settings: Settings, width: usize, rounds: &(dyn Fn(Adaptive, u64, bool) -> Adaptive + Sync)) -> Vec<u8> {
    let fresh = || Adaptive::new(settings.bits, width, settings.rate);
    let runs = in_pairs(settings.runs, &|seed| rounds(fresh(), seed, true));
    let mut weights = Adaptive::mean(runs).unwrap_or_else(fresh);
    if settings.polish > 0 {
        weights.freeze_small(settings.keep);
        weights = rounds(weights, settings.runs, false);
    }
    weights.write(settings.keep)
}

/// Learns the first look; its table in file form.
pub fn learn(examples: &[&Example], settings: Settings) -> Vec<u8> {
    in_runs(settings, CLASSES, &|weights, seed, whole| rounds(examples, settings, weights, seed, whole))
}

fn rounds(examples: &[&Example], settings: Settings, weights: Adaptive, seed: u64, whole: bool) -> Adaptive {
    let none = Adaptive::new(8, CLASSES, settings.rate);
    let mut model = Recognizer::new(weights, none);
    let mut order: Vec<(usize, usize)> =
        examples.iter().enumerate().flat_map(|(e, x)| (0..x.sentences.len()).map(move |s| (e, s))).collect();
    let mut random = Random::new(3 + 16 * seed);
    let count = if whole { settings.epochs } else { settings.polish };
    for epoch in 0..count {
        random.shuffle(&mut order);
        for &(e, s) in &order {
            let example = examples[e];
            let sentence = example.sentences[s];
            let gold = &example.gold[sentence.range()];
            let guideline =
                if settings.lend > 0.0 && random.chance(settings.lend) { Guideline::READ } else { example.guideline };
            let mut lists = model.features(&example.article, sentence, guideline);
            if settings.hide > 0.0 {
                lists.iter_mut().for_each(|l| l.retain(|_| !random.chance(settings.hide)));
            }
            let known = known(example.guideline);
            let rows: Vec<Row> = lists
                .iter()
                .map(|list| {
                    let mut row = [0.0; CLASSES];
                    model.weights.score(list, &mut row);
                    row.iter_mut().zip(known).filter(|(_, k)| !k).for_each(|(r, _)| *r = LOW);
                    row
                })
                .collect();
            let mut pairs = vec![[0f32; CLASSES]; CLASSES + 1];
            let chances = chain::chances(&rows, &chain::odds(model.follows()), &mut pairs);
            let target = Target::new(gold, example.taught.get(sentence.range()), example.trust);
            if target.descend(&mut model.weights, &lists, chances, &mut pairs, 0.01) {
                for (p, row) in pairs.iter().enumerate() {
                    if row.iter().any(|x| x.abs() > 0.01) {
                        model.weights.update(&[chain::after(p)], row);
                        model.refresh_row(p);
                    }
                }
            }
        }
        if whole {
            model.weights.shrink(settings.shrink);
        }
        model.refresh();
        if !whole || epoch + 1 >= settings.epochs / 2 {
            model.weights.note();
        }
    }
    model.weights.take_average();
    model.weights
}

/// A first look alone, as shipped.
pub fn first(table: &[u8]) -> Recognizer {
    let weights = Linear::read(&mut Reader::from(table)).expect("what was just written");
    Recognizer::new(weights, Linear::default())
}

/// Learns the second look over first looks that have not learned from the article, from annotated articles alone: a teacher sees
/// less of an article than that. Its table in file form.
pub fn learn_second(
    examples: &[Example],
    looks: &[Recognizer],
    of: &dyn Fn(usize) -> usize,
    settings: Settings,
) -> Vec<u8> {
    let mut table = Adaptive::new(settings.bits, CLASSES, settings.rate);
    let mut random = Random::new(4);
    let read: Vec<_> = examples
        .iter()
        .enumerate()
        .map(|(e, x)| looks[of(e)].all_emissions(&x.article, &x.sentences, x.guideline, &Default::default()))
        .collect();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut features = Features::default();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for &e in &order {
            let example = &examples[e];
            let look = &looks[of(e)];
            let evidence = look.evidence(&example.article, &example.sentences, &read[e], &[]);
            let known = known(example.guideline);
            for (sentence, first) in example.sentences.iter().zip(&read[e]) {
                let gold = &example.gold[sentence.range()];
                let mut rows: Vec<Row> = first.iter().map(|row| look.scores(row)).collect();
                let mut lists = Vec::with_capacity(rows.len());
                for (i, row) in sentence.range().zip(&mut rows) {
                    evidence.features(i, *sentence, row, &mut features);
                    let mut more = [0.0; CLASSES];
                    table.score(features.list(), &mut more);
                    row.iter_mut().zip(more).for_each(|(r, m)| *r += m);
                    row.iter_mut().zip(known).filter(|(_, k)| !k).for_each(|(r, _)| *r = LOW);
                    lists.push(features.list().to_vec());
                }
                if lists.iter().all(Vec::is_empty) {
                    continue;
                }
                let mut pairs = vec![[0f32; CLASSES]; CLASSES + 1];
                let chances = chain::chances(&rows, &chain::odds(look.follows()), &mut pairs);
                let target = Target::new(gold, None, 0.0);
                target.descend(&mut table, &lists, chances, &mut pairs, 0.005);
            }
        }
        table.shrink(settings.shrink);
        if epoch + 1 >= settings.epochs / 2 {
            table.note();
        }
    }
    table.take_average();
    table.scale(TRUST);
    table.write(settings.keep)
}
