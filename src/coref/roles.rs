//! What the text says people are: titles before their names, appositions after.

use super::cluster::Clusters;
use crate::document::{Document, EntityType, Mention, MentionKind, TokenSpan};
use crate::lexicon::lexicon;

/// Collects the roles of every named person, with the lands they speak of.
pub fn collect_roles(doc: &Document, clusters: &mut Clusters) {
    for (m, mention) in doc.mentions.iter().enumerate() {
        if mention.etype != EntityType::Person || mention.kind != MentionKind::Name {
            continue;
        }
        let Some(cluster) = clusters.of(m) else { continue };
        let title = near(doc, m).find(|t| t.etype == EntityType::Title && adjoins(doc, t, mention));
        let apposition = near(doc, m).find(|n| n.kind == MentionKind::Nominal && apposed(doc, mention, n));
        for role in [title, apposition].into_iter().flatten() {
            let text = doc.text(role.tokens).to_owned();
            let lands = lands(doc, role.tokens);
            let head = doc.tokens.lower(role.head).to_owned();
            if let Some(entry) = clusters.get_mut(cluster) {
                if !entry.roles.contains(&text) && entry.roles.len() < 8 {
                    entry.roles.push(text);
                }
                entry.role_heads.push(head);
                entry.lands.extend(lands);
            }
        }
    }
}

/// Mentions around a mention.
fn near<'d>(doc: &'d Document, m: usize) -> impl Iterator<Item = &'d Mention> {
    doc.mentions.get(m.saturating_sub(8)..(m + 8).min(doc.mentions.len())).unwrap_or(&[]).iter()
}

fn adjoins(doc: &Document, title: &Mention, name: &Mention) -> bool {
    let gap = TokenSpan::new(title.tokens.end, name.tokens.start);
    title.tokens.end <= name.tokens.start && gap.len() <= 1 && gap.range().all(|i| doc.tokens.norm(i) == "(")
}

/// "Jen Psaki, a spokeswoman": the nominal stands right after the name and a comma.
fn apposed(doc: &Document, name: &Mention, nominal: &Mention) -> bool {
    nominal.tokens.start == name.tokens.end + 1 && doc.tokens.norm(name.tokens.end) == ","
}

/// Lands named in a phrase, by name or nationality, as things of the lexicon.
pub fn lands(doc: &Document, span: TokenSpan) -> Vec<u32> {
    let found = span.range().filter_map(|i| {
        let (_, entry) = lexicon().names.longest(|k| if i + k < span.end { doc.tokens.lower(i + k) } else { "" })?;
        doc.tokens.get(i).is_capitalized().then_some(entry.country.unwrap_or(entry.thing))
    });
    found.collect()
}
