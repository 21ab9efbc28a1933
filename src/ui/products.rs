//! The panel of products: what the worn look is made of, how much of each there is, and what stays while other looks are tried.

use egui::{Align, Color32, CursorIcon, Label, Layout, Response, RichText, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use super::{
    Request, details, nearest,
    tokens::{GAP, Text, Tokens, icon},
    widgets::{panel_frame, sign_button, slider, switch},
};
use crate::{
    language::say,
    look::Area,
    studio::{Command, Lock, Piece, Studio},
};

/// Most colours of a product that are shown.
const MOST_COLORS: usize = 5;
/// Radius of a colour, points.
const SWATCH: f32 = 8.0;
/// Height of a row, points.
const ROW: f32 = 30.0;
/// Distance of names and sliders from the left, points: beneath each other, to the right of the switches.
const INDENT: f32 = 34.0 + GAP;
/// Width of a number and its sign, points: of one width, so that the slider stays under the pointer that drags it.
const PERCENT: f32 = 46.0;

/// Draws the panel; gives what the person asked for.
pub fn show(ui: &mut Ui, studio: &Studio) -> Vec<Request> {
    let tokens = Tokens::of(ui.ctx());
    let mut requests = Vec::new();
    panel_frame(ui.ctx()).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        heading(ui, studio, &mut requests);
        if studio.pieces().is_empty() {
            let text = "Nothing is worn. Choose a look, and its products appear here.";
            ui.add_space(GAP);
            ui.label(RichText::new(say(text)).color(tokens.ink_soft));
        }
        ScrollArea::vertical().id_salt("products").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 12.0);
            // Everything in a row stands on one middle line from the first widget on.
            ui.spacing_mut().interact_size.y = ROW;
            ui.spacing_mut().item_spacing.y = 0.0;
            for area in Area::ALL {
                let here = |(_, piece): &(usize, &Piece)| piece.product().area() == area;
                let pieces: Vec<_> = studio.pieces().iter().enumerate().filter(here).collect();
                if !pieces.is_empty() || studio.is_locked(Lock::Area(area)) {
                    area_heading(ui, studio, area, &mut requests);
                }
                for (number, piece) in pieces {
                    row(ui, studio, number, piece, &mut requests);
                }
            }
            ui.add_space(GAP);
        });
    });
    requests
}

fn heading(ui: &mut Ui, studio: &Studio, requests: &mut Vec<Request>) {
    let mut sign = |ui: &mut Ui, sign: &str, label: &str, hint: &str, request: Request| {
        if sign_button(ui, sign, label, hint, false).clicked() {
            requests.push(request);
        }
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(say("Products")).font(Text::Title.font()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.add_space(GAP);
            let close = Request::Studio(Command::ToggleProducts);
            sign(ui, icon::CLOSE, "Close the products", "Close (P)", close);
            let catalogs = Request::Studio(Command::ToggleCatalog);
            sign(
                ui,
                icon::BAG,
                "Catalogues",
                "Catalogues of real products: import one, and find its nearest shades",
                catalogs,
            );
            if studio.worn_look().is_some() {
                sign(ui, icon::KEEP, "Save the look", "Save this look as a file", Request::SaveLook);
            }
            if studio.pieces().iter().any(|piece| studio.keeps(piece.product())) {
                let hint = "Finish the look around what is kept: everything else is chosen to go with it";
                sign(ui, icon::WAND, "Finish the rest", hint, Request::Finish);
            }
            if studio.is_changed() {
                let hint = "Back to the look as it is written";
                sign(ui, icon::RESET, "Reset the look", hint, Request::Studio(Command::Reset));
            }
        });
    });
}

fn area_heading(ui: &mut Ui, studio: &Studio, area: Area, requests: &mut Vec<Request>) {
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        ui.label(RichText::new(say(area.name())).font(Text::Strong.font()).color(tokens.ink_soft));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let what = say!("the {name}", name = lower(area.name()));
            lock(ui, studio.is_locked(Lock::Area(area)), &what, Lock::Area(area), requests);
        });
    });
}

fn lock(ui: &mut Ui, on: bool, what: &str, lock: Lock, requests: &mut Vec<Request>) {
    let (sign, hint) = match on {
        true => (icon::LOCKED, say!("Let go of {what}: other looks bring their own", what = what)),
        false => (icon::UNLOCKED, say!("Keep {what} while you try other looks", what = what)),
    };
    if sign_button(ui, sign, &say!("Keep {what}", what = what), &hint, on).clicked() {
        requests.push(Request::Studio(Command::ToggleLock(lock)));
    }
}

fn row(ui: &mut Ui, studio: &Studio, number: usize, piece: &Piece, requests: &mut Vec<Request>) {
    let tokens = Tokens::of(ui.ctx());
    let product = piece.product();
    let name = product.name();
    let line = ui.horizontal(|ui| {
        if switch(ui, &say!("Wear {product}", product = lower(name)), "On or off", piece.is_on()).clicked() {
            requests.push(Request::Studio(Command::ToggleProduct(number)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let what = say!("the {name}", name = lower(name));
            lock(ui, studio.keeps(product), &what, Lock::Product(name), requests);
            nearest::bag(ui, studio, number, piece, requests);
            swatches(ui, &product.on(studio.skin_depth).colors(), piece.is_on());
            let ink = if piece.is_on() { tokens.ink } else { tokens.ink_soft };
            let room = vec2(ui.available_width(), 24.0);
            ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let label = Label::new(RichText::new(say(name)).color(ink)).truncate().selectable(false);
                // The keyboard has buttons for it among the details.
                let grip = ui.add(label.sense(Sense::DRAG | Sense::CLICK)).on_hover_cursor(CursorIcon::Grab);
                grip.dnd_set_drag_payload(Dragged(number));
                let open = studio.opened == Some(number);
                let sign = if open { icon::DOWN_SMALL } else { icon::NEXT_SMALL };
                let hint = "Shape, finish, side, colour and order";
                let details = say!("Details of the {product}", product = lower(name));
                if sign_button(ui, sign, &details, hint, open).clicked() || grip.clicked() {
                    let to = (!open).then_some(number);
                    ui.data_mut(|data| data.insert_temp(opened_id(), to));
                    requests.push(Request::Studio(Command::OpenProduct(to)));
                }
            });
        });
    });
    requests.extend(dropped_on(ui, studio, number, &line.response));
    nearest::articles(ui, product, INDENT, requests);
    if piece.is_on() {
        ui.horizontal(|ui| {
            // A slider's line begins 10 points into it.
            ui.add_space(INDENT - 10.0);
            ui.spacing_mut().item_spacing.x = 0.0;
            let width = ui.available_width() - PERCENT;
            let slid = slider(ui, &say!("{product} intensity", product = say(name)), piece.coverage(), width);
            requests.extend(slid.to.map(|to| Request::Studio(Command::Cover(number, to))));
            if slid.settled {
                requests.push(Request::Studio(Command::Settle));
            }
            ui.allocate_ui_with_layout(vec2(PERCENT, 24.0), Layout::right_to_left(Align::Center), |ui| {
                ui.set_min_width(PERCENT);
                let percent = format!("{} %", (piece.coverage() * 100.0).round());
                ui.label(RichText::new(percent).font(Text::Small.font()).color(tokens.ink_soft));
            });
        });
    }
    if studio.opened == Some(number) {
        let shown =
            ui.indent(("details", number), |ui| requests.extend(details::show(ui, studio, number, piece))).response;
        // Opened a moment ago: what was opened is brought into view.
        if ui.data_mut(|data| data.remove_temp::<Option<usize>>(opened_id())).flatten() == Some(number) {
            ui.scroll_to_rect(line.response.rect.union(shown.rect), Some(Align::Min));
        }
    }
    ui.add_space(GAP / 2.0);
}

/// A product that is dragged by its name, counted from 0.
struct Dragged(usize);

/// Lays the product that is let go of over a row on in that row's place; a line shows where while it is dragged.
fn dropped_on(ui: &Ui, studio: &Studio, number: usize, row: &Response) -> Option<Request> {
    let area = |at: usize| studio.pieces().get(at).map(|piece| piece.product().area());
    let from = row.dnd_hover_payload::<Dragged>().filter(|from| from.0 != number && area(from.0) == area(number))?;
    let y = if from.0 > number { row.rect.top() } else { row.rect.bottom() };
    ui.painter().hline(row.rect.x_range(), y, Stroke::new(2.0, Tokens::of(ui.ctx()).accent));
    let dropped = row.dnd_release_payload::<Dragged>()?;
    Some(Request::Studio(Command::MoveProduct(dropped.0, number)))
}

/// A product's own colours, one over the edge of the other; paler where it is off.
fn swatches(ui: &mut Ui, colors: &[[u8; 3]], on: bool) {
    let tokens = Tokens::of(ui.ctx());
    let shown = colors.len().min(MOST_COLORS);
    let step = SWATCH * 1.2;
    let width = 2.0 * SWATCH + 2.0 + step * (shown.max(1) - 1) as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(width, 2.0 * SWATCH + 2.0), Sense::hover());
    let center = |i: usize| pos2(rect.left() + SWATCH + 1.0 + step * i as f32, rect.center().y);
    if shown == 0 {
        // It matches the wearer: an empty ring.
        ui.painter().circle_stroke(center(0), SWATCH - 1.0, Stroke::new(1.5, tokens.ink_soft));
    }
    for (i, [r, g, b]) in colors.iter().take(shown).enumerate() {
        let strength = if on { 1.0 } else { 0.35 };
        let color = Color32::from_rgb(*r, *g, *b).gamma_multiply(strength);
        // The ring parts the colours from one another, and a dark one from a dark panel.
        ui.painter().circle(center(i), SWATCH, color, Stroke::new(1.0, tokens.ink_soft.gamma_multiply(0.6)));
    }
}

/// A name within a sentence.
fn lower(name: &str) -> String {
    say(name).to_lowercase()
}

fn opened_id() -> egui::Id {
    egui::Id::unique("product that was opened")
}
