//! One patch: where it lies in another picture.

use super::pyramid::Level;
use crate::geometry::Vec2;

/// Steps of the search at most, and the step below which it is over, pixels.
const STEPS: usize = 12;
const SETTLED_PX: f32 = 0.01;
/// Least squared slope across the weakest direction of a patch, for each of its pixels: below it there is nothing to hold on to.
const LEAST_TEXTURE: f32 = 1.0;
/// Largest mean difference of a patch that is still the same, share of its own contrast, plus the noise of a camera (8-bit steps).
const SAME_SHARE: f32 = 0.5;
const SAME_NOISE: f32 = 3.0;

/// A patch with its slopes.
pub(super) struct Template {
    centre: Vec2,
    reach: usize,
    values: Vec<f32>,
    slopes: Vec<Vec2>,
    /// Sums of the slopes' products, each less their mean's: xx, xy, yy.
    spread: [f32; 3],
    mean_slope: Vec2,
    contrast: f32,
}

/// What a search found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) shift: Vec2,
    /// Mean difference to the template, brightness put aside; 8-bit steps.
    difference: f32,
    contrast: f32,
}

impl Found {
    /// Whether what was found looks like the template.
    pub(super) fn fits(&self) -> bool {
        self.difference < SAME_SHARE * self.contrast + SAME_NOISE
    }
}

impl Template {
    /// The patch of `2 * reach + 1` pixels a side around a point; `None` where it lies outside or has too little texture.
    pub(super) fn of(level: &Level, centre: Vec2, reach: usize) -> Option<Self> {
        if !level.holds(centre) {
            return None;
        }
        let mut values = Vec::with_capacity((2 * reach + 1).pow(2));
        let mut slopes = Vec::with_capacity(values.capacity());
        for offset in offsets(reach) {
            let at = |by: Vec2| level.at(centre + offset + by);
            values.push(at(Vec2::ZERO));
            slopes.push(Vec2::new(at(Vec2::X) - at(Vec2::NEG_X), at(Vec2::Y) - at(Vec2::NEG_Y)) * 0.5);
        }
        let count = values.len() as f32;
        let mean_slope = slopes.iter().sum::<Vec2>() / count;
        let spread = slopes.iter().fold([0.0; 3], |[xx, xy, yy], slope| {
            let s = *slope - mean_slope;
            [xx + s.x * s.x, xy + s.x * s.y, yy + s.y * s.y]
        });
        let [xx, xy, yy] = spread;
        let weakest = 0.5 * (xx + yy - ((xx - yy).powi(2) + 4.0 * xy * xy).sqrt());
        let mean = values.iter().sum::<f32>() / count;
        let contrast = values.iter().map(|value| (value - mean).abs()).sum::<f32>() / count;
        (weakest > LEAST_TEXTURE * count).then_some(Self {
            centre,
            reach,
            values,
            slopes,
            spread,
            mean_slope,
            contrast,
        })
    }

    /// Gauss-Newton from a first guess. `None` where it leaves the picture or runs away.
    pub(super) fn search(&self, level: &Level, guess: Vec2) -> Option<Found> {
        let [xx, xy, yy] = self.spread;
        let scale = 1.0 / (xx * yy - xy * xy);
        let mut shift = guess;
        let mut differences = vec![0.0; self.values.len()];
        for _ in 0..STEPS {
            self.differences(level, shift, &mut differences);
            let pull: Vec2 = self.slopes.iter().zip(&differences).map(|(s, d)| (*s - self.mean_slope) * *d).sum();
            let step = Vec2::new(yy * pull.x - xy * pull.y, xx * pull.y - xy * pull.x) * scale;
            shift -= step;
            if !shift.is_finite()
                || shift.distance(guess) > 2.0 * self.reach as f32
                || !level.holds(self.centre + shift)
            {
                return None;
            }
            if step.length() < SETTLED_PX {
                break;
            }
        }
        self.differences(level, shift, &mut differences);
        let difference = differences.iter().map(|d| d.abs()).sum::<f32>() / differences.len() as f32;
        Some(Found { shift, difference, contrast: self.contrast })
    }

    /// What lies there less the template, brightness put aside: a change of exposure is no motion.
    fn differences(&self, level: &Level, shift: Vec2, differences: &mut [f32]) {
        let mut sum = 0.0;
        for ((difference, value), offset) in differences.iter_mut().zip(&self.values).zip(offsets(self.reach)) {
            *difference = level.at(self.centre + shift + offset) - value;
            sum += *difference;
        }
        let mean = sum / differences.len() as f32;
        differences.iter_mut().for_each(|difference| *difference -= mean);
    }
}

fn offsets(reach: usize) -> impl Iterator<Item = Vec2> {
    let reach = reach as i32;
    (-reach..=reach).flat_map(move |y| (-reach..=reach).map(move |x| Vec2::new(x as f32, y as f32)))
}
