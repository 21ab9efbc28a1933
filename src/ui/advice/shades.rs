//! Foundation that one can buy, the nearest to the skin first.

use egui::{RichText, Ui};

use super::note;
use crate::{
    advisor::shades,
    catalog::Near,
    language::say,
    look::Product,
    raster::difference::Lab,
    studio::{Advising, Command, Studio},
    ui::{
        Request,
        nearest::shade_row,
        tokens::{GAP, SPACE, Text, Tokens, icon},
        widgets::button,
    },
};

pub(super) fn show(ui: &mut Ui, studio: &Studio, advising: &Advising, requests: &mut Vec<Request>) {
    let Some(tone) = advising.reading().and_then(|reading| reading.advice.tone.as_ref()) else {
        ui.label(say("This picture does not tell what colour your skin is."));
        return;
    };
    if advising.shades.is_empty() {
        ui.label(say("Import a table of real foundation shades, and the nearest to your skin stand here."));
        ui.add_space(SPACE);
        if button(ui, icon::OPEN, "Import a catalogue", "CSV or JSON", true).clicked() {
            requests.push(Request::Studio(Command::ToggleCatalog));
        }
        return;
    }
    let doubt = shades::doubt(tone);
    let text = say!(
        "Ranked by CIEDE2000 from your skin. The picture tells your skin to ± {doubt}: shades within that cannot be told apart here.",
        doubt = format_args!("{doubt:.1}")
    );
    note(ui, &text);
    let worn = studio.pieces().iter().position(|piece| matches!(piece.product(), Product::Foundation(_)));
    let mut beyond = false;
    for (item, one) in &advising.shades {
        if !one.within_doubt && !beyond {
            beyond = true;
            ui.add_space(GAP);
            ui.label(RichText::new(say("Further away")).font(Text::Small.font()).color(Tokens::of(ui.ctx()).ink_soft));
        }
        let near = Near { item, difference: one.difference };
        let row = shade_row(ui, Some(Lab(tone.lab)), &near);
        if let Some(piece) = worn.filter(|_| row.clicked()) {
            requests.push(Request::Studio(Command::Bind(piece, 0, Some(Box::new(item.clone())))));
        }
    }
    ui.add_space(GAP);
    let text = match worn {
        Some(_) => "A click wears the shade as the foundation of your look.",
        None => "Wear a look with foundation, and a click wears the shade.",
    };
    note(ui, text);
}
