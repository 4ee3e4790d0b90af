//! Floor 3: tokens to mentions of entities.

mod acronyms;
mod candidate;
mod classify;
mod names;
mod nominals;
mod normalize;
mod pronouns;
pub(crate) mod recognize;
mod speakers;
mod titles;
mod values;

use crate::document::{Document, Mention, MentionKind};
pub use speakers::add_speakers;

use candidate::Candidates;
pub use normalize::find_values;
pub use recognize::recognize_names;

/// Finds every mention: names, titles, values, nominals, pronouns. Mentions may nest but never cross; they come in text
/// order, the longer first at the same place.
pub fn find_mentions(doc: &Document) -> Vec<Mention> {
    let mut found = Candidates::new(doc.tokens.len());
    values::find_values(doc, &mut found);
    names::find_names(doc, &mut found);
    acronyms::find_acronyms(doc, &mut found);
    titles::find_titles(doc, &mut found);
    nominals::find_nominals(doc, &mut found);
    let mut mentions = found.into_mentions();
    mentions.extend(pronouns::find_pronouns(doc));
    mentions.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end), m.kind != MentionKind::Nominal));
    mentions
}
