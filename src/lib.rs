//! whosaid reads a news article and says **who said what**: every quotation with its speaker, every entity grouped.
//!
//! ```
//! let report = whosaid::analyze("\"We will vote on Monday,\" said Jane Doe, the mayor.", &whosaid::Options::default());
//! assert_eq!(report.quotes[0].content[0].text, "We will vote on Monday,");
//! assert_eq!(report.quotes[0].speaker.as_ref().unwrap().text, "Jane Doe");
//! ```
//!
//! Any string gives a [`Report`]; there are no errors. Oddities of the text become [`report::Diagnostic`]s.

#![cfg_attr(test, allow(clippy::string_slice))]

// In reading order; each module may import only those above it (see src/README.md).
mod attribution;
mod coref;
pub mod document;
mod entity;
pub mod lexicon;
mod model;
mod pipeline;
mod quote;
pub mod report;
mod segment;
mod syntax;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use pipeline::{MAX_TEXT_BYTES, Options, Reader, analyze, annotate};
#[doc(hidden)]
pub use pipeline::{STAGES, Stage};
pub use report::Report;
pub use text::OffsetUnit;
