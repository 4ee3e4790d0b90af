//! Entities under construction.

use crate::document::{Document, Entity, EntityLook, EntityType, Gender, Mention, MentionKind};
use crate::lexicon::{Sex, lexicon};
use crate::model::{GIVEN_BY_GENDER, gazetteer, word_hash};
use std::collections::BTreeMap;

/// Pronouns count at most so much.
const PRONOUNS: i32 = 4;

/// What the text and lists of given names tell of an entity's grammatical gender; masculine above zero.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence {
    // A form of address, a role, a kinship word.
    told: i32,
    given: i32,
    pronouns: i32,
}

impl Evidence {
    /// Which way it leans: beyond 2 it is certain.
    pub fn lean(self) -> i32 {
        match self.told {
            0 => 2 * self.given + self.pronouns,
            told => 4 * told,
        }
    }
}

fn sign(gender: Gender) -> i32 {
    match gender {
        Gender::Masculine => 1,
        Gender::Feminine => -1,
        Gender::Unknown => 0,
    }
}

/// One entity under construction.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// What it is.
    pub etype: EntityType,
    /// Its mentions.
    pub mentions: Vec<usize>,
    /// Its roles as written.
    pub roles: Vec<String>,
    /// Nouns of its roles, lower case.
    pub role_heads: Vec<String>,
    /// The organisation that it is a spokesperson of.
    pub speaks_for: Option<usize>,
    /// Lands its roles speak of (things of the lexicon).
    pub lands: Vec<u32>,
    /// Where it comes from, as far as it was called by it: "the Dutchman".
    pub home: Vec<u32>,
    /// Gender as far as the text tells.
    pub gender: Evidence,
}

impl Cluster {
    fn new(etype: EntityType) -> Self {
        Self {
            etype,
            mentions: Vec::new(),
            roles: Vec::new(),
            role_heads: Vec::new(),
            speaks_for: None,
            lands: Vec::new(),
            home: Vec::new(),
            gender: Evidence::default(),
        }
    }
}

/// Entities under construction, and the entity of each mention.
pub struct Clusters<'d, 't> {
    doc: &'d Document<'t>,
    list: Vec<Cluster>,
    of: Vec<Option<usize>>,
}

impl<'d, 't> Clusters<'d, 't> {
    /// No entity yet.
    pub fn new(doc: &'d Document<'t>) -> Self {
        Self { doc, list: Vec::new(), of: vec![None; doc.mentions.len()] }
    }

    /// The entity of a mention.
    pub fn of(&self, mention: usize) -> Option<usize> {
        self.of.get(mention).copied().flatten()
    }

    /// The entity at a position.
    pub fn get(&self, cluster: usize) -> Option<&Cluster> {
        self.list.get(cluster)
    }

    /// The entity at a position, to change.
    pub fn get_mut(&mut self, cluster: usize) -> Option<&mut Cluster> {
        self.list.get_mut(cluster)
    }

    /// What is known of every entity.
    pub fn looks(&self) -> impl Iterator<Item = EntityLook> {
        let look = |Evidence { told, given, pronouns }: Evidence| [told, given, pronouns];
        self.list.iter().map(move |entry| (entry.etype, look(entry.gender)))
    }

    /// The mentions of every entity.
    pub fn members(&self) -> impl Iterator<Item = &[usize]> {
        self.list.iter().map(|entry| &entry.mentions[..])
    }

    /// An entity with its mentions, of which all of that is known.
    pub fn restore(&mut self, (etype, [told, given, pronouns]): EntityLook, mentions: Vec<usize>) {
        for m in &mentions {
            self.of.get_mut(*m).into_iter().for_each(|slot| *slot = Some(self.list.len()));
        }
        let gender = Evidence { told, given, pronouns };
        self.list.push(Cluster { mentions, gender, ..Cluster::new(etype) });
    }

    /// A new entity with its first mention.
    pub fn start(&mut self, mention: usize, first: &Mention) -> usize {
        self.list.push(Cluster::new(first.etype));
        let cluster = self.list.len() - 1;
        self.join(mention, cluster);
        cluster
    }

    /// Adds a mention to an entity; what it tells of gender is kept.
    pub fn join(&mut self, mention: usize, cluster: usize) {
        let Some(known) = self.doc.mentions.get(mention) else { return };
        let Some(entry) = self.list.get_mut(cluster) else { return };
        match known.kind {
            MentionKind::Pronoun => {
                entry.gender.pronouns = (entry.gender.pronouns + sign(known.gender)).clamp(-PRONOUNS, PRONOUNS);
            }
            _ if known.etype != EntityType::Person => {}
            _ => {
                let told = sign(addressed(self.doc, known));
                entry.gender.told = if entry.gender.told == 0 { told } else { entry.gender.told };
                let given = sign(given_gender(self.doc, known));
                entry.gender.given = if entry.gender.given == 0 { given } else { entry.gender.given };
            }
        }
        entry.mentions.push(mention);
        if let Some(slot) = self.of.get_mut(mention) {
            *slot = Some(cluster);
        }
    }

    /// Gives each entity the type that most of its names have.
    pub fn settle_types(&mut self) {
        for entry in &mut self.list {
            let mut votes: BTreeMap<EntityType, usize> = BTreeMap::new();
            for mention in entry.mentions.iter().filter_map(|&m| self.doc.mentions.get(m)) {
                *votes.entry(mention.etype).or_default() += mention.tokens.len().min(3);
            }
            let most = votes.iter().max_by_key(|(etype, n)| (**n, **etype == entry.etype));
            entry.etype = most.map_or(entry.etype, |(etype, _)| *etype);
        }
    }

    /// Takes out an entity that turned out to be none.
    pub fn drop(&mut self, cluster: usize) {
        if let Some(entry) = self.list.get_mut(cluster) {
            entry.mentions.clear();
        }
    }

    /// Number of entities so far.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The finished entities in order of first mention.
    pub fn into_entities(self) -> Vec<Entity> {
        let doc = self.doc;
        let mut entities: Vec<Entity> =
            self.list.into_iter().filter(|c| !c.mentions.is_empty()).map(|c| finish(doc, c)).collect();
        entities.sort_by_key(|e| e.mentions.first().copied());
        entities
    }
}

fn finish(doc: &Document, mut cluster: Cluster) -> Entity {
    cluster.mentions.sort_unstable();
    Entity {
        etype: cluster.etype,
        name: best_name(doc, &cluster),
        roles: cluster.roles,
        mentions: cluster.mentions,
        metonyms: Vec::new(),
    }
}

/// The longest name among the mentions that is no acronym, else the first text.
fn best_name(doc: &Document, cluster: &Cluster) -> String {
    let mentions = cluster.mentions.iter().filter_map(|&m| doc.mentions.get(m));
    let clean = |m: &Mention| {
        m.tokens.range().map(|i| (doc.tokens.get(i).space_before, doc.tokens.norm(i))).enumerate().fold(
            String::new(),
            |mut name, (n, (space, word))| {
                if n > 0 && space {
                    name.push(' ');
                }
                name.push_str(word);
                name
            },
        )
    };
    let listed = |m: &Mention| {
        cluster.etype != EntityType::Person
            && doc.tokens.listed_name(m.tokens).is_some_and(|(n, e)| n == m.tokens.len() && !e.alias)
    };
    // A person's name with a common word in it was read too far: "Byron composed".
    let tidy = |m: &Mention| {
        let small = |i: usize| doc.tokens.closed(i).particle || !doc.tokens.get(i).is_wordlike();
        cluster.etype != EntityType::Person || m.tokens.range().all(|i| doc.tokens.get(i).is_capitalized() || small(i))
    };
    let rank = |m: &Mention| {
        let named = matches!(m.kind, MentionKind::Name | MentionKind::Alias);
        let shouted = doc.tokens.get(m.head).shape == crate::document::WordShape::Upper;
        (
            named,
            m.kind == MentionKind::Name,
            m.kind != MentionKind::Pronoun,
            !shouted,
            tidy(m),
            listed(m),
            doc.text(m.tokens).chars().count(),
            std::cmp::Reverse(m.tokens.start),
        )
    };
    // Most entities are mentioned once, and most mentions beside names are pronouns: they are not looked at.
    let name = |m: &&Mention| matches!(m.kind, MentionKind::Name | MentionKind::Alias);
    let names = || mentions.clone().filter(name);
    let best = match (cluster.mentions.len(), names().next()) {
        (1, _) => mentions.clone().next(),
        (_, Some(_)) => highest(doc, names(), rank),
        _ => highest(doc, mentions, rank),
    };
    best.map(clean).unwrap_or_default()
}

/// The mention of the highest rank. The words of one are not looked at again: of the same words the first is the best.
fn highest<'m, R: Ord>(
    doc: &Document,
    mentions: impl Iterator<Item = &'m Mention>,
    rank: impl Fn(&Mention) -> R,
) -> Option<&'m Mention> {
    let words = |m: &Mention| m.tokens.range().filter_map(|i| Some(doc.words.get(i)?.norm));
    let mut best: Option<(&Mention, R)> = None;
    for m in mentions {
        let again = best.as_ref().is_some_and(|(b, _)| b.kind == m.kind && words(b).eq(words(m)));
        if !again {
            let rank = rank(m);
            best = best.filter(|(_, highest)| *highest >= rank).or(Some((m, rank)));
        }
    }
    best.map(|(m, _)| m)
}

/// The gender that a form of address, a role before a name or a noun of kinship tells.
pub fn addressed(doc: &Document, mention: &Mention) -> Gender {
    if mention.gender != Gender::Unknown || mention.kind != MentionKind::Name {
        return mention.gender;
    }
    let before = mention.tokens.start.checked_sub(1).map_or("", |i| doc.tokens.lower(i));
    let by_address = lexicon().honorifics.get(before).map(|h| told(h.sex));
    let by_role = lexicon().roles.get(before).map(|r| told(r.sex));
    [by_address, by_role].into_iter().flatten().find(|g| *g != Gender::Unknown).unwrap_or_default()
}

fn told(sex: Sex) -> Gender {
    match sex {
        Sex::Male => Gender::Masculine,
        Sex::Female => Gender::Feminine,
        Sex::Either => Gender::Unknown,
    }
}

/// The gender that the lists of given names tell of the first word of a person's name.
fn given_gender(doc: &Document, mention: &Mention) -> Gender {
    if mention.kind != MentionKind::Name || mention.etype != EntityType::Person {
        return Gender::Unknown;
    }
    let first = doc.tokens.lower(mention.tokens.start);
    if let Some(listed) = lexicon().given_names.get(first) {
        return told(listed.sex);
    }
    let kinds = gazetteer().get(word_hash(first)).unwrap_or(0);
    match GIVEN_BY_GENDER.map(|g| kinds & g != 0) {
        [true, false] => Gender::Masculine,
        [false, true] => Gender::Feminine,
        _ => Gender::Unknown,
    }
}
