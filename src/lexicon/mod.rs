//! Floor 1: words we know, as data with provenance.

/// What a cue does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueClass {
    /// say
    Say,
}
