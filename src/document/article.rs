//! The annotated text as a whole.

use super::{
    Attribution, Block, BlockKind, Common, Cue, Deprel, Earlier, Entity, EntityType, LineLook, Links, MarkedRegion,
    Mention, MentionKind, NameLook, NameSpan, Quote, Reading, Roles, Sentence, Syntax, TokenSpan, Tokens, Turn, Upos,
    Xpos,
};
use crate::lexicon::{Case, Person, Pronoun};
use crate::model::Word;
use crate::text::{Source, Span};
use std::sync::Arc;

/// An antecedent is among so many mentions before its pronoun.
const NEAR: usize = 24;

/// An article and everything the stages found in it. Each field is written by one stage.
#[derive(Debug)]
pub struct Document<'t> {
    /// The text as pasted.
    pub source: Source<'t>,
    /// What language it seems to be in.
    pub language: Language,
    /// The script that most of its letters belong to, as a class of code points.
    pub script: u32,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// What their lines tell.
    pub lines: LineLook,
    /// Which of them the text has in common with the one that was read before: first by their text, then by their kind and
    /// words too.
    pub common: Common,
    /// Its tokens, in order.
    pub tokens: Tokens,
    /// The same, as the models see them.
    pub words: Arc<Vec<Word>>,
    /// Stretches between quotation marks, by opening mark.
    pub marks: Vec<MarkedRegion>,
    /// Its sentences, in order; [`Document::cut`] puts them here.
    pub sentences: Vec<Sentence>,
    // For each token how many of them end before it.
    ended: Vec<u32>,
    /// Where each of them stood in the reading before, if there.
    pub known: Vec<Option<TokenSpan>>,
    /// The turns of a transcript, in order.
    pub turns: Vec<Turn>,
    /// Parts of speech and dependencies.
    pub syntax: Syntax,
    /// Names, dates and amounts of money as the model reads them, in order.
    pub names: Vec<NameSpan>,
    /// The first look at names; only where there will be a next reading.
    pub name_look: NameLook,
    /// Names of books, shows and the like between marks, without the marks, in order.
    pub works: Vec<TokenSpan>,
    /// Mentions, by place, longest first at the same place.
    pub mentions: Vec<Mention>,
    /// The same before speakers were added.
    pub found: Vec<Mention>,
    /// What mentions of dates, amounts and numbers are worth: position in `mentions` and value, in order.
    pub values: Vec<(usize, String)>,
    /// Words that introduce speech, in order; [`Document::hear`] puts them here.
    pub cues: Vec<Cue>,
    // For each token, and one past them, how many of them begin before it.
    begun: Vec<u32>,
    /// The look at who says what; only where there will be a next reading.
    pub roles: Roles,
    /// Who said what, as the model reads it, in order.
    pub readings: Vec<Reading>,
    /// Quotations, in order.
    pub quotes: Vec<Quote>,
    /// Who said them; one entry a quote at most.
    pub attributions: Vec<Attribution>,
    /// Whom the mentions are about.
    pub entities: Vec<Entity>,
    /// How that was found; only where there will be a next reading.
    pub links: Links,
    /// Oddities met on the way.
    pub diagnostics: Vec<Diagnostic>,
    /// What the reading before leaves this one.
    pub earlier: Option<&'t Earlier>,
    /// True if this one leaves what it can to a next one.
    pub remember: bool,
}

impl<'t> Document<'t> {
    /// A document in which nothing was read yet.
    pub fn new(text: &'t str) -> Self {
        Self {
            source: Source::new(text),
            language: Language::default(),
            script: 0,
            blocks: Vec::new(),
            lines: LineLook::default(),
            common: Common::default(),
            tokens: Tokens::default(),
            words: Arc::default(),
            marks: Vec::new(),
            sentences: Vec::new(),
            ended: Vec::new(),
            known: Vec::new(),
            turns: Vec::new(),
            syntax: Syntax::default(),
            names: Vec::new(),
            name_look: NameLook::default(),
            works: Vec::new(),
            mentions: Vec::new(),
            found: Vec::new(),
            values: Vec::new(),
            cues: Vec::new(),
            begun: Vec::new(),
            roles: Roles::default(),
            readings: Vec::new(),
            quotes: Vec::new(),
            attributions: Vec::new(),
            entities: Vec::new(),
            links: Links::default(),
            diagnostics: Vec::new(),
            earlier: None,
            remember: false,
        }
    }

    /// The reading before, and where block `k` stood in it, if it is the same.
    pub fn before(&self, k: usize) -> Option<(&'t Earlier, usize)> {
        Some((self.earlier?, self.common.block(k)?))
    }

    /// The reading before, and where some tokens stood in it, if they and as many as `beside` on either side of them are in
    /// blocks that are the same and stand as they stood to one another. `first` is the block they begin in.
    pub fn steady(&self, tokens: TokenSpan, first: usize, beside: usize) -> Option<(&'t Earlier, TokenSpan)> {
        let (earlier, before) = self.before(first)?;
        let ahead = tokens.start - self.tokens.block(first).start.min(tokens.start);
        let stood = tokens.moved(tokens.start, earlier.tokens.block(before).start + ahead);
        let around = |span: TokenSpan, len: usize| (span.start.min(beside), len.saturating_sub(span.end).min(beside));
        let (left, right) = around(tokens, self.tokens.len());
        let block = |i: usize| self.tokens.get(i).block;
        let mut blocks = block(tokens.start - left)..=block(tokens.last() + right);
        let same = (left, right) == around(stood, earlier.tokens.len())
            && blocks.all(|k| self.common.block(k).is_some_and(|b| b + first == before + k));
        same.then_some((earlier, stood))
    }

    /// The reading before, and where sentence `n` stood in it, if a sentence of the very same words did.
    pub fn known(&self, n: usize) -> Option<(&'t Earlier, TokenSpan)> {
        Some((self.earlier?, self.known.get(n).copied()??))
    }

    /// The bytes from the first to the last token of a range; empty for an empty range.
    pub fn bytes(&self, tokens: TokenSpan) -> Span {
        let start = self.tokens.get(tokens.start).span.start;
        if tokens.is_empty() {
            Span::new(start, start)
        } else {
            Span::new(start, self.tokens.get(tokens.last()).span.end)
        }
    }

    /// The source text of a token range.
    pub fn text(&self, tokens: TokenSpan) -> &'t str {
        self.source.slice(self.bytes(tokens))
    }

    /// The kind of the block that holds token `i`.
    pub fn block_kind(&self, i: usize) -> BlockKind {
        self.blocks.get(self.tokens.get(i).block).map_or(BlockKind::Paragraph, |b| b.kind)
    }

    /// Takes the cues, in order; they do not overlap.
    pub fn hear(&mut self, cues: Vec<Cue>) {
        self.begun.clear();
        self.begun.reserve(self.tokens.len() + 1);
        for (n, cue) in cues.iter().enumerate() {
            self.begun.resize(cue.tokens.start + 1, n as u32);
        }
        self.begun.resize(self.tokens.len() + 1, cues.len() as u32);
        self.cues = cues;
    }

    /// The cues that lie wholly inside a token range.
    pub fn cues_in(&self, span: TokenSpan) -> &[Cue] {
        let begun = |i: usize| self.begun.get(i).map_or(self.cues.len(), |n| *n as usize);
        let inside = self.cues.get(begun(span.start)..begun(span.end)).unwrap_or(&[]);
        let outside = inside.iter().rev().take_while(|c| c.tokens.end > span.end).count();
        inside.get(..inside.len() - outside).unwrap_or(&[])
    }

    /// The token of a range whose head lies outside: the noun of a noun phrase.
    pub fn top_of(&self, span: TokenSpan) -> usize {
        let outside = |i: &usize| {
            let head = self.syntax.head(*i);
            head == *i || !span.holds(head)
        };
        span.range().find(outside).unwrap_or(span.start)
    }

    /// The mention that stands for a speaker named by these words: a person's name that nothing governs, else the mention
    /// of the noun.
    pub fn speaker_mention(&self, span: TokenSpan) -> Option<usize> {
        let from = self.mentions.partition_point(|m| m.tokens.start < span.start);
        let to = self.mentions.partition_point(|m| m.tokens.start < span.end);
        let fits = |m: &Mention| m.tokens.end <= span.end && m.etype != EntityType::Title;
        let inside = || (from..to).filter_map(|k| Some((k, self.mentions.get(k).filter(|m| fits(m))?)));
        let free = |m: &Mention| {
            let before = m.tokens.start.checked_sub(1).filter(|b| span.holds(*b));
            let governed = before.is_some_and(|b| self.tokens.closed(b).prep);
            let owns = span.holds(m.tokens.end) && self.tokens.lower(m.tokens.end) == "'s";
            // "Taylor Swift fans": the name only tells whose.
            let last = self.top_of(m.tokens);
            let noun = self.syntax.head(last);
            let modifies = self.syntax.deprel(last).is(Deprel::COMPOUND) && noun >= m.tokens.end && span.holds(noun);
            let modifies = modifies && self.syntax.xpos(noun) == Xpos::NNS;
            m.etype == EntityType::Person && m.kind == MentionKind::Name && !governed && !owns && !modifies
        };
        let top = self.antecedent(span).unwrap_or_else(|| self.top_of(span));
        if !span.holds(top) {
            let near = (from.saturating_sub(NEAR)..from).rev();
            // The tree hangs a name on its first word, and its head is the last.
            let heads = |m: &Mention| m.head == top || m.kind == MentionKind::Name && m.tokens.holds(top);
            let noun = |k: &usize| self.mentions.get(*k).is_some_and(|m| heads(m) && m.etype != EntityType::Title);
            return near.into_iter().find(noun);
        }
        let noun = |m: &Mention| m.head == top || m.tokens == span;
        // The head of a name is its last word, the noun of "the Ministry of Health" its first.
        let around = |m: &Mention| m.kind == MentionKind::Name && m.tokens.holds(top);
        // "The WHO": the parser may take a name for another kind of word.
        let whole = |m: &Mention| {
            m.kind == MentionKind::Name && m.tokens == TokenSpan::new(span.start + 1, span.end.max(span.start + 1))
        };
        // "Marsh boss Karen Ojo": who stands before without a word of grammar between tells of what office.
        let plain = |a: &Mention, b: &Mention| (a.tokens.end..b.tokens.start).all(|i| self.is_modifier(i));
        let person = inside().filter(|(_, m)| free(m)).reduce(|a, b| {
            let office = a.1.tokens.end < b.1.tokens.start && plain(a.1, b.1);
            if office { b } else { a }
        });
        let found = person.or_else(|| inside().find(|(_, m)| noun(m)));
        let found = found.or_else(|| inside().find(|(_, m)| around(m)));
        let found = found.or_else(|| inside().find(|(_, m)| whole(m)));
        let explained = || {
            let short = self.unexplained(span);
            let name = |m: &Mention| m.kind == MentionKind::Name && m.tokens.end == short.end && short.end < span.end;
            inside().find(|(_, m)| name(m) && m.tokens.start <= short.start + 1)
        };
        found.or_else(explained).map(|(k, _)| k)
    }

    /// A phrase without what explains it after a comma: "the Manufacturers of America, the industry's lobby".
    pub fn unexplained(&self, span: TokenSpan) -> TokenSpan {
        let possessive = |i: usize| self.tokens.closed(i).pronoun.is_some_and(|p| p.case == Case::Possessive);
        let explains = |i: &usize| self.tokens.norm(*i) == "," && (self.tokens.closed(i + 1).det || possessive(i + 1));
        let comma = span.range().skip(1).find(explains).filter(|comma| comma + 1 < span.end);
        TokenSpan::new(span.start, comma.unwrap_or(span.end))
    }

    /// True for a word that can stand between two names of one phrase.
    fn is_modifier(&self, i: usize) -> bool {
        self.tokens.get(i).is_wordlike() && !self.tokens.closed(i).is_function()
    }

    /// The noun that a relative pronoun stands for: "a nurse who asked not to be named".
    pub fn antecedent(&self, span: TokenSpan) -> Option<usize> {
        let relative = |p: &Pronoun| p.person == Person::Other;
        let verb = self.syntax.head(span.start);
        if span.len() != 1 || !self.tokens.closed(span.start).pronoun.as_ref().is_some_and(relative) {
            return None;
        }
        if self.syntax.deprel(verb) == Deprel::ACL_RELCL {
            return Some(self.syntax.head(verb));
        }
        // Where the tree is of no help, the noun before: "One nurse, who asked".
        let before = span.start.checked_sub(1)?;
        let noun = if self.tokens.norm(before) == "," { before.checked_sub(1)? } else { before };
        let named =
            matches!(self.syntax.upos(noun), Upos::Noun | Upos::Propn) && self.tokens.lower(span.start) == "who";
        named.then_some(noun)
    }

    /// Takes the sentences, in order.
    pub fn cut(&mut self, sentences: Vec<Sentence>) {
        self.ended.clear();
        self.ended.reserve(self.tokens.len());
        for (n, sentence) in sentences.iter().enumerate() {
            self.ended.resize(sentence.tokens.end, n as u32);
        }
        self.sentences = sentences;
    }

    /// The position of the sentence that holds token `i`, else of the next one.
    pub fn sentence_of(&self, i: usize) -> usize {
        self.ended.get(i).map_or(self.sentences.len(), |n| *n as usize)
    }

    /// The tokens of the sentence that holds token `i`.
    pub fn sentence(&self, i: usize) -> TokenSpan {
        self.sentences.get(self.sentence_of(i)).map_or(TokenSpan::new(i, i + 1), |s| s.tokens)
    }
}

/// The language of a text, as BCP 47 tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// What it seems to be; `und` where nothing tells.
    pub detected: &'static str,
    /// What it was read as.
    pub read_as: &'static str,
}

impl Default for Language {
    fn default() -> Self {
        Self { detected: "und", read_as: "en" }
    }
}

/// An oddity of the text that the reader may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name, in kebab case.
    pub code: &'static str,
    /// One sentence for people.
    pub message: &'static str,
    /// Where.
    pub span: Span,
}
