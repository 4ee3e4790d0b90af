//! Learns dependencies: averaged perceptrons under a dynamic oracle, on tags that the tagger itself made.

use super::corpus::Tree;
use super::table::{Averaged, Random};
use super::tagger::Settings;
use crate::document::Deprel;
use crate::model::Features;
use crate::syntax::parser::{Action, Arc, Parser, State};
use crate::syntax::tagger::{Tag, best};
use crate::model::Score;

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
pub fn learn(trees: &[Tree], tags: &[Vec<Tag>], settings: Settings, labels: Settings, log: &mut dyn FnMut(usize, &[u8])) -> Vec<u8> {
    let mut parser = Parser {
        arcs: Averaged::new(settings.bits, Action::ALL.len()),
        labels: Averaged::new(labels.bits, Deprel::NAMES.len()),
    };
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let mut random = Random::new(2);
    let mut features = Features::default();
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for &i in &order {
            let tree = &trees[i];
            let heads: Vec<usize> = tree.arcs.iter().map(|a| a.head.unwrap_or(tree.arcs.len())).collect();
            let mut state = State::new(&tree.words, &tags[i]);
            while !state.is_done() {
                let allowed = state.allowed();
                let mut action = Action::ALL.into_iter().zip(allowed).find(|(_, a)| *a).map_or(Action::Shift, |(a, _)| a);
                if allowed.iter().filter(|a| **a).count() > 1 {
                    let mut scores = [0.0f32; 3];
                    state.arc_features(&mut features);
                    parser.arcs.score(features.list(), &mut scores);
                    let masked = |mask: [bool; 3]| [0, 1, 2].map(|a| if mask[a] { scores[a] } else { f32::NEG_INFINITY });
                    let free = free(&state, allowed, &heads);
                    let (wanted, got) = (best(&masked(free)), best(&masked(allowed)));
                    parser.arcs.step();
                    if !free[got] {
                        parser.arcs.update(features.list(), wanted, 1.0);
                        parser.arcs.update(features.list(), got, -1.0);
                    }
                    let follow = epoch > 0 && random.chance(0.9);
                    action = Action::ALL[if follow { got } else { wanted }];
                }
                let mut label = Deprel::DEP;
                if let Some((head, child)) = state.arc(action) {
                    label = parser.label(&state, head, child, &mut features);
                    parser.labels.step();
                    let gold = tree.arcs[child].deprel;
                    if heads[child] == head && head != state.root && label != gold {
                        parser.labels.update(features.list(), usize::from(gold.0), 1.0);
                        parser.labels.update(features.list(), usize::from(label.0), -1.0);
                    }
                }
                state.apply(action, label);
            }
        }
        log(epoch, &[]);
    }
    Parser::write(&parser.arcs.write(settings.keep), &parser.labels.write(labels.keep))
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
