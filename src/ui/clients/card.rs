//! One client: what is written on the card, what was agreed to, and all consultations.

use egui::{RichText, Ui};

use super::{
    super::{
        ClientsWish, Request,
        pictures::Pictures,
        tokens::{GAP, SPACE, Text, Tokens, icon},
        widgets::{button, chip},
    },
    changed, consultation, day, delete, draft, soft, title,
};
use crate::{
    language::say,
    salon::{Consent, Covers},
    studio::{ClientCard, Clients, ClientsChange, Draft},
};

pub fn show(ui: &mut Ui, clients: &Clients, card: &ClientCard, pictures: &mut Pictures, requests: &mut Vec<Request>) {
    let client = &card.client;
    if !client.details.contact.is_empty() {
        ui.label(&client.details.contact);
    }
    if !client.details.notes.is_empty() {
        soft(ui, &client.details.notes);
    }
    if button(ui, icon::WAND, "Begin a consultation", "Keep what is tried from now on", true).clicked()
        && clients.busy == 0
    {
        requests.push(Request::Clients(ClientsWish::Begin(client.id)));
    }
    ui.add_space(GAP);
    if card.consultations.is_empty() {
        soft(ui, say("There was no consultation yet."));
    }
    for one in &card.consultations {
        ui.push_id(("consultation", one.id), |ui| {
            ui.label(RichText::new(day(one.visit.at)).font(Text::Strong.font()));
            consultation::pictures(ui, card, one, pictures);
            let looks: Vec<&str> = one.visit.looks_tried.iter().map(|look| say(&look.name)).collect();
            if !looks.is_empty() {
                soft(ui, &looks.join(say(", ")));
            }
            if !one.visit.notes.is_empty() {
                soft(ui, &one.visit.notes);
            }
            if chip(ui, "Open", false).clicked() {
                requests.push(changed(ClientsChange::Visit(Some(one.id))));
            }
        });
        ui.add_space(GAP);
    }
    ui.add_space(SPACE);
    consent(ui, card, requests);
    ui.add_space(SPACE);
    ui.horizontal_wrapped(|ui| {
        if chip(ui, "Change the card", false).clicked() {
            let draft = Draft { of: Some(client.id), details: client.details.clone(), ..Draft::default() };
            requests.push(changed(ClientsChange::Draft(Some(draft))));
        }
        if chip(ui, "Export their data", false)
            .on_hover_text(say("A folder with all that is known, to hand over"))
            .clicked()
        {
            requests.push(Request::ExportClient(client.id, client.details.name.clone()));
        }
    });
    let warning = "Everything about this client is deleted for good.";
    delete(ui, clients.asked, "Delete the client", warning, ClientsWish::Forget(client.id), requests);
}

fn consent(ui: &mut Ui, card: &ClientCard, requests: &mut Vec<Request>) {
    let client = &card.client;
    title(ui, say("Agreed to"));
    ui.label(agreed(&client.consent)).on_hover_text(client.consent.wording());
    if !card.earlier_consents.is_empty() {
        soft(ui, say("Before that:"));
    }
    for earlier in &card.earlier_consents {
        let text = RichText::new(agreed(earlier)).font(Text::Small.font()).color(Tokens::of(ui.ctx()).ink_soft);
        ui.label(text).on_hover_text(earlier.wording());
    }
    if client.consent.covers() == Covers::CardAndPictures {
        let hint = "Deletes the pictures that there are, and keeps none from now on";
        if chip(ui, "No pictures any more", false).on_hover_text(say(hint)).clicked() {
            requests.push(Request::Clients(ClientsWish::WithdrawPictures(client.id)));
        }
        return;
    }
    soft(ui, &draft::wording(true));
    if chip(ui, "The client has read this and agrees", false).clicked() {
        requests.push(Request::Clients(ClientsWish::Agree(client.id, draft::wording(true))));
    }
}

/// When what was agreed to.
fn agreed(consent: &Consent) -> String {
    let when = day(consent.at());
    match (consent.covers() == Covers::CardAndPictures, consent.pictures_withdrawn()) {
        (true, _) => say!("{day}: the card, and pictures", day = when),
        (false, Some(withdrawn)) => {
            say!("{day}: the card; pictures not since {withdrawn}", day = when, withdrawn = day(withdrawn))
        }
        (false, None) => say!("{day}: the card, without pictures", day = when),
    }
}
