//! The weights of the reader of attributions, and the reading of an article.

use super::assemble::{Choosers, assemble_parts, spans_with_marks};
use super::calibrate::Calibration;
use super::link::Span;
use super::passage::Passage;
use super::roles::Scores;
use super::tagger::{Chain, look};
use crate::document::{Document, Earlier, Reading, RoleLook, Roles, TokenSpan};
use crate::model::{Kind, Linear, Lookup, ModelError, Word, open, shipped};
use std::ops::Range;
use std::sync::LazyLock;

/// Everything learned about attributions.
#[derive(Debug)]
pub struct Model {
    rates: Lookup,
    chain: Chain,
    choosers: Choosers,
}

impl Model {
    /// Reads shipped weights.
    pub fn load(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = open(file, Kind::Quotes)?;
        let rates = Lookup::read(&mut reader)?;
        let entry = reader.f32()?;
        let weights = Linear::read(&mut reader)?;
        let chain = Chain::fits(&weights).then(|| Chain::new(weights, entry)).ok_or(ModelError::Content)?;
        let (links, extents) = (Linear::read(&mut reader)?, Linear::read(&mut reader)?);
        let choosers = Choosers { links, extents, calibration: Calibration::read(&mut reader)? };
        Ok(Self { rates, chain, choosers })
    }

    /// The file form: rates, the chain with its worth of entry, links and extents, calibration.
    #[cfg(feature = "train")]
    pub fn write(
        rates: &[(u32, u16)],
        (table, entry): (&[u8], f32),
        choosers: [&[u8]; 2],
        calibration: &Calibration,
    ) -> Vec<u8> {
        let mut payload = Vec::new();
        Lookup::write(rates, &mut payload);
        payload.extend_from_slice(&entry.to_le_bytes());
        payload.extend_from_slice(table);
        choosers.iter().for_each(|table| payload.extend_from_slice(table));
        calibration.write(&mut payload);
        crate::model::seal(Kind::Quotes, &payload)
    }

    /// The article as the model sees it.
    pub fn passage(&self, doc: &Document) -> Passage {
        Passage::new(doc, &self.rates)
    }

    /// Who said what, and the look at it, where that is to be remembered.
    pub fn read(&self, doc: &Document) -> (Vec<Reading>, Roles) {
        let passage = self.passage(doc);
        let known: Vec<Option<Known>> = (0..passage.numbers.len()).map(|n| known(doc, &passage, n)).collect();
        let seen = |number: usize| known.get(number)?.as_ref();
        let found = look(&passage, &self.chain, |number| seen(number).map(|known| (known.looks, known.chances)));
        let spans = spans_with_marks(&passage, &found, |number, block, all| {
            let before = seen(number).map(|known| known.earlier.role_spans(known.tokens, block.start));
            before.map(|spans| all.extend(spans.filter_map(Span::of))).is_some()
        });
        let mut alike: Vec<bool> = (0..doc.blocks.len()).map(|k| doc.before(k).is_some()).collect();
        for (&k, known) in passage.numbers.iter().zip(&known) {
            alike.get_mut(k).into_iter().for_each(|alike| *alike = known.is_some());
        }
        let taken_over = |blocks: Range<usize>, tokens, around| {
            taken_over(doc, &alike, passage.numbers.get(blocks)?, tokens, around)
        };
        let (readings, parts) = assemble_parts(&passage, &spans, &found.chances, &self.choosers, taken_over);
        let see = |(i, class): (usize, &usize)| {
            let cell = passage.cell(i);
            RoleLook {
                mark: cell.mark as u8,
                rate: cell.rate as u16,
                mention: cell.mention as u16,
                class: *class as u8,
                reach: passage.reach_of(i),
            }
        };
        if !doc.remember {
            return (readings, Roles::default());
        }
        let looks = found.path.iter().enumerate().map(see).collect();
        let spans = spans.all.iter().map(Span::kept).collect();
        (readings, Roles { looks, chances: found.chances, spans, parts })
    }
}

/// A block that was seen alike before.
struct Known<'d> {
    earlier: &'d Earlier,
    tokens: TokenSpan,
    looks: &'d [RoleLook],
    chances: &'d [Scores],
}

/// The look at a block that was seen alike before: it is the same, stands between the same marks, has the same mentions, and
/// comes after the same word.
fn known<'d>(doc: &Document<'d>, passage: &Passage, number: usize) -> Option<Known<'d>> {
    let (earlier, k) = doc.before(*passage.numbers.get(number)?)?;
    let here = *passage.blocks.get(number)?;
    let there = earlier.tokens.block(k);
    let word = |words: &[Word], at: usize| at.checked_sub(1).and_then(|i| Some(words.get(i)?.lower));
    let (looks, chances) = (earlier.roles.looks.get(there.range())?, earlier.roles.chances.get(there.range())?);
    let alike = |(i, look): (usize, &RoleLook)| {
        let cell = passage.cell(i);
        cell.mark == u32::from(look.mark) && cell.mention == u32::from(look.mention)
    };
    let same = word(&doc.words, here.start) == word(&earlier.words, there.start)
        && looks.len() == here.len()
        && here.range().zip(looks).all(alike);
    same.then_some(Known { earlier, tokens: there, looks, chances })
}

/// Links and extents look at so many tokens beside the blocks that they lie in.
const BESIDE: usize = 2;

/// The readings of blocks that were read before with the same `around` them: all are alike, with the tokens beside them.
/// Whether a cue and a speaker were chosen at their end, too.
fn taken_over(
    doc: &Document,
    alike: &[bool],
    numbers: &[usize],
    here: TokenSpan,
    around: [u8; 4],
) -> Option<(Vec<Reading>, [bool; 2])> {
    let (earlier, there) = doc.steady(here, *numbers.first()?, BESIDE)?;
    let near = here.start.saturating_sub(BESIDE)..=here.last() + BESIDE;
    let [first, last] = [near.start(), near.end()].map(|&i| doc.tokens.get(i.min(doc.tokens.len() - 1)).block);
    let at = earlier.roles.parts.binary_search_by_key(&there.start, |part| part.tokens.start).ok()?;
    let part = earlier.roles.parts.get(at)?;
    let alike = alike.get(first..=last)?.iter().all(|alike| *alike);
    let same = alike && part.tokens == there && part.around == around;
    same.then(|| (earlier.readings(there, here.start).collect(), part.after))
}

static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::load(shipped::QUOTES).ok());

/// True if this build carries weights of the reader.
pub fn has_model() -> bool {
    MODEL.is_some()
}

/// Reads who said what in an article, in the order of the first pieces. Attributions overlap in speakers and cues, not in
/// contents. Gives the look at it too.
pub fn read_attributions(doc: &Document) -> (Vec<Reading>, Roles) {
    MODEL.as_ref().map_or_else(Default::default, |model| model.read(doc))
}
