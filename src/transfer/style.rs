//! A photo's look as a whole: a network writes it down as a code, and another puts that code onto faces, frame by frame.

use super::{
    unwrap::Pages,
    view::{PLACES, View, places_from_frame},
};
use crate::{
    compose::{ColorGrid, Compositor, Recolor},
    face::Face,
    geometry::Vec3,
    inference::{InferenceError, Model, OnnxModel},
    language::say,
    look::{CODE, LARGEST_CODE},
    raster::{Pixmap, color::linear_from_srgb},
    resources::Resources,
};

const TRANSFER: &str = "makeup_transfer";
/// Brighter than this over the light is all alike to the network.
const BRIGHTEST: f32 = 1.5;

/// From a face that is laid out flat to the code of what it wears.
pub struct StyleEncoder(Box<dyn Model>);

impl StyleEncoder {
    /// Loads `style_encoder`.
    ///
    /// # Errors
    /// [`InferenceError`] names what is missing.
    pub fn new(resources: &Resources) -> Result<Self, InferenceError> {
        Ok(Self(Box::new(OnnxModel::installed(resources, "style_encoder")?)))
    }

    /// The mean of the code's distribution, [`CODE`] numbers, from the pages of a face and its skin's reflectance (linear).
    ///
    /// # Errors
    /// [`InferenceError`] where the model fails.
    pub fn code(&mut self, pages: &Pages, skin: Vec3) -> Result<Vec<f32>, InferenceError> {
        let [face, left, right, lips] = pages;
        let given = self.0.run(&[face, left, right, lips, &skin.to_array()])?;
        let whole = |code: &Vec<f32>| code.len() == CODE && code.iter().all(|number| number.is_finite());
        let senseless = || InferenceError::Run { name: "style_encoder".into(), reason: say("it gave no code").into() };
        let mut code = given.into_iter().next().filter(whole).ok_or_else(senseless)?;
        code.iter_mut().for_each(|number| *number = number.clamp(-LARGEST_CODE, LARGEST_CODE));
        Ok(code)
    }
}

/// Puts codes onto faces. `makeup_transfer` is loaded when it is first wanted.
pub struct PhotoTransfer {
    resources: Resources,
    /// It, or why it cannot be had.
    model: Option<Result<Box<dyn Model>, InferenceError>>,
}

impl PhotoTransfer {
    /// With the models of an installation.
    pub fn new(resources: &Resources) -> Self {
        Self { resources: resources.clone(), model: None }
    }

    fn model(&mut self) -> Result<&mut dyn Model, InferenceError> {
        let load = || OnnxModel::installed(&self.resources, TRANSFER).map(|model| Box::new(model) as Box<dyn Model>);
        match self.model.get_or_insert_with(load) {
            Ok(model) => Ok(model.as_mut()),
            Err(error) => Err(error.clone()),
        }
    }
}

impl Recolor for PhotoTransfer {
    fn grid(&mut self, frame: &Pixmap, face: &Face, light: Vec3, code: &[f32]) -> Result<ColorGrid, InferenceError> {
        let View { square, mut picture, mut places } = View::of(frame, face);
        to_roots(&mut picture, light);
        let cells = self.model()?.run(&[&picture, &places, code])?.into_iter().next().unwrap_or_default();
        let inside = places.split_off(2 * PLACES * PLACES);
        let grid = ColorGrid { side: PLACES, cells, inside, cells_from_frame: places_from_frame(&square) };
        let senseless = || InferenceError::Run { name: TRANSFER.into(), reason: say("it gave no numbers").into() };
        grid.is_whole().then_some(grid).ok_or_else(senseless)
    }
}

/// A compositor that can wear the looks of photos, too.
pub fn compositor(resources: &Resources) -> Compositor {
    let mut compositor = Compositor::new();
    compositor.set_recolor(Box::new(PhotoTransfer::new(resources)));
    compositor
}

/// Planes of sRGB to square roots of reflectance in a light (linear).
fn to_roots(picture: &mut [f32], light: Vec3) {
    let area = picture.len() / 3;
    for (plane, light) in picture.chunks_exact_mut(area).zip(light.to_array()) {
        let over = 1.0 / light.max(1e-3);
        for value in plane {
            *value = (linear_from_srgb(*value) * over).sqrt().min(BRIGHTEST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_in_a_light_is_one() {
        let light = Vec3::new(0.5, 0.25, 0.1);
        let seen = light.map(crate::raster::color::srgb_from_linear);
        let mut picture = [seen.x, 0.0, seen.y, 0.0, seen.z, 1.0];
        to_roots(&mut picture, light);
        for (found, wanted) in picture.into_iter().zip([1.0, 0.0, 1.0, 0.0, 1.0, BRIGHTEST]) {
            assert!((found - wanted).abs() < 1e-3, "{picture:?}");
        }
    }
}
