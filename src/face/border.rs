//! Where the parser sees a part's border, along a line through it; and shifts of landmarks that go there without trembling.

use std::{ops::RangeInclusive, time::Duration};

/// Time in which most of a change is followed, seconds: the parser's borders tremble by parts of a cell.
const CALM: f32 = 0.08;
/// Steps along a line, each unit of it.
const STEPS: f32 = 24.0;

/// Where along a line a share (0..=1) falls below a half: onwards from where it is greatest within `inside`, and no further than `end`.
/// `None` where it is nowhere a half.
pub(super) fn border(share: impl Fn(f32) -> f32, inside: RangeInclusive<f32>, end: f32) -> Option<f32> {
    let step_of = |along: f32| (along * STEPS).round() as i32;
    let along = |step: i32| step as f32 / STEPS;
    let steps = step_of(*inside.start())..=step_of(*inside.end());
    let from = steps.max_by(|&a, &b| share(along(a)).total_cmp(&share(along(b))))?;
    let mut here = share(along(from));
    if here < 0.5 {
        return None;
    }
    for step in from..step_of(end) {
        let next = share(along(step + 1));
        if next < 0.5 {
            return Some(along(step) + (here - 0.5) / (here - next) / STEPS);
        }
        here = next;
    }
    Some(end)
}

/// What a row of landmarks is shifted by, in any unit.
#[derive(Debug, Clone)]
pub(super) struct Shifts<const COUNT: usize> {
    /// A smaller change is a trembling: a still face stays still to the bit.
    trembling: f32,
    before: Option<[f32; COUNT]>,
}

impl<const COUNT: usize> Shifts<COUNT> {
    /// New to the face. Changes below `trembling` are not followed.
    pub(super) const fn new(trembling: f32) -> Self {
        Self { trembling, before: None }
    }

    /// What is to be shifted now, so that it will be what is wanted; `elapsed` is since the last time, none where the face is new.
    pub(super) fn follow(&mut self, wanted: [f32; COUNT], elapsed: Option<Duration>) -> [f32; COUNT] {
        let share = elapsed.map_or(1.0, |elapsed| 1.0 - (-elapsed.as_secs_f32() / CALM).exp());
        let before = self.before.unwrap_or(wanted);
        let now = std::array::from_fn(|i| {
            let change = wanted[i] - before[i];
            before[i] + change.signum() * (change.abs() - self.trembling).max(0.0) * share
        });
        self.before = Some(now);
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_is_found_between_steps_and_no_further_than_the_end() {
        let slope = |along: f32| (1.5 - along).clamp(0.0, 1.0);
        assert!((border(slope, 0.25..=0.75, 2.0).unwrap() - 1.0).abs() < 1e-4);
        assert_eq!(border(slope, 0.25..=0.75, 0.8), Some(0.8));
        assert_eq!(border(|_| 0.4, 0.25..=0.75, 2.0), None);
    }

    #[test]
    fn a_change_is_followed_and_a_trembling_is_not() {
        let frame = Some(Duration::from_millis(33));
        let mut shifts = Shifts::new(0.1);
        assert_eq!(shifts.follow([1.0, 2.0], None), [1.0, 2.0]);
        assert_eq!(shifts.follow([1.05, 1.95], frame), [1.0, 2.0]);
        let first = shifts.follow([2.0, 2.0], frame)[0];
        let last = (0..20).map(|_| shifts.follow([2.0, 2.0], frame)[0]).last().unwrap();
        assert!((1.2..1.6).contains(&first) && (last - 1.9).abs() < 0.02, "{first}, then {last}");
    }
}
