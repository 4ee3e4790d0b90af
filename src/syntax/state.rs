//! A sentence half read: the stack, the words to come, the arcs made so far.

use crate::document::Deprel;

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

/// What is known of a word's children so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kin {
    pub head: usize,
    pub deprel: Deprel,
    // Outermost and next children on either side.
    pub left: [usize; 2],
    pub right: [usize; 2],
    pub left_count: usize,
    pub right_count: usize,
}

pub(super) const NONE: usize = usize::MAX;
pub(super) const FRESH: Kin =
    Kin { head: NONE, deprel: Deprel::DEP, left: [NONE; 2], right: [NONE; 2], left_count: 0, right_count: 0 };

/// A sentence half read. The root is a word of its own at the end of the sentence.
#[derive(Debug)]
pub struct State {
    kin: Vec<Kin>,
    /// Words that still wait for a head or for children, the latest last.
    pub stack: Vec<usize>,
    /// The next word.
    pub next: usize,
    /// The position of the root.
    pub root: usize,
}

impl State {
    /// The start of a sentence of so many words.
    pub fn new(words: usize) -> Self {
        Self { kin: vec![FRESH; words + 1], stack: Vec::with_capacity(words), next: 0, root: words }
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

    pub(super) fn peek(&self, depth: usize) -> Option<usize> {
        self.stack.get(self.stack.len().checked_sub(depth + 1)?).copied()
    }

    pub(super) fn kin(&self, i: usize) -> &Kin {
        self.kin.get(i).unwrap_or(&FRESH)
    }

    /// Label of a child, 0 for none.
    pub(super) fn rel(&self, i: usize) -> usize {
        if i == NONE { 0 } else { usize::from(self.kin(i).deprel.0) + 1 }
    }
}
