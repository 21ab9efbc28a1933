//! The skin of a face laid out flat, with the regions that are read.

use std::sync::LazyLock;

use crate::{
    compose::Lighting,
    face::Face,
    geometry::{
        Vec2, Vec3,
        canonical::canonical_face,
        is_inside,
        regions::{LEFT_UNDER_EYE, RIGHT_UNDER_EYE},
    },
    raster::{Pixmap, difference::Lab, guided::box_mean},
    transfer::{UnwrappedPlane, charts::PLANE},
};

/// Share of a texel that must be seen for it to be read.
const SEEN: f32 = 0.9;
/// Distance from what is not skin that is kept, texels: about a millimetre and a half.
const KEEP_AWAY: usize = 4;

/// A part of the skin that is read. Beards grow on none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// Between hairline and brows.
    Forehead,
    /// Bridge and tip.
    Nose,
    /// Upper cheek on the picture's left.
    LeftCheek,
    /// Upper cheek on the picture's right.
    RightCheek,
    /// From the lower lid to the edge of the bone, on the picture's left.
    LeftUnderEye,
    /// The same on the picture's right.
    RightUnderEye,
}

impl Region {
    /// All regions.
    pub const ALL: [Self; 6] =
        [Self::Forehead, Self::Nose, Self::LeftCheek, Self::RightCheek, Self::LeftUnderEye, Self::RightUnderEye];
    /// Where skin tells its own colour: neither shaded by the brows nor where blood and shadow show most.
    pub const PLAIN: [Self; 3] = [Self::Forehead, Self::LeftCheek, Self::RightCheek];

    /// Vertices of its border, as a closed ring.
    fn ring(self) -> &'static [usize] {
        match self {
            Self::Forehead => &[104, 67, 109, 10, 338, 297, 333, 334, 296, 336, 9, 107, 66, 105],
            Self::Nose => &[6, 196, 236, 134, 220, 1, 440, 363, 456, 419],
            Self::LeftCheek => &[116, 117, 118, 119, 100, 142, 36, 205, 123],
            Self::RightCheek => &[345, 346, 347, 348, 329, 371, 266, 425, 352],
            Self::LeftUnderEye => &LEFT_UNDER_EYE,
            Self::RightUnderEye => &RIGHT_UNDER_EYE,
        }
    }
}

/// The region of each texel of the plane, row by row.
pub fn regions() -> &'static [Option<Region>] {
    static REGIONS: LazyLock<Vec<Option<Region>>> = LazyLock::new(|| {
        let uv = &canonical_face().uv;
        let rings = Region::ALL.map(|region| (region, region.ring().iter().map(|&v| uv[v]).collect::<Vec<Vec2>>()));
        let region = |index: usize| {
            let at = (Vec2::new((index % PLANE) as f32, (index / PLANE) as f32) + 0.5) / PLANE as f32;
            rings.iter().find(|(_, ring)| is_inside(ring, at)).map(|(region, _)| *region)
        };
        (0..PLANE * PLANE).map(region).collect()
    });
    &REGIONS
}

/// The skin of a face, [`PLANE`] texels a side.
#[derive(Debug, Clone)]
pub struct Flat {
    /// What each texel reflects, linear, with the light's fall-off over the face taken out.
    pub reflectance: Vec<Vec3>,
    /// The same with shading left in.
    pub in_even_light: Vec<Vec3>,
    /// Colour of white on the face as a whole, linear.
    pub light: Vec3,
    /// 1 where bare skin is seen within a region, 0 elsewhere.
    pub skin: Vec<f32>,
}

impl Flat {
    /// Reads the skin off a picture.
    pub fn of(picture: &Pixmap, face: &Face, lighting: &Lighting) -> Self {
        let plane = UnwrappedPlane::of_skin(picture, face, lighting);
        // Lashes, hairs and edges of glasses reach further than the parser's cells: what is near them is not read either.
        let bare: Vec<f32> = plane.texels.iter().map(|seen| if seen.share >= SEEN { 1.0 } else { 0.0 }).collect();
        let well_within = box_mean(&bare, PLANE, KEEP_AWAY);
        let seen = well_within.iter().zip(regions());
        Self {
            skin: seen.map(|(bare, region)| if *bare > 0.999 && region.is_some() { 1.0 } else { 0.0 }).collect(),
            light: lighting.mean,
            reflectance: plane.texels.iter().map(|seen| seen.reflectance).collect(),
            in_even_light: plane.texels.iter().map(|seen| seen.in_even_light).collect(),
        }
    }

    /// Texels of some regions where skin is seen.
    pub fn texels(&self, wanted: &[Region]) -> Vec<usize> {
        let here = |index: &usize| self.skin[*index] > 0.0 && regions()[*index].is_some_and(|r| wanted.contains(&r));
        (0..PLANE * PLANE).filter(here).collect()
    }

    /// How much of a region is seen, 0..=1.
    pub fn seen(&self, region: Region) -> f32 {
        let all = regions().iter().filter(|here| **here == Some(region)).count();
        self.texels(&[region]).len() as f32 / all.max(1) as f32
    }

    /// Lightness of each texel (CIE L*), shading left in or taken out.
    pub fn lightness(colors: &[Vec3]) -> Vec<f32> {
        colors.iter().map(|color| Lab::from_linear(color.to_array()).0[0] as f32).collect()
    }

    /// Mean of the skin within a triangle-shaped reach of each texel; 0 where there is none. What is not skin does not count.
    pub fn smoothed(&self, values: &[f32], radius: usize) -> Vec<f32> {
        smoothed(values, &self.skin, radius)
    }
}

/// As [`Flat::smoothed`], with weights of one's own.
pub(super) fn smoothed(values: &[f32], weights: &[f32], radius: usize) -> Vec<f32> {
    let once = |values: &[f32]| box_mean(values, PLANE, radius);
    let masked: Vec<f32> = values.iter().zip(weights).map(|(value, weight)| value * weight).collect();
    let (sum, weight) = (once(&once(&masked)), once(&once(weights)));
    sum.iter().zip(weight).map(|(sum, weight)| if weight > 1e-4 { sum / weight } else { 0.0 }).collect()
}
