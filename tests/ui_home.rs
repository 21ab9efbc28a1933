//! The window as somebody at home uses it: first steps, finding looks, comparing four, changing products, taking pictures.

mod support {
    pub mod view;
}

use std::{path::PathBuf, sync::Arc};

use egui_kittest::{Harness, kittest::Queryable};
use support::view::{Shown, bare, studio, usual, window, with_products};
use vanity::{
    export::PictureKind,
    look::{Finish, Side},
    makeup::Baker,
    pipeline::{Composite, EngineCommand},
    raster::{Pixmap, color::hex},
    resources::Resources,
    studio::{Browse, Command, ShareChoice, Shared, Shot, Step, Task},
    ui::Request,
};

fn click(harness: &mut Harness<Shown>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

/// Presses a button as the keyboard does: it is brought into view first.
fn press(harness: &mut Harness<Shown>, label: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
}

fn composite(beside: usize) -> Arc<Composite> {
    let beside = (0..beside).map(|_| Arc::new(Pixmap::new(80, 45))).collect();
    Arc::new(Composite { beside, ..bare(Arc::new(Pixmap::new(160, 90))) })
}

#[test]
fn the_first_steps_are_gone_through_and_can_be_skipped() {
    let mut first = studio();
    first.update(Command::Welcome(Some(Step::Camera)));
    let mut harness = window(first.clone(), [1280.0, 860.0]);
    click(&mut harness, "Next");
    assert_eq!(harness.state().studio.welcome, Some(Step::Privacy));
    assert!(harness.query_by_label_contains("no picture leaves it").is_some());
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().studio.welcome, Some(Step::Look));
    // One card is on the shelf, the other in the steps.
    harness.get_all_by_label("Classic Red").last().unwrap().click();
    harness.run();
    assert_eq!(harness.state().studio.worn.as_deref(), Some("classic-red"));
    click(&mut harness, "Start");
    let studio = &harness.state().studio;
    assert!(studio.welcome.is_none() && studio.preferences.welcomed);

    for skip in ["Skip", "Escape"] {
        let mut harness = window(first.clone(), [900.0, 600.0]);
        match skip {
            "Skip" => harness.get_by_label(skip).click(),
            _ => harness.key_press(egui::Key::Escape),
        }
        harness.run();
        assert!(harness.state().studio.preferences.welcomed, "{skip}");
        assert_eq!(harness.state().studio.welcome, None);
    }
}

#[test]
fn a_look_that_was_being_made_is_offered_once() {
    for (button, worn) in [("Wear it again", true), ("Forget it", false)] {
        let mut left = studio();
        let mut look = left.all_looks().find(|look| look.id == "classic-red").unwrap().clone();
        look.products[0] = look.products[0].with_coverage(0.31);
        left.left_over = Some(look.clone());
        let mut harness = window(left, [1280.0, 860.0]);
        click(&mut harness, button);
        let studio = &harness.state().studio;
        assert_eq!(studio.worn_look().is_some_and(|worn| worn.products == look.products), worn, "{button}");
        assert!(studio.left_over.is_none());
    }
}

#[test]
fn letters_typed_into_the_search_find_looks_and_do_nothing_else() {
    let mut harness = usual();
    harness.key_press(egui::Key::Slash);
    harness.event(egui::Event::Text("/".into()));
    harness.run();
    harness.get_by_label("Find a look").type_text("smoke m");
    harness.key_press(egui::Key::M);
    harness.run();
    let studio = &harness.state().studio;
    assert_eq!(studio.search, "smoke m");
    assert!(!studio.mirror, "a letter in the field is no shortcut");
    assert!(harness.query_by_label("Midnight Smoke").is_some());
    assert!(harness.query_by_label("Soft Rose").is_none());
    harness.state_mut().studio.update(Command::Search("qqq".into()));
    harness.run();
    assert!(harness.query_by_label_contains("Nothing here matches").is_some());
}

#[test]
fn the_keyboard_marks_the_look_that_it_is_on() {
    let mut harness = usual();
    harness.get_by_label("Cobalt").focus();
    harness.run();
    harness.key_press(egui::Key::H);
    harness.run();
    assert_eq!(harness.state().studio.preferences.favourites, ["cobalt"]);
    assert_eq!(harness.state().studio.worn, None);
}

#[test]
fn a_heart_marks_a_look_and_favourites_narrow_the_shelf() {
    let mut harness = usual();
    assert!(harness.query_by_label("Favourites").is_none(), "there are none yet");
    click(&mut harness, "Favourite Soft Rose");
    assert_eq!(harness.state().studio.worn, None, "the heart does not wear the look");
    click(&mut harness, "Favourites");
    assert_eq!(harness.state().studio.browsing, Browse::Favourites);
    assert!(harness.query_by_label("Soft Rose").is_some() && harness.query_by_label("Cobalt").is_none());
    click(&mut harness, "Soft Rose");
    harness.key_press(egui::Key::H);
    harness.run();
    assert!(harness.state().studio.preferences.favourites.is_empty());
    assert!(harness.query_by_label_contains("Press the heart").is_some());
}

#[test]
fn four_looks_stand_beside_each_other_until_one_is_worn() {
    let mut harness = usual();
    click(&mut harness, "Soft Rose");
    click(&mut harness, "Four looks");
    let ctx = harness.ctx.clone();
    harness.state_mut().pictures.show(&ctx, composite(4));
    harness.run();
    let compared: Vec<String> =
        harness.state().studio.board.iter().flat_map(|board| &board.looks).map(|look| look.name.clone()).collect();
    assert_eq!((compared.len(), compared[0].as_str()), (4, "Soft Rose"));
    click(&mut harness, &format!("Look 3: {}", compared[2]));
    harness.get_all_by_label("Classic Red").next().unwrap().click();
    harness.run();
    assert!(harness.query_by_label("Look 3: Classic Red").is_some());
    click(&mut harness, "Wear Classic Red");
    let studio = &harness.state().studio;
    assert!(studio.board.is_none());
    assert_eq!(studio.worn.as_deref(), Some("classic-red"));
}

#[test]
fn the_details_of_a_product_change_what_is_worn() {
    let mut harness = with_products([1280.0, 860.0]);
    let eyeliner = |harness: &Harness<Shown>| {
        let mut pieces = harness.state().studio.pieces().iter();
        pieces.find(|piece| piece.product().name() == "Eyeliner").unwrap().product().clone()
    };
    harness.state_mut().studio.shapes = Baker::new(&Resources::locate().unwrap()).unwrap().shapes();
    press(&mut harness, "Details of the eyeliner");
    let before = eyeliner(&harness);
    for (chip, changed) in [
        ("Tight", before.with_shape("tight")),
        ("Gloss", before.with_shape("tight").with_finish(Finish::Gloss)),
        ("Your left", before.with_shape("tight").with_finish(Finish::Gloss).with_side(Side::Left)),
    ] {
        press(&mut harness, chip);
        assert_eq!(eyeliner(&harness), changed, "{chip}");
    }
    (0..3).for_each(|_| drop(harness.state_mut().studio.update(Command::Undo)));
    assert_eq!(eyeliner(&harness), before);
}

#[test]
fn a_shade_that_goes_with_the_skin_is_shown_as_it_is_worn() {
    let mut harness = with_products([1280.0, 860.0]);
    let blush = harness.state().studio.pieces().iter().map(|piece| piece.product()).find(|it| it.name() == "Blush");
    let shade = blush.unwrap().shades()[0].clone();
    press(&mut harness, "Details of the blush");
    for (depth, color) in [(0.0, shade.color), (1.0, shade.deep.unwrap())] {
        harness.state_mut().studio.skin_depth = depth;
        harness.run();
        assert!(harness.query_by_label(&hex(color)).is_some(), "{depth}");
    }
    assert!(harness.query_by_label("goes with your skin").is_some());
}

#[test]
fn the_order_of_products_changes_with_a_press() {
    let mut harness = with_products([1280.0, 1400.0]);
    let names = |harness: &Harness<Shown>| -> Vec<&str> {
        harness.state().studio.pieces().iter().map(|piece| piece.product().name()).collect()
    };
    let before = names(&harness);
    let at = before.iter().position(|name| *name == "Lashes").unwrap();
    harness.get_by_label("Details of the lashes").click();
    harness.run();
    let earlier = harness.query_by_label("Lay the lashes on earlier").is_some();
    let (label, to) = if earlier { ("Lay the lashes on earlier", at - 1) } else { ("Lay the lashes on later", at + 1) };
    harness.get_by_label(label).click();
    harness.run();
    assert_eq!(names(&harness)[to], "Lashes");
    assert_eq!(harness.state().studio.opened, Some(to), "its details stay open");
}

#[test]
fn a_product_is_dragged_to_another_place_of_its_area() {
    let mut harness = with_products([1280.0, 1400.0]);
    let names = |harness: &Harness<Shown>| -> Vec<&str> {
        harness.state().studio.pieces().iter().map(|piece| piece.product().name()).collect()
    };
    let before = names(&harness);
    let place = |name: &str| before.iter().position(|other| *other == name).unwrap();
    let at = |harness: &Harness<Shown>, name: &str| harness.get_by_label(name).rect().center();
    let (from, to) = (at(&harness, "Lashes"), at(&harness, "Brows"));
    harness.drag_at(from);
    harness.run();
    for share in [0.3, 0.6, 1.0] {
        harness.hover_at(from.lerp(to, share));
        harness.run();
    }
    harness.drop_at(to);
    harness.run();
    assert_eq!(names(&harness)[place("Brows")], "Lashes");
    assert_eq!(names(&harness).len(), before.len());
}

#[test]
fn the_shutter_is_pressed_and_told_what_to_take() {
    let mut harness = usual();
    let ctx = harness.ctx.clone();
    harness.state_mut().pictures.show(&ctx, composite(0));
    harness.run();
    click(&mut harness, "Take a picture (T)");
    assert!(harness.state().asked.contains(&Request::Shoot));
    click(&mut harness, "What the shutter takes");
    click(&mut harness, "Film");
    assert_eq!(harness.state().studio.preferences.shot, Shot::Clip);
    click(&mut harness, "What the shutter takes");
    click(&mut harness, "After 10 seconds");
    assert_eq!(harness.state().studio.preferences.countdown, 10);
    harness.state_mut().studio.shutter.filming = Some(0.4);
    harness.run();
    assert!(harness.query_by_label("Stop (T)").is_some());
}

#[test]
fn pictures_that_were_taken_are_copied_opened_and_deleted_when_one_is_sure() {
    let mut harness = usual();
    harness.key_press(egui::Key::G);
    harness.run();
    assert!(harness.query_by_label_contains("Nothing was taken yet").is_some());
    let path = PathBuf::from("somewhere/first.png");
    harness.state_mut().studio.update(Command::Taken(vec![path.clone(), "somewhere/second.gif".into()]));
    harness.run();
    assert!(harness.state().asked.contains(&Request::LoadTaken(path.clone())));
    assert!(
        harness.state().asked.contains(&Request::LoadTaken("somewhere/second.gif".into())),
        "what moves has a picture, too"
    );
    click(&mut harness, "first");
    click(&mut harness, "Copy");
    assert!(harness.state().asked.contains(&Request::CopyTaken(path.clone())));
    click(&mut harness, "Delete");
    assert!(!harness.state().asked.contains(&Request::DeleteTaken(path.clone())), "not at the first press");
    click(&mut harness, "Really delete");
    assert!(harness.state().asked.contains(&Request::DeleteTaken(path)));
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(!harness.state().studio.shutter.gallery_shown);
}

#[test]
fn a_picture_is_given_away_from_its_sheet() {
    let mut harness = with_products([1280.0, 860.0]);
    harness.key_press(egui::Key::E);
    harness.run();
    assert_eq!(harness.state().studio.sharing, Some(Shared::Seen));
    click(&mut harness, "Before and after");
    click(&mut harness, "For messages");
    harness.get_all_by_label("Keep the look in the file").next().unwrap().click();
    harness.run();
    let choice = ShareChoice { kind: PictureKind::BeforeAfter, small: true, with_look: false };
    assert_eq!(harness.state().studio.share_choice, choice);
    click(&mut harness, "Save as a file");
    assert!(harness.state().asked.contains(&Request::Save(choice)));
    assert_eq!(harness.state().studio.sharing, None, "the sheet makes room for the dialog");
    click(&mut harness, "Share");
    click(&mut harness, "Copy");
    assert!(harness.state().asked.contains(&Request::CopyPicture(choice)));
    harness.key_press(egui::Key::E);
    harness.run();
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert_eq!(harness.state().studio.sharing, None);
    assert!(harness.state().studio.worn.is_some(), "Escape closed the sheet and nothing else");
}

#[test]
fn a_film_that_was_taken_is_given_away_as_a_file() {
    let mut harness = usual();
    let film = PathBuf::from("somewhere/first.mp4");
    harness.key_press(egui::Key::G);
    harness.run();
    harness.state_mut().studio.update(Command::Taken(vec![film.clone()]));
    harness.run();
    click(&mut harness, "first");
    harness.get_all_by_label("Share").last().unwrap().click();
    harness.run();
    assert_eq!(harness.state().studio.sharing, Some(Shared::Taken(film.clone())));
    assert!(harness.query_by_label("Copy").is_none(), "a film is no picture");
    click(&mut harness, "Copy the file");
    assert!(harness.state().asked.contains(&Request::CopyFile(film.clone())));
    harness.state_mut().studio.update(Command::Share(Some(Shared::Taken(film.clone()))));
    harness.run();
    click(&mut harness, "Save a copy");
    assert!(harness.state().asked.contains(&Request::SaveCopy(film)));
}

#[test]
fn what_takes_a_while_says_how_far_it_is_and_can_be_stopped() {
    let task = |number, what: &str, share, stoppable| Task { number, what: what.into(), share, stoppable };
    let mut working = studio();
    working.tasks = vec![task(3, "Saving me.png", Some(0.4), true), task(4, "Deleting all traces", Some(0.1), false)];
    let mut harness = window(working, [1280.0, 860.0]);
    assert!(
        harness.query_by_label("Saving me.png").is_some() && harness.query_by_label("Deleting all traces").is_some()
    );
    harness.get_by_label("Stop").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::Stop(3)), "{:?}", harness.state().asked);
}

#[test]
fn settings_change_how_everything_looks() {
    let mut harness = usual();
    click(&mut harness, "Settings");
    click(&mut harness, "Dark");
    harness.get_all_by_label("Less motion").next().unwrap().click();
    harness.run();
    assert_eq!(harness.state().studio.preferences.appearance, vanity::preferences::Appearance::Dark);
    assert!(harness.state().studio.preferences.still);
    click(&mut harness, "120 %");
    assert_eq!(harness.state().studio.preferences.text_scale, 1.2);
}

#[test]
fn the_picture_alone_has_nothing_around_it_and_escape_brings_it_back() {
    let mut harness = usual();
    harness.key_press(egui::Key::V);
    harness.run();
    assert!(harness.query_by_label("Share").is_none() && harness.query_by_label("Soft Rose").is_none());
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Share").is_some());
    assert_eq!(harness.state().studio.worn, None);
}

#[test]
fn the_board_tells_the_engine_what_to_show() {
    let mut studio = studio();
    let orders = studio.update(Command::ToggleBoard);
    assert!(matches!(&orders[..], [EngineCommand::Beside(looks)] if looks.len() == 4));
}
