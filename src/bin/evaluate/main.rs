//! Evaluates.

fn main() {}
