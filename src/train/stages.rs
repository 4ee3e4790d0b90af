//! The two halves of the step "syntax", apart, for the benchmarks.

use crate::document::Document;
use crate::model::shipped;
use crate::syntax::parser::Parser;
use crate::syntax::tagger::{Rival, Tag, Tagger};

/// The shipped tagger and parser.
pub struct Halves {
    tagger: Tagger,
    parser: Parser,
}

/// The parts of speech of every sentence.
pub struct Tags(Vec<(Vec<Tag>, Vec<Rival>)>);

impl Halves {
    /// Reads the weights.
    pub fn load() -> Self {
        let tagger = Tagger::load(shipped::TAGGER).expect("shipped weights");
        Self { tagger, parser: Parser::load(shipped::PARSER).expect("shipped weights") }
    }

    /// Parts of speech.
    pub fn tag(&self, doc: &Document) -> Tags {
        let tag = |words| self.tagger.tag(words);
        Tags(doc.sentences.iter().map(|s| tag(&doc.words[s.tokens.range()])).collect())
    }

    /// Dependencies; the number of arcs.
    pub fn parse(&self, doc: &Document, tags: &Tags) -> usize {
        let parse = |(s, (tags, rivals)): (&crate::document::Sentence, &(Vec<Tag>, Vec<Rival>))| {
            self.parser.parse(&doc.words[s.tokens.range()], &mut tags.clone(), rivals, &mut Default::default()).len()
        };
        doc.sentences.iter().zip(&tags.0).map(parse).sum()
    }
}
