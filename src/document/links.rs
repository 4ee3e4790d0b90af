//! What it took to find whom the mentions are about, for the next reading.

use super::earlier::mix;
use super::{EntityType, Mention};
use crate::text::KeyMap;
use std::ops::Range;

/// Questions that are kept have so many numbers together: those of the longest text that is remembered have most of it.
const MOST_ASKED: usize = 1 << 19;

/// Questions of reference, as numbers that the answer depends on alone, and their answers.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    asked: Vec<u32>,
    // By the hash of a question where it stands, and the answer.
    answers: KeyMap<u64, (Range<usize>, Option<usize>)>,
}

impl Answers {
    /// The hash of a question.
    pub fn key(asked: &[u32]) -> u64 {
        mixed(asked)
    }

    /// Adds a question with its hash that was answered.
    pub fn add(&mut self, key: u64, asked: &[u32], answer: Option<usize>) {
        let start = self.asked.len();
        self.asked.extend_from_slice(asked);
        self.answers.insert(key, (start..self.asked.len(), answer));
    }

    /// Takes over what was asked before and not again, unless it has become much.
    pub fn keep(&mut self, mut before: Answers) {
        if before.asked.len() + self.asked.len() > MOST_ASKED {
            return;
        }
        let start = before.asked.len();
        before.asked.append(&mut self.asked);
        let moved = |place: Range<usize>| place.start + start..place.end + start;
        before.answers.extend(self.answers.drain().map(|(key, (place, answer))| (key, (moved(place), answer))));
        *self = before;
    }

    /// The answer to a question with its hash, if it was asked.
    pub fn of(&self, key: u64, asked: &[u32]) -> Option<Option<usize>> {
        let (place, answer) = self.answers.get(&key)?;
        (self.asked.get(place.clone())? == asked).then_some(*answer)
    }
}

/// What is known of an entity on the way: its type, and what speaks for its gender.
pub type EntityLook = (EntityType, [i32; 3]);

/// The names, grouped by their words alone.
#[derive(Clone, Debug, Default)]
pub struct NameGroups {
    /// The names, in order; all else calls them by their positions here.
    pub names: Vec<Mention>,
    /// Names, and those that the text itself gives as other names of them, in order.
    pub said: Vec<[usize; 2]>,
    /// The entities.
    pub entities: Vec<EntityLook>,
    /// The names of each, in the order in which they came to it.
    pub members: Vec<Vec<usize>>,
}

/// What a mention was when it was read whom it is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct MentionLook {
    /// What is seen of it from anywhere.
    pub far: [u32; 7],
    /// What is seen of it from nearby, positions counted from the beginning of its block.
    pub near: [u32; 7],
    /// Who speaks where it stands: a mention, from 1 on; 0 for none.
    pub speaker: u32,
    /// Its entity by names alone, from 1 on; 0 for none.
    pub named: u32,
    /// Its entity in the end.
    pub entity: u32,
}

/// Whom the mentions are about, and how that was found.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// The names.
    pub groups: NameGroups,
    /// Every mention.
    pub mentions: Vec<MentionLook>,
    /// What was asked.
    pub answers: Answers,
}

/// The same of the numbers of a question, two at a time.
fn mixed(asked: &[u32]) -> u64 {
    let (pairs, rest) = asked.as_chunks::<2>();
    let hash = pairs.iter().fold(asked.len() as u64, |hash, [a, b]| mix(hash, u64::from(*a) | u64::from(*b) << 32));
    rest.iter().fold(hash, |hash, number| mix(hash, u64::from(*number)))
}
