//! What the program is: its name and version, what becomes of pictures, and the licences of the program and its models.

use egui::{Align, Context, Layout, RichText, ScrollArea, Ui};

use super::{
    card,
    tokens::{GAP, SPACE, Text, Tokens, icon},
    widgets::sign_button,
};
use crate::{
    inference::ModelEntry,
    language::say,
    look::names::capitalized,
    studio::{Command, Studio},
};

/// Width of the text, points.
const WIDTH: f32 = 460.0;
/// Room that the window keeps above and below, points.
const ROOM: f32 = 150.0;

const PRIVACY: &str =
    "Nothing leaves this computer: pictures are never sent anywhere, and none is stored unless you save it.";
const PROGRAM: &str = "MIT or Apache-2.0, as you like.";
const PARTS: &str = "Fonts: Inter, Cormorant Garamond, Noto Sans SC and Noto Serif SC, SIL Open Font License. Icons: Lucide, ISC. \
                     Sample portrait: NASA, public domain. Client cards: SQLCipher, copyright ZETETIC LLC, BSD-3-Clause.";

/// Draws it in the middle of the window; gives what the person did.
pub fn show(ctx: &Context, studio: &Studio) -> Option<Command> {
    let shown = card::show_above_hints(ctx, "about", "Vanity", |ui| {
        ui.set_width(WIDTH);
        let closed = heading(ui);
        let most = ctx.content_rect().height() - ROOM;
        ScrollArea::vertical().id_salt("about").max_height(most).min_scrolled_height(most).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = GAP / 2.0;
            ui.spacing_mut().interact_size.y = 0.0;
            ui.label(say(PRIVACY));
            licences(ui, &studio.models);
        });
        closed
    });
    (shown.inner || shown.should_close()).then_some(Command::ToggleAbout)
}

fn heading(ui: &mut Ui) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let closed = ui.horizontal(|ui| {
        ui.label(RichText::new("Vanity").font(Text::Wordmark.font()));
        let version = say!("Version {version}", version = env!("CARGO_PKG_VERSION"));
        ui.label(RichText::new(version).color(tokens.ink_soft));
        let at_right = Layout::right_to_left(Align::Center);
        ui.with_layout(at_right, |ui| sign_button(ui, icon::CLOSE, "Close", "Close (Esc)", false).clicked()).inner
    });
    ui.add_space(GAP);
    closed.inner
}

fn licences(ui: &mut Ui, models: &[ModelEntry]) {
    let tokens = Tokens::of(ui.ctx());
    let small = |text: &str| RichText::new(say(text)).font(Text::Small.font()).color(tokens.ink_soft);
    let title = |ui: &mut Ui, text: &str| {
        ui.add_space(SPACE);
        ui.label(RichText::new(say(text)).font(Text::Strong.font()).color(tokens.ink_soft));
    };
    title(ui, "Licence of the program");
    ui.label(say(PROGRAM));
    ui.label(small(PARTS));
    title(ui, "Licences of the models");
    if models.is_empty() {
        ui.label(say("The list of models cannot be read: `vanity doctor` says why."));
    }
    for model in models {
        ui.horizontal(|ui| {
            ui.label(&model.name);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(&model.licence));
        });
        ui.label(small(&model.purpose));
        if let Some(restriction) = model.restriction() {
            let text = RichText::new(say!("{sentence}.", sentence = capitalized(say(restriction))));
            ui.label(text.font(Text::Strong.font()).color(tokens.accent));
        }
        ui.add_space(GAP / 2.0);
    }
}
