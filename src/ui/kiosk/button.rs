//! Buttons that a finger meets without looking.

use egui::{Color32, CornerRadius, Key, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, vec2};

use super::scenes::text;
use crate::{
    language::say,
    ui::tokens::{Text, Tokens},
};

/// Height of buttons, points.
pub const TOUCH: f32 = 64.0;

/// How much a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Where the visitor is led: one on a screen.
    Leading,
    /// Beside it.
    Plain,
    /// One of several, or something that is on or off; whether it is.
    Choice(bool),
}

/// Draws it; whether it was pressed.
pub fn pressed(ui: &mut Ui, label: &str, weight: Weight) -> bool {
    button(ui, label, weight, TOUCH).clicked()
}

/// Draws one that works as long as it is held: by a finger, or by a key that presses any other.
pub fn held(ui: &mut Ui, label: &str) -> bool {
    let response = button(ui, label, Weight::Plain, TOUCH);
    let by_key = || ui.input(|input| input.key_down(Key::Space) || input.key_down(Key::Enter));
    response.is_pointer_button_down_on() || (response.has_focus() && by_key())
}

/// Draws one that is at least so wide, points.
pub fn button(ui: &mut Ui, label: &str, weight: Weight, least: f32) -> Response {
    let label = say(label);
    let tokens = Tokens::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(label.into(), text(20.0, Text::Strong), Color32::PLACEHOLDER);
    let size = vec2((galley.size().x + 56.0).max(least), TOUCH);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let (fill, ink) = match (weight, response.is_pointer_button_down_on()) {
        (Weight::Leading, false) => (tokens.accent, tokens.on_accent),
        (Weight::Leading, true) => (tokens.accent.gamma_multiply(0.8), tokens.on_accent),
        (Weight::Choice(true), _) => (tokens.ink, tokens.paper),
        (Weight::Plain | Weight::Choice(false), true) => (tokens.line, tokens.ink),
        (Weight::Plain | Weight::Choice(false), false) => (tokens.raised, tokens.ink),
    };
    ui.painter().rect_filled(rect, CornerRadius::same((TOUCH / 2.0) as u8), fill);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    if response.has_focus() {
        let ring = Stroke::new(3.0, tokens.accent);
        ui.painter().rect_stroke(rect.expand(3.0), CornerRadius::same(34), ring, StrokeKind::Outside);
    }
    response.widget_info(|| match weight {
        Weight::Choice(chosen) => WidgetInfo::selected(Role::Button, true, chosen, label),
        Weight::Leading | Weight::Plain => WidgetInfo::labeled(Role::Button, true, label),
    });
    response
}
