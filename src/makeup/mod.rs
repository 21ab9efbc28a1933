//! A look, painted once into the face's own UV space. Knows nothing of frames.

use crate::{look::Look, resources::Resources};

/// Everything a look paints, in UV space: made when the look changes, read on every frame.
#[derive(Debug, Clone)]
pub struct Atlas {}

/// Paints a look.
#[derive(Debug, Clone)]
pub struct Baker {}

/// Why a look cannot be painted.
#[derive(Debug, thiserror::Error)]
pub enum BakeError {
    /// A shape file is missing or broken.
    #[error("shape '{name}': {reason}")]
    Shape {
        /// Which.
        name: String,
        /// What is wrong.
        reason: String,
    },
}

impl Baker {
    /// Reads the product shapes.
    ///
    /// # Errors
    /// [`BakeError::Shape`] for a missing or broken shape file.
    pub fn new(_resources: &Resources) -> Result<Self, BakeError> {
        Ok(Self {})
    }

    /// Paints a look at full size (under 50 ms on two cores).
    ///
    /// # Errors
    /// [`BakeError::Shape`] where the look names a shape that does not exist.
    pub fn bake(&self, _look: &Look) -> Result<Atlas, BakeError> {
        Ok(Atlas {})
    }

    /// Paints a look at a quarter of the size, for thumbnails.
    ///
    /// # Errors
    /// As [`Baker::bake`].
    pub fn bake_small(&self, _look: &Look) -> Result<Atlas, BakeError> {
        Ok(Atlas {})
    }
}
