//! The bar at the top: where the picture comes from, how it is seen, and saving it.

use egui::{Align, Key, Layout, RichText, Ui, accesskit::Action};

use super::{
    Request,
    tokens::{GAP, SPACE, Text, Tokens, icon},
    widgets::{button, captioned_button, chip, icon_button, menu_content, menu_entry, switch, wordmark},
};
use crate::{
    capture::SourceSpec,
    compose::Card,
    language::{self, say},
    pipeline::SourceStatus,
    preferences::{Appearance, TEXT_SCALES},
    studio::{ClientsChange, Command, Compare, Shared, Step, Studio, Topic},
};

/// In a bar that is narrower than this, points, buttons are signs without words; below the second, the program's name is left out.
const NARROW: (f32, f32) = (850.0, 610.0);
/// In a bar that is wider than this, points, the signs have words below them.
const WIDE: f32 = 1120.0;

/// Draws the bar; gives what the person asked for.
pub fn show(ui: &mut Ui, studio: &Studio) -> Vec<Request> {
    let mut requests = Vec::new();
    let (narrow, wide) = (ui.available_width() < NARROW.0, ui.available_width() >= WIDE);
    let word_button = |ui: &mut Ui, sign: &str, text: &str, hint: &str, strong: bool| {
        if narrow { icon_button(ui, sign, text, hint, false) } else { button(ui, sign, text, hint, strong) }
    };
    ui.horizontal_centered(|ui| {
        if ui.available_width() >= NARROW.1 {
            if wordmark(ui, "About Vanity", "About Vanity").clicked() {
                requests.push(Request::Studio(Command::ToggleAbout));
            }
            ui.add_space(SPACE);
        }
        let text = source_name(studio);
        let text = if narrow { text } else { shortened(&text, longest(ui)) };
        let source = word_button(ui, icon::CAMERA, &text, "Choose a camera", false);
        source_menu(&source, studio, &mut requests);
        if word_button(ui, icon::OPEN, "Open", "Open a photo, a clip or a look (O)", false).clicked() {
            requests.push(Request::ChooseFile);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hint = "Save or copy the picture (E; at once: Ctrl+S, Ctrl+C)";
            if word_button(ui, icon::SHARE, "Share", hint, true).clicked() {
                requests.push(Request::Studio(Command::Share(Some(Shared::Seen))));
            }
            ui.add_space(GAP);
            // All of them fit the narrowest window.
            ui.spacing_mut().item_spacing.x = 2.0;
            view_buttons(ui, studio, wide, &mut requests);
        });
    });
    requests
}

/// How everything looks, and what is seldom wanted.
fn settings(menu: &egui::Response, studio: &Studio, requests: &mut Vec<Request>) {
    let preferences = &studio.preferences;
    let behavior = egui::PopupCloseBehavior::CloseOnClickOutside;
    egui::Popup::menu(menu).close_behavior(behavior).show(|ui| {
        menu_content(ui, |ui| {
            ui.set_min_width(250.0);
            let tokens = Tokens::of(ui.ctx());
            let title = |ui: &mut Ui, text: &str| {
                ui.label(RichText::new(say(text)).font(Text::Small.font()).color(tokens.ink_soft));
            };
            let mut ask = |command: Command| requests.push(Request::Studio(command));
            title(ui, "Appearance");
            ui.horizontal(|ui| {
                let looks = [("System", Appearance::System), ("Light", Appearance::Light), ("Dark", Appearance::Dark)];
                for (name, appearance) in looks {
                    if chip(ui, name, preferences.appearance == appearance).clicked() {
                        ask(Command::Appear(appearance));
                    }
                }
            });
            title(ui, "Size of text and signs");
            ui.horizontal(|ui| {
                for scale in TEXT_SCALES {
                    let name = format!("{:.0} %", scale * 100.0);
                    if chip(ui, &name, preferences.text_scale == scale).clicked() {
                        ask(Command::ScaleText(scale));
                    }
                }
            });
            title(ui, "Language");
            ui.horizontal_wrapped(|ui| {
                let own =
                    language::learnt().iter().map(|language| (language.name.as_str(), Some(language.code.as_str())));
                for (name, code) in [("System", None), ("English", Some(language::ENGLISH))].into_iter().chain(own) {
                    if chip(ui, name, preferences.language.as_deref() == code).clicked() {
                        ask(Command::Speak(code.map(str::to_owned)));
                    }
                }
            });
            ui.add_space(GAP);
            let mut row = |ui: &mut Ui, name: &str, hint: &str, on: bool, command: Command| {
                ui.horizontal(|ui| {
                    if switch(ui, name, hint, on).clicked() {
                        ask(command);
                    }
                    ui.label(say(name));
                });
            };
            row(ui, "Less motion", "Nothing moves that need not", preferences.still, Command::ToggleStill);
            row(ui, "Speed", "Frame rate and latency (F)", studio.speed_shown, Command::ToggleSpeed);
            let hint = "The picture alone, for a video call to take it from the screen (V); Esc brings everything back";
            row(ui, "Only the picture", hint, studio.picture_only, Command::TogglePictureOnly);
            if cfg!(target_os = "linux") {
                let hint = "Programs for video calls find the made-up picture among their cameras (B)";
                row(ui, "Virtual camera", hint, studio.broadcast.is_some(), Command::ToggleBroadcast);
            }
            ui.separator();
            for (name, command) in [
                ("Catalogues of products", Command::ToggleCatalog),
                ("Client cards", Command::Clients(ClientsChange::Toggle)),
                ("Client's screen", Command::ToggleClientScreen),
                ("Help", Command::Help(Some(Topic::Start))),
                ("First steps", Command::Welcome(Some(Step::Camera))),
                ("About Vanity", Command::ToggleAbout),
            ] {
                if menu_entry(ui, name, false).clicked() {
                    requests.push(Request::Studio(command));
                    ui.close();
                }
            }
        })
    });
}

/// From right to left.
fn view_buttons(ui: &mut Ui, studio: &Studio, captioned: bool, requests: &mut Vec<Request>) {
    let show = |ui: &mut Ui, sign: &str, [caption, label, hint]: [&str; 3], on: bool| {
        if captioned {
            captioned_button(ui, sign, caption, label, hint, on)
        } else {
            icon_button(ui, sign, label, hint, on)
        }
    };
    let menu = show(ui, icon::MENU, ["Settings", "Settings", "Settings"], false);
    settings(&menu, studio, requests);
    let matched = studio.picking.is_some() || studio.card.is_some();
    let words = ["Match", "Match the light", "Match colours to the light with a card"];
    let pipette = show(ui, icon::PIPETTE, words, matched);
    egui::Popup::menu(&pipette).show(|ui| {
        ui.set_min_width(240.0);
        let mut entry = |ui: &mut Ui, name: &str, command: Command| {
            if menu_entry(ui, name, false).clicked() {
                requests.push(Request::Studio(command));
            }
        };
        entry(ui, "Click on a grey card", Command::PickCard(Some(Card::Grey)));
        entry(ui, "Click on white paper", Command::PickCard(Some(Card::White)));
        if matched {
            ui.separator();
            entry(ui, "Guess the light again", Command::ForgetCard);
        }
    });
    let mut toggle = |ui: &mut Ui, sign: &str, [label, hint]: [&str; 2], on: bool, command: Command| {
        if show(ui, sign, [label, label, hint], on).clicked() {
            requests.push(Request::Studio(command));
        }
    };
    let words = ["Advice", "What suits you, and why (A)"];
    toggle(ui, icon::ADVICE, words, studio.advising.is_some(), Command::ToggleAdvice);
    let words = ["Explain", "What the program sees in the picture (X)"];
    toggle(ui, icon::EXPLAIN, words, studio.explained, Command::ToggleExplain);
    toggle(ui, icon::MIRROR, ["Mirror", "As in a mirror (M)"], studio.mirror, Command::ToggleMirror);
    let words = ["Four looks", "Four looks beside each other (Q)"];
    toggle(ui, icon::FOUR, words, studio.board.is_some(), Command::ToggleBoard);
    let words = ["Split", "Before and after side by side (S)"];
    toggle(ui, icon::SPLIT, words, studio.compare != Compare::Off, Command::ToggleSplit);
    let words = ["Before", "Before", "Hold to see the bare face (Space)"];
    let before = show(ui, icon::BEFORE, words, studio.before_held);
    requests.extend(before_held(ui, &before, studio).map(|held| Request::Studio(Command::HoldBefore(held))));
}

/// Whether "before" begins or ends with this button: held with the pointer or a key, which ends wherever the keyboard is then, or switched
/// by a screen reader, which can hold nothing.
fn before_held(ui: &Ui, button: &egui::Response, studio: &Studio) -> Option<bool> {
    if ui.input(|input| input.has_accesskit_action_request(button.id, Action::Click)) {
        return Some(!studio.before_held);
    }
    let key = button.has_focus() && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space));
    if button.is_pointer_button_down_on() || key {
        return (!studio.before_held).then_some(true);
    }
    (studio.before_held && ui.input(|input| input.pointer.any_released())).then_some(false)
}

fn source_name(studio: &Studio) -> String {
    match &studio.status {
        SourceStatus::Streaming(name) => name.clone(),
        SourceStatus::Waiting(_) | SourceStatus::Failed(_) => name_of(&studio.source),
    }
}

fn source_menu(button: &egui::Response, studio: &Studio, requests: &mut Vec<Request>) {
    if button.clicked() {
        requests.push(Request::ListCameras);
    }
    egui::Popup::menu(button).show(|ui| {
        let tokens = Tokens::of(ui.ctx());
        ui.set_min_width(240.0);
        let mut entry = |ui: &mut Ui, name: &str, source: SourceSpec| {
            if menu_entry(ui, name, studio.source == source).clicked() {
                requests.push(Request::Studio(Command::Open(source)));
            }
        };
        for camera in &studio.cameras {
            entry(ui, &camera.name, SourceSpec::Camera(Some(camera.id.clone())));
        }
        if studio.cameras.is_empty() {
            ui.label(RichText::new(say("No camera is connected")).color(tokens.ink_soft));
            entry(ui, "Wait for a camera", SourceSpec::Camera(None));
        }
        ui.separator();
        entry(ui, "Sample portrait", SourceSpec::Demo);
    });
}

fn name_of(source: &SourceSpec) -> String {
    match source {
        SourceSpec::Demo => say("Sample portrait").into(),
        SourceSpec::Camera(_) => say("Camera").into(),
        SourceSpec::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    }
}

/// How many characters of a source's name leave the other buttons their room: 16 in the narrowest window.
fn longest(ui: &Ui) -> usize {
    const OTHERS: f32 = 772.0;
    const CHARACTER: f32 = 8.0;
    ((ui.ctx().content_rect().width() - OTHERS) / CHARACTER).clamp(12.0, 34.0) as usize
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.into() } else { text.chars().take(most - 1).chain(['…']).collect() }
}
