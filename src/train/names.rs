//! The corpora of names: how their labels become classes, and how what was found is measured.

use super::corpus::{Named, document, read_names};
use super::namer::Layers;
use crate::document::TokenSpan;
use crate::entity::recognize::{Article, CLASSES, Guideline, Recognizer, Type};
use crate::model::{Word, WordHasher, chain, gazetteer};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

const NORP: u16 = 1 << 7;

/// An article with its classes; `None` where the corpus does not tell what it is.
pub struct Example {
    /// Its words.
    pub words: Arc<Vec<Word>>,
    /// The article as the model sees it.
    pub article: Article,
    /// Its sentences.
    pub sentences: Vec<TokenSpan>,
    /// A class a token.
    pub gold: Vec<usize>,
    /// Whose rules its labels follow.
    pub guideline: Guideline,
    /// What a teacher thinks of every token: logarithms of the chances of the classes. Empty if it was not asked.
    pub taught: Vec<[f32; CLASSES]>,
    /// How much the teacher counts beside what was annotated.
    pub trust: f32,
}

/// The type that a corpus' label stands for.
fn convert(label: &str, words: &[String]) -> Option<Type> {
    Some(match label {
        "PERSON" | "person" => Type::Person,
        "ORG" | "corporation" | "group" => Type::Org,
        "LOC" | "location" => Type::Loc,
        "NORP" => Type::Norp,
        "DATE" => Type::Date,
        "MONEY" => Type::Money,
        "FACILITY" => Type::Facility,
        "PRODUCT" | "product" => Type::Product,
        // Some corpora put nationalities among other names.
        "MISC" | "OTH" | "EVENT" | "creative-work" => {
            let mut hasher = WordHasher::default();
            for (i, word) in words.iter().enumerate() {
                hasher.write(if i > 0 { " " } else { "" });
                hasher.write(&word.to_lowercase());
            }
            let listed = gazetteer().get(hasher.finish()).unwrap_or(0) & NORP != 0;
            if listed && label != "EVENT" { Type::Norp } else { Type::Misc }
        }
        _ => return None,
    })
}

/// Names as spans of one sentence: start, end, label.
pub fn bio_spans(labels: &[String]) -> Vec<(usize, usize, &str)> {
    let mut spans: Vec<(usize, usize, &str)> = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        match label.split_once('-') {
            Some(("B", kind)) => spans.push((i, i + 1, kind)),
            Some(("I", kind)) => match spans.last_mut() {
                Some(last) if last.1 == i && last.2 == kind => last.1 = i + 1,
                _ => spans.push((i, i + 1, kind)),
            },
            _ => {}
        }
    }
    spans
}

/// Prepares an article.
pub fn example(named: &Named, guideline: Guideline) -> Example {
    let doc = document(&named.sentences, &named.name);
    let mut gold = Vec::new();
    for (forms, labels) in named.sentences.iter().zip(&named.labels) {
        let start = gold.len();
        gold.resize(start + forms.len(), 0);
        for (from, to, label) in bio_spans(labels) {
            if let Some(kind) = convert(label, &forms[from..to]) {
                for k in from..to {
                    gold[start + k] = chain::class(kind as usize, k - from, to - from);
                }
            }
        }
    }
    let sentences = doc.sentences.iter().map(|s| s.tokens).collect();
    Example {
        words: Arc::clone(&doc.words),
        article: Article::new(&doc),
        sentences,
        gold,
        guideline,
        taught: Vec::new(),
        trust: 0.0,
    }
}

/// What a corpus labels: classes of other types are no mistakes there.
pub fn known(guideline: Guideline) -> [bool; CLASSES] {
    let types: &[Type] = match guideline {
        Guideline::News => &Type::ALL,
        Guideline::Web | Guideline::Wiki => &[Type::Person, Type::Org, Type::Loc, Type::Norp, Type::Misc],
        Guideline::Genres => &[Type::Person, Type::Org, Type::Loc, Type::Misc],
        Guideline::Chat => &[Type::Person, Type::Org, Type::Loc, Type::Product, Type::Misc],
    };
    std::array::from_fn(|c| c == 0 || types.iter().any(|t| *t as usize == (c - 1) / 4))
}

/// The corpora to learn from, with their guidelines; true for openly licensed ones.
pub const TRAIN: [(&str, Guideline, bool); 5] = [
    ("worldwide.train", Guideline::News, false),
    ("uner_ewt.train", Guideline::Web, true),
    ("gum_open.train", Guideline::Genres, true),
    ("wikigold.all", Guideline::Wiki, true),
    ("wnut17.train", Guideline::Chat, true),
];

/// One article in so many is read once more as somebody writes who cares for no capitals.
const CARELESS: usize = 16;

/// Reads the corpora, with what a teacher thinks of them, unless it learned from articles that are not openly licensed. Then come
/// some of them once more, without capitals.
pub fn corpora(data: &Path, open: bool, measured: &BTreeSet<String>) -> (Vec<Example>, Vec<Example>) {
    let teacher = (!open).then(super::silver::Names::load).unwrap_or_default();
    let (mut examples, mut more) = (Vec::new(), Vec::new());
    for (file, guideline, _) in TRAIN.into_iter().filter(|t| t.2 || !open) {
        let docs = read_names(&data.join(format!("ner/{file}.tsv")), 20);
        for (n, doc) in docs.iter().enumerate().filter(|(_, d)| !measured.contains(&d.name)) {
            let read = |doc: &Named| {
                let mut example = example(doc, guideline);
                teacher.advise(&format!("{file} {n}"), &mut example);
                example
            };
            examples.push(read(doc));
            if n % CARELESS == 0 {
                let lower = |words: &Vec<String>| words.iter().map(|word| word.to_lowercase()).collect();
                more.push(read(&Named { sentences: doc.sentences.iter().map(lower).collect(), ..doc.clone() }));
            }
        }
    }
    (examples, more)
}

/// Counts of right, found and wanted names, by type.
pub type Counts = std::collections::BTreeMap<String, [usize; 3]>;

/// Adds what a comparison of found and wanted spans shows.
pub fn count(counts: &mut Counts, found: &[(usize, usize, String)], wanted: &[(usize, usize, String)]) {
    for f in found {
        counts.entry(f.2.clone()).or_default()[1] += 1;
        if wanted.contains(f) {
            counts.entry(f.2.clone()).or_default()[0] += 1;
        }
    }
    wanted.iter().for_each(|w| counts.entry(w.2.clone()).or_default()[2] += 1);
}

/// Precision, recall and F1.
pub fn f1(counts: [usize; 3]) -> [f64; 3] {
    let [right, found, wanted] = counts.map(|n| n as f64);
    [right / found.max(1.0), right / wanted.max(1.0), 2.0 * right / (found + wanted).max(1.0)].map(|x| 100.0 * x)
}

/// Measures on gold tokens.
pub fn measure(model: &Recognizer, docs: &[Named], web: bool, guideline: Guideline, layers: &Layers) -> Counts {
    let mut counts = Counts::new();
    for doc in docs {
        let example = example(doc, guideline);
        let rows = model.all_emissions(&example.article, &example.sentences, guideline, &layers.hints(&example));
        let read = model.read_all(&example.article, &example.sentences, &rows);
        for (labels, (path, _)) in doc.labels.iter().zip(read) {
            let name = |kind: Type| match kind {
                Type::Facility if web => "LOC".to_owned(),
                Type::Misc => "MISC".to_owned(),
                _ => kind.etype().name().to_owned(),
            };
            let found: Vec<_> =
                crate::entity::recognize::spans(&path).into_iter().map(|(a, b, k)| (a, b, name(k))).collect();
            let wanted: Vec<_> = bio_spans(labels).into_iter().map(|(a, b, k)| (a, b, k.to_owned())).collect();
            count(&mut counts, &found, &wanted);
        }
    }
    counts
}

/// The three main types together.
pub fn main_types(counts: &Counts) -> [usize; 3] {
    let mut sum = [0; 3];
    for kind in ["PERSON", "ORG", "LOC"] {
        let c = counts.get(kind).copied().unwrap_or_default();
        (0..3).for_each(|i| sum[i] += c[i]);
    }
    sum
}
