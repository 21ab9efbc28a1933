//! How often each part was taken for which.

use super::truth::UNKNOWN;
use crate::face::Part;

const COUNT: usize = Part::ALL.len();

/// Samples by the part that was drawn and the part that was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// `[drawn][found]`.
    pub(super) counts: [[u64; COUNT]; COUNT],
}

/// How well one part is found, each 0..=1; `None` where it was neither drawn nor found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scores {
    /// Share of what was found that is right.
    pub(super) precision: f64,
    /// Share of what was drawn that was found.
    pub(super) recall: f64,
    /// Harmonic mean of both.
    pub(super) f1: f64,
    /// Intersection over union.
    pub(super) overlap: f64,
    /// Share of all samples that are rightly in or out.
    pub(super) accuracy: f64,
}

impl Tally {
    pub(super) fn of(drawn: &[u8], found: &[u8]) -> Self {
        let mut counts = [[0; COUNT]; COUNT];
        for (&drawn, &found) in drawn.iter().zip(found).filter(|(drawn, _)| **drawn != UNKNOWN) {
            counts[usize::from(drawn)][usize::from(found)] += 1;
        }
        Self { counts }
    }

    pub(super) fn sum<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        for one in all {
            for (sums, counts) in sum.counts.iter_mut().zip(&one.counts) {
                sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            }
        }
        sum
    }

    pub(super) fn scores(&self, part: Part) -> Option<Scores> {
        let part = part as usize;
        let hits = self.counts[part][part] as f64;
        let drawn = self.counts[part].iter().sum::<u64>() as f64;
        let found = self.counts.iter().map(|row| row[part]).sum::<u64>() as f64;
        let all = self.counts.iter().flatten().sum::<u64>() as f64;
        (drawn + found > 0.0).then(|| Scores {
            precision: hits / found.max(1.0),
            recall: hits / drawn.max(1.0),
            f1: 2.0 * hits / (drawn + found),
            overlap: hits / (drawn + found - hits),
            accuracy: (all - drawn - found + 2.0 * hits) / all,
        })
    }

    /// Mean F1 of those of some parts that were drawn at all; `None` where none was.
    pub(super) fn mean_f1(&self, parts: &[Part]) -> Option<f64> {
        let drawn = parts.iter().filter(|&&part| self.counts[part as usize].iter().sum::<u64>() > 0);
        let f1: Vec<f64> = drawn.filter_map(|&part| Some(self.scores(part)?.f1)).collect();
        (!f1.is_empty()).then(|| f1.iter().sum::<f64>() / f1.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_what_they_are_called() {
        // Four samples of skin, of which three are found; one of hair taken for skin; one of nobody knows what.
        let tally = Tally::of(&[1, 1, 1, 1, 7, UNKNOWN], &[1, 1, 1, 0, 1, 7]);
        let skin = tally.scores(Part::Skin).unwrap();
        assert_eq!((skin.precision, skin.recall, skin.f1, skin.overlap), (0.75, 0.75, 0.75, 0.6));
        assert_eq!(skin.accuracy, 0.6);
        assert_eq!(tally.scores(Part::Hair).unwrap().f1, 0.0);
        assert!(tally.scores(Part::Eyes).is_none());
        assert_eq!(tally.mean_f1(&[Part::Skin, Part::Hair, Part::Eyes]), Some(0.375));
        assert_eq!(tally.mean_f1(&[Part::Eyes]), None);
        assert_eq!(Tally::sum([&tally, &tally]).counts[1][1], 6);
    }
}
