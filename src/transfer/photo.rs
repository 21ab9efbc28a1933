//! A photo that a look is copied from: which faces it shows, and what one of them wears.

use std::sync::Arc;

use super::{LookReader, ReadError, Reading};
use crate::{
    face::{Face, FaceTracker, PerceptionError},
    raster::Pixmap,
    resources::Resources,
};

/// A photo and the faces in it.
#[derive(Debug, Clone)]
pub struct Photo {
    /// The photo at its own size.
    pub picture: Arc<Pixmap>,
    /// From the picture's left to its right.
    pub faces: Vec<Face>,
}

/// Looks at photos and reads what people in them wear.
pub struct PhotoReader {
    tracker: FaceTracker,
    reader: LookReader,
}

/// Why no look can be copied from a photo.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// A model failed.
    #[error(transparent)]
    Perception(#[from] PerceptionError),
    /// There is nobody.
    #[error("no face found. Choose a picture that shows a face from the front, in good light")]
    NoFace,
    /// There are several people.
    #[error("there are {0} faces, and it is not said whose makeup is meant")]
    WhichFace(usize),
    /// There are fewer people than that.
    #[error("there is no face {number}: only {count} found")]
    NoSuchFace {
        /// Which was asked for, counted from 1.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// The face tells too little.
    #[error(transparent)]
    Face(#[from] ReadError),
}

impl PhotoReader {
    /// Loads the models.
    ///
    /// # Errors
    /// [`CopyError`] names what is missing.
    pub fn new(resources: &Resources) -> Result<Self, CopyError> {
        Ok(Self { tracker: FaceTracker::new(resources)?, reader: LookReader::new(resources)? })
    }

    /// Looks for faces.
    ///
    /// # Errors
    /// [`CopyError::Perception`] where a model fails.
    pub fn look_at(&mut self, picture: Arc<Pixmap>) -> Result<Photo, CopyError> {
        let mut faces = self.tracker.find(&picture)?;
        faces.sort_by(|a, b| a.bounds.center().x.total_cmp(&b.bounds.center().x));
        Ok(Photo { picture, faces })
    }

    /// Reads what a face wears: the one of that number, counted from 1 at the picture's left, or the only one.
    ///
    /// # Errors
    /// [`CopyError`] says what the photo lacks.
    pub fn read(&mut self, photo: &Photo, number: Option<usize>) -> Result<Reading, CopyError> {
        let count = photo.faces.len();
        let index = match (number, count) {
            (_, 0) => return Err(CopyError::NoFace),
            (None, 1) => 0,
            (None, _) => return Err(CopyError::WhichFace(count)),
            (Some(number), _) => number.wrapping_sub(1),
        };
        let no_such_face = CopyError::NoSuchFace { number: number.unwrap_or(1), count };
        let face = photo.faces.get(index).ok_or(no_such_face)?;
        Ok(self.reader.read(&photo.picture, face)?)
    }
}
