//! Archives: whatever happens to a run, the next one ends with what an unbroken one would have written.
#![cfg(all(feature = "cli", unix))]

use crate::cli::{json, run, spawn, temporary, text};
use serde_json::Value;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

/// Lines of articles, each made of the paragraphs of two test articles, with a bad and a blank one among them.
fn archive(lines: usize) -> String {
    let mut files: Vec<PathBuf> = fs::read_dir("tests/articles").unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let articles: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let article = |i: usize| articles[i % articles.len()].get(..1_500).unwrap_or(&articles[i % articles.len()]);
    let line = |i: usize| match i % 25 {
        7 => "{\"id\": \"cut o\n".to_owned(),
        8 => " \n".to_owned(),
        _ => format!("{{\"id\":{i},\"text\":{}}}\n", Value::from(format!("{}\n\n{}", article(i), article(i / 2)))),
    };
    (0..lines).map(line).collect()
}

/// The archive, its file, a file for the output, and what an unbroken run writes there.
fn unbroken(name: &str, lines: usize) -> (PathBuf, PathBuf, Vec<u8>) {
    let input = temporary(&format!("{name}.ndjson"), archive(lines).as_bytes());
    let output = temporary(&format!("{name}.out.ndjson"), b"old");
    let out = run(&args(&input, &output, &[]), b"");
    assert_eq!((out.status.code(), text(&out.stderr)), (Some(1), ""));
    let whole = fs::read(&output).unwrap();
    (input, output, whole)
}

fn args<'a>(input: &'a Path, output: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let args = ["analyze", "--ndjson", input.to_str().unwrap(), "--output", output.to_str().unwrap()];
    [&args, more].concat()
}

#[test]
fn killed_at_any_moment_it_ends_as_if_it_had_not_been() {
    let (input, output, whole) = unbroken("killed", 250);
    fs::remove_file(&output).unwrap();
    let resume = args(&input, &output, &["--resume"]);
    let mut killed = 0;
    // Each run is killed when the output has grown by a twelfth; every other time the line that it wrote last is torn as well.
    for part in 1..=11 {
        let mut child = spawn(&resume);
        let size = || fs::metadata(&output).map_or(0, |file| file.len() as usize);
        while size() < whole.len() * part / 12 && child.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_micros(500));
        }
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        let written = fs::read(&output).unwrap();
        assert!(whole.starts_with(&written), "after {part} runs");
        if part % 2 == 0 {
            let torn = written.len() - 1 - (part * 7_919) % 9_000.min(written.len() - 1);
            OpenOptions::new().write(true).open(&output).unwrap().set_len(torn as u64).unwrap();
        }
    }
    assert!(killed >= 4, "{killed} of 11 runs were killed in the middle");
    assert_eq!(run(&resume, b"").status.code(), Some(1));
    assert!(fs::read(&output).unwrap() == whole);
    // Once more, with nothing left to do, and by standard input.
    assert_eq!(
        run(&["analyze", "--ndjson", "--output", resume[4], "--resume"], &fs::read(&input).unwrap()).status.code(),
        Some(1)
    );
    assert!(fs::read(&output).unwrap() == whole);
}

#[test]
fn a_full_disk_is_told_and_gone_on_from() {
    let (input, output, whole) = unbroken("full", 60);
    fs::remove_file(&output).unwrap();
    // A limit on the size of files ends a write in the middle of a line, as a full disk does.
    for (blocks, resume) in [(3_u64, "--threads=2"), (200, "--resume"), (201, "--resume")] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let mut limited = Command::new("sh");
        limited.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_whosaid")]).args(args(&input, &output, &[resume]));
        let out = limited.output().unwrap();
        let told = text(&out.stderr);
        assert_eq!((out.status.code(), told.lines().count()), (Some(2), 1), "{told}");
        assert!(told.contains("full.out.ndjson") && told.contains("File too large"), "{told}");
        assert!(fs::metadata(&output).unwrap().len() % 512 == 0 && whole.starts_with(&fs::read(&output).unwrap()));
    }
    assert_eq!(run(&args(&input, &output, &["--resume"]), b"").status.code(), Some(1));
    assert!(fs::read(&output).unwrap() == whole);
    if cfg!(target_os = "linux") {
        let full = run(&args(&input, Path::new("/dev/full"), &[]), b"");
        assert_eq!((full.status.code(), text(&full.stderr).contains("/dev/full: No space left")), (Some(2), true));
    }
}

#[test]
fn an_output_that_is_not_of_this_run_is_refused_and_left_as_it_is() {
    let (input, output, whole) = unbroken("foreign", 40);
    let cut = &whole[..whole.len() * 2 / 3];
    let refused = |content: &[u8], more: &[&str], input: &Path, says: &str| {
        fs::write(&output, content).unwrap();
        let out = run(&args(input, &output, &[&["--resume"], more].concat()), b"");
        assert_eq!((out.status.code(), text(&out.stderr).lines().count()), (Some(2), 1), "{says}");
        assert!(text(&out.stderr).contains(says), "{}", text(&out.stderr));
        assert!(fs::read(&output).unwrap() == content, "{says}");
    };
    refused(cut, &["--offsets", "bytes"], &input, "ends otherwise");
    let lines = archive(40);
    let changed = temporary("changed.ndjson", lines.replace("said", "says").as_bytes());
    refused(cut, &[], &changed, "ends otherwise");
    let more =
        temporary("more.ndjson", format!("{}{lines}", lines.lines().next().unwrap().to_owned() + "\n").as_bytes());
    refused(cut, &[], &more, "ends otherwise");
    let short = temporary("short.ndjson", lines.lines().next().unwrap().as_bytes());
    refused(cut, &[], &short, "ends otherwise");
    refused(b"My notes, one line", &[], &input, "ends otherwise");
    refused(b"My notes\nof two lines", &[], &input, "line 1 of");
    refused(lines.as_bytes(), &[], &input, "line 1 of");
    refused(&[cut, &[0; 300]].concat(), &[], &input, "ends otherwise");
    for path in ["/dev/null", env!("CARGO_TARGET_TMPDIR")] {
        assert_eq!(run(&args(&input, Path::new(path), &["--resume"]), b"").status.code(), Some(2), "{path}");
    }
}

#[test]
fn two_runs_do_not_write_one_file() {
    let output = temporary("twice.out.ndjson", b"");
    let path = output.to_str().unwrap();
    // It holds the file for as long as its input is open.
    let mut first = spawn(&["analyze", "--ndjson", "--output", path]);
    first.stdin.as_mut().unwrap().write_all(b"{\"text\":\"We go.\"}\n").unwrap();
    while fs::metadata(&output).unwrap().len() == 0 {
        thread::sleep(Duration::from_millis(1));
    }
    for more in [&[][..], &["--resume"]] {
        let second = run(&[&["analyze", "--ndjson", "--output", path], more].concat(), b"");
        assert_eq!(second.status.code(), Some(2));
        assert!(text(&second.stderr).contains("is being written by another run"));
    }
    drop(first.stdin.take());
    assert!(first.wait().unwrap().success());
}

#[test]
fn what_archives_hold_beside_articles_is_told_line_by_line() {
    let spaces = " ".repeat(20 << 20);
    let input = [
        "{\"id\":1,\"text\":\"<html><body><p class=\\\"a\\\">\\\"We go,\\\" said Ann Lee.</p></body></html>\"}"
            .to_owned(),
        "<p>“We go,” said Ann Lee.</p>".to_owned(),
        String::new(),
        "{\"id\":4,\"text\":\" <!-- x --> <div>We go</div>\\n\"}".to_owned(),
        "{\"id\":5,\"text\":\"<<We go>>, said <Ann> Lee, of a</b> <Tag>\"}".to_owned(),
        format!("{{\"id\":6,\"text\":\"\\\"We will go,\\\" said Ann Lee.{spaces}She left.\"}}"),
        format!("{{\"id\":7,\"text\":\"{spaces}{spaces}\"}}"),
        "{\"id\":8,\"text\":\"\\\"We will go,\\\" said Ann Lee.\"}".to_owned(),
    ]
    .join("\n");
    let out = run(&["analyze", "--ndjson"], input.as_bytes());
    assert_eq!(out.status.code(), Some(1));
    let answers: Vec<Value> = text(&out.stdout).lines().map(json).collect();
    let errors: Vec<(u64, &str)> =
        answers.iter().filter_map(|a| Some((a["line"].as_u64()?, a["error"].as_str()?))).collect();
    assert_eq!(errors.iter().map(|e| e.0).collect::<Vec<_>>(), [1, 2, 4, 7]);
    for ((_, error), says) in errors.iter().zip(["HTML", "not JSON", "HTML", "longer than"]) {
        assert!(error.contains(says), "{error}");
    }
    assert_eq!(answers.iter().filter(|a| a["quotes"][0]["speaker"]["text"] == "Ann Lee").count(), 2);
}

#[test]
fn a_missing_archive_gives_one_sentence_and_status_2() {
    let out = run(&["analyze", "--ndjson", "/nowhere.ndjson"], b"");
    assert_eq!((out.status.code(), text(&out.stderr)), (Some(2), "whosaid: /nowhere.ndjson does not exist\n"));
}
