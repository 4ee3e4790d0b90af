//! Learns dependencies: averaged perceptrons under a dynamic oracle, on tags that the tagger itself made.

use super::corpus::Tree;
use super::table::{Averaged, Random, in_pairs};
use super::tagger::Settings;
use crate::document::Deprel;
use crate::syntax::parser::{Look, Parser};
use crate::syntax::state::{Action, Arc, State};
use crate::syntax::tagger::{Tag, best};

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

/// Learns from trees with given tags; the file form.
pub fn learn(trees: &[Tree], tags: &[Vec<Tag>], settings: Settings, labels: Settings) -> Vec<u8> {
    let runs = in_pairs(settings.runs, &|seed| run(trees, tags, settings, labels, seed));
    let (arcs, relations): (Vec<Averaged>, Vec<Averaged>) = runs.into_iter().map(|p| (p.arcs, p.labels)).unzip();
    Parser::write(&Averaged::write(&arcs, settings.keep), &Averaged::write(&relations, labels.keep))
}

fn run(trees: &[Tree], tags: &[Vec<Tag>], settings: Settings, labels: Settings, seed: u64) -> Parser<Averaged> {
    let mut parser = Parser {
        arcs: Averaged::new(settings.bits, Action::ALL.len()),
        labels: Averaged::new(labels.bits, Deprel::NAMES.len()),
    };
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let mut random = Random::new(2 + 16 * seed);
    let mut look = Look::default();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for &i in &order {
            let tree = &trees[i];
            let heads: Vec<usize> = tree.arcs.iter().map(|a| a.head.unwrap_or(tree.arcs.len())).collect();
            let mut state = State::new(&tree.words, &tags[i]);
            while !state.is_done() {
                let allowed = state.allowed();
                if allowed == [true, false, false] {
                    state.apply(Action::Shift, Deprel::DEP);
                    continue;
                }
                parser.look(&state, allowed, f32::INFINITY, &mut look);
                let free = free(&state, allowed, &heads);
                // The label that an action should give: of a right arc the right one, of any other the best one.
                let label_of = |a: usize| match state.arc(Action::ALL[a]) {
                    Some((head, child)) if heads[child] == head => tree.arcs[child].deprel,
                    _ => look.options[a].label,
                };
                let wanted_scores = [0, 1, 2].map(|a| {
                    let option = &look.options[a];
                    let label = label_of(a);
                    let label_score = |l: Deprel| {
                        if option.features.is_empty() { 0.0 } else { option.labels[usize::from(l.0)] }
                    };
                    if free[a] {
                        option.score - label_score(option.label) + label_score(label)
                    } else {
                        f32::NEG_INFINITY
                    }
                });
                let wanted = best(&wanted_scores);
                let wanted_label = label_of(wanted);
                let (action, label) = look.choose();
                let got = action as usize;
                parser.arcs.step();
                parser.labels.step();
                if !free[got] || label != label_of(got) {
                    if wanted != got {
                        parser.arcs.update(look.arcs.list(), wanted, 1.0);
                        parser.arcs.update(look.arcs.list(), got, -1.0);
                    }
                    parser.labels.update(look.options[wanted].features.list(), usize::from(wanted_label.0), 1.0);
                    parser.labels.update(look.options[got].features.list(), usize::from(label.0), -1.0);
                }
                let follow = epoch > 0 && random.chance(0.9);
                let (action, label) = if follow { (action, label) } else { (Action::ALL[wanted], wanted_label) };
                state.apply(action, label);
            }
        }
    }
    parser
}

/// Shares of words with the right head, and with the right head and label; punctuation counts.
pub fn accuracy(parse: &mut dyn FnMut(&Tree) -> Vec<Arc>, trees: &[Tree]) -> (f64, f64) {
    let (mut heads, mut both, mut all) = (0, 0, 0);
    for tree in trees {
        for (got, want) in parse(tree).iter().zip(&tree.arcs) {
            heads += usize::from(got.head == want.head);
            both += usize::from(got == want);
            all += 1;
        }
    }
    (100.0 * heads as f64 / all as f64, 100.0 * both as f64 / all as f64)
}
