//! How landmarks tremble and slip against the picture under them.

use super::{point, step::Step};
use crate::{
    face::Face,
    geometry::{
        Vec2,
        regions::{LEFT_EYE, OUTER_LIPS, RIGHT_EYE},
    },
};

/// Variance of the second difference of a row of independent errors over that of one error: 1 + 4 + 1.
const SECOND_DIFFERENCE: f32 = 6.0;
/// The points where a line is drawn: along the lids and around the lips.
fn points() -> impl Iterator<Item = usize> {
    LEFT_EYE.into_iter().chain(RIGHT_EYE).chain(OUTER_LIPS)
}

/// Collects what landmarks do beyond what the picture does.
#[derive(Debug, Default)]
pub(super) struct Jitter {
    /// What each point slipped from the last frame but one to the last; `None` where that is not known.
    slipped: Vec<Option<Vec2>>,
    /// Changes of the slip, pixels.
    changes: Vec<Vec2>,
    slips: Vec<f32>,
    misses: Vec<Vec2>,
}

impl Jitter {
    pub(super) fn add(&mut self, step: &Step, before: &Face, after: &Face) {
        let slip = |index: usize| {
            let carried = step.carried(point(before, index))?;
            Some((point(after, index) - point(before, index) - carried.by, carried.miss))
        };
        let now: Vec<Option<(Vec2, Vec2)>> = points().map(slip).collect();
        for (slipped, now) in self.slipped.iter().zip(&now) {
            if let (Some(slipped), Some((now, _))) = (slipped, now) {
                self.changes.push(*now - *slipped);
            }
        }
        self.slips.extend(now.iter().flatten().map(|(slip, _)| slip.length()));
        self.misses.extend(now.iter().flatten().map(|(_, miss)| *miss));
        self.slipped = now.into_iter().map(|now| now.map(|(slip, _)| slip)).collect();
    }

    /// The clip was interrupted: what comes is not held against what was.
    pub(super) fn interrupt(&mut self) {
        self.slipped.clear();
    }

    /// Standard deviation of a landmark around its place on the picture, pixels along one axis: what changes from frame to frame. A
    /// landmark that stays beside its place, or drifts steadily, does not tremble.
    pub(super) fn px(&self) -> f32 {
        rms(&self.changes) / SECOND_DIFFERENCE.sqrt()
    }

    /// What of that is the flow's own error, by how far there and back again misses; pixels. Both the miss and a change of the slip hold
    /// two such errors.
    pub(super) fn flow_px(&self) -> f32 {
        rms(&self.misses) / SECOND_DIFFERENCE.sqrt()
    }

    /// What one landmark in twenty exceeds when it moves over the picture from one frame to the next, pixels.
    pub(super) fn slip_p95_px(&self) -> f32 {
        let mut slips = self.slips.clone();
        slips.sort_by(f32::total_cmp);
        slips.get((slips.len() * 95).div_ceil(100).saturating_sub(1)).copied().unwrap_or(0.0)
    }
}

/// Root of the mean square along one axis.
fn rms(values: &[Vec2]) -> f32 {
    let sum: f32 = values.iter().map(|value| value.length_squared()).sum();
    (sum / (2 * values.len().max(1)) as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trembling_comes_out_and_steady_drift_does_not() {
        let mut state = 1u32;
        let mut noise = || {
            // The sum of four even values is nearly a normal one, of variance 4/12.
            let even = |state: &mut u32| {
                *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *state as f32 / u32::MAX as f32 - 0.5
            };
            (0..4).map(|_| even(&mut state)).sum::<f32>() * 3f32.sqrt() * 0.4
        };
        let path: Vec<Vec2> = (0..4000).map(|i| Vec2::new(noise() + 0.2 * i as f32, noise())).collect();
        let slips: Vec<Vec2> = path.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let changes = slips.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let jitter = Jitter { changes, ..Jitter::default() };
        assert!((jitter.px() - 0.4).abs() < 0.02, "{}", jitter.px());
    }
}
