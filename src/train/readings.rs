//! Learns attributions: roles, links, extents, calibration.

use super::attributions::pair;
use super::quotes::Example;
use super::roles::{Lists, chain_of};
use super::{FOLDS, Job, crf, env, extents, links, quotes, roles, silver};
use crate::model::{Linear, Reader};
use crate::quote::read::{Calibration, Chain, Choosers, Found, Model, assemble, look, marked, spans_with_marks};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Points of a calibration curve.
const POINTS: usize = 16;

/// Chains each of which has not learned from every so manieth article.
fn jackknife(all: &[(&Example, &Lists)], settings: crf::Settings, entry: f32) -> Vec<Chain> {
    let rest = |fold: usize| all.iter().enumerate().filter(move |(e, _)| e % FOLDS != fold).map(|(_, x)| *x);
    (0..FOLDS).map(|fold| chain_of(&roles::learn(&rest(fold).collect::<Vec<_>>(), settings), entry)).collect()
}

/// How often attributions of a score are right, from articles that the chains have not learned from.
fn calibrate(examples: &[Example], found: &[Found], choosers: &Choosers) -> Calibration {
    let mut scored: [Vec<(f32, bool)>; 2] = Default::default();
    for (x, found) in examples.iter().zip(found) {
        let spans = spans_with_marks(&x.passage, found, |_, _, _| false);
        let readings = assemble(&x.passage, &spans, &found.chances, choosers);
        let plain: Vec<_> = readings.iter().map(|r| (r.content.to_vec(), r.speaker)).collect();
        let pairs = pair(&x.doc, &x.attributed, &plain);
        for (k, reading) in readings.iter().enumerate() {
            let right = pairs.iter().any(|p| p.found == k && p.overlap >= 0.5 && p.speaker);
            scored[usize::from(marked(&x.passage, reading))].push((reading.confidence, right));
        }
    }
    Calibration(scored.map(curve))
}

/// Means of equally many, merged until they rise (isotonic regression), less one standard error: who trusts a confidence is
/// to be disappointed rarely.
fn curve(mut scored: Vec<(f32, bool)>) -> Vec<(f32, f32)> {
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut bins: Vec<(f64, f64, f64)> = Vec::new();
    for chunk in scored.chunks(scored.len().div_ceil(POINTS).max(20)) {
        let sum = chunk.iter().fold((0.0, 0.0), |s, x| (s.0 + f64::from(x.0), s.1 + f64::from(u8::from(x.1))));
        bins.push((sum.0, sum.1, chunk.len() as f64));
        while let [.., a, b] = bins[..] {
            if a.1 / a.2 < b.1 / b.2 {
                break;
            }
            bins.truncate(bins.len() - 2);
            bins.push((a.0 + b.0, a.1 + b.1, a.2 + b.2));
        }
    }
    let least = |y: f64, n: f64| (y - (y * (1.0 - y) / n).sqrt()).max(0.0);
    bins.into_iter().map(|(x, y, n)| ((x / n) as f32, least(y / n, n) as f32)).collect()
}

impl Job {
    pub(super) fn quotes(&self) {
        let start = Instant::now();
        let path = |name: &str| self.data.join(format!("quotes/{name}.jsonl"));
        let files: Vec<PathBuf> =
            ["polnear.train", "gum_news.train"].iter().skip(usize::from(self.open)).map(|f| path(f)).collect();
        let (mut examples, rates) = quotes::examples(
            &files.iter().map(PathBuf::as_path).collect::<Vec<&Path>>(),
            &self.measured,
            quotes::OTHERS,
        );
        let dev = quotes::measured(&path("polnear.dev"), &rates);
        let say = |what: &str| println!("quotes: {what}, {:.0} s", start.elapsed().as_secs_f64());
        say("read");
        let settings = crf::Settings {
            epochs: env("QEPOCHS", 5),
            polish: env("QPOLISH", 2),
            runs: env("QRUNS", 6) as u64,
            bits: env("QBITS", 19) as u32,
            keep: env("QKEEP", 500_000),
            rate: env("QRATE", 15) as f32 / 1000.0,
            lend: 0.0,
            hide: env("QHIDE", 0) as f64 / 100.0,
            shrink: env("QSHRINK", 0) as f32 / 100_000.0,
        };
        let entry = -(env("ENTRY", 25) as f32) / 100.0;
        let mut silver = Vec::new();
        if !self.open {
            let roles = silver::Roles::load();
            roles.advise(&mut examples);
            silver = roles.examples(&self.data, &rates, &self.measured);
        }
        let lists: Vec<Lists> = examples.iter().map(Lists::new).collect();
        let silver_lists: Vec<Lists> = silver.iter().map(Lists::new).collect();
        let extra: Vec<_> = silver.iter().zip(&silver_lists).collect();
        let gold: Vec<_> = examples.iter().zip(&lists).collect();
        let all: Vec<_> = gold.iter().chain(&extra).copied().collect();
        let table = roles::learn(&all, settings);
        let [s, c, q] =
            roles::measure(&dev, &chain_of(&table, entry)).map(|f| format!("{:.1} ({:.1}/{:.1})", f[2], f[0], f[1]));
        let mut figures = vec![format!("polnear dev, exact spans F1 (P/R): speaker {s}, cue {c}, content {q}")];
        say(&figures.concat());
        let looks = jackknife(&all, crf::Settings { runs: env("JRUNS", 1) as u64, ..settings }, entry);
        let read = |(e, x): (usize, &Example)| look(&x.passage, &looks[e % FOLDS], |_| None);
        let found: Vec<Found> = examples.iter().enumerate().map(read).collect();
        let read_silver: Vec<Found> = (gold.len()..).zip(&silver).map(read).collect();
        drop((lists, silver_lists));
        let linear = |table: &[u8]| Linear::read(&mut Reader::from(table)).expect("what was just written");
        let linking = links::learn(&examples, &found, 18, 50_000);
        let links = linear(&linking);
        silver.iter_mut().for_each(|x| extents::take_from_teacher(x, &links));
        let learned: Vec<_> = examples.iter().zip(&found).chain(silver.iter().zip(&read_silver)).collect();
        let extending = extents::learn(&learned, &links, env("EBITS", 18) as u32, env("EKEEP", 50_000));
        let choosers = Choosers { links, extents: linear(&extending), calibration: Calibration::default() };
        let calibration = calibrate(&examples, &found, &choosers);
        let tables = [&linking[..], &extending[..]];
        let bytes = Model::write(&rates.pairs(), (&table, entry), tables, &calibration);
        let model = Model::load(&bytes).expect("what was just written");
        figures.push(joint(&dev, &model));
        say("done");
        // The open corpus is twenty articles: rules alone read better, and an empty file says so to the pipeline.
        self.save("quotes", if self.open { &[] } else { &bytes }, &figures);
    }
}

/// Contents at least half right, and with the right speaker.
fn joint(dev: &[Example], model: &Model) -> String {
    let mut counts = [0usize; 4];
    for x in dev {
        let readings: Vec<_> = model.read(&x.doc).0.into_iter().map(|r| (r.content.to_vec(), r.speaker)).collect();
        let pairs = pair(&x.doc, &x.attributed, &readings);
        let half = || pairs.iter().filter(|p| p.overlap >= 0.5);
        let add = [x.attributed.len(), readings.len(), half().count(), half().filter(|p| p.speaker).count()];
        counts.iter_mut().zip(add).for_each(|(c, a)| *c += a);
    }
    let [wanted, found, half, both] = counts.map(|n| n as f64);
    format!(
        "polnear dev, linked: content half right F1 {:.1}, with the right speaker {:.1}",
        200.0 * half / (wanted + found),
        200.0 * both / (wanted + found)
    )
}
