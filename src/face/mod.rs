//! Frames to faces: detection, 478 landmarks, tracking, smoothing, pose, skin and light. Knows nothing of looks.

use crate::geometry::{Rect, RotatedSquare, Vec3};

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
    /// 0..=1: rises when a face is found and falls when it leaves, so that makeup never pops.
    pub presence: f32,
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
