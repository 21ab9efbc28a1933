//! Looks that suit, each with its reasons; rules and looks can be disagreed with.

use egui::{Align, CornerRadius, CursorIcon, Label, Layout, Rect, RichText, Sense, Ui, UiBuilder, vec2};

use super::{command, note, why};
use crate::{
    advisor::looks::{RULES, Reason, Recommendation},
    language::say,
    look::names::capitalized,
    studio::{AdviceCommand, Advising, Command, Studio},
    ui::{
        Request,
        pictures::Pictures,
        shelf,
        tokens::{CORNER, GAP, SPACE, Text, Tokens, icon},
        widgets::{chip, sign_button, switch},
    },
};

/// Looks that are shown, and reasons that are shown without being asked for.
const MOST: usize = 12;
const REASONS: usize = 2;
/// Side of a look's picture, points.
const SIDE: f32 = 76.0;

pub(super) fn show(
    ui: &mut Ui,
    studio: &Studio,
    advising: &Advising,
    pictures: &Pictures,
    requests: &mut Vec<Request>,
) {
    note(ui, "50: the rules say nothing either way. What you do not believe in, you can leave out below.");
    for one in advising.ranked.iter().take(MOST) {
        recommendation(ui, studio, pictures, one, requests);
    }
    ui.add_space(SPACE);
    ui.label(RichText::new(say("The rules")).font(Text::Strong.font()));
    if let Some(one) = advising.ranked.first() {
        let text = say!(
            "Points of a rule: 50 × its weight × how strongly it speaks (-1 to 1), over {total}, the weights of all rules that count.",
            total = one.total
        );
        note(ui, &text);
    }
    for rule in &RULES {
        let on = !advising.wishes.without.iter().any(|name| name == rule.name);
        ui.horizontal(|ui| {
            if switch(ui, &say!("Rule: {rule}", rule = say(rule.name)), "Let this rule count", on).clicked() {
                requests.push(command(AdviceCommand::ToggleRule(rule.name)));
            }
            ui.label(capitalized(say(rule.name)));
            note(ui, &say!("weight {weight}", weight = rule.weight));
        });
        note(ui, rule.says);
    }
    if advising.wishes != Default::default() {
        ui.add_space(GAP);
        if chip(ui, "All looks and rules again", false).clicked() {
            requests.push(command(AdviceCommand::AskAnew));
        }
    }
}

/// A look on this face, how well it suits and why, and what one can do with it.
fn recommendation(
    ui: &mut Ui,
    studio: &Studio,
    pictures: &Pictures,
    one: &Recommendation,
    requests: &mut Vec<Request>,
) {
    let worn = studio.worn.as_deref() == Some(one.look.as_str());
    ui.add_space(GAP * 1.5);
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), SIDE), Sense::hover());
    let picture = Rect::from_min_size(row.min, vec2(SIDE, SIDE));
    ui.painter().rect_filled(picture, CornerRadius::same(CORNER), Tokens::of(ui.ctx()).stage);
    if let Some(look) = studio.all_looks().find(|look| look.id == one.look) {
        let thumbnail = pictures.thumbnail(&look.id).map(egui::TextureHandle::id);
        shelf::worn_by_this_face(ui, picture, look, thumbnail, studio.mirror);
    }
    // The button beside it is what the keyboard and screen readers reach.
    let pressed =
        ui.interact(picture, ui.scope_id().with(&one.look), Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
    let beside = Rect::from_min_max(picture.right_top() + vec2(SPACE - 4.0, 4.0), row.max - vec2(0.0, 4.0));
    let layout = Layout::top_down(Align::Min);
    let chosen = named(&mut ui.new_child(UiBuilder::new().max_rect(beside).layout(layout)), one, worn, requests);
    if (chosen || pressed.clicked()) && !worn {
        requests.push(Request::Studio(Command::Wear(Some(one.look.clone()))));
    }
    ui.add_space(GAP / 2.0);
    one.reasons.iter().take(REASONS).for_each(|reason| tell(ui, reason));
    if one.reasons.is_empty() {
        note(ui, "No rule says anything about it.");
    }
    if one.reasons.len() > REASONS {
        why(ui, &one.name, |ui| one.reasons.iter().skip(REASONS).for_each(|reason| tell(ui, reason)));
    }
}

/// The look's name, its points, and the buttons; gives whether it is to be worn.
fn named(ui: &mut Ui, one: &Recommendation, worn: bool, requests: &mut Vec<Request>) -> bool {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hint = "Not for me: take this look off the list";
            if sign_button(ui, icon::CLOSE, &say!("Not for me: {look}", look = say(&one.name)), hint, false).clicked() {
                requests.push(command(AdviceCommand::Dismiss(one.look.clone())));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(RichText::new(say(&one.name)).font(Text::Strong.font())).truncate());
            });
        });
    });
    ui.horizontal(|ui| {
        let chosen = chip(ui, if worn { "Worn" } else { "Wear" }, worn).clicked();
        ui.add_space(GAP / 2.0);
        let score = RichText::new(format!("{:.0}", one.score)).font(Text::Title.font()).color(tokens.accent);
        ui.label(score);
        chosen
    })
    .inner
}

/// A reason with its rule, its weight and its figures.
fn tell(ui: &mut Ui, reason: &Reason) {
    let text = say!(
        "{rule}: {because} ({points}, weight {weight} × {value}).",
        points = format_args!("{:+.1}", reason.points),
        rule = capitalized(say(reason.rule.name)),
        weight = reason.rule.weight,
        value = format_args!("{:+.2}", reason.value),
        because = reason.because
    );
    note(ui, &text);
}
