//! What one can buy in any colour: a colour is typed or picked, and the nearest shades of the catalogues stand beneath it.

use egui::{Align, ComboBox, Id, Layout, RichText, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::{
    Request, colour_well,
    found::{Found, Wanted},
    nearest::shade_row,
    tokens::{FIELD_HEIGHT, GAP, Text, Tokens},
    widgets::{edged, field},
};
use crate::{
    catalog::{Item, Kind, Words, colour},
    language::say,
    look::names::capitalized,
    raster::color::hex,
    studio::{Command, Studio},
};

/// The colour that is there before somebody chooses one: the program's rosewood.
const FIRST: [u8; 3] = [0x9C, 0x3D, 0x45];
/// Width of the field and of the choice, points.
const FIELD: f32 = 110.0;
const CHOICE: f32 = 150.0;

/// The colour that is asked for, as it is typed.
#[derive(Debug, Clone)]
struct Asked {
    typed: String,
    color: [u8; 3],
    kind: Option<Kind>,
}

/// Draws the field and what is near; gives what the person did.
pub fn show(ui: &mut Ui, studio: &Studio, requests: &mut Vec<Request>) {
    let id = Id::unique("nearest to a colour");
    let mut asked = ui.data(|data| data.get_temp::<Asked>(id)).unwrap_or_else(|| Asked {
        typed: hex(FIRST),
        color: FIRST,
        kind: None,
    });
    ui.label(RichText::new(say("Nearest to a colour")).font(Text::Strong.font()));
    let understood = fields(ui, &mut asked);
    ui.data_mut(|data| data.insert_temp(id, asked.clone()));
    let tokens = Tokens::of(ui.ctx());
    let soft = |text: &str| RichText::new(say(text)).font(Text::Small.font()).color(tokens.ink_soft);
    if !understood {
        ui.label(
            RichText::new(say("Write a colour as #RRGGBB, or pick one.")).font(Text::Small.font()).color(tokens.accent),
        );
        return;
    }
    let color = Item::of(asked.color).lab;
    let wanted = Wanted { words: Words::default(), color: Some(color), kind: asked.kind };
    let found = Found::of(ui, id, &studio.catalogs, &wanted);
    if found.of_any_kind {
        ui.label(soft("No catalogue tells of this kind; these are of any kind."));
    }
    // Two beside each other: the card has the room.
    for pair in found.shades().collect::<Vec<_>>().chunks(2) {
        ui.horizontal(|ui| {
            for near in pair {
                let clicked = shade_row(ui, Some(color), near).clicked();
                if let Some(number) = worn_as(studio, near.item).filter(|_| clicked) {
                    requests.push(Request::Studio(Command::Bind(number, 0, Some(Box::new(near.item.clone())))));
                }
            }
        });
    }
    ui.label(soft("A click wears the shade where your look has a product of its kind."));
}

/// The field, the colours and the kinds; whether what is typed is a colour.
fn fields(ui: &mut Ui, asked: &mut Asked) -> bool {
    let mut understood = true;
    ui.horizontal(|ui| {
        ui.set_min_height(FIELD_HEIGHT);
        if let (_, Some(picked)) = colour_well::show(ui, say("Pick a colour"), asked.color, &[]) {
            (asked.color, asked.typed) = (picked, hex(picked));
        }
        let label = ui.label(say("Colour"));
        let edit = TextEdit::singleline(&mut asked.typed).char_limit(40).hint_text("#A06F4A").desired_width(FIELD);
        field(ui, edit).labelled_by(label.id);
        match colour::rgb8(&asked.typed) {
            Some(color) => asked.color = color,
            None => understood = false,
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = |kind: Option<Kind>| {
                kind.map_or_else(|| say("any kind").into(), |kind| capitalized(&say(kind.name()).replace('-', " ")))
            };
            let combo = ComboBox::from_id_salt("kind near a colour").selected_text(name(asked.kind)).width(CHOICE);
            let choices = |ui: &mut Ui| {
                let colored = Kind::ALL.into_iter().filter(|kind| kind.is_colored());
                for kind in std::iter::once(None).chain(colored.map(Some)) {
                    ui.selectable_value(&mut asked.kind, kind, name(kind));
                }
            };
            let chosen = edged(ui, |ui| combo.show_ui(ui, choices));
            chosen.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, say("Sold as")));
        });
    });
    ui.add_space(GAP / 2.0);
    understood
}

/// The product of the worn look that could be this shade.
fn worn_as(studio: &Studio, item: &Item) -> Option<usize> {
    studio.pieces().iter().position(|piece| Kind::of(piece.product()).is_some_and(|kind| Some(kind) == item.kind))
}
