//! A rotated square of a picture as a network's input.

use wide::f32x4;

use super::Pixmap;
use crate::geometry::{RotatedSquare, Vec2};

/// What lies outside the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Border {
    /// The nearest pixel of the picture.
    Replicate,
    /// Black.
    Black,
}

/// Reads a rotated square of the frame into three planes (red, green, blue) of `size * size` values, row by row, bilinear, 0..=255 mapped
/// onto `range`.
///
/// Sample `(column, row)` stands for the point `(column / size, row / size)` of the square: the convention that the face models were
/// trained with, half a sample off the usual centre.
pub fn planes_from_square(
    frame: &Pixmap,
    square: &RotatedSquare,
    size: usize,
    border: Border,
    range: [f32; 2],
    planes: &mut Vec<f32>,
) {
    planes.resize(3 * size * size, range[0]);
    if frame.width() == 0 || frame.height() == 0 || !square.center.is_finite() || !square.side.is_finite() {
        planes.fill(range[0]);
        return;
    }
    let frame_from_unit = square.frame_from_unit();
    let origin = frame_from_unit.transform_point2(Vec2::ZERO) - 0.5;
    let across = frame_from_unit.transform_vector2(Vec2::X) / size as f32;
    let down = frame_from_unit.transform_vector2(Vec2::Y) / size as f32;
    let scale = (range[1] - range[0]) / 255.0;
    let (red, rest) = planes.split_at_mut(size * size);
    let (green, blue) = rest.split_at_mut(size * size);
    let last = Vec2::new(frame.width() as f32, frame.height() as f32) - 2.0;
    let inside = |at: Vec2| at.cmpge(Vec2::ZERO).all() && at.cmplt(last).all();
    for row in 0..size {
        let start = origin + down * row as f32;
        // Where both ends of a row are inside the picture, all of it is.
        let inside = inside(start) && inside(start + across * size as f32);
        for column in 0..size {
            let at = start + across * column as f32;
            let [r, g, b] = if inside { bilinear_inside(frame, at) } else { bilinear(frame, at, border) };
            let index = row * size + column;
            red[index] = r * scale + range[0];
            green[index] = g * scale + range[0];
            blue[index] = b * scale + range[0];
        }
    }
}

/// [`bilinear`] for a point with four pixels around it.
#[inline(always)]
fn bilinear_inside(frame: &Pixmap, at: Vec2) -> [f32; 3] {
    let (x, y) = (at.x as usize, at.y as usize);
    let part = at - Vec2::new(x as f32, y as f32);
    let (width, pixels) = (frame.width() as usize, frame.pixels());
    let (upper, lower) = (&pixels[y * width + x..][..2], &pixels[(y + 1) * width + x..][..2]);
    blend([upper[0], upper[1], lower[0], lower[1]], part)
}

/// Colour at a point given in pixel-centre coordinates (the centre of the first pixel is 0, 0), 0..=255.
#[inline]
fn bilinear(frame: &Pixmap, at: Vec2, border: Border) -> [f32; 3] {
    // Far outside is outside: no picture is a million pixels wide.
    let at = at.clamp(Vec2::splat(-1e6), Vec2::splat(1e6));
    let base = at.floor();
    let part = at - base;
    let (x, y) = (base.x as i32, base.y as i32);
    let (width, height) = (frame.width() as i32, frame.height() as i32);
    let pixels = frame.pixels();
    if x >= 0 && y >= 0 && x + 1 < width && y + 1 < height {
        let index = (y * width + x) as usize;
        let below = index + width as usize;
        return blend([pixels[index], pixels[index + 1], pixels[below], pixels[below + 1]], part);
    }
    let tap = |x: i32, y: i32| {
        let inside = (0..width).contains(&x) && (0..height).contains(&y);
        if border == Border::Black && !inside {
            return [0; 4];
        }
        pixels[(y.clamp(0, height - 1) * width + x.clamp(0, width - 1)) as usize]
    };
    let (right, below) = (x + 1, y + 1);
    blend([tap(x, y), tap(right, y), tap(x, below), tap(right, below)], part)
}

#[inline(always)]
fn blend(taps: [[u8; 4]; 4], part: Vec2) -> [f32; 3] {
    // `map` over an array is not always inlined, and this is asked for every sample of every network's input.
    let colour = |[r, g, b, a]: [u8; 4]| f32x4::new([f32::from(r), f32::from(g), f32::from(b), f32::from(a)]);
    let (a, b, d, e) = (colour(taps[0]), colour(taps[1]), colour(taps[2]), colour(taps[3]));
    let (upper, lower) = (a + (b - a) * part.x, d + (e - d) * part.x);
    let [red, green, blue, _] = (upper + (lower - upper) * part.y).to_array();
    [red, green, blue]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp() -> Pixmap {
        let mut frame = Pixmap::new(16, 16);
        (0..256).for_each(|i| frame.pixels_mut()[i] = [(i % 16) as u8 * 10, (i / 16) as u8 * 10, 7, 255]);
        frame
    }

    fn read(square: RotatedSquare, size: usize, border: Border) -> Vec<f32> {
        let mut planes = Vec::new();
        planes_from_square(&ramp(), &square, size, border, [0.0, 255.0], &mut planes);
        planes
    }

    #[test]
    fn an_upright_square_is_a_plain_crop() {
        let planes = read(RotatedSquare { center: Vec2::new(6.5, 6.5), side: 4.0, angle: 0.0 }, 4, Border::Black);
        assert_eq!(&planes[..4], &[40.0, 50.0, 60.0, 70.0]);
        assert_eq!(planes[16 + 4], 50.0);
        assert_eq!(planes[32], 7.0);
    }

    #[test]
    fn borders() {
        let square = RotatedSquare { center: Vec2::new(-20.0, 8.5), side: 4.0, angle: 0.3 };
        assert!(read(square, 4, Border::Black)[..16].iter().all(|&v| v == 0.0));
        assert!(
            read(RotatedSquare { center: Vec2::new(90.0, 8.5), ..square }, 4, Border::Replicate)[..16]
                .iter()
                .all(|&v| v == 150.0)
        );
        read(RotatedSquare { center: Vec2::splat(f32::NAN), ..square }, 4, Border::Replicate);
        read(RotatedSquare { side: 1e30, ..square }, 4, Border::Replicate);
    }
}
