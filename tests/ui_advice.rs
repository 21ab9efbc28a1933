//! The panel of advice, driven without a screen.

mod support {
    pub mod view;
}

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::{
    Harness, Node,
    kittest::{NodeT, Queryable},
};
use support::view::{Shown, usual};
use vanity::{
    advisor::{
        self, Advice,
        said::{Aspect, Said},
        shape::Feature,
        skin::Concern,
    },
    catalog::{Catalog, Import, Table},
    face::FaceTracker,
    raster::{Pixmap, codec},
    resources::Resources,
    studio::{AdviceCommand, AdviceReading, AdviceState, AdviceTab, Advising, CatalogChange, Command},
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
    read_as(|_| ())
}

/// What is read, changed as a test wants it.
fn read_as(change: impl Fn(&mut Advice)) -> Harness<'static, Shown> {
    let mut harness = open();
    let (frame, mut advice) = portrait();
    change(&mut advice);
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
fn a_reading_stays_while_the_panel_is_closed_and_is_forgotten_when_that_is_asked() {
    let mut harness = read();
    for label in ["Skin tone", "Undertone", "Contrast"] {
        assert!(harness.query_by_label(label).is_some(), "{label}");
    }
    harness.get_by_label("Close the advice").click();
    harness.run();
    assert!(harness.state().studio.advising.is_none() && harness.state().studio.reading().is_some());
    // Products are changed, and it is gone back to.
    for key in [egui::Key::A, egui::Key::P, egui::Key::A] {
        harness.key_press(key);
        harness.run();
    }
    assert!(harness.query_by_label("Skin tone").is_some() && !harness.state().studio.products_shown);
    harness.get_by_label("Forget me").click();
    harness.run();
    assert!(harness.query_by_label("Skin tone").is_none() && harness.query_by_label("Look at me").is_some());
    assert!(harness.state().studio.reading().is_none());
}

#[test]
fn with_another_picture_what_was_read_is_forgotten() {
    let mut harness = read();
    harness.state_mut().studio.update(Command::ToggleAdvice);
    assert!(harness.state().studio.reading().is_some());
    harness.state_mut().studio.update(Command::Open(vanity::capture::SourceSpec::Demo));
    assert!(harness.state().studio.reading().is_none());
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

fn advising<'a>(harness: &'a Harness<'static, Shown>) -> &'a Advising {
    harness.state().studio.advising.as_ref().unwrap()
}

fn tell(harness: &mut Harness<'static, Shown>, command: AdviceCommand) {
    harness.state_mut().studio.update(Command::Advice(command));
    harness.run_steps(3);
}

/// Chooses what stands under a label, wherever the panel has been scrolled to.
fn choose(harness: &mut Harness<'static, Shown>, label: &str) {
    let pressed = |node: &Node<'_>| matches!(node.accesskit_node().role(), Role::Button | Role::Switch);
    let found = harness.query_all_by_label_contains(label).find(pressed);
    found.unwrap_or_else(|| panic!("nothing can be pressed that is called '{label}'")).focus();
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(3);
}

fn says(harness: &Harness<'static, Shown>, text: &str) -> bool {
    harness.query_all_by_label_contains(text).next().is_some()
}

#[test]
fn a_wrong_reading_is_corrected_counts_and_is_taken_back() {
    let mut harness = read();
    let read = advising(&harness).ranked.clone();
    for (aspect, choice) in
        [(Aspect::Undertone, "Cool"), (Aspect::Feature(Feature::EyeTilt), "Downturned"), (Aspect::Tone, "Monk 8")]
    {
        choose(&mut harness, &format!("Not me: {}", aspect.name().to_lowercase()));
        choose(&mut harness, choice);
        assert!(says(&harness, "as you said") && says(&harness, choice), "{choice}");
        assert!(advising(&harness).said.of(aspect).is_some());
    }
    let advice = &advising(&harness).reading().unwrap().advice;
    let tilt = advice.shape.of_feature(Feature::EyeTilt).unwrap();
    assert_eq!((advice.tone.as_ref().unwrap().monk[0].0, tilt.name), (8, "downturned"));
    assert_ne!(advising(&harness).ranked, read, "the looks are ranked anew");
    tell(&mut harness, AdviceCommand::ShowTab(AdviceTab::Looks));
    assert!(says(&harness, "you said: undertone cool"));
    tell(&mut harness, AdviceCommand::ShowTab(AdviceTab::You));
    for aspect in [Aspect::Undertone, Aspect::Feature(Feature::EyeTilt), Aspect::Tone] {
        choose(&mut harness, &format!("Take back: {}", aspect.name().to_lowercase()));
    }
    assert!(advising(&harness).said == Said::default() && advising(&harness).ranked == read);
    // Another look at the same person changes nothing of what they said; closing the panel forgets it.
    tell(&mut harness, AdviceCommand::Correct(Aspect::Undertone, Some(2)));
    let again = Arc::clone(advising(&harness).measured().unwrap());
    reach(&mut harness, AdviceState::Looking);
    reach(&mut harness, AdviceState::Read(again));
    assert_eq!(advising(&harness).reading().unwrap().advice.tone.as_ref().unwrap().undertone.likeliest().0, "warm");
    for _ in 0..2 {
        harness.key_press(egui::Key::A);
        harness.run();
    }
    assert!(advising(&harness).said != Said::default(), "the panel was only closed");
    tell(&mut harness, AdviceCommand::Forget);
    assert!(advising(&harness).said == Said::default());
}

#[test]
fn every_reading_can_be_contradicted() {
    let mut harness = read();
    let reading = Arc::clone(advising(&harness).measured().unwrap());
    for aspect in Aspect::ALL.into_iter().filter(|aspect| aspect.is_told(&reading.advice)) {
        choose(&mut harness, &format!("Not me: {}", aspect.name().to_lowercase()));
        let first = aspect.choices()[0];
        let shown = if aspect == Aspect::Tone { "Monk 1".to_owned() } else { first[..1].to_uppercase() + &first[1..] };
        choose(&mut harness, &shown);
        assert_eq!(advising(&harness).said.of(aspect), Some(first), "{aspect:?}");
    }
}

#[test]
fn every_reason_names_its_rule_its_weight_and_its_figures() {
    let mut harness = read();
    tell(&mut harness, AdviceCommand::ShowTab(AdviceTab::Looks));
    let first = advising(&harness).ranked[0].clone();
    for reason in first.reasons.iter().take(2) {
        let figures = format!("({:+.1}, weight {} × {:+.2}).", reason.points, reason.rule.weight, reason.value);
        let told = harness.query_all_by_label_contains(&figures).any(|node| {
            let label = node.accesskit_node().value().unwrap_or_default();
            label.to_lowercase().starts_with(reason.rule.name) && label.contains(&reason.because)
        });
        assert!(told, "{reason:?}");
    }
    assert!(says(&harness, "50 × its weight"));
}

#[test]
fn a_skin_s_scores_are_no_medical_finding_and_say_so() {
    let mut harness = read();
    tell(&mut harness, AdviceCommand::ShowTab(AdviceTab::Skin));
    assert!(says(&harness, "It is no medical finding; for anything that worries you, ask a doctor."));
}

/// Three foundations, one of them as the skin is read, and a lipstick.
fn with_shades() -> Harness<'static, Shown> {
    let mut harness = read();
    let lab = advising(&harness).reading().unwrap().advice.tone.as_ref().unwrap().lab;
    let row = |name: &str, lighter: f64| {
        format!("Maker,Silk,{name},{:.2},{:.2},{:.2},foundation\n", lab[0] + lighter, lab[1], lab[2])
    };
    let text =
        ["brand,product,shade,L,a,b,kind\n".into(), row("Own", 0.2), row("Pale", 9.0), row("Deep", -9.0)].concat();
    let text = text + &row("Lips", 0.0).replace("foundation", "lipstick");
    let import = Import::guess(Arc::new(Table::of_bytes(text.as_bytes(), "t").unwrap()));
    let kept = CatalogChange::Kept(Arc::new(vec![Catalog { name: "Shop".into(), items: import.items }]));
    harness.state_mut().studio.update(Command::Catalog(kept));
    harness.state_mut().studio.update(Command::Wear(Some("classic-red".into())));
    tell(&mut harness, AdviceCommand::ShowTab(AdviceTab::Shades));
    harness
}

fn ranked(harness: &Harness<'static, Shown>) -> Vec<String> {
    advising(harness).shades.iter().map(|(item, _)| item.article.shade.clone()).collect()
}

#[test]
fn foundation_is_ranked_explained_worn_and_dismissed() {
    let mut harness = with_shades();
    assert_eq!(ranked(&harness)[0], "Own");
    assert_eq!(ranked(&harness).len(), 3, "a lipstick is no foundation");
    assert!(says(&harness, "Ranked by CIEDE2000 from your skin") && says(&harness, "Aimed at your skin: L* "));
    assert!(
        says(&harness, "Further away") && says(&harness, "lighter (ΔE ") && says(&harness, "no difference to be seen")
    );
    choose(&mut harness, "Maker · Silk · Own, no difference to be seen (ΔE 0.");
    let foundation = harness.state().studio.pieces()[0].product().clone();
    assert_eq!(foundation.articles()[0].unwrap().shade, "Own");
    choose(&mut harness, "Not this one: Maker · Silk · Own");
    assert!(!ranked(&harness).contains(&"Own".into()) && ranked(&harness).len() == 2);
    choose(&mut harness, "All shades, from my skin");
    assert_eq!(ranked(&harness)[0], "Own");
}

#[test]
fn the_person_aims_beside_their_skin_and_is_told_where() {
    let mut harness = with_shades();
    let from = advising(&harness).target().unwrap();
    (0..4).for_each(|_| choose(&mut harness, "Darker"));
    assert_eq!(ranked(&harness)[0], "Deep");
    let now = advising(&harness).target().unwrap();
    assert!((now.lab.0[0] - (from.lab.0[0] - 6.0)).abs() < 1e-9);
    assert!(says(&harness, "Aimed beside your skin, -6.0 in L* and +0° in hue"));
    choose(&mut harness, "Warmer");
    assert!(says(&harness, "and +4° in hue"));
    tell(&mut harness, AdviceCommand::Correct(Aspect::Undertone, Some(0)));
    assert!(says(&harness, "Of your skin you said: undertone cool."));
    choose(&mut harness, "All shades, from my skin");
    assert!(says(&harness, "Aimed at your skin: L* "));
}

#[test]
fn a_tip_of_the_guide_names_its_threshold_and_is_left_out() {
    let mut harness = read_as(|advice| {
        advice
            .skin
            .iter_mut()
            .filter(|finding| finding.concern == Concern::Shine)
            .for_each(|finding| finding.score = 31);
    });
    harness.state_mut().studio.update(Command::Wear(Some("classic-red".into())));
    tell(&mut harness, AdviceCommand::ShowTab(AdviceTab::Guide));
    assert!(says(&harness, "Your skin shines in places (score 31)"));
    assert!(says(&harness, "Rule: shine counts below 50 points of 100."));
    choose(&mut harness, "Tips of this sort");
    assert!(!says(&harness, "Your skin shines in places") && says(&harness, "You have left tips of this sort out."));
    choose(&mut harness, "Tips of this sort");
    assert!(says(&harness, "Your skin shines in places (score 31)"));
}
