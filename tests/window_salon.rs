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
    time::Duration,
};

use support::desktop::{Desktop, files_below, wait_for};

/// Machines may be slow; nothing here is a speed test.
const PATIENCE: Duration = Duration::from_secs(40);
/// Time for the window to show what a click did.
const MOMENT: Duration = Duration::from_millis(900);
/// Height of the window's title, pixels.
const TITLE: i32 = 20;
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
        fs::write(kept.join("preferences.toml"), "version = 1\nwelcomed = true\nlanguage = \"en\"\n").unwrap();
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

    fn write(&self, x: i32, y: i32, text: &str) {
        self.click(x, y);
        self.desktop.hands(&["type", "--delay", "30", text]).unwrap();
        thread::sleep(MOMENT);
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
    thread::sleep(MOMENT);
    visit.write(180, 274, "rosewood lantern");
    visit.write(180, 317, "rosewood lantern");
    assert!(!visit.cards.exists(), "nothing is made before a lock is chosen");
    visit.click(140, 363);
    wait_for("the cards", PATIENCE, || (visit.bytes() > 0).then_some(()));
    thread::sleep(MOMENT);
    // A new client, who agrees to a card and to pictures.
    visit.click(120, 148);
    visit.write(180, 163, NAME);
    visit.click(60, 409);
    visit.click(60, 535);
    visit.desktop.hands(&["click", "--repeat", "8", "5"]).unwrap();
    thread::sleep(MOMENT);
    visit.click(120, 578);
    let empty = visit.bytes();
    // A consultation, in which the look is kept with its pictures.
    visit.click(120, 140);
    visit.click(120, 170);
    let with_pictures =
        wait_for("the pictures", PATIENCE, || Some(visit.bytes()).filter(|bytes| *bytes > empty + 100_000));
    for file in files_below(&home.path().join("kept")) {
        let bytes = fs::read(&file).unwrap();
        let tells = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        assert!(
            !tells(b"Lindholm") && !tells(b"Soft Rose") && !tells(&[0xff, 0xd8, 0xff, 0xe0]),
            "{file} tells of the client"
        );
    }
    // Back to the card, and everything is deleted: a second press, and the file is small again.
    visit.click(58, 90);
    visit.desktop.hands(&["click", "--repeat", "12", "5"]).unwrap();
    thread::sleep(MOMENT);
    visit.click(100, 580);
    visit.desktop.hands(&["click", "--repeat", "12", "5"]).unwrap();
    thread::sleep(MOMENT);
    assert_eq!(visit.bytes(), with_pictures, "one press deletes nothing");
    visit.click(100, 575);
    wait_for("the client to be forgotten", PATIENCE, || (visit.bytes() <= empty).then_some(()));
}
