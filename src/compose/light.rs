//! The light on a face: how brightly and in what colour each part of the skin is lit, and what the skin's own albedo is.
//!
//! A picture alone cannot tell dark skin in bright light from pale skin in the dark. Two witnesses decide: the whites of the eyes, and
//! the brightest part of the frame. The albedo belongs to the person, so it is remembered for a track and only drifts slowly, while
//! the light itself is read afresh from every frame.

use std::sync::LazyLock;

use super::{facets::Surface, reference::Reference};
use crate::{
    face::{Face, Parsing},
    geometry::{
        Vec2, Vec3,
        canonical::{VERTEX_COUNT, canonical_face},
        is_inside,
        regions::{INNER_LIPS, LEFT_BROW, LEFT_EYE, OUTER_LIPS, RIGHT_BROW, RIGHT_EYE},
    },
    raster::{
        Pixmap,
        color::{LUMINANCE, linear_from_rgb8},
    },
};

/// Cells a side of the UV grid that the skin's light is smoothed on: about a thirtieth of the face.
const GRID: usize = 32;
/// Skin albedo (luminance) where the witnesses contradict each other: from deep to pale skin as pictures mostly show it.
const LIKELY_ALBEDO: (f32, f32) = (0.04, 0.60);
/// Skin albedo (luminance) where the witnesses agree: all of the Monk scale.
const ALBEDO: (f32, f32) = (0.015, 0.90);
/// Luminance of the whitest things in a frame (paper, paint, cloth), 0..=1.
const WHITE_ALBEDO: f32 = 0.9;
/// How far apart, in stops, two witnesses may be and still agree fully, and from where on they do not agree at all.
const AGREEMENT_STOPS: (f32, f32) = (0.2, 0.7);
/// Share of the witnessed tint that is believed when the witnesses contradict each other (or only one is there), and when they agree.
const TINT_BELIEVED: (f32, f32) = (0.35, 0.95);
/// Luminance of the white of an eye as pictures show it, shaded by lids and lashes, against a white sheet in its place.
const SCLERA_ALBEDO: f32 = 0.45;
/// Least and greatest luminance of lips over that of the skin around them: lips may be paler than a beard, or than deep skin.
const LIP_RATIO: (f32, f32) = (0.25, 2.5);
/// Skin albedo (luminance) down to which skin is pale to a shade that goes with it, and from where on it is as deep as any: between the
/// fifth and the sixth tone of the Monk scale, and about the eighth.
const DEPTH: (f32, f32) = (0.30, 0.06);
/// How far the person's remembered albedo and lip ratio move towards a new reading on each frame.
const DRIFT: f32 = 0.04;

/// What is remembered about a person between frames.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wearer {
    /// Luminance albedo of the skin, 0..=1.
    pub skin_albedo: f32,
    /// Luminance of the bare lips over that of the skin around them.
    pub lip_ratio: f32,
    /// Colour of the light, luminance 1.
    pub tint: Vec3,
}

/// Who tells what the light is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Witness {
    /// What the brightest parts of the frame show ([`frame_white`]).
    pub white: White,
    /// A card in the picture; it is believed before all others.
    pub card: Option<Reference>,
    /// What is known of the person from the frames before.
    pub known: Option<Wearer>,
}

/// The light on a face in one frame.
#[derive(Debug, Clone)]
pub(super) struct Light {
    /// What it falls on.
    pub surface: Surface,
    /// Lit skin colour at each vertex of the mesh: low-pass, linear.
    pub lit: Vec<Vec3>,
    /// Luminance of the bare lips around each vertex of the mesh over that of the skin that would be there: low-pass. Only what is
    /// brighter than that is shine.
    pub lips: Vec<f32>,
    /// Where the light comes from, for highlights: halfway between it and the view, unit length, mesh space (z away from the camera).
    pub halfway: Vec3,
    /// The person.
    pub wearer: Wearer,
}

/// Luminance of linear light.
#[inline]
pub(super) fn luminance(color: Vec3) -> f32 {
    color.dot(Vec3::from_array(LUMINANCE))
}

impl Light {
    /// Reads the light off a frame.
    pub(super) fn read(frame: &Pixmap, face: &Face, witness: Witness) -> Self {
        let Witness { white, card, known } = witness;
        let surface = Surface::of(face);
        let lit = lit_skin(frame, face.parsing.as_ref(), &surface);
        let mean = luminance(lit.iter().sum::<Vec3>() / VERTEX_COUNT as f32).max(1e-4);
        let sclera = sclera(frame, face);
        let (lip_ratio, lips) = bare_lips(frame, face.parsing.as_ref(), &surface, &lit);
        let seen = Wearer {
            skin_albedo: albedo(mean, white.luminance, sclera.map(luminance)),
            lip_ratio,
            tint: tint(sclera, white.color),
        };
        let wearer = match card {
            Some(Reference { white }) => {
                let key = luminance(white).max(1e-4);
                Wearer { skin_albedo: (mean / key).clamp(ALBEDO.0, ALBEDO.1), tint: white / key, ..seen }
            }
            None => known.map_or(seen, |known| known.towards(seen, DRIFT)),
        };
        let halfway = halfway(&surface, &lit, mean);
        Self { surface, lit, lips, halfway, wearer }
    }

    /// What a perfect white would send back on the face as a whole, linear.
    pub(super) fn at_white(&self) -> Vec3 {
        let mean = self.lit.iter().sum::<Vec3>() / self.lit.len().max(1) as f32;
        self.wearer.tint / self.wearer.skin_albedo * luminance(mean)
    }
}

/// How deep skin of a luminance albedo (0..=1) is, from 0 (pale) to 1, for shades that go with it ([`crate::look::Shade::on`]): even
/// steps of it are even steps in stops, which is about how they look.
pub fn skin_depth(albedo: f32) -> f32 {
    let (pale, deep) = DEPTH;
    ((albedo.max(1e-4) / pale).log2() / (deep / pale).log2()).clamp(0.0, 1.0)
}

/// How much two readings of one thing agree, 0..=1, by how many stops lie between them.
fn agreement(stops: f32) -> f32 {
    1.0 - ((stops.abs() - AGREEMENT_STOPS.0) / (AGREEMENT_STOPS.1 - AGREEMENT_STOPS.0)).clamp(0.0, 1.0)
}

/// The skin's luminance albedo, by its mean luminance in the frame and by what the frame's white and the whites of the eyes show there.
/// One witness alone is not believed beyond what is likely.
fn albedo(skin: f32, white: f32, sclera: Option<f32>) -> f32 {
    let by_frame = skin * WHITE_ALBEDO / white.max(0.05);
    let by_sclera = sclera.map_or(by_frame, |sclera| skin * SCLERA_ALBEDO / sclera.max(1e-3));
    let read = by_frame.powf(0.35) * by_sclera.powf(0.65);
    let trust = sclera.map_or(0.0, |_| agreement((by_frame / by_sclera).log2()));
    let (likely, possible) = (read.clamp(LIKELY_ALBEDO.0, LIKELY_ALBEDO.1), read.clamp(ALBEDO.0, ALBEDO.1));
    likely + (possible - likely) * trust
}

/// The colour of the light (luminance 1) by the whites of the eyes and the white of the frame. A single witness may be bloodshot, or a
/// coloured wall: it is held near white. Two that agree are believed.
fn tint(sclera: Option<Vec3>, white: Option<Vec3>) -> Vec3 {
    let chromaticity = |color: Vec3| {
        let color = (color / luminance(color).max(1e-3)).clamp(Vec3::splat(0.4), Vec3::splat(2.0));
        color / luminance(color)
    };
    let Some(eyes) = sclera.map(chromaticity) else { return Vec3::ONE };
    let Some(frame) = white.map(chromaticity) else { return near_white(eyes, TINT_BELIEVED.0) };
    let trust = agreement(Vec3::from_array((eyes / frame).to_array().map(f32::log2)).abs().max_element());
    let believed = TINT_BELIEVED.0 + (TINT_BELIEVED.1 - TINT_BELIEVED.0) * trust;
    near_white(eyes.lerp(frame, 0.5 * trust), believed)
}

fn near_white(color: Vec3, believed: f32) -> Vec3 {
    let limit = 0.3 + 0.3 * believed;
    let held = Vec3::ONE.lerp(color.clamp(Vec3::splat(1.0 - limit), Vec3::splat(1.0 + limit)), believed);
    held / luminance(held)
}

impl Wearer {
    pub(super) fn depth(&self) -> f32 {
        skin_depth(self.skin_albedo)
    }

    fn towards(self, seen: Self, share: f32) -> Self {
        Self {
            skin_albedo: self.skin_albedo + (seen.skin_albedo - self.skin_albedo) * share,
            lip_ratio: self.lip_ratio + (seen.lip_ratio - self.lip_ratio) * share,
            tint: self.tint + (seen.tint - self.tint) * share,
        }
    }
}

/// What the brightest parts of a frame show.
#[derive(Debug, Clone, Copy)]
pub(super) struct White {
    /// What a white thing about has.
    pub luminance: f32,
    /// Its colour, linear; `None` where it is too bright to have one.
    pub color: Option<Vec3>,
}

/// A value from which on a channel may be cut off, linear.
const BURNT_OUT: f32 = 0.97;

/// What one pixel in fifty of a frame exceeds; the colour is the mean of all that do.
pub(super) fn frame_white(frame: &Pixmap) -> White {
    let step = (frame.width() / 64).max(1) as usize;
    let mut values: Vec<(f32, Vec3)> = (0..frame.height())
        .step_by(step)
        .flat_map(|y| frame.row(y).iter().step_by(step))
        .map(|pixel| (luminance(linear(*pixel)), linear(*pixel)))
        .collect();
    if values.is_empty() {
        return White { luminance: 1.0, color: None };
    }
    let rank = values.len() * 49 / 50;
    let (_, &mut (brightness, _), above) = values.select_nth_unstable_by(rank, |a, b| a.0.total_cmp(&b.0));
    let color = above.iter().map(|(_, color)| *color).sum::<Vec3>() / above.len().max(1) as f32;
    let seen = !above.is_empty() && color.max_element() < BURNT_OUT && brightness > 0.05;
    White { luminance: brightness, color: seen.then_some(color) }
}

fn linear(pixel: [u8; 4]) -> Vec3 {
    Vec3::from_array(linear_from_rgb8([pixel[0], pixel[1], pixel[2]]))
}

fn pixel_at(frame: &Pixmap, at: Vec2) -> Option<Vec3> {
    let inside = at.x >= 0.0 && at.y >= 0.0 && at.x < frame.width() as f32 && at.y < frame.height() as f32;
    inside.then(|| linear(frame.pixel(at.x as u32, at.y as u32)))
}

/// For each triangle: is it plain skin (no eye, brow, lip or nostril)?
static PLAIN_SKIN: LazyLock<Vec<bool>> = LazyLock::new(|| {
    let nostrils =
        [98, 97, 2, 326, 327, 64, 294, 240, 460, 75, 305, 60, 290, 20, 250, 238, 458, 79, 309, 166, 392, 59, 289];
    let rings = [&LEFT_EYE[..], &RIGHT_EYE, &LEFT_BROW, &RIGHT_BROW, &OUTER_LIPS, &INNER_LIPS, &nostrils];
    let special = |vertex: u16| rings.iter().any(|ring| ring.contains(&usize::from(vertex))) || inside_lips(vertex);
    canonical_face().triangles.iter().map(|triangle| !triangle.iter().any(|&vertex| special(vertex))).collect()
});

/// For each triangle: does it lie on the lips (and not in the mouth's opening)?
static LIPS: LazyLock<Vec<bool>> = LazyLock::new(|| {
    canonical_face()
        .triangles
        .iter()
        .map(|triangle| {
            let on = |v: &u16| inside_lips(*v) || OUTER_LIPS.contains(&usize::from(*v));
            triangle.iter().all(on) && !triangle.iter().all(|v| INNER_LIPS.contains(&usize::from(*v)))
        })
        .collect()
});

/// Whether a vertex lies within the outer border of the lips, by the polygon in the UV plane.
fn inside_lips(vertex: u16) -> bool {
    let uv = &canonical_face().uv;
    let p = uv[usize::from(vertex)];
    let ring = OUTER_LIPS.map(|v| uv[v]);
    is_inside(&ring, p)
}

/// Corners' weights of the points at which each triangle is read.
const SAMPLES: [[f32; 3]; 4] = [
    [1.0 / 3.0; 3],
    [2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0],
    [1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0],
    [1.0 / 6.0, 1.0 / 6.0, 2.0 / 3.0],
];

/// Reads the frame at points of the triangles that are `wanted` and in view: UV position and colour.
/// Where something is in front of the face, there is nothing to be read.
fn samples(frame: &Pixmap, parsing: Option<&Parsing>, surface: &Surface, wanted: &[bool]) -> Vec<(Vec2, Vec3)> {
    let in_front = parsing.map(|parsing| (parsing, parsing.cells_from_frame()));
    let bare = |at: Vec2| in_front.is_none_or(|(parsing, cells)| !parsing.is_in_front(cells.transform_point2(at)));
    let face = canonical_face();
    let mut found = Vec::with_capacity(4 * wanted.len());
    for (index, triangle) in face.triangles.iter().enumerate() {
        if !wanted[index] || !surface.front[index] {
            continue;
        }
        let [a, b, c] = triangle.map(usize::from);
        for [wa, wb, wc] in SAMPLES {
            let at = (surface.points[a] * wa + surface.points[b] * wb + surface.points[c] * wc).truncate();
            if let Some(color) = pixel_at(frame, at).filter(|_| bare(at)) {
                found.push((face.uv[a] * wa + face.uv[b] * wb + face.uv[c] * wc, color));
            }
        }
    }
    found
}

fn median(mut values: Vec<f32>) -> Option<f32> {
    let middle = values.len() / 2;
    (!values.is_empty()).then(|| *values.select_nth_unstable_by(middle, f32::total_cmp).1)
}

/// Low-pass colour of the lit skin at each vertex, as if brows, eyes and lips were not there.
fn lit_skin(frame: &Pixmap, parsing: Option<&Parsing>, surface: &Surface) -> Vec<Vec3> {
    let samples = samples(frame, parsing, surface, &PLAIN_SKIN);
    let Some(usual) = median(samples.iter().map(|(_, color)| luminance(*color)).collect()) else {
        return vec![Vec3::splat(0.2); VERTEX_COUNT];
    };
    let mut near = Grid::default();
    for (uv, color) in samples {
        // Hair, glasses and glare stand out from the skin by more than light does; they hardly count.
        let stops = ((luminance(color) + 1e-4) / (usual + 1e-4)).log2() / 1.4;
        near.add(uv, by_brightness(color), 1.0 / (1.0 + stops.powi(4)));
    }
    let near = near.blurred(2);
    let far = near.blurred(6);
    canonical_face().uv.iter().map(|&uv| from_brightness(near.at(uv, &far))).collect()
}

/// A colour as red over luminance, luminance, and blue over luminance. Means of these count each sample's hue alike; a mean of linear
/// light is ruled by the brightest samples, whose shine is greyer than the skin.
fn by_brightness(color: Vec3) -> Vec3 {
    let brightness = luminance(color).max(1e-3);
    Vec3::new(color.x / brightness, brightness, color.z / brightness)
}

fn from_brightness(mean: Vec3) -> Vec3 {
    let green = (1.0 - LUMINANCE[0] * mean.x - LUMINANCE[2] * mean.z) / LUMINANCE[1];
    Vec3::new(mean.x, green.max(0.0), mean.z) * mean.y
}

/// Weighted colours over the UV plane.
#[derive(Clone)]
struct Grid(Vec<[f32; 4]>);

impl Default for Grid {
    fn default() -> Self {
        Self(vec![[0.0; 4]; GRID * GRID])
    }
}

impl Grid {
    fn corners(uv: Vec2) -> [(usize, f32); 4] {
        let at = (uv * GRID as f32 - 0.5).clamp(Vec2::ZERO, Vec2::splat(GRID as f32 - 1.001));
        let (x, y, part) = (at.x as usize, at.y as usize, at.fract());
        let index = y * GRID + x;
        [
            (index, (1.0 - part.x) * (1.0 - part.y)),
            (index + 1, part.x * (1.0 - part.y)),
            (index + GRID, (1.0 - part.x) * part.y),
            (index + GRID + 1, part.x * part.y),
        ]
    }

    fn add(&mut self, uv: Vec2, color: Vec3, weight: f32) {
        for (index, share) in Self::corners(uv) {
            let w = weight * share;
            let cell = &mut self.0[index];
            *cell = [cell[0] + color.x * w, cell[1] + color.y * w, cell[2] + color.z * w, cell[3] + w];
        }
    }

    /// Spread by a triangle-shaped kernel of the given reach in cells.
    fn blurred(&self, reach: usize) -> Self {
        let along = |source: &[[f32; 4]], stride: usize, across: usize| {
            let mut spread = vec![[0.0f32; 4]; GRID * GRID];
            for line in 0..GRID {
                for i in 0..GRID {
                    let cell = &mut spread[line * across + i * stride];
                    for j in i.saturating_sub(reach)..(i + reach + 1).min(GRID) {
                        let weight = (reach + 1 - i.abs_diff(j)) as f32;
                        let from = source[line * across + j * stride];
                        (0..4).for_each(|c| cell[c] += from[c] * weight);
                    }
                }
            }
            spread
        };
        Self(along(&along(&self.0, 1, GRID), GRID, 1))
    }

    fn sum(&self, uv: Vec2) -> [f32; 4] {
        let mut sum = [0.0; 4];
        for (index, share) in Self::corners(uv) {
            (0..4).for_each(|c| sum[c] += self.0[index][c] * share);
        }
        sum
    }

    /// The mean colour; where this grid has next to nothing, `far` fills in.
    fn at(&self, uv: Vec2, far: &Self) -> Vec3 {
        let (near, far) = (self.sum(uv), far.sum(uv));
        let mixed: [f32; 4] = std::array::from_fn(|c| near[c] + 1e-4 * far[c]);
        Vec3::new(mixed[0], mixed[1], mixed[2]) / mixed[3].max(1e-9)
    }
}

/// Luminance of the lips over that of the skin that would be there: of the lips as a whole (median), and around each vertex.
fn bare_lips(frame: &Pixmap, parsing: Option<&Parsing>, surface: &Surface, lit: &[Vec3]) -> (f32, Vec<f32>) {
    let around = OUTER_LIPS.iter().map(|&vertex| luminance(lit[vertex])).sum::<f32>() / OUTER_LIPS.len() as f32;
    let samples = samples(frame, parsing, surface, &LIPS);
    let ratios = samples.iter().map(|(uv, color)| (*uv, luminance(*color) / around.max(1e-4)));
    let Some(whole) = median(ratios.clone().map(|(_, ratio)| ratio).collect()) else {
        return (0.6, vec![0.6; VERTEX_COUNT]);
    };
    let mut all = Grid::default();
    ratios.clone().for_each(|(uv, ratio)| all.add(uv, Vec3::splat(ratio), 1.0));
    let (all, far) = (all.blurred(1), all.blurred(6));
    let mut near = Grid::default();
    for (uv, ratio) in ratios {
        // Shine stands out from the lip around it; it hardly counts. (Not from the lips as a whole: one may be far paler.)
        let stops = ((ratio + 1e-3) / (all.at(uv, &far).x + 1e-3)).log2().max(0.0);
        near.add(uv, Vec3::new(ratio * ratio, ratio, 0.0), 1.0 / (1.0 + stops.powi(4)));
    }
    let (near, far) = (near.blurred(1), near.blurred(6));
    // The contraharmonic mean: where a pale lip meets a dark one it is nearly the pale one's, which is not to be taken for shine.
    let local = canonical_face().uv.iter().map(|&uv| {
        let mean = near.at(uv, &far);
        (mean.x / mean.y.max(1e-4)).clamp(LIP_RATIO.0, LIP_RATIO.1)
    });
    (whole.clamp(LIP_RATIO.0, LIP_RATIO.1), local.collect())
}

/// Landmarks of upper and lower lid that stand over one another, with the iris' centre and border, for each eye.
const EYES: [([(usize, usize); 7], usize, usize); 2] = [
    ([(246, 7), (161, 163), (160, 144), (159, 145), (158, 153), (157, 154), (173, 155)], 468, 469),
    ([(466, 249), (388, 390), (387, 373), (386, 374), (385, 380), (384, 381), (398, 382)], 473, 474),
];

/// Colour of the whites of the eyes, linear, where enough of them is seen.
fn sclera(frame: &Pixmap, face: &Face) -> Option<Vec3> {
    let mut found: Vec<(f32, Vec3)> = Vec::new();
    for (lids, iris, border) in EYES {
        let point = |index: usize| face.landmarks[index].truncate();
        let (centre, radius) = (point(iris), point(iris).distance(point(border)));
        for (upper, lower) in lids {
            for share in [0.35, 0.5, 0.65] {
                let at = point(upper).lerp(point(lower), share);
                let open = point(upper).distance(point(lower)) > 0.35 * radius;
                if let Some(color) = pixel_at(frame, at).filter(|_| open && at.distance(centre) > 1.15 * radius) {
                    found.push((luminance(color), color));
                }
            }
        }
    }
    if found.len() < 8 {
        return None;
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    Some(found[found.len() * 3 / 4].1)
}

/// Fits how the light grows along the surface's normals, and takes the key light to come from there and from above.
fn halfway(surface: &Surface, lit: &[Vec3], mean: f32) -> Vec3 {
    let (mut slope, mut spread) = (Vec2::ZERO, Vec2::splat(1e-3));
    for (normal, lit) in surface.normals.iter().zip(lit) {
        let across = normal.truncate();
        slope += across * (luminance(*lit) / mean - 1.0);
        spread += across * across;
    }
    let side = (slope / spread).clamp(Vec2::splat(-0.8), Vec2::splat(0.8)) + Vec2::new(0.0, -0.35);
    let toward_light = side.extend(-1.0).normalize();
    (toward_light + Vec3::NEG_Z).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_skin_and_lips_are_apart_and_both_there() {
        let count = |set: &[bool]| set.iter().filter(|&&in_it| in_it).count();
        assert!(count(&PLAIN_SKIN) > 300, "{}", count(&PLAIN_SKIN));
        assert!((60..200).contains(&count(&LIPS)), "{}", count(&LIPS));
        assert!(PLAIN_SKIN.iter().zip(LIPS.iter()).all(|(&skin, &lips)| !(skin && lips)));
    }

    #[test]
    fn a_grid_gives_back_what_fills_it_and_spreads_into_holes() {
        let mut grid = Grid::default();
        for i in 0..200 {
            grid.add(Vec2::new(0.2 + 0.001 * i as f32, 0.4), Vec3::new(0.5, 0.3, 0.2), 1.0);
        }
        let (near, far) = (grid.blurred(2), grid.blurred(30));
        for at in [Vec2::new(0.3, 0.4), Vec2::new(0.9, 0.9)] {
            assert!(near.at(at, &far).distance(Vec3::new(0.5, 0.3, 0.2)) < 1e-3, "{at}");
        }
    }

    #[test]
    fn white_is_the_bright_end_of_a_frame() {
        let mut frame = Pixmap::new(120, 120);
        frame.pixels_mut()[..120 * 12].fill([255; 4]);
        assert!((frame_white(&frame).luminance - 1.0).abs() < 1e-3);
        assert!(frame_white(&frame).color.is_none(), "burnt out");
        assert!(frame_white(&Pixmap::new(120, 120)).luminance < 1e-6);
    }

    #[test]
    fn a_mean_by_brightness_keeps_a_colour() {
        let color = Vec3::new(0.4, 0.2, 0.1);
        assert!(from_brightness(by_brightness(color)).distance(color) < 1e-5);
    }

    #[test]
    fn the_depth_of_skin_goes_from_pale_to_deep_in_even_stops() {
        assert_eq!([0.9, 0.30, 0.06, 0.0].map(skin_depth), [0.0, 0.0, 1.0, 1.0]);
        let middle = (0.30f32 * 0.06).sqrt();
        assert!((skin_depth(middle) - 0.5).abs() < 1e-4);
    }

    #[test]
    fn two_witnesses_are_believed_and_one_is_not() {
        let lamp = Vec3::new(1.25, 0.97, 0.6);
        let lamp = lamp / luminance(lamp);
        assert!(tint(Some(lamp * 0.4), Some(lamp * 0.8)).distance(lamp) < 0.06);
        assert!(tint(Some(lamp * 0.4), None).distance(Vec3::ONE) < 0.25);
        assert!(tint(Some(lamp * 0.4), Some(Vec3::ONE)).distance(Vec3::ONE) < 0.25);
        // Skin as pale as paper, where both say so; and where only the frame does.
        assert!((albedo(0.8, 0.9, Some(0.45)) - 0.8).abs() < 1e-3);
        assert!(albedo(0.8, 0.9, None) <= LIKELY_ALBEDO.1);
    }
}
