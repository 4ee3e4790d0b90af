//! What speaks for and against an entity as what a pronoun or nominal means.

use super::cluster::Clusters;
use super::context::{Context, Place, Role};
use super::ranker::Candidate;
use crate::document::{BlockKind, EntityType, Gender, Mention, MentionKind, Number};
use crate::lexicon::Case;
use crate::model::{Features, clusters as word_clusters, feature, word_hash};

/// What was seen of an entity before a mention.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Mentions so far.
    pub count: u32,
    /// Mentions so far as a subject.
    pub subjects: u32,
    /// Its first mention.
    pub first: usize,
    /// Its latest mention.
    pub nearest: usize,
    /// Its latest mention that is no pronoun.
    pub full: usize,
}

/// Where a candidate stands among the others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rank {
    /// Candidates that are nearer.
    pub order: usize,
    /// Nearer candidates whose latest mention is a subject.
    pub subjects: usize,
    /// All candidates.
    pub rivals: usize,
    /// Mentions of the one mentioned most.
    pub most: u32,
    /// The best that a candidate's gender suits.
    pub gender: u32,
    /// The latest pronoun of the same gender and the entity that it was taken to mean.
    pub chain: Option<(usize, usize)>,
    /// Nearer candidates that the block of the question speaks of.
    pub beside: usize,
    /// True where the question is asked without genders.
    pub blind: bool,
}

/// The gender of all candidates of a question that is asked without genders.
pub const BLIND: u32 = 4;

/// A mention that asks whom it means.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    /// Its position.
    pub at: usize,
    /// The mention.
    pub mention: &'a Mention,
    /// Where it stands.
    pub place: Place,
    /// What kind of question it is.
    pub group: Group,
    /// True in the first sentence of a block.
    pub opening: bool,
    /// Its case, for a pronoun.
    pub case: Option<Case>,
}

/// Kinds of questions, each with weights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// he, she
    Person = 1,
    /// it
    Thing = 2,
    /// they
    Several = 3,
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

/// The features of a candidate.
pub fn pair(
    context: &Context,
    clusters: &Clusters,
    seen: &Seen,
    asker: &Asker,
    candidate: &Candidate,
    rank: Rank,
    out: &mut Features,
) {
    let doc = context.doc;
    let (Some(cluster), Some(near), Some(full)) =
        (clusters.get(candidate.cluster), doc.mentions.get(candidate.nearest), doc.mentions.get(candidate.full))
    else {
        return;
    };
    let (here, there) = (asker.place, context.place(candidate.nearest));
    let named = context.place(candidate.full);
    let group = asker.group as u32;
    let case = asker.case.map_or(9, |c| c as u32);
    let sentences = step(here.sentence - there.sentence.min(here.sentence));
    let after = u32::from(candidate.nearest > asker.at);
    let kind = kind_code(near) + 4 * after;
    let role = there.role as u32
        + 16 * u32::from(there.coordinated)
        + 32 * u32::from(there.apposed)
        + 64 * u32::from(there.predicate);
    let own = here.role as u32;
    let etype = full.etype as u32 + 16 * u32::from(full.kind == MentionKind::Nominal);
    let gender = if rank.blind { BLIND } else { gender_code(cluster.gender.lean(), asker.mention.gender) };
    let marks = marks_code(context, asker, candidate, there);
    let g = |a: u32, b: u32| feature(7, feature(7, group, a), b);
    let [order, subject_order, rivals] = [rank.order, rank.subjects, rank.rivals].map(step);
    let top = u32::from(seen.count > 1) + u32::from(seen.count > 1 && seen.count >= rank.most);
    out.clear();
    out.two(group, gender);
    out.two(group, etype);
    out.two(g(etype, kind), gender);
    out.two(g(sentences, kind), 0);
    out.two(g(sentences, role), own);
    out.two(g(sentences, role), case);
    out.two(g(sentences, there.role as u32), 0);
    out.two(g(order, kind), 0);
    out.two(g(order, there.role as u32), own);
    out.two(g(order, rivals), gender);
    out.two(g(gender, rank.gender), 0);
    out.two(g(top, sentences), kind);
    out.two(g(top, marks), 0);
    let opening = u32::from(asker.opening) + 2 * u32::from(here.offset < 6);
    out.two(g(opening, top), sentences);
    out.two(g(opening, sentences), there.role as u32);
    out.two(g(subject_order, there.role as u32), own);
    out.two(group, step(seen.count as usize));
    out.two(g(step(seen.count as usize), sentences), 0);
    out.two(g(step(seen.subjects as usize), own), 0);
    out.two(g(step(here.block - there.block.min(here.block)), marks), 0);
    out.two(g(step(here.sentence - named.sentence.min(here.sentence)), kind), 0);
    out.two(g(marks, sentences), 0);
    out.two(g(marks, kind), own);
    let bound = binding(context, asker, there);
    out.two(g(bound, case), 0);
    out.two(g(bound, there.role as u32), own);
    out.two(g(bound, kind), order);
    out.two(g(bound, gender), rank.gender);
    out.two(g(gender, sentences), there.role as u32);
    let chained = rank.chain.map_or(9, |(at, cluster)| {
        let sentences = step(here.sentence - context.place(at).sentence.min(here.sentence)).min(4);
        sentences + 5 * u32::from(cluster == candidate.cluster)
    });
    out.two(g(chained, kind), 0);
    out.two(g(chained, sentences), there.role as u32);
    // Who comes into a paragraph puts aside whom the one before spoke of.
    let within = u32::from(here.block == there.block) + 2 * step(rank.beside).min(3);
    out.two(g(within, kind), there.role as u32);
    out.two(g(within, chained), kind);
    out.two(g(within, top), sentences);
    // "Justice Scalia, he talked …"
    let gap = asker.mention.tokens.start.saturating_sub(near.tokens.end);
    let beside = u32::from(gap == 1 && doc.tokens.norm(near.tokens.end) == ",") + 2 * u32::from(gap == 0);
    out.two(g(beside, gap.min(12) as u32 / 2), own);
    let spoke = u32::from(context.speaks(asker.at)) + 2 * u32::from(context.speaks(candidate.nearest));
    out.two(g(spoke, sentences), marks);
    out.two(g(step(here.offset), step(there.offset)), sentences.min(2));
    let form = |i: usize| doc.tokens.closed(i).pronoun.map(|p| p.case);
    let same_form = near.kind == MentionKind::Pronoun
        && if rank.blind {
            form(near.head) == form(asker.mention.head)
        } else {
            doc.tokens.lower(near.head) == doc.tokens.lower(asker.mention.head)
        };
    out.two(g(u32::from(same_form), sentences), own);
    let heading =
        matches!(doc.block_kind(doc.mentions.get(seen.first).map_or(0, |x| x.tokens.start)), BlockKind::Headline);
    out.two(g(u32::from(heading), u32::from(seen.first < 6)), kind);
    out.two(g(number_code(near), etype), case);
    out.two(g(u32::from(indefinite(context, full)), sentences), kind);
    let noun = if full.kind == MentionKind::Nominal { class_of(doc.tokens.lower(full.head)) } else { 1 + etype };
    let verb = word_hash(doc.tokens.lower(here.governor));
    out.two(g(noun, class_of(doc.tokens.lower(here.governor))), own);
    if asker.group != Group::Person {
        out.two(g(noun, 0), case);
        out.two(g(verb, etype), own);
    }
}

/// The features of "none of them".
pub fn none(context: &Context, asker: &Asker, candidates: usize, out: &mut Features) {
    let tokens = &context.doc.tokens;
    let group = asker.group as u32;
    let word = |i: usize| word_hash(tokens.lower(i));
    let here = asker.place;
    let at = asker.mention.head;
    let relation = u32::from(context.doc.syntax.deprel(at).0);
    out.clear();
    out.at(60);
    out.two(group, 0);
    out.two(group, step(candidates));
    out.two(group, word(at));
    out.two(group, here.role as u32 + 16 * u32::from(here.quote.is_some()));
    if asker.group != Group::Person {
        out.two(group, relation);
        out.two(feature(7, group, word(at + 1)), 0);
        out.two(feature(7, group, word(at + 1)), word(at + 2));
        out.two(feature(7, group, at.checked_sub(1).map_or(0, word)), 0);
        out.two(feature(7, group, word(here.governor)), here.role as u32);
        out.two(feature(7, group, class_of(tokens.lower(here.governor))), here.role as u32);
    }
}

/// The cluster of a word, one of 256; 0 where unknown.
fn class_of(lower: &str) -> u32 {
    word_clusters().get(word_hash(lower)).map_or(0, |c| 100 + (u32::from(c) >> 3))
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

/// How an entity's lean (masculine above zero) suits a gender: against it, unknown, for it.
pub fn gender_code(lean: i32, asked: Gender) -> u32 {
    let suits = match asked {
        Gender::Masculine => lean,
        Gender::Feminine => -lean,
        Gender::Unknown => return 9,
    };
    match suits {
        i32::MIN..=-3 => 0,
        -2..=-1 => 1,
        0 => 2,
        1 => 3,
        _ => 4,
    }
}

/// Inside or outside of marks: both outside, same quotation, another one, only one of them inside; and whether the
/// candidate is who speaks around the asker.
fn marks_code(context: &Context, asker: &Asker, candidate: &Candidate, there: Place) -> u32 {
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
fn binding(context: &Context, asker: &Asker, there: Place) -> u32 {
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

fn indefinite(context: &Context, mention: &Mention) -> bool {
    mention.kind == MentionKind::Nominal
        && crate::lexicon::lexicon().closed(context.doc.tokens.lower(mention.tokens.start)).feature != "def"
}

/// True for a type that a question can be about.
pub fn suits(group: Group, etype: EntityType, nearest: &Mention) -> bool {
    let plural = nearest.number == Number::Plural;
    match group {
        Group::Person => etype == EntityType::Person && !plural,
        Group::Thing => etype != EntityType::Person && !plural,
        Group::Several => plural || !matches!(etype, EntityType::Person | EntityType::Work),
    }
}
