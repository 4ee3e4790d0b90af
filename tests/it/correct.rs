//! Corrections fit exactly or wait; what they change is in every export.

use serde_json::{Value, json};
use whosaid::report::{Corrections, Format, Report, correct, export};
use whosaid::{OffsetUnit, Options, analyze};

const TEXT: &str = "🌷 \"We will go,\" said Ann Lee, the mayor. The council met again in the old town hall.\n\n\
    \"No ferry sails at night,\" said Bob Ray. He left soon after that, and nobody saw him again.\n\n\
    \"We will go,\" said Ann Lee, the mayor. The council met again in the old town hall.\n";

fn report() -> Report {
    analyze(TEXT, &Options { offsets: OffsetUnit::Utf16 })
}

fn anchor(text: &str, words: &str, nth: usize) -> Value {
    let at = text.match_indices(words).nth(nth).unwrap().0;
    let before: Vec<char> = text[..at].chars().collect();
    let prefix: String = before[before.len().saturating_sub(32)..].iter().collect();
    let suffix: String = text[at + words.len()..].chars().take(32).collect();
    json!({ "exact": [words], "prefix": prefix, "suffix": suffix, "start": before.len() })
}

fn corrections(list: Value) -> Corrections {
    serde_json::from_value(json!({ "schema": "whosaid-corrections/1", "corrections": list })).unwrap()
}

fn apply(text: &str, list: Value) -> Report {
    let mut report = analyze(text, &Options { offsets: OffsetUnit::Utf16 });
    correct(text, &mut report, &corrections(list)).unwrap();
    report
}

fn quote<'r>(report: &'r Report, words: &str) -> &'r whosaid::report::Quote {
    report.quotes.iter().find(|q| q.content[0].text == words).unwrap()
}

#[test]
fn a_speaker_is_changed_to_an_entity_a_name_or_nobody() {
    let words = "No ferry sails at night,";
    let to = |to: Value| apply(TEXT, json!([{ "speaker": { "quote": anchor(TEXT, words, 0), "to": to } }]));
    let ann = to(json!({ "entity": { "name": "Ann Lee", "type": "PERSON" } }));
    let entity = ann.entities.iter().find(|e| e.name == "Ann Lee").unwrap();
    let changed = quote(&ann, words);
    assert_eq!(changed.speaker_entity.as_ref(), Some(&entity.id));
    assert!(changed.corrected && changed.rule == "corrected" && changed.confidence == 1.0);
    assert_eq!(ann.corrections.len(), 1);
    let made = to(json!({ "name": "Cy Doe" }));
    let id = quote(&made, words).speaker_entity.clone().unwrap();
    assert_eq!(made.entities.iter().filter(|e| e.id == id).map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Cy Doe"]);
    assert_eq!(quote(&to(json!("unknown")), words).speaker_entity, None);
}

#[test]
fn two_entities_become_one_and_a_quotation_goes() {
    let merged = apply(
        TEXT,
        json!([
            { "merge": { "entity": { "name": "Bob Ray", "type": "PERSON" }, "into": { "name": "Ann Lee", "type": "PERSON" } } },
            { "dismiss": { "quote": anchor(TEXT, "We will go,", 1) } },
        ]),
    );
    assert!(!merged.entities.iter().any(|e| e.name == "Bob Ray"));
    let ann = merged.entities.iter().find(|e| e.name == "Ann Lee").unwrap();
    assert!(ann.corrected && ann.mentions.iter().any(|m| m.text == "Bob Ray"));
    assert!(merged.quotes.iter().all(|q| q.speaker_entity.as_ref() == Some(&ann.id)));
    let left: Vec<usize> =
        merged.quotes.iter().filter(|q| q.content[0].text == "We will go,").map(|q| q.content[0].start).collect();
    assert_eq!(left, [4], "of two in the same words the second, which the position told, is gone");
}

#[test]
fn what_does_not_fit_exactly_waits() {
    let good = anchor(TEXT, "No ferry sails at night,", 0);
    let with = |field: &str, value: Value| {
        let mut anchor = good.clone();
        anchor[field] = value;
        apply(TEXT, json!([{ "dismiss": { "quote": anchor } }])).corrections.len()
    };
    assert_eq!(with("start", json!(999)), 1, "unique words in their context need no position");
    assert_eq!(with("exact", json!(["No ferry sails at noon,"])), 0);
    assert_eq!(with("prefix", json!("")), 0, "a context that says nothing fits nothing");
    assert_eq!(with("suffix", json!("\" said")), 0);
    let shifted = format!("A line before.\n\n{TEXT}");
    assert_eq!(apply(&shifted, json!([{ "dismiss": { "quote": good } }])).corrections.len(), 1);
    let altered = TEXT.replace("said Bob Ray", "said Rob Ray");
    let same = apply(&altered, json!([{ "dismiss": { "quote": good } }]));
    assert_eq!(same, analyze(&altered, &Options { offsets: OffsetUnit::Utf16 }));
    let unplaced = anchor(TEXT, "We will go,", 1);
    let twice = format!("{}\n{}\n{}", &TEXT[TEXT.len() - 120..], TEXT, TEXT);
    let nowhere = apply(&twice, json!([{ "dismiss": { "quote": unplaced } }]));
    assert!(nowhere.corrections.len() <= 1);
}

#[test]
fn what_was_tampered_with_is_refused() {
    let read = |text: &str| serde_json::from_str::<Corrections>(text);
    let good = json!({ "schema": "whosaid-corrections/1", "corrections": [{ "dismiss": { "quote": anchor(TEXT, "We will go,", 0) } }] });
    assert!(read(&good.to_string()).is_ok());
    for (from, to) in [
        ("\"exact\":[\"We will go,\"]", "\"exact\":\"We will go,\""),
        ("\"start\":", "\"begin\":"),
        ("\"dismiss\"", "\"delete\""),
        ("\"suffix\"", "\"html\":\"<b>\",\"suffix\""),
    ] {
        assert!(read(&good.to_string().replace(from, to)).is_err(), "{to}");
    }
    let refuse = |from: &str, to: &str| {
        let given = read(&good.to_string().replace(from, to)).unwrap();
        correct(TEXT, &mut report(), &given).unwrap_err()
    };
    assert!(refuse("corrections/1", "corrections/9").contains("another version"));
    assert!(refuse("[\"We will go,\"]", "[]").contains("without words"));
    let named = |name: &str| {
        let given =
            corrections(json!([{ "speaker": { "quote": anchor(TEXT, "We will go,", 0), "to": { "name": name } } }]));
        correct(TEXT, &mut report(), &given)
    };
    assert!(named("Ann\u{202E}Lee").is_ok(), "a mark of direction is shown, apart");
    for bad in ["", " ", "a\u{0}b", "two\nlines", &"x".repeat(201)] {
        assert!(named(bad).unwrap_err().contains("200 characters"));
    }
}

#[test]
fn every_export_knows_what_was_corrected() {
    let words = "No ferry sails at night,";
    let corrected =
        apply(TEXT, json!([{ "speaker": { "quote": anchor(TEXT, words, 0), "to": { "name": "Cy Doe" } } }]));
    for (format, says) in [
        (Format::Json, "\"corrected\":true"),
        (Format::Csv, "corrected,true,"),
        (Format::CsvEntities, "PERSON,Cy Doe,named,,,,0,1,true"),
        (Format::Markdown, "corrected by hand"),
        (Format::W3c, "\"corrected\":true"),
        (Format::JsonLd, "\"correction\":"),
        (Format::Tei, "resp=\"#reader\""),
    ] {
        let out = export(TEXT, &corrected, format).unwrap();
        assert!(out.contains(says) && out.contains("Cy Doe"), "{}: {out}", format.name());
        assert!(!export(TEXT, &report(), format).unwrap().contains("Cy Doe"));
    }
}

#[test]
fn no_text_breaks_an_export() {
    for text in ["", "\0", "a\r\nb", "\"<b>&\u{FFFE}\",\" said =SUM(A1) Lee.", &TEXT.repeat(50)] {
        for offsets in [OffsetUnit::Utf16, OffsetUnit::Chars, OffsetUnit::Bytes] {
            let report = analyze(text, &Options { offsets });
            for format in Format::ALL {
                assert!(export(text, &report, format).is_ok());
                assert_eq!(Format::named(format.name()), Some(format));
            }
            if !report.quotes.is_empty() {
                let error = export(&text.replace('"', "' "), &report, Format::W3c).unwrap_err();
                assert!(error.to_string().contains("not about this text"));
            }
        }
    }
}
