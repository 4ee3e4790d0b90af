//! Texts of corpora that hold only their tokens, put together again.

use super::corpus::Tree;

/// A text put together again, with the places of its gold tokens.
#[derive(Default)]
pub struct Raw {
    /// The text.
    pub text: String,
    /// The bytes of every token: start, end.
    pub tokens: Vec<(usize, usize)>,
    /// The tokens of every sentence: start, end.
    pub sentences: Vec<(usize, usize)>,
}

impl Raw {
    /// Adds a sentence after a gap.
    pub fn sentence(&mut self, forms: &[String], spaces: &[bool], gap: &str) {
        if !self.text.is_empty() {
            while self.text.ends_with(' ') {
                self.text.pop();
            }
            self.text.push_str(gap);
        }
        let first = self.tokens.len();
        for (form, space) in forms.iter().zip(spaces) {
            let start = self.text.len();
            self.text.push_str(form);
            self.tokens.push((start, self.text.len()));
            if *space {
                self.text.push(' ');
            }
        }
        self.sentences.push((first, self.tokens.len()));
    }
}

/// Where a newspaper would have put spaces, told from the tokens and the names they form.
pub fn guess_spaces(forms: &[String], labels: &[String]) -> Vec<bool> {
    let mut inside = false;
    let word = |s: &str| s.chars().all(char::is_alphanumeric);
    (0..forms.len())
        .map(|i| {
            let (form, next) = (forms[i].as_str(), forms.get(i + 1).map_or("", String::as_str));
            let glued = |i: usize| labels.get(i).is_some_and(|l| l.starts_with("I-"));
            let quote = form == "\"";
            if quote {
                inside = !inside;
            }
            let joins = |left: usize, right: usize| {
                let (l, r) = (forms[left].as_str(), forms.get(right).map_or("", String::as_str));
                word(l)
                    && word(r)
                    && (glued(left + 1) && glued(right)
                        || r.starts_with(char::is_lowercase)
                        || r.starts_with(|c: char| c.is_ascii_digit()) && l.len() < 6)
            };
            let hyphen = next == "-" && joins(i, i + 2) || form == "-" && i > 0 && joins(i - 1, i + 1);
            let opens = matches!(form, "(" | "[" | "{" | "$" | "£" | "€" | "“" | "‘" | "#") || quote && inside;
            let closes = matches!(
                next,
                "," | "."
                    | ";"
                    | ":"
                    | "!"
                    | "?"
                    | ")"
                    | "]"
                    | "}"
                    | "%"
                    | "”"
                    | "'s"
                    | "’s"
                    | "n't"
                    | "n’t"
                    | "'re"
                    | "'ve"
                    | "'ll"
                    | "'d"
                    | "'m"
                    | "…"
            ) || next == "\"" && inside
                || matches!(next, "'" | "’") && form.ends_with('s')
                || next == "’" && word(form)
                || form == "’" && matches!(next, "s" | "t" | "re" | "ve" | "ll" | "d" | "m");
            !(opens || closes || hyphen)
        })
        .collect()
}

/// The documents of a treebank put together again, with their trees.
pub fn raw_texts(trees: &[Tree]) -> Vec<(Raw, Vec<&Tree>)> {
    let mut docs: Vec<(Raw, Vec<&Tree>)> = Vec::new();
    for tree in trees {
        if docs.last().is_none_or(|d| d.1.last().is_none_or(|t| t.doc != tree.doc)) {
            docs.push((Raw::default(), Vec::new()));
        }
        let last = docs.last_mut().expect("a document");
        last.0.sentence(&tree.forms, &tree.spaces, if tree.paragraph { "\n\n" } else { " " });
        last.1.push(tree);
    }
    docs
}
