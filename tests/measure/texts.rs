//! Texts of any length: news, and texts made to be slow.

/// A kind of text.
pub struct Kind {
    /// Its short name.
    pub name: &'static str,
    /// What it is, for people.
    pub says: &'static str,
    /// Makes so many bytes of it.
    pub make: fn(usize) -> String,
}

/// All kinds.
pub const KINDS: [Kind; 7] = [
    Kind { name: "news", says: "news: the test articles in turns", make: news },
    Kind { name: "marks", says: "nothing but quotation marks", make: |bytes| "\"".repeat(bytes) },
    Kind { name: "sentence", says: "one sentence", make: sentence },
    Kind { name: "names", says: "as many different names as fit", make: names },
    Kind { name: "nested", says: "quotations in quotations, half the text deep", make: nested },
    Kind {
        name: "one-name",
        says: "one name and pronouns",
        make: |bytes| repeat(&["Ann Miller said she saw it, and her son knew. "], bytes),
    },
    Kind { name: "coded", says: "a picture in base 64, without a blank", make: coded },
];

/// News of 100 KB in which a word changes between two readings.
#[allow(dead_code, reason = "not every measurement types")]
pub fn typed() -> [String; 2] {
    let text = news(100 << 10);
    let middle = text[..text.floor_char_boundary(text.len() / 2)].rfind(' ').expect("a space");
    let changed = format!("{} quietly{}", &text[..middle], &text[middle..]);
    [text, changed]
}

/// The first `bytes` of the pieces in turns.
fn repeat(pieces: &[&str], bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 10_000);
    for piece in pieces.iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(piece);
    }
    cut(text, bytes)
}

fn cut(mut text: String, bytes: usize) -> String {
    text.truncate(text.floor_char_boundary(bytes));
    text
}

fn news(bytes: usize) -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../articles");
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path()).collect();
    // Where readers' comments begin, all that follows is theirs, and comments are not read for who said what.
    let comments = |path: &std::path::Path| path.ends_with("comments-and-furniture.txt");
    files.retain(|path| path.extension().is_some_and(|e| e == "txt") && !comments(path));
    files.sort();
    let articles: Vec<String> =
        files.iter().filter_map(|path| std::fs::read_to_string(path).ok()).map(|text| text + "\n\n").collect();
    repeat(&articles.iter().map(String::as_str).collect::<Vec<_>>(), bytes)
}

fn sentence(bytes: usize) -> String {
    let words = [
        "the minister ",
        "of the old town ",
        "said that ",
        "Ann Lee ",
        "who knew ",
        "a man from Iran ",
        "and then ",
        "told us, ",
    ];
    repeat(&words, bytes)
}

fn names(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 100);
    for mut n in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str("Ann K");
        loop {
            text.push(char::from(b'a' + (n % 26) as u8));
            n /= 26;
            if n == 0 {
                break;
            }
        }
        text.push_str("o said he knew the minister. ");
    }
    cut(text, bytes)
}

fn nested(bytes: usize) -> String {
    let deep = bytes / 2 / "“he said ‘she said ”’".len();
    "“he said ‘she said ".repeat(deep) + "no" + &"’”".repeat(deep)
}

fn coded(bytes: usize) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let next =
        |state: &u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    let states = std::iter::successors(Some(1u64), next);
    states.take(bytes).map(|state| char::from(SIGNS[(state >> 58) as usize])).collect()
}
