//! All clients: finding one, making a card, what the salon is called, and the lock.

use egui::{Key, RichText, Sense, TextEdit, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{
    super::{
        ClientsWish, Request,
        tokens::{CORNER, GAP, SPACE, Text, Tokens, icon},
        widgets::{button, chip, field, focus_ring, in_view},
    },
    changed, day, door, soft, title,
};
use crate::{
    language::say,
    salon::Listed,
    studio::{ClientsChange, Command, Draft, Studio},
};

pub fn show(ui: &mut Ui, studio: &Studio, requests: &mut Vec<Request>) {
    let clients = &studio.clients;
    if clients.changing_lock {
        ui.label(say("Choose what opens the cards from now on."));
        door::choose(ui, clients, ClientsWish::ChangeLock, requests);
        if chip(ui, "Leave it as it is", false).clicked() {
            door::forget(ui.ctx());
            requests.push(changed(ClientsChange::ChangeLock(false)));
        }
        return;
    }
    if button(ui, icon::PERSON, "New client", "Make a card", true).clicked() {
        requests.push(changed(ClientsChange::Draft(Some(Draft::default()))));
    }
    let mut words = clients.search.clone();
    let edit = TextEdit::singleline(&mut words).hint_text(say("Find a client")).desired_width(f32::INFINITY);
    let response = field(ui, edit.margin(egui::Margin::symmetric(12, 9)));
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, say("Find a client")));
    in_view(&response);
    if words != clients.search {
        requests.push(changed(ClientsChange::Search(words.clone())));
        requests.push(Request::Clients(ClientsWish::List(words)));
    }
    if clients.list.is_empty() {
        soft(
            ui,
            if clients.search.is_empty() { say("There are no cards yet.") } else { say("No client has this name.") },
        );
    }
    for client in &clients.list {
        if row(ui, client) {
            requests.push(Request::Clients(ClientsWish::Show(client.id)));
        }
    }
    ui.add_space(SPACE);
    salon(ui, studio, requests);
    if chip(ui, "Change the lock", false).clicked() {
        requests.push(changed(ClientsChange::ChangeLock(true)));
    }
}

fn row(ui: &mut Ui, client: &Listed) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, f32::from(CORNER), tokens.raised);
    }
    let left = rect.left_center() + vec2(10.0, 0.0);
    let name = RichText::new(&client.name);
    let galley = egui::WidgetText::from(name).into_galley(
        ui,
        Some(egui::TextWrapMode::Truncate),
        rect.width() - 20.0,
        Text::Strong.font(),
    );
    ui.painter().galley(left - vec2(0.0, galley.size().y), galley, tokens.ink);
    let seen = say!("last seen {day}", day = day(client.last_seen));
    ui.painter().text(left + vec2(0.0, 2.0), egui::Align2::LEFT_TOP, seen, Text::Small.font(), tokens.ink_soft);
    focus_ring(ui, &response, rect, CORNER);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &client.name));
    response.clicked()
}

/// The salon's name stands on sheets.
fn salon(ui: &mut Ui, studio: &Studio, requests: &mut Vec<Request>) {
    title(ui, say("Name of the salon, for sheets"));
    let mut name = studio.preferences.salon.clone();
    let edit = TextEdit::singleline(&mut name).char_limit(80).desired_width(f32::INFINITY);
    let response = field(ui, edit.margin(egui::Margin::symmetric(12, 9)));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, say("Name of the salon, for sheets")));
    in_view(&response);
    if name != studio.preferences.salon {
        requests.push(Request::Studio(Command::NameSalon(name)));
    }
    // Enter ends typing, as everywhere.
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        response.surrender_focus();
    }
    ui.add_space(GAP);
}
