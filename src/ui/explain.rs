//! What the program sees, above the picture: the mesh's outlines, and a legend of the parts.

use egui::{
    Align2, Area, Color32, CornerRadius, Id, Mesh, Order, Rect, Response, Sense, Shape, Stroke, StrokeKind, TextureId,
    Ui, WidgetInfo, accesskit::Role, epaint::Vertex, pos2, vec2,
};

use super::{
    overlay,
    stage::Placed,
    tokens::{GAP, SPACE, Text, Tokens},
};
use crate::{
    compose::{explain, front_facing},
    face::Face,
    geometry::{Vec2, canonical::canonical_face},
    language::say,
    look::names::capitalized,
};

/// Width of the legend's text, points.
const WIDTH: f32 = 176.0;
/// Most and least height of a line, points: it is less where the window is low.
const LINE: (f32, f32) = (20.0, 15.0);
/// Height of a hairline with the room about it, and of the legend's margins, points.
const RULE: f32 = 13.0;
const MARGINS: f32 = 36.0;
/// Side of a swatch, points.
const SWATCH: f32 = 12.0;
/// Widths of an outline and of the dark edge that parts it from pale skin, points.
const OUTLINE: f32 = 1.2;
const EDGE: f32 = 2.8;

/// Draws a texture over the part of the picture between four corners.
pub fn veil(ui: &Ui, placed: &Placed, texture: TextureId, corners: [Vec2; 4]) {
    let mut mesh = Mesh::with_texture(texture);
    for (corner, uv) in corners.into_iter().zip([pos2(0.0, 0.0), pos2(1.0, 0.0), pos2(1.0, 1.0), pos2(0.0, 1.0)]) {
        mesh.vertices.push(Vertex { pos: placed.on_screen(corner), uv, color: Color32::WHITE });
    }
    mesh.indices.extend([0, 1, 2, 0, 2, 3]);
    ui.painter().with_clip_rect(placed.rect).add(Shape::mesh(mesh));
}

/// Draws a texture of the UV plane over the largest face, wherever it is now.
pub fn heat(ui: &Ui, placed: &Placed, texture: TextureId, faces: &[Face]) {
    let Some(face) = faces.first() else { return };
    let plane = canonical_face();
    let mut mesh = Mesh::with_texture(texture);
    let strength = Color32::WHITE.gamma_multiply(face.presence);
    mesh.vertices.extend(face.landmarks.iter().zip(&plane.uv).map(|(point, uv)| Vertex {
        pos: placed.on_screen(point.truncate()),
        uv: pos2(uv.x, uv.y),
        color: strength,
    }));
    let front = plane.triangles.iter().zip(front_facing(face)).filter(|(_, front)| *front);
    mesh.indices.extend(front.flat_map(|(triangle, _)| triangle.map(u32::from)));
    ui.painter().with_clip_rect(placed.rect).add(Shape::mesh(mesh));
}

/// Draws the mesh's outlines of every face onto the picture.
pub fn outlines(ui: &Ui, placed: &Placed, faces: &[Face]) {
    let tokens = Tokens::of(ui.ctx());
    let painter = ui.painter().with_clip_rect(placed.rect);
    for face in faces {
        for ring in explain::outlines(face) {
            let points: Vec<_> = ring.into_iter().map(|point| placed.on_screen(point)).collect();
            let next = points.iter().cycle().skip(1);
            for (width, ink) in [(EDGE, Color32::from_black_alpha(110)), (OUTLINE, tokens.on_veil)] {
                // One by one: where a mouth is shut, the joint of two lines would be a long spike.
                for (&from, &to) in points.iter().zip(next.clone()) {
                    painter.line_segment([from, to], Stroke::new(width, ink.gamma_multiply(face.presence)));
                }
            }
        }
    }
}

/// What the legend tells.
#[derive(Debug, Default)]
pub struct Legend {
    /// Faces in the picture.
    faces: usize,
    /// How sure it is that the largest one is a face, 0..=1.
    score: f32,
    /// What is seen around it.
    parts: Vec<explain::Entry>,
}

impl Legend {
    /// Of the largest of these faces, which comes first.
    pub fn of(faces: &[Face]) -> Self {
        let largest = faces.first();
        Self {
            faces: faces.len(),
            score: largest.map_or(0.0, |face| face.score),
            parts: largest.map_or_else(Vec::new, explain::legend),
        }
    }

    /// Draws it at the right side of a space, in the middle.
    pub fn show(&self, ui: &Ui, space: Rect) {
        let at = space.right_center() - vec2(SPACE, 0.0);
        // In a window that is too low for it, it goes beyond the picture.
        let lines = (self.parts.len() + 3) as f32;
        let fits = space.height() >= lines * LINE.1 + MARGINS + 2.0 * RULE;
        let within = if fits { space } else { ui.ctx().content_rect() };
        // Above the picture, and below whatever is opened over both.
        let area = Area::new(Id::unique("legend")).order(Order::Middle).interactable(false);
        area.pivot(Align2::RIGHT_CENTER).fixed_pos(at).constrain_to(within).show(ui.ctx(), |ui| {
            overlay::panel(ui.ctx()).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.spacing_mut().interact_size.y = self.line_height(space.height());
                self.lines(ui);
            });
        });
    }

    fn line_height(&self, room: f32) -> f32 {
        let lines = self.parts.len() + 3;
        ((room - MARGINS - 2.0 * RULE) / lines as f32).clamp(LINE.1, LINE.0)
    }

    fn lines(&self, ui: &mut Ui) {
        match self.faces {
            0 => drop(line(ui, Mark::None, "No face", None)),
            1 => drop(line(ui, Mark::None, "This is a face", Some(self.score))),
            faces => drop(line(ui, Mark::None, &say!("Largest of {faces} faces", faces = faces), Some(self.score))),
        }
        if self.faces == 0 {
            return;
        }
        rule(ui);
        for entry in &self.parts {
            let name = capitalized(say(entry.part.name()));
            line(ui, Mark::Color(explain::color(entry.part)), &name, Some(entry.confidence));
        }
        rule(ui);
        line(ui, Mark::Outline, "Outlines of the mesh", None);
        line(ui, Mark::Fading, "Paler: less sure", None);
    }
}

/// What stands before a line.
enum Mark {
    None,
    Color([u8; 3]),
    Outline,
    Fading,
}

/// One line: a mark, a name, and how sure the program is (0..=1).
fn line(ui: &mut Ui, mark: Mark, name: &str, sure: Option<f32>) -> Response {
    let name = say(name);
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(WIDTH, ui.spacing().interact_size.y), Sense::hover());
    let painter = ui.painter();
    let swatch = Rect::from_center_size(pos2(rect.left() + SWATCH / 2.0, rect.center().y), vec2(SWATCH, SWATCH));
    let left = if matches!(mark, Mark::None) { rect.left() } else { swatch.right() + GAP };
    match mark {
        Mark::None => {}
        Mark::Color([red, green, blue]) => {
            // The ring parts a dark colour from the dark veil.
            let ring = Stroke::new(1.0, tokens.on_veil.gamma_multiply(0.35));
            let color = Color32::from_rgb(red, green, blue);
            painter.rect(swatch, CornerRadius::same(4), color, ring, StrokeKind::Inside);
        }
        Mark::Outline => {
            painter.hline(swatch.x_range(), swatch.center().y, Stroke::new(OUTLINE, tokens.on_veil));
        }
        Mark::Fading => {
            for (step, share) in [0.9f32, 0.5, 0.18].into_iter().enumerate() {
                let across = swatch.width() / 3.0;
                let bar = Rect::from_min_size(swatch.min + vec2(across * step as f32, 0.0), vec2(across, SWATCH));
                painter.rect_filled(bar, CornerRadius::ZERO, tokens.on_veil.gamma_multiply(share));
            }
        }
    }
    let font = if matches!(mark, Mark::None) { Text::Strong.font() } else { Text::Small.font() };
    painter.text(pos2(left, rect.center().y), Align2::LEFT_CENTER, name, font, tokens.on_veil);
    let percent = sure.map(|sure| format!("{:.0} %", 100.0 * sure));
    if let Some(percent) = &percent {
        painter.text(rect.right_center(), Align2::RIGHT_CENTER, percent, Text::Small.font(), tokens.on_veil);
    }
    let spoken =
        percent.map_or_else(|| name.into(), |percent| say!("{name}: {percent}", name = name, percent = percent));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken.clone()));
    response
}

/// A hairline between groups of lines.
fn rule(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(WIDTH, RULE), Sense::hover());
    let ink = Tokens::of(ui.ctx()).on_veil.gamma_multiply(0.25);
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, ink));
}
