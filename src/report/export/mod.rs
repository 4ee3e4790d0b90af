//! A report in the formats of others: pure functions over the text and its report.

mod annotations;
mod article;
mod csv;
mod markdown;
mod schema_org;
mod tei;
mod xml;

use super::Report;
use article::Article;
use serde::Serialize;
use std::fmt;

/// A format to export to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The report itself, as one line of JSON.
    Json,
    /// One row a quotation, RFC 4180.
    Csv,
    /// One row an entity, RFC 4180.
    CsvEntities,
    /// Quotations under their speakers, for people; CommonMark.
    Markdown,
    /// W3C Web Annotation, positions in code points.
    W3c,
    /// schema.org as JSON-LD.
    JsonLd,
    /// The article with its marks, TEI P5.
    Tei,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 7] =
        [Self::Json, Self::Csv, Self::CsvEntities, Self::Markdown, Self::W3c, Self::JsonLd, Self::Tei];

    /// The format's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::CsvEntities => "csv-entities",
            Self::Markdown => "markdown",
            Self::W3c => "w3c",
            Self::JsonLd => "jsonld",
            Self::Tei => "tei",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// A report that is not about the text it came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportError {
    what: String,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for ExportError {}

/// Writes values as JSON. A face that has a writer of its own at hand, as a browser does, spares its readers another one.
pub trait JsonWriter {
    /// # Errors
    /// What the writer says.
    fn write(&self, value: &impl Serialize) -> Result<String, String>;
}

/// JSON by the crate serde_json.
struct SerdeJson;

impl JsonWriter for SerdeJson {
    fn write(&self, value: &impl Serialize) -> Result<String, String> {
        serde_json::to_string(value).map_err(|error| error.to_string())
    }
}

/// Writes what `report` says about `text` in `format`.
///
/// # Errors
/// The report is not about this text: a position lies outside of it, or other words stand there.
pub fn export(text: &str, report: &Report, format: Format) -> Result<String, ExportError> {
    export_with(&SerdeJson, text, report, format)
}

/// Writes as `export` does, JSON by another writer.
///
/// # Errors
/// Those of `export` and of the writer.
pub fn export_with(
    writer: &impl JsonWriter,
    text: &str,
    report: &Report,
    format: Format,
) -> Result<String, ExportError> {
    let article = Article::new(text, report)?;
    let json = match format {
        Format::Json => writer.write(report),
        Format::W3c => writer.write(&annotations::page(&article)),
        Format::JsonLd => writer.write(&schema_org::article(&article)),
        Format::Csv => return Ok(csv::quotes(&article)),
        Format::CsvEntities => return Ok(csv::entities(&article)),
        Format::Markdown => return Ok(markdown::write(&article)),
        Format::Tei => return Ok(tei::write(&article)),
    };
    json.map(|line| line + "\n").map_err(|what| ExportError { what })
}
