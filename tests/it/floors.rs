//! The rules of the house, read from the source.

use std::path::{Path, PathBuf};

/// Modules and their floors; an import goes to a lower floor or within the module.
const FLOORS: [(&str, u8); 12] = [
    ("text", 0),
    ("lexicon", 1),
    ("model", 1),
    ("document", 2),
    ("segment", 3),
    ("syntax", 3),
    ("entity", 3),
    ("quote", 3),
    ("attribution", 3),
    ("coref", 3),
    ("pipeline", 5),
    ("report", 4),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let name = |p: &Path| p.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
    files.iter().map(|p| (name(p), std::fs::read_to_string(p).unwrap())).collect()
}

fn module_of(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

/// Modules that a file names through `crate::`, single or in braces.
fn imports(source: &str) -> Vec<&str> {
    source
        .split("crate::")
        .skip(1)
        .flat_map(|rest| {
            let group = rest.strip_prefix('{').and_then(|r| r.split('}').next());
            group.map_or_else(|| vec![rest], |g| g.split(',').map(str::trim).collect())
        })
        .map(|name| name.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or(""))
        .collect()
}

#[test]
fn imports_go_down_and_stages_do_not_know_one_another() {
    let floor = |module: &str| FLOORS.iter().find(|f| f.0 == module).map(|f| f.1);
    let mut wrong = Vec::new();
    for (file, source) in all_sources() {
        let module = module_of(&file);
        let Some(here) = floor(module) else { continue };
        for import in imports(&source) {
            if floor(import).is_some_and(|there| import != module && there >= here) {
                wrong.push(format!("{file} imports {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_has_a_floor() {
    for (file, _) in all_sources() {
        let module = module_of(&file);
        let known = FLOORS.iter().any(|f| f.0 == module) || ["lib", "wasm", "bin", "train", "data"].contains(&module);
        assert!(known, "{module} stands on no floor");
    }
}

#[test]
fn crates_stay_in_their_rooms() {
    for (file, source) in all_sources() {
        let module = module_of(&file);
        let names = |word: &str| source.contains(word);
        assert!(!names("serde::") || ["report", "wasm"].contains(&module), "{file} names serde");
        for wasm in ["wasm_bindgen::", "web_sys::", "js_sys::", "serde_wasm_bindgen::"] {
            assert!(!names(wasm) || module == "wasm", "{file} names {wasm}");
        }
        for io in ["std::fs", "std::env", "println!", "std::time"] {
            assert!(!names(io) || ["bin", "train"].contains(&module), "{file} names {io}");
        }
    }
}

#[test]
fn files_are_short() {
    for (file, source) in all_sources() {
        let code = source.split("#[cfg(test)]").next().unwrap().lines().count();
        assert!(code <= 340, "{file} has {code} lines");
    }
}

#[test]
fn the_top_level_is_as_asked_for() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "wasm-pack.toml",
        "clippy.toml",
        "rustfmt.toml",
        "src",
        "www",
        "tests",
        "docs",
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "target",
        "pkg",
        "dist",
    ];
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || allowed.contains(&name.as_str()), "{name} does not belong at the top");
    }
}
