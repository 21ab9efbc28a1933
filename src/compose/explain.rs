//! What the program sees, laid over the picture: the parser's parts in colours that fade with doubt, and the mesh's outlines.

use wide::f32x4;

use super::rows::for_each_row;
use crate::{
    face::{Face, Parsing, Part},
    geometry::{
        Affine2, Rect, Vec2,
        regions::{INNER_LIPS, LEFT_BROW, LEFT_EYE, OUTER_LIPS, RIGHT_BROW, RIGHT_EYE},
    },
    raster::{Pixmap, cells::Corners},
};

/// Share of a cell (of 255) at which its likeliest part begins to show, and from which on it shows in full.
const DOUBT: (f32, f32) = (64.0, 247.0);
/// Cells at a square's border over which the colours fade away.
const FADE: f32 = 1.5;
/// Cells that a part takes up at least to be called present: fewer are a stray guess.
const FEWEST_CELLS: usize = 4;

/// A part that is seen around a face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Which.
    pub part: Part,
    /// Mean share that it has of the cells where it is the likeliest, 0..=1.
    pub confidence: f32,
}

/// The colour that stands for a part, sRGB.
pub fn color(part: Part) -> [u8; 3] {
    match part {
        Part::Background => [38, 44, 62],
        Part::Skin => [255, 200, 87],
        Part::Brows => [170, 235, 40],
        Part::Eyes => [0, 214, 255],
        Part::UpperLip => [222, 20, 60],
        Part::LowerLip => [255, 128, 178],
        Part::InnerMouth => [84, 50, 200],
        Part::Hair => [32, 122, 250],
        Part::Ears => [255, 112, 16],
        Part::Neck => [0, 168, 120],
        Part::Glasses => [236, 240, 255],
        Part::Other => [214, 60, 228],
    }
}

/// How much of the picture the colour of a part hides where the parser is certain, 0..=1. Of skin there is most, and it is what one
/// looks at: it stays the clearest.
fn strength(part: Part) -> f32 {
    match part {
        Part::Skin => 0.2,
        Part::Background => 0.42,
        Part::Neck | Part::Ears => 0.44,
        Part::Eyes | Part::Glasses => 0.5,
        _ => 0.58,
    }
}

/// Lays the parts around every face over a picture. Nothing outside the squares that were parsed is changed, nor is alpha.
///
/// Faces are in pixels of the picture. Where a face has surroundings, they show outside its near square.
pub fn overlay(picture: &mut Pixmap, faces: &[Face]) {
    for face in faces {
        let Some(parsing) = &face.parsing else { continue };
        let near = Tints::of(parsing, face.presence);
        let wide = face.surroundings.as_ref().map(|wide| Tints::of(wide, face.presence));
        let Some(bounds) = bounds(face.surroundings.iter().chain([parsing])) else { continue };
        for_each_row(picture, bounds, |y, left, row| {
            for (x, pixel) in (left..).zip(row) {
                let point = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
                let (mut tint, inside) = near.at(point);
                if let Some(wide) = wide.as_ref().filter(|_| inside < 1.0) {
                    tint += wide.at(point).0 * (1.0 - inside);
                }
                lay_over(pixel, tint);
            }
        });
    }
}

/// What is laid over one square of the picture: small, to be drawn large.
#[derive(Debug, Clone)]
pub struct Veil {
    /// One pixel a cell; red, green and blue are multiplied with alpha.
    pub cells: Pixmap,
    /// Where the corners of `cells` (upper left, upper right, lower right, lower left) lie in the picture, pixels.
    pub corners: [Vec2; 4],
}

/// The veils that a screen draws over a picture to show what [`overlay`] shows, the lowest first: for each face that of its surroundings,
/// without what lies close around it, and that one.
pub fn veils(faces: &[Face]) -> Vec<Veil> {
    let of_face = |face: &Face| {
        let near = face.parsing.as_ref().map(|parsing| Tints::of(parsing, face.presence));
        let wide = face.surroundings.as_ref().map(|wide| Tints::of(wide, face.presence));
        let wide = wide.map(|wide| wide.veil(near.as_ref()));
        wide.into_iter().chain(near.map(|near| near.veil(None))).collect::<Vec<_>>()
    };
    faces.iter().flat_map(of_face).collect()
}

/// The parts close around a face, in the order of [`Part::ALL`]; none where it has not been parsed.
pub fn legend(face: &Face) -> Vec<Entry> {
    let mut sums = [(0usize, 0.0f32); Part::ALL.len()];
    for (part, share) in face.parsing.iter().flat_map(likeliest) {
        let (cells, sum) = &mut sums[part as usize];
        *cells += 1;
        *sum += f32::from(share) / 255.0;
    }
    let present = Part::ALL.into_iter().zip(sums).filter(|(_, (cells, _))| *cells >= FEWEST_CELLS);
    present.map(|(part, (cells, sum))| Entry { part, confidence: sum / cells as f32 }).collect()
}

/// What the mesh takes for the edges of eyes, brows and lips: closed rings of points, frame pixels.
pub fn outlines(face: &Face) -> Vec<Vec<Vec2>> {
    let rings: [&[usize]; 6] = [&LEFT_EYE, &RIGHT_EYE, &LEFT_BROW, &RIGHT_BROW, &OUTER_LIPS, &INNER_LIPS];
    rings.iter().map(|ring| ring.iter().map(|&point| face.landmarks[point].truncate()).collect()).collect()
}

/// The likeliest part of each cell, and its share of 255; row by row.
fn likeliest(parsing: &Parsing) -> Vec<(Part, u8)> {
    let mut cells = vec![(Part::Background, 0); parsing.size * parsing.size];
    for part in Part::ALL {
        for (cell, &share) in cells.iter_mut().zip(parsing.plane(part)) {
            if share > cell.1 {
                *cell = (part, share);
            }
        }
    }
    cells
}

/// The box around squares, frame pixels; `None` for none.
fn bounds<'a>(squares: impl Iterator<Item = &'a Parsing>) -> Option<Rect> {
    let corners = [Vec2::ZERO, Vec2::X, Vec2::Y, Vec2::ONE];
    Rect::around(squares.flat_map(|parsing| {
        let frame_from_unit = parsing.square.frame_from_unit();
        corners.map(|corner| frame_from_unit.transform_point2(corner))
    }))
}

/// What is laid over each cell of one square.
struct Tints {
    /// Red, green, blue (0..=255) times opacity, and opacity (0..=1): only such colours can be blended with one another.
    cells: Vec<f32x4>,
    size: usize,
    cells_from_frame: Affine2,
}

impl Tints {
    /// `presence` 0..=1.
    fn of(parsing: &Parsing, presence: f32) -> Self {
        let tint = |(part, share)| tint(part, share) * presence;
        let cells = likeliest(parsing).into_iter().map(tint).collect();
        Self { cells, size: parsing.size, cells_from_frame: parsing.cells_from_frame() }
    }

    /// The cells as pixels, but for those inside `hole`.
    fn veil(&self, hole: Option<&Self>) -> Veil {
        let frame_from_cells = self.cells_from_frame.inverse();
        let mut cells = Pixmap::new(self.size as u32, self.size as u32);
        for (index, (pixel, tint)) in cells.pixels_mut().iter_mut().zip(&self.cells).enumerate() {
            let cell = Vec2::new((index % self.size) as f32, (index / self.size) as f32);
            let covered = hole.map_or(0.0, |hole| hole.at(frame_from_cells.transform_point2(cell)).1);
            let border = cell.min(Vec2::splat(self.size as f32 - 1.0) - cell).min_element();
            let [red, green, blue, opacity] = (*tint * ((border / FADE).min(1.0) * (1.0 - covered))).to_array();
            *pixel = [red, green, blue, 255.0 * opacity].map(|value| (value + 0.5) as u8);
        }
        // The first cell's centre is (0, 0).
        let (low, high) = (-0.5, self.size as f32 - 0.5);
        let corners = [(low, low), (high, low), (high, high), (low, high)];
        let corners = corners.map(|(x, y)| frame_from_cells.transform_point2(Vec2::new(x, y)));
        Veil { cells, corners }
    }

    /// The tint at a point of the frame, and how far inside the square that is: 1 inside, 0 at its border and beyond.
    #[inline(always)]
    fn at(&self, point: Vec2) -> (f32x4, f32) {
        let cell = self.cells_from_frame.transform_point2(point);
        let end = self.size as f32 - 1.001;
        let border = cell.min(Vec2::splat(end) - cell).min_element();
        if border.is_nan() || border <= 0.0 {
            return (f32x4::ZERO, 0.0);
        }
        let Corners { indices, weights } = Corners::around(cell, self.size);
        let tint =
            indices.iter().zip(weights).fold(f32x4::ZERO, |sum, (&index, weight)| sum + self.cells[index] * weight);
        let inside = (border / FADE).min(1.0);
        (tint * inside, inside)
    }
}

/// A part's colour, as opaque as the parser is sure of it.
fn tint(part: Part, share: u8) -> f32x4 {
    let sure = ((f32::from(share) - DOUBT.0) / (DOUBT.1 - DOUBT.0)).clamp(0.0, 1.0);
    let [red, green, blue] = color(part).map(f32::from);
    f32x4::new([red, green, blue, 1.0]) * (strength(part) * sure)
}

#[inline(always)]
fn lay_over(pixel: &mut [u8; 4], tint: f32x4) {
    let [red, green, blue, opacity] = tint.to_array();
    for (channel, over) in pixel.iter_mut().zip([red, green, blue]) {
        *channel = (f32::from(*channel) * (1.0 - opacity) + over + 0.5) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        face::FaceTracker,
        raster::{
            codec,
            color::linear_from_rgb8,
            difference::{Lab, ciede2000},
        },
        resources::Resources,
    };

    /// The sample portrait and the face in it.
    fn portrait() -> (Pixmap, Face) {
        let resources = Resources::locate().unwrap();
        let picture = codec::load(&resources.asset("demo/portrait.png")).unwrap();
        let face = FaceTracker::new(&resources).unwrap().find(&picture).unwrap().remove(0);
        (picture, face)
    }

    fn changed(before: &Pixmap, after: &Pixmap) -> Vec<Vec2> {
        let width = before.width() as usize;
        let pairs =
            before.pixels().iter().zip(after.pixels()).enumerate().filter(|(_, (before, after))| before != after);
        pairs.map(|(i, _)| Vec2::new((i % width) as f32 + 0.5, (i / width) as f32 + 0.5)).collect()
    }

    fn is_inside(parsing: &Parsing, point: Vec2) -> bool {
        let unit = parsing.square.frame_from_unit().inverse().transform_point2(point);
        unit.min_element() >= 0.0 && unit.max_element() <= 1.0
    }

    #[test]
    fn veils_show_what_is_laid_over_a_picture() {
        let (_, face) = portrait();
        let grey = [120, 120, 120, 255];
        let mut picture = Pixmap::new(512, 512);
        picture.pixels_mut().fill(grey);
        overlay(&mut picture, std::slice::from_ref(&face));
        let veils = veils(&[face]);
        assert_eq!(veils.len(), 1);
        let Veil { cells, corners } = &veils[0];
        let size = cells.width() as f32;
        let (mut seen, mut off) = (0, 0);
        for y in (4..cells.height() - 4).step_by(3) {
            for x in (4..cells.width() - 4).step_by(3) {
                let share = Vec2::new(x as f32 + 0.5, y as f32 + 0.5) / size;
                let at = corners[0] + (corners[1] - corners[0]) * share.x + (corners[3] - corners[0]) * share.y;
                if at.min_element() < 0.0 || at.max_element() >= 512.0 {
                    continue;
                }
                let [red, green, blue, alpha] = cells.pixel(x, y).map(f32::from);
                let laid = [red, green, blue].map(|over| 120.0 * (1.0 - alpha / 255.0) + over);
                let shown = picture.pixel(at.x as u32, at.y as u32);
                seen += 1;
                // A pixel's centre is up to half a pixel away, which at an edge between parts is another colour.
                off += usize::from((0..3).any(|c| (laid[c] - f32::from(shown[c])).abs() > 12.0));
            }
        }
        assert!(seen > 800 && off < seen / 12, "{off} of {seen} are shown otherwise");
    }

    #[test]
    fn no_two_parts_can_be_taken_for_each_other() {
        let lab = |part| Lab::from_linear(linear_from_rgb8(color(part)));
        for (i, one) in Part::ALL.into_iter().enumerate() {
            for &other in &Part::ALL[i + 1..] {
                let difference = ciede2000(lab(one), lab(other));
                assert!(difference > 20.0, "{one:?} and {other:?} are {difference:.1} apart");
            }
        }
    }

    #[test]
    fn doubt_fades_and_skin_stays_readable() {
        let opacity = |part: Part, share: u8| tint(part, share).to_array()[3];
        for part in Part::ALL {
            assert!((0..=255).map(|share| opacity(part, share)).is_sorted());
            assert!(opacity(part, 128) < 0.5 * opacity(part, 255) && opacity(part, 22) == 0.0);
            assert!(part == Part::Skin || opacity(part, 255) > opacity(Part::Skin, 255));
        }
        assert!(opacity(Part::Skin, 255) < 0.3);
    }

    #[test]
    fn only_the_near_square_is_coloured_and_each_part_in_its_colour() {
        let (picture, face) = portrait();
        let mut explained = picture.clone();
        overlay(&mut explained, std::slice::from_ref(&face));
        let parsing = face.parsing.as_ref().unwrap();
        let changed = changed(&picture, &explained);
        assert!(!changed.is_empty() && changed.iter().all(|&point| is_inside(parsing, point)));
        assert!(explained.pixels().iter().all(|pixel| pixel[3] == 255));
        let frame_from_cells = parsing.cells_from_frame().inverse();
        for part in [Part::Skin, Part::Brows, Part::Eyes, Part::LowerLip] {
            let (surest, _) = parsing.plane(part).iter().enumerate().max_by_key(|(_, share)| **share).unwrap();
            let cell = Vec2::new((surest % parsing.size) as f32, (surest / parsing.size) as f32);
            let point = frame_from_cells.transform_point2(cell);
            let away = |picture: &Pixmap| -> i32 {
                let pixel = picture.pixel(point.x as u32, point.y as u32);
                color(part).iter().zip(pixel).map(|(&a, b)| (i32::from(a) - i32::from(b)).abs()).sum()
            };
            assert!(away(&explained) < away(&picture), "{part:?}");
        }
    }

    #[test]
    fn surroundings_show_around_the_near_square() {
        let (picture, mut face) = portrait();
        let near = face.parsing.clone().unwrap();
        let center = near.square.center;
        face.surroundings = Some(near.moved(center - center / 1.5, 1.5));
        let mut explained = picture.clone();
        overlay(&mut explained, std::slice::from_ref(&face));
        let changed = changed(&picture, &explained);
        let wide = face.surroundings.as_ref().unwrap();
        assert!(changed.iter().all(|&point| is_inside(wide, point)));
        assert!(changed.iter().any(|&point| !is_inside(&near, point)));
    }

    #[test]
    fn several_faces_and_odd_ones_are_drawn() {
        let (picture, face) = portrait();
        let beside = Face { track: 2, ..face.moved(Vec2::new(-40.0, -30.0), 0.5) };
        let of = |faces: &[Face]| {
            let mut explained = picture.clone();
            overlay(&mut explained, faces);
            explained
        };
        assert!(of(&[face.clone(), beside.clone()]) != of(std::slice::from_ref(&face)));
        assert!(of(&[Face { presence: 0.0, ..face.clone() }]) == picture, "a face that is gone leaves nothing");
        assert!(of(&[Face { parsing: None, ..face.clone() }]) == picture);
        assert!(of(&[face.moved(Vec2::splat(f32::NAN), 1.0)]) == picture);
        assert!(of(&[face.moved(Vec2::splat(9e6), 1.0)]) == picture);
        overlay(&mut Pixmap::new(0, 0), &[face]);
    }

    #[test]
    fn the_legend_names_what_is_there_and_how_sure_that_is() {
        let (_, face) = portrait();
        let entries = legend(&face);
        let sure = |part: Part| entries.iter().find(|entry| entry.part == part).map(|entry| entry.confidence);
        for part in [Part::Skin, Part::Brows, Part::Eyes, Part::UpperLip, Part::LowerLip, Part::Hair] {
            assert!(sure(part).is_some_and(|sure| (0.5..=1.01).contains(&sure)), "{part:?}: {:?}", sure(part));
        }
        assert_eq!(sure(Part::Glasses), None);
        assert!(entries.is_sorted_by_key(|entry| entry.part as usize));
        assert_eq!(legend(&Face { parsing: None, ..face }), []);
    }

    #[test]
    fn the_outlines_are_rings_within_the_face() {
        let (_, face) = portrait();
        let rings = outlines(&face);
        assert!(rings.len() == 6 && rings.iter().all(|ring| ring.len() >= 8));
        let inside = |p: &Vec2| p.cmpge(face.bounds.min - 1.0).all() && p.cmple(face.bounds.max + 1.0).all();
        assert!(rings.iter().flatten().all(inside));
    }
}
