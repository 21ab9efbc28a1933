//! Lifting makeup off a face as a picture: what no product says, such as drawings, gems and stickers.

use super::{UnwrappedPlane, charts::PLANE, measure::rgb8, unwrap};
use crate::{
    geometry::Vec3,
    inference::{InferenceError, Model, OnnxModel},
    language::say,
    makeup::FULL_TRANSFER,
    raster::Pixmap,
    resources::Resources,
};

/// Less cover than the first is taken for doubt, and left out; from the second on all of it counts.
const CERTAIN: (f32, f32) = (0.06, 0.16);

/// Takes faces apart into bare skin and what lies on it.
pub struct TextureLifter(Box<dyn Model>);

impl TextureLifter {
    /// Loads `makeup_lifter`.
    ///
    /// # Errors
    /// [`InferenceError`] names what is missing.
    pub fn new(resources: &Resources) -> Result<Self, InferenceError> {
        Ok(Self(Box::new(OnnxModel::installed(resources, "makeup_lifter")?)))
    }

    /// What lies on a face: a picture of the whole UV plane, [`PLANE`] pixels a side, colour in white light and straight alpha. A decal of
    /// it lays the same on another face.
    ///
    /// # Errors
    /// [`InferenceError`] where the model fails.
    pub fn lift(&mut self, plane: &UnwrappedPlane) -> Result<Pixmap, InferenceError> {
        let given = self.0.run(&[&plane.planes()])?;
        let area = PLANE * PLANE;
        let whole = |layer: &&Vec<f32>| layer.len() == 4 * area && layer.iter().all(|value| value.is_finite());
        let senseless = || InferenceError::Run { name: "makeup_lifter".into(), reason: say("it gave no layer").into() };
        let layer = given.first().filter(whole).ok_or_else(senseless)?;
        let mut picture = Pixmap::new(PLANE as u32, PLANE as u32);
        for (index, pixel) in picture.pixels_mut().iter_mut().enumerate() {
            let ratio = Vec3::from_array(std::array::from_fn(|channel| layer[channel * area + index]));
            let cover = layer[3 * area + index].clamp(0.0, 1.0) * plane.texels[index].share;
            let sure = ((cover - CERTAIN.0) / (CERTAIN.1 - CERTAIN.0)).clamp(0.0, 1.0);
            // A decal lays on a little less than it is given.
            let alpha = (cover * sure / FULL_TRANSFER).min(1.0);
            // Colours that are not seen stay out of a file that people may hand on.
            *pixel = match alpha > 0.0 {
                true => {
                    let [red, green, blue] = rgb8(unwrap::reflectance(ratio, plane.skin));
                    [red, green, blue, (alpha * 255.0).round() as u8]
                }
                false => [0; 4],
            };
        }
        Ok(picture)
    }
}
