//! What light falls on a face and what its skin is, for those who want to know a product's own colour rather than how it looks there.

use super::light::{self, Light, Witness, luminance};
use crate::{face::Face, geometry::Vec3, raster::Pixmap};

/// The light on one face. All values linear, relative to the display's white.
#[derive(Debug, Clone)]
pub struct Lighting {
    /// What a perfect white would send back at each vertex of the mesh.
    pub at_vertex: Vec<Vec3>,
    /// The same for the face as a whole.
    pub mean: Vec3,
    /// For each triangle of the mesh: does it face the camera?
    pub front: Vec<bool>,
    /// Reflectance of the skin, 0..=1: the mean of brows, eyes and lips left out.
    pub skin: Vec3,
}

impl Lighting {
    /// Reads the light off a picture, by the same witnesses that painting believes: the whites of the eyes and the bright end of the
    /// picture.
    pub fn of(frame: &Pixmap, face: &Face) -> Self {
        let witness = Witness { white: light::frame_white(frame), card: None, known: None };
        let light = Light::read(frame, face, witness);
        let mean = light.at_white();
        let Light { lit, wearer, surface, .. } = light;
        let light_over_skin = wearer.tint / wearer.skin_albedo;
        let mean_lit = lit.iter().sum::<Vec3>() / lit.len().max(1) as f32;
        let at_vertex: Vec<Vec3> = lit.iter().map(|&lit| light_over_skin * luminance(lit)).collect();
        Self { at_vertex, mean, front: surface.front, skin: mean_lit / mean.max(Vec3::splat(1e-4)) }
    }
}
