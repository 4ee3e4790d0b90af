//! Which lists a word begins a phrase of: told once for each word, as most begin none.

use super::Lexicon;
use crate::text::KeyMap;

/// A set of lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Begins(u8);

impl Begins {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// Verbs and phrases that introduce speech.
    pub const CUE: Self = Self(1);
    /// Nouns that name a piece of speech.
    pub const CUE_NOUN: Self = Self(2);
    /// Role nouns.
    pub const ROLE: Self = Self(4);
    /// Names of places, peoples and organisations.
    pub const NAME: Self = Self(8);

    /// Both sets in one.
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True if one of the other set's lists is in this one.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The sets of all words that begin anything.
pub fn of(lexicon: &Lexicon) -> KeyMap<u64, Begins> {
    let mut all: KeyMap<u64, Begins> = KeyMap::default();
    let mut add = |keys: &mut dyn Iterator<Item = u64>, list: Begins| {
        keys.for_each(|key| all.entry(key).or_default().0 |= list.0)
    };
    add(&mut lexicon.cues.starts(), Begins::CUE);
    add(&mut lexicon.cue_nouns.starts(), Begins::CUE_NOUN);
    add(&mut lexicon.roles.starts(), Begins::ROLE);
    add(&mut lexicon.names.starts(), Begins::NAME);
    all
}
