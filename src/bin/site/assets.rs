//! What the page needs beside the wasm: its style sheets as a module, and the list of files that its service worker keeps.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use regex::Regex;
use sha2::{Digest, Sha256, Sha384};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The style sheet of the page around the element.
const PAGE_ONLY: &str = "page.css";

/// What the service worker does not keep: itself, what is read by people only, what is for npm, and the page in one file.
const NOT_KEPT: [&str; 4] = ["sw.js", "pkg/precache.js", "screenshot.png", "whosaid.html"];

/// Writes `pkg/styles.js`.
pub fn write_styles(www: &Path) -> Result<()> {
    Ok(fs::write(www.join("pkg/styles.js"), styles(www)?)?)
}

/// Writes `pkg/precache.js`, when all other files are there.
pub fn write_precache(www: &Path) -> Result<()> {
    Ok(fs::write(www.join("pkg/precache.js"), precache(www)?)?)
}

/// The element's style sheets as strings: a module comes with the element, in one piece, under every policy. Lengths in `rem`
/// follow the element's own size there, for the root's belongs to the host.
fn styles(www: &Path) -> Result<String> {
    let rem = Regex::new(r"(-?[0-9]*[.]?[0-9]+)rem")?;
    let mut module = String::from("/* Made by `cargo site build` from css/. */\n");
    for (name, file) in files(&www.join("css"))? {
        if let (Some(stem), true) = (name.strip_suffix(".css"), name != PAGE_ONLY) {
            let sheet = plain(&fs::read_to_string(file)?);
            let own: Vec<_> =
                sheet
                    .lines()
                    .map(|line| {
                        if line.starts_with('@') { line.into() } else { rem.replace_all(line, "calc($1 * var(--rem))") }
                    })
                    .collect();
            writeln!(module, "export const {stem} = {};", string(&own.join("\n")))?;
        }
    }
    Ok(module)
}

/// A style sheet without its comments and its indents, which only people read.
fn plain(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let css = parts.fold(first, |out, part| out + part.split_once("*/").map_or("", |(_, rest)| rest));
    css.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Every file of the page with its hash, and a version that changes with any of them.
fn precache(www: &Path) -> Result<String> {
    let mut list = String::new();
    for (name, file) in files(www)? {
        if NOT_KEPT.contains(&name.as_str())
            || name.ends_with(".d.ts")
            || name.ends_with(".map")
            || name.starts_with("npm/")
            || name.starts_with('.')
        {
            continue;
        }
        let kept = if name == "index.html" { "./" } else { &name };
        writeln!(list, "  {}: {},", string(kept), string(&sha256(&read(&file)?)))?;
    }
    let version: String = URL_SAFE_NO_PAD.encode(Sha256::digest(&list)).chars().take(12).collect();
    Ok(format!(
        "/* Made by `cargo site build`. */\nself.PRECACHE = {{ version: {}, files: {{\n{list}}} }};\n",
        string(&version)
    ))
}

/// Subresource integrity, as a service worker asks for it.
pub fn sha256(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// Subresource integrity, as hosts write it.
pub fn sha384(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The bytes as text, for a page in one file.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// A string of JavaScript that may stand in a script element.
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '<' | '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The files of a folder and of those in it, by their path from it, in order.
pub fn files(folder: &Path) -> Result<BTreeMap<String, std::path::PathBuf>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(&here).with_context(|| format!("{} cannot be read", here.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(name) = path.strip_prefix(folder).ok().and_then(Path::to_str) {
                found.insert(name.replace('\\', "/"), path.clone());
            }
        }
    }
    Ok(found)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}
