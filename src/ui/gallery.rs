//! The pictures that were taken: seen, copied, opened, deleted.

use std::path::{Path, PathBuf};

use egui::{
    Align, Align2, Context, CornerRadius, FontId, Id, Layout, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, accesskit::Role, vec2,
};

use super::{
    Request, card,
    pictures::Pictures,
    stage,
    tokens::{CORNER, GAP, SPACE, Text, Tokens, icon},
    widgets::{button, focus_ring, sign_button},
};
use crate::{
    language::say,
    raster::codec,
    studio::{Command, Shared, Studio},
};

/// Size of a picture in the list, points.
const CELL: egui::Vec2 = vec2(168.0, 112.0);
/// Most pictures beside each other.
const COLUMNS: usize = 4;
/// Room that the window keeps beside the card, and above and below the list, points.
const ROOM: egui::Vec2 = vec2(100.0, 220.0);
/// Most pictures that are shown.
pub const MOST: usize = 60;

/// Draws it in the middle of the window; gives what the person did.
pub fn show(ctx: &Context, studio: &Studio, pictures: &mut Pictures) -> Vec<Request> {
    if !studio.shutter.gallery_shown {
        return Vec::new();
    }
    let mut requests = Vec::new();
    let chosen_id = Id::unique("chosen picture");
    let chosen: Option<PathBuf> = ctx.data(|data| data.get_temp(chosen_id));
    let chosen = chosen.filter(|path| studio.shutter.taken.contains(path));
    let mut choose = chosen.clone();
    let shown = card::show(ctx, "gallery", say("Taken"), |ui| {
        let room = ctx.content_rect().size() - ROOM;
        let columns = ((room.x / (CELL.x + GAP)) as usize).clamp(1, COLUMNS);
        ui.set_width(columns as f32 * (CELL.x + GAP) + SPACE);
        heading(ui, &mut requests);
        if studio.shutter.taken.is_empty() {
            ui.add_space(SPACE);
            ui.label(say("Nothing was taken yet. Press the round button below the picture, or the key T."));
            ui.add_space(SPACE);
        }
        ScrollArea::vertical().id_salt("taken").max_height(room.y.max(CELL.y)).show(ui, |ui| {
            for row in studio.shutter.taken.chunks(columns) {
                ui.horizontal(|ui| {
                    for path in row {
                        if cell(ui, path, chosen.as_ref() == Some(path), pictures, &mut requests) {
                            choose = Some(path.clone());
                        }
                    }
                });
            }
        });
        if let Some(path) = &chosen {
            actions(ui, path, &mut requests);
        }
    });
    ctx.data_mut(|data| match choose {
        Some(path) => _ = data.insert_temp(chosen_id, path),
        None => data.remove::<PathBuf>(chosen_id),
    });
    if shown.should_close() {
        requests.push(Request::Studio(Command::ToggleGallery));
    }
    requests
}

fn heading(ui: &mut Ui, requests: &mut Vec<Request>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(say("Taken")).font(Text::Title.font()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if sign_button(ui, icon::CLOSE, "Close the pictures", "Close (Esc)", false).clicked() {
                requests.push(Request::Studio(Command::ToggleGallery));
            }
            if sign_button(ui, icon::FOLDER, "Show the folder", "Where these pictures are", false).clicked() {
                requests.push(Request::ShowFolder);
            }
        });
    });
    ui.add_space(GAP);
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// One picture; whether it was clicked on.
fn cell(ui: &mut Ui, path: &Path, chosen: bool, pictures: &mut Pictures, requests: &mut Vec<Request>) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(CELL, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name(path)));
    ui.painter().rect_filled(rect, CornerRadius::same(CORNER), tokens.stage);
    if ui.is_rect_visible(rect) {
        match pictures.taken(path) {
            Some(texture) => {
                stage::show_fitted(ui, texture.id(), texture.size_vec2(), rect.shrink(2.0), CORNER / 2);
            }
            None => requests.push(Request::LoadTaken(path.into())),
        }
        if !codec::has_suffix(path) {
            let at = rect.left_top() + vec2(18.0, 18.0);
            ui.painter().circle_filled(at, 13.0, tokens.veil);
            ui.painter().text(
                at,
                Align2::CENTER_CENTER,
                icon::FILM,
                FontId::new(14.0, Text::Icon.font().family),
                tokens.on_veil,
            );
        }
    }
    focus_ring(ui, &response, rect, CORNER);
    let width = if chosen {
        3.0
    } else if response.hovered() {
        2.0
    } else {
        0.0
    };
    ui.painter().rect_stroke(rect, CornerRadius::same(CORNER), Stroke::new(width, tokens.accent), StrokeKind::Inside);
    response.on_hover_text(name(path)).clicked()
}

fn actions(ui: &mut Ui, path: &Path, requests: &mut Vec<Request>) {
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(GAP);
    ui.label(RichText::new(name(path)).font(Text::Small.font()).color(tokens.ink_soft));
    ui.horizontal(|ui| {
        let is_picture = codec::has_suffix(path);
        if button(ui, icon::SHARE, "Share", "Copy it, or save it somewhere else", true).clicked() {
            requests.push(Request::Studio(Command::Share(Some(Shared::Taken(path.into())))));
        }
        if is_picture && button(ui, icon::COPY, "Copy", "Into the clipboard, to paste it anywhere", false).clicked() {
            requests.push(Request::CopyTaken(path.into()));
        }
        let hint = "Show it in the studio instead of the camera";
        let opens = is_picture || path.extension().is_some_and(|suffix| suffix == "mp4");
        if opens && button(ui, icon::OPEN, "Open", hint, false).clicked() {
            requests.push(Request::Studio(Command::ToggleGallery));
            requests.push(Request::Show(path.into()));
        }
        // A second press within the same choice: what is deleted is gone.
        let asked = Id::unique(("delete", path));
        let sure = ui.ctx().data(|data| data.get_temp::<bool>(asked)).unwrap_or(false);
        let text = if sure { "Really delete" } else { "Delete" };
        if button(ui, icon::DELETE, text, "Takes the file away for good", sure).clicked() {
            if sure {
                requests.push(Request::DeleteTaken(path.into()));
            }
            ui.ctx().data_mut(|data| data.insert_temp(asked, !sure));
        }
    });
}
