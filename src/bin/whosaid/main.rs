//! The command line program: who said what in an article, for people (a view) and for programs (JSON).

mod input;
mod line;
mod ndjson;
mod output;
mod view;

use anyhow::Context;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use whosaid::report::{self, Corrections, Report};
use whosaid::{OffsetUnit, Options};

/// Reads news articles and says who said what.
#[derive(Parser)]
#[command(name = "whosaid", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read one article, or with --ndjson a stream of them.
    Analyze(Analyze),
}

#[derive(Args)]
struct Analyze {
    /// The article, UTF-8, or with --ndjson the articles; standard input if it is left out or "-".
    file: Option<PathBuf>,
    /// How to show the report of one article.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The unit of all positions in JSON and CSV.
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    offsets: Offsets,
    /// Corrections to apply first, as the page saves them.
    #[arg(long, value_name = "FILE", conflicts_with = "ndjson")]
    corrections: Option<PathBuf>,
    /// Read lines {"id", "text"} and write one line a line, in the same order.
    #[arg(long, conflicts_with = "format")]
    ndjson: bool,
    /// Threads for --ndjson; all cores by default.
    #[arg(long, requires = "ndjson", value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
    /// File for the lines of --ndjson; standard output if it is left out.
    #[arg(long, requires = "ndjson")]
    output: Option<PathBuf>,
    /// Go on where an earlier run with the same input and options left --output; start if it is not there.
    #[arg(long, requires = "output")]
    resume: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A view for people.
    Text,
    /// The report as one line of JSON.
    Json,
    /// A table of quotations.
    Csv,
    /// A table of entities.
    CsvEntities,
    /// Quotations under their speakers, in Markdown.
    Markdown,
    /// W3C Web Annotations.
    W3c,
    /// schema.org in JSON-LD.
    Jsonld,
    /// The marked article in TEI.
    Tei,
}

impl Format {
    /// None for the view.
    fn export(self) -> Option<report::Format> {
        Some(match self {
            Self::Text => return None,
            Self::Json => report::Format::Json,
            Self::Csv => report::Format::Csv,
            Self::CsvEntities => report::Format::CsvEntities,
            Self::Markdown => report::Format::Markdown,
            Self::W3c => report::Format::W3c,
            Self::Jsonld => report::Format::JsonLd,
            Self::Tei => report::Format::Tei,
        })
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Offsets {
    /// Unicode code points, as Python counts.
    Chars,
    /// UTF-16 code units, as JavaScript counts.
    Utf16,
    /// UTF-8 bytes, as Rust counts.
    Bytes,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Chars => Self::Chars,
            Offsets::Utf16 => Self::Utf16,
            Offsets::Bytes => Self::Bytes,
        }
    }
}

fn main() -> ExitCode {
    let Command::Analyze(args) = Cli::parse().command;
    let options = Options { offsets: args.offsets.into() };
    let done = if args.ndjson { stream(&args, &options) } else { analyze(&args, &options) };
    match done {
        Ok(code) => code,
        // The reader of our output went away: nothing is wrong.
        Err(error) if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe) => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "whosaid: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn stream(args: &Analyze, options: &Options) -> anyhow::Result<ExitCode> {
    let input = input::open(args.file.as_deref())?;
    ndjson::stream(options, args.threads, input, output::Output::open(args.output.as_deref(), args.resume)?)
}

fn analyze(args: &Analyze, options: &Options) -> anyhow::Result<ExitCode> {
    let text = input::read(args.file.as_deref())?;
    let mut report = whosaid::analyze(&text, options);
    if let Some(file) = &args.corrections {
        correct(file, &text, &mut report)?;
    }
    match args.format.export() {
        Some(format) => {
            let mut out = io::stdout().lock();
            out.write_all(report::export(&text, &report, format)?.as_bytes())?;
            out.flush()?;
        }
        None => view::print(&report)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Applies a file of corrections; says on standard error how many of them fit nothing.
fn correct(file: &Path, text: &str, report: &mut Report) -> anyhow::Result<()> {
    let name = file.display();
    let given: Corrections =
        serde_json::from_str(&input::read(Some(file))?).with_context(|| format!("{name} is no file of corrections"))?;
    report::correct(text, report, &given).map_err(|what| anyhow::anyhow!("{name}: {what}"))?;
    let left = given.corrections.len() - report.corrections.len();
    if left > 0 {
        writeln!(io::stderr(), "whosaid: {left} of {} corrections do not fit this text", given.corrections.len())?;
    }
    Ok(())
}
