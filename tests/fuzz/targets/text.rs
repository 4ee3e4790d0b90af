//! Any bytes as an article: the report, every export, and the time that reading takes.
#![no_main]

#[path = "../exported.rs"]
mod exported;
#[path = "../sound.rs"]
mod sound;

use cpu_time::ThreadTime;
use libfuzzer_sys::fuzz_target;
use std::time::Duration;

/// Several times what the slowest ordinary text takes in an instrumented build.
const BASE: Duration = Duration::from_millis(50);
const PER_BYTE: Duration = Duration::from_micros(100);

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let clock = ThreadTime::now();
    let report = sound::check(&text);
    let bound = BASE + PER_BYTE * text.len() as u32;
    // The check reads twice. A slow reading on a busy machine is no finding; four are.
    let slow = clock.elapsed() > bound * 2 && (0..3).all(|_| time(&text) > bound);
    assert!(!slow, "{} bytes are not read within {bound:?}", text.len());
    exported::check(&text, &report);
});

fn time(text: &str) -> Duration {
    let clock = ThreadTime::now();
    whosaid::annotate(text);
    clock.elapsed()
}
