//! Where each mention stands: sentence, block, quotation, grammatical role.

use crate::document::{Deprel, Document, QuoteKind, TokenSpan};

/// A climb through appositions and coordinations ends after so many steps.
const CLIMB: usize = 4;
/// A form of be stands at most so many tokens before its noun.
const COPULA: usize = 8;

/// What a phrase is to its verb or noun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Anything else.
    #[default]
    Other,
    /// Subject.
    Subject,
    /// Subject of a passive verb.
    Passive,
    /// Object.
    Object,
    /// Phrase with a preposition, of a verb.
    Oblique,
    /// Possessor.
    Possessor,
    /// Phrase that modifies a noun.
    Modifier,
    /// Part of a compound.
    Compound,
    /// Word of address.
    Vocative,
    /// Named first and taken up by a pronoun: "Scalia, he said".
    Dislocated,
    /// Head of a sentence: a headline, a predicate.
    Root,
}

/// Where one mention stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Position of its sentence.
    pub sentence: usize,
    /// Position of its block.
    pub block: usize,
    /// Tokens between the sentence's start and it.
    pub offset: usize,
    /// Its grammatical head.
    pub head: usize,
    /// What it is to its governor.
    pub role: Role,
    /// The verb or noun that it depends on; its own head for a root.
    pub governor: usize,
    /// True if it has its role through a coordination.
    pub coordinated: bool,
    /// True if it explains another phrase.
    pub apposed: bool,
    /// True if it is said of a subject: "is a classmate".
    pub predicate: bool,
    /// The quotation that it stands in.
    pub quote: Option<usize>,
}

/// A document and the places of its mentions.
pub struct Context<'d, 't> {
    /// The document.
    pub doc: &'d Document<'t>,
    places: Vec<Place>,
    nowhere: Place,
    // For each quotation the mention that speaks it, and the one that it is said to.
    talkers: Vec<[Option<usize>; 2]>,
    // For each mention whether somebody speaks by it, and whether somebody is spoken to.
    parts: Vec<[bool; 2]>,
}

impl<'d, 't> Context<'d, 't> {
    /// Looks at every mention once.
    pub fn new(doc: &'d Document<'t>) -> Self {
        let quotes = quote_of_tokens(doc);
        // Mentions come in order, and so do their sentences.
        let mut sentence = 0;
        let mut place = |span: TokenSpan| {
            let rest = doc.sentences.get(sentence..).unwrap_or(&[]);
            sentence += rest.iter().take_while(|s| s.tokens.end <= span.start).count();
            place_of(doc, span, sentence, &quotes)
        };
        let mut talkers = vec![[None; 2]; doc.quotes.len()];
        let mut parts = vec![[false; 2]; doc.mentions.len()];
        for told in &doc.attributions {
            for (part, mention) in [told.speaker, told.addressee].into_iter().enumerate() {
                let Some(mention) = mention else { continue };
                talkers.get_mut(told.quote).and_then(|q| q.get_mut(part)).into_iter().for_each(|q| *q = Some(mention));
                parts.get_mut(mention).and_then(|m| m.get_mut(part)).into_iter().for_each(|m| *m = true);
            }
        }
        Self {
            doc,
            places: doc.mentions.iter().map(|m| place(m.tokens)).collect(),
            nowhere: Place::default(),
            talkers,
            parts,
        }
    }

    /// The place of a mention.
    pub fn place(&self, mention: usize) -> &Place {
        self.places.get(mention).unwrap_or(&self.nowhere)
    }

    /// The mention that speaks a quotation.
    pub fn speaker(&self, quote: usize) -> Option<usize> {
        self.talkers.get(quote)?[0]
    }

    /// The mention that a quotation is said to.
    pub fn addressee(&self, quote: usize) -> Option<usize> {
        self.talkers.get(quote)?[1]
    }

    /// True if somebody speaks by this mention.
    pub fn speaks(&self, mention: usize) -> bool {
        self.parts.get(mention).is_some_and(|p| p[0])
    }

    /// True if somebody speaks or is spoken to by this mention.
    pub fn takes_part(&self, mention: usize) -> bool {
        self.speaks(mention) || self.is_addressed(mention)
    }

    /// True if somebody is spoken to by this mention.
    pub fn is_addressed(&self, mention: usize) -> bool {
        self.parts.get(mention).is_some_and(|p| p[1])
    }
}

/// For every token the quotation in marks that it lies in.
fn quote_of_tokens(doc: &Document) -> Vec<Option<usize>> {
    let mut of = vec![None; doc.tokens.len()];
    for (q, quote) in doc.quotes.iter().enumerate().filter(|(_, q)| q.kind != QuoteKind::Indirect) {
        for piece in &quote.content {
            if let Some(slots) = of.get_mut(piece.range()) {
                slots.fill(Some(q));
            }
        }
    }
    of
}

fn place_of(doc: &Document, span: TokenSpan, sentence: usize, quotes: &[Option<usize>]) -> Place {
    let start = doc.sentences.get(sentence).map_or(span.start, |s| s.tokens.start);
    let head = head_of(doc, span);
    let mut place = Place {
        sentence,
        block: doc.tokens.get(span.start).block,
        offset: span.start - start.min(span.start),
        head,
        governor: head,
        predicate: has_copula(doc, head, start),
        quote: quotes.get(head).copied().flatten(),
        ..Place::default()
    };
    let mut at = head;
    for _ in 0..CLIMB {
        let relation = doc.syntax.deprel(at);
        let next = doc.syntax.head(at);
        place.coordinated |= relation.is(Deprel::CONJ);
        // "Opposition leader John Doe" is one phrase, whichever part the tree hangs on the other.
        place.apposed |= relation.is(Deprel::APPOS) && next + 1 != span.start;
        place.governor = next;
        if !(relation.is(Deprel::CONJ) || relation.is(Deprel::APPOS) || relation.is(Deprel::FLAT)) || next == at {
            break;
        }
        at = next;
    }
    place.role = role_of(doc.syntax.deprel(at));
    place
}

/// True if a form of be before a noun depends on it.
fn has_copula(doc: &Document, head: usize, start: usize) -> bool {
    let before = head.saturating_sub(COPULA).max(start)..head;
    before.into_iter().any(|i| doc.syntax.head(i) == head && doc.syntax.deprel(i) == Deprel::COP)
}

/// The token of a phrase that depends on something outside of it.
pub fn head_of(doc: &Document, span: TokenSpan) -> usize {
    let outside = |&i: &usize| doc.syntax.head(i) == i || !span.holds(doc.syntax.head(i));
    span.range().find(outside).unwrap_or(span.last())
}

fn role_of(relation: Deprel) -> Role {
    match relation {
        Deprel::NSUBJ_PASS => Role::Passive,
        r if r.is(Deprel::NSUBJ) => Role::Subject,
        r if r.is(Deprel::OBJ) || r.is(Deprel::IOBJ) => Role::Object,
        r if r.is(Deprel::OBL) => Role::Oblique,
        Deprel::NMOD_POSS => Role::Possessor,
        r if r.is(Deprel::NMOD) => Role::Modifier,
        r if r.is(Deprel::COMPOUND) => Role::Compound,
        Deprel::VOCATIVE => Role::Vocative,
        Deprel::DISLOCATED => Role::Dislocated,
        Deprel::ROOT => Role::Root,
        _ => Role::Other,
    }
}
