//! A kiosk in a window of its own, with a camera, and a visitor's hands.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant, SystemTime},
};

use vanity::raster::Pixmap;

use super::{
    desktop::{Desktop, wait_for},
    emulated_camera::{Cameras, Format, Model, program_with_cameras},
    pictures::PRIMARY,
};

/// Machines may be slow; nothing here is a speed test.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// Not fast, so that every frame is worked on at its full size wherever the test runs.
pub const FORMAT: Format = Format { coding: "MJPG", width: 1280, height: 720, intervals: "1/10" };
/// Number that opens it.
pub const PIN: &str = "24680";
/// A block of the accent so large, pixels, is part of a button that one is led to; there is one at most.
const BLOCK: (u32, u32) = (24, 10);
const BETWEEN_PRESSES: Duration = Duration::from_secs(3);

/// The kiosk; it ends with this, and whatever it has started.
pub struct Stand {
    pub desktop: Desktop,
    pub cameras: Option<Cameras>,
    pub home: tempfile::TempDir,
    /// The camera, and what the kiosk says.
    pub world: tempfile::TempDir,
    pub since: SystemTime,
    pub program: Child,
}

/// Where the button is that a visitor is led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Led {
    /// Nowhere: nobody is here.
    Not,
    /// On a card in the middle.
    Card(i32, i32),
    /// Beside the looks.
    Out(i32, i32),
}

impl Stand {
    /// Sets it up with these lines in its file and, where `home` names them, with other files beside it. `None`, and a message, where
    /// a program is missing.
    pub fn open(lines: &str, beside: &[(&str, &str)], arguments: &[&str], visitor: &[u8]) -> Option<Self> {
        let since = SystemTime::now();
        let desktop = Desktop::start()?;
        let (world, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let program = Path::new(env!("CARGO_BIN_EXE_vanity"));
        let (mut command, cameras) = match visitor {
            [] => (Command::new(program), None),
            _ => {
                let (command, cameras) = program_with_cameras(program, world.path())?;
                cameras.plug(0, &Model { name: "Shop Camera", formats: &[FORMAT], colors: PRIMARY });
                cameras.show(0, &FORMAT, visitor);
                (command, Some(cameras))
            }
        };
        let config = home.path().join("kiosk.toml");
        fs::write(&config, format!("version = 1\npin = \"{PIN}\"\nlooks = [\"classic-red\", \"cobalt\"]\n{lines}"))
            .unwrap();
        beside.iter().for_each(|(name, text)| fs::write(home.path().join(name), text).unwrap());
        desktop.invite(&mut command, home.path());
        command
            .arg("kiosk")
            .args(arguments)
            .arg("--config")
            .arg(&config)
            .env("VANITY_LOG", "vanity=trace")
            .env("NO_COLOR", "1");
        let said = fs::File::create(world.path().join("said")).unwrap();
        command.stdout(said.try_clone().unwrap()).stderr(said);
        let program = command.spawn().unwrap();
        let stand = Self { desktop, cameras, home, world, since, program };
        stand.desktop.window("Vanity");
        Some(stand)
    }

    /// The process of the visit that is on the screen; of several the newest.
    pub fn visit(&self) -> Option<u32> {
        self.visits().last().copied()
    }

    pub fn visits(&self) -> Vec<u32> {
        children(self.program.id())
    }

    /// Everything that it has said, and its visits.
    pub fn said(&self) -> Vec<u8> {
        fs::read(self.said_in()).unwrap()
    }

    pub fn said_in(&self) -> PathBuf {
        self.world.path().join("said")
    }

    /// Where the visitor is led to.
    pub fn led(&self) -> Led {
        let screen = self.desktop.screen();
        let (width, height) = (screen.width(), screen.height());
        let accent = |x: u32, y: u32| ACCENTS.iter().any(|accent| is(screen.pixel(x, y), *accent));
        let whole =
            |x: u32, y: u32| (y..y + BLOCK.1).step_by(3).all(|y| (x..x + BLOCK.0).step_by(3).all(|x| accent(x, y)));
        let rows = (0..height - BLOCK.1).step_by(4);
        let blocks = rows.flat_map(|y| (0..width - BLOCK.0).step_by(8).map(move |x| (x, y)));
        let found: Vec<(u32, u32)> = blocks.filter(|&(x, y)| accent(x, y) && whole(x, y)).collect();
        let right = found.iter().map(|&(x, _)| x).max().unwrap_or_default();
        let [Some(left), Some(top), Some(bottom)] = [
            found.iter().map(|&(x, _)| x).min(),
            found.iter().map(|&(_, y)| y).min(),
            found.iter().map(|&(_, y)| y).max(),
        ] else {
            return Led::Not;
        };
        let (x, y) = ((left + right + BLOCK.0) as i32 / 2, (top + bottom + BLOCK.1) as i32 / 2);
        if x > 1000 { Led::Out(x, y) } else { Led::Card(x, y) }
    }

    /// Does something until the visitor is led elsewhere: a click may come before what it is meant for.
    pub fn until(&self, what: &str, act: impl Fn(Led), wanted: impl Fn(Led) -> bool) -> Led {
        let (deadline, mut acted) = (Instant::now() + PATIENCE, None::<Instant>);
        loop {
            let led = self.led();
            if wanted(led) {
                return led;
            }
            assert!(Instant::now() < deadline, "{what} did not come; instead {led:?}");
            if acted.is_none_or(|acted| acted.elapsed() > BETWEEN_PRESSES) {
                act(led);
                acted = Some(Instant::now());
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Waits until the visitor is led somewhere.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(Led) -> bool) -> Led {
        self.until(what, |_| (), wanted)
    }

    /// Somebody comes, is asked, and agrees.
    pub fn agree(&self) {
        self.until("the question", |_| self.desktop.click(700, 400), |led| matches!(led, Led::Card(..)));
        self.follow("the mirror", |led| matches!(led, Led::Out(..)));
    }

    /// Presses what the visitor is led to, until they are led elsewhere.
    pub fn follow(&self, what: &str, wanted: impl Fn(Led) -> bool) -> Led {
        // A card finds its place within a few frames.
        let from = std::mem::discriminant(&self.led());
        let press = |led: Led| match led {
            Led::Card(x, y) | Led::Out(x, y) if std::mem::discriminant(&led) == from => self.desktop.click(x, y),
            _ => {}
        };
        self.until(what, press, wanted)
    }

    /// "Done, forget me", and the end of that visit.
    pub fn done(&self) {
        let visit = wait_for("the visit", PATIENCE, || self.visit());
        self.wait_until("the way out", |led| matches!(led, Led::Out(..)));
        self.follow("the end", |led| led == Led::Not);
        self.wait_for_next(visit);
    }

    /// Until a visit's process is gone, and the next one shows its window.
    pub fn wait_for_next(&self, visit: u32) -> u32 {
        wait_for("the end of the visit", PATIENCE, || (!self.visits().contains(&visit)).then_some(()));
        let next = wait_for("the next visit", PATIENCE, || self.visit());
        self.desktop.window("Vanity");
        self.wait_until("a screen for whoever comes next", |led| led == Led::Not);
        next
    }

    /// A part of the screen: left, top, width, height.
    pub fn part(&self, [x, y, width, height]: [u32; 4]) -> Pixmap {
        self.desktop.screen().part([x, y], [width, height])
    }
}

/// The accent in either appearance.
const ACCENTS: [[u8; 3]; 2] = [[0x9C, 0x3D, 0x45], [0xD8, 0x74, 0x78]];

impl Drop for Stand {
    fn drop(&mut self) {
        for visit in self.visits() {
            // One that a test has stopped hears nothing else.
            let _ = Command::new("kill").args(["-9", &visit.to_string()]).status();
        }
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The processes that a process has started.
fn children(parent: u32) -> Vec<u32> {
    let output = Command::new("ps").args(["-o", "pid=", "--ppid", &parent.to_string()]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}

/// Whether a pixel of the screen has this colour.
pub fn is(pixel: [u8; 4], color: [u8; 3]) -> bool {
    (0..3).all(|c| pixel[c].abs_diff(color[c]) <= 2)
}

/// Mean difference of two pictures of one size, of 255.
pub fn difference(one: &Pixmap, other: &Pixmap) -> f32 {
    assert_eq!(one.size(), other.size());
    let differences = one.pixels().iter().zip(other.pixels()).flat_map(|(a, b)| (0..3).map(|c| a[c].abs_diff(b[c])));
    differences.map(f32::from).sum::<f32>() / (3 * one.pixels().len()) as f32
}
