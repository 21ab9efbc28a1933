//! The panel of advice, driven without a screen.

mod support {
    pub mod view;
}

use std::sync::Arc;

use egui_kittest::{Harness, kittest::Queryable};
use support::view::{Shown, usual};
use vanity::{
    advisor::{self, Advice},
    face::FaceTracker,
    raster::{Pixmap, codec},
    resources::Resources,
    studio::{AdviceCommand, AdviceReading, AdviceState, AdviceTab, Command},
    ui::Request,
};

/// The sample portrait, and what is read off it.
fn portrait() -> (Pixmap, Advice) {
    let resources = Resources::locate().unwrap();
    let picture = codec::load(&resources.asset("demo/portrait.png")).unwrap();
    let faces = FaceTracker::new(&resources).unwrap().find(&picture).unwrap();
    let advice = advisor::look_at(&picture, &faces).unwrap();
    (picture, advice)
}

fn open() -> Harness<'static, Shown> {
    let mut harness = usual();
    harness.key_press(egui::Key::A);
    harness.run();
    harness
}

fn reach(harness: &mut Harness<'static, Shown>, state: AdviceState) {
    harness.state_mut().studio.update(Command::Advice(AdviceCommand::Reached(state)));
    harness.run_steps(3);
}

fn read() -> Harness<'static, Shown> {
    let mut harness = open();
    let (frame, advice) = portrait();
    let reading = Arc::new(AdviceReading { advice, frame: Arc::new(frame) });
    reach(&mut harness, AdviceState::Read(reading));
    harness
}

#[test]
fn nothing_is_read_before_it_is_asked_for() {
    let mut harness = open();
    assert!(!harness.state().asked.contains(&Request::LookAtMe));
    harness.get_by_label("Look at me").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::LookAtMe));
    reach(&mut harness, AdviceState::Looking);
    assert!(harness.query_by_label("Looking…").is_some());
    reach(&mut harness, AdviceState::Failed("There is no face in the picture.".into()));
    assert!(harness.query_by_label("There is no face in the picture.").is_some());
}

#[test]
fn a_frame_that_is_no_good_says_what_to_do_and_nothing_else() {
    let mut harness = open();
    let (frame, mut advice) = portrait();
    let complaint = advisor::quality::Complaint::Blurred;
    advice.quality.complaints = vec![complaint];
    reach(&mut harness, AdviceState::Read(Arc::new(AdviceReading { advice, frame: Arc::new(frame) })));
    assert!(harness.query_by_label(complaint.advice()).is_some());
    assert!(harness.query_by_label("Skin tone").is_none() && harness.query_by_label("Look at me").is_some());
}

#[test]
fn a_reading_is_told_and_forgotten_when_the_panel_is_closed() {
    let mut harness = read();
    for label in ["Skin tone", "Undertone", "Contrast"] {
        assert!(harness.query_by_label(label).is_some(), "{label}");
    }
    harness.get_by_label("Close the advice").click();
    harness.run();
    assert!(harness.state().studio.advising.is_none());
    harness.key_press(egui::Key::A);
    harness.run();
    assert!(harness.query_by_label("Skin tone").is_none() && harness.query_by_label("Look at me").is_some());
}

#[test]
fn a_concern_lays_its_heat_map_over_the_face_until_it_is_chosen_again() {
    let mut harness = read();
    harness.get_by_label("Skin").click();
    harness.run();
    let reading = harness.state().studio.advising.as_ref().unwrap().reading().unwrap().clone();
    let finding = &reading.advice.skin[0];
    let label = format!("{}: {} of 100", finding.concern.name(), finding.score);
    for shown in [true, false] {
        harness.get_by_label(&label).click();
        harness.run_steps(3);
        assert_eq!(harness.state().pictures.shown_heat().is_some(), shown);
    }
}

#[test]
fn looks_are_ranked_worn_and_disagreed_with() {
    let mut harness = read();
    harness.get_by_label("Looks").click();
    harness.run();
    let ranked = harness.state().studio.advising.as_ref().unwrap().ranked.clone();
    assert!(ranked.len() > 10);
    harness.query_all_by_label("Wear").next().unwrap().click();
    harness.run();
    assert_eq!(harness.state().studio.worn.as_ref(), Some(&ranked[0].look));
    harness.get_by_label(&format!("Not for me: {}", ranked[0].name)).click();
    harness.run();
    let after = &harness.state().studio.advising.as_ref().unwrap().ranked;
    assert!(after.iter().all(|one| one.look != ranked[0].look));
    harness.state_mut().studio.update(Command::Advice(AdviceCommand::ToggleRule("undertone")));
    harness.run();
    let after = &harness.state().studio.advising.as_ref().unwrap().ranked;
    assert!(after.iter().flat_map(|one| &one.reasons).all(|reason| reason.rule.name != "undertone"));
}

#[test]
fn the_guide_goes_step_by_step_and_asks_for_its_pictures() {
    let mut harness = read();
    harness.state_mut().studio.update(Command::Advice(AdviceCommand::ShowTab(AdviceTab::Guide)));
    harness.run();
    assert!(harness.query_by_label("Wear a look first, and its steps appear here.").is_some());
    harness.state_mut().studio.update(Command::Wear(Some("classic-red".into())));
    harness.run_steps(3);
    assert!(harness.query_by_label("Your face at the step foundation").is_some());
    assert!(harness.state().asked.contains(&Request::DrawStep(0)));
    harness.state_mut().studio.update(Command::Advice(AdviceCommand::Step(1)));
    harness.run_steps(3);
    assert!(harness.state().asked.contains(&Request::DrawStep(1)));
    let look = harness.state().studio.worn_look().unwrap().clone();
    let picture = Arc::new(Pixmap::new(64, 64));
    harness.state_mut().studio.update(Command::Advice(AdviceCommand::Drawn(Box::new(look), 1, picture)));
    harness.state_mut().asked.clear();
    harness.run_steps(3);
    assert!(!harness.state().asked.contains(&Request::DrawStep(1)), "a step that is drawn is not asked for again");
}
