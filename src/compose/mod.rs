//! Frame, faces and atlas to a composite: the per-frame pixel loop. Knows nothing of looks or models.

use crate::{face::Face, makeup::Atlas, raster::Pixmap};

/// Lays an atlas onto faces. Keeps its buffers between frames.
#[derive(Debug, Default)]
pub struct Compositor {}

impl Compositor {
    /// With empty buffers.
    pub fn new() -> Self {
        Self::default()
    }

    /// A copy of `frame` with every face wearing `atlas` at `intensity` (0..=1). Pixels that nothing paints are copied to the bit.
    pub fn compose(&mut self, frame: &Pixmap, _faces: &[Face], _atlas: &Atlas, _intensity: f32) -> Pixmap {
        frame.clone()
    }
}
