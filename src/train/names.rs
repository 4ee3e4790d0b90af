//! Learns names: a structured perceptron over whole sentences, averaged.

use super::corpus::{Named, document, read_names};
use super::table::{Averaged, Random};
use crate::document::TokenSpan;
use crate::entity::recognize::{Article, CLASSES, Guideline, Recognizer, Type, class};
use crate::model::{WordHasher, gazetteer};
use std::path::Path;

const NORP: u16 = 1 << 7;

/// An article with its classes; `None` where the corpus does not tell what it is.
pub struct Example {
    /// The article as the model sees it.
    pub article: Article,
    /// Its sentences.
    pub sentences: Vec<TokenSpan>,
    /// A class a token.
    pub gold: Vec<usize>,
    /// Whose rules its labels follow.
    pub guideline: Guideline,
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
                    gold[start + k] = class(kind, k - from, to - from);
                }
            }
        }
    }
    let sentences = doc.sentences.iter().map(|s| s.tokens).collect();
    Example { article: Article::new(&doc), sentences, gold, guideline }
}

/// What a corpus labels: classes of other types are no mistakes there.
fn known(guideline: Guideline) -> [bool; CLASSES] {
    let types: &[Type] = match guideline {
        Guideline::News => &Type::ALL,
        Guideline::Web | Guideline::Wiki => &[Type::Person, Type::Org, Type::Loc, Type::Norp, Type::Misc],
        Guideline::Genres => &[Type::Person, Type::Org, Type::Loc, Type::Misc],
        Guideline::Chat => &[Type::Person, Type::Org, Type::Loc, Type::Product, Type::Misc],
    };
    std::array::from_fn(|c| c == 0 || types.iter().any(|t| *t as usize == (c - 1) / 4))
}

/// The corpora to learn from.
pub fn corpora(data: &Path, open: bool) -> Vec<Example> {
    let mut sets: Vec<(&str, Guideline)> = vec![
        ("uner_ewt.train", Guideline::Web),
        ("gum_open.train", Guideline::Genres),
        ("wikigold.all", Guideline::Wiki),
        ("wnut17.train", Guideline::Chat),
    ];
    if !open {
        sets.insert(0, ("worldwide.train", Guideline::News));
    }
    let mut examples = Vec::new();
    for (file, guideline) in sets {
        let docs = read_names(&data.join(format!("ner/{file}.tsv")), 20);
        examples.extend(docs.iter().map(|d| example(d, guideline)));
    }
    examples
}

/// Learns; the file form.
pub fn learn(examples: &[Example], epochs: usize, bits: u32, keep: usize) -> Vec<u8> {
    let mut model = Recognizer::new(Averaged::new(bits, CLASSES));
    let mut order: Vec<(usize, usize)> =
        examples.iter().enumerate().flat_map(|(e, x)| (0..x.sentences.len()).map(move |s| (e, s))).collect();
    let mut random = Random::new(3);
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &(e, s) in &order {
            let example = &examples[e];
            let sentence = example.sentences[s];
            let gold = &example.gold[sentence.range()];
            let mut lists = Vec::with_capacity(gold.len());
            let mut rows = model.emissions(&example.article, sentence, example.guideline, Some(&mut lists));
            let known = known(example.guideline);
            for row in &mut rows {
                row.iter_mut().zip(known).filter(|(_, k)| !k).for_each(|(r, _)| *r = -1e9);
            }
            let path = model.best(&rows);
            model.weights.step();
            if path == gold {
                continue;
            }
            let (mut before_gold, mut before_path) = (CLASSES, CLASSES);
            for (k, list) in lists.iter().enumerate() {
                let (g, p) = (gold[k], path[k]);
                if g != p {
                    model.weights.update(list, g, 1.0);
                    model.weights.update(list, p, -1.0);
                }
                if (before_gold, g) != (before_path, p) {
                    model.follow(before_gold, g, 1.0);
                    model.follow(before_path, p, -1.0);
                }
                (before_gold, before_path) = (g, p);
            }
            model.refresh();
        }
    }
    Recognizer::write(&model.weights.write(keep))
}

impl Recognizer<Averaged> {
    fn follow(&mut self, before: usize, class: usize, delta: f32) {
        self.weights.update(&[crate::entity::recognize::after(before)], class, delta);
    }
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
pub fn measure(model: &Recognizer, docs: &[Named], web: bool) -> Counts {
    let mut counts = Counts::new();
    for doc in docs {
        let example = example(doc, Guideline::News);
        for (s, labels) in example.sentences.iter().zip(&doc.labels) {
            let (path, _) = model.label(&example.article, *s, Guideline::News);
            let name = |kind: Type| match kind {
                Type::Facility if web => "LOC".to_owned(),
                Type::Misc => "MISC".to_owned(),
                _ => kind.etype().name().to_owned(),
            };
            let found: Vec<_> = crate::entity::recognize::spans(&path).into_iter().map(|(a, b, k)| (a, b, name(k))).collect();
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
