//! The panel with the photo that a look is copied from: what was found where, and how surely.

use egui::{
    Align, Align2, Color32, Context, CornerRadius, Frame, Label, Layout, Margin, Rect, Response, RichText, ScrollArea,
    Sense, Shape, Spinner, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, epaint::RectShape, pos2, vec2,
};

use super::{
    Request, card,
    pictures::Pictures,
    tokens::{CORNER, CORNER_LARGE, GAP, SPACE, Text, Tokens, icon},
    widgets::{button, chip, focus_ring_on_picture, sign_button, slider},
};
use crate::{
    geometry::{Rect as Bounds, Vec2},
    language::say,
    look::{Product, names::capitalized},
    raster::color::hex,
    studio::{Command, Reference, ReferenceState, Studio},
    transfer::{Finding, Photo, Reading, slots::Worn},
};

/// Most of the window's height that the photo takes; of the panel it takes half at the most.
const PHOTO_SHARE: f32 = 0.32;
/// The photo is shown around the face: so much more than its box.
const AROUND: f32 = 1.5;
/// Width of the word at the slider's end, points.
const PHOTO_CHIP: f32 = 68.0;
/// Radius of a colour, points.
const SWATCH: f32 = 9.0;

/// Draws the panel; gives what the person asked for.
pub fn show(ui: &mut Ui, studio: &Studio, reference: &Reference, pictures: &mut Pictures) -> Vec<Request> {
    let tokens = Tokens::of(ui.ctx());
    let mut requests = Vec::new();
    let margin = Margin { left: 20, right: 16, top: 12, bottom: 12 };
    let frame = Frame::new().fill(tokens.surface).corner_radius(CornerRadius::same(CORNER_LARGE)).inner_margin(margin);
    frame.show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        heading(ui, reference, &mut requests);
        ui.add_space(GAP);
        ScrollArea::vertical().id_salt("reference").auto_shrink([false, false]).show(ui, |ui| match &reference.state {
            ReferenceState::Reading => reading(ui),
            ReferenceState::Failed(problem) => failed(ui, reference, problem, pictures, &mut requests),
            ReferenceState::WhichFace => which_face(ui, reference, pictures, &mut requests),
            ReferenceState::Read(reading) => found(ui, studio, reference, reading, pictures, &mut requests),
        });
    });
    requests
}

/// Asks what a photo that was dropped is for; gives what the person wants.
pub fn offer(ctx: &Context, studio: &Studio) -> Option<Request> {
    let path = studio.offered.as_ref()?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let shown = card::show(ctx, "offer", say("What is this photo for?"), |ui| {
        ui.set_width(380.0);
        ui.label(RichText::new(say("What is this photo for?")).font(Text::Title.font()));
        ui.label(RichText::new(name).color(Tokens::of(ctx).ink_soft));
        ui.add_space(SPACE);
        ui.horizontal(|ui| {
            let copy = button(ui, icon::WAND, "Copy its makeup", "Wear what the person in it wears", true);
            let open = button(ui, icon::OPEN, "Make it up", "Show it instead of the camera", false);
            match (copy.clicked(), open.clicked()) {
                (true, _) => Some(Request::CopyFrom(path.clone())),
                (_, true) => Some(Request::Show(path.clone())),
                _ => None,
            }
        })
        .inner
    });
    let closed = shown.should_close().then_some(Request::Studio(Command::Offer(None)));
    shown.inner.or(closed)
}

fn heading(ui: &mut Ui, reference: &Reference, requests: &mut Vec<Request>) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.label(RichText::new(say("Copied look")).font(Text::Title.font()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            if sign_button(ui, icon::CLOSE, "Close the photo", "Close", false).clicked() {
                requests.push(Request::Studio(Command::ShowReference(None)));
            }
            if sign_button(ui, icon::PHOTO, "Another photo", "Copy from another photo (C)", false).clicked() {
                requests.push(Request::ChooseReference);
            }
        });
    });
    ui.add(Label::new(RichText::new(&reference.name).font(Text::Small.font()).color(tokens.ink_soft)).truncate());
}

fn reading(ui: &mut Ui) {
    ui.add_space(SPACE * 3.0);
    ui.vertical_centered(|ui| {
        ui.add(Spinner::new().size(28.0));
        ui.add_space(GAP);
        ui.label(say("Looking at the photo…"));
    });
}

fn failed(ui: &mut Ui, reference: &Reference, problem: &str, pictures: &mut Pictures, requests: &mut Vec<Request>) {
    if let Some(photo) = &reference.photo {
        let all = whole(photo);
        picture(ui, photo, all, pictures);
        ui.add_space(GAP);
    }
    ui.label(problem);
    ui.add_space(SPACE);
    if button(ui, icon::PHOTO, "Another photo", "Copy from another photo (C)", true).clicked() {
        requests.push(Request::ChooseReference);
    }
}

fn which_face(ui: &mut Ui, reference: &Reference, pictures: &mut Pictures, requests: &mut Vec<Request>) {
    let Some(photo) = &reference.photo else { return };
    let tokens = Tokens::of(ui.ctx());
    ui.label(say("Whose makeup? Choose a face."));
    ui.add_space(GAP);
    let shown = picture(ui, photo, whole(photo), pictures);
    for (index, face) in photo.faces.iter().enumerate() {
        let rect = Rect::from_two_pos(shown.at(face.bounds.min), shown.at(face.bounds.max));
        let response = ui.interact(rect, ui.scope_id().with(("face", index)), Sense::click());
        let name = say!("Face {number}", number = index + 1);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let width = if response.hovered() { 4.0 } else { 2.0 };
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(CORNER),
            Stroke::new(width, tokens.accent),
            StrokeKind::Inside,
        );
        focus_ring_on_picture(ui, &response, rect.expand(4.0), CORNER + 4);
        let at = rect.left_top() + vec2(14.0, 14.0);
        ui.painter().circle_filled(at, 11.0, tokens.accent);
        let number = (index + 1).to_string();
        ui.painter().text(at, Align2::CENTER_CENTER, number, Text::Strong.font(), tokens.on_accent);
        if response.clicked() {
            requests.push(Request::CopyFace(index + 1));
        }
    }
}

fn found(
    ui: &mut Ui,
    studio: &Studio,
    reference: &Reference,
    reading: &Reading,
    pictures: &mut Pictures,
    requests: &mut Vec<Request>,
) {
    let shown = reference.photo.as_ref().map(|photo| {
        let around = around(reading).unwrap_or_else(|| whole(photo));
        picture(ui, photo, around, pictures)
    });
    ui.add_space(GAP);
    photo_share(ui, studio, reading, requests);
    let hint = "Face paint, gems, graphic lines: what lies on the face is taken off it as a picture, and worn";
    if chip(ui, "Wear the drawing itself", false).on_hover_text(say(hint)).clicked() {
        requests.push(Request::LiftDrawing);
    }
    ui.add_space(GAP);
    if let (Some(shown), Some(finding)) = (shown, list(ui, reading)) {
        highlight(ui, &shown, finding);
    }
}

/// From the products that were read, each of which can be changed, to the photo's own look.
fn photo_share(ui: &mut Ui, studio: &Studio, reading: &Reading, requests: &mut Vec<Request>) {
    let mut pieces = studio.pieces().iter().enumerate().rev();
    let own = |product: &Product| matches!(product, Product::Photo(style) if style.code == reading.style.code);
    let Some((number, piece)) = pieces.find(|(_, piece)| own(piece.product())) else { return };
    let share = if piece.is_on() { piece.coverage() } else { 0.0 };
    let mut go = |to: f32| {
        if !piece.is_on() && to > 0.0 {
            requests.push(Request::Studio(Command::ToggleProduct(number)));
        }
        requests.push(Request::Studio(Command::Cover(number, to)));
    };
    let mut settled = false;
    ui.horizontal(|ui| {
        let products = chip(ui, "Products", share <= 0.0);
        if products.on_hover_text(say("Wear what was read: every product can be changed")).clicked() {
            go(0.0);
            settled = true;
        }
        let room = ui.available_width() - PHOTO_CHIP - ui.spacing().item_spacing.x;
        let slid = slider(ui, "From products to photo", share, room.max(60.0));
        slid.to.into_iter().for_each(&mut go);
        settled |= slid.settled;
        let photo = chip(ui, "Photo", share >= 1.0);
        if photo.on_hover_text(say("Wear the photo's own look, as a network sees it")).clicked() {
            go(1.0);
            settled = true;
        }
    });
    if settled {
        requests.push(Request::Studio(Command::Settle));
    }
    ui.add_space(GAP);
}

/// What was found; gives what the pointer is on.
fn list<'a>(ui: &mut Ui, reading: &'a Reading) -> Option<&'a Finding> {
    let tokens = Tokens::of(ui.ctx());
    let worn: Vec<(&Finding, Worn)> = reading.findings.iter().filter_map(|one| Some((one, one.worn?))).collect();
    let mut pointed = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        if worn.is_empty() {
            ui.label(say("No makeup was found: the face looks bare."));
        }
        for (finding, worn) in &worn {
            if row(ui, finding, worn).hovered() {
                pointed = Some(*finding);
            }
        }
        if reading.eyes_covered {
            ui.label(say("The lids are covered in this photo: what they wear is left out."));
        }
        let not: Vec<&str> = reading.findings.iter().filter(|f| f.worn.is_none()).map(|f| say(f.slot.name)).collect();
        if !not.is_empty() && !worn.is_empty() {
            let text = say!("Not seen: {names}.", names = not.join(say(", ")));
            ui.label(RichText::new(text).font(Text::Small.font()).color(tokens.ink_soft));
        }
    });
    pointed
}

/// One product: its colour, what it is, and how surely.
fn row(ui: &mut Ui, finding: &Finding, worn: &Worn) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let shape = say(finding.slot.shapes[worn.shape].1).replace('-', " ");
    let finish = say(finding.slot.finishes[worn.finish].name());
    let several = finding.slot.shapes.len() > 1;
    let details = if several { say!("{shape}, {finish}", shape = shape, finish = finish) } else { finish.into() };
    let sure = say!("{share} % sure", share = format_args!("{:.0}", finding.presence * 100.0));
    let inner = ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(2.0 * SWATCH + 2.0, 34.0), Sense::hover());
        if finding.slot.opacity > 0.0 {
            let [r, g, b] = worn.color;
            let ring = Stroke::new(1.0, tokens.ink_soft.gamma_multiply(0.6));
            ui.painter().circle(rect.center(), SWATCH, Color32::from_rgb(r, g, b), ring);
        } else {
            ui.painter().circle_stroke(rect.center(), SWATCH - 1.0, Stroke::new(1.5, tokens.ink_soft));
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.label(capitalized(say(finding.slot.name)));
            let small = RichText::new(format!("{details} · {sure}")).font(Text::Small.font()).color(tokens.ink_soft);
            ui.add(Label::new(small).truncate());
        });
        ui.allocate_space(vec2(ui.available_width(), 0.0));
    });
    let response = ui.interact(inner.response.rect, ui.scope_id().with(finding.slot.name), Sense::hover());
    let shade = hex(worn.color);
    let hint = match finding.measured {
        Some((_, texels)) if finding.fitted => {
            say!("Shade {shade}, fitted to {texels} places of the photo", shade = shade, texels = texels)
        }
        _ if finding.slot.opacity > 0.0 => say!("Shade {shade}, as the network reads it", shade = shade),
        _ => say("Matched to whoever wears it").into(),
    };
    response.on_hover_text(hint)
}

/// A part of the photo on the screen.
struct Shown {
    rect: Rect,
    part: Bounds,
}

impl Shown {
    fn at(&self, point: Vec2) -> egui::Pos2 {
        let share = (point - self.part.min) / self.part.size().max(Vec2::ONE);
        self.rect.min + vec2(share.x, share.y) * self.rect.size()
    }
}

fn whole(photo: &Photo) -> Bounds {
    let [width, height] = photo.picture.size();
    Bounds { min: Vec2::ZERO, max: Vec2::new(width as f32, height as f32) }
}

/// What is about the face that was read; the first slot covers all of it.
fn around(reading: &Reading) -> Option<Bounds> {
    let face = Bounds::around(reading.findings.first()?.region.iter().flatten().copied())?;
    let half = Vec2::splat(face.size().max_element() * AROUND / 2.0);
    Some(Bounds { min: face.center() - half, max: face.center() + half })
}

/// Draws a part of the photo as large as the panel lets it.
fn picture(ui: &mut Ui, photo: &std::sync::Arc<Photo>, part: Bounds, pictures: &mut Pictures) -> Shown {
    let all = whole(photo);
    let part = Bounds { min: part.min.max(all.min), max: part.max.min(all.max) };
    let size = part.size().max(Vec2::ONE);
    let high = (ui.ctx().content_rect().height() * PHOTO_SHARE).min(ui.clip_rect().height() * 0.5).max(40.0);
    let wide = ui.available_width();
    let scale = (wide / size.x).min(high / size.y);
    let (space, response) = ui.allocate_exact_size(vec2(wide, size.y * scale), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, say("The photo whose makeup is copied")));
    let rect = Rect::from_center_size(space.center(), vec2(size.x, size.y) * scale);
    let texture = pictures.reference(ui.ctx(), photo);
    let uv = |point: Vec2| pos2(point.x / all.max.x, point.y / all.max.y);
    let uv = Rect::from_min_max(uv(part.min), uv(part.max));
    let shape = RectShape::filled(rect, CornerRadius::same(CORNER), Color32::WHITE).with_texture(texture, uv);
    ui.painter().add(Shape::Rect(shape));
    Shown { rect, part }
}

/// Shows on the photo where a product was read from.
fn highlight(ui: &Ui, shown: &Shown, finding: &Finding) {
    let accent = Tokens::of(ui.ctx()).accent;
    let mut mesh = egui::Mesh::default();
    for triangle in &finding.region {
        let first = mesh.vertices.len() as u32;
        triangle.iter().for_each(|&point| mesh.colored_vertex(shown.at(point), accent.gamma_multiply(0.55)));
        mesh.add_triangle(first, first + 1, first + 2);
    }
    ui.painter().with_clip_rect(shown.rect).add(Shape::mesh(mesh));
}
