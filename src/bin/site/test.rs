//! Every test in one command.

use crate::build::{build, install_node_packages};
use crate::shell::{cargo, find, output, root, run, run_with};
use anyhow::{Context, Result, bail, ensure};
use std::path::PathBuf;
use std::time::Instant;

/// The features of this tool's own build: what was compiled for it serves the tests too.
const FEATURES: &str = "cli,site";

/// Formatting, lints, native tests, the wasm build, wasm against native, the page in Chromium.
pub fn test() -> Result<()> {
    let begun = Instant::now();
    let cargo = cargo();
    run(&cargo, &["fmt", "--check"])?;
    run(&cargo, &["clippy", "--all-targets", "--features", FEATURES, "--", "-D", "warnings"])?;
    native(&cargo)?;
    build()?;
    run(&cargo, &["clippy", "--lib", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"])?;
    install_node_packages("tests/browser")?;
    let chromium = chromium()?;
    let mut args = vec!["--test".to_owned(), "--test-concurrency=1".to_owned()];
    args.extend(browser_tests()?);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    run_with("node", &args, &[("CHROMIUM", &chromium.to_string_lossy())])?;
    println!("every test passed in {} s", begun.elapsed().as_secs());
    Ok(())
}

/// The native tests; those of the documentation run in no other way than cargo's own.
fn native(cargo: &str) -> Result<()> {
    if find("cargo-nextest").is_some() {
        run(cargo, &["nextest", "run", "--features", FEATURES])?;
        run(cargo, &["test", "--doc", "--features", FEATURES])?;
    } else {
        run(cargo, &["test", "--features", FEATURES])?;
    }
    run(cargo, &["build", "--bins", "--features", FEATURES])
}

fn browser_tests() -> Result<Vec<String>> {
    let folder = std::fs::read_dir(root().join("tests/browser")).context("tests/browser is missing")?;
    let names = folder.filter_map(|e| e.ok()?.file_name().into_string().ok());
    let mut files: Vec<String> =
        names.filter(|n| n.ends_with(".test.mjs")).map(|n| format!("tests/browser/{n}")).collect();
    files.sort();
    ensure!(!files.is_empty(), "no browser test is there");
    Ok(files)
}

/// The browser of the tests: the one that $CHROMIUM names, one on the path, or the system's package.
fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return Ok(path.into());
    }
    let installed = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find);
    if let Some(path) = installed() {
        return Ok(path);
    }
    if find("apt-get").is_none() {
        bail!("the browser tests need Chromium: install it or name its program in $CHROMIUM");
    }
    let is_root = output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let apt = |args: &[&str]| {
        let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
        if is_root {
            run_with("apt-get", args, &quiet)
        } else {
            run_with("sudo", &[&["apt-get"], args].concat(), &quiet)
        }
    };
    apt(&["update", "-q"])?;
    apt(&["install", "-q", "-y", "--no-install-recommends", "chromium"])?;
    installed().context("chromium was installed and is not on the path")
}
