//! The painted look in UV space: four pages of one and the same UV plane, each with its own density.
//!
//! The canonical UV gives eyes and lips few texels. Rather than bending the plane, the atlas holds it four times: a coarse page with
//! the whole face, and dense pages that are windows onto each eye and the lips. A triangle is painted from the densest page that
//! contains it. Each page has a pyramid of halved levels, so that a small face reads texels about the size of its pixels.

use std::sync::LazyLock;

use wide::f32x8;

use super::{passes::Passes, pigment::Film};
use crate::geometry::{Vec2, canonical::canonical_face};

/// What a look does to one point of the skin, in 16 bytes so that four neighbours blend in a few instructions.
///
/// Every component is stored as the square root of what it stands for, which spends the 8 bits as the eye sees. Whoever blends texels
/// blends the squares: what a place sends back is the mix of its parts in light, and not in square roots of light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub struct Texel(pub [u8; 16]);

impl Texel {
    /// Index of the film's reflectance from above (r, g, b).
    pub const TOP: usize = 0;
    /// Index of the share of the surface that foundation evens towards the wearer's own skin.
    pub const SKIN_MATCH: usize = 3;
    /// Index of the share of light that passes down and up through the film (r, g, b).
    pub const TWO_WAY: usize = 4;
    /// Index of the strength of the wet highlight.
    pub const GLOSS: usize = 7;
    /// Index of the film's reflectance from below (r, g, b).
    pub const UNDER: usize = 8;
    /// Index of how much of the skin's own shine is taken away.
    pub const MATTE: usize = 11;
    /// Index of the share of this point that is lip rather than skin.
    pub const LIP: usize = 12;
    /// Index of the strength of the broad highlight in the film's own colour.
    pub const METAL: usize = 13;
    /// Index of the density of glinting particles.
    pub const SHIMMER: usize = 14;
    /// Index of the strength of the highlight whose hue turns with the angle.
    pub const HOLO: usize = 15;

    /// Paints nothing.
    pub const NEUTRAL: Self = Self([0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    /// The film.
    pub fn film(self) -> Film {
        let squares = |from: usize| std::array::from_fn(|c| (f32::from(self.0[from + c]) / 255.0).powi(2));
        Film { top: squares(Self::TOP), two_way: squares(Self::TWO_WAY), under: squares(Self::UNDER) }
    }

    /// Packs the values of eight texels, each 0..=1.
    pub fn of(values: [f32x8; 16]) -> [Self; 8] {
        let mut texels = [Self([0; 16]); 8];
        for (component, value) in values.into_iter().enumerate() {
            let stored = (value.fast_max(f32x8::ZERO).sqrt() * 255.0 + 0.5).fast_trunc_int().to_array();
            for (texel, stored) in texels.iter_mut().zip(stored) {
                texel.0[component] = stored as u8;
            }
        }
        texels
    }
}

/// Which page of the atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageId {
    /// The whole face, coarse.
    Face,
    /// The eye on the picture's left, dense.
    LeftEye,
    /// The eye on the picture's right, dense.
    RightEye,
    /// The lips, dense.
    Lips,
}

impl PageId {
    /// All pages, in the atlas's order.
    pub const ALL: [Self; 4] = [Self::Face, Self::LeftEye, Self::RightEye, Self::Lips];

    /// The part of the UV plane that the page shows: least and greatest corner.
    pub fn window(self) -> (Vec2, Vec2) {
        match self {
            Self::Face => (Vec2::ZERO, Vec2::ONE),
            Self::LeftEye => (Vec2::new(0.05, 0.22), Vec2::new(0.50, 0.47)),
            Self::RightEye => (Vec2::new(0.50, 0.22), Vec2::new(0.95, 0.47)),
            Self::Lips => (Vec2::new(0.33, 0.59), Vec2::new(0.67, 0.79)),
        }
    }

    /// Texels of the finest level: width, height.
    pub fn size(self) -> (usize, usize) {
        match self {
            Self::Face => (320, 320),
            Self::LeftEye | Self::RightEye => (720, 400),
            Self::Lips => (680, 400),
        }
    }

    fn holds(self, uv: [Vec2; 3]) -> bool {
        let (min, max) = self.window();
        // The canonical UV is symmetric to a few millionths only.
        let slack = 1e-4;
        uv.iter().all(|p| p.cmpge(min - slack).all() && p.cmple(max + slack).all())
    }
}

/// The page that each triangle of the canonical mesh is painted from: the densest that contains it.
pub fn page_of_triangle() -> &'static [PageId] {
    static PAGES: LazyLock<Vec<PageId>> = LazyLock::new(|| {
        let face = canonical_face();
        let page = |triangle: &[u16; 3]| {
            let uv = triangle.map(|vertex| face.uv[usize::from(vertex)]);
            [PageId::LeftEye, PageId::RightEye, PageId::Lips].into_iter().find(|page| page.holds(uv))
        };
        face.triangles.iter().map(|triangle| page(triangle).unwrap_or(PageId::Face)).collect()
    });
    &PAGES
}

/// One level of a page.
#[derive(Debug, Clone)]
pub struct Level {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Row-major; the centre of texel `(x, y)` is at `(x + 0.5, y + 0.5)`.
    pub texels: Vec<Texel>,
}

impl Level {
    /// Half the size, each texel the mean of four (of what they stand for: see [`Texel`]).
    fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut texels = Vec::with_capacity(width * height);
        for y in 0..height {
            let upper = &self.texels[2 * y * self.width..][..2 * width];
            let lower = &self.texels[(2 * y + 1) * self.width..][..2 * width];
            for (a, b) in upper.chunks_exact(2).zip(lower.chunks_exact(2)) {
                texels.push(if [a[1], b[0], b[1]] == [a[0]; 3] { a[0] } else { mean([a[0], a[1], b[0], b[1]]) });
            }
        }
        Self { width, height, texels }
    }
}

fn mean(texels: [Texel; 4]) -> Texel {
    Texel(std::array::from_fn(|component| {
        let square = |texel: Texel| f32::from(texel.0[component]) * f32::from(texel.0[component]);
        let sum = texels.into_iter().fold(0.0, |sum, texel| sum + square(texel));
        ((0.25 * sum).sqrt() + 0.5) as u8
    }))
}

/// A page: its levels from fine to coarse. Empty where the look paints nothing on it.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Finest first, each half the size of the one before.
    pub levels: Vec<Level>,
    /// The same levels as they are on the deepest skin; empty where nothing on the page goes with the skin. Both paint the same texels.
    pub deep: Vec<Level>,
}

impl Page {
    pub(super) fn with_pyramids(finest: Level, deep: Option<Level>) -> Self {
        Self { levels: pyramid(finest), deep: deep.map(pyramid).unwrap_or_default() }
    }
}

fn pyramid(finest: Level) -> Vec<Level> {
    let mut levels = vec![finest];
    while let Some(last) = levels.last().filter(|last| last.width.min(last.height) >= 32) {
        levels.push(last.halved());
    }
    levels
}

/// Everything a look paints, in UV space: made when the look changes, read on every frame.
#[derive(Debug, Clone)]
pub struct Atlas {
    /// In the order of [`PageId::ALL`].
    pub pages: [Page; 4],
    /// For each triangle of the canonical mesh: does the look paint any of it?
    pub painted: Vec<bool>,
    /// What the look changes beyond the painted skin.
    pub passes: Passes,
}

impl Atlas {
    pub(super) fn new(pages: [Page; 4], passes: Passes) -> Self {
        let face = canonical_face();
        let painted = face
            .triangles
            .iter()
            .zip(page_of_triangle())
            .map(|(triangle, &id)| {
                let uv = triangle.map(|vertex| face.uv[usize::from(vertex)]);
                touches_paint(&pages[id as usize], id, uv)
            })
            .collect();
        Self { pages, painted, passes }
    }

    /// The same without each page's finest level: a quarter of the texels, for when there is no time for all of them.
    pub fn coarser(&self) -> Self {
        let pages = self.pages.each_ref().map(|page| {
            let finest_left_out = usize::from(page.levels.len() > 1);
            let coarser = |levels: &[Level]| levels.get(finest_left_out..).unwrap_or_default().to_vec();
            Page { levels: coarser(&page.levels), deep: coarser(&page.deep) }
        });
        Self { pages, painted: self.painted.clone(), passes: self.passes.clone() }
    }
}

/// Whether any texel in the triangle's box paints. Read on the level of about a hundred texels across, which is exact enough: a
/// level's texel is neutral only where all it stands for is.
fn touches_paint(page: &Page, id: PageId, uv: [Vec2; 3]) -> bool {
    let Some(level) = page.levels.iter().find(|level| level.width <= 200).or(page.levels.last()) else {
        return false;
    };
    let (min, max) = id.window();
    let scale = Vec2::new(level.width as f32, level.height as f32) / (max - min);
    let points = uv.map(|p| (p - min) * scale);
    let low = points.iter().fold(Vec2::MAX, |a, b| a.min(*b)) - 1.0;
    let high = points.iter().fold(Vec2::MIN, |a, b| a.max(*b)) + 1.0;
    let span = |low: f32, high: f32, size: usize| (low.max(0.0) as usize)..((high.max(0.0) as usize + 1).min(size));
    span(low.y, high.y, level.height)
        .any(|y| span(low.x, high.x, level.width).any(|x| level.texels[y * level.width + x] != Texel::NEUTRAL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eyes_and_lips_have_pages_of_their_own() {
        let count = |id| page_of_triangle().iter().filter(|&&page| page == id).count();
        assert!(count(PageId::Lips) > 60, "{}", count(PageId::Lips));
        assert!(count(PageId::LeftEye) > 60, "{}", count(PageId::LeftEye));
        let (left, right) = (count(PageId::LeftEye), count(PageId::RightEye));
        assert!(left.abs_diff(right) <= 6, "{left} and {right}");
    }

    #[test]
    fn a_pyramid_halves_down_to_a_few_texels() {
        let finest = Level { width: 100, height: 64, texels: vec![Texel::NEUTRAL; 6400] };
        let page = Page::with_pyramids(finest, None);
        assert_eq!(page.levels.iter().map(|level| level.width).collect::<Vec<_>>(), [100, 50, 25]);
        assert!(page.levels.iter().all(|level| level.texels.iter().all(|&texel| texel == Texel::NEUTRAL)));
    }
}
