//! I and you to those who talk.

use super::cluster::Clusters;
use super::context::Context;
use crate::document::MentionKind;
use crate::lexicon::Person;

/// Links I to the speaker of the quotation that it stands in, and you to whom the quotation is said to.
pub fn link_talkers(context: &Context, clusters: &mut Clusters) {
    for (m, mention) in context.doc.mentions.iter().enumerate().filter(|(_, x)| x.kind == MentionKind::Pronoun) {
        let pronoun = context.doc.tokens.closed(mention.head).pronoun;
        let (Some(pronoun), Some(quote)) = (pronoun, context.place(m).quote) else { continue };
        let talker = match pronoun.person {
            Person::First => context.speaker(quote),
            Person::Second => context.addressee(quote),
            _ => None,
        };
        let cluster = talker.filter(|&t| t != m).and_then(|t| clusters.of(t));
        let several = |c: usize| {
            use crate::document::EntityType::{Gpe, Org};
            clusters.get(c).is_some_and(|x| matches!(x.etype, Org | Gpe))
        };
        if let Some(cluster) = cluster.filter(|&c| !pronoun.plural || several(c)) {
            clusters.join(m, cluster);
        }
    }
}
