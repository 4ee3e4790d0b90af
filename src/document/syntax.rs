//! Parts of speech and dependencies, as Universal Dependencies names them.

use super::{NAME_CLASSES, TokenSpan};

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

impl Upos {
    /// Every part of speech with its name, in order.
    pub const ALL: [(Upos, &'static str); 17] = [
        (Self::Adj, "ADJ"),
        (Self::Adp, "ADP"),
        (Self::Adv, "ADV"),
        (Self::Aux, "AUX"),
        (Self::Cconj, "CCONJ"),
        (Self::Det, "DET"),
        (Self::Intj, "INTJ"),
        (Self::Noun, "NOUN"),
        (Self::Num, "NUM"),
        (Self::Part, "PART"),
        (Self::Pron, "PRON"),
        (Self::Propn, "PROPN"),
        (Self::Punct, "PUNCT"),
        (Self::Sconj, "SCONJ"),
        (Self::Sym, "SYM"),
        (Self::Verb, "VERB"),
        (Self::X, "X"),
    ];

    /// The name in treebanks.
    pub fn name(self) -> &'static str {
        Self::ALL.get(self as usize).map_or("X", |(_, name)| name)
    }

    /// The part of speech of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(upos, _)| *upos)
    }
}

macro_rules! names {
    ($type:ident, $($constant:ident = $id:literal $name:literal),* $(,)?) => {
        #[allow(missing_docs)]
        impl $type {
            $(pub const $constant: $type = $type($id);)*
        }

        impl $type {
            /// Every name, in order.
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            /// The name in treebanks.
            pub fn name(self) -> &'static str {
                Self::NAMES.get(usize::from(self.0)).copied().unwrap_or("_")
            }

            /// The value of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::NAMES.iter().position(|n| *n == name).map(|i| Self(i as u8))
            }
        }
    };
}

/// A fine part of speech of the Penn Treebank: tells past from present and one from several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Xpos(pub u8);

names! { Xpos,
    NONE = 0 "_", CC = 1 "CC", CD = 2 "CD", DT = 3 "DT", EX = 4 "EX", FW = 5 "FW", IN = 6 "IN", JJ = 7 "JJ", JJR = 8 "JJR",
    JJS = 9 "JJS", LS = 10 "LS", MD = 11 "MD", NN = 12 "NN", NNS = 13 "NNS", NNP = 14 "NNP", NNPS = 15 "NNPS",
    PDT = 16 "PDT", POS = 17 "POS", PRP = 18 "PRP", PRP_POSS = 19 "PRP$", RB = 20 "RB", RBR = 21 "RBR", RBS = 22 "RBS",
    RP = 23 "RP", SYM = 24 "SYM", TO = 25 "TO", UH = 26 "UH", VB = 27 "VB", VBD = 28 "VBD", VBG = 29 "VBG", VBN = 30 "VBN",
    VBP = 31 "VBP", VBZ = 32 "VBZ", WDT = 33 "WDT", WP = 34 "WP", WP_POSS = 35 "WP$", WRB = 36 "WRB", PERIOD = 37 ".",
    COMMA = 38 ",", COLON = 39 ":", OPEN = 40 "``", CLOSE = 41 "''", LRB = 42 "-LRB-", RRB = 43 "-RRB-", HYPH = 44 "HYPH",
    DOLLAR = 45 "$", NFP = 46 "NFP", ADD = 47 "ADD", AFX = 48 "AFX", GW = 49 "GW", XX = 50 "XX",
}

impl Xpos {
    /// True for a finite verb: present, past, or a modal.
    pub fn is_finite(self) -> bool {
        matches!(self, Self::VBD | Self::VBP | Self::VBZ | Self::MD)
    }

    /// True for any form of a verb, modals included.
    pub fn is_verb(self) -> bool {
        self.is_finite() || matches!(self, Self::VB | Self::VBG | Self::VBN)
    }
}

/// A dependency relation: a position in the table of Universal Dependencies' labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deprel(pub u8);

names! { Deprel,
    DEP = 0 "dep", ROOT = 1 "root", ACL = 2 "acl", ACL_RELCL = 3 "acl:relcl", ADVCL = 4 "advcl", ADVCL_RELCL = 5 "advcl:relcl",
    ADVMOD = 6 "advmod", AMOD = 7 "amod", APPOS = 8 "appos", AUX = 9 "aux", AUX_PASS = 10 "aux:pass", CASE = 11 "case",
    CC = 12 "cc", CC_PRECONJ = 13 "cc:preconj", CCOMP = 14 "ccomp", COMPOUND = 15 "compound", COMPOUND_PRT = 16 "compound:prt",
    CONJ = 17 "conj", COP = 18 "cop", CSUBJ = 19 "csubj", CSUBJ_OUTER = 20 "csubj:outer", CSUBJ_PASS = 21 "csubj:pass",
    DET = 22 "det", DET_PREDET = 23 "det:predet", DISCOURSE = 24 "discourse", DISLOCATED = 25 "dislocated", EXPL = 26 "expl",
    FIXED = 27 "fixed", FLAT = 28 "flat", GOESWITH = 29 "goeswith", IOBJ = 30 "iobj", LIST = 31 "list", MARK = 32 "mark",
    NMOD = 33 "nmod", NMOD_DESC = 34 "nmod:desc", NMOD_POSS = 35 "nmod:poss", NMOD_UNMARKED = 36 "nmod:unmarked",
    NSUBJ = 37 "nsubj", NSUBJ_OUTER = 38 "nsubj:outer", NSUBJ_PASS = 39 "nsubj:pass", NUMMOD = 40 "nummod", OBJ = 41 "obj",
    OBL = 42 "obl", OBL_AGENT = 43 "obl:agent", OBL_UNMARKED = 44 "obl:unmarked", ORPHAN = 45 "orphan", PARATAXIS = 46 "parataxis",
    PUNCT = 47 "punct", REPARANDUM = 48 "reparandum", VOCATIVE = 49 "vocative", XCOMP = 50 "xcomp",
}

impl Deprel {
    /// True for the relation itself and its subtypes: `nsubj:pass` is a `nsubj`.
    pub fn is(self, base: Deprel) -> bool {
        self == base || Self::BASES.get(usize::from(self.0)) == Some(&base.0)
    }

    // Of each relation the one that it is a subtype of, or itself.
    #[allow(clippy::indexing_slicing, reason = "made when this is compiled, which fails past an end")]
    const BASES: [u8; Self::NAMES.len()] = {
        let mut bases = [0; Self::NAMES.len()];
        let mut k = 0;
        while k < bases.len() {
            let mut base = 0;
            while !is_base(Self::NAMES[base].as_bytes(), Self::NAMES[k].as_bytes()) {
                base += 1;
            }
            bases[k] = base as u8;
            k += 1;
        }
        bases
    };
}

/// True if the name of a relation is another one's up to its colon.
#[allow(clippy::indexing_slicing, reason = "called when this is compiled")]
const fn is_base(base: &[u8], name: &[u8]) -> bool {
    let mut i = 0;
    while i < name.len() && name[i] != b':' {
        if i >= base.len() || base[i] != name[i] {
            return false;
        }
        i += 1;
    }
    i == base.len()
}

/// What the layers that read whole sentences think of a word as part of a name: for each class how far it is behind the best one, as a
/// logarithm of odds in steps of `1 / NAME_HINT_STEPS`.
pub type NameHint = [u8; NAME_CLASSES];
/// Steps to one.
pub const NAME_HINT_STEPS: f32 = 16.0;

/// What is thought of the words of a text as parts of names; of nearly all of them nothing.
#[derive(Clone, Debug, Default)]
pub struct NameHints {
    // The tokens that something is thought of, in order, and what.
    of: Vec<u32>,
    hints: Vec<NameHint>,
    count: usize,
}

impl NameHints {
    /// Adds what is thought of the next tokens.
    pub fn extend(&mut self, hints: impl Iterator<Item = Option<NameHint>>) {
        for hint in hints {
            if let Some(hint) = hint {
                self.of.push(self.count as u32);
                self.hints.push(hint);
            }
            self.count += 1;
        }
    }

    /// True if nothing is thought of anything.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The tokens of a span that something is thought of, in order, and what.
    pub fn inside(&self, span: TokenSpan) -> impl Iterator<Item = (usize, &NameHint)> {
        let range = self.range(span);
        let (of, hints) = (self.of.get(range.clone()), self.hints.get(range));
        of.unwrap_or(&[]).iter().map(|i| *i as usize).zip(hints.unwrap_or(&[]))
    }

    fn range(&self, span: TokenSpan) -> std::ops::Range<usize> {
        let from = self.of.partition_point(|i| (*i as usize) < span.start);
        let rest = self.of.get(from..).unwrap_or(&[]).iter();
        from..from + rest.take_while(|i| (**i as usize) < span.end).count()
    }

    fn take_over(&mut self, other: &NameHints, span: TokenSpan) {
        let range = other.range(span);
        let moved = |i: &u32| (*i as usize - span.start + self.count) as u32;
        self.of.extend(other.of.get(range.clone()).unwrap_or(&[]).iter().map(moved));
        self.hints.extend_from_slice(other.hints.get(range).unwrap_or(&[]));
        self.count += span.len();
    }
}

/// What the syntax stage adds, one entry a token; empty until a parser has read the text.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    /// Part of speech.
    pub upos: Vec<Upos>,
    /// Fine part of speech.
    pub xpos: Vec<Xpos>,
    /// Position of the head token in the document; a root is its own head.
    pub heads: Vec<usize>,
    /// Relation to the head.
    pub deprels: Vec<Deprel>,
    /// What names it may be part of.
    pub names: NameHints,
}

impl Syntax {
    /// Part of speech of token `i`; `X` where nothing was read.
    pub fn upos(&self, i: usize) -> Upos {
        self.upos.get(i).copied().unwrap_or_default()
    }

    /// Fine part of speech of token `i`.
    pub fn xpos(&self, i: usize) -> Xpos {
        self.xpos.get(i).copied().unwrap_or_default()
    }

    /// Head of token `i`; itself for a root or where nothing was read.
    pub fn head(&self, i: usize) -> usize {
        self.heads.get(i).copied().unwrap_or(i)
    }

    /// Nothing yet, with room for so many tokens.
    pub fn with_capacity(tokens: usize) -> Self {
        Self {
            upos: Vec::with_capacity(tokens),
            xpos: Vec::with_capacity(tokens),
            heads: Vec::with_capacity(tokens),
            deprels: Vec::with_capacity(tokens),
            names: NameHints::default(),
        }
    }

    /// Adds what another one holds of a sentence.
    pub fn take_over(&mut self, other: &Syntax, sentence: TokenSpan) {
        fn copy<T: Copy>(to: &mut Vec<T>, from: &[T], sentence: TokenSpan) {
            to.extend_from_slice(from.get(sentence.range()).unwrap_or(&[]));
        }
        let start = self.heads.len();
        copy(&mut self.upos, &other.upos, sentence);
        copy(&mut self.xpos, &other.xpos, sentence);
        self.names.take_over(&other.names, sentence);
        copy(&mut self.deprels, &other.deprels, sentence);
        let heads = other.heads.get(sentence.range()).unwrap_or(&[]);
        self.heads.extend(heads.iter().map(|head| head - sentence.start + start));
    }

    /// Relation of token `i` to its head.
    pub fn deprel(&self, i: usize) -> Deprel {
        self.deprels.get(i).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_constants_agree() {
        assert_eq!(Deprel::XCOMP.name(), "xcomp");
        assert_eq!(Deprel::from_name("nsubj"), Some(Deprel::NSUBJ));
        assert!(Deprel::NSUBJ_PASS.is(Deprel::NSUBJ) && !Deprel::NSUBJ.is(Deprel::NSUBJ_PASS));
        assert!(!Deprel::AUX.is(Deprel::ACL));
        assert_eq!(Xpos::XX.name(), "XX");
        assert!(Upos::ALL.iter().enumerate().all(|(i, (u, _))| *u as usize == i));
    }
}
