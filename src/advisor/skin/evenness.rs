//! Evenness: how far patches of a pea's to a coin's size differ from the skin around them. Places that mirror the light are left out: that is
//! shine, and says nothing of the skin's own colour. Lightness counts half, because the face's own shape changes it as well.

use super::{Measured, at, shine, texels};
use crate::{
    advisor::{
        flat::{Flat, Region, smoothed},
        numbers::median,
    },
    raster::difference::Lab,
};

/// Reach of a patch and of its surroundings, texels.
const PATCH: usize = 3;
const AROUND: usize = 20;
/// Mirrored white, share of a sheet's, from which on a place is left out.
const SHINY: f32 = 0.03;
/// Weights of lightness and of the two axes of colour.
const WEIGHTS: [f32; 3] = [0.5, 1.0, 1.0];

/// How much more the same unevenness measures on skin that is one step (CIE L*) deeper, as a share of what it measures at [`USUAL`] lightness,
/// and the deepest and lightest skin that this was seen on: fitted so that no origin comes off worse for its depth (`docs/advice.md`).
const DEPTH: f32 = 0.0088;
const USUAL: f32 = 68.0;
const FITTED: (f32, f32) = (25.0, 75.0);

pub(super) fn measured(flat: &Flat) -> Option<Measured> {
    let texels = texels(flat, &Region::PLAIN)?;
    let shiny = flat.smoothed(&shine::whiteness(&flat.reflectance, &texels)?, PATCH);
    let matte: Vec<f32> =
        flat.skin.iter().zip(&shiny).map(|(skin, white)| if *white < SHINY { *skin } else { 0.0 }).collect();
    let colors: Vec<[f64; 3]> = flat.reflectance.iter().map(|color| Lab::from_linear(color.to_array()).0).collect();
    let mut squares = vec![0.0f32; colors.len()];
    for channel in 0..3 {
        let plane: Vec<f32> = colors.iter().map(|lab| lab[channel] as f32).collect();
        let (patch, around) = (smoothed(&plane, &matte, PATCH), smoothed(&plane, &matte, AROUND));
        let differences = patch.iter().zip(around).map(|(patch, around)| (WEIGHTS[channel] * (patch - around)).powi(2));
        squares.iter_mut().zip(differences).for_each(|(sum, square)| *sum += square);
    }
    let map: Vec<f32> = squares.iter().zip(&matte).map(|(square, matte)| square.sqrt() * matte).collect();
    let counted: Vec<usize> = texels.into_iter().filter(|&index| matte[index] > 0.0).collect();
    let values = at(&map, &counted);
    let depth = median(&mut at(&Flat::lightness(&flat.reflectance), &counted))?.clamp(FITTED.0, FITTED.1);
    let value = values.iter().sum::<f32>() / values.len().max(1) as f32 / (1.0 + DEPTH * (USUAL - depth));
    Some(Measured { value, map, most: 5.0 })
}
