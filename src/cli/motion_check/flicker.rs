//! How the makeup changes from frame to frame where the picture moves beneath it.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Measured, step::Step, watch::Seen};
use crate::{
    compose::Compositor,
    face::Face,
    geometry::Vec2,
    makeup::Atlas,
    raster::{
        Pixmap,
        color::linear_from_srgb,
        difference::{Lab, ciede2000},
    },
    resources::Resources,
    transfer,
};

/// A pixel is painted where a channel changes by more than this, 8-bit steps.
const PAINTED: f32 = 1.5;
/// Width of a step of the histogram, CIEDE2000, and how many there are.
const STEP: f64 = 0.01;
const STEPS: usize = 5000;

/// How often each difference was seen.
#[derive(Debug)]
pub(super) struct Flicker {
    counts: Vec<u64>,
}

impl Default for Flicker {
    fn default() -> Self {
        Self { counts: vec![0; STEPS] }
    }
}

impl Flicker {
    fn add(&mut self, differences: impl IntoIterator<Item = f64>) {
        for difference in differences {
            self.counts[((difference / STEP) as usize).min(STEPS - 1)] += 1;
        }
    }

    /// CIEDE2000 that a share of all pixels exceeds not; 0 where none was painted.
    fn percentile(&self, percent: u64) -> f64 {
        let rank = (self.counts.iter().sum::<u64>() * percent).div_ceil(100);
        let mut sum = 0;
        let reaches = |count: &u64| {
            sum += count;
            sum >= rank
        };
        if rank == 0 { 0.0 } else { (self.counts.iter().position(reaches).unwrap_or(0) + 1) as f64 * STEP }
    }

    pub(super) fn p95(&self) -> f64 {
        self.percentile(95)
    }

    pub(super) fn median(&self) -> f64 {
        self.percentile(50)
    }
}

/// A frame and the same frame made up.
struct Painted {
    bare: Arc<Pixmap>,
    made_up: Arc<Pixmap>,
}

/// Makes every frame up in three ways.
pub(super) struct Painter<'a> {
    atlas: &'a Atlas,
    /// Each has a compositor of its own, because it remembers the wearer.
    raw: Compositor,
    smooth: Compositor,
    carried: Compositor,
    before: Option<[Painted; 3]>,
}

impl<'a> Painter<'a> {
    pub(super) fn new(atlas: &'a Atlas, resources: &Resources) -> Self {
        let [raw, smooth, carried] = std::array::from_fn(|_| transfer::compositor(resources));
        Self { atlas, raw, smooth, carried, before: None }
    }

    /// The first frame of a run.
    pub(super) fn begin(&mut self, seen: &Seen) {
        let faces = [seen.raw.clone(), seen.smooth.clone(), seen.smooth.clone()];
        self.before = Some(self.paint(&seen.frame, faces));
    }

    fn paint(&mut self, frame: &Arc<Pixmap>, faces: [Face; 3]) -> [Painted; 3] {
        let [raw, smooth, carried] = faces;
        [(&mut self.raw, raw), (&mut self.smooth, smooth), (&mut self.carried, carried)].map(|(compositor, face)| {
            Painted { bare: Arc::clone(frame), made_up: compositor.compose(frame, &[face], self.atlas, 1.0) }
        })
    }

    /// A further frame.
    pub(super) fn add(&mut self, step: &Step, before: &Seen, seen: &Seen, measured: &mut Measured) {
        let carried = carried(step, &before.smooth);
        let after = self.paint(&seen.frame, [seen.raw.clone(), seen.smooth.clone(), carried]);
        if let Some(before) = &self.before {
            let [raw, smooth, carried] = [0, 1, 2].map(|i| differences(step, &before[i], &after[i]));
            measured.raw.flicker.add(raw);
            measured.own.add(own_differences(step, &before[1], &after[1]));
            measured.smooth.flicker.add(smooth);
            measured.carried.add(carried);
        }
        // The carried face begins anew from the smoothed one on each frame: it tells what painting adds, not how the flow drifts.
        let anew = Painted {
            bare: Arc::clone(&seen.frame),
            made_up: self.carried.compose(&seen.frame, std::slice::from_ref(&seen.smooth), self.atlas, 1.0),
        };
        let [raw, smooth, _] = after;
        self.before = Some([raw, smooth, anew]);
    }
}

/// The face of the frame before, moved as the picture moves.
fn carried(step: &Step, face: &Face) -> Face {
    let moved = face.landmarks.iter().map(|p| step.forward(p.truncate()).extend(p.z));
    Face { landmarks: moved.collect(), ..face.clone() }
}

/// For each painted pixel: CIEDE2000 between what is shown and the bare frame with the makeup of the frame before, moved here.
fn differences(step: &Step, before: &Painted, after: &Painted) -> Vec<f64> {
    over_pixels(step, |x, y, was| {
        let (bare, shown) = (rgb(&after.bare, x, y), rgb(&after.made_up, x, y));
        let layer = bicubic(was, |x, y| {
            let (bare, shown) = (rgb(&before.bare, x, y), rgb(&before.made_up, x, y));
            std::array::from_fn(|c| shown[c] - bare[c])
        });
        let painted = (0..3).any(|c| layer[c].abs().max((shown[c] - bare[c]).abs()) > PAINTED);
        painted.then(|| difference(shown, std::array::from_fn(|c| bare[c] + layer[c])))
    })
}

/// The same of the bare picture, at the pixels that are painted: its noise, and where its light changes.
fn own_differences(step: &Step, before: &Painted, after: &Painted) -> Vec<f64> {
    over_pixels(step, |x, y, was| {
        let (bare, shown) = (rgb(&after.bare, x, y), rgb(&after.made_up, x, y));
        let painted = (0..3).any(|c| (shown[c] - bare[c]).abs() > PAINTED);
        painted.then(|| difference(bare, bicubic(was, |x, y| rgb(&before.bare, x, y))))
    })
}

/// Calls `of` with each pixel's column and row whose place in the frame before is known, and that place.
fn over_pixels(step: &Step, of: impl Fn(i32, i32, Vec2) -> Option<f64> + Sync) -> Vec<f64> {
    let rows = 0..step.size[1] as i32;
    let row = |row: i32| {
        let of = &of;
        (0..step.size[0] as i32).filter_map(move |column| {
            let (x, y) = (step.start[0] + column, step.start[1] + row);
            of(x, y, step.back(Vec2::new(x as f32 + 0.5, y as f32 + 0.5))?)
        })
    };
    rows.into_par_iter().flat_map_iter(row).collect()
}

fn difference(one: [f32; 3], other: [f32; 3]) -> f64 {
    let lab = |rgb: [f32; 3]| Lab::from_linear(rgb.map(|value| linear_from_srgb((value / 255.0).clamp(0.0, 1.0))));
    ciede2000(lab(one), lab(other))
}

/// 8-bit sRGB; the border is repeated.
fn rgb(picture: &Pixmap, x: i32, y: i32) -> [f32; 3] {
    let inside = |at: i32, end: u32| at.clamp(0, end as i32 - 1) as u32;
    let [r, g, b, _] = picture.pixel(inside(x, picture.width()), inside(y, picture.height()));
    [r, g, b].map(f32::from)
}

/// A value between pixels, by Catmull-Rom splines (R. Keys, "Cubic convolution interpolation for digital image processing", 1981):
/// bilinear would blur a drawn line, and that would count as flicker.
fn bicubic(at: Vec2, value: impl Fn(i32, i32) -> [f32; 3]) -> [f32; 3] {
    let at = at - 0.5;
    let (base, part) = (at.floor(), at - at.floor());
    let weights = |t: f32| {
        [
            ((-0.5 * t + 1.0) * t - 0.5) * t,
            (1.5 * t - 2.5) * t * t + 1.0,
            ((-1.5 * t + 2.0) * t + 0.5) * t,
            (0.5 * t - 0.5) * t * t,
        ]
    };
    let (across, down) = (weights(part.x), weights(part.y));
    let mut sum = [0.0; 3];
    for (row, wy) in down.into_iter().enumerate() {
        for (column, wx) in across.into_iter().enumerate() {
            let tap = value(base.x as i32 + column as i32 - 1, base.y as i32 + row as i32 - 1);
            (0..3).for_each(|c| sum[c] += tap[c] * wx * wy);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splines_go_through_the_pixels_and_keep_slopes() {
        let ramp = |x: i32, y: i32| [x as f32, y as f32, 5.0];
        let found = bicubic(Vec2::new(7.8, 3.1), ramp);
        assert!((found[0] - 7.3).abs() < 1e-4 && (found[1] - 2.6).abs() < 1e-4 && (found[2] - 5.0).abs() < 1e-4);
    }

    #[test]
    fn percentiles_of_the_histogram() {
        let mut flicker = Flicker::default();
        flicker.add((0..100).map(|i| f64::from(i) * 0.1));
        assert!((flicker.p95() - 9.4).abs() < 0.02, "{}", flicker.p95());
        assert_eq!(Flicker::default().p95(), 0.0);
    }
}
