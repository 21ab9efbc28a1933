//! How far smoothing makes landmarks come behind.

use super::point;
use crate::{
    face::Face,
    geometry::{
        Vec2,
        regions::{FACE_OVAL, LEFT_EYE, OUTER_LIPS, RIGHT_EYE},
    },
};

/// Shifts that are tried, frames.
const SHIFTS: std::ops::RangeInclusive<i32> = -2..=8;
/// A binomial low-pass that shifts nothing: noise that both tracks share would speak for no lag at all.
const LOW_PASS: [f32; 5] = [1.0 / 16.0, 4.0 / 16.0, 6.0 / 16.0, 4.0 / 16.0, 1.0 / 16.0];

/// A frame's points, smoothed and unsmoothed.
type Pair = (Vec<Vec2>, Vec<Vec2>);

/// Collects both tracks, and compares them at all shifts.
#[derive(Debug, Default)]
pub(super) struct Lag {
    /// Smoothed and unsmoothed points of each frame since the last interruption.
    run: Vec<Pair>,
    /// For each shift, the sum of squared distances, and how many there are.
    distances: [f64; 11],
    count: usize,
    /// How far the points moved in all, pixels.
    path_px: f64,
}

impl Lag {
    pub(super) fn add(&mut self, raw: &Face, smooth: &Face) {
        let indices = || LEFT_EYE.into_iter().chain(RIGHT_EYE).chain(OUTER_LIPS).chain(FACE_OVAL);
        let of = |face: &Face| indices().map(|index| point(face, index)).collect::<Vec<_>>();
        self.run.push((of(smooth), of(raw)));
    }

    /// Ends a run: what comes next is another face, or the same one somewhere else.
    pub(super) fn interrupt(&mut self) {
        let run = std::mem::take(&mut self.run);
        let low_passed = |of: fn(&Pair) -> &Vec<Vec2>| -> Vec<Vec<Vec2>> {
            let mean = |window: &[Pair]| {
                let at = |i: usize| window.iter().zip(LOW_PASS).map(|(frame, weight)| of(frame)[i] * weight).sum();
                (0..of(&window[0]).len()).map(at).collect()
            };
            run.windows(LOW_PASS.len()).map(mean).collect()
        };
        let (smooth, raw) = (low_passed(|frame| &frame.0), low_passed(|frame| &frame.1));
        let (first, last) = (*SHIFTS.end() as usize, raw.len() as i32 + SHIFTS.start());
        for frame in first..last.max(first as i32) as usize {
            for (sum, shift) in self.distances.iter_mut().zip(SHIFTS) {
                let earlier = &raw[(frame as i32 - shift) as usize];
                let pairs = smooth[frame].iter().zip(earlier);
                *sum += pairs.map(|(a, b)| f64::from(a.distance_squared(*b))).sum::<f64>();
            }
            let moved = raw[frame].iter().zip(&raw[frame - 1]).map(|(a, b)| f64::from(a.distance(*b)));
            self.path_px += moved.sum::<f64>() / raw[frame].len().max(1) as f64;
            self.count += 1;
        }
    }

    /// The shift, in frames, at which the smoothed tracks lie closest to the unsmoothed ones: where their cross-correlation is greatest.
    /// Between whole frames by the parabola through the three best. `None` where nothing moved.
    pub(super) fn frames(&self) -> Option<f64> {
        if self.count == 0 || self.path_px < 1.0 {
            return None;
        }
        let best = (1..self.distances.len() - 1).min_by(|&a, &b| self.distances[a].total_cmp(&self.distances[b]))?;
        let [a, b, c] = [best - 1, best, best + 1].map(|i| self.distances[i]);
        let bend = a - 2.0 * b + c;
        let between = if bend > 0.0 { (0.5 * (a - c) / bend).clamp(-0.5, 0.5) } else { 0.0 };
        Some(f64::from(*SHIFTS.start()) + best as f64 + between)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_lag_comes_out() {
        for lag in [0.0f32, 0.6, 2.3] {
            let mut measured = Lag::default();
            for frame in 0..200 {
                let at = |time: f32| vec![Vec2::new(40.0 * (time * 0.21).sin() + time, 25.0 * (time * 0.13).cos())];
                measured.run.push((at(frame as f32 - lag), at(frame as f32)));
            }
            measured.interrupt();
            let found = measured.frames().unwrap();
            assert!((found - f64::from(lag)).abs() < 0.06, "{found} for {lag}");
        }
        let mut still = Lag::default();
        (0..50).for_each(|_| still.run.push((vec![Vec2::ONE], vec![Vec2::ONE])));
        still.interrupt();
        assert_eq!(still.frames(), None);
    }
}
