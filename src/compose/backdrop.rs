//! What is seen between the strands of hair: the parser takes curls and loose strands for one solid head of hair.
//!
//! A pixel between hair and backdrop shows some of both. With the colours of either around it known, the share of hair is how far it is
//! from the one, over how far the other is: the compositing equation (T. Porter, T. Duff, "Compositing digital images", 1984), solved for a
//! known backdrop. A distance and not a place along the line between the two, so that light that glances off a strand stays one unless it
//! has the backdrop's hue. Where the two are alike nothing can be told, and all of it counts as hair.

use super::pixel::smoothstep;
use crate::{
    face::{Parsing, Part},
    geometry::{Affine2, Vec2, Vec3},
    raster::{Pixmap, cells::Corners, guided::box_mean},
};

/// Cells of the grid a side: colours around a head change slowly.
const SIZE: usize = 64;
/// Cells around each over which colours are gathered.
const RADIUS: usize = 4;
/// A cell with this share (of 255) of a part is taken for it.
const SURE: u8 = 200;
/// Distance of two colours (encoded, 0..=1 a channel) below which they cannot be told apart, and from which on they surely can.
const APART: (f32, f32) = (0.12, 0.25);
/// The same for the mean backdrop, where none is near.
const FAR_APART: (f32, f32) = (0.35, 0.5);
/// Fewest cells of hair and of backdrop that tell anything.
const FEWEST: usize = 12;
/// Share of hair that is none yet, and that is as good as a whole strand.
const STRAND: (f32, f32) = (0.08, 0.3);

/// The colours of hair and backdrop around a head.
pub(super) struct Backdrop {
    cells: Vec<Cell>,
    cells_from_frame: Affine2,
}

/// What is around a cell.
#[derive(Clone, Copy, Default)]
struct Cell {
    /// The backdrop's colour, encoded.
    behind: Vec3,
    /// One over the distance from there to the hair's colour.
    scale: f32,
    /// How surely the two are told apart, 0..=1.
    known: f32,
}

impl Backdrop {
    /// From the square that takes in the most of the hair; `None` where there is too little of either to tell them apart.
    pub(super) fn of(frame: &Pixmap, parsing: &Parsing) -> Option<Self> {
        let step = parsing.size as f32 / SIZE as f32;
        let cells_from_frame = Affine2::from_scale(Vec2::splat(1.0 / step)) * parsing.cells_from_frame();
        let frame_from_cells = cells_from_frame.inverse();
        let seen: Vec<Option<Seen>> = (0..SIZE * SIZE)
            .map(|index| {
                let at = Vec2::new((index % SIZE) as f32, (index / SIZE) as f32);
                let own = (at * step + 0.5).min(Vec2::splat(parsing.size as f32 - 1.0));
                let place = own.y as usize * parsing.size + own.x as usize;
                let is = |part: Part| parsing.plane(part)[place] >= SURE;
                let (hair, behind) = (is(Part::Hair), is(Part::Background));
                let color = color_at(frame, frame_from_cells.transform_point2(at)).filter(|_| hair || behind)?;
                Some(Seen { color, hair })
            })
            .collect();
        let mean = |of: &[Vec3]| (of.len() >= FEWEST).then(|| of.iter().sum::<Vec3>() / of.len() as f32);
        let colors = |hair: bool| seen.iter().flatten().filter(move |seen| seen.hair == hair).map(|seen| seen.color);
        let backdrop = mean(&colors(false).collect::<Vec<_>>())?;
        let around = Gathered::of(&seen, |seen| !seen.hair);
        let behind = |index: usize| around.at(index).unwrap_or(backdrop);
        // The half of it that is least like what is behind is hair for certain.
        let mut unlike: Vec<(f32, Vec3)> = seen
            .iter()
            .enumerate()
            .filter_map(|(index, seen)| seen.filter(|seen| seen.hair).map(|seen| (seen.color, behind(index))))
            .map(|(color, behind)| (color.distance(behind), color))
            .collect();
        unlike.sort_unstable_by(|(a, _), (b, _)| b.total_cmp(a));
        unlike.truncate(unlike.len().div_ceil(2));
        let hair = mean(&unlike.iter().map(|(_, color)| *color).collect::<Vec<_>>())?;
        let strands: Vec<Option<Seen>> = seen
            .iter()
            .enumerate()
            .map(|(index, seen)| {
                let cell = Cell::between(behind(index), hair, APART);
                seen.filter(|seen| seen.hair && cell.share(seen.color) > 0.5)
            })
            .collect();
        let strands = Gathered::of(&strands, |_| true);
        let cells = (0..SIZE * SIZE).map(|index| {
            let hair = strands.at(index).unwrap_or(hair);
            match around.at(index) {
                Some(behind) => Cell::between(behind, hair, APART),
                None => Cell::between(backdrop, hair, FAR_APART),
            }
        });
        Some(Self { cells: cells.collect(), cells_from_frame })
    }

    /// How much of a pixel at a point is hair and not what is behind, 0..=1; 1 where that cannot be told.
    pub(super) fn hair(&self, point: Vec2, pixel: [u8; 4]) -> f32 {
        let Corners { indices, weights } = Corners::around(self.cells_from_frame.transform_point2(point), SIZE);
        let mut cell = Cell::default();
        for (index, weight) in indices.into_iter().zip(weights) {
            let tap = &self.cells[index];
            let weight = weight * tap.known;
            cell.behind += tap.behind * weight;
            cell.scale += tap.scale * weight;
            cell.known += weight;
        }
        if cell.known < 1e-3 {
            return 1.0;
        }
        (cell.behind, cell.scale) = (cell.behind / cell.known, cell.scale / cell.known);
        let share = smoothstep(STRAND.0, STRAND.1, cell.share(encoded(pixel)));
        1.0 - cell.known * (1.0 - share)
    }
}

impl Cell {
    fn between(behind: Vec3, hair: Vec3, apart: (f32, f32)) -> Self {
        let way = hair.distance(behind);
        Self { behind, scale: 1.0 / way.max(1e-3), known: smoothstep(apart.0, apart.1, way) }
    }

    /// How far a colour is from the backdrop, over how far hair is.
    fn share(&self, color: Vec3) -> f32 {
        color.distance(self.behind) * self.scale
    }
}

/// A cell that surely is hair or backdrop.
#[derive(Clone, Copy)]
struct Seen {
    color: Vec3,
    hair: bool,
}

/// The mean colour of some cells around each.
struct Gathered {
    shares: Vec<f32>,
    colors: [Vec<f32>; 3],
}

impl Gathered {
    fn of(seen: &[Option<Seen>], wanted: impl Fn(&Seen) -> bool) -> Self {
        let mean = |of: &dyn Fn(&Seen) -> f32| {
            let values: Vec<f32> =
                seen.iter().map(|seen| seen.as_ref().filter(|seen| wanted(seen)).map_or(0.0, of)).collect();
            box_mean(&values, SIZE, RADIUS)
        };
        Self { shares: mean(&|_| 1.0), colors: std::array::from_fn(|c| mean(&|seen| seen.color[c])) }
    }

    /// `None` where there is next to nothing of them around.
    fn at(&self, index: usize) -> Option<Vec3> {
        let share = self.shares[index];
        let color = Vec3::from_array(std::array::from_fn(|c| self.colors[c][index]));
        (share > 0.02).then(|| color / share)
    }
}

fn encoded([red, green, blue, _]: [u8; 4]) -> Vec3 {
    Vec3::new(f32::from(red), f32::from(green), f32::from(blue)) / 255.0
}

fn color_at(frame: &Pixmap, point: Vec2) -> Option<Vec3> {
    let inside = point.x >= 0.0 && point.y >= 0.0 && point.x < frame.width() as f32 && point.y < frame.height() as f32;
    inside.then(|| encoded(frame.pixel(point.x as u32, point.y as u32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_color_between_is_a_strand_in_part() {
        let cell = Cell::between(Vec3::splat(0.9), Vec3::new(0.2, 0.1, 0.1), APART);
        assert_eq!(cell.known, 1.0);
        assert_eq!(cell.share(Vec3::splat(0.9)), 0.0);
        assert!((cell.share(Vec3::new(0.2, 0.1, 0.1)) - 1.0).abs() < 1e-6);
        assert!((cell.share(Vec3::new(0.55, 0.5, 0.5)) - 0.5).abs() < 1e-5);
        // A shadow on hair is more hair, not less.
        assert!(cell.share(Vec3::ZERO) > 1.0);
    }

    #[test]
    fn hair_before_something_like_it_is_all_hair() {
        let cell = Cell::between(Vec3::splat(0.1), Vec3::splat(0.15), APART);
        assert_eq!(cell.known, 0.0);
    }
}
