//! Photos: a picture in, the same picture made up out, at its full size.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::Composite;
use crate::{
    capture::Frame,
    compose::{Compositor, Reference},
    face::{FaceTracker, PerceptionError},
    language::say,
    look::Look,
    makeup::{Atlas, BakeError, Baker},
    raster::Pixmap,
    resources::Resources,
    transfer,
};

/// Makes up one photo after another in the same look.
pub struct StillPainter {
    tracker: FaceTracker,
    compositor: Compositor,
    atlas: Atlas,
    intensity: f32,
}

/// Why photos cannot be made up.
#[derive(Debug, thiserror::Error)]
pub enum StillError {
    /// A shape is missing or broken, or the look names one that does not exist.
    #[error("{}", say!("the look '{look}': {problem}", look = look, problem = source))]
    Look {
        /// Id of the look.
        look: String,
        /// What is wrong.
        source: BakeError,
    },
    /// The shapes that looks are painted with cannot be read.
    #[error(transparent)]
    Shapes(BakeError),
    /// A model is missing, broken, or failed.
    #[error(transparent)]
    Perception(#[from] PerceptionError),
}

impl StillPainter {
    /// Loads models and shapes, and paints the look; `intensity` is 0..=1.
    ///
    /// # Errors
    /// [`StillError`] names what is missing.
    pub fn new(resources: &Resources, look: &Look, intensity: f32) -> Result<Self, StillError> {
        let baker = Baker::new(resources).map_err(StillError::Shapes)?;
        let atlas = baker.bake(look).map_err(|source| StillError::Look { look: look.id.clone(), source })?;
        let mut tracker = FaceTracker::new(resources)?;
        tracker.see_hair(!atlas.passes.hair.is_empty());
        Ok(Self { tracker, compositor: transfer::compositor(resources), atlas, intensity })
    }

    /// What a card has said of the light in the photos that follow; `None` guesses it.
    pub fn set_reference(&mut self, reference: Option<Reference>) {
        self.compositor.set_reference(reference);
    }

    /// The photo with every face in it made up.
    ///
    /// # Errors
    /// [`PerceptionError`] where a model fails. No face is an unchanged picture, not an error.
    pub fn paint(&mut self, pixels: Arc<Pixmap>) -> Result<Composite, PerceptionError> {
        let captured_at = Instant::now();
        let faces = self.tracker.find(&pixels)?;
        let made_up = self.compositor.compose(&pixels, &faces, &self.atlas, self.intensity);
        if let Some(fault) = self.compositor.take_fault() {
            return Err(fault.into());
        }
        let frame = Frame { seq: 0, captured_at, media_time: Duration::ZERO, pixels };
        let skin_depth = self.compositor.skin_depth(&faces);
        Ok(Composite { frame, made_up, beside: Vec::new(), faces, skin_depth, latency: captured_at.elapsed() })
    }
}
