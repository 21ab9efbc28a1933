//! The kiosk's screen, without an engine: what a visitor can press, and what follows.

mod support {
    pub mod kiosk_view;
}

use std::time::Duration;

use egui::Key;
use egui_kittest::{Harness, LazyRenderer, kittest::Queryable};
use support::kiosk_view::{self, Stand, press};
use vanity::{
    kiosk::{Event, Outcome, Scene},
    language,
    resources::Resources,
    ui::kiosk::Offer,
};

fn kiosk() -> Harness<'static, Stand> {
    kiosk_view::kiosk(LazyRenderer::default(), [1280.0, 860.0])
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
    harness.state_mut().shown.offer = Some(Offer::At(url.into()));
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

#[test]
fn a_keyboard_does_what_a_finger_does() {
    let mut harness = kiosk();
    harness.get_by_label("Touch to see yourself in this").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    press(&mut harness, "Yes, show me");
    harness.get_by_label("Hold: before").focus();
    harness.run();
    harness.key_down(Key::Space);
    harness.run();
    assert!(harness.state().shown.studio.shows_before(), "as long as it is held");
    harness.key_up(Key::Space);
    harness.run();
    assert!(!harness.state().shown.studio.shows_before());
}

#[test]
fn the_number_is_reached_and_typed_with_a_keyboard() {
    let mut harness = kiosk();
    harness.key_down(Key::Escape);
    harness.run_steps(4);
    assert_eq!(scene(&harness), Scene::Attract, "a key that is only pressed does nothing");
    harness.run_steps(14);
    assert_eq!(scene(&harness), Scene::Pin);
    harness.key_up(Key::Escape);
    harness.event(egui::Event::Text("2469".into()));
    harness.key_press(Key::Backspace);
    harness.event(egui::Event::Text("8x".into()));
    harness.run();
    assert_eq!(harness.state().shown.typed, "2468");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().outcomes, [Outcome::Leave]);
}
