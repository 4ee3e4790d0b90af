//! What the layers that read the whole sentence think of a word as part of a name: a second voice beside the reader of names, which
//! sees the words around and lists but no sentence.

use super::encoder::{UNIT, WIDTH};
use crate::document::{NAME_CLASSES, NAME_HINT_STEPS, NameHint};
use crate::model::{Layer, ModelError, Reader, Word, greatest, plain};

/// Numbers of the layer; the first ones are classes.
pub const OUTPUTS: usize = 40;
const _: () = assert!(NAME_CLASSES <= OUTPUTS);

/// Scores classes of names.
#[derive(Debug, Default)]
pub struct Namer {
    weights: Layer<WIDTH, { OUTPUTS / 4 }>,
    biases: Vec<i32>,
    steps: f32,
}

impl Namer {
    /// Reads weights.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let biases = (0..OUTPUTS).map(|_| reader.u32().map(u32::cast_signed)).collect::<Result<Vec<i32>, _>>()?;
        let weights: Layer<WIDTH, { OUTPUTS / 4 }> = Layer::read(reader, OUTPUTS)?;
        let steps = NAME_HINT_STEPS * weights.step() / UNIT;
        // Sums of the layer stay below a quarter of the range.
        let fits = biases.iter().all(|bias| bias.unsigned_abs() < 1 << 28);
        if fits { Ok(Self { weights, biases, steps }) } else { Err(ModelError::Content) }
    }

    /// What names the words of a sentence may be part of, given what the layers make of them; nothing is said far from capitals.
    pub fn look<'s>(
        &'s self,
        words: &'s [Word],
        states: &'s [[i16; WIDTH]],
    ) -> impl Iterator<Item = Option<NameHint>> + 's {
        states.iter().zip(plain(words)).map(|(state, plain)| (!plain).then(|| self.one(state)))
    }

    #[inline(never)]
    fn one(&self, state: &[i16; WIDTH]) -> NameHint {
        let mut scores = [0; OUTPUTS];
        self.weights.times(state, 0, &mut scores);
        scores.iter_mut().zip(&self.biases).for_each(|(score, bias)| *score += bias);
        let (mut hint, most) = ([0; NAME_CLASSES], greatest(scores.get(..NAME_CLASSES).unwrap_or_default()).1);
        for (behind, score) in hint.iter_mut().zip(scores) {
            *behind = ((most - score) as f32 * self.steps) as u8;
        }
        hint
    }
}
