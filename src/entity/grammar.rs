//! The grammar of dates, times, money, percentages and numbers.

use crate::document::{Document, EntityType, Token, TokenKind, TokenSpan, Upos};
use crate::lexicon::Closed;

/// How verbs begin by which figures go up.
const RISES: [&str; 14] =
    ["bump", "climb", "creep", "crept", "edg", "inch", "jump", "mov", "nudg", "rise", "rising", "rose", "tick", "went"];

/// Reads the values of one block.
pub struct Reader<'d, 't> {
    doc: &'d Document<'t>,
    block: TokenSpan,
}

type Value = (TokenSpan, EntityType);

impl<'d, 't> Reader<'d, 't> {
    /// A reader of a block with such tokens.
    pub fn new(doc: &'d Document<'t>, block: TokenSpan) -> Self {
        Self { doc, block }
    }

    // Outside of the block nothing stands.
    fn inside(&self, i: usize) -> usize {
        if self.block.holds(i) { i } else { usize::MAX }
    }

    fn token(&self, i: usize) -> &Token {
        self.doc.tokens.get(self.inside(i))
    }

    fn lower(&self, i: usize) -> &str {
        self.doc.tokens.lower(self.inside(i))
    }

    fn word(&self, i: usize) -> &'static Closed {
        self.doc.tokens.closed(self.inside(i))
    }

    fn is(&self, i: usize, text: &str) -> bool {
        self.doc.tokens.norm(self.inside(i)) == text
    }

    fn digits(&self, i: usize) -> Option<&str> {
        (self.token(i).kind == TokenKind::Number).then(|| self.doc.tokens.norm(i))
    }

    /// The longest value that begins at token `i`.
    pub fn value(&self, i: usize) -> Option<Value> {
        let readings = [self.money(i), self.percent(i), self.time(i), self.date(i), self.number_mention(i)];
        let readings = readings.into_iter().flatten();
        readings.rev().max_by_key(|(span, _)| span.end)
    }

    /// False for words that no value begins with: nearly all.
    pub fn may_begin(&self, i: usize) -> bool {
        self.token(i).kind == TokenKind::Number || self.doc.tokens.is_closed(i) && self.word(i).opens_value
    }

    /// The end of a number that starts at `i`: figures or words, with scale words.
    fn number(&self, i: usize) -> Option<usize> {
        let mut end = i;
        let mut words = 0;
        loop {
            let word = self.word(end);
            if self.digits(end).is_some() && words == 0 {
                end += 1;
                words += 1;
                // "3-4", "15 - 20"
                if self.token(end).kind == TokenKind::Dash
                    && self.digits(end + 1).is_some()
                    && !self.token(end).space_before
                {
                    end += 2;
                }
            } else if word.number && !self.is_one(end, words) || (word.scale && words > 0) {
                end += 1;
                words += 1;
            } else if words > 0
                && (self.is(end, "-") || self.is(end, "and"))
                && self.word(end + 1).number
                && (self.is(end, "-") || self.word(end.wrapping_sub(1)).scale)
            {
                end += 1;
            } else {
                break;
            }
        }
        (end > i).then_some(end)
    }

    /// "one" counts only with a scale or unit after it.
    fn is_one(&self, i: usize, words: usize) -> bool {
        let next = self.word(i + 1);
        self.word(i).value == 1.0 && words == 0 && !next.scale && !next.percent && !self.is(i + 1, "-")
    }

    /// The end of "a hundred", "hundreds of thousands", "a dozen".
    fn scale_phrase(&self, i: usize) -> Option<usize> {
        if self.word(i).scales {
            let of = self.is(i + 1, "of") && self.word(i + 2).scales;
            return Some(if of { i + 3 } else { i + 1 });
        }
        (matches!(self.lower(i), "a" | "half") && self.word(i + 1).scale).then_some(i + 2)
    }

    /// Where the quantity begins, after "about", "more than", "at least".
    fn after_approximator(&self, i: usize) -> usize {
        let word = self.word(i);
        if !word.approx {
            return i;
        }
        let next = self.lower(i + 1);
        match word.feature {
            "" => i + 1,
            // "Ticked up to 4.4%" tells where it went, "holds up to 500" how many at most.
            _ if i > self.block.start && self.rises(i - 1) => i,
            after if after.split(';').any(|w| w == next) => i + 2,
            _ => i,
        }
    }

    /// True for a verb by which figures go up, and no ticket or movie.
    fn rises(&self, i: usize) -> bool {
        self.doc.syntax.upos(i) == Upos::Verb && RISES.iter().any(|stem| self.lower(i).starts_with(stem))
    }

    fn money(&self, i: usize) -> Option<Value> {
        let at = self.after_approximator(i);
        let end = if self.word(at).currency_symbol {
            let mut end = self.number(at + 1)?;
            let word = self.word(end);
            if word.scale || word.scale_letter && !self.token(end).space_before {
                end += 1;
            }
            end
        } else {
            let end = self.number(at).or_else(|| self.scale_phrase(at))?;
            let end = end
                + usize::from(self.word(end).scale)
                + usize::from(self.is(end, "of") && self.word(end + 1).currency);
            let national = self.token(end).is_capitalized() && self.word(end + 1).currency;
            let end = end + usize::from(national);
            let named = self.word(end).currency || self.word(end).currency_symbol && !self.is(end, "$");
            if !named {
                return None;
            }
            end + 1
        };
        Some((TokenSpan::new(i, end), EntityType::Money))
    }

    fn percent(&self, i: usize) -> Option<Value> {
        let end = self.number(self.after_approximator(i))?;
        let two = self.is(end, "per") && self.is(end + 1, "cent");
        let points = self.is(end, "percentage") && self.lower(end + 1).starts_with("point");
        match (self.word(end).percent, two || points) {
            (true, _) => Some((TokenSpan::new(i, end + 1), EntityType::Percent)),
            (_, true) => Some((TokenSpan::new(i, end + 2), EntityType::Percent)),
            _ => None,
        }
    }

    fn time(&self, i: usize) -> Option<Value> {
        let span = |end| Some((TokenSpan::new(i, end), EntityType::Time));
        let word = self.word(i);
        if word.reldate && word.feature == "time" {
            return span(i + 1);
        }
        if self.is(i, "this") || self.is(i, "This") || word.datemod || word.datepart {
            let part = i + 1 + usize::from(self.word(i + 1).weekday || self.word(i + 1).datepart);
            if self.word(part).daypart {
                return span(part + 1);
            }
        }
        let at = self.after_approximator(i);
        let figures = self.digits(at)?;
        let clock = figures.split_once([':', '.']).is_some_and(|(h, m)| {
            figures.contains(':') && h.len() <= 2 && m.len() >= 2 && m.bytes().all(|b| b.is_ascii_digit() || b == b':')
        });
        let mut end = at + 1;
        let half = self.word(end).clock && (clock || figures.len() <= 5);
        if !clock && !half {
            return None;
        }
        while self.word(end).clock {
            end += 1;
        }
        span(end)
    }

    fn is_year(&self, i: usize) -> bool {
        self.digits(i).is_some_and(|d| {
            let year = d.strip_suffix('s').unwrap_or(d);
            year.len() == 4
                && (year.starts_with("19") || year.starts_with("20") || year.starts_with("18"))
                && year.bytes().all(|b| b.is_ascii_digit())
        })
    }

    fn is_day(&self, i: usize) -> bool {
        self.digits(i).is_some_and(|d| {
            let day = d.trim_end_matches(|c: char| c.is_ascii_lowercase());
            day.parse::<u8>().is_ok_and(|n| (1..=31).contains(&n)) && d.len() <= day.len() + 2
        })
    }

    fn is_month(&self, i: usize) -> bool {
        let token = self.token(i);
        // "may" and "march" are verbs in lower case; "May said" is a person as often.
        self.word(i).month && token.is_capitalized()
    }

    /// The end of month, day and year in any usual order; a comma may stand before the year.
    fn calendar(&self, i: usize) -> Option<usize> {
        let year = |end: usize| {
            let comma = usize::from(self.is(end, ","));
            if self.is_year(end + comma) { end + comma + 1 } else { end }
        };
        if self.is_day(i) && self.is_month(i + 1) {
            return Some(year(i + 2));
        }
        if self.is_day(i) && self.is(i + 1, "of") && self.is_month(i + 2) {
            return Some(year(i + 3));
        }
        if self.is_month(i) {
            let mut end = i + 1;
            if self.is_day(end) {
                end += 1;
                if self.token(end).kind == TokenKind::Dash && self.is_day(end + 1) {
                    end += 2;
                }
            }
            let alone = end == i + 1 && year(end) == end;
            let modal = alone
                && matches!(self.lower(i), "may" | "march" | "august")
                && !self.word(i.wrapping_sub(1)).prep
                && !self.word(i.wrapping_sub(1)).datemod
                && !self.word(i.wrapping_sub(1)).datepart;
            return (!modal).then(|| year(end));
        }
        None
    }

    fn date(&self, i: usize) -> Option<Value> {
        let end = self.date_end(i)?;
        Some((TokenSpan::new(i, end), EntityType::Date))
    }

    fn date_end(&self, i: usize) -> Option<usize> {
        let word = self.word(i);
        if self.word(i).weekday && self.token(i).is_capitalized() {
            let comma = usize::from(self.is(i + 1, ","));
            let end = self.calendar(i + 1 + comma).unwrap_or(i + 1);
            return Some(if self.word(end).daypart { end + 1 } else { end });
        }
        if let Some(end) = self.calendar(i) {
            return Some(end);
        }
        if word.reldate {
            return Some(i + 1);
        }
        if word.datepart {
            let dash = usize::from(self.is(i + 1, "-"));
            return self.calendar(i + 1 + dash).or_else(|| self.is_year(i + 1 + dash).then_some(i + 2 + dash));
        }
        if word.datemod && !self.is(i, "same") {
            let next = self.word(i + 1);
            let named = next.weekday || self.is_month(i + 1) || next.season;
            if named || next.unit && next.feature == "date" {
                return Some(i + 2);
            }
            let count = self.number(i + 1).filter(|&e| self.word(e).unit);
            return count.map(|e| e + 1);
        }
        if self.is_year(i) && self.year_stands(i) {
            return Some(i + 1);
        }
        if word.season && self.word(i + 1).prep && self.is_year(i + 2) {
            return Some(i + 3);
        }
        self.duration(i)
    }

    /// A bare year stands after a preposition or modifier, or in brackets.
    fn year_stands(&self, i: usize) -> bool {
        let before = self.word(i.wrapping_sub(1));
        let figures = self.digits(i).unwrap_or("");
        let span = || self.is_year(i - 2) && self.lower(i - 3) == "between";
        before.prep
            || i > self.block.start + 2 && self.is(i - 1, "and") && span()
            || before.datemod
            || before.datepart
            || before.season
            || self.is(i.wrapping_sub(1), "(")
            || figures.ends_with('s')
            || self.is(i.wrapping_sub(1), "-")
    }

    /// "three years", "two weeks ago", "three-and-a-half-year".
    fn duration(&self, i: usize) -> Option<usize> {
        let start = self.after_approximator(i);
        let mut end = self.number(start)?;
        if self.is(end, "-") && self.is(end + 1, "and") {
            end = (end + 1..end + 8).find(|&k| self.word(k).number)? + 1;
        }
        let dash = usize::from(self.is(end, "-"));
        let unit = self.word(end + dash);
        if !unit.unit || unit.feature != "date" {
            return None;
        }
        let end = end + dash + 1;
        // "27-year-old", "two years ago".
        let dash = usize::from(self.is(end, "-") && self.lower(end + 1) == "old");
        let last = matches!(self.lower(end + dash), "ago" | "earlier" | "later" | "old");
        Some(if last { end + dash + 1 } else { end })
    }

    fn number_mention(&self, i: usize) -> Option<Value> {
        let at = self.after_approximator(i);
        let article =
            matches!(self.lower(at), "a" | "one") && matches!(self.lower(at + 1), "quarter" | "third" | "half");
        let end = if article { at + 2 } else { self.number(at).or_else(|| self.scale_phrase(at))? };
        // "over" and "about" before a name's number ("Boeing 737") never stand here: only quantities do.
        Some((TokenSpan::new(i, end), EntityType::Number))
    }
}
