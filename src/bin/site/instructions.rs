//! How many instructions a word costs, counted by valgrind: the same on a busy machine, so that a tenth more is no noise.

use crate::measure;
use crate::shell::{capture, provide, root};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

/// What was counted last, step by step.
const BASELINE: &str = "tests/measure/instructions.toml";

/// How much more than the baseline is let through.
const MOST: f64 = 1.10;

/// What is counted: instructions up to the first report, those of a long text in which a word was typed, and those of each step a
/// word.
#[derive(Debug, PartialEq)]
struct Counts {
    start: u64,
    typed: u64,
    steps: Vec<(String, u64)>,
}

impl Counts {
    /// A word through the whole pipeline; exports are not part of it.
    fn all(&self) -> u64 {
        self.steps.iter().filter(|(name, _)| !name.starts_with(EXPORT)).map(|(_, n)| n).sum()
    }

    fn of(&self, name: &str) -> Option<u64> {
        self.steps.iter().find(|step| step.0 == name).map(|step| step.1)
    }
}

const EXPORT: &str = "export.";

/// Counts and compares with the baseline, or makes it anew.
///
/// # Errors
/// A word, the start, or a typed word costs over a tenth more than the baseline.
pub fn instructions(renew: bool) -> Result<()> {
    let counts = count()?;
    let file = root().join(BASELINE);
    if renew {
        fs::write(&file, written(&counts))?;
        println!("{BASELINE} holds {} instructions a word", counts.all());
        return Ok(());
    }
    let text = fs::read_to_string(&file).with_context(|| format!("{BASELINE} cannot be read"))?;
    let (table, kept) = compare(&baseline(&text)?, &counts);
    print!("{table}");
    ensure!(
        kept,
        "over {MOST} times the instructions of {BASELINE}; if that is wanted: `cargo site instructions --renew`"
    );
    Ok(())
}

/// Reads the test articles under valgrind.
fn count() -> Result<Counts> {
    let valgrind = provide(&["valgrind"], &["valgrind"])?;
    let program = measure::built("instructions", &[])?;
    let mut articles: Vec<_> =
        fs::read_dir(root().join("tests/articles"))?.flatten().map(|entry| entry.path()).collect();
    articles.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    articles.sort();
    let profile = program.with_extension("callgrind");
    let mut args = vec![
        "--tool=callgrind".to_owned(),
        "--quiet".to_owned(),
        format!("--callgrind-out-file={}", profile.display()),
    ];
    args.extend([&program].into_iter().chain(&articles).map(|path| path.to_string_lossy().into_owned()));
    let printed = capture(&valgrind.to_string_lossy(), &args.iter().map(String::as_str).collect::<Vec<_>>())?;
    counts(&printed, &costs(&fs::read_to_string(&profile)?))
}

/// Instructions of every function with all that it calls, out of callgrind's profile.
fn costs(profile: &str) -> BTreeMap<String, u64> {
    let (mut names, mut costs) = (BTreeMap::new(), BTreeMap::<String, u64>::new());
    let (mut callee, mut called) = (String::new(), false);
    for line in profile.lines() {
        // A name is written out once: `cfn=(7) name`, then `cfn=(7)`.
        if let Some(function) = line.strip_prefix("cfn=").or_else(|| line.strip_prefix("fn=")) {
            let (number, name) = function.split_once(' ').unwrap_or((function, ""));
            if !name.is_empty() {
                names.insert(number, name);
            }
            if line.starts_with('c') {
                callee = (*names.get(number).unwrap_or(&"")).to_owned();
            }
        } else if line.starts_with("calls=") {
            called = true;
        } else if called {
            let cost = line.split(' ').nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
            *costs.entry(callee.clone()).or_default() += cost;
            called = false;
        }
    }
    costs
}

/// The steps of a run, by what it printed.
fn counts(printed: &str, costs: &BTreeMap<String, u64>) -> Result<Counts> {
    let mut lines = printed.lines().filter_map(|line| line.split_once(' '));
    let words: u64 = lines.next().filter(|line| line.0 == "words").context("no number of words")?.1.parse()?;
    let mut steps = lines.map(|(slot, name)| {
        let is_slot = |function: &str| function.rsplit("::").any(|part| part == slot);
        let cost = costs.iter().filter(|(function, _)| is_slot(function)).map(|(_, cost)| cost).sum::<u64>();
        ensure!(cost > 0, "callgrind knows nothing of {slot}, the step {name}");
        Ok((name.to_owned(), cost))
    });
    let (_, start) = steps.next().context("no step was counted")??;
    let mut steps = steps.collect::<Result<Vec<_>>>()?;
    let (_, typed) = steps.pop().filter(|(name, _)| name == "typed").context("no typed word was counted")?;
    let steps = steps.into_iter().map(|(name, cost)| (name, cost / words)).collect();
    Ok(Counts { start, typed, steps })
}

/// The baseline as a file.
fn written(counts: &Counts) -> String {
    let mut text = format!(
        "# What the test articles cost natively, in instructions as valgrind counts them. The gate fails where the start, a\n\
        # word through all steps, or a typed word costs over a tenth more. `cargo site instructions --renew` writes this file.\n\n\
        # Up to the first report: lists and weights are read.\nstart = {}\n\n\
        # A text of 100 KB that was read before, with a word more.\ntyped = {}\n\n\
        # A word, all steps to the report: {}.\n[word]\n",
        counts.start,
        counts.typed,
        counts.all()
    );
    for (name, n) in &counts.steps {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name} = {n}");
    }
    text
}

/// Reads the baseline.
fn baseline(text: &str) -> Result<Counts> {
    let table: toml::Table = text.parse().with_context(|| format!("{BASELINE} is no TOML"))?;
    let number = |value: &toml::Value| value.as_integer().and_then(|n| u64::try_from(n).ok());
    let once = |name: &str| table.get(name).and_then(number).with_context(|| format!("{BASELINE} has no {name}"));
    let (start, typed) = (once("start")?, once("typed")?);
    let mut steps = Vec::new();
    for (name, value) in table.get("word").and_then(toml::Value::as_table).into_iter().flatten() {
        match value.as_table() {
            None => steps.push((name.clone(), number(value).with_context(|| format!("{name} is no number"))?)),
            Some(formats) => {
                for (format, value) in formats {
                    let n = number(value).with_context(|| format!("{format} is no number"))?;
                    steps.push((format!("{name}.{format}"), n));
                }
            }
        }
    }
    ensure!(!steps.is_empty(), "{BASELINE} has no steps");
    Ok(Counts { start, typed, steps })
}

/// A table of both, and whether the limit is kept.
fn compare(before: &Counts, now: &Counts) -> (String, bool) {
    let mut table = format!("{:<22} {:>13} {:>13} {:>7}\n", "instructions a word", "baseline", "now", "ratio");
    let mut row = |name: &str, before: Option<u64>, now: u64| {
        let ratio = before.map_or(f64::INFINITY, |before| now as f64 / before as f64);
        let before = before.map_or_else(|| "new".to_owned(), |n| n.to_string());
        let _ = writeln!(table, "{name:<22} {before:>13} {now:>13} {ratio:>7.3}");
        ratio <= MOST
    };
    for (name, n) in &now.steps {
        row(name, before.of(name), *n);
    }
    let whole = row("all steps to a report", Some(before.all()), now.all());
    let start = row("start, in all", Some(before.start), now.start);
    let typed = row("a word typed, in all", Some(before.typed), now.typed);
    (table, whole && start && typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: &str = "events: Ir\n\nfl=(1) ???\nfn=(1) instructions::main\n0 12\ncfn=(2) instructions::slot_00\ncalls=1 0 \n0 900\n\
        cfn=(6) instructions::slot_03\ncalls=1 0 \n0 300\n\
        cfn=(3) instructions::slot_01\ncalls=1 0 \n0 400\n\nfn=(2)\n0 5\ncfn=(4) whosaid::analyze\ncalls=1 0\n0 895\n\n\
        fn=(3)\n0 30\ncfn=(5) instructions::slot_02\ncalls=2 0\n* 80\nfn=(9) other\n0 1\ncfn=(3)\ncalls=1 0\n+3 100\n\ntotals: 1500\n";
    const PRINTED: &str = "words 10\nslot_00 start\nslot_01 tokens\nslot_02 export.csv\nslot_03 typed\n";

    fn counted(start: u64, tokens: u64, quotes: u64, csv: u64) -> Counts {
        let steps = [("tokens", tokens), ("quotes", quotes), ("export.csv", csv)];
        Counts { start, typed: 50, steps: steps.map(|(name, n)| (name.to_owned(), n)).into() }
    }

    #[test]
    fn a_profile_is_read_by_its_calls() {
        let counts = counts(PRINTED, &costs(PROFILE)).unwrap();
        let steps = [("tokens".to_owned(), 50), ("export.csv".to_owned(), 8)];
        assert_eq!(counts, Counts { start: 900, typed: 300, steps: steps.into() });
        assert_eq!(counts.all(), 50);
    }

    #[test]
    fn a_step_that_the_profile_does_not_know_is_an_error() {
        assert!(super::counts("words 10\nslot_00 start\nslot_07 tokens\nslot_03 typed\n", &costs(PROFILE)).is_err());
        assert!(super::counts("words 10\nslot_00 start\nslot_01 tokens\n", &costs(PROFILE)).is_err());
        assert!(super::counts("", &costs(PROFILE)).is_err());
    }

    #[test]
    fn a_tenth_more_passes_and_more_than_that_fails() {
        let before = counted(1000, 600, 400, 100);
        assert!(compare(&before, &counted(1000, 600, 400, 100)).1);
        assert!(compare(&before, &counted(1000, 300, 800, 100)).1, "a word costs a tenth more");
        assert!(!compare(&before, &counted(1000, 600, 501, 100)).1, "a word costs more than that");
        assert!(compare(&before, &counted(1100, 600, 400, 900)).1, "exports are shown only");
        assert!(!compare(&before, &counted(1101, 600, 400, 100)).1, "the start");
        assert!(!compare(&before, &Counts { typed: 56, ..counted(1000, 600, 400, 100) }).1, "a typed word");
    }

    #[test]
    fn what_is_written_is_read() {
        let counts = counted(7, 600, 400, 100);
        let read = baseline(&written(&counts)).unwrap();
        assert_eq!((read.start, read.typed, read.all()), (7, 50, 1000));
        assert!(counts.steps.iter().all(|(name, n)| read.of(name) == Some(*n)));
        assert!(baseline("start = 1\ntyped = 1\n").is_err() && baseline("start = 1\n[word]\ntokens = 1").is_err());
    }

    #[test]
    fn the_baseline_can_be_read() {
        let counts = baseline(&fs::read_to_string(root().join(BASELINE)).unwrap()).unwrap();
        assert!(counts.of("tokens").is_some() && counts.of("export.tei").is_some());
    }
}
