//! Measures the whole pipeline from raw text on the dev files.

mod clusters;
pub(super) mod coref;

use super::corpus::{Named, Tree, read_names, read_trees};
use super::names::{Counts, bio_spans, count, f1, main_types};
use super::packed;
use super::raw::{Raw, guess_spaces, raw_texts};
use crate::document::{Document, EntityType, MentionKind, TokenSpan};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Numbers of a run.
#[derive(Default)]
struct Totals {
    tokens: usize,
    time: Duration,
}

fn read<'t>(text: &'t str, totals: &mut Totals) -> Document<'t> {
    let start = Instant::now();
    let doc = crate::annotate(text);
    totals.time += start.elapsed();
    totals.tokens += doc.tokens.len();
    doc
}

/// What went wrong, by kind.
pub(super) type Errors = BTreeMap<String, Vec<String>>;

fn f(right: usize, found: usize, wanted: usize) -> f64 {
    f1([right, found, wanted])[2]
}

fn syntax(name: &str, trees: &[Tree], totals: &mut Totals, errors: &mut Errors) {
    // Right, found, wanted: tokens, sentences, tags, fine tags, heads, labels; then the same for news alone.
    let mut sums = [[[0usize; 3]; 6]; 2];
    for (raw, trees) in &raw_texts(trees) {
        let news = trees.first().is_some_and(|t| t.doc.contains("_news_"));
        let doc = read(&raw.text, totals);
        let place: BTreeMap<(usize, usize), usize> =
            doc.tokens.iter().enumerate().map(|(i, t)| ((t.span.start, t.span.end), i)).collect();
        let ours: Vec<(usize, usize)> =
            doc.sentences.iter().map(|s| doc.bytes(s.tokens)).map(|s| (s.start, s.end)).collect();
        let mut c = [[0, doc.tokens.len(), raw.tokens.len()]; 6];
        c[1] = [0, ours.len(), raw.sentences.len()];
        for ((from, to), tree) in raw.sentences.iter().zip(trees) {
            let whole = (raw.tokens[*from].0, raw.tokens[*to - 1].1);
            if ours.contains(&whole) {
                c[1][0] += 1;
            } else {
                errors.entry("sentence not found".into()).or_default().push(tree.text.clone());
            }
            for (k, arc) in tree.arcs.iter().enumerate() {
                let Some(&i) = place.get(&raw.tokens[from + k]) else {
                    let around = tree.forms[k.saturating_sub(1)..(k + 2).min(tree.forms.len())].join(" ");
                    errors.entry("token not found".into()).or_default().push(around);
                    continue;
                };
                c[0][0] += 1;
                let (upos, xpos) = (doc.syntax.upos(i), doc.syntax.xpos(i));
                c[2][0] += usize::from(upos == tree.tags[k].upos);
                c[3][0] += usize::from(xpos == tree.tags[k].xpos);
                if upos != tree.tags[k].upos {
                    let kind = format!("tag {} read as {}", tree.tags[k].upos.name(), upos.name());
                    errors.entry(kind).or_default().push(tree.forms[k].clone());
                }
                let head = doc.syntax.head(i);
                let right = match arc.head {
                    None => head == i,
                    Some(h) => head != i && place.get(&raw.tokens[from + h]) == Some(&head),
                };
                c[4][0] += usize::from(right);
                c[5][0] += usize::from(right && doc.syntax.deprel(i) == arc.deprel);
                if !right {
                    errors.entry(format!("head of {}", arc.deprel.name())).or_default().push(tree.forms[k].clone());
                }
            }
        }
        for (sum, add) in sums.iter_mut().zip([true, news]) {
            if add {
                sum.iter_mut().flatten().zip(c.iter().flatten()).for_each(|(s, x)| *s += x);
            }
        }
    }
    for (sum, name) in sums.iter().zip([name.to_owned(), format!("{name}, news")]) {
        if sum[0][2] > 0 {
            let cells: Vec<String> = sum.iter().map(|[r, f_, w]| format!("{:.2}", f(*r, *f_, *w))).collect();
            println!("| {name} | {} |", cells.join(" | "));
        }
    }
}

/// The corpora's name of a type.
fn label(etype: EntityType, facility: &'static str) -> Option<&'static str> {
    Some(match etype {
        EntityType::Person => "PERSON",
        EntityType::Org => "ORG",
        EntityType::Gpe | EntityType::Loc => "LOC",
        EntityType::Facility => facility,
        EntityType::Norp => "NORP",
        EntityType::Date => "DATE",
        EntityType::Money => "MONEY",
        EntityType::Event | EntityType::Work => "MISC",
        EntityType::Product => "PRODUCT",
        _ => return None,
    })
}

/// True for a date with a day, month or year. The newspapers' corpus labels no others: "last week" and "three years", dates to
/// the report, are not counted there.
fn is_calendar(doc: &Document, tokens: TokenSpan) -> bool {
    tokens.range().any(|i| {
        let word = doc.tokens.closed(i);
        let year = doc.tokens.norm(i).bytes().take_while(u8::is_ascii_digit).count() == 4;
        word.weekday || word.month || year
    })
}

fn names(docs: &[Named], trees: &[Tree], web: bool, alone: bool, totals: &mut Totals, errors: &mut Errors) -> Counts {
    let known: BTreeMap<&[String], &Tree> = trees.iter().map(|t| (&t.forms[..], t)).collect();
    let mut counts = Counts::new();
    for named in docs {
        let mut raw = Raw::default();
        let mut wanted = Vec::new();
        for (forms, labels) in named.sentences.iter().zip(&named.labels) {
            let guess = guess_spaces(forms, labels);
            let tree = known.get(&forms[..]);
            let spaces = tree.map_or(&guess, |t| &t.spaces);
            let gap = if web && tree.is_none_or(|t| !t.paragraph) { " " } else { "\n\n" };
            raw.sentence(forms, spaces, gap);
            let first = raw.sentences.last().expect("a sentence").0;
            for (from, to, kind) in bio_spans(labels) {
                wanted.push((raw.tokens[first + from].0, raw.tokens[first + to - 1].1, kind.to_owned()));
            }
        }
        let doc = read(&raw.text, totals);
        let facility = if web { "LOC" } else { "FACILITY" };
        let spans: Vec<_> = if alone {
            doc.names.iter().map(|n| (n.tokens, n.etype)).collect()
        } else {
            let named = doc.mentions.iter().filter(|m| matches!(m.kind, MentionKind::Name | MentionKind::Alias));
            named
                .filter(|m| web || m.etype != EntityType::Date || is_calendar(&doc, m.tokens))
                .map(|m| (m.tokens, m.etype))
                .collect()
        };
        let found: Vec<(usize, usize, String)> = spans
            .into_iter()
            .filter_map(|(tokens, etype)| {
                let span = doc.bytes(tokens);
                Some((span.start, span.end, label(etype, facility)?.to_owned()))
            })
            .collect();
        count(&mut counts, &found, &wanted);
        let mut note = |kind: String, (a, b): (usize, usize)| {
            errors.entry(kind).or_default().push(raw.text.get(a..b).unwrap_or("").replace('\n', " "));
        };
        for w in wanted.iter().filter(|w| !found.contains(w)) {
            let same = found.iter().find(|x| x.0 == w.0 && x.1 == w.1);
            let touch = found.iter().find(|x| x.0 < w.1 && w.0 < x.1);
            match (same, touch) {
                (Some(x), _) => note(format!("name {} read as {}", w.2, x.2), (w.0, w.1)),
                (None, Some(x)) => note(format!("name {} with other edges", w.2), (x.0.min(w.0), x.1.max(w.1))),
                _ => note(format!("name {} missed", w.2), (w.0, w.1)),
            }
        }
        for x in found.iter().filter(|x| !wanted.iter().any(|w| x.0 < w.1 && w.0 < x.1)) {
            note(format!("name {} where none is", x.2), (x.0, x.1));
        }
    }
    counts
}

/// Prints the table; `quotes` or `settings` ask for attributions instead; with `--errors` also what went wrong, by kind, with some
/// `--examples` of each (8).
pub fn run(arguments: &[String]) {
    let value =
        |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1)).map(String::as_str);
    let data = Path::new(value("--data").unwrap_or("../shared/data"));
    if arguments.iter().any(|a| a == "quotes" || a == "settings") {
        return super::score::run(data, arguments);
    }
    let (mut totals, mut errors) = (Totals::default(), Errors::new());
    if arguments.iter().any(|a| a == "coref") {
        coref::run(data, &mut totals, &mut errors);
        return list(errors, arguments);
    }
    println!("From raw text, F1 in percent.\n");
    println!("| treebank, dev | tokens | sentences | UPOS | XPOS | UAS | LAS |\n|---|---|---|---|---|---|---|");
    let trees = |name: &str| read_trees(&data.join(format!("syntax/{name}-dev.conllu")));
    let (ewt, gum) = (trees("ewt"), trees("gum"));
    syntax("EWT", &ewt, &mut totals, &mut errors);
    syntax("GUM", &gum, &mut totals, &mut errors);
    println!("\n| names, dev | PERSON+ORG+LOC: P | R | F1 | each type, F1 |\n|---|---|---|---|---|");
    for (file, trees, web) in
        [("worldwide", &[][..], false), ("uner_ewt", &ewt[..], true), ("gum_open", &gum[..], true)]
    {
        let docs = read_names(&data.join(format!("ner/{file}.dev.tsv")), 20);
        for (what, alone) in [("", false), (", model alone", true)] {
            let mut ignored = Errors::new();
            let errors = if alone { &mut ignored } else { &mut errors };
            let counts = names(&docs, trees, web, alone, &mut totals, errors);
            let [p, r, f] = f1(main_types(&counts));
            let wanted = counts.iter().filter(|(_, c)| c[2] > 0);
            let each: Vec<String> = wanted.map(|(kind, c)| format!("{kind} {:.1}", f1(*c)[2])).collect();
            println!("| {file}{what} | {p:.2} | {r:.2} | {f:.2} | {} |", each.join(", "));
        }
    }
    println!(
        "\n{:.0} thousand tokens a second, the whole pipeline, native.\n",
        totals.tokens as f64 / totals.time.as_secs_f64() / 1e3
    );
    println!("| weights | bytes | brotli |\n|---|---|---|");
    let mut sum = (0, 0);
    for name in super::FILES {
        let bytes = super::load(name);
        let small = packed(&bytes);
        sum = (sum.0 + bytes.len(), sum.1 + small);
        println!("| {name} | {} | {small} |", bytes.len());
    }
    println!("| all | {} | {} |", sum.0, sum.1);
    coref::run(data, &mut totals, &mut errors);
    list(errors, arguments);
}

/// With `--errors`, what went wrong, by kind; with `--all`, every one in full.
pub(super) fn list(errors: Errors, arguments: &[String]) {
    let asked = |name: &str| arguments.iter().any(|a| a == name);
    let value =
        |name: &str| arguments.iter().position(|a| a == name).and_then(|i| arguments.get(i + 1)).map(String::as_str);
    if asked("--all") {
        for (kind, list) in errors {
            println!("\n{kind} ({})", list.len());
            list.iter().for_each(|line| println!("  {line}"));
        }
    } else if asked("--errors") {
        let mut kinds: Vec<_> = errors.into_iter().collect();
        kinds.sort_by_key(|(kind, list)| (std::cmp::Reverse(list.len()), kind.clone()));
        let examples = value("--examples").and_then(|n| n.parse().ok()).unwrap_or(8);
        println!("\n| errors | number | for example |\n|---|---|---|");
        for (kind, list) in kinds {
            let step = (list.len() / examples).max(1);
            let some: Vec<String> =
                list.iter().step_by(step).take(examples).map(|s| s.chars().take(60).collect()).collect();
            println!("| {kind} | {} | {} |", list.len(), some.join(" · ").replace('|', "/"));
        }
    }
}
