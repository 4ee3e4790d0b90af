//! What the reading before found of names and pronouns that stand as they stood: it is not found again.

use super::cluster::Clusters;
use super::context::Context;
use super::names;
use super::resolve::{AHEAD, BLOCKS, REACH};
use super::said::other_names;
use super::sight::EARLY;
use crate::document::{Document, Earlier, Mention, MentionKind, MentionLook, NameGroups, TokenSpan};

/// When more mentions are gone, something else is written.
const FEW: usize = 16;

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
    // So many mentions at the beginning and at the end are seen from far as they were.
    front: usize,
    back: usize,
    // Those of them that are seen alike from nearby, in blocks that stand between the same ones as before.
    alike: Vec<bool>,
    in_step: bool,
    // Here it ends to go as it went, at the latest.
    end: usize,
    // Entities from before that lost a mention, and those that are now and have a new one: what asks for them is asked.
    strange: Vec<u32>,
    stranger: Vec<u32>,
    // For each entity from before the one that it is now, and for each that is now whether it was one before or has other mentions.
    now_of: Vec<Option<u32>>,
    taken: Vec<bool>,
    // The latest mention that is not alike: how many were noted up to it, and its block.
    odd: Option<(usize, usize)>,
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
            turns.get_mut(*m).into_iter().for_each(|slot| *slot = turn.wrapping_sub(*m) as u32);
        }
        let look = |((m, mention), turn): ((usize, &Mention), &u32)| MentionLook {
            far: far(context, m, mention, *turn),
            near: near(context, m, mention),
            speaker: from_one(context.place(m).quote.and_then(|q| context.speaker(q))),
            named: from_one(clusters.of(m)),
            entity: 0,
        };
        let now: Vec<MentionLook> = doc.mentions.iter().enumerate().zip(&turns).map(look).collect();
        let mut replay = Self { now, ..Self::default() };
        if let Some(earlier) = doc.earlier {
            replay.compare(context, clusters, earlier);
        }
        replay
    }

    fn compare(&mut self, context: &Context, clusters: &Clusters, earlier: &'e Earlier) {
        let (doc, links) = (context.doc, &earlier.links);
        let (now, before) = (&self.now, &links.mentions);
        let far = |(now, before): &(&MentionLook, &MentionLook)| now.far == before.far;
        self.front = now.iter().zip(before).take_while(far).count();
        let rest = now.len().min(before.len()) - self.front;
        self.back = now.iter().rev().zip(before.iter().rev()).take(rest).take_while(far).count();
        self.before = before;
        let gone = before.get(self.front..before.len() - self.back).unwrap_or(&[]);
        self.strange = gone.iter().map(|m| m.entity).collect();
        // The first mentions of all are seen as such, and the latest pronoun.
        let first = now.len() == before.len() || self.front >= EARLY;
        let goes_on = first && gone.len() <= FEW && !gone.iter().any(is_chained);
        self.end = if goes_on { now.len() } else { self.front };
        let same = clusters.looks().eq(links.groups.entities.iter().copied());
        self.in_step = same && earlier.blocks.len() == doc.blocks.len();
        if !self.in_step {
            return;
        }
        self.now_of = (1..=clusters.len() as u32).map(Some).collect();
        self.taken = vec![true; clusters.len()];
        let stays = |k: usize| k >= doc.blocks.len() || doc.common.block(k) == Some(k);
        let steady = |k: usize| stays(k) && stays(k + 1) && k.checked_sub(1).is_none_or(stays);
        let steady: Vec<bool> = (0..doc.blocks.len()).map(steady).collect();
        let alike = |n: usize| {
            let (now, before) = (self.now.get(n)?, self.before.get(self.was(n)?)?);
            let speaks = match before.speaker.checked_sub(1) {
                None => 0,
                Some(speaker) => from_one(Some(self.is(speaker as usize)?)),
            };
            let same = (now.near, now.named, now.speaker) == (before.near, before.named, speaks);
            Some(same && steady.get(context.place(n).block) == Some(&true))
        };
        let mut all: Vec<bool> = (0..self.now.len()).map(|n| alike(n) == Some(true)).collect();
        // What is new or gone stands beside these.
        let changed = self.front + self.back < self.now.len().max(self.before.len());
        let beside = [self.front.wrapping_sub(1), self.now.len() - self.back];
        for n in beside.into_iter().filter(|_| changed) {
            all.get_mut(n).into_iter().for_each(|alike| *alike = false);
        }
        self.alike = all;
    }

    /// Which one a mention was before.
    fn was(&self, n: usize) -> Option<usize> {
        self.across(n, self.now.len(), self.before.len())
    }

    /// Which one a mention from before is now.
    fn is(&self, n: usize) -> Option<usize> {
        self.across(n, self.before.len(), self.now.len())
    }

    fn across(&self, n: usize, from: usize, to: usize) -> Option<usize> {
        let after = from.checked_sub(n)?;
        if n < self.front { Some(n) } else { to.checked_sub(after).filter(|_| after <= self.back) }
    }

    /// What a pronoun means, if that is known: its entity, if it has one. So many mentions were `noted`.
    pub fn answer(&self, context: &Context, m: usize, noted: usize) -> Option<Option<usize>> {
        let here = context.place(m);
        let gone = |(at, block): (usize, usize)| noted - at >= REACH || here.block > block + BLOCKS;
        let mut sees =
            (m + 1..self.now.len().min(m + 1 + AHEAD)).take_while(|n| context.place(*n).sentence == here.sentence);
        let alike = |m: usize| self.alike.get(m) == Some(&true) && !self.is_strange(m);
        if !self.in_step || m >= self.end || !alike(m) || !self.odd.is_none_or(gone) || !sees.all(alike) {
            return None;
        }
        match self.before.get(self.was(m)?)?.entity.checked_sub(1) {
            None => Some(None),
            Some(before) => self.now_of.get(before as usize).copied()?.map(|now| (now as usize).checked_sub(1)),
        }
    }

    /// Takes note of what the pass made of a mention, with so many `noted` now.
    pub fn done(&mut self, context: &Context, m: usize, entity: Option<usize>, noted: usize) {
        let Some(now) = self.now.get_mut(m) else { return };
        let entity = from_one(entity);
        now.entity = entity;
        if !self.in_step {
            return;
        }
        let chained = is_chained(now);
        let before = self.was(m).and_then(|n| self.before.get(n)).map(|before| before.entity);
        self.in_step = match before {
            _ if m >= self.end => false,
            Some(0) => entity == 0,
            Some(before) => self.is_now(before, entity),
            None => {
                self.take(entity);
                self.stranger.push(entity);
                !chained
            }
        };
        if self.alike.get(m) != Some(&true) || self.is_strange(m) {
            self.odd = Some((noted, context.place(m).block));
        }
    }

    /// True for a mention of an entity that has not the mentions it had.
    fn is_strange(&self, m: usize) -> bool {
        let before = self.was(m).and_then(|n| self.before.get(n)).map_or(0, |before| before.entity);
        let now = self.now.get(m).map_or(0, |now| if now.entity == 0 { now.named } else { now.entity });
        before > 0 && self.strange.contains(&before) || now > 0 && self.stranger.contains(&now)
    }

    /// True if an entity from before is that one now: none yet, or it has been.
    fn is_now(&mut self, before: u32, entity: u32) -> bool {
        let at = before as usize - 1;
        if let Some(Some(known)) = self.now_of.get(at) {
            return *known == entity;
        }
        let taken = self.take(entity);
        self.now_of.resize(self.now_of.len().max(at + 1), None);
        self.now_of.get_mut(at).into_iter().for_each(|now| *now = Some(entity));
        taken
    }

    /// Takes an entity for that of one from before, or of nobody from before. False if it is taken.
    fn take(&mut self, entity: u32) -> bool {
        let Some(at) = (entity as usize).checked_sub(1) else { return false };
        self.taken.resize(self.taken.len().max(at + 1), false);
        self.taken.get_mut(at).is_some_and(|taken| !std::mem::replace(taken, true))
    }

    /// The mentions, for the next reading.
    pub fn into_looks(self) -> Vec<MentionLook> {
        self.now
    }
}

/// A position, from 1 on; 0 for none.
fn from_one(position: Option<usize>) -> u32 {
    position.map_or(0, |at| at as u32 + 1)
}

/// True for a pronoun that means somebody: the next one knows whom.
fn is_chained(look: &MentionLook) -> bool {
    look.far[0] & 0xFF == MentionKind::Pronoun as u32 && look.entity > 0
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
fn near(context: &Context, m: usize, mention: &Mention) -> [u32; 7] {
    let (doc, place) = (context.doc, context.place(m));
    let start = doc.tokens.block(place.block).start;
    let at = |i: usize| i.wrapping_sub(start) as u32;
    let flags = [place.coordinated, place.apposed, place.predicate, context.speaks(m), context.is_addressed(m)];
    [
        at(mention.tokens.start),
        at(mention.tokens.end),
        at(mention.head),
        at(place.head),
        at(place.governor),
        flags.iter().fold(0, |all, flag| all << 1 | u32::from(*flag)),
        from_one(place.quote),
    ]
}
