//! How long each step of the reading takes for one article of a newspaper: `cargo bench --manifest-path tests/measure/Cargo.toml`
//! (`-- entities` for one step). The article is the one that $ARTICLE names, else the longest of the tests.

#[path = "texts.rs"]
mod texts;

use divan::Bencher;
use divan::counter::ItemsCount;
use std::sync::LazyLock;
use whosaid::document::Document;
use whosaid::report::{Format, Report, export, report};
use whosaid::train::stages::Halves;
use whosaid::{OffsetUnit, Options, Reader, STAGES, analyze, annotate};

static TEXT: LazyLock<String> = LazyLock::new(|| match std::env::var_os("ARTICLE") {
    Some(file) => std::fs::read_to_string(&file).expect("the article that $ARTICLE names"),
    None => include_str!("../articles/wikinews-warming.txt").to_owned(),
});

/// Long enough to smooth what else the machine does.
const SAMPLES: u32 = 60;

fn main() {
    println!("{} words", TEXT.split_whitespace().count());
    divan::main();
}

fn words() -> ItemsCount {
    ItemsCount::new(TEXT.split_whitespace().count())
}

fn names() -> impl Iterator<Item = &'static str> {
    STAGES.iter().map(|(name, _)| *name)
}

/// The document before a step.
fn before(step: &str) -> Document<'static> {
    let mut doc = Document::new(&TEXT);
    STAGES.iter().take_while(|(name, _)| *name != step).for_each(|(_, run)| run(&mut doc));
    doc
}

#[divan::bench(args = names(), sample_count = SAMPLES, sample_size = 1)]
fn step(bencher: Bencher, name: &str) {
    let (_, run) = STAGES.iter().find(|stage| stage.0 == name).expect("a step of this name");
    bencher.counter(words()).with_inputs(|| before(name)).bench_local_refs(run);
}

#[divan::bench(sample_count = SAMPLES, sample_size = 1)]
fn syntax_tag(bencher: Bencher) {
    let (halves, doc) = (Halves::load(), before("syntax"));
    bencher.counter(words()).bench_local(|| halves.tag(&doc));
}

#[divan::bench(sample_count = SAMPLES, sample_size = 1)]
fn syntax_parse(bencher: Bencher) {
    let (halves, doc) = (Halves::load(), before("syntax"));
    bencher.counter(words()).with_inputs(|| halves.tag(&doc)).bench_local_refs(|tagged| halves.parse(&doc, tagged));
}

fn read() -> Report {
    analyze(&TEXT, &Options::default())
}

#[divan::bench(name = "report", sample_count = SAMPLES, sample_size = 1)]
fn make_report(bencher: Bencher) {
    let doc = annotate(&TEXT);
    bencher.counter(words()).bench_local(|| report(&doc, OffsetUnit::Utf16));
}

#[divan::bench(name = "export", args = Format::ALL.map(Format::name), sample_count = SAMPLES, sample_size = 1)]
fn make_export(bencher: Bencher, format: &str) {
    let (report, format) = (read(), Format::named(format).expect("a format of this name"));
    bencher.counter(words()).bench_local(|| export(&TEXT, &report, format));
}

#[divan::bench(sample_count = SAMPLES, sample_size = 1)]
fn typing_fresh(bencher: Bencher) {
    let [text, _] = texts::typed();
    bencher.bench_local(|| analyze(&text, &Options::default()));
}

#[divan::bench(sample_count = SAMPLES, sample_size = 1)]
fn typing_again(bencher: Bencher) {
    let (texts, mut reader) = (texts::typed(), Reader::default());
    let mut turns = texts.iter().cycle();
    reader.analyze(&texts[1], &Options::default());
    bencher.bench_local(|| reader.analyze(turns.next().expect("two texts"), &Options::default()));
}

#[divan::bench(sample_count = SAMPLES, sample_size = 1)]
fn all(bencher: Bencher) {
    bencher.counter(words()).bench_local(read);
}
