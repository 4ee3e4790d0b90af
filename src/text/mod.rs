//! Floor 0: the pasted text and places in it. Knows no language.

mod chars;
mod normalize;
mod offsets;
mod source;
mod span;

pub use chars::{CharExt, MarkShape};
pub use normalize::normalize;
pub use offsets::{OffsetMap, OffsetUnit};
pub use source::Source;
pub use span::Span;
