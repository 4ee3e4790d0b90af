//! The build tool: builds the wasm, serves the page, runs every test. `cargo site build | serve | package | fuzz | test`.

mod assets;
mod build;
mod bundle;
mod contents;
mod fuzz;
mod instructions;
mod measure;
mod package;
mod peers;
mod recipe;
mod serve;
mod shell;
mod size;
mod test;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use std::time::Duration;

/// Builds, serves and tests the page.
#[derive(Parser)]
#[command(name = "cargo site", bin_name = "cargo site", version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the wasm into www/pkg by the recipe of wasm-pack.toml; fail above its budgets.
    Build {
        /// Leave out features that engines of before 2023 lack.
        #[arg(long)]
        plain: bool,
    },
    /// Build what changed, then serve www/ on this machine and print the address.
    Serve {
        /// The port; the next free one if it is taken.
        #[arg(long, default_value_t = 8000)]
        port: u16,
        /// Serve what was built before.
        #[arg(long)]
        no_build: bool,
    },
    /// Build what changed, then the npm package (dist/npm) and the page in one file (www/whosaid.html).
    Package,
    /// Look for inputs that break something, with libFuzzer.
    Fuzz {
        /// How long, in minutes.
        #[arg(long, default_value_t = 30)]
        minutes: u64,
        /// One target only: text, corrections, weights or typing.
        #[arg(long)]
        target: Option<String>,
        /// Do not look: gather the fewest inputs that reach everything, to be kept.
        #[arg(long)]
        keep: bool,
    },
    /// Say what is in the wasm, byte by byte: by section, by module of the code, by file of the data; writes docs/size.md.
    Size,
    /// Count what a word costs in instructions (valgrind) and fail where it is a tenth more than the baseline.
    Instructions {
        /// Make the baseline anew.
        #[arg(long)]
        renew: bool,
    },
    /// Measure whosaid (native, in Node, in Chromium) beside compromise and wink-nlp on the same articles.
    Peers {
        /// Lines {"text"}; the test articles otherwise.
        articles: Option<String>,
    },
    /// Install what the tests need and run all of them: formatting, lints, native, a minute of fuzzing, instructions a word, wasm, the package, the page in Chromium and Firefox.
    Test {
        /// Run the tests of the page in one engine only.
        #[arg(long)]
        engine: Option<test::Engine>,
    },
}

fn main() -> ExitCode {
    match obey(Args::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cargo site: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> Result<()> {
    match command {
        Command::Build { plain } => build::build(plain),
        Command::Serve { port, no_build } => {
            if !no_build {
                build::build(false)?;
            }
            serve::serve(port)
        }
        Command::Fuzz { minutes, target, keep } => {
            fuzz::fuzz(Duration::from_secs(minutes * 60), target.as_deref(), keep)
        }
        Command::Instructions { renew } => instructions::instructions(renew),
        Command::Size => contents::contents(),
        Command::Peers { articles } => peers::peers(articles.as_deref()),
        Command::Package => package::package(),
        Command::Test { engine: None } => test::test(),
        Command::Test { engine: Some(engine) } => test::test_in(engine),
    }
}
