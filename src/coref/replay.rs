//! What the reading before found of names and pronouns that stand as they stood: it is not found again.

use super::cluster::Clusters;
use super::context::Context;
use super::names;
use super::resolve::{AHEAD, BLOCKS, REACH};
use super::said::other_names;
use crate::document::{Document, Earlier, EntityLook, Mention, MentionKind, MentionLook, NameGroups, TokenSpan};

/// Groups all mentions by name. Gives the groups too, where they are to be remembered.
pub fn group_names(doc: &Document, clusters: &mut Clusters) -> NameGroups {
    let named = |m: &(usize, &Mention)| matches!(m.1.kind, MentionKind::Name | MentionKind::Alias);
    let all: Vec<(usize, &Mention)> = doc.mentions.iter().enumerate().filter(named).collect();
    let said = other_names(doc, &all);
    if doc.earlier.is_none() && !doc.remember {
        names::group_names(doc, clusters, &all, &said);
        return NameGroups::default();
    }
    let place = |m: &usize| all.partition_point(|(n, _)| n < m);
    let mut pairs: Vec<[usize; 2]> = said.iter().map(|(short, long)| [place(short), place(long)]).collect();
    pairs.sort_unstable();
    if let Some(earlier) = doc.earlier.filter(|e| e.links.groups.said == pairs && same_names(doc, e, &all)) {
        let before = &earlier.links.groups;
        let mention = |n: &usize| all.get(*n).map_or(usize::MAX, |(m, _)| *m);
        for (look, members) in before.entities.iter().zip(&before.members) {
            clusters.restore(*look, members.iter().map(mention).collect());
        }
    } else {
        names::group_names(doc, clusters, &all, &said);
    }
    NameGroups {
        names: all.iter().map(|(_, x)| **x).collect(),
        said: pairs,
        entities: clusters.looks().collect(),
        members: clusters.members().map(|members| members.iter().map(place).collect()).collect(),
    }
}

/// True if the names are those of the reading before, with the same word before each, and begin where the one before begins if
/// they did: all that they are grouped by.
fn same_names(doc: &Document, earlier: &Earlier, all: &[(usize, &Mention)]) -> bool {
    let words = |span: TokenSpan| span.start.saturating_sub(1)..span.end;
    let compared = |new: TokenSpan, old: TokenSpan| doc.words.get(words(new)) == earlier.words.get(words(old));
    // Within a block that is the same nothing need be compared.
    let within = |new: TokenSpan, old: TokenSpan| {
        let k = doc.tokens.get(new.start).block;
        let (here, there) = (doc.tokens.block(k), doc.common.block(k).map(|k| earlier.tokens.block(k)));
        new.start > here.start && there.is_some_and(|there| new.moved(here.start, there.start) == old)
    };
    let mut last = [usize::MAX; 2];
    let mut same = |((_, new), old): (&(usize, &Mention), &Mention)| {
        let starts = [new.tokens.start, old.tokens.start];
        let ([here, there], [last_here, last_there]) = (starts, last);
        let (again, before) = (here == last_here, there == last_there);
        let [opens, opened] = starts.map(|start| start == 0);
        last = starts;
        (within(new.tokens, old.tokens) || compared(new.tokens, old.tokens))
            && (again, opens) == (before, opened)
            && (new.kind, new.etype, new.gender, new.number) == (old.kind, old.etype, old.gender, old.number)
            && new.tokens.end - new.head == old.tokens.end - old.head
    };
    let names = &earlier.links.groups.names;
    all.len() == names.len() && all.iter().zip(names).all(&mut same)
}

/// Goes beside the pass over the mentions. As long as it goes as it went before, a pronoun means what it meant, if all that it
/// can see is alike.
#[derive(Default)]
pub struct Replay<'e> {
    now: Vec<MentionLook>,
    before: &'e [MentionLook],
    // Mentions in blocks that stand between the same ones as before, and are themselves seen alike from nearby.
    alike: Vec<bool>,
    in_step: bool,
    // The latest mention that is not alike: how many were noted up to it, and its block.
    odd: Option<(usize, usize)>,
    entities: Vec<EntityLook>,
}

impl<'e> Replay<'e> {
    /// Before a pass that goes through the mentions in an `order`.
    pub fn new(context: &Context<'e, '_>, clusters: &Clusters, order: &[usize]) -> Self {
        let doc = context.doc;
        if doc.earlier.is_none() && !doc.remember {
            return Self::default();
        }
        let mut turns = vec![0; order.len()];
        for (turn, m) in order.iter().enumerate() {
            turns.get_mut(*m).into_iter().for_each(|slot| *slot = turn as u32);
        }
        let entity = |m: usize| clusters.of(m).map_or(0, |c| c as u32 + 1);
        let look = |((m, mention), turn): ((usize, &Mention), &u32)| {
            let (far, near) = (far(context, m, mention, *turn), near(context, m, mention, entity(m)));
            MentionLook { far, near, entity: 0 }
        };
        let now: Vec<MentionLook> = doc.mentions.iter().enumerate().zip(&turns).map(look).collect();
        let entities: Vec<EntityLook> = clusters.looks().collect();
        let mut replay = Self { now, entities, ..Self::default() };
        if let Some(earlier) = doc.earlier {
            replay.compare(doc, earlier);
        }
        replay
    }

    fn compare(&mut self, doc: &Document, earlier: &'e Earlier) {
        let links = &earlier.links;
        self.in_step = links.mentions.len() == self.now.len()
            && links.entities == self.entities
            && earlier.blocks.len() == doc.blocks.len();
        if !self.in_step {
            return;
        }
        self.before = &links.mentions;
        let stays = |k: usize| k >= doc.blocks.len() || doc.common.block(k) == Some(k);
        let steady = |k: usize| stays(k) && stays(k + 1) && k.checked_sub(1).is_none_or(stays);
        let steady: Vec<bool> = (0..doc.blocks.len()).map(steady).collect();
        let alike = |(mention, (now, before)): (&Mention, (&MentionLook, &MentionLook))| {
            steady.get(doc.tokens.get(mention.tokens.start).block) == Some(&true)
                && (now.far, now.near) == (before.far, before.near)
        };
        self.alike = doc.mentions.iter().zip(self.now.iter().zip(&links.mentions)).map(alike).collect();
    }

    /// What a pronoun means, if that is known: its entity, if it has one. So many mentions were `noted`.
    pub fn answer(&self, context: &Context, m: usize, noted: usize) -> Option<Option<usize>> {
        let here = context.place(m);
        let gone = |(at, block): (usize, usize)| noted - at >= REACH || here.block > block + BLOCKS;
        let sees = (m + 1..m + 1 + AHEAD).take_while(|n| context.place(*n).sentence == here.sentence);
        let alike = |m: usize| self.alike.get(m) == Some(&true);
        let known = self.in_step
            && self.odd.is_none_or(gone)
            && alike(m)
            && sees.into_iter().all(|n| n >= self.now.len() || alike(n));
        let entity = self.before.get(m).filter(|_| known)?.entity;
        Some(entity.checked_sub(1).map(|e| e as usize))
    }

    /// Takes note of what the pass made of a mention, with so many `noted` now.
    pub fn done(&mut self, context: &Context, m: usize, entity: Option<usize>, noted: usize) {
        let Some(now) = self.now.get_mut(m) else { return };
        now.entity = entity.map_or(0, |e| e as u32 + 1);
        if self.in_step {
            let same = |before: &MentionLook| (before.far, before.entity) == (now.far, now.entity);
            self.in_step = self.before.get(m).is_some_and(same);
            if self.alike.get(m) != Some(&true) {
                self.odd = Some((noted, context.place(m).block));
            }
        }
    }

    /// What the next reading may ask for: the mentions, and the entities before the pass.
    pub fn into_looks(self) -> (Vec<MentionLook>, Vec<EntityLook>) {
        (self.now, self.entities)
    }
}

/// What is seen of a mention wherever somebody asks for its entity.
fn far(context: &Context, m: usize, mention: &Mention, turn: u32) -> [u32; 7] {
    let (doc, place) = (context.doc, context.place(m));
    let four = |[a, b, c, d]: [u32; 4]| a | b << 8 | c << 16 | d << 24;
    let word = |i: usize| doc.words.get(i);
    [
        four([mention.kind as u32, mention.etype as u32, mention.gender as u32, mention.number as u32]),
        four([place.role as u32, doc.block_kind(mention.tokens.start) as u32, 0, 0]),
        place.sentence as u32,
        place.block as u32,
        word(mention.tokens.start).map_or(0, |w| w.norm),
        word(mention.head).map_or(0, |w| w.norm),
        turn,
    ]
}

/// What is seen of it from nearby.
fn near(context: &Context, m: usize, mention: &Mention, entity: u32) -> [u32; 9] {
    let (doc, place) = (context.doc, context.place(m));
    let start = doc.tokens.block(place.block).start;
    let at = |i: usize| i.wrapping_sub(start) as u32;
    let told = |x: Option<usize>| x.map_or(0, |x| x as u32 + 1);
    let flags = [place.coordinated, place.apposed, place.predicate, context.speaks(m), context.is_addressed(m)];
    [
        at(mention.tokens.start),
        at(mention.tokens.end),
        at(mention.head),
        at(place.head),
        at(place.governor),
        flags.iter().fold(0, |all, flag| all << 1 | u32::from(*flag)),
        told(place.quote),
        told(place.quote.and_then(|q| context.speaker(q))),
        entity,
    ]
}
