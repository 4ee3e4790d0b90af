//! Floor 3: tokens to parts of speech and dependencies.

mod features;
pub(crate) mod parser;
pub(crate) mod state;
pub(crate) mod tagger;

use crate::document::{Document, Syntax};
use crate::model::{Word, shipped};
use parser::Parser;
use std::sync::LazyLock;
use tagger::Tagger;

/// Reads parts of speech and dependencies, sentence by sentence.
pub fn analyze_syntax(doc: &Document) -> Syntax {
    static MODELS: LazyLock<(Tagger, Parser)> = LazyLock::new(|| {
        let tagger = Tagger::load(shipped::TAGGER);
        let parser = Parser::load(shipped::PARSER);
        (tagger.unwrap_or_default(), parser.unwrap_or_default())
    });
    let (tagger, parser) = &*MODELS;
    let words = words(doc);
    let mut syntax = Syntax::default();
    for sentence in &doc.sentences {
        let words = words.get(sentence.tokens.range()).unwrap_or(&[]);
        let tags = tagger.tag(words);
        let tree = parser.parse(words, &tags);
        let start = syntax.upos.len();
        syntax.upos.extend(tags.iter().map(|t| t.upos));
        syntax.xpos.extend(tags.iter().map(|t| t.xpos));
        syntax.heads.extend(tree.iter().enumerate().map(|(i, arc)| start + arc.head.unwrap_or(i)));
        syntax.deprels.extend(tree.iter().map(|arc| arc.deprel));
    }
    syntax
}

/// Every token as the models see it.
pub(crate) fn words(doc: &Document) -> Vec<Word> {
    (0..doc.tokens.len()).map(|i| Word::new(doc.tokens.norm(i), doc.tokens.lower(i))).collect()
}
