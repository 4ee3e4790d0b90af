//! An article as the model of attributions sees it: words, tags, dependencies, marks, blocks, and how often a word is a cue.

use crate::document::{BlockKind, Document, RoleLook, TokenSpan};
use crate::model::{Features, Lookup, Word};
use std::ops::Range;
use std::sync::Arc;

/// How often a word is part of a cue, in steps; from [`SPEAKS`] on it counts as one where nothing better is known.
pub const SPEAKS: u32 = 4;

/// One token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cell {
    /// Its word in lower case, digits as one digit.
    pub lower: u32,
    /// True if its word has a letter.
    pub letters: bool,
    /// Its fine part of speech, from 1.
    pub tag: u32,
    /// Its relation to its head, from 1.
    pub relation: u32,
    /// The position of its head; its own for a root.
    pub head: usize,
    /// Where it stands between marks: 0 outside, else 1 opening, 2 between, 3 closing; 4 more between marks that are
    /// single where most are not or the other way round, 8 more where no mark closes.
    pub mark: u32,
    /// How often its word is part of a cue, in steps.
    pub rate: u32,
    /// The first token of its sentence.
    pub sentence: u32,
    /// The kind and type of the mention it belongs to, and whether it begins it; 0 outside of mentions.
    pub mention: u32,
    // The first and the last token that hang from it.
    edges: (u32, u32),
}

/// A cell in half the bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Packed {
    lower: u32,
    head: u32,
    edges: (u32, u32),
    sentence: u32,
    rate: u16,
    mention: u16,
    tag: u8,
    relation: u8,
    mark: u8,
    letters: bool,
}

impl From<&Packed> for Cell {
    #[inline]
    fn from(packed: &Packed) -> Self {
        let Packed { lower, head, edges, sentence, rate, mention, tag, relation, mark, letters } = *packed;
        let [tag, relation, mark] = [tag, relation, mark].map(u32::from);
        let [rate, mention] = [rate, mention].map(u32::from);
        Self { lower, letters, tag, relation, head: head as usize, mark, rate, sentence, mention, edges }
    }
}

/// An article, prepared.
pub struct Passage {
    words: Arc<Vec<Word>>,
    cells: Vec<Packed>,
    none: Word,
    /// The tokens of every block that is read.
    pub blocks: Vec<TokenSpan>,
    /// Their positions among all blocks.
    pub numbers: Vec<usize>,
    kinds: Vec<u32>,
    // True for a block that the one before leads into: by a colon, or by a mark left open.
    led: Vec<bool>,
    /// The tokens of every sentence.
    pub sentences: Vec<TokenSpan>,
    /// Stretches between marks, marks included.
    pub quoted: Vec<TokenSpan>,
}

impl Passage {
    /// Looks at every token once; `rates` tells how often a word is part of a cue.
    pub fn new(doc: &Document, rates: &Lookup) -> Self {
        let mut known = Vec::with_capacity(doc.words.len());
        for k in 0..doc.blocks.len() {
            let looks = doc.before(k).and_then(|(earlier, k)| earlier.roles.looks.get(earlier.tokens.block(k).range()));
            known.extend(looks.unwrap_or(&[]).iter().copied().map(Some));
            known.resize(doc.tokens.block(k).end, None);
        }
        Self::read(doc, &known, &|word| rates.get(word.key).map_or(0, u32::from))
    }

    /// The same with another source of rates.
    #[cfg(feature = "train")]
    pub fn with(doc: &Document, rate: &dyn Fn(&Word) -> u32) -> Self {
        Self::read(doc, &[], rate)
    }

    fn read(doc: &Document, known: &[Option<RoleLook>], rate: &dyn Fn(&Word) -> u32) -> Self {
        let cell = |(i, word): (usize, &Word)| {
            let syntax = &doc.syntax;
            let (tag, relation) = (syntax.xpos(i).0 + 1, syntax.deprel(i).0 + 1);
            let known = known.get(i).copied().flatten();
            let rate = known.map_or_else(|| rate(word) as u16, |look| look.rate);
            let [left, right] = known.map_or([0; 2], |look| look.reach.map(u32::from));
            let edges = (i as u32 - left, i as u32 + right);
            let (lower, letters, head) = (word.lower, word.letters, syntax.head(i) as u32);
            Packed { lower, letters, tag, relation, head, rate, edges, ..Packed::default() }
        };
        let words = Arc::clone(&doc.words);
        let mut cells: Vec<Packed> = words.iter().enumerate().map(cell).collect();
        let outermost = || doc.marks.iter().filter(|r| r.depth == 0);
        let british = outermost().filter(|r| r.single).count() * 2 > outermost().count();
        for region in outermost().rev() {
            let more = u8::from(region.single != british) * 4 + u8::from(region.close.is_none()) * 8;
            let mut set = |i: usize, state: u8| {
                if let Some(cell) = cells.get_mut(i) {
                    cell.mark = state + more;
                }
            };
            region.inner.range().for_each(|i| set(i, 2));
            set(region.open, 1);
            region.close.into_iter().for_each(|i| set(i, 3));
        }
        let sentences: Vec<TokenSpan> = doc.sentences.iter().map(|s| s.tokens).collect();
        for span in &sentences {
            cells.get_mut(span.range()).unwrap_or_default().iter_mut().for_each(|c| c.sentence = span.start as u32);
        }
        for mention in &doc.mentions {
            for i in mention.tokens.range() {
                if let Some(cell) = cells.get_mut(i).filter(|c| c.mention == 0) {
                    let kind = (mention.kind as u16) << 6 | (mention.etype as u16) << 1;
                    cell.mention = 1 + (kind | u16::from(i == mention.tokens.start));
                }
            }
        }
        for block in (0..doc.blocks.len()).map(|k| doc.tokens.block(k)) {
            if known.get(block.start).is_none_or(Option::is_none) {
                spread(&mut cells, block);
            }
        }
        let (mut blocks, mut numbers, mut kinds, mut led) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (number, block) in doc.blocks.iter().enumerate() {
            let tokens = doc.tokens.block(number);
            let read = block.kind.is_article() && !tokens.is_empty() && doc.tokens.get(tokens.start).block == number;
            if read {
                blocks.push(tokens);
                numbers.push(number);
                kinds.push(kind(block.kind));
                let before = tokens.start.wrapping_sub(1);
                led.push(doc.tokens.norm(before) == ":" || cells.get(before).is_some_and(|c| c.mark & 8 != 0));
            }
        }
        let quoted = outermost().map(|r| TokenSpan::new(r.open, r.close.map_or(r.inner.end, |c| c + 1))).collect();
        Self { words, cells, none: Word::default(), blocks, numbers, kinds, led, sentences, quoted }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Token `i`; a blank one past the end.
    #[inline]
    pub fn cell(&self, i: usize) -> Cell {
        self.cells.get(i).map(Cell::from).unwrap_or_default()
    }

    /// Token `i` with everything that hangs from it.
    pub fn subtree(&self, i: usize) -> TokenSpan {
        let (first, last) = self.cell(i).edges;
        TokenSpan::new(first as usize, last as usize + 1)
    }

    /// How many tokens before and after token `i` that reaches; no sentence has more than a few hundred.
    pub fn reach_of(&self, i: usize) -> [u16; 2] {
        let (first, last) = self.cell(i).edges;
        [i as u32 - first, last - i as u32].map(|count| count as u16)
    }

    /// True if token `i` stands between marks or is one.
    pub fn marked(&self, i: usize) -> bool {
        self.cell(i).mark & 3 != 0
    }

    /// The blocks, as runs of which each block leads into the next.
    pub fn parts(&self) -> impl Iterator<Item = Range<usize>> {
        let led = |n: &usize| self.led.get(*n) == Some(&true);
        let next = move |from: usize| (from + 1..self.blocks.len()).find(|n| !led(n)).unwrap_or(self.blocks.len());
        let parts = std::iter::successors(Some(0..next(0)), move |part| Some(part.end..next(part.end)));
        parts.take_while(|part| part.start < self.blocks.len())
    }

    /// The tokens of a run of blocks, from the first to the last.
    pub fn tokens(&self, blocks: Range<usize>) -> TokenSpan {
        let inside = self.blocks.get(blocks).unwrap_or(&[]);
        TokenSpan::new(inside.first().map_or(0, |b| b.start), inside.last().map_or(0, |b| b.end))
    }

    /// Where the words begin that may bear on a block: at the block before, if that leads into this one.
    pub fn reach(&self, number: usize) -> usize {
        let block = |n: usize| self.blocks.get(n).map_or(0, |b| b.start);
        let led = self.led.get(number) == Some(&true);
        block(number - usize::from(led && number > 0))
    }

    /// The tokens of the sentence of token `i`.
    pub fn sentence(&self, i: usize) -> TokenSpan {
        let at = self.sentences.partition_point(|s| s.end <= i);
        self.sentences.get(at).copied().unwrap_or(TokenSpan::new(i, i + 1))
    }

    /// The features of token `i` of a block that tell of itself and its neighbours.
    pub fn features(&self, i: usize, number: usize, out: &mut Features) {
        let block = self.blocks.get(number).copied().unwrap_or_default();
        let inside = |k: usize| if block.holds(k) { k } else { usize::MAX };
        let at = |k: usize| self.cell(inside(k));
        let word = |k: usize| self.words.get(inside(k)).unwrap_or(&self.none);
        let around = [i.wrapping_sub(1), i + 1, i.wrapping_sub(2), i + 2];
        let ([p, n, pp, nn], c) = (around.map(at), at(i));
        let (w, head) = (word(i), at(c.head));
        out.one(0);
        out.one(w.lower);
        out.one(w.suffix[1]);
        out.one(w.suffix[2]);
        out.two(w.shape, c.tag);
        out.two(c.tag, c.mark);
        w.cluster.iter().for_each(|x| out.some(*x));
        out.two(w.cluster[1], c.tag);
        let near = around.map(word);
        for (x, w) in [p, n, pp, nn].into_iter().zip(near) {
            out.two(x.lower, 0);
            out.two(x.tag, 0);
            out.some(w.cluster[1]);
            out.some(w.cluster[2]);
        }
        out.two(p.lower, w.lower);
        out.two(w.lower, n.lower);
        out.two(p.tag, c.tag);
        out.two(c.tag, n.tag);
        out.three(p.tag, c.tag, n.tag);
        out.three(pp.tag, p.tag, c.tag);
        out.three(c.tag, n.tag, nn.tag);
        out.two(w.lower, c.tag);
        out.two(near[0].cluster[1], w.cluster[1]);
        out.two(w.cluster[1], near[1].cluster[1]);
        out.three(p.mark, c.mark, n.mark);
        out.three(p.lower, c.mark, n.mark);
        out.two(w.lower, c.mark);
        out.two(n.lower, c.mark);
        out.two(c.rate, c.tag);
        out.three(p.rate, c.rate, n.rate);
        out.two(c.relation, c.tag);
        out.two(c.relation, head.lower);
        out.three(c.relation, head.tag, head.rate);
        out.three(c.relation, head.relation, head.rate);
        out.two(head.relation, u32::from(c.head < i));
        out.two(word(c.head).cluster[2], c.relation);
        out.at(70);
        out.two(c.mention, c.tag);
        out.three(p.mention, c.mention, n.mention);
        out.three(c.mention, c.relation, head.rate);
        out.two(p.mention, w.lower);
        out.two(n.mention, w.lower);
        self.place(i, number, block, out);
    }

    /// Where in its block and sentence a token stands.
    fn place(&self, i: usize, number: usize, block: TokenSpan, out: &mut Features) {
        let kind = self.kinds.get(number).copied().unwrap_or(0);
        let c = self.cell(i);
        let start = c.sentence as usize;
        let opening = self.cell(start);
        let first = step(i - start.min(i));
        out.at(80);
        out.two(kind, c.tag);
        out.two(first, c.mark);
        out.three(u32::from(start <= block.start), step(block.end - i), c.mark);
        out.two(opening.lower, first.min(4));
        out.three(opening.mark, opening.tag, c.mark);
        // A block before that ends with a colon leads into this one.
        let before = block.start.checked_sub(1).map_or(0, |k| self.cell(k).lower);
        out.three(before, u32::from(i == block.start), c.mark);
        out.three(self.cell(block.start).mark, self.cell(block.last()).mark, c.mark);
        out.three(before, self.cell(block.start).mark, kind);
    }
}

/// Tells every token of a block how far what hangs from it reaches.
fn spread(cells: &mut [Packed], block: TokenSpan) {
    for i in block.range() {
        let mut at = i;
        for _ in 0..DEEPEST {
            let Some(head) = cells.get(at).map(|c| c.head as usize).filter(|h| *h != at) else { break };
            if let Some(cell) = cells.get_mut(head) {
                cell.edges = (cell.edges.0.min(i as u32), cell.edges.1.max(i as u32));
            }
            at = head;
        }
    }
}

/// What hangs deeper in a tree than this is not followed up to the root.
const DEEPEST: usize = 60;

fn kind(kind: BlockKind) -> u32 {
    match kind {
        BlockKind::Headline => 1,
        BlockKind::Subhead => 2,
        BlockKind::Caption => 3,
        _ => 4,
    }
}

/// A distance, in steps.
pub fn step(distance: usize) -> u32 {
    match distance {
        0..=4 => distance as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

/// A share of one, in steps.
pub fn share(x: f32) -> u32 {
    match x {
        x if x < 0.02 => 0,
        x if x < 0.08 => 1,
        x if x < 0.2 => 2,
        x if x < 0.4 => 3,
        x if x < 0.6 => 4,
        x if x < 0.8 => 5,
        x if x < 0.93 => 6,
        x if x < 0.98 => 7,
        _ => 8,
    }
}
