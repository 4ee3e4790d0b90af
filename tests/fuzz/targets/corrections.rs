//! A report that is corrected by hand, by corrections that fit it and by others.
#![no_main]

#[path = "../corrected.rs"]
mod corrected;
#[path = "../exported.rs"]
mod exported;
#[path = "../sound.rs"]
mod sound;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    corrected::check(bytes);
    // The bytes as a file of corrections.
    if let Ok(corrections) = serde_json::from_slice(bytes) {
        let text = "\"We will vote,\" said Jane Doe. \"Never,\" she added.";
        let mut report = whosaid::analyze(text, &whosaid::Options::default());
        let _ = whosaid::report::correct(text, &mut report, &corrections);
        sound::consistent(text, &report);
    }
});
