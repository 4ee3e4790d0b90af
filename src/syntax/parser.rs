//! Dependencies: a transition system (arc-hybrid) that reads a sentence from left to right. One model chooses the arc, a
//! second one its label as soon as the arc is there, so that later arcs see it.

use super::tagger::{Tag, best};
use crate::document::Deprel;
use crate::model::{Features, Kind, Linear, ModelError, Score, WIDEST, Word, open, seal};

/// Head and relation of one word; no head for the root of the sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arc {
    /// Position of the head in the sentence.
    pub head: Option<usize>,
    /// Relation to it.
    pub deprel: Deprel,
}

/// What the transition system may do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Push the next word.
    Shift,
    /// The next word is the head of the top of the stack.
    Left,
    /// The second of the stack is the head of its top.
    Right,
}

impl Action {
    /// In the order of the classes.
    pub const ALL: [Action; 3] = [Action::Shift, Action::Left, Action::Right];
}

/// A parser: what scores arcs, and what scores labels.
#[derive(Debug, Default)]
pub struct Parser<S = Linear> {
    /// Scores actions.
    pub arcs: S,
    /// Scores relations.
    pub labels: S,
}

impl Parser {
    /// Reads shipped weights.
    pub fn load(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = open(file, Kind::Parser)?;
        let parser = Self { arcs: Linear::read(&mut reader)?, labels: Linear::read(&mut reader)? };
        let fits = parser.arcs.width() == Action::ALL.len() && parser.labels.width() == Deprel::NAMES.len();
        if fits { Ok(parser) } else { Err(ModelError::Content) }
    }

    /// The file form.
    pub fn write(arcs: &[u8], labels: &[u8]) -> Vec<u8> {
        seal(Kind::Parser, &[arcs, labels].concat())
    }
}

impl<S: Score> Parser<S> {
    /// Parses one tagged sentence. Every word gets a head; exactly one is the root.
    pub fn parse(&self, words: &[Word], tags: &[Tag]) -> Vec<Arc> {
        let mut state = State::new(words, tags);
        let mut features = Features::default();
        while !state.is_done() {
            let allowed = state.allowed();
            let action = match allowed {
                [true, false, false] => Action::Shift,
                [false, true, false] => Action::Left,
                [false, false, true] => Action::Right,
                _ => self.choose(&state, allowed, &mut features),
            };
            let label = state.arc(action).map(|(head, child)| self.label(&state, head, child, &mut features));
            state.apply(action, label.unwrap_or_default());
        }
        state.tree()
    }

    /// The best allowed action.
    pub fn choose(&self, state: &State, allowed: [bool; 3], features: &mut Features) -> Action {
        let mut scores = [0.0; 3];
        state.arc_features(features);
        self.arcs.score(features.list(), &mut scores);
        for (score, allowed) in scores.iter_mut().zip(allowed) {
            if !allowed {
                *score = f32::NEG_INFINITY;
            }
        }
        Action::ALL.get(best(&scores)).copied().unwrap_or(Action::Shift)
    }

    /// The best label of an arc about to be made.
    pub fn label(&self, state: &State, head: usize, child: usize, features: &mut Features) -> Deprel {
        if head == state.root {
            return Deprel::ROOT;
        }
        let mut buffer = [0.0; WIDEST];
        let scores = buffer.get_mut(..Deprel::NAMES.len()).unwrap_or_default();
        state.label_features(head, child, features);
        self.labels.score(features.list(), scores);
        if let Some(root) = scores.get_mut(usize::from(Deprel::ROOT.0)) {
            *root = f32::NEG_INFINITY;
        }
        Deprel(best(scores) as u8)
    }
}

/// A word as the parser's features see it.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    word: u32,
    tag: u32,
    upos: u32,
    cluster: u32,
    fine: u32,
    suffix: u32,
    shape: u32,
}

/// What is known of a word's children so far.
#[derive(Clone, Copy, Debug)]
struct Kin {
    head: usize,
    deprel: Deprel,
    // Outermost and next children on either side.
    left: [usize; 2],
    right: [usize; 2],
    left_count: u32,
    right_count: u32,
    // The set of children's labels.
    labels: u64,
}

const NONE: usize = usize::MAX;
const FRESH: Kin = Kin {
    head: NONE,
    deprel: Deprel::DEP,
    left: [NONE; 2],
    right: [NONE; 2],
    left_count: 0,
    right_count: 0,
    labels: 0,
};

/// A sentence half read. The root is a word of its own at the end of the sentence.
#[derive(Debug)]
pub struct State {
    nodes: Vec<Node>,
    kin: Vec<Kin>,
    /// Words that still wait for a head or for children, the latest last.
    pub stack: Vec<usize>,
    /// The next word.
    pub next: usize,
    /// The position of the root.
    pub root: usize,
    none: Node,
}

impl State {
    /// The start of a sentence.
    pub fn new(words: &[Word], tags: &[Tag]) -> Self {
        let mut nodes: Vec<Node> = words
            .iter()
            .zip(tags)
            .map(|(w, t)| Node {
                word: w.lower,
                tag: t.id(),
                upos: t.upos as u32 + 1,
                cluster: w.cluster[1],
                fine: w.cluster[2],
                suffix: w.suffix[2],
                shape: w.shape,
            })
            .collect();
        let root = nodes.len();
        nodes.push(Node { word: 1, tag: 1, upos: 31, ..Node::default() });
        Self { kin: vec![FRESH; root + 1], nodes, stack: Vec::with_capacity(root), next: 0, root, none: Node::default() }
    }

    /// True when every word has its head.
    pub fn is_done(&self) -> bool {
        self.next >= self.root && self.stack.is_empty()
    }

    /// Which actions keep the tree whole, with one root.
    pub fn allowed(&self) -> [bool; 3] {
        let depth = self.stack.len();
        [self.next < self.root, depth > 0 && (self.next < self.root || depth == 1), depth > 1]
    }

    /// The arc that an action makes: head and child.
    pub fn arc(&self, action: Action) -> Option<(usize, usize)> {
        match action {
            Action::Shift => None,
            Action::Left => Some((self.next, self.peek(0)?)),
            Action::Right => Some((self.peek(1)?, self.peek(0)?)),
        }
    }

    /// Takes an action; `label` is that of the arc it makes.
    pub fn apply(&mut self, action: Action, label: Deprel) {
        let Some((head, child)) = self.arc(action) else {
            self.stack.push(self.next);
            self.next += 1;
            return;
        };
        self.stack.pop();
        if let Some(kin) = self.kin.get_mut(child) {
            kin.head = head;
            kin.deprel = label;
        }
        if let Some(kin) = self.kin.get_mut(head) {
            kin.labels |= 1 << label.0;
            if child < head {
                kin.left = [child, kin.left[0]];
                kin.left_count += 1;
            } else {
                kin.right = [child, kin.right[0]];
                kin.right_count += 1;
            }
        }
    }

    /// The tree, when done.
    pub fn tree(&self) -> Vec<Arc> {
        let arc = |kin: &Kin| Arc { head: (kin.head < self.root).then_some(kin.head), deprel: kin.deprel };
        self.kin.iter().take(self.root).map(arc).collect()
    }

    fn peek(&self, depth: usize) -> Option<usize> {
        self.stack.get(self.stack.len().checked_sub(depth + 1)?).copied()
    }

    fn node(&self, i: usize) -> &Node {
        self.nodes.get(i).unwrap_or(&self.none)
    }

    fn kin(&self, i: usize) -> &Kin {
        self.kin.get(i).unwrap_or(&FRESH)
    }

    /// Label of a child, 0 for none.
    fn rel(&self, i: usize) -> u32 {
        if i == NONE { 0 } else { u32::from(self.kin(i).deprel.0) + 1 }
    }

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
            out.one(n.word);
            out.one(n.tag);
            out.two(n.word, n.tag);
            out.one(n.cluster);
            out.one(n.fine);
            out.two(n.tag, n.suffix);
        }
        for n in [s2, b1, b2] {
            out.one(n.word);
            out.one(n.tag);
            out.one(n.cluster);
        }
        out.one(b3.tag);
        // Pairs.
        for (x, y) in [(s0, b0), (s1, s0), (s1, b0), (s0, b1), (b0, b1)] {
            out.two(x.word, y.word);
            out.two(x.word, y.tag);
            out.two(x.tag, y.word);
            out.two(x.tag, y.tag);
            out.two(x.cluster, y.cluster);
            out.three(x.fine, y.fine, 1);
            out.two(x.word, y.cluster);
            out.two(x.cluster, y.word);
            out.three(x.cluster, y.tag, x.tag);
            out.three(x.tag, y.tag, y.cluster);
            out.three(x.word, x.tag, y.tag);
            out.three(x.tag, y.word, y.tag);
        }
        // Triples.
        out.three(s0.tag, b0.tag, b1.tag);
        out.three(s1.tag, s0.tag, b0.tag);
        out.three(s2.tag, s1.tag, s0.tag);
        out.three(b0.tag, b1.tag, b2.tag);
        out.three(s1.upos, s0.upos, b0.word);
        out.three(s1.upos, s0.word, b0.upos);
        out.three(s1.word, s0.upos, b0.upos);
        out.three(s0.word, b0.upos, b1.upos);
        out.three(s0.upos, b0.word, b1.upos);
        out.three(s0.upos, b0.upos, b1.word);
        out.three(crate::model::feature(7, s1.tag, s0.tag), b0.tag, b1.tag);
        out.three(crate::model::feature(7, s2.upos, s1.upos), s0.upos, b0.upos);
        out.three(crate::model::feature(7, s0.upos, b0.upos), b1.upos, b2.upos);
        // Distance.
        let near = gap(i0, j);
        let far = gap(i1, i0);
        out.two(near, far);
        for (d, x, y) in [(near, s0, b0), (far, s1, s0)] {
            out.two(d, x.word);
            out.two(d, x.tag);
            out.two(d, y.word);
            out.two(d, y.tag);
            out.three(d, x.tag, y.tag);
            out.three(d, x.cluster, y.cluster);
        }
        // Children.
        out.three(s0.tag, k0.left_count.min(4), 1);
        out.three(s0.tag, k0.right_count.min(4), 2);
        out.two(s0.word, k0.right_count.min(4));
        out.three(s1.tag, k1.right_count.min(4), 3);
        out.two(s1.word, k1.right_count.min(4));
        out.three(b0.tag, kb.left_count.min(4), 4);
        out.two(b0.word, kb.left_count.min(4));
        for (n, child) in [(s0, k0.left[0]), (s0, k0.right[0]), (s1, k1.left[0]), (s1, k1.right[0]), (b0, kb.left[0])] {
            let c = self.node(child);
            let rel = self.rel(child);
            out.one(c.word);
            out.one(c.tag);
            out.one(rel);
            out.two(n.tag, rel);
            out.two(n.word, rel);
            out.two(n.tag, c.word);
        }
        for child in [k0.left[1], k0.right[1], k1.right[1], kb.left[1]] {
            out.two(self.node(child).tag, self.rel(child));
        }
        let (l0, r0) = (self.node(k0.left[0]), self.node(k0.right[0]));
        out.three(s0.tag, l0.tag, b0.tag);
        out.three(s0.tag, r0.tag, b0.tag);
        out.three(s0.tag, b0.tag, self.node(kb.left[0]).tag);
        out.three(s1.tag, s0.tag, l0.tag);
        out.three(s1.tag, s0.tag, r0.tag);
        out.three(s1.tag, s0.tag, self.node(k1.right[0]).tag);
        out.three(s1.word, s0.tag, l0.word);
        out.three(s1.tag, s0.word, l0.word);
        out.three(s0.word, b0.tag, r0.tag);
        out.three(s1.tag, self.rel(k1.right[0]), s0.tag);
        let set0 = (k0.labels as u32) ^ (k0.labels >> 32) as u32;
        let set1 = (k1.labels as u32) ^ (k1.labels >> 32) as u32;
        let setb = (kb.labels as u32) ^ (kb.labels >> 32) as u32;
        out.two(s0.upos, set0);
        out.three(s1.upos, set1, s0.upos);
        out.three(s0.upos, setb, b0.upos);
        out.three(s0.tag, b0.tag, set0);
        out.two(s0.shape, b0.shape);
        out.two(s1.shape, s0.shape);
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
            out.three(n.word, n.tag, side);
            out.two(n.cluster, side);
            out.two(n.fine, side);
            out.two(n.suffix, side);
            out.two(n.shape, side);
        }
        out.three(h.word, c.word, side);
        out.three(h.tag, c.tag, side);
        out.three(h.word, c.tag, side);
        out.three(h.tag, c.word, side);
        out.three(h.cluster, c.cluster, side);
        out.three(h.fine, c.fine, side);
        out.three(h.cluster, c.word, side);
        out.three(h.word, c.cluster, side);
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
            let (n, rel) = (self.node(child), self.rel(child));
            out.two(n.word, side);
            out.three(rel, c.tag, side);
            out.three(n.word, c.tag, h.tag);
            out.three(n.tag, c.word, side);
        }
        // The outermost left child tells the preposition or the marker.
        let first = self.node(kc.left[0]);
        let second = self.node(kc.left[1]);
        out.three(first.word, h.word, side);
        out.three(first.word, c.cluster, side);
        out.three(first.word, h.tag, c.upos);
        out.three(first.tag, second.tag, c.tag);
        for child in [kh.left[0], kh.right[0], kh.right[1]] {
            let rel = self.rel(child);
            out.two(rel, side);
            out.three(rel, h.tag, c.tag);
            out.three(rel, h.word, c.upos);
        }
        let set_h = (kh.labels as u32) ^ (kh.labels >> 32) as u32;
        let set_c = (kc.labels as u32) ^ (kc.labels >> 32) as u32;
        out.three(set_h, h.upos, c.upos);
        out.three(set_c, h.upos, c.upos);
        out.three(set_c, c.tag, side);
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
