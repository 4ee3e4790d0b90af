//! The programs of `tests/measure`, as they would ship.

use crate::build::target_dir;
use crate::shell::{cargo, run_with};
use anyhow::Result;
use std::path::PathBuf;

/// Builds one of them; where it lies.
pub fn built(program: &str, features: &[&str]) -> Result<PathBuf> {
    let target = target_dir().join("measure");
    let build = [
        "build",
        "--release",
        "--manifest-path",
        "tests/measure/Cargo.toml",
        "--no-default-features",
        "--bin",
        program,
    ];
    run_with(&cargo(), &[&build[..], features].concat(), &[("CARGO_TARGET_DIR", &target.to_string_lossy())])?;
    Ok(target.join("release").join(program))
}
