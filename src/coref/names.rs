//! Names of one thing: same words, listed other names, parts of names, acronyms, and what the text itself says.

use super::cluster::Clusters;
use super::forms::{
    acronym, initials, listed_words, same_person, shortens, shortens_given, undotted, without_suffix, words,
};
use crate::document::{Document, EntityType, Gender, Mention, MentionKind, TokenSpan};
use crate::lexicon::lexicon;
use crate::model::{LISTED_PLACES, WordHasher, gazetteer, word_hash};
use crate::text::{KeyMap, WordMap, WordSet};
use std::rc::Rc;

/// A word leads to at most so many entities, those named last.
const OWNERS: usize = 12;

/// Groups names by their words; `said` tells of those that the text itself gives as another name of one. Longer names come
/// first, so that a part of a name finds its owner wherever it stands.
pub fn group_names(doc: &Document, clusters: &mut Clusters, all: &[(usize, &Mention)], said: &WordMap<usize, usize>) {
    let mut index = Index::default();
    let surnames = surnames(doc, all);
    let single = |m: &Mention| m.tokens.len() == 1 && (m.etype == EntityType::Person || is_surname(doc, m, &surnames));
    let mut longest_first: Vec<&(usize, &Mention)> = all.iter().filter(|(_, m)| !single(m)).collect();
    longest_first.sort_by_key(|(m, x)| (std::cmp::Reverse(x.tokens.len().min(8)), *m));
    for &&(m, mention) in &longest_first {
        index.place(doc, clusters, m, mention, said);
    }
    let mut counts = Counts::default();
    for &(m, mention) in all {
        if single(mention) {
            let owner = said.get(&m).and_then(|&n| clusters.of(n));
            let person = || index.person(doc, clusters, &counts, mention);
            match owner.or_else(person).or_else(|| index.place_of(doc, mention)) {
                Some(cluster) => {
                    clusters.join(m, cluster);
                    // Who was once called by the surname alone goes on being called so.
                    counts.add(cluster);
                }
                None => {
                    let cluster = clusters.start(m, mention);
                    index.own(doc.tokens.lower(mention.head), mention, cluster);
                    if let Some(surname) = shared_surname(doc, mention) {
                        let words = [doc.tokens.lower(mention.head), surname].map(str::to_owned);
                        index.own_as(surname, mention, cluster, &words.into());
                    }
                }
            }
        }
        if let Some(cluster) = clusters.of(m) {
            counts.add(cluster);
        }
    }
    clusters.settle_types();
}

/// The surname that a given name has from the next: "Jim and Carol Penhaligon".
fn shared_surname<'d>(doc: &'d Document, mention: &Mention) -> Option<&'d str> {
    let and = mention.tokens.end;
    let given =
        mention.etype == EntityType::Person && lexicon().given_names.get(doc.tokens.lower(mention.head)).is_some();
    let from = doc.mentions.partition_point(|m| m.tokens.start <= and);
    let couple = doc.mentions.get(from).filter(|m| {
        let full = m.etype == EntityType::Person && m.kind == MentionKind::Name && m.tokens.len() == 2;
        full && m.tokens.start == and + 1 && given && matches!(doc.tokens.lower(and), "and" | "&")
    })?;
    Some(doc.tokens.lower(couple.head))
}

/// Last words of the persons' names of several words.
fn surnames<'d>(doc: &'d Document, names: &[(usize, &Mention)]) -> WordSet<&'d str> {
    let people = names.iter().filter(|(_, m)| m.etype == EntityType::Person && m.tokens.len() > 1);
    people.map(|(_, m)| doc.tokens.lower(m.head)).collect()
}

/// True for a name of one word that was read as a thing but is the surname of somebody in the text, and nothing else that
/// is listed.
fn is_surname(doc: &Document, mention: &Mention, surnames: &WordSet<&str>) -> bool {
    let word = doc.tokens.lower(mention.head);
    surnames.contains(word) && mention.etype != EntityType::Norp && lexicon().names.get(word).is_none()
}

/// True if a list knows a place of that name.
fn is_known_place(lower: &str) -> bool {
    lexicon().names.get(lower).is_some()
        || gazetteer().get(word_hash(lower)).is_some_and(|kinds| kinds & LISTED_PLACES != 0)
}

/// How often each entity was named so far.
#[derive(Default)]
struct Counts(Vec<usize>);

impl Counts {
    fn add(&mut self, cluster: usize) {
        self.0.resize(self.0.len().max(cluster + 1), 0);
        self.0.get_mut(cluster).into_iter().for_each(|count| *count += 1);
    }

    fn of(&self, cluster: usize) -> usize {
        self.0.get(cluster).copied().unwrap_or(0)
    }
}

/// What is known by which words.
#[derive(Default)]
struct Index {
    exact: WordMap<String, usize>,
    initials: WordMap<String, usize>,
    acronyms: WordMap<String, usize>,
    // By each word of a person's name, and by the first and last word of other names.
    owners: WordMap<String, Vec<Owner>>,
    // By the hash of the words as they stand: most names come again and again.
    placed: KeyMap<u32, Placed>,
}

/// A name that has its entity: any of the same type and words has it too.
struct Placed {
    etype: EntityType,
    tokens: TokenSpan,
    cluster: usize,
    words: Rc<[String]>,
}

/// An entity that a word of its name leads to.
#[derive(Clone)]
struct Owner {
    at: usize,
    cluster: usize,
    words: Rc<[String]>,
    etype: EntityType,
}

impl Index {
    fn place(
        &mut self,
        doc: &Document,
        clusters: &mut Clusters,
        m: usize,
        mention: &Mention,
        said: &WordMap<usize, usize>,
    ) {
        let mut hasher = WordHasher::default();
        mention.tokens.range().for_each(|i| hasher.write(doc.tokens.lower(i)));
        let alike = |placed: &&Placed| {
            let words = |span: TokenSpan| span.range().map(|i| doc.tokens.lower(i));
            placed.etype == mention.etype && words(placed.tokens).eq(words(mention.tokens))
        };
        if let Some(placed) = self.placed.get(&hasher.finish()).filter(alike) {
            let (cluster, words) = (placed.cluster, Rc::clone(&placed.words));
            clusters.join(m, cluster);
            self.own_all(doc, mention, cluster, &words);
            return;
        }
        let key = key(doc, mention);
        let by_text = said.get(&m).and_then(|&n| clusters.of(n));
        let known = self.exact.get(&key).copied().or(by_text).or_else(|| self.find(doc, mention));
        let cluster = match known {
            Some(cluster) => {
                clusters.join(m, cluster);
                cluster
            }
            None => clusters.start(m, mention),
        };
        let (etype, tokens, words) = (mention.etype, mention.tokens, self.learn(doc, key, cluster, mention));
        self.placed.insert(hasher.finish(), Placed { etype, tokens, cluster, words });
    }

    fn find(&self, doc: &Document, mention: &Mention) -> Option<usize> {
        let own = words(doc, mention.tokens);
        match mention.etype {
            EntityType::Person => self.same_person(&own),
            etype if etype.is_named() => {
                let named = self.by_initials(doc, mention).or_else(|| self.longer(doc, mention, &own));
                named.or_else(|| self.whole_person(&own, mention))
            }
            _ => None,
        }
    }

    /// The place that the text names by a word which was read as a person here: "Washington".
    fn place_of(&self, doc: &Document, mention: &Mention) -> Option<usize> {
        let listed = lexicon().names.get(doc.tokens.lower(mention.head))?;
        self.exact.get(&format!("#{}", listed.thing)).copied()
    }

    fn same_person(&self, own: &[String]) -> Option<usize> {
        let owners = [own.last(), own.first()].into_iter().flatten().filter_map(|w| self.owners.get(w));
        let mut people = owners.flat_map(|o| o.iter().rev().take(OWNERS)).filter(|o| o.etype == EntityType::Person);
        people.find(|o| same_person(&o.words, own)).map(|o| o.cluster)
    }

    /// The person whose whole name was read as a thing.
    fn whole_person(&self, own: &[String], mention: &Mention) -> Option<usize> {
        let misread = own.len() > 1 && !matches!(mention.etype, EntityType::Norp | EntityType::Gpe | EntityType::Loc);
        self.same_person(own).filter(|_| misread)
    }

    fn by_initials(&self, doc: &Document, mention: &Mention) -> Option<usize> {
        match acronym(doc, mention.tokens) {
            Some(acronym) => self.initials.get(&acronym).copied(),
            None => initials(doc, mention.tokens).and_then(|i| self.acronyms.get(&i).copied()),
        }
    }

    /// The longer name that a name shortens: the best fit, of those the last before it, else the first after it.
    fn longer(&self, doc: &Document, mention: &Mention, own: &[String]) -> Option<usize> {
        let single = own.len() == 1;
        let ends = [own.first(), own.last().filter(|_| !single)];
        let owners =
            ends.into_iter().flatten().filter_map(|w| self.owners.get(w)).flat_map(|o| o.iter().rev().take(OWNERS));
        let listed = doc.tokens.lower(mention.tokens.start.saturating_sub(1)) == "the" || !single;
        let place = |o: &Owner| o.etype == EntityType::Gpe && mention.etype == EntityType::Gpe;
        // "Harrow" after "Harrow School", where no list knows a town of that name.
        let unlisted = own.len() == 1 && !is_known_place(&own.concat());
        let fit = |o: &Owner| match shortens(own, &o.words, place(o)) {
            _ if !(alike(o.etype, mention.etype) || o.etype != EntityType::Person && unlisted) => 0,
            1 if !listed => 0,
            fit => fit,
        };
        let fitting = owners.map(|o| (fit(o), o)).filter(|(fit, _)| *fit > 0);
        let near = |o: &Owner| {
            (o.at < mention.tokens.start, if o.at < mention.tokens.start { o.at } else { usize::MAX - o.at })
        };
        fitting.max_by_key(|(fit, o)| (*fit, near(o))).map(|(_, o)| o.cluster)
    }

    fn learn(&mut self, doc: &Document, key: String, cluster: usize, mention: &Mention) -> Rc<[String]> {
        let known = self.exact.insert(key, cluster).is_some();
        if known && mention.etype != EntityType::Person {
            return Rc::default();
        }
        let own: Rc<[String]> = match listed(doc, mention) {
            Some(thing) => {
                let best = listed_words(lexicon().thing(thing));
                self.exact.entry(best.join(" ")).or_insert(cluster);
                // The best name may be an acronym, of which no word leads back: "the Fund".
                if best.len() > 1 { best } else { words(doc, mention.tokens) }.into()
            }
            None => words(doc, mention.tokens).into(),
        };
        if mention.etype == EntityType::Person {
            self.own_all(doc, mention, cluster, &own);
            return own;
        }
        if let Some(acronym) = acronym(doc, mention.tokens) {
            self.acronyms.entry(acronym).or_insert(cluster);
        } else if let Some(initials) = initials(doc, mention.tokens) {
            self.initials.entry(initials).or_insert(cluster);
        }
        if own.len() > 1 {
            let ends = [own.first(), own.last()];
            ends.into_iter().flatten().for_each(|w| self.own_as(w, mention, cluster, &own));
        }
        own
    }

    /// Lets the words of a person's name lead to the person.
    fn own_all(&mut self, doc: &Document, mention: &Mention, cluster: usize, own: &Rc<[String]>) {
        let words = mention.tokens.range().filter(|&i| doc.tokens.get(i).is_capitalized());
        for i in words.filter(|_| mention.etype == EntityType::Person) {
            self.own_as(&undotted(doc.tokens.lower(i)), mention, cluster, own);
        }
    }

    fn own(&mut self, word: &str, mention: &Mention, cluster: usize) {
        self.own_as(word, mention, cluster, &[word.to_owned()].into());
    }

    fn own_as(&mut self, word: &str, mention: &Mention, cluster: usize, words: &Rc<[String]>) {
        let owners = match self.owners.get_mut(word) {
            Some(owners) => owners,
            None => self.owners.entry(word.to_owned()).or_default(),
        };
        let owner = Owner { at: mention.tokens.start, cluster, words: Rc::clone(words), etype: mention.etype };
        // Places of one name again and again tell nothing new beyond the nearest.
        let place = owners.partition_point(|o| o.at <= owner.at);
        let same = place.checked_sub(1).and_then(|i| owners.get(i)).is_some_and(|o| o.cluster == cluster);
        if !same {
            owners.insert(place, owner);
        }
    }

    /// The person whom a single name means: the one named most before it, for relatives of who an article is about keep
    /// their given names; else the first after it; not one whom its form of address contradicts.
    fn person(&self, doc: &Document, clusters: &Clusters, counts: &Counts, mention: &Mention) -> Option<usize> {
        let word = doc.tokens.lower(mention.head);
        let full = || lexicon().nicknames.get(word).into_iter().flatten().find_map(|full| self.owners.get(*full));
        let owners = self.owners.get(word).or_else(full)?;
        let addressed = super::cluster::addressed(doc, mention);
        let fits = |o: &&Owner| {
            let lean = clusters.get(o.cluster).map_or(0, |c| c.gender.lean());
            let contrary = match addressed {
                Gender::Masculine => lean < 0,
                Gender::Feminine => lean > 0,
                Gender::Unknown => false,
            };
            o.etype == EntityType::Person && !contrary
        };
        let word = undotted(word);
        let at_edge = |o: &&Owner| {
            let (core, _) = without_suffix(&o.words);
            let mut edges = [core.first(), core.last()].into_iter().flatten();
            edges.any(|edge| *edge == word) || core.first().is_some_and(|first| shortens_given(&word, first))
        };
        let split = owners.partition_point(|o| o.at < mention.tokens.start);
        let before = owners.get(split.saturating_sub(OWNERS)..split).unwrap_or(&[]).iter().filter(fits);
        let mut after = owners.get(split..(split + OWNERS).min(owners.len())).unwrap_or(&[]).iter().filter(fits);
        let named = |o: &&Owner| counts.of(o.cluster);
        let found = before.clone().filter(at_edge).max_by_key(|o| (named(o), o.at));
        let found = found.or_else(|| after.find(at_edge)).or_else(|| before.max_by_key(|o| (named(o), o.at)));
        found.map(|o| o.cluster)
    }
}

/// True for types whose names may be confused with one another's.
pub fn alike(a: EntityType, b: EntityType) -> bool {
    let loose = |t: EntityType| !matches!(t, EntityType::Person | EntityType::Gpe | EntityType::Norp);
    a == b || loose(a) && loose(b)
}

/// The listed thing that a name names.
fn listed(doc: &Document, mention: &Mention) -> Option<u32> {
    let span = mention.tokens;
    let found = doc.tokens.listed_name(span).filter(|(n, _)| *n == span.len()).map(|(_, e)| e.thing);
    found.filter(|_| mention.etype.is_named() && mention.etype != EntityType::Person)
}

/// What makes two mentions the same: the listed thing, or type and words.
fn key(doc: &Document, mention: &Mention) -> String {
    if let Some(thing) = listed(doc, mention) {
        return format!("#{thing}");
    }
    let words = words(doc, mention.tokens).join(" ");
    if mention.etype.is_named() { words } else { format!("{} {words}", mention.etype.name()) }
}
