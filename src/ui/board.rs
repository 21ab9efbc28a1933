//! Four looks beside each other on the same face.

use egui::{
    Align2, Color32, CornerRadius, Rect, Sense, Shape, Stroke, StrokeKind, TextureId, Ui, UiBuilder, WidgetInfo,
    accesskit::Role, epaint::RectShape, pos2, vec2,
};

use super::{
    pictures::Pictures,
    stage::tag,
    tokens::{CORNER, GAP, Text, Tokens, icon},
    widgets::{chip, focus_ring, focus_ring_on_picture},
};
use crate::{
    language::say,
    studio::{Board, Command},
};

/// Draws the looks of a board into a space, each on the same part of the picture around the face; gives what the person chose.
pub fn show(ui: &mut Ui, space: Rect, board: &Board, pictures: &mut Pictures, mirror: bool) -> Vec<Command> {
    let columns = if board.looks.len() > 1 { 2 } else { 1 };
    let rows = board.looks.len().div_ceil(columns).max(1);
    let gaps = vec2(GAP * (columns - 1) as f32, GAP * (rows - 1) as f32);
    let cell = (space.size() - gaps) / vec2(columns as f32, rows as f32);
    let part = pictures.around_face(cell.x / cell.y.max(1.0));
    let part = if mirror {
        Rect::from_min_max(pos2(part.right(), part.top()), pos2(part.left(), part.bottom()))
    } else {
        part
    };
    let mut commands = Vec::new();
    for (number, look) in board.looks.iter().enumerate() {
        let at = vec2((number % columns) as f32 * (cell.x + GAP), (number / columns) as f32 * (cell.y + GAP));
        let rect = Rect::from_min_size(space.min + at, cell);
        let picture = pictures.beside().get(number).map(|texture| (texture.id(), part));
        commands.extend(quarter(ui, rect, board, number, say(&look.name), picture));
    }
    commands
}

fn quarter(
    ui: &mut Ui,
    rect: Rect,
    board: &Board,
    number: usize,
    name: &str,
    picture: Option<(TextureId, Rect)>,
) -> Option<Command> {
    let tokens = Tokens::of(ui.ctx());
    let corners = CornerRadius::same(CORNER);
    let chosen = board.chosen == number;
    let id = ui.scope_id().with(("quarter", number));
    let response = ui.interact(rect, id, Sense::click());
    let spoken = say!("Look {number}: {name}", number = number + 1, name = name);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &spoken));
    ui.painter().rect_filled(rect, corners, tokens.stage);
    match picture {
        Some((texture, part)) => {
            let shape = RectShape::filled(rect, corners, Color32::WHITE).with_texture(texture, part);
            ui.painter().add(Shape::Rect(shape));
        }
        None => {
            let font = Text::Icon.font();
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon::FOUR, font, tokens.ink_soft);
        }
    }
    focus_ring(ui, &response, rect, CORNER);
    if chosen || response.hovered() {
        let width = if chosen { 3.0 } else { 2.0 };
        ui.painter().rect_stroke(rect, corners, Stroke::new(width, tokens.accent), StrokeKind::Inside);
    }
    tag(ui, rect.left_bottom() + vec2(12.0, -12.0), Align2::LEFT_BOTTOM, name, &tokens);
    let button = Rect::from_min_max(rect.right_top() + vec2(-84.0, 12.0), rect.right_top() + vec2(-12.0, 48.0));
    let mut corner =
        ui.new_child(UiBuilder::new().max_rect(button).layout(egui::Layout::right_to_left(egui::Align::Min)));
    let hint = "Wear this one, and compare no more";
    let wear = chip(&mut corner, "Wear", false);
    let wear_name = say!("Wear {name}", name = name);
    wear.widget_info(|| WidgetInfo::labeled(Role::Button, true, &wear_name));
    focus_ring_on_picture(ui, &wear, wear.rect.expand(6.0), CORNER + 10);
    if wear.on_hover_text(say(hint)).clicked() || response.double_clicked() {
        return Some(Command::WearQuarter(number));
    }
    response
        .on_hover_text(say("The look that you choose below takes this place"))
        .clicked()
        .then_some(Command::ChooseQuarter(number))
}
