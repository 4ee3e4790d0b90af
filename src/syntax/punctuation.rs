//! Where commas, brackets and quotation marks hang: by the rules of Universal Dependencies, from the tree of the words. They
//! leave little to learn (on gold trees 97 of 100 marks), and a reader that goes from left to right often has to place a mark
//! before it knows enough. Stops and dashes it places as well as the rules do.
//! <https://universaldependencies.org/u/dep/punct.html>

use super::state::Arc;
use crate::document::Deprel;
use crate::model::{Word, word_hash};
use std::sync::LazyLock;

static BRACKETS: LazyLock<[[u32; 2]; 4]> =
    LazyLock::new(|| [["(", ")"], ["[", "]"], ["{", "}"], ["<", ">"]].map(|pair| pair.map(word_hash)));
static QUOTATION: LazyLock<u32> = LazyLock::new(|| Word::quotation_mark().key);
static COMMA: LazyLock<u32> = LazyLock::new(|| word_hash(","));

/// Hangs commas, brackets and quotation marks, where the tree calls them punctuation, as the rules say; and no word from
/// punctuation.
pub fn attach(words: &[Word], arcs: &mut [Arc]) {
    let marks: Vec<usize> = (0..arcs.len()).filter(|&i| is_mark(arcs, i)).collect();
    if marks.is_empty() {
        return;
    }
    for i in 0..arcs.len() {
        let above = ancestors(arcs, i).find(|&h| !is_mark(arcs, h));
        if let (Some(arc), Some(above)) = (arcs.get_mut(i).filter(|a| a.head.is_some()), above) {
            arc.head = Some(above);
        }
    }
    let tree = Tree::new(words, arcs, &marks);
    let comma = |i: usize| words.get(i).is_some_and(|w| w.key == *COMMA);
    let heads: Vec<Option<usize>> = marks.iter().map(|&i| tree.head(i, comma(i))).collect();
    for (i, head) in marks.into_iter().zip(heads) {
        if let (Some(arc), Some(_)) = (arcs.get_mut(i), head) {
            arc.head = head;
        }
    }
}

fn is_mark(arcs: &[Arc], i: usize) -> bool {
    arcs.get(i).is_some_and(|a| a.deprel == Deprel::PUNCT && a.head.is_some())
}

/// The words above a word, the nearest first.
fn ancestors(arcs: &[Arc], i: usize) -> impl Iterator<Item = usize> {
    let above = |&i: &usize| arcs.get(i).and_then(|a| a.head);
    std::iter::successors(above(&i), above)
}

/// A tree of words, with punctuation that hangs loose.
struct Tree<'a> {
    arcs: &'a [Arc],
    /// For each word, the first and the last that hang from it, itself among them.
    reach: Vec<(usize, usize)>,
    /// Marks that belong together: the opening and the closing one.
    pairs: Vec<(usize, usize)>,
}

impl<'a> Tree<'a> {
    fn new(words: &[Word], arcs: &'a [Arc], marks: &[usize]) -> Self {
        let mut reach: Vec<(usize, usize)> = (0..arcs.len()).map(|i| (i, i)).collect();
        for i in (0..arcs.len()).filter(|&i| !is_mark(arcs, i)) {
            for above in ancestors(arcs, i) {
                match reach.get_mut(above) {
                    Some((first, last)) if i < *first || i > *last => (*first, *last) = (i.min(*first), i.max(*last)),
                    _ => break,
                }
            }
        }
        Self { arcs, reach, pairs: pairs(words, marks) }
    }

    /// The word that the mark `i` hangs from; none where the rules do not tell.
    fn head(&self, i: usize, comma: bool) -> Option<usize> {
        if let Some(&(open, close)) = self.pairs.iter().find(|(open, close)| *open == i || *close == i)
            && let Some(top) = self.top(open, close)
        {
            return Some(top);
        }
        if !comma {
            return None;
        }
        let around = self.pairs.iter().filter(|(open, close)| *open < i && i < *close).min_by_key(|(a, b)| b - a);
        let zone = around.map_or((0, self.arcs.len()), |(open, close)| (open + 1, *close));
        let everywhere = (0, self.arcs.len());
        [zone, everywhere].into_iter().find_map(|(from, to)| self.between(i, from, to))
    }

    /// The word that a mark hangs from, of those that start at `from` and end before `to`.
    fn between(&self, i: usize, from: usize, to: usize) -> Option<usize> {
        let word = |k: &usize| !is_mark(self.arcs, *k);
        // The largest phrase that ends before the mark, and the largest that begins after it.
        let left = (from..i).rev().find(word).map(|k| {
            self.climb(k, |top, above| (from..i).contains(&above) && self.reach.get(top).is_some_and(|r| r.1 < i))
        });
        let right = (i + 1..to).find(word).map(|k| {
            self.climb(k, |top, above| (i + 1..to).contains(&above) && self.reach.get(top).is_some_and(|r| r.0 > i))
        });
        match (left, right) {
            // The lower of the two: the mark sets it off.
            (Some(left), Some(right)) if ancestors(self.arcs, right).any(|a| a == left) => Some(right),
            (left, right) => left.or(right),
        }
    }

    fn climb(&self, from: usize, goes: impl Fn(usize, usize) -> bool) -> usize {
        let above = |&i: &usize| self.arcs.get(i).and_then(|a| a.head).filter(|&above| goes(i, above));
        std::iter::successors(Some(from), above).last().unwrap_or(from)
    }

    /// The highest word between two marks.
    fn top(&self, open: usize, close: usize) -> Option<usize> {
        let inside = |k: usize| open < k && k < close;
        let outward = |k: &usize| self.arcs.get(*k).is_some_and(|a| !a.head.is_some_and(inside));
        let depth = |k: &usize| ancestors(self.arcs, *k).count();
        (open + 1..close).filter(|k| !is_mark(self.arcs, *k)).filter(outward).min_by_key(depth)
    }
}

/// Marks that belong together, by their shapes: brackets, and quotation marks in turns.
fn pairs(words: &[Word], marks: &[usize]) -> Vec<(usize, usize)> {
    let quotation = *QUOTATION;
    let (mut pairs, mut open): (Vec<_>, Vec<(usize, u32)>) = (Vec::new(), Vec::new());
    for &i in marks {
        let Some(key) = words.get(i).map(|w| w.key) else { continue };
        let opens = BRACKETS.iter().find(|pair| pair[0] == key).map(|pair| pair[1]);
        if let Some(at) = open.iter().rposition(|(_, closing)| *closing == key) {
            pairs.extend(open.get(at).map(|(before, _)| (*before, i)));
            open.truncate(at);
        } else if let Some(closing) = opens.or((key == quotation).then_some(quotation)) {
            open.push((i, closing));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentence: &str) -> Vec<(usize, Deprel)> {
        // Each word with the position of its head, from 1; 0 is the root.
        let parts = || sentence.split(' ').map(|part| part.rsplit_once('/').unwrap());
        let words: Vec<Word> = parts().map(|(word, _)| Word::new(word, &word.to_lowercase())).collect();
        let arc = |(word, head): (&str, &str)| Arc {
            head: head.parse::<usize>().unwrap().checked_sub(1),
            deprel: if word.chars().any(char::is_alphanumeric) { Deprel::DEP } else { Deprel::PUNCT },
        };
        let mut arcs: Vec<Arc> = parts().map(arc).collect();
        attach(&words, &mut arcs);
        arcs.iter().map(|a| (a.head.map_or(0, |h| h + 1), a.deprel)).filter(|(_, d)| *d == Deprel::PUNCT).collect()
    }

    #[test]
    fn marks_hang_from_what_they_set_off() {
        let heads = |sentence: &str| -> Vec<usize> { read(sentence).into_iter().map(|(head, _)| head).collect() };
        assert_eq!(heads("She/2 left/0 ,/1 and/5 cried/2 ./2"), [5, 2]);
        assert_eq!(heads("When/2 asked/5 ,/1 she/5 cried/0 ./5"), [2, 5]);
        assert_eq!(heads("Doe/5 (/1 Ohio/1 )/1 spoke/0 ./5"), [3, 3, 5]);
        assert_eq!(heads("He/2 said/0 :/2 \"/1 All/6 left/2 ./6 \"/1"), [2, 6, 6, 6]);
        // Where there is nothing but marks, they stay.
        assert_eq!(heads(",/2 ,/0"), [2, 0]);
    }
}
