//! Floor 5: learns the weights. Native only, behind the feature `train`; calls the stages' own feature code, so that one
//! definition of a feature serves learning and reading.
#![allow(clippy::indexing_slicing, clippy::expect_used, clippy::panic, reason = "a tool for developers: it may stop")]

pub(crate) mod corpus;
mod crf;
mod evaluate;
pub(crate) mod names;
pub(crate) mod parser;
mod table;
pub(crate) mod tagger;

pub use evaluate::run as evaluate;

use crate::syntax::parser::Parser;
use crate::syntax::tagger::{Tag, Tagger};
use corpus::{Tree, read_trees};
use std::path::{Path, PathBuf};
use std::time::Instant;
use tagger::Settings;

/// Folder of the shipped weights.
const MODELS: &str = "src/data/models";
const FOLDS: usize = 4;

/// Learns what the arguments name: `all`, or some of `tagger parser names`, and `--data FOLDER`.
pub fn run(arguments: &[String]) {
    let value = |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1)).map(String::as_str);
    let data = PathBuf::from(value("--data").unwrap_or("../shared/data"));
    let asked = |part: &str| arguments.iter().any(|a| a == part || a == "all");
    if asked("tagger") {
        train_tagger(&data);
    }
    if asked("parser") {
        train_parser(&data);
    }
    if asked("names") {
        train_names(&data);
    }
}

/// The files of weights, all of which ship.
const FILES: [&str; 5] = ["clusters.bin", "gazetteer.bin", "names.bin", "parser.bin", "tagger.bin"];

fn load(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(MODELS).join(name)).expect("the folder of the weights")
}

fn env(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn save(name: &str, bytes: &[u8]) {
    let path = Path::new(MODELS).join(name);
    std::fs::write(&path, bytes).expect("the folder of the weights");
    println!("{}: {} bytes, {} brotli", path.display(), bytes.len(), packed(bytes));
}

/// Size under brotli at its best.
pub fn packed(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).expect("memory");
    out.len()
}

fn trees(data: &Path, set: &str) -> Vec<Tree> {
    let mut trees = read_trees(&data.join(format!("syntax/ewt-{set}.conllu")));
    trees.extend(read_trees(&data.join(format!("syntax/gum-{set}.conllu"))));
    trees
}

fn dev(data: &Path) -> [(&'static str, Vec<Tree>); 2] {
    ["ewt", "gum"].map(|name| (name, read_trees(&data.join(format!("syntax/{name}-dev.conllu")))))
}

fn tagger_settings() -> Settings {
    Settings { epochs: env("EPOCHS", 8), bits: env("BITS", 20) as u32, keep: env("KEEP", 250_000) }
}

fn train_tagger(data: &Path) {
    let (train, start) = (trees(data, "train"), Instant::now());
    let tags = tagger::inventory(&train);
    let bytes = tagger::learn(&train.iter().collect::<Vec<_>>(), &tags, tagger_settings());
    println!("tagger: {} tags, {:.0} s", tags.len(), start.elapsed().as_secs_f64());
    save("tagger.bin", &bytes);
    let tagger = Tagger::load(&bytes).expect("what was just written");
    for (name, trees) in dev(data) {
        let start = Instant::now();
        let (upos, xpos) = tagger::accuracy(&tagger, &trees);
        let tokens: usize = trees.iter().map(|t| t.words.len()).sum();
        println!("{name} dev: UPOS {upos:.2} XPOS {xpos:.2}, {:.0} k tokens/s", tokens as f64 / start.elapsed().as_secs_f64() / 1e3);
    }
}

/// Tags each sentence with a tagger that has not learned from it.
fn jackknife(train: &[Tree]) -> Vec<Vec<Tag>> {
    let tags = tagger::inventory(train);
    let mut tagged = vec![Vec::new(); train.len()];
    for fold in 0..FOLDS {
        // Whole stretches, so that a document stays together.
        let of = |i: usize| i / 50 % FOLDS;
        let rest: Vec<&Tree> = train.iter().enumerate().filter(|(i, _)| of(*i) != fold).map(|(_, t)| t).collect();
        let settings = Settings { epochs: 5, ..tagger_settings() };
        let tagger = Tagger::load(&tagger::learn(&rest, &tags, settings)).expect("what was just written");
        for (i, tree) in train.iter().enumerate().filter(|(i, _)| of(*i) == fold) {
            tagged[i] = tagger.tag(&tree.words);
        }
    }
    tagged
}

fn train_parser(data: &Path) {
    let (train, start) = (trees(data, "train"), Instant::now());
    let tagged = jackknife(&train);
    println!("tagged in {:.0} s", start.elapsed().as_secs_f64());
    let arcs = Settings { epochs: env("PEPOCHS", 10), bits: env("ABITS", 21) as u32, keep: env("AKEEP", 500_000) };
    let labels = Settings { epochs: 0, bits: env("LBITS", 20) as u32, keep: env("LKEEP", 200_000) };
    let bytes = parser::learn(&train, &tagged, arcs, labels, &mut |epoch, _| {
        println!("round {epoch}, {:.0} s", start.elapsed().as_secs_f64());
    });
    save("parser.bin", &bytes);
    let parser = Parser::load(&bytes).expect("what was just written");
    let tagger = Tagger::load(&std::fs::read(Path::new(MODELS).join("tagger.bin")).expect("a tagger")).expect("a tagger");
    for (name, trees) in dev(data) {
        let start = Instant::now();
        let (uas, las) = parser::accuracy(&mut |t| parser.parse(&t.words, &tagger.tag(&t.words)), &trees);
        let tokens: usize = trees.iter().map(|t| t.words.len()).sum();
        println!("{name} dev: UAS {uas:.2} LAS {las:.2}, {:.0} k tokens/s", tokens as f64 / start.elapsed().as_secs_f64() / 1e3);
    }
}

fn train_names(data: &Path) {
    let start = Instant::now();
    let examples = names::corpora(data, false);
    println!("{} articles prepared in {:.0} s", examples.len(), start.elapsed().as_secs_f64());
    let settings = crf::Settings {
        epochs: env("NEPOCHS", 8),
        polish: env("POLISH", 2),
        bits: env("NBITS", 21) as u32,
        keep: env("NKEEP", 300_000),
        rate: env("RATE", 60) as f32 / 1000.0,
        hide: env("HIDE", 0) as f64 / 100.0,
        shrink: env("SHRINK", 20) as f32 / 10000.0,
    };
    let all: Vec<&names::Example> = examples.iter().collect();
    let first = crf::learn(&all, settings);
    println!("first look: {:.0} s", start.elapsed().as_secs_f64());
    let folds = env("FOLDS", 4);
    let of = |e: usize| e % folds;
    let looks: Vec<_> = (0..folds)
        .map(|fold| {
            let rest: Vec<_> = examples.iter().enumerate().filter(|(e, _)| of(*e) != fold).map(|(_, x)| x).collect();
            let short = crf::Settings { epochs: settings.epochs.min(6), ..settings };
            crf::first(&crf::learn(&rest, short))
        })
        .collect();
    let settings = crf::Settings {
        epochs: env("EEPOCHS", 6),
        bits: 16,
        keep: 50_000,
        rate: env("ERATE", 50) as f32 / 1000.0,
        shrink: env("ESHRINK", 10) as f32 / 10000.0,
        ..settings
    };
    let second = crf::learn_second(&examples, &looks, &of, settings);
    let bytes = crate::entity::recognize::Recognizer::write(&first, &second);
    println!("names: {:.0} s", start.elapsed().as_secs_f64());
    save(&std::env::var("OUT").unwrap_or("names.bin".into()), &bytes);
    measure_names(data, &crf::first(&first));
    measure_names(data, &crate::entity::recognize::Recognizer::load(&bytes).expect("what was just written"));
}

fn measure_names(data: &Path, model: &crate::entity::recognize::Recognizer) {
    for name in ["worldwide", "uner_ewt", "gum_open"] {
        let docs = corpus::read_names(&data.join(format!("ner/{name}.dev.tsv")), 20);
        let start = Instant::now();
        let counts = names::measure(model, &docs, name != "worldwide");
        let tokens: usize = docs.iter().flat_map(|d| &d.sentences).map(Vec::len).sum();
        let speed = tokens as f64 / start.elapsed().as_secs_f64() / 1e3;
        let line: Vec<String> =
            counts.iter().map(|(kind, c)| format!("{kind} {:.1}", names::f1(*c)[2])).collect();
        let [p, r, f] = names::f1(names::main_types(&counts));
        println!("{name} dev: P {p:.2} R {r:.2} F {f:.2} [{}] {speed:.0} k tokens/s", line.join(", "));
    }
}
