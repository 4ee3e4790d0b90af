//! Every test in one command.

use crate::build::{build, install_node_packages};
use crate::shell::{cargo, output, root, run};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Formatting, lints, native tests, the wasm build, wasm against native, the page in Chromium.
pub fn test() -> Result<()> {
    let cargo = cargo();
    run(&cargo, &["fmt", "--check"])?;
    run(&cargo, &["clippy", "--all-targets", "--features", "cli,site", "--", "-D", "warnings"])?;
    run(&cargo, &["test", "--features", "cli,site"])?;
    run(&cargo, &["build", "--features", "cli,site", "--bin", "whosaid"])?;
    build()?;
    install_node_packages()?;
    install_chromium()?;
    let mut args = vec!["--test".to_owned(), "--test-concurrency=1".to_owned()];
    args.extend(browser_tests()?);
    run("node", &args.iter().map(String::as_str).collect::<Vec<_>>())
}

fn browser_tests() -> Result<Vec<String>> {
    let folder = std::fs::read_dir(root().join("tests/browser")).context("tests/browser is missing")?;
    let names = folder.filter_map(|e| e.ok()?.file_name().into_string().ok());
    let mut files: Vec<String> =
        names.filter(|n| n.ends_with(".test.mjs")).map(|n| format!("tests/browser/{n}")).collect();
    files.sort();
    if files.is_empty() {
        bail!("no browser test is there");
    }
    Ok(files)
}

/// A Debian-like system gets Chromium from its own packages.
fn install_chromium() -> Result<()> {
    if Path::new("/usr/bin/chromium").exists() || std::env::var_os("CHROMIUM").is_some() {
        return Ok(());
    }
    let root_user = output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let install = |args: &[&str]| {
        if root_user { run("apt-get", args) } else { run("sudo", &[&["apt-get"], args].concat()) }
    };
    install(&["update", "-q"])?;
    install(&["install", "-q", "-y", "--no-install-recommends", "chromium"])
}
