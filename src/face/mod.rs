//! Frames to faces: detection, 478 landmarks, tracking, smoothing, pose, skin and light. Knows nothing of looks.

mod border;
mod crop;
pub mod detector;
mod drawn;
mod labels;
mod lips;
pub mod mesh;
mod mouth;
mod parser;
mod parsing;
mod pose;
mod roi;
mod sight;
pub mod smoothing;
mod tracker;
mod vote;

use std::time::Duration;

pub use crop::{FaceCrop, square_of};
pub use labels::labels;
pub use parsing::{Parsing, Part};
pub use tracker::{FaceTracker, MAX_FACES};

use crate::{
    geometry::{Rect, RotatedSquare, Vec2, Vec3},
    inference::InferenceError,
};

/// Why faces cannot be looked for.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PerceptionError {
    /// A model is missing, broken, or failed.
    #[error(transparent)]
    Model(#[from] InferenceError),
}

/// The face that fills most of a picture.
pub fn largest(faces: &[Face]) -> Option<&Face> {
    let area = |face: &&Face| face.bounds.size().element_product();
    faces.iter().max_by(|a, b| area(a).total_cmp(&area(b)))
}

/// Where the time of one frame went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PerceptionTimings {
    /// Searching for faces; zero on most frames.
    pub detect: Duration,
    /// Laying the mesh on each face.
    pub landmarks: Duration,
    /// Telling what lies in front of each face; on followed faces at the same time as the landmarks.
    pub parse: Duration,
    /// Everything else: smoothing, pose, bookkeeping.
    pub track: Duration,
}

/// How hard to look for faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// While there is room for more faces, the frame is searched for new ones this seldom, in frames; 1 is every frame.
    pub search_every: u32,
    /// Only the largest face is followed on every frame, each of the others on every second one.
    pub by_turns: bool,
    /// What is around a face is told apart this seldom, in frames; 1 is every frame.
    pub parse_every: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Self { search_every: 10, by_turns: false, parse_every: 2 }
    }
}

/// One face in one frame. All coordinates in frame pixels, `(0, 0)` the top-left corner of the top-left pixel.
#[derive(Debug, Clone)]
pub struct Face {
    /// Stays the same while this face is tracked; never used again for another.
    pub track: u64,
    /// How sure the mesh model is that this is a face, 0..=1.
    pub score: f32,
    /// Bounding box of the landmarks.
    pub bounds: Rect,
    /// The square the mesh model looked at.
    pub roi: RotatedSquare,
    /// 478 points; z in pixels too, negative towards the camera.
    pub landmarks: Vec<Vec3>,
    /// Where the head looks.
    pub pose: Pose,
    /// What each part of the picture close around the face is; `None` until it has been looked at.
    pub parsing: Option<Parsing>,
    /// The same for a wider square that takes in the hair; only where [`FaceTracker::see_hair`] asks for it.
    pub surroundings: Option<Parsing>,
    /// 0..=1: rises when a face is found and falls when it leaves, so that makeup never pops.
    pub presence: f32,
}

impl Face {
    /// The same face in a picture whose top left corner is at `origin` of this one, and whose sides are `scale` times as long.
    pub fn moved(&self, origin: Vec2, scale: f32) -> Self {
        let point = |point: Vec2| (point - origin) * scale;
        Self {
            bounds: Rect { min: point(self.bounds.min), max: point(self.bounds.max) },
            roi: RotatedSquare { center: point(self.roi.center), side: self.roi.side * scale, ..self.roi },
            landmarks: self.landmarks.iter().map(|p| point(p.truncate()).extend(p.z * scale)).collect(),
            parsing: self.parsing.as_ref().map(|parsing| parsing.moved(origin, scale)),
            surroundings: self.surroundings.as_ref().map(|parsing| parsing.moved(origin, scale)),
            ..*self
        }
    }
}

/// Head pose, degrees.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pose {
    /// Positive: the person turns towards the picture's right.
    pub yaw: f32,
    /// Positive: the person looks up.
    pub pitch: f32,
    /// Positive: the head leans clockwise on screen.
    pub roll: f32,
}
