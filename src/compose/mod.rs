//! Frame, faces and atlas to a composite: the per-frame pixel loop. Knows nothing of looks or models.
//!
//! For each face: read the light (`light`), lay the mesh out as flat facets (`facets`), guard what is never painted (`guard`), then
//! walk the rows once in parallel bands (`bands`), each painted pixel shaded on its own (`shade`). The cost follows the painted
//! pixels, not the number of products.

mod bands;
mod facets;
mod guard;
mod light;
mod pool;
mod shade;

use std::{collections::HashMap, sync::Arc};

use crate::{face::Face, makeup::Atlas, raster::Pixmap};
use bands::Painting;
use light::{Light, Wearer};
use pool::Pool;

/// Lays an atlas onto faces. Keeps its buffers, and what it learnt of each person's skin, between frames.
#[derive(Debug, Default)]
pub struct Compositor {
    pool: Pool,
    wearers: HashMap<u64, Wearer>,
}

impl Compositor {
    /// With empty buffers.
    pub fn new() -> Self {
        Self::default()
    }

    /// A copy of `frame` with every face wearing `atlas` at `intensity` (0..=1). Pixels that nothing paints are copied to the bit.
    ///
    /// Faces are in pixels of `frame`. The picture comes from a small pool: dropping it gives its buffer back.
    pub fn compose(&mut self, frame: &Pixmap, faces: &[Face], atlas: &Atlas, intensity: f32) -> Arc<Pixmap> {
        let mut picture = self.pool.copy_of(frame);
        if faces.is_empty() {
            self.wearers.clear();
            return self.pool.hand_out(picture);
        }
        let white = light::frame_white(frame);
        let mut wearers = HashMap::with_capacity(faces.len());
        for face in faces {
            let surface = facets::Surface::of(face);
            let light = Light::read(frame, face, &surface, white, self.wearers.get(&face.track).copied());
            wearers.insert(face.track, light.wearer);
            let strength = intensity.clamp(0.0, 1.0) * face.presence;
            if strength > 0.0 {
                Painting::new(face, &surface, light, atlas, strength, frame.size()).onto(&mut picture);
            }
        }
        self.wearers = wearers;
        self.pool.hand_out(picture)
    }
}
