//! A rotated square of a picture as a network's input.

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
    planes.clear();
    planes.resize(3 * size * size, range[0]);
    if frame.width() == 0 || frame.height() == 0 || !square.center.is_finite() || !square.side.is_finite() {
        return;
    }
    let frame_from_unit = square.frame_from_unit();
    let origin = frame_from_unit.transform_point2(Vec2::ZERO) - 0.5;
    let across = frame_from_unit.transform_vector2(Vec2::X) / size as f32;
    let down = frame_from_unit.transform_vector2(Vec2::Y) / size as f32;
    let scale = (range[1] - range[0]) / 255.0;
    let (red, rest) = planes.split_at_mut(size * size);
    let (green, blue) = rest.split_at_mut(size * size);
    for row in 0..size {
        for column in 0..size {
            let at = origin + across * column as f32 + down * row as f32;
            let [r, g, b] = bilinear(frame, at, border);
            let index = row * size + column;
            red[index] = r * scale + range[0];
            green[index] = g * scale + range[0];
            blue[index] = b * scale + range[0];
        }
    }
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

#[inline]
fn blend(taps: [[u8; 4]; 4], part: Vec2) -> [f32; 3] {
    std::array::from_fn(|c| {
        let [a, b, d, e] = taps.map(|tap| f32::from(tap[c]));
        let (upper, lower) = (a + (b - a) * part.x, d + (e - d) * part.x);
        upper + (lower - upper) * part.y
    })
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
