//! How the worn look is put on: one step at a time, drawn on the person's own face.

use egui::{
    Align, Color32, CornerRadius, Layout, Rect, RichText, Sense, Shape, Ui, WidgetInfo, accesskit::Role,
    epaint::RectShape, pos2, vec2,
};

use super::{command, note};
use crate::{
    advisor::guide::Guide,
    language::say,
    look::Look,
    studio::{AdviceCommand, Advising, Studio},
    ui::{
        Request,
        pictures::Pictures,
        tokens::{CORNER, GAP, Text, Tokens},
        widgets::{button, switch},
    },
};

pub(super) fn show(
    ui: &mut Ui,
    studio: &Studio,
    advising: &Advising,
    pictures: &mut Pictures,
    requests: &mut Vec<Request>,
) {
    let Some((look, guide)) = studio.guide().filter(|(_, guide)| !guide.steps.is_empty()) else {
        ui.label(say("Wear a look first, and its steps appear here."));
        return;
    };
    let number = advising.step.min(guide.steps.len() - 1);
    let step = &guide.steps[number];
    let tokens = Tokens::of(ui.ctx());
    let (name, count) = (say(&look.name), guide.steps.len());
    note(ui, &say!("{look}: step {number} of {count}", look = name, number = number + 1, count = count));
    ui.label(RichText::new(say(step.title())).font(Text::Title.font()));
    picture(ui, advising, look, &guide, number, pictures, requests);
    ui.add_space(GAP);
    for (what, text) in [("With", step.tool), ("Where", &step.place), ("How", &step.how)] {
        ui.label(RichText::new(say(what)).font(Text::Small.font()).color(tokens.ink_soft));
        ui.label(say(text));
    }
    if let Some(tip) = &step.tip {
        ui.horizontal(|ui| {
            ui.label(RichText::new(say("For you")).font(Text::Small.font()).color(tokens.accent));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let hint = "Give tips of this sort, or leave them out";
                if switch(ui, "Tips of this sort", hint, tip.wanted).clicked() {
                    requests.push(command(AdviceCommand::ToggleTip(tip.fit)));
                }
            });
        });
        if tip.wanted {
            ui.label(&tip.says);
            note(ui, &tip.rule);
        } else {
            note(ui, "You have left tips of this sort out.");
        }
    }
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        if number > 0 && button(ui, "", "Previous", "The step before", false).clicked() {
            requests.push(command(AdviceCommand::Step(-1)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if number + 1 < guide.steps.len() && button(ui, "", "Next", "The next step", true).clicked() {
                requests.push(command(AdviceCommand::Step(1)));
            }
        });
    });
    if !guide.left_out.is_empty() {
        let names: Vec<String> = guide.left_out.iter().map(|name| say(name).to_lowercase()).collect();
        note(ui, &say!("Not put on with a brush, so not in the steps: {names}.", names = names.join(say(", "))));
    }
}

fn picture(
    ui: &mut Ui,
    advising: &Advising,
    look: &Look,
    guide: &Guide,
    number: usize,
    pictures: &mut Pictures,
    requests: &mut Vec<Request>,
) {
    let side = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    let name = say!("Your face at the step {step}", step = say(guide.steps[number].title()).to_lowercase());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let tokens = Tokens::of(ui.ctx());
    ui.painter().rect_filled(rect, CornerRadius::same(CORNER), tokens.stage);
    match advising.picture(look, number) {
        Some(drawn) => {
            let texture = pictures.step(ui.ctx(), drawn);
            let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            let shape = RectShape::filled(rect, CornerRadius::same(CORNER), Color32::WHITE).with_texture(texture, uv);
            ui.painter().add(Shape::Rect(shape));
        }
        None => requests.push(Request::DrawStep(number)),
    }
}
