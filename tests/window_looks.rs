//! Looks and their products in the real window, found and pressed as a screen reader tells of them: first steps that are skipped, the shelf,
//! and what a product is changed to.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod visit;
}

use std::{collections::HashSet, fs};

use support::{
    desktop::{Desktop, wait_for},
    visit::{PATIENCE, Visit},
};
use vanity::look::{Finish, Look, Product, Side};

fn blush(look: &Look) -> Product {
    look.products.iter().find(|product| product.name() == "Blush").expect("a blush").clone()
}

#[test]
fn the_first_steps_are_skipped() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::for_the_first_time(desktop, home.path());
    // There is no camera: the portrait is chosen in the first step.
    visit.touch("Sample portrait");
    visit.touch_until("Skip", "the studio", |visit| visit.find("Skip").is_none().then_some(()));
    wait_for("the portrait", PATIENCE, || visit.told(|told| told.name.starts_with("Sample portrait ·")));
    assert!(visit.close().success());
    let kept = fs::read_to_string(home.path().join("kept/preferences.toml")).unwrap();
    assert!(kept.contains("welcomed = true"), "{kept}");
}

#[test]
fn looks_are_found_by_family_marked_and_found_again() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::begin(desktop, home.path(), &["--look", "barely-there"]);
    let gone = |visit: &Visit, name: &str| visit.find(name).is_none().then_some(());
    visit.await_name("Soft Rose");
    visit.touch_until("Editorial", "the family", |visit| gone(visit, "Soft Rose"));
    // The card shows the face that is in front, made up: many colours, where a card without a picture has a few.
    let colors = |visit: &Visit| {
        let picture = visit.seen(visit.await_name("Cobalt").rect);
        picture.pixels().iter().map(|pixel| pixel.map(|value| value / 16)).collect::<HashSet<_>>().len()
    };
    wait_for("the face on the card", PATIENCE, || (colors(&visit) > 100).then_some(()));
    visit.touch("Cobalt");
    assert_eq!(visit.worn(home.path()).id, "cobalt");
    visit.touch_until("Favourite Cobalt", "a family of favourites", |visit| visit.find("Favourites"));
    visit.touch("All");
    visit.touch_until("Barely There", "it", |visit| {
        visit.told(|told| told.name == "Barely There" && told.is("pressed"))
    });
    visit.touch_until("Favourites", "the favourites", |visit| gone(visit, "Favourite Barely There"));
    visit.await_name("Favourite Cobalt");
    visit.touch_until("Recent", "what was worn, the newest first", |visit| {
        let left = |name: &str| visit.find(name).map(|card| card.rect[0]);
        left("Favourite Barely There").zip(left("Favourite Cobalt")).filter(|(newest, before)| newest < before)
    });
    assert!(visit.find("Soft Rose").is_none());
    assert!(visit.close().success());
    let kept = fs::read_to_string(home.path().join("kept/preferences.toml")).unwrap();
    assert!(kept.contains("favourites = [\"cobalt\"]"), "{kept}");
}

#[test]
fn a_product_is_worn_in_another_finish_shape_place_and_strength() {
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let visit = Visit::begin(desktop, home.path(), &["--look", "classic-red"]);
    visit.touch_until("Products", "the products", |visit| visit.find("Details of the blush"));
    let before = blush(&visit.worn(home.path()));
    visit.touch("Details of the blush");
    visit.act("Shimmer");
    visit.act("Your left");
    let (shape, other) = if before.shape() == Some("apple") { ("draped", "Draped") } else { ("apple", "Apple") };
    visit.act(other);
    visit.touch("Blush intensity");
    let after = blush(&visit.worn(home.path()));
    assert_ne!((before.finish(), before.side()), (after.finish(), after.side()));
    assert_eq!((after.finish(), after.side()), (Some(Finish::Shimmer), Some(Side::Left)));
    assert_eq!(after.shape(), Some(shape));
    assert!((after.coverage() - 0.5).abs() < 0.05, "{after:?}");
}
