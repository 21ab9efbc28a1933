//! From one frame to the next: how the picture itself moves around the face.

use super::watch::Seen;
use crate::{
    geometry::Vec2,
    raster::flow::{Flow, Pyramid, followed},
};

/// Room around the face, share of its size.
const ROOM: f32 = 0.12;
/// There and back again may miss by so much, pixels; beyond it the motion is not known.
const LOST_PX: f32 = 0.5;
/// Half a side of the patch that a point is followed by, share of the face's width.
const PATCH: f32 = 0.04;

/// Two frames, cut around the face.
pub(super) struct Step {
    /// Left and top of the part that was cut out, pixels.
    pub(super) start: [i32; 2],
    pub(super) size: [usize; 2],
    pub(super) face_width: f32,
    before: Pyramid,
    after: Pyramid,
    forward: Flow,
    back: Flow,
}

/// Where a point went.
pub(super) struct Carried {
    pub(super) by: Vec2,
    /// How far there and back again misses, pixels.
    pub(super) miss: Vec2,
}

impl Step {
    pub(super) fn between(before: &Seen, after: &Seen) -> Self {
        let (a, b) = (&before.smooth.bounds, &after.smooth.bounds);
        let room = ROOM * b.size();
        let extent = Vec2::new(after.frame.width() as f32, after.frame.height() as f32);
        let min = (a.min.min(b.min) - room).floor().max(Vec2::ZERO);
        let max = (a.max.max(b.max) + room).ceil().min(extent).max(min + 1.0);
        let (start, size) = ([min.x as i32, min.y as i32], [(max.x - min.x) as usize, (max.y - min.y) as usize]);
        let cut = |seen: &Seen| Pyramid::of(&seen.frame, start, size);
        let (before, after) = (cut(before), cut(after));
        let (forward, back) = (Flow::between(&before, &after), Flow::between(&after, &before));
        Self { start, size, face_width: b.size().x, before, after, forward, back }
    }

    fn origin(&self) -> Vec2 {
        Vec2::new(self.start[0] as f32, self.start[1] as f32)
    }

    /// How the picture moved at a point of the first frame, by the patch around it; `None` where that is not known.
    pub(super) fn carried(&self, point: Vec2) -> Option<Carried> {
        let point = point - self.origin();
        let reach = (PATCH * self.face_width).clamp(4.0, 16.0) as usize;
        let there = followed(&self.before, &self.after, point, reach)?;
        let miss = followed(&self.after, &self.before, there, reach)? - point;
        (miss.length() < LOST_PX).then_some(Carried { by: there - point, miss })
    }

    /// Where a point of the first frame is in the second, by the flow over the whole face.
    pub(super) fn forward(&self, point: Vec2) -> Vec2 {
        point + self.forward.at(point - self.origin())
    }

    /// Where a point of the second frame was in the first; `None` where that is not known.
    pub(super) fn back(&self, point: Vec2) -> Option<Vec2> {
        let was = point + self.back.at(point - self.origin());
        (self.forward(was).distance(point) < LOST_PX).then_some(was)
    }
}
