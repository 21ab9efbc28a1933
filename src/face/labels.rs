//! Which part each pixel of a picture shows.
//!
//! The parser's shares on their coarse grid are made to follow the picture's edges (`raster::guided`), and each pixel gets the part with
//! the largest share.

use rayon::prelude::*;

use super::{Face, Parsing, Part};
use crate::{
    geometry::{Affine2, Vec2},
    raster::{
        Pixmap,
        cells::Corners,
        codec::Mask,
        color::brightness,
        guided::{Guide, Line},
    },
};

/// Cells around each that shares are fitted to the picture over.
const RADIUS: usize = 1;
/// Least standard deviation of brightness that is an edge, 0..=1.
const LEAST_EDGE: f32 = 0.08;

/// One parsed square, ready to be asked for pixels.
struct View {
    cells_from_frame: Affine2,
    size: usize,
    /// For each cell, a line for each part.
    lines: Vec<[Line; Part::ALL.len()]>,
}

/// The number of a [`Part`] for each pixel. Around a face its near square counts, then its wide one; where squares of several faces
/// overlap, the one whose middle is nearer, in its own sides; where there is none, all is background.
pub fn labels(picture: &Pixmap, faces: &[Face]) -> Mask {
    let size @ [width, height] = picture.size();
    let view = |parsing: &Parsing| View::new(picture, parsing);
    let near: Vec<View> = faces.iter().filter_map(|face| face.parsing.as_ref()).map(view).collect();
    let wide: Vec<View> = faces.iter().filter_map(|face| face.surroundings.as_ref()).map(view).collect();
    let mut numbers = vec![Part::Background as u8; width * height];
    numbers.par_chunks_mut(width.max(1)).enumerate().for_each(|(y, row)| {
        for (x, number) in row.iter_mut().enumerate() {
            let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
            if let Some((view, cell)) = nearest(&near, at).or_else(|| nearest(&wide, at)) {
                *number = view.part(cell, brightness(picture.pixel(x as u32, y as u32))) as u8;
            }
        }
    });
    Mask { size, numbers }
}

/// The view around a point of the picture whose middle is the nearest, and the point among its cells.
fn nearest(views: &[View], at: Vec2) -> Option<(&View, Vec2)> {
    let around = views.iter().filter_map(|view| {
        let cell = view.cells_from_frame.transform_point2(at);
        let offset = (cell + 0.25) / view.size as f32 - 0.5;
        (offset.abs().max_element() <= 0.5).then_some((view, cell, offset.length_squared()))
    });
    around.min_by(|a, b| a.2.total_cmp(&b.2)).map(|(view, cell, _)| (view, cell))
}

impl View {
    fn new(picture: &Pixmap, parsing: &Parsing) -> Self {
        let size = parsing.size;
        let guide = Guide::new(parsing.brightness_of_cells(picture), size, RADIUS, LEAST_EDGE);
        let mut lines = vec![[Line::default(); Part::ALL.len()]; size * size];
        for part in Part::ALL {
            let shares: Vec<f32> = parsing.plane(part).iter().map(|&share| f32::from(share) / 255.0).collect();
            for (lines, line) in lines.iter_mut().zip(guide.lines(&shares)) {
                lines[part as usize] = line;
            }
        }
        Self { cells_from_frame: parsing.cells_from_frame(), size, lines }
    }

    /// The part with the largest share at a place among the cells, by the brightness (0..=1) of the pixel there.
    fn part(&self, cell: Vec2, brightness: f32) -> Part {
        let Corners { indices, weights } = Corners::around(cell, self.size);
        let mut shares = [0.0f32; Part::ALL.len()];
        for (index, weight) in indices.into_iter().zip(weights) {
            for (share, line) in shares.iter_mut().zip(&self.lines[index]) {
                *share += (line[0] * brightness + line[1]) * weight;
            }
        }
        Part::ALL
            .into_iter()
            .max_by(|&a, &b| shares[a as usize].total_cmp(&shares[b as usize]))
            .unwrap_or(Part::Background)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Rect, RotatedSquare, Vec3};

    /// A face whose square is half hair, half skin.
    fn face(center: Vec2, side: f32) -> Face {
        let (square, cells) = (RotatedSquare { center, side, angle: 0.0 }, 32);
        let mut scores = vec![0.0f32; Part::ALL.len() * cells * cells];
        for cell in 0..cells * cells {
            let part = if cell % cells < cells / 2 { Part::Hair } else { Part::Skin };
            scores[part as usize * cells * cells + cell] = 9.0;
        }
        Face {
            track: 0,
            score: 1.0,
            bounds: Rect { min: center - 0.3 * side, max: center + 0.3 * side },
            roi: square,
            landmarks: vec![Vec3::ZERO; 478],
            pose: crate::face::Pose::default(),
            parsing: Some(Parsing::from_scores(square, cells, &scores)),
            surroundings: None,
            presence: 1.0,
        }
    }

    #[test]
    fn each_pixel_gets_its_part() {
        let picture = Pixmap::new(100, 80);
        let mask = labels(&picture, &[face(Vec2::new(50.0, 40.0), 40.0)]);
        let at = |x: usize, y: usize| mask.numbers[y * 100 + x];
        assert_eq!(at(35, 40), Part::Hair as u8);
        assert_eq!(at(65, 40), Part::Skin as u8);
        assert_eq!(at(10, 40), Part::Background as u8);
    }

    #[test]
    fn overlapping_faces_share_by_nearness() {
        let picture = Pixmap::new(100, 80);
        let mask = labels(&picture, &[face(Vec2::new(40.0, 40.0), 40.0), face(Vec2::new(60.0, 40.0), 40.0)]);
        let at = |x: usize| mask.numbers[40 * 100 + x];
        assert_eq!(
            [at(25), at(45), at(55), at(75)],
            [Part::Hair, Part::Skin, Part::Hair, Part::Skin].map(|part| part as u8)
        );
    }

    #[test]
    fn nobody_is_all_background() {
        assert!(labels(&Pixmap::new(7, 5), &[]).numbers.iter().all(|&part| part == 0));
        assert!(labels(&Pixmap::new(0, 0), &[]).numbers.is_empty());
    }
}
