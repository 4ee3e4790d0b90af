//! Speakers that no list, name or role gave away: they become mentions.

use crate::document::{Document, EntityType, Gender, Mention, MentionKind, Number, TokenSpan, Upos, Xpos};

/// A mention is hardly longer than so many tokens.
const REACH: usize = 40;

/// The mentions with those added that readings name as speakers and that were not mentions yet.
pub fn add_speakers(doc: &Document) -> Vec<Mention> {
    let mut mentions = doc.mentions.clone();
    let mut spans: Vec<TokenSpan> = doc.readings.iter().filter_map(|r| r.speaker).collect();
    spans.sort_unstable();
    spans.dedup();
    let new = spans.into_iter().filter(|s| doc.speaker_mention(*s).is_none()).filter_map(|s| mention(doc, s));
    mentions.extend(new);
    mentions.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end), m.kind != MentionKind::Nominal));
    mentions.dedup_by_key(|m| m.tokens);
    mentions
}

/// A nominal from the start of the words to the noun they hang from.
fn mention(doc: &Document, span: TokenSpan) -> Option<Mention> {
    let head = doc.top_of(span);
    let tokens = TokenSpan::new(span.start, head + 1);
    let from = doc.mentions.partition_point(|m| m.tokens.start + REACH < tokens.start);
    let to = doc.mentions.partition_point(|m| m.tokens.start < tokens.end);
    let crosses = doc.mentions.get(from..to).unwrap_or(&[]).iter().any(|m| {
        m.tokens.overlaps(tokens) && !m.tokens.contains(tokens) && !tokens.contains(m.tokens) || m.tokens == tokens
    });
    if crosses || !matches!(doc.syntax.upos(head), Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj) {
        return None;
    }
    let plural = matches!(doc.syntax.xpos(head), Xpos::NNS | Xpos::NNPS);
    let number = if plural { Number::Plural } else { Number::Singular };
    let kind = if doc.syntax.upos(head) == Upos::Propn { MentionKind::Name } else { MentionKind::Nominal };
    let etype = if plural { EntityType::Person } else { EntityType::Org };
    Some(Mention { tokens, head, kind, etype, gender: Gender::Unknown, number })
}
