//! Every test in one command.

use crate::build::install_node_packages;
use crate::fuzz::fuzz;
use crate::instructions::instructions;
use crate::package::package;
use crate::shell::{cargo, find, provide, root, run, run_with};
use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The features of this tool's own build: what was compiled for it serves the tests too.
const FEATURES: &str = "cli,site";

/// How long every run of the tests looks for new inputs that break something.
const MINUTE: Duration = Duration::from_secs(60);

/// A browser engine that the tests of the page run in.
#[derive(Clone, Copy, ValueEnum)]
pub enum Engine {
    /// Chromium; the only one for what cannot be tested from outside in the others.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK, the engine of Safari.
    Webkit,
}

impl Engine {
    fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// The variable that names its program, the programs it may have, and the packages that bring them.
    fn needs(self) -> (&'static str, &'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Chromium => ("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"], &["chromium"]),
            Self::Firefox => ("FIREFOX", &["firefox-esr", "firefox"], &["firefox-esr"]),
            Self::Webkit => ("WEBKIT_DRIVER", &["WebKitWebDriver"], &["webkit2gtk-driver", "xvfb"]),
        }
    }
}

/// Formatting, lints, native tests, a minute of fuzzing, instructions a word, the wasm build, wasm against native, the package, the page in Chromium and in Firefox.
pub fn test() -> Result<()> {
    let begun = Instant::now();
    let cargo = cargo();
    run(&cargo, &["fmt", "--check"])?;
    run(&cargo, &["clippy", "--all-targets", "--features", FEATURES, "--", "-D", "warnings"])?;
    native(&cargo)?;
    run(&cargo, &["fmt", "--check", "--manifest-path", "tests/fuzz/Cargo.toml"])?;
    fuzz(MINUTE, None, false)?;
    run(&cargo, &["fmt", "--check", "--manifest-path", "tests/measure/Cargo.toml"])?;
    instructions(false)?;
    package()?;
    run(&cargo, &["clippy", "--lib", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"])?;
    in_engine(
        Engine::Chromium,
        &[tests_of("tests/browser", |_| true)?, tests_of("tests/package", |_| true)?].concat(),
    )?;
    in_engine(Engine::Firefox, &tests_of("tests/browser", opens_pages)?)?;
    println!("every test passed in {} s", begun.elapsed().as_secs());
    Ok(())
}

/// The tests of the page in one engine. Some of them compare it with the command line program.
pub fn test_in(engine: Engine) -> Result<()> {
    run(&cargo(), &["build", "--bin", "whosaid", "--features", FEATURES])?;
    package()?;
    in_engine(engine, &tests_of("tests/browser", opens_pages)?)
}

fn in_engine(engine: Engine, tests: &[String]) -> Result<()> {
    install_node_packages("tests/browser")?;
    let program = installed(engine)?;
    // A file that hangs is a failure, not the end of the gate's time.
    let mut args = vec!["--test", "--test-concurrency=1", "--test-timeout=900000"];
    args.extend(tests.iter().map(String::as_str));
    run_with("node", &args, &[("ENGINE", engine.name()), (engine.needs().0, &program.to_string_lossy())])
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

fn tests_of(folder: &str, wanted: impl Fn(&Path) -> bool) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(root().join(folder)).with_context(|| format!("{folder} is missing"))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let names = paths.filter(|path| wanted(path)).filter_map(|path| path.file_name()?.to_str().map(str::to_owned));
    let mut files: Vec<String> =
        names.filter(|name| name.ends_with(".test.mjs")).map(|name| format!("{folder}/{name}")).collect();
    files.sort();
    ensure!(!files.is_empty(), "no test is in {folder}");
    Ok(files)
}

/// Whether a test is about the page, not about the server or the wasm in Node, which are the same for every engine.
fn opens_pages(test: &Path) -> bool {
    std::fs::read_to_string(test).is_ok_and(|source| source.contains("withBrowser()"))
}

/// The engine's program: the one that its variable names, one on the path, or the system's package.
pub fn installed(engine: Engine) -> Result<PathBuf> {
    let (variable, programs, packages) = engine.needs();
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    provide(programs, packages).with_context(|| format!("or name the program in ${variable}"))
}
