//! Native tests: golden views, invariants, the floors of the house, the wire format, the command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod articles;
mod cli;
mod correct;
mod floors;
mod golden;
mod invariants;
mod speech;
mod view;
mod weights;
mod wire;
