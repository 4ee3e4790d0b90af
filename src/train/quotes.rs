//! The corpora of attributions, as tokens of what the pipeline reads.

use super::corpus::read;
use super::varied::{Varied, Verbs};
use crate::document::{Document, TokenKind, TokenSpan};
use crate::model::Word;
use crate::model::chain;
use crate::pipeline::annotate_before;
use crate::quote::read::{Passage, Role, Scores};
use crate::text::Span;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Who said what, as annotated.
#[derive(Clone, Debug, Default)]
pub struct Attributed {
    /// Who speaks.
    pub speaker: Option<TokenSpan>,
    /// The words that introduce it.
    pub cue: Option<TokenSpan>,
    /// What is said, piece by piece.
    pub content: Vec<TokenSpan>,
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
}

/// An article with its attributions.
pub struct Example {
    /// Its name.
    pub name: String,
    /// The article as the pipeline reads it.
    pub doc: Document<'static>,
    /// The article as the model sees it.
    pub passage: Passage,
    /// A class a token.
    pub gold: Vec<usize>,
    /// Its attributions.
    pub attributed: Vec<Attributed>,
    /// What the teacher thinks of every token: logarithms of the chances of the classes. Empty if it was not asked.
    pub taught: Vec<Scores>,
    /// How much the teacher counts beside what was annotated.
    pub trust: f32,
}

impl Example {
    fn new(name: String, doc: Document<'static>, passage: Passage, attributed: Vec<Attributed>) -> Self {
        let gold = classes(&doc, &passage, &attributed);
        Self { name, doc, passage, gold, attributed, taught: Vec::new(), trust: 0.0 }
    }
}

/// How a text becomes a document.
pub type Reading = fn(&'static str) -> Document<'static>;

/// What the reader of attributions is given: with more, it would learn from what it said itself before.
fn unread(text: &'static str) -> Document<'static> {
    annotate_before(text, "readings")
}

/// The cues of marked speech, as characters from and to.
fn cues_of_speech(value: &Value) -> BTreeSet<(usize, usize)> {
    let marked = |q: &&Value| matches!(q["type"].as_str(), Some("direct" | "mixed"));
    let spoken = value["quotes"].as_array().into_iter().flatten().filter(marked);
    let pair = |p: &Value| Some((p[0].as_u64()? as usize, p[1].as_u64()? as usize));
    spoken.flat_map(|q| q["cue"].as_array().into_iter().flatten().filter_map(pair).collect::<Vec<_>>()).collect()
}

/// How a text is changed before it is read; the cues of its marked speech are given as characters from and to.
pub type Change<'c> = &'c mut dyn FnMut(&str, &[(usize, usize)]) -> Varied;

/// Reads a corpus in JSON lines: name, text, attributions.
pub fn documents(path: &Path, reading: Reading, change: Change) -> Vec<(String, Document<'static>, Vec<Attributed>)> {
    let lines = read(path);
    let mut one = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = value["text"].as_str().expect("a text");
        let cues: Vec<_> = cues_of_speech(&value).into_iter().collect();
        let varied = change(text, &cues);
        let text: &'static str = Box::leak(varied.text.clone().into_boxed_str());
        let doc = reading(text);
        let bytes: Vec<usize> = text.char_indices().map(|(b, _)| b).chain([text.len()]).collect();
        let spans = |value: &Value, role: Role| -> Vec<TokenSpan> {
            let pair = |p: &Value| {
                let at = |k: usize| {
                    let place = p[k].as_u64().unwrap_or(0) as usize;
                    bytes[varied.place(place).min(bytes.len() - 1)]
                };
                edges(&doc, at(0), at(1), role)
            };
            value.as_array().into_iter().flatten().filter_map(pair).collect()
        };
        let attributed = value["quotes"].as_array().into_iter().flatten().map(|q| Attributed {
            speaker: spans(&q["speaker"], Role::Speaker).first().copied(),
            cue: spans(&q["cue"], Role::Cue).first().copied(),
            content: spans(&q["content"], Role::Content),
            kind: q["type"].as_str().unwrap_or("").to_owned(),
        });
        let attributed = attributed.collect();
        (value["id"].as_str().unwrap_or("").to_owned(), doc, attributed)
    };
    lines.lines().filter(|l| !l.is_empty()).map(&mut one).collect()
}

/// The tokens of a span of bytes without loose punctuation at the edges; contents keep the marks that hold them.
fn edges(doc: &Document, start: usize, end: usize, role: Role) -> Option<TokenSpan> {
    let touched = doc.tokens.touching(Span::new(start, end));
    let (from, to) = (touched.start, touched.end);
    let loose = |i: usize| {
        let kind = doc.tokens.get(i).kind;
        matches!(kind, TokenKind::Punct | TokenKind::Dash | TokenKind::Mark)
    };
    let (mut a, mut b) = (from, to);
    while a < b && loose(a) {
        a += 1;
    }
    while b > a && loose(b - 1) {
        b -= 1;
    }
    if a == b {
        return (from < to).then(|| TokenSpan::new(from, to));
    }
    if role == Role::Content {
        for region in doc.marks.iter().filter(|r| r.depth == 0) {
            let words = region.inner.range().filter(|&i| !loose(i));
            let (mut first, mut last) = (None, None);
            for i in words {
                first = first.or(Some(i));
                last = Some(i);
            }
            if first == Some(a) && last.is_some_and(|l| l < b) {
                a = region.open;
            }
            if let Some(close) = region.close.filter(|_| last == Some(b - 1) && region.open >= a.min(from)) {
                b = close + 1;
            }
        }
        // A mark opened before its close was seen.
        if let Some(region) = doc.marks.iter().find(|r| r.depth == 0 && r.close.is_some_and(|c| c + 1 == b)) {
            let first = region.inner.range().find(|&i| !loose(i));
            if first == Some(a) {
                a = region.open;
            }
        }
    }
    Some(TokenSpan::new(a, b))
}

/// A class a token.
fn classes(doc: &Document, passage: &Passage, attributed: &[Attributed]) -> Vec<usize> {
    let mut gold = vec![0; doc.tokens.len()];
    let mut fill = |span: TokenSpan, role: Role| {
        for block in &passage.blocks {
            let (start, end) = (span.start.max(block.start), span.end.min(block.end));
            if start < end && gold[start..end].iter().all(|g| *g == 0) {
                (start..end).for_each(|i| gold[i] = chain::class(role as usize, i - start, end - start));
            }
        }
    };
    for a in attributed {
        a.cue.into_iter().for_each(|s| fill(s, Role::Cue));
        a.speaker.into_iter().for_each(|s| fill(s, Role::Speaker));
        a.content.iter().for_each(|s| fill(*s, Role::Content));
    }
    gold
}

/// How often words are parts of cues.
#[derive(Default)]
pub struct Rates(BTreeMap<u32, [u32; 2]>);

impl Rates {
    fn add(&mut self, doc: &Document, attributed: &[Attributed]) {
        for i in 0..doc.tokens.len() {
            self.0.entry(key(doc, i)).or_default()[1] += 1;
        }
        for cue in attributed.iter().filter_map(|a| a.cue).collect::<BTreeSet<_>>() {
            for i in cue.range() {
                self.0.entry(key(doc, i)).or_default()[0] += 1;
            }
        }
    }

    /// A word's rate, leaving out what one article adds.
    fn step(&self, word: u32, without: &Rates) -> u32 {
        let [inside, all] = self.0.get(&word).copied().unwrap_or_default();
        let [less_inside, less_all] = without.0.get(&word).copied().unwrap_or_default();
        step(inside - less_inside, all - less_all)
    }

    /// Every word with a rate worth keeping.
    pub fn pairs(&self) -> Vec<(u32, u16)> {
        self.0.iter().map(|(k, [a, b])| (*k, step(*a, *b) as u16)).filter(|p| p.1 > 0).collect()
    }
}

fn key(doc: &Document, i: usize) -> u32 {
    doc.words.get(i).map_or(0, |w| w.key)
}

fn step(inside: u32, all: u32) -> u32 {
    if inside == 0 || all < 2 {
        return 0;
    }
    let rate = f64::from(inside) / (f64::from(all) + 1.0);
    match rate {
        r if r < 0.01 => 0,
        r if r < 0.04 => 1,
        r if r < 0.1 => 2,
        r if r < 0.2 => 3,
        r if r < 0.35 => 4,
        r if r < 0.5 => 5,
        r if r < 0.7 => 6,
        _ => 7,
    }
}

/// So many verbs of marked speech are others while it is learned what the words around them tell.
pub const OTHERS: f64 = 0.15;

/// Reads corpora to learn from, with other verbs of speech in such a share of the places. Every article's rates are those of the
/// others, of the words as written.
pub fn examples(paths: &[&Path], skip: &BTreeSet<String>, others: f64) -> (Vec<Example>, Rates) {
    let (written, rates) = as_written(paths, skip);
    let read = |(p, path): (usize, &&Path)| {
        let mut verbs = Verbs::new(p as u64 + 1, others);
        documents(path, unread, &mut |text, cues| verbs.vary(text, cues))
    };
    let docs = paths.iter().enumerate().flat_map(read).filter(|d| !skip.contains(&d.0));
    let one = |((name, doc, attributed), own): ((String, Document<'static>, Vec<Attributed>), &Rates)| {
        let passage = Passage::with(&doc, &|word: &Word| rates.step(word.key, own));
        Example::new(name, doc, passage, attributed)
    };
    (docs.zip(&written).map(one).collect(), rates)
}

/// Rates of words, those of each article and of all.
fn as_written(paths: &[&Path], skip: &BTreeSet<String>) -> (Vec<Rates>, Rates) {
    let cut: Reading = |text| annotate_before(text, "syntax");
    let docs = paths.iter().flat_map(|p| documents(p, cut, &mut Varied::same)).filter(|d| !skip.contains(&d.0));
    let mut all = Rates::default();
    let one = |(_, doc, attributed): (String, Document<'static>, Vec<Attributed>)| {
        let mut own = Rates::default();
        own.add(&doc, &attributed);
        all.add(&doc, &attributed);
        own
    };
    let own = docs.map(one).collect();
    (own, all)
}

/// Reads a corpus to measure on, with given rates.
pub fn measured(path: &Path, rates: &Rates) -> Vec<Example> {
    let none = Rates::default();
    let one = |(name, doc, attributed): (String, Document<'static>, Vec<Attributed>)| {
        let passage = Passage::with(&doc, &|word: &Word| rates.step(word.key, &none));
        Example::new(name, doc, passage, attributed)
    };
    documents(path, unread, &mut Varied::same).into_iter().map(one).collect()
}

/// An article without attributions.
pub fn unlabelled(name: String, text: String, rates: &Rates) -> Example {
    let doc = unread(Box::leak(text.into_boxed_str()));
    let none = Rates::default();
    let passage = Passage::with(&doc, &|word: &Word| rates.step(word.key, &none));
    Example::new(name, doc, passage, Vec::new())
}
