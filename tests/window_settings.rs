//! How everything looks and speaks, chosen in the real window and found again by whoever comes back.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod visit;
}

use std::{fs, thread};

use support::{
    desktop::{Desktop, wait_for},
    visit::{MOMENT, PATIENCE, Visit},
};

/// Mean brightness of the strip between picture and shelf's cards.
fn brightness(visit: &Visit) -> f32 {
    let seen = visit.seen([30, 846, 300, 8]);
    let sum: u32 = seen.pixels().iter().map(|[r, g, b, _]| u32::from(*r) + u32::from(*g) + u32::from(*b)).sum();
    sum as f32 / (3.0 * seen.pixels().len() as f32)
}

#[test]
fn appearance_size_language_and_motion_are_kept() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::begin(desktop, home.path(), &["--look", "classic-red"]);
    let open = visit.await_name("Open").rect;
    wait_for("the light window", PATIENCE, || (brightness(&visit) > 200.0).then_some(()));
    visit.touch_until("Settings", "the settings", |visit| visit.find("Dark"));
    visit.touch_until("Dark", "the dark window", |visit| (brightness(visit) < 80.0).then_some(()));
    visit.touch("Less motion");
    visit.touch_until("120 %", "larger signs", |visit| {
        visit.find("Open").filter(|larger| larger.rect[2] * 10 > open[2] * 11)
    });
    visit.touch_until("简体中文", "Chinese", |visit| visit.find("分享"));
    assert!(visit.find("Share").is_none());
    visit.desktop.hands(&["key", "Escape"]).unwrap();
    thread::sleep(MOMENT);
    assert!(visit.close().success());
    let kept = fs::read_to_string(home.path().join("kept/preferences.toml")).unwrap();
    for line in ["language = \"zh-Hans\"", "appearance = \"dark\"", "still = true"] {
        assert!(kept.contains(line), "{line} in {kept}");
    }

    let Some(desktop) = Desktop::start() else { return };
    let visit = Visit::begin(desktop, home.path(), &["--look", "classic-red"]);
    let again = visit.await_name("打开");
    assert!(again.rect[3] * 10 > open[3] * 11, "{:?} and {open:?}", again.rect);
    assert!(brightness(&visit) < 80.0);
    visit.desktop.hands(&["key", "F1"]).unwrap();
    wait_for("the help", PATIENCE, || visit.told(|told| told.name == "帮助"));
}
