use crate::{geometry::Vec2, raster::Pixmap};

/// A level is not halved below this, pixels a side.
const SMALLEST: usize = 24;
/// Levels at most: a patch of 15 pixels follows what moves 60 pixels.
const LEVELS: usize = 5;

/// A part of a picture in grey, at full size and halved again and again.
#[derive(Debug, Clone)]
pub struct Pyramid {
    /// Finest first; never empty.
    pub(super) levels: Vec<Level>,
}

/// One size of it.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Luma, 0..=255, row by row.
    pub(super) values: Vec<f32>,
}

impl Pyramid {
    /// Of the part of a picture that begins at `start` (column, row) and has `size` (width, height), all in pixels; what reaches beyond
    /// the picture repeats its border.
    pub fn of(picture: &Pixmap, start: [i32; 2], size: [usize; 2]) -> Self {
        let [width, height] = size.map(|side| side.max(1));
        let [columns, rows] = picture.size().map(|side| side as i32);
        let mut values = Vec::with_capacity(width * height);
        for y in 0..height as i32 {
            for x in 0..width as i32 {
                let (column, row) = ((start[0] + x).clamp(0, columns - 1), (start[1] + y).clamp(0, rows - 1));
                let [r, g, b, _] = picture.pixel(column as u32, row as u32).map(f32::from);
                values.push(0.299 * r + 0.587 * g + 0.114 * b);
            }
        }
        let mut levels = vec![Level { width, height, values }];
        while levels.len() < LEVELS {
            let last = &levels[levels.len() - 1];
            if last.width.min(last.height) < 2 * SMALLEST {
                break;
            }
            levels.push(last.halved());
        }
        Self { levels }
    }
}

impl Level {
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut values = Vec::with_capacity(width * height);
        for y in 0..height {
            let upper = &self.values[2 * y * self.width..][..2 * width];
            let lower = &self.values[(2 * y + 1) * self.width..][..2 * width];
            values.extend(
                upper.chunks_exact(2).zip(lower.chunks_exact(2)).map(|(a, b)| (a[0] + a[1] + b[0] + b[1]) * 0.25),
            );
        }
        Self { width, height, values }
    }

    /// Value at a point, bilinear; the border is repeated.
    #[inline]
    pub(super) fn at(&self, point: Vec2) -> f32 {
        let last = Vec2::new((self.width - 1) as f32, (self.height - 1) as f32);
        let at = (point - 0.5).clamp(Vec2::ZERO, last);
        let (x, y) = (at.x as usize, at.y as usize);
        let (right, below) = ((x + 1).min(self.width - 1), (y + 1).min(self.height - 1));
        let part = at - Vec2::new(x as f32, y as f32);
        let upper = &self.values[y * self.width..];
        let lower = &self.values[below * self.width..];
        let (a, b) = (upper[x] + (upper[right] - upper[x]) * part.x, lower[x] + (lower[right] - lower[x]) * part.x);
        a + (b - a) * part.y
    }

    pub(super) fn holds(&self, point: Vec2) -> bool {
        point.cmpge(Vec2::ZERO).all() && point.x <= self.width as f32 && point.y <= self.height as f32
    }
}
