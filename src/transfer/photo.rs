//! A photo that a look is copied from: which faces it shows, and what one of them wears.

use std::sync::Arc;

use super::{LookReader, ReadError, Reading, TextureLifter, UnwrappedPlane};
use crate::{
    compose::Lighting,
    face::{Face, FaceCrop, FaceTracker, PerceptionError},
    language::say,
    raster::{Pixmap, resize},
    resources::Resources,
};

/// Longest side of the face's square that drawings are lifted from, pixels: finer than the plane adds nothing.
const LIFTED_PX: u32 = 720;
/// Longest side of what a photo is shown as, pixels.
const PREVIEW_PX: u32 = 1200;

/// A photo and the faces in it.
#[derive(Debug, Clone)]
pub struct Photo {
    /// The photo at its own size.
    pub picture: Arc<Pixmap>,
    /// No side longer than 1200 pixels.
    pub preview: Arc<Pixmap>,
    /// From the picture's left to its right.
    pub faces: Vec<Face>,
}

/// Looks at photos and reads what people in them wear.
pub struct PhotoReader {
    resources: Resources,
    tracker: FaceTracker,
    reader: LookReader,
    /// Loaded when it is first wanted.
    lifter: Option<TextureLifter>,
}

/// Why no look can be copied from a photo.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// A model failed.
    #[error(transparent)]
    Perception(#[from] PerceptionError),
    /// There is nobody.
    #[error("{}", say("no face found. Choose a picture that shows a face from the front, in good light"))]
    NoFace,
    /// There are several people.
    #[error("{}", say!("there are {count} faces, and it is not said whose makeup is meant", count = .0))]
    WhichFace(usize),
    /// There are fewer people than that.
    #[error("{}", say!("there is no face {number}: only {count} found", number = number, count = count))]
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
        let (tracker, reader) = (FaceTracker::new(resources)?, LookReader::new(resources)?);
        Ok(Self { resources: resources.clone(), tracker, reader, lifter: None })
    }

    /// Looks for faces.
    ///
    /// # Errors
    /// [`CopyError::Perception`] where a model fails.
    pub fn look_at(&mut self, picture: Arc<Pixmap>) -> Result<Photo, CopyError> {
        let mut faces = self.tracker.find(&picture)?;
        faces.sort_by(|a, b| a.bounds.center().x.total_cmp(&b.bounds.center().x));
        let longest = picture.width().max(picture.height());
        let preview =
            if longest <= PREVIEW_PX { Arc::clone(&picture) } else { Arc::new(resize::within(&picture, PREVIEW_PX)) };
        Ok(Photo { picture, preview, faces })
    }

    /// Reads what a face wears: the one of that number, counted from 1 at the picture's left, or the only one.
    ///
    /// # Errors
    /// [`CopyError`] says what the photo lacks.
    pub fn read(&mut self, photo: &Photo, number: Option<usize>) -> Result<Reading, CopyError> {
        let face = chosen(photo, number)?;
        Ok(self.reader.read(&photo.picture, face)?)
    }

    /// Lifts what a face wears off it, as a picture of the whole UV plane (see [`TextureLifter::lift`]); the face is chosen as in
    /// [`PhotoReader::read`], which says whether the photo will do at all.
    ///
    /// # Errors
    /// [`CopyError`] says what the photo lacks.
    pub fn lift(&mut self, photo: &Photo, number: Option<usize>) -> Result<Pixmap, CopyError> {
        let face = chosen(photo, number)?;
        let crop = FaceCrop::of(&photo.picture, face, LIFTED_PX).ok_or(ReadError::TooSmall(0))?;
        let plane = UnwrappedPlane::of(&crop.picture, &crop.face, &Lighting::of(&crop.picture, &crop.face));
        let mut lifter = match self.lifter.take() {
            Some(lifter) => lifter,
            None => TextureLifter::new(&self.resources).map_err(ReadError::Model)?,
        };
        let picture = lifter.lift(&plane).map_err(ReadError::Model)?;
        self.lifter = Some(lifter);
        Ok(picture)
    }
}

fn chosen(photo: &Photo, number: Option<usize>) -> Result<&Face, CopyError> {
    let count = photo.faces.len();
    let index = match (number, count) {
        (_, 0) => return Err(CopyError::NoFace),
        (None, 1) => 0,
        (None, _) => return Err(CopyError::WhichFace(count)),
        (Some(number), _) => number.wrapping_sub(1),
    };
    photo.faces.get(index).ok_or(CopyError::NoSuchFace { number: number.unwrap_or(1), count })
}
