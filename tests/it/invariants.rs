//! What holds for any text.

use crate::sound::check;
use proptest::prelude::*;
use whosaid::{Options, analyze};

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
        "\"It is late,\" said Jane Doe.\n\n",
        "Doe said it was late and Roe said that she knew. ",
        "Bank of the ",
        "@a",
        "9aBc+",
        "\". ",
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
