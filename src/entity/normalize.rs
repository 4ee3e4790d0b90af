//! What dates, times, amounts and numbers are worth, where their own words leave no doubt.

use crate::document::{Document, EntityType, Mention, TokenKind, TokenSpan};
use crate::lexicon::Closed;

/// The value of each mention that has a certain one, by position in `Document::mentions`:
///
/// | type | value | for |
/// |---|---|---|
/// | DATE | ISO 8601 date, as much of it as is said; decade as in EDTF; duration | `2014-09-15`, `2022-06`, `--09-15`, `196X`, `P3Y` |
/// | TIME | ISO 8601 time of day | `14:10` |
/// | MONEY | amount, after the ISO 4217 code if a currency is named (a bare `$` names none) | `EUR 5000`, `26000000` |
/// | PERCENT, NUMBER | the number | `49`, `0.25`, `1500000` |
///
/// "about five", "last week", "2/6" have none.
pub fn find_values(doc: &Document) -> Vec<(usize, String)> {
    let value = |(i, m): (usize, &Mention)| {
        let found =
            (!m.etype.is_named()).then(|| known(doc, m).unwrap_or_else(|| Reader { doc }.value(m.tokens, m.etype)));
        Some((i, found.flatten()?))
    };
    doc.mentions.iter().enumerate().filter_map(value).collect()
}

/// What a mention in a block of the reading before was worth, if it was worth something.
fn known(doc: &Document, mention: &Mention) -> Option<Option<String>> {
    let block = doc.tokens.get(mention.tokens.start).block;
    let (earlier, before) = doc.before(block)?;
    let (here, there) = (doc.tokens.block(block), earlier.tokens.block(before));
    let stood = mention.tokens.moved(here.start, there.start);
    let at = earlier.values.binary_search_by_key(&stood.start, |v| v.0.start).ok()?;
    let (tokens, etype, value) = earlier.values.get(at)?;
    let same = here.contains(mention.tokens) && (*tokens, *etype) == (stood, mention.etype);
    same.then(|| Some(value.clone()))
}

struct Reader<'d, 't> {
    doc: &'d Document<'t>,
}

/// Figures of a number that a binary one holds exactly.
const EXACT: usize = 15;

impl Reader<'_, '_> {
    fn word(&self, i: usize) -> &'static Closed {
        self.doc.tokens.closed(i)
    }

    fn value(&self, span: TokenSpan, etype: EntityType) -> Option<String> {
        match etype {
            EntityType::Date => self.date(span).or_else(|| self.duration(span)),
            EntityType::Time => self.time(span),
            EntityType::Money => self.money(span),
            EntityType::Percent => {
                let end = span.range().find(|&i| self.word(i).percent || self.doc.tokens.lower(i) == "per")?;
                self.number(span.start, end).map(|n| n.to_string())
            }
            EntityType::Number => self.number(span.start, span.end).map(|n| n.to_string()),
            _ => None,
        }
    }

    /// The figures of a token as a number; none where a comma may mark thousands or decimals.
    fn figures(&self, i: usize) -> Option<f64> {
        if self.doc.tokens.get(i).kind != TokenKind::Number {
            return None;
        }
        let text = self.doc.tokens.norm(i);
        let (whole, rest) = text.split_once('.').map_or((text, ""), |(w, r)| (w, r));
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or("");
        let grouped = groups.all(|g| g.len() == 3) && (first.len() <= 3 || !whole.contains(','));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let plain: String = text.chars().filter(|c| *c != ',').collect();
        let exact = plain.len() <= EXACT;
        (exact && grouped && digits(first) && !first.is_empty() && digits(rest)).then(|| plain.parse().ok()).flatten()
    }

    /// The number that the tokens from `start` to `end` say, if they say nothing else.
    fn number(&self, start: usize, end: usize) -> Option<f64> {
        let (mut total, mut part, mut said) = (0.0, 0.0, false);
        for i in start..end {
            let (word, lower) = (self.word(i), self.doc.tokens.lower(i));
            if let Some(n) = self.figures(i) {
                if said {
                    return None;
                }
                part = n;
            } else if word.scale || word.scale_letter && said {
                part = if part == 0.0 { word.value } else { part * word.value };
                if word.value > 100.0 {
                    total += part;
                    part = 0.0;
                }
            } else if word.number {
                part += word.value;
            } else if said && matches!(lower, "-" | "and") || !said && lower == "a" {
                continue;
            } else {
                return None;
            }
            said = true;
        }
        // 8.2 times a million is a little less, in binary.
        format!("{:.*e}", EXACT - 1, total + part).parse().ok().filter(|_| said)
    }

    fn money(&self, span: TokenSpan) -> Option<String> {
        let named = |i: &usize| self.word(*i).currency || self.word(*i).currency_symbol || self.is_code(*i);
        let start = span.range().find(|i| !named(i))?;
        let end = (start..span.end).find(named).unwrap_or(span.end);
        let amount = self.number(start, end)?;
        let other = |i: &usize| (*i < start || *i >= end) && !named(i);
        let code = span.range().filter(named).find_map(|i| match self.word(i).feature {
            "" if self.is_code(i) => Some(self.doc.tokens.norm(i)),
            code if self.word(i).currency && code.len() == 3 && self.certain(i) => Some(code),
            code if self.word(i).currency_symbol && code.len() == 3 && self.doc.tokens.norm(i) != "$" => Some(code),
            _ => None,
        });
        if span.range().any(|i| other(&i)) {
            return None;
        }
        Some(code.map_or_else(|| amount.to_string(), |code| format!("{code} {amount}")))
    }

    /// Dollars, pounds, pesos are many; euro and yen are one.
    fn certain(&self, i: usize) -> bool {
        matches!(self.word(i).feature, "EUR" | "JPY" | "CNY" | "NGN" | "BRL" | "ZAR" | "GHS")
    }

    fn is_code(&self, i: usize) -> bool {
        let text = self.doc.tokens.norm(i);
        text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
    }

    fn date(&self, span: TokenSpan) -> Option<String> {
        let (mut year, mut month, mut day) = (None, None, None);
        for i in span.range() {
            let (word, text) = (self.word(i), self.doc.tokens.norm(i));
            let bare = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
            let number = bare.parse::<u32>().ok();
            match number {
                _ if word.month => month = Some(word.value as u32).filter(|_| month.is_none()),
                Some(n) if bare.len() == 4 && text == bare && year.is_none() => year = Some(n),
                Some(n) if bare.len() == 4 && text.ends_with('s') && n % 10 == 0 && span.len() == 1 => {
                    return Some(format!("{}X", n / 10));
                }
                Some(n @ 1..=31) if bare.len() <= 2 && day.is_none() => day = Some(n),
                None if word.weekday || matches!(text, "," | "of" | "the") => {}
                _ => return None,
            }
        }
        match (year, month, day) {
            (Some(y), Some(m), Some(d)) => Some(format!("{y:04}-{m:02}-{d:02}")),
            (Some(y), Some(m), None) => Some(format!("{y:04}-{m:02}")),
            (Some(y), None, None) => Some(format!("{y:04}")),
            (None, Some(m), Some(d)) => Some(format!("--{m:02}-{d:02}")),
            (None, Some(m), None) => Some(format!("--{m:02}")),
            _ => None,
        }
    }

    fn duration(&self, span: TokenSpan) -> Option<String> {
        let unit = span.last();
        let letter = match self.doc.tokens.lower(unit).trim_end_matches('s') {
            "day" => 'D',
            "week" => 'W',
            "month" => 'M',
            "year" => 'Y',
            _ => return None,
        };
        let end = if self.doc.tokens.norm(unit.saturating_sub(1)) == "-" { unit - 1 } else { unit };
        let count = self.number(span.start, end).filter(|n| n.fract() == 0.0)?;
        Some(format!("P{count}{letter}"))
    }

    fn time(&self, span: TokenSpan) -> Option<String> {
        let clock: String = span.range().skip(1).map(|i| self.doc.tokens.lower(i)).collect();
        let text = self.doc.tokens.norm(span.start);
        let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        let half = clock.replace('.', "");
        let hour = match half.as_str() {
            "" if text.contains(':') => hour,
            "am" if (1..=12).contains(&hour) => hour % 12,
            "pm" if (1..=12).contains(&hour) => hour % 12 + 12,
            _ => return None,
        };
        (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_certain_has_a_value() {
        let value = |text: &str| {
            let text = format!("They met and paid {text}, he said.");
            let doc = crate::annotate(&text);
            doc.values.iter().map(|(_, v)| v.clone()).next().unwrap_or_default()
        };
        let cases = [
            ("on 15 September 2014", "2014-09-15"),
            ("on September 3", "--09-03"),
            ("in June 2022", "2022-06"),
            ("in the 1960s", "196X"),
            ("for three years", "P3Y"),
            ("at 2.30 p.m.", "14:30"),
            ("5,000 euros", "EUR 5000"),
            ("$26 million", "26000000"),
            ("49 percent", "49"),
            ("8.2 million people", "8200000"),
            ("728338863698096129 marks", ""),
            ("one hundred and twenty thousand people", "120000"),
            ("last week", ""),
            ("about 300", ""),
        ];
        for (text, want) in cases {
            assert_eq!(value(text), want, "{text}");
        }
    }
}
