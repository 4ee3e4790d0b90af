//! What fuzzing found or found telling is kept, and read in every run of the tests.

use crate::{corrected, exported, sound, typed};
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

#[test]
fn what_is_typed_is_read_as_if_it_had_always_stood_there() {
    kept("typing").iter().for_each(|bytes| typed::check(&String::from_utf8_lossy(bytes), bytes));
    let mut state = 11u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as u8
    };
    for (_, text) in crate::articles::articles() {
        let edits: Vec<u8> = (0..24).map(|_| random()).collect();
        typed::check(&text, &edits);
    }
    let edits: Vec<u8> = (0..160).map(|_| random()).collect();
    let articles: Vec<String> = crate::articles::articles().into_iter().map(|(_, text)| text).collect();
    typed::check(&articles.join("\n"), &edits);
}
