//! Small widgets in the program's own look. What they are given to say, they say in the person's language.

use egui::{
    Align2, Color32, CornerRadius, Frame, Margin, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::tokens::{CORNER, CORNER_LARGE, GAP, ICON_BUTTON, Text, Tokens};
use crate::language::say;

/// A line around what the keyboard is on.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, corner: u8) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, Tokens::of(ui.ctx()).accent);
        ui.painter().rect_stroke(rect.expand(2.0), CornerRadius::same(corner + 2), stroke, StrokeKind::Outside);
    }
}

/// What the panels beside the picture stand on.
pub fn panel_frame(ctx: &egui::Context) -> Frame {
    let margin = Margin { left: 20, right: 8, top: 12, bottom: 8 };
    Frame::new().fill(Tokens::of(ctx).surface).corner_radius(CornerRadius::same(CORNER_LARGE)).inner_margin(margin)
}

/// A round button with a sign; `on` shows that its state holds.
pub fn icon_button(ui: &mut Ui, icon: &str, label: &str, hint: &str, on: bool) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(ICON_BUTTON), Sense::click_and_drag());
    let pressed = on || response.is_pointer_button_down_on();
    let (fill, ink) = match (pressed, response.hovered()) {
        (true, _) => (tokens.accent, tokens.on_accent),
        (false, true) => (tokens.raised, tokens.ink),
        (false, false) => (Color32::TRANSPARENT, tokens.ink),
    };
    ui.painter().circle_filled(rect.center(), ICON_BUTTON / 2.0, fill);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, Text::Icon.font(), ink);
    focus_ring(ui, &response, rect, (ICON_BUTTON / 2.0) as u8);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, say(label)));
    response.on_hover_text(say(hint))
}

/// The program's own name, which can be pressed.
pub fn wordmark(ui: &mut Ui, label: &str, hint: &str) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap("Vanity".into(), Text::Wordmark.font(), Color32::PLACEHOLDER);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    ui.painter().galley(rect.min, galley, if response.hovered() { tokens.accent } else { tokens.ink });
    focus_ring(ui, &response, rect, CORNER);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, say(label)));
    response.on_hover_text(say(hint))
}

/// A button with text, and a sign before it; `strong` is the one that matters most.
pub fn button(ui: &mut Ui, icon: &str, text: &str, hint: &str, strong: bool) -> Response {
    let text = say(text);
    let tokens = Tokens::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(text.into(), Text::Strong.font(), Color32::PLACEHOLDER);
    let icon_width = if icon.is_empty() { 0.0 } else { 19.0 + GAP };
    let size = vec2(galley.size().x + icon_width + 32.0, ICON_BUTTON);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let (fill, ink) = match (strong, response.hovered()) {
        (true, false) => (tokens.accent, tokens.on_accent),
        (true, true) => (tokens.accent.gamma_multiply(0.88), tokens.on_accent),
        (false, true) => (tokens.raised, tokens.ink),
        (false, false) => (tokens.surface, tokens.ink),
    };
    ui.painter().rect_filled(rect, CornerRadius::same(20), fill);
    if !icon.is_empty() {
        let at = pos2(rect.left() + 16.0 + 9.5, rect.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, icon, Text::Icon.font(), ink);
    }
    let at = pos2(rect.left() + 16.0 + icon_width, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    focus_ring(ui, &response, rect, 20);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text));
    if hint.is_empty() { response } else { response.on_hover_text(say(hint)) }
}

/// A small pill that is chosen or not.
pub fn chip(ui: &mut Ui, text: &str, chosen: bool) -> Response {
    let text = say(text);
    let tokens = Tokens::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(text.into(), Text::Body.font(), Color32::PLACEHOLDER);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(26.0, 14.0), Sense::click());
    let (fill, ink) = match (chosen, response.hovered()) {
        (true, _) => (tokens.ink, tokens.paper),
        (false, true) => (tokens.raised, tokens.ink),
        (false, false) => (tokens.surface, tokens.ink_soft),
    };
    ui.painter().rect_filled(rect, CornerRadius::same(16), fill);
    if !chosen {
        // On a panel of the same colour it would be no pill.
        let hairline = Stroke::new(1.0, tokens.line);
        ui.painter().rect_stroke(rect, CornerRadius::same(16), hairline, StrokeKind::Inside);
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    focus_ring(ui, &response, rect, 16);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, text));
    response
}

/// What a slider is doing.
pub struct Slid {
    /// The new value, while it is moved with pointer or arrow keys.
    pub to: Option<f32>,
    /// The pointer has let go of it, or a key was pressed: the value is as the person wants it.
    pub settled: bool,
    /// The widget itself.
    pub response: Response,
}

/// A slider from 0 to 1.
pub fn slider(ui: &mut Ui, label: &str, value: f32, width: f32) -> Slid {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click_and_drag());
    let track = Rect::from_center_size(rect.center(), vec2(rect.width() - 20.0, 4.0));
    let knob = |value: f32| pos2(track.left() + track.width() * value, track.center().y);
    let moved = response.interact_pointer_pos().map(|at: Pos2| ((at.x - track.left()) / track.width()).clamp(0.0, 1.0));
    let typed = response.has_focus().then(|| arrow_steps(ui)).filter(|step| *step != 0.0);
    let changed = moved.or(typed.map(|step| (value + step).clamp(0.0, 1.0)));
    let shown = changed.unwrap_or(value);
    ui.painter().rect_filled(track, CornerRadius::same(2), tokens.line);
    ui.painter().rect_filled(
        Rect::from_min_max(track.min, pos2(knob(shown).x, track.max.y)),
        CornerRadius::same(2),
        tokens.accent,
    );
    let radius = if response.hovered() || response.dragged() { 10.0 } else { 8.5 };
    ui.painter().circle(knob(shown), radius, tokens.surface, Stroke::new(2.0, tokens.accent));
    focus_ring(ui, &response, rect, CORNER);
    response.widget_info(|| WidgetInfo::slider(true, f64::from(shown), say(label)));
    Slid {
        to: changed.filter(|changed| (changed - value).abs() > 1e-4),
        settled: response.drag_stopped() || response.clicked() || typed.is_some(),
        response,
    }
}

fn arrow_steps(ui: &Ui) -> f32 {
    ui.input(|input| {
        let pressed = |key| if input.key_pressed(key) { 0.05 } else { 0.0 };
        pressed(egui::Key::ArrowUp) - pressed(egui::Key::ArrowDown)
    })
}

/// A switch that is on or off.
pub fn switch(ui: &mut Ui, label: &str, hint: &str, on: bool) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(34.0, 22.0), Sense::click());
    let (fill, at) = if on { (tokens.accent, rect.right() - 11.0) } else { (tokens.line, rect.left() + 11.0) };
    ui.painter().rect_filled(rect, CornerRadius::same(11), fill);
    ui.painter().circle_filled(pos2(at, rect.center().y), 8.0, if on { tokens.on_accent } else { tokens.ink_soft });
    focus_ring(ui, &response, rect, 11);
    response.widget_info(|| WidgetInfo::selected(Role::Switch, true, on, say(label)));
    response.on_hover_text(say(hint))
}

/// A small sign that can be pressed; `on` shows that its state holds.
pub fn sign_button(ui: &mut Ui, icon: &str, label: &str, hint: &str, on: bool) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), Sense::click());
    if response.hovered() {
        ui.painter().circle_filled(rect.center(), 14.0, tokens.raised);
    }
    let font = egui::FontId::new(15.0, Text::Icon.font().family);
    let ink = if on { tokens.accent } else { tokens.ink_soft };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, font, ink);
    focus_ring(ui, &response, rect, 14);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, say(label)));
    response.on_hover_text(say(hint))
}
