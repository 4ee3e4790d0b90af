//! Floor 3: tokens to mentions of entities.

mod acronyms;
mod candidate;
mod classify;
mod grammar;
mod known;
mod names;
mod nominals;
mod normalize;
mod pronouns;
pub(crate) mod recognize;
mod speakers;
mod titles;
mod values;

use crate::document::{Document, EntityType, Mention, MentionKind, TokenSpan};
pub use speakers::add_speakers;

use candidate::Candidates;
pub use normalize::find_values;
pub use recognize::recognize_names;

/// What a block mentions by other words than names and values depends on so many tokens beside it at most.
const BESIDE: usize = 24;

/// Finds every mention: names, titles, values, nominals, pronouns. Mentions may nest but never cross; they come in text
/// order, the longer first at the same place.
pub fn find_mentions(doc: &Document) -> Vec<Mention> {
    let mut found = Candidates::new(doc.tokens.len());
    values::find_values(doc, &mut found);
    names::find_names(doc, &mut found);
    acronyms::find_acronyms(doc, &mut found);
    found.sort();
    let named = found.mentions().to_vec();
    let (mut blocks, mut pronouns) = (Vec::new(), Vec::new());
    for k in 0..doc.blocks.len() {
        match taken_over(doc, &named, k) {
            Some(mentions) => mentions.for_each(|m| match m.kind {
                MentionKind::Pronoun => pronouns.push(m),
                _ => found.add(m.tokens, m.etype, m.kind, m.head, m.gender, m.number),
            }),
            None => blocks.push(doc.tokens.block(k)),
        }
    }
    titles::find_titles(doc, &blocks, &mut found);
    nominals::find_nominals(doc, &blocks, &mut found);
    let mut mentions = found.into_mentions();
    mentions.extend(pronouns);
    mentions.extend(pronouns::find_pronouns(doc, &blocks));
    mentions.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end), m.kind != MentionKind::Nominal));
    mentions
}

/// What a block of the reading before mentions by other words than names and values, if those are the same in it and beside it.
fn taken_over<'d>(doc: &Document<'d>, named: &[Mention], k: usize) -> Option<impl Iterator<Item = Mention> + use<'d>> {
    let here = doc.tokens.block(k);
    let (earlier, there) = doc.steady(here, k, BESIDE)?;
    let around = |span: TokenSpan| TokenSpan::new(span.start.saturating_sub(BESIDE), span.end + BESIDE);
    let (now, before) = (around(here), around(there));
    let is_named =
        |m: &Mention| matches!(m.kind, MentionKind::Name | MentionKind::Alias) && m.etype != EntityType::Title;
    let from = named.partition_point(|m| m.tokens.start < now.start);
    let near = named.get(from..).unwrap_or(&[]).iter().take_while(|m| m.tokens.start < now.end);
    let same = earlier.mentions(before, now.start).filter(is_named).eq(near.copied());
    same.then(|| earlier.mentions(there, here.start).filter(move |m| !is_named(m)))
}
