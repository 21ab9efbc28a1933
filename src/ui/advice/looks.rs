//! Looks that suit, each with its reasons; rules and looks can be disagreed with.

use egui::{Align, Label, Layout, RichText, Ui};

use super::{command, note, why};
use crate::{
    advisor::looks::{RULES, Reason, Recommendation},
    language::say,
    look::names::capitalized,
    studio::{AdviceCommand, Advising, Command, Studio},
    ui::{
        Request,
        tokens::{GAP, SPACE, Text, Tokens, icon},
        widgets::{chip, sign_button, switch},
    },
};

/// Looks that are shown, and reasons that are shown without being asked for.
const MOST: usize = 12;
const REASONS: usize = 2;

pub(super) fn show(ui: &mut Ui, studio: &Studio, advising: &Advising, requests: &mut Vec<Request>) {
    note(ui, "50: the rules say nothing either way. What you do not believe in, you can leave out below.");
    for one in advising.ranked.iter().take(MOST) {
        recommendation(ui, one, studio.worn.as_deref() == Some(one.look.as_str()), requests);
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

fn recommendation(ui: &mut Ui, one: &Recommendation, worn: bool, requests: &mut Vec<Request>) {
    let tokens = Tokens::of(ui.ctx());
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hint = "Not for me: take this look off the list";
            if sign_button(ui, icon::CLOSE, &say!("Not for me: {look}", look = say(&one.name)), hint, false).clicked() {
                requests.push(command(AdviceCommand::Dismiss(one.look.clone())));
            }
            let text = if worn { "Worn" } else { "Wear" };
            if chip(ui, text, worn).clicked() && !worn {
                requests.push(Request::Studio(Command::Wear(Some(one.look.clone()))));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let score = RichText::new(format!("{:.0}", one.score)).font(Text::Strong.font());
                ui.label(score.color(tokens.accent));
                ui.add(Label::new(RichText::new(say(&one.name)).font(Text::Strong.font())).truncate());
            });
        });
    });
    one.reasons.iter().take(REASONS).for_each(|reason| tell(ui, reason));
    if one.reasons.is_empty() {
        note(ui, "No rule says anything about it.");
    }
    if one.reasons.len() > REASONS {
        why(ui, &one.name, |ui| one.reasons.iter().skip(REASONS).for_each(|reason| tell(ui, reason)));
    }
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
