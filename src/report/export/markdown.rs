//! Quotations under their speakers, for people: CommonMark.

use super::article::{Article, certainty, words};
use crate::report::Quote;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A heading a speaker, a block quote a quotation, and a line that says what it rests on.
pub(super) fn write(article: &Article) -> String {
    let mut out = String::from("# Who said what\n");
    if let Some(headline) = article.report.blocks.iter().find(|b| b.kind == "headline") {
        line(&mut out, format_args!("\n{}\n", escape(&headline.text)));
    }
    let spoken = article.report.quotes.iter().filter(|q| q.is_speech());
    let mut groups: Vec<Vec<(usize, &Quote)>> = Vec::new();
    let mut group_of: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for (i, quote) in spoken.enumerate() {
        let at = *group_of.entry(key(quote)).or_insert(groups.len());
        if at == groups.len() {
            groups.push(Vec::new());
        }
        groups.iter_mut().skip(at).take(1).for_each(|group| group.push((i + 1, quote)));
    }
    for group in &groups {
        for (i, (number, said)) in group.iter().enumerate() {
            if i == 0 {
                heading(&mut out, article, said);
            }
            quotation(&mut out, *number, said);
        }
    }
    if groups.is_empty() {
        out.push_str("\nNobody is quoted in this text.\n");
    }
    out.push_str("\nRead by whosaid, a machine, which errs. Check before you print.\n");
    out
}

/// What groups quotations: the entity, else the words that name the speaker.
fn key(quote: &Quote) -> Option<&str> {
    quote.speaker_entity.as_deref().or(quote.speaker.as_ref().map(|s| s.text.as_str()))
}

fn heading(out: &mut String, article: &Article, quote: &Quote) {
    let name = article.speaker_name(quote).unwrap_or("Unknown speaker");
    line(out, format_args!("\n## {}\n", escape(name)));
    if let Some(role) = article.speaker(quote).and_then(|e| e.roles.first()) {
        line(out, format_args!("\n{}\n", escape(role)));
    }
}

fn quotation(out: &mut String, number: usize, quote: &Quote) {
    let (open, close) = if quote.kind == "indirect" { ("", "") } else { ("“", "”") };
    line(out, format_args!("\n> {open}{}{close}\n>\n", escape(&words(quote))));
    let cue = quote.cue.as_ref().map_or(String::new(), |c| format!(" · “{}”", escape(&c.text)));
    let sure = if quote.corrected { "corrected by hand" } else { certainty(quote.confidence) };
    line(out, format_args!("> {number} · {}{cue} · {sure}\n", quote.kind));
}

fn line(out: &mut String, what: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(what);
}

/// One line of text that no Markdown reader takes for markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, word) in text.split_whitespace().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        for (at, c) in word.char_indices() {
            let marks = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '~' | '|' | '!');
            let begins_list = i == 0 && (matches!(c, '-' | '+' | '=') && at == 0 || matches!(c, '.' | ')'));
            if marks || begins_list {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_in_the_words_is_markup() {
        assert_eq!(escape("# *A*\n\n<b> [x](y)"), "\\# \\*A\\* \\<b\\> \\[x\\](y)");
        assert_eq!(escape("1. One. Two - 3."), "1\\. One. Two - 3.");
        assert_eq!(escape("- one"), "\\- one");
    }
}
