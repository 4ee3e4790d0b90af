//! schema.org as JSON-LD: the article, whom and what it mentions, and its quotations.
//!
//! Words in marks are a `Quotation` by their `creator`, as schema.org's own example has it for real persons;
//! reported speech is a `Claim` by its `author`, for its words are the writer's. No claim is rated.

use super::article::{Article, words};
use crate::report::{Entity, Quote};
use serde::Serialize;

const ARTICLE: &str = "urn:whosaid:article";

#[derive(Serialize)]
pub(super) struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    is: &'static str,
    #[serde(rename = "@id")]
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    #[serde(rename = "articleBody")]
    body: &'a str,
    mentions: Vec<Thing<'a>>,
    #[serde(rename = "hasPart")]
    parts: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Thing<'a> {
    #[serde(rename = "@type")]
    is: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: &'a str,
    #[serde(rename = "jobTitle", skip_serializing_if = "Option::is_none")]
    job: Option<&'a str>,
    #[serde(rename = "alternateName", skip_serializing_if = "Vec::is_empty")]
    others: Vec<&'a str>,
}

#[derive(Serialize)]
struct Reference {
    #[serde(rename = "@id")]
    id: String,
}

#[derive(Serialize)]
struct Part<'a> {
    #[serde(rename = "@type")]
    is: &'static str,
    #[serde(rename = "@id")]
    id: String,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Reference>,
    #[serde(rename = "isPartOf", skip_serializing_if = "Option::is_none")]
    part_of: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appearance: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<&'a str>,
}

/// The article of the report.
pub(super) fn article<'a>(article: &Article<'a>) -> NewsArticle<'a> {
    let report = article.report;
    let headline = report.blocks.iter().find(|b| b.kind == "headline");
    NewsArticle {
        context: "https://schema.org",
        is: "NewsArticle",
        id: ARTICLE,
        headline: headline.map(|b| b.text.as_str()),
        language: report.language.read_as,
        body: article.text,
        mentions: report.entities.iter().filter_map(thing).collect(),
        parts: report.quotes.iter().filter(|q| q.is_speech()).map(|q| part(article, q)).collect(),
    }
}

/// None for values, which schema.org has no thing for.
fn thing(entity: &Entity) -> Option<Thing<'_>> {
    let is = match entity.etype {
        "PERSON" => "Person",
        "ORG" => "Organization",
        "GPE" => "AdministrativeArea",
        "LOC" => "Place",
        "FACILITY" => "LandmarksOrHistoricalBuildings",
        "EVENT" => "Event",
        "WORK" => "CreativeWork",
        "PRODUCT" => "Product",
        "NORP" => "Organization",
        _ => return None,
    };
    let mut others: Vec<&str> = Vec::new();
    for mention in entity.mentions.iter().filter(|m| matches!(m.kind, "name" | "alias") && m.text != entity.name) {
        if !others.contains(&mention.text.as_str()) {
            others.push(&mention.text);
        }
    }
    let job = entity.roles.first().map(String::as_str).filter(|_| is == "Person");
    Some(Thing { is, id: thing_id(entity), name: &entity.name, job, others })
}

fn thing_id(entity: &Entity) -> String {
    format!("urn:whosaid:{}", entity.id)
}

fn part<'a>(article: &Article<'a>, quote: &Quote) -> Part<'a> {
    let speaker = article.speaker(quote).map(|e| Reference { id: thing_id(e) });
    let whole = Some(Reference { id: ARTICLE.to_owned() });
    let claim = quote.kind == "indirect";
    let (creator, author) = if claim { (None, speaker) } else { (speaker, None) };
    let (part_of, appearance) = if claim { (None, whole) } else { (whole, None) };
    Part {
        is: if claim { "Claim" } else { "Quotation" },
        id: format!("urn:whosaid:{}", quote.id),
        text: words(quote),
        creator,
        author,
        part_of,
        appearance,
        correction: quote.corrected.then_some("The speaker was corrected by hand."),
    }
}
