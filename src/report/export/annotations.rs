//! W3C Web Annotation: a quotation or a mention an annotation, its place by words and by code points.
//!
//! Terms are those of <https://www.w3.org/TR/annotation-vocab/>; ours stand under a prefix of their own.

use super::article::{Article, certainty};
use crate::report::{Entity, Quote, shortest};
use crate::text::Span as Bytes;
use serde::Serialize;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// The pasted text has no address: who has one may put it in this place.
const SOURCE: &str = "urn:whosaid:article";

#[derive(Serialize)]
pub(super) struct Page<'a> {
    #[serde(rename = "@context")]
    context: (&'static str, Terms),
    id: &'static str,
    #[serde(rename = "type")]
    is: &'static str,
    items: Vec<Annotation<'a>>,
}

/// Our own words, so that a reader of linked data may tell them from the standard's.
#[derive(Serialize)]
struct Terms {
    whosaid: &'static str,
    kind: &'static str,
    confidence: &'static str,
    certainty: &'static str,
    rule: &'static str,
    corrected: &'static str,
}

const TERMS: Terms = Terms {
    whosaid: "urn:whosaid:terms:",
    kind: "whosaid:kind",
    confidence: "whosaid:confidence",
    certainty: "whosaid:certainty",
    rule: "whosaid:rule",
    corrected: "whosaid:corrected",
};

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    #[serde(rename = "type")]
    is: &'static str,
    motivation: &'static str,
    body: Vec<Body<'a>>,
    target: Vec<Target<'a>>,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<Confidence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certainty: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    corrected: bool,
}

#[derive(Serialize)]
struct Confidence(#[serde(serialize_with = "shortest")] f64);

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    is: &'static str,
    purpose: &'static str,
    value: &'a str,
    format: &'static str,
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'static str,
    selector: (QuoteSelector<'a>, PositionSelector),
}

#[derive(Serialize)]
struct QuoteSelector<'a> {
    #[serde(rename = "type")]
    is: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct PositionSelector {
    #[serde(rename = "type")]
    is: &'static str,
    start: usize,
    end: usize,
}

/// All quotations, then all mentions.
pub(super) fn page<'a>(article: &Article<'a>) -> Page<'a> {
    let report = article.report;
    let quotes = report.quotes.iter().map(|q| quotation(article, q));
    let mentions = report.entities.iter().flat_map(|e| mentions(article, e));
    Page {
        context: (CONTEXT, TERMS),
        id: "urn:whosaid:annotations",
        is: "AnnotationPage",
        items: quotes.chain(mentions).collect(),
    }
}

fn quotation<'a>(article: &Article<'a>, quote: &'a Quote) -> Annotation<'a> {
    let speaker = article.speaker_name(quote).map(|name| body("identifying", name));
    let kind = body("classifying", quote.kind);
    Annotation {
        id: format!("urn:whosaid:{}", quote.id),
        is: "Annotation",
        motivation: "identifying",
        body: speaker.into_iter().chain([kind]).collect(),
        target: quote.content.iter().map(|s| target(article, article.bytes(s.start, s.end), &s.text)).collect(),
        kind: quote.kind,
        confidence: Some(Confidence(quote.confidence)),
        certainty: Some(certainty(quote.confidence)),
        rule: Some(quote.rule),
        corrected: quote.corrected,
    }
}

fn mentions<'a>(article: &Article<'a>, entity: &'a Entity) -> impl Iterator<Item = Annotation<'a>> {
    entity.mentions.iter().enumerate().map(|(i, mention)| Annotation {
        id: format!("urn:whosaid:{}.{}", entity.id, i + 1),
        is: "Annotation",
        motivation: "tagging",
        body: vec![body("tagging", &entity.name), body("classifying", entity.etype)],
        target: vec![target(article, article.bytes(mention.start, mention.end), &mention.text)],
        kind: mention.kind,
        confidence: None,
        certainty: None,
        rule: None,
        corrected: entity.corrected,
    })
}

fn body<'a>(purpose: &'static str, value: &'a str) -> Body<'a> {
    Body { is: "TextualBody", purpose, value, format: "text/plain" }
}

fn target<'a>(article: &Article<'a>, place: Bytes, exact: &'a str) -> Target<'a> {
    let (prefix, suffix) = article.context(place);
    let (start, end) = article.chars(place);
    Target {
        source: SOURCE,
        selector: (
            QuoteSelector { is: "TextQuoteSelector", exact, prefix, suffix },
            PositionSelector { is: "TextPositionSelector", start, end },
        ),
    }
}
