//! The most memory that this process has had.

use anyhow::{Context, Result};

/// In bytes.
pub fn peak() -> Result<usize> {
    let status = std::fs::read_to_string("/proc/self/status").context("memory is read as Linux tells it")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no peak of memory")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<usize>()? * 1024)
}
