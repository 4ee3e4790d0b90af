//! Looking into lists that are in order, from one block to the next.

use super::TokenSpan;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One for each list of the reading before.
#[derive(Debug, Default)]
pub struct Cursors {
    pub names: Cursor,
    pub mentions: Cursor,
    pub cues: Cursor,
    pub spans: Cursor,
    pub readings: Cursor,
}

/// Where a list was looked into last: blocks are asked for one after the other.
#[derive(Debug, Default)]
pub struct Cursor(AtomicUsize);

impl Cursor {
    /// So many steps are taken from there before the list is searched.
    const STEPS: usize = 16;

    /// Of things in order, those that begin inside some tokens.
    pub fn inside<'t, T>(
        &self,
        all: &'t [T],
        tokens: TokenSpan,
        start: fn(&T) -> usize,
    ) -> impl Iterator<Item = &'t T> + use<'t, T> {
        let from = self.find(all, |thing| start(thing) < tokens.start);
        all.get(from..).unwrap_or(&[]).iter().take_while(move |thing| start(thing) < tokens.end)
    }

    /// The place of the first thing of a list that does not come `before`.
    fn find<T>(&self, all: &[T], before: impl Fn(&T) -> bool) -> usize {
        let at = |i: usize| all.get(i).is_none_or(|thing| !before(thing));
        let is_first = |i: &usize| at(*i) && i.checked_sub(1).is_none_or(|i| !at(i));
        let last = self.0.load(Ordering::Relaxed).min(all.len());
        let near = (last..=all.len().min(last + Self::STEPS)).chain((last.saturating_sub(Self::STEPS)..last).rev());
        let place = near.into_iter().find(is_first).unwrap_or_else(|| all.partition_point(before));
        self.0.store(place, Ordering::Relaxed);
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_found_wherever_it_was_looked_for_before() {
        let all: Vec<usize> = (0..200).map(|n| n / 3 * 2).collect();
        let cursor = Cursor::default();
        for from in [0, 1, 2, 9, 8, 7, 140, 139, 133, 134, 500, 131, 0, 64] {
            assert_eq!(cursor.find(&all, |n| *n < from), all.partition_point(|n| *n < from), "{from}");
        }
        assert_eq!(cursor.find(&[], |n: &usize| *n < 5), 0);
    }
}
