//! Measures coreference on GUM: MUC, B³ and CEAF-e of named entities, antecedents of pronouns, names of one thing.

use super::clusters::{Clusters, Ratio, b_cubed, ceaf, muc, owner};
use super::{Errors, Totals, read};
use crate::document::{Document, Entity, EntityType, MentionKind};
use crate::train::gum::{GumDoc, Kind, align, is_main, named_clusters, read_gum};
use crate::train::names::f1;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant};

/// By pronoun: right, given, all.
pub type Pronouns = BTreeMap<String, [usize; 3]>;

/// Sums over documents.
#[derive(Default)]
struct Sums {
    scores: [Ratio; 3],
    common: [Ratio; 3],
    pronouns: Pronouns,
    /// Pairs of names of one linked thing: right, found, wanted; all of them, those of different words, and those of
    /// different words whose names were both found.
    pairs: [[usize; 3]; 3],
    time: [Duration; 2],
}

/// One document read, with what its mentions are in the gold.
struct Reading<'a> {
    doc: &'a Document<'a>,
    entities: &'a [Entity],
    gold: &'a GumDoc,
    /// For each of our mentions.
    of: Vec<Option<usize>>,
    entity: Vec<Option<usize>>,
    /// For each gold mention.
    ours: BTreeMap<usize, usize>,
}

/// Counts the pronouns whose entity, as its nearest mention before that is no pronoun tells, is the right one.
pub fn antecedents(doc: &Document, entities: &[Entity], gold: &GumDoc, counts: &mut Pronouns, errors: &mut Errors) {
    Reading::new(doc, entities, gold).pronouns(counts, errors);
}

impl<'a> Reading<'a> {
    fn new(doc: &'a Document<'a>, entities: &'a [Entity], gold: &'a GumDoc) -> Self {
        let of = align(doc, gold, &doc.mentions);
        let ours = of.iter().enumerate().filter_map(|(m, g)| g.map(|g| (g, m))).collect();
        let mut entity = vec![None; doc.mentions.len()];
        for (e, x) in entities.iter().enumerate() {
            x.mentions.iter().for_each(|&m| entity[m] = Some(e));
        }
        Self { doc, entities, gold, of, entity, ours }
    }

    /// A place in its sentence.
    fn shown(&self, (from, to): (usize, usize)) -> String {
        let i = self.doc.tokens.inside(crate::text::Span::new(from, to)).start;
        let sentence = self.doc.bytes(self.doc.sentence(i));
        let (start, end) = (sentence.start.min(from), sentence.end.max(to));
        let text = &self.gold.text;
        format!("{}[{}]{}", &text[start..from], &text[from..to], &text[to..end]).replace('\n', " ")
    }

    /// The nearest mention before that is no pronoun, in our entity, and known to the gold.
    fn antecedent(&self, m: usize) -> Option<usize> {
        let entity = self.entities.get(self.entity[m]?)?;
        let before = entity.mentions.iter().rev().filter(|&&n| n < m);
        before.filter(|&&n| self.doc.mentions[n].kind != MentionKind::Pronoun).find_map(|&n| self.of[n])
    }

    fn pronouns(&self, pronouns: &mut Pronouns, errors: &mut Errors) {
        for (g, m) in self.gold.mentions.iter().enumerate().filter(|(_, m)| m.kind == Kind::Pronoun) {
            let word = self.gold.text[m.span.0..m.span.1].to_lowercase();
            let kinds = [Kind::Name, Kind::Nominal];
            let earlier =
                self.gold.mentions[..g].iter().rev().find(|x| x.cluster == m.cluster && kinds.contains(&x.kind));
            let Some(earlier) = earlier else { continue };
            let ours = self.ours.get(&g).copied();
            let found = ours.and_then(|o| self.antecedent(o));
            let right = found.is_some_and(|f| self.gold.mentions[f].cluster == m.cluster);
            let counts = pronouns.entry(word.clone()).or_default();
            counts[0] += usize::from(right);
            counts[1] += usize::from(found.is_some());
            counts[2] += 1;
            if !right && matches!(group(&word), "he" | "they" | "it") {
                let entity = ours.and_then(|o| self.entity[o]).map_or("-", |e| &self.entities[e].name);
                let wanted = &self.gold.text[earlier.span.0..earlier.span.1];
                let line = format!("{}: is {wanted:?}, read as {entity:?}: {}", self.gold.name, self.shown(m.span));
                errors.entry(format!("pronoun {}", group(&word))).or_default().push(line);
            }
        }
    }

    fn names(&self, sums: &mut Sums, errors: &mut Errors) {
        let linked: Vec<(usize, &str, String)> = self
            .gold
            .mentions
            .iter()
            .enumerate()
            .filter(|(g, m)| m.kind == Kind::Name && !self.gold.is_inside_name(*g))
            .filter_map(|(g, m)| {
                let (a, b) = m.name?;
                let text = self.gold.text[a..b].to_lowercase();
                let text = text.trim_end_matches("'s").trim_end_matches("’s").trim_start_matches("the ").to_owned();
                Some((g, m.wiki.as_deref()?, text))
            })
            .collect();
        let mut words: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        linked.iter().for_each(|(_, wiki, text)| {
            words.entry(wiki).or_default().insert(text);
        });
        let several = |wiki: &str| words.get(wiki).is_some_and(|w| w.len() > 1);
        let entity = |g: usize| self.ours.get(&g).and_then(|&m| self.entity[m]);
        for (i, (a, wiki_a, text_a)) in linked.iter().enumerate() {
            for (b, wiki_b, text_b) in &linked[i + 1..] {
                if !several(wiki_a) && !several(wiki_b) {
                    continue;
                }
                let wanted = wiki_a == wiki_b;
                let both = entity(*a).is_some() && entity(*b).is_some();
                let found = entity(*a).is_some() && entity(*a) == entity(*b);
                for (c, counted) in sums.pairs.iter_mut().zip([true, text_a != text_b, text_a != text_b && both]) {
                    if counted {
                        c[0] += usize::from(wanted && found);
                        c[1] += usize::from(found);
                        c[2] += usize::from(wanted);
                    }
                }
                if wanted != found && text_a != text_b {
                    let what = match (wanted, both) {
                        (true, true) => "apart",
                        (true, false) => "not found",
                        _ => "joined",
                    };
                    let line = format!("{}: {text_a} / {text_b}", self.gold.name);
                    errors.entry(format!("names {what}")).or_default().push(line);
                }
            }
        }
    }

    /// Gold and our entities in question, and both on the mentions that both have.
    fn clusters(&self) -> [Clusters; 4] {
        let named = named_clusters(self.gold);
        let far = self.gold.mentions.len();
        let mut key: BTreeMap<u64, BTreeSet<usize>> = BTreeMap::new();
        for (g, m) in self.gold.mentions.iter().enumerate() {
            if named.contains(&m.cluster) && m.kind != Kind::Other {
                key.entry(m.cluster).or_default().insert(g);
            }
        }
        let key: Clusters = key.into_values().collect();
        let known = owner(&key);
        let neutral = |g: usize| {
            let m = &self.gold.mentions[g];
            m.kind == Kind::Other || m.kind == Kind::Name && !is_main(&m.etype)
        };
        let response: Clusters = self
            .entities
            .iter()
            .filter(|e| {
                use EntityType::{Facility, Gpe, Loc, Org, Person};
                matches!(e.etype, Person | Org | Gpe | Loc | Facility)
                    && e.mentions
                        .iter()
                        .any(|&m| matches!(self.doc.mentions[m].kind, MentionKind::Name | MentionKind::Alias))
            })
            .map(|e| e.mentions.iter().filter(|&&m| self.of[m].is_none_or(|g| !neutral(g))))
            .map(|mentions| mentions.map(|&m| self.of[m].unwrap_or(far + m)).collect::<BTreeSet<_>>())
            .filter(|set| !set.is_empty())
            .collect();
        let theirs = owner(&response);
        let only = |clusters: &Clusters, other: &BTreeMap<usize, usize>| -> Clusters {
            let kept = clusters.iter().map(|c| c.iter().copied().filter(|m| other.contains_key(m)).collect());
            kept.filter(|c: &BTreeSet<usize>| !c.is_empty()).collect()
        };
        let (common_key, common_response) = (only(&key, &theirs), only(&response, &known));
        [key, response, common_key, common_response]
    }
}

pub fn group(word: &str) -> &'static str {
    match word {
        "he" | "she" | "his" | "her" | "him" | "hers" | "himself" | "herself" => "he",
        "they" | "them" | "their" | "theirs" | "themselves" => "they",
        "it" | "its" | "itself" => "it",
        "we" | "us" | "our" | "ours" | "ourselves" => "we",
        "i" | "me" | "my" | "mine" | "myself" => "i",
        _ => "you",
    }
}

/// The counts of the pronouns that are wanted.
pub fn total(pronouns: &Pronouns, wanted: &dyn Fn(&str) -> bool) -> [usize; 3] {
    let counts = pronouns.iter().filter(|(word, _)| wanted(word));
    counts.fold([0; 3], |all, (_, c)| std::array::from_fn(|i| all[i] + c[i]))
}

/// The four pronouns that news speaks by.
pub fn is_he_or_she(word: &str) -> bool {
    ["he", "she", "his", "her"].contains(&word)
}

/// A share in percent, with its counts.
pub fn share_of([right, given, all]: [usize; 3]) -> String {
    let percent = |n: usize, d: usize| 100.0 * n as f64 / d.max(1) as f64;
    format!("{:.1} ({right} of {all}; of {given} given {:.1})", percent(right, all), percent(right, given))
}

/// Measures one file and prints its rows.
fn measure(name: &str, docs: &[GumDoc], totals: &mut Totals, errors: &mut Errors) {
    let mut sums = Sums::default();
    for gold in docs {
        let before = totals.time;
        let doc = read(&gold.text, totals);
        sums.time[0] += totals.time - before;
        let start = Instant::now();
        let again = crate::coref::resolve_coreference(&doc);
        sums.time[1] += start.elapsed();
        assert_eq!(again.len(), doc.entities.len());
        let reading = Reading::new(&doc, &doc.entities, gold);
        reading.pronouns(&mut sums.pronouns, errors);
        reading.names(&mut sums, errors);
        let [key, response, common_key, common_response] = reading.clusters();
        for (sum, measure) in sums.scores.iter_mut().zip([muc, b_cubed, ceaf]) {
            sum.add(measure(&key, &response));
        }
        for (sum, measure) in sums.common.iter_mut().zip([muc, b_cubed, ceaf]) {
            sum.add(measure(&common_key, &common_response));
        }
    }
    println!("\n| coreference | MUC P / R / F1 | B³ | CEAF-e | mean F1 |\n|---|---|---|---|---|");
    for (what, scores) in [("", &sums.scores), (", mentions found by both", &sums.common)] {
        let prf: Vec<[f64; 3]> = scores.iter().map(|r| r.prf()).collect();
        let cells: Vec<String> = prf.iter().map(|[p, r, f]| format!("{p:.1} / {r:.1} / {f:.1}")).collect();
        let mean = prf.iter().map(|x| x[2]).sum::<f64>() / 3.0;
        println!("| {name}{what} | {} | {mean:.1} |", cells.join(" | "));
    }
    let sum = |wanted: &dyn Fn(&str) -> bool| total(&sums.pronouns, wanted);
    println!("\n| {name}: pronoun | right antecedent |\n|---|---|");
    println!("| he, she, his, her | {} |", share_of(sum(&is_he_or_she)));
    for word in ["he", "she", "his", "her", "him", "hers"] {
        println!("| {word} | {} |", share_of(sum(&|w| w == word)));
    }
    for forms in ["they", "it", "we", "i"] {
        println!("| {forms}, all forms | {} |", share_of(sum(&|w| group(w) == forms)));
    }
    let [all, different, linked] = sums.pairs.map(f1);
    println!("\n| {name}: names of things with several names | P | R | F1 |\n|---|---|---|---|");
    for (what, [p, r, f]) in
        [("all pairs", all), ("pairs of different words", different), ("of different words, both names found", linked)]
    {
        println!("| {what} | {p:.1} | {r:.1} | {f:.1} |");
    }
    let share = 100.0 * sums.time[1].as_secs_f64() / sums.time[0].as_secs_f64();
    println!(
        "\nCoreference takes {share:.1} % of the time of the pipeline ({:.1} ms).\n",
        sums.time[1].as_secs_f64() * 1e3
    );
}

/// Prints the tables of coreference on dev, and on train for a larger look.
pub(super) fn run(data: &Path, totals: &mut Totals, errors: &mut Errors) {
    for part in ["dev", "train"] {
        let docs = read_gum(&data.join(format!("coref/gum_open.{part}.jsonl")));
        let mut ignored = Errors::new();
        let errors = if part == "dev" { &mut *errors } else { &mut ignored };
        measure(&format!("GUM {part}"), &docs, totals, errors);
    }
}
