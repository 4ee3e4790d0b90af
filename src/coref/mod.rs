//! Floor 3: mentions to entities.

mod cluster;
mod context;
mod features;
mod firms;
mod forms;
mod metonyms;
mod names;
mod nominals;
pub(crate) mod ranker;
mod replay;
mod resolve;
mod roles;
mod said;
mod sight;
mod talkers;

use crate::document::{Document, Entity, Links};
use cluster::Clusters;
use context::Context;
use ranker::{Judge, Ranker};

/// Groups the mentions that speak of one thing. Mentions that refer to nothing known stay out, unless somebody speaks
/// or is spoken to by them, or they are spoken of again. Each step looks back a bounded number of mentions, so the work
/// is linear in the text. Gives how it came to that, too, where it is to be remembered.
pub fn group_mentions(doc: &Document) -> (Vec<Entity>, Links) {
    resolve(doc, Ranker::shipped())
}

/// The entities alone.
#[cfg(feature = "train")]
pub fn resolve_coreference(doc: &Document) -> Vec<Entity> {
    group_mentions(doc).0
}

/// The same with another judge of what pronouns mean.
#[cfg(feature = "train")]
pub(crate) fn resolve_with(doc: &Document, judge: impl Judge) -> Vec<Entity> {
    resolve(doc, judge).0
}

fn resolve(doc: &Document, judge: impl Judge) -> (Vec<Entity>, Links) {
    let context = Context::new(doc);
    let mut clusters = Clusters::new(doc);
    let groups = replay::group_names(doc, &mut clusters);
    roles::collect_roles(&context, &mut clusters);
    let links = resolve::Pass::new(&context, judge, &clusters).run(&mut clusters);
    talkers::link_talkers(&context, &mut clusters);
    nominals::drop_unnamed(&context, &mut clusters);
    let mut entities = clusters.into_entities();
    metonyms::find_metonyms(doc, &mut entities);
    (entities, Links { groups, ..links })
}
