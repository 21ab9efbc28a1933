//! At home, in the real window: the first steps, products that are mixed, looks that are compared, pictures of every kind, and what is left
//! of a look after a crash.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod visit;
}

use std::{fs, iter, path::Path, thread, time::Duration};

use support::{
    desktop::{Desktop, wait_for},
    visit::{MOMENT, PATIENCE, Visit},
};
use vanity::{
    face::FaceTracker,
    geometry::Vec2,
    look::{Look, Product},
    raster::{Pixmap, codec},
    resources::Resources,
};

/// Until the portrait is there, and made up.
const READY: Duration = Duration::from_secs(4);
/// Distance of two lip colours (RGB, root of the squares) that anyone would see, and of one colour in two frames.
const CLEARLY: f32 = 60.0;
const SAME: f32 = 30.0;
/// Distance of two shades of one kind.
const DIFFERENT: f32 = 15.0;
/// The picture in the window while the products are shown, and the four quarters of it when looks are beside each other.
const PICTURE: [i32; 4] = [23, 85, 888, 500];
const QUARTERS: [[i32; 4]; 4] = [[23, 65, 440, 266], [471, 65, 440, 266], [23, 339, 440, 266], [471, 339, 440, 266]];

/// Mean colour of the lower lip, at the picture's left, in the middle, and at its right.
fn lips(picture: &Pixmap) -> Option<[[f32; 3]; 3]> {
    let mut tracker = FaceTracker::new(&Resources::locate().unwrap()).unwrap();
    let face = tracker.find(picture).unwrap().into_iter().next()?;
    let between =
        |inner: usize, outer: usize| face.landmarks[inner].truncate().lerp(face.landmarks[outer].truncate(), 0.5);
    Some([(88, 91), (14, 17), (318, 321)].map(|(inner, outer)| mean_around(picture, between(inner, outer))))
}

fn mean_around(picture: &Pixmap, at: Vec2) -> [f32; 3] {
    let mut sum = [0.0; 3];
    for (dx, dy) in (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))) {
        let pixel = picture.pixel((at.x as i32 + dx) as u32, (at.y as i32 + dy) as u32);
        (0..3).for_each(|c| sum[c] += f32::from(pixel[c]) / 9.0);
    }
    sum
}

fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
}

fn names(look: &Look) -> Vec<&'static str> {
    look.products.iter().map(Product::name).collect()
}

fn key(visit: &Visit, key: &str) {
    visit.desktop.hands(&["key", key]).unwrap();
    thread::sleep(MOMENT);
}

fn with_products(desktop: Desktop, home: &Path) -> Visit {
    let visit = Visit::begin(desktop, home, &["--look", "classic-red"]);
    thread::sleep(READY);
    visit.key("p", "the products", |visit| visit.is_accent(966, 169).then_some(()));
    visit
}

#[test]
fn the_first_steps_end_in_a_look() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::for_the_first_time(desktop, home.path());
    visit.await_name("Hello.");
    visit.key("Return", "privacy", |visit| visit.find("Only you see you."));
    visit.key("Return", "a first look", |visit| visit.find("A first look."));
    // The last of the looks on the card.
    visit.click(793, 656);
    visit.key("Return", "the studio", |visit| visit.find("A first look.").is_none().then_some(()));
    assert_eq!(visit.worn(home.path()).id, "smoky-plum");
    assert!(visit.close().success());
    let kept = fs::read_to_string(home.path().join("kept/preferences.toml")).unwrap();
    assert!(kept.contains("welcomed = true"), "{kept}");
}

#[test]
fn products_are_dragged_kept_and_brought_back() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = with_products(desktop, home.path());
    let whole = visit.worn(home.path());
    assert_eq!(names(&whole)[..4], ["Foundation", "Concealer", "Contour", "Blush"]);

    visit.drag((1015, 365), (1040, 169));
    let dragged = visit.worn(home.path());
    assert_eq!(names(&dragged)[..4], ["Blush", "Foundation", "Concealer", "Contour"]);

    // The lock beside "Eyes": another look leaves them alone.
    visit.click(1221, 438);
    visit.click(383, 763);
    let other = visit.worn(home.path());
    let eyeliner = |look: &Look| look.products.iter().find(|product| product.name() == "Eyeliner").cloned();
    assert!(eyeliner(&other).is_some() && eyeliner(&other) == eyeliner(&whole), "{:?}", names(&other));
    assert!(!names(&other).contains(&"Contour"), "{:?}", names(&other));

    key(&visit, "ctrl+z");
    assert_eq!(visit.worn(home.path()).products, dragged.products);
    key(&visit, "ctrl+z");
    assert_eq!(visit.worn(home.path()).products, whole.products);
    key(&visit, "ctrl+shift+z");
    assert_eq!(visit.worn(home.path()).products, dragged.products);
}

#[test]
fn a_look_is_held_against_the_bare_face_and_against_three_others() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = with_products(desktop, home.path());
    let lips_where = |what: &str, part: [i32; 4], wanted: &dyn Fn([[f32; 3]; 3]) -> bool| {
        wait_for(what, PATIENCE, || lips(&visit.seen(part)).filter(|lips| wanted(*lips)))
    };
    let red = |[r, g, b]: [f32; 3]| r > 2.2 * g && r > 2.0 * b;
    let [_, worn, _] = lips_where("red lips", PICTURE, &|lips| lips.into_iter().all(red));

    visit.desktop.hands(&["keydown", "space"]).unwrap();
    let [_, bare, _] = lips_where("bare lips while the key is held", PICTURE, &|lips| !lips.into_iter().any(red));
    visit.desktop.hands(&["keyup", "space"]).unwrap();
    lips_where("red lips again", PICTURE, &|lips| lips.into_iter().all(red));

    key(&visit, "s");
    lips_where("a bare and a red half", PICTURE, &|[left, _, right]| !red(left) && red(right));
    visit.drag((467, 335), (60, 335));
    lips_where("the curtain drawn back", PICTURE, &|lips| lips.into_iter().all(red));
    key(&visit, "s");

    key(&visit, "q");
    // Classic red, berry stain, smoky plum and midnight smoke: each pair of lips is another, and none is bare.
    let quarter = |at: usize, wanted: &dyn Fn([f32; 3]) -> bool| {
        lips_where("a look in each quarter", QUARTERS[at], &|lips| wanted(lips[1]))[1]
    };
    quarter(0, &|lips| distance(lips, worn) < SAME);
    let berry = quarter(1, &|lips| distance(lips, bare) > CLEARLY && distance(lips, worn) > CLEARLY);
    let plum = quarter(2, &|lips| distance(lips, bare) > DIFFERENT && distance(lips, berry) > DIFFERENT);
    quarter(3, &|lips| distance(lips, bare) > DIFFERENT && distance(lips, plum) > DIFFERENT);
    visit.click(853, 91);
    assert_eq!(visit.worn(home.path()).id, "berry-stain");
}

#[test]
fn a_pair_and_an_animated_picture_are_taken() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = with_products(desktop, home.path());
    visit.touch("What the shutter takes");
    visit.touch("Before and after");
    let pair = visit.take(home.path(), ".png");
    let pair = wait_for("the whole pair", PATIENCE, || codec::load(Path::new(&pair)).ok());
    let (width, height) = (pair.width(), pair.height());
    let half = |from: u32| lips(&pair.part([from, 0], [width / 2, height])).expect("a face in each half")[1];
    let (bare, made_up) = (half(0), half(width - width / 2));
    assert!(distance(bare, made_up) > CLEARLY, "{bare:?} and {made_up:?}");

    visit.touch("What the shutter takes");
    visit.touch("Animated picture");
    let animated = visit.take(home.path(), ".gif");
    let frames = wait_for("the whole animated picture", PATIENCE, || {
        let mut options = gif::DecodeOptions::new();
        options.set_color_output(gif::ColorOutput::RGBA);
        let mut decoder = options.read_info(fs::File::open(&animated).ok()?).ok()?;
        let frames: Result<Vec<_>, _> =
            iter::from_fn(|| decoder.read_next_frame().map(|it| it.cloned()).transpose()).collect();
        frames.ok().filter(|frames| !frames.is_empty())
    });
    assert!(frames.len() > 10, "{} frames", frames.len());
    let (first, last) = (&frames[0].buffer, &frames[frames.len() / 2].buffer);
    let apart = first.iter().zip(last.iter()).filter(|(one, other)| one.abs_diff(**other) > 40).count();
    assert!(apart > first.len() / 200, "it moves: {apart} of {}", first.len());
}

#[test]
fn a_look_that_was_being_made_outlives_a_crash() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = with_products(desktop, home.path());
    // The concealer is switched off; what is made is kept within seconds.
    visit.click(972, 234);
    wait_for("what is kept", PATIENCE, || home.path().join("kept/unsaved.toml").exists().then_some(()));
    // Whoever drops a visit kills the program.
    drop(visit);
    let Some(desktop) = Desktop::start() else { return };
    let visit = Visit::begin(desktop, home.path(), &["--look", "soft-rose"]);
    wait_for("the question", PATIENCE, || visit.is_accent(440, 480).then_some(()));
    visit.press(440, 480, "the answer", |visit| !visit.is_accent(440, 480));
    let look = visit.worn(home.path());
    assert!(
        look.id.starts_with("classic-red") && !names(&look).contains(&"Concealer"),
        "{}: {:?}",
        look.id,
        names(&look)
    );
}
