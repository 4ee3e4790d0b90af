//! How time and memory grow with the length of a text, natively and in wasm: a table on standard output and in
//! `docs/growth.md`, a picture in `docs/growth.svg`.
//!
//! `cargo run --release --manifest-path tests/measure/Cargo.toml --bin growth [-- --to 50000000 --wasm-to 10000000]`
//! Each text is read in a process of its own. Time is the thread's own, so that a busy machine lengthens it less.

#[path = "peak.rs"]
mod peak;
#[path = "texts.rs"]
mod texts;

use anyhow::{Context, Result, bail, ensure};
use cpu_time::ThreadTime;
use peak::peak;
use plotters::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use texts::{KINDS, Kind};

const SIZES: [usize; 6] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 50_000_000];

/// A text that would take more memory than this, by what the one before it took, is not read: a module of wasm has 4 GB.
const MOST_MEMORY: [(&str, usize); 2] = [("native", 7_000_000_000), ("wasm", 3_500_000_000)];

/// What is drawn: a short text costs what the start costs, which says nothing of growth.
const FIRST_DRAWN: usize = 10_000;

#[derive(Clone)]
struct Point {
    face: &'static str,
    kind: &'static Kind,
    bytes: usize,
    seconds: f64,
    /// The most memory of the process, less what a process with an empty text takes; of wasm, its whole memory.
    memory: usize,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [one, kind, bytes] = arguments.as_slice()
        && one == "one"
    {
        return measure_here(kind, bytes.parse()?);
    }
    let value = |name: &str, default: usize| -> Result<usize> {
        let at = arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1));
        at.map_or(Ok(default), |n| n.parse().with_context(|| format!("{name} wants a number of bytes")))
    };
    let (to, wasm_to) = (value("--to", 50_000_000)?, value("--wasm-to", 10_000_000)?);
    let mut points = Vec::new();
    let mut left_out = String::new();
    println!("{:<7} {:<44} {:>11} {:>9} {:>9} {:>9}", "face", "text", "bytes", "seconds", "µs/byte", "MB");
    for ((face, most), limit) in MOST_MEMORY.into_iter().zip([to, wasm_to]) {
        for kind in &KINDS {
            let mut last = (1, 0);
            for bytes in SIZES.into_iter().filter(|bytes| *bytes <= limit) {
                if last.1 / last.0 * bytes > most {
                    let megabytes = last.1 / last.0 * bytes / 1_000_000;
                    writeln!(left_out, "- {face}, {}, {bytes} bytes: would take {megabytes} MB", kind.says)?;
                    continue;
                }
                let (seconds, memory) = if face == "native" { native(kind, bytes)? } else { wasm(kind, bytes)? };
                let (per, megabytes) = (seconds * 1e6 / bytes as f64, memory as f64 / 1e6);
                println!("{face:<7} {:<44} {bytes:>11} {seconds:>9.3} {per:>9.2} {megabytes:>9.1}", kind.says);
                last = (bytes, memory);
                points.push(Point { face, kind, bytes, seconds, memory });
            }
        }
    }
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    std::fs::create_dir_all(&docs)?;
    let table = table(&points)? + "\nNot read, for their memory:\n\n" + &left_out;
    print!("\n{table}");
    std::fs::write(docs.join("growth.md"), table)?;
    draw(&points, &docs.join("growth.svg"))
}

/// Prints seconds and bytes of memory.
fn measure_here(kind: &str, bytes: usize) -> Result<()> {
    let kind = KINDS.iter().find(|k| k.name == kind).context("no such text")?;
    let text = (kind.make)(bytes);
    whosaid::analyze("\"Go,\" he said.", &whosaid::Options::default());
    let before = peak()?;
    let (mut best, begun) = (f64::INFINITY, ThreadTime::now());
    loop {
        let clock = ThreadTime::now();
        let report = whosaid::analyze(&text, &whosaid::Options::default());
        ensure!(!report.blocks.is_empty(), "nothing was read");
        best = best.min(clock.elapsed().as_secs_f64());
        if begun.elapsed().as_secs_f64() > 0.3 {
            break;
        }
    }
    println!("{best} {}", peak()?.saturating_sub(before));
    Ok(())
}

fn native(kind: &Kind, bytes: usize) -> Result<(f64, usize)> {
    answer(Command::new(std::env::current_exe()?).args(["one", kind.name, &bytes.to_string()]), "")
}

/// In Node, with the wasm that `cargo site build` made.
fn wasm(kind: &Kind, bytes: usize) -> Result<(f64, usize)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("growth.mjs");
    answer(Command::new("node").arg("--max-old-space-size=8192").arg(script), &(kind.make)(bytes))
}

fn answer(command: &mut Command, input: &str) -> Result<(f64, usize)> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().context("no way in")?.write_all(input.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("a reading failed: {}", output.status);
    }
    let answer = String::from_utf8(output.stdout)?;
    let (seconds, memory) = answer.trim().split_once(' ').context("an odd answer")?;
    Ok((seconds.parse()?, memory.parse()?))
}

/// How much dearer a byte of the longest text is than one of a text of 10 KB, in time.
fn table(points: &[Point]) -> Result<String> {
    let mut out = String::from(
        "# Growth\n\nTime and memory against the length of a text, made by\n\
        `cargo run --release --manifest-path tests/measure/Cargo.toml --bin growth`.\n\
        Times are the best of several for short texts and of one for long ones; memory of the native program is what\n\
        reading adds at its peak, that of wasm is the whole memory of the module.\n\n![Time and memory](growth.svg)\n\n\
        | | text | bytes | seconds | µs a byte | against 10 KB | memory, MB | bytes a byte |\n|---|---|--:|--:|--:|--:|--:|--:|\n",
    );
    for p in points {
        let same = |q: &&Point| q.face == p.face && q.kind.name == p.kind.name && q.bytes == 10_000;
        let per = p.seconds * 1e6 / p.bytes as f64;
        let ratio = points.iter().find(same).map_or(f64::NAN, |q| per / (q.seconds * 1e6 / q.bytes as f64));
        let (megabytes, each) = (p.memory as f64 / 1e6, p.memory / p.bytes);
        writeln!(
            out,
            "| {} | {} | {} | {:.3} | {per:.2} | {ratio:.2} | {megabytes:.1} | {each} |",
            p.face, p.kind.says, p.bytes, p.seconds
        )?;
    }
    Ok(out)
}

type Value = fn(&Point) -> f64;

fn draw(points: &[Point], file: &Path) -> Result<()> {
    let area = SVGBackend::new(file, (1200, 900)).into_drawing_area();
    area.fill(&WHITE)?;
    let panels = area.split_evenly((2, 2));
    let values: [(&str, Value); 2] =
        [("µs a byte", |p| p.seconds * 1e6 / p.bytes as f64), ("MB of memory", |p| p.memory as f64 / 1e6)];
    let mut panels = panels.iter();
    for face in ["native", "wasm"] {
        for (what, value) in values {
            let here: Vec<&Point> = points.iter().filter(|p| p.face == face && p.bytes >= FIRST_DRAWN).collect();
            let Some((panel, (least, most))) = panels.next().zip(range(here.iter().map(|p| value(p)))) else {
                continue;
            };
            let longest = here.iter().map(|p| p.bytes as f64).fold(1e5, f64::max);
            let mut chart = ChartBuilder::on(panel)
                .caption(format!("{face}: {what}"), ("sans-serif", 18))
                .margin(10)
                .x_label_area_size(35)
                .y_label_area_size(55)
                .build_cartesian_2d((1e4..longest).log_scale(), (least / 1.5..most * 1.5).log_scale())?;
            chart.configure_mesh().x_desc("bytes of text").y_label_formatter(&|y| format!("{y:.3}")).draw()?;
            for (i, kind) in KINDS.iter().enumerate() {
                let line = here.iter().filter(|p| p.kind.name == kind.name).map(|p| (p.bytes as f64, value(p)));
                let line: Vec<(f64, f64)> = line.collect();
                let colour = Palette99::pick(i).stroke_width(2);
                chart
                    .draw_series(LineSeries::new(line.iter().copied(), colour))?
                    .label(kind.says)
                    .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour));
                chart.draw_series(line.iter().map(|at| Circle::new(*at, 3, colour.filled())))?;
            }
            // Where no line runs; the panel beside it has the same colours.
            if what.starts_with("MB") {
                let mut labels = chart.configure_series_labels();
                labels.position(SeriesLabelPosition::UpperLeft).background_style(WHITE.mix(0.8));
                labels.border_style(BLACK).draw()?;
            }
        }
    }
    area.present()?;
    Ok(())
}

fn range(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let values: Vec<f64> = values.filter(|v| *v > 0.0).collect();
    let (first, rest) = values.split_first()?;
    Some(rest.iter().fold((*first, *first), |(a, b), v| (a.min(*v), b.max(*v))))
}
