//! What each part of the picture around a face is: skin, hair, glasses, a hand in front.

use std::{iter, sync::Arc};

use crate::{
    geometry::{Affine2, RotatedSquare, Vec2},
    raster::{Pixmap, cells::Corners, color::brightness},
};

/// What a place in the picture shows. The numbers are those of the model and of mask files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Part {
    /// Anything that is not the person; clothes too.
    Background,
    /// Skin of the face, with the nose and any beard.
    Skin,
    /// Brows.
    Brows,
    /// Open eyes.
    Eyes,
    /// Upper lip.
    UpperLip,
    /// Lower lip.
    LowerLip,
    /// Teeth, tongue, and the dark between open lips.
    InnerMouth,
    /// Hair of the head.
    Hair,
    /// Ears.
    Ears,
    /// Neck.
    Neck,
    /// Glasses: frame and lenses, clear ones too.
    Glasses,
    /// Whatever else is in front: hat, jewellery, hand, microphone, mask.
    Other,
}

impl Part {
    /// All parts, in the order of their numbers.
    pub const ALL: [Self; 12] = [
        Self::Background,
        Self::Skin,
        Self::Brows,
        Self::Eyes,
        Self::UpperLip,
        Self::LowerLip,
        Self::InnerMouth,
        Self::Hair,
        Self::Ears,
        Self::Neck,
        Self::Glasses,
        Self::Other,
    ];

    /// What it is called in plain words, lower-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::Skin => "skin",
            Self::Brows => "brows",
            Self::Eyes => "eyes",
            Self::UpperLip => "upper lip",
            Self::LowerLip => "lower lip",
            Self::InnerMouth => "inner mouth",
            Self::Hair => "hair",
            Self::Ears => "ears",
            Self::Neck => "neck",
            Self::Glasses => "glasses",
            Self::Other => "something in front",
        }
    }
}

/// A square of the frame, cell by cell: how much of each cell is which part. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Parsing {
    /// The part of the frame that the cells cover.
    pub square: RotatedSquare,
    /// Cells a side.
    pub size: usize,
    /// For each part in the order of [`Part::ALL`], its share of each cell, row by row; 0..=255, the parts of a cell add up to about 255.
    shares: Arc<[u8]>,
}

impl Parsing {
    /// From the scores that the model gives: for each part a plane of `size * size` values, of which the softmax is taken.
    pub(super) fn from_scores(square: RotatedSquare, size: usize, scores: &[f32]) -> Self {
        Self { square, size, shares: softmax(scores, size * size).into() }
    }

    /// Share of each cell that is a part, row by row, 0..=255.
    pub fn plane(&self, part: Part) -> &[u8] {
        let area = self.size * self.size;
        &self.shares[part as usize * area..][..area]
    }

    /// All planes, one after the other.
    pub(super) fn shares(&self) -> &[u8] {
        &self.shares
    }

    /// Other shares of the same cells.
    pub(super) fn with_shares(&self, shares: Arc<[u8]>) -> Self {
        Self { shares, ..self.clone() }
    }

    /// Where a point of the frame lies among the cells: the centre of the first cell is `(0, 0)`, of the next one `(1, 0)`.
    pub fn cells_from_frame(&self) -> Affine2 {
        // The model's input has two samples a cell and side, and the first stands for the corner of the square.
        Affine2::from_translation(Vec2::splat(-0.25))
            * Affine2::from_scale(Vec2::splat(self.size as f32))
            * self.square.frame_from_unit().inverse()
    }

    /// Whether hair, glasses, or something else lies over the skin at a place among the cells (see [`Parsing::cells_from_frame`]).
    pub fn is_in_front(&self, cell: Vec2) -> bool {
        self.shows_any(&[Part::Background, Part::Hair, Part::Glasses, Part::Other], cell)
    }

    /// Whether a place among the cells is more of these parts than of all others.
    pub fn shows_any(&self, parts: &[Part], cell: Vec2) -> bool {
        let end = self.size as f32 - 1.0;
        let cell = cell.clamp(Vec2::ZERO, Vec2::splat(end)).round();
        let index = cell.y as usize * self.size + cell.x as usize;
        parts.iter().map(|&part| u32::from(self.plane(part)[index])).sum::<u32>() > 127
    }

    /// Share of a place among the cells (see [`Parsing::cells_from_frame`]) that is any of some parts, 0..=1.
    pub(super) fn share_of(&self, parts: &[Part], cell: Vec2) -> f32 {
        let Corners { indices, weights } = Corners::around(cell, self.size);
        let of_part = |part: &Part| {
            let plane = self.plane(*part);
            iter::zip(indices, weights).map(|(index, weight)| f32::from(plane[index]) * weight).sum::<f32>()
        };
        parts.iter().map(of_part).sum::<f32>() / 255.0
    }

    /// The likeliest part at a point of the frame, and its share (0..=1); background outside the square.
    pub fn at(&self, point: Vec2) -> (Part, f32) {
        let cell = self.cells_from_frame().transform_point2(point).round();
        let end = self.size as f32;
        if !(cell.x >= 0.0 && cell.y >= 0.0 && cell.x < end && cell.y < end) {
            return (Part::Background, 1.0);
        }
        let index = cell.y as usize * self.size + cell.x as usize;
        let share = |part: Part| self.plane(part)[index];
        let likeliest = Part::ALL.into_iter().max_by_key(|&part| share(part)).unwrap_or(Part::Background);
        (likeliest, f32::from(share(likeliest)) / 255.0)
    }

    /// Mean brightness (0..=1) of the frame's pixels about each cell, to guide masks with; black outside the frame, as the parser saw it.
    pub fn brightness_of_cells(&self, frame: &Pixmap) -> Vec<f32> {
        let frame_from_cells = self.cells_from_frame().inverse();
        let (across, down) =
            (frame_from_cells.transform_vector2(Vec2::X * 0.25), frame_from_cells.transform_vector2(Vec2::Y * 0.25));
        let (width, height) = (frame.width() as f32, frame.height() as f32);
        let at = |point: Vec2| {
            let inside = point.x >= 0.0 && point.y >= 0.0 && point.x < width && point.y < height;
            if inside { brightness(frame.pixel(point.x as u32, point.y as u32)) } else { 0.0 }
        };
        let mut cells = Vec::with_capacity(self.size * self.size);
        for row in 0..self.size {
            for column in 0..self.size {
                let center = frame_from_cells.transform_point2(Vec2::new(column as f32, row as f32));
                let taps = [across + down, across - down, -across + down, -across - down];
                cells.push(0.25 * taps.iter().map(|&offset| at(center + offset)).sum::<f32>());
            }
        }
        cells
    }

    /// The same parsing when the picture is moved and scaled: `origin` becomes `(0, 0)`, and lengths are multiplied.
    pub fn moved(&self, origin: Vec2, scale: f32) -> Self {
        let square = RotatedSquare {
            center: (self.square.center - origin) * scale,
            side: self.square.side * scale,
            ..self.square
        };
        Self { square, ..self.clone() }
    }

    /// The same parsing laid where the face has gone, by the squares around the face then and now.
    pub(super) fn carried(&self, then: RotatedSquare, now: RotatedSquare) -> Self {
        let scale = now.side / then.side;
        let turn = now.angle - then.angle;
        let offset = Vec2::from_angle(turn).rotate(self.square.center - then.center) * scale;
        let square = RotatedSquare {
            center: now.center + offset,
            side: self.square.side * scale,
            angle: self.square.angle + turn,
        };
        Self { square, ..self.clone() }
    }
}

/// Shares (0..=255) from scores, plane by plane, so that each step runs over many cells at once.
fn softmax(scores: &[f32], area: usize) -> Vec<u8> {
    let mut highest = vec![f32::MIN; area];
    for plane in scores.chunks_exact(area) {
        highest.iter_mut().zip(plane).for_each(|(highest, &score)| *highest = highest.max(score));
    }
    let mut total = vec![0.0f32; area];
    let mut parts = vec![0.0f32; scores.len()];
    for (part, plane) in parts.chunks_exact_mut(area).zip(scores.chunks_exact(area)) {
        for (((part, &score), &highest), total) in part.iter_mut().zip(plane).zip(&highest).zip(&mut total) {
            *part = exponential(score - highest);
            *total += *part;
        }
    }
    total.iter_mut().for_each(|total| *total = 255.0 / *total);
    let mut shares = vec![0u8; scores.len()];
    for (shares, part) in shares.chunks_exact_mut(area).zip(parts.chunks_exact(area)) {
        for ((share, &part), &scale) in shares.iter_mut().zip(part).zip(&total) {
            *share = (part * scale + 0.5) as u8;
        }
    }
    shares
}

/// `e^x` for `x <= 0`, within 0.2 %: the whole part of the power of two goes into the exponent, a polynomial makes the rest. A library
/// call for each of 200,000 scores a frame would take longer than the mesh.
#[inline(always)]
fn exponential(x: f32) -> f32 {
    // Shifted to be positive, so that cutting off the fraction rounds down.
    let power = (x * std::f32::consts::LOG2_E).max(-126.0) + 127.0;
    let whole = power as i32;
    let rest = power - whole as f32;
    let fraction = 1.0 + rest * (0.695_976_1 + rest * (0.224_94 + rest * 0.079_02));
    f32::from_bits((whole << 23) as u32) * fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: RotatedSquare = RotatedSquare { center: Vec2::new(100.0, 60.0), side: 80.0, angle: 0.4 };

    fn left_is_hair() -> Parsing {
        let mut scores = vec![0.0f32; 12 * 16];
        for cell in 0..16 {
            scores[if cell % 4 < 2 { Part::Hair } else { Part::Skin } as usize * 16 + cell] = 8.0;
        }
        Parsing::from_scores(SQUARE, 4, &scores)
    }

    #[test]
    fn shares_add_up_and_the_exponential_is_close() {
        let parsing = left_is_hair();
        for cell in 0..16 {
            let sum: u32 = Part::ALL.iter().map(|&part| u32::from(parsing.plane(part)[cell])).sum();
            assert!((250..=260).contains(&sum), "{sum}");
        }
        for x in [0.0f32, -0.1, -0.5, -1.0, -3.3, -20.0, -80.0] {
            let (found, exact) = (exponential(x), x.exp());
            assert!((found / exact - 1.0).abs() < 0.002, "e^{x} is {exact}, not {found}");
        }
        assert_eq!(exponential(f32::NEG_INFINITY).to_bits() >> 23, 1, "next to nothing, but no zero and no NaN");
    }

    #[test]
    fn a_point_of_the_frame_finds_its_cell() {
        let parsing = left_is_hair();
        let at = |x: f32, y: f32| parsing.at(SQUARE.frame_from_unit().transform_point2(Vec2::new(x, y))).0;
        assert_eq!(at(0.1, 0.5), Part::Hair);
        assert_eq!(at(0.9, 0.5), Part::Skin);
        assert_eq!(at(1.5, 0.5), Part::Background);
    }

    #[test]
    fn it_goes_where_the_face_goes() {
        let parsing = left_is_hair();
        let now = RotatedSquare { center: Vec2::new(300.0, 200.0), side: 160.0, angle: 1.0 };
        let carried = parsing.carried(SQUARE, now);
        assert!((carried.square.center - now.center).length() < 1e-3 && (carried.square.side - 160.0).abs() < 1e-3);
        let moved = parsing.moved(Vec2::new(10.0, 10.0), 0.5);
        assert_eq!(moved.square.center, Vec2::new(45.0, 25.0));
    }
}
