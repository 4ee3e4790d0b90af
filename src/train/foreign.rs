//! Weights from elsewhere, as a hostile file would be: whatever the bytes, they are refused, or they read soundly.

use crate::coref::ranker::Ranker;
use crate::coref::resolve_with;
use crate::document::{Document, TokenSpan};
use crate::entity::recognize::{Article, Guideline, Recognizer, spans};
use crate::model::{Kind, Lookup, seal};
use crate::quote::read::Model;
use crate::report::{Report, report};
use crate::segment::ends::Ends;
use crate::segment::split_by;
use crate::syntax::parser::Parser;
use crate::text::OffsetUnit;
use crate::{attribution, entity, quote};

/// The kinds of files, in the order in which the stages need them.
const KINDS: [Kind; 8] = [
    Kind::Clusters,
    Kind::Gazetteer,
    Kind::Parser,
    Kind::Names,
    Kind::Quotes,
    Kind::Coreference,
    Kind::WordTypes,
    Kind::Sentences,
];

/// A file around a payload, with a checksum that fits: what changed weights need to be looked at at all.
pub fn sealed(kind: usize, payload: &[u8]) -> Vec<u8> {
    seal(KINDS[kind % KINDS.len()], payload)
}

/// Reads `text` with the weights of a file in place of ours of its kind; none if they are refused.
///
/// # Panics
/// What they read is not sound.
pub fn read(file: &[u8], text: &str) -> Option<Report> {
    let kinds = [Kind::Clusters, Kind::Gazetteer, Kind::WordTypes];
    if let Some(table) = kinds.into_iter().find_map(|kind| Lookup::load(file, kind).ok()) {
        std::hint::black_box((0..=u32::MAX).step_by(1 << 20).filter_map(|hash| table.get(hash)).count());
        return Some(crate::analyze(text, &crate::Options { offsets: OffsetUnit::Bytes }));
    }
    if let Ok(ends) = Ends::load(file) {
        let mut doc = crate::pipeline::annotate_before(text, "sentences");
        doc.cut(split_by(&doc, &ends));
        let later = crate::STAGES.iter().skip_while(|(name, _)| *name != "sentences").skip(1);
        later.for_each(|(_, run)| run(&mut doc));
        return Some(report(&doc, OffsetUnit::Bytes));
    }
    let mut doc = crate::annotate(text);
    let words = doc.words.clone();
    let sentences: Vec<TokenSpan> = doc.sentences.iter().map(|s| s.tokens).collect();
    if let Ok(parser) = Parser::load(file) {
        doc.syntax = Default::default();
        for s in &sentences {
            let words = &words[s.range()];
            let mut read = parser.read(words, &[]);
            let tree = parser.parse(words, &mut read, &mut doc.syntax.names);
            assert_eq!((read.tags.len(), tree.len()), (words.len(), words.len()));
            assert_eq!(tree.iter().filter(|arc| arc.head.is_none()).count(), 1);
            doc.syntax.upos.extend(read.tags.iter().map(|t| t.upos));
            doc.syntax.xpos.extend(read.tags.iter().map(|t| t.xpos));
            doc.syntax.heads.extend(tree.iter().enumerate().map(|(i, arc)| s.start + arc.head.unwrap_or(i)));
            doc.syntax.deprels.extend(tree.iter().map(|arc| arc.deprel));
        }
        (doc.names, doc.name_look) = entity::recognize_names(&doc);
        doc.mentions = entity::find_mentions(&doc);
        (doc.readings, doc.roles) = quote::read_attributions(&doc);
    } else if let Ok(names) = Recognizer::load(file) {
        let article = Article::new(&doc);
        let rows = names.all_emissions(&article, &sentences, Guideline::READ, &Default::default());
        for (sentence, (path, scores)) in sentences.iter().zip(names.read_all(&article, &sentences, &rows)) {
            assert_eq!((path.len(), scores.len()), (sentence.len(), sentence.len()));
            assert!(spans(&path).iter().all(|(start, end, _)| start < end && *end <= sentence.len()));
            assert!(scores.iter().all(|s| (0.0..=1.0).contains(s)), "{scores:?}");
        }
    } else if let Ok(quotes) = Model::load(file) {
        (doc.readings, doc.roles) = quotes.read(&doc);
    } else {
        let ranker = Ranker::load(file).ok()?;
        finish(&mut doc);
        doc.entities = resolve_with(&doc, &ranker);
        return Some(report(&doc, OffsetUnit::Bytes));
    }
    finish(&mut doc);
    doc.entities = crate::coref::resolve_coreference(&doc);
    Some(report(&doc, OffsetUnit::Bytes))
}

/// The stages after the readings of attributions, as the pipeline runs them, up to the entities.
fn finish(doc: &mut Document) {
    doc.mentions = entity::add_speakers(doc);
    doc.values = entity::find_values(doc);
    doc.hear(quote::find_cues(doc));
    doc.quotes = quote::find_quotes(doc);
    doc.attributions = attribution::attribute(doc);
}
