//! The command line program: who said what in an article, for people (a view) and for programs (JSON).

mod input;
mod line;
mod ndjson;
mod output;
mod view;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;
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
    /// The article, UTF-8; standard input if it is left out or "-".
    file: Option<PathBuf>,
    /// How to show the report of one article.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The unit of all positions in JSON.
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    offsets: Offsets,
    /// Read lines {"id", "text"} from standard input and write one line a line, in the same order.
    #[arg(long, conflicts_with_all = ["file", "format"])]
    ndjson: bool,
    /// Threads for --ndjson; all cores by default.
    #[arg(long, requires = "ndjson", value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
    /// File for the lines of --ndjson; standard output if it is left out.
    #[arg(long, requires = "ndjson")]
    output: Option<PathBuf>,
    /// Go on after the last whole line of --output, with the same input as before.
    #[arg(long, requires = "output")]
    resume: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A view for people.
    Text,
    /// The report as one line of JSON.
    Json,
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
            let _ = writeln!(io::stderr(), "whosaid: {error}");
            ExitCode::from(2)
        }
    }
}

fn stream(args: &Analyze, options: &Options) -> anyhow::Result<ExitCode> {
    ndjson::stream(options, args.threads, output::Output::open(args.output.as_deref(), args.resume)?)
}

fn analyze(args: &Analyze, options: &Options) -> anyhow::Result<ExitCode> {
    let text = input::read(args.file.as_deref())?;
    let report = whosaid::analyze(&text, options);
    match args.format {
        Format::Json => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            serde_json::to_writer(&mut out, &report).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
            out.flush()?;
        }
        Format::Text => view::print(&report)?,
    }
    Ok(ExitCode::SUCCESS)
}
