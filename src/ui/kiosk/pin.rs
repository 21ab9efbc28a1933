//! The number that lets whoever runs the kiosk leave it.

use egui::{Event as Input, Key, RichText, Ui, vec2};

use super::{
    Shown,
    button::{Weight, button, pressed},
};
use crate::{
    kiosk::Event,
    language::say,
    ui::{
        card,
        tokens::{GAP, SPACE, Text, Tokens},
    },
};

/// Most digits of a number.
const MOST: usize = 12;
/// Width of a key, and the room between two, points.
const KEY: f32 = 100.0;
const BETWEEN: f32 = 12.0;

/// Draws the digits; gives what was typed once it is to be tried.
pub fn show(ui: &Ui, shown: &mut Shown) -> Option<Event> {
    let typed = &mut shown.typed;
    let wrong = &mut shown.wrong;
    let entered = type_digits(ui, typed, wrong);
    let modal = card::show(ui.ctx(), "leave", say("Leave the kiosk"), |ui| {
        ui.set_width(3.0 * KEY + 2.0 * BETWEEN);
        ui.spacing_mut().item_spacing = vec2(BETWEEN, BETWEEN);
        ui.label(RichText::new(say("Leave the kiosk")).font(Text::Title.font()));
        let dots = "•".repeat(typed.len());
        let hint = match (typed.is_empty(), *wrong) {
            (true, true) => "That was not the number.",
            (true, false) => "Type the number.",
            (false, _) => dots.as_str(),
        };
        ui.label(RichText::new(say(hint)).color(Tokens::of(ui.ctx()).ink_soft));
        ui.add_space(GAP);
        for row in [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]] {
            ui.horizontal(|ui| row.iter().for_each(|digit| press(ui, digit, typed, wrong)));
        }
        ui.horizontal(|ui| {
            ui.add_space(KEY + BETWEEN);
            press(ui, "0", typed, wrong);
        });
        ui.add_space(SPACE);
        ui.horizontal(|ui| {
            if pressed(ui, "Leave", Weight::Leading) || entered {
                return Some(Event::Pin(Some(std::mem::take(typed))));
            }
            if pressed(ui, "Back", Weight::Plain) {
                typed.clear();
                return Some(Event::Pin(None));
            }
            None
        })
        .inner
    });
    modal.inner
}

fn press(ui: &mut Ui, digit: &str, typed: &mut String, wrong: &mut bool) {
    if button(ui, digit, Weight::Plain, KEY).clicked() {
        digit.chars().for_each(|digit| add(digit, typed, wrong));
    }
}

fn add(digit: char, typed: &mut String, wrong: &mut bool) {
    if typed.len() < MOST {
        typed.push(digit);
        *wrong = false;
    }
}

/// The same from a keyboard; true once Enter is pressed, unless it presses a button.
fn type_digits(ui: &Ui, typed: &mut String, wrong: &mut bool) -> bool {
    let keys = ui.input(|input| input.events.clone());
    for key in &keys {
        match key {
            Input::Text(text) => {
                text.chars().filter(char::is_ascii_digit).for_each(|digit| add(digit, typed, wrong));
            }
            Input::Key { key: Key::Backspace, pressed: true, .. } => drop(typed.pop()),
            _ => {}
        }
    }
    ui.ctx().memory(|memory| memory.focused().is_none()) && ui.input(|input| input.key_pressed(Key::Enter))
}
