//! Pointing at a card in the picture: by a click, or by a cross that the arrow keys move.

use egui::{Align2, Context, CursorIcon, Id, Key, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, accesskit::Role, vec2};

use super::{
    stage::{place, tag},
    tokens::{CORNER_LARGE, SPACE, Tokens},
    widgets::{focus_ring_on_picture, keeps_arrows},
};
use crate::{language::say, studio::Command};

/// How far a press of an arrow moves the cross, as a share of the picture.
const STEP: f32 = 0.02;
/// Length of the cross's arms, and the hole in its middle, points.
const ARM: f32 = 18.0;
const HOLE: f32 = 4.0;

const BY_POINTER: &str = "Click on the card. Hold it beside the face, in the same light.";
const BY_KEYS: &str = "Move the cross onto the card with the arrow keys, and press Enter.";

/// Draws what to do, and the cross where the keyboard is on the picture; gives where the card is said to be.
pub fn show(ui: &Ui, rect: Rect, mirror: bool) -> Option<Command> {
    ui.set_cursor_icon(CursorIcon::Crosshair);
    let picture = ui.interact(rect, Id::unique("card in the picture"), Sense::click());
    picture.widget_info(|| WidgetInfo::labeled(Role::Button, true, say(BY_KEYS)));
    let kept: Option<Vec2> = ui.data(|data| data.get_temp(cross_id()));
    if kept.is_none() && ui.memory(|memory| memory.focused().is_some()) {
        // Whoever chose this by keys goes on by keys.
        picture.request_focus();
    }
    let mut cross = kept.unwrap_or(vec2(0.5, 0.5));
    if keeps_arrows(ui, &picture) {
        let pressed = |key| ui.input(|input| input.num_presses(key)) as f32;
        let right = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
        let down = pressed(Key::ArrowDown) - pressed(Key::ArrowUp);
        cross = (cross + vec2(right, down) * STEP).clamp(Vec2::ZERO, Vec2::splat(1.0));
        draw(ui, rect.min + cross * rect.size());
    }
    focus_ring_on_picture(ui, &picture, rect, CORNER_LARGE);
    let text = if picture.has_focus() { BY_KEYS } else { BY_POINTER };
    tag(ui, rect.center_top() + vec2(0.0, SPACE), Align2::CENTER_TOP, text, &Tokens::of(ui.ctx()));
    ui.data_mut(|data| data.insert_temp(cross_id(), cross));
    let pointed = picture.interact_pointer_pos().unwrap_or(rect.min + cross * rect.size());
    picture.clicked().then(|| Command::PlaceCard(place(pointed, rect, mirror)))
}

/// The cross stands in the middle the next time.
pub fn forget(ctx: &Context) {
    ctx.data_mut(|data| data.remove::<Vec2>(cross_id()));
}

fn cross_id() -> Id {
    Id::unique("cross on the card")
}

/// Light with a dark edge, so that it is seen on every picture.
fn draw(ui: &Ui, at: egui::Pos2) {
    for stroke in [Stroke::new(5.0, egui::Color32::from_black_alpha(200)), Stroke::new(2.0, egui::Color32::WHITE)] {
        for way in [vec2(1.0, 0.0), vec2(-1.0, 0.0), vec2(0.0, 1.0), vec2(0.0, -1.0)] {
            ui.painter().line_segment([at + way * HOLE, at + way * ARM], stroke);
        }
    }
}
