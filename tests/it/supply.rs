//! What comes from others is what we allow, and every threat that we name has a test.
#![cfg(feature = "site")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

fn packages(more: &[&str]) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root()).args(["metadata", "--format-version", "1", "--locked"]).args(more);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let resolved: BTreeSet<&str> =
        metadata["resolve"]["nodes"].as_array().unwrap().iter().filter_map(|node| node["id"].as_str()).collect();
    let all = metadata["packages"].as_array().unwrap();
    all.iter().filter(|package| package["id"].as_str().is_some_and(|id| resolved.contains(id))).cloned().collect()
}

fn linux() -> Vec<Value> {
    packages(&["--features", "cli,site,train", "--filter-platform", "x86_64-unknown-linux-gnu"])
}

fn policy() -> toml::Table {
    read(".cargo/deny.toml").parse().unwrap()
}

#[test]
fn every_crate_has_a_licence_that_we_allow_and_comes_from_the_registry() {
    let policy = policy();
    let words = |value: &toml::Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let allowed = words(&policy["licenses"]["allow"]);
    let sources = words(&policy["sources"]["allow-registry"]);
    for package in linux().iter().filter(|package| package["name"] != "whosaid") {
        let text = package["license"].as_str().unwrap_or("none");
        let licence =
            spdx::Expression::parse_mode(text, spdx::ParseMode::LAX).unwrap_or_else(|e| panic!("{text}: {e}"));
        let fits = |wanted: &spdx::LicenseReq| {
            wanted.addition.is_none() && wanted.license.id().is_some_and(|id| allowed.iter().any(|a| a == id.name))
        };
        assert!(licence.evaluate(fits), "{} has the licence {text}", package["name"]);
        let source = package["source"].as_str().unwrap_or("none").trim_start_matches("registry+");
        assert!(sources.iter().any(|s| s == source), "{} comes from {source}", package["name"]);
    }
}

#[test]
fn crates_come_twice_only_where_we_say_so_and_never_into_the_wasm() {
    let skipped: Vec<String> = policy()["bans"]["skip"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["crate"].as_str().unwrap().to_owned())
        .collect();
    let twice = |packages: Vec<Value>| -> Vec<String> {
        let mut versions: BTreeMap<String, usize> = BTreeMap::new();
        packages.iter().for_each(|p| *versions.entry(p["name"].as_str().unwrap().to_owned()).or_default() += 1);
        versions.into_iter().filter(|(_, n)| *n > 1).map(|(name, _)| name).collect()
    };
    assert_eq!(twice(linux()), skipped, ".cargo/deny.toml lists them");
    let tree = Command::new(env!("CARGO"))
        .current_dir(root())
        .args([
            "tree",
            "--locked",
            "-e",
            "normal,no-proc-macro",
            "--target",
            "wasm32-unknown-unknown",
            "--prefix",
            "none",
            "--duplicates",
        ])
        .output()
        .unwrap();
    assert!(tree.status.success() && tree.stdout.trim_ascii().is_empty(), "{}", String::from_utf8_lossy(&tree.stdout));
}

#[test]
fn everything_that_is_downloaded_has_a_hash() {
    for lock in ["Cargo.lock", "tests/fuzz/Cargo.lock", "tests/measure/Cargo.lock"] {
        let lock: toml::Table = read(lock).parse().unwrap();
        for package in lock["package"].as_array().unwrap() {
            let ours = package["name"].as_str().unwrap().starts_with("whosaid");
            assert!(ours || package.get("checksum").is_some(), "{package}");
        }
    }
    for folder in ["browser", "package", "bench"] {
        let lock: Value = serde_json::from_str(&read(&format!("tests/{folder}/package-lock.json"))).unwrap();
        for (name, package) in lock["packages"].as_object().unwrap().iter().filter(|(name, _)| !name.is_empty()) {
            assert!(
                package["integrity"].as_str().is_some_and(|hash| hash.starts_with("sha512-")),
                "{name} in {folder}"
            );
        }
    }
}

/// Each line of the threat model ends with the tests that stand for it, each as `file: name`.
#[test]
fn every_threat_has_tests_that_exist() {
    let security = read("SECURITY.md");
    let rows = security.lines().filter(|line| line.starts_with('|')).skip(2);
    let mut count = 0;
    for row in rows {
        let tests = row.trim_end_matches('|').rsplit(" | ").next().unwrap();
        let named: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test: {row}");
        for test in named {
            let (file, name) = test.split_once(": ").unwrap_or_else(|| panic!("{test} names no test"));
            assert!(Path::new(file).is_relative() && read(file).contains(name), "{file} has no test {name:?}");
        }
        count += 1;
    }
    assert!(count >= 10, "{count} lines");
}
