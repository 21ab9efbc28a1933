//! Many looks on many faces, each face cut out of its photo.

use super::StillError;
use crate::{
    compose::Compositor,
    face::{FaceCrop, FaceTracker, PerceptionError},
    look::Look,
    makeup::Baker,
    raster::{Pixmap, resize},
    resources::Resources,
    transfer,
};

/// Faces are painted at up to this many times the side that is asked for, and then made smaller: edges come out as in a full picture.
const PAINTED_OVER_SHOWN: u32 = 2;

/// Faces, to be seen in one look after another. One look at a time is kept painted, whatever their number.
pub struct SheetPainter {
    tracker: FaceTracker,
    compositor: Compositor,
    baker: Baker,
    faces: Vec<FaceCrop>,
    side: u32,
}

impl SheetPainter {
    /// Loads models and shapes. Pictures will have `side` by `side` pixels.
    ///
    /// # Errors
    /// [`StillError`] names what is missing.
    pub fn new(resources: &Resources, side: u32) -> Result<Self, StillError> {
        let baker = Baker::new(resources).map_err(StillError::Shapes)?;
        let mut tracker = FaceTracker::new(resources)?;
        // Any of the looks may dye the hair.
        tracker.see_hair(true);
        Ok(Self { tracker, compositor: transfer::compositor(resources), baker, faces: Vec::new(), side })
    }

    /// Takes the largest face of a photo as the next one; `false` where there is none.
    ///
    /// # Errors
    /// [`PerceptionError`] where a model fails.
    pub fn add(&mut self, photo: &Pixmap) -> Result<bool, PerceptionError> {
        let faces = self.tracker.find(photo)?;
        let largest =
            faces.iter().max_by(|a, b| a.bounds.size().max_element().total_cmp(&b.bounds.size().max_element()));
        let crop = largest.and_then(|face| FaceCrop::of(photo, face, self.side * PAINTED_OVER_SHOWN));
        let found = crop.is_some();
        self.faces.extend(crop);
        Ok(found)
    }

    /// The faces as they are, in the order they were added.
    pub fn bare(&self) -> Vec<Pixmap> {
        self.faces.iter().map(|face| resize::resized(&face.picture, self.side, self.side)).collect()
    }

    /// The faces in a look, in the order they were added.
    ///
    /// # Errors
    /// [`StillError`] where the look names a shape that does not exist, or a model fails.
    pub fn wearing(&mut self, look: &Look) -> Result<Vec<Pixmap>, StillError> {
        let atlas = self.baker.bake(look).map_err(|source| StillError::Look { look: look.id.clone(), source })?;
        let compositor = &mut self.compositor;
        let shown = self.faces.iter().map(|crop| {
            let painted = compositor.compose(&crop.picture, std::slice::from_ref(&crop.face), &atlas, 1.0);
            match compositor.take_fault() {
                Some(fault) => Err(PerceptionError::from(fault).into()),
                None => Ok(resize::resized(&painted, self.side, self.side)),
            }
        });
        shown.collect()
    }
}
