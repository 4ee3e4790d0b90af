//! TEI P5: the article word for word, speech as `said` with its speaker, names as `persName`, `orgName`, `placeName`.

mod nest;

use super::article::{Article, certainty};
use super::xml::escape;
use crate::lexicon::{CueClass, lexicon};
use crate::report::{Block, Entity, Mention, Quote};
use crate::text::Span as Bytes;
use nest::{Mark, Nested, nest};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt::Write;

/// The whole document.
pub(super) fn write(article: &Article) -> String {
    let blocks = nested(article);
    let mut pieces = vec![0; article.report.quotes.len()];
    for mark in blocks.iter().flat_map(|(_, marks)| marks) {
        if let Mark::Quote(i, _) = mark.mark
            && let Some(count) = pieces.get_mut(i)
        {
            *count += 1;
        }
    }
    let written = vec![0; pieces.len()];
    let mut out = Tei { article, out: String::new(), pieces, written };
    out.header();
    out.body(&blocks);
    out.out
}

type Blocks<'a> = Vec<(&'a Block, Vec<Nested<'a>>)>;

fn nested<'a>(article: &Article<'a>) -> Blocks<'a> {
    let report = article.report;
    let quotes = report.quotes.iter().enumerate();
    let pieces = quotes.flat_map(|(i, q)| q.content.iter().map(move |s| (s.start, s.end, Mark::Quote(i, q))));
    let mentions =
        report.entities.iter().flat_map(|e| e.mentions.iter().map(move |m| (m.start, m.end, Mark::Mention(e, m))));
    let all: Vec<Nested> =
        pieces.chain(mentions).map(|(start, end, mark)| Nested { place: article.bytes(start, end), mark }).collect();
    // Where two cover the same words, the quotation is outside.
    let order = all.iter().enumerate().map(|(i, m)| (Reverse(m.place.start), m.place.end, Reverse(i)));
    let mut order: BinaryHeap<_> = order.collect();
    let mut marks: Vec<Nested> = Vec::with_capacity(all.len());
    while let Some((_, _, Reverse(i))) = order.pop() {
        marks.extend(all.get(i));
    }
    let blocks = report.blocks.iter();
    blocks.map(|block| (block, nest(&marks, article.bytes(block.start, block.end)))).collect()
}

struct Tei<'a, 'r> {
    article: &'r Article<'a>,
    out: String,
    /// How many elements a quotation takes.
    pieces: Vec<usize>,
    written: Vec<usize>,
}

impl<'a> Tei<'a, '_> {
    fn put(&mut self, what: std::fmt::Arguments) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(what);
    }

    fn header(&mut self) {
        let report = self.article.report;
        let headline = report.blocks.iter().find(|b| b.kind == "headline").map_or("Untitled article", |b| &b.text);
        self.put(format_args!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n\
            <fileDesc>\n<titleStmt><title>{}</title></titleStmt>\n\
            <publicationStmt><p>Unpublished.</p></publicationStmt>\n\
            <sourceDesc><p>A news article, as it was pasted.</p></sourceDesc>\n</fileDesc>\n\
            <encodingDesc><appInfo><application ident=\"whosaid\" version=\"{}\"><desc>Marks quotations and names \
            by machine.</desc></application></appInfo></encodingDesc>\n\
            <profileDesc>\n<langUsage><language ident=\"{}\"/></langUsage>\n",
            escape(headline),
            env!("CARGO_PKG_VERSION"),
            report.language.read_as,
        ));
        self.list("listPerson", "particDesc", |e| matches!(e.etype, "PERSON" | "NORP" | "ORG"));
        self.list("listPlace", "settingDesc", |e| matches!(e.etype, "GPE" | "LOC" | "FACILITY"));
        self.out.push_str("</profileDesc>\n</teiHeader>\n");
    }

    fn list(&mut self, list: &str, inside: &str, belongs: impl Fn(&Entity) -> bool) {
        let report = self.article.report;
        let reader = list == "listPerson" && !report.corrections.is_empty();
        if !reader && !report.entities.iter().any(&belongs) {
            return;
        }
        self.put(format_args!("<{inside}><{list}>\n"));
        for entity in report.entities.iter().filter(|e| belongs(e)) {
            let (element, name) = match entity.etype {
                "PERSON" => ("person", "persName"),
                "NORP" => ("personGrp", "name"),
                "ORG" => ("org", "orgName"),
                _ => ("place", "placeName"),
            };
            let (id, shown) = (escape(&entity.id), escape(&entity.name));
            let by_hand = if entity.corrected { " resp=\"#reader\"" } else { "" };
            self.put(format_args!("<{element} xml:id=\"{id}\"{by_hand}><{name}>{shown}</{name}>"));
            if element == "person" {
                for role in &entity.roles {
                    self.put(format_args!("<occupation>{}</occupation>", escape(role)));
                }
            }
            self.put(format_args!("</{element}>\n"));
        }
        if reader {
            self.out.push_str("<person xml:id=\"reader\"><persName>The reader who corrected</persName></person>\n");
        }
        self.put(format_args!("</{list}></{inside}>\n"));
    }

    fn body(&mut self, blocks: &Blocks<'a>) {
        self.out.push_str("<text><body>\n");
        let mut at_top = true;
        for (block, marks) in blocks {
            let speaks = marks.iter().any(|m| matches!(m.mark, Mark::Quote(..)));
            let element = match block.kind {
                "headline" if at_top => "head",
                "byline" | "dateline" if at_top && !speaks => block.kind,
                _ => {
                    at_top = false;
                    if block.kind == "paragraph" { "p" } else { "ab" }
                }
            };
            let kind = if element == "ab" { format!(" type=\"{}\"", block.kind) } else { String::new() };
            self.put(format_args!("<{element}{kind}>"));
            self.marked(self.article.bytes(block.start, block.end), marks);
            self.put(format_args!("</{element}>\n"));
        }
        if at_top {
            self.out.push_str("<p/>\n");
        }
        self.out.push_str("</body></text>\n</TEI>\n");
    }

    fn marked(&mut self, place: Bytes, marks: &[Nested<'a>]) {
        let mut open: Vec<(usize, &'static str)> = Vec::new();
        let mut at = place.start;
        for nested in marks {
            self.close(&mut open, nested.place.start, &mut at);
            self.words(at, nested.place.start);
            at = nested.place.start;
            let element = match nested.mark {
                Mark::Quote(i, quote) => self.open_quote(i, quote),
                Mark::Mention(entity, mention) => self.open_mention(entity, mention),
            };
            open.push((nested.place.end, element));
        }
        self.close(&mut open, place.end, &mut at);
        self.words(at, place.end);
    }

    fn close(&mut self, open: &mut Vec<(usize, &'static str)>, until: usize, at: &mut usize) {
        while let Some((end, element)) = open.pop_if(|(end, _)| *end <= until) {
            self.words(*at, end);
            *at = end;
            self.put(format_args!("</{element}>"));
        }
    }

    fn words(&mut self, from: usize, to: usize) {
        self.out.push_str(&escape(self.article.text.get(from..to).unwrap_or("")));
    }

    /// A quotation in several pieces is a chain of elements that point to one another.
    fn open_quote(&mut self, i: usize, quote: &Quote) -> &'static str {
        let id = |n: usize| if n == 0 { quote.id.clone() } else { format!("{}.{}", quote.id, n + 1) };
        let here = self.written.get(i).copied().unwrap_or(0);
        self.written.iter_mut().skip(i).take(1).for_each(|n| *n += 1);
        let pieces = self.pieces.get(i).copied().unwrap_or(1);
        let element = match quote.kind {
            "scare" => "soCalled",
            "title" => "title",
            "lyric" | "placard" => "quote",
            _ => "said",
        };
        self.put(format_args!("<{element} xml:id=\"{}\"", escape(&id(here))));
        if quote.is_speech() {
            self.speech(quote);
        }
        match quote.kind {
            "lyric" | "placard" => self.put(format_args!(" type=\"{}\"", quote.kind)),
            "thought" => self.put(format_args!(" aloud=\"false\" direct=\"true\"")),
            _ => {}
        }
        if here > 0 {
            self.put(format_args!(" prev=\"#{}\"", escape(&id(here - 1))));
        }
        if here + 1 < pieces {
            self.put(format_args!(" next=\"#{}\"", escape(&id(here + 1))));
        }
        self.out.push('>');
        element
    }

    fn speech(&mut self, quote: &Quote) {
        if let Some(speaker) = self.article.speaker(quote).filter(|e| is_listed(e)) {
            self.put(format_args!(" who=\"#{}\"", escape(&speaker.id)));
        }
        let to = quote.addressee.as_ref().and_then(|a| self.article.entity_at(a));
        if let Some(to) = to.filter(|e| is_listed(e)) {
            self.put(format_args!(" toWhom=\"#{}\"", escape(&to.id)));
        }
        let direct = quote.kind != "indirect";
        let certainty = match certainty(quote.confidence) {
            "sure" => "high",
            "likely" => "medium",
            _ => "low",
        };
        self.put(format_args!(" direct=\"{direct}\" aloud=\"{}\" cert=\"{certainty}\"", aloud(quote)));
        if quote.corrected {
            self.out.push_str(" resp=\"#reader\"");
        }
    }

    fn open_mention(&mut self, entity: &Entity, mention: &Mention) -> &'static str {
        let named = matches!(mention.kind, "name" | "alias");
        let (element, kind) = match entity.etype {
            "DATE" => ("date", ""),
            "TIME" => ("time", ""),
            "MONEY" | "PERCENT" | "NUMBER" => ("num", ""),
            "PERSON" if named => ("persName", ""),
            "ORG" if named => ("orgName", ""),
            "GPE" | "LOC" | "FACILITY" if named => ("placeName", ""),
            other if named => ("name", other),
            other => ("rs", other),
        };
        self.put(format_args!("<{element}"));
        if !kind.is_empty() {
            self.put(format_args!(" type=\"{}\"", kind.to_lowercase()));
        }
        if !matches!(element, "date" | "time" | "num") && is_listed(entity) {
            self.put(format_args!(" ref=\"#{}\"", escape(&entity.id)));
        }
        self.out.push('>');
        element
    }
}

/// True for what the header names.
fn is_listed(entity: &Entity) -> bool {
    matches!(entity.etype, "PERSON" | "NORP" | "ORG" | "GPE" | "LOC" | "FACILITY")
}

/// Whether the words were spoken: what is written or thought is not, and of many verbs nobody can tell.
fn aloud(quote: &Quote) -> &'static str {
    let cue = quote.cue.as_ref().and_then(|c| lexicon().cues.get(&c.text.to_lowercase()));
    match cue.map(|c| c.entry.class) {
        Some(CueClass::Say | CueClass::Tell | CueClass::Ask | CueClass::Sound) => "true",
        Some(CueClass::Write | CueClass::Think) => "false",
        _ => "unknown",
    }
}
