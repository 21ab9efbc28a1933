//! The whole program as a person meets it: the real window on a virtual display, a camera in front of a face, mouse and keyboard.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod emulated_camera;
    pub mod pictures;
}

use std::{
    fs,
    path::Path,
    process::{Child, Command, ExitStatus},
    time::Duration,
};

use support::{
    desktop::{Desktop, files_below, wait_for},
    emulated_camera::{Format, Model, program_with_cameras},
    pictures::{self, PRIMARY},
};
use vanity::{
    face::{Face, FaceTracker},
    geometry::Vec2,
    raster::Pixmap,
    resources::Resources,
    ui::tokens::{CARD_SIDE, MARGIN, SPACE},
};

/// Machines may be slow; nothing here is a speed test.
const PATIENCE: Duration = Duration::from_secs(40);
/// Distance of two lip colours (RGB, root of the squares) that anyone would see.
const CLEARLY: f32 = 60.0;
/// Distance of the same colour in two frames: the picture on the screen is filtered, and the camera's is compressed.
const SAME: f32 = 18.0;

const FORMAT: Format = Format { coding: "MJPG", width: 1280, height: 720, intervals: "1/30" };

/// The program in its window, and an eye on the screen.
struct Visit {
    desktop: Desktop,
    program: Child,
    window: (i32, i32),
    tracker: FaceTracker,
}

impl Visit {
    /// Starts the program on a desktop, with its files in `home`.
    fn begin(desktop: Desktop, mut command: Command, home: &Path) -> Self {
        desktop.invite(&mut command, home);
        let program = command.spawn().unwrap();
        let window = desktop.window("Vanity");
        let tracker = FaceTracker::new(&Resources::locate().unwrap()).unwrap();
        Self { desktop, program, window, tracker }
    }

    /// Centre of a card of the shelf on the screen; card 0 is "Bare", 1 "From a photo", 2 "Surprise me", then come the looks.
    fn card(&self, number: i32) -> (i32, i32) {
        let step = (CARD_SIDE + SPACE - 4.0) as i32;
        let x = self.window.0 + MARGIN as i32 + step * number + CARD_SIDE as i32 / 2;
        (x, self.window.1 + 860 - 100)
    }

    /// The largest face on the screen: the picture's own, not a thumbnail's.
    fn face(&mut self) -> Option<(Pixmap, Face)> {
        let screen = self.desktop.screen();
        let face = self.tracker.find(&screen).unwrap().into_iter().next()?;
        (face.bounds.size().y > 120.0).then_some((screen, face))
    }

    /// Mean colour of the lower lip on the screen.
    fn lips(&mut self) -> Option<[f32; 3]> {
        let (screen, face) = self.face()?;
        let at = face.landmarks[17].truncate().lerp(face.landmarks[14].truncate(), 0.5);
        Some(mean_around(&screen, at, 3))
    }

    /// Lips as they are wanted, on two looks in a row: what only passes by does not count.
    fn wait_for_lips(&mut self, what: &str, wanted: impl Fn([f32; 3]) -> bool) -> [f32; 3] {
        let mut before: Option<[f32; 3]> = None;
        wait_for(what, PATIENCE, || {
            let lips = self.lips()?;
            let steady = before.replace(lips).is_some_and(|before| distance(before, lips) < SAME);
            println!("{what}: the lips are {lips:?}");
            (steady && wanted(lips)).then_some(lips)
        })
    }

    fn key(&self, arguments: &[&str]) {
        self.desktop.hands(arguments).unwrap();
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn mean_around(picture: &Pixmap, at: Vec2, reach: i32) -> [f32; 3] {
    let mut sum = [0.0; 3];
    for (dx, dy) in (-reach..=reach).flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy))) {
        let pixel = picture.pixel((at.x as i32 + dx) as u32, (at.y as i32 + dy) as u32);
        (0..3).for_each(|c| sum[c] += f32::from(pixel[c]));
    }
    sum.map(|sum| sum / ((2 * reach + 1) * (2 * reach + 1)) as f32)
}

fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
}

fn ended(program: &mut Child) -> ExitStatus {
    wait_for("the end of the program", Duration::from_secs(10), || program.try_wait().unwrap())
}

#[test]
fn a_look_is_picked_with_the_mouse_and_the_lips_change_on_the_screen() {
    let Some(desktop) = Desktop::start() else { return };
    let (world, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let executable = Path::new(env!("CARGO_BIN_EXE_vanity"));
    let Some((command, cameras)) = program_with_cameras(executable, world.path()) else { return };
    cameras.plug(0, &Model { name: "Desk Camera", formats: &[FORMAT], colors: PRIMARY });
    cameras.show(0, &FORMAT, &pictures::jpeg(&pictures::sitter(FORMAT.width, FORMAT.height)));
    let mut visit = Visit::begin(desktop, command, home.path());

    // It opens on the camera with a look on, and takes somebody who is new through three steps.
    wait_for("a face on the screen", PATIENCE, || visit.face());
    for _ in 0..3 {
        visit.key(&["key", "Return"]);
        std::thread::sleep(Duration::from_millis(400));
    }
    let (bare_x, bare_y) = visit.card(0);
    visit.desktop.click(bare_x, bare_y);
    let bare = visit.wait_for_lips("bare lips", |[r, g, b]| r < 1.5 * g && r < 1.5 * b);

    // Classic Red is the eighth look of the shelf.
    let (x, y) = visit.card(10);
    visit.desktop.click(x, y);
    let red = visit.wait_for_lips("red lips", |lips| distance(lips, bare) > CLEARLY);
    assert!(red[0] > 1.8 * red[1] && red[0] > 1.8 * red[2], "{red:?} is not red");

    // Holding the space bar shows the bare face, letting go the made-up one.
    visit.key(&["keydown", "space"]);
    visit.wait_for_lips("bare lips while the space bar is held", |lips| distance(lips, bare) < SAME);
    visit.key(&["keyup", "space"]);
    visit.wait_for_lips("red lips again", |lips| distance(lips, red) < SAME);

    // The right arrow goes to the next look.
    visit.key(&["key", "Right"]);
    visit.wait_for_lips("another colour", |lips| distance(lips, red) > SAME && distance(lips, bare) > SAME);

    // Closing the window ends the program, whatever its threads were doing, and leaves nothing behind.
    visit.key(&["key", "alt+F4"]);
    assert!(ended(&mut visit.program).success());
    let left = files_below(home.path());
    let [preferences] = &left[..] else { panic!("the program wrote {left:?} without being asked") };
    let kept = fs::read_to_string(preferences).unwrap();
    assert!(preferences.ends_with("preferences.toml") && kept.contains("welcomed = true"), "{preferences}: {kept}");
    assert!(kept.contains("classic-red"), "what was worn is found again: {kept}");
}

#[test]
fn a_pasted_picture_s_makeup_is_worn() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let executable = env!("CARGO_BIN_EXE_vanity");
    // Somebody else in bright lips: the portrait in a mirror, made up by the program itself.
    let (bare, made_up) = (home.path().join("bare.png"), home.path().join("made-up.png"));
    let portrait = Resources::locate().unwrap().asset("demo/portrait.png");
    let mut picture = vanity::raster::codec::load(&portrait).unwrap();
    let width = picture.width() as usize;
    picture.pixels_mut().chunks_exact_mut(width).for_each(<[[u8; 4]]>::reverse);
    vanity::raster::codec::save(&bare, &picture).unwrap();
    let mut apply = Command::new(executable);
    apply.args(["apply", bare.to_str().unwrap(), "-o", made_up.to_str().unwrap(), "--look", "fuchsia-pop"]);
    assert!(apply.status().unwrap().success());

    let mut command = Command::new(executable);
    command.args(["open", "demo", "--look", "barely-there"]);
    let mut visit = Visit::begin(desktop, command, home.path());
    let faint = visit.wait_for_lips("faint lips", |[r, g, _]| r < 2.2 * g);
    visit.desktop.copy(&made_up);
    visit.key(&["key", "ctrl+v"]);
    let copied = visit.wait_for_lips("copied lips", |lips| distance(lips, faint) > CLEARLY);
    assert!(copied[0] > 1.8 * copied[1] && copied[2] > 1.1 * copied[1], "{copied:?} is not fuchsia");
    visit.key(&["key", "ctrl+q"]);
    assert!(ended(&mut visit.program).success());
}

#[test]
fn a_look_is_searched_for_and_a_photo_taken_in_it() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
    command.args(["open", "demo", "--look", "barely-there"]);
    let mut visit = Visit::begin(desktop, command, home.path());
    visit.wait_for_lips("faint lips", |[r, g, _]| r < 2.2 * g);

    // Only Fuchsia Pop is told by its name; it is then the first look of the shelf.
    visit.key(&["key", "slash"]);
    visit.key(&["type", "--delay", "60", "fuchsia pop"]);
    std::thread::sleep(Duration::from_millis(600));
    let (x, y) = visit.card(3);
    visit.desktop.click(x, y);
    visit.wait_for_lips("fuchsia lips", |[r, g, b]| r > 1.8 * g && b > 1.2 * g);

    // The letter is a shortcut again, now that nobody types.
    visit.key(&["key", "t"]);
    let photo =
        wait_for("the photo", PATIENCE, || files_below(home.path()).into_iter().find(|path| path.ends_with(".png")));
    assert!(photo.ends_with("fuchsia-pop.png"), "{photo}");
    let picture = wait_for("the whole photo", PATIENCE, || vanity::raster::codec::load(Path::new(&photo)).ok());
    let face = &visit.tracker.find(&picture).unwrap()[0];
    let at = face.landmarks[17].truncate().lerp(face.landmarks[14].truncate(), 0.5);
    let [r, g, b] = mean_around(&picture, at, 3);
    assert!(r > 1.8 * g && b > 1.2 * g, "the photo wears the look");
    visit.key(&["key", "ctrl+q"]);
    assert!(ended(&mut visit.program).success());
}

#[test]
fn without_a_camera_the_sample_portrait_wears_a_look() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
    command.args(["open", "demo", "--look", "fuchsia-pop"]);
    let mut visit = Visit::begin(desktop, command, home.path());
    visit.wait_for_lips("fuchsia lips", |[r, g, b]| r > 1.8 * g && b > 1.2 * g);
    visit.key(&["key", "ctrl+q"]);
    assert!(ended(&mut visit.program).success());
}
