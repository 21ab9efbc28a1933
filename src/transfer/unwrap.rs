//! A face in a picture, laid out flat: the pages of the UV plane with what the picture shows there.
//!
//! Every face then has its lips, lids and cheeks in the same texels, whatever its size, pose and features.

use rayon::prelude::*;

use super::charts::{self, Chart, Place};
use crate::{
    compose::Lighting,
    face::{Face, Part},
    geometry::{Vec2, Vec3, canonical::canonical_face},
    makeup::atlas::PageId,
    raster::{Pixmap, color::linear_from_rgb8, difference::Lab},
};

/// Cosine between a surface and the view at which nothing of it is read any more, and from which on all of it is.
const IN_VIEW: (f32, f32) = (0.05, 0.35);
/// Share of the skin's reflectance that is added before ratios are taken, so that the dark does not count without end.
const FLOOR: f32 = 0.1;
/// What hides products.
const IN_FRONT: [Part; 4] = [Part::Background, Part::Hair, Part::Glasses, Part::Other];
/// What hides drawings: these are taken for glasses and other things themselves.
const BESIDE: [Part; 2] = [Part::Background, Part::Hair];
/// A ratio to the skin of so many stops is the most that a network is told of.
const STOPS: f32 = 4.0;
/// What is not the skin of the face.
const NO_SKIN: [Part; 11] = [
    Part::Background,
    Part::Brows,
    Part::Eyes,
    Part::UpperLip,
    Part::LowerLip,
    Part::InnerMouth,
    Part::Hair,
    Part::Ears,
    Part::Neck,
    Part::Glasses,
    Part::Other,
];
/// Less variety of colour than this has no face that was photographed in colour (see [`Unwrapped::hues`]).
const FEW_HUES: f64 = 0.034;

/// One texel.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Seen {
    /// What it reflects, linear, 0..=1 and beyond where it shines: the picture's colour over the light that falls there.
    pub reflectance: Vec3,
    /// The same by the light on the face as a whole: shading is left in.
    pub in_even_light: Vec3,
    /// How much of it is seen, 0..=1.
    pub share: f32,
}

/// A page of texels, row by row.
#[derive(Debug, Clone)]
pub struct Page {
    /// Texels; columns and rows as in [`charts::size`].
    pub texels: Vec<Seen>,
}

/// Planes of each page, as networks are given them.
pub type Pages = [Vec<f32>; 4];

/// A face, laid out flat.
#[derive(Debug, Clone)]
pub struct Unwrapped {
    /// In the order of [`PageId::ALL`].
    pub pages: [Page; 4],
    /// Reflectance of the skin, linear.
    pub skin: Vec3,
}

impl Unwrapped {
    /// Reads a face off a picture.
    pub fn of(picture: &Pixmap, face: &Face, lighting: &Lighting) -> Self {
        let facing = facing(face, lighting);
        let read = |page| Page { texels: texels(picture, face, lighting, &facing, charts::page(page), &IN_FRONT) };
        Self { pages: PageId::ALL.map(read), skin: lighting.skin }
    }

    /// How much of the face is seen, 0..=1 of what its coarse page shows.
    pub fn seen(&self) -> f32 {
        let texels = &self.pages[PageId::Face as usize].texels;
        texels.iter().map(|seen| seen.share).sum::<f32>() / charts::page(PageId::Face).known().max(1.0)
    }

    /// How much of what is around the eyes is seen, 0..=1, on the side that shows more of it.
    pub fn eyes_seen(&self) -> f32 {
        let seen = |page: PageId| {
            let texels = &self.pages[page as usize].texels;
            texels.iter().map(|seen| seen.share).sum::<f32>() / charts::page(page).known().max(1.0)
        };
        seen(PageId::LeftEye).max(seen(PageId::RightEye))
    }

    /// How many colours there are in the face: by how much the CIE Lab a and b of places of about the same lightness differ, over the mean
    /// lightness; of all such differences, the one that 30 % exceed, so that the fringes of coarse compression do not count. In a
    /// black-and-white picture, and in one that was toned afterwards, lightness says all, and little is left.
    pub fn hues(&self) -> f64 {
        let seen = self.pages[PageId::Face as usize].texels.iter().filter(|seen| seen.share > 0.5);
        let mut colors: Vec<[f64; 3]> = seen.map(|seen| Lab::from_linear(seen.in_even_light.to_array()).0).collect();
        colors.sort_by(|one, other| one[0].total_cmp(&other[0]));
        let mean = colors.iter().map(|lab| lab[0]).sum::<f64>() / colors.len().max(1) as f64;
        let pairs = colors.iter().zip(colors.iter().skip(1));
        let mut apart: Vec<f64> = pairs.map(|(one, other)| (other[1] - one[1]).hypot(other[2] - one[2])).collect();
        apart.sort_by(f64::total_cmp);
        apart.get(apart.len() * 7 / 10).map_or(0.0, |apart| apart / mean.max(1.0))
    }

    /// Whether the picture was taken in colour, and is neither black and white nor toned.
    pub fn has_color(&self) -> bool {
        self.hues() >= FEW_HUES
    }

    /// What the networks that read looks are told: the pages in the order of [`PageId::ALL`], the right eye's mirrored.
    pub fn inputs(&self) -> Pages {
        PageId::ALL.map(|page| self.planes(page, page == PageId::RightEye))
    }

    /// What a network is told of a page.
    fn planes(&self, page: PageId, mirrored: bool) -> Vec<f32> {
        ratios(&self.pages[page as usize].texels, charts::size(page).0, self.skin, mirrored)
    }
}

/// A face laid out flat as one picture of the whole plane, [`charts::PLANE`] texels a side.
#[derive(Debug, Clone)]
pub struct UnwrappedPlane {
    /// Row by row.
    pub texels: Vec<Seen>,
    /// Reflectance of the skin, linear.
    pub skin: Vec3,
}

impl UnwrappedPlane {
    /// Reads a face off a picture.
    pub fn of(picture: &Pixmap, face: &Face, lighting: &Lighting) -> Self {
        let texels = texels(picture, face, lighting, &facing(face, lighting), charts::plane(), &BESIDE);
        Self { texels, skin: lighting.skin }
    }

    /// As [`UnwrappedPlane::of`], where only the face's bare skin counts as seen.
    pub fn of_skin(picture: &Pixmap, face: &Face, lighting: &Lighting) -> Self {
        let texels = texels(picture, face, lighting, &facing(face, lighting), charts::plane(), &NO_SKIN);
        Self { texels, skin: lighting.skin }
    }

    /// What a network is told of it: three planes of ratios to the skin in stops, and one of how much is seen, as in [`Unwrapped::inputs`].
    pub fn planes(&self) -> Vec<f32> {
        ratios(&self.texels, charts::PLANE, self.skin, false)
    }
}

/// What a network is told of texels: three planes of the colour's ratio to the skin's in stops (-1..=1 for four stops), and one of how
/// much is seen (0..=1). `mirrored` turns the picture over.
fn ratios(texels: &[Seen], columns: usize, skin: Vec3, mirrored: bool) -> Vec<f32> {
    let area = texels.len();
    let floor = floor(skin);
    let base = (skin + floor).to_array().map(f32::log2);
    let mut planes = vec![0.0; 4 * area];
    for (index, seen) in texels.iter().enumerate() {
        let (x, y) = (index % columns, index / columns);
        let at = y * columns + if mirrored { columns - 1 - x } else { x };
        let stops = (seen.in_even_light + floor).to_array().map(f32::log2);
        for channel in 0..3 {
            let ratio = ((stops[channel] - base[channel]) / STOPS).clamp(-1.0, 1.0);
            planes[channel * area + at] = ratio * seen.share;
        }
        planes[3 * area + at] = seen.share;
    }
    planes
}

fn floor(skin: Vec3) -> f32 {
    FLOOR * skin.element_sum() / 3.0 + 1e-4
}

/// A reflectance as its ratio to the skin's, as networks are told.
pub fn ratio(reflectance: Vec3, skin: Vec3) -> Vec3 {
    let floor = floor(skin);
    let stops = |color: Vec3| (color.max(Vec3::ZERO) + floor).map(f32::log2);
    ((stops(reflectance) - stops(skin)) / STOPS).clamp(Vec3::NEG_ONE, Vec3::ONE)
}

/// The reflectance that has a ratio to the skin's.
pub fn reflectance(ratio: Vec3, skin: Vec3) -> Vec3 {
    let floor = floor(skin);
    ((ratio * STOPS).map(f32::exp2) * (skin + floor) - floor).max(Vec3::ZERO)
}

/// How far each triangle faces the view, 0..=1.
fn facing(face: &Face, lighting: &Lighting) -> Vec<f32> {
    let share = |(triangle, &front): (&[u16; 3], &bool)| {
        let [a, b, c] = triangle.map(|vertex| face.landmarks[usize::from(vertex)]);
        let across = if front { (b - a).cross(c - a).normalize_or_zero().z.abs() } else { 0.0 };
        ((across - IN_VIEW.0) / (IN_VIEW.1 - IN_VIEW.0)).clamp(0.0, 1.0)
    };
    canonical_face().triangles.iter().zip(&lighting.front).map(share).collect()
}

fn texels(
    picture: &Pixmap,
    face: &Face,
    lighting: &Lighting,
    facing: &[f32],
    chart: &Chart,
    hiding: &[Part],
) -> Vec<Seen> {
    let cells = face.parsing.as_ref().map(|parsing| (parsing, parsing.cells_from_frame()));
    let read = |place: &Place| {
        let corners = canonical_face().triangles[place.triangle].map(usize::from);
        let mix = |of: &dyn Fn(usize) -> Vec3| -> Vec3 {
            corners.iter().zip(place.weights).map(|(&corner, weight)| of(corner) * weight).sum()
        };
        let at = mix(&|corner| face.landmarks[corner]).truncate();
        let color = color_at(picture, at)?;
        let hidden = cells.is_some_and(|(parsing, cells)| parsing.shows_any(hiding, cells.transform_point2(at)));
        let share = if hidden { 0.0 } else { facing[place.triangle] };
        let light = mix(&|corner| lighting.at_vertex[corner]).max(Vec3::splat(1e-3));
        let even = lighting.mean.max(Vec3::splat(1e-3));
        Some(Seen { reflectance: color / light, in_even_light: color / even, share })
    };
    let texel = |index: usize| {
        let (mut sum, mut count) = (Seen::default(), 0.0f32);
        for seen in chart.of_texel(index).filter_map(|place| place.as_ref().and_then(read)) {
            sum.reflectance += seen.reflectance;
            sum.in_even_light += seen.in_even_light;
            sum.share += seen.share;
            count += 1.0;
        }
        let (over, whole) = (1.0 / count.max(1.0), (chart.samples * chart.samples) as f32);
        Seen { reflectance: sum.reflectance * over, in_even_light: sum.in_even_light * over, share: sum.share / whole }
    };
    (0..chart.columns * chart.rows).into_par_iter().with_min_len(chart.columns * 8).map(texel).collect()
}

/// The picture's colour at a point, linear, between its four pixels; `None` outside.
fn color_at(picture: &Pixmap, at: Vec2) -> Option<Vec3> {
    let [width, height] = picture.size();
    let inside = at.x >= 0.0 && at.y >= 0.0 && at.x < width as f32 && at.y < height as f32;
    if !inside {
        return None;
    }
    let at = (at - 0.5).clamp(Vec2::ZERO, Vec2::new(width as f32 - 1.0, height as f32 - 1.0));
    let (x, y, part) = (at.x as u32, at.y as u32, at.fract());
    let pixel = |x: u32, y: u32| {
        let [red, green, blue, _] = picture.pixel(x.min(width as u32 - 1), y.min(height as u32 - 1));
        Vec3::from_array(linear_from_rgb8([red, green, blue]))
    };
    let upper = pixel(x, y).lerp(pixel(x + 1, y), part.x);
    let lower = pixel(x, y + 1).lerp(pixel(x + 1, y + 1), part.x);
    Some(upper.lerp(lower, part.y))
}
