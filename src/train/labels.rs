//! Which relations words of a tag have, so that the parser scores no others, and which of these are best scored together.

use super::corpus::Tree;
use crate::document::{Deprel, Xpos};
use crate::syntax::labels::{ARCS, GROUP, LABELS};

/// A relation that one in so many words of a tag has on a side is out of the question there.
const RARE: usize = 1000;
/// A tag with fewer words on a side may have any.
const FEWEST: usize = 50;

/// How often words of each tag have each relation to a head on either side.
type Counts = Vec<[[usize; LABELS]; ARCS]>;

/// The labels in the order of their groups, and for each tag and side the groups that are scored, as bits.
pub type Arranged = (Vec<usize>, Vec<[u16; ARCS]>);

/// The labels in an order that has those together which words of the same tags have, and for each tag and side the groups of them
/// that have a label it may have, as bits. A teacher's trees, which know no fine tags, tell nothing of that.
pub fn arrange(trees: &[Tree]) -> Arranged {
    let mut counts: Counts = vec![[[0; LABELS]; ARCS]; Xpos::NAMES.len()];
    for tree in trees.iter().filter(|tree| !tree.taught) {
        for (child, (arc, tag)) in tree.arcs.iter().zip(&tree.tags).enumerate() {
            if let Some(head) = arc.head.filter(|_| arc.deprel != Deprel::ROOT) {
                counts[usize::from(tag.xpos.0)][usize::from(head < child)][usize::from(arc.deprel.0)] += 1;
            }
        }
    }
    // The words of a tag on a side, and the labels that they may have.
    let of = |side: &[usize; LABELS]| {
        let all: usize = side.iter().sum();
        let label = |&label: &usize| if all < FEWEST { label < Deprel::NAMES.len() } else { side[label] * RARE > all };
        (all, (0..LABELS).filter(label).fold(0u64, |set, label| set | 1 << label))
    };
    let sides: Vec<[(usize, u64); ARCS]> = counts.iter().map(|sides| [of(&sides[0]), of(&sides[1])]).collect();
    let words =
        |group: u64| -> usize { sides.iter().flatten().filter(|(_, set)| set & group != 0).map(|(all, _)| all).sum() };
    // The more words have a label, the earlier it comes; then labels change places as long as fewer groups are scored.
    let mut order: Vec<usize> = (0..LABELS).collect();
    order.sort_by_key(|label| std::cmp::Reverse(words(1 << label)));
    let group = |order: &[usize], at: usize| {
        order[at / GROUP * GROUP..][..GROUP].iter().fold(0u64, |set, label| set | 1 << label)
    };
    let pairs: Vec<(usize, usize)> =
        (0..LABELS).flat_map(|a| (a / GROUP * GROUP + GROUP..LABELS).map(move |b| (a, b))).collect();
    let mut better = true;
    while better {
        better = false;
        for &(a, b) in &pairs {
            let cost = |order: &[usize]| words(group(order, a)) + words(group(order, b));
            let before = cost(&order);
            order.swap(a, b);
            if cost(&order) < before { better = true } else { order.swap(a, b) }
        }
    }
    let groups = |(_, set): (usize, u64)| {
        let has = |labels: &[usize]| labels.iter().any(|label| set >> label & 1 == 1);
        order.chunks(GROUP).enumerate().fold(0u16, |bits, (n, labels)| bits | u16::from(has(labels)) << n)
    };
    let groups: Vec<[u16; ARCS]> = sides.iter().map(|sides| sides.map(groups)).collect();
    let scored: usize = sides
        .iter()
        .zip(&groups)
        .flat_map(|(s, g)| s.iter().zip(g))
        .map(|((all, _), g)| all * g.count_ones() as usize)
        .sum();
    println!("{:.2} groups of labels a word", scored as f64 / words(u64::MAX) as f64);
    (order, groups)
}
