//! Shape of the closed lips.

use super::{Feature, Frontal, Trait, Usual};

const FULLNESS: Usual = Usual::new(0.423, 0.039, 0.016);
const BALANCE: Usual = Usual::new(0.808, 0.089, 0.041);
const BOW: Usual = Usual::new(0.159, 0.035, 0.018);
const WIDTH: Usual = Usual::new(0.791, 0.052, 0.015);

pub(super) fn traits(points: &Frontal) -> [Trait; 4] {
    let mouth = points.distance(61, 291).max(1e-3);
    // The peaks of the bow stand beside the middle of the upper lip.
    let peaks = (points.at(37).y + points.at(267).y) / 2.0;
    let (upper, lower) = (points.at(13).y - peaks, points.at(17).y - points.at(14).y);
    let bow = (points.at(0).y - peaks) / upper.max(1e-3);
    let pupils = points.distance(468, 473).max(1e-3);
    [
        Trait::of(Feature::LipFullness, (upper + lower) / mouth, FULLNESS),
        Trait::of(Feature::LipBalance, upper / lower.max(1e-3), BALANCE),
        Trait::of(Feature::CupidsBow, bow, BOW),
        Trait::of(Feature::MouthWidth, mouth / pupils, WIDTH),
    ]
}
