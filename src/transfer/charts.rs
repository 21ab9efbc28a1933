//! Where each texel of a small picture of the UV plane lies on the canonical mesh: worked out once.

use std::sync::LazyLock;

use crate::{
    geometry::{Vec2, canonical::canonical_face},
    makeup::atlas::PageId,
};

/// Texels a side of the whole plane, as finely as a photo of a face about as many pixels wide shows it.
pub const PLANE: usize = 384;

/// A part of the UV plane, texel by texel.
#[derive(Debug)]
pub struct Chart {
    /// Texels in a row.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Samples a side that each texel is the mean of.
    pub samples: usize,
    /// For each sample, row by row, where it lies; `None` beside the mesh.
    pub places: Vec<Option<Place>>,
}

/// A place on the mesh: the triangle, and its corners' weights.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Index of the triangle.
    pub triangle: usize,
    /// Weights of its corners, adding up to 1.
    pub weights: [f32; 3],
}

/// Columns and rows of a page as it is read off a picture, in texels.
pub const fn size(page: PageId) -> (usize, usize) {
    match page {
        PageId::Face => (64, 64),
        PageId::LeftEye | PageId::RightEye => (96, 56),
        PageId::Lips => (64, 40),
    }
}

/// The chart of a page.
pub fn page(page: PageId) -> &'static Chart {
    static CHARTS: LazyLock<[Chart; 4]> = LazyLock::new(|| {
        PageId::ALL.map(|page| {
            let (columns, rows) = size(page);
            Chart::draw(page.window(), columns, rows, 2)
        })
    });
    &CHARTS[page as usize]
}

/// The chart of the whole plane, [`PLANE`] texels a side.
pub fn plane() -> &'static Chart {
    static CHART: LazyLock<Chart> = LazyLock::new(|| Chart::draw(PageId::Face.window(), PLANE, PLANE, 1));
    &CHART
}

impl Chart {
    /// How many texels lie on the mesh.
    pub fn known(&self) -> f32 {
        self.places.iter().flatten().count() as f32 / (self.samples * self.samples) as f32
    }

    /// The samples of a texel.
    pub fn of_texel(&self, index: usize) -> impl Iterator<Item = &Option<Place>> {
        let (x, y) = (index % self.columns * self.samples, index / self.columns * self.samples);
        let width = self.columns * self.samples;
        (0..self.samples).flat_map(move |row| &self.places[(y + row) * width + x..][..self.samples])
    }

    fn draw((min, max): (Vec2, Vec2), columns: usize, rows: usize, samples: usize) -> Self {
        let (width, height) = (columns * samples, rows * samples);
        let scale = Vec2::new(width as f32, height as f32) / (max - min);
        let mut places = vec![None; width * height];
        let face = canonical_face();
        for (triangle, vertices) in face.triangles.iter().enumerate() {
            let corners = vertices.map(|vertex| (face.uv[usize::from(vertex)] - min) * scale);
            each_inside(corners, [width, height], |x, y, weights| {
                places[y * width + x] = Some(Place { triangle, weights });
            });
        }
        Self { columns, rows, samples, places }
    }
}

/// Calls for each sample of a grid whose centre lies in a triangle: its column, its row, and its weights of the triangle's corners. A
/// corner `(x, y)` of a grid has `(0, 0)` at the first sample's own corner.
pub fn each_inside([a, b, c]: [Vec2; 3], size: [usize; 2], mut call: impl FnMut(usize, usize, [f32; 3])) {
    let area = (b - a).perp_dot(c - a);
    if !area.is_finite() || area.abs() < 1e-9 {
        return;
    }
    let (low, high) = (a.min(b).min(c).floor(), a.max(b).max(c).ceil());
    let span = |low: f32, high: f32, size: usize| (low.max(0.0) as usize)..(high.max(0.0) as usize).min(size);
    for y in span(low.y, high.y, size[1]) {
        for x in span(low.x, high.x, size[0]) {
            let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
            let (wb, wc) = ((at - a).perp_dot(c - a) / area, (b - a).perp_dot(at - a) / area);
            let weights = [1.0 - wb - wc, wb, wc];
            if weights.iter().all(|&weight| weight >= -1e-4) {
                call(x, y, weights);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_back_to_its_texel() {
        let face = canonical_face();
        let pages = PageId::ALL.map(|id| (page(id), id.window()));
        for (chart, (min, max)) in pages.into_iter().chain([(plane(), PageId::Face.window())]) {
            let Chart { columns, rows, samples, ref places } = *chart;
            let size = Vec2::new((columns * samples) as f32, (rows * samples) as f32);
            let known = chart.known() / (columns * rows) as f32;
            assert!(known > 0.6, "{columns} x {rows}: {known}");
            for (index, place) in places.iter().enumerate().filter_map(|(i, place)| Some((i, (*place)?))).step_by(37) {
                let corners = face.triangles[place.triangle].map(|vertex| face.uv[usize::from(vertex)]);
                let uv: Vec2 = corners.iter().zip(place.weights).map(|(&corner, weight)| corner * weight).sum();
                let at = (uv - min) / (max - min) * size;
                let width = columns * samples;
                let wanted = Vec2::new((index % width) as f32 + 0.5, (index / width) as f32 + 0.5);
                assert!(at.distance(wanted) < 0.05, "{columns} x {rows}, {index}: {at} instead of {wanted}");
            }
        }
    }

    #[test]
    fn a_texel_has_its_own_samples() {
        let chart = page(PageId::Lips);
        let texels = chart.columns * chart.rows;
        let all: usize = (0..texels).map(|texel| chart.of_texel(texel).flatten().count()).sum();
        assert_eq!(all, chart.places.iter().flatten().count());
        assert!((0..texels).all(|texel| chart.of_texel(texel).count() == 4));
    }
}
