//! The card with the catalogues of real products: those that are kept, and a table that is being imported.

use egui::{Align, Context, Label, Layout, RichText, Spinner, Ui};

use super::{
    CatalogWish, Request, card, catalog_colour, catalog_import,
    tokens::{GAP, SPACE, Text, Tokens, icon},
    widgets::{button, scrolled, sign_button},
};
use crate::{
    language::say,
    studio::{Command, ImportState, Studio},
};

/// Width of the content, points.
const WIDTH: f32 = 620.0;
/// Room that the window keeps above and below, points.
const ROOM: f32 = 220.0;

/// Draws the card where it is asked for; gives what the person did.
pub fn show(ctx: &Context, studio: &Studio) -> Vec<Request> {
    let mut requests = Vec::new();
    if !studio.catalogs.shown {
        return requests;
    }
    let shown = card::show(ctx, "catalogues", say("Catalogues"), |ui| {
        ui.set_width(WIDTH.min(ctx.content_rect().width() - 100.0));
        heading(ui, &mut requests);
        let room = ctx.content_rect().height() - ROOM;
        match studio.catalogs.importing.as_ref().map(|importing| (importing, &importing.state)) {
            None => scrolled(ui, "catalogues", card::AROUND, |ui| kept(ui, studio, &mut requests)),
            Some((_, ImportState::Reading)) => {
                ui.horizontal(|ui| {
                    ui.add(Spinner::new());
                    ui.label(say("Reading the table…"));
                });
            }
            Some((_, ImportState::Failed(problem))) => {
                ui.label(problem);
                ui.add_space(SPACE);
                choose(ui, "Another file", &mut requests);
            }
            Some((importing, ImportState::Read(import))) => {
                catalog_import::show(ui, studio, &importing.name, import, room, &mut requests);
            }
        }
    });
    let closes = |request: &Request| *request == Request::Studio(Command::ToggleCatalog);
    if shown.should_close() && !requests.iter().any(closes) {
        requests.push(Request::Studio(Command::ToggleCatalog));
    }
    requests
}

fn heading(ui: &mut Ui, requests: &mut Vec<Request>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(say("Catalogues")).font(Text::Title.font()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if sign_button(ui, icon::CLOSE, "Close the catalogues", "Close (Esc)", false).clicked() {
                requests.push(Request::Studio(Command::ToggleCatalog));
            }
        });
    });
    ui.add_space(GAP);
}

fn kept(ui: &mut Ui, studio: &Studio, requests: &mut Vec<Request>) {
    let tokens = Tokens::of(ui.ctx());
    let soft = |text: &str| RichText::new(text).font(Text::Small.font()).color(tokens.ink_soft);
    ui.label(say("Import the shades of real products: each product of a look can wear one of them."));
    ui.label(soft(say("A table in CSV or JSON with a colour in each row. It stays on this computer.")));
    ui.add_space(GAP);
    for catalog in studio.catalogs.kept.iter() {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let label = say!("Remove {name}", name = catalog.name);
                if sign_button(ui, icon::DELETE, &label, "Do not keep this catalogue any more", false).clicked() {
                    requests.push(Request::Catalog(CatalogWish::Remove(catalog.name.clone())));
                }
                ui.label(soft(&say!("{count} shades", count = catalog.items.len())));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(&catalog.name).truncate());
                });
            });
        });
    }
    if studio.catalogs.items().next().is_some() {
        ui.add_space(GAP);
        catalog_colour::show(ui, studio, requests);
    }
    ui.add_space(GAP);
    choose(ui, "Import a catalogue", requests);
}

fn choose(ui: &mut Ui, text: &str, requests: &mut Vec<Request>) {
    let hint = "Choose a CSV or JSON file; or drop it onto the window";
    if button(ui, icon::OPEN, text, hint, true).clicked() {
        requests.push(Request::ChooseCatalog);
    }
}
