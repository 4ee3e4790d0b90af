//! Floor 3: mentions to entities.

mod cluster;
mod metonyms;
mod names;
mod nominals;
mod pronouns;
mod roles;

use crate::document::{Document, Entity};
use cluster::Clusters;

/// Groups the mentions that speak of one thing. Mentions that refer to nothing known stay out, unless somebody speaks
/// or is spoken to by them. Each step looks back a bounded number of mentions, so the work is linear in the text.
pub fn resolve_coreference(doc: &Document) -> Vec<Entity> {
    let mut clusters = Clusters::new(doc);
    names::group_names(doc, &mut clusters);
    roles::collect_roles(doc, &mut clusters);
    nominals::link_nominals(doc, &mut clusters);
    pronouns::link_pronouns(doc, &mut clusters);
    let mut entities = clusters.into_entities();
    metonyms::find_metonyms(doc, &mut entities);
    entities
}
