//! Names of people, organisations, places and peoples: read by the model, typed and mended by the lists.

use super::candidate::Candidates;
use super::classify::{has_legal_form, listed_type, report_type, title_len};
use super::known::{Known, Name, PARTICLES, key};
use crate::document::{
    BlockKind, Document, EntityType, MentionKind, NameSpan, Sentence, TokenKind, TokenSpan, Upos, WordShape, Xpos,
};
use crate::lexicon::{Begins, lexicon};

/// The longest name that is looked up in a headline, in tokens.
const LONGEST_KNOWN: usize = 6;
/// A listed name begins so many tokens before what the model read of it at most.
const MORE_KNOWN: usize = 6;

/// Adds the names that the model read. Where capitals tell nothing, names of the body and listed names come first.
pub fn find_names(doc: &Document, found: &mut Candidates) {
    let mut known = Known::default();
    let shouted: Vec<bool> =
        doc.sentences.iter().map(|s| is_title_case(doc, s.tokens, kind_of(doc, s.block))).collect();
    // Names come in order, and so do their sentences.
    let mut sentence = 0;
    let mut in_shouted = |name: &Name| {
        let ends = |s: &&Sentence| s.tokens.end <= name.tokens.start;
        sentence += doc.sentences.get(sentence..).unwrap_or(&[]).iter().take_while(ends).count();
        shouted.get(sentence) == Some(&true)
    };
    let works: Vec<TokenSpan> = doc.works.iter().map(|w| work(doc, *w)).filter(|w| !w.is_empty()).collect();
    for &tokens in works.iter().filter(|w| !is_furniture(doc.block_kind(w.start))) {
        let id = known.id(key(doc, tokens));
        known.learn(doc, &Name { tokens, etype: EntityType::Work, score: 1.0 }, id);
        found.take(tokens, EntityType::Work, MentionKind::Name);
    }
    let in_work = |n: &NameSpan| {
        let at = works.partition_point(|w| w.end <= n.tokens.start);
        works.get(at).is_some_and(|w| w.overlaps(n.tokens))
    };
    let names = doc.names.iter().enumerate();
    let names = names.filter(|(_, n)| !is_furniture(doc.block_kind(n.tokens.start)) && !in_work(n));
    let names = names.flat_map(|(k, n)| parts(doc, k, n));
    let (headlines, body): (Vec<Name>, Vec<Name>) = names.partition(&mut in_shouted);
    let ids: Vec<usize> = body.iter().map(|name| known.id(key(doc, name.tokens))).collect();
    for (name, id) in body.iter().zip(&ids) {
        known.learn(doc, name, *id);
        known.hear(doc, name, *id);
    }
    for (name, id) in body.iter().zip(&ids) {
        match known.described(doc, name) {
            Some(tokens) => found.take(tokens, EntityType::Org, MentionKind::Name),
            None => found.take(name.tokens, known.etype(doc, name, known.best(*id)), MentionKind::Name),
        };
    }
    let articles = || doc.sentences.iter().zip(&shouted).filter(|(s, _)| !is_furniture(kind_of(doc, s.block)));
    for (sentence, _) in articles().filter(|(_, shouted)| **shouted) {
        find_known(doc, found, &known, sentence.tokens, true);
    }
    for name in headlines {
        let etype = known.etype(doc, &name, known.best_of(&key(doc, name.tokens)));
        found.take(name.tokens, etype, MentionKind::Name);
    }
    for (sentence, _) in articles() {
        find_known(doc, found, &known, sentence.tokens, false);
    }
}

/// A name between marks without the punctuation that ends the sentence inside them.
fn work(doc: &Document, inner: TokenSpan) -> TokenSpan {
    let loose = |i: &usize| matches!(doc.tokens.norm(*i), "." | "," | ";" | ":");
    let end = inner.range().rev().take_while(loose).count();
    TokenSpan::new(inner.start, inner.end - end)
}

/// The names in what the model read, as name number `k`: without the form of address or office that it took with a person; a listed place that
/// owns the rest stands for itself.
fn parts(doc: &Document, k: usize, read: &NameSpan) -> impl Iterator<Item = Name> + use<> {
    if let Some((tokens, etype)) = listed_around(doc, k, read.tokens) {
        return [Some(Name { tokens, etype, score: read.score }), None].into_iter().flatten();
    }
    let mut tokens = read.tokens;
    let loose = |i: usize| matches!(doc.tokens.get(i).kind, TokenKind::Punct | TokenKind::Dash);
    while !tokens.is_empty() && loose(tokens.start) {
        tokens.start += 1;
    }
    if read.etype == EntityType::Person {
        tokens.start += title_len(doc, tokens.start).min(tokens.len());
        let letters = |i: &usize| POSTNOMINALS.contains(&doc.tokens.norm(*i));
        tokens.end -= tokens.range().skip(2).rev().take_while(letters).count();
    }
    let links = tokens.range().any(|i| doc.tokens.get(i).kind == TokenKind::Link);
    if tokens.is_empty() || links || is_party_tag(doc, tokens) {
        return [None, None].into_iter().flatten();
    }
    let mut first = None;
    let name = |tokens, etype| Name { tokens, etype, score: read.score };
    if read.etype != EntityType::Person
        && let Some(owner) = tokens.range().skip(1).find(|&i| doc.tokens.lower(i) == "'s")
        && let place = TokenSpan::new(tokens.start, owner)
        && let Some(etype) = listed_type(doc, place)
        && owner + 1 < tokens.end
    {
        first = Some(name(place, etype));
        tokens.start = owner + 1;
    }
    if read.etype == EntityType::Person && are_two_people(doc, tokens) {
        first = Some(name(TokenSpan::new(tokens.start, tokens.start + 2), read.etype));
        tokens.start += 2;
    }
    if read.etype == EntityType::Org {
        tokens.start += usize::from(opens_small(doc, tokens));
        tokens.start = owners(doc, tokens);
    }
    let company = has_legal_form(doc, tokens);
    tokens.end += usize::from(company);
    let etype = if company { Some(EntityType::Org) } else { report_type(doc, tokens, read.etype, read.score) };
    let rest = etype.map(|etype| name(tokens, etype));
    [first, rest].into_iter().flatten()
}

/// A listed name around name number `k` that the model read: "Police Scotland", "Devon and Cornwall Police".
fn listed_around(doc: &Document, k: usize, tokens: TokenSpan) -> Option<(TokenSpan, EntityType)> {
    let opens = |i: &usize| doc.tokens.begins(*i, Begins::NAME) && doc.tokens.get(*i).is_capitalized();
    let from = tokens.start.saturating_sub(MORE_KNOWN);
    let free = k.checked_sub(1).and_then(|before| doc.names.get(before)).map_or(0, |n| n.tokens.end);
    let from = (from.max(free)..=tokens.start).find(opens)?;
    let sentence = doc.sentence(tokens.start);
    let from = from.max(sentence.start);
    let listed = (from..=tokens.start).filter(opens).filter_map(|i| listed_at(doc, i, sentence.end));
    listed.into_iter().find(|(around, _)| around.contains(tokens) && *around != tokens)
}

/// True for what American papers put behind the names of politicians: "D-Ore.", "R-Idaho".
fn is_party_tag(doc: &Document, tokens: TokenSpan) -> bool {
    let before = tokens.start.checked_sub(1).map_or("", |i| doc.tokens.norm(i));
    let tag = doc.text(tokens).strip_prefix(['D', 'R', 'I']).and_then(|rest| rest.strip_prefix(['-', '‑', '–']));
    matches!(before, "," | "(") && tag.is_some_and(|state| state.starts_with(char::is_uppercase))
}

/// Seats, honours and degrees after the names of people.
const POSTNOMINALS: [&str; 14] =
    ["MP", "MEP", "MSP", "MS", "MLA", "TD", "QC", "KC", "MBE", "OBE", "CBE", "KBE", "PhD", "MD"];

/// True for two full names that a list left side by side: "Maria Keller David Okafor".
fn are_two_people(doc: &Document, tokens: TokenSpan) -> bool {
    let given = |i: usize| lexicon().given_names.get(doc.tokens.lower(i)).is_some();
    let listed = [true, false, true].into_iter().enumerate().all(|(k, listed)| given(tokens.start + k) == listed);
    // "Mohamed Ould Abdel Aziz" is one man.
    let joins = PARTICLES.contains(&doc.tokens.lower(tokens.start + 1));
    tokens.len() == 4 && listed && !joins && tokens.range().all(|i| doc.tokens.get(i).is_capitalized())
}

/// True for a name of several words with an adjective before it: "nonpartisan Congressional Budget Office".
fn opens_small(doc: &Document, tokens: TokenSpan) -> bool {
    let capital = |i: usize| doc.tokens.get(i).is_capitalized();
    let small = doc.syntax.upos(tokens.start) == Upos::Adj && !capital(tokens.start);
    tokens.len() > 2 && small && capital(tokens.start + 1) && capital(tokens.start + 2)
}

/// Where the name of a union begins that is its members': "the Farmers' Union of Arden".
fn owners(doc: &Document, tokens: TokenSpan) -> usize {
    let start = tokens.start;
    let members = || {
        let mark = start.checked_sub(1).filter(|&i| doc.tokens.norm(i) == "'")?;
        let noun = mark.checked_sub(1)?;
        let token = doc.tokens.get(noun);
        let several =
            token.is_capitalized() && doc.tokens.lower(noun).ends_with('s') && doc.syntax.xpos(noun) != Xpos::NNP;
        (several && noun > doc.sentence(noun).start).then_some(noun)
    };
    let named = lexicon().name_words.get(doc.tokens.lower(start)).is_some_and(|w| w.etype == "ORG");
    members().filter(|_| named).unwrap_or(start)
}

fn kind_of(doc: &Document, block: usize) -> BlockKind {
    doc.blocks.get(block).map_or(BlockKind::Paragraph, |b| b.kind)
}

fn is_furniture(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Link | BlockKind::CommentMeta | BlockKind::CommentHeader)
}

/// True where most words are capitalised, so that capitals tell nothing: headlines, and anything shouted.
fn is_title_case(doc: &Document, span: TokenSpan, kind: BlockKind) -> bool {
    let content = |i: &usize| doc.tokens.get(*i).kind == TokenKind::Word && !doc.tokens.closed(*i).is_function();
    let heading = matches!(kind, BlockKind::Headline | BlockKind::Subhead);
    let (mut words, mut capitals, mut upper) = (0, 0, 0);
    for token in span.range().filter(content).map(|i| doc.tokens.get(i)) {
        words += 1;
        capitals += usize::from(token.is_capitalized());
        upper += usize::from(token.shape == WordShape::Upper);
        // Too many are not, whatever comes.
        if !heading && (words - upper) * 5 > span.len() {
            return false;
        }
    }
    kind != BlockKind::Byline && words >= 4 && (heading && capitals * 10 >= words * 7 || upper * 10 >= words * 8)
}

/// Finds listed names and surnames of those named in full among what is not taken yet, and where capitals tell nothing, also names that the body knows.
fn find_known(doc: &Document, found: &mut Candidates, known: &Known, run: TokenSpan, shouted: bool) {
    let mut i = run.start;
    while i < run.end {
        let capital = doc.tokens.get(i).is_capitalized();
        let surname = if capital { known.surname_at(doc, i) } else { None };
        let opens = shouted || surname.is_some() || doc.tokens.begins(i, Begins::NAME) && capital;
        if !opens || found.taken(i).is_some() {
            i += 1;
            continue;
        }
        let ends = (i + 1..=run.end.min(i + LONGEST_KNOWN)).rev().filter(|_| shouted);
        let by_body =
            ends.map(|end| TokenSpan::new(i, end)).find_map(|span| Some((span, known.best_of(&key(doc, span))?)));
        let listed = listed_at(doc, i, run.end).filter(|(span, _)| shouted || is_proper(doc, *span));
        let surname = surname.map(|span| (span, EntityType::Person));
        match by_body.into_iter().chain(listed).chain(surname).max_by_key(|(s, _)| s.len()) {
            Some((span, etype)) => {
                found.take(span, etype, MentionKind::Name);
                i = span.end;
            }
            None => i += 1,
        }
    }
}

/// True if a listed name is written and used as one: "Nice" opens many a sentence.
fn is_proper(doc: &Document, span: TokenSpan) -> bool {
    let written = span.range().all(|i| doc.tokens.get(i).is_capitalized() || doc.tokens.closed(i).is_function());
    let one = doc.tokens.get(span.start);
    let used = span.len() > 1
        || one.shape == WordShape::Upper
        || doc.syntax.upos(span.start) == Upos::Propn
        || doc.syntax.upos(span.start) == Upos::Adj && doc.sentence(span.start).start != span.start;
    written && used && one.is_capitalized()
}

/// The longest listed name that starts at token `i`.
fn listed_at(doc: &Document, i: usize, end: usize) -> Option<(TokenSpan, EntityType)> {
    let (len, _) = doc.tokens.listed_name(TokenSpan::new(i, end))?;
    let span = TokenSpan::new(i, i + len);
    let small = len == 1 && doc.tokens.closed(i).is_function() && doc.tokens.get(i).shape != WordShape::Upper;
    listed_type(doc, span).filter(|_| !small).map(|etype| (span, etype))
}
