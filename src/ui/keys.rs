//! The keyboard.

use egui::{Context, Key, Modifiers};

use super::Request;
use crate::studio::{Command, Studio};

/// How much `+` and `-` change the intensity.
const INTENSITY_STEP: f32 = 0.1;

/// Keys of the first nine looks.
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// What the keys that were pressed since the last frame ask for.
pub fn requests(ctx: &Context, studio: &Studio) -> Vec<Request> {
    let mut requests = Vec::new();
    ctx.input_mut(|input| {
        if input.consume_key(Modifiers::COMMAND, Key::S) {
            requests.push(Request::Save);
        }
        if input.consume_key(Modifiers::COMMAND, Key::Q) {
            requests.push(Request::Close);
        }
        let simple = [
            (Key::S, Request::Studio(Command::ToggleSplit)),
            (Key::M, Request::Studio(Command::ToggleMirror)),
            (Key::F, Request::Studio(Command::ToggleSpeed)),
            (Key::O, Request::ChooseFile),
            (Key::F11, Request::ToggleFullScreen),
            (Key::ArrowRight, Request::Studio(Command::Step(1))),
            (Key::ArrowLeft, Request::Studio(Command::Step(-1))),
            (Key::Num0, Request::Studio(Command::Wear(None))),
            (Key::Plus, Request::Studio(Command::Intensity(studio.intensity + INTENSITY_STEP))),
            (Key::Equals, Request::Studio(Command::Intensity(studio.intensity + INTENSITY_STEP))),
            (Key::Minus, Request::Studio(Command::Intensity(studio.intensity - INTENSITY_STEP))),
        ];
        for (key, request) in simple {
            if input.consume_key(Modifiers::NONE, key) {
                requests.push(request);
            }
        }
        let asks = |event: &egui::Event| matches!(event, egui::Event::Text(text) if text == "?");
        if input.events.iter().any(asks) {
            requests.push(Request::Studio(Command::ToggleShortcuts));
        }
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            let close = if studio.shortcuts_shown { Command::ToggleShortcuts } else { Command::Wear(None) };
            requests.push(Request::Studio(close));
        }
        for (index, key) in DIGITS.into_iter().enumerate() {
            if input.consume_key(Modifiers::NONE, key) {
                requests.push(Request::Studio(Command::WearNth(index)));
            }
        }
    });
    requests.extend(before_key(ctx, studio).map(|held| Request::Studio(Command::HoldBefore(held))));
    requests
}

/// Space, unless the keyboard is on a button, which it presses.
fn before_key(ctx: &Context, studio: &Studio) -> Option<bool> {
    if ctx.memory(|memory| memory.focused().is_some()) {
        return None;
    }
    let (pressed, released) = ctx.input(|input| (input.key_pressed(Key::Space), input.key_released(Key::Space)));
    match (pressed, released) {
        (true, false) if !studio.before_held => Some(true),
        (_, true) if studio.before_held => Some(false),
        _ => None,
    }
}
