//! The panel of advice: what one frame tells of the person, which looks suit and why, and how a look is put on.

mod guide;
mod looks;
mod own_word;
mod shades;
mod skin;
mod you;

use egui::{Align, CollapsingHeader, Frame, Layout, Margin, Panel, RichText, ScrollArea, Spinner, Ui};

use super::{
    Request,
    pictures::Pictures,
    tokens::{GAP, MARGIN, SPACE, Text, Tokens, icon},
    widgets::{button, in_view, panel_frame, segments, side_panel, sign_button},
};
use crate::{
    advisor::quality::Quality,
    language::say,
    studio::{AdviceCommand, AdviceState, AdviceTab, Advising, Command, Studio},
};

/// Draws the panel at the right; gives what the person asked for.
pub fn side(ui: &mut Ui, studio: &Studio, advising: &Advising, pictures: &mut Pictures) -> Vec<Request> {
    let margin = Margin { left: 0, right: MARGIN as i8, top: 0, bottom: GAP as i8 };
    let frame = Frame::new().fill(Tokens::of(ui.ctx()).paper).inner_margin(margin);
    let panel = side_panel(Panel::right("advice"));
    panel.frame(frame).show(ui, |ui| show(ui, studio, advising, pictures)).inner
}

fn show(ui: &mut Ui, studio: &Studio, advising: &Advising, pictures: &mut Pictures) -> Vec<Request> {
    let mut requests = Vec::new();
    panel_frame(ui.ctx()).show(ui, |ui| {
        ui.set_min_size(ui.available_size());
        heading(ui, advising, &mut requests);
        match &advising.state {
            AdviceState::Unasked => unasked(ui, &mut requests),
            AdviceState::Looking => looking(ui),
            AdviceState::Failed(problem) => failed(ui, problem, &mut requests),
            AdviceState::Read(reading) if reading.advice.quality.tells_nothing() => {
                refused(ui, &reading.advice.quality, &mut requests);
            }
            AdviceState::Read(_) => read(ui, studio, advising, pictures, &mut requests),
        }
    });
    if advising.tab != AdviceTab::Guide {
        pictures.forget_step();
    }
    requests
}

fn heading(ui: &mut Ui, advising: &Advising, requests: &mut Vec<Request>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(say("Advice")).font(Text::Title.font()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.add_space(GAP);
            if sign_button(ui, icon::CLOSE, "Close the advice", "Close (A)", false).clicked() {
                requests.push(Request::Studio(Command::ToggleAdvice));
            }
            let again = advising.reading().is_some();
            if again && sign_button(ui, icon::RESET, "Look again", "Look at me again", false).clicked() {
                requests.push(Request::LookAtMe);
            }
            let hint = "Forget what was read, and what you said";
            if again && sign_button(ui, icon::DELETE, "Forget me", hint, false).clicked() {
                requests.push(Request::Studio(Command::Advice(AdviceCommand::Forget)));
            }
        });
    });
}

fn unasked(ui: &mut Ui, requests: &mut Vec<Request>) {
    let text = "One look at your bare face, only when you say so: your colouring, your shapes, how your skin looks, and what suits it. Look \
                straight into the camera, in daylight or plain white light, without glasses.";
    ui.label(say(text));
    ui.add_space(SPACE);
    if button(ui, icon::EXPLAIN, "Look at me", "Reads the newest picture, once", true).clicked() {
        requests.push(Request::LookAtMe);
    }
    ui.add_space(SPACE);
    note(
        ui,
        "Nothing of it leaves this computer, and nothing is written down. It is forgotten when you say so, with another picture or client, and with the program.",
    );
}

fn looking(ui: &mut Ui) {
    ui.add_space(SPACE * 3.0);
    ui.vertical_centered(|ui| {
        ui.add(Spinner::new().size(28.0));
        ui.add_space(GAP);
        ui.label(say("Looking…"));
    });
}

fn failed(ui: &mut Ui, problem: &str, requests: &mut Vec<Request>) {
    ui.label(say(problem));
    ui.add_space(SPACE);
    once_more(ui, requests);
}

fn once_more(ui: &mut Ui, requests: &mut Vec<Request>) {
    if button(ui, icon::EXPLAIN, "Look at me", "Reads the newest picture, once", true).clicked() {
        requests.push(Request::LookAtMe);
    }
}

fn refused(ui: &mut Ui, quality: &Quality, requests: &mut Vec<Request>) {
    ui.label(say("This picture does not tell enough to be trusted. Please:"));
    ui.add_space(GAP);
    to_do(ui, quality);
    ui.add_space(SPACE);
    once_more(ui, requests);
}

/// What to do better, line by line.
fn to_do(ui: &mut Ui, quality: &Quality) {
    for complaint in &quality.complaints {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("•").color(Tokens::of(ui.ctx()).accent));
            ui.label(say(complaint.advice()));
        });
    }
}

fn read(ui: &mut Ui, studio: &Studio, advising: &Advising, pictures: &mut Pictures, requests: &mut Vec<Request>) {
    let tabs = AdviceTab::ALL.map(AdviceTab::name);
    let shown = AdviceTab::ALL.iter().position(|tab| *tab == advising.tab).unwrap_or(0);
    if let Some(chosen) = ui
        .scope(|ui| {
            ui.set_max_width(ui.available_width() - 12.0);
            segments(ui, &tabs, shown)
        })
        .inner
    {
        requests.push(command(AdviceCommand::ShowTab(AdviceTab::ALL[chosen])));
    }
    ui.add_space(GAP);
    let Some((reading, measured)) = advising.reading().zip(advising.measured()) else { return };
    // Each step of the guide begins at its top.
    let step = if advising.tab == AdviceTab::Guide { advising.step } else { 0 };
    ScrollArea::vertical().id_salt(("advice", advising.tab.name(), step)).auto_shrink([false, false]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 12.0);
        match advising.tab {
            AdviceTab::You => you::show(ui, measured, &advising.said, requests),
            AdviceTab::Skin => skin::show(ui, &reading.advice, advising.heat, requests),
            AdviceTab::Looks => looks::show(ui, studio, advising, pictures, requests),
            AdviceTab::Shades => shades::show(ui, studio, advising, requests),
            AdviceTab::Guide => guide::show(ui, studio, advising, pictures, requests),
        }
        ui.add_space(GAP);
    });
}

fn command(command: AdviceCommand) -> Request {
    Request::Studio(Command::Advice(command))
}

/// A line of less weight.
fn note(ui: &mut Ui, text: &str) {
    let color = Tokens::of(ui.ctx()).ink_soft;
    ui.label(RichText::new(say(text)).font(Text::Small.font()).color(color));
}

/// Lines that are shown when they are asked for.
fn why(ui: &mut Ui, what: &str, lines: impl FnOnce(&mut Ui)) {
    let title = say!("Why: {what}", what = say(what));
    let title = RichText::new(title).font(Text::Small.font()).color(Tokens::of(ui.ctx()).ink_soft);
    in_view(&CollapsingHeader::new(title).id_salt(("why", what)).show(ui, lines).header_response);
}
