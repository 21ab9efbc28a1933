//! Coarse masks made to follow the edges of a finer picture.
//!
//! The guided filter (K. He, J. Sun, X. Tang, "Guided image filtering", 2010) in its fast form (K. He, J. Sun, 2015): around each cell
//! the mask is taken for a line over the picture's brightness, `mask = slope * brightness + offset`. The lines are found on the coarse
//! grid and applied at full resolution, where the picture has its edges.

/// Slope and offset of the line for one cell.
pub type Line = [f32; 2];

/// The brightness of a picture on a coarse grid, ready to guide masks.
#[derive(Debug)]
pub struct Guide {
    size: usize,
    radius: usize,
    brightness: Vec<f32>,
    mean: Vec<f32>,
    /// Variance of the brightness around each cell, with the least one that counts as an edge added.
    spread: Vec<f32>,
}

impl Guide {
    /// From the brightness of `size * size` cells (0..=1), row by row. `radius`: cells around each that a line is fitted to;
    /// `least_edge`: standard deviation of brightness that begins to count as an edge.
    pub fn new(brightness: Vec<f32>, size: usize, radius: usize, least_edge: f32) -> Self {
        let mean = box_mean(&brightness, size, radius);
        let squares: Vec<f32> = brightness.iter().map(|v| v * v).collect();
        let mut spread = box_mean(&squares, size, radius);
        spread
            .iter_mut()
            .zip(&mean)
            .for_each(|(spread, mean)| *spread = (*spread - mean * mean).max(0.0) + least_edge * least_edge);
        Self { size, radius, brightness, mean, spread }
    }

    /// The lines of a mask of the same cells, 0..=1.
    pub fn lines(&self, mask: &[f32]) -> Vec<Line> {
        let mean = box_mean(mask, self.size, self.radius);
        let products: Vec<f32> = mask.iter().zip(&self.brightness).map(|(m, v)| m * v).collect();
        let mut slope = box_mean(&products, self.size, self.radius);
        let mut offset = vec![0.0; slope.len()];
        for i in 0..slope.len() {
            slope[i] = (slope[i] - mean[i] * self.mean[i]) / self.spread[i];
            offset[i] = mean[i] - slope[i] * self.mean[i];
        }
        let (slope, offset) = (box_mean(&slope, self.size, self.radius), box_mean(&offset, self.size, self.radius));
        slope.into_iter().zip(offset).map(|(a, b)| [a, b]).collect()
    }
}

/// Mean over the cells within `radius` of each, in both directions; beyond the edges there is nothing.
pub fn box_mean(values: &[f32], size: usize, radius: usize) -> Vec<f32> {
    let window = |i: usize| i.saturating_sub(radius)..(i + radius + 1).min(size);
    let shares: Vec<f32> = (0..size).map(|i| 1.0 / window(i).len() as f32).collect();
    let mut across = vec![0.0; values.len()];
    for (row, sums) in values.chunks_exact(size).zip(across.chunks_exact_mut(size)) {
        sums.copy_from_slice(row);
        // Whole rows at a time, shifted: that is what vector instructions are for.
        for shift in 1..=radius.min(size.saturating_sub(1)) {
            sums[shift..].iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            sums.iter_mut().zip(&row[shift..]).for_each(|(sum, value)| *sum += value);
        }
        sums.iter_mut().zip(&shares).for_each(|(sum, share)| *sum *= share);
    }
    let mut both = vec![0.0; values.len()];
    for (i, sums) in both.chunks_exact_mut(size).enumerate() {
        for row in window(i) {
            sums.iter_mut().zip(&across[row * size..][..size]).for_each(|(sum, value)| *sum += value * shares[i]);
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: usize = 16;

    fn at(lines: &[Line], index: usize, brightness: f32) -> f32 {
        lines[index][0] * brightness + lines[index][1]
    }

    #[test]
    fn a_mask_takes_the_edge_of_the_picture() {
        // The picture's edge is between columns 7 and 8; the mask's is three columns wide and blurred.
        let bright = |column: usize| if column < 8 { 0.1 } else { 0.9 };
        let guide = Guide::new((0..SIZE * SIZE).map(|i| bright(i % SIZE)).collect(), SIZE, 2, 0.03);
        let mask: Vec<f32> = (0..SIZE * SIZE).map(|i| ((i % SIZE) as f32 - 6.0).clamp(0.0, 3.0) / 3.0).collect();
        let lines = guide.lines(&mask);
        let row = 8 * SIZE;
        assert!(at(&lines, row + 7, 0.1) < 0.25 && at(&lines, row + 8, 0.9) > 0.75);
        assert!(at(&lines, row + 2, 0.1).abs() < 1e-4 && (at(&lines, row + 13, 0.9) - 1.0).abs() < 1e-4);
    }

    #[test]
    fn without_an_edge_the_mask_stays_soft() {
        let guide = Guide::new(vec![0.5; SIZE * SIZE], SIZE, 2, 0.03);
        let mask: Vec<f32> = (0..SIZE * SIZE).map(|i| (i % SIZE) as f32 / 15.0).collect();
        let lines = guide.lines(&mask);
        assert!((at(&lines, 8 * SIZE + 8, 0.5) - 8.0 / 15.0).abs() < 1e-3);
    }
}
