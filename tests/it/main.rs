//! Native tests: golden views, invariants, the floors of the house, the wire format, the command line, what comes from others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod archive;
mod articles;
mod cli;
mod correct;
#[path = "../fuzz/corrected.rs"]
mod corrected;
#[path = "../fuzz/exported.rs"]
mod exported;
mod floors;
mod fuzz;
mod golden;
mod invariants;
mod names;
mod people;
#[path = "../fuzz/sound.rs"]
mod sound;
mod speech;
mod supply;
#[path = "../fuzz/typed.rs"]
mod typed;
mod view;
mod weights;
mod wire;
