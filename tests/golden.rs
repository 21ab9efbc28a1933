//! Golden pictures: each folder in `tests/golden/` is a case. `case.toml` says what the sample portrait wears and how it is shown,
//! `expected.png` is the face as it should come out.
//!
//! After a wanted change of the painting, look at the new pictures and keep them with `VANITY_BLESS=1 cargo test --release --test golden`.

#[path = "support/likeness.rs"]
mod likeness;

use std::{
    fs,
    path::{Path, PathBuf},
};

use likeness::Likeness;
use serde::Deserialize;
use vanity::{
    compose::Compositor,
    face::{Face, FaceTracker},
    geometry::{RotatedSquare, Vec2},
    look::Library,
    makeup::Baker,
    raster::{
        Pixmap, codec,
        warp::{Border, planes_from_square},
    },
    resources::Resources,
};

/// Side of an expected picture, pixels.
const SIDE: usize = 300;
const SAME: Likeness = Likeness { mean: 0.35, far_off: 8, far_off_share: 0.002 };

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Id of a built-in look; left out, the bare face.
    look: Option<String>,
    #[serde(default = "one")]
    intensity: f32,
    /// The portrait's brightness, as a factor in linear light.
    #[serde(default = "one")]
    light: f32,
    /// Colour of the light: factors for red, green and blue in linear light.
    #[serde(default = "white")]
    tint: [f32; 3],
    /// The portrait is turned clockwise by so many degrees.
    #[serde(default)]
    roll: f32,
}

fn one() -> f32 {
    1.0
}

fn white() -> [f32; 3] {
    [1.0; 3]
}

struct Studio {
    tracker: FaceTracker,
    baker: Baker,
    library: Library,
    portrait: Pixmap,
}

impl Studio {
    fn open() -> Self {
        let resources = Resources::locate().unwrap();
        let mut tracker = FaceTracker::new(&resources).unwrap();
        tracker.see_hair(true);
        Self {
            tracker,
            baker: Baker::new(&resources).unwrap(),
            library: Library::open(&resources.asset("looks")).unwrap(),
            portrait: codec::load(&resources.asset("demo/portrait.png")).unwrap(),
        }
    }

    fn picture(&mut self, case: &Case) -> Pixmap {
        let shown = relit(&turned(&self.portrait, case.roll), case.light, case.tint);
        let faces = self.tracker.find(&shown).unwrap();
        assert_eq!(faces.len(), 1, "one face is expected");
        let Some(id) = &case.look else { return face_of(&shown, &faces[0]) };
        let atlas = self.baker.bake(self.library.get(id).unwrap()).unwrap();
        let made_up = Compositor::new().compose(&shown, &faces, &atlas, case.intensity);
        face_of(&made_up, &faces[0])
    }
}

/// A square of a picture, turned upright, at a given size.
fn square_of(picture: &Pixmap, square: &RotatedSquare, side: usize) -> Pixmap {
    let mut planes = Vec::new();
    planes_from_square(picture, square, side, Border::Black, [0.0, 255.0], &mut planes);
    let mut upright = Pixmap::new(side as u32, side as u32);
    for (i, pixel) in upright.pixels_mut().iter_mut().enumerate() {
        let channel = |c: usize| planes[c * side * side + i].round().clamp(0.0, 255.0) as u8;
        *pixel = [channel(0), channel(1), channel(2), 255];
    }
    upright
}

fn turned(picture: &Pixmap, degrees: f32) -> Pixmap {
    let center = Vec2::new(picture.width() as f32, picture.height() as f32) * 0.5;
    let side = picture.width().max(picture.height());
    square_of(picture, &RotatedSquare { center, side: side as f32, angle: -degrees.to_radians() }, side as usize)
}

fn relit(picture: &Pixmap, light: f32, tint: [f32; 3]) -> Pixmap {
    use vanity::raster::color::{linear_from_rgb8, srgb_from_linear};
    let mut lit = picture.clone();
    for pixel in lit.pixels_mut() {
        let linear = linear_from_rgb8([pixel[0], pixel[1], pixel[2]]);
        for c in 0..3 {
            pixel[c] = (srgb_from_linear((linear[c] * light * tint[c]).min(1.0)) * 255.0).round() as u8;
        }
    }
    lit
}

fn face_of(picture: &Pixmap, face: &Face) -> Pixmap {
    let square =
        RotatedSquare { center: face.bounds.center(), side: face.bounds.size().max_element() * 1.25, angle: 0.0 };
    square_of(picture, &square, SIDE)
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    cases
}

#[test]
fn every_case_comes_out_as_expected() {
    let bless = std::env::var_os("VANITY_BLESS").is_some();
    let mut studio = Studio::open();
    let mut wrong = Vec::new();
    for folder in cases() {
        let case: Case = toml::from_str(&fs::read_to_string(folder.join("case.toml")).unwrap()).unwrap();
        let (found, expected) = (studio.picture(&case), folder.join("expected.png"));
        if bless {
            codec::save(&expected, &found).unwrap();
        } else if let Err(problem) = SAME.check(&found, &codec::load(&expected).unwrap()) {
            let kept = std::env::temp_dir().join(format!("vanity-{}.png", folder.file_name().unwrap().display()));
            codec::save(&kept, &found).unwrap();
            wrong.push(format!("{}: {problem}; what came out is {}", folder.display(), kept.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_different_picture_is_noticed() {
    let mut studio = Studio::open();
    let wearing =
        |look: &str, intensity: f32| Case { look: Some(look.into()), intensity, light: 1.0, tint: white(), roll: 0.0 };
    let full = studio.picture(&wearing("classic-red", 1.0));
    assert!(SAME.check(&full, &full).is_ok());
    assert!(SAME.check(&studio.picture(&wearing("classic-red", 0.8)), &full).is_err());
    assert!(SAME.check(&studio.picture(&wearing("berry-stain", 1.0)), &full).is_err());
}
