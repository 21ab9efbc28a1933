//! A face of known skin in known light: the canonical mesh, frontal, flatly drawn.

use super::shades::Lamp;
use crate::{
    compose::{Card, Reference},
    face::Face,
    geometry::{
        Vec2, Vec3,
        canonical::canonical_face,
        is_inside,
        regions::{FACE_OVAL, INNER_LIPS, LEFT_EYE, OUTER_LIPS, RIGHT_EYE},
    },
    raster::{
        Pixmap,
        color::{linear_from_rgb8, rgb8_from_linear},
    },
};

/// Pixels a side.
const SIDE: u32 = 140;
/// Where the face's origin is, pixels.
const CENTER: Vec2 = Vec2::new(70.0, 75.0);
const PIXELS_PER_CM: f32 = 5.8;
/// Radius of an iris, centimetres.
const IRIS_CM: f32 = 0.6;
/// How much the light grows from the middle to the right and to the lower border of the picture.
const SLOPE: Vec2 = Vec2::new(0.20, -0.10);
/// Bare lips beside the skin around them, linear.
const LIPS: [f32; 3] = [0.66, 0.46, 0.50];
/// Reflectance of the wall behind.
const WALL: f32 = 0.40;
/// A card above the face, white unless said otherwise: left, top, right, bottom, pixels.
const CARD: [u32; 4] = [49, 2, 91, 17];
/// Where highlights come from in most pictures: above, a little to one side.
const HALFWAY: Vec3 = Vec3::new(0.10, -0.17, -0.98);
/// Cosine between a surface and [`HALFWAY`] below which hardly any highlight falls on it.
const AWAY: f32 = 0.75;
/// Cosine between a surface and the view above which it is painted fully.
const IN_VIEW: f32 = 0.40;

/// What in a picture tells skin from light, and how truly: reflectances, linear.
#[derive(Debug, Clone, Copy)]
pub(super) struct Witnesses {
    /// Of the whites of the eyes, shaded by lids and lashes.
    sclera: [f32; 3],
    /// Of the card.
    card: [f32; 3],
    /// The person says that the card is a grey one.
    pointed_at: bool,
}

impl Witnesses {
    /// As the program supposes them.
    pub(super) const TRUE: Self = Self { sclera: [0.45; 3], card: [0.9; 3], pointed_at: false };

    /// As they may be as well.
    pub(super) const DOUBTFUL: [(&'static str, Self); 7] = [
        ("nothing in the frame is white", Self { card: [WALL; 3], ..Self::TRUE }),
        ("the same, and a grey card is pointed at", Self { card: [0.18; 3], pointed_at: true, ..Self::TRUE }),
        (
            "the same, and the whites of the eyes a fifth darker",
            Self { card: [0.18; 3], pointed_at: true, sclera: [0.36; 3] },
        ),
        ("whites of the eyes a fifth darker", Self { sclera: [0.36; 3], ..Self::TRUE }),
        ("whites of the eyes a fifth brighter", Self { sclera: [0.54; 3], ..Self::TRUE }),
        ("whites of the eyes reddened", Self { sclera: [0.52, 0.44, 0.40], ..Self::TRUE }),
        ("cream instead of white in the frame", Self { card: [0.85, 0.78, 0.62], ..Self::TRUE }),
    ];
}

/// A drawn face and the light on it.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) frame: Pixmap,
    pub(super) face: Face,
    /// What the card that is pointed at says.
    pub(super) reference: Option<Reference>,
    white: [f32; 3],
}

/// A pixel that is measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) on_lips: bool,
}

impl Scene {
    pub(super) fn of((_, tone): (&str, [u8; 3]), lamp: Lamp, witnesses: Witnesses) -> Self {
        let mut scene = Self { frame: Pixmap::new(SIDE, SIDE), face: face(), reference: None, white: lamp.white() };
        let skin = linear_from_rgb8(tone);
        let rings = Rings::of(&scene.face);
        for y in 0..SIDE {
            for x in 0..SIDE {
                let albedo = rings.albedo(Vec2::new(x as f32 + 0.5, y as f32 + 0.5), skin, witnesses);
                let light = scene.light_at(x, y);
                let [r, g, b] = rgb8_from_linear(std::array::from_fn(|c| albedo[c] * light[c]));
                scene.frame.pixels_mut()[(y * SIDE + x) as usize] = [r, g, b, 255];
            }
        }
        let [left, top, right, bottom] = CARD.map(|side| side as f32);
        let middle = Vec2::new(left + right, top + bottom) * 0.5;
        let read = || Reference::read(&scene.frame, middle, Card::Grey).ok();
        scene.reference = if witnesses.pointed_at { read() } else { None };
        scene
    }

    /// Linear light that a perfect white would send back from a pixel.
    pub(super) fn light_at(&self, x: u32, y: u32) -> [f32; 3] {
        let from_middle = (Vec2::new(x as f32, y as f32) + 0.5) / (0.5 * SIDE as f32) - 1.0;
        let slope = 1.0 + SLOPE.dot(from_middle);
        self.white.map(|channel| channel * slope)
    }

    /// The middles of the mesh's triangles that are `covered` and turned away from where highlights fall.
    pub(super) fn places(&self, covered: impl Fn(u32, u32) -> bool) -> Vec<Place> {
        let lips = OUTER_LIPS.map(|i| self.face.landmarks[i].truncate());
        let triangles = canonical_face().triangles.iter();
        let turned = triangles.filter_map(|triangle| {
            let [a, b, c] = triangle.map(|vertex| self.face.landmarks[usize::from(vertex)]);
            let normal = (b - a).cross(c - a).normalize_or(Vec3::NEG_Z);
            // The mesh is closed in front: what faces the camera is what is seen.
            let normal = if normal.z > 0.0 { -normal } else { normal };
            (-normal.z > IN_VIEW && normal.dot(HALFWAY) < AWAY).then_some((a + b + c).truncate() / 3.0)
        });
        turned
            .map(|at| Place { x: at.x as u32, y: at.y as u32, on_lips: is_inside(&lips, at) })
            .filter(|place| covered(place.x, place.y))
            .collect()
    }
}

/// The outlines that are drawn, pixels.
struct Rings {
    oval: Vec<Vec2>,
    lips: Vec<Vec2>,
    mouth: Vec<Vec2>,
    eyes: [Vec<Vec2>; 2],
    irises: [Vec2; 2],
}

impl Rings {
    fn of(face: &Face) -> Self {
        let ring = |ring: &[usize]| ring.iter().map(|&i| face.landmarks[i].truncate()).collect::<Vec<_>>();
        Self {
            oval: ring(&FACE_OVAL),
            lips: ring(&OUTER_LIPS),
            mouth: ring(&INNER_LIPS),
            eyes: [ring(&LEFT_EYE), ring(&RIGHT_EYE)],
            irises: [468, 473].map(|i| face.landmarks[i].truncate()),
        }
    }

    fn albedo(&self, at: Vec2, skin: [f32; 3], witnesses: Witnesses) -> [f32; 3] {
        let [left, top, right, bottom] = CARD.map(|side| side as f32);
        if !is_inside(&self.oval, at) {
            let on_card = at.x >= left && at.x < right && at.y >= top && at.y < bottom;
            return if on_card { witnesses.card } else { [WALL; 3] };
        }
        if self.eyes.iter().any(|eye| is_inside(eye, at)) {
            let in_iris = self.irises.iter().any(|iris| iris.distance(at) < IRIS_CM * PIXELS_PER_CM);
            return if in_iris { [0.03, 0.02, 0.015] } else { witnesses.sclera };
        }
        if is_inside(&self.lips, at) && !is_inside(&self.mouth, at) {
            return std::array::from_fn(|c| skin[c] * LIPS[c]);
        }
        skin
    }
}

/// The canonical face, seen from the front, with irises in the middles of the eyes.
fn face() -> Face {
    let frame = |p: Vec3| CENTER.extend(0.0) + p * Vec3::new(1.0, -1.0, -1.0) * PIXELS_PER_CM;
    Face::canonical(frame, PIXELS_PER_CM, 0.0)
}
