//! Reads the mentions from first to last and links nominals and pronouns to what was named before.

use super::cluster::Clusters;
use super::context::{Context, Role};
use super::features::{self, Asker, Group, Rank, Seen, suits};
use super::nominals::Nominals;
use super::ranker::{Candidate, Judge, Question};
use super::replay::Replay;
use super::sight::{Alone, Sight, verb};
use crate::document::{Answers, Document, EntityType, Gender, Links, Mention, MentionKind, Number};
use crate::lexicon::{Person, Pronoun};
use crate::model::Features;

/// A pronoun or nominal looks back at most so many mentions that refer.
pub const REACH: usize = 90;
/// It looks ahead at most so many mentions of its own sentence.
pub const AHEAD: usize = 8;
/// And it looks back at most so many blocks.
pub const BLOCKS: usize = 8;
/// A name hangs from a verb by so many steps at most.
const DEEP: usize = 8;
/// A gender that leans further against a pronoun forbids it.
const CONTRARY: i32 = 1;

/// The pass over the mentions.
pub struct Pass<'a, 'd, 't, J> {
    context: &'a Context<'d, 't>,
    judge: J,
    order: Vec<usize>,
    replay: Replay<'d>,
    seen: Vec<Seen>,
    recent: Vec<usize>,
    // The latest pronoun of each gender and its entity.
    chains: [Option<(usize, usize)>; 3],
    features: Features,
    // What is asked, and what was asked and answered, where that is to be remembered.
    asked: Vec<u32>,
    answers: Answers,
    // For each entity the last question, from 1, that it is a candidate of.
    taken: Vec<usize>,
}

impl<'a, 'd, 't, J: Judge> Pass<'a, 'd, 't, J> {
    /// Nothing was read yet.
    pub fn new(context: &'a Context<'d, 't>, judge: J, clusters: &Clusters) -> Self {
        let order = reading_order(context.doc);
        Self {
            context,
            judge,
            replay: Replay::new(context, clusters, &order),
            order,
            seen: Vec::new(),
            recent: Vec::new(),
            chains: [None; 3],
            features: Features::default(),
            asked: Vec::new(),
            answers: Answers::default(),
            taken: Vec::new(),
        }
    }

    /// Links every nominal and every pronoun of the third person. Gives how it came to that, where it is to be remembered.
    pub fn run(mut self, clusters: &mut Clusters) -> Links {
        let doc: &Document = self.context.doc;
        let mut nominals = Nominals::default();
        for m in std::mem::take(&mut self.order) {
            let Some(mention) = doc.mentions.get(m) else { continue };
            match mention.kind {
                MentionKind::Nominal => nominals.link(self.context, clusters, m, mention),
                MentionKind::Pronoun => {
                    if let Some(pronoun) = doc.tokens.closed(mention.head).pronoun {
                        self.pronoun(clusters, m, mention, pronoun);
                    }
                }
                _ => {}
            }
            self.note(clusters, m, mention);
            self.replay.done(self.context, m, clusters.of(m), self.recent.len());
        }
        Links { mentions: self.replay.into_looks(), answers: self.answers, ..Links::default() }
    }

    fn note(&mut self, clusters: &Clusters, m: usize, mention: &Mention) {
        let Some(cluster) = clusters.of(m) else { return };
        if self.seen.len() <= cluster {
            self.seen.resize(cluster + 1, Seen::default());
        }
        let role = self.context.place(m).role;
        if let Some(seen) = self.seen.get_mut(cluster) {
            if seen.count == 0 {
                seen.first = m;
                seen.full = m;
            }
            seen.count += 1;
            seen.subjects += u32::from(role == Role::Subject);
            seen.nearest = m;
            if mention.kind != MentionKind::Pronoun {
                seen.full = m;
            }
        }
        self.recent.push(m);
    }

    fn pronoun(&mut self, clusters: &mut Clusters, m: usize, mention: &Mention, pronoun: Pronoun) {
        if pronoun.person != Person::Third {
            return;
        }
        if let Some(known) = self.replay.answer(self.context, m, self.recent.len()) {
            known.into_iter().for_each(|cluster| self.settle(clusters, m, mention, cluster));
            return;
        }
        let group = match (pronoun.gender, pronoun.plural) {
            ('m' | 'f', _) => Group::Person,
            (_, true) => Group::Several,
            _ => Group::Thing,
        };
        let place = *self.context.place(m);
        let before = place.sentence.checked_sub(1).and_then(|s| self.context.doc.sentences.get(s));
        let opening = before.is_none_or(|s| s.block != place.block);
        let verb = verb(self.context, place);
        let asker = Asker { at: m, mention, place, group, opening, case: Some(pronoun.case), verb };
        if let Some(cluster) = self.goes_on(clusters, &asker) {
            self.settle(clusters, m, mention, cluster);
            return;
        }
        let candidates = self.candidates(clusters, &asker);
        let lean = |c: &Candidate| clusters.get(c.cluster).map_or(0, |x| x.gender.lean());
        let suits: Vec<u32> = candidates.iter().map(|c| features::gender_code(lean(c), mention.gender)).collect();
        let alone = Alone::new(self.context, &asker, candidates.len());
        let sights = self.look(clusters, &asker, &candidates, &suits);
        let key = self.context.doc.remember.then(|| self.ask(alone, &sights));
        let known = self.context.doc.earlier.zip(key).and_then(|(e, key)| e.links.answers.of(key, &self.asked));
        let chosen = known.unwrap_or_else(|| {
            let features = self.describe(alone, &sights);
            let question = Question { mention: m, group, candidates: &candidates, features: &features, suits: &suits };
            self.judge.judge(&question)
        });
        if let Some(key) = key {
            self.answers.add(key, &self.asked, chosen);
        }
        let chosen = chosen.and_then(|c| candidates.get(c)).map(|chosen| chosen.cluster);
        if let Some(cluster) = chosen.or_else(|| self.spoke_before(clusters, &asker, 1)) {
            self.settle(clusters, m, mention, cluster);
        }
    }

    /// Who spoke before in the paragraph, where nobody else was spoken of since: "an aide said. '…', he added." Of things only
    /// those that did something count: "the IMF urged Nigeria to wait. It warned".
    fn goes_on(&self, clusters: &Clusters, asker: &Asker) -> Option<usize> {
        if asker.group == Group::Several {
            return self.spokesperson(clusters, asker);
        }
        let spoke = self.spoke_before(clusters, asker, 0)?;
        let firm = clusters.get(spoke).is_some_and(|c| c.etype == EntityType::Org);
        if asker.group == Group::Thing && !firm {
            return None;
        }
        let adds = matches!(self.context.doc.tokens.lower(asker.place.governor), "added" | "adds" | "continued");
        let since = self.recent.iter().rev().take(REACH).take_while(|n| clusters.of(**n) != Some(spoke));
        let other = |n: &usize| {
            let place = self.context.place(*n);
            let counts = asker.group == Group::Person || place.role == Role::Subject;
            counts && place.quote.is_none() && clusters.of(*n).is_some_and(|c| self.fits(clusters, asker, *n, c))
        };
        (adds || !since.copied().any(|n| other(&n))).then_some(spoke)
    }

    /// Who spoke last in these blocks, if that can be who speaks here: somebody does.
    fn spoke_before(&self, clusters: &Clusters, asker: &Asker, blocks: usize) -> Option<usize> {
        let before = self.spoken_by(asker, blocks)?;
        clusters.of(before).filter(|&c| self.fits(clusters, asker, before, c))
    }

    /// By which mention somebody spoke last in these blocks, before somebody speaks here.
    fn spoken_by(&self, asker: &Asker, blocks: usize) -> Option<usize> {
        if asker.place.quote.is_some() || !self.context.speaks(asker.at) {
            return None;
        }
        let near = |n: &usize| self.context.place(*n).block + blocks >= asker.place.block;
        let mut recent = self.recent.iter().rev().take(REACH).copied().take_while(near);
        recent.find(|&n| self.context.speaks(n) && self.context.place(n).quote.is_none())
    }

    /// A spokesperson who goes on as "they".
    fn spokesperson(&self, clusters: &Clusters, asker: &Asker) -> Option<usize> {
        let before = self.spoken_by(asker, 1)?;
        let mention = self.context.doc.mentions.get(before).filter(|m| m.kind == MentionKind::Nominal)?;
        let one = mention.number == Number::Singular && mention.etype == EntityType::Person;
        let unnamed = one && self.context.doc.tokens.lower(mention.head) == "spokesperson";
        clusters.of(before).filter(|_| unnamed)
    }

    fn settle(&mut self, clusters: &mut Clusters, m: usize, mention: &Mention, cluster: usize) {
        clusters.join(m, cluster);
        if let Some(chain) = self.chains.get_mut(mention.gender as usize) {
            *chain = Some((m, cluster));
        }
    }

    /// The entities that a mention may mean: nearest first, then those named after it in its sentence.
    fn candidates(&mut self, clusters: &Clusters, asker: &Asker) -> Vec<Candidate> {
        let doc = self.context.doc;
        let mut found: Vec<Candidate> = Vec::new();
        // An entity that did not fit by one mention may fit by another.
        self.taken.resize(clusters.len(), 0);
        let round = asker.at + 1;
        for &n in self.recent.iter().rev().take(REACH) {
            if asker.place.block > self.context.place(n).block + BLOCKS {
                break;
            }
            let Some(cluster) = clusters.of(n) else { continue };
            if self.taken.get(cluster) != Some(&round) && self.fits(clusters, asker, n, cluster) {
                let full = self.seen.get(cluster).map_or(n, |s| s.full);
                found.push(Candidate { cluster, nearest: n, full });
                self.taken.get_mut(cluster).into_iter().for_each(|taken| *taken = round);
            }
        }
        let ahead = asker.at + 1..(asker.at + 1 + AHEAD).min(doc.mentions.len());
        for n in ahead.filter(|&n| self.context.place(n).sentence == asker.place.sentence) {
            let named = doc.mentions.get(n).is_some_and(|x| x.kind == MentionKind::Name);
            let Some(cluster) = clusters.of(n).filter(|_| named) else { continue };
            if !found.iter().any(|c| c.cluster == cluster) && self.fits(clusters, asker, n, cluster) {
                found.push(Candidate { cluster, nearest: n, full: n });
            }
        }
        found.retain(|c| !self.named_below(clusters, asker, c.cluster));
        if asker.place.quote.is_none() && self.context.speaks(asker.at) {
            self.introduced(clusters, &mut found);
        }
        found
    }

    /// Keeps those that the text itself spoke of, if there are any: a wife whom somebody mentions in a quotation does not go on to
    /// talk outside of it.
    fn introduced(&self, clusters: &Clusters, found: &mut Vec<Candidate>) {
        let outside = |n: &usize| self.context.place(*n).quote.is_none();
        let recent = self.recent.iter().rev().take(REACH).copied().filter(outside);
        let told: Vec<usize> = recent.filter_map(|n| clusters.of(n)).collect();
        let by_text = |c: &Candidate| outside(&c.nearest) || told.contains(&c.cluster);
        if found.iter().any(by_text) {
            found.retain(by_text);
        }
    }

    /// True if what hangs from the verb of a subject names the entity: in "he said Carver was seen", he is not Carver
    /// (Principle C of binding theory).
    fn named_below(&self, clusters: &Clusters, asker: &Asker, cluster: usize) -> bool {
        let doc = self.context.doc;
        let verb = asker.place.governor;
        let below = |n: usize| {
            std::iter::successors(Some(n), |&i| Some(doc.syntax.head(i))).take(DEEP).skip(1).any(|i| i == verb)
        };
        let ahead = asker.at + 1..(asker.at + 1 + AHEAD).min(doc.mentions.len());
        let here =
            |n: &usize| self.context.place(*n).sentence == asker.place.sentence && clusters.of(*n) == Some(cluster);
        let names = ahead.filter(here).filter_map(|n| doc.mentions.get(n)).filter(|m| m.kind == MentionKind::Name);
        asker.place.role == Role::Subject && names.into_iter().any(|m| m.tokens.start > verb && below(m.head))
    }

    fn fits(&self, clusters: &Clusters, asker: &Asker, n: usize, cluster: usize) -> bool {
        let (Some(entity), Some(near)) = (clusters.get(cluster), self.context.doc.mentions.get(n)) else {
            return false;
        };
        let lean = entity.gender.lean();
        let contrary = match asker.mention.gender {
            Gender::Masculine => lean < -CONTRARY,
            Gender::Feminine => lean > CONTRARY,
            Gender::Unknown => false,
        };
        let inside = near.tokens.overlaps(asker.mention.tokens);
        suits(asker.group, entity.etype, near) && (!contrary || self.judge.blind()) && !inside
    }

    fn look(&self, clusters: &Clusters, asker: &Asker, candidates: &[Candidate], suits: &[u32]) -> Vec<Sight> {
        let mut sights = Vec::with_capacity(candidates.len());
        let seen: Vec<Seen> =
            candidates.iter().map(|c| self.seen.get(c.cluster).copied().unwrap_or_default()).collect();
        let blind = self.judge.blind();
        let latest = self.chains.iter().flatten().max().filter(|_| blind).copied();
        let mut rank = Rank {
            rivals: candidates.len(),
            most: seen.iter().map(|s| s.count).max().unwrap_or(0),
            gender: if blind { features::BLIND } else { suits.iter().copied().max().unwrap_or(0) },
            chain: latest.or_else(|| self.chains.get(asker.mention.gender as usize).copied().flatten()),
            blind,
            ..Rank::default()
        };
        for (candidate, seen) in candidates.iter().zip(&seen) {
            sights.push(Sight::new(self.context, clusters, seen, asker, candidate, rank).unwrap_or_default());
            rank.order += 1;
            rank.beside += usize::from(self.context.place(candidate.nearest).block == asker.place.block);
            rank.subjects += usize::from(self.context.place(candidate.nearest).role == Role::Subject);
        }
        sights
    }

    /// Puts a question as numbers; gives their hash.
    fn ask(&mut self, alone: Alone, sights: &[Sight]) -> u64 {
        self.asked.clear();
        self.asked.extend(alone.packed());
        sights.iter().for_each(|sight| self.asked.extend(sight.packed()));
        Answers::key(&self.asked)
    }

    fn describe(&mut self, alone: Alone, sights: &[Sight]) -> Vec<Vec<u32>> {
        let mut all = Vec::with_capacity(sights.len() + 1);
        for sight in sights {
            features::pair(sight, &mut self.features);
            all.push(self.features.list().to_vec());
        }
        features::none(alone, &mut self.features);
        all.push(self.features.list().to_vec());
        all
    }
}

/// Mentions in text order, but a possessive pronoun before the phrase that it opens: "his wife" needs to know whose.
fn reading_order(doc: &Document) -> Vec<usize> {
    let mut order: Vec<usize> = (0..doc.mentions.len()).collect();
    for pair in order.chunk_by_mut(|&a, &b| opens(doc, a, b)) {
        pair.reverse();
    }
    order
}

fn opens(doc: &Document, phrase: usize, pronoun: usize) -> bool {
    let (Some(phrase), Some(pronoun)) = (doc.mentions.get(phrase), doc.mentions.get(pronoun)) else { return false };
    pronoun.kind == MentionKind::Pronoun
        && phrase.kind == MentionKind::Nominal
        && phrase.tokens.start == pronoun.tokens.start
}
