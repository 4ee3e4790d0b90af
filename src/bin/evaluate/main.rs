//! Measures the pipeline on the dev files: `cargo run --release --features train --bin evaluate -- --errors`.

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    whosaid::train::evaluate(&arguments);
}
