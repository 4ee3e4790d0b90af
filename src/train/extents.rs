//! Learns how far contents reach.

use super::links::{Choice, learn_choices, overlap};
use super::quotes::{Attributed, Example};
use crate::document::{Reading, TokenSpan};
use crate::model::{Features, Linear, chain};
use crate::quote::read::{CLASSES, Found, Question, assemble_with, spans_with_marks};

/// The annotated content that answers a question.
fn wanted(attributed: &[Attributed], question: Question) -> Option<TokenSpan> {
    let fits = |a: &&Attributed| a.cue.is_some_and(|c| overlap(c, question.cue) > 0);
    let near = |s: &TokenSpan| question.current.map_or(s.len(), |q| overlap(q, *s));
    attributed.iter().filter(fits).flat_map(|a| &a.content).max_by_key(|s| near(s)).copied().filter(|s| near(s) > 0)
}

/// Gives an article that nobody annotated the attributions that the teacher's roles make.
pub fn take_from_teacher(example: &mut Example, links: &Linear) {
    let mut found = Found { chances: example.taught.clone(), path: vec![0; example.taught.len()] };
    let free = vec![[0.0; CLASSES]; CLASSES + 1];
    for block in &example.passage.blocks {
        let rows = &example.taught[block.range()];
        found.path[block.range()].copy_from_slice(&chain::best(rows, &free, &chain::gains(&free)));
        found.chances[block.range()].copy_from_slice(&chain::chances(rows, &chain::odds(&free), &mut []));
    }
    let spans = spans_with_marks(&example.passage, &found, |_, _, _| false);
    let readings = assemble_with(&example.passage, &spans, &found.chances, links, &mut |_, _| None);
    let attributed =
        |r: Reading| Attributed { speaker: r.speaker, cue: r.cue, content: r.content.to_vec(), kind: String::new() };
    example.attributed = readings.into_iter().map(attributed).collect();
}

/// Learns from articles that the chains have not learned from.
pub fn learn(examples: &[(&Example, &Found)], links: &Linear, bits: u32, keep: usize) -> Vec<u8> {
    let mut all = Vec::new();
    let mut features = Features::default();
    let mut counts = [0usize; 5];
    for (x, found) in examples {
        let spans = spans_with_marks(&x.passage, found, |_, _, _| false);
        let mut ask = |question: Question, candidates: &[TokenSpan]| -> Option<(usize, f32)> {
            let gold = wanted(&x.attributed, question);
            let owned = x.attributed.iter().any(|a| a.cue.is_some_and(|c| overlap(c, question.cue) > 0));
            let exact = gold.and_then(|g| candidates.iter().position(|c| *c == g));
            let share = |c: &TokenSpan| {
                gold.map_or(0.0, |g| {
                    let both = overlap(g, *c) as f64;
                    both / (g.len() + c.len()) as f64 * 2.0
                })
            };
            let best = || {
                candidates
                    .iter()
                    .enumerate()
                    .max_by(|a, b| share(a.1).total_cmp(&share(b.1)))
                    .filter(|b| share(b.1) > 0.75)
                    .map(|b| b.0)
            };
            let right = exact.or_else(best);
            counts[0] += 1;
            counts[1] += usize::from(question.current.is_some());
            counts[2] += usize::from(right.is_some());
            if question.current.is_some() && right.is_none() || !owned && question.current.is_some() {
                return None;
            }
            let none = question.current.is_none();
            let mut lists = Vec::new();
            for candidate in none.then_some(None).into_iter().chain(candidates.iter().copied().map(Some)) {
                question.features(&x.passage, &found.chances, candidate, &mut features);
                lists.push(features.list().to_vec());
            }
            let right = right.map_or(0, |r| r + usize::from(none));
            all.push(Choice { candidates: lists, right });
            None
        };
        assemble_with(&x.passage, &spans, &found.chances, links, &mut ask);
    }
    println!("extents: {counts:?}");
    learn_choices(&all, bits, keep)
}
