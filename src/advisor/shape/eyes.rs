//! Shape and place of the eyes. The mesh has no fold of the upper lid: whether eyes are hooded or single-lidded is not told.

use super::{Feature, Frontal, Trait, Usual};

/// Outer corner, inner corner, upper and lower lid of the eye on the picture's left, and of the one on its right.
const EYES: [[usize; 4]; 2] = [[33, 133, 159, 145], [263, 362, 386, 374]];

const OPENNESS: Usual = Usual::new(0.335, 0.033, 0.016);
const TILT: Usual = Usual::new(3.6, 1.75, 0.8);
const SET: Usual = Usual::new(1.24, 0.075, 0.045);

pub(super) fn traits(points: &Frontal) -> [Trait; 3] {
    let mean = |of: &dyn Fn([usize; 4]) -> f32| (of(EYES[0]) + of(EYES[1])) / 2.0;
    let width = mean(&|[outer, inner, ..]| points.distance(outer, inner)).max(1e-3);
    let height = mean(&|[.., upper, lower]| points.distance(upper, lower));
    let tilt = mean(&|[outer, inner, ..]| {
        let along = points.at(outer) - points.at(inner);
        (-along.y).atan2(along.x.abs()).to_degrees()
    });
    let between = points.distance(133, 362);
    [
        Trait::of(Feature::EyeShape, height / width, OPENNESS),
        Trait::of(Feature::EyeTilt, tilt, TILT),
        Trait::of(Feature::EyeSet, between / width, SET),
    ]
}
