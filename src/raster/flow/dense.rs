use rayon::prelude::*;

use super::{Pyramid, patch::Template, pyramid::Level};
use crate::geometry::Vec2;

/// Half a patch's side less a half, and the distance between patches, pixels.
const REACH: usize = 5;
const EVERY: usize = 4;

/// How each pixel of a picture has moved in the next one, in pixels.
#[derive(Debug, Clone)]
pub struct Flow {
    width: usize,
    height: usize,
    vectors: Vec<Vec2>,
}

impl Flow {
    /// From one picture to another of the same size. Where there is no texture, the coarser levels' motion is kept.
    pub fn between(from: &Pyramid, to: &Pyramid) -> Self {
        let levels = from.levels.iter().zip(&to.levels).rev();
        let start = Self { width: 1, height: 1, vectors: vec![Vec2::ZERO] };
        levels.fold(start, |coarser, (from, to)| coarser.refined(from, to))
    }

    /// The motion at a point of the first picture, bilinear; the border is repeated.
    pub fn at(&self, point: Vec2) -> Vec2 {
        let last = Vec2::new((self.width - 1) as f32, (self.height - 1) as f32);
        let at = (point - 0.5).clamp(Vec2::ZERO, last);
        let (x, y) = (at.x as usize, at.y as usize);
        let (right, below) = ((x + 1).min(self.width - 1), (y + 1).min(self.height - 1));
        let part = at - Vec2::new(x as f32, y as f32);
        let vector = |x: usize, y: usize| self.vectors[y * self.width + x];
        vector(x, y).lerp(vector(right, y), part.x).lerp(vector(x, below).lerp(vector(right, below), part.x), part.y)
    }

    fn refined(&self, from: &Level, to: &Level) -> Self {
        let (width, height) = (from.width, from.height);
        let scale = Vec2::new(self.width as f32 / width as f32, self.height as f32 / height as f32);
        let grown = |point: Vec2| self.at(point * scale) / scale.max(Vec2::splat(1e-6));
        // The first level has nothing coarser: its vectors are zero, whatever the scale.
        let rows: Vec<usize> = (0..height.div_ceil(EVERY)).collect();
        let patches: Vec<Vec<(Vec2, Vec2)>> = rows
            .into_par_iter()
            .map(|row| {
                let centre = |column: usize| Vec2::new((column * EVERY) as f32 + 0.5, (row * EVERY) as f32 + 0.5);
                let search = |centre: Vec2| {
                    let guess = grown(centre);
                    let found = Template::of(from, centre, REACH).and_then(|patch| patch.search(to, guess));
                    (centre, found.filter(|found| found.fits()).map_or(guess, |found| found.shift))
                };
                (0..width.div_ceil(EVERY)).map(|column| search(centre(column))).collect()
            })
            .collect();
        let vectors = (0..width * height).into_par_iter().map(|i| mixed(&patches, from, to, i % width, i / width));
        Self { width, height, vectors: vectors.collect() }
    }
}

/// The mean of the patches on a pixel, each by how alike the two pictures are there when moved by it.
fn mixed(patches: &[Vec<(Vec2, Vec2)>], from: &Level, to: &Level, x: usize, y: usize) -> Vec2 {
    let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
    let value = from.values[y * from.width + x];
    let near = |i: usize, end: usize| i.saturating_sub(REACH).div_ceil(EVERY)..((i + REACH) / EVERY + 1).min(end);
    let (mut sum, mut weights) = (Vec2::ZERO, 0.0);
    for row in &patches[near(y, patches.len())] {
        for &(centre, shift) in &row[near(x, row.len())] {
            let differs = (to.at(at + shift) - value).abs().max(1.0);
            let weight = 1.0 / (differs * (1.0 + at.distance_squared(centre) / (EVERY * EVERY) as f32));
            sum += shift * weight;
            weights += weight;
        }
    }
    if weights > 0.0 { sum / weights } else { Vec2::ZERO }
}
