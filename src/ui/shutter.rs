//! The shutter over the picture: what it takes, the countdown, and the way to the pictures that were taken.

use egui::{
    Align2, Color32, CornerRadius, FontId, Popup, Rect, Response, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo,
    accesskit::Role, pos2, vec2,
};

use super::{
    Request, stage,
    tokens::{GAP, SPACE, Text, Tokens, icon, is_low},
    widgets::{focus_ring_on_veil, menu_content, menu_entry},
};
use crate::{
    language::say,
    pipeline::SourceStatus,
    preferences::COUNTDOWNS,
    studio::{Command, Shot, Shutter, Studio},
};

/// Radius of the button, points.
const RADIUS: f32 = 26.0;
/// Side of the buttons beside it, points.
const SIDE: f32 = 40.0;
/// Height of the figure that counts down, points.
const FIGURE: f32 = 120.0;

/// Draws it at the bottom of the picture's space, or beside a picture that it would cover; gives what the person did.
pub fn show(ui: &mut Ui, space: Rect, picture: Option<Vec2>, studio: &Studio) -> Vec<Request> {
    if !matches!(studio.status, SourceStatus::Streaming(_)) || studio.board.is_some() {
        return Vec::new();
    }
    let shutter = &studio.shutter;
    if let Some(seconds) = shutter.counting {
        let font = FontId::new(FIGURE, Text::Strong.font().family);
        let tokens = Tokens::of(ui.ctx());
        let shade = pos2(space.center().x + 2.0, space.center().y + 3.0);
        ui.painter().text(shade, Align2::CENTER_CENTER, seconds, font.clone(), Color32::from_black_alpha(120));
        ui.painter().text(space.center(), Align2::CENTER_CENTER, seconds, font, tokens.on_veil);
    }
    let mut requests = Vec::new();
    let (length, breadth) = (2.0 * (SIDE + SPACE) + 2.0 * RADIUS + 2.0 * GAP, 2.0 * RADIUS + GAP);
    let seen = picture.map_or(space, |size| stage::fitted(size, space));
    let beside = (space.width() - seen.width()) / 2.0;
    let upright = is_low(ui.ctx()) && beside >= breadth + GAP && space.height() >= length;
    let bar = match upright {
        true => {
            // What the program sees has its legend at the right.
            let edge = if studio.explained { space.left() + breadth / 2.0 } else { space.right() - breadth / 2.0 };
            Rect::from_center_size(pos2(edge, space.center().y), vec2(breadth, length))
        }
        false => {
            // Below the picture where there is room for it, and within it otherwise.
            let below = space.bottom() - seen.bottom();
            let up = if below >= breadth + GAP { 0.0 } else { below };
            let center = pos2(space.center().x, space.bottom() - up - breadth / 2.0 - GAP);
            Rect::from_center_size(center, vec2(length, breadth))
        }
    };
    let tokens = Tokens::of(ui.ctx());
    ui.painter().rect_filled(bar, CornerRadius::same((breadth / 2.0) as u8), tokens.veil);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(bar));
    let at = |along: f32| bar.center() + if upright { vec2(0.0, along) } else { vec2(along, 0.0) };
    let beside = RADIUS + SPACE / 2.0 + SIDE / 2.0 + GAP / 2.0;
    let chooser = sign(&mut inner, at(-beside), sign_of(studio.preferences.shot), "What the shutter takes");
    menu(&chooser, studio, &mut requests);
    if release(&mut inner, at(0.0), shutter).clicked() {
        requests.push(Request::Shoot);
    }
    if sign(&mut inner, at(beside), icon::GALLERY, "Pictures that were taken (G)").clicked() {
        requests.push(Request::Studio(Command::ToggleGallery));
    }
    requests
}

/// A sign that stands for what is taken.
fn sign_of(shot: Shot) -> &'static str {
    match shot {
        Shot::Photo => icon::CAMERA,
        Shot::Pair => icon::SPLIT,
        Shot::Burst => icon::GALLERY,
        Shot::Gif => icon::PHOTO,
        Shot::Clip => icon::FILM,
    }
}

fn sign(ui: &mut Ui, center: egui::Pos2, sign: &str, label: &str) -> Response {
    let label = say(label);
    let tokens = Tokens::of(ui.ctx());
    let rect = Rect::from_center_size(center, egui::Vec2::splat(SIDE));
    let response = ui.allocate_rect(rect, Sense::click());
    if response.hovered() {
        ui.painter().circle_filled(center, SIDE / 2.0, Color32::from_white_alpha(28));
    }
    ui.painter().text(center, Align2::CENTER_CENTER, sign, Text::Icon.font(), tokens.on_veil);
    focus_ring_on_veil(ui, &response, rect.shrink(4.0), (SIDE / 2.0) as u8 - 4);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    response.on_hover_text(label)
}

/// The button itself: a ring that fills while a film is taken.
fn release(ui: &mut Ui, center: egui::Pos2, shutter: &Shutter) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let rect = Rect::from_center_size(center, egui::Vec2::splat(2.0 * RADIUS));
    let response = ui.allocate_rect(rect, Sense::click());
    let label = say(if shutter.is_busy() { "Stop (T)" } else { "Take a picture (T)" });
    ui.painter().circle_stroke(center, RADIUS - 1.5, Stroke::new(3.0, tokens.on_veil));
    let (radius, color) = match (shutter.filming, response.hovered()) {
        (Some(_), _) => (0.0, tokens.accent),
        (None, true) => (RADIUS - 7.0, tokens.accent),
        (None, false) => (RADIUS - 6.0, tokens.on_veil),
    };
    ui.painter().circle_filled(center, radius, color);
    if let Some(share) = shutter.filming {
        let inner = Rect::from_center_size(center, egui::Vec2::splat(RADIUS * 0.8));
        ui.painter().rect_filled(inner, CornerRadius::same(4), tokens.accent);
        let turn = |part: f32| {
            let angle = std::f32::consts::TAU * (part * share - 0.25);
            pos2(center.x + (RADIUS - 1.5) * angle.cos(), center.y + (RADIUS - 1.5) * angle.sin())
        };
        let points: Vec<egui::Pos2> = (0..=40).map(|step| turn(step as f32 / 40.0)).collect();
        ui.painter().line(points, Stroke::new(3.0, tokens.accent));
    }
    focus_ring_on_veil(ui, &response, rect, RADIUS as u8);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    response.on_hover_text(label)
}

fn menu(chooser: &Response, studio: &Studio, requests: &mut Vec<Request>) {
    Popup::menu(chooser).show(|ui| {
        menu_content(ui, |ui| {
            ui.set_min_width(200.0);
            let mut entry = |ui: &mut Ui, name: &str, chosen: bool, command: Command| {
                if menu_entry(ui, name, chosen).clicked() {
                    requests.push(Request::Studio(command));
                    // By itself it closes for the pointer alone.
                    ui.close();
                }
            };
            for shot in Shot::ALL {
                entry(ui, shot.name(), studio.preferences.shot == shot, Command::ChooseShot(shot));
            }
            ui.separator();
            for seconds in COUNTDOWNS {
                let name = match seconds {
                    0 => say("At once").to_owned(),
                    seconds => say!("After {seconds} seconds", seconds = seconds),
                };
                entry(ui, &name, studio.preferences.countdown == seconds, Command::Countdown(seconds));
            }
        })
    });
}
