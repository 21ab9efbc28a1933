//! Redness: the logarithm of red over green, as erythema indices have it (B. Diffey, R. Oliver, P. Farr, "A portable instrument for
//! quantifying erythema induced by ultraviolet radiation", 1984), above that of the same face's skin as a whole. Shading drops out of it,
//! and so does the skin's own depth.

use super::{FACE, Measured, at, texels};
use crate::advisor::{
    flat::Flat,
    numbers::{median, quantile},
};

/// Reach within which it is smoothed, texels.
const PATCH: usize = 3;
/// Reflectance that is added, so that noise in the dark does not count for red.
const FLOOR: f32 = 0.01;

/// Logarithm of red over green, smoothed.
pub(super) fn index(flat: &Flat, radius: usize) -> Vec<f32> {
    let raw: Vec<f32> = flat.reflectance.iter().map(|color| ((color.x + FLOOR) / (color.y + FLOOR)).ln()).collect();
    flat.smoothed(&raw, radius)
}

pub(super) fn measured(flat: &Flat) -> Option<Measured> {
    let texels = texels(flat, &FACE)?;
    let index = index(flat, PATCH);
    let mut values = at(&index, &texels);
    let (whole, reddest) = (median(&mut values)?, quantile(&mut values, 0.9)?);
    let map = index.iter().map(|value| (value - whole).max(0.0)).collect();
    Some(Measured { value: reddest - whole, map, most: 0.3 })
}
