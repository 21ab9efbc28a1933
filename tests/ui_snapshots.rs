//! Pictures of every panel: `tests/snapshots/` holds what the window shows in each state of `support/scenes.rs`, some of them dark, in
//! Chinese and with large text, and the kiosk's scenes.
//!
//! After a wanted change of the interface, look at the new pictures and keep them with
//! `VANITY_BLESS=1 cargo test --release --test ui_snapshots`.

mod support {
    pub mod canvas;
    pub mod kiosk_view;
    pub mod likeness;
    pub mod scenes;
    pub mod view;
}

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use egui_kittest::kittest::Queryable;
use support::{
    canvas::Canvas,
    kiosk_view,
    likeness::Likeness,
    scenes::{Material, Scene},
};
use vanity::{
    kiosk::Event,
    language,
    preferences::Appearance,
    raster::{Pixmap, codec},
    resources::Resources,
};

/// Size of the window, points.
const SIZE: [f32; 2] = [900.0, 720.0];
/// Size of the kiosk's screen, points.
const KIOSK: [f32; 2] = [1280.0, 800.0];
/// Most colours of a picture that is kept, and how near to each other they are at the most.
const COLORS: usize = 256;
const APART: u32 = 40;
/// The smallest window with the largest text: so many points, so large.
const LARGE: ([f32; 2], f32) = ([900.0, 600.0], 1.5);
/// What the harness leaves empty around a window, points.
const AROUND: f32 = 8.0;
const SAME: Likeness = Likeness { mean: 0.25, far_off: 24, far_off_share: 0.001 };

/// The language that is spoken is one for the whole process.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Pictures that are not as they should be.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn check(&mut self, name: &str, found: &Pixmap) {
        let expected = folder().join(format!("{name}.png"));
        if std::env::var_os("VANITY_BLESS").is_some() {
            let same = codec::load(&expected).is_ok_and(|expected| SAME.check(found, &expected).is_ok());
            if !same {
                fs::create_dir_all(folder()).unwrap();
                save(&expected, found);
            }
            return;
        }
        let told = codec::load(&expected).map_err(|error| error.to_string());
        if let Err(problem) = told.and_then(|expected| SAME.check(found, &expected)) {
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
            codec::save(&kept, found).unwrap();
            self.0.push(format!("{name}: {problem}; what came out is {}", kept.display()));
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots")
}

/// Nobody else draws meanwhile, and the languages are those that there are.
fn alone() -> MutexGuard<'static, ()> {
    let one = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let faults = language::learn(&[Resources::locate().unwrap().asset("languages")]);
    assert!(faults.is_empty(), "{faults:?}");
    language::speak(Some(language::ENGLISH));
    one
}

fn picture(material: &Material, scene: &Scene, size: [f32; 2]) -> Pixmap {
    let canvas = Canvas::default();
    let scale = scene.studio.preferences.text_scale;
    let harness = material.window(canvas.clone(), scene, with_room(size, scale));
    without_room(&canvas.draw(&harness.ctx, harness.output()), scale)
}

fn with_room(size: [f32; 2], scale: f32) -> [f32; 2] {
    size.map(|side| side + 2.0 * AROUND * scale)
}

fn without_room(picture: &Pixmap, scale: f32) -> Pixmap {
    let around = (AROUND * scale).round() as u32;
    picture.part([around; 2], [picture.width() - 2 * around, picture.height() - 2 * around])
}

/// Writes a picture with a palette, which is a quarter of the size: what a window shows has few colours, and those that the palette leaves
/// out are taken for the nearest ones.
fn save(path: &Path, picture: &Pixmap) {
    let mut counts: HashMap<[u8; 4], usize> = HashMap::new();
    picture.pixels().iter().for_each(|pixel| *counts.entry(*pixel).or_default() += 1);
    let mut colors: Vec<[u8; 4]> = counts.keys().copied().collect();
    colors.sort_by_key(|color| (std::cmp::Reverse(counts[color]), *color));
    let far = |a: &[u8; 4], b: &[u8; 4]| (0..3).map(|c| u32::from(a[c].abs_diff(b[c])).pow(2)).sum::<u32>();
    let mut palette: Vec<[u8; 4]> = Vec::new();
    for color in &colors {
        if palette.len() < COLORS && palette.iter().all(|other| far(other, color) >= APART) {
            palette.push(*color);
        }
    }
    let nearest = |color: &[u8; 4]| (0..palette.len()).min_by_key(|&i| far(&palette[i], color)).unwrap() as u8;
    let places: HashMap<[u8; 4], u8> = colors.iter().map(|color| (*color, nearest(color))).collect();
    let indices: Vec<u8> = picture.pixels().iter().map(|pixel| places[pixel]).collect();
    let mut encoder = png::Encoder::new(fs::File::create(path).unwrap(), picture.width(), picture.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.iter().flat_map(|color| color[..3].to_vec()).collect::<Vec<u8>>());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header().unwrap().write_image_data(&indices).unwrap();
}

fn named<'a>(scenes: &'a [Scene], names: &'a [&'a str]) -> impl Iterator<Item = &'a Scene> {
    names.iter().map(|name| scenes.iter().find(|scene| scene.name == *name).expect("a scene of this name"))
}

#[test]
fn every_panel_looks_as_expected() {
    let _alone = alone();
    let (material, mut wrong) = (Material::read(), Wrong::default());
    let scenes = material.scenes();
    for scene in &scenes {
        wrong.check(scene.name, &picture(&material, scene, SIZE));
    }
    for (name, scene, stop) in
        [("focus-on-a-look", "looks", "Soft Rose"), ("focus-on-a-slider", "products", "Foundation intensity")]
    {
        let canvas = Canvas::default();
        let scene = scenes.iter().find(|other| other.name == scene).unwrap();
        let mut harness = material.window(canvas.clone(), scene, with_room(SIZE, 1.0));
        harness.get_by_label(stop).focus();
        harness.run_steps(4);
        wrong.check(name, &without_room(&canvas.draw(&harness.ctx, harness.output()), 1.0));
    }
    for scene in named(&scenes, &["looks", "products", "advice-skin", "settings", "import"]) {
        let mut dark = scene.clone();
        dark.studio.preferences.appearance = Appearance::Dark;
        wrong.check(&format!("{}-dark", scene.name), &picture(&material, &dark, SIZE));
    }
    let (size, scale) = LARGE;
    for scene in named(&scenes, &["looks", "mix", "products", "help", "gallery", "settings", "import"]) {
        let mut large = scene.clone();
        large.studio.preferences.text_scale = scale;
        wrong.check(&format!("{}-large", scene.name), &picture(&material, &large, size));
    }
    language::speak(Some("zh-Hans"));
    // What was read off the photo tells in the language in which it was read.
    let scenes = Material::read().scenes();
    for scene in named(&scenes, &["looks", "products", "advice-you", "help", "first-privacy"]) {
        wrong.check(&format!("{}-chinese", scene.name), &picture(&material, scene, SIZE));
    }
    assert!(wrong.0.is_empty(), "{}", wrong.0.join("\n"));
}

#[test]
fn every_scene_of_the_kiosk_looks_as_expected() {
    let _alone = alone();
    let mut wrong = Wrong::default();
    let canvas = Canvas::default();
    let mut harness = kiosk_view::kiosk(canvas.clone(), with_room(KIOSK, 1.0));
    let mut check = |harness: &mut egui_kittest::Harness<kiosk_view::Stand>, name: &str| {
        harness.remove_cursor();
        harness.run_steps(8);
        wrong.check(name, &without_room(&canvas.draw(&harness.ctx, harness.output()), 1.0));
    };
    check(&mut harness, "kiosk-attract");
    kiosk_view::press(&mut harness, "Touch to see yourself in this");
    check(&mut harness, "kiosk-consent");
    kiosk_view::press(&mut harness, "Yes, show me");
    check(&mut harness, "kiosk-trying");
    kiosk_view::press(&mut harness, "Shades");
    check(&mut harness, "kiosk-shades");
    harness.state_mut().shown.kiosk.tick(Duration::from_secs(70));
    check(&mut harness, "kiosk-warning");
    kiosk_view::press(&mut harness, "More time");
    harness.state_mut().shown.kiosk.update(&Event::AskPin, Duration::from_secs(70));
    check(&mut harness, "kiosk-number");
    assert!(wrong.0.is_empty(), "{}", wrong.0.join("\n"));
}

#[test]
fn a_small_change_is_noticed() {
    let _alone = alone();
    let material = Material::read();
    let scenes = material.scenes();
    let looks = named(&scenes, &["looks"]).next().unwrap();
    let expected = picture(&material, looks, SIZE);
    assert!(SAME.check(&picture(&material, looks, SIZE), &expected).is_ok(), "two pictures of one state are the same");
    let mut other = looks.clone();
    other.studio.mirror = true;
    assert!(SAME.check(&picture(&material, &other, SIZE), &expected).is_err(), "one button more is pressed");
}
