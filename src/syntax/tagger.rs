//! Parts of speech, coarse and fine together, by what the layers that read the whole sentence make of a word.

use super::encoder::WIDTH;
use crate::document::{Upos, Xpos};
use crate::model::{Layer, Lookup, ModelError, Reader, Word, greatest};

/// A pair of coarse and fine part of speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    /// Coarse.
    pub upos: Upos,
    /// Fine.
    pub xpos: Xpos,
}

impl Tag {
    /// One number for both; never zero.
    pub fn id(self) -> u32 {
        (self.upos as u32 + 1) << 8 | u32::from(self.xpos.0)
    }
}

/// Pairs of tags at most, the common ones first.
pub const CLASSES: usize = 96;
/// So many of them are asked for: one word in two thousand of what was annotated has another.
const ASKED: usize = 64;

/// Which pair of tags a word has.
#[derive(Debug, Default)]
pub struct Tagger {
    // In the order of the classes.
    tags: Vec<Tag>,
    // Words, by their normal form, with the position of their only pair: a third of a text, of which nothing need be asked.
    fixed: Lookup,
    weights: Layer<WIDTH, 8>,
    biases: Vec<i32>,
}

impl Tagger {
    /// Reads weights.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let (tags, fixed) = (read_tags(reader)?, Lookup::read(reader)?);
        let biases = (0..CLASSES).map(|_| reader.u32().map(u32::cast_signed)).collect::<Result<Vec<i32>, _>>()?;
        let weights = Layer::read(reader, CLASSES)?;
        // Sums of the layer stay below a quarter of the range.
        let fits = tags.len() <= CLASSES && biases.iter().all(|bias| bias.unsigned_abs() < 1 << 28);
        if fits { Ok(Self { tags, fixed, weights, biases }) } else { Err(ModelError::Content) }
    }

    /// The tag of a word, given what the layers make of it.
    #[inline(never)]
    pub fn tag(&self, word: &Word, state: &[i16; WIDTH]) -> Tag {
        let class = self.fixed.get(word.norm).map(usize::from).unwrap_or_else(|| {
            let mut scores = [0; ASKED];
            self.weights.times(state, 0, &mut scores);
            scores.iter_mut().zip(&self.biases).for_each(|(score, bias)| *score += bias);
            greatest(scores.get(..self.tags.len().min(ASKED)).unwrap_or_default()).0
        });
        self.tags.get(class).copied().unwrap_or_default()
    }
}

fn read_tags(reader: &mut Reader<'_>) -> Result<Vec<Tag>, ModelError> {
    let pairs = reader.block()?.chunks_exact(2).map(|pair| match pair {
        [upos, xpos] => {
            let (upos, _) = *Upos::ALL.get(usize::from(*upos)).ok_or(ModelError::Content)?;
            let known = usize::from(*xpos) < Xpos::NAMES.len();
            known.then_some(Tag { upos, xpos: Xpos(*xpos) }).ok_or(ModelError::Content)
        }
        _ => Err(ModelError::Content),
    });
    pairs.collect()
}

/// The file form of pairs of tags, and of words by their hashes with the class of their only pair; biases and weights follow.
#[cfg(feature = "train")]
pub fn write(tags: &[Tag], fixed: &[(u32, u16)], out: &mut Vec<u8>) {
    out.extend_from_slice(&((tags.len() * 2) as u32).to_le_bytes());
    out.extend(tags.iter().flat_map(|t| [t.upos as u8, t.xpos.0]));
    Lookup::write(fixed, out);
}
