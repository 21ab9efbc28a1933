//! The first steps: camera, privacy, a first look. Each can be skipped.

use egui::{Align, Context, Key, Layout, RichText, Sense, Ui, vec2};

use super::{
    Request, card,
    pictures::Pictures,
    shelf,
    tokens::{GAP, ICON_BUTTON, SPACE, Text, Tokens, icon},
    widgets::{button, chip},
};
use crate::{
    capture::SourceSpec,
    language::say,
    studio::{Command, Step, Studio},
};

/// Width of the card, points.
const WIDTH: f32 = 520.0;
/// Looks that are offered: of different families, from hardly there to bold.
const OFFERED: [&str; 4] = ["barely-there", "soft-rose", "classic-red", "smoky-plum"];

/// Draws the step that the person is at; gives what they did.
pub fn show(ctx: &Context, studio: &Studio, pictures: &Pictures) -> Vec<Request> {
    let Some(step) = studio.welcome else { return Vec::new() };
    let mut requests = Vec::new();
    let (title, text) = words(step, studio);
    // The face stays in sight: the last step puts looks on it.
    let shown = card::show_below(ctx, "welcome", say(title), |ui| {
        ui.set_width(WIDTH);
        ui.label(RichText::new(say(title)).font(Text::Wordmark.font()));
        ui.label(RichText::new(say(text)).color(Tokens::of(ctx).ink_soft));
        ui.add_space(SPACE);
        match step {
            Step::Camera => cameras(ui, studio, &mut requests),
            Step::Privacy => privacy(ui),
            Step::Look => looks(ui, studio, pictures, &mut requests),
        }
        ui.add_space(SPACE * 1.5);
        buttons(ui, step, &mut requests);
    });
    // Where the keyboard is on something, Enter presses that.
    let free = ctx.memory(|memory| memory.focused().is_none());
    let forward = free && ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Enter));
    if shown.should_close() {
        requests.push(to(None));
    } else if forward && requests.is_empty() {
        requests.push(to(step.next()));
    }
    requests
}

/// Offers the look that was being made when the program ended without having been closed.
pub fn left_over(ctx: &Context, studio: &Studio) -> Option<Request> {
    let look = studio.left_over.as_ref().filter(|_| studio.welcome.is_none())?;
    let shown = card::show(ctx, "left over", say("Go on where you were?"), |ui| {
        ui.set_width(420.0);
        ui.label(RichText::new(say("Go on where you were?")).font(Text::Title.font()));
        let text = say!("“{name}” had changes that were not saved when the program ended.", name = say(&look.name));
        ui.label(RichText::new(text).color(Tokens::of(ctx).ink_soft));
        ui.add_space(SPACE);
        ui.horizontal(|ui| {
            let yes = button(ui, "", "Wear it again", "As it was", true).clicked();
            let no = button(ui, "", "Forget it", "The changes are gone then", false).clicked();
            if yes || no { Some(yes) } else { None }
        })
        .inner
    });
    shown.inner.map(|wanted| Request::Studio(Command::TakeUp(wanted)))
}

fn to(step: Option<Step>) -> Request {
    Request::Studio(Command::Welcome(step))
}

fn words(step: Step, studio: &Studio) -> (&'static str, &'static str) {
    match step {
        Step::Camera if studio.cameras.is_empty() => (
            "Hello.",
            "No camera is connected. Plug one in at any time, or begin with our sample portrait, or a photo of your own.",
        ),
        Step::Camera => ("Hello.", "Which camera shows you? You can change it later, at the top left."),
        Step::Privacy => (
            "Only you see you.",
            "Everything happens on this computer: no picture leaves it, and none is kept unless you save it.",
        ),
        Step::Look => ("A first look.", "Try one. There are many more below the picture, and each can be changed."),
    }
}

fn cameras(ui: &mut Ui, studio: &Studio, requests: &mut Vec<Request>) {
    ui.horizontal_wrapped(|ui| {
        let mut entry = |ui: &mut Ui, name: &str, chosen: bool, source: SourceSpec| {
            if chip(ui, name, chosen).clicked() && !chosen {
                requests.push(Request::Studio(Command::Open(source)));
            }
        };
        for (index, camera) in studio.cameras.iter().enumerate() {
            let source = SourceSpec::Camera(Some(camera.id.clone()));
            let first = index == 0 && studio.source == SourceSpec::Camera(None);
            entry(ui, &camera.name, first || studio.source == source, source);
        }
        entry(ui, "Sample portrait", studio.source == SourceSpec::Demo, SourceSpec::Demo);
        let own = matches!(studio.source, SourceSpec::File(_));
        if chip(ui, "A photo of your own…", own).clicked() {
            requests.push(Request::ChooseFile);
        }
    });
}

fn privacy(ui: &mut Ui) {
    let tokens = Tokens::of(ui.ctx());
    for (sign, text) in [
        (icon::NO_NETWORK, "No network: the program never connects to anything."),
        (icon::NOT_KEPT, "Nothing is recorded. What you save goes where you say."),
        (icon::LOCKED, "Faces are found, never recognised: it does not know who you are."),
    ] {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(28.0, 28.0), Sense::hover());
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, sign, Text::Icon.font(), tokens.accent);
            ui.label(say(text));
        });
    }
}

fn looks(ui: &mut Ui, studio: &Studio, pictures: &Pictures, requests: &mut Vec<Request>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE;
        for look in OFFERED.iter().filter_map(|id| studio.all_looks().find(|look| look.id == *id)) {
            let worn = studio.worn.as_ref() == Some(&look.id);
            let thumbnail = pictures.thumbnail(&look.id).map(egui::TextureHandle::id);
            let card = shelf::card(ui, look, thumbnail, worn, studio.mirror);
            if shelf::hinted(card, look).clicked() {
                requests.push(Request::Studio(Command::Wear(Some(look.id.clone()))));
            }
        }
    });
}

/// How far one is, the way back, and the way on.
fn buttons(ui: &mut Ui, step: Step, requests: &mut Vec<Request>) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        for other in Step::ALL {
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, ICON_BUTTON), Sense::hover());
            let color = if other == step { tokens.accent } else { tokens.edge };
            ui.painter().circle_filled(rect.center(), 4.0, color);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            let (text, hint) = if step.next().is_some() { ("Next", "On (Enter)") } else { ("Start", "Begin (Enter)") };
            if button(ui, "", text, hint, true).clicked() {
                requests.push(to(step.next()));
            }
            if let Some(before) = step.back()
                && button(ui, "", "Back", "", false).clicked()
            {
                requests.push(to(Some(before)));
            }
            if step.next().is_some() && button(ui, "", "Skip", "Straight to the studio (Esc)", false).clicked() {
                requests.push(to(None));
            }
        });
    });
}
