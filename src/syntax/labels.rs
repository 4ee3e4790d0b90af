//! Which relation an arc of the parser has.

use super::hidden::HIDDEN;
use super::state::Action;
use crate::document::{Deprel, Xpos};
use crate::model::{Layer, ModelError, Reader};

/// Labels of one action; those past the last relation are none.
pub const LABELS: usize = 52;
const _: () = assert!(Deprel::NAMES.len() <= LABELS);
/// So many are scored at once.
pub const GROUP: usize = 4;
/// The actions that make arcs.
pub const ARCS: usize = Action::ALL.len() - 1;

/// Scores relations: of a determiner that waits for its noun, not those of verbs.
#[derive(Debug, Default)]
pub struct Labels {
    // For each action one group of labels after the other.
    weights: Layer<HIDDEN, { GROUP / 4 }>,
    /// The labels in the order of the weights.
    order: Vec<Deprel>,
    // For each action that makes arcs and each fine tag of the child, a bit for each group that has a label it may have.
    groups: Vec<[u16; ARCS]>,
}

impl Labels {
    /// Reads weights.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
        let weights: Layer<HIDDEN, { GROUP / 4 }> = Layer::read(reader, ARCS * LABELS)?;
        let order = reader.bytes(LABELS).ok_or(ModelError::Length)?.iter().map(|id| Deprel(*id)).collect();
        let mut groups = vec![[0; ARCS]; Xpos::NAMES.len()];
        for group in groups.iter_mut().flatten() {
            *group = reader.u16()?;
        }
        Ok(Self { weights, order, groups })
    }

    /// The file form of what follows the weights.
    #[cfg(any(test, feature = "train"))]
    pub fn write(order: &[usize], groups: &[[u16; ARCS]], out: &mut Vec<u8>) {
        out.extend(order.iter().map(|label| *label as u8));
        out.extend(groups.iter().flatten().flat_map(|group| group.to_le_bytes()));
    }

    /// The relation of a child of such a tag to the head that an action gives it.
    #[inline(never)]
    pub fn choose(&self, hidden: &[i16; HIDDEN], action: Action, child: Xpos) -> Deprel {
        let Some(number) = (action as usize).checked_sub(1) else { return Deprel::DEP };
        let groups = self.groups.get(usize::from(child.0)).and_then(|of| of.get(number)).copied().unwrap_or(0);
        let mut best = (Deprel::DEP, i32::MIN);
        for (n, labels) in self.order.as_chunks::<GROUP>().0.iter().enumerate() {
            if groups >> n & 1 == 0 {
                continue;
            }
            let mut scores = [0; GROUP];
            self.weights.times(hidden, number * LABELS + n * GROUP, &mut scores);
            for (label, score) in labels.iter().zip(scores).filter(|(label, _)| is_some(**label)) {
                if score > best.1 {
                    best = (*label, score);
                }
            }
        }
        best.0
    }
}

/// False for what nothing has here: the root has its own action.
fn is_some(label: Deprel) -> bool {
    label != Deprel::ROOT && usize::from(label.0) < Deprel::NAMES.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Table;

    #[test]
    fn only_groups_that_the_tag_may_have_are_scored() {
        let mut weights = vec![0.0; ARCS * LABELS * HIDDEN];
        let of = |label: Deprel| (LABELS + usize::from(label.0)) * HIDDEN;
        for (label, weight) in [(Deprel::NSUBJ, 0.5), (Deprel::CCOMP, 0.9), (Deprel::ROOT, 1.0)] {
            weights[of(label)] = weight;
        }
        let group = |label: Deprel| 1u16 << (usize::from(label.0) / GROUP);
        let mut groups = vec![[0; ARCS]; Xpos::NAMES.len()];
        groups[usize::from(Xpos::NN.0)][1] = group(Deprel::NSUBJ);
        groups[usize::from(Xpos::VBD.0)][1] = group(Deprel::NSUBJ) | group(Deprel::CCOMP) | group(Deprel::ROOT);
        let mut file = Vec::new();
        Table::write(&weights, 127.0, &mut file);
        Labels::write(&(0..LABELS).collect::<Vec<_>>(), &groups, &mut file);
        let labels = Labels::read(&mut Reader::from(&file[..])).unwrap();
        let mut hidden = [0; HIDDEN];
        hidden[0] = 100;
        assert_ne!(group(Deprel::NSUBJ), group(Deprel::CCOMP));
        assert_eq!(labels.choose(&hidden, Action::Right, Xpos::NN), Deprel::NSUBJ);
        assert_eq!(labels.choose(&hidden, Action::Right, Xpos::VBD), Deprel::CCOMP);
        assert!(Labels::read(&mut Reader::from(&file[..file.len() - 1])).is_err());
    }
}
