//! Characters in XML 1.0.

use std::borrow::Cow;

/// Text as character data or as an attribute in double quotes.
///
/// A carriage return is written as a reference, for a parser would change it;
/// what XML does not allow at all becomes U+FFFD.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(needs_escape) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c if needs_escape(c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn needs_escape(c: char) -> bool {
    let allowed = matches!(c, '\t' | '\n' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..);
    !allowed || matches!(c, '&' | '<' | '>' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_forbidden_characters_are_replaced() {
        assert_eq!(escape("a\tb\nc 🌷"), "a\tb\nc 🌷");
        assert_eq!(
            escape("<b a=\"1\">&\r\0\u{8}\u{FFFE}"),
            "&lt;b a=&quot;1&quot;&gt;&amp;&#13;\u{FFFD}\u{FFFD}\u{FFFD}"
        );
    }
}
