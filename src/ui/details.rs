//! What can be chosen of one product: drawing, finish, half of the face, colours, and when it is laid on.

use egui::{RichText, Ui};

use super::{
    Request, colour_well, shape_tile,
    tokens::{GAP, Text, Tokens, icon},
    widgets::{chip, in_view, sign_button},
};
use crate::{
    language::say,
    look::{Finish, Product, Side, names::capitalized},
    makeup::shape::ShapeKind,
    raster::color::hex,
    studio::{Command, Piece, Studio},
};

/// Most shades that are suggested.
const SHADES: usize = 14;

/// Draws the details of a piece, counted from 0; gives what the person chose.
pub fn show(ui: &mut Ui, studio: &Studio, number: usize, piece: &Piece) -> Vec<Request> {
    let worn = piece.product().with_coverage(piece.coverage());
    let mut changed = None;
    ui.spacing_mut().item_spacing = egui::vec2(GAP / 2.0, GAP / 2.0);
    changed = drawings(ui, &worn, studio).or(changed);
    if let Some(finish) = worn.finish() {
        let choices = Finish::ALL.map(|other| (other.name().to_owned(), other == finish, worn.with_finish(other)));
        changed = choose(ui, "Finish", choices).or(changed);
    }
    if let Some(side) = worn.side() {
        let sides = [(Side::Both, "both halves"), (Side::Left, "your left"), (Side::Right, "your right")];
        let choices = sides.map(|(other, name)| (name.to_owned(), other == side, worn.with_side(other)));
        changed = choose(ui, "Where", choices).or(changed);
    }
    changed = colors(ui, &worn, studio).or(changed);
    let mut requests: Vec<Request> =
        changed.map(|product| Request::Studio(Command::Change(number, Box::new(product)))).into_iter().collect();
    requests.extend(order(ui, studio, number, &worn));
    requests
}

/// The drawings that the product can have, each on a face; gives the product with the one that was chosen.
fn drawings(ui: &mut Ui, worn: &Product, studio: &Studio) -> Option<Product> {
    let kind = worn.shape_folder().as_deref().and_then(ShapeKind::of)?;
    let names = studio.shapes.names(kind);
    if names.len() < 2 {
        return None;
    }
    let mut chosen = None;
    heading(ui, "Shape");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP, GAP);
        for name in names {
            let is_it = worn.shape() == Some(name);
            if shape_tile::show(ui, &studio.shapes, kind, name, is_it).clicked() && !is_it {
                chosen = Some(worn.with_shape(name));
            }
        }
    });
    chosen
}

fn heading(ui: &mut Ui, text: &str) {
    let color = Tokens::of(ui.ctx()).ink_soft;
    ui.label(RichText::new(say(text)).font(Text::Small.font()).color(color));
}

/// A heading and a chip for each choice; gives the product that was chosen.
fn choose(ui: &mut Ui, title: &str, choices: impl IntoIterator<Item = (String, bool, Product)>) -> Option<Product> {
    let mut chosen = None;
    heading(ui, title);
    ui.horizontal_wrapped(|ui| {
        for (name, is_it, product) in choices {
            let shown = capitalized(&say(&name).replace('-', " "));
            if chip(ui, &shown, is_it).clicked() && !is_it {
                chosen = Some(product);
            }
        }
    });
    chosen
}

/// The product's own colours as they are on this skin, each of which opens a field of all colours.
fn colors(ui: &mut Ui, worn: &Product, studio: &Studio) -> Option<Product> {
    let tokens = Tokens::of(ui.ctx());
    let mut changed = None;
    let here = worn.on(studio.skin_depth).colors();
    if here.is_empty() {
        return None;
    }
    heading(ui, "Colour");
    // What the same product is worn in elsewhere.
    let products = studio.all_looks().flat_map(|look| &look.products);
    let shades =
        colour_well::few(products.filter(|other| other.name() == worn.name()).flat_map(Product::colors), SHADES);
    ui.horizontal(|ui| {
        for (number, color) in here.into_iter().enumerate() {
            let product = say(worn.name()).to_lowercase();
            let name = say!("Colour {number} of the {product}", number = number + 1, product = product);
            let (well, picked) = colour_well::show(ui, &name, color, &shades);
            in_view(&well);
            if let Some(picked) = picked.filter(|picked| *picked != color) {
                changed = Some(worn.with_color(number, picked));
            }
            let small = |text: &str| RichText::new(text).font(Text::Small.font()).color(tokens.ink_soft);
            ui.label(small(&hex(color)));
            if let Some((pale, deep)) = worn.shades().get(number).and_then(|shade| Some((shade.color, shade.deep?))) {
                let hint = say!(
                    "{pale} on pale skin, {deep} on the deepest. Choose a colour to wear that one.",
                    pale = hex(pale),
                    deep = hex(deep),
                );
                ui.label(small(say("goes with your skin"))).on_hover_text(hint);
            }
        }
    });
    changed
}

/// Earlier or later among the products of its area.
fn order(ui: &mut Ui, studio: &Studio, number: usize, worn: &Product) -> Option<Request> {
    let pieces = studio.pieces();
    let here = |at: &usize| pieces.get(*at).is_some_and(|piece| piece.product().area() == worn.area());
    let (before, after) = (number.checked_sub(1).filter(here), Some(number + 1).filter(here));
    if before.is_none() && after.is_none() {
        return None;
    }
    let mut moved = None;
    ui.horizontal(|ui| {
        heading(ui, "Laid on");
        let name = say(worn.name()).to_lowercase();
        if let Some(to) = before
            && sign_button(
                ui,
                icon::UP,
                &say!("Lay the {name} on earlier", name = name),
                "Earlier, beneath the one above",
                false,
            )
            .clicked()
        {
            moved = Some(to);
        }
        if let Some(to) = after
            && sign_button(
                ui,
                icon::DOWN,
                &say!("Lay the {name} on later", name = name),
                "Later, over the one below",
                false,
            )
            .clicked()
        {
            moved = Some(to);
        }
    });
    moved.map(|to| Request::Studio(Command::MoveProduct(number, to)))
}
