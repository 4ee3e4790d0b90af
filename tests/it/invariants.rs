//! What holds for any text.

use proptest::prelude::*;
use whosaid::report::{Report, Span};
use whosaid::{OffsetUnit, Options, analyze, annotate};

/// Text that looks like news gone wrong: words, marks, breaks, scripts, invisible characters.
fn newsy() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\"",
        "'",
        "“",
        "”",
        "‘",
        "’",
        "«",
        "»",
        "„",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\u{2028}",
        "\u{85}",
        ", ",
        ". ",
        "?",
        "!",
        "...",
        "--",
        "—",
        ":",
        ";",
        "(",
        ")",
        "[",
        "said",
        "he",
        "She",
        "told reporters",
        "according to",
        "For",
        "that",
        "Ann Lee",
        "Lee",
        "President",
        "Iran",
        "Tehran",
        "U.S.",
        "IS",
        "the minister",
        "officials",
        "Monday",
        "$5 million",
        "4 percent",
        "14:10",
        "don't",
        "officials'",
        "three-and-a-half-year",
        "الخبر",
        "中文",
        "🏳️\u{200D}🌈",
        "e\u{301}",
        "\u{200B}",
        "\u{AD}",
        "\u{FEFF}",
        "\u{A0}",
        "a",
        "Comments 1",
        "By Ann Lee",
        "http://x.y/z?q",
        "a@b.co",
        "<b>",
        "&amp;",
        "\u{0}",
        "\u{FFFD}",
    ]);
    prop::collection::vec(
        prop_oneof![8 => piece.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
        0..80,
    )
    .prop_map(|pieces| pieces.concat())
}

fn spans(report: &Report) -> Vec<Span> {
    let span = |start, end, text: &str| Span { start, end, text: text.to_owned() };
    let mut all: Vec<Span> = report.blocks.iter().map(|b| span(b.start, b.end, &b.text)).collect();
    all.extend(report.entities.iter().flat_map(|e| &e.mentions).map(|m| span(m.start, m.end, &m.text)));
    for q in &report.quotes {
        all.extend(q.content.iter().chain(&q.cue).chain(&q.speaker).chain(&q.addressee).chain(&q.evidence).cloned());
    }
    all
}

fn check(text: &str) {
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let chars: Vec<char> = text.chars().collect();
    let cut = |unit: OffsetUnit, s: &Span| match unit {
        OffsetUnit::Bytes => text.get(s.start..s.end).unwrap_or("off a boundary").to_owned(),
        OffsetUnit::Chars => chars[s.start..s.end].iter().collect(),
        OffsetUnit::Utf16 => String::from_utf16(&utf16[s.start..s.end]).unwrap(),
    };
    let units = [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16];
    let reports = units.map(|offsets| analyze(text, &Options { offsets }));
    for (report, unit) in reports.iter().zip(units) {
        for s in spans(report) {
            assert!(s.start < s.end, "{s:?} is empty");
            assert_eq!(cut(unit, &s), s.text);
        }
        assert!(report.diagnostics.iter().all(|d| d.start <= d.end));
        ordered(report);
    }
    let again = analyze(text, &Options::default());
    assert_eq!(again, reports[1], "the same text gives the same report");
    lines_are_covered(text, &reports[0]);
    tokens_hold_the_text(text);
}

fn ordered(report: &Report) {
    assert!(report.blocks.windows(2).all(|b| b[0].end <= b[1].start));
    assert!(report.quotes.windows(2).all(|q| q[0].content[0].start <= q[1].content[0].start));
    for q in &report.quotes {
        assert!(q.content.windows(2).all(|c| c[0].end <= c[1].start), "{:?}", q.content);
        assert!((0.0..=1.0).contains(&q.confidence));
        assert!(q.speaker_entity.is_none() || q.speaker.is_some());
    }
    let ids: Vec<&String> = report.entities.iter().map(|e| &e.id).collect();
    for q in &report.quotes {
        assert!(q.speaker_entity.iter().all(|id| ids.contains(&id)));
    }
    for e in &report.entities {
        assert!(e.mentions.windows(2).all(|m| (m[0].start, m[0].end) != (m[1].start, m[1].end)));
        assert!(e.mentions.iter().flat_map(|m| &m.metonym_of).all(|id| ids.contains(&id)));
    }
}

/// Every line with something to see lies in exactly one block.
fn lines_are_covered(text: &str, report: &Report) {
    let mut at = 0;
    let breaks = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    for line in text.split(breaks) {
        let visible = |c: char| !c.is_whitespace() && !whosaid::text::CharExt::is_invisible(c);
        if let Some((first, _)) = line.char_indices().find(|(_, c)| visible(*c)) {
            let inside = report.blocks.iter().filter(|b| b.start <= at + first && at + first < b.end).count();
            assert_eq!(inside, 1, "line {line:?} lies in {inside} blocks");
        }
        at += line.len() + text[at + line.len()..].chars().next().map_or(0, char::len_utf8);
    }
}

fn tokens_hold_the_text(text: &str) {
    let doc = annotate(text);
    let mut at = 0;
    for token in doc.tokens.iter() {
        let gap = text.get(at..token.span.start).expect("tokens are ordered and on boundaries");
        assert!(gap.chars().all(|c| c.is_whitespace() || whosaid::text::CharExt::is_invisible(c)), "{gap:?} was lost");
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_newsy_text_is_read_soundly(text in newsy()) {
        check(&text);
    }

    #[test]
    fn any_string_at_all_is_read_soundly(text in any::<String>()) {
        check(&text);
    }
}

#[test]
fn test_articles_are_read_soundly() {
    for (_, text) in crate::articles::articles() {
        check(&text);
    }
}

/// Twice the text takes at most about twice the time: no noise is quadratic. Generous, since machines are busy.
#[test]
fn noise_is_read_in_linear_time() {
    for unit in [
        "\"",
        "'",
        "\"a ",
        "“a ‘b ",
        "said ",
        "he said. ",
        "a.",
        "-a",
        "a'",
        "1 ",
        "👨\u{200D}👩\u{200D}👧",
        "X: \"a.\"\n",
        "Bank of the ",
        "@a",
    ] {
        let time = |n: usize| {
            let text = unit.repeat(n / unit.len());
            let start = std::time::Instant::now();
            analyze(&text, &Options::default());
            start.elapsed().as_secs_f64()
        };
        time(10_000);
        let (small, large) = (time(60_000), time(480_000));
        assert!(large < 0.4 + small * 40.0, "{unit:?}: {small} s, eight times as long: {large} s");
    }
}

/// Many entities and many mentions of one: looking back has bounds.
#[test]
fn names_and_pronouns_are_resolved_in_linear_time() {
    let word = |mut n: usize| {
        let mut word = String::from("K");
        while n > 0 {
            word.push(char::from(b'a' + (n % 26) as u8));
            n /= 26;
        }
        word
    };
    type Text = fn(usize, &dyn Fn(usize) -> String) -> String;
    let texts: [(&str, Text); 5] = [
        ("as many people", |n, word| format!("Ann {}o said he knew the minister. ", word(n))),
        ("as many surnames of one given name", |n, word| format!("Ann Maria {} left. ", word(n))),
        ("one surname", |n, word| format!("{} Miller left, and Miller said his wife saw it. ", word(n % 5_000))),
        ("one person", |_, _| "Ann Miller said she saw the company. ".to_owned()),
        ("acronyms", |n, word| format!("The {} Water Board ({}WB) met. ", word(n), word(n).to_uppercase())),
    ];
    for (what, sentence) in texts {
        let time = |n: usize| {
            let text: String = (0..n).map(|i| sentence(i, &word)).collect();
            let start = std::time::Instant::now();
            let report = analyze(&text, &Options::default());
            assert!(!report.entities.is_empty());
            start.elapsed().as_secs_f64()
        };
        time(100);
        let (small, large) = (time(1_000), time(8_000));
        assert!(large < 0.4 + small * 30.0, "{what}: {small} s, eight times as long: {large} s");
    }
}
