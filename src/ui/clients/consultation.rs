//! A consultation: looks that were tried, products that were chosen, notes, pictures, and the sheet to hand over.

use egui::{
    Align, Color32, CornerRadius, Layout, RichText, Sense, Shape, TextEdit, Ui, WidgetInfo, accesskit::Role,
    epaint::RectShape, vec2,
};

use super::{
    super::{
        ClientsWish, Request,
        consulting::Entry,
        pictures::Pictures,
        tokens::{CORNER, GAP, SPACE, Text, Tokens, icon},
        widgets::{button, chip, field, in_view, sign_button, switch},
    },
    changed, day, delete, soft, title,
};
use crate::{
    language::say,
    look::format,
    salon::{ChosenProduct, Consultation, Covers, LONGEST_NOTES, Moment},
    studio::{ClientCard, ClientsChange, Command, Studio},
};

pub fn show(
    ui: &mut Ui,
    studio: &Studio,
    card: &ClientCard,
    one: &Consultation,
    shown: &mut Pictures,
    requests: &mut Vec<Request>,
) {
    ui.label(RichText::new(say!("Consultation of {day}", day = day(one.visit.at))).font(Text::Strong.font()));
    if studio.worn_look().is_some() {
        let pictured = card.client.consent.covers() == Covers::CardAndPictures;
        let hint = match pictured {
            true => "The look that is worn, its products, and pictures before and after",
            false => "The look that is worn, and its products; the client has not agreed to pictures",
        };
        if button(ui, icon::KEEP, "Keep this look", hint, true).clicked() {
            requests.push(Request::KeepTried { pictures: pictured });
        }
        let hint = "Two pages with pictures, products and steps, as a PDF";
        if button(ui, icon::SHEET, "Sheet to hand over", hint, false).clicked() {
            requests.push(Request::SaveSheet);
        }
    } else {
        soft(ui, say("Wear a look, and it can be kept here."));
    }
    pictures(ui, card, one, shown);
    looks(ui, one, requests);
    products(ui, one, requests);
    notes(ui, studio, one, requests);
    ui.add_space(GAP);
    if chip(ui, "End the consultation", false).clicked() {
        requests.push(changed(ClientsChange::Visit(None)));
    }
    ui.add_space(SPACE);
    let wish = ClientsWish::Remove(one.id);
    let warning = "This consultation and its pictures are deleted for good.";
    delete(ui, studio.clients.asked, "Delete this consultation", warning, wish, requests);
}

/// Before and after beside each other, where they were kept.
pub fn pictures(ui: &mut Ui, card: &ClientCard, one: &Consultation, shown: &mut Pictures) {
    if one.pictures.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    let width = (ui.available_width() - GAP) / 2.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        for moment in Moment::ALL {
            let (rect, response) = ui.allocate_exact_size(vec2(width, width * 0.75), Sense::hover());
            ui.painter().rect_filled(rect, CornerRadius::same(CORNER), tokens.stage);
            if let Some(picture) = card.picture(one.id, moment) {
                let texture = shown.kept(ui.ctx(), picture);
                let part = super::super::stage::filling(texture.size_vec2(), rect.size());
                let shape = RectShape::filled(rect, CornerRadius::same(CORNER), Color32::WHITE);
                ui.painter().add(Shape::Rect(shape.with_texture(texture.id(), part)));
            }
            let name = match moment {
                Moment::Before => say("Before"),
                Moment::After => say("After"),
            };
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
        }
    });
}

fn looks(ui: &mut Ui, one: &Consultation, requests: &mut Vec<Request>) {
    if one.visit.looks_tried.is_empty() {
        return;
    }
    title(ui, say("Looks that were tried"));
    for (number, look) in one.visit.looks_tried.iter().enumerate() {
        ui.push_id(("look", number), |ui| {
            ui.horizontal(|ui| {
                let name = say(&look.name);
                if chip(ui, name, false).on_hover_text(say("Wear it again")).clicked()
                    && let Ok(look) = format::parse(&look.document)
                {
                    requests.push(Request::Studio(Command::TryOn(Box::new(look))));
                }
                let label = say!("Leave out {name}", name = name);
                if sign_button(ui, icon::CLOSE, &label, "Leave it out", false).clicked() {
                    requests.push(Request::Clients(ClientsWish::Write(one.id, Entry::WithoutLook(look.name.clone()))));
                }
            });
        });
    }
}

fn products(ui: &mut Ui, one: &Consultation, requests: &mut Vec<Request>) {
    if one.visit.products.is_empty() {
        return;
    }
    title(ui, say("Products that were chosen"));
    for (number, product) in one.visit.products.iter().enumerate() {
        ui.push_id(("product", number), |ui| {
            let row = vec2(ui.available_width(), 28.0);
            ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
                ui.painter().circle_filled(rect.center(), 8.0, color_of(product));
                let name = name_of(product);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let label = say!("Leave out {name}", name = name);
                    if sign_button(ui, icon::CLOSE, &label, "Leave it out", false).clicked() {
                        let entry = Entry::WithoutProduct(Box::new(product.clone()));
                        requests.push(Request::Clients(ClientsWish::Write(one.id, entry)));
                    }
                    let rest = Layout::left_to_right(Align::Center);
                    ui.with_layout(rest, |ui| ui.add(egui::Label::new(&name).truncate()));
                });
            });
        });
    }
}

/// Brand, product and shade as far as they are known, after what it is.
fn name_of(product: &ChosenProduct) -> String {
    let parts = [say(&product.kind), &product.brand, &product.product, &product.shade];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn color_of(product: &ChosenProduct) -> Color32 {
    product.colour.as_deref().and_then(|colour| Color32::from_hex(colour).ok()).unwrap_or(Color32::TRANSPARENT)
}

fn notes(ui: &mut Ui, studio: &Studio, one: &Consultation, requests: &mut Vec<Request>) {
    let clients = &studio.clients;
    title(ui, say("Notes"));
    let mut notes = clients.notes.clone();
    // A field of its own for each consultation: undoing brings nothing of another client back.
    let id = egui::Id::unique(("notes of", one.id));
    let edit = TextEdit::multiline(&mut notes).id(id).desired_rows(4).char_limit(LONGEST_NOTES);
    let response = field(ui, edit.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(12, 8)));
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, say("Notes")));
    in_view(&response);
    if notes != clients.notes {
        requests.push(changed(ClientsChange::Note(notes)));
    } else if !response.has_focus() && clients.unkept_notes().is_some() {
        requests.push(Request::KeepNotes);
    }
    ui.horizontal(|ui| {
        let hint = "Notes are for you alone, unless this is on";
        if switch(ui, "Notes on the sheet", hint, clients.notes_on_sheet).clicked() {
            requests.push(changed(ClientsChange::ToggleNotesOnSheet));
        }
        soft(ui, say("Notes on the sheet"));
    });
}
