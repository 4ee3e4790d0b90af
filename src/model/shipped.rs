//! The weights that this build carries.

/// Learned from everything; see the cards beside the files.
#[cfg(not(feature = "open-weights"))]
mod files {
    pub const PARSER: &[u8] = include_bytes!("../data/models/parser.bin");
    pub const NAMES: &[u8] = include_bytes!("../data/models/names.bin");
    pub const QUOTES: &[u8] = include_bytes!("../data/models/quotes.bin");
    pub const WORDTYPES: &[u8] = include_bytes!("../data/models/wordtypes.bin");
    pub const COREFERENCE: &[u8] = include_bytes!("../data/models/coref.bin");
    pub const SENTENCES: &[u8] = include_bytes!("../data/models/sentences.bin");
}

/// Learned from openly licensed data only.
#[cfg(feature = "open-weights")]
mod files {
    pub const PARSER: &[u8] = include_bytes!("../data/models/open/parser.bin");
    pub const NAMES: &[u8] = include_bytes!("../data/models/open/names.bin");
    pub const QUOTES: &[u8] = include_bytes!("../data/models/open/quotes.bin");
    pub const WORDTYPES: &[u8] = include_bytes!("../data/models/open/wordtypes.bin");
    pub const COREFERENCE: &[u8] = include_bytes!("../data/models/open/coref.bin");
    pub const SENTENCES: &[u8] = include_bytes!("../data/models/open/sentences.bin");
}

pub use files::{COREFERENCE, NAMES, PARSER, QUOTES, SENTENCES, WORDTYPES};

/// Clusters of words; in both sets.
pub const CLUSTERS: &[u8] = include_bytes!("../data/models/clusters.bin");
/// Listed names; in both sets.
pub const GAZETTEER: &[u8] = include_bytes!("../data/models/gazetteer.bin");
