//! Floor 3: mentions to entities.

mod cluster;
mod context;
mod features;
mod forms;
mod metonyms;
mod names;
mod nominals;
pub(crate) mod ranker;
mod resolve;
mod roles;

use crate::document::{Document, Entity};
use cluster::Clusters;
use context::Context;
use ranker::{Judge, Ranker};

/// Groups the mentions that speak of one thing. Mentions that refer to nothing known stay out, unless somebody speaks
/// or is spoken to by them, or they are spoken of again. Each step looks back a bounded number of mentions, so the work
/// is linear in the text.
pub fn resolve_coreference(doc: &Document) -> Vec<Entity> {
    resolve_with(doc, Ranker::shipped())
}

/// The same with another judge of what pronouns mean.
pub(crate) fn resolve_with(doc: &Document, judge: impl Judge) -> Vec<Entity> {
    let context = Context::new(doc);
    let mut clusters = Clusters::new(doc);
    names::group_names(doc, &mut clusters);
    roles::collect_roles(&context, &mut clusters);
    resolve::Pass::new(&context, judge).run(&mut clusters);
    resolve::link_talkers(&context, &mut clusters);
    nominals::drop_unnamed(&context, &mut clusters);
    let mut entities = clusters.into_entities();
    metonyms::find_metonyms(doc, &mut entities);
    entities
}
