//! The TypeScript types say what the report holds.

use serde_json::Value;
use std::collections::BTreeSet;

fn fields_of(interface: &str) -> BTreeSet<String> {
    let source = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/wasm.rs")).unwrap();
    let start = source.find(&format!("interface {interface} {{")).unwrap_or_else(|| panic!("no interface {interface}"));
    let body = source[start..].split_once('{').unwrap().1.split_once('}').unwrap().0;
    let names = body
        .split([';', '\n'])
        .filter_map(|f| f.trim().split_once(':'))
        .map(|f| f.0.trim_end_matches('?').trim().to_owned());
    names.collect()
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn typescript_and_json_have_the_same_fields() {
    let text = "Oslo said no. Norway voted.\n\n\"Yes, we will go,\" said Ann Lee. \"We never";
    let report = serde_json::to_value(whosaid::analyze(text, &whosaid::Options::default())).unwrap();
    let first = |path: &str| report.pointer(path).unwrap_or_else(|| panic!("{path} is missing in {report:#}"));
    for (interface, value) in [
        ("Report", &report),
        ("Language", first("/language")),
        ("Block", first("/blocks/0")),
        ("Entity", first("/entities/0")),
        ("Quote", first("/quotes/0")),
        ("Span", first("/quotes/0/content/0")),
        ("Diagnostic", first("/diagnostics/0")),
    ] {
        assert_eq!(fields_of(interface), keys(value), "{interface}");
    }
    let mut mention = keys(first("/entities/0/mentions/0"));
    mention.insert("metonym_of".to_owned());
    assert_eq!(fields_of("Mention"), mention);
}

#[test]
fn a_capital_points_to_its_country() {
    let text = "Oslo rejected the offer. Norway has said it will wait.";
    let report = whosaid::analyze(text, &whosaid::Options::default());
    let norway = report.entities.iter().find(|e| e.name == "Norway").unwrap();
    let oslo = report.entities.iter().find(|e| e.name == "Oslo").unwrap();
    assert_eq!(oslo.mentions[0].metonym_of.as_ref(), Some(&norway.id));
}
