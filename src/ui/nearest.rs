//! What one can buy for a product: the nearest shades of the catalogues, and the shade that it wears.

use egui::{
    Align, Color32, Id, Label, Layout, Popup, PopupCloseBehavior, Response, RichText, Sense, Stroke, TextEdit, Ui,
    WidgetInfo, accesskit::Role, pos2, text::LayoutJob, text::TextWrapping, vec2,
};

use super::{
    Request,
    tokens::{CORNER, FIELD_HEIGHT, GAP, Text, Tokens, icon},
    widgets::{button, chip, focus_ring, menu_content, sign_button},
};
use crate::{
    catalog::{Item, Kind, Near, difference_in_words, nearest},
    language::say,
    look::{Product, Shade},
    raster::{color::hex, difference::Lab},
    studio::{Command, Piece, Studio},
};

/// Shades that are shown.
const COUNT: usize = 6;
/// Width of the list, points.
const WIDTH: f32 = 300.0;
/// Height of a shade in it, points.
const ROW: f32 = 42.0;
/// Radius of a colour, points.
const SWATCH: f32 = 9.0;

/// The button that opens the list for a product that is sold in shades.
pub fn bag(ui: &mut Ui, studio: &Studio, number: usize, piece: &Piece, requests: &mut Vec<Request>) {
    let product = piece.product();
    let Some(kind) = Kind::of(product) else { return };
    let bound = product.shades().iter().any(|shade| shade.article.is_some());
    let label = say!("Buy {product}", product = say(product.name()).to_lowercase());
    // Two products of one kind have one name.
    let response =
        ui.push_id(("bag", number), |ui| sign_button(ui, icon::BAG, &label, "Nearest in my catalogue", bound)).inner;
    let popup = Popup::from_toggle_button_response(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        menu_content(ui, |ui| {
            ui.set_width(WIDTH);
            let chosen = list(ui, studio, response.id, product, kind);
            if let Some(command) = chosen.map(|(place, item)| Command::Bind(number, place, item)) {
                requests.push(Request::Studio(command));
                ui.close();
            }
            if studio.catalogs.kept.is_empty() && button(ui, icon::OPEN, "Import a catalogue", "", true).clicked() {
                requests.push(Request::Studio(Command::ToggleCatalog));
                ui.close();
            }
        })
    });
}

/// The nearest shades; gives the place and what is chosen for it: a shade, or none any more.
fn list(ui: &mut Ui, studio: &Studio, id: Id, product: &Product, kind: Kind) -> Option<(usize, Option<Box<Item>>)> {
    let tokens = Tokens::of(ui.ctx());
    let soft = |text: &str| RichText::new(say(text)).font(Text::Small.font()).color(tokens.ink_soft);
    ui.label(RichText::new(say("Nearest in my catalogue")).font(Text::Strong.font()));
    if studio.catalogs.kept.is_empty() {
        let text = "No catalogue is kept yet. Import a table of real products, and the nearest shades are found here.";
        ui.label(say(text));
        return None;
    }
    let shades = product.shades();
    let place = which(ui, id.with("place"), &shades);
    let words = search(ui, id.with("words"));
    let color = shades.get(place).map(|shade| Item::of(shade.on(studio.skin_depth)).lab);
    if color.is_none() && words.is_empty() {
        ui.label(soft("It matches the skin that wears it. Search for the shade that is to be worn."));
        return None;
    }
    let mut found = matching(studio, &words, color, Some(kind));
    if found.is_empty() {
        found = matching(studio, &words, color, None);
        let other_kinds = "No catalogue tells of this kind; these are of any kind.";
        ui.label(soft(if found.is_empty() { "Nothing is called that." } else { other_kinds }));
    }
    let mut chosen = None;
    for near in &found {
        if shade_row(ui, color, near).clicked() {
            chosen = Some((place, Some(Box::new(near.item.clone()))));
        }
    }
    if shades.get(place).is_some_and(|shade| shade.article.is_some()) {
        let let_go = button(ui, icon::CLOSE, "Let go of it", "The colour stays, and is no shop's any more", false);
        if let_go.clicked() {
            chosen = Some((place, None));
        }
    }
    chosen
}

/// The shades whose names hold the words: the nearest ones, or without a colour the first ones.
fn matching<'a>(studio: &'a Studio, words: &[String], color: Option<Lab>, kind: Option<Kind>) -> Vec<Near<'a>> {
    let named = studio.catalogs.items().filter(|item| holds(item, words));
    match color {
        Some(color) => nearest(named, color, kind, COUNT),
        None => {
            let of_kind = named.filter(|item| kind.is_none() || item.kind == kind);
            of_kind.take(COUNT).map(|item| Near { item, difference: 0.0 }).collect()
        }
    }
}

/// Which of several colours is meant.
fn which(ui: &mut Ui, id: Id, shades: &[&Shade]) -> usize {
    let last = shades.len().saturating_sub(1);
    let mut place = ui.data(|data| data.get_temp::<usize>(id)).unwrap_or(0).min(last);
    if last > 0 {
        ui.horizontal(|ui| {
            for other in 0..shades.len() {
                if chip(ui, &say!("Colour {number}", number = other + 1), other == place).clicked() {
                    place = other;
                    ui.data_mut(|data| data.insert_temp(id, place));
                }
            }
        });
    }
    place
}

/// Words that the shade's name has to have, in lower case.
fn search(ui: &mut Ui, id: Id) -> Vec<String> {
    let mut text = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.set_min_height(FIELD_HEIGHT);
        let label = ui.label(say("Search"));
        let edit = TextEdit::singleline(&mut text).hint_text(say("brand, product or shade"));
        let response = ui.add(edit.desired_width(ui.available_width() - 8.0)).labelled_by(label.id);
        if response.changed() {
            ui.data_mut(|data| data.insert_temp(id, text.clone()));
        }
    });
    text.to_lowercase().split_whitespace().map(String::from).collect()
}

fn holds(item: &Item, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let name = item.name().to_lowercase();
    words.iter().all(|word| name.contains(word))
}

/// A shade to choose: the product's own colour beside it, its name, and how it differs.
pub fn shade_row(ui: &mut Ui, color: Option<Lab>, near: &Near<'_>) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let difference = color.map(|color| {
        let words = difference_in_words(color, near.item.lab);
        say!("{words} (ΔE {difference})", words = words, difference = format_args!("{:.1}", near.difference))
    });
    let shade = near.item.shade_name();
    let details: Vec<String> =
        difference.clone().into_iter().chain([near.item.article.maker()]).filter(|t| !t.is_empty()).collect();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(WIDTH), ROW), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, CORNER, tokens.raised);
    }
    let [r, g, b] = near.item.color;
    let at = pos2(rect.left() + SWATCH + 6.0, rect.center().y);
    ui.painter().circle(at, SWATCH, Color32::from_rgb(r, g, b), Stroke::new(1.0, tokens.ink_soft.gamma_multiply(0.6)));
    let left = at.x + SWATCH + GAP;
    let line = |text: String, font: egui::FontId, ink: Color32, y: f32| {
        let mut job = LayoutJob::simple_singleline(text, font, ink);
        job.wrap = TextWrapping::truncate_at_width(rect.right() - left - 4.0);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(left, y), galley, ink);
    };
    line(shade, Text::Body.font(), tokens.ink, rect.top() + 4.0);
    line(details.join(" · "), Text::Small.font(), tokens.ink_soft, rect.top() + 22.0);
    focus_ring(ui, &response, rect, CORNER);
    let whole = near.item.name();
    let spoken = match &difference {
        Some(difference) => say!("{shade}, {difference}", shade = whole, difference = difference),
        None => whole.clone(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    response.on_hover_text(whole)
}

/// What of a product is a shade that one can buy, beneath its name; its page is opened or copied by the person's click alone.
pub fn articles(ui: &mut Ui, product: &Product, indent: f32, requests: &mut Vec<Request>) {
    let tokens = Tokens::of(ui.ctx());
    for (place, shade) in product.shades().into_iter().enumerate() {
        let Some(article) = &shade.article else { continue };
        let told: Vec<&str> =
            [article.brand.as_str(), article.shade.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        let name = if told.is_empty() { hex(shade.color) } else { told.join(" · ") };
        ui.push_id(("article", place), |ui| {
            ui.horizontal(|ui| {
                ui.add_space(indent);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    if let Some(link) = &article.link {
                        let open = sign_button(
                            ui,
                            icon::PAGE,
                            &say!("Open the page of {name}", name = name),
                            link.as_str(),
                            false,
                        );
                        if open.clicked() {
                            requests.push(Request::OpenPage(link.clone()));
                        }
                        let copy = sign_button(
                            ui,
                            icon::COPY,
                            &say!("Copy the link of {name}", name = name),
                            "Copy the link",
                            false,
                        );
                        if copy.clicked() {
                            requests.push(Request::CopyText(link.as_str().into()));
                        }
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let small = RichText::new(&name).font(Text::Small.font()).color(tokens.ink_soft);
                        let whole = article.name().unwrap_or_else(|| name.clone());
                        let price = article.price.as_ref().map(|price| format!("\n{price}")).unwrap_or_default();
                        ui.add(Label::new(small).truncate()).on_hover_text(whole + &price);
                    });
                });
            });
        });
    }
}
