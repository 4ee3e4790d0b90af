//! What speaks for and against an entity as what a pronoun or nominal means.

use super::context::Place;
use super::sight::{Alone, Sight};
use crate::document::{EntityType, Gender, Mention, Number};
use crate::lexicon::Case;
use crate::model::{Features, feature};

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
    /// The verb or noun that it depends on, as a hash and as its cluster.
    pub verb: (u32, u32),
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

/// The features of a candidate.
pub fn pair(sight: &Sight, out: &mut Features) {
    let Sight { group, case, gender, etype, kind, sentences, own, order, rivals, top, marks, opening, .. } = *sight;
    let Sight { subject_order, count, subjects, bound, chained, within, noun, number, .. } = *sight;
    let (role, there_role) = (sight.role, sight.role % 16);
    let g = |a: u32, b: u32| feature(7, feature(7, group, a), b);
    out.clear();
    out.two(group, gender);
    out.two(group, etype);
    out.two(g(etype, kind), gender);
    out.two(g(sentences, kind), 0);
    out.two(g(sentences, role), own);
    out.two(g(sentences, role), case);
    out.two(g(sentences, there_role), 0);
    out.two(g(order, kind), 0);
    out.two(g(order, there_role), own);
    out.two(g(order, rivals), gender);
    out.two(g(gender, sight.best_gender), 0);
    out.two(g(top, sentences), kind);
    out.two(g(top, marks), 0);
    out.two(g(opening, top), sentences);
    out.two(g(opening, sentences), there_role);
    out.two(g(subject_order, there_role), own);
    out.two(group, count);
    out.two(g(count, sentences), 0);
    out.two(g(subjects, own), 0);
    out.two(g(sight.blocks, marks), 0);
    out.two(g(sight.named_sentences, kind), 0);
    out.two(g(marks, sentences), 0);
    out.two(g(marks, kind), own);
    out.two(g(bound, case), 0);
    out.two(g(bound, there_role), own);
    out.two(g(bound, kind), order);
    out.two(g(bound, gender), sight.best_gender);
    out.two(g(gender, sentences), there_role);
    out.two(g(chained, kind), 0);
    out.two(g(chained, sentences), there_role);
    // Who comes into a paragraph puts aside whom the one before spoke of.
    out.two(g(within, kind), there_role);
    out.two(g(within, chained), kind);
    out.two(g(within, top), sentences);
    out.two(g(sight.beside, sight.gap), own);
    out.two(g(sight.spoke, sentences), marks);
    out.two(g(sight.offset, sight.there_offset), sentences.min(2));
    out.two(g(sight.same_form, sentences), own);
    out.two(g(sight.heading, sight.early), kind);
    out.two(g(number, etype), case);
    out.two(g(sight.indefinite, sentences), kind);
    out.two(g(noun, sight.verb_class), own);
    if group != Group::Person as u32 {
        out.two(g(noun, 0), case);
        out.two(g(sight.verb, etype), own);
    }
}

/// The features of "none of them".
pub fn none(alone: Alone, out: &mut Features) {
    let Alone { group, count, role, relation, words, verb, verb_class } = alone;
    let [word, next, after, before] = words;
    out.clear();
    out.at(60);
    out.two(group, 0);
    out.two(group, count);
    out.two(group, word);
    out.two(group, role);
    if group != Group::Person as u32 {
        out.two(group, relation);
        out.two(feature(7, group, next), 0);
        out.two(feature(7, group, next), after);
        out.two(feature(7, group, before), 0);
        out.two(feature(7, group, verb), role % 16);
        out.two(feature(7, group, verb_class), role % 16);
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

/// True for a type that a question can be about.
pub fn suits(group: Group, etype: EntityType, nearest: &Mention) -> bool {
    let plural = nearest.number == Number::Plural;
    match group {
        Group::Person => etype == EntityType::Person && !plural,
        Group::Thing => etype != EntityType::Person && !plural,
        Group::Several => plural || !matches!(etype, EntityType::Person | EntityType::Work),
    }
}
