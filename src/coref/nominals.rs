//! Nominals to entities: "the British minister", "Iran's leader", "the group", "officials".

use super::cluster::Clusters;
use super::context::{Context, Place, Role};
use super::firms::{named_inside, org_meant};
use super::roles::{lands, leads_to};
use crate::document::{Deprel, Document, EntityType, Gender, Mention, MentionKind, Number, TokenSpan, Upos, Xpos};
use crate::lexicon::{RoleKind, is_partisan, lexicon};
use crate::text::WordMap;

/// A nominal looks back at most so many mentions for whom it means.
pub const REACH: usize = 80;
/// A nationality or an age that stands for somebody looks back at most so many blocks.
const NAMED: usize = 2;
/// A predicate's subject stands at most so many tokens before it.
const PREDICATE: usize = 30;

/// What is known of nominals on the way through a text.
#[derive(Default)]
pub struct Nominals<'d> {
    // By noun and the entity that possesses it: the latest mention and its entity.
    by_noun: WordMap<(&'d str, Option<usize>), (usize, usize)>,
    // People named so far, in order: mention and entity.
    people: Vec<(usize, usize)>,
    // By each word of the longer names of organisations and events: the entity named last.
    by_name_word: WordMap<&'d str, usize>,
    passed: usize,
}

impl<'d> Nominals<'d> {
    /// Links a nominal to the entity that it means, or to the others with the same noun, or starts a new entity.
    pub fn link(&mut self, context: &Context<'d, '_>, clusters: &mut Clusters, m: usize, mention: &Mention) {
        let doc = context.doc;
        self.pass(doc, clusters, m);
        let person = mention.etype == EntityType::Person && mention.number == Number::Singular;
        let known = predicate_of(context, clusters, m).or_else(|| {
            let apposed = apposed_to(context, clusters, m);
            if person { apposed.or_else(|| self.person_meant(context, clusters, m, mention)) } else { apposed }
        });
        let known = known.or_else(|| named_inside(doc, clusters, m, mention));
        let known = known.or_else(|| self.shortened(doc, mention)).or_else(|| org_meant(context, clusters, m, mention));
        if let Some(cluster) = known {
            clusters.join(m, cluster);
            clusters.get_mut(cluster).into_iter().for_each(|entry| entry.home.extend(homes(doc, mention)));
            return;
        }
        let noun = (doc.tokens.lower(mention.head), possessor(doc, clusters, m, mention));
        let definite = is_definite(doc, mention);
        let again = self.by_noun.get(&noun).filter(|(last, _)| definite && (!person || m - last <= REACH));
        let cluster = match again.map(|x| x.1) {
            Some(cluster) => {
                clusters.join(m, cluster);
                cluster
            }
            // "I am a contractor" names nobody to speak of.
            None if context.place(m).predicate && !context.takes_part(m) => return,
            None => clusters.start(m, mention),
        };
        self.by_noun.insert(noun, (m, cluster));
    }

    /// Takes note of the people named before a mention.
    fn pass(&mut self, doc: &'d Document, clusters: &Clusters, m: usize) {
        for n in self.passed..m {
            let named =
                doc.mentions.get(n).is_some_and(|x| x.etype == EntityType::Person && x.kind == MentionKind::Name);
            if let Some(cluster) = clusters.of(n).filter(|_| named) {
                self.people.push((n, cluster));
            }
            let thing = doc.mentions.get(n).filter(|x| {
                let typed = matches!(x.etype, EntityType::Org | EntityType::Event | EntityType::Facility);
                typed && x.kind == MentionKind::Name && x.tokens.len() > 1
            });
            if let (Some(thing), Some(cluster)) = (thing, clusters.of(n)) {
                for i in thing.tokens.range().filter(|&i| doc.tokens.get(i).is_capitalized()) {
                    self.by_name_word.insert(doc.tokens.lower(i), cluster);
                }
            }
        }
        self.passed = m;
    }

    /// The organisation or event in whose name the noun of a bare "the Trust" stands.
    fn shortened(&self, doc: &Document, mention: &Mention) -> Option<usize> {
        let bare = mention.tokens.len() == 2 && doc.tokens.closed(mention.tokens.start).feature == "def";
        let typed = bare && matches!(mention.etype, EntityType::Org | EntityType::Event);
        typed.then(|| self.by_name_word.get(doc.tokens.lower(mention.head)).copied()).flatten()
    }

    /// The person a definite nominal means: the last one whose role has the same noun, or one that it can take up, and the
    /// same land if it names one.
    fn person_meant(&self, context: &Context, clusters: &Clusters, m: usize, mention: &Mention) -> Option<usize> {
        let doc = context.doc;
        if !is_definite(doc, mention) {
            return None;
        }
        let noun = doc.tokens.lower(mention.head);
        let wanted = lands(doc, mention.tokens);
        let near = self.people.iter().rev().take_while(|(n, _)| m - n <= REACH);
        let mut people: Vec<usize> = Vec::new();
        near.for_each(|(_, c)| {
            if !people.contains(c) {
                people.push(*c)
            }
        });
        let fits = |c: &usize| clusters.get(*c).is_some_and(|p| agrees(p.gender.lean(), mention.gender));
        let same_land = |c: &usize| clusters.get(*c).is_some_and(|p| wanted.iter().any(|l| p.lands.contains(l)));
        let same_noun = |c: &usize| clusters.get(*c).is_some_and(|p| p.role_heads.iter().any(|h| h == noun));
        let takes_up =
            |c: &usize| clusters.get(*c).is_some_and(|p| p.role_heads.iter().any(|h| lexicon().takes_up(noun, h)));
        let titled = |c: &usize| clusters.get(*c).is_some_and(|p| p.roles.iter().any(|r| is_title(doc, mention, r)));
        let find = |test: &dyn Fn(&usize) -> bool| people.iter().find(|c| fits(c) && test(c)).copied();
        if let Some(holder) = find(&titled) {
            return Some(holder);
        }
        let here = doc.tokens.get(mention.head).block;
        let named_near = |(n, _): &&(usize, usize)| {
            doc.mentions.get(*n).is_some_and(|x| doc.tokens.get(x.head).block + NAMED >= here)
        };
        // Who did something comes before whom it was done to.
        let last = |test: &dyn Fn(&usize) -> bool| {
            let near = self.people.iter().rev().take_while(named_near).filter(|(_, c)| fits(c) && test(c));
            let block = |n: usize| context.place(n).block;
            let (nearest, cluster) = *near.clone().next()?;
            let beside = near.take_while(|(n, _)| block(*n) == block(nearest)).map(|(n, c)| (*n, *c));
            let did = beside.filter(|(n, _)| context.place(*n).role == Role::Subject).map(|(_, c)| c).next();
            Some(did.unwrap_or(cluster))
        };
        if is_partisan(noun) && doc.tokens.get(mention.head).is_capitalized() {
            return find(&same_noun).or_else(|| last(&|_| true));
        }
        if !wanted.is_empty() {
            let found = find(&|c| same_noun(c) && same_land(c)).or_else(|| find(&|c| takes_up(c) && same_land(c)));
            // "The Hungarian" is who comes from there, or else who was named last and comes from nowhere else.
            let home = |c: &usize| clusters.get(*c).map_or(&[][..], |p| &p.home);
            let fellow = |c: &usize| wanted.iter().any(|land| home(c).contains(land));
            let stranger = |c: &usize| !home(c).is_empty() && !fellow(c);
            let countryman = || find(&fellow).or_else(|| find(&|c| same_land(c) && !stranger(c)));
            let countryman = || countryman().or_else(|| last(&|c| !stranger(c)));
            return found.or_else(|| if homes(doc, mention).is_empty() { None } else { countryman() });
        }
        let bare = mention.tokens.len() == 2 && doc.tokens.closed(mention.tokens.start).det;
        // "The 38-year-old founder", "the mother of four" were named before.
        let years = || mention.tokens.range().any(|i| doc.tokens.lower(i) == "old" && doc.tokens.norm(i - 1) == "-");
        // "The father-of-two" too.
        let past_hyphen = |i: usize| i + usize::from(doc.tokens.norm(i) == "-");
        let of = past_hyphen(mention.tokens.end);
        let many = past_hyphen(of + 1);
        let parent = || doc.tokens.lower(of) == "of" && doc.syntax.upos(many) == Upos::Num;
        let aged = || years() || parent();
        let found = find(&same_noun).or_else(|| if bare { find(&takes_up) } else { None });
        found.or_else(|| if aged() { last(&|_| true) } else { None })
    }
}

/// The lands of a nationality that stands for somebody: "the Dutchman".
fn homes(doc: &Document, mention: &Mention) -> Vec<u32> {
    let person = mention.etype == EntityType::Person && doc.tokens.get(mention.head).is_capitalized();
    if person { lands(doc, TokenSpan::new(mention.head, mention.head + 1)) } else { Vec::new() }
}

/// True if a phrase is a title of several words that was given in full: "the foreign minister".
fn is_title(doc: &Document, mention: &Mention, role: &str) -> bool {
    let words = || mention.tokens.range().skip(1).map(|i| doc.tokens.lower(i));
    mention.tokens.len() > 2 && words().eq(role.to_lowercase().split_whitespace())
}

/// Takes out the entities that no name, no speaker and no second mention makes worth telling.
pub fn drop_unnamed(context: &Context, clusters: &mut Clusters) {
    let doc = context.doc;
    for c in 0..clusters.len() {
        let Some(cluster) = clusters.get(c) else { continue };
        let mention = |m: &usize| doc.mentions.get(*m);
        let named = cluster
            .mentions
            .iter()
            .filter_map(mention)
            .any(|x| x.kind != MentionKind::Nominal && x.kind != MentionKind::Pronoun);
        if named || cluster.mentions.iter().any(|&m| context.takes_part(m)) {
            continue;
        }
        let definite = cluster
            .mentions
            .iter()
            .filter_map(mention)
            .filter(|x| x.kind == MentionKind::Pronoun || is_definite(doc, x))
            .count();
        // Papers that nobody quotes are things, and no part of what the report tells.
        let is_paper = |x: &Mention| {
            let noun =
                lexicon().roles.get(doc.tokens.lower(x.head)).filter(|_| !doc.tokens.get(x.head).is_capitalized());
            noun.is_some_and(|r| r.kind == RoleKind::Document)
        };
        let paper = cluster.mentions.iter().filter_map(mention).any(|x| x.kind == MentionKind::Nominal && is_paper(x));
        let worth = cluster.mentions.len() > 1 && definite > 0 && !paper;
        if !worth {
            clusters.drop(c);
        }
    }
}

/// True for "the X", "this X", "Iran's X".
pub fn is_definite(doc: &Document, mention: &Mention) -> bool {
    let closed = doc.tokens.closed(mention.tokens.start);
    closed.feature == "def"
        || closed.pronoun.is_some()
        || mention.tokens.range().any(|i| i < mention.head && doc.tokens.lower(i) == "'s")
}

/// The entity that possesses a nominal: his in "his wife", Obama in "Obama's wife".
fn possessor(doc: &Document, clusters: &Clusters, m: usize, mention: &Mention) -> Option<usize> {
    let inside = m + 1..(m + 4).min(doc.mentions.len());
    inside.into_iter().find_map(|n| {
        let inner = doc.mentions.get(n).filter(|x| mention.tokens.contains(x.tokens) && x.head < mention.head)?;
        let possesses = inner.kind == MentionKind::Pronoun || doc.tokens.lower(inner.tokens.end) == "'s";
        clusters.of(n).filter(|_| possesses)
    })
}

/// The entity of which a nominal is said: "he was a classmate", unless it is denied.
fn predicate_of(context: &Context, clusters: &Clusters, m: usize) -> Option<usize> {
    let doc = context.doc;
    let Place { head, predicate: true, .. } = *context.place(m) else { return None };
    let sentence = doc.sentence(head);
    let around = head.saturating_sub(PREDICATE).max(sentence.start)..(head + 4).min(sentence.end);
    let of_head = |i: &usize| doc.syntax.head(*i) == head && *i != head;
    let relation = |i: usize| doc.syntax.deprel(i);
    let denied = around.clone().filter(of_head).any(|i| doc.tokens.closed(i).neg);
    let subject = around.filter(of_head).find(|&i| relation(i).is(Deprel::NSUBJ))?;
    let near = m.saturating_sub(8)..m;
    let said = near.rev().find(|&n| context.place(n).head == subject && clusters.of(n).is_some())?;
    let alike = doc.mentions.get(said).zip(doc.mentions.get(m)).is_some_and(|(a, b)| {
        a.etype == b.etype && (a.number == b.number || a.kind == MentionKind::Name && b.number != Number::Plural)
    });
    (!denied && alike).then(|| clusters.of(said)).flatten()
}

/// The named person or organisation right before or after, parted by a comma, that a phrase in the singular explains.
fn apposed_to(context: &Context, clusters: &Clusters, m: usize) -> Option<usize> {
    let doc = context.doc;
    let apt = |x: &&Mention| matches!(x.etype, EntityType::Person | EntityType::Org) && x.number == Number::Singular;
    let mention = doc.mentions.get(m).filter(apt)?;
    let near = m.saturating_sub(6)..(m + 6).min(doc.mentions.len());
    near.filter(|&n| n != m).find_map(|n| {
        let name = doc.mentions.get(n).filter(|x| x.etype == mention.etype && x.kind == MentionKind::Name)?;
        let after = explains(context, m, name, mention);
        let firm = mention.etype == EntityType::Org;
        // "The rights group Human Rights Watch", "the carmaker, Veltron NV".
        let comma = usize::from(doc.tokens.norm(mention.tokens.end) == ",");
        let adjoins = firm && mention.tokens.end + comma == name.tokens.start;
        let before = adjoins || leads_to(doc, mention, name);
        (after || before).then(|| clusters.of(n)).flatten()
    })
}

/// "Jen Psaki, a spokeswoman": the phrase stands right after the name and a comma, and is not the next of a list.
pub fn explains(context: &Context, m: usize, name: &Mention, phrase: &Mention) -> bool {
    let doc = context.doc;
    let next = phrase.tokens.end + 1;
    // "A health aide and mother of three" is one person.
    let goes_on = doc.syntax.upos(next) == Upos::Noun || doc.syntax.upos(next) == Upos::Adj;
    let joined = doc.tokens.closed(phrase.tokens.end).cc && !(goes_on && doc.syntax.xpos(next) != Xpos::NNS);
    let listed = context.place(m).coordinated || joined;
    phrase.tokens.start == name.tokens.end + 1 && doc.tokens.norm(name.tokens.end) == "," && !listed
}

/// True if a lean does not contradict a gender.
fn agrees(lean: i32, gender: Gender) -> bool {
    match gender {
        Gender::Masculine => lean >= 0,
        Gender::Feminine => lean <= 0,
        Gender::Unknown => true,
    }
}
