//! Tables for spreadsheets, RFC 4180: a row a quotation, a row an entity.

use super::article::{Article, certainty, words};

/// One row a quotation, with the words, who said them and why that is believed.
pub(super) fn quotes(article: &Article) -> String {
    let mut table = Table::new(&[
        "id",
        "kind",
        "words",
        "speaker",
        "speaker_type",
        "source_type",
        "speaker_role",
        "speaker_in_text",
        "cue",
        "addressee",
        "certainty",
        "confidence",
        "rule",
        "corrected",
        "start",
        "end",
        "offsets",
    ]);
    for quote in &article.report.quotes {
        let speaker = article.speaker(quote);
        let span = |span: &Option<crate::report::Span>| span.as_ref().map_or(String::new(), |s| s.text.clone());
        let start = quote.content.first().map_or(0, |s| s.start);
        let end = quote.content.last().map_or(0, |s| s.end);
        table.row([
            quote.id.as_str(),
            quote.kind,
            &words(quote),
            article.speaker_name(quote).unwrap_or(""),
            speaker.map_or("", |e| e.etype),
            speaker.and_then(|e| e.source_type).unwrap_or(""),
            speaker.and_then(|e| e.roles.first()).map_or("", String::as_str),
            &span(&quote.speaker),
            &span(&quote.cue),
            &span(&quote.addressee),
            if quote.is_speech() { certainty(quote.confidence) } else { "" },
            &hundredths(quote.confidence),
            quote.rule,
            truth(quote.corrected),
            &start.to_string(),
            &end.to_string(),
            article.report.offsets,
        ]);
    }
    table.text
}

/// One row an entity, with how often it is mentioned and quoted.
pub(super) fn entities(article: &Article) -> String {
    let mut table = Table::new(&[
        "id",
        "type",
        "name",
        "source_type",
        "roles",
        "value",
        "also_called",
        "mentions",
        "quotes",
        "corrected",
    ]);
    let mut said = vec![0_usize; article.report.entities.len()];
    for quote in article.report.quotes.iter().filter(|q| q.is_speech()) {
        let speaker = quote.speaker_entity.as_deref().and_then(|id| article.entity_index(id));
        said.iter_mut().skip(speaker.unwrap_or(usize::MAX)).take(1).for_each(|n| *n += 1);
    }
    for (entity, said) in article.report.entities.iter().zip(said) {
        let mut names: Vec<&str> = Vec::new();
        for mention in entity.mentions.iter().filter(|m| m.kind != "pronoun" && m.text != entity.name) {
            if !names.contains(&mention.text.as_str()) {
                names.push(&mention.text);
            }
        }
        table.row([
            entity.id.as_str(),
            entity.etype,
            &entity.name,
            entity.source_type.unwrap_or(""),
            &entity.roles.join("; "),
            entity.value.as_deref().unwrap_or(""),
            &names.join("; "),
            &entity.mentions.len().to_string(),
            &said.to_string(),
            truth(entity.corrected),
        ]);
    }
    table.text
}

/// A confidence has two decimals.
fn hundredths(confidence: f64) -> String {
    let percent = (confidence * 100.0).round() as u32;
    format!("{}.{:02}", percent / 100, percent % 100)
}

fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

struct Table {
    text: String,
}

impl Table {
    fn new(head: &[&str]) -> Self {
        let mut table = Self { text: String::new() };
        table.row(head.iter().copied());
        table
    }

    fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        for (i, cell) in cells.into_iter().enumerate() {
            if i > 0 {
                self.text.push(',');
            }
            self.cell(cell);
        }
        self.text.push_str("\r\n");
    }

    /// A spreadsheet would run a cell that begins like a formula, so such a cell begins with an apostrophe.
    fn cell(&mut self, cell: &str) {
        let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let quoted = cell.contains(['"', ',', '\r', '\n']);
        let mark = if quoted { "\"" } else { "" };
        self.text.push_str(mark);
        if runs {
            self.text.push('\'');
        }
        self.text.push_str(&cell.replace('"', "\"\""));
        self.text.push_str(mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_never_run() {
        let mut table = Table { text: String::new() };
        table.row(["plain", "a, \"b\"", "two\nlines", "=1+1", "@x, y", "", "a-b"]);
        assert_eq!(table.text, "plain,\"a, \"\"b\"\"\",\"two\nlines\",'=1+1,\"'@x, y\",,a-b\r\n");
    }
}
