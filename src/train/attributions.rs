//! Compares attributions found with those annotated, as the scorer beside the corpora does.

use super::quotes::Attributed;
use crate::document::{Document, TokenSpan};
use std::collections::BTreeSet;

fn words(doc: &Document, spans: &[TokenSpan]) -> BTreeSet<usize> {
    spans.iter().flat_map(|s| s.range()).filter(|&i| doc.tokens.get(i).is_wordlike()).collect()
}

/// An attribution found, and the annotated one it was paired with.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// Position among the annotated.
    pub gold: usize,
    /// Position among those found.
    pub found: usize,
    /// Words shared, of all words of both.
    pub overlap: f64,
    /// True if the speaker overlaps, or both have none.
    pub speaker: bool,
}

/// Pairs attributions one to one, greedily by the words they share.
pub fn pair(doc: &Document, gold: &[Attributed], found: &[(Vec<TokenSpan>, Option<TokenSpan>)]) -> Vec<Pair> {
    let wanted: Vec<BTreeSet<usize>> = gold.iter().map(|g| words(doc, &g.content)).collect();
    let got: Vec<BTreeSet<usize>> = found.iter().map(|f| words(doc, &f.0)).collect();
    let mut all = Vec::new();
    for (g, w) in wanted.iter().enumerate() {
        for (f, x) in got.iter().enumerate() {
            let shared = w.intersection(x).count();
            if shared > 0 {
                all.push((shared as f64 / (w.len() + x.len() - shared) as f64, g, f));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (overlap, g, f) in all {
        if !used_gold.contains(&g) && !used_found.contains(&f) {
            used_gold.insert(g);
            used_found.insert(f);
            let set = |s: Option<TokenSpan>| words(doc, &s.into_iter().collect::<Vec<_>>());
            let (a, b) = (set(gold[g].speaker), set(found[f].1));
            let speaker = if a.is_empty() { b.is_empty() } else { a.intersection(&b).next().is_some() };
            pairs.push(Pair { gold: g, found: f, overlap, speaker });
        }
    }
    pairs
}
