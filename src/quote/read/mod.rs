//! The learned reader of attributions: speakers, cues and contents, linked.

mod anchors;
mod assemble;
mod calibrate;
mod extent;
mod link;
mod model;
mod passage;
mod roles;
mod subjects;
mod tagger;

pub use model::{has_model, read_attributions};

#[cfg(feature = "train")]
pub(crate) use {
    anchors::Anchors,
    assemble::{Choosers, assemble, assemble_with, marked, spans_with_marks},
    calibrate::Calibration,
    extent::Question,
    link::{History, Link, Spans, choice, none_features, pair_features, with_subjects},
    model::Model,
    passage::Passage,
    roles::{CLASSES, Role, Scores},
    tagger::{Chain, Found, features_of, look},
};
