//! From what the chains and links say of an attribution to how often such attributions are right.

use crate::model::{ModelError, Reader};

/// So many points at most make a curve.
const MOST: u32 = 256;

/// Two curves, for contents without and with marks: scores with the share that is right, both rising. Without points a score
/// stands for itself.
#[derive(Clone, Debug, Default)]
pub struct Calibration(pub [Vec<(f32, f32)>; 2]);

impl Calibration {
    /// Reads two curves.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let mut curve = || -> Result<Vec<(f32, f32)>, ModelError> {
            let count = reader.u32()?;
            if count > MOST {
                return Err(ModelError::Content);
            }
            let points: Vec<(f32, f32)> =
                (0..count).map(|_| Ok((reader.f32()?, reader.f32()?))).collect::<Result<_, _>>()?;
            let sound = points.iter().all(|p| (0.0..=1.0).contains(&p.0) && (0.0..=1.0).contains(&p.1));
            if sound { Ok(points) } else { Err(ModelError::Content) }
        };
        Ok(Self([curve()?, curve()?]))
    }

    /// The file form.
    #[cfg(feature = "train")]
    pub fn write(&self, out: &mut Vec<u8>) {
        for curve in &self.0 {
            out.extend_from_slice(&(curve.len() as u32).to_le_bytes());
            curve.iter().flat_map(|p| [p.0, p.1]).for_each(|x| out.extend_from_slice(&x.to_le_bytes()));
        }
    }

    /// How often an attribution of such a score is right.
    pub fn confidence(&self, marked: bool, score: f32) -> f32 {
        let [plain, quoted] = &self.0;
        let curve = if marked { quoted } else { plain };
        let above = curve.partition_point(|p| p.0 < score);
        let point = |k: usize| curve.get(k).copied();
        match (above.checked_sub(1).and_then(point), point(above)) {
            (Some((x, y)), Some((next, top))) if next > x => y + (top - y) * (score - x) / (next - x),
            (Some((_, y)), _) | (None, Some((_, y))) => y,
            (None, None) => score,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_rises_between_its_points() {
        let curve = Calibration([vec![], vec![(0.2, 0.1), (0.6, 0.9)]]);
        assert_eq!(curve.confidence(false, 0.3), 0.3);
        assert_eq!(curve.confidence(true, 0.1), 0.1);
        assert!((curve.confidence(true, 0.4) - 0.5).abs() < 1e-6);
        assert_eq!(curve.confidence(true, 0.8), 0.9);
    }
}
