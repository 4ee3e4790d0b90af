//! The command line program, run as a user runs it.
#![cfg(feature = "cli")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    let mut child =
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Written beside the reading, as a pipe is; a program that stops early closes its end.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const ARTICLE: &str = "🌷 “We go,” said Ann Lee, the mayor.";

#[test]
fn a_person_sees_quotations_under_their_speaker() {
    let out = run(&["analyze"], ARTICLE.as_bytes());
    let shown = text(&out.stdout);
    assert!(out.status.success());
    assert!(
        shown.contains("Ann Lee") && shown.contains("“We go,”") && shown.contains("said · direct · sure"),
        "{shown}"
    );
    assert!(!shown.contains('\u{1B}'), "no colours in a pipe");
}

#[test]
fn json_counts_in_the_unit_asked_for() {
    for (unit, start) in [("chars", 3), ("utf16", 4), ("bytes", 8)] {
        let out = run(&["analyze", "-", "--format", "json", "--offsets", unit], ARTICLE.as_bytes());
        let report: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!(report["offsets"], unit);
        assert_eq!(report["schema"], "whosaid/1");
        assert_eq!(report["quotes"][0]["content"][0]["start"], start);
    }
    let default: serde_json::Value =
        serde_json::from_slice(&run(&["analyze", "--format", "json"], ARTICLE.as_bytes()).stdout).unwrap();
    assert_eq!(default["offsets"], "chars");
}

#[test]
fn wrong_files_get_one_sentence_and_status_2() {
    for (args, input, says) in [
        (vec!["analyze", "/no/such/file"], &b""[..], "does not exist"),
        (vec!["analyze", "/"], b"", "is a directory"),
        (vec!["analyze", "-"], b"abc\xff\xfe", "is not UTF-8"),
    ] {
        let out = run(&args, input);
        let error = text(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(error.contains(says) && error.lines().count() == 1, "{error}");
        assert!(out.stdout.is_empty());
    }
}

#[test]
fn ndjson_keeps_order_and_survives_bad_lines() {
    let mut input = Vec::new();
    for i in 0..500 {
        let line = serde_json::json!({ "id": i, "text": ARTICLE.repeat(i % 7 * 10 + 1) });
        input.extend(format!("{line}\n").into_bytes());
    }
    input.extend(b"\n{\"id\":\"x\"}\nnonsense\n\xff\xfe\n{\"text\":\"no id\"}\n[1]");
    let out = run(&["analyze", "--ndjson", "--threads", "3"], &input);
    let lines: Vec<serde_json::Value> = text(&out.stdout).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(out.status.code(), Some(1), "bad lines show in the status");
    assert_eq!(lines.len(), 505);
    for (i, line) in lines[..500].iter().enumerate() {
        assert_eq!((line["id"].as_u64(), line["schema"].as_str()), (Some(i as u64), Some("whosaid/1")));
    }
    assert_eq!(lines[500]["id"], "x");
    assert_eq!(lines[500]["line"], 502);
    for bad in [500, 501, 502, 504] {
        assert!(lines[bad]["error"].is_string(), "{}", lines[bad]);
    }
    assert!(lines[503]["id"].is_null() && lines[503]["blocks"].is_array());
}

#[test]
fn ndjson_of_good_lines_succeeds_and_equals_single_runs() {
    let line = serde_json::json!({ "id": "a", "text": ARTICLE }).to_string();
    let out = run(&["analyze", "--ndjson", "--offsets", "utf16"], line.as_bytes());
    assert!(out.status.success());
    let single = text(&run(&["analyze", "--format", "json", "--offsets", "utf16"], ARTICLE.as_bytes()).stdout);
    assert_eq!(text(&out.stdout), single.replacen('{', "{\"id\":\"a\",", 1));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let text_line = serde_json::json!({ "id": 1, "text": ARTICLE.repeat(200) }).to_string() + "\n";
    let mut child = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(["analyze", "--ndjson"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    for _ in 0..200 {
        if stdin.write_all(text_line.as_bytes()).is_err() {
            break;
        }
    }
    drop(stdin);
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{out:?}");
}
