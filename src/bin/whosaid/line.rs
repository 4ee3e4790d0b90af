//! One line of many: an article in JSON to its report in JSON.

use serde_json::value::RawValue;
use std::collections::HashMap;
use whosaid::{MAX_TEXT_BYTES, Options};

/// A longer line cannot hold a text that is read: JSON spends six bytes at most on one of text, and an id is short.
pub const MAX_LINE: usize = MAX_TEXT_BYTES * 6 + (1 << 16);

/// What a line gives.
pub struct Answer {
    /// The report, or what is wrong with the line; without its end.
    pub line: String,
    /// True for a report.
    pub good: bool,
}

/// Reads line `number`; its `id` comes back as it was written.
pub fn answer(line: &[u8], number: usize, options: &Options) -> Answer {
    let mut id = None;
    match report(line, options, &mut id) {
        Ok(line) => Answer { line, good: true },
        Err(error) => {
            let id = id.map_or(String::new(), |id| format!("\"id\":{id},"));
            let error = serde_json::Value::String(error);
            Answer { line: format!("{{{id}\"line\":{number},\"error\":{error}}}"), good: false }
        }
    }
}

fn report<'l>(line: &'l [u8], options: &Options, id: &mut Option<&'l RawValue>) -> Result<String, String> {
    if line.len() > MAX_LINE {
        return Err(format!("the line is longer than {MAX_LINE} bytes"));
    }
    let line = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8")?;
    let line = line.trim_start_matches('\u{FEFF}');
    let fields: HashMap<String, &RawValue> = serde_json::from_str(line).map_err(|e| match e.classify() {
        serde_json::error::Category::Data => "the line is no JSON object".to_owned(),
        _ => format!("the line is not JSON: {e}"),
    })?;
    *id = fields.get("id").copied();
    let text = fields.get("text").ok_or("the line has no \"text\"")?;
    let text: String = serde_json::from_str(text.get()).map_err(|_| "the \"text\" is no string of Unicode")?;
    if text.len() > MAX_TEXT_BYTES {
        return Err(format!("the text is longer than {MAX_TEXT_BYTES} bytes"));
    }
    if is_markup(&text) {
        return Err("the \"text\" is HTML, of which only the words can be read".to_owned());
    }
    let report = serde_json::to_string(&whosaid::analyze(&text, options)).map_err(|e| e.to_string())?;
    let rest = report.strip_prefix('{').unwrap_or(&report);
    Ok(format!("{{\"id\":{},{rest}", id.map_or("null", RawValue::get)))
}

/// True for a text that begins and ends with a tag and has an end tag, as no article does.
fn is_markup(text: &str) -> bool {
    let text = text.trim();
    let name = text.strip_prefix('<').map_or("", |rest| rest.trim_start_matches(['!', '?', '-']));
    name.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()) && text.ends_with('>') && text.contains("</")
}
