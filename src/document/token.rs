//! Tokens, sentences, and positions counted in tokens.

use crate::lexicon::{Begins, Closed, NameEntry, lexicon};
use crate::text::{Span, normalize};

/// A half-open range of **token** positions in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenSpan {
    /// The first token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
}

impl TokenSpan {
    /// The range from `start` to `end`; an end before the start gives the empty range at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The positions inside.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// The same range of a text in which what stood at token `from` stands at `to`.
    pub fn moved(self, from: usize, to: usize) -> Self {
        Self { start: self.start - from + to, end: self.end - from + to }
    }

    /// Number of tokens.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True if no token is inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The position of the last token (of the first, when empty).
    pub fn last(self) -> usize {
        self.end.saturating_sub(1).max(self.start)
    }

    /// True if token `i` is inside.
    pub fn holds(self, i: usize) -> bool {
        self.start <= i && i < self.end
    }

    /// True if `other` lies wholly inside.
    pub fn contains(self, other: TokenSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if the two share a token.
    pub fn overlaps(self, other: TokenSpan) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with the apostrophes, dots and joined marks that belong to the word.
    Word,
    /// Digits, with their separators.
    Number,
    /// A quotation mark (an apostrophe inside a word is part of the word).
    Mark,
    /// A hyphen or dash on its own.
    Dash,
    /// Other punctuation.
    #[default]
    Punct,
    /// Anything else: currency signs, emoji, mathematics.
    Symbol,
    /// A web address, mail address, handle or hashtag.
    Link,
}

/// How the letters of a word are cased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WordShape {
    /// No cased letter.
    #[default]
    Uncased,
    /// All lower case.
    Lower,
    /// First letter upper, the rest lower.
    Capital,
    /// Every letter upper, at least two.
    Upper,
    /// Other mixtures: McKay, iPhone.
    Mixed,
}

/// One token; its text and normal form are asked of [`Tokens`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Token {
    /// Where it stands in the source.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is cased.
    pub shape: WordShape,
    /// True if white space or a line break stands before it.
    pub space_before: bool,
    /// The block it lies in.
    pub block: usize,
    norm: (u32, u32),
    lower: (u32, u32),
    closed: u16,
    begins: Begins,
}

impl Token {
    /// True for a word that starts with an upper-case letter.
    pub fn is_capitalized(self) -> bool {
        self.kind == TokenKind::Word && matches!(self.shape, WordShape::Capital | WordShape::Upper | WordShape::Mixed)
    }

    /// True for words and numbers.
    pub fn is_wordlike(self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// All tokens of a text with their normal forms in one pool.
#[derive(Debug, Default)]
pub struct Tokens {
    items: Vec<Token>,
    pool: String,
    // The first token of each block.
    starts: Vec<usize>,
}

impl Tokens {
    /// None yet, with room for as many as those of a text of which this one is a version, and some more.
    pub fn like(other: &Tokens) -> Self {
        let room = |len: usize| len + len / 16;
        Self {
            items: Vec::with_capacity(room(other.items.len())),
            pool: String::with_capacity(room(other.pool.len())),
            starts: Vec::with_capacity(room(other.starts.len())),
        }
    }

    /// Appends a token whose source text is `text`.
    pub fn push(&mut self, text: &str, span: Span, kind: TokenKind, space_before: bool, block: usize) {
        let start = self.pool.len();
        normalize(text, &mut self.pool);
        let norm = (start as u32, self.pool.len() as u32);
        let form = self.pool.get(start..).unwrap_or("");
        let shape = shape_of(form);
        let mut lower = norm;
        if matches!(shape, WordShape::Capital | WordShape::Upper | WordShape::Mixed) {
            let low = form.to_lowercase();
            self.pool.push_str(&low);
            lower = (norm.1, self.pool.len() as u32);
        }
        let word = self.pool.get(lower.0 as usize..).unwrap_or("");
        // The WHO is no pronoun.
        let named = shape == WordShape::Upper && word == "who";
        let closed = lexicon().closed_id(if named { "" } else { word });
        let begins = lexicon().begins(word);
        self.open(block);
        self.items.push(Token { span, kind, shape, space_before, block, norm, lower, closed, begins });
    }

    /// Appends the tokens of block `from` of another text, which begins at byte `span.start` there and at byte `start` here.
    pub fn take_over(&mut self, other: &Tokens, from: usize, span: Span, start: usize, block: usize) {
        self.open(block);
        let taken = other.items.get(other.block(from).range()).unwrap_or(&[]);
        let (Some(first), Some(last)) = (taken.first(), taken.last()) else { return };
        let pool = self.pool.len() as u32;
        let (from, to) = (first.norm.0, last.lower.1);
        self.pool.push_str(other.pool.get(from as usize..to as usize).unwrap_or(""));
        let place = |(a, b): (u32, u32)| (a - from + pool, b - from + pool);
        let moved = |s: Span| Span::new(s.start - span.start + start, s.end - span.start + start);
        self.items.extend(taken.iter().map(|token| Token {
            span: moved(token.span),
            block,
            norm: place(token.norm),
            lower: place(token.lower),
            ..*token
        }));
    }

    fn open(&mut self, block: usize) {
        while self.starts.len() <= block {
            self.starts.push(self.items.len());
        }
    }

    /// The tokens of block `k`.
    pub fn block(&self, k: usize) -> TokenSpan {
        let start = |k: usize| self.starts.get(k).copied().unwrap_or(self.items.len());
        TokenSpan::new(start(k), start(k + 1))
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Token `i`; past the end, an empty punctuation token.
    pub fn get(&self, i: usize) -> &Token {
        static NONE: Token = Token {
            span: Span { start: 0, end: 0 },
            kind: TokenKind::Punct,
            shape: WordShape::Uncased,
            space_before: false,
            block: 0,
            norm: (0, 0),
            lower: (0, 0),
            closed: 0,
            begins: Begins::NONE,
        };
        self.items.get(i).unwrap_or(&NONE)
    }

    /// Every token in order.
    pub fn iter(&self) -> impl Iterator<Item = &Token> {
        self.items.iter()
    }

    /// The normal form of token `i`: composed, without invisible characters, plain apostrophes. Empty past the end.
    pub fn norm(&self, i: usize) -> &str {
        let (start, end) = self.get(i).norm;
        self.pool.get(start as usize..end as usize).unwrap_or("")
    }

    /// The normal form in lower case.
    pub fn lower(&self, i: usize) -> &str {
        let (start, end) = self.get(i).lower;
        self.pool.get(start as usize..end as usize).unwrap_or("")
    }

    /// What is known of token `i` as a word of grammar, a number or date word.
    pub fn closed(&self, i: usize) -> &'static Closed {
        lexicon().closed_entry(self.get(i).closed)
    }

    /// True if something is known of token `i` as a word of grammar, a number or date word.
    pub fn is_closed(&self, i: usize) -> bool {
        self.items.get(i).is_some_and(|token| token.closed > 0)
    }

    /// True if a phrase of one of the lists may begin with token `i`.
    pub fn begins(&self, i: usize, lists: Begins) -> bool {
        self.items.get(i).is_some_and(|token| token.begins.any(lists))
    }

    /// The longest listed name that begins where a span does and ends in it: its number of tokens, and what is known of it.
    pub fn listed_name(&self, span: TokenSpan) -> Option<(usize, &'static NameEntry)> {
        let word = |k: usize| if span.start + k < span.end { self.lower(span.start + k) } else { "" };
        self.begins(span.start, Begins::NAME).then(|| lexicon().names.longest(word)).flatten()
    }

    /// The tokens that share a byte with a span.
    #[cfg(feature = "train")]
    pub fn touching(&self, span: Span) -> TokenSpan {
        let start = self.items.partition_point(|t| t.span.end <= span.start);
        let end = self.items.partition_point(|t| t.span.start < span.end);
        TokenSpan::new(start, end)
    }

    /// The first token that begins at a byte or after it.
    pub fn from(&self, byte: usize) -> usize {
        self.items.partition_point(|t| t.span.start < byte)
    }

    /// The tokens whose text lies inside a byte span.
    pub fn inside(&self, span: Span) -> TokenSpan {
        let start = self.from(span.start);
        let end = self.items.partition_point(|t| t.span.end <= span.end);
        TokenSpan::new(start, end)
    }
}

fn shape_of(form: &str) -> WordShape {
    let (mut upper, mut lower, mut first_upper) = (0usize, 0usize, false);
    for c in form.chars() {
        if c.is_uppercase() {
            first_upper |= upper + lower == 0;
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => WordShape::Uncased,
        (0, _) => WordShape::Lower,
        (1, _) if first_upper => WordShape::Capital,
        (_, 0) => WordShape::Upper,
        _ => WordShape::Mixed,
    }
}

/// One sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: TokenSpan,
    /// The block it lies in.
    pub block: usize,
}

impl Sentence {
    /// Those of an article's sentences that begin inside `tokens`.
    pub fn inside(all: &[Sentence], tokens: TokenSpan) -> impl Iterator<Item = &Sentence> {
        let from = all.partition_point(|s| s.tokens.start < tokens.start);
        all.get(from..).unwrap_or(&[]).iter().take_while(move |s| s.tokens.start < tokens.end)
    }
}
