//! The command line program, run as a user runs it.
#![cfg(feature = "cli")]

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

const ARTICLE: &str = "\"We will vote on Monday,\" said Jane Doe, the mayor. 🌷\n\nShe refused to resign.\n";

#[test]
fn one_article_from_a_file_from_standard_input_and_by_a_dash() {
    let file = temporary("article.txt", ARTICLE.as_bytes());
    let by_name = run(&["analyze", file.to_str().unwrap()], b"");
    assert_eq!(by_name.status.code(), Some(0));
    assert!(text(&by_name.stdout).contains("Jane Doe"));
    assert_eq!(by_name.stdout, run(&["analyze"], ARTICLE.as_bytes()).stdout);
    assert_eq!(by_name.stdout, run(&["analyze", "-"], ARTICLE.as_bytes()).stdout);
}

#[test]
fn a_person_sees_quotations_under_their_speaker() {
    let shown = run(&["analyze"], "🌷 “We go,” said Ann Lee, the mayor.".as_bytes()).stdout;
    let rows: Vec<&str> = text(&shown).lines().map(str::trim).collect();
    let name = rows.iter().position(|r| r.starts_with("Ann Lee")).unwrap();
    assert_eq!((rows[name + 1], rows[name + 2]), ("1  “We go,”", "said · direct · sure"));
}

#[test]
fn the_view_has_no_colours_off_a_terminal_and_obeys_no_control_characters() {
    let out = run(&["analyze"], "\"Stop\u{1b}[31m it now, please,\" said Jane \u{7}Doe of Ohio.".as_bytes());
    assert_eq!(out.status.code(), Some(0));
    assert!(text(&out.stdout).chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn json_is_one_line_in_the_unit_asked_for() {
    for (unit, length) in [("chars", 1), ("utf16", 2), ("bytes", 4)] {
        let article = format!("🌷{ARTICLE}");
        let out = run(&["analyze", "--format", "json", "--offsets", unit], article.as_bytes());
        let line = text(&out.stdout);
        assert_eq!(line.matches('\n').count(), 1);
        assert!(line.starts_with("{\"schema\":\"whosaid/1\""));
        let report = json(line);
        assert_eq!(report["offsets"], unit);
        assert_eq!(report["quotes"][0]["content"][0]["start"], length + 1);
    }
    let default = json(text(&run(&["analyze", "--format", "json"], ARTICLE.as_bytes()).stdout));
    assert_eq!(default["offsets"], "chars");
}

#[test]
fn every_export_is_written_and_takes_corrections() {
    let exact = "We will vote on Monday,";
    let suffix: String = ARTICLE.split_once(exact).unwrap().1.chars().take(40).collect();
    let quote = serde_json::json!({ "exact": [exact], "prefix": "\"", "suffix": suffix, "start": 1 });
    let file = |schema: &str| {
        let to = serde_json::json!({ "name": "Cy Doe" });
        let content =
            serde_json::json!({ "schema": schema, "corrections": [{ "speaker": { "quote": quote, "to": to } }] });
        temporary("c.json", content.to_string().as_bytes())
    };
    for (format, begins) in [
        ("json", "{\"schema\""),
        ("csv", "id,kind,words"),
        ("csv-entities", "id,type,name"),
        ("markdown", "# Who said what"),
        ("w3c", "{\"@context\""),
        ("jsonld", "{\"@context\""),
        ("tei", "<?xml"),
    ] {
        let plain = run(&["analyze", "--format", format], ARTICLE.as_bytes());
        assert!(plain.status.success() && text(&plain.stdout).starts_with(begins), "{format}");
        let corrections = file("whosaid-corrections/1");
        let args = ["analyze", "--format", format, "--corrections", corrections.to_str().unwrap()];
        let corrected = run(&args, ARTICLE.as_bytes());
        assert!(text(&corrected.stdout).contains("Cy Doe") && corrected.stderr.is_empty(), "{format}");
        let foreign = run(&args, b"Nothing of it.");
        assert!(foreign.status.success() && text(&foreign.stderr).contains("1 of 1 corrections do not fit this text"));
    }
    for wrong in [file("other/1"), temporary("broken.json", b"{\"schema\": 1}"), "/nowhere.json".into()] {
        let out = run(&["analyze", "--corrections", wrong.to_str().unwrap()], ARTICLE.as_bytes());
        assert_eq!((out.status.code(), text(&out.stderr).lines().count()), (Some(2), 1));
        assert!(text(&out.stderr).contains(wrong.to_str().unwrap()) && out.stdout.is_empty());
    }
}

#[test]
fn what_cannot_be_read_gives_one_sentence_and_status_2() {
    let latin1 = temporary("latin1.txt", b"caf\xe9");
    let folder = std::env::temp_dir();
    for (path, says) in [
        ("/nowhere/at/all.txt", "does not exist"),
        (folder.to_str().unwrap(), "is a directory"),
        (latin1.to_str().unwrap(), "is not UTF-8"),
    ] {
        let out = run(&["analyze", path], b"");
        assert_eq!(out.status.code(), Some(2), "{path}");
        assert!(out.stdout.is_empty());
        let message = text(&out.stderr);
        assert!(message.contains(says) && message.contains(path) && message.lines().count() == 1, "{message}");
    }
    let piped = run(&["analyze"], b"\xff");
    assert_eq!((piped.status.code(), text(&piped.stderr).lines().count()), (Some(2), 1));
}

#[test]
fn wrong_arguments_give_status_2() {
    for args in [&["analyze", "--offsets", "miles"][..], &["analyze", "--threads", "2"], &["read"], &[]] {
        assert_eq!(run(args, b"").status.code(), Some(2), "{args:?}");
    }
    assert_eq!(run(&["--version"], b"").stdout, concat!("whosaid ", env!("CARGO_PKG_VERSION"), "\n").as_bytes());
}

#[test]
fn empty_and_long_texts_are_read() {
    assert_eq!(run(&["analyze"], b"").status.code(), Some(0));
    let long = ARTICLE.repeat((5 << 20) / ARTICLE.len());
    let out = run(&["analyze", "--format", "json"], long.as_bytes());
    assert_eq!(out.status.code(), Some(0));
    assert!(json(text(&out.stdout))["quotes"].as_array().unwrap().len() > 10_000);
}

#[test]
fn an_archive_that_was_cut_off_is_gone_on_with() {
    let lines: Vec<String> =
        (0..40).map(|i| format!("{{\"id\":{i},\"text\":\"\\\"Go on, {i},\\\" said Ann Lee.\"}}\n")).collect();
    let input = format!("{}\n{}not json\n{}", lines[..10].concat(), lines[10..20].concat(), lines[20..].concat());
    let path = temporary("whole.ndjson", b"");
    let args = ["analyze", "--ndjson", "--output", path.to_str().unwrap()];
    assert_eq!(run(&args, input.as_bytes()).status.code(), Some(1));
    let whole = fs::read(&path).unwrap();
    assert_eq!(text(&whole).lines().count(), 41);
    // Cut between lines, within one, before the first, after the last.
    for kept in [0, 1, whole.len() / 3, whole.len() * 2 / 3, whole.len()] {
        fs::write(&path, &whole[..kept]).unwrap();
        let out = run(&[&args[..], &["--resume"]].concat(), input.as_bytes());
        assert_eq!(out.status.code(), Some(1), "{kept}");
        assert!(fs::read(&path).unwrap() == whole, "{kept}");
    }
    let other = run(&[&args[..], &["--resume"]].concat(), lines[..5].concat().as_bytes());
    assert_eq!(other.status.code(), Some(2));
    assert!(text(&other.stderr).contains("ends otherwise"));
    let reversed: String = lines.iter().rev().map(String::as_str).chain(["{}\n"]).collect();
    assert_eq!(run(&[&args[..], &["--resume"]].concat(), reversed.as_bytes()).status.code(), Some(2));
    assert!(fs::read(&path).unwrap() == whole);
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let lines = format!("{{\"id\":1,\"text\":{}}}\n", Value::from(ARTICLE)).repeat(2_000);
    for args in [&["analyze", "--ndjson"][..], &["analyze", "--format", "json"], &["analyze"]] {
        let mut child = spawn(args);
        let mut input = child.stdin.take().unwrap();
        let lines = lines.clone();
        // It may refuse the rest of what it is given: nobody reads its answers.
        let feeder = thread::spawn(move || input.write_all(lines.as_bytes()));
        drop(child.stdout.take());
        let out = child.wait_with_output().unwrap();
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(0), ""), "{args:?}");
        let _ = feeder.join().unwrap();
    }
}

#[test]
fn many_articles_keep_their_order_and_their_ids() {
    let ids = ["1", "\"a\\u00e9\"", "null", "1.0", "123456789012345678901234567890", "[1, {\"x\": 2}]", "true"];
    let texts: Vec<String> = (0..300).map(|i| ARTICLE.repeat(if i % 50 == 0 { 400 } else { 1 + i % 3 })).collect();
    let line = |(i, t): (usize, &String)| format!("{{\"text\":{},\"id\":{}}}\n", Value::from(&**t), ids[i % ids.len()]);
    let input: String = texts.iter().enumerate().map(line).collect();
    for threads in ["1", "7"] {
        let out = run(&["analyze", "--ndjson", "--offsets", "utf16", "--threads", threads], input.as_bytes());
        assert_eq!(out.status.code(), Some(0));
        let lines: Vec<&str> = text(&out.stdout).lines().collect();
        assert_eq!(lines.len(), texts.len());
        for (i, line) in lines.iter().enumerate() {
            assert!(line.starts_with(&format!("{{\"id\":{},\"schema\":", ids[i % ids.len()])), "{line:.80}");
        }
        let alone = run(&["analyze", "--format", "json", "--offsets", "utf16"], texts[1].as_bytes());
        assert_eq!(
            lines[1].split_once("\"schema\"").unwrap().1,
            text(&alone.stdout).trim().split_once("\"schema\"").unwrap().1
        );
    }
}

#[test]
fn a_bad_line_is_told_and_the_rest_goes_on() {
    let mut input =
        b"{\"id\":1,\"text\":\"a\"}\n\n  \nnot json\n{\"id\":{\"k\":2}}\n[1]\n{\"id\":3,\"text\":4}\n\"\xff\"\n"
            .to_vec();
    input.extend(b"{\"id\":9,\"text\":\"\\ud800\"}\n{\"text\":\"last, without an end\"}");
    let out = run(&["analyze", "--ndjson"], &input);
    assert_eq!(out.status.code(), Some(1));
    let lines: Vec<&str> = text(&out.stdout).lines().collect();
    assert_eq!(lines.len(), 8);
    assert!(lines[0].starts_with("{\"id\":1,\"schema\"") && lines[7].starts_with("{\"id\":null,\"schema\""));
    let told =
        |i: usize| (json(lines[i])["line"].as_u64().unwrap(), json(lines[i])["error"].as_str().unwrap().to_owned());
    for (i, number, says) in [
        (1, 4, "not JSON"),
        (2, 5, "no \"text\""),
        (3, 6, "object"),
        (4, 7, "string"),
        (5, 8, "UTF-8"),
        (6, 9, "string"),
    ] {
        let (line, error) = told(i);
        assert!(line == number && error.contains(says), "{}", lines[i]);
    }
    assert!(lines[1].starts_with("{\"line\":4,") && lines[2].starts_with("{\"id\":{\"k\":2},\"line\":5,"));
}

#[test]
fn an_answer_comes_before_the_next_question() {
    let mut child = spawn(&["analyze", "--ndjson"]);
    let mut ask = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in 0..3 {
        ask.write_all(format!("{{\"id\":{id},\"text\":\"x\"}}\n").as_bytes()).unwrap();
        assert_eq!(json(&answers.next().unwrap().unwrap())["id"], id);
    }
    drop(ask);
    assert!(child.wait().unwrap().success());
}

pub fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = spawn(args);
    let mut stdin = child.stdin.take().unwrap();
    thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    })
}

pub fn spawn(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.args(args).env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

pub fn temporary(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
