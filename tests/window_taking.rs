//! Pictures of every kind in the real window: taken after a countdown, in bursts and as films, found in the gallery, and given away through
//! files and the clipboard.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod visit;
}

use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use support::{
    desktop::{Desktop, files_below, installed, wait_for},
    visit::{MOMENT, PATIENCE, Visit},
};
use vanity::{look::file, raster::codec};

fn visit(desktop: Desktop, home: &Path) -> Visit {
    let visit = Visit::begin(desktop, home, &["--look", "classic-red"]);
    visit.await_name("Take a picture (T)");
    // Until the portrait is made up.
    thread::sleep(Duration::from_secs(3));
    visit
}

fn taken(home: &Path, suffix: &str) -> Vec<String> {
    files_below(home).into_iter().filter(|path| path.ends_with(suffix)).collect()
}

fn choose_shot(visit: &Visit, name: &str) {
    visit.touch_until("What the shutter takes", "the choice", |visit| visit.find(name));
    visit.touch(name);
}

#[test]
fn a_picture_is_counted_down_to_and_a_burst_is_five() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = visit(desktop, home.path());
    choose_shot(&visit, "After 3 seconds");
    let pressed = Instant::now();
    visit.desktop.hands(&["key", "t"]).unwrap();
    wait_for("the picture", PATIENCE, || taken(home.path(), ".png").pop());
    assert!(pressed.elapsed() >= Duration::from_secs(3), "{:?}", pressed.elapsed());
    choose_shot(&visit, "At once");
    choose_shot(&visit, "Burst");
    visit.desktop.hands(&["key", "t"]).unwrap();
    wait_for("five more", PATIENCE, || (taken(home.path(), ".png").len() == 6).then_some(()));
    thread::sleep(2 * MOMENT);
    assert_eq!(taken(home.path(), ".png").len(), 6);
}

#[test]
fn a_film_is_taken_found_in_the_gallery_and_copied_as_a_file() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = visit(desktop, home.path());
    choose_shot(&visit, "Film");
    visit.key("t", "the film", |visit| visit.find("Stop (T)"));
    thread::sleep(Duration::from_secs(2));
    // A second press ends it before its time.
    visit.desktop.hands(&["key", "t"]).unwrap();
    let film = PathBuf::from(wait_for("the film", PATIENCE, || taken(home.path(), ".mp4").pop()));
    let worn = wait_for("the look in it", PATIENCE, || file::worn_in(&film).unwrap());
    assert_eq!((worn.look.id.as_str(), worn.intensity), ("classic-red", Some(1.0)));

    visit.desktop.hands(&["key", "g"]).unwrap();
    let name = film.file_stem().unwrap().to_string_lossy();
    visit.touch_until(&name, "what can be done with it", |visit| visit.find("Delete"));
    visit.touch_until("Share", "the sheet", |visit| visit.find("Copy the file"));
    visit.touch("Copy the file");
    let listed = wait_for("the file in the clipboard", PATIENCE, || visit.desktop.pasted("text/uri-list"));
    let listed = String::from_utf8(listed).unwrap();
    assert!(listed.starts_with("file://") && listed.contains("classic-red.mp4"), "{listed}");

    visit.desktop.hands(&["key", "g"]).unwrap();
    visit.touch_until(&name, "what can be done with it", |visit| visit.find("Delete"));
    visit.touch_until("Delete", "the question", |visit| visit.find("Really delete"));
    assert!(film.exists(), "one press deletes nothing");
    visit.touch_until("Really delete", "the end of the film", |_| (!film.exists()).then_some(()));
}

#[test]
fn what_is_seen_is_copied_and_saved_with_its_look() {
    if !installed("zenity") {
        return println!("skipped: zenity must be installed");
    }
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = visit(desktop, home.path());
    let pasted = |visit: &Visit| {
        let bytes = visit.desktop.pasted("image/png")?;
        codec::decode(&bytes, Path::new("pasted.png")).ok()
    };
    visit.desktop.hands(&["key", "ctrl+c"]).unwrap();
    let whole = wait_for("the picture in the clipboard", PATIENCE, || pasted(&visit));
    let [width, height] = whole.size();

    // Both halves, as small as messages are: it is wider than high, and no side is longer.
    visit.desktop.hands(&["key", "e"]).unwrap();
    visit.touch("Before and after");
    visit.touch("For messages");
    visit.touch("Copy");
    let both =
        wait_for("both in the clipboard", PATIENCE, || pasted(&visit).filter(|both| both.size() != [width, height]));
    let [both_width, both_height] = both.size();
    assert!(both_width == 1280 && both_width * height > 2 * width * both_height, "{both_width} x {both_height}");

    // A file in the format that its name says, with the look in it; and one without.
    for (name, holds) in [("me.jpg", true), ("without.webp", false)] {
        let path = home.path().join(name);
        visit.desktop.hands(&["key", "e"]).unwrap();
        visit.touch("Made up");
        if !holds {
            visit.touch("Keep the look in the file");
        }
        visit.touch("Save as a file");
        visit.choose(&path);
        wait_for("the file", PATIENCE, || codec::load(&path).ok());
        let worn = file::worn_in(&path).unwrap().map(|opened| opened.look.id);
        assert_eq!(worn.as_deref(), holds.then_some("classic-red"), "{name}");
    }

    // The picture alone, and everything again.
    visit.desktop.hands(&["key", "v"]).unwrap();
    wait_for("the picture alone", PATIENCE, || visit.find("Share").is_none().then_some(()));
    visit.desktop.hands(&["key", "Escape"]).unwrap();
    visit.await_name("Share");
}
