//! Reading one article, or opening a stream of them.

use anyhow::{Result, bail};
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use whosaid::MAX_TEXT_BYTES;

/// The text of a file, or of standard input for none or "-".
///
/// # Errors
/// One sentence for people: the file is missing, a directory, unreadable, too long, or not UTF-8.
pub fn read(file: Option<&Path>) -> Result<String> {
    let (input, name) = open(file)?;
    let mut bytes = Vec::new();
    // One byte more than allowed tells that there is too much.
    if let Err(e) = input.take(MAX_TEXT_BYTES as u64 + 1).read_to_end(&mut bytes) {
        bail!("{name} cannot be read: {e}");
    }
    if bytes.len() > MAX_TEXT_BYTES {
        bail!("{name} is longer than {MAX_TEXT_BYTES} bytes");
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(e) => bail!("{name} is not UTF-8 text (byte {} is wrong)", e.utf8_error().valid_up_to()),
    }
}

/// A file, or standard input for none or "-", and what to call it.
///
/// # Errors
/// One sentence for people: the file is missing, a directory or unreadable.
pub fn open(file: Option<&Path>) -> Result<(Box<dyn BufRead + Send>, String)> {
    let path = match file {
        Some(path) if path != Path::new("-") => path,
        _ => return Ok((Box::new(BufReader::new(io::stdin())), "standard input".to_owned())),
    };
    let name = path.display().to_string();
    if path.is_dir() {
        bail!("{name} is a directory, not an article");
    }
    match File::open(path) {
        Ok(file) => Ok((Box::new(BufReader::new(file)), name)),
        Err(e) if e.kind() == ErrorKind::NotFound => bail!("{name} does not exist"),
        Err(e) => bail!("{name} cannot be read: {e}"),
    }
}
