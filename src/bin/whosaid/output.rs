//! Where the answers of a stream go, and how far an earlier run came.

use crate::line::id_of;
use anyhow::{Context, Result};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

/// An open output.
pub struct Output {
    /// What to write to.
    pub out: Box<dyn Write>,
    /// Lines that an earlier run answered.
    pub answered: usize,
    /// The id of the last of them, as JSON; none where it has none.
    pub last_id: Option<String>,
    /// True if all of them were good.
    pub good: bool,
}

impl Output {
    fn fresh(out: Box<dyn Write>) -> Self {
        Self { out, answered: 0, last_id: None, good: true }
    }

    /// Standard output, or a file: made anew, or with `resume` gone on with after its last whole line. A line that was cut
    /// when an earlier run was killed is dropped and written again.
    ///
    /// # Errors
    /// Those of the file.
    pub fn open(path: Option<&Path>, resume: bool) -> Result<Self> {
        let Some(path) = path else { return Ok(Self::fresh(Box::new(io::stdout()))) };
        let named = || format!("{} cannot be written", path.display());
        if !resume || !path.exists() {
            return Ok(Self::fresh(Box::new(File::create(path).with_context(named)?)));
        }
        let mut output = Self::fresh(Box::new(io::sink()));
        let mut reader = BufReader::new(File::open(path).with_context(named)?);
        let (mut whole, mut line) = (0u64, Vec::new());
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).with_context(named)?;
            if line.pop() != Some(b'\n') {
                break;
            }
            whole += read as u64;
            output.answered += 1;
            let fields: serde_json::Value = serde_json::from_slice(&line).unwrap_or_default();
            output.good &= fields.get("schema").is_some();
            output.last_id = id_of(&line).filter(|id| id != "null");
        }
        let file = OpenOptions::new().append(true).open(path).with_context(named)?;
        file.set_len(whole).with_context(named)?;
        output.out = Box::new(file);
        Ok(output)
    }
}
