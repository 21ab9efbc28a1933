//! A visit to the real window, on the sample portrait: what a person clicks and types.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::{
    fs,
    path::Path,
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use super::desktop::Desktop;

/// Machines may be slow; nothing here is a speed test.
pub const PATIENCE: Duration = Duration::from_secs(40);
const PRESSES: u32 = 6;
const BETWEEN_PRESSES: Duration = Duration::from_secs(5);
/// Time for the window to show what a click did.
pub const MOMENT: Duration = Duration::from_millis(900);
/// Height of the window's title, pixels.
const TITLE: i32 = 20;
/// The accent and the ink of the light appearance.
pub const ACCENT: [u8; 3] = [0x9C, 0x3D, 0x45];
pub const INK: [u8; 3] = [0x2B, 0x22, 0x20];

/// The program in its window; it ends with the visit.
pub struct Visit {
    pub desktop: Desktop,
    program: Child,
    window: (i32, i32),
}

impl Visit {
    /// Opens the window for somebody who has been here before. What the program keeps comes to lie in `home/kept`.
    pub fn begin(desktop: Desktop, home: &Path, arguments: &[&str]) -> Self {
        let kept = home.join("kept");
        fs::create_dir_all(&kept).unwrap();
        let preferences = "version = 1\nwelcomed = true\nlanguage = \"en\"\nappearance = \"light\"\ncountdown = 0\n";
        fs::write(kept.join("preferences.toml"), preferences).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
        command.args(["open", "demo"]).args(arguments);
        desktop.invite(&mut command, home);
        command.env("VANITY_DATA", &kept);
        let program = command.spawn().unwrap();
        let window = desktop.window("Vanity");
        Self { desktop, program, window }
    }

    /// Clicks on a point of the window's content.
    pub fn click(&self, x: i32, y: i32) {
        // The title of the window is counted twice in where it is said to be.
        self.desktop.click(self.window.0 + x, self.window.1 + y - TITLE);
        thread::sleep(MOMENT);
    }

    /// Does something, and again after a while, until something has come of it: on a busy machine a click or a key may come before what it
    /// is meant for.
    pub fn until<T>(&self, what: &str, act: impl Fn(&Self), came: impl Fn(&Self) -> Option<T>) -> T {
        for _ in 0..PRESSES {
            act(self);
            let deadline = Instant::now() + BETWEEN_PRESSES;
            while Instant::now() < deadline {
                if let Some(come) = came(self) {
                    return come;
                }
                thread::sleep(MOMENT / 4);
            }
        }
        panic!("{what} did not come after {PRESSES} attempts");
    }

    /// Clicks until something has come of it.
    pub fn press(&self, x: i32, y: i32, what: &str, came: impl Fn(&Self) -> bool) {
        self.until(what, |visit| visit.click(x, y), |visit| came(visit).then_some(()));
    }

    /// Presses a key until something has come of it.
    pub fn key<T>(&self, key: &str, what: &str, came: impl Fn(&Self) -> Option<T>) -> T {
        self.until(what, |visit| drop(visit.desktop.hands(&["key", key])), came)
    }

    /// Writes into a field, in the place of what is there.
    pub fn write(&self, x: i32, y: i32, text: &str) {
        self.click(x, y);
        self.desktop.hands(&["key", "ctrl+a"]).unwrap();
        self.desktop.hands(&["type", "--delay", "30", text]).unwrap();
        thread::sleep(MOMENT);
    }

    pub fn scroll(&self) {
        self.desktop.hands(&["click", "--repeat", "12", "5"]).unwrap();
        thread::sleep(MOMENT);
    }

    /// Whether a point of the window's content has nearly this colour.
    pub fn is(&self, color: [u8; 3], x: i32, y: i32) -> bool {
        let [r, g, b, _] = self.desktop.screen().pixel((self.window.0 + x) as u32, (self.window.1 + y - TITLE) as u32);
        [r, g, b].iter().zip(color).all(|(value, wanted)| value.abs_diff(wanted) < 40)
    }

    pub fn is_accent(&self, x: i32, y: i32) -> bool {
        self.is(ACCENT, x, y)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
