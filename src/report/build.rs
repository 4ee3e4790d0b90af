//! From the annotated document to the report.

use super::{Block, Diagnostic, Entity, Language, Mention, Quote, Report, SCHEMA, Span};
use crate::document::{Attribution, Document, EntityType, MentionKind, Number, TokenSpan};
use crate::text::{OffsetMap, OffsetUnit, Span as Bytes};

/// Writes down what the stages found, with positions in `unit`.
pub fn report(doc: &Document, unit: OffsetUnit) -> Report {
    let out = Writer { doc, offsets: OffsetMap::new(doc.source.text(), unit) };
    let owner = entity_of_mention(doc);
    Report {
        schema: SCHEMA,
        offsets: unit.name(),
        language: Language { detected: doc.language.detected, read_as: doc.language.read_as },
        blocks: doc.blocks.iter().map(|b| out.block(b)).collect(),
        entities: doc.entities.iter().enumerate().map(|(i, e)| out.entity(i, e)).collect(),
        quotes: out.quotes(&owner),
        corrections: Vec::new(),
        diagnostics: doc.diagnostics.iter().map(|d| out.diagnostic(d)).collect(),
    }
}

/// For every mention, the entity it belongs to and the one it stands for.
fn entity_of_mention(doc: &Document) -> Vec<Option<usize>> {
    let mut owner = vec![None; doc.mentions.len()];
    for (e, entity) in doc.entities.iter().enumerate() {
        for &m in &entity.mentions {
            if let Some(slot) = owner.get_mut(m) {
                *slot = Some(e);
            }
        }
    }
    for entity in &doc.entities {
        for &(m, stands_for) in &entity.metonyms {
            if let Some(slot) = owner.get_mut(m) {
                *slot = Some(stands_for);
            }
        }
    }
    owner
}

struct Writer<'a, 't> {
    doc: &'a Document<'t>,
    offsets: OffsetMap<'t>,
}

impl Writer<'_, '_> {
    fn bytes(&self, bytes: Bytes) -> Span {
        let (start, text) = (self.offsets.convert(bytes.start), self.doc.source.slice(bytes));
        // Most are short and plain.
        let end = if text.is_ascii() { start + text.len() } else { self.offsets.convert(bytes.end) };
        Span { start, end, text: text.to_owned() }
    }

    fn span(&self, tokens: TokenSpan) -> Span {
        self.bytes(self.doc.bytes(tokens))
    }

    fn block(&self, block: &crate::document::Block) -> Block {
        let Span { start, end, text } = self.bytes(block.span);
        Block { kind: block.kind.name(), start, end, text }
    }

    fn entity(&self, i: usize, entity: &crate::document::Entity) -> Entity {
        let stands_for = |m: usize| entity.metonyms.iter().find(|x| x.0 == m).map(|x| entity_id(x.1));
        let mut mentions = Vec::with_capacity(entity.mentions.len());
        mentions.extend(entity.mentions.iter().filter_map(|&m| {
            let mention = self.doc.mentions.get(m)?;
            let Span { start, end, text } = self.span(mention.tokens);
            Some(Mention { start, end, text, kind: mention.kind.name(), metonym_of: stands_for(m) })
        }));
        Entity {
            id: entity_id(i),
            etype: entity.etype.name(),
            name: entity.name.clone(),
            source_type: self.source_type(entity),
            roles: entity.roles.clone(),
            value: entity.mentions.iter().find_map(|m| self.value(*m)),
            mentions,
            corrected: false,
        }
    }

    /// What an entity is when it speaks. A crowd is told by the plural of what names it, a person by a name.
    fn source_type(&self, entity: &crate::document::Entity) -> Option<&'static str> {
        if !entity.etype.can_speak() {
            return None;
        }
        let mut mentions = entity.mentions.iter().filter_map(|&m| self.doc.mentions.get(m));
        let mut naming = mentions.clone().filter(|m| m.kind != MentionKind::Pronoun);
        Some(match entity.etype {
            EntityType::Norp => "collective",
            EntityType::Org | EntityType::Gpe => "institution",
            _ if naming.clone().any(|m| matches!(m.kind, MentionKind::Name | MentionKind::Alias)) => "named",
            _ if naming.any(|m| m.number == Number::Plural) => "collective",
            _ if mentions.all(|m| m.number == Number::Plural) => "collective",
            _ => "unnamed",
        })
    }

    fn value(&self, mention: usize) -> Option<String> {
        let at = self.doc.values.binary_search_by_key(&mention, |(m, _)| *m).ok()?;
        self.doc.values.get(at).map(|(_, value)| value.clone())
    }

    fn quotes(&self, owner: &[Option<usize>]) -> Vec<Quote> {
        let mut said: Vec<Option<&Attribution>> = vec![None; self.doc.quotes.len()];
        for a in &self.doc.attributions {
            if let Some(slot) = said.get_mut(a.quote) {
                *slot = Some(a);
            }
        }
        let quotes = self.doc.quotes.iter().zip(said).enumerate();
        quotes.map(|(i, (q, a))| self.quote(i, q, a, owner)).collect()
    }

    fn quote(
        &self,
        i: usize,
        quote: &crate::document::Quote,
        a: Option<&Attribution>,
        owner: &[Option<usize>],
    ) -> Quote {
        let mention = |m: usize| self.doc.mentions.get(m).map(|m| self.span(m.tokens));
        let speaker = a.and_then(|a| a.speaker);
        Quote {
            id: id('q', i),
            kind: quote.kind.name(),
            content: quote.content.iter().map(|&p| self.span(p)).collect(),
            clause: if quote.clause == quote.content {
                Vec::new()
            } else {
                quote.clause.iter().map(|&p| self.span(p)).collect()
            },
            cue: a.and_then(|a| a.cue).map(|c| self.span(c)),
            speaker: speaker.and_then(mention),
            source: a
                .and_then(|a| a.source)
                .filter(|s| speaker.and_then(|m| self.doc.mentions.get(m)).is_none_or(|m| m.tokens != *s))
                .map(|s| self.span(s)),
            speaker_entity: speaker.and_then(|m| owner.get(m).copied().flatten()).map(entity_id),
            addressee: a.and_then(|a| a.addressee).and_then(mention),
            confidence: a.map_or(0.0, |a| (f64::from(a.confidence) * 100.0).round() / 100.0),
            rule: a.map_or("none", |a| a.rule),
            evidence: a.map_or(Vec::new(), |a| a.evidence.iter().map(|&e| self.bytes(e)).collect()),
            corrected: false,
        }
    }

    fn diagnostic(&self, d: &crate::document::Diagnostic) -> Diagnostic {
        Diagnostic {
            code: d.code,
            message: d.message,
            start: self.offsets.convert(d.span.start),
            end: self.offsets.convert(d.span.end),
        }
    }
}

fn entity_id(i: usize) -> String {
    id('e', i)
}

/// A letter and a number from 1; formatting would take ten times as long.
fn id(kind: char, i: usize) -> String {
    let number = i + 1;
    let mut id = String::with_capacity(8);
    id.push(kind);
    let digits = (0..=number.ilog10()).rev().map(|place| number / 10usize.pow(place) % 10);
    id.extend(digits.map(|digit| char::from(b'0' + digit as u8)));
    id
}
