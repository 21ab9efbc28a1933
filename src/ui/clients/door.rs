//! What is seen while the cards are locked: how they are to be locked, or the field for the passphrase.

use egui::{Id, Key, Spinner, TextEdit, Ui, WidgetInfo, accesskit::Role, text_edit::TextEditState};

use super::{
    super::{
        ClientsWish, Request,
        tokens::{GAP, SPACE, icon},
        widgets::{button, chip, field, in_view},
    },
    soft, title,
};
use crate::{
    language::say,
    salon::{Passphrase, SHORTEST_PASSPHRASE, Secret},
    studio::{Clients, Door},
};

pub fn show(ui: &mut Ui, clients: &Clients, requests: &mut Vec<Request>) {
    match clients.door {
        Door::Waiting => {
            ui.vertical_centered(|ui| ui.add(Spinner::new().size(24.0)));
            if clients.problem.is_some() && button(ui, "", "Try again", "", true).clicked() {
                requests.push(Request::Clients(ClientsWish::Knock));
            }
        }
        Door::New => {
            ui.label(say("Cards of clients are kept in an encrypted file on this computer, and nowhere else. Choose what opens it."));
            choose(ui, clients, ClientsWish::Open, requests);
        }
        Door::Locked => {
            ui.label(say("The cards are locked."));
            let (typed, entered) = passphrase(ui, "Passphrase");
            let pressed = button(ui, icon::UNLOCKED, "Open the cards", "", true).clicked();
            if (entered || pressed) && !typed.is_empty() && clients.busy == 0 {
                forget(ui.ctx());
                requests.push(Request::Clients(ClientsWish::Open(Secret::Passphrase(Passphrase::new(typed)))));
            }
            let hint = "Where the key of these cards lies in the system's keyring";
            if chip(ui, "Use the keyring", false).on_hover_text(say(hint)).clicked() && clients.busy == 0 {
                requests.push(Request::Clients(ClientsWish::Open(Secret::Keyring)));
            }
        }
        Door::Closed | Door::Open => {
            ui.label(say("The cards are locked."));
            if button(ui, icon::UNLOCKED, "Open the cards", "With the key in the keyring, or a passphrase", true)
                .clicked()
            {
                requests.push(Request::Clients(ClientsWish::Knock));
            }
        }
    }
}

/// How the cards are to be locked: both ways, and what each means.
pub fn choose(ui: &mut Ui, clients: &Clients, wish: impl Fn(Secret) -> ClientsWish, requests: &mut Vec<Request>) {
    ui.add_space(GAP);
    title(ui, say("A passphrase"));
    soft(ui, say("Eight characters or more. Nothing opens the cards when it is forgotten."));
    let (typed, _) = passphrase(ui, "New passphrase");
    let (again, entered) = passphrase(ui, "Once more");
    let pressed = button(ui, icon::LOCKED, "Use this passphrase", "", true).clicked();
    if !typed.is_empty() && typed.trim().chars().count() < SHORTEST_PASSPHRASE {
        soft(ui, say("That is too short: eight characters or more."));
    } else if !typed.is_empty() && again.is_empty() {
        soft(ui, say("Type it once more, so that no slip locks you out."));
    } else if !again.is_empty() && again != typed {
        soft(ui, say("The two are not the same."));
    } else if (entered || pressed) && !again.is_empty() && clients.busy == 0 {
        forget(ui.ctx());
        requests.push(Request::Clients(wish(Secret::Passphrase(Passphrase::new(typed)))));
    }
    ui.add_space(SPACE);
    title(ui, say("Or the system's keyring"));
    soft(ui, say("The key is kept for whoever is logged in on this computer."));
    let hint = "A random key, which the system keeps";
    if button(ui, icon::LOCKED, "Use the keyring", hint, false).clicked() && clients.busy == 0 {
        requests.push(Request::Clients(wish(Secret::Keyring)));
    }
}

/// What was typed into the fields that are there; kept until it is given.
#[derive(Clone, Default)]
struct Typed(Vec<(&'static str, String)>);

fn typed_id() -> Id {
    Id::unique("passphrases")
}

/// A field for a passphrase: what is in it, and whether Enter was pressed there.
fn passphrase(ui: &mut Ui, label: &'static str) -> (String, bool) {
    let mut all: Typed = ui.ctx().data(|data| data.get_temp(typed_id())).unwrap_or_default();
    let place = all.0.iter().position(|(of, _)| *of == label).unwrap_or_else(|| {
        all.0.push((label, String::new()));
        all.0.len() - 1
    });
    let typed = &mut all.0[place].1;
    let edit = TextEdit::singleline(typed)
        .id(field_id(label))
        .password(true)
        .hint_text(say(label))
        .desired_width(f32::INFINITY);
    let response = field(ui, edit.margin(egui::Margin::symmetric(12, 9)));
    response.widget_info(|| WidgetInfo::labeled(Role::PasswordInput, true, say(label)));
    in_view(&response);
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let text = typed.clone();
    ui.ctx().data_mut(|data| data.insert_temp(typed_id(), all));
    (text, entered)
}

fn field_id(label: &str) -> Id {
    Id::unique(("passphrase", label))
}

/// What was typed is not kept any longer, nor can it be brought back by undoing.
pub fn forget(ctx: &egui::Context) {
    ctx.data_mut(|data| {
        for (label, _) in data.remove_temp::<Typed>(typed_id()).unwrap_or_default().0 {
            data.remove::<TextEditState>(field_id(label));
        }
    });
}
