//! Shine: what the surface mirrors has the colour of the light, what comes from within has the colour of the skin (S. Shafer, "Using color to
//! separate reflection components", 1985). The mirrored part is a share of the light and not of the skin: deep skin, on which the same shine
//! stands out more, gets no worse score for it.

use super::{FACE, Measured, at, texels};
use crate::{
    advisor::{
        flat::Flat,
        numbers::{median, quantile},
    },
    geometry::Vec3,
};

/// Reach within which it is smoothed, texels.
const PATCH: usize = 2;

/// How much more white each texel mirrors than the skin usually does; may be less than nothing.
pub(super) fn whiteness(colors: &[Vec3], texels: &[usize]) -> Option<Vec<f32>> {
    let channel = |channel: usize| {
        let mut values: Vec<f32> = texels.iter().map(|&index| colors[index][channel]).collect();
        median(&mut values)
    };
    let body = Vec3::new(channel(0)?, channel(1)?, channel(2)?).normalize_or(Vec3::ONE);
    Some(colors.iter().map(|&color| mirrored(color, body)).collect())
}

pub(super) fn measured(flat: &Flat) -> Option<Measured> {
    let texels = texels(flat, &FACE)?;
    let mirrored = flat.smoothed(&whiteness(&flat.in_even_light, &texels)?, PATCH);
    let mut values = at(&mirrored, &texels);
    let (usual, shiniest) = (median(&mut values)?, quantile(&mut values, 0.9)?);
    let map = mirrored.iter().map(|value| (value - usual).max(0.0)).collect();
    Some(Measured { value: shiniest - usual, map, most: 0.3 })
}

/// How much white there is in a colour beside the body colour: the least-squares share.
fn mirrored(color: Vec3, body: Vec3) -> f32 {
    // color = depth * body + white * (1, 1, 1): the part of (1, 1, 1) that the body colour does not have says how much white there is.
    let beside = Vec3::ONE - body * body.element_sum();
    color.dot(beside) / beside.length_squared().max(1e-4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_white_is_found_on_pale_and_on_deep_skin_alike() {
        for skin in [Vec3::new(0.6, 0.4, 0.3), Vec3::new(0.08, 0.04, 0.025)] {
            let body = skin.normalize();
            assert!(mirrored(skin * 0.7, body).abs() < 1e-5, "shading is no shine");
            assert!((mirrored(skin + 0.1, body) - 0.1).abs() < 1e-4, "{skin}");
        }
    }
}
