//! Where the answers of a stream go, and how far an earlier run came.

use anyhow::{Context, Result, bail};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// An open output.
///
/// What an earlier run wrote is never removed. Its last whole line and what follows are compared with what is written first:
/// another input, other options or another version fail there, and a line that was cut off is completed.
pub struct Output {
    /// How errors call it.
    name: String,
    /// What an earlier run wrote from the beginning of its last whole line on, as far as it is not compared yet.
    known: Box<dyn BufRead>,
    out: Box<dyn Write>,
    /// Lines of the input that need not be read again.
    pub answered: usize,
    /// True if all of their answers were reports.
    pub good: bool,
}

impl Output {
    /// Standard output, or a file: made anew, or with `resume` gone on with.
    ///
    /// # Errors
    /// Those of the file; a file that another run writes; with `resume`, one that no earlier run wrote.
    pub fn open(path: Option<&Path>, resume: bool) -> Result<Self> {
        let Some(path) = path else { return Ok(Self::fresh("standard output".into(), Box::new(io::stdout()))) };
        let name = path.display().to_string();
        let named = || format!("{name} cannot be written");
        let mut file = OpenOptions::new().append(true).read(resume).create(true).open(path).with_context(named)?;
        if !file.metadata().with_context(named)?.is_file() {
            if resume {
                bail!("{name} is no file that could be gone on with");
            }
            return Ok(Self::fresh(name, Box::new(file)));
        }
        // Where files cannot be locked, nothing is locked.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            bail!("{name} is being written by another run");
        }
        if !resume {
            file.set_len(0).with_context(named)?;
            return Ok(Self::fresh(name, Box::new(file)));
        }
        let (lines, last, good) = whole_lines(&file, &name)?;
        let length = file.seek(SeekFrom::End(0)).with_context(named)?;
        file.seek(SeekFrom::Start(last)).with_context(named)?;
        let earlier = file.try_clone().with_context(named)?;
        // Limited, so that what this run adds is not taken for what was there.
        let known = Box::new(BufReader::new(earlier).take(length - last));
        Ok(Self { name, known, out: Box::new(file), answered: lines.saturating_sub(1), good })
    }

    fn fresh(name: String, out: Box<dyn Write>) -> Self {
        Self { name, known: Box::new(io::empty()), out, answered: 0, good: true }
    }

    /// The input is at its end.
    ///
    /// # Errors
    /// The earlier run wrote more than this input gives.
    pub fn end(&mut self) -> io::Result<()> {
        self.flush()?;
        if self.known.fill_buf()?.is_empty() { Ok(()) } else { Err(self.foreign()) }
    }

    fn foreign(&self) -> io::Error {
        let name = &self.name;
        io::Error::other(format!("{name} ends otherwise than this input, these options and this version would have it"))
    }

    fn named(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", self.name))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let known = self.known.fill_buf()?;
        if known.is_empty() {
            return self.out.write(bytes).map_err(|e| self.named(&e));
        }
        let common = known.iter().zip(bytes).take_while(|(a, b)| a == b).count();
        if common < known.len().min(bytes.len()) {
            return Err(self.foreign());
        }
        self.known.consume(common);
        Ok(common)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush().map_err(|e| self.named(&e))
    }
}

/// How many whole lines a file has, where the last of them begins, and whether all are reports.
fn whole_lines(file: &File, name: &str) -> Result<(usize, u64, bool)> {
    let mut reader = BufReader::new(file);
    let (mut lines, mut last, mut end, mut good, mut line) = (0, 0, 0, true, Vec::new());
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line).with_context(|| format!("{name} cannot be read"))?;
        if line.pop() != Some(b'\n') {
            return Ok((lines, last, good));
        }
        lines += 1;
        (last, end) = (end, end + read as u64);
        let fields: HashMap<&str, &RawValue> = serde_json::from_slice(&line).unwrap_or_default();
        let report = fields.contains_key("schema");
        if !report && !fields.contains_key("error") {
            bail!("line {lines} of {name} is no answer, so there is nothing to go on with");
        }
        good &= report;
    }
}
