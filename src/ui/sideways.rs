//! A row that is longer than the window: it scrolls with the wheel, with the keyboard, and with an arrow at each end that goes on.

use egui::{Align2, Id, Rect, ScrollArea, Sense, Stroke, Ui, Vec2, pos2, scroll_area::ScrollBarVisibility, vec2};

use super::tokens::{Text, Tokens, icon};

/// How much of what is seen an arrow goes on by.
const PAGE: f32 = 0.8;
/// Side of an arrow's button, points.
const ARROW: f32 = 24.0;

/// Draws the row. `middle`: how far below its top the arrows stand, points; `in_margin`: they stand beside the row, otherwise on its ends.
pub fn show(ui: &mut Ui, name: &str, middle: f32, in_margin: bool, content: impl FnOnce(&mut Ui)) {
    let id = Id::unique(("sideways", name));
    let area = ScrollArea::horizontal().id_salt(name).auto_shrink([false, true]);
    let shown = area.scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden).show(ui, |ui| {
        if let Some(by) = ui.data_mut(|data| data.remove_temp::<f32>(id)) {
            ui.scroll_with_delta(vec2(-by, 0.0));
        }
        content(ui);
    });
    let (seen, at) = (shown.inner_rect, shown.state.clamped_offset().x);
    let rest = shown.content_size.x - seen.width() - at;
    let ends = [(icon::BACK_SMALL, -1.0, seen.left(), at), (icon::NEXT_SMALL, 1.0, seen.right(), rest)];
    for (sign, way, x, more) in ends {
        if more > 1.0 {
            let off = if in_margin { ARROW / 2.0 } else { -ARROW / 2.0 };
            let middle = pos2(x + way * off, seen.top() + middle);
            if arrow(ui, Rect::from_center_size(middle, Vec2::splat(ARROW)), id.with(sign), sign) {
                ui.data_mut(|data| data.insert_temp(id, way * PAGE * seen.width()));
                ui.ctx().request_repaint();
            }
        }
    }
}

/// For the pointer alone: the keyboard and screen readers go from one thing in the row to the next, and they come into view.
fn arrow(ui: &Ui, rect: Rect, id: Id, sign: &str) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let response = ui.interact(rect, id, Sense::CLICK);
    let fill = if response.hovered() { tokens.raised } else { tokens.surface };
    ui.painter().circle(rect.center(), ARROW / 2.0, fill, Stroke::new(1.0, tokens.edge));
    let font = egui::FontId::new(16.0, Text::Icon.font().family);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, sign, font, tokens.ink);
    response.clicked()
}
