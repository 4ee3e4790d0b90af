//! What holds for every export of any report: a reader of the format reads it, and finds in it what the report says.

use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeSet;
use whosaid::report::{Format, Report, export};

/// Writes a report of a text, positions in bytes, in every format and reads it again.
pub fn check(text: &str, report: &Report) {
    for format in Format::ALL {
        let written = export(text, report, format).expect("a report is about its text");
        match format {
            Format::Json => json(&written, report),
            Format::Csv => table(&written, report.quotes.len(), |i| &report.quotes[i].id),
            Format::CsvEntities => table(&written, report.entities.len(), |i| &report.entities[i].id),
            Format::Markdown => markdown(&written),
            Format::W3c => annotations(&written, text, report),
            Format::JsonLd => assert!(parsed(&written).is_object()),
            Format::Tei => tei(&written, report),
        }
    }
}

fn parsed(json: &str) -> serde_json::Value {
    assert_eq!(json.trim_end_matches('\n').matches('\n').count(), 0, "one line");
    serde_json::from_str(json).expect("JSON")
}

fn json(written: &str, report: &Report) {
    assert_eq!(parsed(written), serde_json::to_value(report).unwrap());
}

/// As many rows as things, each with its number, none with a cell that a spreadsheet would run.
fn table<'r>(written: &str, rows: usize, id: impl Fn(usize) -> &'r String) {
    let mut reader = csv::Reader::from_reader(written.as_bytes());
    let records: Vec<_> = reader.records().collect::<Result<_, _>>().expect("rows of one width");
    assert_eq!(records.len(), rows);
    for (i, record) in records.iter().enumerate() {
        assert_eq!(&record[0], id(i));
        assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{record:?} runs");
    }
}

/// Nothing in the words of an article is markup.
fn markdown(written: &str) {
    for event in Parser::new_ext(written, Options::empty()) {
        let foreign = matches!(
            event,
            Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Code(_)
                | Event::Rule
                | Event::Start(
                    Tag::Link { .. }
                        | Tag::Image { .. }
                        | Tag::HtmlBlock
                        | Tag::CodeBlock(_)
                        | Tag::Emphasis
                        | Tag::Strong
                        | Tag::List(_)
                )
        );
        assert!(!foreign, "{event:?} came out of the words");
    }
}

/// Each position in code points has the words that stand beside it, between what is said to stand around them.
fn annotations(written: &str, text: &str, report: &Report) {
    let page = parsed(written);
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), report.quotes.len() + report.entities.iter().map(|e| e.mentions.len()).sum::<usize>());
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    for target in items.iter().flat_map(|item| item["target"].as_array().unwrap()) {
        let (words, place) = (&target["selector"][0], &target["selector"][1]);
        let at = |end: &str| starts[place[end].as_u64().unwrap() as usize];
        let part = |name: &str| words[name].as_str().unwrap();
        assert_eq!(&text[at("start")..at("end")], part("exact"));
        assert!(text[..at("start")].ends_with(part("prefix")) && text[at("end")..].starts_with(part("suffix")));
    }
}

/// Well-formed, every reference has its target, and the body is the article block by block.
fn tei(written: &str, report: &Report) {
    let document = roxmltree::Document::parse(written).expect("XML");
    let id = |node: roxmltree::Node| node.attribute(("http://www.w3.org/XML/1998/namespace", "id")).map(str::to_owned);
    let all: Vec<String> = document.descendants().filter_map(id).collect();
    let ids: BTreeSet<&str> = all.iter().map(String::as_str).collect();
    assert_eq!(all.len(), ids.len(), "an id stands twice");
    for node in document.descendants() {
        for name in ["who", "toWhom", "ref", "prev", "next", "resp"] {
            let target = node.attribute(name).map(|value| value.trim_start_matches('#'));
            assert!(target.is_none_or(|id| ids.contains(id)), "{name}={target:?} leads nowhere");
        }
    }
    let allowed =
        |c: char| if matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..) { c } else { '\u{FFFD}' };
    let body = document.descendants().find(|node| node.has_tag_name("body")).unwrap();
    let blocks: Vec<String> = body
        .children()
        .filter(roxmltree::Node::is_element)
        .map(|block| block.descendants().filter_map(|n| n.is_text().then(|| n.text()).flatten()).collect())
        .collect();
    let wanted = report.blocks.iter().map(|b| b.text.chars().map(allowed).collect::<String>());
    let found = blocks.iter().filter(|words| !words.is_empty());
    assert!(found.eq(wanted.collect::<Vec<_>>().iter()), "the body is not the article");
}
