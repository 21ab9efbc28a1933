//! Advice and real products in the real window: what was recommended and chosen is what the next picture says that it wears.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod visit;
}

use std::{fs, thread, time::Duration};

use support::{
    desktop::{Desktop, installed, wait_for},
    visit::{MOMENT, PATIENCE, Visit},
};
use vanity::look::Product;

/// Columns whose names tell nobody what they hold, but for the colour.
const UNNAMED: &str = "[{\"who\": \"Maker\", \"what\": \"Ink\", \"like\": \"dark\", \"hex\": \"#203060\"},\
                       {\"who\": \"Maker\", \"what\": \"Air\", \"like\": \"none\", \"hex\": \"unknown\"}]";
/// Two shades of blush, and a row that is none.
const TABLE: &str = "brand,product,shade,hex,price,currency,kind\nMaker,Glow,Ink,#203060,24.00,EUR,blush\n\
                     Maker,Glow,Peach,#E8A080,24.00,EUR,blush\nMaker,Glow,Red,red,24.00,EUR,blush\n";

#[test]
fn a_recommended_look_is_worn() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::begin(desktop, home.path(), &["--look", "cobalt"]);
    // The portrait is there, and made up.
    thread::sleep(Duration::from_secs(4));
    visit.key("a", "the panel", |visit| visit.is_accent(975, 245).then_some(()));
    visit.touch_until("Look at me", "what was read", |visit| visit.find("Look again"));
    assert_eq!(visit.worn(home.path()).id, "cobalt", "reading changes nothing that is worn");
    visit.touch_until("Looks", "looks that suit", |visit| visit.find("Wear"));
    // The button beside the first look, which is shown on the person's own face.
    visit.click(1075, 272);
    let suits = visit.worn(home.path());
    assert!(suits.id != "cobalt" && !suits.products.is_empty(), "{}", suits.id);
    // The guide puts that look on, step by step.
    visit.touch_until("Guide", "the guide", |visit| visit.told(|told| told.name.starts_with("Your face at the step ")));
    assert_eq!(visit.worn(home.path()).id, suits.id);
}

#[test]
fn skin_is_shown_on_the_face_and_a_look_is_put_on_step_by_step() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::begin(desktop, home.path(), &["--look", "soft-rose"]);
    thread::sleep(Duration::from_secs(4));
    visit.touch_until("Advice", "the panel", |visit| visit.find("Look at me"));
    visit.touch_until("Look at me", "what was read", |visit| visit.find("Look again"));
    visit.touch("Skin");
    let redness = wait_for("six findings", PATIENCE, || visit.told(|told| told.name.starts_with("Redness: ")));
    visit.told(|told| told.name.contains("no medical finding")).expect("no medical claim is made");
    // The portrait moves a little; a heat map changes the picture far more.
    let picture = visit.await_name("Picture").rect;
    let middle = [picture[0] + picture[2] / 3, picture[1] + picture[3] / 4, picture[2] / 3, picture[3] / 2];
    let still = visit.seen(middle);
    let apart = |visit: &Visit| {
        let now = visit.seen(middle);
        let far = |(a, b): (&[u8; 4], &[u8; 4])| (0..3).any(|c| a[c].abs_diff(b[c]) > 40);
        now.pixels().iter().zip(still.pixels()).filter(|pair| far(*pair)).count() as f32 / now.pixels().len() as f32
    };
    let trembles = apart(&visit);
    visit.touch_until(&redness.name, "the heat map", |visit| (apart(visit) > trembles + 0.1).then_some(()));
    // The portrait has moved on by now: its pixels tell no more.
    let pressed = |visit: &Visit| visit.find(&redness.name).is_some_and(|finding| finding.is("pressed"));
    assert!(pressed(&visit));
    visit.touch_until(&redness.name, "the face again", |visit| (!pressed(visit)).then_some(()));

    visit.touch_until("Guide", "the first step", |visit| visit.find("Next"));
    let step = |visit: &Visit| visit.told(|told| told.name.contains(": step ")).map(|told| told.name);
    let first = wait_for("its number", PATIENCE, || step(&visit));
    visit.act("Next");
    wait_for("the second step", PATIENCE, || step(&visit).filter(|now| *now == first.replace("step 1", "step 2")));
    visit.act("Previous");
    wait_for("the first step again", PATIENCE, || step(&visit).filter(|now| *now == first));
    visit.touch_until("Close the advice", "the studio", |visit| visit.find("Look again").is_none().then_some(()));
}

#[test]
fn a_table_is_imported_and_a_shade_of_it_is_worn() {
    if !installed("zenity") {
        return println!("skipped: zenity must be installed");
    }
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let table = home.path().join("shop.csv");
    fs::write(&table, TABLE).unwrap();
    let visit = Visit::begin(desktop, home.path(), &["--look", "classic-red"]);
    thread::sleep(Duration::from_secs(4));
    visit.key("p", "the products", |visit| visit.is_accent(966, 169).then_some(()));
    visit.press(1196, 92, "the catalogues", |visit| visit.is_accent(345, 490));
    let asks = |visit: &Visit| visit.desktop.hands(&["search", "--onlyvisible", "--class", "zenity"]);
    visit.until("the system's dialog", |visit| visit.click(425, 490), asks);
    thread::sleep(2 * MOMENT);
    visit.desktop.hands(&["key", "ctrl+a"]).unwrap();
    visit.desktop.hands(&["type", "--delay", "40", table.to_str().unwrap()]).unwrap();
    thread::sleep(MOMENT);
    visit.desktop.hands(&["key", "Return"]).unwrap();
    wait_for("what becomes of the rows", PATIENCE, || visit.is_accent(345, 761).then_some(()));
    let kept = home.path().join("kept/catalogs/shop.json");
    visit.press(390, 761, "the catalogue", |_| kept.exists());
    thread::sleep(MOMENT);
    visit.desktop.hands(&["key", "Escape"]).unwrap();
    thread::sleep(MOMENT);
    // The bag beside the blush, and the second of its nearest shades.
    visit.click(1185, 364);
    let ink = wait_for("the shade", PATIENCE, || visit.told(|told| told.name.contains("Ink")));
    visit.touch(&ink.name);
    let look = visit.worn(home.path());
    let blush = look.products.iter().find(|product| matches!(product, Product::Blush(_))).unwrap();
    let shade = blush.shades()[0];
    assert_eq!(shade.color, [0x20, 0x30, 0x60]);
    let article = shade.article.as_ref().unwrap();
    assert_eq!((article.brand.as_str(), article.shade.as_str()), ("Maker", "Ink"));
}

#[test]
fn a_column_is_chosen_and_rejected_rows_are_told() {
    if !installed("zenity") {
        return println!("skipped: zenity must be installed");
    }
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let table = home.path().join("odd.json");
    fs::write(&table, UNNAMED).unwrap();
    let visit = Visit::begin(desktop, home.path(), &[]);
    visit.touch_until("Settings", "the settings", |visit| visit.find("Catalogues of products"));
    visit.touch("Catalogues of products");
    visit.touch("Import a catalogue");
    visit.choose(&table);
    wait_for("what was made of it", PATIENCE, || visit.told(|told| told.name == "2 rows: 1 shades, 1 rejected"));
    wait_for("the row that is none", PATIENCE, || visit.told(|told| told.name.starts_with("Entry 2: ")));
    visit.act("Shade");
    visit.act("what");
    visit.touch("Import");
    let kept = home.path().join("kept/catalogs/odd.json");
    wait_for("the catalogue", PATIENCE, || kept.exists().then_some(()));
    let text = fs::read_to_string(kept).unwrap();
    assert!(text.contains("Ink") && !text.contains("Air"), "{text}");
}
