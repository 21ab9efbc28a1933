//! Where each texel of a small picture of the UV plane lies on the canonical mesh: worked out once.

use std::sync::LazyLock;

use crate::{
    geometry::{Vec2, canonical::canonical_face},
    makeup::atlas::PageId,
};

/// Samples a side that each texel is the mean of.
pub const SAMPLES: usize = 2;

/// Columns and rows of a page as it is read off a picture, in texels.
pub const fn size(page: PageId) -> (usize, usize) {
    match page {
        PageId::Face => (64, 64),
        PageId::LeftEye | PageId::RightEye => (96, 56),
        PageId::Lips => (64, 40),
    }
}

/// A place on the mesh: the triangle, and its corners' weights.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Index of the triangle.
    pub triangle: usize,
    /// Weights of its corners, adding up to 1.
    pub weights: [f32; 3],
}

/// For each sample of a page, row by row, where it lies; `None` beside the mesh.
pub fn chart(page: PageId) -> &'static [Option<Place>] {
    static CHARTS: LazyLock<[Vec<Option<Place>>; 4]> = LazyLock::new(|| PageId::ALL.map(draw));
    &CHARTS[page as usize]
}

fn draw(page: PageId) -> Vec<Option<Place>> {
    let (columns, rows) = size(page);
    let (width, height) = (columns * SAMPLES, rows * SAMPLES);
    let (min, max) = page.window();
    let scale = Vec2::new(width as f32, height as f32) / (max - min);
    let mut chart = vec![None; width * height];
    let face = canonical_face();
    for (triangle, vertices) in face.triangles.iter().enumerate() {
        let [a, b, c] = vertices.map(|vertex| (face.uv[usize::from(vertex)] - min) * scale);
        let area = (b - a).perp_dot(c - a);
        if area.abs() < 1e-9 {
            continue;
        }
        let (low, high) = (a.min(b).min(c).floor(), a.max(b).max(c).ceil());
        let span = |low: f32, high: f32, size: usize| (low.max(0.0) as usize)..(high.max(0.0) as usize).min(size);
        for y in span(low.y, high.y, height) {
            for x in span(low.x, high.x, width) {
                let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
                let (wb, wc) = ((at - a).perp_dot(c - a) / area, (b - a).perp_dot(at - a) / area);
                let weights = [1.0 - wb - wc, wb, wc];
                if weights.iter().all(|&weight| weight >= -1e-4) {
                    chart[y * width + x] = Some(Place { triangle, weights });
                }
            }
        }
    }
    chart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_back_to_its_texel() {
        let face = canonical_face();
        for page in PageId::ALL {
            let (columns, rows) = size(page);
            let (min, max) = page.window();
            let width = columns * SAMPLES;
            let chart = chart(page);
            let known = chart.iter().flatten().count() as f32 / chart.len() as f32;
            assert!(known > 0.6, "{page:?}: {known}");
            for (index, place) in chart.iter().enumerate().filter_map(|(i, place)| Some((i, (*place)?))).step_by(37) {
                let corners = face.triangles[place.triangle].map(|vertex| face.uv[usize::from(vertex)]);
                let uv: Vec2 = corners.iter().zip(place.weights).map(|(&corner, weight)| corner * weight).sum();
                let at = (uv - min) / (max - min) * Vec2::new(width as f32, (rows * SAMPLES) as f32);
                let wanted = Vec2::new((index % width) as f32 + 0.5, (index / width) as f32 + 0.5);
                assert!(at.distance(wanted) < 0.05, "{page:?} {index}: {at} instead of {wanted}");
            }
        }
    }
}
