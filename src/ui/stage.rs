//! The large picture, with the line between before and after.

use egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Key, Mesh, Modifiers, Pos2, Rect, Response, Sense, Shape,
    Stroke, TextureHandle, Ui, WidgetInfo, accesskit::Role, epaint::RectShape, pos2, vec2,
};

use super::{
    board, explain, picking,
    pictures::{Pictures, WHOLE},
    tokens::{CORNER_LARGE, GAP, ON_HANDLE, SPACE, Text, Tokens, icon},
    widgets::{moved_by_keys, ring},
    zoom,
};
use crate::{
    advisor::heat::Heat,
    capture::SourceSpec,
    face,
    geometry::Vec2,
    language::say,
    look::Product,
    pipeline::SourceStatus,
    studio::{Command, Compare, Studio},
};

/// How near to the line the pointer takes hold of it, points.
const GRIP: f32 = 24.0;
/// Size of the colours of a heat map in its legend, points.
const BAR: egui::Vec2 = vec2(132.0, 8.0);
/// From one word on a veil to the next below it, points.
const TAG: f32 = 32.0;

/// Draws the picture into all the space there is; gives what the person did to it.
pub fn show(ui: &mut Ui, studio: &Studio, pictures: &mut Pictures) -> Vec<Command> {
    let tokens = Tokens::of(ui.ctx());
    let space = ui.available_rect_before_wrap();
    // What was read off bare skin is shown on bare skin.
    let heat = pictures.shown_heat();
    let mapped = studio.advising.as_ref().and_then(|advising| advising.heat).filter(|_| heat.is_some());
    let bare = studio.shows_before() || heat.is_some();
    let split = !bare && matches!(studio.compare, Compare::Split(_));
    // What the keyboard can do in the picture has widgets of its own.
    if !ui.ctx().text_edit_focused() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Z)) {
        zoom::toggle(ui.ctx(), face_of(pictures, studio.mirror));
    }
    let drags = !split && studio.picking.is_none() && zoom::is_near(ui.ctx());
    let response = ui.allocate_rect(space, if split || drags { Sense::DRAG } else { Sense::hover() });
    let nearer = if zoom::is_near(ui.ctx()) { format!(" {:.1}×", zoom::times(ui.ctx())) } else { String::new() };
    let told =
        mapped.map_or_else(|| spoken(studio), |concern| say!("{map}: a map of the skin", map = say(concern.shown())));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, told.clone() + &nearer));
    let Some(size) = pictures.after().map(TextureHandle::size_vec2) else {
        ui.painter().rect_filled(space, CornerRadius::same(CORNER_LARGE), tokens.stage);
        empty(ui, space, studio, &tokens);
        return Vec::new();
    };
    if let Some(four) = &studio.board {
        return board::show(ui, space, four, pictures, studio.mirror);
    }
    let rect = zoom::placed(ui, &response, fitted(size, space), space, !split && studio.picking.is_none());
    // What of it is seen.
    let seen = rect.intersect(space);
    let clip = ui.clip_rect();
    ui.set_clip_rect(clip.intersect(space));
    let ctx = ui.ctx().clone();
    let mut commands = Vec::new();
    let wants_before = bare || studio.compare != Compare::Off;
    let before = if wants_before { pictures.before(&ctx).map(TextureHandle::id) } else { None };
    let after = pictures.after().map(TextureHandle::id);
    let paint = |id: Option<egui::TextureId>, part: Rect| {
        if let Some(id) = id {
            paint_part(ui, id, rect, part, studio.mirror);
        }
    };
    match (bare, studio.compare) {
        (true, _) => paint(before, rect),
        (false, Compare::Off) => paint(after, rect),
        (false, Compare::Split(at)) => {
            let x = rect.left() + rect.width() * at;
            paint(after, rect);
            paint(before, Rect::from_min_max(rect.min, pos2(x, rect.bottom())));
            let handle = split_line(ui, rect, x, &tokens);
            if studio.picking.is_none() {
                let grip = Rect::from_center_size(pos2(x, rect.center().y), vec2(2.0 * GRIP, rect.height()));
                let line = ui.interact(grip.intersect(rect), response.id.with("line"), Sense::drag());
                commands.extend(moved(ui, rect, at, &line, &response).map(Command::MoveSplit));
                // Within the handle, whose colour is known: the picture may have any.
                ring(ui, &line, handle.shrink(4.0), 15, ON_HANDLE);
            }
        }
    }
    if let Some(composite) = pictures.composite().filter(|_| studio.explained) {
        let placed = Placed { rect, size, mirror: studio.mirror };
        pictures.veils().for_each(|(texture, corners)| explain::veil(ui, &placed, texture, corners));
        explain::outlines(ui, &placed, &composite.faces);
        pictures.legend().show(ui, space);
    }
    if let Some((composite, heat)) = pictures.composite().zip(heat) {
        explain::heat(ui, &Placed { rect, size, mirror: studio.mirror }, heat, &composite.faces);
    }
    let corner = seen.left_top() + vec2(SPACE, SPACE);
    match mapped {
        Some(concern) => heat_legend(ui, corner, say(concern.shown()), &tokens),
        None if bare => tag(ui, corner, Align2::LEFT_TOP, "Before", &tokens),
        None => {}
    }
    if let Some(text) = retouched(studio).filter(|_| !bare) {
        let below = if split { TAG } else { 0.0 };
        tag(ui, seen.right_top() + vec2(-SPACE, SPACE + below), Align2::RIGHT_TOP, &text, &tokens);
    }
    if studio.picking.is_some() {
        commands.extend(picking::show(ui, rect, studio.mirror));
    } else {
        picking::forget(&ctx);
    }
    if studio.face_missing {
        tag(ui, seen.center_bottom() - vec2(0.0, SPACE), Align2::CENTER_BOTTOM, no_face(studio), &tokens);
    }
    if zoom::is_near(&ctx) {
        let times = say!("{times}× · double click for all of it", times = format!("{:.1}", zoom::times(&ctx)));
        tag(ui, seen.left_bottom() + vec2(SPACE, -SPACE), Align2::LEFT_BOTTOM, &times, &tokens);
    }
    if !matches!(studio.status, SourceStatus::Streaming(_)) {
        empty(ui, seen, studio, &tokens);
    }
    ui.set_clip_rect(clip);
    commands
}

/// Where the largest face is, as a share of the picture on the screen; its middle where there is none.
fn face_of(pictures: &Pictures, mirror: bool) -> egui::Vec2 {
    let middle = pictures.composite().and_then(|composite| {
        let [width, height] = composite.frame.pixels.size().map(|side| side as f32);
        let center = face::largest(&composite.faces)?.bounds.center();
        Some(vec2(center.x / width, center.y / height))
    });
    let middle = middle.unwrap_or(vec2(0.5, 0.5));
    if mirror { vec2(1.0 - middle.x, middle.y) } else { middle }
}

/// The largest rectangle of the picture's proportion in a space.
pub fn fitted(size: egui::Vec2, space: Rect) -> Rect {
    let scale = (space.width() / size.x.max(1.0)).min(space.height() / size.y.max(1.0));
    Rect::from_center_size(space.center(), size * scale)
}

/// A picture as large as it fits into a space without being stretched, with rounded corners.
pub fn show_fitted(ui: &Ui, id: egui::TextureId, size: egui::Vec2, space: Rect, corner: u8) {
    let shape = RectShape::filled(fitted(size, space), CornerRadius::same(corner), Color32::WHITE);
    ui.painter().add(Shape::Rect(shape.with_texture(id, WHOLE)));
}

/// The part of a picture, as shares of it, that fills a space without being stretched: its middle.
pub fn filling(size: egui::Vec2, space: egui::Vec2) -> Rect {
    let scale = (space.x / size.x.max(1.0)).max(space.y / size.y.max(1.0));
    Rect::from_center_size(pos2(0.5, 0.5), space / (size.max(egui::Vec2::splat(1.0)) * scale))
}

/// The picture and nothing else, for somebody who only looks on: bare while "before" is held, made up otherwise.
pub fn alone(ui: &mut Ui, studio: &Studio, pictures: &mut Pictures) {
    let space = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(space, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, say("Picture")));
    let ctx = ui.ctx().clone();
    let texture = if studio.shows_before() { pictures.before(&ctx) } else { pictures.after() };
    if let Some(texture) = texture {
        let rect = fitted(texture.size_vec2(), space);
        paint_part(ui, texture.id(), rect, rect, studio.mirror);
    }
}

/// The picture, with nothing to be done to it, over all the space there is, as far as it has its proportion.
pub fn cover(ui: &mut Ui, studio: &Studio, pictures: &Pictures) {
    let space = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(space, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, spoken(studio)));
    let tokens = Tokens::of(ui.ctx());
    let texture = pictures.after().filter(|_| matches!(studio.status, SourceStatus::Streaming(_)));
    let Some(texture) = texture else {
        ui.painter().rect_filled(space, CornerRadius::ZERO, tokens.stage);
        // It is read from further away.
        return told(ui, space, studio, FontId::new(26.0, Text::Body.font().family), &tokens);
    };
    let mut part = filling(texture.size_vec2(), space.size());
    if studio.mirror {
        (part.min.x, part.max.x) = (part.max.x, part.min.x);
    }
    ui.painter().image(texture.id(), space, part, Color32::WHITE);
}

/// Where the picture is on the screen.
pub struct Placed {
    /// Its rectangle, points.
    pub rect: Rect,
    /// Its size, pixels.
    pub size: egui::Vec2,
    /// Whether it is shown as in a mirror.
    pub mirror: bool,
}

impl Placed {
    /// Where a point of the picture (pixels) is on the screen.
    pub fn on_screen(&self, point: Vec2) -> Pos2 {
        let across = point.x / self.size.x.max(1.0);
        let across = if self.mirror { 1.0 - across } else { across };
        self.rect.min + vec2(across, point.y / self.size.y.max(1.0)) * self.rect.size()
    }
}

/// Where a point lies in the picture as it was taken: shares of its width and height.
pub fn place(pos: Pos2, rect: Rect, mirror: bool) -> [f32; 2] {
    let across = (pos.x - rect.left()) / rect.width().max(1.0);
    [if mirror { 1.0 - across } else { across }, (pos.y - rect.top()) / rect.height().max(1.0)]
}

/// The part of the picture that falls on `part` of its rectangle, with round corners where that is the picture's own corner.
fn paint_part(ui: &Ui, id: egui::TextureId, rect: Rect, part: Rect, mirror: bool) {
    let along = |x: f32| {
        let share = (x - rect.left()) / rect.width().max(1.0);
        if mirror { 1.0 - share } else { share }
    };
    let uv = Rect::from_min_max(pos2(along(part.left()), 0.0), pos2(along(part.right()), 1.0));
    let right = if part.right() < rect.right() - 0.5 { 0 } else { CORNER_LARGE };
    let corners = CornerRadius { nw: CORNER_LARGE, sw: CORNER_LARGE, ne: right, se: right };
    ui.painter().add(Shape::Rect(RectShape::filled(part, corners, Color32::WHITE).with_texture(id, uv)));
}

/// Where the line between before and after is taken to: by the pointer anywhere in the picture, or by the arrow keys.
fn moved(ui: &Ui, rect: Rect, at: f32, line: &Response, picture: &Response) -> Option<f32> {
    line.widget_info(|| WidgetInfo::slider(true, f64::from(at), say("Line between before and after")));
    if line.hovered() || line.dragged() || picture.dragged() {
        ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    let pointed = line.interact_pointer_pos().or(picture.interact_pointer_pos());
    pointed.map(|pos| (pos.x - rect.left()) / rect.width().max(1.0)).or(moved_by_keys(ui, line, at))
}

/// Draws the line, and what is at its sides; gives where its handle is.
fn split_line(ui: &Ui, rect: Rect, x: f32, tokens: &Tokens) -> Rect {
    let painter = ui.painter();
    painter.vline(x, rect.y_range(), Stroke::new(2.0, tokens.on_veil));
    let middle = pos2(x, rect.center().y);
    painter.circle_filled(middle, 19.0, tokens.on_veil);
    painter.text(middle, Align2::CENTER_CENTER, icon::HANDLE, Text::Icon.font(), ON_HANDLE);
    // At the top: the shutter stands at the bottom.
    tag(ui, rect.left_top() + vec2(SPACE, SPACE), Align2::LEFT_TOP, "Before", tokens);
    tag(ui, rect.right_top() + vec2(-SPACE, SPACE), Align2::RIGHT_TOP, "After", tokens);
    Rect::from_center_size(middle, vec2(38.0, 38.0))
}

/// A word on a veil.
pub fn tag(ui: &Ui, at: Pos2, anchor: Align2, text: &str, tokens: &Tokens) {
    let galley = ui.painter().layout_no_wrap(say(text).into(), Text::Small.font(), tokens.on_veil);
    let rect = anchor.anchor_size(at, galley.size() + vec2(2.0 * 12.0, 2.0 * 6.0));
    ui.painter().rect_filled(rect, CornerRadius::same(14), tokens.veil);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tokens.on_veil);
}

/// What the colours of a heat map mean: of what there is little or much.
fn heat_legend(ui: &Ui, at: Pos2, name: &str, tokens: &Tokens) {
    let words = [name, say("little"), say("much")];
    let [name, little, much] =
        words.map(|text| ui.painter().layout_no_wrap(text.into(), Text::Small.font(), tokens.on_veil));
    let wide = name.size().x.max(little.size().x + much.size().x + 2.0 * GAP);
    let bar = vec2(BAR.x.max(wide), BAR.y);
    let size = vec2(bar.x, name.size().y + bar.y + little.size().y + GAP);
    let veil = Rect::from_min_size(at, size + vec2(2.0 * 14.0, 2.0 * 10.0));
    ui.painter().rect_filled(veil, CornerRadius::same(14), tokens.veil);
    let inner = veil.shrink2(vec2(14.0, 10.0));
    let track = Rect::from_min_size(inner.min + vec2(0.0, name.size().y + GAP / 2.0), bar);
    ui.painter().galley(inner.min, name, tokens.on_veil);
    let mut colors = Mesh::default();
    let steps = Heat::scale().len() as f32 - 1.0;
    for (step, [red, green, blue]) in Heat::scale().enumerate() {
        let x = track.left() + track.width() * step as f32 / steps;
        let color = Color32::from_rgb(red, green, blue);
        colors.colored_vertex(pos2(x, track.top()), color);
        colors.colored_vertex(pos2(x, track.bottom()), color);
        if let Some(before) = (2 * step as u32).checked_sub(2) {
            colors.add_triangle(before, before + 1, before + 2);
            colors.add_triangle(before + 1, before + 2, before + 3);
        }
    }
    ui.painter().add(Shape::mesh(colors));
    let below = track.bottom() + GAP / 2.0;
    ui.painter().galley(pos2(track.left(), below), little, tokens.on_veil);
    ui.painter().galley(pos2(track.right() - much.size().x, below), much, tokens.on_veil);
}

/// Why nothing is made up.
fn no_face(studio: &Studio) -> &'static str {
    match studio.source {
        SourceSpec::Camera(_) => "No face in view: come closer, or turn towards the light",
        SourceSpec::Demo | SourceSpec::File(_) => "No face found in this picture",
    }
}

/// What is retouched: a picture never hides that it is.
fn retouched(studio: &Studio) -> Option<String> {
    let parts: Vec<&str> = studio.worn_look()?.products.iter().filter_map(Product::retouches).map(say).collect();
    (!parts.is_empty()).then(|| say!("Retouched: {parts}", parts = parts.join(say(", "))))
}

/// What a screen reader says of the picture.
fn spoken(studio: &Studio) -> String {
    match &studio.status {
        SourceStatus::Streaming(_) if studio.face_missing => say(no_face(studio)).into(),
        SourceStatus::Streaming(_) => {
            retouched(studio).map_or_else(|| say("Picture").into(), |text| say!("Picture. {text}", text = text))
        }
        SourceStatus::Waiting(text) | SourceStatus::Failed(text) => say!("No picture: {text}", text = text),
    }
}

/// In place of a picture: how the source is doing.
fn empty(ui: &Ui, space: Rect, studio: &Studio, tokens: &Tokens) {
    told(ui, space, studio, Text::Body.font(), tokens);
}

/// The same in other letters.
fn told(ui: &Ui, space: Rect, studio: &Studio, font: FontId, tokens: &Tokens) {
    let text = match &studio.status {
        SourceStatus::Waiting(text) | SourceStatus::Failed(text) => text.clone(),
        SourceStatus::Streaming(_) => say("Starting…").into(),
    };
    let margin = vec2(font.size, 0.75 * font.size) + vec2(2.0, 1.5);
    let width = (space.width() - 4.0 * SPACE).clamp(80.0, 33.0 * font.size);
    let galley = ui.painter().layout(text, font, tokens.on_veil, width);
    let rect = Rect::from_center_size(space.center(), galley.size() + 2.0 * margin);
    ui.painter().rect_filled(rect, CornerRadius::same(CORNER_LARGE), tokens.veil);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tokens.on_veil);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_fills_one_side_and_keeps_its_proportion() {
        let space = Rect::from_min_size(Pos2::ZERO, vec2(800.0, 400.0));
        let rect = fitted(vec2(100.0, 100.0), space);
        assert_eq!((rect.width(), rect.height(), rect.center()), (400.0, 400.0, space.center()));
    }
}
