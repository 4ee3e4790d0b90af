//! What the parser's models look at.

use super::state::{NONE, State};
use crate::model::{Features, feature};

impl State {
    /// The features of the choice of an action.
    pub fn arc_features(&self, out: &mut Features) {
        let (i0, i1, i2) = (self.peek(0).unwrap_or(NONE), self.peek(1).unwrap_or(NONE), self.peek(2).unwrap_or(NONE));
        let (s0, s1, s2) = (self.node(i0), self.node(i1), self.node(i2));
        let j = self.next;
        let (b0, b1, b2, b3) = (self.node(j), self.node(j + 1), self.node(j + 2), self.node(j + 3));
        let (k0, k1, kb) = (self.kin(i0), self.kin(i1), self.kin(j));
        out.clear();
        out.one(0);
        for n in [s0, s1, b0] {
            out.one(n.tag);
            out.two(n.word, n.tag);
            out.one(n.cluster);
        }
        for n in [s0, b0, s2, b1, b2] {
            out.one(n.word);
        }
        for n in [s2, b1, b2] {
            out.one(n.tag);
        }
        out.one(b3.tag);
        // Pairs.
        out.two(s0.word, b0.word);
        out.three(s0.tag, b0.tag, b0.cluster);
        for (x, y) in [(s0, b0), (s1, s0)] {
            out.three(x.cluster, y.tag, x.tag);
        }
        for (x, y) in [(s0, b0), (s1, s0), (s0, b1), (b0, b1)] {
            out.two(x.word, y.tag);
            out.two(x.tag, y.word);
        }
        for (x, y) in [(s0, b0), (s1, s0), (s1, b0), (s0, b1), (b0, b1)] {
            out.two(x.tag, y.tag);
            out.two(x.cluster, y.cluster);
        }
        // Triples.
        out.three(s0.tag, b0.tag, b1.tag);
        out.three(s1.tag, s0.tag, b0.tag);
        out.three(s2.tag, s1.tag, s0.tag);
        out.three(b0.tag, b1.tag, b2.tag);
        out.three(s1.upos, s0.word, b0.upos);
        out.three(s0.upos, b0.upos, b1.word);
        out.three(feature(7, s1.tag, s0.tag), b0.tag, b1.tag);
        out.three(feature(7, s2.upos, s1.upos), s0.upos, b0.upos);
        out.three(feature(7, s0.upos, b0.upos), b1.upos, b2.upos);
        // Distance.
        let near = gap(i0, j);
        let far = gap(i1, i0);
        out.two(near, far);
        out.two(near, s0.word);
        for (d, x, y) in [(near, s0, b0), (far, s1, s0)] {
            out.two(d, y.word);
            out.three(d, x.tag, y.tag);
        }
        out.three(near, s0.cluster, b0.cluster);
        // Children.
        out.three(s0.tag, k0.left_count.min(4), 1);
        out.two(s1.word, k1.right_count.min(4));
        out.three(b0.tag, kb.left_count.min(4), 4);
        out.two(b0.word, kb.left_count.min(4));
        for (n, child) in [(s0, k0.left[0]), (s0, k0.right[0]), (b0, kb.left[0])] {
            let rel = self.rel(child);
            out.two(n.tag, rel);
            out.two(n.word, rel);
        }
        out.two(s0.tag, self.node(k0.left[0]).word);
        out.two(b0.tag, self.node(kb.left[0]).word);
        out.two(s1.tag, self.rel(k1.left[0]));
        out.two(s1.tag, self.rel(k1.right[0]));
        out.two(s1.tag, self.node(k1.right[0]).word);
        for child in [k0.left[1], k0.right[1], k1.right[1], kb.left[1]] {
            out.two(self.node(child).tag, self.rel(child));
        }
        let (l0, r0) = (self.node(k0.left[0]), self.node(k0.right[0]));
        out.three(s0.tag, l0.tag, b0.tag);
        out.three(s0.tag, b0.tag, self.node(kb.left[0]).tag);
        out.three(s1.tag, s0.tag, l0.tag);
        out.three(s1.tag, s0.tag, r0.tag);
        let set0 = (k0.labels as u32) ^ (k0.labels >> 32) as u32;
        let set1 = (k1.labels as u32) ^ (k1.labels >> 32) as u32;
        let setb = (kb.labels as u32) ^ (kb.labels >> 32) as u32;
        out.two(s0.upos, set0);
        out.three(s1.upos, set1, s0.upos);
        out.three(s0.upos, setb, b0.upos);
        out.three(s0.tag, b0.tag, set0);
    }

    /// The features of the label of an arc.
    pub fn label_features(&self, head: usize, child: usize, out: &mut Features) {
        let (h, c) = (self.node(head), self.node(child));
        let (kh, kc) = (self.kin(head), self.kin(child));
        let side = u32::from(child < head) + 1;
        let distance = gap(child.min(head), child.max(head));
        out.clear();
        out.one(side);
        for n in [h, c] {
            out.two(n.word, side);
            out.two(n.tag, side);
            out.two(n.cluster, side);
            out.two(n.suffix, side);
        }
        out.three(c.word, c.tag, side);
        out.three(h.tag, c.tag, side);
        out.three(h.word, c.tag, side);
        out.three(h.tag, c.word, side);
        out.three(h.tag, c.cluster, side);
        out.three(h.upos, c.upos, distance + 64 * side);
        out.three(h.tag, c.suffix, side);
        // What stands around the child and its head.
        let (before, after) = (self.node(child.wrapping_sub(1)), self.node(child + 1));
        out.three(before.word, c.tag, side);
        out.three(after.word, c.tag, side);
        out.three(before.tag, c.tag, h.tag);
        out.three(after.tag, c.tag, h.tag);
        let (hb, ha) = (self.node(head.wrapping_sub(1)), self.node(head + 1));
        out.three(hb.tag, h.tag, c.tag);
        out.three(ha.tag, h.tag, c.tag);
        // Children of both.
        for child in [kc.left[0], kc.left[1], kc.right[0], kc.right[1]] {
            out.three(self.rel(child), c.tag, side);
        }
        // The outermost left child tells the preposition or the marker.
        let first = self.node(kc.left[0]);
        let second = self.node(kc.left[1]);
        out.three(first.word, c.cluster, side);
        out.three(first.word, h.tag, c.upos);
        out.three(first.tag, second.tag, c.tag);
        for child in [kh.left[0], kh.right[0], kh.right[1]] {
            out.two(self.rel(child), side);
        }
        out.three(self.rel(kh.left[0]), h.tag, c.tag);
        let set_h = (kh.labels as u32) ^ (kh.labels >> 32) as u32;
        let set_c = (kc.labels as u32) ^ (kc.labels >> 32) as u32;
        out.three(set_h, h.upos, c.upos);
        out.three(set_c, h.upos, c.upos);
        out.three(set_h, c.tag, side);
    }
}

fn gap(from: usize, to: usize) -> u32 {
    if from == NONE || to == NONE {
        return 0;
    }
    match to.saturating_sub(from) {
        d @ 0..=5 => d as u32 + 1,
        6..=8 => 7,
        9..=12 => 8,
        13..=20 => 9,
        _ => 10,
    }
}
