//! What a person corrects in a report: the speaker of a quotation, two entities that are one, words that are no quotation.
//!
//! A correction names what it is about by words and context, never by a number: when the text changes it still fits
//! exactly the same place, or it fits nothing and waits. It is never moved to a place that is merely near.

use super::{Entity, Quote, Report, Span};
use crate::text::{OffsetMap, OffsetUnit};
use serde::{Deserialize, Serialize};

/// The name and version of the format of corrections.
const SCHEMA: &str = "whosaid-corrections/1";

/// The most corrections of one text, and the most characters of a name.
const MOST: usize = 10_000;
const LONGEST_NAME: usize = 200;

/// The least characters of context; fewer are enough only where the text ends.
const CONTEXT: usize = 32;

/// The corrections of one text, in the order in which they were made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrections {
    /// `"whosaid-corrections/1"`.
    pub schema: String,
    /// The corrections.
    pub corrections: Vec<Correction>,
}

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Correction {
    /// Somebody else said it.
    Speaker {
        /// The quotation.
        quote: QuoteAnchor,
        /// Who said it.
        to: NewSpeaker,
    },
    /// It is no quotation.
    Dismiss {
        /// The quotation.
        quote: QuoteAnchor,
    },
    /// Two entities are one.
    Merge {
        /// The one that goes.
        entity: EntityAnchor,
        /// The one that stays and keeps its name.
        into: EntityAnchor,
    },
}

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NewSpeaker {
    /// An entity of the report.
    Entity(EntityAnchor),
    /// Somebody whom the report does not know, by name.
    Name(String),
    /// Nobody knows.
    Unknown,
}

/// A quotation by its words and what stands around them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuoteAnchor {
    /// The words of each piece, as they stand in the text.
    pub exact: Vec<String>,
    /// At least 32 characters before the first piece, or all there are.
    pub prefix: String,
    /// At least 32 characters after the last piece, or all there are.
    pub suffix: String,
    /// Where the first piece starts, in code points: asked only where the same words stand in the same context twice.
    pub start: usize,
}

/// An entity by its name and type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityAnchor {
    /// Its name in the report.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub etype: String,
    /// Where its first mention starts, in code points: asked only where two entities share name and type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
}

/// Applies the corrections that fit, in their order, and notes them in `report.corrections`; the others change nothing.
///
/// # Errors
/// One sentence: the corrections are not what this program writes.
pub fn correct(text: &str, report: &mut Report, corrections: &Corrections) -> Result<(), &'static str> {
    check(corrections)?;
    let unit = OffsetUnit::named(report.offsets).ok_or("the report counts in an unknown unit")?;
    let mut desk = Desk {
        text,
        unit: OffsetMap::new(text, unit),
        chars: OffsetMap::new(text, OffsetUnit::Chars),
        dismissed: vec![false; report.quotes.len()],
    };
    for correction in &corrections.corrections {
        if desk.apply(report, correction).is_some() {
            report.corrections.push(correction.clone());
        }
    }
    let mut dismissed = desk.dismissed.into_iter();
    report.quotes.retain(|_| !dismissed.next().unwrap_or(false));
    Ok(())
}

fn check(corrections: &Corrections) -> Result<(), &'static str> {
    if corrections.schema != SCHEMA {
        return Err("these are no corrections of whosaid, or of another version of it");
    }
    if corrections.corrections.len() > MOST {
        return Err("there are more than 10,000 corrections");
    }
    for correction in &corrections.corrections {
        match correction {
            Correction::Speaker { to: NewSpeaker::Name(name), .. } if !is_name(name) => {
                return Err("a speaker's name must have 1 to 200 characters in one line");
            }
            Correction::Speaker { quote, .. } | Correction::Dismiss { quote } if quote.exact.is_empty() => {
                return Err("a correction names a quotation without words");
            }
            _ => {}
        }
    }
    Ok(())
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control)
}

fn same_words(content: &[Span], exact: &[String]) -> bool {
    content.len() == exact.len() && content.iter().zip(exact).all(|(piece, words)| piece.text == *words)
}

struct Desk<'t> {
    text: &'t str,
    unit: OffsetMap<'t>,
    chars: OffsetMap<'t>,
    dismissed: Vec<bool>,
}

impl Desk<'_> {
    /// None if the correction fits nothing.
    fn apply(&mut self, report: &mut Report, correction: &Correction) -> Option<()> {
        match correction {
            Correction::Speaker { quote, to } => {
                let quote = self.find_quote(report, quote)?;
                let id = match to {
                    NewSpeaker::Entity(anchor) => {
                        Some(report.entities.get(self.find_entity(report, anchor)?)?.id.clone())
                    }
                    NewSpeaker::Name(name) => Some(named(report, name.trim())),
                    NewSpeaker::Unknown => None,
                };
                give(report.quotes.get_mut(quote)?, id);
            }
            Correction::Dismiss { quote } => {
                let quote = self.find_quote(report, quote)?;
                *self.dismissed.get_mut(quote)? = true;
            }
            Correction::Merge { entity, into } => {
                let from = self.find_entity(report, entity)?;
                let to = self.find_entity(report, into)?;
                merge(report, from, to)?;
            }
        }
        Some(())
    }

    fn find_quote(&self, report: &Report, anchor: &QuoteAnchor) -> Option<usize> {
        let quotes = report.quotes.iter().zip(&self.dismissed).enumerate().filter(|(_, (_, gone))| !**gone);
        let fits = |q: &Quote| same_words(&q.content, &anchor.exact) && self.same_context(q, anchor);
        let starts = |i: usize| report.quotes.get(i).and_then(|q| self.char_of(q.content.first()?.start));
        let all = quotes.filter(|(_, (q, _))| fits(q)).map(|(i, _)| i).collect();
        only(all, |i| starts(i) == Some(anchor.start))
    }

    fn same_context(&self, quote: &Quote, anchor: &QuoteAnchor) -> bool {
        let edges = quote.content.first().zip(quote.content.last());
        let place = edges.and_then(|(first, last)| Some((self.unit.byte(first.start)?, self.unit.byte(last.end)?)));
        let Some((start, end)) = place else { return false };
        let (Some(before), Some(after)) = (self.text.get(..start), self.text.get(end..)) else { return false };
        let enough = |given: &str, all: &str| given.len() == all.len() || given.chars().count() >= CONTEXT;
        before.ends_with(&anchor.prefix)
            && after.starts_with(&anchor.suffix)
            && enough(&anchor.prefix, before)
            && enough(&anchor.suffix, after)
    }

    fn find_entity(&self, report: &Report, anchor: &EntityAnchor) -> Option<usize> {
        let fits = |e: &Entity| e.name == anchor.name && e.etype == anchor.etype;
        let all = report.entities.iter().enumerate().filter(|(_, e)| fits(e)).map(|(i, _)| i).collect();
        let starts = |i: usize| report.entities.get(i).and_then(|e| self.char_of(e.mentions.first()?.start));
        only(all, |i| anchor.start.is_some() && starts(i) == anchor.start)
    }

    fn char_of(&self, position: usize) -> Option<usize> {
        Some(self.chars.convert(self.unit.byte(position)?))
    }
}

/// The one candidate, or of several the one that `tells`.
fn only(candidates: Vec<usize>, tells: impl Fn(usize) -> bool) -> Option<usize> {
    match candidates.as_slice() {
        [one] => Some(*one),
        several => several.iter().copied().find(|&i| tells(i)),
    }
}

fn give(quote: &mut Quote, speaker: Option<String>) {
    quote.speaker = None;
    quote.speaker_entity = speaker;
    quote.evidence.clear();
    quote.confidence = 1.0;
    quote.rule = "corrected";
    quote.corrected = true;
}

/// The entity that an earlier correction made for this name, or a new one.
fn named(report: &mut Report, name: &str) -> String {
    let made = |e: &&Entity| e.corrected && e.mentions.is_empty() && e.name == name;
    if let Some(entity) = report.entities.iter().find(made) {
        return entity.id.clone();
    }
    let number = |e: &Entity| e.id.trim_start_matches('e').parse::<usize>().unwrap_or(0);
    let id = format!("e{}", report.entities.iter().map(number).max().unwrap_or(0) + 1);
    report.entities.push(Entity {
        id: id.clone(),
        etype: "PERSON",
        name: name.to_owned(),
        source_type: Some("named"),
        roles: Vec::new(),
        value: None,
        mentions: Vec::new(),
        corrected: true,
    });
    id
}

fn merge(report: &mut Report, from: usize, to: usize) -> Option<()> {
    if from == to {
        return None;
    }
    let kept = report.entities.get(to)?.id.clone();
    let gone = report.entities.get(from)?.clone();
    let entity = report.entities.get_mut(to)?;
    let (mut ours, mut theirs) =
        (std::mem::take(&mut entity.mentions).into_iter().peekable(), gone.mentions.into_iter().peekable());
    while let Some(next) = match (ours.peek(), theirs.peek()) {
        (Some(a), Some(b)) if b.start < a.start => theirs.next(),
        (None, _) => theirs.next(),
        _ => ours.next(),
    } {
        entity.mentions.push(next);
    }
    entity.roles.extend(gone.roles.into_iter().filter(|role| !entity.roles.contains(role)).collect::<Vec<_>>());
    entity.corrected = true;
    report.entities.remove(from);
    let renamed = |id: &mut Option<String>| {
        if id.as_deref() == Some(&gone.id) {
            *id = Some(kept.clone());
        }
    };
    report.quotes.iter_mut().for_each(|q| renamed(&mut q.speaker_entity));
    for entity in &mut report.entities {
        entity.mentions.iter_mut().for_each(|m| renamed(&mut m.metonym_of));
    }
    Some(())
}
