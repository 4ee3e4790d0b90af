//! whosaid beside other readers of English.

use crate::build::{build, install_node_packages};
use crate::measure;
use crate::shell::run_with;
use crate::test::{Engine, installed};
use anyhow::Result;

/// Builds everything, then prints the table: the test articles, or those of a file with lines `{"text"}`.
pub fn peers(articles: Option<&str>) -> Result<()> {
    build(false)?;
    install_node_packages("tests/bench")?;
    let native = measure::built("native", &["--features", "native"])?;
    let chromium = installed(Engine::Chromium)?;
    let args: Vec<&str> = ["tests/bench/peers.mjs"].into_iter().chain(articles).collect();
    run_with("node", &args, &[("NATIVE", &native.to_string_lossy()), ("CHROMIUM", &chromium.to_string_lossy())])
}
