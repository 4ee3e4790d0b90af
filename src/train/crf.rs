//! Learns names as a conditional random field: the probability of the whole sequence, by stochastic gradients (AdaGrad).

use super::names::{Example, known};
use super::table::{Adaptive, Random};
use crate::entity::recognize::{CLASSES, Evidence, Guideline, Recognizer, after, closes, opens};
use crate::model::{Features, Linear, Reader, Score};

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Rounds over the data.
    pub epochs: usize,
    /// Rounds after the small weights are gone.
    pub polish: usize,
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

type Row = [f32; CLASSES];
const LOW: f32 = -1e9;

/// May class `c` follow class `p`?
fn joins(p: usize, c: usize) -> bool {
    if closes(p) { opens(c) } else { !opens(c) && (p - 1) / 4 == (c - 1) / 4 }
}

/// Probabilities of the classes, and of each class after each, added to `pairs`.
fn marginals(rows: &[Row], follows: &[Row], valid: &[Vec<usize>], pairs: &mut [Row]) -> Vec<Row> {
    let n = rows.len();
    let max = rows.iter().map(|r| r.iter().copied().fold(LOW, f32::max)).collect::<Vec<_>>();
    let e: Vec<Row> = rows
        .iter()
        .zip(&max)
        .map(|(r, m)| r.map(|x| (x - m).max(-80.0).exp() * f32::from(u8::from(x > LOW / 2.0))))
        .collect();
    let t: Vec<Row> = follows.iter().map(|r| r.map(|x| x.clamp(-30.0, 30.0).exp())).collect();
    let mut forward = vec![[0f32; CLASSES]; n];
    let mut scale = vec![1f32; n];
    for i in 0..n {
        let mut row = [0f32; CLASSES];
        if i == 0 {
            (0..CLASSES).filter(|c| opens(*c)).for_each(|c| row[c] = t[CLASSES][c] * e[0][c]);
        } else {
            for p in 0..CLASSES {
                let f = forward[i - 1][p];
                if f > 0.0 {
                    valid[p].iter().for_each(|&c| row[c] += f * t[p][c]);
                }
            }
            (0..CLASSES).for_each(|c| row[c] *= e[i][c]);
        }
        let sum: f32 = row.iter().sum::<f32>().max(1e-30);
        scale[i] = sum;
        forward[i] = row.map(|x| x / sum);
    }
    let mut beta: Row = std::array::from_fn(|c| f32::from(u8::from(closes(c))));
    let mut out = vec![[0f32; CLASSES]; n];
    for i in (0..n).rev() {
        let mut row: Row = std::array::from_fn(|c| forward[i][c] * beta[c]);
        let sum: f32 = row.iter().sum::<f32>().max(1e-30);
        row = row.map(|x| x / sum);
        out[i] = row;
        let eb: Row = std::array::from_fn(|c| e[i][c] * beta[c] / scale[i]);
        if i > 0 {
            let mut before = [0f32; CLASSES];
            for p in 0..CLASSES {
                let f = forward[i - 1][p];
                for &c in &valid[p] {
                    let x = t[p][c] * eb[c];
                    before[p] += x;
                    pairs[p][c] += f * x / sum;
                }
            }
            beta = before;
        } else {
            (0..CLASSES).for_each(|c| pairs[CLASSES][c] += row[c]);
        }
    }
    out
}

fn valid() -> Vec<Vec<usize>> {
    (0..CLASSES).map(|p| (0..CLASSES).filter(|&c| joins(p, c)).collect()).collect()
}

/// Learns the first look; its table in file form.
pub fn learn(examples: &[&Example], settings: Settings) -> Vec<u8> {
    let none = Adaptive::new(8, CLASSES, settings.rate);
    let mut model = Recognizer::new(Adaptive::new(settings.bits, CLASSES, settings.rate), none);
    let valid = valid();
    let mut order: Vec<(usize, usize)> =
        examples.iter().enumerate().flat_map(|(e, x)| (0..x.sentences.len()).map(move |s| (e, s))).collect();
    let mut random = Random::new(3);
    let last = settings.epochs + settings.polish;
    for epoch in 0..last {
        if epoch == settings.epochs {
            model.weights.take_average();
            model.weights.freeze_small(settings.keep);
        }
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
            let chances = marginals(&rows, model.follows(), &valid, &mut pairs);
            let mut before = CLASSES;
            let mut unsure = false;
            for ((list, mut gradient), &g) in lists.iter().zip(chances).zip(gold) {
                gradient[g] -= 1.0;
                pairs[before][g] -= 1.0;
                before = g;
                if gradient[g] < -0.01 {
                    unsure = true;
                    model.weights.update(list, &gradient);
                }
            }
            if unsure {
                for (p, row) in pairs.iter().enumerate() {
                    if row.iter().any(|x| x.abs() > 0.01) {
                        model.weights.update(&[after(p)], row);
                        model.refresh_row(p);
                    }
                }
            }
        }
        if settings.shrink > 0.0 && epoch < settings.epochs {
            model.weights.shrink(settings.shrink);
        }
        model.refresh();
        if epoch + 1 >= settings.epochs / 2 {
            model.weights.note();
        }
    }
    model.weights.take_average();
    model.weights.write(settings.keep)
}

/// A first look alone, as shipped.
pub fn first(table: &[u8]) -> Recognizer {
    let weights = Linear::read(&mut Reader::from(table)).expect("what was just written");
    Recognizer::new(weights, Linear::default())
}

/// Learns the second look over first looks that have not learned from the article; its table in file form.
pub fn learn_second(
    examples: &[Example],
    looks: &[Recognizer],
    of: &dyn Fn(usize) -> usize,
    settings: Settings,
) -> Vec<u8> {
    let mut table = Adaptive::new(settings.bits, CLASSES, settings.rate);
    let valid = valid();
    let mut random = Random::new(4);
    let read: Vec<Vec<Row>> = examples
        .iter()
        .enumerate()
        .map(|(e, x)| looks[of(e)].emissions(&x.article, &x.sentences, x.guideline))
        .collect();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut features = Features::default();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for &e in &order {
            let example = &examples[e];
            let evidence = Evidence::new(&example.article, &read[e]);
            let known = known(example.guideline);
            for sentence in &example.sentences {
                let gold = &example.gold[sentence.range()];
                let mut rows = read[e][sentence.range()].to_vec();
                let mut lists = Vec::with_capacity(rows.len());
                for (i, row) in sentence.range().zip(&mut rows) {
                    evidence.features(i, *sentence, &mut features);
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
                let chances = marginals(&rows, looks[of(e)].follows(), &valid, &mut pairs);
                for ((list, mut gradient), &g) in lists.iter().zip(chances).zip(gold) {
                    gradient[g] -= 1.0;
                    if gradient[g] < -0.005 {
                        table.update(list, &gradient);
                    }
                }
            }
        }
        table.shrink(settings.shrink);
        if epoch + 1 >= settings.epochs / 2 {
            table.note();
        }
    }
    table.take_average();
    table.write(settings.keep)
}
