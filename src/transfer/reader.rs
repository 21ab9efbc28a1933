//! From a photo of somebody made up to the look that they wear.

use super::{
    measure::{self, Measured},
    slots::{self, Kind, Ensemble, SLOTS, Slot, Worn},
    unwrap::Unwrapped,
    vector::{self, Guess},
};
use crate::{
    compose::Lighting,
    face::{Face, FaceCrop},
    geometry::{Vec2, Vec3, canonical::canonical_face},
    inference::{InferenceError, Manifest, Model, OnnxModel, Runtime},
    look::Look,
    makeup::{Atlas, BakeError, Baker, atlas::PageId},
    raster::Pixmap,
    resources::Resources,
};

/// Longest side of the face's square that is looked at, pixels: more adds nothing but noise.
const MOST_PX: u32 = 480;
/// A face of fewer pixels across tells too little.
const LEAST_PX: f32 = 60.0;
/// A head that is turned further hides half of what it wears, degrees.
const MOST_YAW: f32 = 40.0;
/// A picture whose skin differs this little from grey has no colour (chroma over lightness, both CIE Lab).
const GREY: f64 = 0.05;
/// Reflectance of bare lips over that of the skin around them, linear: what shows through a sheer lipstick.
const BARE_LIPS: Vec3 = Vec3::new(0.66, 0.46, 0.50);

/// Why nothing can be read off a picture.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The face is too small.
    #[error("the face is only {0} pixels wide. Choose a larger picture of it, 60 pixels at least; 300 are better")]
    TooSmall(u32),
    /// The face is turned away.
    #[error("the face is turned away by {0} degrees. Choose a picture that shows it from the front")]
    TurnedAway(u32),
    /// No colour.
    #[error("the picture is black and white, and does not tell what colours are worn. Choose one in colour")]
    NoColor,
    /// Hands, hair, glasses or a mask over most of it.
    #[error("too little of the face is seen ({0} %): something is in front of it. Choose a picture that shows all of it")]
    Covered(u32),
    /// A model is missing, broken, or failed.
    #[error(transparent)]
    Model(#[from] InferenceError),
    /// A drawing is missing.
    #[error(transparent)]
    Shapes(#[from] BakeError),
}

/// What was found in one slot.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Which.
    pub slot: &'static Slot,
    /// How surely something is worn there, 0..=1.
    pub presence: f32,
    /// What it is, where it is likelier worn than not.
    pub worn: Option<Worn>,
    /// What it would be.
    pub guess: Worn,
    /// How surely it is this drawing, 0..=1.
    pub shape_share: f32,
    /// The colour that was measured there, sRGB in white light, and of how many texels it is the mean.
    pub measured: Option<([u8; 3], usize)>,
    /// The part of the picture that it was read from: triangles, in its pixels.
    pub region: Vec<[Vec2; 3]>,
}

/// What a person in a photo wears.
#[derive(Debug, Clone)]
pub struct Reading {
    /// It, as a look that anybody can wear and change.
    pub look: Look,
    /// How it was found, slot by slot in the order of [`SLOTS`].
    pub findings: Vec<Finding>,
    /// The wearer's own skin in white light, sRGB.
    pub skin: [u8; 3],
}

/// Reads looks.
pub struct LookReader {
    model: Box<dyn Model>,
    baker: Baker,
}

impl LookReader {
    /// Loads the network.
    ///
    /// # Errors
    /// [`ReadError`] names what is missing.
    pub fn new(resources: &Resources) -> Result<Self, ReadError> {
        let runtime = Runtime::load()?;
        let manifest = Manifest::open(&resources.models())?;
        let model = Box::new(OnnxModel::open(&runtime, &manifest, "look_reader")?);
        Ok(Self { model, baker: Baker::new(resources)? })
    }

    /// Reads what a face in a picture wears. The face is one that was found there, with its parsing.
    ///
    /// # Errors
    /// [`ReadError`] says why the picture tells too little, and what would.
    pub fn read(&mut self, picture: &Pixmap, face: &Face) -> Result<Reading, ReadError> {
        let width = face.bounds.size().min_element();
        if width < LEAST_PX {
            return Err(ReadError::TooSmall(width.max(0.0) as u32));
        }
        if face.pose.yaw.abs() > MOST_YAW {
            return Err(ReadError::TurnedAway(face.pose.yaw.abs() as u32));
        }
        let crop = FaceCrop::of(picture, face, MOST_PX).ok_or(ReadError::TooSmall(0))?;
        let unwrapped = Unwrapped::of(&crop.picture, &crop.face, &Lighting::of(&crop.picture, &crop.face));
        if unwrapped.chroma() < GREY {
            return Err(ReadError::NoColor);
        }
        let seen = unwrapped.seen();
        if seen < 0.5 {
            return Err(ReadError::Covered((seen * 100.0) as u32));
        }
        let guesses = self.guesses(&unwrapped)?;
        let findings = SLOTS.iter().zip(guesses).map(|(slot, guess)| self.finding(slot, guess, &unwrapped, face));
        let findings: Vec<Finding> = findings.collect::<Result<_, _>>()?;
        let ensemble: Ensemble = std::array::from_fn(|index| findings[index].worn);
        let look = Look { products: slots::products(&ensemble), ..unnamed() };
        Ok(Reading { look, findings, skin: measure::rgb8(unwrapped.skin) })
    }

    fn guesses(&mut self, unwrapped: &Unwrapped) -> Result<[Guess; SLOTS.len()], ReadError> {
        let pages = [
            unwrapped.planes(PageId::Face, false),
            unwrapped.planes(PageId::LeftEye, false),
            unwrapped.planes(PageId::RightEye, true),
            unwrapped.planes(PageId::Lips, false),
        ];
        let skin = unwrapped.skin.to_array();
        let [face, left, right, lips] = &pages;
        let given = self.model.run(&[face, left, right, lips, &skin])?;
        let senseless = || InferenceError::Run { name: "look_reader".into(), reason: "it gave no numbers".into() };
        Ok(given.first().and_then(|vector| vector::guesses(vector)).ok_or_else(senseless)?)
    }

    fn finding(
        &self,
        slot: &'static Slot,
        guess: Guess,
        unwrapped: &Unwrapped,
        face: &Face,
    ) -> Result<Finding, ReadError> {
        let Guess { presence, mut worn, shape_share, .. } = guess;
        let stencil = self.baker.bake_small(&stencil(slot, worn.shape))?;
        let measured = measure::region(unwrapped, &stencil);
        if let Some(measured) = measured {
            worn.color = shade(slot, &worn, measured, unwrapped.skin);
        }
        Ok(Finding {
            slot,
            presence,
            worn: (presence > 0.5).then_some(worn),
            guess: worn,
            shape_share,
            measured: measured.map(|measured| (measure::rgb8(measured.reflectance), measured.texels)),
            region: region(&stencil, face),
        })
    }
}

/// A look that hides all of a drawing's place.
fn stencil(slot: &Slot, shape: usize) -> Look {
    let worn = Worn { shape, finish: 0, color: [0; 3], coverage: 1.0, blur: 0.0 };
    Look { products: vec![slot.product(&worn)], ..unnamed() }
}

/// The shade by what was measured, where that tells more than the network does: lips, whose colour is theirs alone.
fn shade(slot: &Slot, worn: &Worn, measured: Measured, skin: Vec3) -> [u8; 3] {
    match slot.shapes[worn.shape].0 {
        Kind::Lipstick => {
            let product = |color| slot.product(&Worn { color, ..*worn });
            measure::shade(measured.reflectance, skin * BARE_LIPS, product)
        }
        _ => worn.color,
    }
}

/// The triangles of the picture that a look paints.
fn region(atlas: &Atlas, face: &Face) -> Vec<[Vec2; 3]> {
    let triangles = canonical_face().triangles.iter().zip(&atlas.painted).filter(|(_, painted)| **painted);
    let corners = |triangle: &[u16; 3]| triangle.map(|vertex| face.landmarks[usize::from(vertex)].truncate());
    triangles.map(|(triangle, _)| corners(triangle)).collect()
}

fn unnamed() -> Look {
    Look {
        id: "copied-look".into(),
        name: "Copied Look".into(),
        family: "copied".into(),
        description: "Read off a picture.".into(),
        tags: vec!["copied".into()],
        products: Vec::new(),
    }
}
