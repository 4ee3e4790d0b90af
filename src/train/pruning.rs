//! What each stage still reads right on dev when only the largest of its shipped weights are kept.

use super::attributions::pair;
use super::corpus::read_names;
use super::evaluate::Errors;
use super::evaluate::coref::{group, total};
use super::namer::Layers;
use super::names::{f1, main_types};
use super::quotes::{Attributed, documents};
use super::varied::Varied;
use super::{coref, gum, names, packed, score};
use crate::document::Document;
use crate::entity::recognize::{Guideline, Recognizer};
use crate::model::{CODE_MAX, Kind, Linear, Lookup, ModelError, Reader, WIDEST, open, seal, shipped};
use crate::pipeline::annotate_before;
use crate::quote::read::Model;
use std::path::Path;

/// So many of the shipped weights are kept, in percent.
const KEPT: [usize; 10] = [100, 80, 60, 45, 30, 20, 12, 7, 4, 2];

/// A stage with less and less of its weights.
pub struct Curve {
    /// The stage.
    pub stage: &'static str,
    /// What its accuracy is, in percent.
    pub measure: &'static str,
    /// The shipped weights first.
    pub points: Vec<Point>,
}

/// A stage with some of its weights.
pub struct Point {
    /// How many weights are kept; ties at the edge are not.
    pub weights: usize,
    /// Bytes of the file under brotli at its best.
    pub brotli: usize,
    /// What it reads right.
    pub accuracy: f64,
}

/// A part of a file of weights.
#[derive(Clone, Copy)]
enum Part {
    Lookup,
    Number,
    Weights,
}

/// A stage: its name, its measure, the kind and the parts of its file, the file.
type Stage = (&'static str, &'static str, Kind, &'static [Part], &'static [u8]);

use Part::{Lookup as Words, Number, Weights};

const STAGES: [Stage; 3] = [
    ("names", "F1 of PERSON, ORG, LOC, Worldwide", Kind::Names, &[Weights, Weights], shipped::NAMES),
    (
        "quotes",
        "F1 of who said what, PolNeAR",
        Kind::Quotes,
        &[Words, Number, Weights, Weights, Weights],
        shipped::QUOTES,
    ),
    (
        "coreference",
        "he, she, it, they with the right antecedent, GUM",
        Kind::Coreference,
        &[Weights],
        shipped::COREFERENCE,
    ),
];

/// Measures every stage with its weights pruned; the stages before it have all of theirs.
pub fn curves(data: &Path) -> Vec<Curve> {
    let measures = Measures::new(data);
    let curve = |&(stage, measure, kind, parts, file): &Stage| {
        let point = |percent: &usize| {
            let (pruned, weights) = prune(file, kind, parts, *percent).expect("shipped weights");
            let accuracy = measures.of(kind, &pruned);
            Point { weights, brotli: packed(&pruned), accuracy }
        };
        Curve { stage, measure, points: KEPT.iter().map(point).collect() }
    };
    STAGES.iter().map(curve).collect()
}

/// The file with the largest `percent` of the weights of each of its tables, and their number.
fn prune(file: &[u8], kind: Kind, parts: &[Part], percent: usize) -> Result<(Vec<u8>, usize), ModelError> {
    let mut reader = open(file, kind)?;
    let (mut out, mut kept) = (Vec::new(), 0);
    for part in parts {
        let start = reader;
        match part {
            Words => drop(Lookup::read(&mut reader)?),
            Number => drop(reader.f32()?),
            Weights => {
                kept += prune_table(&mut reader, percent, &mut out)?;
                continue;
            }
        }
        out.extend_from_slice(passed(start, reader));
    }
    out.extend_from_slice(passed(reader, Reader::from(&[][..])));
    Ok((seal(kind, &out), kept))
}

/// The bytes between two places of a reader.
fn passed<'b>(mut start: Reader<'b>, end: Reader<'b>) -> &'b [u8] {
    let left = |mut reader: Reader| std::iter::from_fn(|| reader.bytes(1)).count();
    let length = left(start) - left(end);
    start.bytes(length).unwrap_or(&[])
}

/// The same of one table; the number of weights that were kept.
fn prune_table(reader: &mut Reader, percent: usize, out: &mut Vec<u8>) -> Result<usize, ModelError> {
    let (bits, width, max) = (u32::from(reader.u16()?), usize::from(reader.u16()?), reader.f32()?);
    let (mut gaps, codes) = (Reader::from(reader.block()?), reader.block()?);
    let mut weights = vec![0.0; (1 << bits) + WIDEST];
    let mut at = 0;
    for code in codes {
        at += gaps.varint()? as usize;
        let code = f32::from(*code as i8);
        weights[at] = code * code.abs() / (CODE_MAX * CODE_MAX) * max;
    }
    let mut table = Vec::new();
    Linear::write(&weights, bits, width, codes.len() * percent / 100, &mut table);
    let mut written = Reader::from(&table[8..]);
    written.block()?;
    out.extend_from_slice(&table);
    Ok(written.block()?.len())
}

/// What is measured on.
struct Measures {
    data: std::path::PathBuf,
    quotes: Vec<(String, Document<'static>, Vec<Attributed>)>,
}

impl Measures {
    fn new(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            quotes: documents(&data.join("quotes/polnear.dev.jsonl"), crate::annotate, &mut Varied::same),
        }
    }

    /// The accuracy of a stage with these weights, in percent.
    fn of(&self, kind: Kind, file: &[u8]) -> f64 {
        match kind {
            Kind::Names => {
                let docs = read_names(&self.data.join("ner/worldwide.dev.tsv"), 20);
                let model = Recognizer::load(file).expect("weights");
                f1(main_types(&names::measure(&model, &docs, false, Guideline::READ, &Layers::load(super::load))))[2]
            }
            Kind::Quotes => self.attributions(&Model::load(file).expect("weights")),
            _ => {
                let docs = gum::read_gum(&self.data.join("coref/gum_open.dev.jsonl"));
                let examples: Vec<coref::Example> = docs.iter().map(coref::Example::new).collect();
                let counts = coref::measure(file, &examples.iter().collect::<Vec<_>>(), &mut Errors::new());
                let [right, _, all] = total(&counts, &|word| matches!(group(word), "he" | "it" | "they"));
                100.0 * right as f64 / all.max(1) as f64
            }
        }
    }

    /// F1 of attributions that share half of their words with an annotated one and name its speaker.
    fn attributions(&self, model: &Model) -> f64 {
        let after = crate::STAGES.iter().skip_while(|stage| stage.0 != "readings").skip(1);
        let mut sums = [0; 3];
        for (_, known, gold) in &self.quotes {
            let mut doc = annotate_before(known.source.text(), "readings");
            (doc.readings, doc.roles) = model.read(&doc);
            after.clone().for_each(|(_, run)| run(&mut doc));
            let found: Vec<_> = score::found(&doc).into_iter().map(|f| (f.0, f.1)).collect();
            let right = pair(&doc, gold, &found).iter().filter(|p| p.overlap >= 0.5 && p.speaker).count();
            [right, found.len(), gold.len()].iter().zip(&mut sums).for_each(|(n, sum)| *sum += n);
        }
        f1(sums)[2]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_weights_make_the_shipped_file_and_fewer_a_smaller_one() {
        for (stage, _, kind, parts, file) in STAGES {
            let (whole, all) = prune(file, kind, parts, 100).unwrap();
            assert!(whole == file, "{stage}");
            let (half, some) = prune(file, kind, parts, 50).unwrap();
            assert!(half.len() < file.len() && some <= all / 2 + 2 && some > 0, "{stage}");
        }
    }
}
