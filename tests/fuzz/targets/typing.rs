//! Any bytes as an article and what is done to it: every version gives the report that it would give alone.
#![no_main]

#[path = "../typed.rs"]
mod typed;

use libfuzzer_sys::fuzz_target;

/// Edits of one input at most.
const EDITS: usize = 6;

fuzz_target!(|bytes: &[u8]| {
    let (text, edits) = bytes.split_at(bytes.len() - bytes.len().min(EDITS * 4));
    typed::check(&String::from_utf8_lossy(text), edits);
});
