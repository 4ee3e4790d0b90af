//! Accuracy against bytes: a table in `docs/pruning.md`, a picture in `docs/pruning.svg`.
//!
//! `cargo run --release --manifest-path tests/measure/Cargo.toml --features pruning --bin pruning [FOLDER OF THE CORPORA]`

use anyhow::{Context, Result};
use plotters::prelude::*;
use std::fmt::Write as _;
use std::path::Path;
use whosaid::train::pruning::{Curve, Point, curves};

fn main() -> Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = std::env::args().nth(1).map_or_else(|| here.join("../../../shared/data"), Into::into);
    let curves = curves(&data);
    let table = table(&curves)?;
    print!("{table}");
    let docs = here.join("../../docs");
    std::fs::write(docs.join("pruning.md"), table)?;
    draw(&curves, &docs.join("pruning.svg"))
}

fn table(curves: &[Curve]) -> Result<String> {
    let mut out = String::from(
        "# Accuracy against bytes\n\nWhat each stage reads right on dev when only the largest of its shipped weights are kept, made by\n\
        `cargo run --release --manifest-path tests/measure/Cargo.toml --features pruning --bin pruning` (it needs the corpora).\n\
        The weights are not learned again. Names are measured on the corpora's own tokens, quotes and coreference from\n\
        raw text; all other stages have all their weights. The parser is a network that cannot be pruned so. Bytes are of the file under brotli 11.\n\n![Accuracy against bytes](pruning.svg)\n",
    );
    for curve in curves {
        writeln!(
            out,
            "\n| {}: {} | weights | brotli | less than shipped |\n|--:|--:|--:|--:|",
            curve.stage, curve.measure
        )?;
        let shipped = curve.points.first().map_or(0.0, |p| p.accuracy);
        for p in &curve.points {
            let (accuracy, less) = (p.accuracy, shipped - p.accuracy);
            writeln!(out, "| {accuracy:.2} | {} | {} | {less:.2} |", p.weights, p.brotli)?;
        }
    }
    Ok(out)
}

fn kilobytes(p: &Point) -> f64 {
    p.brotli as f64 / 1e3
}

fn draw(curves: &[Curve], file: &Path) -> Result<()> {
    let area = SVGBackend::new(file, (900, 560)).into_drawing_area();
    area.fill(&WHITE)?;
    let all = || curves.iter().flat_map(|curve| &curve.points);
    let least = all().map(kilobytes).fold(f64::INFINITY, f64::min);
    let most = all().map(kilobytes).fold(0.0, f64::max);
    let lowest = all().map(|p| p.accuracy).fold(100.0, f64::min);
    let mut chart = ChartBuilder::on(&area)
        .caption("Right on dev in percent, by kilobytes of weights; rings: what ships", ("sans-serif", 18))
        .margin(10)
        .x_label_area_size(35)
        .y_label_area_size(45)
        .build_cartesian_2d((least / 1.2..most * 1.2).log_scale(), (lowest - 5.0).max(0.0)..100.0)?;
    chart.configure_mesh().x_desc("KB of the file under brotli 11").y_label_formatter(&|y| format!("{y:.0}")).draw()?;
    for (i, curve) in curves.iter().enumerate() {
        let line: Vec<(f64, f64)> = curve.points.iter().map(|p| (kilobytes(p), p.accuracy)).collect();
        let shipped = *line.first().context("a curve without points")?;
        let colour = Palette99::pick(i).stroke_width(2);
        chart
            .draw_series(LineSeries::new(line.iter().copied(), colour))?
            .label(format!("{}: {}", curve.stage, curve.measure))
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 16, y)], colour));
        chart.draw_series(line.iter().map(|at| Circle::new(*at, 3, colour.filled())))?;
        chart.draw_series([Circle::new(shipped, 7, colour)])?;
    }
    let place = SeriesLabelPosition::LowerRight;
    chart.configure_series_labels().position(place).background_style(WHITE.mix(0.8)).border_style(BLACK).draw()?;
    area.present()?;
    Ok(())
}
