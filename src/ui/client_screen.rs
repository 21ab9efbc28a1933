//! A second window with the picture alone, for the screen that a client looks at while somebody works in the first.

use egui::{CentralPanel, Color32, Context, Frame, Key, Modifiers, ViewportBuilder, ViewportCommand, ViewportId};

use super::{pictures::Pictures, stage};
use crate::{
    language::say,
    studio::{Command, Studio},
};

/// Size that it opens with, points.
const SIZE: [f32; 2] = [960.0, 640.0];

/// Draws it, where it is open; gives what was done in it.
pub fn show(ctx: &Context, studio: &Studio, pictures: &mut Pictures) -> Option<Command> {
    if !studio.client_screen {
        return None;
    }
    let builder = ViewportBuilder::default()
        .with_title(say("Vanity: client's screen"))
        .with_app_id("vanity-client")
        .with_inner_size(SIZE);
    ctx.show_viewport_immediate(ViewportId::from_hash_of("client's screen"), builder, |ui, _| {
        let full = ui.input(|input| input.viewport().fullscreen.unwrap_or_default());
        let (resized, left, closed) = ui.input_mut(|input| {
            let key = |input: &mut egui::InputState, key| input.consume_key(Modifiers::NONE, key);
            (key(input, Key::F11), key(input, Key::Escape), input.viewport().close_requested())
        });
        if resized || (left && full) {
            ui.ctx().send_viewport_cmd(ViewportCommand::Fullscreen(!full));
        }
        let frame = Frame::new().fill(Color32::BLACK);
        CentralPanel::default().frame(frame).show(ui, |ui| stage::alone(ui, studio, pictures));
        (closed || (left && !full)).then_some(Command::ToggleClientScreen)
    })
}
