//! Floor 5: learns the weights. Native only, behind the feature `train`; calls the stages' own feature code, so that one
//! definition of a feature serves learning and reading.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::expect_used,
    clippy::panic,
    reason = "a tool for developers: it may stop"
)]

mod attributions;
mod card;
mod coref;
pub(crate) mod corpus;
mod crf;
mod encoder;
mod evaluate;
mod extents;
pub mod foreign;
mod gum;
mod head;
pub(crate) mod labels;
mod links;
mod namer;
pub(crate) mod names;
mod network;
pub(crate) mod parser;
pub mod pruning;
mod quotes;
mod raw;
mod readings;
mod roles;
mod score;
mod seen;
mod sentences;
mod silver;
pub mod stages;
mod table;
pub(crate) mod tagger;
mod varied;

pub use evaluate::run as evaluate;

use crate::entity::recognize::{Guideline, Recognizer};
use crate::syntax::parser::Parser;
use corpus::{Tree, read_trees};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Folder of the shipped weights.
const MODELS: &str = "src/data/models";
/// Parts of a corpus that are read in turns by models which have not seen them.
const FOLDS: usize = 4;
/// The files of weights, all of which ship.
const FILES: [&str; 8] = [
    "clusters.bin",
    "coref.bin",
    "gazetteer.bin",
    "names.bin",
    "parser.bin",
    "quotes.bin",
    "sentences.bin",
    "wordtypes.bin",
];
/// Genres of GUM whose texts may not be used for any purpose.
const CLOSED_GENRES: [&str; 5] = ["essay", "fiction", "letter", "podcast", "whow"];

/// Where to learn from and what for.
struct Job {
    data: PathBuf,
    open: bool,
    measured: BTreeSet<String>,
}

/// Learns what the arguments name: `all`, or some of `sentences parser names quotes coref cards`; `--data FOLDER`; `--open` for the weights that
/// learn from openly licensed data only. `texts` writes what `silver.py` reads. Parts can be learned one by one; `names` needs the parser's weights.
pub fn run(arguments: &[String]) {
    let value =
        |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1)).map(String::as_str);
    let open = arguments.iter().any(|a| a == "--open");
    let data = PathBuf::from(value("--data").unwrap_or("../shared/data"));
    let job = Job { measured: measured(&data), data, open };
    let asked = |part: &str| arguments.iter().any(|a| a == part || a == "all");
    if !["texts", "sentences", "parser", "names", "quotes", "coref", "cards"].into_iter().any(asked) {
        eprintln!("usage: train all|sentences|parser|names|quotes|coref|cards... [--data FOLDER] [--open]");
        std::process::exit(2);
    }
    if arguments.iter().any(|a| a == "texts") {
        job.texts(Path::new("target/texts"));
    }
    if asked("sentences") {
        job.sentences();
    }
    if asked("parser") {
        job.parser();
    }
    if asked("names") {
        job.names();
    }
    if asked("quotes") {
        job.quotes();
    }
    if asked("coref") {
        let errors = job.coref();
        evaluate::list(errors, arguments);
    }
    if asked("cards") {
        card::tables(&job.folder(), job.open);
    }
}

/// Names of all documents that anything is measured on. The corpora cut GUM in different places, so each file of learning
/// loses what another file measures.
fn measured(data: &Path) -> BTreeSet<String> {
    let named = |file: &str| {
        let docs = corpus::read_names(&data.join(format!("ner/{file}.tsv")), 20);
        docs.into_iter().map(|d| d.name).filter(|n| !n.is_empty()).collect::<Vec<_>>()
    };
    let treed = |file: &str| {
        read_trees(&data.join(format!("syntax/{file}.conllu"))).into_iter().map(|t| t.doc).collect::<Vec<_>>()
    };
    let quoted = |file: &str| {
        let text = corpus::read(&data.join(format!("quotes/{file}.jsonl")));
        let id = |line: &str| Some(line.split_once("\"GUM_")?.1.split_once('"')?.0.to_owned());
        text.lines().filter_map(id).map(|name| format!("GUM_{name}")).collect::<Vec<_>>()
    };
    let mut all: BTreeSet<String> =
        ["worldwide.dev", "uner_ewt.dev", "gum_open.dev"].into_iter().flat_map(named).collect();
    all.extend(["ewt-dev", "gum-dev"].into_iter().flat_map(treed));
    all.extend(quoted("gum_news.dev"));
    all.extend(gum::read_gum(&data.join("coref/gum_open.dev.jsonl")).into_iter().map(|d| d.name));
    all
}

fn load(name: &str) -> Vec<u8> {
    let folder =
        if cfg!(feature = "open-weights") && Path::new(MODELS).join("open").join(name).exists() { "open" } else { "" };
    std::fs::read(Path::new(MODELS).join(folder).join(name)).expect("the folder of the weights")
}

/// A setting from the environment, for experiments.
fn env(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// Size under brotli as servers keep it.
fn packed(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).expect("memory");
    out.len()
}

fn dev(data: &Path) -> [(&'static str, Vec<Tree>); 2] {
    ["ewt", "gum"].map(|name| (name, read_trees(&data.join(format!("syntax/{name}-dev.conllu")))))
}

impl Job {
    fn folder(&self) -> PathBuf {
        if let Ok(folder) = std::env::var("OUT") {
            return PathBuf::from(folder);
        }
        if self.open { Path::new(MODELS).join("open") } else { PathBuf::from(MODELS) }
    }

    fn save(&self, name: &str, bytes: &[u8], figures: &[String]) {
        let path = self.folder().join(format!("{name}.bin"));
        std::fs::write(&path, bytes).expect("the folder of the weights");
        println!("{}: {} bytes, {} brotli", path.display(), bytes.len(), packed(bytes));
        figures.iter().for_each(|f| println!("{f}"));
        card::write(&path, name, self.open, bytes, figures);
    }

    fn trees(&self) -> Vec<Tree> {
        let mut trees = read_trees(&self.data.join("syntax/ewt-train.conllu"));
        trees.extend(read_trees(&self.data.join("syntax/gum-train.conllu")));
        trees.retain(|t| !self.measured.contains(&t.doc));
        trees.retain(|t| !self.open || !CLOSED_GENRES.iter().any(|g| t.doc.starts_with(&format!("GUM_{g}_"))));
        trees
    }

    /// Adds the trees that a teacher made of articles which are not openly licensed.
    fn add_silver(&self, trees: &mut Vec<Tree>) {
        if !self.open {
            let more = silver::trees(&self.data, &self.measured);
            trees.extend(more);
        }
    }

    fn parser(&self) {
        let (mut trees, start) = (self.trees(), Instant::now());
        self.add_silver(&mut trees);
        let counted = trees.len();
        let (mut named, more) = names::corpora(&self.data, self.open, &self.measured);
        named.extend(more);
        let mut names = namer::attach(&mut trees, &named);
        let shouted = seen::shouted(&trees, &names);
        let both = names[..counted].iter().flatten().count();
        println!("{counted} trees, {both} of them with names, {} other sentences with names", trees.len() - counted);
        let (more, of_more): (Vec<Tree>, Vec<_>) = shouted.into_iter().unzip();
        println!("{} sentences once more, as headlines are written", more.len());
        trees.extend(more);
        names.extend(of_more);
        let bytes = parser::learn(&seen::Sentences { trees, names, counted });
        println!("parser: {:.0} s", start.elapsed().as_secs_f64());
        let parser = Parser::load(&bytes).expect("what was just written");
        let figures: Vec<String> = dev(&self.data)
            .iter()
            .map(|(name, trees)| {
                let mut read = |t: &Tree| {
                    let mut read = parser.read(&t.words, &[]);
                    let tree = parser.parse(&t.words, &mut read, &mut Default::default());
                    (tree, read.tags)
                };
                let [uas, las, upos, xpos] = parser::accuracy(&mut read, trees);
                format!("{name} dev: UAS {uas:.2}, LAS {las:.2}, UPOS {upos:.2}, XPOS {xpos:.2}")
            })
            .collect();
        self.save("parser", &bytes, &figures);
    }

    fn names(&self) {
        let start = Instant::now();
        let (examples, more) = names::corpora(&self.data, self.open, &self.measured);
        let read =
            |name: &str| std::fs::read(self.folder().join(name)).expect("the parser's weights: train parser first");
        let layers = namer::Layers::load(read);
        let settings = crf::Settings {
            epochs: env("NEPOCHS", 8),
            polish: env("POLISH", 2),
            runs: env("NRUNS", 5) as u64,
            bits: env("NBITS", 21) as u32,
            keep: env("NKEEP", 450_000),
            rate: env("RATE", 60) as f32 / 1000.0,
            lend: env("LEND", 50) as f64 / 100.0,
            hide: env("HIDE", 0) as f64 / 100.0,
            shrink: env("SHRINK", 20) as f32 / 10000.0,
        };
        let all: Vec<&names::Example> = examples.iter().chain(&more).collect();
        let first = crf::learn(&all, settings);
        println!("names: first look, {:.0} s", start.elapsed().as_secs_f64());
        let of = |e: usize| e % FOLDS;
        let looks: Vec<_> = (0..FOLDS)
            .map(|fold| {
                let rest: Vec<_> =
                    examples.iter().enumerate().filter(|(e, _)| of(*e) != fold).map(|(_, x)| x).collect();
                let short = crf::Settings { epochs: settings.epochs.min(6), runs: 1, ..settings };
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
        println!("names: {:.0} s", start.elapsed().as_secs_f64());
        let bytes = Recognizer::write(&first, &second);
        let model = Recognizer::load(&bytes).expect("what was just written");
        let guideline = if self.open { Guideline::Web } else { Guideline::News };
        let mut figures = Vec::new();
        for (look, model) in [("first look alone", &crf::first(&first)), ("both looks", &model)] {
            for name in ["worldwide", "uner_ewt", "gum_open"] {
                let docs = corpus::read_names(&self.data.join(format!("ner/{name}.dev.tsv")), 20);
                let counts = names::measure(model, &docs, name != "worldwide", guideline, &layers);
                let wanted = counts.iter().filter(|(_, c)| c[2] > 0);
                let line: Vec<String> = wanted.map(|(kind, c)| format!("{kind} {:.1}", names::f1(*c)[2])).collect();
                let [p, r, f] = names::f1(names::main_types(&counts));
                figures.push(format!(
                    "{name} dev, {look}: PERSON+ORG+LOC P {p:.2} R {r:.2} F1 {f:.2}; {}",
                    line.join(", ")
                ));
            }
        }
        self.save("names", &bytes, &figures);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_dev_article_is_learned_from() {
        let data = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data"));
        // The corpora are not part of the repository.
        if !data.exists() {
            return;
        }
        let measured = measured(&data);
        assert!(measured.len() > 300);
        let first_words = |forms: &[String]| forms.iter().take(12).cloned().collect::<Vec<_>>();
        let mut learned = BTreeSet::new();
        let mut heads = BTreeSet::new();
        for (file, _, _) in names::TRAIN {
            for doc in corpus::read_names(&data.join(format!("ner/{file}.tsv")), 20) {
                if !measured.contains(&doc.name) {
                    heads.insert(first_words(&doc.sentences.concat()));
                    learned.insert(doc.name);
                }
            }
        }
        let job = Job { measured: measured.clone(), data: data.clone(), open: false };
        learned.extend(job.gum_train().into_iter().map(|d| d.name));
        learned.extend(job.trees().into_iter().map(|t| t.doc));
        assert_eq!(learned.intersection(&measured).next(), None);
        for name in ["worldwide", "uner_ewt", "gum_open"] {
            for doc in corpus::read_names(&data.join(format!("ner/{name}.dev.tsv")), 20) {
                let head = first_words(&doc.sentences.concat());
                assert!(head.len() < 12 || !heads.contains(&head), "{}", doc.name);
            }
        }
    }
}
