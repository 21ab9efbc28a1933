//! The panel of client cards: the door, the list, a card, and the consultation that is going on.

mod card;
mod consultation;
mod door;
mod draft;
mod list;

use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, ScrollArea, Spinner, Ui};

use super::{
    ClientsWish, Request,
    pictures::Pictures,
    tokens::{GAP, MARGIN, SPACE, Text, Tokens, icon},
    widgets::{button, chip, panel_frame, side_panel, sign_button},
};
use crate::{
    language::say,
    studio::{Clients, ClientsChange, Command, Door, Studio},
};

/// Lets go of what was typed into a panel that is closed.
pub fn forget(ctx: &egui::Context) {
    door::forget(ctx);
}

/// Draws it at the left of the window; gives what the person asked for.
pub fn side(ui: &mut Ui, studio: &Studio, pictures: &mut Pictures) -> Vec<Request> {
    let panel = side_panel(Panel::left("clients"));
    let margin = Margin { left: MARGIN as i8, right: 0, top: 0, bottom: GAP as i8 };
    let frame = Frame::new().fill(Tokens::of(ui.ctx()).paper).inner_margin(margin);
    panel.frame(frame).show(ui, |ui| show(ui, studio, pictures)).inner
}

fn show(ui: &mut Ui, studio: &Studio, pictures: &mut Pictures) -> Vec<Request> {
    let clients = &studio.clients;
    let mut requests = Vec::new();
    panel_frame(ui.ctx()).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        heading(ui, clients, &mut requests);
        ScrollArea::vertical().id_salt("clients").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = GAP;
            // Room for the scroll bar, so that it lies on nothing.
            ui.set_width(ui.available_width() - 10.0);
            if let Some(problem) = &clients.problem {
                ui.label(RichText::new(problem).color(Tokens::of(ui.ctx()).accent));
                ui.add_space(GAP);
            }
            match (&clients.door, &clients.draft, &clients.card) {
                (Door::Open, Some(draft), _) => draft::show(ui, draft, clients.busy > 0, &mut requests),
                (Door::Open, None, Some(card)) => match clients.visit() {
                    Some(visit) => consultation::show(ui, studio, card, visit, pictures, &mut requests),
                    None => card::show(ui, clients, card, pictures, &mut requests),
                },
                (Door::Open, None, None) => list::show(ui, studio, &mut requests),
                _ => door::show(ui, clients, &mut requests),
            }
        });
    });
    requests
}

fn heading(ui: &mut Ui, clients: &Clients, requests: &mut Vec<Request>) {
    ui.horizontal(|ui| {
        let inside = clients.card.as_ref().filter(|_| clients.draft.is_none());
        if inside.is_some() && sign_button(ui, icon::BACK, "All clients", "Back to all clients", false).clicked() {
            let back = if clients.visiting.is_some() { ClientsChange::Visit(None) } else { ClientsChange::Show(None) };
            requests.push(changed(back));
        }
        let title = inside.map_or(say("Clients"), |card| card.client.details.name.as_str());
        let room = (ui.available_width() - 80.0).max(60.0);
        ui.allocate_ui(egui::vec2(room, 30.0), |ui| {
            ui.add(Label::new(RichText::new(title).font(Text::Title.font())).truncate());
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            if sign_button(ui, icon::CLOSE, "Close the clients", "Close (L)", false).clicked() {
                requests.push(changed(ClientsChange::Toggle));
            }
            let hint = "Lock the cards now";
            if clients.door == Door::Open && sign_button(ui, icon::LOCKED, "Lock the cards", hint, false).clicked() {
                requests.push(Request::Clients(ClientsWish::Close));
            }
            if clients.busy > 0 {
                ui.add(Spinner::new().size(18.0));
            }
        });
    });
    ui.add_space(SPACE / 2.0);
}

fn changed(change: ClientsChange) -> Request {
    Request::Studio(Command::Clients(change))
}

/// A small line above a part.
fn title(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).font(Text::Small.font()).color(Tokens::of(ui.ctx()).ink_soft));
}

/// A line of less weight.
fn soft(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).color(Tokens::of(ui.ctx()).ink_soft));
}

/// Something to delete, and a second press that does it: what is deleted is gone.
fn delete(ui: &mut Ui, asked: bool, what: &str, warning: &str, wish: ClientsWish, requests: &mut Vec<Request>) {
    if !asked {
        if chip(ui, what, false).clicked() {
            requests.push(changed(ClientsChange::Ask(true)));
        }
        return;
    }
    ui.label(RichText::new(say(warning)).color(Tokens::of(ui.ctx()).accent));
    ui.horizontal(|ui| {
        if button(ui, icon::DELETE, "Really delete", "It cannot be had back", true).clicked() {
            requests.push(Request::Clients(wish));
        }
        if button(ui, "", "Cancel", "", false).clicked() {
            requests.push(changed(ClientsChange::Ask(false)));
        }
    });
}

/// A day, as the computer's clock has it.
fn day(time: jiff::Timestamp) -> String {
    time.to_zoned_datetime(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d").to_string()
}
