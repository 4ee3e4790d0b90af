//! The test articles.

use std::path::PathBuf;

/// A folder under `tests/`.
pub fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// Every article: its name and text, in order of names.
pub fn articles() -> Vec<(String, String)> {
    let files = std::fs::read_dir(folder("articles")).unwrap().map(|e| e.unwrap().path());
    let mut all: Vec<(String, String)> = files
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| (p.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&p).unwrap()))
        .collect();
    all.sort();
    assert!(all.len() >= 15);
    all
}

#[test]
fn every_line_that_fits_a_pattern_holds_one_of_its_signs() {
    let mut fitting = std::collections::HashSet::new();
    for (_, text) in articles() {
        for line in text.to_lowercase().lines().map(str::trim) {
            for pattern in whosaid::lexicon::lexicon().line_patterns.iter().filter(|p| p.regex.is_match(line)) {
                let signs = whosaid::lexicon::Signs::of(line);
                assert!(pattern.fits(line, signs), "{line:?} fits {}", pattern.regex);
                fitting.insert(pattern.regex.as_str());
            }
        }
    }
    assert!(fitting.len() >= 10, "{}", fitting.len());
}
