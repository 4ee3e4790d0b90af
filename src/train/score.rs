//! Measures attributions from raw text: predictions in the scorer's form, the scorer beside the corpora, one table.

use super::attributions::pair;
use super::quotes::{Attributed, Change, documents};
use super::varied::{Varied, Verbs};
use crate::OffsetUnit;
use crate::document::{Document, TokenSpan};
use crate::report::{Quote, Report, Span, report};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// A quotation as the corpora mean it: the whole clause, the whole name of the speaker.
fn prediction(quote: &Quote, report: &Report) -> Value {
    let pair = |s: &Span| json!([s.start, s.end]);
    let one = |s: &Option<Span>| s.as_ref().map_or(Value::Null, |s| json!([pair(s)]));
    let entity = report.entities.iter().find(|e| quote.speaker_entity.as_ref() == Some(&e.id));
    let clause = if quote.clause.is_empty() { &quote.content } else { &quote.clause };
    json!({
        "content": clause.iter().map(pair).collect::<Vec<_>>(),
        "speaker": one(if quote.source.is_some() { &quote.source } else { &quote.speaker }),
        "cue": one(&quote.cue),
        "type": quote.kind,
        "resolved": entity.map(|e| &e.name),
    })
}

/// Contents, speaker, confidence, rule, cue.
type Said = (Vec<TokenSpan>, Option<TokenSpan>, f32, &'static str, Option<TokenSpan>);

/// Attributions of a document, as the corpora mean them.
pub(super) fn found(doc: &Document) -> Vec<Said> {
    let one = |(q, quote): (usize, &crate::document::Quote)| {
        let said = doc.attributions.iter().find(|a| a.quote == q);
        let mention = said.and_then(|a| a.speaker).and_then(|m| doc.mentions.get(m)).map(|m| m.tokens);
        let content = if quote.clause.is_empty() { &quote.content } else { &quote.clause };
        let speaker = said.and_then(|a| a.source).or(mention);
        let cue = said.and_then(|a| a.cue);
        (content.to_vec(), speaker, said.map_or(0.0, |a| a.confidence), said.map_or("none", |a| a.rule), cue)
    };
    doc.quotes.iter().enumerate().filter(|(_, q)| q.kind.is_speech()).map(one).collect()
}

/// Runs the scorer; its answer.
fn score(folder: &Path, gold: &Path, predicted: &Path, types: &str) -> Value {
    let mut command = Command::new("python3");
    command.env("PYTHONDONTWRITEBYTECODE", "1").arg(folder.join("score.py")).arg(gold).arg(predicted).arg("--json");
    if !types.is_empty() {
        command.arg(format!("--types={types}"));
    }
    let output = command.output().expect("python3");
    serde_json::from_slice(&output.stdout).expect("what the scorer prints")
}

fn cell(value: &Value) -> String {
    let number = |k: &str| value[k].as_f64().unwrap_or(0.0);
    format!("{:.1} ({:.1}/{:.1})", number("F1"), number("P"), number("R"))
}

/// One corpus: predictions, the scorer's table, calibration; misses with `errors`.
fn corpus(folder: &Path, name: &str, errors: bool) {
    let gold = folder.join(format!("{name}.jsonl"));
    let start = Instant::now();
    let docs = documents(&gold, crate::annotate, &mut Varied::same);
    let (time, tokens) = (start.elapsed(), docs.iter().map(|d| d.1.tokens.len()).sum::<usize>());
    let lines: Vec<String> = docs
        .iter()
        .map(|(id, doc, _)| {
            let report = report(doc, OffsetUnit::Chars);
            let quotes: Vec<Value> =
                report.quotes.iter().filter(|q| q.is_speech()).map(|q| prediction(q, &report)).collect();
            json!({"id": id, "quotes": quotes}).to_string()
        })
        .collect();
    let predicted = std::env::temp_dir().join(format!("whosaid.{name}.jsonl"));
    std::fs::write(&predicted, lines.join("\n")).expect("the folder for temporary files");
    println!(
        "\n## {name}\n\n| of the type | gold/found | half F1 (P/R) | joint F1 (P/R) | exact F1 | speaker overlap, exact |\n|---|---|---|---|---|---|"
    );
    let mut all = Value::Null;
    for types in ["", "direct", "direct,mixed", "mixed", "indirect"] {
        let s = score(folder, &gold, &predicted, types);
        let row = [cell(&s["half"]), cell(&s["joint"]), cell(&s["exact"])].join(" | ");
        let what = if types.is_empty() { "all" } else { types };
        println!(
            "| {what} | {}/{} | {row} | {}, {} |",
            s["gold quotes"], s["predicted"], s["speaker"]["overlap"], s["speaker"]["exact"]
        );
        if types.is_empty() {
            all = s;
        }
    }
    println!(
        "\nSpans, exact F1 (P/R): speaker {}, cue {}, content {}. Segments {}. Resolved name {} of {}.",
        cell(&all["spans speaker"]),
        cell(&all["spans cue"]),
        cell(&all["spans content"]),
        cell(&all["segments"]),
        all["resolved"]["acc"],
        all["resolved"]["n"],
    );
    println!("{:.0} thousand tokens a second, reading the corpus included.", tokens as f64 / time.as_secs_f64() / 1e3);
    calibration(&docs);
    if errors {
        misses(&docs);
    }
}

type Read = (String, Document<'static>, Vec<Attributed>);

/// Of the attributions with a speaker given with such a confidence, how many are right: content half, speaker overlaps.
fn calibration(docs: &[Read]) {
    const EDGES: [f32; 8] = [0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.01];
    let mut bins = [[0usize; 2]; EDGES.len()];
    let mut rules = std::collections::BTreeMap::<&str, [usize; 2]>::new();
    for (_, doc, gold) in docs {
        let found = found(doc);
        let plain: Vec<_> = found.iter().map(|f| (f.0.clone(), f.1)).collect();
        let pairs = pair(doc, gold, &plain);
        for (f, x) in found.iter().enumerate().filter(|(_, x)| x.1.is_some()) {
            let right = pairs.iter().any(|p| p.found == f && p.overlap >= 0.5 && p.speaker);
            let bin = EDGES.iter().rposition(|e| x.2 >= *e).unwrap_or(0);
            for slot in [&mut bins[bin], rules.entry(x.3).or_default()] {
                slot[0] += usize::from(right);
                slot[1] += 1;
            }
        }
    }
    println!("\n| confidence from | attributions | right % |\n|---|---|---|");
    for (edge, [right, all]) in EDGES.iter().zip(bins).filter(|(_, b)| b[1] > 0) {
        println!("| {edge} | {all} | {:.1} |", 100.0 * right as f64 / all as f64);
    }
    let sure = bins[5..].iter().fold([0, 0], |s, b| [s[0] + b[0], s[1] + b[1]]);
    println!("| 0.9 and more | {} | {:.1} |", sure[1], 100.0 * sure[0] as f64 / sure[1].max(1) as f64);
    println!("\n| rule | attributions | right % |\n|---|---|---|");
    for (rule, [right, all]) in rules {
        println!("| {rule} | {all} | {:.1} |", 100.0 * right as f64 / all as f64);
    }
}

/// Every miss in its words: what was wanted, what was found.
fn misses(docs: &[Read]) {
    println!("\n| miss | annotated: speaker, cue, content | found |\n|---|---|---|");
    for (id, doc, gold) in docs {
        let found = found(doc);
        let plain: Vec<_> = found.iter().map(|f| (f.0.clone(), f.1)).collect();
        let pairs = pair(doc, gold, &plain);
        let text = |spans: &[TokenSpan]| {
            let all: Vec<&str> = spans.iter().map(|s| doc.text(*s)).collect();
            all.join(" … ").replace(['\n', '|'], " ")
        };
        let one = |s: Option<TokenSpan>| text(&s.into_iter().collect::<Vec<_>>());
        let ours = |k: usize| {
            let f = &found[k];
            format!("{} · {} · {} [{} {:.2}]", one(f.1), one(f.4), text(&f.0), f.3, f.2)
        };
        for (g, a) in gold.iter().enumerate() {
            let pair = pairs.iter().find(|p| p.gold == g);
            let miss = match pair {
                None => "not found",
                Some(p) if p.overlap < 0.5 => "other extent",
                Some(p) if !p.speaker => "other speaker",
                _ => continue,
            };
            let wanted = format!("{} · {} · {}", one(a.speaker), one(a.cue), text(&a.content));
            println!("| {miss}, {} | {wanted} | {} | {id}", a.kind, pair.map_or(String::new(), |p| ours(p.found)));
        }
        for (k, _) in found.iter().enumerate().filter(|(k, _)| !pairs.iter().any(|p| p.found == *k)) {
            println!("| none annotated | | {} | {id}", ours(k));
        }
    }
}

/// Prints the tables of both corpora; for `settings`, of articles set in other ways.
pub fn run(data: &Path, arguments: &[String]) {
    let asked = |what: &str| arguments.iter().any(|a| a == what);
    if asked("settings") {
        return settings(data);
    }
    for name in ["polnear.dev", "gum_news.dev"] {
        corpus(&data.join("quotes"), name, asked("--errors"));
    }
}

/// Prints how well articles are read that are set as other newspapers would.
fn settings(data: &Path) {
    let gold = data.join("quotes/polnear.dev.jsonl");
    let mut verbs = Verbs::new(1, 1.0);
    let row = |what: &str, change: Change| {
        let (mut counts, mut marked) = ([0usize; 3], [0usize; 2]);
        for (_, doc, gold) in documents(&gold, crate::annotate, change) {
            let found: Vec<_> = found(&doc).into_iter().map(|f| (f.0, f.1)).collect();
            let pairs = pair(&doc, &gold, &found);
            let right = |g: usize| pairs.iter().any(|p| p.gold == g && p.overlap >= 0.5 && p.speaker);
            let all = (0..gold.len()).filter(|g| right(*g)).count();
            counts.iter_mut().zip([gold.len(), found.len(), all]).for_each(|(c, n)| *c += n);
            let in_marks: Vec<usize> = (0..gold.len()).filter(|g| gold[*g].kind != "indirect").collect();
            marked[0] += in_marks.len();
            marked[1] += in_marks.into_iter().filter(|g| right(*g)).count();
        }
        let [wanted, found, right] = counts.map(|n| n as f64);
        let share = 100.0 * marked[1] as f64 / marked[0] as f64;
        println!("| {what} | {:.1} | {share:.1} |", 200.0 * right / (wanted + found));
    };
    println!("\n| polnear.dev | joint F1 | of direct and mixed, right % |\n|---|---|---|");
    row("as written", &mut Varied::same);
    row("other verbs of speech for all \"said\" and \"says\" of marked speech", &mut |text, cues| {
        verbs.vary(text, cues)
    });
    row("single quotation marks", &mut Varied::single);
    row("lines cut at 72 characters", &mut Varied::cut);
}
