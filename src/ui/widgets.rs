//! Small widgets in the program's own look. What they are given to say, they say in the person's language.

use egui::{
    Align2, Color32, Context, CornerRadius, EventFilter, Frame, Id, Key, Margin, Panel, Pos2, Rect, Response, RichText,
    ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, Vec2, WidgetInfo,
    accesskit::{Action, ActionData, Role},
    pos2, vec2,
};

use super::tokens::{CORNER, CORNER_LARGE, GAP, ICON_BUTTON, MARGIN, PANEL_WIDTH, Text, Tokens, bar_height};
use crate::language::say;

/// Height of a button with a word below its sign, points.
const CAPTIONED: f32 = 50.0;
/// Width of the ring, and its distance from what it is around, points.
const RING: f32 = 2.0;

/// A line around what the keyboard is on, which comes into view where it is in a list.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, corner: u8) {
    ring(ui, response, rect, corner, Tokens::of(ui.ctx()).accent);
}

/// The same on a veil.
pub fn focus_ring_on_veil(ui: &Ui, response: &Response, rect: Rect, corner: u8) {
    ring(ui, response, rect, corner, Tokens::of(ui.ctx()).on_veil);
}

/// The same within the edge of a picture, where it needs two lines: a picture may have the colour of one of them.
pub fn focus_ring_on_picture(ui: &Ui, response: &Response, rect: Rect, corner: u8) {
    let tokens = Tokens::of(ui.ctx());
    ring(ui, response, rect.shrink(2.0 * RING), corner.saturating_sub(2 * RING as u8), tokens.accent);
    if response.has_focus() {
        let (corner, stroke) = (corner.saturating_sub(2 * RING as u8), Stroke::new(RING, tokens.on_accent));
        ui.painter().rect_stroke(rect.shrink(RING), CornerRadius::same(corner), stroke, StrokeKind::Inside);
    }
}

/// The same in a colour that is seen on what it lies on.
pub fn ring(ui: &Ui, response: &Response, rect: Rect, corner: u8, color: Color32) {
    in_view(response);
    if response.has_focus() {
        let corners = CornerRadius::same(corner + RING as u8);
        // It may stand over the edge of a list.
        let painter = ui.painter().with_clip_rect(ui.clip_rect().expand(2.0 * RING));
        painter.rect_stroke(rect.expand(RING), corners, Stroke::new(RING, color), StrokeKind::Outside);
        let pass = ui.ctx().cumulative_pass_nr();
        ui.data_mut(|data| data.insert_temp(ring_id(), pass));
    }
}

/// In which pass a ring was drawn.
fn ring_id() -> Id {
    Id::unique("focus ring")
}

/// The same around whatever draws none by itself: fields, menus and headings of egui. To be called when all is drawn.
pub fn focus_ring_of_others(ctx: &Context) {
    if ctx.data(|data| data.get_temp(ring_id())) == Some(ctx.cumulative_pass_nr()) {
        return;
    }
    let Some(response) = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id)) else { return };
    let seen = response.interact_rect;
    if seen.is_positive() {
        let stroke = Stroke::new(RING, Tokens::of(ctx).accent);
        let corners = CornerRadius::same(CORNER + RING as u8);
        ctx.layer_painter(response.layer_id).rect_stroke(seen.expand(RING), corners, stroke, StrokeKind::Outside);
    }
}

/// What the keyboard comes to is brought into view.
pub fn in_view(response: &Response) {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

/// A field to write into, with an edge that is seen on every ground.
pub fn field(ui: &mut Ui, edit: TextEdit<'_>) -> Response {
    edged(ui, |ui| ui.add(edit))
}

/// Fields and lists of choices, with an edge that is seen on every ground.
pub fn edged<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let stroke = Stroke::new(1.0, Tokens::of(ui.ctx()).edge);
    let before = ui.visuals().widgets.clone();
    let states = &mut ui.visuals_mut().widgets;
    let edged = [&mut states.inactive, &mut states.hovered, &mut states.active, &mut states.open];
    edged.into_iter().for_each(|state| state.bg_stroke = stroke);
    let drawn = content(ui);
    ui.visuals_mut().widgets = before;
    drawn
}

/// What scrolls where the window is too low for it: what else is above and below it, and the window leaves free, takes `around` points.
pub fn scrolled<R>(ui: &mut Ui, name: &str, around: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    let most = (ui.ctx().content_rect().height() - around).max(80.0);
    ScrollArea::vertical().id_salt(name).max_height(most).min_scrolled_height(most).show(ui, content).inner
}

/// What is in a menu.
pub fn menu_content(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let bar = bar_height(ui.ctx());
    scrolled(ui, "menu", bar + 3.0 * GAP, content);
}

/// A panel beside the picture, as wide as they all are.
pub fn side_panel(panel: Panel) -> Panel {
    panel.exact_size(PANEL_WIDTH + MARGIN + GAP).resizable(false).show_separator_line(false)
}

/// A line of a menu; one of several choices is the one that holds.
pub fn menu_entry(ui: &mut Ui, text: &str, chosen: bool) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let color = if chosen { tokens.accent } else { tokens.ink };
    let response = ui.button(RichText::new(say(text)).color(color));
    in_view(&response);
    response
}

/// What the panels beside the picture stand on.
pub fn panel_frame(ctx: &egui::Context) -> Frame {
    let margin = Margin { left: 20, right: 8, top: 12, bottom: 8 };
    Frame::new().fill(Tokens::of(ctx).surface).corner_radius(CornerRadius::same(CORNER_LARGE)).inner_margin(margin)
}

/// Fill and ink of a sign.
fn sign_tones(tokens: &Tokens, pressed: bool, hovered: bool) -> (Color32, Color32) {
    match (pressed, hovered) {
        (true, _) => (tokens.accent, tokens.on_accent),
        (false, true) => (tokens.raised, tokens.ink),
        (false, false) => (Color32::TRANSPARENT, tokens.ink),
    }
}

/// Fill and ink of one of several choices; `idle` fills one that is neither chosen nor pointed at.
fn choice_tones(tokens: &Tokens, chosen: bool, hovered: bool, idle: Color32) -> (Color32, Color32) {
    match (chosen, hovered) {
        (true, _) => (tokens.ink, tokens.paper),
        (false, true) => (tokens.raised, tokens.ink),
        (false, false) => (idle, tokens.ink_soft),
    }
}

/// A round button with a sign; `on` shows that its state holds.
pub fn icon_button(ui: &mut Ui, icon: &str, label: &str, hint: &str, on: bool) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(ICON_BUTTON), Sense::click_and_drag());
    let pressed = on || response.is_pointer_button_down_on();
    let (fill, ink) = sign_tones(&tokens, pressed, response.hovered());
    ui.painter().circle_filled(rect.center(), ICON_BUTTON / 2.0, fill);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon, Text::Icon.font(), ink);
    focus_ring(ui, &response, rect, (ICON_BUTTON / 2.0) as u8);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, say(label)));
    response.on_hover_text(say(hint))
}

/// A button with a sign and a word below it; `on` shows that its state holds. Screen readers are told the label, which holds the word.
pub fn captioned_button(ui: &mut Ui, icon: &str, caption: &str, label: &str, hint: &str, on: bool) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(say(caption).into(), Text::Small.font(), Color32::PLACEHOLDER);
    let size = vec2((galley.size().x + 10.0).max(46.0), CAPTIONED);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let pill = Rect::from_center_size(pos2(rect.center().x, rect.top() + 16.0), vec2(44.0, 30.0));
    let pressed = on || response.is_pointer_button_down_on();
    let (fill, ink) = sign_tones(&tokens, pressed, response.hovered());
    ui.painter().rect_filled(pill, CornerRadius::same(15), fill);
    ui.painter().text(pill.center(), Align2::CENTER_CENTER, icon, Text::Icon.font(), ink);
    let at = pos2(rect.center().x - galley.size().x / 2.0, rect.bottom() - galley.size().y - 1.0);
    ui.painter().galley(at, galley, if pressed { tokens.ink } else { tokens.ink_soft });
    focus_ring(ui, &response, rect, CORNER);
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
    chip_with(ui, text, "", chosen)
}

/// A small pill with a sign after its text, which tells that more opens.
pub fn chip_with(ui: &mut Ui, text: &str, icon: &str, chosen: bool) -> Response {
    let text = say(text);
    let tokens = Tokens::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(text.into(), Text::Body.font(), Color32::PLACEHOLDER);
    let sign = if icon.is_empty() { 0.0 } else { 16.0 };
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(26.0 + sign, 14.0), Sense::click());
    let (fill, ink) = choice_tones(&tokens, chosen, response.hovered(), tokens.surface);
    ui.painter().rect_filled(rect, CornerRadius::same(16), fill);
    if !chosen {
        // On a panel of the same colour it would be no pill.
        let edge = Stroke::new(1.0, tokens.edge);
        ui.painter().rect_stroke(rect, CornerRadius::same(16), edge, StrokeKind::Inside);
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0 - vec2(sign / 2.0, 0.0), galley, ink);
    let font = egui::FontId::new(14.0, Text::Icon.font().family);
    ui.painter().text(rect.right_center() - vec2(16.0, 0.0), Align2::CENTER_CENTER, icon, font, ink);
    focus_ring(ui, &response, rect, 16);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, text));
    response
}

/// One row of choices of which one holds, over all the width there is; gives which other one was chosen.
pub fn segments(ui: &mut Ui, names: &[&str], chosen: usize) -> Option<usize> {
    let tokens = Tokens::of(ui.ctx());
    let (track, row) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
    ui.painter().rect(track, CornerRadius::same(17), tokens.paper, Stroke::new(1.0, tokens.edge), StrokeKind::Inside);
    let words = names.iter().map(|name| ui.painter().layout_no_wrap(say(name).into(), Text::Body.font(), tokens.ink));
    let words: Vec<_> = words.collect();
    let spare = track.width() - words.iter().map(|word| word.size().x).sum::<f32>();
    let beside = (spare / words.len().max(1) as f32).max(0.0);
    let mut left = track.left();
    let mut pressed = None;
    for (number, (name, word)) in names.iter().zip(words).enumerate() {
        let name = say(name);
        let width = word.size().x + beside;
        let rect = Rect::from_min_size(pos2(left, track.top()), vec2(width, track.height())).shrink2(vec2(1.0, 3.0));
        left += width;
        let response = ui.interact(rect, row.id.with(number), Sense::click());
        let on = number == chosen;
        let (fill, ink) = choice_tones(&tokens, on, response.hovered(), Color32::TRANSPARENT);
        ui.painter().rect_filled(rect, CornerRadius::same(14), fill);
        ui.painter().galley_with_override_text_color(rect.center() - word.size() / 2.0, word, ink);
        focus_ring(ui, &response, rect, 14);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
        if response.clicked() && !on {
            pressed = Some(number);
        }
    }
    pressed
}

/// How far a press of an arrow moves a value from 0 to 1.
const STEP: f32 = 0.05;

/// What a slider is doing.
pub struct Slid {
    /// The new value, while it is moved with pointer or arrow keys.
    pub to: Option<f32>,
    /// The pointer has let go of it, or a key was pressed: the value is as the person wants it.
    pub settled: bool,
}

/// A slider from 0 to 1.
pub fn slider(ui: &mut Ui, label: &str, value: f32, width: f32) -> Slid {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click_and_drag());
    let track = Rect::from_center_size(rect.center(), vec2(rect.width() - 20.0, 4.0));
    let knob = |value: f32| pos2(track.left() + track.width() * value, track.center().y);
    let moved = response.interact_pointer_pos().map(|at: Pos2| ((at.x - track.left()) / track.width()).clamp(0.0, 1.0));
    let typed = moved_by_keys(ui, &response, value);
    let changed = moved.or(typed);
    let shown = changed.unwrap_or(value);
    ui.painter().rect_filled(track.shrink2(vec2(0.0, 1.0)), CornerRadius::same(1), tokens.edge);
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
    }
}

/// What the arrow keys, or a screen reader, make of a value from 0 to 1; the arrows move nothing else meanwhile.
pub fn moved_by_keys(ui: &Ui, response: &Response, value: f32) -> Option<f32> {
    let mut steps = 0.0;
    if keeps_arrows(ui, response) {
        let pressed = |key| ui.input(|input| input.num_presses(key)) as f32;
        steps += pressed(Key::ArrowUp) + pressed(Key::ArrowRight);
        steps -= pressed(Key::ArrowDown) + pressed(Key::ArrowLeft);
    }
    let told = ui.input(|input| {
        let times = |action| input.num_accesskit_action_requests(response.id, action) as f32;
        steps += times(Action::Increment) - times(Action::Decrement);
        let told = input.accesskit_action_requests(response.id, Action::SetValue).filter_map(|told| match told.data {
            Some(ActionData::NumericValue(value)) => Some(value as f32),
            _ => None,
        });
        told.last()
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(1.0);
        node.set_numeric_value_step(f64::from(STEP));
        [Action::SetValue, Action::Increment, Action::Decrement].into_iter().for_each(|action| node.add_action(action));
    });
    (steps != 0.0 || told.is_some()).then(|| (told.unwrap_or(value) + steps * STEP).clamp(0.0, 1.0))
}

/// Whether a widget has the keyboard; if it has, the arrows are its own, and do not take it to another one.
pub fn keeps_arrows(ui: &Ui, response: &Response) -> bool {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    response.has_focus()
}

/// A switch that is on or off.
pub fn switch(ui: &mut Ui, label: &str, hint: &str, on: bool) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(34.0, 22.0), Sense::click());
    let (fill, at) = if on { (tokens.accent, rect.right() - 11.0) } else { (tokens.edge, rect.left() + 11.0) };
    ui.painter().rect_filled(rect, CornerRadius::same(11), fill);
    ui.painter().circle_filled(pos2(at, rect.center().y), 8.0, if on { tokens.on_accent } else { tokens.surface });
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
