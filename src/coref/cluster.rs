//! Entities under construction.

use crate::document::{Document, Entity, EntityType, Gender, Mention, MentionKind};
use crate::lexicon::{Sex, lexicon};

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
    /// Lands its roles speak of (things of the lexicon).
    pub lands: Vec<u32>,
    /// Gender as far as the text tells.
    pub gender: Gender,
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

    /// A new entity with its first mention.
    pub fn start(&mut self, mention: usize, first: &Mention) -> usize {
        self.list.push(Cluster {
            etype: first.etype,
            mentions: Vec::new(),
            roles: Vec::new(),
            role_heads: Vec::new(),
            lands: Vec::new(),
            gender: Gender::Unknown,
        });
        let cluster = self.list.len() - 1;
        self.join(mention, cluster);
        cluster
    }

    /// Adds a mention to an entity; what it tells of gender is kept.
    pub fn join(&mut self, mention: usize, cluster: usize) {
        let Some(known) = self.doc.mentions.get(mention) else { return };
        let gender = gender_of(self.doc, known);
        if let (Some(entry), Some(slot)) = (self.list.get_mut(cluster), self.of.get_mut(mention)) {
            entry.mentions.push(mention);
            if entry.gender == Gender::Unknown {
                entry.gender = gender;
            }
            *slot = Some(cluster);
        }
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
        let span = m.tokens;
        let word = |k: usize| if span.start + k < span.end { doc.tokens.lower(span.start + k) } else { "" };
        let hit = lexicon().names.longest(word).filter(|(n, e)| *n == span.len() && !e.alias);
        hit.is_some() && cluster.etype != EntityType::Person
    };
    let rank = |m: &&Mention| {
        let named = matches!(m.kind, MentionKind::Name | MentionKind::Alias);
        let shouted = doc.tokens.get(m.head).shape == crate::document::WordShape::Upper;
        (
            named,
            m.kind == MentionKind::Name,
            !shouted,
            listed(m),
            doc.text(m.tokens).chars().count(),
            std::cmp::Reverse(m.tokens.start),
        )
    };
    mentions.max_by_key(rank).map(clean).unwrap_or_default()
}

/// What a mention's own words tell of gender: a pronoun, a form of address before it, a given name, a role.
fn gender_of(doc: &Document, mention: &Mention) -> Gender {
    if mention.gender != Gender::Unknown || mention.etype != EntityType::Person || mention.kind != MentionKind::Name {
        return mention.gender;
    }
    let told = |sex: Sex| match sex {
        Sex::Male => Gender::Masculine,
        Sex::Female => Gender::Feminine,
        Sex::Either => Gender::Unknown,
    };
    let before = mention.tokens.start.checked_sub(1).map_or("", |i| doc.tokens.lower(i));
    let first = doc.tokens.lower(mention.tokens.start);
    let by_address = lexicon().honorifics.get(before).map(|h| told(h.sex));
    let by_role = lexicon().roles.get(before).map(|r| told(r.sex));
    let by_name = lexicon().given_names.get(first).filter(|_| mention.tokens.len() > 1).map(|g| told(g.sex));
    [by_address, by_role, by_name].into_iter().flatten().find(|g| *g != Gender::Unknown).unwrap_or_default()
}
