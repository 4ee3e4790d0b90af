//! Floor 3: text to blocks, tokens, marked regions and sentences.

mod blocks;
mod diagnose;
pub(crate) mod ends;
mod language;
mod lines;
mod literals;
mod marks;
mod scan;
mod sentences;
mod singles;
mod tokenize;
mod turns;

pub use blocks::split_blocks;
pub use diagnose::diagnose;
pub use language::detect_language;
pub use marks::pair_marks;
pub use sentences::split_sentences;
#[cfg(feature = "train")]
pub(crate) use sentences::{outline, split_by, walk};
pub use tokenize::{read_words, tokenize};
pub use turns::find_turns;
