//! A visit to the real window, on the sample portrait: what a person clicks and types.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::{
    fs,
    path::Path,
    process::{Child, Command, ExitStatus},
    thread,
    time::{Duration, Instant},
};

use vanity::{
    look::{Look, file},
    raster::Pixmap,
};

use super::desktop::{Desktop, Told, files_below, wait_for};

/// Machines may be slow; nothing here is a speed test.
pub const PATIENCE: Duration = Duration::from_secs(40);
const PRESSES: u32 = 6;
const BETWEEN_PRESSES: Duration = Duration::from_secs(5);
/// Time for the window to show what a click did.
pub const MOMENT: Duration = Duration::from_millis(900);
/// Height of the window's title, pixels.
const TITLE: i32 = 20;
/// The accent of the light appearance.
pub const ACCENT: [u8; 3] = [0x9C, 0x3D, 0x45];

/// The program in its window; it ends with the visit.
pub struct Visit {
    pub desktop: Desktop,
    program: Child,
    window: (i32, i32),
}

impl Visit {
    /// Opens the window for somebody who has been here before. What the program keeps comes to lie in `home/kept`.
    pub fn begin(desktop: Desktop, home: &Path, arguments: &[&str]) -> Self {
        Self::come(desktop, home, true, &[&["open", "demo"], arguments].concat())
    }

    /// Opens the window for somebody who is here for the first time, and has no camera.
    pub fn for_the_first_time(desktop: Desktop, home: &Path) -> Self {
        Self::come(desktop, home, false, &[])
    }

    fn come(desktop: Desktop, home: &Path, welcomed: bool, arguments: &[&str]) -> Self {
        let kept = home.join("kept");
        fs::create_dir_all(&kept).unwrap();
        let preferences =
            format!("version = 1\nwelcomed = {welcomed}\nlanguage = \"en\"\nappearance = \"light\"\ncountdown = 0\n");
        // Whoever comes again finds what they chose.
        if !kept.join("preferences.toml").exists() {
            fs::write(kept.join("preferences.toml"), preferences).unwrap();
        }
        let program = program(&desktop, home, arguments);
        let window = desktop.window("Vanity");
        Self { desktop, program, window }
    }

    /// Closes the window, and comes again.
    pub fn again(&mut self, home: &Path) {
        self.leave();
        self.program = program(&self.desktop, home, &["open", "demo"]);
        self.window = self.desktop.window("Vanity");
    }

    fn leave(&mut self) -> ExitStatus {
        self.desktop.hands(&["key", "ctrl+q"]).unwrap();
        wait_for("the end of the program", PATIENCE, || self.program.try_wait().unwrap())
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

    /// What of the first window has this name; the last of several, which lies above the others, and rather what can be pressed than what
    /// stands beside it.
    pub fn find(&self, name: &str) -> Option<Told> {
        let named: Vec<Told> =
            self.desktop.told().into_iter().filter(|told| told.window == 0 && told.name == name).collect();
        named.iter().rfind(|told| told.role != "label").or(named.last()).cloned()
    }

    /// What of the first window is as asked for; the last of several.
    pub fn told(&self, wanted: impl Fn(&Told) -> bool) -> Option<Told> {
        self.desktop.told().into_iter().rfind(|told| told.window == 0 && wanted(told))
    }

    /// Waits until something of this name is there.
    pub fn await_name(&self, name: &str) -> Told {
        wait_for(&format!("'{name}'"), PATIENCE, || self.find(name))
    }

    /// Clicks on what has this name.
    pub fn touch(&self, name: &str) {
        let (x, y) = self.await_name(name).middle();
        self.click(x, y);
    }

    /// Presses what has this name, wherever it has been scrolled to.
    pub fn act(&self, name: &str) {
        wait_for(&format!("'{name}'"), PATIENCE, || self.desktop.press(name).then_some(()));
        thread::sleep(MOMENT);
    }

    /// Clicks on what has this name until something has come of it.
    pub fn touch_until<T>(&self, name: &str, what: &str, came: impl Fn(&Self) -> Option<T>) -> T {
        self.until(what, |visit| visit.touch(name), came)
    }

    /// Answers the system's dialog for a file with this path.
    pub fn choose(&self, path: &Path) {
        let asks = |visit: &Self| visit.desktop.hands(&["search", "--onlyvisible", "--class", "zenity"]);
        let id = wait_for("the system's dialog", PATIENCE, || asks(self));
        thread::sleep(2 * MOMENT);
        self.desktop.hands(&["windowfocus", "--sync", id.lines().next().unwrap()]);
        self.desktop.hands(&["key", "ctrl+a"]).unwrap();
        self.desktop.hands(&["type", "--delay", "40", path.to_str().unwrap()]).unwrap();
        thread::sleep(MOMENT);
        self.desktop.hands(&["key", "Return"]).unwrap();
        wait_for("the end of the dialog", PATIENCE, || asks(self).is_none().then_some(()));
        thread::sleep(MOMENT);
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

    /// Drags what lies at a point to another.
    pub fn drag(&self, from: (i32, i32), to: (i32, i32)) {
        let steps = 8;
        let go = |step: i32| {
            let at = |from: i32, to: i32| from + (to - from) * step / steps;
            let (x, y) = (self.window.0 + at(from.0, to.0), self.window.1 + at(from.1, to.1) - TITLE);
            self.desktop.hands(&["mousemove", "--sync", &x.to_string(), &y.to_string()]).unwrap();
            thread::sleep(MOMENT / 6);
        };
        go(0);
        // Where the mouse is pressed and where it has gone within one picture is one place to the window.
        self.desktop.hands(&["mousedown", "1"]).unwrap();
        thread::sleep(MOMENT / 2);
        (1..=steps).for_each(go);
        thread::sleep(MOMENT / 2);
        self.desktop.hands(&["mouseup", "1"]).unwrap();
        thread::sleep(MOMENT);
    }

    /// A part of the window's content, as it is on the screen: left, top, width, height.
    pub fn seen(&self, [x, y, width, height]: [i32; 4]) -> Pixmap {
        let corner = [self.window.0 + x, self.window.1 + y - TITLE];
        self.desktop.screen().part(corner.map(|at| at as u32), [width, height].map(|side| side as u32))
    }

    /// Takes a picture, and reads off it what is worn in it.
    pub fn worn(&self, home: &Path) -> Look {
        let path = self.take(home, ".png");
        wait_for("the look in the picture", PATIENCE, || file::worn_in(Path::new(&path)).ok().flatten()).look
    }

    /// Takes a picture; gives the new file with that ending.
    pub fn take(&self, home: &Path, ending: &str) -> String {
        let pictures = || files_below(home).into_iter().filter(|path| path.ends_with(ending)).collect::<Vec<_>>();
        let before = pictures();
        self.key("t", "a picture", |_| pictures().into_iter().find(|path| !before.contains(path)))
    }

    /// Closes the window, as somebody does who is finished.
    pub fn close(mut self) -> ExitStatus {
        self.leave()
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

fn program(desktop: &Desktop, home: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
    command.args(arguments);
    desktop.invite(&mut command, home);
    command.env("VANITY_DATA", home.join("kept")).spawn().unwrap()
}

impl Drop for Visit {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
