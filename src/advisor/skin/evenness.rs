//! Evenness: how far patches of a pea's to a coin's size differ from the skin around them, with what the surface mirrors taken off: that is
//! shine, and says nothing of the skin's own colour.

use super::{Measured, at, shine, texels};
use crate::{
    advisor::flat::{Flat, Region},
    geometry::Vec3,
    raster::difference::Lab,
};

/// Reach of a patch and of its surroundings, texels.
const PATCH: usize = 3;
const AROUND: usize = 20;

pub(super) fn measured(flat: &Flat) -> Option<Measured> {
    let texels = texels(flat, &Region::PLAIN)?;
    let mirrored = shine::whiteness(&flat.reflectance, &texels)?;
    let matte = flat.reflectance.iter().zip(mirrored).map(|(color, white)| (*color - white.max(0.0)).max(Vec3::ZERO));
    let colors: Vec<[f64; 3]> = matte.map(|color| Lab::from_linear(color.to_array()).0).collect();
    let mut squares = vec![0.0f32; colors.len()];
    for channel in 0..3 {
        let plane: Vec<f32> = colors.iter().map(|lab| lab[channel] as f32).collect();
        let (patch, around) = (flat.smoothed(&plane, PATCH), flat.smoothed(&plane, AROUND));
        squares.iter_mut().zip(patch.iter().zip(around)).for_each(|(sum, (patch, around))| *sum += (patch - around).powi(2));
    }
    let map: Vec<f32> = squares.into_iter().map(f32::sqrt).collect();
    let values = at(&map, &texels);
    let value = values.iter().sum::<f32>() / values.len() as f32;
    Some(Measured { value, map, most: 6.0 })
}
