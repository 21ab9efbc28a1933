//! Shadows under the eyes: how much darker it is there than on the cheek below.

use super::Measured;
use crate::advisor::{
    flat::{Flat, Region},
    numbers::median,
};

/// Each eye's skin and the cheek beneath it.
const SIDES: [[Region; 2]; 2] =
    [[Region::LeftUnderEye, Region::LeftCheek], [Region::RightUnderEye, Region::RightCheek]];
/// Fewest texels of a region that are read.
const FEWEST: usize = 300;
/// Reach within which it is smoothed, texels.
const PATCH: usize = 2;

pub(super) fn measured(flat: &Flat) -> Option<Measured> {
    let lightness = flat.smoothed(&Flat::lightness(&flat.in_even_light), PATCH);
    let of = |region: Region| {
        let texels = flat.texels(&[region]);
        let mut values: Vec<f32> = texels.iter().map(|&index| lightness[index]).collect();
        median(&mut values).filter(|_| texels.len() >= FEWEST)
    };
    let sides: Vec<(f32, f32)> = SIDES.into_iter().filter_map(|[eye, cheek]| Some((of(eye)?, of(cheek)?))).collect();
    if sides.is_empty() {
        return None;
    }
    let mean = |of: &dyn Fn(&(f32, f32)) -> f32| sides.iter().map(of).sum::<f32>() / sides.len() as f32;
    let cheek = mean(&|(_, cheek)| *cheek);
    let map = lightness.iter().map(|value| (cheek - value).max(0.0)).collect();
    Some(Measured { value: mean(&|(eye, cheek)| cheek - eye), map, most: 20.0 })
}
