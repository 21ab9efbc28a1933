//! From a photo of somebody made up to the look that they wear.

use super::{
    flatness::{DRAWN, flatness},
    measure::{self, Core},
    refine,
    slots::{self, SLOTS, Slot, Worn},
    style::StyleEncoder,
    unwrap::{Pages, Unwrapped},
    vector::{self, Guess},
};
use crate::{
    compose::Lighting,
    face::{Face, FaceCrop},
    geometry::{Vec2, Vec3, canonical::canonical_face},
    inference::{InferenceError, Model, OnnxModel},
    language::say,
    look::{Area, Look, PhotoStyle, Product},
    makeup::{Atlas, BakeError, Baker},
    raster::Pixmap,
    resources::Resources,
};

/// Longest side of the face's square that is looked at, pixels: more adds nothing but noise.
const MOST_PX: u32 = 480;
/// The same where it is asked whether the face is drawn.
const FLATNESS_PX: u32 = 256;
/// A face of fewer pixels across tells too little.
const LEAST_PX: f32 = 60.0;
/// A head that is turned further hides half of what it wears, degrees.
const MOST_YAW: f32 = 40.0;
/// Where less of what is around the eyes is seen, nothing is said of what they wear.
const EYES_SEEN: f32 = 0.6;
/// How sure it is, 0..=1, that lips wear something whose colour no bare lips have.
const SEEN_TO_BE_WORN: f32 = 0.75;

/// Why nothing can be read off a picture.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The face is too small.
    #[error(
        "{}",
        say!(
            "the face is only {width} pixels wide. Choose a larger picture of it, 60 pixels at least; 300 are better",
            width = .0,
        )
    )]
    TooSmall(u32),
    /// The face is turned away.
    #[error(
        "{}",
        say!("the face is turned away by {degrees} degrees. Choose a picture that shows it from the front", degrees = .0)
    )]
    TurnedAway(u32),
    /// No colour.
    #[error(
        "{}",
        say("the picture is black and white, or toned, and does not tell what colours are worn. Choose one in colour")
    )]
    NoColor,
    /// A cartoon.
    #[error(
        "{}",
        say("this is a drawing in flat colours, and does not tell what is skin and what is makeup. Choose a photo")
    )]
    Drawing,
    /// Hands, hair, glasses or a mask over most of it.
    #[error(
        "{}",
        say!(
            "too little of the face is seen ({share} %): something is in front of it. Choose a picture that shows all of it",
            share = .0,
        )
    )]
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
    /// How surely something is worn there, 0..=1: the network's share, or what the colour of lips tells.
    pub presence: f32,
    /// What it is, where it is likelier worn than not.
    pub worn: Option<Worn>,
    /// What it would be.
    pub guess: Worn,
    /// How surely it is this drawing, 0..=1.
    pub shape_share: f32,
    /// Whether the shade was fitted to what is seen there; otherwise it is what the network says.
    pub fitted: bool,
    /// The colour that is seen there, sRGB in white light, and of how many texels it is the mean.
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
    /// The same as a whole, as `makeup_transfer` wears it; not yet worn at all.
    pub style: PhotoStyle,
    /// The wearer's own skin in white light, sRGB.
    pub skin: [u8; 3],
    /// Glasses, hair or hands hide the lids: what they wear could not be read.
    pub eyes_covered: bool,
}

/// Reads looks.
pub struct LookReader {
    model: Box<dyn Model>,
    encoder: StyleEncoder,
    baker: Baker,
}

impl LookReader {
    /// Loads the network.
    ///
    /// # Errors
    /// [`ReadError`] names what is missing.
    pub fn new(resources: &Resources) -> Result<Self, ReadError> {
        let model = Box::new(OnnxModel::installed(resources, "look_reader")?);
        Ok(Self { model, encoder: StyleEncoder::new(resources)?, baker: Baker::new(resources)? })
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
        // Before its hues: flat colours are few as well.
        if FaceCrop::of(picture, face, FLATNESS_PX).is_some_and(|crop| flatness(&crop.picture) > DRAWN) {
            return Err(ReadError::Drawing);
        }
        let crop = FaceCrop::of(picture, face, MOST_PX).ok_or(ReadError::TooSmall(0))?;
        let unwrapped = Unwrapped::of(&crop.picture, &crop.face, &Lighting::of(&crop.picture, &crop.face));
        if !unwrapped.has_color() {
            return Err(ReadError::NoColor);
        }
        let seen = unwrapped.seen();
        if seen < 0.5 {
            return Err(ReadError::Covered((seen * 100.0) as u32));
        }
        let pages = unwrapped.inputs();
        let guesses = self.guesses(&pages, unwrapped.skin)?;
        let style = PhotoStyle { code: self.encoder.code(&pages, unwrapped.skin)?, coverage: 0.0 };
        let stencils: Vec<Atlas> = SLOTS
            .iter()
            .zip(&guesses)
            .map(|(slot, guess)| self.baker.bake_small(&stencil(slot, guess.worn.shape)))
            .collect::<Result<_, _>>()?;
        let exposure = refine::exposure(unwrapped.skin);
        let skin = unwrapped.skin * exposure;
        let cores: [Option<Core>; SLOTS.len()] =
            std::array::from_fn(|index| Some(Core::of(&unwrapped, &stencils[index])?.exposed(exposure)));
        let painted = |index: usize| refine::are_painted(&SLOTS[index], cores[index].as_ref(), skin);
        let presence = |index: usize| guesses[index].presence.max(if painted(index) { SEEN_TO_BE_WORN } else { 0.0 });
        let eyes_covered = unwrapped.eyes_seen() < EYES_SEEN;
        let likely = |index: usize| presence(index) > 0.5 && !(eyes_covered && SLOTS[index].area() == Area::Eyes);
        let read = std::array::from_fn(|index| likely(index).then_some(guesses[index].worn));
        let worn = refine::refined(read, &cores, skin, &self.baker)?;
        let finding = |index: usize| Finding {
            slot: &SLOTS[index],
            presence: presence(index),
            worn: worn[index],
            guess: worn[index].unwrap_or(guesses[index].worn),
            shape_share: guesses[index].shape_share,
            fitted: worn[index].is_some_and(|worn| worn.color != guesses[index].worn.color),
            measured: cores[index].as_ref().map(|core| (measure::rgb8(core.reflectance), core.count())),
            region: region(&stencils[index], face),
        };
        let look = copied(slots::products(&worn));
        let findings = (0..SLOTS.len()).map(finding).collect();
        Ok(Reading { look, findings, style, skin: measure::rgb8(skin), eyes_covered })
    }

    fn guesses(&mut self, pages: &Pages, skin: Vec3) -> Result<[Guess; SLOTS.len()], ReadError> {
        let [face, left, right, lips] = pages;
        let given = self.model.run(&[face, left, right, lips, &skin.to_array()])?;
        let senseless = || InferenceError::Run { name: "look_reader".into(), reason: say("it gave no numbers").into() };
        Ok(given.first().and_then(|vector| vector::guesses(vector)).ok_or_else(senseless)?)
    }
}

/// A look that hides all of a drawing's place.
fn stencil(slot: &Slot, shape: usize) -> Look {
    let worn = Worn { shape, finish: 0, color: [0; 3], coverage: 1.0, blur: 0.0 };
    Look::of(vec![slot.product(&worn)])
}

/// The triangles of the picture that a look paints.
fn region(atlas: &Atlas, face: &Face) -> Vec<[Vec2; 3]> {
    let triangles = canonical_face().triangles.iter().zip(&atlas.painted).filter(|(_, painted)| **painted);
    let corners = |triangle: &[u16; 3]| triangle.map(|vertex| face.landmarks[usize::from(vertex)].truncate());
    triangles.map(|(triangle, _)| corners(triangle)).collect()
}

/// A copied look; whoever shows it knows what to call it.
fn copied(products: Vec<Product>) -> Look {
    Look { family: "copied".into(), tags: vec!["copied".into()], ..Look::of(products) }
}
