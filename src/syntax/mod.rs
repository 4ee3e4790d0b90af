//! Floor 3: tokens to parts of speech and dependencies.

pub(crate) mod encoder;
pub(crate) mod features;
pub(crate) mod hidden;
pub(crate) mod labels;
pub(crate) mod namer;
pub(crate) mod parser;
mod punctuation;
mod speech;
pub(crate) mod state;
pub(crate) mod tagger;

use crate::document::{Document, Earlier, Syntax, TokenSpan};
use crate::model::{Word, shipped};
use parser::Parser;
use std::sync::LazyLock;

/// Reads parts of speech and dependencies, sentence by sentence; those of a sentence that the reading before knew are taken over.
pub fn analyze_syntax(doc: &Document) -> Syntax {
    static PARSER: LazyLock<Parser> = LazyLock::new(|| Parser::load(shipped::PARSER).unwrap_or_default());
    let (mut syntax, mark) = (Syntax::with_capacity(doc.tokens.len()), Word::quotation_mark());
    // Sentences that stand one after the other as they stood are taken over together.
    let mut known: Option<(&Earlier, TokenSpan)> = None;
    let settle = |syntax: &mut Syntax, known: Option<(&Earlier, TokenSpan)>| {
        known.into_iter().for_each(|(earlier, span)| syntax.take_over(&earlier.syntax, span));
    };
    for (n, sentence) in doc.sentences.iter().enumerate() {
        let words = doc.words.get(sentence.tokens.range()).unwrap_or(&[]);
        if let Some((earlier, span)) = doc.known(n) {
            match known.as_mut().filter(|(_, before)| before.end == span.start) {
                Some((_, before)) => before.end = span.end,
                None => settle(&mut syntax, known.replace((earlier, span))),
            }
            continue;
        }
        settle(&mut syntax, known.take());
        let mut read = PARSER.read(words, &[]);
        let mut tags = read.tags.clone();
        speech::find_verbs(doc, sentence.tokens, &mark, &mut tags);
        // What marks tell to be a verb of speech is one: the sentence is read again, as if the commonest stood there.
        let told = tags.iter().zip(&read.tags).enumerate().filter(|(_, (tag, first))| tag != first);
        let told: Vec<_> = told.map(|(at, (tag, _))| (at, *tag)).collect();
        if !told.is_empty() {
            read = PARSER.read(&speech::with_stand_ins(words, &told), &told);
        }
        let tree = PARSER.parse(words, &mut read, &mut syntax.names);
        let tags = read.tags;
        let start = syntax.upos.len();
        syntax.upos.extend(tags.iter().map(|t| t.upos));
        syntax.xpos.extend(tags.iter().map(|t| t.xpos));
        syntax.heads.extend(tree.iter().enumerate().map(|(i, arc)| start + arc.head.unwrap_or(i)));
        syntax.deprels.extend(tree.iter().map(|arc| arc.deprel));
    }
    settle(&mut syntax, known);
    syntax
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Deprel, Upos, Xpos};
    use tagger::Tag;

    fn read(text: &str) -> (Vec<Tag>, Vec<state::Arc>) {
        let words: Vec<Word> = text.split(' ').map(|w| Word::new(w, &w.to_lowercase())).collect();
        let parser = Parser::load(shipped::PARSER).unwrap();
        let mut read = parser.read(&words, &[]);
        let tree = parser.parse(&words, &mut read, &mut Default::default());
        (read.tags, tree)
    }

    #[test]
    fn a_plain_sentence_is_read() {
        let (tags, tree) = read("The minister told reporters that the talks had failed .");
        assert_eq!(tags.first().map(|t| t.upos), Some(Upos::Det));
        assert_eq!(tags.get(2).map(|t| t.xpos), Some(Xpos::VBD));
        let arc = |i: usize| (tree[i].head, tree[i].deprel);
        assert_eq!(arc(1), (Some(2), Deprel::NSUBJ));
        assert_eq!(arc(2), (None, Deprel::ROOT));
        assert_eq!(arc(8), (Some(2), Deprel::CCOMP));
    }

    #[test]
    fn an_object_is_no_verb() {
        for text in [
            "The company dismissed claims that it had lied .",
            "She denies reports that he left .",
            "He rejects demands that she quit .",
        ] {
            let (tags, tree) = read(text);
            let object = tree.iter().position(|arc| arc.deprel == Deprel::OBJ).unwrap();
            assert_eq!(tags[object].upos, Upos::Noun, "{text}");
        }
    }

    #[test]
    fn any_words_make_a_tree_with_one_root() {
        for text in [".", "a", "( ( (", "and and and of of", "X 1 - ? ! \u{301} said said said he . . ."] {
            let (_, tree) = read(text);
            assert_eq!(tree.iter().filter(|arc| arc.head.is_none()).count(), 1, "{text}");
            for start in 0..tree.len() {
                let mut at = start;
                for _ in 0..=tree.len() {
                    at = tree[at].head.unwrap_or(at);
                }
                assert!(tree[at].head.is_none(), "{text}: a circle");
            }
        }
    }
}
