//! Between the cells of a coarse square grid.

use crate::geometry::Vec2;

/// The four cells around a place, and how much of each counts there (bilinear; the weights add up to 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corners {
    /// Row by row: the cell, the next one, and the two below.
    pub indices: [usize; 4],
    /// In the same order.
    pub weights: [f32; 4],
}

impl Corners {
    /// Of a place in a grid of `size` cells a side (at least 2), in which the centre of the first cell is `(0, 0)`. Beyond the outermost
    /// centres the nearest place counts.
    #[inline(always)]
    pub fn around(at: Vec2, size: usize) -> Self {
        let at = at.clamp(Vec2::ZERO, Vec2::splat(size as f32 - 1.001));
        let (column, row) = (at.x as usize, at.y as usize);
        let (fx, fy) = (at.x - column as f32, at.y - row as f32);
        let index = row * size + column;
        Self {
            indices: [index, index + 1, index + size, index + size + 1],
            weights: [(1.0 - fx) * (1.0 - fy), fx * (1.0 - fy), (1.0 - fx) * fy, fx * fy],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_is_met_between_cells_and_held_beyond_them() {
        let at = |x: f32, y: f32| {
            let Corners { indices, weights } = Corners::around(Vec2::new(x, y), 5);
            indices
                .iter()
                .zip(weights)
                .map(|(&i, weight)| ((i % 5) as f32 + 10.0 * (i / 5) as f32) * weight)
                .sum::<f32>()
        };
        assert!((at(1.25, 2.5) - 26.25).abs() < 1e-4);
        assert!((at(-3.0, 0.0) - 0.0).abs() < 1e-4);
        assert!((at(9.0, 9.0) - 44.0).abs() < 0.05);
    }
}
