//! Learns the weights: `cargo run --release --features train --bin train -- all --data ../shared/data`.

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    whosaid::train::run(&arguments);
}
