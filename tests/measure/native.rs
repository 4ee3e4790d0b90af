//! Measures whosaid natively as `tests/bench/measure.mjs` measures readers in JavaScript: the same texts on standard input, the
//! same figures as JSON on standard output. `cargo site peers` runs it.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Instant;
use whosaid::report::Report;
use whosaid::{Options, analyze};

const WARM: usize = 20;
const ROUNDS: usize = 3;
const TIMES: usize = 200;

#[path = "peak.rs"]
mod peak;

fn main() -> anyhow::Result<()> {
    let input: Value = serde_json::from_reader(std::io::stdin())?;
    let texts = |key: &str| input[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    let articles: Vec<&str> = texts("articles").collect();
    let thousands: Vec<&str> = texts("thousands").collect();
    let read = |text: &str| analyze(text, &Options::default());
    let clock = |run: &mut dyn FnMut()| {
        let begun = Instant::now();
        run();
        begun.elapsed().as_secs_f64() * 1e3
    };
    let start = clock(&mut || drop(read(articles.first().unwrap_or(&""))));
    articles.iter().cycle().take(WARM).for_each(|text| drop(read(text)));
    let mut found = BTreeMap::new();
    articles.iter().for_each(|text| count(&read(text), &mut found));
    let round = || clock(&mut || articles.iter().for_each(|text| drop(read(text))));
    let best = (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min);
    let mut times: Vec<f64> =
        thousands.iter().cycle().take(TIMES).map(|text| clock(&mut || drop(read(text)))).collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{}",
        json!({"start": start, "best": best, "times": times, "found": found, "wasm": null, "peak": peak::peak()?})
    );
    Ok(())
}

fn count(report: &Report, found: &mut BTreeMap<&str, usize>) {
    let entities = |types: &[&str]| report.entities.iter().filter(|e| types.contains(&e.etype)).count();
    let spoken = || report.quotes.iter().filter(|q| q.is_speech());
    for (what, n) in [
        ("people", entities(&["PERSON"])),
        ("names", entities(&["PERSON", "ORG", "GPE", "LOC"])),
        ("quotations", spoken().count()),
        ("speakers", spoken().filter(|q| q.speaker.is_some()).count()),
    ] {
        *found.entry(what).or_default() += n;
    }
}
