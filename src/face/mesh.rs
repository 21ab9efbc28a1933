//! 478 points on one face (I. Grishchenko et al., "Attention mesh: high-fidelity face mesh prediction in real-time", 2020).

use crate::{
    geometry::{Rect, RotatedSquare, Vec2, Vec3, canonical::LANDMARK_COUNT},
    inference::{InferenceError, Model},
    raster::{
        Pixmap,
        warp::{Border, planes_from_square},
    },
};

/// Least share of a face's points that must lie in the frame.
const LEAST_IN_FRAME: f32 = 0.3;

/// Landmarks that the model gave for a square of the frame.
#[derive(Debug, Clone)]
pub struct MeshFit {
    /// 478 points, frame pixels; z on the same scale, negative towards the camera.
    pub landmarks: Vec<Vec3>,
    /// How sure the model is that it saw a face, 0..=1.
    pub score: f32,
}

/// The mesh model with its buffer.
pub struct Mesh {
    model: Box<dyn Model>,
    size: usize,
    input: Vec<f32>,
}

impl Mesh {
    /// The model's input is `[1, 3, size, size]` in 0..=1; its outputs are landmarks `[1, 478, 3]` in input pixels and a score `[1, 1]`.
    pub fn new(model: Box<dyn Model>) -> Self {
        let size = model.input_shapes()[0].last().copied().unwrap_or(1);
        Self { model, size, input: Vec::new() }
    }

    /// Lays the mesh on the face in a square of the frame. `None` where the model saw no face, or what it gave cannot be one.
    ///
    /// # Errors
    /// [`InferenceError`] where the model fails.
    pub fn fit(&mut self, frame: &Pixmap, roi: &RotatedSquare) -> Result<Option<MeshFit>, InferenceError> {
        planes_from_square(frame, roi, self.size, Border::Replicate, [0.0, 1.0], &mut self.input);
        let outputs = self.model.run(&[&self.input])?;
        let [points, score] = outputs.as_slice() else { return Ok(None) };
        let frame_from_unit = roi.frame_from_unit();
        let scale = 1.0 / self.size as f32;
        let landmarks: Vec<Vec3> = points
            .chunks_exact(3)
            .map(|p| frame_from_unit.transform_point2(Vec2::new(p[0], p[1]) * scale).extend(p[2] * scale * roi.side))
            .collect();
        let score = score.first().copied().unwrap_or(0.0);
        let extent = Vec2::new(frame.width() as f32, frame.height() as f32);
        Ok((score >= 0.5 && is_a_face(&landmarks, roi, extent)).then_some(MeshFit { landmarks, score }))
    }
}

/// Whether points could be a face at all: finite, of sensible size and proportion, and enough of them in the frame.
fn is_a_face(landmarks: &[Vec3], roi: &RotatedSquare, extent: Vec2) -> bool {
    if landmarks.len() != LANDMARK_COUNT || !landmarks.iter().all(|point| point.is_finite()) {
        return false;
    }
    let Some(bounds) = Rect::around(landmarks.iter().map(|point| point.truncate())) else { return false };
    let size = bounds.size();
    let inside = |p: &&Vec3| p.x >= 0.0 && p.y >= 0.0 && p.x < extent.x && p.y < extent.y;
    let in_frame = landmarks.iter().filter(inside).count() as f32 / landmarks.len() as f32;
    let proportion = size.x / size.y;
    (0.25..1.6).contains(&(size.max_element() / roi.side))
        && (0.25..4.0).contains(&proportion)
        && in_frame >= LEAST_IN_FRAME
}
