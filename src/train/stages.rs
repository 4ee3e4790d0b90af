//! The two halves of the step "syntax", apart, for the benchmarks.

use crate::document::Document;
use crate::model::shipped;
use crate::syntax::parser::{Parser, Read};

/// The shipped parser.
pub struct Halves(Parser);

/// Every sentence, read and tagged.
pub struct Tagged(Vec<Read>);

impl Halves {
    /// Reads the weights.
    pub fn load() -> Self {
        Self(Parser::load(shipped::PARSER).expect("shipped weights"))
    }

    /// What the layers make of the words, and parts of speech.
    pub fn tag(&self, doc: &Document) -> Tagged {
        Tagged(doc.sentences.iter().map(|s| self.0.read(&doc.words[s.tokens.range()], &[])).collect())
    }

    /// Dependencies; the number of arcs.
    pub fn parse(&self, doc: &Document, tagged: &mut Tagged) -> usize {
        let sentences = doc.sentences.iter().zip(&mut tagged.0);
        sentences.map(|(s, read)| self.0.parse(&doc.words[s.tokens.range()], read, &mut Default::default()).len()).sum()
    }
}
