//! The canonical face as if it had been found in a picture, for pictures that are drawn.

use super::{Face, Pose};
use crate::geometry::{Rect, RotatedSquare, Vec3, canonical::canonical_face};

/// Radius of an iris, centimetres.
const IRIS_CM: f32 = 0.6;
/// Outer and inner corner of each eye.
const EYES: [(usize, usize); 2] = [(33, 133), (263, 362)];

impl Face {
    /// The canonical face, whose every point (centimetres, y upward, z towards the camera) `frame` puts into a picture, with irises of a scale
    /// of `pixels_per_cm` in the middles of the eyes. The square around it leans by `angle`, radians.
    pub fn canonical(frame: impl Fn(Vec3) -> Vec3, pixels_per_cm: f32, angle: f32) -> Self {
        let mut landmarks: Vec<Vec3> = canonical_face().positions.iter().map(|&point| frame(point)).collect();
        for (outer, inner) in EYES {
            let middle = (landmarks[outer] + landmarks[inner]) * 0.5;
            let around = [Vec3::ZERO, Vec3::X, Vec3::NEG_Y, Vec3::NEG_X, Vec3::Y];
            landmarks.extend(around.map(|step| middle + step * pixels_per_cm * IRIS_CM));
        }
        let first = landmarks[0].truncate();
        let points = landmarks.iter().map(|point| point.truncate());
        let bounds = points.fold(Rect { min: first, max: first }, |bounds, point| Rect {
            min: bounds.min.min(point),
            max: bounds.max.max(point),
        });
        Self {
            track: 1,
            score: 1.0,
            bounds,
            roi: RotatedSquare { center: bounds.center(), side: bounds.size().max_element() * 1.5, angle },
            landmarks,
            pose: Pose::default(),
            parsing: None,
            surroundings: None,
            presence: 1.0,
        }
    }
}
