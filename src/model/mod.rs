//! Floor 1: learned weights. Reads a file of weights and scores features; knows arrays and single words, not sentences.
//!
//! A feature is a 32-bit hash. It owns a *window* of neighbouring cells in one table, one cell a class; windows overlap, and
//! learning copes. So one look-up fetches the scores of all classes, in a cache line or two.

mod blob;
pub mod chain;
mod dense;
mod exp;
mod features;
mod hash;
mod linear;
mod lookup;
mod memo;
pub mod shipped;
mod word;

#[cfg(feature = "train")]
pub use blob::fingerprint;
#[cfg(feature = "train")]
pub use blob::seal;
pub use blob::{Kind, ModelError, Reader, open};
pub use dense::{Layer, Scale, Table, greatest, scaled, whole_times};
pub use exp::exp;
pub use features::Features;
pub use hash::{WordHasher, feature, word_hash};
#[cfg(feature = "train")]
pub use linear::{CODE_MAX, WIDEST};
pub use linear::{Linear, Score, top};
pub use lookup::{GIVEN_BY_GENDER, GIVEN_NAMES, LISTED_PLACES, Lookup, clusters, gazetteer, wordtypes};
pub use memo::{Held, Memo};
pub use word::{Word, plain};
