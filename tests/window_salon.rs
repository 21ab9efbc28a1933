//! A consultation in the real window: cards are made behind a passphrase, a client agrees, a look is kept with pictures, everything is
//! deleted again; and what lies on the disk meanwhile tells nobody anything.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
}

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use support::desktop::{Desktop, files_below, wait_for};

/// Machines may be slow; nothing here is a speed test.
const PATIENCE: Duration = Duration::from_secs(40);
const PRESSES: u32 = 6;
const BETWEEN_PRESSES: Duration = Duration::from_secs(5);
/// Time for the window to show what a click did.
const MOMENT: Duration = Duration::from_millis(900);
/// Height of the window's title, pixels.
const TITLE: i32 = 20;
/// The accent of the light appearance.
const ACCENT: [u8; 3] = [0x9C, 0x3D, 0x45];
const NAME: &str = "Anna Lindholm";

/// The program on the sample portrait, with the panel of clients open.
struct Visit {
    desktop: Desktop,
    program: Child,
    window: (i32, i32),
    cards: PathBuf,
}

impl Visit {
    fn begin(desktop: Desktop, home: &Path) -> Self {
        let kept = home.join("kept");
        fs::create_dir_all(&kept).unwrap();
        fs::write(
            kept.join("preferences.toml"),
            "version = 1\nwelcomed = true\nlanguage = \"en\"\nappearance = \"light\"\n",
        )
        .unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
        command.args(["open", "demo"]);
        desktop.invite(&mut command, home);
        command.env("VANITY_DATA", &kept);
        let program = command.spawn().unwrap();
        let window = desktop.window("Vanity");
        Self { desktop, program, window, cards: kept.join("clients.db") }
    }

    /// Clicks on a point of the window's content.
    fn click(&self, x: i32, y: i32) {
        // The title of the window is counted twice in where it is said to be.
        self.desktop.click(self.window.0 + x, self.window.1 + y - TITLE);
        thread::sleep(MOMENT);
    }

    /// Clicks, and again after a while, until something has come of it: on a busy machine a click may come before what it is meant for.
    fn press(&self, x: i32, y: i32, what: &str, came: impl Fn(&Self) -> bool) {
        for _ in 0..PRESSES {
            self.click(x, y);
            let deadline = Instant::now() + BETWEEN_PRESSES;
            while Instant::now() < deadline {
                if came(self) {
                    return;
                }
                thread::sleep(MOMENT / 4);
            }
        }
        panic!("{what} did not come after {PRESSES} clicks");
    }

    /// Writes into a field, in the place of what is there.
    fn write(&self, x: i32, y: i32, text: &str) {
        self.click(x, y);
        self.desktop.hands(&["key", "ctrl+a"]).unwrap();
        self.desktop.hands(&["type", "--delay", "30", text]).unwrap();
        thread::sleep(MOMENT);
    }

    fn scroll(&self) {
        self.desktop.hands(&["click", "--repeat", "12", "5"]).unwrap();
        thread::sleep(MOMENT);
    }

    /// Whether a point of the window's content has the accent's colour.
    fn is_accent(&self, x: i32, y: i32) -> bool {
        let [r, g, b, _] = self.desktop.screen().pixel((self.window.0 + x) as u32, (self.window.1 + y - TITLE) as u32);
        let near = |value: u8, wanted: u8| value.abs_diff(wanted) < 40;
        near(r, ACCENT[0]) && near(g, ACCENT[1]) && near(b, ACCENT[2])
    }

    fn kept(&self) -> Vec<u8> {
        fs::read(&self.cards).unwrap_or_default()
    }

    fn bytes(&self) -> usize {
        fs::metadata(&self.cards).map_or(0, |metadata| metadata.len() as usize)
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[test]
fn a_client_agrees_is_consulted_and_is_forgotten() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::begin(desktop, home.path());
    // The portrait is there, and made up.
    thread::sleep(Duration::from_secs(4));
    visit.desktop.hands(&["key", "l"]).unwrap();
    // Letters that are typed before the field is there would be shortcuts.
    wait_for("the panel", PATIENCE, || visit.is_accent(52, 363).then_some(()));
    thread::sleep(MOMENT);
    visit.write(180, 274, "rosewood lantern");
    visit.write(180, 317, "rosewood lantern");
    assert!(!visit.cards.exists(), "nothing is made before a lock is chosen");
    visit.press(140, 363, "the file of the cards", |visit| visit.bytes() > 0);
    wait_for("the list of clients", PATIENCE, || visit.is_accent(52, 144).then_some(()));
    // A new client, who agrees to a card and to pictures: switches have the accent's colour at their left end when they are on.
    visit.press(120, 148, "an empty card", |visit| !visit.is_accent(52, 144));
    thread::sleep(MOMENT);
    visit.write(180, 163, NAME);
    visit.press(62, 409, "the consent to a card", |visit| visit.is_accent(50, 409));
    visit.press(62, 535, "the consent to pictures", |visit| visit.is_accent(50, 535));
    visit.scroll();
    let before = visit.kept();
    visit.press(120, 578, "the card", |visit| visit.kept() != before);
    thread::sleep(2 * MOMENT);
    // A consultation, in which the look is kept with its pictures.
    let (before, empty) = (visit.kept(), visit.bytes());
    visit.press(120, 140, "the consultation", |visit| visit.kept() != before);
    thread::sleep(2 * MOMENT);
    visit.press(120, 170, "the pictures", |visit| visit.bytes() > empty + 100_000);
    thread::sleep(2 * MOMENT);
    let with_pictures = visit.bytes();
    for file in files_below(home.path()) {
        let bytes = fs::read(&file).unwrap();
        let tells = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        assert!(
            !tells(b"Lindholm") && !tells(b"Soft Rose") && !tells(&[0xff, 0xd8, 0xff, 0xe0]),
            "{file} tells of the client"
        );
    }
    // Back to the card, and everything is deleted: with a second press, after which the file is small again.
    visit.click(58, 90);
    visit.scroll();
    visit.click(100, 580);
    visit.scroll();
    assert_eq!(visit.bytes(), with_pictures, "one press deletes nothing");
    visit.press(100, 575, "the end of the card", |visit| visit.bytes() <= empty);
}
