//! A product's drawing on a face of a few lines: one sees what a name means.

use egui::{
    Color32, ColorImage, CornerRadius, Id, Rect, Response, Sense, Shape, Stroke, StrokeKind, TextureHandle,
    TextureOptions, Ui, WidgetInfo, accesskit::Role, epaint::RectShape, pos2, vec2,
};

use super::{
    pictures::WHOLE,
    tokens::{CORNER, Text, Tokens},
    widgets::focus_ring,
};
use crate::{
    geometry::{
        Vec2,
        canonical::canonical_face,
        regions::{FACE_OVAL, INNER_LIPS, LEFT_BROW, LEFT_EYE, OUTER_LIPS, RIGHT_BROW, RIGHT_EYE},
    },
    language::say,
    look::names::capitalized,
    makeup::shape::{ShapeBook, ShapeKind, View},
};

/// Size of a tile and height of the name in it, points.
const TILE: egui::Vec2 = vec2(78.0, 82.0);
const NAME: f32 = 20.0;
/// Texels of a drawing for each point.
const DENSE: f32 = 2.0;

/// Draws a tile with a shape of a kind; it is chosen or not.
pub fn show(ui: &mut Ui, shapes: &ShapeBook, kind: ShapeKind, name: &str, chosen: bool) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(TILE, Sense::click());
    let (fill, edge) = match (chosen, response.hovered()) {
        (true, _) => (tokens.raised, Stroke::new(2.0, tokens.accent)),
        (false, true) => (tokens.raised, Stroke::new(1.0, tokens.edge)),
        (false, false) => (tokens.surface, Stroke::new(1.0, tokens.edge)),
    };
    ui.painter().rect(rect, CornerRadius::same(CORNER), fill, edge, StrokeKind::Inside);
    let picture = Rect::from_min_max(rect.min, rect.max - vec2(0.0, NAME)).shrink(4.0);
    let window = window(kind, picture.size());
    outlines(ui, picture, window, Stroke::new(1.0, tokens.edge));
    if let Some(texture) = texture(ui, shapes, kind, name, window, picture.size()) {
        let shape = RectShape::filled(picture, CornerRadius::ZERO, tokens.accent).with_texture(texture.id(), WHOLE);
        ui.painter().add(Shape::Rect(shape));
    }
    let spoken = capitalized(&say(name).replace('-', " "));
    let ink = if chosen { tokens.accent } else { tokens.ink };
    let mut text = egui::text::LayoutJob::simple_singleline(spoken.clone(), Text::Small.font(), ink);
    text.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 4.0);
    let galley = ui.painter().layout_job(text);
    let cut = galley.elided;
    let middle = pos2(rect.center().x, rect.bottom() - NAME / 2.0 - 2.0);
    ui.painter().galley(middle - galley.size() / 2.0, galley, ink);
    focus_ring(ui, &response, rect, CORNER);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &spoken));
    if cut { response.on_hover_text(spoken) } else { response }
}

/// The part of the UV plane that shows a kind of shape, in the proportion of a picture: of paired eyes and brows the picture's left one.
fn window(kind: ShapeKind, picture: egui::Vec2) -> (Vec2, Vec2) {
    use ShapeKind::{Brows, Eyeliner, Eyeshadow, Lashes, LipLiner, Lips};
    let (middle, width) = match kind {
        Eyeliner | Lashes | Eyeshadow => (Vec2::new(0.315, 0.36), 0.25),
        Brows => (Vec2::new(0.315, 0.305), 0.36),
        Lips | LipLiner => (Vec2::new(0.5, 0.69), 0.36),
        _ => (Vec2::new(0.5, 0.5), 1.02 * picture.x / picture.y),
    };
    let half = Vec2::new(width, width * picture.y / picture.x) / 2.0;
    (middle - half, middle + half)
}

/// The face that the shape is drawn on.
fn outlines(ui: &Ui, picture: Rect, (from, to): (Vec2, Vec2), stroke: Stroke) {
    let painter = ui.painter().with_clip_rect(picture);
    let rings: [&[usize]; 7] = [&FACE_OVAL, &LEFT_EYE, &RIGHT_EYE, &LEFT_BROW, &RIGHT_BROW, &OUTER_LIPS, &INNER_LIPS];
    for ring in rings {
        let on_screen = |&point: &usize| {
            let share = (canonical_face().uv[point] - from) / (to - from);
            picture.min + vec2(share.x, share.y) * picture.size()
        };
        painter.add(Shape::closed_line(ring.iter().map(on_screen).collect(), stroke));
    }
}

/// The drawing on the graphics card, white where it covers: drawn once.
fn texture(
    ui: &Ui,
    shapes: &ShapeBook,
    kind: ShapeKind,
    name: &str,
    window: (Vec2, Vec2),
    picture: egui::Vec2,
) -> Option<TextureHandle> {
    let id = Id::unique(("drawing", kind, name));
    if let Some(kept) = ui.data(|data| data.get_temp::<Option<TextureHandle>>(id)) {
        return kept;
    }
    let size = ((picture.x * DENSE) as usize, (picture.y * DENSE) as usize);
    let drawn = shapes.drawn(kind, name, View { window, size }).map(|mask| {
        let white = |&share: &u8| Color32::from_white_alpha(share);
        let image = ColorImage::new([size.0, size.1], mask.share.iter().map(white).collect());
        ui.ctx().load_texture("drawing", image, TextureOptions::LINEAR)
    });
    ui.data_mut(|data| data.insert_temp(id, drawn.clone()));
    drawn
}
