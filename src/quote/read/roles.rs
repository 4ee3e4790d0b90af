//! What a token is in somebody's words about words: part of a speaker, a cue, a content, or nothing.

use crate::document::ROLE_CLASSES;
use crate::model::chain::Row;

/// A part of an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    /// Who speaks.
    Speaker,
    /// The words that introduce what is said.
    Cue,
    /// What is said.
    Content,
}

impl Role {
    /// In the order of the classes.
    pub const ALL: [Self; 3] = [Self::Speaker, Self::Cue, Self::Content];

    /// The share of a token's chances that falls on this role.
    pub fn share(self, chances: &Row<CLASSES>) -> f32 {
        let from = 1 + 4 * self as usize;
        chances.iter().skip(from).take(4).sum()
    }
}

/// Number of classes of the chain over roles.
pub const CLASSES: usize = ROLE_CLASSES;
const _: () = assert!(CLASSES == 1 + 4 * Role::ALL.len());

/// Scores or chances of one token.
pub type Scores = Row<CLASSES>;
