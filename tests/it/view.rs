//! A report as a person reads it: text above, marks below, then who said what.

use whosaid::report::{Quote, Report, Span};

const WIDTH: usize = 100;

/// Draws a report whose positions count characters.
pub fn view(text: &str, report: &Report) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut speech = vec![' '; chars.len()];
    let mut names = vec![' '; chars.len()];
    for entity in &report.entities {
        for m in &entity.mentions {
            let letter = if m.kind == "pronoun" { 'i' } else { entity.etype.chars().next().unwrap() };
            names[m.start..m.end].fill(if m.kind == "nominal" { letter.to_ascii_lowercase() } else { letter });
        }
    }
    for quote in &report.quotes {
        for piece in &quote.content {
            speech[piece.start..piece.end].fill(quote.kind.chars().next().unwrap());
        }
    }
    for quote in &report.quotes {
        mark(&mut speech, quote.cue.as_ref(), '~');
        mark(&mut speech, quote.speaker.as_ref(), '^');
        mark(&mut speech, quote.addressee.as_ref(), '>');
    }
    let mut out = String::new();
    for block in &report.blocks {
        out.push_str(&format!("[{}]\n", block.kind));
        let mut at = block.start;
        while at < block.end {
            let end = line_end(&chars, at, block.end);
            for row in [&chars, &speech, &names] {
                let line: String = row[at..end].iter().map(|c| if c.is_control() { ' ' } else { *c }).collect();
                if !line.trim().is_empty() {
                    out.push_str(&format!("    {}\n", line.trim_end()));
                }
            }
            at = end;
        }
        out.push('\n');
    }
    out.push_str("who said what\n");
    report.quotes.iter().for_each(|q| out.push_str(&said(report, q)));
    out.push_str("\nentities\n");
    for e in &report.entities {
        let mentions: Vec<String> = e
            .mentions
            .iter()
            .map(|m| m.metonym_of.as_ref().map_or(flat(&m.text), |of| format!("{} (for {of})", flat(&m.text))))
            .collect();
        let roles = if e.roles.is_empty() { String::new() } else { format!(" [{}]", e.roles.join("; ")) };
        out.push_str(&format!("    {} {} {}{roles}: {}\n", e.id, e.etype, flat(&e.name), mentions.join(" | ")));
    }
    for d in &report.diagnostics {
        out.push_str(&format!("\n{}: {}\n", d.code, d.message));
    }
    out
}

fn mark(row: &mut [char], span: Option<&Span>, letter: char) {
    if let Some(span) = span {
        row[span.start..span.end].fill(letter);
    }
}

fn line_end(chars: &[char], at: usize, end: usize) -> usize {
    if end - at <= WIDTH {
        return end;
    }
    (at + 1..=at + WIDTH).rev().find(|&i| chars[i - 1] == ' ').unwrap_or(at + WIDTH)
}

fn said(report: &Report, quote: &Quote) -> String {
    let words: Vec<String> = quote.content.iter().map(|p| flat(&p.text)).collect();
    let entity = quote.speaker_entity.as_ref().and_then(|id| report.entities.iter().find(|e| e.id == *id));
    let speaker = match (&quote.speaker, entity) {
        (Some(s), Some(e)) if s.text == e.name => e.name.clone(),
        (Some(s), Some(e)) => format!("{} = {}", s.text, e.name),
        (Some(s), None) => format!("{} = ?", s.text),
        _ => "?".to_owned(),
    };
    format!(
        "    {} {} | {} | {} | {} {:.2}\n",
        quote.id,
        quote.kind,
        words.join(" ... "),
        speaker,
        quote.rule,
        quote.confidence
    )
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
