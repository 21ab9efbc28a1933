//! A table that may become a catalogue: which column tells what, the first shades, and the rows that are none.

use std::sync::Arc;

use egui::{
    Align, Color32, ComboBox, Grid, Label, Layout, RichText, ScrollArea, Sense, Stroke, TextEdit, TextStyle, Ui, vec2,
};

use super::{
    CatalogWish, Request,
    tokens::{FIELD_HEIGHT, GAP, SPACE, Text, Tokens, icon},
    widgets::{button, edged, field, in_view},
};
use crate::{
    catalog::{Field, Import, Item, Kind, Note},
    language::say,
    look::names::capitalized,
    studio::{CatalogChange, Command, Studio},
};

/// Shades that are shown of a table.
const PREVIEW: usize = 8;
/// Rows that are told one by one; the command line tells all.
const MOST_TOLD: usize = 200;
/// Radius of a colour, points.
const SWATCH: f32 = 8.0;
/// Width of a choice of columns, points.
const CHOICE: f32 = 130.0;
/// What a choice of columns says where there is none.
const NOWHERE: &str = "—";

/// Draws what becomes of a table; gives what the person did.
pub fn show(ui: &mut Ui, studio: &Studio, name: &str, import: &Arc<Import>, room: f32, requests: &mut Vec<Request>) {
    call(ui, name, requests);
    let tokens = Tokens::of(ui.ctx());
    let counts = say!(
        "{rows} rows: {shades} shades, {rejected} rejected",
        rows = import.table.rows.len(),
        shades = import.items.len(),
        rejected = import.rejected.len()
    );
    ui.label(RichText::new(counts).font(Text::Strong.font()));
    if import.lacks_color() {
        ui.label(RichText::new(say("Which column holds the colour? Choose it below.")).color(tokens.accent));
    }
    // With less it would grow from frame to frame, and the card with it.
    let most = (room - 110.0).max(120.0);
    let list = ScrollArea::vertical().id_salt("table").auto_shrink(false).max_height(most).min_scrolled_height(most);
    list.show(ui, |ui| {
        ui.set_width(ui.available_width() - 12.0);
        ui.visuals_mut().widgets.inactive.weak_bg_fill = tokens.raised;
        heading(ui, "The first shades");
        import.items.iter().take(PREVIEW).for_each(|item| preview(ui, item));
        heading(ui, "Which column tells what");
        mapper(ui, import, requests);
        notes(ui, import, "Rejected rows", &import.rejected);
        notes(ui, import, "Kept, but", &import.notes);
    });
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        let replaces = studio.catalogs.kept.iter().any(|catalog| catalog.name == name.trim());
        let (text, hint) = match replaces {
            true => ("Replace", "A catalogue of this name is kept: these shades take its place"),
            false => ("Import", "Keep these shades on this computer"),
        };
        let ready = !import.items.is_empty();
        let import_it = ui.add_enabled_ui(ready, |ui| button(ui, icon::CHECK, text, hint, true)).inner;
        if import_it.clicked() && ready {
            requests.push(Request::Catalog(CatalogWish::Keep(Arc::clone(import), name.into())));
        }
        if button(ui, "", "Cancel", "Do not import it", false).clicked() {
            requests.push(Request::Studio(Command::Catalog(CatalogChange::Import(None))));
        }
    });
}

fn call(ui: &mut Ui, name: &str, requests: &mut Vec<Request>) {
    ui.horizontal(|ui| {
        ui.set_min_height(FIELD_HEIGHT);
        let label = ui.label(say("Name"));
        let mut typed = name.to_owned();
        let edit = TextEdit::singleline(&mut typed).char_limit(crate::catalog::MAX_NAME).desired_width(300.0);
        if field(ui, edit).labelled_by(label.id).changed() {
            requests.push(Request::Studio(Command::Catalog(CatalogChange::Name(typed))));
        }
    });
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(GAP);
    ui.label(RichText::new(say(text)).font(Text::Strong.font()).color(Tokens::of(ui.ctx()).ink_soft));
}

fn preview(ui: &mut Ui, item: &Item) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(2.0 * SWATCH + 2.0, 2.0 * SWATCH + 2.0), Sense::hover());
        let [r, g, b] = item.color;
        let ring = Stroke::new(1.0, tokens.ink_soft.gamma_multiply(0.6));
        ui.painter().circle(rect.center(), SWATCH, Color32::from_rgb(r, g, b), ring);
        let told = [
            item.kind.map(|kind| say(kind.name()).replace('-', " ")),
            item.finish.map(|finish| say(finish.name()).into()),
            item.coverage.map(|coverage| say(coverage.phrase()).into()),
            item.article.price.as_ref().map(ToString::to_string),
        ];
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let told: Vec<String> = told.into_iter().flatten().collect();
            ui.label(RichText::new(told.join(" · ")).font(Text::Small.font()).color(tokens.ink_soft));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(item.name()).truncate()));
        });
    });
}

fn mapper(ui: &mut Ui, import: &Arc<Import>, requests: &mut Vec<Request>) {
    Grid::new("columns").num_columns(2).min_row_height(FIELD_HEIGHT).spacing(vec2(SPACE, 4.0)).show(ui, |ui| {
        // What stands before a list of choices stands on its middle line.
        let choice_height = ui.text_style_height(&TextStyle::Button) + 2.0 * ui.spacing().button_padding.y;
        ui.spacing_mut().interact_size.y = choice_height.max(FIELD_HEIGHT);
        let beside = |ui: &mut Ui, text: &str| ui.horizontal(|ui| ui.label(text)).inner.id;
        for field in Field::ALL {
            let label = beside(ui, say(field.label()));
            ui.horizontal(|ui| {
                let places = if field.is_triple() { 3 } else { 1 };
                for place in 0..places {
                    if let Some(columns) = choice(ui, import, field, place, label) {
                        requests.push(Request::Catalog(CatalogWish::Map(Arc::clone(import), field, columns)));
                    }
                }
            });
            ui.end_row();
        }
        let label = beside(ui, say("All are"));
        if let Some(kind) = kinds(ui, import.kind, label) {
            requests.push(Request::Catalog(CatalogWish::Sort(Arc::clone(import), kind)));
        }
        ui.end_row();
    });
}

/// One choice of a column; gives all columns of the field where another is chosen.
fn choice(ui: &mut Ui, import: &Import, field: Field, place: usize, label: egui::Id) -> Option<Vec<usize>> {
    let columns = import.mapping.of(field);
    let name = |&column: &usize| import.table.columns[column].as_str();
    let chosen = if field.is_triple() {
        columns.get(place).map(name).unwrap_or(NOWHERE).to_owned()
    } else {
        let all: Vec<&str> = columns.iter().map(name).collect();
        if all.is_empty() { NOWHERE.into() } else { all.join(say(", else ")) }
    };
    let mut taken = None;
    let combo = ComboBox::from_id_salt(("column", field, place)).selected_text(chosen).width(CHOICE).truncate();
    let choices = |ui: &mut Ui| {
        if ui.selectable_label(columns.get(place).is_none(), NOWHERE).clicked() {
            taken = Some(columns.iter().take(place).copied().collect());
        }
        for (column, title) in import.table.columns.iter().enumerate() {
            if ui.selectable_label(columns.get(place) == Some(&column), title).clicked() {
                taken = Some(with_column(field, columns, place, column));
            }
        }
    };
    let shown = edged(ui, |ui| combo.show_ui(ui, choices));
    in_view(&shown.response.labelled_by(label));
    taken
}

/// A field's columns with another one at a place; all other fields have but one.
fn with_column(field: Field, columns: &[usize], place: usize, column: usize) -> Vec<usize> {
    if !field.is_triple() {
        return vec![column];
    }
    let mut columns = columns.to_vec();
    columns.resize(columns.len().max(place + 1), column);
    columns[place] = column;
    columns
}

fn kinds(ui: &mut Ui, kind: Option<Kind>, label: egui::Id) -> Option<Option<Kind>> {
    let name = |kind: Option<Kind>| {
        kind.map_or_else(|| say("as told").into(), |kind| capitalized(&say(kind.name()).replace('-', " ")))
    };
    let mut taken = None;
    let combo = ComboBox::from_id_salt("kind of all").selected_text(name(kind)).width(CHOICE);
    let choices = |ui: &mut Ui| {
        for one in std::iter::once(None).chain(Kind::ALL.map(Some)) {
            if ui.selectable_label(one == kind, name(one)).clicked() {
                taken = Some(one);
            }
        }
    };
    let shown = edged(ui, |ui| combo.show_ui(ui, choices));
    in_view(&shown.response);
    shown.response.labelled_by(label).on_hover_text(say("What all shades are sold as, where no column tells it"));
    taken
}

fn notes(ui: &mut Ui, import: &Import, title: &str, notes: &[Note]) {
    if notes.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui.ctx());
    heading(ui, title);
    let told = |text: String| RichText::new(text).font(Text::Small.font()).color(tokens.ink_soft);
    for note in notes.iter().take(MOST_TOLD) {
        let text = match import.table.counts {
            "entry" => say!("Entry {number}: {text}", number = note.number, text = note.text),
            _ => say!("Line {number}: {text}", number = note.number, text = note.text),
        };
        ui.label(told(text));
    }
    if notes.len() > MOST_TOLD {
        let rest = notes.len() - MOST_TOLD;
        ui.label(told(say!("and {rest} more: `vanity catalog import --dry-run` tells all", rest = rest)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triple_is_filled_one_by_one() {
        assert_eq!(with_column(Field::Brand, &[1, 2], 0, 7), [7]);
        assert_eq!(with_column(Field::Lab, &[], 0, 4), [4]);
        assert_eq!(with_column(Field::Lab, &[4], 1, 5), [4, 5]);
        assert_eq!(with_column(Field::Lab, &[4, 5, 6], 1, 9), [4, 9, 6]);
    }
}
