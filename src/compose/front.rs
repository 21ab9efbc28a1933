//! What lies in front of a face, pixel by pixel: hair, hands, masks, the teeth behind parted lips, glasses.
//!
//! The parser knows these things, on a coarse grid; the picture knows their edges. Which part of a face a place shows, mesh and parser
//! have voted on (`face::vote`). Here the mesh's shapes say where makeup is meant to go, and the parser's shares only ever take some of
//! it away.

use wide::f32x4;

use super::pixel::{floor_within, smoothstep};
use crate::{
    face::{Face, Parsing, Part},
    geometry::{Affine2, Vec2},
    raster::{
        Pixmap,
        cells::Corners,
        color::brightness,
        guided::{Guide, box_mean},
    },
};

/// Cells around each that a mask is fitted to the picture over.
const RADIUS: usize = 2;
/// Least standard deviation of brightness that is an edge, 0..=1.
const LEAST_EDGE: f32 = 0.03;
/// A share of something in front below the first is doubt, and above the second certainty.
const CERTAIN: (f32, f32) = (0.25, 0.70);

/// A cell is close to the mouth's opening where this part of the cells about it is mouth.
const NEAR_MOUTH: f32 = 12.0;
/// Of mouth and lips together, a mouth's part below the first is none, and above the second may well be teeth: lips in a bright light are
/// as pale as these.
const MAY_BE_MOUTH: (f32, f32) = (0.06, 0.3);
/// As much of lips or mouth as tells one from the other.
const LEAST_TOLD: f32 = 0.25;

/// Cells around each over which the skin about glasses and a lens of them are seen.
const AROUND_GLASSES: usize = 24;
const OF_A_LENS: usize = 6;
/// A lens whose brightness (encoded) over the skin's is below the first is tinted, and above the second clear.
const CLEAR: (f32, f32) = (0.45, 0.62);

/// What keeps makeup from a pixel, each 0..=1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Hindrance {
    /// Something is in front, or there is no face: nothing is painted.
    pub front: f32,
    /// Teeth and tongue: lips' paint does not go there.
    pub mouth: f32,
    /// The mouth's opening or close to it, and not surely lips: what looks like a tooth there is one.
    pub near_mouth: f32,
    /// Glasses, but for clear lenses: what is behind these is painted.
    pub glasses: f32,
    /// Brows. They keep nothing off; what is meant for hairs asks for them.
    pub brow: f32,
}

/// The masks of one face.
pub(super) struct Front {
    cells: Vec<Cell>,
    /// Whether nothing hinders at a cell, the next one, and the two below.
    open: Vec<bool>,
    size: usize,
    cells_from_frame: Affine2,
}

/// What is known of a cell, laid out to be blended.
#[derive(Clone, Copy, Default, PartialEq)]
struct Cell {
    /// Slope and offset over the picture's brightness of what is in front, then of the mouth.
    lines: f32x4,
    /// Shares: near the mouth, glasses, brows, surely lips.
    shares: f32x4,
}

impl Front {
    /// `None` where the face has not been parsed, or nothing is in front of any of it.
    pub(super) fn of(frame: &Pixmap, face: &Face) -> Option<Self> {
        let parsing = face.parsing.as_ref()?;
        let size = parsing.size;
        let (front, mouth, [glasses, brow, lips]) = shares(parsing);
        let about = box_mean(&mouth, size, RADIUS);
        let near = about.iter().map(|about| (about * NEAR_MOUTH).min(1.0));
        let lips = near.clone().zip(&mouth).zip(lips);
        let lips: Vec<f32> =
            lips.map(|((near, &mouth), lips)| if near > 0.0 { surely_lips(mouth, lips) } else { 0.0 }).collect();
        let near: Vec<f32> = near.zip(&lips).map(|(near, lips)| near * (1.0 - lips)).collect();
        let brightness = parsing.brightness_of_cells(frame);
        let clear = clear_lenses(parsing, &glasses, &brightness);
        let glasses = glasses.into_iter().zip(clear).map(|(glasses, clear)| glasses * (1.0 - clear));
        let guide = Guide::new(brightness, size, RADIUS, LEAST_EDGE);
        let (front, mouth) = (guide.lines(&front), guide.lines(&mouth));
        let cells = front.into_iter().zip(mouth).zip(near).zip(glasses).zip(brow).zip(lips);
        let cells = cells.map(|(((((front, mouth), near_mouth), glasses), brow), lips)| {
            let lines = f32x4::new([front[0], front[1], mouth[0], mouth[1]]);
            Cell { lines, shares: f32x4::new([near_mouth, glasses, brow, lips]) }
        });
        let cells: Vec<Cell> = cells.collect();
        let at = |index: usize| cells.get(index).is_none_or(|cell| *cell == Cell::default());
        let open = |index: usize| at(index) && at(index + 1) && at(index + size) && at(index + size + 1);
        let open = (0..cells.len()).map(open).collect();
        Some(Self { cells, open, size, cells_from_frame: parsing.cells_from_frame() })
    }

    /// Cell coordinates of the first pixel of a row, and the step from one pixel to the next.
    pub(super) fn row(&self, y: i32) -> (Vec2, Vec2) {
        let from = self.cells_from_frame.transform_point2(Vec2::new(0.5, y as f32 + 0.5));
        (from, self.cells_from_frame.transform_vector2(Vec2::X))
    }

    /// What keeps makeup from one pixel.
    pub(super) fn at_pixel(&self, x: i32, y: i32, pixel: [u8; 4]) -> Hindrance {
        self.at(self.cells_from_frame.transform_point2(Vec2::new(x as f32 + 0.5, y as f32 + 0.5)), pixel)
    }

    /// What keeps makeup from the pixel at a place among the cells.
    #[inline(always)]
    pub(super) fn at(&self, cell: Vec2, pixel: [u8; 4]) -> Hindrance {
        let at = cell.clamp(Vec2::ZERO, Vec2::splat(self.size as f32 - 1.001));
        let (column, row) = (floor_within(at.x, 0.0, 1e6), floor_within(at.y, 0.0, 1e6));
        let index = row as usize * self.size + column as usize;
        if self.open[index] { Hindrance::default() } else { self.blended(at, pixel) }
    }

    /// Between the cells around a place. Few pixels need it, and the loop that asks is the faster without it.
    #[inline(never)]
    fn blended(&self, cell: Vec2, pixel: [u8; 4]) -> Hindrance {
        let Corners { indices, weights } = Corners::around(cell, self.size);
        let mut sum = Cell::default();
        for (index, weight) in indices.into_iter().zip(weights) {
            let cell = &self.cells[index];
            sum.lines += cell.lines * weight;
            sum.shares += cell.shares * weight;
        }
        let brightness = brightness(pixel);
        let certain = |slope: f32, offset: f32| {
            let t = ((slope * brightness + offset - CERTAIN.0) / (CERTAIN.1 - CERTAIN.0)).clamp(0.0, 1.0);
            t * t * (3.0 - 2.0 * t)
        };
        let [front_slope, front_offset, mouth_slope, mouth_offset] = sum.lines.to_array();
        let [near_mouth, glasses, brow, lips] = sum.shares.to_array();
        Hindrance {
            front: certain(front_slope, front_offset),
            // Lips in a bright light are as bright as teeth, and the picture alone would take them for these.
            mouth: certain(mouth_slope, mouth_offset) * (1.0 - lips.clamp(0.0, 1.0)),
            near_mouth,
            glasses: glasses.clamp(0.0, 1.0),
            brow: brow.clamp(0.0, 1.0),
        }
    }
}

/// Shares of what is in front, of the mouth's inside, and of glasses, brows and lips, for each cell, 0..=1.
fn shares(parsing: &Parsing) -> (Vec<f32>, Vec<f32>, [Vec<f32>; 3]) {
    let plane = |part: Part| parsing.plane(part);
    let (background, hair, other) = (plane(Part::Background), plane(Part::Hair), plane(Part::Other));
    let front = background
        .iter()
        .zip(hair)
        .zip(other)
        .map(|((&background, &hair), &other)| sure(background.saturating_add(hair).saturating_add(other)));
    let share = |part: Part| plane(part).iter().map(|&share| sure(share)).collect();
    let lips = plane(Part::UpperLip).iter().zip(plane(Part::LowerLip));
    let lips = lips.map(|(&upper, &lower)| sure(upper.saturating_add(lower))).collect();
    (front.collect(), share(Part::InnerMouth), [share(Part::Glasses), share(Part::Brows), lips])
}

/// How surely what is seen at each cell of glasses is the face behind a clear lens, 0..=1: as a whole that is about as bright as the skin
/// around the glasses. Frames are too narrow to count, and tinted lenses are darker.
fn clear_lenses(parsing: &Parsing, glasses: &[f32], brightness: &[f32]) -> Vec<f32> {
    if glasses.iter().all(|share| *share == 0.0) {
        return vec![0.0; glasses.len()];
    }
    let mean = |shares: &[f32], radius: usize| {
        let lit: Vec<f32> = shares.iter().zip(brightness).map(|(share, brightness)| share * brightness).collect();
        let (lit, shares) = (box_mean(&lit, parsing.size, radius), box_mean(shares, parsing.size, radius));
        lit.into_iter()
            .zip(shares)
            .map(|(lit, share)| if share > 0.0 { lit / share } else { 0.0 })
            .collect::<Vec<f32>>()
    };
    let skin: Vec<f32> = parsing.plane(Part::Skin).iter().map(|&share| sure(share)).collect();
    let (skin, lens) = (mean(&skin, AROUND_GLASSES), mean(glasses, OF_A_LENS));
    let clear = |(lens, skin): (f32, f32)| smoothstep(CLEAR.0, CLEAR.1, lens / skin.max(1e-3));
    lens.into_iter().zip(skin).map(clear).collect()
}

/// How surely a cell that is close to a mouth is lips and nothing of the mouth, by the shares of both, 0..=1.
fn surely_lips(mouth: f32, lips: f32) -> f32 {
    let told = smoothstep(0.0, LEAST_TOLD, mouth + lips);
    let may_be = smoothstep(MAY_BE_MOUTH.0, MAY_BE_MOUTH.1, mouth / (mouth + lips).max(1e-3));
    told * (1.0 - may_be)
}

/// A share, 0..=1; what is hardly there is not there at all, so that most of a bare face needs no second look.
fn sure(share: u8) -> f32 {
    if share < 10 { 0.0 } else { f32::from(share) / 255.0 }
}
