//! What a transformer read for us (`silver.py`): trees of news that nobody annotated, and the roles that it gives words of annotated
//! and of other news, as chances.

use super::corpus::{Named, Tree, read_names, words};
use super::quotes::{self, Example};
use super::raw::guess_spaces;
use super::{Job, names};
use crate::document::{Deprel, Document, Upos, Xpos};
use crate::entity::recognize as name;
use crate::model::Reader;
use crate::pipeline::annotate_before;
use crate::quote::read::{CLASSES, Scores};
use crate::segment::ends::Ends;
use crate::segment::split_by;
use crate::syntax::state::Arc;
use crate::syntax::tagger::Tag;
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

/// What `silver.py` wrote, packed with brotli.
const ROLES: &[u8] = include_bytes!("silver_roles.br");
const TREES: &[u8] = include_bytes!("silver_trees.br");
const NAMES: &[u8] = include_bytes!("silver_names.br");
/// Logarithms of chances are whole multiples of this, down to as many as four bits count.
const STEP: f32 = -0.4;
/// What is not told is as unlikely as this.
const UNLIKELY: f32 = 16.0 * STEP;
/// Where annotators and the transformer both read an article, it counts so much: annotators differ among themselves.
const TRUST: f32 = 0.5;

fn unpack(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    brotli::BrotliDecompress(&mut &packed[..], &mut bytes).expect("what silver.py wrote");
    bytes
}

fn take<'b>(file: &mut Reader<'b>, n: usize) -> &'b [u8] {
    file.bytes(n).expect("a whole file")
}

fn byte(file: &mut Reader) -> usize {
    usize::from(take(file, 1)[0])
}

fn count(file: &mut Reader) -> usize {
    file.u32().expect("a whole file") as usize
}

/// Up to the end of a line; `None` at the end of the file.
fn line(file: &mut Reader) -> Option<String> {
    let bytes: Option<Vec<u8>> =
        std::iter::repeat_with(|| file.bytes(1).map(|b| b[0])).take_while(|b| *b != Some(b'\n')).collect();
    bytes.map(|b| String::from_utf8_lossy(&b).into_owned())
}

/// The articles of a packed file by their names, a row a token, each read by `row`.
fn articles<R>(packed: &[u8], row: impl Fn(&mut Reader) -> R) -> HashMap<String, Vec<R>> {
    let (bytes, mut all) = (unpack(packed), HashMap::new());
    let mut file = Reader::from(&bytes[..]);
    while let Some(name) = line(&mut file) {
        let tokens = count(&mut file);
        all.insert(name, (0..tokens).map(|_| row(&mut file)).collect());
    }
    all
}

/// By the names of articles, logarithms of the chances of every class, for every token that is read.
pub struct Roles(HashMap<String, Vec<Scores>>);

impl Roles {
    /// All that the teacher read.
    pub fn load() -> Self {
        Self(articles(ROLES, |file| {
            let mut row = [UNLIKELY; CLASSES];
            for _ in 0..byte(file) {
                let cell = byte(file);
                row[cell >> 4] = (cell & 15) as f32 * STEP;
            }
            row
        }))
    }

    /// Gives an article what the teacher thinks of it; false if it did not read the article, or saw it cut into other tokens.
    fn give(&self, example: &mut Example, trust: f32) -> bool {
        let read: Vec<usize> = example.passage.blocks.iter().flat_map(|b| b.range()).collect();
        let Some(rows) = self.0.get(&example.name).filter(|rows| rows.len() == read.len()) else { return false };
        example.taught = vec![[0.0; CLASSES]; example.doc.tokens.len()];
        read.into_iter().zip(rows).for_each(|(i, row)| example.taught[i] = *row);
        example.trust = trust;
        true
    }

    /// Gives annotated articles what the teacher, who had not learned from them, thinks of them.
    pub fn advise(&self, examples: &mut [Example]) {
        let given = examples.iter_mut().filter_map(|x| self.give(x, TRUST).then_some(())).count();
        println!("{given} of {} annotated articles were read by the teacher too", examples.len());
    }

    /// The teacher's articles that nobody annotated; none that something is measured on.
    pub fn examples(&self, data: &Path, rates: &quotes::Rates, measured: &BTreeSet<String>) -> Vec<Example> {
        let texts = texts(data);
        let all = texts.len();
        let new = texts.into_iter().filter(|(name, _)| !measured.contains(name));
        let mut examples: Vec<Example> = new.map(|(name, text)| quotes::unlabelled(name, text, rates)).collect();
        examples.retain_mut(|x| self.give(x, 1.0));
        println!("{} of {all} other articles were read by the teacher; if few, make its files again", examples.len());
        examples
    }
}

/// How much the teacher of names counts beside what was annotated: of newspapers it learned most, and there annotators agree.
const TRUST_NEWS: f32 = 0.1;
const TRUST_OTHERS: f32 = 0.3;
/// As forbidding as can be.
const LOW: f32 = -1e9;

/// A class of the teacher, which marks the first word of a name and the others: ours of the same type (chain::class).
fn classes_of(class: usize) -> [usize; 2] {
    let first = 1 + (class - 1) / 2 * 4;
    if class % 2 == 1 { [first, first + 3] } else { [first + 1, first + 2] }
}

/// By the names of articles, logarithms of the chances of every class of names, for every token.
#[derive(Default)]
pub struct Names(HashMap<String, Vec<[f32; name::CLASSES]>>);

impl Names {
    /// All that the teacher read.
    pub fn load() -> Self {
        Self(articles(NAMES, |file| {
            let mut row = [UNLIKELY; name::CLASSES];
            let told = byte(file);
            if told == 0 {
                row[0] = 0.0;
            }
            for _ in 0..told {
                let (class, steps) = (byte(file), byte(file));
                let of: &[usize] = if class == 0 { &[0] } else { &classes_of(class) };
                of.iter().for_each(|&c| row[c] = steps as f32 * STEP);
            }
            row
        }))
    }

    /// Gives an annotated article what the teacher, who had not learned from it, thinks of it.
    pub fn advise(&self, article: &str, example: &mut names::Example) {
        let Some(rows) = self.0.get(article).filter(|rows| rows.len() == example.gold.len()) else { return };
        let known = names::known(example.guideline);
        let of_known = |row: &[f32; name::CLASSES]| std::array::from_fn(|c| if known[c] { row[c] } else { LOW });
        example.taught = rows.iter().map(of_known).collect();
        example.trust = if example.guideline == name::Guideline::News { TRUST_NEWS } else { TRUST_OTHERS };
    }
}

/// An article cut by the rules alone, as the teacher reads it: weights learned anew do not change what it has read.
pub fn by_rules(text: &str) -> Document<'_> {
    let mut doc = annotate_before(text, "sentences");
    doc.cut(split_by(&doc, &Ends::default()));
    doc
}

/// The tokens of every sentence.
fn sentences<'d>(doc: &'d Document) -> impl Iterator<Item = Vec<String>> + 'd {
    doc.sentences.iter().map(|s| s.tokens.range().map(|i| doc.tokens.norm(i).to_owned()).collect())
}

/// The tags and arcs of a sentence; none where its tree is not kept.
type Parsed = (Vec<Tag>, Vec<Arc>);

/// The teacher's trees of articles that nobody annotated, without fine tags; none that something is measured on.
pub fn trees(data: &Path, measured: &BTreeSet<String>) -> Vec<Tree> {
    let bytes = unpack(TREES);
    let mut file = Reader::from(&bytes[..]);
    let names = |line: Option<String>| line.unwrap_or_default().split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (upos, deprels) = (names(line(&mut file)), names(line(&mut file)));
    let mut read: HashMap<String, Vec<Parsed>> = HashMap::new();
    while let Some(name) = line(&mut file) {
        let sentences = count(&mut file);
        let one = |file: &mut Reader| {
            let n = byte(file);
            let tag =
                |b: &u8| Tag { upos: Upos::from_name(&upos[usize::from(*b)]).unwrap_or_default(), xpos: Xpos::NONE };
            let tags: Vec<Tag> = take(file, n).iter().map(tag).collect();
            let relation = |b: &u8| Deprel::from_name(&deprels[usize::from(*b)]).unwrap_or(Deprel::DEP);
            let relations: Vec<Deprel> = take(file, n).iter().map(relation).collect();
            let head = |(i, b): (usize, &u8)| (*b != 0).then(|| i.wrapping_add_signed(isize::from(*b as i8)));
            let heads: Vec<Option<usize>> = take(file, n).iter().enumerate().map(head).collect();
            (tags, heads.into_iter().zip(relations).map(|(head, deprel)| Arc { head, deprel }).collect())
        };
        read.insert(name, (0..sentences).map(|_| one(&mut file)).collect());
    }
    let mut trees = Vec::new();
    for (name, text) in texts(data).into_iter().filter(|(name, _)| !measured.contains(name)) {
        let (doc, Some(of)) = (by_rules(Box::leak(text.into_boxed_str())), read.remove(&name)) else {
            continue;
        };
        // Where an article is cut into other sentences than the teacher saw, it is left out.
        if of.len() != doc.sentences.len()
            || sentences(&doc).zip(&of).any(|(s, (t, _))| !t.is_empty() && t.len() != s.len())
        {
            continue;
        }
        for (forms, (tags, arcs)) in sentences(&doc).zip(of).filter(|(_, (tags, _))| !tags.is_empty()) {
            trees.push(Tree {
                words: words(&forms),
                forms,
                tags,
                arcs,
                doc: name.clone(),
                taught: true,
                ..Tree::default()
            });
        }
    }
    println!("{} trees by the teacher", trees.len());
    trees
}

/// Tokens and classes, block by block.
fn table(example: &Example, out: &mut String) {
    let _ = writeln!(out, "# doc {}", example.name);
    for block in &example.passage.blocks {
        for i in block.range() {
            let mark = example.passage.cell(i).mark & 3;
            let _ = writeln!(out, "{}\t{}\t{mark}", example.doc.tokens.norm(i), example.gold[i]);
        }
        out.push('\n');
    }
}

impl Job {
    /// Writes what the teacher learns from and what it is to read.
    pub(super) fn texts(&self, folder: &Path) {
        std::fs::create_dir_all(folder).expect("a folder to write to");
        let write = |name: &str, text: String| std::fs::write(folder.join(name), text).expect("a folder to write to");
        for name in ["polnear.train", "polnear.dev"] {
            let (examples, _) =
                quotes::examples(&[&self.data.join(format!("quotes/{name}.jsonl"))], &Default::default(), 0.0);
            let mut out = String::new();
            examples.iter().for_each(|x| table(x, &mut out));
            write(&format!("{name}.tsv"), out);
        }
        let (mut out, mut whole) = (String::new(), String::new());
        for (name, text) in texts(&self.data) {
            let example = quotes::unlabelled(name, text, &Default::default());
            table(&example, &mut out);
            let _ = writeln!(whole, "# doc {}", example.name);
            sentences(&by_rules(example.doc.source.text())).for_each(|s| whole.push_str(&(s.join("\n") + "\n\n")));
        }
        write("worldwide.tsv", out);
        write("sentences.txt", whole);
    }
}
