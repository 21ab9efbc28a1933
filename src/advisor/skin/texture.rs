//! Texture: the fine relief of the surface, as pores and lines show it, in square roots of the picture's light. Relief that shades is in proportion to
//! the skin's reflectance, relief that glints is the same on all skin: the root stands between both, so that neither pale nor deep skin is
//! held to be rougher by itself.

use super::{Measured, at, texels};
use crate::{
    advisor::{
        flat::{Flat, Region},
        numbers::median,
    },
    raster::color,
};

/// What is finer than this counts, texels.
const FINE: usize = 2;
/// Reach within which the map is smoothed, texels.
const PATCH: usize = 5;

pub(super) fn measured(flat: &Flat) -> Option<Measured> {
    let texels = texels(flat, &Region::PLAIN)?;
    let roots: Vec<f32> = flat
        .in_even_light
        .iter()
        .map(|&color| color::luminance((color * flat.light).to_array()).max(0.0).sqrt())
        .collect();
    let coarse = flat.smoothed(&roots, FINE);
    let fine: Vec<f32> = roots.iter().zip(coarse).map(|(value, coarse)| (value - coarse).abs()).collect();
    let mut values = at(&fine, &texels);
    Some(Measured { value: 1000.0 * median(&mut values)?, map: flat.smoothed(&fine, PATCH), most: 0.03 })
}
