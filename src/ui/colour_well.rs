//! A swatch that opens a field of all colours: the shades that others wear, a plane of one hue, a strip of all hues, and the colour's number.

use egui::{
    Color32, CornerRadius, Id, Mesh, Popup, PopupCloseBehavior, Pos2, Response, Sense, Shape, Stroke, StrokeKind,
    TextEdit, Ui, WidgetInfo, accesskit::Role, ecolor::Hsva, pos2, vec2,
};

use super::{
    tokens::{FIELD_HEIGHT, GAP, Text, Tokens},
    widgets::{field, focus_ring, keeps_arrows},
};
use crate::{catalog::colour, language::say, raster::color::hex};

/// Size of the swatch, of the plane and of the strip of hues, points.
const SWATCH: egui::Vec2 = vec2(44.0, 26.0);
const PLANE: egui::Vec2 = vec2(232.0, 132.0);
const HUES: egui::Vec2 = vec2(232.0, 18.0);
/// Side of a suggested shade, points, and how many there are in a row.
const SHADE: f32 = 26.0;
const IN_A_ROW: usize = 7;
/// Steps of the strip of hues: one between red and yellow, one more to yellow, and so on.
const STEPS: usize = 12;
/// How far an arrow goes, as a share.
const STEP: f32 = 0.02;

/// Draws the swatch, and the field while it is open; gives the swatch, and the colour that was chosen. `name` is what a screen reader says,
/// in the person's language; `shades` are suggested.
pub fn show(ui: &mut Ui, name: &str, color: [u8; 3], shades: &[[u8; 3]]) -> (Response, Option<[u8; 3]>) {
    let tokens = Tokens::of(ui.ctx());
    let (rect, well) = ui.allocate_exact_size(SWATCH, Sense::click());
    let corners = CornerRadius::same(8);
    ui.painter().rect_filled(rect, corners, paint(color));
    ui.painter().rect_stroke(rect, corners, Stroke::new(1.0, tokens.edge), StrokeKind::Inside);
    focus_ring(ui, &well, rect, 8);
    well.widget_info(|| WidgetInfo::labeled(Role::ColorWell, true, name));
    let popup = Popup::menu(&well).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let chosen = popup.show(|ui| open(ui, well.id, color, shades));
    (well, chosen.and_then(|chosen| chosen.inner))
}

fn open(ui: &mut Ui, well: Id, color: [u8; 3], shades: &[[u8; 3]]) -> Option<[u8; 3]> {
    ui.set_width(PLANE.x);
    ui.spacing_mut().item_spacing = vec2(GAP, GAP);
    let mut chosen = suggested(ui, color, shades);
    // A grey has no hue of its own: the one that was chosen before stays.
    let kept: Option<Hsva> = ui.data(|data| data.get_temp(well));
    let mut place = kept.filter(|kept| kept.to_srgb() == color).unwrap_or_else(|| Hsva::from_srgb(color));
    if plane(ui, &mut place) | hues(ui, &mut place) {
        chosen = Some(place.to_srgb());
    }
    ui.data_mut(|data| data.insert_temp(well, place));
    chosen.or(number(ui, well.with("number"), color))
}

/// Shades that others wear, one click away.
fn suggested(ui: &mut Ui, color: [u8; 3], shades: &[[u8; 3]]) -> Option<[u8; 3]> {
    let tokens = Tokens::of(ui.ctx());
    let mut chosen = None;
    for row in shades.chunks(IN_A_ROW) {
        ui.horizontal(|ui| {
            for shade in row {
                let (rect, response) = ui.allocate_exact_size(egui::Vec2::splat(SHADE), Sense::click());
                ui.painter().circle_filled(rect.center(), SHADE / 2.0 - 1.0, paint(*shade));
                let worn = *shade == color;
                let ring = if worn { Stroke::new(2.0, tokens.accent) } else { Stroke::new(1.0, tokens.edge) };
                ui.painter().circle_stroke(rect.center(), SHADE / 2.0 - 1.0, ring);
                focus_ring(ui, &response, rect, (SHADE / 2.0) as u8);
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, worn, hex(*shade)));
                if response.clicked() {
                    chosen = Some(*shade);
                }
            }
        });
    }
    chosen
}

/// All that can be made of one hue: stronger to the right, deeper to the bottom. Whether it was moved.
fn plane(ui: &mut Ui, place: &mut Hsva) -> bool {
    let (rect, response) = ui.allocate_exact_size(PLANE, Sense::click_and_drag());
    let pure = Color32::from(Hsva { s: 1.0, v: 1.0, ..*place });
    // Paler to stronger first, and black over it from above: four corners alone would blend to another middle.
    let corners = |colors: [Color32; 4]| {
        let mut mesh = Mesh::default();
        let points = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
        points.iter().zip(colors).for_each(|(point, color)| mesh.colored_vertex(*point, color));
        mesh.add_triangle(0, 1, 2);
        mesh.add_triangle(0, 2, 3);
        Shape::mesh(mesh)
    };
    ui.painter().add(corners([Color32::WHITE, pure, pure, Color32::WHITE]));
    let clear = Color32::TRANSPARENT;
    ui.painter().add(corners([clear, clear, Color32::BLACK, Color32::BLACK]));
    let at = pos2(rect.left() + place.s * rect.width(), rect.bottom() - place.v * rect.height());
    knob(ui, at, Color32::from(*place));
    focus_ring(ui, &response, rect, 2);
    response.widget_info(|| WidgetInfo::labeled(Role::ColorWell, true, say("Strength and depth")));
    let [along, down] = arrows(ui, &response);
    let before = *place;
    if let Some(point) = response.interact_pointer_pos() {
        let share = (point - rect.min) / rect.size();
        (place.s, place.v) = (share.x, 1.0 - share.y);
    }
    place.s = (place.s + along).clamp(0.0, 1.0);
    place.v = (place.v - down).clamp(0.0, 1.0);
    *place != before
}

/// All hues. Whether another one was chosen.
fn hues(ui: &mut Ui, place: &mut Hsva) -> bool {
    let (rect, response) = ui.allocate_exact_size(HUES, Sense::click_and_drag());
    let mut mesh = Mesh::default();
    for step in 0..=STEPS {
        let share = step as f32 / STEPS as f32;
        let color = Color32::from(Hsva::new(share, 1.0, 1.0, 1.0));
        let x = rect.left() + share * rect.width();
        mesh.colored_vertex(pos2(x, rect.top()), color);
        mesh.colored_vertex(pos2(x, rect.bottom()), color);
        if step > 0 {
            let last = 2 * step as u32 + 1;
            mesh.add_triangle(last - 3, last - 2, last - 1);
            mesh.add_triangle(last - 2, last - 1, last);
        }
    }
    ui.painter().add(Shape::mesh(mesh));
    let at = pos2(rect.left() + place.h * rect.width(), rect.center().y);
    knob(ui, at, Color32::from(Hsva::new(place.h, 1.0, 1.0, 1.0)));
    focus_ring(ui, &response, rect, 2);
    response.widget_info(|| WidgetInfo::slider(true, f64::from(place.h) * 360.0, say("Hue")));
    let [along, down] = arrows(ui, &response);
    let before = *place;
    if let Some(point) = response.interact_pointer_pos() {
        place.h = (point.x - rect.left()) / rect.width();
    }
    place.h = (place.h + along - down).clamp(0.0, 1.0);
    *place != before
}

/// How far the arrow keys go to the right and down, where a widget has the keyboard.
fn arrows(ui: &Ui, response: &Response) -> [f32; 2] {
    if !keeps_arrows(ui, response) {
        return [0.0; 2];
    }
    let times = |key| ui.input(|input| input.num_presses(key)) as f32;
    let along = times(egui::Key::ArrowRight) - times(egui::Key::ArrowLeft);
    [along * STEP, (times(egui::Key::ArrowDown) - times(egui::Key::ArrowUp)) * STEP]
}

fn knob(ui: &Ui, at: Pos2, color: Color32) {
    ui.painter().circle_filled(at, 8.0, color);
    ui.painter().circle_stroke(at, 8.0, Stroke::new(2.0, Color32::WHITE));
    ui.painter().circle_stroke(at, 9.5, Stroke::new(1.0, Color32::from_black_alpha(140)));
}

/// The colour's number, to be read and to be written.
fn number(ui: &mut Ui, id: Id, color: [u8; 3]) -> Option<[u8; 3]> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.set_min_height(FIELD_HEIGHT);
        let label = ui.label(egui::RichText::new(say("Number")).font(Text::Small.font()));
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        // What is being typed stays as it is; otherwise it is what the colour is now.
        let mut typed: String = ui.data(|data| data.get_temp(id)).filter(|_| has_focus).unwrap_or_else(|| hex(color));
        let response = field(ui, TextEdit::singleline(&mut typed).id(id).char_limit(24).desired_width(110.0));
        if response.labelled_by(label.id).changed() {
            chosen = colour::rgb8(&typed);
        }
        ui.data_mut(|data| data.insert_temp(id, typed));
    });
    chosen
}

fn paint([red, green, blue]: [u8; 3]) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// Of many shades a few that are unlike each other, the palest first.
pub fn few(shades: impl IntoIterator<Item = [u8; 3]>, most: usize) -> Vec<[u8; 3]> {
    let mut all: Vec<[u8; 3]> = shades.into_iter().collect();
    let depth = |shade: &[u8; 3]| std::cmp::Reverse(shade.iter().map(|channel| u32::from(*channel)).sum::<u32>());
    all.sort_by_key(|shade| (depth(shade), *shade));
    all.dedup();
    let count = all.len();
    if count <= most {
        return all;
    }
    (0..most).map(|place| all[place * (count - 1) / (most - 1).max(1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_of_many_shades_go_from_the_palest_to_the_deepest() {
        let many = (0..100u8).map(|step| [step, 2 * step, step]);
        let few = few(many.clone().chain(many), 14);
        assert_eq!((few.len(), few[0], few[13]), (14, [99, 198, 99], [0, 0, 0]));
        assert_eq!(super::few([[1, 2, 3]; 5], 14), [[1, 2, 3]]);
    }
}
