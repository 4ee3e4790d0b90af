//! Reading one article.

use anyhow::{Result, bail};
use std::io::{ErrorKind, Read};
use std::path::Path;
use whosaid::MAX_TEXT_BYTES;

/// The text of a file, or of standard input for none or "-".
///
/// # Errors
/// One sentence for people: the file is missing, a directory, unreadable, too long, or not UTF-8.
pub fn read(file: Option<&Path>) -> Result<String> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells that there is too much.
    let limit = MAX_TEXT_BYTES as u64 + 1;
    let name = match file {
        Some(path) if path != Path::new("-") => {
            let shown = path.display().to_string();
            if path.is_dir() {
                bail!("{shown} is a directory, not an article");
            }
            let opened = std::fs::File::open(path).and_then(|f| f.take(limit).read_to_end(&mut bytes));
            match opened {
                Ok(_) => {}
                Err(e) if e.kind() == ErrorKind::NotFound => bail!("{shown} does not exist"),
                Err(e) => bail!("{shown} cannot be read: {e}"),
            }
            shown
        }
        _ => {
            if let Err(e) = std::io::stdin().lock().take(limit).read_to_end(&mut bytes) {
                bail!("standard input cannot be read: {e}");
            }
            "standard input".to_owned()
        }
    };
    if bytes.len() > MAX_TEXT_BYTES {
        bail!("{name} is longer than {MAX_TEXT_BYTES} bytes");
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(e) => bail!("{name} is not UTF-8 text (byte {} is wrong)", e.utf8_error().valid_up_to()),
    }
}
