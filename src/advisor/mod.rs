//! One good frame of a face to advice: what the skin and the features are, how the skin looks, which shades and looks suit, and how a look
//! is put on for real. Says for every reading how it was found, and says nothing where the frame does not tell.
//!
//! `quality` says what a frame is good for. The skin is laid out flat (`flat`); `tone` and `skin` are read there, `shape` from the landmarks.
//! `shades` and `looks` rank, `guide` turns a look into steps; what the person knows better counts before what was read (`said`). Nothing is kept and nothing here is a medical finding.

pub mod flat;
pub mod guide;
pub mod heat;
pub mod looks;
mod numbers;
pub mod quality;
pub mod said;
pub mod shades;
pub mod shape;
pub mod skin;
pub mod tone;

use crate::{
    compose::Lighting,
    face::{self, Face, FaceCrop},
    raster::Pixmap,
    transfer::Unwrapped,
};
use flat::Flat;
use quality::{Complaint, Quality, Topic};

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
    /// What of it the person said themselves; see [`Advice::as_said`].
    pub said: said::Said,
}

/// Looks at the largest face of a frame; `None` where there is none.
pub fn look_at(frame: &Pixmap, faces: &[Face]) -> Option<Advice> {
    let face = face::largest(faces)?;
    let crop = FaceCrop::of(frame, face, MOST_PX)?;
    // What is white may stand far from the face: the light is read off the whole frame.
    let lighting = Lighting::of(frame, face);
    let flat = Flat::of(&crop.picture, &crop.face, &lighting);
    let pages = Unwrapped::of(&crop.picture, &crop.face, &lighting);
    let mut quality =
        Quality::of(&quality::Sight { frame, face, crop: &crop, lighting: &lighting, flat: &flat, pages: &pages });
    let tone = quality.tells(Topic::Color).then(|| tone::Tone::of(&flat, &crop, &lighting)).flatten();
    if quality.tells(Topic::Color) && tone.is_none() {
        quality.complaints.push(Complaint::Colored);
    }
    let shape = shape::Shape::of(face, &quality);
    let skin = skin::findings(&flat, &quality);
    Some(Advice { face: face.clone(), quality, tone, shape, skin, said: said::Said::default() })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{face::FaceTracker, raster::codec, resources::Resources};

    /// The sample portrait and the faces in it.
    pub(crate) fn portrait() -> (Pixmap, Vec<Face>) {
        let resources = Resources::locate().unwrap();
        let picture = codec::load(&resources.asset("demo/portrait.png")).unwrap();
        let faces = FaceTracker::new(&resources).unwrap().find(&picture).unwrap();
        (picture, faces)
    }

    /// What is read off it.
    pub(crate) fn portrait_advice() -> Advice {
        let (picture, faces) = portrait();
        look_at(&picture, &faces).unwrap()
    }

    #[test]
    fn the_sample_portrait_is_read_and_nobody_is_not() {
        let advice = portrait_advice();
        let tone = advice.tone.expect("its colours can be told");
        assert!(tone.angle_uncertainty > 0.0 && tone.monk[0].1 >= tone.monk[1].1);
        assert!(!advice.skin.is_empty() && advice.skin.iter().all(|finding| finding.score <= 100));
        assert!(look_at(&Pixmap::new(64, 64), &[]).is_none());
    }

    #[test]
    fn a_spoilt_frame_is_not_read_and_says_what_to_do() {
        let (picture, faces) = portrait();
        let changed = |change: &dyn Fn([u8; 4]) -> [u8; 4]| {
            let mut picture = picture.clone();
            picture.pixels_mut().iter_mut().for_each(|pixel| *pixel = change(*pixel));
            look_at(&picture, &faces).unwrap()
        };
        let dark = changed(&|[r, g, b, a]| [r / 5, g / 5, b / 5, a]);
        assert!(dark.quality.complaints.contains(&Complaint::Dark) && dark.tone.is_none(), "{:?}", dark.quality);
        let grey = changed(&|[r, g, b, a]| {
            let mean = ((u16::from(r) + u16::from(g) + u16::from(b)) / 3) as u8;
            [mean, mean, mean, a]
        });
        assert!(grey.quality.complaints.contains(&Complaint::Colorless) && grey.tone.is_none());
        assert!(grey.shape.face.is_some() == portrait_advice().shape.face.is_some(), "shapes need no colour");
        let bright = changed(&|pixel| pixel.map(|v| v.saturating_mul(2)));
        assert!(bright.quality.complaints.contains(&Complaint::Bright), "{:?}", bright.quality);
        let mut turned = faces.clone();
        turned[0].pose.yaw = 50.0;
        assert!(look_at(&picture, &turned).unwrap().quality.tells_nothing());
        let mut fresh = faces;
        fresh[0].parsing = None;
        assert!(look_at(&picture, &fresh).unwrap().quality.complaints.contains(&Complaint::Fresh));
    }
}
