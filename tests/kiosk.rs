//! The kiosk as it stands in a shop: a visitor comes, is seen, goes, and is searched for in what is left.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod emulated_camera;
    pub mod pictures;
}

use std::{
    fs,
    io::{Read, Seek, SeekFrom},
    path::Path,
    process::{Child, Command},
    time::Duration,
};

use support::{
    desktop::{Desktop, files_below, installed, wait_for},
    emulated_camera::{Format, Model, program_with_cameras},
    pictures::{self, PRIMARY},
};
use vanity::{
    kiosk::KioskConfig,
    raster::{Pixmap, codec},
};

const PATIENCE: Duration = Duration::from_secs(60);
const FORMAT: Format = Format { coding: "MJPG", width: 1280, height: 720, intervals: "1/30" };
const CONFIG: &str = "version = 1\npin = \"24680\"\nlooks = [\"soft-rose\", \"cobalt\"]\nsummary = \"days\"\n";

/// Ends the program, and what it has started, whatever becomes of the test.
struct Stand(Child);

impl Drop for Stand {
    fn drop(&mut self) {
        visits(self.0.id()).into_iter().for_each(|visit| _ = Command::new("kill").arg(visit.to_string()).status());
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The processes that a process has started.
fn visits(parent: u32) -> Vec<u32> {
    let output = Command::new("ps").args(["-o", "pid=", "--ppid", &parent.to_string()]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}

/// Whether a process has these bytes in its memory; `None` where the system does not let one look.
fn remembers(process: u32, bytes: &[u8]) -> Option<bool> {
    let maps = fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    let mut memory = fs::File::open(format!("/proc/{process}/mem")).ok()?;
    let finder = |chunk: &[u8]| chunk.windows(bytes.len()).step_by(4).any(|window| window == bytes);
    let mut looked_at = 0u64;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line.split_whitespace().next()?.split_once('-')?;
        let (from, to) = (u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?);
        let mut chunk = vec![0; (to - from).min(1 << 30) as usize];
        if memory.seek(SeekFrom::Start(from)).is_ok() && memory.read_exact(&mut chunk).is_ok() {
            looked_at += chunk.len() as u64;
            if finder(&chunk) {
                return Some(true);
            }
        }
    }
    (looked_at > 0).then_some(false)
}

/// The visitor as the camera gives them: a JPEG, and pixels of a row of it that are found nowhere else.
fn visitor() -> (Vec<u8>, Vec<u8>) {
    // In a mirror, and a little greener: the sample portrait itself is shown while nobody is here.
    let mut pixels = pictures::sitter(FORMAT.width, FORMAT.height);
    let width = pixels.width() as usize;
    pixels.pixels_mut().chunks_exact_mut(width).for_each(<[[u8; 4]]>::reverse);
    pixels.pixels_mut().iter_mut().for_each(|pixel| pixel[1] = pixel[1].saturating_add(14));
    let jpeg = pictures::jpeg(&pixels);
    let seen: Pixmap = codec::decode(&jpeg, Path::new("visitor.jpg")).unwrap();
    let row = bytemuck::cast_slice::<[u8; 4], u8>(&seen.row(360)[600..632]).to_vec();
    (jpeg, row)
}

#[test]
fn nothing_of_a_visitor_is_left_when_they_have_gone() {
    let Some(desktop) = Desktop::start() else { return };
    let (world, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Some((mut command, cameras)) = program_with_cameras(Path::new(env!("CARGO_BIN_EXE_vanity")), world.path())
    else {
        return;
    };
    let (jpeg, row) = visitor();
    cameras.plug(0, &Model { name: "Shop Camera", formats: &[FORMAT], colors: PRIMARY });
    cameras.show(0, &FORMAT, &jpeg);
    let config = home.path().join("kiosk.toml");
    fs::write(&config, CONFIG).unwrap();
    desktop.invite(&mut command, home.path());
    command.args(["kiosk", "--windowed", "--config", config.to_str().unwrap()]);
    let stand = Stand(command.spawn().unwrap());
    let (left, top) = desktop.window("Vanity");
    let first = wait_for("the first visit", PATIENCE, || visits(stand.0.id()).first().copied());

    // Nobody has agreed yet, so nobody is seen.
    std::thread::sleep(Duration::from_secs(3));
    assert_ne!(remembers(first, &row), Some(true), "the camera was used unasked");
    desktop.click(left + 640, top + 400);
    std::thread::sleep(Duration::from_secs(1));
    // "Yes, show me": the left button of the card in the middle.
    desktop.click(left + 640 - 310 + 90, top + 430 + 70);
    let seen = wait_for("the visitor in memory", PATIENCE, || match remembers(first, &row) {
        Some(false) => None,
        known => Some(known),
    });
    if seen.is_none() {
        println!("skipped: this system does not let one process look into another");
        return;
    }
    // "Done, forget me": at the right, above the looks.
    desktop.click(left + 1280 - 120, top + 860 - 16 - 148 - 76 - 8);
    wait_for("the end of the visit", PATIENCE, || (!visits(stand.0.id()).contains(&first)).then_some(()));
    let next = wait_for("the next visit", PATIENCE, || visits(stand.0.id()).first().copied());
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(remembers(next, &row), Some(false), "the next visit knows the last visitor");
    assert_eq!(remembers(stand.0.id(), &row), Some(false), "the kiosk knows the visitor");

    // On disk there is what was asked for: the file, and a count of the day.
    let files: Vec<String> = files_below(home.path());
    let [one, other] = &files[..] else { panic!("{files:?}") };
    let (day, _) = if one.ends_with("kiosk.toml") { (other, one) } else { (one, other) };
    let text = fs::read_to_string(day).unwrap();
    assert!(text.contains("\"visits\": 1") && text.contains("\"soft-rose\": 1"), "{day}: {text}");
}

#[test]
fn a_window_that_no_longer_fills_its_screen_fills_it_again() {
    if !installed("wmctrl") {
        return println!("skipped: wmctrl must be installed");
    }
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("kiosk.toml");
    fs::write(&config, CONFIG).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
    desktop.invite(&mut command, home.path());
    command.args(["kiosk", "--config", config.to_str().unwrap()]);
    let _stand = Stand(command.spawn().unwrap());
    desktop.window("Vanity");
    let fills = || {
        let id = desktop.hands(&["search", "--onlyvisible", "--name", "^Vanity$"])?;
        let text = desktop.hands(&["getwindowgeometry", "--shell", id.lines().next()?])?;
        Some(text.contains("WIDTH=1400") && text.contains("HEIGHT=1000"))
    };
    wait_for("the whole screen", PATIENCE, || fills().filter(|fills| *fills));
    // As when a window manager loses count of displays.
    desktop.manage(&["-r", "Vanity", "-b", "remove,fullscreen"]);
    wait_for("a smaller window", PATIENCE, || fills().filter(|fills| !*fills));
    wait_for("the whole screen again", PATIENCE, || fills().filter(|fills| *fills));
}

#[test]
fn the_help_names_every_key_of_the_file() {
    let wrong = KioskConfig::parse("version = 1\npin = \"1234\"\nnonsense = 1").unwrap_err().to_string();
    // What is read instead is told between backticks, after the key that is none.
    let (_, expected) = wrong.split_once("expected one of").unwrap();
    let keys: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    assert!(keys.len() > 10, "{wrong}");
    let output = Command::new(env!("CARGO_BIN_EXE_vanity")).args(["kiosk", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for key in keys {
        assert!(help.contains(&format!("  {key} = ")), "the help says nothing of {key}");
    }
}

#[test]
fn a_file_that_is_not_right_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("kiosk.toml");
    let check = |text: &str| {
        fs::write(&config, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
        let output = command.args(["kiosk", "--check", "--config", config.to_str().unwrap()]).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (code, text) = check(CONFIG);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("2 looks"), "{text}");
    for wrong in ["version = 1", "version = 1\npin = \"1\"", &format!("{CONFIG}families = [\"nobody\"]")] {
        let (code, text) = check(wrong);
        assert_eq!(code, Some(2), "{wrong}: {text}");
    }
}
