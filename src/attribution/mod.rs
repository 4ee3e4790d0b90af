//! Floor 3.
use crate::document::*;
/// Stage.
pub fn attribute(_: &Document) -> Vec<Attribution> {
    Vec::new()
}
