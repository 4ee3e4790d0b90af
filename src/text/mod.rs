//! Floor 0: the pasted text and places in it. Knows no language.

mod chars;
mod keys;
mod normalize;
mod offsets;
mod source;
mod span;

pub use chars::{CharExt, MarkShape};
pub use keys::{KeyMap, KeySet, WordMap, WordSet};
pub use normalize::normalize;
pub use offsets::{OffsetMap, OffsetUnit};
pub use source::Source;
pub use span::Span;
