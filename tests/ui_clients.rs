//! The panel of client cards, driven without a screen.

mod support {
    pub mod view;
}

use egui_kittest::{Harness, kittest::Queryable};
use support::view::{Shown, usual};
use vanity::{
    salon::{Passphrase, Secret},
    studio::{ClientsChange, Command, Door},
    ui::{ClientsWish, Request, clients_thread::Desk, consulting},
};

/// A window with the panel open, at a door.
fn at_the_door(door: Door) -> Harness<'static, Shown> {
    let mut harness = usual();
    harness.key_press(egui::Key::L);
    harness.run_steps(3);
    change(&mut harness, ClientsChange::Door(door));
    harness
}

fn change(harness: &mut Harness<'static, Shown>, change: ClientsChange) {
    harness.state_mut().studio.update(Command::Clients(change));
    harness.run_steps(4);
}

fn press(harness: &mut Harness<'static, Shown>, label: &str) {
    harness.get_by_label(label).focus();
    harness.run_steps(3);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(3);
}

/// Types into a field; a line above it may have the same words.
fn write(harness: &mut Harness<'static, Shown>, label: &str, text: &str) {
    harness.get_all_by_label(label).last().unwrap().focus();
    harness.run_steps(3);
    harness.get_all_by_label(label).last().unwrap().type_text(text);
    harness.run_steps(3);
}

/// Carries out what the panel wished since the last time, in its order, as the window does.
fn serve(harness: &mut Harness<'static, Shown>, desk: &mut Desk) {
    for request in std::mem::take(&mut harness.state_mut().asked) {
        let studio = &mut harness.state_mut().studio;
        let wishes: Vec<ClientsWish> = match request {
            Request::Clients(wish) => consulting::keep_notes(studio).into_iter().chain([wish]).collect(),
            Request::KeepNotes => consulting::keep_notes(studio).into_iter().collect(),
            Request::KeepTried { .. } => consulting::keep(studio, None),
            _ => Vec::new(),
        };
        for command in wishes.into_iter().flat_map(|wish| desk.carry_out(wish)) {
            studio.update(command);
        }
    }
    harness.run_steps(4);
}

/// Clicks with the pointer, which takes the keyboard away from a field as it does so.
fn click(harness: &mut Harness<'static, Shown>, label: &str) {
    harness.get_by_label(label).scroll_to_me();
    harness.run_steps(3);
    harness.get_by_label(label).click();
    harness.run_steps(3);
}

/// The card of a client who has agreed to it, and to no pictures.
fn a_new_card(desk: &mut Desk) -> Harness<'static, Shown> {
    let mut harness = at_the_door(Door::New);
    write(&mut harness, "New passphrase", "a long passphrase");
    write(&mut harness, "Once more", "a long passphrase");
    press(&mut harness, "Use this passphrase");
    serve(&mut harness, desk);
    press(&mut harness, "New client");
    write(&mut harness, "Name of the client", "Anna");
    assert!(harness.query_by_label("Make the card").is_none(), "without the client's consent");
    press(&mut harness, "The client agrees to a card");
    press(&mut harness, "Make the card");
    serve(&mut harness, desk);
    assert!(harness.query_by_label("There was no consultation yet.").is_some());
    harness
}

/// A client's consultation that is going on, with a look that is worn.
fn in_consultation(desk: &mut Desk) -> Harness<'static, Shown> {
    let mut harness = a_new_card(desk);
    press(&mut harness, "Begin a consultation");
    serve(&mut harness, desk);
    assert!(harness.query_by_label("Wear a look, and it can be kept here.").is_some());
    harness.state_mut().studio.update(Command::Wear(Some("classic-red".into())));
    harness.run_steps(3);
    harness
}

fn desk(folder: &tempfile::TempDir) -> Desk {
    Desk::at(Some(folder.path().join("clients.db")))
}

#[test]
fn a_passphrase_is_typed_twice_before_there_are_cards() {
    let mut harness = at_the_door(Door::New);
    write(&mut harness, "New passphrase", "a long passphrase");
    write(&mut harness, "Once more", "another one");
    press(&mut harness, "Use this passphrase");
    assert!(harness.query_by_label("The two are not the same.").is_some());
    assert!(!harness.state().asked.iter().any(|request| matches!(request, Request::Clients(_))));
    press(&mut harness, "Use the keyring");
    assert!(harness.state().asked.contains(&Request::Clients(ClientsWish::Open(Secret::Keyring))));
}

#[test]
fn nobody_gets_a_card_without_consent_and_a_client_is_deleted_by_a_second_press() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    let mut harness = in_consultation(&mut desk);
    write(&mut harness, "Notes", "likes it warm");
    press(&mut harness, "All clients");
    serve(&mut harness, &mut desk);
    press(&mut harness, "Delete the client");
    assert!(!harness.state().asked.iter().any(|request| matches!(request, Request::Clients(ClientsWish::Forget(_)))));
    press(&mut harness, "Really delete");
    serve(&mut harness, &mut desk);
    assert!(harness.query_by_label("There are no cards yet.").is_some());
    press(&mut harness, "Lock the cards");
    serve(&mut harness, &mut desk);
    assert!(harness.query_by_label("New client").is_none() && harness.query_by_label("Open the cards").is_some());
}

#[test]
fn what_was_agreed_to_before_stays_on_the_card() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    let mut harness = a_new_card(&mut desk);
    let without = |harness: &Harness<Shown>| harness.query_all_by_label_contains("the card, without pictures").count();
    assert_eq!((without(&harness), harness.query_by_label("Before that:").is_some()), (1, false));
    press(&mut harness, "The client has read this and agrees");
    serve(&mut harness, &mut desk);
    assert_eq!((without(&harness), harness.query_by_label("Before that:").is_some()), (1, true));
    assert!(harness.query_by_label_contains("the card, and pictures").is_some());
}

#[test]
fn notes_and_looks_are_kept_whatever_is_clicked_next() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    let mut harness = in_consultation(&mut desk);
    write(&mut harness, "Notes", "likes it warm");
    click(&mut harness, "Keep this look");
    serve(&mut harness, &mut desk);
    let visit = |harness: &Harness<Shown>| harness.state().studio.clients.visit().unwrap().visit.clone();
    let kept = visit(&harness);
    assert_eq!((kept.notes.as_str(), kept.looks_tried.len()), ("likes it warm", 1));
    assert!(kept.products.iter().any(|product| product.kind == "Lipstick"));
    write(&mut harness, "Notes", ", and soft");
    click(&mut harness, "Leave out Foundation");
    serve(&mut harness, &mut desk);
    let kept = visit(&harness);
    assert_eq!((kept.notes.as_str(), kept.looks_tried.len()), ("likes it warm, and soft", 1));
    assert!(kept.products.iter().all(|product| product.kind != "Foundation"));
    let worn = consulting::handed_over(&harness.state().studio).unwrap();
    assert!(worn.products.iter().all(|product| product.name() != "Foundation") && worn.products.len() > 3);
    write(&mut harness, "Notes", "!");
    click(&mut harness, "Lock the cards");
    serve(&mut harness, &mut desk);
    desk.carry_out(ClientsWish::Open(Secret::Passphrase(Passphrase::new("a long passphrase".into()))));
    let anna = harness.state().studio.clients.list.first().map(|client| client.id);
    assert_eq!(anna, None, "nothing is to be seen behind a closed door");
    press(&mut harness, "Open the cards");
    serve(&mut harness, &mut desk);
    press(&mut harness, "Anna");
    serve(&mut harness, &mut desk);
    assert!(harness.query_by_label("likes it warm, and soft!").is_some(), "on the card");
}

#[test]
fn a_wrong_passphrase_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk(&folder);
    desk.carry_out(ClientsWish::Open(Secret::Passphrase(Passphrase::new("a long passphrase".into()))));
    desk.carry_out(ClientsWish::Close);
    let mut harness = at_the_door(Door::Locked);
    write(&mut harness, "Passphrase", "a wrong passphrase");
    harness.key_press(egui::Key::Enter);
    harness.run_steps(3);
    serve(&mut harness, &mut desk);
    let problem = harness.state().studio.clients.problem.clone().unwrap();
    assert!(problem.contains("does not open with this") && harness.query_by_label(&problem).is_some(), "{problem}");
}
