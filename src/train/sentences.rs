//! Learns where sentences end: logistic regression on the texts of the treebanks, put together again.

use super::corpus::{Tree, read_names};
use super::names::f1;
use super::raw::{Raw, guess_spaces, raw_texts};
use super::table::{Adaptive, Random};
use super::{Job, dev, env};
use crate::document::Sentence;
use crate::model::{Features, Score};
use crate::pipeline::annotate_before;
use crate::segment::ends::Ends;
use crate::segment::{outline, split_by, walk};
use std::collections::BTreeSet;
use std::time::Instant;

/// A place where a sentence may end: its features, and whether one does.
type Example = (Vec<u32>, bool);

/// The places of a text; `ends` holds the bytes at which its sentences end. Without them, as the rules say.
fn places(text: &str, ends: Option<&BTreeSet<usize>>, out: &mut Vec<Example>) {
    let doc = annotate_before(text, "sentences");
    let mut features = Features::default();
    for block in &doc.blocks {
        let block = outline(&doc, doc.tokens.inside(block.span));
        walk(&doc, block, |place| {
            let last = place.at + 1 == block.end;
            let end = ends.map_or(place.rule, |ends| ends.contains(&doc.tokens.get(place.at).span.end));
            if !last && place.is_open() {
                place.features(&mut features);
                out.push((features.list().to_vec(), end));
            }
            last || end
        });
    }
}

fn gold(raw: &Raw, out: &mut Vec<Example>) {
    let ends = raw.sentences.iter().map(|(_, last)| raw.tokens[last - 1].1).collect();
    places(&raw.text, Some(&ends), out);
}

/// One of so many newspaper paragraphs is learned from.
const NEWS: usize = 3;

/// Newspapers, whose paragraphs are annotated and whose sentences are not: there the rules are right, and what looks like a
/// signature or a heading in a letter is none.
fn news(job: &Job, out: &mut Vec<Example>) {
    let mut documents = read_names(&job.data.join("ner/worldwide.train.tsv"), 20);
    documents.retain(|d| !job.measured.contains(&d.name));
    let paragraphs = documents.iter().flat_map(|d| d.sentences.iter().zip(&d.labels));
    for (forms, labels) in paragraphs.step_by(NEWS) {
        let mut raw = Raw::default();
        raw.sentence(forms, &guess_spaces(forms, labels), " ");
        places(&raw.text, None, out);
    }
}

impl Job {
    /// Learns where sentences end, and measures it.
    pub(super) fn sentences(&self) {
        let start = Instant::now();
        let bytes = learn(self, &self.trees());
        println!("sentences: {:.0} s", start.elapsed().as_secs_f64());
        let ends = Ends::load(&bytes).expect("what was just written");
        let figure = |(name, trees): &(&str, Vec<Tree>)| {
            let [p, r, f] = accuracy(&ends, trees);
            format!("{name} dev: P {p:.2} R {r:.2} F1 {f:.2}")
        };
        let figures: Vec<String> = dev(&self.data).iter().map(figure).collect();
        self.save("sentences", &bytes, &figures);
    }
}

/// Learns from trees; the table in file form.
fn learn(job: &Job, trees: &[Tree]) -> Vec<u8> {
    let mut examples = Vec::new();
    raw_texts(trees).iter().for_each(|(raw, _)| gold(raw, &mut examples));
    println!("{} places in treebanks", examples.len());
    if !job.open {
        news(job, &mut examples);
    }
    println!("{} places, {} ends", examples.len(), examples.iter().filter(|(_, end)| *end).count());
    let (epochs, keep) = (env("SEPOCHS", 30), env("SKEEP", 8_000));
    let mut table = Adaptive::new(18, 1, 0.1);
    let mut random = Random::new(5);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..epochs {
        if epoch == epochs - 2 {
            table.take_average();
            table.freeze_small(keep);
        }
        random.shuffle(&mut order);
        for &e in &order {
            let (features, end) = &examples[e];
            let mut score = [0.0];
            table.score(features, &mut score);
            let chance = 1.0 / (1.0 + (-score[0]).exp());
            table.update(features, &[chance - f32::from(u8::from(*end))]);
        }
        table.shrink(0.002);
        if epoch > epochs / 2 {
            table.note();
        }
    }
    table.take_average();
    Ends::write(&table.write(keep))
}

/// Precision, recall and F1 of the sentences of a treebank's texts.
fn accuracy(ends: &Ends, trees: &[Tree]) -> [f64; 3] {
    let mut counts = [0; 3];
    for (raw, _) in raw_texts(trees) {
        let doc = annotate_before(&raw.text, "sentences");
        let bytes = |s: &Sentence| doc.bytes(s.tokens);
        let found: Vec<_> = split_by(&doc, ends).iter().map(bytes).map(|s| (s.start, s.end)).collect();
        let wanted: Vec<_> =
            raw.sentences.iter().map(|(first, last)| (raw.tokens[*first].0, raw.tokens[last - 1].1)).collect();
        let right = wanted.iter().filter(|s| found.contains(s)).count();
        counts = [counts[0] + right, counts[1] + found.len(), counts[2] + wanted.len()];
    }
    f1(counts)
}
