//! What one can buy for a product: the nearest shades of the catalogues, and the shade that it wears.

use egui::{
    Align, Align2, Color32, Id, Label, Layout, Popup, PopupCloseBehavior, Rect, Response, RichText, Sense, Stroke,
    TextEdit, Ui, WidgetInfo, accesskit::Role, pos2, text::LayoutJob, text::TextWrapping, vec2,
};

use super::{
    Request,
    found::{Found, Wanted},
    goods::{self, Shown},
    stage,
    tokens::{CORNER, FIELD_HEIGHT, GAP, Text, Tokens, icon},
    widgets::{button, chip, field, focus_ring, menu_content, sign_button},
};
use crate::{
    catalog::{Item, Kind, Near, Words, difference_in_words},
    language::say,
    look::{Product, Shade},
    raster::{color::hex, difference::Lab},
    studio::{Command, Piece, Studio},
};

/// Width of the list, points.
const WIDTH: f32 = 300.0;
/// Least height of a shade in it, points.
pub const ROW: f32 = 42.0;
/// Height of each further line of it, points.
const LINE: f32 = 15.0;
/// Radius of a colour, points.
const SWATCH: f32 = 9.0;

/// The button that opens the list for a product that is sold in shades.
pub fn bag(ui: &mut Ui, studio: &Studio, number: usize, piece: &Piece, requests: &mut Vec<Request>) {
    let product = piece.product();
    let Some(kind) = Kind::of(product) else { return };
    let bound = product.articles().iter().any(Option::is_some);
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
    if product.takes_own_tone() && words.is_empty() {
        ui.label(soft("It matches the skin that wears it. Search for the shade that is to be worn."));
        return None;
    }
    let searched = !words.is_empty();
    let found = Found::of(ui, id, &studio.catalogs, &Wanted { words, color, kind: Some(kind) });
    if found.shades().len() == 0 {
        ui.label(soft(if searched { "Nothing is called that." } else { "No catalogue tells of this kind." }));
    } else if found.of_any_kind {
        ui.label(soft("No catalogue tells of this kind; these are of any kind."));
    }
    let mut chosen = None;
    for near in found.shades() {
        if shade_row(ui, color, &near).clicked() {
            chosen = Some((place, Some(Box::new(near.item.clone()))));
        }
    }
    if product.articles().get(place).is_some_and(Option::is_some) {
        let hint =
            if kind.is_colored() { "The colour stays, and is no shop's any more" } else { "It is no shop's any more" };
        let let_go = button(ui, icon::CLOSE, "Let go of it", hint, false);
        if let_go.clicked() {
            chosen = Some((place, None));
        }
    }
    chosen
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

/// Words that the shade's name has to have.
fn search(ui: &mut Ui, id: Id) -> Words {
    let mut text = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.set_min_height(FIELD_HEIGHT);
        let label = ui.label(say("Search"));
        let edit = TextEdit::singleline(&mut text).hint_text(say("brand, product or shade"));
        let width = ui.available_width() - 8.0;
        let response = field(ui, edit.desired_width(width)).labelled_by(label.id);
        if response.changed() {
            ui.data_mut(|data| data.insert_temp(id, text.clone()));
        }
    });
    Words::of(&text)
}

/// A shade to choose: the product's own colour beside it, its name, and how it differs.
pub fn shade_row(ui: &mut Ui, color: Option<Lab>, near: &Near<'_>) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let spoken = color.map(|color| {
        let words = difference_in_words(color, near.item.lab);
        say!("{words} (ΔE {difference})", words = words, difference = format_args!("{:.1}", near.difference))
    });
    let shade = near.item.shade_name();
    // Whoever buys it looks for the maker; the figure has a place of its own.
    let words = color.map(|color| difference_in_words(color, near.item.lab));
    let lines: Vec<String> =
        std::iter::once(near.item.article.maker()).chain(words).filter(|text| !text.is_empty()).collect();
    let height = ROW + LINE * lines.len().saturating_sub(1) as f32;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(WIDTH), height), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, CORNER, tokens.raised);
    }
    let [r, g, b] = near.item.color;
    let at = pos2(rect.left() + SWATCH + 6.0, rect.center().y);
    if near.item.is_colored() {
        let ring = Stroke::new(1.0, tokens.ink_soft.gamma_multiply(0.6));
        ui.painter().circle(at, SWATCH, Color32::from_rgb(r, g, b), ring);
    } else {
        let font = egui::FontId::new(15.0, Text::Icon.font().family);
        ui.painter().text(at, Align2::CENTER_CENTER, icon::BAG, font, tokens.ink_soft);
    }
    let picture = near.item.picture.as_deref().and_then(|place| goods::shown(ui.ctx(), place));
    let right = rect.right() - if picture.is_some() { ROW } else { 4.0 };
    if let Some(picture) = &picture {
        let side = ROW - 6.0;
        let frame = Rect::from_center_size(pos2(rect.right() - ROW / 2.0, at.y), vec2(side, side));
        show_goods(ui, frame, picture);
    }
    let left = at.x + SWATCH + GAP;
    let line = |text: String, font: egui::FontId, ink: Color32, y: f32, right: f32| {
        let mut job = LayoutJob::simple_singleline(text, font, ink);
        job.wrap = TextWrapping::truncate_at_width(right - left);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(left, y), galley, ink);
    };
    let figure = color.map_or_else(String::new, |_| format!("ΔE {:.1}", near.difference));
    let figure = ui.painter().layout_no_wrap(figure, Text::Small.font(), tokens.ink_soft);
    let before = right - figure.size().x - if figure.is_empty() { 0.0 } else { GAP };
    ui.painter().galley(pos2(right - figure.size().x, rect.top() + 6.0), figure, tokens.ink_soft);
    line(shade, Text::Body.font(), tokens.ink, rect.top() + 4.0, before);
    for (number, text) in lines.into_iter().enumerate() {
        line(text, Text::Small.font(), tokens.ink_soft, rect.top() + 22.0 + LINE * number as f32, right);
    }
    focus_ring(ui, &response, rect, CORNER);
    let whole = near.item.name();
    let spoken = match &spoken {
        Some(difference) => say!("{shade}, {difference}", shade = whole, difference = difference),
        None => whole.clone(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let problem = match picture {
        Some(Shown::Broken(problem)) => {
            format!("\n{}", say!("Its picture cannot be shown: {problem}", problem = problem))
        }
        _ => String::new(),
    };
    response.on_hover_text(whole + &problem)
}

/// The goods themselves, as far as they are there: whole, within a frame.
fn show_goods(ui: &Ui, frame: Rect, picture: &Shown) {
    let tokens = Tokens::of(ui.ctx());
    ui.painter().rect_filled(frame, CORNER / 2, tokens.raised);
    match picture {
        Shown::Picture(id, size) => stage::show_fitted(ui, *id, *size, frame, CORNER / 2),
        Shown::Coming => {}
        Shown::Broken(_) => {
            let font = egui::FontId::new(15.0, Text::Icon.font().family);
            ui.painter().text(frame.center(), Align2::CENTER_CENTER, icon::BARE, font, tokens.ink_soft);
        }
    }
}

/// What of a product is a shade that one can buy, beneath its name; its page is opened or copied by the person's click alone.
pub fn articles(ui: &mut Ui, product: &Product, indent: f32, requests: &mut Vec<Request>) {
    let tokens = Tokens::of(ui.ctx());
    let (articles, shades) = (product.articles(), product.shades());
    for (place, article) in articles.into_iter().enumerate().filter_map(|(place, article)| Some((place, article?))) {
        let second = if shades.is_empty() { &article.product } else { &article.shade };
        let told: Vec<&str> =
            [&article.brand, second].into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let name = match (told.is_empty(), shades.get(place)) {
            (false, _) => told.join(" · "),
            (true, Some(shade)) => hex(shade.color),
            (true, None) => article.name().unwrap_or_else(|| say(product.name()).into()),
        };
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
