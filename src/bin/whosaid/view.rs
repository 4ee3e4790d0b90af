//! The report as a page for the terminal.

use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use whosaid::report::{Entity, Quote, Report};

const HEAD: Style = Style::new().bold().underline();
const NAME: Style = Style::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));
const FAINT: Style = Style::new().dimmed();

/// Columns of a line of quoted words.
const WIDTH: usize = 92;

/// Prints quotations under their speakers, then entities by type. Colours appear on a terminal only.
///
/// # Errors
/// Those of standard output.
pub fn print(report: &Report) -> io::Result<()> {
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    quotes(&mut out, report)?;
    entities(&mut out, report)?;
    for diagnostic in &report.diagnostics {
        writeln!(out, "{FAINT}note: {}{FAINT:#}", diagnostic.message)?;
    }
    out.flush()
}

fn quotes(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let spoken = |q: &&Quote| q.is_speech();
    writeln!(out, "{HEAD}Who said what{HEAD:#}\n")?;
    if !report.quotes.iter().any(|q| spoken(&q)) {
        writeln!(out, "  No quotation was found.\n")?;
    }
    let mut shown: Vec<Option<&str>> = Vec::new();
    for quote in report.quotes.iter().filter(spoken) {
        let speaker = speaker_key(quote);
        if shown.contains(&speaker) {
            continue;
        }
        shown.push(speaker);
        let entity = report.entities.iter().find(|e| Some(e.id.as_str()) == quote.speaker_entity.as_deref());
        heading(out, entity, quote)?;
        for said in report.quotes.iter().filter(spoken).filter(|q| speaker_key(q) == speaker) {
            line(out, said, entity)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What groups quotations: the entity, else the words that name the speaker.
fn speaker_key(quote: &Quote) -> Option<&str> {
    quote.speaker_entity.as_deref().or(quote.speaker.as_ref().map(|s| s.text.as_str()))
}

fn heading(out: &mut impl Write, entity: Option<&Entity>, quote: &Quote) -> io::Result<()> {
    let name = match (entity, &quote.speaker) {
        (Some(entity), _) => one_line(&entity.name),
        (None, Some(speaker)) => one_line(&speaker.text),
        (None, None) => "Unknown speaker".to_owned(),
    };
    let role =
        entity.and_then(|e| e.roles.first()).map_or(String::new(), |r| format!("  {FAINT}{}{FAINT:#}", one_line(r)));
    writeln!(out, "  {NAME}{name}{NAME:#}{role}")
}

fn line(out: &mut impl Write, quote: &Quote, entity: Option<&Entity>) -> io::Result<()> {
    let number = quote.id.trim_start_matches('q');
    let marks = if quote.kind == "indirect" { ("", "") } else { ("“", "”") };
    let words = quote.content.iter().map(|p| one_line(&p.text)).collect::<Vec<_>>().join(" … ");
    let mention = quote.speaker.as_ref().filter(|s| entity.is_some_and(|e| e.name != s.text));
    let by = mention.map_or(String::new(), |s| format!("as “{}” · ", one_line(&s.text)));
    let cue = quote.cue.as_ref().map_or(String::new(), |c| format!("{} · ", one_line(&c.text)));
    let sure = if quote.confidence >= 0.9 {
        "sure"
    } else if quote.confidence >= 0.6 {
        "likely"
    } else {
        "unclear"
    };
    for (i, row) in wrap(&format!("{}{words}{}", marks.0, marks.1)).iter().enumerate() {
        let number = if i == 0 { number } else { "" };
        writeln!(out, "  {number:>4}  {row}")?;
    }
    writeln!(out, "        {FAINT}{by}{cue}{} · {sure}{FAINT:#}", quote.kind)
}

/// The words on one line; control characters, which a terminal would obey, are shown as a box.
fn one_line(text: &str) -> String {
    let safe = |word: &str| word.replace(|c: char| c.is_control(), "\u{FFFD}");
    text.split_whitespace().map(safe).collect::<Vec<_>>().join(" ")
}

fn wrap(text: &str) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match rows.last_mut() {
            Some(row) if row.chars().count() + 1 + word.chars().count() <= WIDTH => {
                row.push(' ');
                row.push_str(word);
            }
            _ => rows.push(word.to_owned()),
        }
    }
    rows
}

fn entities(out: &mut impl Write, report: &Report) -> io::Result<()> {
    writeln!(out, "{HEAD}Entities{HEAD:#}\n")?;
    let mut types: Vec<&str> = Vec::new();
    for entity in &report.entities {
        if !types.contains(&entity.etype) {
            types.push(entity.etype);
        }
    }
    for etype in types {
        let named = report.entities.iter().filter(|e| e.etype == etype);
        let list = named.map(|e| match e.mentions.len() {
            1 => one_line(&e.name),
            n => format!("{} ×{n}", one_line(&e.name)),
        });
        writeln!(out, "  {NAME}{etype:<9}{NAME:#} {}", list.collect::<Vec<_>>().join(", "))?;
    }
    writeln!(out)
}
