//! Retouching the skin: blotches are evened out and shadows under the eyes lifted, while pores and the face's own shape stay.
//!
//! Both are a gain for each place, found on a coarse grid: cells are smaller than a blemish and larger than a pore, so what is finer
//! than a cell passes through untouched, and what is larger than a blemish is the face.

use resvg::tiny_skia::{FillRule, Mask, Transform};

use super::{
    guard::smooth_ring,
    light::{Light, luminance},
    pixel::{decode, encode},
    rows::for_each_row,
};
use crate::{
    face::{Face, Parsing, Part},
    geometry::{
        Affine2, Rect, Vec2, Vec3,
        regions::{LEFT_UNDER_EYE, RIGHT_UNDER_EYE},
    },
    raster::{
        Pixmap, blur,
        cells::Corners,
        color::LUMINANCE,
        guided::{Guide, box_mean},
    },
};

/// Cells around each that count as its surroundings: blemishes are smaller.
const SURROUNDINGS: usize = 4;
/// Standard deviation of brightness that is the face's own shape and no blemish.
const SHAPE: f32 = 0.055;
/// Most that is taken of a blotch's difference from its surroundings.
const EVENING: f32 = 0.8;
/// Most that is taken of a shadow's difference from the cheek, and most that it is lifted.
const LIFTING: f32 = 0.75;
const MOST_LIFT: f32 = 1.7;
/// A cheek below each eye: what the skin there should be like.
const CHEEKS: [usize; 2] = [50, 280];

/// Evens out the skin of a face by `smoothing` and lifts the shadows under its eyes by `under_eye`, both 0..=1.
pub(super) fn even_out(picture: &mut Pixmap, face: &Face, light: &Light, smoothing: f32, under_eye: f32) {
    let Some(parsing) = &face.parsing else { return };
    let colors = colors_of_cells(picture, parsing);
    let skin = skin_of_cells(parsing);
    let mut gains = vec![Vec3::ONE; colors.len()];
    if smoothing > 0.0 {
        even(&mut gains, &colors, &skin, parsing.size, smoothing * EVENING);
    }
    if under_eye > 0.0 {
        lift(&mut gains, &colors, &skin, face, parsing, light, under_eye * LIFTING);
    }
    let cells_from_frame = parsing.cells_from_frame();
    let Some(bounds) = changed(&gains, parsing) else { return };
    for_each_row(picture, bounds, |y, left, row| {
        let start = cells_from_frame.transform_point2(Vec2::new(left as f32 + 0.5, y as f32 + 0.5));
        let step = cells_from_frame.transform_vector2(Vec2::X);
        for (i, pixel) in row.iter_mut().enumerate() {
            let gain = gain_at(&gains, parsing.size, start + step * i as f32);
            if gain != Vec3::ONE {
                encode(decode(*pixel) * gain, pixel);
            }
        }
    });
}

/// Mean linear colour of the pixels about each cell.
fn colors_of_cells(picture: &Pixmap, parsing: &Parsing) -> Vec<Vec3> {
    let frame_from_cells = parsing.cells_from_frame().inverse();
    let [width, height] = picture.size();
    let last = Vec2::new(width as f32 - 1.0, height as f32 - 1.0);
    let taps = [-0.375, -0.125, 0.125, 0.375];
    let cell = |index: usize| {
        let center = Vec2::new((index % parsing.size) as f32, (index / parsing.size) as f32);
        let mut sum = Vec3::ZERO;
        for dy in taps {
            for dx in taps {
                let at = frame_from_cells.transform_point2(center + Vec2::new(dx, dy)).clamp(Vec2::ZERO, last);
                sum += decode(picture.pixel(at.x as u32, at.y as u32));
            }
        }
        sum / 16.0
    };
    (0..parsing.size * parsing.size).map(cell).collect()
}

/// How surely each cell and all around it is skin, 0..=1.
fn skin_of_cells(parsing: &Parsing) -> Vec<f32> {
    let mut skin: Vec<u8> = parsing.plane(Part::Skin).to_vec();
    // Cells beside a brow or a lip hold some of it.
    blur::gaussian(&mut skin, parsing.size, parsing.size, 1.0);
    skin.iter().map(|&share| ((f32::from(share) / 255.0 - 0.75) / 0.2).clamp(0.0, 1.0)).collect()
}

fn even(gains: &mut [Vec3], colors: &[Vec3], skin: &[f32], size: usize, strength: f32) {
    // Means over skin only: of the brightness as the eye grades it, along which the face's shape is kept, and of the hue.
    let graded = |color: Vec3| luminance(color).max(1e-5).sqrt();
    let usual = {
        let (sum, count) = colors.iter().zip(skin).fold((0.0, 1e-6), |(s, n), (c, w)| (s + graded(*c) * w, n + w));
        sum / count
    };
    let levels: Vec<f32> = colors.iter().zip(skin).map(|(&c, &w)| usual + (graded(c) - usual) * w).collect();
    let guide = Guide::new(levels.clone(), size, SURROUNDINGS, SHAPE);
    let lines = guide.lines(&levels);
    let hue = |color: Vec3| color / luminance(color).max(1e-5);
    let red: Vec<f32> = colors.iter().map(|&c| hue(c).x).collect();
    let blue: Vec<f32> = colors.iter().map(|&c| hue(c).z).collect();
    let [red_around, blue_around] = [&red, &blue].map(|plane| weighted_mean(plane, skin, size));
    for i in 0..gains.len() {
        if skin[i] <= 0.0 {
            continue;
        }
        let share = strength * skin[i];
        let base = lines[i][0] * levels[i] + lines[i][1];
        let brightness = (base / levels[i].max(1e-3)).clamp(0.8, 1.25).powi(2);
        let target = Vec3::new(red_around[i], 0.0, blue_around[i]);
        let own = hue(colors[i]);
        let green = |hue: Vec3| (1.0 - LUMINANCE[0] * hue.x - LUMINANCE[2] * hue.z).max(1e-3);
        let shift = Vec3::new(target.x / own.x.max(1e-3), green(target) / green(own), target.z / own.z.max(1e-3))
            .clamp(Vec3::splat(0.8), Vec3::splat(1.25));
        gains[i] *= Vec3::ONE.lerp(shift * brightness, share);
    }
}

/// Mean over the cells around each, weighted.
fn weighted_mean(values: &[f32], weights: &[f32], size: usize) -> Vec<f32> {
    let weighted: Vec<f32> = values.iter().zip(weights).map(|(v, w)| v * w).collect();
    let sums = box_mean(&weighted, size, SURROUNDINGS);
    let totals = box_mean(weights, size, SURROUNDINGS);
    sums.iter().zip(&totals).zip(values).map(|((s, t), v)| if *t > 1e-3 { s / t } else { *v }).collect()
}

fn lift(
    gains: &mut [Vec3],
    colors: &[Vec3],
    skin: &[f32],
    face: &Face,
    parsing: &Parsing,
    light: &Light,
    strength: f32,
) {
    let cells = parsing.cells_from_frame();
    for (ring, cheek) in [&LEFT_UNDER_EYE, &RIGHT_UNDER_EYE].into_iter().zip(CHEEKS) {
        let Some(area) = area_of_cells(face, ring, &cells, parsing.size) else { continue };
        let goal = light.lit[cheek];
        for i in 0..gains.len() {
            let share = strength * f32::from(area[i]) / 255.0 * skin[i].max(0.0);
            if share > 0.0 {
                let wanted = (goal / colors[i].max(Vec3::splat(1e-4))).clamp(Vec3::ONE, Vec3::splat(MOST_LIFT));
                gains[i] *= Vec3::ONE.lerp(wanted, share);
            }
        }
    }
}

/// A ring of landmarks as a soft mask over the cells.
fn area_of_cells(face: &Face, ring: &[usize], cells: &Affine2, size: usize) -> Option<Vec<u8>> {
    let points: Vec<Vec2> =
        ring.iter().map(|&vertex| cells.transform_point2(face.landmarks[vertex].truncate()) + 0.5).collect();
    let mut mask = Mask::new(size as u32, size as u32)?;
    mask.fill_path(&smooth_ring(&points, Vec2::ZERO)?, FillRule::Winding, true, Transform::identity());
    let mut area = mask.take();
    blur::gaussian(&mut area, size, size, 1.4);
    Some(area)
}

#[inline(always)]
fn gain_at(gains: &[Vec3], size: usize, cell: Vec2) -> Vec3 {
    let Corners { indices, weights } = Corners::around(cell, size);
    let taps = [0, 1, 2, 3].map(|i| gains[indices[i]]);
    if taps == [Vec3::ONE; 4] {
        return Vec3::ONE;
    }
    taps.iter().zip(weights).map(|(&gain, weight)| gain * weight).sum()
}

/// The box of the cells whose gain is not one, in frame pixels.
fn changed(gains: &[Vec3], parsing: &Parsing) -> Option<Rect> {
    let frame_from_cells = parsing.cells_from_frame().inverse();
    let size = parsing.size;
    let cells = gains.iter().enumerate().filter(|(_, gain)| **gain != Vec3::ONE);
    let corners = cells.flat_map(|(i, _)| {
        let cell = Vec2::new((i % size) as f32, (i / size) as f32);
        [Vec2::new(-1.0, -1.0), Vec2::new(1.0, -1.0), Vec2::new(1.0, 1.0), Vec2::new(-1.0, 1.0)].map(|d| cell + d)
    });
    Rect::around(corners.map(|corner| frame_from_cells.transform_point2(corner)))
}
