//! Whether a frame is good enough to be read, and what to do where it is not.

use super::{
    flat::{Flat, Region},
    numbers::{median, quantile},
};
use crate::{
    compose::Lighting,
    face::{Face, FaceCrop, Part},
    geometry::{Rect, Vec3, canonical::VERTEX_COUNT, regions},
    raster::{Pixmap, color},
    transfer::Unwrapped,
};

/// Narrowest face, pixels, that tells colours and shapes, and that tells pores and spots.
const WIDTH_PX: (f32, f32) = (80.0, 260.0);
/// Share of the frame's shorter side from which on a face is so near that the lens distorts it.
const NEAR: f32 = 0.95;
/// Most that a head may be turned or tilted, degrees: for shapes, and for anything at all.
const TURN: (f32, f32) = (14.0, 30.0);
/// Widths of the edges about the eyes over the face's width: sharp enough for pores, and for anything at all.
const BLUR: (f32, f32) = (0.018, 0.035);
/// Share of the skin whose colour may be cut off.
const CLIPPED: f32 = 0.08;
/// Luminance that white has on the face, of the display's white: less is too dark.
const DARK: f32 = 0.10;
/// Stops between the two cheeks: uneven enough to spoil the skin's readings, and its colour.
const UNEVEN_STOPS: (f32, f32) = (0.55, 1.3);
/// The light's strongest channel over its weakest.
const COLORED: f32 = 1.6;
/// Share of the face that must be seen.
const SEEN: f32 = 0.6;
/// Share of a region of skin that must be seen for it to be read.
const REGION_SEEN: f32 = 0.35;
/// Share of the parsed square that glasses take up to count.
const GLASSES: f32 = 0.002;
/// Height of the mouth's opening over its width, and height of the eyes' over theirs.
const MOUTH_OPEN: f32 = 0.06;
const EYES_OPEN: f32 = 0.14;

/// A sort of reading that a frame may spoil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Tone, undertone, contrast and shades.
    Color,
    /// The shape of the face.
    FaceShape,
    /// The shape and place of the eyes.
    Eyes,
    /// The shape of the lips.
    Lips,
    /// Evenness, redness and shine.
    Skin,
    /// Under the eyes.
    UnderEye,
    /// Texture and spots.
    Detail,
}

use Topic::{Color, Detail, Eyes, FaceShape, Lips, Skin, UnderEye};

/// Something that is wrong with a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Complaint {
    /// The face is so small that nothing can be read.
    Tiny,
    /// The face is too small for pores and spots.
    Small,
    /// The face is so near that the lens distorts it.
    Near,
    /// The head is turned to a side by more than anything can be read through.
    TurnedAway,
    /// The head is turned a little.
    Turned,
    /// The head is tilted up or down.
    Tilted,
    /// Nothing is sharp.
    Blurred,
    /// Not sharp enough for pores.
    Soft,
    /// The skin's light parts are cut off.
    Bright,
    /// Hardly any light.
    Dark,
    /// One side is far brighter.
    OneSided,
    /// One side is brighter.
    Uneven,
    /// The light is coloured.
    Colored,
    /// There is no colour at all.
    Colorless,
    /// Something is in front of the face.
    Covered,
    /// Hair or a hat over the forehead.
    ForeheadCovered,
    /// Glasses.
    Glasses,
    /// The mouth is open.
    MouthOpen,
    /// The eyes are shut.
    EyesShut,
    /// The face has not been looked at closely yet.
    Fresh,
}

impl Complaint {
    /// What the person can do.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Tiny => "Come closer: the face is too small to be read.",
            Self::Small => "Come a little closer: pores and spots are too small to be seen from here.",
            Self::Near => "Move back a little: so near, the lens makes the nose larger and the cheeks narrower.",
            Self::TurnedAway => "Turn your face to the camera.",
            Self::Turned => "Turn your face straight to the camera: shapes are read from the front.",
            Self::Tilted => "Hold your chin level, with the camera at the height of your eyes.",
            Self::Blurred => "Hold still, and let the camera focus: the picture is blurred.",
            Self::Soft => "Hold still, or clean the lens: the picture is too soft to show pores and spots.",
            Self::Bright => "Take some light away: bright parts of the skin are burnt out.",
            Self::Dark => "More light, please: face a window or a lamp.",
            Self::OneSided => "Turn until both cheeks get the same light: one side is far brighter.",
            Self::Uneven => "Softer light, please: one cheek is brighter than the other.",
            Self::Colored => "The light is coloured, so colours cannot be told: use daylight, or a plain white lamp.",
            Self::Colorless => "The picture is black and white, or toned: colours cannot be told.",
            Self::Covered => "Take away what is in front of the face.",
            Self::ForeheadCovered => "Put the hair back from the forehead.",
            Self::Glasses => "Take the glasses off for a moment.",
            Self::MouthOpen => "Close your mouth, and relax it.",
            Self::EyesShut => "Open your eyes.",
            Self::Fresh => "Once more, please: the face has only just come into view.",
        }
    }

    /// What cannot be read then.
    pub fn spoils(self) -> &'static [Topic] {
        const ALL: &[Topic] = &[Color, FaceShape, Eyes, Lips, Skin, UnderEye, Detail];
        match self {
            Self::Tiny | Self::TurnedAway | Self::Blurred | Self::Covered | Self::Fresh => ALL,
            Self::Small | Self::Soft => &[Detail],
            Self::Near => &[FaceShape],
            Self::Turned | Self::Tilted => &[FaceShape, Eyes, Lips],
            Self::Bright | Self::Dark | Self::OneSided | Self::Colored | Self::Colorless => {
                &[Color, Skin, UnderEye, Detail]
            }
            Self::Uneven => &[Skin, UnderEye],
            Self::ForeheadCovered => &[FaceShape],
            Self::Glasses => &[Eyes, UnderEye],
            Self::MouthOpen => &[FaceShape, Lips],
            Self::EyesShut => &[Eyes],
        }
    }
}

/// What a frame was measured to be. Everything that a [`Complaint`] rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Width of the face, pixels of the frame.
    pub width_px: f32,
    /// Turn to a side and tilt, degrees.
    pub turn: [f32; 2],
    /// Width of the sharpest edges about the eyes, over the face's width.
    pub blur: f32,
    /// Share of the skin whose colour is cut off, 0..=1.
    pub clipped: f32,
    /// Luminance that white has on the face, 1 the display's.
    pub light: f32,
    /// Stops between the cheeks.
    pub uneven_stops: f32,
    /// The light's strongest channel over its weakest, 1 for white.
    pub colored: f32,
    /// Share of the face that is seen.
    pub seen: f32,
}

/// What a frame is good for.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// What is wrong, the worst first.
    pub complaints: Vec<Complaint>,
    /// The figures behind it.
    pub figures: Figures,
}

/// A face as it is seen in a frame.
pub(super) struct Sight<'a> {
    pub frame: &'a Pixmap,
    pub face: &'a Face,
    pub crop: &'a FaceCrop,
    pub lighting: &'a Lighting,
    pub flat: &'a Flat,
    pub pages: &'a Unwrapped,
}

impl Quality {
    /// Measures a frame.
    pub(super) fn of(sight: &Sight<'_>) -> Self {
        let figures = figures(sight);
        let mut complaints = of_figures(&figures);
        complaints.extend(of_sight(sight));
        let breadth = |complaint: &Complaint| std::cmp::Reverse(complaint.spoils().len());
        complaints.sort_by_key(breadth);
        Self { complaints, figures }
    }

    /// Whether a sort of reading can be trusted.
    pub fn tells(&self, topic: Topic) -> bool {
        !self.complaints.iter().any(|complaint| complaint.spoils().contains(&topic))
    }

    /// Whether nothing at all can be read.
    pub fn tells_nothing(&self) -> bool {
        [Color, FaceShape, Eyes, Lips, Skin, UnderEye, Detail].iter().all(|&topic| !self.tells(topic))
    }
}

fn figures(sight: &Sight<'_>) -> Figures {
    let Sight { face, lighting, crop, flat, pages, .. } = sight;
    let light = lighting.mean;
    Figures {
        width_px: face.bounds.size().x.min(face.bounds.size().y),
        turn: [face.pose.yaw, face.pose.pitch],
        blur: blur(crop),
        clipped: clipped(flat, light),
        light: color::luminance(light.to_array()),
        uneven_stops: uneven_stops(flat),
        colored: light.max_element() / light.min_element().max(1e-4),
        seen: pages.seen(),
    }
}

/// What the figures say.
fn of_figures(figures: &Figures) -> Vec<Complaint> {
    let Figures { width_px, turn: [yaw, pitch], blur, clipped, light, uneven_stops, colored, seen } = *figures;
    let turned = yaw.abs().max(pitch.abs());
    let graded = |value: f32, (some, much): (f32, f32), mild: Complaint, strong: Complaint| match value {
        value if value > much => Some(strong),
        value if value > some => Some(mild),
        _ => None,
    };
    let tilt = if yaw.abs() >= pitch.abs() { Complaint::Turned } else { Complaint::Tilted };
    let when = |wrong: bool, complaint: Complaint| wrong.then_some(complaint);
    [
        graded(-width_px, (-WIDTH_PX.1, -WIDTH_PX.0), Complaint::Small, Complaint::Tiny),
        graded(turned, TURN, tilt, Complaint::TurnedAway),
        graded(blur, BLUR, Complaint::Soft, Complaint::Blurred),
        graded(uneven_stops, UNEVEN_STOPS, Complaint::Uneven, Complaint::OneSided),
        when(clipped > CLIPPED, Complaint::Bright),
        when(light < DARK, Complaint::Dark),
        when(colored > COLORED, Complaint::Colored),
        when(seen < SEEN && turned <= TURN.1, Complaint::Covered),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What else is seen.
fn of_sight(sight: &Sight<'_>) -> Vec<Complaint> {
    let Sight { frame, face, flat, pages, .. } = sight;
    let short = frame.width().min(frame.height()) as f32;
    let fresh = face.parsing.is_none();
    let checks = [
        (fresh, Complaint::Fresh),
        (face.bounds.size().max_element() > NEAR * short, Complaint::Near),
        (!pages.has_color(), Complaint::Colorless),
        (!fresh && flat.seen(Region::Forehead) < REGION_SEEN, Complaint::ForeheadCovered),
        (part_share(face, Part::Glasses) > GLASSES, Complaint::Glasses),
        (opening(face, 13, 14, 78, 308) > MOUTH_OPEN, Complaint::MouthOpen),
        (eyes_open(face) < EYES_OPEN, Complaint::EyesShut),
    ];
    checks.into_iter().filter(|(wrong, _)| *wrong).map(|(_, complaint)| complaint).collect()
}

/// Distance of two points over that of two others.
fn opening(face: &Face, upper: usize, lower: usize, left: usize, right: usize) -> f32 {
    let between = |a: usize, b: usize| face.landmarks[a].distance(face.landmarks[b]);
    between(upper, lower) / between(left, right).max(1e-3)
}

/// How open the wider eye is: its height over its width.
pub(super) fn eyes_open(face: &Face) -> f32 {
    opening(face, 159, 145, 33, 133).max(opening(face, 386, 374, 362, 263))
}

fn part_share(face: &Face, part: Part) -> f32 {
    face.parsing.as_ref().map_or(0.0, |parsing| {
        let plane = parsing.plane(part);
        plane.iter().filter(|&&share| share > 127).count() as f32 / plane.len().max(1) as f32
    })
}

/// Width of the sharpest edges about the eyes: their range of brightness over the steepest of their slopes, over the face's width. Lids
/// and irises have sharp edges in every face, and both range and slope grow with its contrast alike.
fn blur(crop: &FaceCrop) -> f32 {
    let FaceCrop { picture, face } = crop;
    let rings = [&regions::LEFT_EYE[..], &regions::RIGHT_EYE, &regions::LEFT_BROW, &regions::RIGHT_BROW];
    let points = rings.into_iter().flatten().map(|&vertex| face.landmarks[vertex].truncate());
    let Some(Rect { min, max }) = Rect::around(points) else { return 1.0 };
    let end = |at: f32, size: u32| (at.max(1.0) as u32).min(size.saturating_sub(2));
    let (columns, rows) = (
        end(min.x, picture.width())..end(max.x, picture.width()),
        end(min.y, picture.height())..end(max.y, picture.height()),
    );
    let at = |x: u32, y: u32| color::brightness(picture.pixel(x, y));
    let places = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
    let (mut values, mut slopes): (Vec<f32>, Vec<f32>) = places
        .map(|(x, y)| {
            let slope = Vec3::new(at(x + 1, y) - at(x - 1, y), at(x, y + 1) - at(x, y - 1), 0.0) * 0.5;
            (at(x, y), slope.length())
        })
        .unzip();
    let (Some(dark), Some(bright)) = (quantile(&mut values, 0.02), quantile(&mut values, 0.98)) else { return 1.0 };
    let steepest = quantile(&mut slopes, 0.99).unwrap_or(0.0);
    (bright - dark) / steepest.max(1e-4) / face.bounds.size().x.max(1.0)
}

/// Share of the skin of which a channel is cut off, at either end.
fn clipped(flat: &Flat, light: Vec3) -> f32 {
    let texels = flat.texels(&Region::ALL);
    let cut = |&&index: &&usize| {
        let shown = flat.in_even_light[index] * light;
        shown.max_element() > 0.98 || shown.max_element() < 0.002
    };
    texels.iter().filter(cut).count() as f32 / texels.len().max(1) as f32
}

/// By how many stops one cheek is brighter than the other.
fn uneven_stops(flat: &Flat) -> f32 {
    let of = |region: Region| {
        let texels = flat.texels(&[region]);
        let mut values: Vec<f32> =
            texels.iter().map(|&index| color::luminance(flat.in_even_light[index].to_array())).collect();
        median(&mut values).filter(|_| texels.len() > VERTEX_COUNT)
    };
    match (of(Region::LeftCheek), of(Region::RightCheek)) {
        (Some(left), Some(right)) => ((left + 1e-3) / (right + 1e-3)).log2().abs(),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Figures = Figures {
        width_px: 400.0,
        turn: [2.0, -3.0],
        blur: 0.008,
        clipped: 0.0,
        light: 0.6,
        uneven_stops: 0.1,
        colored: 1.1,
        seen: 0.95,
    };

    #[test]
    fn a_good_frame_has_nothing_to_be_said_against() {
        assert_eq!(of_figures(&GOOD), []);
    }

    #[test]
    fn each_figure_has_its_own_complaint() {
        let cases = [
            (Figures { width_px: 70.0, ..GOOD }, Complaint::Tiny),
            (Figures { width_px: 180.0, ..GOOD }, Complaint::Small),
            (Figures { turn: [20.0, 0.0], ..GOOD }, Complaint::Turned),
            (Figures { turn: [0.0, -20.0], ..GOOD }, Complaint::Tilted),
            (Figures { turn: [-45.0, 0.0], ..GOOD }, Complaint::TurnedAway),
            (Figures { blur: 0.02, ..GOOD }, Complaint::Soft),
            (Figures { blur: 0.05, ..GOOD }, Complaint::Blurred),
            (Figures { clipped: 0.2, ..GOOD }, Complaint::Bright),
            (Figures { light: 0.05, ..GOOD }, Complaint::Dark),
            (Figures { uneven_stops: 0.8, ..GOOD }, Complaint::Uneven),
            (Figures { uneven_stops: 2.0, ..GOOD }, Complaint::OneSided),
            (Figures { colored: 2.0, ..GOOD }, Complaint::Colored),
            (Figures { seen: 0.3, ..GOOD }, Complaint::Covered),
        ];
        for (figures, complaint) in cases {
            assert_eq!(of_figures(&figures), [complaint]);
            assert!(!complaint.spoils().is_empty() && complaint.advice().ends_with('.'));
        }
    }

    #[test]
    fn what_is_spoilt_is_not_told_and_the_rest_is() {
        let quality = Quality { complaints: vec![Complaint::Glasses], figures: GOOD };
        assert!(!quality.tells(Topic::Eyes) && quality.tells(Topic::Color) && !quality.tells_nothing());
        assert!(Quality { complaints: vec![Complaint::Blurred], figures: GOOD }.tells_nothing());
    }
}
