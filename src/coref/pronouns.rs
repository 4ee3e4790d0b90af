//! Pronouns to entities.

use super::cluster::Clusters;
use super::nominals::agrees;
use crate::document::{Document, EntityType, Gender, Mention, MentionKind, Number};
use crate::lexicon::{Case, Person, Pronoun};
use std::collections::HashMap;

/// A pronoun looks back at most so many mentions and blocks.
const REACH: usize = 60;
const BLOCKS: usize = 3;

/// Links he, she, I and their forms; it and they where they speak.
pub fn link_pronouns(doc: &Document, clusters: &mut Clusters) {
    let quotes = quote_of_tokens(doc);
    let speakers: HashMap<usize, usize> =
        doc.attributions.iter().filter_map(|a| a.speaker.map(|s| (a.quote, s))).collect();
    let speaks: HashMap<usize, usize> = speakers.iter().map(|(q, s)| (*s, *q)).collect();
    let context = Context { doc, quotes, speakers, speaks };
    // First-person pronouns wait until third-person speakers are known.
    for first_person in [false, true] {
        for (m, mention) in doc.mentions.iter().enumerate().filter(|(_, x)| x.kind == MentionKind::Pronoun) {
            let Some(pronoun) = doc.tokens.closed(mention.head).pronoun else { continue };
            if (pronoun.person == Person::First) != first_person {
                continue;
            }
            if let Some(cluster) = context.antecedent(clusters, m, mention, pronoun) {
                clusters.join(m, cluster);
            }
        }
    }
}

/// For every token the quotation it lies in.
fn quote_of_tokens(doc: &Document) -> Vec<Option<usize>> {
    let mut of = vec![None; doc.tokens.len()];
    for (q, quote) in doc.quotes.iter().enumerate().filter(|(_, q)| q.kind != crate::document::QuoteKind::Indirect) {
        for piece in &quote.content {
            if let Some(slots) = of.get_mut(piece.range()) {
                slots.fill(Some(q));
            }
        }
    }
    of
}

struct Context<'d, 't> {
    doc: &'d Document<'t>,
    quotes: Vec<Option<usize>>,
    speakers: HashMap<usize, usize>,
    speaks: HashMap<usize, usize>,
}

impl Context<'_, '_> {
    fn quote(&self, mention: &Mention) -> Option<usize> {
        self.quotes.get(mention.head).copied().flatten()
    }

    fn antecedent(&self, clusters: &Clusters, m: usize, mention: &Mention, pronoun: Pronoun) -> Option<usize> {
        let quote = self.quote(mention);
        match pronoun.person {
            Person::First if !pronoun.plural => self.speakers.get(&quote?).and_then(|&s| clusters.of(s)),
            Person::Third if pronoun.gender == 'm' || pronoun.gender == 'f' => {
                self.person(clusters, m, mention, pronoun)
            }
            Person::Third if self.speaks.contains_key(&m) => self.thing(clusters, m, mention, pronoun),
            _ => None,
        }
    }

    /// The best person before: in the same quotation state, near, subject or speaker.
    fn person(&self, clusters: &Clusters, m: usize, mention: &Mention, pronoun: Pronoun) -> Option<usize> {
        let gender = if pronoun.gender == 'm' { Gender::Masculine } else { Gender::Feminine };
        let mut best: Option<(i32, usize)> = None;
        for n in (m.saturating_sub(REACH)..m).rev() {
            let Some(other) = self.doc.mentions.get(n) else { continue };
            let Some(cluster) = clusters.of(n) else { continue };
            let fits = other.etype == EntityType::Person
                && other.number != Number::Plural
                && clusters.get(cluster).is_some_and(|c| agrees(c.gender, gender) && c.etype == EntityType::Person);
            if !fits || other.tokens.overlaps(mention.tokens) {
                continue;
            }
            let score = self.salience(n, other, m, mention, pronoun);
            if score.is_some_and(|s| best.is_none_or(|b| s > b.0)) {
                best = score.map(|s| (s, cluster));
            }
        }
        best.map(|b| b.1)
    }

    /// How well a mention fits as antecedent: less with each sentence between, more for subjects and speakers.
    fn salience(&self, n: usize, other: &Mention, m: usize, mention: &Mention, pronoun: Pronoun) -> Option<i32> {
        let doc = self.doc;
        let (here, there) = (doc.tokens.get(mention.head).block, doc.tokens.get(other.head).block);
        if here - there.min(here) > BLOCKS {
            return None;
        }
        let sentences = doc.sentence_of(mention.head) as i32 - doc.sentence_of(other.head) as i32;
        let mut score = 100 - 12 * sentences.min(6);
        let same_quote = self.quote(other) == self.quote(mention);
        score += if same_quote {
            15
        } else if self.quote(other).is_some() {
            -60
        } else {
            0
        };
        if self.speaks.contains_key(&n) {
            score += 18;
            // "… he added" goes on with who spoke last; a speaker is not the object of its own clause.
            if self.speaks.contains_key(&m) {
                score += 12;
            }
        }
        let start = doc.sentence(other.head).start;
        score += match other.tokens.start - start.min(other.tokens.start) {
            0..=4 => 12,
            5..=9 => 5,
            _ => 0,
        };
        let own_speaker = self.quote(mention).is_some_and(|q| self.speakers.get(&q) == Some(&n));
        if own_speaker {
            score -= 50;
        }
        if sentences == 0 && pronoun.case == Case::Object {
            score -= 25;
        }
        Some(score)
    }

    /// What "it said" and "they said" mean: the last organisation, place or group that spoke or began a sentence.
    fn thing(&self, clusters: &Clusters, m: usize, mention: &Mention, pronoun: Pronoun) -> Option<usize> {
        let here = self.doc.tokens.get(mention.head).block;
        (m.saturating_sub(REACH)..m).rev().find_map(|n| {
            let other = self.doc.mentions.get(n)?;
            let cluster = clusters.of(n)?;
            let near = here - self.doc.tokens.get(other.head).block.min(here) <= 1;
            let subject = other.tokens.start <= self.doc.sentence(other.head).start + 6 || self.speaks.contains_key(&n);
            let fits = if pronoun.plural {
                other.number == Number::Plural && other.kind != MentionKind::Pronoun
            } else {
                matches!(other.etype, EntityType::Org | EntityType::Gpe) && other.kind != MentionKind::Pronoun
            };
            (near && subject && fits && self.quote(other).is_none()).then_some(cluster)
        })
    }
}
