//! A photo's own look on a face: an affine transform of colours for each place and brightness, applied at the frame's own resolution. What
//! makes the transforms, a network, is not known here.

use rayon::prelude::*;
use wide::f32x4;

use super::{
    front::Front,
    guard::Guard,
    pixel::{decode, encode, floor_within},
    rows::for_each_row,
};
use crate::{
    face::Face,
    geometry::{Affine2, Rect, Vec2, Vec3},
    inference::InferenceError,
    raster::{Pixmap, cells::Corners},
};

/// Brightnesses that a grid has transforms for, from black to white.
pub const LEVELS: usize = 3;
/// Numbers of a transform: three rows of red, green, blue and a constant.
const TRANSFORM: usize = 12;
/// Numbers of a cell.
const CELL: usize = LEVELS * TRANSFORM;
/// No reflectance has a larger root.
const BRIGHTEST: f32 = 2.0;
/// What brightness means here (ITU-R BT.601 weights of square roots of light).
const BRIGHTNESS: Vec3 = Vec3::new(0.299, 0.587, 0.114);

/// Transforms of the colours of one face. A colour here is the square root of reflectance: linear light over the light on the face.
#[derive(Debug, Clone)]
pub struct ColorGrid {
    /// Cells a side.
    pub side: usize,
    /// For each cell, row by row, and each of [`LEVELS`] brightnesses: three rows of red, green, blue and a constant.
    pub cells: Vec<f32>,
    /// For each cell, whether it shows the face, 0..=1.
    pub inside: Vec<f32>,
    /// From the frame to the cells: the centre of the first is `(0.5, 0.5)`.
    pub cells_from_frame: Affine2,
}

/// Whoever knows what a face that wears the products read off a photo still lacks.
pub trait Recolor: Send {
    /// The transforms that bring the face in a frame nearer to the look of a code, in a light (linear, at a perfect white).
    ///
    /// # Errors
    /// [`InferenceError`] where what makes them is missing, or fails.
    fn grid(&mut self, frame: &Pixmap, face: &Face, light: Vec3, code: &[f32]) -> Result<ColorGrid, InferenceError>;
}

/// What the photo's look is laid onto.
pub(super) struct Ground<'a> {
    pub face: &'a Face,
    pub front: Option<&'a Front>,
    /// On the face: linear, at a perfect white.
    pub light: Vec3,
}

/// Brings a face that wears what was read off a photo nearer to the photo itself: `share` (0..=1) of the way.
pub(super) fn carry_over(picture: &mut Pixmap, ground: &Ground<'_>, grid: &ColorGrid, share: f32) {
    let Some(bounds) = Rect::around(ground.face.landmarks.iter().map(|point| point.truncate())) else { return };
    let guard = Guard::of(ground.face, picture.size());
    let light = ground.light.max(Vec3::splat(1e-3));
    for_each_row(picture, bounds, |y, left, row| {
        let guarded = guard.touches(y);
        let start = grid.cells_from_frame.transform_point2(Vec2::new(left as f32 + 0.5, y as f32 + 0.5)) - 0.5;
        let step = grid.cells_from_frame.transform_vector2(Vec2::X);
        for (index, pixel) in row.iter_mut().enumerate() {
            let Some(place) = grid.place(start + step * index as f32) else { continue };
            let inside = grid.inside_at(&place);
            if inside <= 0.0 {
                continue;
            }
            let x = left + index as i32;
            let hidden = ground.front.map_or(0.0, |front| {
                let hindrance = front.at_pixel(x, y, *pixel);
                hindrance.front.max(hindrance.mouth)
            });
            let open = (1.0 - hidden) * if guarded { guard.open_to_makeup(x, y) } else { 1.0 };
            let before = decode(*pixel);
            let roots = (before / light).map(f32::sqrt);
            let after = grid.transformed(&place, roots).clamp(Vec3::ZERO, Vec3::splat(BRIGHTEST));
            encode(before.lerp(after * after * light, share * inside * open), pixel);
        }
    });
}

/// Goes back to the picture before a face was made up, of which `1 - shown` (0..=1) is to be seen.
pub(super) fn fade(picture: &mut Pixmap, before: &Pixmap, shown: f32) {
    let pixels = picture.pixels_mut().par_iter_mut().zip(before.pixels()).filter(|(pixel, before)| pixel != before);
    pixels.for_each(|(pixel, before)| encode(decode(*before).lerp(decode(*pixel), shown), pixel));
}

impl ColorGrid {
    /// Where a point among the cells lies (the centre of the first is `(0, 0)`); `None` outside.
    #[inline(always)]
    fn place(&self, at: Vec2) -> Option<Corners> {
        let end = self.side as f32 - 0.5;
        let within = at.x > -0.5 && at.y > -0.5 && at.x < end && at.y < end;
        within.then(|| Corners::around(at, self.side))
    }

    #[inline(always)]
    fn inside_at(&self, place: &Corners) -> f32 {
        let corners = place.indices.into_iter().zip(place.weights);
        let share: f32 = corners.map(|(corner, weight)| self.inside[corner] * weight).sum();
        // Half a cell on either side of its border the face is gone.
        (2.0 * share - 1.0).max(0.0)
    }

    #[inline(always)]
    fn transformed(&self, place: &Corners, color: Vec3) -> Vec3 {
        let level = (color.dot(BRIGHTNESS) * (LEVELS - 1) as f32).clamp(0.0, (LEVELS - 1) as f32 - 1e-3);
        let lower = floor_within(level, 0.0, (LEVELS - 2) as f32) as usize;
        let part = level - lower as f32;
        let mut rows = [f32x4::ZERO; 3];
        for (corner, weight) in place.indices.into_iter().zip(place.weights) {
            let at = corner * CELL + lower * TRANSFORM;
            let numbers = &self.cells[at..at + 2 * TRANSFORM];
            for (level, weight) in [(0, weight * (1.0 - part)), (1, weight * part)] {
                for (row, sum) in rows.iter_mut().enumerate() {
                    let from = level * TRANSFORM + row * 4;
                    let four = [numbers[from], numbers[from + 1], numbers[from + 2], numbers[from + 3]];
                    *sum += f32x4::new(four) * weight;
                }
            }
        }
        let color = f32x4::new([color.x, color.y, color.z, 1.0]);
        Vec3::from_array(rows.map(|row| (row * color).reduce_add()))
    }

    /// Whether there is a number for everything, and nothing but numbers.
    pub fn is_whole(&self) -> bool {
        let cells = self.side * self.side;
        self.side > 1
            && self.cells.len() == cells * CELL
            && self.inside.len() == cells
            && self.cells.iter().all(|value| value.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cells a side; what is dark is kept, and what is bright gets the colour.
    fn grid() -> ColorGrid {
        let keep = [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0];
        let red = [0.0, 0.0, 0.0, 0.9, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0, 0.1];
        let cell = [keep, keep, red].concat();
        ColorGrid { side: 2, cells: cell.repeat(4), inside: vec![1.0; 4], cells_from_frame: Affine2::IDENTITY }
    }

    #[test]
    fn brightness_chooses_between_transforms() {
        let grid = grid();
        let place = grid.place(Vec2::new(0.3, 0.6)).unwrap();
        let at = |value: f32| grid.transformed(&place, Vec3::splat(value));
        assert!((at(0.3) - Vec3::splat(0.3)).length() < 1e-5, "{}", at(0.3));
        assert!((at(1.0) - Vec3::new(0.9, 0.1, 0.1)).length() < 2e-3, "{}", at(1.0));
        let half = at(0.75);
        assert!((half - (Vec3::splat(0.75) + Vec3::new(0.9, 0.1, 0.1)) / 2.0).length() < 2e-3, "{half}");
        assert!(grid.is_whole());
    }

    #[test]
    fn each_corner_counts_by_how_near_it_is() {
        let mut grid = grid();
        // The third cell, lower left, has a blue of its own in every brightness.
        let blue = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
        grid.cells[2 * CELL..3 * CELL].copy_from_slice(&blue.repeat(LEVELS));
        let at = |x: f32, y: f32| {
            let place = grid.place(Vec2::new(x, y)).unwrap();
            grid.transformed(&place, Vec3::splat(0.2)).z
        };
        assert!((at(0.0, 0.999) - 1.0).abs() < 5e-3, "{}", at(0.0, 0.999));
        assert!((at(0.0, 0.0) - 0.2).abs() < 5e-3 && (at(0.999, 0.999) - 0.2).abs() < 5e-3);
        assert!((at(0.25, 0.75) - (0.2 + 0.8 * 0.75 * 0.75)).abs() < 5e-3, "{}", at(0.25, 0.75));
    }

    #[test]
    fn outside_of_the_cells_there_is_no_place() {
        let grid = grid();
        assert!(grid.place(Vec2::new(-0.6, 0.0)).is_none() && grid.place(Vec2::new(0.0, 1.6)).is_none());
        assert!(grid.place(Vec2::new(f32::NAN, 0.0)).is_none());
        let broken = ColorGrid { cells: vec![f32::NAN; 4 * CELL], ..grid };
        assert!(!broken.is_whole());
    }
}
