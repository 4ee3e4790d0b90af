//! Parts of speech and dependencies, as Universal Dependencies names them.

/// A universal part of speech (Universal Dependencies v2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// A dependency relation: a position in the parser's label table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deprel(pub u8);

/// What the syntax stage adds, one entry a token; empty until a parser has read the text.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    /// Part of speech.
    pub upos: Vec<Upos>,
    /// Position of the head token in the document; a root is its own head.
    pub heads: Vec<usize>,
    /// Relation to the head.
    pub deprels: Vec<Deprel>,
}
