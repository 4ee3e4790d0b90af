//! What fuzzing found or found telling is kept, and read in every run of the tests.

use crate::{corrected, exported, sound};
use std::path::Path;

fn kept(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect();
    assert!(!files.is_empty(), "nothing is kept for {target}");
    files
}

#[test]
fn kept_texts_are_read_and_exported_soundly() {
    for bytes in kept("text") {
        let text = String::from_utf8_lossy(&bytes);
        exported::check(&text, &sound::check(&text));
    }
}

#[test]
fn test_articles_are_exported_soundly() {
    for (_, text) in crate::articles::articles() {
        exported::check(&text, &sound::check(&text));
    }
}

#[test]
fn kept_corrections_leave_a_sound_report() {
    kept("corrections").iter().for_each(|bytes| corrected::check(bytes));
}
