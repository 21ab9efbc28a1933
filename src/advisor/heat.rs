//! Heat maps: how strongly something shows in each place of the skin, laid out flat.

use super::flat::Flat;
use crate::{
    compose::front_facing,
    face::Face,
    geometry::{Vec2, canonical::canonical_face},
    raster::{Pixmap, cells::Corners, guided::box_mean},
    transfer::charts::{PLANE, each_inside},
};

/// How opaque the map is where something shows most, and where skin was looked at and nothing shows.
const STRENGTH: (f32, f32) = (0.78, 0.06);
/// The power of the value that opacity grows with.
const RISE: f32 = 0.7;
/// How far what is shown is blurred, texels: skin has no steps.
const SOFT: usize = 3;
/// How far the map fades towards the end of what was looked at, texels.
const FADE: usize = 6;
/// Colours from nothing to most, sRGB: dark violet over orange to pale yellow (after the map "inferno" of S. van der Walt and N. Smith,
/// whose lightness grows evenly, so that it is read the same by people who see fewer colours).
const COLORS: [[f32; 3]; 5] =
    [[40.0, 11.0, 84.0], [120.0, 28.0, 109.0], [203.0, 65.0, 73.0], [245.0, 135.0, 48.0], [252.0, 230.0, 120.0]];

/// A map over the flat plane, [`PLANE`] texels a side.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// How strongly it shows, 0..=1, row by row.
    pub values: Vec<f32>,
    /// Where skin was looked at, 0..=1.
    pub seen: Vec<f32>,
}

impl Heat {
    /// Of values that count from 0 up to `most`, where something is wanted. It fades towards the end of what was looked at, so that no
    /// line is seen on the skin where nothing on the skin has one.
    pub(super) fn of(flat: &Flat, values: &[f32], most: f32, wanted: impl Fn(usize) -> bool) -> Self {
        let values = values.iter().map(|value| (value / most).clamp(0.0, 1.0));
        let values: Vec<f32> = values.zip(&flat.skin).map(|(value, skin)| value * skin).collect();
        let whole = |(index, &skin)| if wanted(index) { skin } else { 0.0 };
        let looked: Vec<f32> = flat.skin.iter().enumerate().map(whole).collect();
        let near = box_mean(&box_mean(&looked, PLANE, FADE), PLANE, FADE);
        let faded = |(looked, near): (&f32, &f32)| {
            let inside = (2.0 * near - 1.0).clamp(0.0, 1.0);
            looked * inside * inside * (3.0 - 2.0 * inside)
        };
        let seen = looked.iter().zip(&near).map(faded).collect();
        Self { values, seen }
    }

    /// The colours of the map from nothing to most, sRGB.
    pub fn scale() -> impl ExactSizeIterator<Item = [u8; 3]> {
        COLORS.iter().map(|color| color.map(|channel| channel as u8))
    }

    /// The map as a picture of the UV plane; red, green and blue are multiplied with alpha.
    pub fn picture(&self) -> Pixmap {
        let mut picture = Pixmap::new(PLANE as u32, PLANE as u32);
        let soft = box_mean(&box_mean(&self.values, PLANE, SOFT), PLANE, SOFT);
        for (pixel, (value, seen)) in picture.pixels_mut().iter_mut().zip(soft.iter().zip(&self.seen)) {
            let alpha = (STRENGTH.1 + (STRENGTH.0 - STRENGTH.1) * value.powf(RISE)) * seen;
            let [red, green, blue] = color(*value).map(|channel| (channel * alpha + 0.5) as u8);
            *pixel = [red, green, blue, (alpha * 255.0 + 0.5) as u8];
        }
        picture
    }

    /// Lays the map over a face in a picture.
    pub fn lay_over(&self, picture: &mut Pixmap, face: &Face) {
        let map = self.picture();
        over_face(picture, face, |pixel, uv| {
            let Corners { indices, weights } = Corners::around(uv * PLANE as f32 - 0.5, PLANE);
            let mut tint = [0.0f32; 4];
            for (index, weight) in indices.into_iter().zip(weights) {
                tint.iter_mut().zip(map.pixels()[index]).for_each(|(sum, value)| *sum += f32::from(value) * weight);
            }
            let through = 1.0 - tint[3] / 255.0;
            for (channel, over) in pixel.iter_mut().zip(&tint[..3]) {
                *channel = (f32::from(*channel) * through + over + 0.5) as u8;
            }
        });
    }
}

/// Calls for every pixel of a picture that shows the front of a face, with where in the UV plane (0..1) that is.
pub(super) fn over_face(picture: &mut Pixmap, face: &Face, mut call: impl FnMut(&mut [u8; 4], Vec2)) {
    let mesh = canonical_face();
    let [width, height] = picture.size();
    let mut done = vec![false; width * height];
    for (triangle, _) in mesh.triangles.iter().zip(front_facing(face)).filter(|(_, front)| *front) {
        let corners = triangle.map(|vertex| face.landmarks[usize::from(vertex)].truncate());
        let uv = triangle.map(|vertex| mesh.uv[usize::from(vertex)]);
        each_inside(corners, [width, height], |x, y, weights| {
            let index = y * width + x;
            // Triangles share their edges, and near the face's outline some lie behind others.
            if !std::mem::replace(&mut done[index], true) {
                call(&mut picture.pixels_mut()[index], uv.iter().zip(weights).map(|(&uv, weight)| uv * weight).sum());
            }
        });
    }
}

fn color(value: f32) -> [f32; 3] {
    let at = value.clamp(0.0, 1.0) * (COLORS.len() - 1) as f32;
    let step = (at as usize).min(COLORS.len() - 2);
    let share = at - step as f32;
    std::array::from_fn(|channel| COLORS[step][channel] * (1.0 - share) + COLORS[step + 1][channel] * share)
}
