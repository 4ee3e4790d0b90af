//! Articles that a teacher read for us: news without annotated attributions, with the roles that a transformer gave its words.

use super::corpus::{Named, read_names};
use super::evaluate::guess_spaces;
use super::quotes::Example;
use super::{Job, quotes};
use crate::model::chain;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;

/// Sentences of a paragraph, where nothing tells how they were set; an open mark holds more of them together.
const TOGETHER: usize = 2;

/// The text of an article whose corpus kept its sentences but not its paragraphs.
fn text(named: &Named) -> String {
    let mut text = String::new();
    let (mut count, mut open) = (0usize, false);
    for (forms, labels) in named.sentences.iter().zip(&named.labels) {
        if count >= TOGETHER && !open {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
            count = 0;
        }
        for (form, space) in forms.iter().zip(guess_spaces(forms, labels)) {
            open = match form.as_str() {
                "\"" => !open,
                "“" => true,
                "”" => false,
                _ => open,
            };
            text.push_str(form);
            text.push_str(if space { " " } else { "" });
        }
        text.truncate(text.trim_end().len());
        text.push(' ');
        count += 1;
    }
    text.truncate(text.trim_end().len());
    text
}

/// The articles that the teacher reads, as texts.
pub fn texts(data: &Path) -> Vec<(String, String)> {
    let docs = read_names(&data.join("ner/worldwide.train.tsv"), 20);
    docs.iter().map(|d| (d.name.clone(), text(d))).collect()
}

/// Tokens and classes, block by block.
fn table(name: &str, example: &Example, out: &mut String) {
    let _ = writeln!(out, "# doc {name}");
    for block in &example.passage.blocks {
        for i in block.range() {
            let mark = example.passage.cell(i).mark & 3;
            let _ = writeln!(out, "{}\t{}\t{mark}", example.doc.tokens.norm(i), example.gold[i]);
        }
        out.push('\n');
    }
}

/// The spans that the teacher read, as `silver.py` wrote them.
const SPANS: &str = include_str!("silver.tsv");

/// The teacher's articles with its classes; none that something is measured on. Articles that are no longer cut into as many
/// tokens as the teacher saw are left out, and said to be.
pub fn examples(data: &Path, rates: &quotes::Rates, measured: &BTreeSet<String>) -> Vec<Example> {
    let lines = SPANS.lines().filter(|l| !l.starts_with('#'));
    let mut spans: HashMap<&str, (&str, &str)> = HashMap::new();
    spans.extend(
        lines.filter_map(|l| l.split_once('\t')).filter_map(|(name, rest)| Some((name, rest.split_once('\t')?))),
    );
    let mut left_out = 0;
    let mut found = Vec::new();
    for (name, text) in texts(data).into_iter().filter(|(name, _)| !measured.contains(name)) {
        let Some((count, cells)) = spans.get(name.as_str()) else { continue };
        let mut example = quotes::unlabelled(text, rates);
        let read: Vec<usize> = example.passage.blocks.iter().flat_map(|b| b.range()).collect();
        if count.parse() != Ok(read.len()) {
            left_out += 1;
            continue;
        }
        for (role, start, len) in cells.split_whitespace().filter_map(span) {
            for k in 0..len {
                if let Some(&i) = read.get(start + k) {
                    example.gold[i] = chain::class(role, k, len);
                }
            }
        }
        found.push(example);
    }
    if left_out > 0 {
        println!("{left_out} articles are cut otherwise than the teacher saw them; make silver.tsv again");
    }
    found
}

/// "S31+3": role, first token, number of tokens.
fn span(cell: &str) -> Option<(usize, usize, usize)> {
    let role = ["S", "C", "Q"].iter().position(|r| cell.starts_with(r))?;
    let (start, len) = cell.get(1..)?.split_once('+')?;
    Some((role, start.parse().ok()?, len.parse().ok()?))
}

impl Job {
    /// Writes what the teacher learns from and what it is to read.
    pub(super) fn texts(&self, folder: &Path) {
        std::fs::create_dir_all(folder).expect("a folder to write to");
        for name in ["polnear.train", "polnear.dev"] {
            let (examples, _) =
                quotes::examples(&[&self.data.join(format!("quotes/{name}.jsonl"))], &Default::default());
            let mut out = String::new();
            examples.iter().enumerate().for_each(|(k, x)| table(&k.to_string(), x, &mut out));
            std::fs::write(folder.join(format!("{name}.tsv")), out).expect("a folder to write to");
        }
        let mut out = String::new();
        for (name, text) in texts(&self.data) {
            let example = quotes::unlabelled(text, &Default::default());
            table(&name, &example, &mut out);
        }
        std::fs::write(folder.join("worldwide.tsv"), out).expect("a folder to write to");
    }
}
