//! The panels of looks that are copied, drawn and mixed, driven without a screen.

mod support {
    pub mod view;
}

use std::sync::Arc;

use egui_kittest::{Harness, kittest::Queryable};
use support::view::{Shown, usual, with_products};
use vanity::{
    look::{Area, Library, Product},
    pipeline::StillPainter,
    raster::{Pixmap, codec},
    resources::Resources,
    studio::{Command, Lock, Reference, ReferenceState},
    transfer::{Photo, PhotoReader},
    ui::Request,
};

/// The sample portrait, twice where it is asked for, as a photo that a look is copied from.
fn photo(times: usize) -> (Photo, PhotoReader) {
    let one = codec::load(&Resources::locate().unwrap().asset("demo/portrait.png")).unwrap();
    let [width, height] = one.size();
    let mut picture = Pixmap::new((times * width) as u32, height as u32);
    for (row, source) in picture.pixels_mut().chunks_exact_mut(times * width).zip(one.pixels().chunks_exact(width)) {
        row.chunks_exact_mut(width).for_each(|part| part.copy_from_slice(source));
    }
    let mut reader = PhotoReader::new(&Resources::locate().unwrap()).unwrap();
    let photo = reader.look_at(Arc::new(picture)).unwrap();
    (photo, reader)
}

/// The sample portrait in Classic Red.
fn in_red() -> Pixmap {
    let resources = Resources::locate().unwrap();
    let library = Library::open(&resources.asset("looks")).unwrap();
    let mut painter = StillPainter::new(&resources, library.get("classic-red").unwrap(), 1.0).unwrap();
    let bare = codec::load(&resources.asset("demo/portrait.png")).unwrap();
    (*painter.paint(Arc::new(bare)).unwrap().made_up).clone()
}

fn showing(photo: Option<Photo>, state: ReferenceState) -> Harness<'static, Shown> {
    let mut harness = usual();
    let reference = Reference { name: "magazine.jpg".into(), photo: photo.map(Arc::new), face: None, state };
    harness.state_mut().studio.update(Command::ShowReference(Some(reference)));
    harness.run_steps(3);
    harness
}

#[test]
fn a_copied_look_is_worn_named_and_shown_with_what_was_found() {
    let (_, mut reader) = photo(1);
    let photo = reader.look_at(Arc::new(in_red())).unwrap();
    let reading = Arc::new(reader.read(&photo, None).unwrap());
    let found = reading.findings.iter().filter(|finding| finding.worn.is_some());
    let names: Vec<String> = found.map(|finding| vanity::look::names::capitalized(finding.slot.name)).collect();
    let mut harness = showing(Some(photo), ReferenceState::Read(reading));
    assert_eq!(harness.state().studio.worn.as_deref(), Some("magazine"));
    assert!(harness.state().studio.products_shown);
    assert!(harness.query_by_label("The photo whose makeup is copied").is_some());
    assert!(names.contains(&"Lipstick".into()), "{names:?}");
    for name in names {
        assert!(harness.query_all_by_label(&name).next().is_some(), "{name} is not named");
    }
    harness.get_by_label("Wear the drawing itself").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::LiftDrawing));
    // From the products to the photo itself, and back with one undo.
    let share = |harness: &Harness<'static, Shown>| {
        let pieces = harness.state().studio.pieces();
        let photo = pieces.iter().find(|piece| matches!(piece.product(), Product::Photo(_))).unwrap();
        photo.coverage()
    };
    assert_eq!(share(&harness), 0.0);
    assert!(harness.query_by_label("From products to photo").is_some());
    harness.get_by_label("Photo").click();
    harness.run();
    assert_eq!(share(&harness), 1.0);
    harness.state_mut().studio.update(Command::Undo);
    harness.run();
    assert_eq!(share(&harness), 0.0);
    harness.get_by_label("Close the photo").click();
    harness.run();
    assert!(harness.state().studio.reference.is_none());
    assert_eq!(harness.state().studio.worn.as_deref(), Some("magazine"), "the look stays on");
    harness.state_mut().studio.update(Command::Undo);
    assert_eq!(harness.state().studio.worn, None);
}

#[test]
fn of_two_faces_one_is_clicked() {
    let (photo, _) = photo(2);
    let mut harness = showing(Some(photo), ReferenceState::WhichFace);
    harness.get_by_label("Face 2").click();
    harness.run_steps(2);
    assert!(harness.state().asked.contains(&Request::CopyFace(2)));
}

#[test]
fn a_photo_that_tells_nothing_says_why_and_another_can_be_chosen() {
    let mut harness = showing(None, ReferenceState::Failed("No face found.".into()));
    assert!(harness.query_by_label("No face found.").is_some());
    let buttons: Vec<_> = harness.query_all_by_label("Another photo").collect();
    buttons.last().unwrap().click();
    harness.run_steps(2);
    assert!(harness.state().asked.contains(&Request::ChooseReference));
}

#[test]
fn a_dropped_photo_is_asked_about() {
    for (button, wanted) in [
        ("Copy its makeup", Request::CopyFrom("friend.jpg".into())),
        ("Make it up", Request::Show("friend.jpg".into())),
    ] {
        let mut harness = usual();
        harness.state_mut().studio.update(Command::Offer(Some("friend.jpg".into())));
        harness.run_steps(3);
        harness.get_by_label(button).click();
        harness.run_steps(2);
        assert!(harness.state().asked.contains(&wanted), "{button}");
    }
    let mut harness = usual();
    harness.state_mut().studio.update(Command::Offer(Some("friend.jpg".into())));
    harness.run_steps(3);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert!(harness.state().studio.offered.is_none());
}

#[test]
fn two_looks_are_mixed_on_a_slider_as_one_step_to_undo() {
    let mut harness = usual();
    harness.get_by_label("Soft Rose").click();
    harness.run();
    harness.get_by_label("Mix").click();
    harness.run();
    harness.get_by_label("Terracotta").click();
    harness.run();
    let studio = &mut harness.state_mut().studio;
    assert_eq!(studio.worn.as_deref(), Some("soft-rose"), "the other look is not worn by itself");
    let (from, to, share) = studio.take_mix_wish().expect("a mix is wanted");
    assert_eq!((from.id.as_str(), to.id.as_str(), share), ("soft-rose", "terracotta", 0.5));
    assert!(studio.take_mix_wish().is_none(), "it is asked for once");
    let mixed = |name: &str| vanity::look::Look { id: "mixed-look".into(), name: name.into(), ..from.clone() };
    studio.update(Command::Mixed(Box::new(mixed("Half"))));
    studio.update(Command::MoveMix(0.8));
    assert_eq!(studio.take_mix_wish().map(|(.., share)| share), Some(0.8));
    studio.update(Command::Mixed(Box::new(mixed("More"))));
    assert_eq!(studio.worn_look().map(|look| look.name.as_str()), Some("More"));
    studio.update(Command::Undo);
    assert_eq!(studio.worn.as_deref(), Some("soft-rose"));
}

#[test]
fn the_rest_is_finished_around_what_is_kept() {
    let mut harness = with_products([1280.0, 860.0]);
    assert!(harness.query_by_label("Finish the rest").is_none(), "nothing is kept");
    harness.state_mut().studio.update(Command::ToggleLock(Lock::Area(Area::Lips)));
    harness.run();
    harness.get_by_label("Finish the rest").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::Finish));
    assert!(usual().query_by_label("Surprise me").is_some());
}
