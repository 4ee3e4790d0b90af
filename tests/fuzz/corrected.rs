//! What holds when a report is corrected. The bytes say which corrections: four bytes each, then the text.

use crate::{exported, sound};
use whosaid::report::{Correction, Corrections, EntityAnchor, NewSpeaker, QuoteAnchor, Report, correct};

const SCHEMA: &str = "whosaid-corrections/1";

/// Reads the text at the end of `bytes`, corrects its report as their beginning says, and checks what comes out.
pub fn check(bytes: &[u8]) {
    let Some((&count, rest)) = bytes.split_first() else { return };
    let (program, text) = rest.split_at((usize::from(count) % 32 * 4).min(rest.len()));
    let text = String::from_utf8_lossy(text);
    let mut report = sound::check(&text);
    // What is asked of a report that has no such thing makes no correction.
    let made = program.chunks_exact(4).filter_map(|op| Some((op[0] & 0x80 == 0, correction(&text, &report, op)?)));
    let (unspoiled, made): (Vec<bool>, Vec<Correction>) = made.unzip();
    let corrections = Corrections { schema: SCHEMA.into(), corrections: made };
    let json = serde_json::to_string(&corrections).unwrap();
    assert_eq!(serde_json::from_str::<Corrections>(&json).unwrap(), corrections);
    let fits = unspoiled.first() == Some(&true);
    let merges_itself =
        matches!(corrections.corrections.first(), Some(Correction::Merge { entity, into }) if entity == into);
    if correct(&text, &mut report, &corrections).is_ok() {
        let first = report.corrections.first() == corrections.corrections.first();
        assert!(first || !fits || merges_itself, "a correction taken from the report does not fit it");
        assert!(report.corrections.len() <= corrections.corrections.len());
        sound::consistent(&text, &report);
        exported::check(&text, &report);
    }
}

/// The correction that four bytes ask for: which kind, of what, by what, and what is wrong with its anchor.
fn correction(text: &str, report: &Report, op: &[u8]) -> Option<Correction> {
    let [kind, of, by, flaw] = *op else { return None };
    let flaw = if kind & 0x80 == 0 { 0 } else { flaw };
    let pick = |n: u8, length: usize| usize::from(n).checked_rem(length);
    let quote = || Some(quote_anchor(text, report, pick(of, report.quotes.len())?, flaw));
    let entity = |n: u8| Some(entity_anchor(text, report, pick(n, report.entities.len())?, flaw));
    Some(match kind & 0x7F {
        0..32 => Correction::Speaker { quote: quote()?, to: NewSpeaker::Entity(entity(by)?) },
        32..48 => Correction::Speaker { quote: quote()?, to: NewSpeaker::Name(name(by)) },
        48..64 => Correction::Speaker { quote: quote()?, to: NewSpeaker::Unknown },
        64..96 => Correction::Dismiss { quote: quote()? },
        _ => Correction::Merge { entity: entity(of)?, into: entity(by)? },
    })
}

fn name(n: u8) -> String {
    match n % 8 {
        0 => "=Cy <b> & \"Doe\"".into(),
        1 => "\u{202E}x]]>".into(),
        2 => "a\nb".into(),
        3 => String::new(),
        4 => "n".repeat(usize::from(n)),
        _ => format!("Cy Doe {}", n % 3),
    }
}

fn quote_anchor(text: &str, report: &Report, i: usize, flaw: u8) -> QuoteAnchor {
    let content = &report.quotes[i].content;
    let (start, end) = (content[0].start, content[content.len() - 1].end);
    let mut prefix: String = text[..start].to_owned();
    let mut suffix: String = text[end..].to_owned();
    let mut exact: Vec<String> = content.iter().map(|piece| piece.text.clone()).collect();
    match flaw % 8 {
        1 => drop(exact.pop()),
        2 => exact.push(String::new()),
        3 => prefix.push('x'),
        4 => suffix = suffix.chars().take(31).collect(),
        5 => prefix = prefix.chars().skip(1).collect(),
        _ => {}
    }
    QuoteAnchor { exact, prefix, suffix, start: text[..start].chars().count() + usize::from(flaw % 3) }
}

fn entity_anchor(text: &str, report: &Report, i: usize, flaw: u8) -> EntityAnchor {
    let entity = &report.entities[i];
    let start = entity.mentions.first().map(|m| text[..m.start].chars().count());
    EntityAnchor {
        name: entity.name.clone(),
        etype: entity.etype.to_owned(),
        start: start.filter(|_| flaw.is_multiple_of(2)).map(|n| n + usize::from(flaw % 5)),
    }
}
