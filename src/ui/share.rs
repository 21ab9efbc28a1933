//! The sheet from which a picture is given away: as a file, or through the clipboard.

use std::path::Path;

use egui::{Align2, Context, CornerRadius, Rect, RichText, Sense, TextureHandle, Ui, pos2, vec2};

use super::{
    Request, card,
    pictures::Pictures,
    stage,
    tokens::{CORNER, GAP, SPACE, Text, Tokens, icon},
    widgets::{button, chip, scrolled, sign_button, switch},
};
use crate::{
    export::PictureKind,
    language::say,
    raster::codec,
    studio::{Command, ShareChoice, Shared, Studio},
};

/// Size of the picture on the sheet, points.
const PICTURE: egui::Vec2 = vec2(480.0, 270.0);
/// What else a low window has to hold above and below the picture, points; and the least height of the picture there.
const BESIDE: f32 = 330.0;
const LEAST: f32 = 90.0;
/// Height of the row of buttons, with what is left free above it, points.
const BUTTONS: f32 = 58.0;

/// Draws it in the middle of the window; gives what the person did.
pub fn show(ctx: &Context, studio: &Studio, pictures: &mut Pictures) -> Vec<Request> {
    let Some(shared) = &studio.sharing else { return Vec::new() };
    let mut requests = Vec::new();
    let shown = card::show(ctx, "share", say("Share"), |ui| {
        ui.set_width(PICTURE.x);
        ui.horizontal(|ui| {
            ui.label(RichText::new(say("Share")).font(Text::Title.font()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if sign_button(ui, icon::CLOSE, "Close the sheet", "Close (Esc)", false).clicked() {
                    requests.push(closed());
                }
            });
        });
        ui.add_space(GAP);
        match shared {
            Shared::Seen => seen(ui, studio.share_choice, studio, pictures, &mut requests),
            Shared::Taken(path) => taken(ui, path, pictures, &mut requests),
        }
    });
    if shown.should_close() {
        requests.push(closed());
    }
    requests
}

fn closed() -> Request {
    Request::Studio(Command::Share(None))
}

/// What is seen now, and how it is given away.
fn seen(ui: &mut Ui, choice: ShareChoice, studio: &Studio, pictures: &mut Pictures, requests: &mut Vec<Request>) {
    scrolled(ui, "share", card::AROUND + BUTTONS, |ui| how(ui, choice, studio, pictures, requests));
    ui.add_space(SPACE);
    ui.horizontal_wrapped(|ui| {
        if button(ui, icon::SAVE, "Save as a file", "PNG, JPEG or WebP, where you say", true).clicked() {
            requests.extend([Request::Save(choice), closed()]);
        }
        if button(ui, icon::COPY, "Copy", "Into the clipboard, to paste it anywhere", false).clicked() {
            requests.extend([Request::CopyPicture(choice), closed()]);
        }
        if studio.worn_look().is_some()
            && button(ui, icon::KEEP, "Save the look", "As a small file for others to wear", false).clicked()
        {
            requests.extend([Request::SaveLook, closed()]);
        }
    });
}

/// The picture, and what can be chosen about it.
fn how(ui: &mut Ui, choice: ShareChoice, studio: &Studio, pictures: &mut Pictures, requests: &mut Vec<Request>) {
    let ctx = ui.ctx().clone();
    let after = pictures.after().cloned();
    match choice.kind {
        PictureKind::MadeUp => picture(ui, &[after.as_ref()]),
        PictureKind::BeforeAfter => {
            let before = pictures.before(&ctx).cloned();
            picture(ui, &[before.as_ref(), after.as_ref()]);
        }
    }
    ui.add_space(SPACE);
    let mut chosen = choice;
    row(ui, "Picture", |ui| {
        for (name, kind) in [("Made up", PictureKind::MadeUp), ("Before and after", PictureKind::BeforeAfter)] {
            if chip(ui, name, choice.kind == kind).clicked() {
                chosen.kind = kind;
            }
        }
    });
    row(ui, "Size", |ui| {
        for (name, small) in [("As it is", false), ("For messages", true)] {
            if chip(ui, name, choice.small == small).clicked() {
                chosen.small = small;
            }
        }
    });
    match studio.worn_look() {
        Some(look) if look.has_picture() => row(ui, "Look", |ui| {
            let soft = Tokens::of(ui.ctx()).ink_soft;
            ui.label(RichText::new(say("It has a picture of its own, and is not kept in the file.")).color(soft));
        }),
        Some(_) => row(ui, "Look", |ui| {
            let hint = "Whoever opens the file with Vanity can wear the look; nothing of you is written into it";
            if switch(ui, "Keep the look in the file", hint, choice.with_look).clicked() {
                chosen.with_look = !choice.with_look;
            }
            ui.label(say("Keep the look in the file"));
        }),
        None => {}
    }
    if chosen != choice {
        requests.push(Request::Studio(Command::ChooseShare(chosen)));
    }
}

/// A picture or film that was taken.
fn taken(ui: &mut Ui, path: &Path, pictures: &mut Pictures, requests: &mut Vec<Request>) {
    let is_picture = codec::has_suffix(path);
    let texture = pictures.taken(path).cloned();
    if texture.is_none() {
        requests.push(Request::LoadTaken(path.into()));
    }
    // Two rows of buttons where letters are wide.
    scrolled(ui, "taken", card::AROUND + 2.0 * BUTTONS, |ui| {
        picture(ui, &[texture.as_ref()]);
        ui.add_space(GAP);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        ui.label(RichText::new(name).font(Text::Small.font()).color(Tokens::of(ui.ctx()).ink_soft));
    });
    ui.add_space(SPACE);
    ui.horizontal_wrapped(|ui| {
        if button(ui, icon::SAVE, "Save a copy", "Where you say", true).clicked() {
            requests.extend([Request::SaveCopy(path.into()), closed()]);
        }
        if is_picture && button(ui, icon::COPY, "Copy", "Into the clipboard, to paste it anywhere", false).clicked() {
            requests.extend([Request::CopyTaken(path.into()), closed()]);
        }
        let hint = "Into the clipboard, to paste it into a message or a folder";
        if button(ui, icon::FILM, "Copy the file", hint, false).clicked() {
            requests.extend([Request::CopyFile(path.into()), closed()]);
        }
        if button(ui, icon::FOLDER, "Show the folder", "Where these pictures are", false).clicked() {
            requests.push(Request::ShowFolder);
        }
    });
}

/// A line of choices with what they are about before it.
fn row(ui: &mut Ui, title: &str, choices: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(84.0, 34.0), Sense::hover());
        let ink = Tokens::of(ui.ctx()).ink_soft;
        ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, say(title), Text::Body.font(), ink);
        choices(ui);
    });
}

/// Pictures beside each other; a film's sign where one cannot be shown.
fn picture(ui: &mut Ui, textures: &[Option<&TextureHandle>]) {
    let tokens = Tokens::of(ui.ctx());
    // As high as what is shown needs, so that nothing but it is there.
    let aspect = |texture: &Option<&TextureHandle>| texture.map_or(PICTURE.x / PICTURE.y, |it| it.aspect_ratio());
    let width = (PICTURE.x - GAP * (textures.len() as f32 - 1.0)) / textures.len() as f32;
    let most = (ui.ctx().content_rect().height() - BESIDE).clamp(LEAST, PICTURE.y);
    let height = textures.iter().map(|texture| width / aspect(texture)).fold(0.0, f32::max).min(most);
    let (rect, _) = ui.allocate_exact_size(vec2(PICTURE.x, height), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(CORNER), tokens.stage);
    for (number, texture) in textures.iter().enumerate() {
        let left = rect.left() + number as f32 * (width + GAP);
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        match texture {
            Some(texture) => stage::show_fitted(ui, texture.id(), texture.size_vec2(), cell, CORNER / 2),
            None => {
                let at = cell.center();
                ui.painter().text(at, Align2::CENTER_CENTER, icon::FILM, Text::Icon.font(), tokens.ink_soft);
            }
        }
    }
}
