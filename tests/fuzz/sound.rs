//! What holds for the report of any text; the tests and the fuzz targets ask the same.

use whosaid::report::{Report, Span, report};
use whosaid::text::CharExt;
use whosaid::{OffsetUnit, Options, analyze, annotate};

/// Reads a text and checks its reports in all units; gives the one in bytes.
pub fn check(text: &str) -> Report {
    let doc = annotate(text);
    let units = [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16];
    let [bytes, chars, utf16] = units.map(|unit| report(&doc, unit));
    [&bytes, &chars, &utf16].into_iter().for_each(|report| consistent(text, report));
    assert_eq!(analyze(text, &Options::default()), chars, "the same text gives the same report");
    lines_are_covered(text, &bytes);
    tokens_hold_the_text(text, &doc);
    bytes
}

/// Every place of a report has the words that it says, and nothing in it contradicts another; true of corrected reports too.
pub fn consistent(text: &str, report: &Report) {
    let chars: Vec<char> = text.chars().collect();
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let cut = |s: &Span| match report.offsets {
        "bytes" => text[s.start..s.end].to_owned(),
        "chars" => chars[s.start..s.end].iter().collect(),
        _ => String::from_utf16(&utf16[s.start..s.end]).unwrap(),
    };
    for s in spans(report) {
        assert!(s.start < s.end, "{s:?} is empty");
        assert_eq!(cut(&s), s.text);
    }
    for d in &report.diagnostics {
        cut(&Span { start: d.start, end: d.end, text: String::new() });
    }
    ordered(report);
}

fn spans(report: &Report) -> Vec<Span> {
    let span = |start, end, text: &str| Span { start, end, text: text.to_owned() };
    let mut all: Vec<Span> = report.blocks.iter().map(|b| span(b.start, b.end, &b.text)).collect();
    all.extend(report.entities.iter().flat_map(|e| &e.mentions).map(|m| span(m.start, m.end, &m.text)));
    for q in &report.quotes {
        let one = [&q.cue, &q.speaker, &q.source, &q.addressee].into_iter().flatten();
        all.extend(q.content.iter().chain(&q.clause).chain(one).chain(&q.evidence).cloned());
    }
    all
}

/// Order, numbers and references.
fn ordered(report: &Report) {
    assert!(report.blocks.windows(2).all(|b| b[0].end <= b[1].start));
    assert!(report.quotes.windows(2).all(|q| q[0].content[0].start <= q[1].content[0].start));
    let mut ids: Vec<&str> = report.entities.iter().map(|e| e.id.as_str()).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "two entities have one number");
    let known = |id: &String| ids.binary_search(&id.as_str()).is_ok();
    for q in &report.quotes {
        assert!(q.content.windows(2).all(|c| c[0].end <= c[1].start), "{:?}", q.content);
        assert!((0.0..=1.0).contains(&q.confidence), "{}", q.confidence);
        assert!(q.speaker_entity.is_none() || q.speaker.is_some() || q.corrected);
        assert!(q.speaker_entity.iter().all(known));
    }
    for e in &report.entities {
        assert!(
            e.mentions.windows(2).all(|m| m[0].start <= m[1].start && (m[0].start, m[0].end) != (m[1].start, m[1].end))
        );
        assert!(e.mentions.iter().flat_map(|m| &m.metonym_of).all(known));
    }
}

/// Every line with something to see lies in exactly one block.
fn lines_are_covered(text: &str, report: &Report) {
    let mut at = 0;
    let breaks = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    for line in text.split(breaks) {
        let visible = |c: char| !c.is_whitespace() && !c.is_invisible();
        if let Some((first, _)) = line.char_indices().find(|(_, c)| visible(*c)) {
            let inside = report.blocks.iter().filter(|b| b.start <= at + first && at + first < b.end).count();
            assert_eq!(inside, 1, "line {line:?} lies in {inside} blocks");
        }
        at += line.len() + text[at + line.len()..].chars().next().map_or(0, char::len_utf8);
    }
}

fn tokens_hold_the_text(text: &str, doc: &whosaid::document::Document) {
    let mut at = 0;
    for token in doc.tokens.iter() {
        let gap = text.get(at..token.span.start).expect("tokens are ordered and on boundaries");
        assert!(gap.chars().all(|c| c.is_whitespace() || c.is_invisible()), "{gap:?} was lost");
        assert!(!token.span.is_empty());
        at = token.span.end;
    }
    let sentences: usize = doc.sentences.iter().map(|s| s.tokens.len()).sum();
    assert_eq!(sentences, doc.tokens.len(), "every token lies in one sentence");
    for pair in doc.marks.windows(2) {
        let (a, b) = (pair[0].inner, pair[1].inner);
        assert!(!a.overlaps(b) || a.contains(b) || b.contains(a), "marked regions cross: {pair:?}");
    }
}
