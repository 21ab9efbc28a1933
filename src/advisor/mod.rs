//! One good frame of a face to advice: what the skin and the features are, how the skin looks, which shades and looks suit, and how a look
//! is put on for real. Says for every reading how it was found, and says nothing where the frame does not tell.
//!
//! `quality` says what a frame is good for. The skin is laid out flat (`flat`); `tone` and `skin` are read there, `shape` from the landmarks.
//! `shades` and `looks` rank, `guide` turns a look into steps. Nothing is kept and nothing here is a medical finding.

pub mod flat;
pub mod guide;
pub mod heat;
pub mod looks;
mod numbers;
pub mod quality;
pub mod shades;
pub mod shape;
pub mod skin;
pub mod tone;

use crate::{
    compose::Lighting,
    face::{Face, FaceCrop},
    raster::Pixmap,
    transfer::Unwrapped,
};
use flat::Flat;
use quality::{Quality, Topic};

/// Longest side of the face's square that is looked at, pixels: a face is about 384 wide then, as many as the flat plane has texels.
const MOST_PX: u32 = 614;

/// What a frame tells of a face.
#[derive(Debug, Clone)]
pub struct Advice {
    /// The face that was looked at, in pixels of the frame.
    pub face: Face,
    /// What the frame is good for.
    pub quality: Quality,
    /// Skin tone, undertone and contrast; `None` where the frame does not tell.
    pub tone: Option<tone::Tone>,
    /// Shapes of the face, the eyes and the lips, those that the frame tells.
    pub shape: shape::Shape,
    /// How the skin looks, concern by concern; those that the frame does not tell are left out.
    pub skin: Vec<skin::Finding>,
}

/// Looks at the largest face of a frame; `None` where there is none.
pub fn look_at(frame: &Pixmap, faces: &[Face]) -> Option<Advice> {
    let area = |face: &&Face| face.bounds.size().element_product();
    let face = faces.iter().max_by(|a, b| area(a).total_cmp(&area(b)))?;
    let crop = FaceCrop::of(frame, face, MOST_PX)?;
    // What is white may stand far from the face: the light is read off the whole frame.
    let lighting = Lighting::of(frame, face);
    let flat = Flat::of(&crop.picture, &crop.face, &lighting);
    let pages = Unwrapped::of(&crop.picture, &crop.face, &lighting);
    let quality = Quality::of(&quality::Sight { frame, face, crop: &crop, lighting: &lighting, flat: &flat, pages: &pages });
    let tone = quality.tells(Topic::Color).then(|| tone::Tone::of(&flat, &crop, &lighting)).flatten();
    let shape = shape::Shape::of(face, &quality);
    let skin = skin::findings(&flat, &quality);
    Some(Advice { face: face.clone(), quality, tone, shape, skin })
}
