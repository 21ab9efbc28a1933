//! A card that is being made or changed. A new one needs the client's consent.

use egui::{TextEdit, Ui, WidgetInfo, accesskit::Role, text_edit::TextEditState};

use super::{
    super::{
        ClientsWish, Request,
        tokens::{GAP, SPACE},
        widgets::{button, field, in_view, switch},
    },
    changed, soft, title,
};
use crate::{
    language::say,
    salon::{ClientId, LONGEST_CONTACT, LONGEST_NAME, LONGEST_NOTES},
    studio::{ClientsChange, Draft},
};

/// What clients agree to; kept with the card as it was shown.
const CARD: &str = "I agree that this salon keeps a card about me: my name, how to reach me, notes, and the looks and products that were \
                    tried. It is kept encrypted on this computer, goes nowhere else, and is deleted when I ask for it.";
const PICTURES: &str = "I also agree that pictures of me before and after are kept with it.";

/// The wording of a consent, as it is shown now.
pub fn wording(pictures: bool) -> String {
    if pictures { format!("{}\n{}", say(CARD), say(PICTURES)) } else { say(CARD).into() }
}

pub fn show(ui: &mut Ui, draft: &Draft, busy: bool, requests: &mut Vec<Request>) {
    let mut changing = draft.clone();
    let details = &mut changing.details;
    text(ui, draft.of, "Name of the client", &mut details.name, LONGEST_NAME, 1);
    text(ui, draft.of, "Telephone, e-mail", &mut details.contact, LONGEST_CONTACT, 1);
    text(ui, draft.of, "Notes", &mut details.notes, LONGEST_NOTES, 4);
    if draft.of.is_none() {
        ui.add_space(GAP);
        title(ui, say("To be agreed to by the client"));
        changing.agreed ^= agreement(ui, CARD, "The client agrees to a card", changing.agreed);
        changing.pictures ^= agreement(ui, PICTURES, "The client agrees to pictures", changing.pictures);
    }
    ui.add_space(SPACE);
    let ready = !changing.details.name.trim().is_empty() && (draft.of.is_some() || changing.agreed);
    if !ready {
        soft(ui, say("A card needs a name, and the client's consent."));
    }
    ui.horizontal(|ui| {
        let keep = if draft.of.is_some() { "Keep the changes" } else { "Make the card" };
        if ready && button(ui, "", keep, "", true).clicked() && !busy {
            let details = changing.details.clone();
            requests.push(Request::Clients(match draft.of {
                Some(id) => ClientsWish::Change(id, details),
                None => ClientsWish::Enrol(details, wording(changing.pictures), changing.pictures),
            }));
        }
        if button(ui, "", "Cancel", "", false).clicked() {
            requests.push(changed(ClientsChange::Draft(None)));
        }
    });
    if changing != *draft && !requests.contains(&changed(ClientsChange::Draft(None))) {
        requests.insert(0, changed(ClientsChange::Draft(Some(changing))));
    }
}

fn text(ui: &mut Ui, of: Option<ClientId>, label: &str, value: &mut String, longest: usize, rows: usize) {
    title(ui, say(label));
    let (id, empty) = (egui::Id::unique(("client's", label, of)), value.is_empty());
    let edit = if rows > 1 { TextEdit::multiline(value).desired_rows(rows) } else { TextEdit::singleline(value) };
    // A field of its own for each client: undoing brings nothing of another one back. A new client has none yet, so what was typed for the
    // last one is let go of where the field is empty.
    if empty && !ui.memory(|memory| memory.has_focus(id)) {
        ui.ctx().data_mut(|data| data.remove::<TextEditState>(id));
    }
    let response =
        field(ui, edit.id(id).char_limit(longest).desired_width(f32::INFINITY).margin(egui::Margin::symmetric(12, 8)));
    let role = if rows > 1 { Role::MultilineTextInput } else { Role::TextInput };
    response.widget_info(|| WidgetInfo::labeled(role, true, say(label)));
    in_view(&response);
}

/// Whether the switch was pressed.
fn agreement(ui: &mut Ui, wording: &str, label: &str, on: bool) -> bool {
    ui.horizontal_top(|ui| {
        let clicked = switch(ui, label, "Only when the client has read this and agrees", on).clicked();
        ui.vertical(|ui| soft(ui, say(wording)));
        clicked
    })
    .inner
}
