//! Learns parts of speech and dependencies: a small network under a dynamic oracle.

use super::corpus::Tree;
use super::encoder::{self, Batch};
use super::labels::{Arranged, arrange};
use super::network::{Pace, Slopes, Tensor, add_product, add_times, dot, matrix};
use super::seen::{Example, Sentences};
use super::table::Random;
use super::{head, namer, tagger};
use crate::document::Deprel;
use crate::entity::recognize::Guideline;
use crate::model::{Kind, Lookup, Table, exp, seal};
use crate::syntax::encoder::{FIELDS, NARROW, WIDTH, WINDOW};
use crate::syntax::features::{PLACES, SIGNS, VALUES, View};
use crate::syntax::hidden::HIDDEN;
use crate::syntax::labels::{ARCS, LABELS, Labels};
use crate::syntax::namer::OUTPUTS;
use crate::syntax::parser;
use crate::syntax::state::{Action, Arc, State};
use crate::syntax::tagger::{CLASSES, Tag, write as write_tags};
use std::collections::BTreeMap;

/// Rounds over the data.
const ROUNDS: usize = 18;
/// Sentences of a step, half of them on either core.
const BATCH: usize = 32;
/// The largest rate.
const RATE: f32 = 0.003;
/// So many numbers of the hidden layer are hidden from what chooses.
const HIDDEN_NUMBERS: f32 = 0.2;
/// Once it has seen the data, it follows its own choices so often.
const OWN_PATH: f64 = 0.9;
/// Rows of words take fewer steps: they are most of the bytes.
const ROW_CODES: f32 = 31.0;
const CODES: f32 = 127.0;

/// Tensors after those of the encoder.
const IN_PLACES: usize = encoder::TENSORS;
const ABSENT: usize = IN_PLACES + 1;
const SIGN: usize = IN_PLACES + 2;
const BIAS: usize = IN_PLACES + 3;
const ACTIONS: usize = IN_PLACES + 4;
const LABEL: usize = IN_PLACES + 5;
const TAG: usize = IN_PLACES + 6;
const NAME: usize = IN_PLACES + 8;

/// For each action, whether it loses no arc that can still be had.
fn free(state: &State, allowed: [bool; 3], heads: &[usize]) -> [bool; 3] {
    let mut cost = [0usize; 3];
    let (stack, next, root) = (&state.stack, state.next, state.root);
    let depth = stack.len();
    if let Some(&top) = stack.last() {
        let waiting = (next..root).filter(|&d| heads[d] == top).count();
        let under = depth.checked_sub(2).map(|i| stack[i]);
        cost[1] = waiting + usize::from(heads[top] > next && heads[top] <= root || Some(heads[top]) == under);
        cost[2] = waiting + usize::from(heads[top] >= next && heads[top] <= root);
    }
    if next < root {
        let lost = stack.iter().filter(|&&d| heads[d] == next).count();
        let head = stack.iter().rev().skip(1).any(|&s| s == heads[next]);
        cost[0] = lost + usize::from(head);
    }
    let least = (0..3).filter(|&a| allowed[a]).map(|a| cost[a]).min().unwrap_or(0);
    [0, 1, 2].map(|a| allowed[a] && cost[a] == least)
}

struct Learner {
    tensors: Vec<Tensor>,
}

/// What half of a batch would change.
struct Half {
    slopes: Vec<Slopes>,
    decisions: usize,
}

/// Learns from sentences; the file form.
pub fn learn(sentences: &Sentences) -> Vec<u8> {
    let rows = sentences.rows();
    let classes = tagger::inventory(&sentences.trees);
    let examples = sentences.examples(&rows, &classes);
    let mut random = Random::new(2);
    let mut learner = Learner::new(rows.len() + FIELDS, &mut random);
    let mut halves = [0, 1].map(|_| learner.half());
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let steps = ROUNDS * order.len().div_ceil(BATCH);
    let mut step = 0;
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            step += 1;
            let own = if round == 0 { 0.0 } else { OWN_PATH };
            let some = |k: usize| batch.iter().skip(k).step_by(2).map(|&i| &examples[i]).collect::<Vec<_>>();
            let [first, second] = &mut halves;
            let (one, other) = (Random::new(random.draw()), Random::new(random.draw()));
            std::thread::scope(|scope| {
                scope.spawn(|| learner.read(&some(1), own, other, second));
                learner.read(&some(0), own, one, first);
            });
            learner.step(&mut halves, step, steps);
        }
    }
    let fixed = tagger::fixed(&sentences.trees, &classes);
    learner.write(&rows, (&classes, &fixed), &arrange(&sentences.trees))
}

impl Learner {
    fn new(rows: usize, random: &mut Random) -> Self {
        let mut tensors = encoder::tensors(rows, random);
        let even = |inputs: usize| 1.0 / (inputs as f32).sqrt();
        tensors.push(Tensor::new(NARROW, PLACES * HIDDEN, 0.5 * even(NARROW), random));
        tensors.push(Tensor::new(2 * PLACES, HIDDEN, 0.1, random));
        tensors.push(Tensor::new(SIGNS * VALUES, HIDDEN, 0.1, random).sparse());
        tensors.push(Tensor::new(1, HIDDEN, 0.0, random));
        tensors.push(Tensor::new(parser::ACTIONS, HIDDEN, even(HIDDEN), random));
        tensors.push(Tensor::new(ARCS * LABELS, HIDDEN, even(HIDDEN), random));
        tensors.extend(head::tensors(CLASSES, random));
        tensors.extend(head::tensors(namer::GUIDELINES * OUTPUTS, random));
        Self { tensors }
    }

    fn half(&self) -> Half {
        Half { slopes: self.tensors.iter().map(Tensor::slopes).collect(), decisions: 0 }
    }

    fn step(&mut self, halves: &mut [Half; 2], step: usize, steps: usize) {
        let pace = Pace::new(RATE, step, steps, halves.iter().map(|h| h.decisions).sum());
        let [first, second] = halves;
        for ((tensor, one), other) in self.tensors.iter_mut().zip(&mut first.slopes).zip(&mut second.slopes) {
            tensor.step(&mut [one, other], &pace);
        }
    }

    /// Reads sentences and finds the slopes.
    fn read(&self, examples: &[&Example], own: f64, mut random: Random, half: &mut Half) {
        half.decisions = 0;
        let words: Vec<&[[u32; FIELDS]]> = examples.iter().map(|x| &x.words[..]).collect();
        let batch = Batch::forward(&self.tensors, &words, &mut random);
        let (all, wide) = (batch.starts[examples.len()], PLACES * HIDDEN);
        let mut added = vec![0.0; all * wide];
        let in_places = matrix(&self.tensors[IN_PLACES].weights, wide);
        add_product(matrix(&batch.narrow, NARROW), in_places, &mut added);
        let mut back = vec![0.0; all * wide];
        for (example, start) in examples.iter().zip(&batch.starts).filter(|(x, _)| !x.heads.is_empty()) {
            let range = start * wide..(start + example.words.len()) * wide;
            self.parse(example, &added[range.clone()], &mut back[range], own, &mut random, half);
        }
        let mut narrow = vec![0.0; all * NARROW];
        add_product(matrix(&back, wide), in_places.reversed_axes(), &mut narrow);
        let of_places = &mut half.slopes[IN_PLACES].values;
        add_product(matrix(&batch.narrow, NARROW).reversed_axes(), matrix(&back, wide), of_places);
        let mut read = vec![0.0; batch.read().len()];
        let places: Vec<_> = examples.iter().flat_map(|&x| (0..x.words.len()).map(move |i| (x, i))).collect();
        let tag = |n: usize, row: &mut [f32]| tagger::slope(places[n].0.tags.get(places[n].1), row);
        head::learn(&self.tensors[TAG..], batch.read(), tag, &mut half.slopes[TAG..], &mut read);
        let guideline = |x: &&Example| vec![namer::guideline(x.names.as_ref(), &mut random); x.words.len()];
        let guidelines: Vec<usize> = examples.iter().flat_map(guideline).collect();
        let name = |n: usize, row: &mut [f32]| namer::slope(&places[n].0.names, places[n].1, guidelines[n], row);
        head::learn(&self.tensors[NAME..], batch.read(), name, &mut half.slopes[NAME..], &mut read);
        half.decisions += examples.iter().filter(|x| x.heads.is_empty()).map(|x| x.words.len()).sum::<usize>();
        batch.backward(&self.tensors, &narrow, read, &mut half.slopes);
    }

    /// Parses one sentence; `added` is what its words add to the hidden layer, `back` takes the slopes of that.
    fn parse(&self, x: &Example, added: &[f32], back: &mut [f32], own: f64, random: &mut Random, half: &mut Half) {
        let mut state = State::new(x.words.len());
        while !state.is_done() {
            let allowed = state.allowed();
            if allowed == [true, false, false] {
                state.apply(Action::Shift, Deprel::DEP);
                continue;
            }
            let view = state.view();
            let mut hidden = self.hidden(&view, x.words.len(), added);
            let mut show = || if random.fraction() < HIDDEN_NUMBERS { 0.0 } else { 1.0 / (1.0 - HIDDEN_NUMBERS) };
            let shown = hidden.map(|cell| if cell > 0.0 { show() } else { 0.0 });
            hidden.iter_mut().zip(shown).for_each(|(cell, shown)| *cell *= shown);
            let free = free(&state, allowed, &x.heads);
            let mut slopes = [0.0; HIDDEN];
            let (choice, right) = self.actions(&hidden, allowed, free, &mut slopes, half);
            half.decisions += 1;
            let action = Action::ALL[if random.chance(own) { choice } else { right }];
            let mut label = 0;
            if let Some((head, child)) = state.arc(action) {
                let wanted = (x.heads[child] == head).then_some(x.labels[child]);
                label = self.labels(&hidden, action, wanted, &mut slopes, half);
                label = wanted.filter(|_| !random.chance(own)).unwrap_or(label);
            }
            slopes.iter_mut().zip(shown).for_each(|(slope, shown)| *slope *= shown);
            half.slopes[BIAS].add(0, &slopes);
            for (place, &word) in view.places.iter().enumerate() {
                match (word * PLACES + place) * HIDDEN {
                    at if word < x.words.len() => add_times(&mut back[at..at + HIDDEN], 1.0, &slopes),
                    _ => half.slopes[ABSENT].add(2 * place + usize::from(word == x.words.len()), &slopes),
                }
            }
            view.signs.iter().for_each(|&sign| half.slopes[SIGN].add(sign, &slopes));
            state.apply(action, Deprel(label as u8));
        }
    }

    fn hidden(&self, view: &View, words: usize, added: &[f32]) -> [f32; HIDDEN] {
        let mut hidden = [0.0; HIDDEN];
        add_times(&mut hidden, 1.0, &self.tensors[BIAS].weights);
        for (place, &word) in view.places.iter().enumerate() {
            let row = match word < words {
                true => &added[(word * PLACES + place) * HIDDEN..][..HIDDEN],
                false => self.tensors[ABSENT].row(2 * place + usize::from(word == words)),
            };
            add_times(&mut hidden, 1.0, row);
        }
        view.signs.iter().for_each(|&sign| add_times(&mut hidden, 1.0, self.tensors[SIGN].row(sign)));
        hidden
    }

    /// The action that it would choose, and the best of those that lose nothing.
    fn actions(
        &self,
        hidden: &[f32],
        allowed: [bool; 3],
        free: [bool; 3],
        back: &mut [f32],
        half: &mut Half,
    ) -> (usize, usize) {
        let scores: [f32; 3] = std::array::from_fn(|a| match allowed[a] {
            true => dot(self.tensors[ACTIONS].row(a), hidden),
            false => f32::NEG_INFINITY,
        });
        let best = |among: [bool; 3]| {
            (0..3).filter(|&a| among[a]).fold(None, |best: Option<usize>, a| match best {
                Some(b) if scores[b] >= scores[a] => Some(b),
                _ => Some(a),
            })
        };
        let (choice, right) = (best(allowed).unwrap_or(0), best(free).unwrap_or(0));
        let chances = scores.map(|score| if score.is_finite() { exp(score - scores[choice]) } else { 0.0 });
        let all: f32 = chances.iter().sum();
        let good: f32 = (0..3).filter(|&a| free[a]).map(|a| chances[a]).sum();
        for a in (0..3).filter(|&a| allowed[a]) {
            let slope = chances[a] / all - if free[a] { chances[a] / good.max(1e-12) } else { 0.0 };
            add_times(back, slope, self.tensors[ACTIONS].row(a));
            half.slopes[ACTIONS].add_times(a, slope, hidden);
        }
        (choice, right)
    }

    /// The label that it would choose; what is wanted is learned.
    fn labels(
        &self,
        hidden: &[f32],
        action: Action,
        wanted: Option<usize>,
        back: &mut [f32],
        half: &mut Half,
    ) -> usize {
        let first = (action as usize - 1) * LABELS;
        let row = |label: usize| self.tensors[LABEL].row(first + label);
        let scores: [f32; Deprel::NAMES.len()] = std::array::from_fn(|label| dot(row(label), hidden));
        let (best, most) = crate::model::top(&scores);
        if let Some(wanted) = wanted {
            let chances = scores.map(|score| exp(score - most));
            let all: f32 = chances.iter().sum();
            for (label, chance) in chances.into_iter().enumerate() {
                let slope = chance / all - f32::from(u8::from(label == wanted));
                // Most labels are out of the question.
                if slope.abs() > 1e-5 {
                    add_times(back, slope, row(label));
                    half.slopes[LABEL].add_times(first + label, slope, hidden);
                }
            }
        }
        best as usize
    }

    /// The file form.
    fn write(&self, rows: &BTreeMap<u32, u32>, tags: (&[Tag], &[(u32, u16)]), (order, groups): &Arranged) -> Vec<u8> {
        let count = rows.len() + FIELDS;
        let mut out = (count as u32).to_le_bytes().to_vec();
        let pairs: Vec<(u32, u16)> = rows.iter().map(|(key, row)| (*key, *row as u16)).collect();
        Lookup::write(&pairs, &mut out);
        Table::write(&self.tensors[0].weights, ROW_CODES, &mut out);
        for n in 1..=LABEL {
            if n == IN_PLACES {
                write_tags(tags.0, tags.1, &mut out);
                head::write(&self.tensors[TAG..], 0..CLASSES, &mut out);
                let read = Guideline::READ as usize * OUTPUTS;
                head::write(&self.tensors[NAME..], read..read + OUTPUTS, &mut out);
            }
            // Where a word's numbers go in, learning has a row for each of them, reading one for what comes out.
            let tensor = &self.tensors[n];
            match n {
                IN_PLACES | encoder::NARROWING => Table::write(&tensor.turned(), CODES, &mut out),
                1 | 3 => {
                    let parts = tensor.turned();
                    for k in 0..WINDOW {
                        let columns = parts.chunks(WINDOW * WIDTH).flat_map(|row| &row[k * WIDTH..(k + 1) * WIDTH]);
                        Table::write(&columns.copied().collect::<Vec<f32>>(), CODES, &mut out);
                    }
                }
                n if n < encoder::NARROWING && n % 2 == 1 => Table::write(&tensor.turned(), CODES, &mut out),
                LABEL => {
                    let of_action =
                        |action: usize| order.iter().flat_map(move |label| tensor.row(action * LABELS + label));
                    let ordered: Vec<f32> = (0..ARCS).flat_map(of_action).copied().collect();
                    Table::write(&ordered, CODES, &mut out);
                }
                n if n < encoder::NARROWING => tensor.weights.iter().for_each(|bias| out.extend(bias.to_le_bytes())),
                _ => Table::write(&tensor.weights, CODES, &mut out),
            }
        }
        Labels::write(order, groups, &mut out);
        seal(Kind::Parser, &out)
    }
}

/// Shares of words with the right head, with the right head and label, and with the right coarse and fine tags; punctuation counts.
pub fn accuracy(mut read: impl FnMut(&Tree) -> (Vec<Arc>, Vec<Tag>), trees: &[Tree]) -> [f64; 4] {
    let (mut right, mut all) = ([0; 4], 0);
    for tree in trees {
        let (arcs, tags) = read(tree);
        for ((got, want), (tag, gold)) in arcs.iter().zip(&tree.arcs).zip(tags.iter().zip(&tree.tags)) {
            let each = [got.head == want.head, got == want, tag.upos == gold.upos, tag.xpos == gold.xpos];
            right.iter_mut().zip(each).for_each(|(n, right)| *n += usize::from(right));
            all += 1;
        }
    }
    right.map(|n| 100.0 * n as f64 / all as f64)
}
