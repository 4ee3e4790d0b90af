//! Second thoughts about tags: what the layers that read the whole sentence make of a word may tell more than the words beside it.

use super::encoder::{UNIT, WIDTH};
use super::tagger::{Tag, read_tags};
use crate::model::{Layer, ModelError, Reader, greatest};

/// Pairs of tags at most.
pub const CLASSES: usize = 96;

/// Which pair of tags a word has.
#[derive(Debug, Default)]
pub struct Retagger {
    tags: Vec<Tag>,
    weights: Layer<WIDTH, 8>,
    biases: Vec<i32>,
    favour: i32,
}

/// The tag that a word had is favoured by so much, as a logarithm of odds.
const FAVOUR: f32 = 0.4;

impl Retagger {
    /// Reads weights.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let tags = read_tags(reader)?;
        let biases = (0..CLASSES).map(|_| reader.u32().map(u32::cast_signed)).collect::<Result<Vec<i32>, _>>()?;
        let weights: Layer<WIDTH, 8> = Layer::read(reader, CLASSES)?;
        // Sums of the layer stay below a quarter of the range.
        let favour = (FAVOUR * UNIT / weights.step()) as i32;
        let fits = tags.len() <= CLASSES && biases.iter().chain([&favour]).all(|bias| bias.unsigned_abs() < 1 << 28);
        if fits { Ok(Self { tags, weights, biases, favour }) } else { Err(ModelError::Content) }
    }

    /// The tag of a word, given what the layers make of it and the tag that it had.
    #[inline(never)]
    pub fn tag(&self, state: &[i16; WIDTH], had: Tag) -> Tag {
        let mut scores = [0; CLASSES];
        self.weights.times(state, 0, &mut scores);
        scores.iter_mut().zip(&self.biases).for_each(|(score, bias)| *score += bias);
        let own = self.tags.iter().position(|tag| *tag == had);
        own.and_then(|own| scores.get_mut(own)).into_iter().for_each(|score| *score += self.favour);
        let (best, _) = greatest(scores.get(..self.tags.len()).unwrap_or_default());
        self.tags.get(best).copied().unwrap_or(had)
    }
}
