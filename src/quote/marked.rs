//! What the words between two marks are: speech, a fragment, a scare quote, a title, words that were not spoken.

use super::reporting::{cue_after, cue_before, cue_ends_at, words};
use super::unspoken::{sung_or_thought, unspoken};
use crate::document::{
    BlockKind, Cue, Deprel, Document, EntityType, MarkedRegion, Mention, MentionKind, QuoteKind, TokenKind, TokenSpan,
};
use crate::lexicon::{NameClass, lexicon};

/// A marked region with what it is.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// The words between the marks.
    pub inner: TokenSpan,
    /// The token of the opening mark.
    pub open: usize,
    /// One past the closing mark.
    pub after: usize,
    /// What they are.
    pub kind: QuoteKind,
    /// True if a naming word or capitals say that this is no speech, whoever reports it.
    pub named: bool,
    /// True if a word beside the marks says so: no reading knows better.
    pub called: bool,
    /// True for single marks.
    pub single: bool,
    /// True if no mark closes the region.
    pub unclosed: bool,
}

/// A fragment of so many words needs a cue to count as speech.
const SHORT: usize = 3;

/// Classifies every outermost region.
pub fn classify_regions(doc: &Document) -> Vec<Piece> {
    let outer = doc.marks.iter().filter(|r| r.depth == 0);
    let readable = outer.filter(|r| {
        let kind = doc.block_kind(r.open);
        kind.is_article() || kind == BlockKind::Comment
    });
    let spoken = readable.filter(|r| words(doc, r.inner) > 0 && !is_nickname(doc, r));
    spoken.map(|r| piece(doc, &MarkedRegion { inner: before_clause(doc, r), ..*r })).collect()
}

/// True for marks inside of a name: Ruth "Shorty" Adeyemi.
fn is_nickname(doc: &Document, region: &MarkedRegion) -> bool {
    let to = doc.mentions.partition_point(|m| m.tokens.start < region.open);
    let around = |m: &Mention| m.kind == MentionKind::Name && region.close.is_some_and(|c| c + 1 < m.tokens.end);
    doc.mentions.get(..to).unwrap_or(&[]).iter().rev().take(2).any(around)
}

/// The words of a region up to the clause that says who speaks, where the writer forgot the mark before it: "We lost, said X.
fn before_clause(doc: &Document, region: &MarkedRegion) -> TokenSpan {
    let inner = region.inner;
    let inverted = |c: &Cue| {
        let (comma, subject) = (c.tokens.start.wrapping_sub(1), c.tokens.end);
        let names = doc.tokens.get(subject).is_capitalized() || doc.tokens.closed(subject).det;
        doc.tokens.norm(comma) == "," && c.frames.direct && !c.noun && !c.weak && names && inner.holds(comma)
    };
    let clause = doc.cues_in(inner).iter().find(|c| inverted(c)).filter(|_| region.close.is_none());
    clause.map_or(inner, |c| TokenSpan::new(inner.start, c.tokens.start))
}

fn piece(doc: &Document, region: &MarkedRegion) -> Piece {
    let so_called = so_called(doc, region.open) || is_attribute(doc, region.open);
    let work = doc.works.binary_search_by_key(&region.inner.start, |w| w.start).is_ok();
    let named = names_something(doc, region);
    Piece {
        inner: region.inner,
        open: region.open,
        after: region.close.map_or(region.inner.end, |c| c + 1),
        kind: if so_called { QuoteKind::Scare } else { kind(doc, region, work, named) },
        named: so_called || work || named && !ends_inside(doc, region.inner),
        called: so_called || work,
        single: region.single,
        unclosed: region.close.is_none(),
    }
}

fn kind(doc: &Document, region: &MarkedRegion, work: bool, named: bool) -> QuoteKind {
    let after = region.close.map_or(region.inner.end, |c| c + 1);
    let count = words(doc, region.inner);
    let lead = lead_in(doc, region.open);
    let before = cue_before(doc, region.open);
    let follows = cue_after(doc, after, doc.tokens.get(region.open).block).is_some();
    if let Some(kind) = unspoken(doc, region) {
        return kind;
    }
    if work {
        return QuoteKind::Title;
    }
    if named && !ends_inside(doc, region.inner) && !(follows && lead == Lead::Start) {
        return QuoteKind::Title;
    }
    if let Some(kind) = sung_or_thought(doc, region) {
        return kind;
    }
    if before.is_none() && !follows && names_person(doc, region.inner) {
        return QuoteKind::Scare;
    }
    let whole = ends_inside(doc, region.inner) || follows || count > SHORT;
    match lead {
        Lead::Start if whole && (count > 1 || follows || ends_inside(doc, region.inner)) => QuoteKind::Direct,
        Lead::Pause if before.is_some() && (starts_upper(doc, region.inner) || count > SHORT) => QuoteKind::Direct,
        Lead::Pause if for_speaker(doc, region.open) && count > SHORT => QuoteKind::Direct,
        Lead::Cue if starts_upper(doc, region.inner) && count > SHORT => QuoteKind::Direct,
        _ if before.is_some() || follows && (count > SHORT || ends_inside(doc, region.inner)) => QuoteKind::Mixed,
        _ if doc.block_kind(region.open) == BlockKind::Headline && (follows || starts_upper(doc, region.inner)) => {
            QuoteKind::Mixed
        }
        _ if count > SHORT => QuoteKind::Mixed,
        _ => QuoteKind::Scare,
    }
}

/// What stands before the opening mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// The paragraph or the sentence begins here.
    Start,
    /// A comma, colon or dash.
    Pause,
    /// A cue.
    Cue,
    /// Another word: the sentence runs into the quotation.
    Word,
}

fn lead_in(doc: &Document, open: usize) -> Lead {
    if open == 0 || doc.sentence(open).start == open || doc.tokens.get(open - 1).block != doc.tokens.get(open).block {
        return Lead::Start;
    }
    // A bullet or an emoji before the marks is no word.
    if !(doc.sentence(open).start..open).any(|i| doc.tokens.get(i).is_wordlike()) {
        return Lead::Start;
    }
    let before = doc.tokens.get(open - 1);
    let text = doc.tokens.norm(open - 1);
    if matches!(text, "." | "!" | "?") || before.kind == TokenKind::Mark {
        return Lead::Start;
    }
    if matches!(text, "," | ":" | ";" | "(" | "...") || before.kind == TokenKind::Dash {
        return Lead::Pause;
    }
    if cue_ends_at(doc, open) { Lead::Cue } else { Lead::Word }
}

/// "For X," before the mark.
fn for_speaker(doc: &Document, open: usize) -> bool {
    let start = doc.sentence(open).start;
    doc.tokens.lower(start) == "for" && open - start < 12
}

/// True if the first word between marks is no word in small letters.
pub fn starts_upper(doc: &Document, inner: TokenSpan) -> bool {
    inner
        .range()
        .find(|&i| doc.tokens.get(i).is_wordlike())
        .is_some_and(|i| !doc.tokens.norm(i).starts_with(char::is_lowercase))
}

/// True for words with a verb and its subject, or a sentence of any other kind.
pub fn holds_clause(doc: &Document, words: TokenSpan) -> bool {
    if starts_upper(doc, words) && matches!(doc.tokens.norm(words.last()), "." | "!" | "?") {
        return true;
    }
    let subject = |i: &usize| [Deprel::NSUBJ, Deprel::CSUBJ, Deprel::EXPL].iter().any(|d| doc.syntax.deprel(*i).is(*d));
    // "Enough is enough": the word before a copula that is not its subject was misread.
    let copula =
        |i: &usize| doc.syntax.deprel(*i).is(Deprel::COP) && doc.syntax.xpos(*i).is_finite() && *i > words.start;
    words.range().filter(|i| subject(i) || copula(i)).any(|i| words.holds(doc.syntax.head(i)))
}

/// True if a clause ends inside the marks: `it ended."`, `he came,"`.
pub fn ends_inside(doc: &Document, inner: TokenSpan) -> bool {
    matches!(doc.tokens.norm(inner.last()), "." | "!" | "?" | "," | "..." | "…" | "-" | "--" | "—" | "?!" | "!?")
}

/// Words before the mark that take the speech out of it: so-called, dubbed, nicknamed.
pub fn so_called(doc: &Document, open: usize) -> bool {
    let before = |n: usize| open.checked_sub(n).map_or("", |i| doc.tokens.lower(i));
    let hit = |n: usize| lexicon().closed(before(n)).feature == "naming";
    let det = |n: usize| lexicon().closed(before(n)).det;
    let as_the = before(1) == "as" && hit(2) || det(1) && before(2) == "as" && hit(3);
    hit(1) || hit(2) && det(1) || as_the || before(1) == "called" && before(2) == "-"
}

/// True for marks right after "=", as in markup that was pasted with the text: `date="…"`.
fn is_attribute(doc: &Document, open: usize) -> bool {
    open > 0 && !doc.tokens.get(open).space_before && doc.tokens.norm(open - 1).ends_with('=')
}

/// True if the marks hold nothing but a name: "Rita" should run.
fn names_person(doc: &Document, inner: TokenSpan) -> bool {
    let from = doc.mentions.partition_point(|m| m.tokens.start < inner.start);
    let named = doc.mentions.get(from).filter(|m| m.kind == MentionKind::Name && m.etype == EntityType::Person);
    named.is_some_and(|m| m.tokens == inner)
}

/// The names of works are no longer.
const WORDS: usize = 9;

/// The number of words of a name, all of which but numbers and those of grammar are capitalised; 0 for anything else.
pub fn capitalized_words(doc: &Document, inner: TokenSpan) -> usize {
    let words = || inner.range().filter(|&i| doc.tokens.get(i).is_wordlike());
    let fits = |i: usize| {
        let token = doc.tokens.get(i);
        token.is_capitalized() || token.kind == TokenKind::Number || doc.tokens.closed(i).is_function()
    };
    let count = words().take(WORDS + 1).count();
    if count <= WORDS && words().all(fits) { count } else { 0 }
}

/// True for a capitalised name without a verb, as titles of works are.
pub fn names_something(doc: &Document, region: &MarkedRegion) -> bool {
    let inner = region.inner;
    let mut content = inner.range().filter(|&i| doc.tokens.get(i).is_wordlike());
    let starts = content.clone().next().is_some_and(|i| doc.tokens.get(i).is_capitalized());
    if !starts || capitalized_words(doc, inner) < 2 {
        return false;
    }
    let people = lexicon().names.get(doc.tokens.lower(inner.start)).is_some_and(|n| n.class == NameClass::Nationality);
    let headline = doc.block_kind(region.open) == BlockKind::Headline || region.single && people;
    let spoken = content.any(|i| {
        let closed = doc.tokens.closed(i);
        closed.aux || closed.pronoun.is_some_and(|p| p.person != crate::lexicon::Person::Other)
    });
    !headline && !spoken
}
