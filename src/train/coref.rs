//! Learns which entity a pronoun means: a log-linear ranker that meets the entities it has made itself.

use super::evaluate::Errors;
use super::evaluate::coref::{Pronouns, antecedents};
use super::gum::{GumDoc, align, read_gum};
use super::table::{Adaptive, Random};
use super::varied::Varied;
use super::{FOLDS, Job, env, quotes, silver};
use crate::coref::ranker::{Group, Judge, Question, Ranker};
use crate::coref::resolve_with;
use crate::document::Document;
use crate::model::{Kind, Score, seal};

/// News are many and tell by gender alone: they move the weights so much less than annotated documents.
const NEWS: f32 = 0.2;

/// How much to learn and to keep.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Runs from nothing, each in another order; their average is what is kept.
    pub runs: u64,
    /// Rounds over the data.
    pub epochs: usize,
    /// Size of the table as a power of two.
    pub bits: u32,
    /// Weights kept.
    pub keep: usize,
    /// Pace.
    pub rate: f32,
    /// Pull towards zero after each round.
    pub shrink: f32,
}

/// A document as the pipeline reads it, with what its mentions are in the gold.
pub struct Example<'t> {
    doc: Document<'t>,
    gold: &'t GumDoc,
    // The gold entity of each of our mentions.
    entity: Vec<Option<u64>>,
}

impl<'t> Example<'t> {
    /// Reads a document.
    pub fn new(gold: &'t GumDoc) -> Self {
        let doc = crate::annotate(&gold.text);
        let of = align(&doc, gold, &doc.mentions);
        let entity = of.iter().map(|g| g.map(|g| gold.mentions[g].cluster)).collect();
        Self { doc, gold, entity }
    }
}

/// A judge that learns from each question.
struct Learner<'a> {
    ranker: &'a mut Ranker<Adaptive>,
    example: &'a Example<'a>,
    // True while its mistakes are hidden from it.
    led: bool,
}

impl Judge for Learner<'_> {
    fn judge(&mut self, question: &Question) -> Option<usize> {
        let wanted = self.example.entity[question.mention];
        let is = |full: usize| wanted.is_some() && self.example.entity[full] == wanted;
        let mut right: Vec<bool> = question.candidates.iter().map(|c| is(c.full)).collect();
        let known = right.iter().any(|r| *r);
        // He and she always mean somebody, even where nobody was found.
        let learns = known || question.group != Group::Person;
        right.push(!known);
        let chances = self.ranker.chances(question);
        let mass: f32 = chances.iter().zip(&right).filter(|(_, r)| **r).map(|(c, _)| c).sum();
        if learns {
            for ((features, chance), right) in question.features.iter().zip(&chances).zip(&right) {
                let target = if *right { chance / mass.max(1e-9) } else { 0.0 };
                self.ranker.weights.update(features, &[chance - target]);
            }
        }
        let best = |allowed: &dyn Fn(usize) -> bool| {
            let open = chances.iter().enumerate().filter(|(i, _)| allowed(*i));
            open.max_by(|a, b| a.1.total_cmp(b.1)).map(|(i, _)| i)
        };
        let chosen = if self.led { best(&|i| right[i]) } else { best(&|_| true) };
        chosen.filter(|&i| i < question.candidates.len())
    }
}

/// News that nobody annotated: where the gender of one person alone suits a pronoun, it is clear who is meant. A judge that does
/// not see genders learns, or is asked, what else speaks for that person.
struct Blind<'a, S> {
    ranker: &'a mut Ranker<S>,
    learn: fn(&mut Ranker<S>, &Question, usize, &[f32]),
    asked: usize,
    right: usize,
}

impl<S: Score> Judge for &mut Blind<'_, S> {
    fn judge(&mut self, question: &Question) -> Option<usize> {
        let chances = self.ranker.chances(question);
        let best = |allowed: &dyn Fn(usize) -> bool| {
            let open = chances.iter().enumerate().filter(|(i, _)| allowed(*i));
            open.max_by(|a, b| a.1.total_cmp(b.1)).map(|(i, _)| i)
        };
        if question.group != Group::Person {
            return best(&|_| true).filter(|&i| i < question.candidates.len() && chances[i] >= 0.5);
        }
        let of = |kind: fn(u32) -> bool| question.suits.iter().filter(|s| kind(**s)).count();
        let clear = of(|s| s > 2) == 1 && of(|s| s < 2) > 0;
        if let Some(meant) = question.suits.iter().position(|s| *s > 2).filter(|_| clear) {
            self.asked += 1;
            self.right += usize::from(best(&|i| question.suits.get(i) != Some(&2)) == Some(meant));
            (self.learn)(self.ranker, question, meant, &chances);
            return Some(meant);
        }
        best(&|i| question.suits.get(i).is_some_and(|s| *s > 1))
    }

    fn blind(&self) -> bool {
        true
    }
}

/// Moves the weights towards the candidate that is meant.
fn move_to(ranker: &mut Ranker<Adaptive>, question: &Question, meant: usize, chances: &[f32]) {
    // Whose gender nobody knows may be meant too.
    let known = |i: usize| question.suits.get(i) != Some(&2);
    let mass: f32 = chances.iter().enumerate().filter(|(i, _)| known(*i)).map(|(_, c)| c).sum();
    for (i, (features, chance)) in question.features.iter().zip(chances).enumerate().filter(|(i, _)| known(*i)) {
        let step = chance / mass.max(1e-9) - f32::from(u8::from(i == meant));
        ranker.weights.update(features, &[step * NEWS]);
    }
}

/// How often a model that does not see genders means the person whose gender suits: right, asked.
pub fn blind(file: &[u8], docs: &[Document]) -> [usize; 2] {
    let mut ranker = Ranker::load(file).expect("what was just written");
    let mut judge = Blind { ranker: &mut ranker, learn: |_, _, _, _| {}, asked: 0, right: 0 };
    docs.iter().for_each(|doc| drop(resolve_with(doc, &mut judge)));
    [judge.right, judge.asked]
}

/// Learns from documents, several times in other orders; the file form of the average.
pub fn learn(examples: &[&Example], news: &[Document], settings: Settings) -> Vec<u8> {
    let mut mean = Adaptive::new(settings.bits, 1, settings.rate);
    for seed in 0..settings.runs {
        mean.note_of(&run(examples, news, settings, seed));
    }
    mean.take_average();
    seal(Kind::Coreference, &mean.write(settings.keep))
}

fn run(examples: &[&Example], news: &[Document], settings: Settings, seed: u64) -> Adaptive {
    let mut ranker = Ranker { weights: Adaptive::new(settings.bits, 1, settings.rate) };
    let mut order: Vec<usize> = (0..examples.len() + news.len()).collect();
    let mut random = Random::new(seed + 1);
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for &i in &order {
            let Some(example) = examples.get(i) else {
                let mut judge = Blind { ranker: &mut ranker, learn: move_to, asked: 0, right: 0 };
                resolve_with(&news[i - examples.len()], &mut judge);
                continue;
            };
            resolve_with(&example.doc, Learner { ranker: &mut ranker, example, led: epoch == 0 });
        }
        ranker.weights.shrink(settings.shrink);
        if epoch * 2 >= settings.epochs {
            ranker.weights.note();
        }
    }
    ranker.weights.take_average();
    ranker.weights
}

/// Antecedents of pronouns that a model finds in documents.
pub fn measure(file: &[u8], examples: &[&Example], errors: &mut Errors) -> Pronouns {
    let ranker = Ranker::load(file).expect("what was just written");
    let mut counts = Pronouns::new();
    for example in examples {
        let entities = resolve_with(&example.doc, &ranker);
        antecedents(&example.doc, &entities, example.gold, &mut counts, errors);
    }
    counts
}

impl Job {
    pub(super) fn gum_train(&self) -> Vec<GumDoc> {
        let mut train = read_gum(&self.data.join("coref/gum_open.train.jsonl"));
        train.retain(|d| !self.measured.contains(&d.name));
        train
    }

    /// Learns from annotated documents, and, if not all weights are to be open, from news in which genders tell who is meant.
    pub(super) fn coref(&self) -> Errors {
        let settings = Settings {
            runs: env("CRUNS", 5) as u64,
            epochs: env("CEPOCHS", 12),
            bits: env("CBITS", 18) as u32,
            keep: env("CKEEP", 40_000),
            rate: env("CRATE", 100) as f32 / 1000.0,
            shrink: env("CSHRINK", 5) as f32 / 10000.0,
        };
        let (train, dev) = (self.gum_train(), read_gum(&self.data.join("coref/gum_open.dev.jsonl")));
        let examples: Vec<Example> = train.iter().map(Example::new).collect();
        let read = |name: &str| {
            quotes::documents(&self.data.join(format!("quotes/{name}.jsonl")), crate::annotate, &mut Varied::same)
        };
        let mut news: Vec<Document> = Vec::new();
        if !self.open {
            let unseen = |name: &String| !self.measured.contains(name);
            news.extend(read("polnear.train").into_iter().filter(|(name, ..)| unseen(name)).map(|(_, doc, _)| doc));
            let texts = silver::texts(&self.data).into_iter().filter(|(name, _)| unseen(name));
            news.extend(texts.map(|(_, text)| crate::annotate(Box::leak(text.into_boxed_str()))));
        }
        let held: Vec<Document> = read("polnear.dev").into_iter().map(|(_, doc, _)| doc).collect();
        let (mut counts, mut errors) = (Pronouns::new(), Errors::new());
        for fold in 0..FOLDS {
            let part = |inside: bool| -> Vec<&Example> {
                let of = |e: usize| (e % FOLDS == fold) == inside;
                examples.iter().enumerate().filter(|(e, _)| of(*e)).map(|(_, x)| x).collect()
            };
            let bytes = learn(&part(false), &news, settings);
            for (word, c) in measure(&bytes, &part(true), &mut errors) {
                let sum = counts.entry(word).or_default();
                sum.iter_mut().zip(c).for_each(|(s, x)| *s += x);
            }
        }
        let mut figures = vec![share("GUM train, each document by a model that had not seen it", &counts)];
        let bytes = learn(&examples.iter().collect::<Vec<_>>(), &news, settings);
        let dev: Vec<Example> = dev.iter().map(Example::new).collect();
        figures.push(share("GUM dev", &measure(&bytes, &dev.iter().collect::<Vec<_>>(), &mut Errors::new())));
        for (name, docs) in [("the news learned from", &news), ("PolNeAR dev", &held)] {
            let [right, asked] = blind(&bytes, docs);
            let share = 100.0 * right as f64 / asked.max(1) as f64;
            figures.push(format!(
                "{name}, he and she whom the gender of one person alone suits, asked without genders: {share:.1} % of {asked}"
            ));
        }
        println!("{} documents", train.len());
        self.save("coref", &bytes, &figures);
        errors
    }
}

fn share(name: &str, counts: &Pronouns) -> String {
    use super::evaluate::coref::{group, is_he_or_she, share_of, total};
    let of = |wanted: &dyn Fn(&str) -> bool| share_of(total(counts, wanted));
    let [they, it] = ["they", "it"].map(|forms| of(&|w| group(w) == forms));
    format!("{name}, right antecedent: he, she, his, her {}; they {they}; it {it}", of(&is_he_or_she))
}
