//! A consultation in the real window: cards are made behind a passphrase, a client agrees, a look is kept with pictures, everything is
//! deleted again; and what lies on the disk meanwhile tells nobody anything.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod visit;
}

use std::{fs, thread, time::Duration};

use support::{
    desktop::{Desktop, files_below, installed, wait_for},
    visit::{MOMENT, PATIENCE, Visit},
};
use vanity::{face::FaceTracker, resources::Resources};

const NAME: &str = "Anna Lindholm";
const CLIENT_SCREEN: &str = "Vanity: client's screen";

#[test]
fn a_client_agrees_is_consulted_and_is_forgotten() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::begin(desktop, home.path(), &[]);
    let cards = home.path().join("kept/clients.db");
    let kept = || fs::read(&cards).unwrap_or_default();
    let bytes = || fs::metadata(&cards).map_or(0, |metadata| metadata.len() as usize);
    // The portrait is there, and made up.
    thread::sleep(Duration::from_secs(4));
    visit.desktop.hands(&["key", "l"]).unwrap();
    // Letters that are typed before the field is there would be shortcuts.
    wait_for("the panel", PATIENCE, || visit.is_accent(52, 363).then_some(()));
    thread::sleep(MOMENT);
    visit.write(180, 274, "rosewood lantern");
    visit.write(180, 317, "rosewood lantern");
    assert!(!cards.exists(), "nothing is made before a lock is chosen");
    visit.press(140, 363, "the file of the cards", |_| bytes() > 0);
    wait_for("the list of clients", PATIENCE, || visit.is_accent(52, 144).then_some(()));
    // A new client, who agrees to a card and to pictures: switches have the accent's colour at their left end when they are on.
    visit.press(120, 148, "an empty card", |visit| !visit.is_accent(52, 144));
    thread::sleep(MOMENT);
    visit.write(180, 163, NAME);
    visit.press(62, 409, "the consent to a card", |visit| visit.is_accent(50, 409));
    visit.press(62, 535, "the consent to pictures", |visit| visit.is_accent(50, 535));
    visit.scroll();
    let before = kept();
    visit.press(120, 578, "the card", |_| kept() != before);
    thread::sleep(2 * MOMENT);
    // A consultation, in which the look is kept with its pictures.
    let (before, empty) = (kept(), bytes());
    visit.press(120, 140, "the consultation", |_| kept() != before);
    thread::sleep(2 * MOMENT);
    visit.press(120, 170, "the pictures", |_| bytes() > empty + 100_000);
    thread::sleep(2 * MOMENT);
    let with_pictures = bytes();
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
    assert_eq!(bytes(), with_pictures, "one press deletes nothing");
    visit.press(100, 575, "the end of the card", |_| bytes() <= empty);
}

#[test]
fn a_client_takes_a_sheet_and_their_data_home_and_looks_on_in_a_window_of_their_own() {
    if !installed("zenity") {
        return println!("skipped: zenity must be installed");
    }
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::begin(desktop, home.path(), &["--look", "classic-red"]);
    thread::sleep(Duration::from_secs(4));
    // The client's screen: a window of its own, with the picture and nothing else.
    visit.desktop.hands(&["key", "d"]).unwrap();
    let (left, top) = visit.desktop.window(CLIENT_SCREEN);
    let mut tracker = FaceTracker::new(&Resources::locate().unwrap()).unwrap();
    wait_for("her face in it", PATIENCE, || {
        let shown = visit.desktop.screen().part([left as u32, top as u32], [900, 600]);
        (tracker.find(&shown).unwrap().len() == 1).then_some(())
    });
    visit.desktop.hands(&["key", "Escape"]).unwrap();
    let open =
        |visit: &Visit| visit.desktop.hands(&["search", "--onlyvisible", "--name", &format!("^{CLIENT_SCREEN}$")]);
    wait_for("one window again", PATIENCE, || open(&visit).is_none().then_some(()));
    visit.desktop.window("Vanity");

    visit.desktop.hands(&["key", "l"]).unwrap();
    let field = |number: usize| {
        let fields = || visit.desktop.told().into_iter().filter(|told| told.role.contains("password"));
        let field = wait_for("a field", PATIENCE, || fields().nth(number));
        let (x, y) = field.middle();
        visit.write(x, y, "rosewood lantern");
    };
    field(0);
    field(1);
    visit.touch_until("Use this passphrase", "the list of clients", |visit| visit.find("New client"));
    visit.touch("New client");
    let name = visit.await_name("Name of the client").middle();
    visit.write(name.0, name.1, NAME);
    visit.act("The client agrees to a card");
    visit.act("Make the card");
    visit.touch_until("Begin a consultation", "it", |visit| visit.find("Keep this look"));
    visit.touch("Keep this look");
    wait_for("the look on the card", PATIENCE, || visit.find("Leave out Classic Red"));

    let sheet = home.path().join("for Anna.pdf");
    visit.touch("Sheet to hand over");
    visit.choose(&sheet);
    let bytes = wait_for("the sheet", PATIENCE, || fs::read(&sheet).ok());
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    assert_eq!(document.get_pages().len(), 2);
    let text = document.extract_text(&[1, 2]).unwrap();
    assert!(text.contains(NAME) && text.contains("Classic Red"), "{text}");

    visit.act("End the consultation");
    let folder = home.path().join("given");
    fs::create_dir(&folder).unwrap();
    visit.act("Export their data");
    visit.choose(&folder);
    let told = wait_for("what is known of her", PATIENCE, || {
        let files = files_below(&folder);
        files.iter().find(|path| path.ends_with(".json")).and_then(|path| fs::read_to_string(path).ok())
    });
    assert!(told.contains(NAME) && told.contains("classic-red"), "{told}");
}
