//! Reads the corpora.

use crate::document::{Block, BlockKind, Deprel, Document, Sentence, TokenKind, TokenSpan, Upos, Xpos};
use crate::model::Word;
use crate::syntax::state::Arc;
use crate::syntax::tagger::Tag;
use crate::text::Span;
use std::fs;
use std::path::Path;

/// A sentence of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The words.
    pub forms: Vec<String>,
    /// True for a word with white space after it.
    pub spaces: Vec<bool>,
    /// The words as the models see them.
    pub words: Vec<Word>,
    /// Parts of speech.
    pub tags: Vec<Tag>,
    /// Heads and relations.
    pub arcs: Vec<Arc>,
    /// The name of the document.
    pub doc: String,
    /// True if a paragraph starts here.
    pub paragraph: bool,
    /// The text as written.
    pub text: String,
    /// True if a teacher made it and nobody annotated it.
    pub taught: bool,
}

/// Reads a file, or says clearly which one is missing.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| {
        eprintln!(
            "cannot read {}: {e}\nThe corpora are not part of the repository; name their folder with --data.",
            path.display()
        );
        std::process::exit(2)
    })
}

/// The words of a text as the models see them.
pub fn words(forms: &[String]) -> Vec<Word> {
    let doc = document(&[forms.to_vec()], "");
    doc.words.to_vec()
}

/// Reads a treebank in CoNLL-U.
pub fn read_trees(path: &Path) -> Vec<Tree> {
    let mut trees = Vec::new();
    let (mut tree, mut doc) = (Tree::default(), String::new());
    // The end of a token of several words, and whether a space follows it.
    let mut range = (0usize, true);
    for line in read(path).lines().chain([""]) {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            doc = name.to_owned();
            tree.paragraph = true;
        } else if line.starts_with("# newpar") {
            tree.paragraph = true;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            tree.text = text.to_owned();
        } else if line.is_empty() && !tree.forms.is_empty() {
            tree.words = words(&tree.forms);
            tree.doc = doc.clone();
            trees.push(std::mem::take(&mut tree));
            range = (0, true);
        } else if !line.starts_with('#') && !line.is_empty() {
            let cells: Vec<&str> = line.split('\t').collect();
            let glued = cells[9].split('|').any(|f| f == "SpaceAfter=No");
            if let Some((_, end)) = cells[0].split_once('-') {
                range = (end.parse().expect("a range of words"), !glued);
            } else if let Ok(id) = cells[0].parse::<usize>() {
                tree.forms.push(cells[1].to_owned());
                tree.spaces.push(if id < range.0 {
                    false
                } else if id == range.0 {
                    range.1
                } else {
                    !glued
                });
                let upos = Upos::from_name(cells[3]).unwrap_or_default();
                let xpos = Xpos::from_name(cells[4]).unwrap_or(Xpos::NONE);
                tree.tags.push(Tag { upos, xpos });
                let head: usize = cells[6].parse().expect("a head");
                let deprel = Deprel::from_name(cells[7]);
                let base = || Deprel::from_name(cells[7].split(':').next().unwrap_or("")).unwrap_or(Deprel::DEP);
                tree.arcs.push(Arc { head: head.checked_sub(1), deprel: deprel.unwrap_or_else(base) });
            }
        }
    }
    trees
}

/// An article with names.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Words, sentence by sentence.
    pub sentences: Vec<Vec<String>>,
    /// Labels in BIO2, sentence by sentence.
    pub labels: Vec<Vec<String>>,
}

/// Reads a file of names in BIO2. Files without documents are cut into documents of `chunk` sentences.
pub fn read_names(path: &Path, chunk: usize) -> Vec<Named> {
    let mut docs: Vec<Named> = Vec::new();
    let mut sentence: (Vec<String>, Vec<String>) = Default::default();
    let text = read(path);
    let marked = text.lines().any(|l| l.starts_with("# doc ") && !l.contains('\t'));
    for line in text.lines().chain([""]) {
        let doc = line.strip_prefix("# doc ").filter(|_| !line.contains('\t'));
        if (doc.is_some() || line.is_empty()) && !sentence.0.is_empty() {
            if docs.is_empty() || (!marked && docs.last().is_some_and(|d| d.sentences.len() >= chunk)) {
                docs.push(Named::default());
            }
            let (forms, labels) = std::mem::take(&mut sentence);
            let last = docs.last_mut().expect("a document");
            last.sentences.push(forms);
            last.labels.push(labels);
        }
        if let Some(name) = doc {
            docs.push(Named { name: name.to_owned(), ..Named::default() });
        } else if let Some((form, label)) = line.split_once('\t') {
            sentence.0.push(form.to_owned());
            sentence.1.push(label.to_owned());
        }
    }
    docs
}

/// A document of given words, as if the pipeline had read it. The text lives as long as the program.
pub fn document(sentences: &[Vec<String>], name: &str) -> Document<'static> {
    let _ = name;
    let text: &'static str =
        Box::leak(sentences.iter().map(|s| s.join(" ")).collect::<Vec<_>>().join("\n").into_boxed_str());
    let mut doc = Document::new(text);
    doc.blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) });
    let mut at = 0;
    for sentence in sentences {
        let start = doc.tokens.len();
        for form in sentence {
            let span = Span::new(at, at + form.len());
            let kind = if form.chars().any(char::is_alphanumeric) { TokenKind::Word } else { TokenKind::Punct };
            doc.tokens.push(form, span, kind, true, 0);
            at += form.len() + 1;
        }
        doc.sentences.push(Sentence { tokens: TokenSpan::new(start, doc.tokens.len()), block: 0 });
    }
    doc.words = crate::segment::read_words(&doc);
    doc
}
