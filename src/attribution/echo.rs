//! Words in a headline are whose they are in the article.

use super::UNSURE;
use crate::document::echo::{HEADINGS, heads, repeated};
use crate::document::{Attribution, Document, Mention, MentionKind, Quote, TokenSpan};

/// How sure it is at most that a headline repeats somebody's words.
const REPEATED: f32 = 0.9;

/// Gives quotations of headlines that nobody speaks, or the nearest name for want of better, to who speaks them further down.
pub fn settle(doc: &Document, all: &mut [Attribution]) {
    let open = |a: &Attribution| a.speaker.is_none() || a.rule == "headline" || a.confidence <= UNSURE;
    let quote = |a: &Attribution| doc.quotes.get(a.quote).filter(|q| open(a) && heads(doc, q));
    let headings: Vec<(usize, &Quote)> = all.iter().enumerate().filter_map(|(k, a)| Some((k, quote(a)?))).collect();
    for (k, heading) in headings.into_iter().take(HEADINGS) {
        let said = repeated(doc, &doc.quotes, heading);
        let said = said.and_then(|q| all.iter().find(|a| a.quote == q)).filter(|a| a.speaker.is_some()).cloned();
        if let (Some(said), Some(slot)) = (said, all.get_mut(k)) {
            let here = said.speaker.and_then(|speaker| named_in(doc, doc.sentence(heading.extent().start), speaker));
            *slot = Attribution {
                quote: slot.quote,
                cue: None,
                speaker: here.or(said.speaker),
                source: said.source.filter(|_| here.is_none()),
                confidence: said.confidence.min(REPEATED),
                rule: "repeated",
                ..said
            };
        }
    }
}

/// The name of a speaker in the headline itself.
fn named_in(doc: &Document, headline: TokenSpan, speaker: usize) -> Option<usize> {
    let name = doc.tokens.lower(doc.mentions.get(speaker)?.head);
    let from = doc.mentions.partition_point(|m| m.tokens.start < headline.start);
    let inside = doc.mentions.get(from..)?.iter().take_while(|m| m.tokens.start < headline.end);
    let same = |m: &Mention| m.kind == MentionKind::Name && doc.tokens.lower(m.head) == name;
    inside.enumerate().find(|(_, m)| same(m)).map(|(k, _)| from + k)
}
