//! Where makeup never goes, whatever the mesh says: the open eyes and the open mouth.

use resvg::tiny_skia::{FillRule, Mask, PathBuilder, Transform};

use crate::{
    face::Face,
    geometry::{
        Rect, Vec2,
        regions::{INNER_LIPS, LEFT_EYE, RIGHT_EYE},
    },
};

/// Edge softness, share of the opening's width (standard deviation of about half of it).
const FEATHER: f32 = 1.0 / 60.0;
/// Largest opening that is guarded, pixels a side: beyond it the edges are soft anyway and the mask is drawn coarser.
const LARGEST_PX: f32 = 1024.0;

/// One opening: how much of each pixel it covers.
pub(super) struct Opening {
    left: i32,
    top: i32,
    width: usize,
    height: usize,
    cover: Vec<u8>,
}

impl Opening {
    /// The opening inside a ring of landmarks; `frame` is the frame's size, and nothing outside it is drawn. `None` where there is none.
    pub(super) fn of(face: &Face, ring: &[usize], frame: [usize; 2]) -> Option<Self> {
        let points: Vec<Vec2> = ring.iter().map(|&point| face.landmarks[point].truncate()).collect();
        draw(&points, frame)
    }

    /// Share of a pixel that it covers, 0..=1.
    #[inline]
    pub(super) fn cover(&self, x: i32, y: i32) -> f32 {
        let (column, row) = ((x - self.left) as usize, (y - self.top) as usize);
        let inside = column < self.width && row < self.height;
        if inside { f32::from(self.cover[row * self.width + column]) / 255.0 } else { 0.0 }
    }

    /// The pixels that it reaches.
    pub(super) fn bounds(&self) -> Rect {
        let min = Vec2::new(self.left as f32, self.top as f32);
        Rect { min, max: min + Vec2::new(self.width as f32, self.height as f32) }
    }
}

/// The openings of one face.
pub(super) struct Guard {
    openings: Vec<Opening>,
}

impl Guard {
    /// Draws the openings of a face; `frame` is the frame's size.
    pub(super) fn of(face: &Face, frame: [usize; 2]) -> Self {
        let rings: [&[usize]; 3] = [&LEFT_EYE, &RIGHT_EYE, &INNER_LIPS];
        Self { openings: rings.iter().filter_map(|ring| Opening::of(face, ring, frame)).collect() }
    }

    /// Share of a pixel that may be painted, 0..=1.
    #[inline]
    pub(super) fn open_to_makeup(&self, x: i32, y: i32) -> f32 {
        self.openings.iter().map(|opening| 1.0 - opening.cover(x, y)).product()
    }

    /// Whether any opening reaches a row.
    pub(super) fn touches(&self, y: i32) -> bool {
        self.openings.iter().any(|opening| ((y - opening.top) as usize) < opening.height)
    }
}

fn draw(points: &[Vec2], frame: [usize; 2]) -> Option<Opening> {
    let bounds = Rect::around(points.iter().copied())?;
    let feather = (bounds.size().x * FEATHER).clamp(0.0, 8.0).round() as usize;
    let margin = Vec2::splat(2.0 + 2.0 * feather as f32);
    let low = (bounds.min - margin).max(Vec2::ZERO).floor();
    let high = (bounds.max + margin).min(Vec2::new(frame[0] as f32, frame[1] as f32)).ceil();
    let size = high - low;
    if size.min_element() < 1.0 || size.max_element() > LARGEST_PX * 8.0 {
        return None;
    }
    let (width, height) = (size.x as usize, size.y as usize);
    let mut mask = Mask::new(width as u32, height as u32)?;
    mask.fill_path(&smooth_ring(points, low)?, FillRule::Winding, true, Transform::identity());
    let mut cover = mask.take();
    crate::raster::blur::gaussian(&mut cover, width, height, feather as f32 * 0.5);
    Some(Opening { left: low.x as i32, top: low.y as i32, width, height, cover })
}

/// A closed Catmull-Rom curve through the points (E. Catmull, R. Rom, "A class of local interpolating splines", 1974).
pub(super) fn smooth_ring(points: &[Vec2], origin: Vec2) -> Option<resvg::tiny_skia::Path> {
    let count = points.len();
    let at = |i: usize| points[i % count] - origin;
    let mut path = PathBuilder::new();
    path.move_to(at(0).x, at(0).y);
    for i in 0..count {
        let (before, from, to, after) = (at(i + count - 1), at(i), at(i + 1), at(i + 2));
        let (c1, c2) = (from + (to - before) / 6.0, to - (after - from) / 6.0);
        path.cubic_to(c1.x, c1.y, c2.x, c2.y, to.x, to.y);
    }
    path.close();
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_is_guarded_and_outside_is_open() {
        let circle: Vec<Vec2> =
            (0..16).map(|i| Vec2::from_angle(i as f32 / 16.0 * std::f32::consts::TAU) * 20.0 + 50.0).collect();
        let guard = Guard { openings: draw(&circle, [100, 100]).into_iter().collect() };
        assert_eq!(guard.open_to_makeup(50, 50), 0.0);
        assert_eq!(guard.open_to_makeup(75, 50), 1.0);
        assert_eq!(guard.open_to_makeup(0, 0), 1.0);
        assert!(guard.touches(50) && !guard.touches(90));
    }

    #[test]
    fn an_opening_outside_the_frame_is_nothing() {
        let away = [Vec2::new(-90.0, -50.0), Vec2::new(-60.0, -50.0), Vec2::new(-70.0, -20.0)];
        assert!(draw(&away, [100, 100]).is_none());
    }
}
