//! The kiosk's screen, without an engine: what a visitor can press, and what follows.

mod support {
    pub mod stand;
}

use std::time::Duration;

use egui_kittest::{Harness, LazyRenderer, kittest::Queryable};
use support::stand::{self, Stand, press};
use vanity::{
    kiosk::{Event, Outcome, Scene},
    language,
    resources::Resources,
};

fn kiosk() -> Harness<'static, Stand> {
    stand::kiosk(LazyRenderer::default(), [1280.0, 860.0])
}

fn scene(harness: &Harness<Stand>) -> Scene {
    harness.state().shown.kiosk.scene()
}

#[test]
fn a_visitor_agrees_tries_looks_and_is_forgotten() {
    let mut harness = kiosk();
    press(&mut harness, "Touch to see yourself in this");
    assert_eq!(scene(&harness), Scene::Consent);
    assert!(harness.state().outcomes.is_empty());
    press(&mut harness, "Yes, show me");
    assert_eq!(harness.state().outcomes[0], Outcome::OpenCamera);
    press(&mut harness, "Cobalt");
    assert_eq!(harness.state().shown.kiosk.worn(), Some(1));
    press(&mut harness, "Bare");
    assert_eq!(harness.state().shown.kiosk.worn(), None);
    press(&mut harness, "Done, forget me");
    assert_eq!(harness.state().outcomes.last(), Some(&Outcome::Forget));
    assert!(harness.query_by_label("Cobalt").is_none(), "nothing more is on the screen");
}

#[test]
fn who_does_not_agree_sees_no_camera() {
    let mut harness = kiosk();
    press(&mut harness, "Touch to see yourself in this");
    press(&mut harness, "No, thank you");
    assert_eq!(scene(&harness), Scene::Attract);
    assert_eq!(harness.state().outcomes, [Outcome::Speak(Some("en".into()))]);
}

#[test]
fn who_stands_still_is_asked_for_more_time() {
    let mut harness = kiosk();
    press(&mut harness, "Touch to see yourself in this");
    press(&mut harness, "Yes, show me");
    harness.state_mut().now = Duration::from_secs(70);
    harness.state_mut().shown.kiosk.tick(Duration::from_secs(70));
    harness.run();
    assert!(harness.query_by_label_contains("You are forgotten in").is_some());
    press(&mut harness, "More time");
    assert_eq!(scene(&harness), Scene::Trying);
}

#[test]
fn the_number_is_typed_with_large_keys() {
    let mut harness = kiosk();
    harness.state_mut().shown.kiosk.update(&Event::AskPin, Duration::ZERO);
    harness.run();
    ["2", "4", "6", "8"].iter().for_each(|digit| press(&mut harness, digit));
    press(&mut harness, "Leave");
    assert_eq!(harness.state().outcomes, [Outcome::Leave]);
}

#[test]
fn a_visitor_chooses_a_language_before_anything_else() {
    language::learn(&[Resources::locate().unwrap().asset("languages")]);
    let mut harness = kiosk();
    press(&mut harness, "Touch to see yourself in this");
    press(&mut harness, "简体中文");
    assert_eq!(harness.state().outcomes, [Outcome::Speak(Some("zh-Hans".into()))]);
    assert_eq!(scene(&harness), Scene::Consent);
}

#[test]
fn a_picture_is_taken_home_by_a_code() {
    let mut harness = kiosk();
    press(&mut harness, "Touch to see yourself in this");
    press(&mut harness, "Yes, show me");
    press(&mut harness, "Take it home");
    assert_eq!((scene(&harness), harness.state().outcomes.last()), (Scene::TakingHome, Some(&Outcome::HandOver)));
    let url = "http://192.168.1.20:40001/0123456789abcdef0123456789abcdef/vanity.jpg";
    harness.state_mut().shown.offer = Some(Ok(url.into()));
    // A card finds its place within a few frames.
    harness.run_steps(10);
    assert!(harness.query_by_label(url).is_some(), "the code");
    press(&mut harness, "Back");
    assert_eq!((scene(&harness), harness.state().outcomes.last()), (Scene::Trying, Some(&Outcome::TakeBack)));
}

#[test]
fn a_shade_of_the_shop_is_tried_on() {
    let mut harness = kiosk();
    press(&mut harness, "Touch to see yourself in this");
    press(&mut harness, "Yes, show me");
    assert!(harness.query_by_label("Maker · Velvet · Ink").is_none(), "the mirror has the whole screen at first");
    press(&mut harness, "Shades");
    press(&mut harness, "Maker · Velvet · Ink");
    let Some(Outcome::Wear(Some(look))) = harness.state().outcomes.last() else { panic!("nothing is worn") };
    assert!(look.products.iter().any(|product| product.shades().iter().any(|shade| shade.color == [0x10, 0x20, 0x30])));
    press(&mut harness, "Bare");
    assert!(harness.query_by_label("Shades").is_none());
}
