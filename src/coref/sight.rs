//! All that a question of reference is answered by: the same sights get the same answer, whatever stands around.

use super::cluster::Clusters;
use super::context::{Context, Place, Role};
use super::features::{Asker, BLIND, Rank, Seen, gender_code};
use super::ranker::Candidate;
use crate::document::{BlockKind, Document, Mention, MentionKind, Number, TokenKind};
use crate::model::{Word, word_hash};

/// So many mentions are the first ones of an article.
pub const EARLY: usize = 6;

/// What is seen of an entity that may be meant, in steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the features are made of them, and are explained there")]
pub struct Sight {
    pub group: u32,
    pub case: u32,
    pub gender: u32,
    pub best_gender: u32,
    pub etype: u32,
    pub kind: u32,
    /// The role of the nearest mention, and from 16 on how it has it.
    pub role: u32,
    pub own: u32,
    pub sentences: u32,
    pub named_sentences: u32,
    pub blocks: u32,
    pub order: u32,
    pub subject_order: u32,
    pub rivals: u32,
    pub top: u32,
    pub marks: u32,
    pub opening: u32,
    pub count: u32,
    pub subjects: u32,
    pub bound: u32,
    pub chained: u32,
    pub within: u32,
    pub beside: u32,
    pub gap: u32,
    pub spoke: u32,
    pub offset: u32,
    pub there_offset: u32,
    pub same_form: u32,
    pub heading: u32,
    pub early: u32,
    pub number: u32,
    pub indefinite: u32,
    pub noun: u32,
    pub verb: u32,
    pub verb_class: u32,
}

impl Sight {
    /// Looks at a candidate.
    pub fn new(
        context: &Context,
        clusters: &Clusters,
        seen: &Seen,
        asker: &Asker,
        candidate: &Candidate,
        rank: Rank,
    ) -> Option<Self> {
        let doc = context.doc;
        let cluster = clusters.get(candidate.cluster)?;
        let (near, full) = (doc.mentions.get(candidate.nearest)?, doc.mentions.get(candidate.full)?);
        let (here, there) = (asker.place, context.place(candidate.nearest));
        let named = context.place(candidate.full);
        let etype = full.etype as u32 + 16 * u32::from(full.kind == MentionKind::Nominal);
        let chained = rank.chain.map_or(9, |(at, cluster)| {
            let sentences = step(here.sentence - context.place(at).sentence.min(here.sentence)).min(4);
            sentences + 5 * u32::from(cluster == candidate.cluster)
        });
        // "Justice Scalia, he talked …"
        let gap = asker.mention.tokens.start.saturating_sub(near.tokens.end);
        let comma = gap == 1 && doc.tokens.norm(near.tokens.end) == ",";
        let form = |i: usize| doc.tokens.closed(i).pronoun.map(|p| p.case);
        let same_form = near.kind == MentionKind::Pronoun
            && if rank.blind {
                form(near.head) == form(asker.mention.head)
            } else {
                doc.tokens.lower(near.head) == doc.tokens.lower(asker.mention.head)
            };
        let first = doc.mentions.get(seen.first).map_or(0, |x| x.tokens.start);
        let nominal = full.kind == MentionKind::Nominal;
        Some(Self {
            group: asker.group as u32,
            case: asker.case.map_or(9, |c| c as u32),
            gender: if rank.blind { BLIND } else { gender_code(cluster.gender.lean(), asker.mention.gender) },
            best_gender: rank.gender,
            etype,
            kind: kind_code(near) + 4 * u32::from(candidate.nearest > asker.at),
            role: there.role as u32
                + 16 * u32::from(there.coordinated)
                + 32 * u32::from(there.apposed)
                + 64 * u32::from(there.predicate),
            own: here.role as u32,
            sentences: step(here.sentence - there.sentence.min(here.sentence)),
            named_sentences: step(here.sentence - named.sentence.min(here.sentence)),
            blocks: step(here.block - there.block.min(here.block)),
            order: step(rank.order),
            subject_order: step(rank.subjects),
            rivals: step(rank.rivals),
            top: u32::from(seen.count > 1) + u32::from(seen.count > 1 && seen.count >= rank.most),
            marks: marks_code(context, asker, candidate, there),
            opening: u32::from(asker.opening) + 2 * u32::from(here.offset < 6),
            count: step(seen.count as usize),
            subjects: step(seen.subjects as usize),
            bound: binding(context, asker, there),
            chained,
            within: u32::from(here.block == there.block) + 2 * step(rank.beside).min(3),
            beside: u32::from(comma) + 2 * u32::from(gap == 0),
            gap: gap.min(12) as u32 / 2,
            spoke: u32::from(context.speaks(asker.at)) + 2 * u32::from(context.speaks(candidate.nearest)),
            offset: step(here.offset),
            there_offset: step(there.offset),
            same_form: u32::from(same_form),
            heading: u32::from(doc.block_kind(first) == BlockKind::Headline),
            early: u32::from(seen.first < EARLY),
            number: number_code(near),
            indefinite: u32::from(nominal && doc.tokens.closed(full.tokens.start).feature != "def"),
            noun: if nominal { class_of(doc, full.head) } else { 1 + etype },
            verb: asker.verb.0,
            verb_class: asker.verb.1,
        })
    }

    /// The same in few numbers. No step, code or type is beyond 255; nouns and verbs are.
    pub fn packed(self) -> [u32; 11] {
        let Self { group, case, gender, best_gender, etype, kind, role, own, sentences, named_sentences, .. } = self;
        let Self { blocks, order, subject_order, rivals, top, marks, opening, count, subjects, bound, .. } = self;
        let Self { chained, within, beside, gap, spoke, offset, there_offset, same_form, heading, early, .. } = self;
        let Self { number, indefinite, noun, verb, verb_class, .. } = self;
        let four = |[a, b, c, d]: [u32; 4]| a | b << 8 | c << 16 | d << 24;
        [
            four([group, case, gender, best_gender]),
            four([etype, kind, role, own]),
            four([sentences, named_sentences, blocks, order]),
            four([subject_order, rivals, top, marks]),
            four([opening, count, subjects, bound]),
            four([chained, within, beside, gap]),
            four([spoke, offset, there_offset, same_form]),
            four([heading, early, number, indefinite]),
            noun,
            verb,
            verb_class,
        ]
    }
}

/// What speaks for nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the features are made of them")]
pub struct Alone {
    pub group: u32,
    pub count: u32,
    /// Its role, and 16 more in a quotation.
    pub role: u32,
    pub relation: u32,
    /// Its word, the two after it, the one before.
    pub words: [u32; 4],
    pub verb: u32,
    pub verb_class: u32,
}

impl Alone {
    /// Looks at who asks.
    pub fn new(context: &Context, asker: &Asker, candidates: usize) -> Self {
        let word = |i: usize| word_of(context.doc, i);
        let at = asker.mention.head;
        Self {
            group: asker.group as u32,
            count: step(candidates),
            role: asker.place.role as u32 + 16 * u32::from(asker.place.quote.is_some()),
            relation: u32::from(context.doc.syntax.deprel(at).0),
            words: [word(at), word(at + 1), word(at + 2), at.checked_sub(1).map_or(0, word)],
            verb: asker.verb.0,
            verb_class: asker.verb.1,
        }
    }

    /// The same as numbers.
    pub fn packed(self) -> [u32; 10] {
        let Self { group, count, role, relation, words: [a, b, c, d], verb, verb_class } = self;
        [group, count, role, relation, a, b, c, d, verb, verb_class]
    }
}

/// The word that a phrase depends on, as a hash and as its cluster.
pub fn verb(context: &Context, place: Place) -> (u32, u32) {
    (word_of(context.doc, place.governor), class_of(context.doc, place.governor))
}

/// A number in a few steps.
fn step(n: usize) -> u32 {
    match n {
        0..=3 => n as u32,
        4..=5 => 4,
        6..=9 => 5,
        10..=19 => 6,
        20..=49 => 7,
        _ => 8,
    }
}

/// A token as the models see it; not a mark, which they see otherwise than it is.
fn seen<'d>(doc: &'d Document, i: usize) -> Option<&'d Word> {
    doc.words.get(i).filter(|_| doc.tokens.get(i).kind != TokenKind::Mark)
}

/// The hash of a word.
fn word_of(doc: &Document, i: usize) -> u32 {
    seen(doc, i).map_or_else(|| word_hash(doc.tokens.lower(i)), |word| word.key)
}

/// The cluster of a word, one of 256; 0 where unknown.
fn class_of(doc: &Document, i: usize) -> u32 {
    let clusters = || Word::new(doc.tokens.norm(i), doc.tokens.lower(i)).cluster;
    match seen(doc, i).map_or_else(clusters, |word| word.cluster) {
        [_, 0, _] => 0,
        [_, class, _] => 99 + class,
    }
}

fn kind_code(mention: &Mention) -> u32 {
    match mention.kind {
        MentionKind::Name | MentionKind::Alias => 0,
        MentionKind::Nominal => 1,
        MentionKind::Pronoun => 2,
    }
}

fn number_code(mention: &Mention) -> u32 {
    match mention.number {
        Number::Unknown => 0,
        Number::Singular => 1,
        Number::Plural => 2,
    }
}

/// Inside or outside of marks: both outside, same quotation, another one, only one of them inside; and whether the
/// candidate is who speaks around the asker.
fn marks_code(context: &Context, asker: &Asker, candidate: &Candidate, there: &Place) -> u32 {
    let speaker = asker.place.quote.and_then(|q| context.speaker(q));
    let own = speaker.is_some_and(|s| s == candidate.nearest || s == candidate.full);
    let states = match (asker.place.quote, there.quote) {
        (None, None) => 0,
        (Some(a), Some(b)) if a == b => 1,
        (Some(_), Some(_)) => 2,
        (Some(_), None) => 3,
        (None, Some(_)) => 4,
    };
    states + 8 * u32::from(own)
}

/// Whether two phrases depend on one verb or one on the other: what may not or must be the same.
fn binding(context: &Context, asker: &Asker, there: &Place) -> u32 {
    let here = asker.place;
    if here.sentence != there.sentence {
        0
    } else if here.governor == there.governor && here.head != there.head {
        1 + u32::from(matches!(there.role, Role::Subject | Role::Passive))
    } else if here.governor == there.head {
        3
    } else if there.governor == here.head {
        4
    } else {
        5 + steps_up(context, here.governor, there.governor)
    }
}

/// Steps from a verb up to another that governs it, a subject's verb above all; 0 if none of four leads there.
fn steps_up(context: &Context, from: usize, to: usize) -> u32 {
    let mut at = from;
    for step in 1..=4 {
        at = context.doc.syntax.head(at);
        if at == to {
            return step;
        }
    }
    0
}
