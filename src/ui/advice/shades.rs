//! Foundation that one can buy, the nearest first to the skin, or to what the person would rather aim at.

use egui::{Align, Layout, RichText, Ui, vec2};

use super::{command, note};
use crate::{
    advisor::{
        Advice,
        said::Aspect,
        shades::{Aim, Nudge, STEP_HUE, STEP_LIGHTNESS, Target},
    },
    catalog::Near,
    language::say,
    look::Product,
    raster::difference::Lab,
    studio::{AdviceCommand, Advising, Command, Studio},
    ui::{
        Request,
        nearest::{ROW, shade_row},
        tokens::{GAP, SPACE, Text, Tokens, icon},
        widgets::{button, chip, sign_button},
    },
};

pub(super) fn show(ui: &mut Ui, studio: &Studio, advising: &Advising, requests: &mut Vec<Request>) {
    let Some((reading, target)) = advising.reading().zip(advising.target()) else {
        ui.label(say("This picture does not tell what colour your skin is."));
        return;
    };
    if advising.shades.is_empty() && advising.unwanted.is_empty() {
        ui.label(say("Import a table of real foundation shades, and the nearest to your skin stand here."));
        ui.add_space(SPACE);
        if button(ui, icon::OPEN, "Import a catalogue", "CSV or JSON", true).clicked() {
            requests.push(Request::Studio(Command::ToggleCatalog));
        }
        return;
    }
    aim(ui, &reading.advice, advising, &target, requests);
    let worn = studio.pieces().iter().position(|piece| matches!(piece.product(), Product::Foundation(_)));
    let mut beyond = false;
    for (item, one) in &advising.shades {
        if !one.within_doubt && !beyond {
            beyond = true;
            ui.add_space(GAP);
            ui.label(RichText::new(say("Further away")).font(Text::Small.font()).color(Tokens::of(ui.ctx()).ink_soft));
        }
        let near = Near { item, difference: one.difference };
        ui.horizontal(|ui| {
            ui.set_min_height(ROW);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let label = say!("Not this one: {shade}", shade = item.name());
                if sign_button(ui, icon::CLOSE, &label, "Not this one: take this shade off the list", false).clicked() {
                    requests.push(command(AdviceCommand::DismissShade(Box::new(item.clone()))));
                }
                let row = shade_row(ui, Some(target.lab), &near);
                if let Some(piece) = worn.filter(|_| row.clicked()) {
                    requests.push(Request::Studio(Command::Bind(piece, 0, Some(Box::new(item.clone())))));
                }
            });
        });
    }
    ui.add_space(GAP);
    let text = match worn {
        Some(_) => "A click wears the shade as the foundation of your look.",
        None => "Wear a look with foundation, and a click wears the shade.",
    };
    note(ui, text);
}

/// What is aimed at, with its figures, and the ways to aim elsewhere.
fn aim(ui: &mut Ui, advice: &Advice, advising: &Advising, target: &Target, requests: &mut Vec<Request>) {
    let Target { lab: Lab([l, a, b]), doubt, lighter, warmer } = *target;
    let text = say!(
        "Ranked by CIEDE2000 from your skin. The picture tells your skin to ± {doubt}: shades within that cannot be told apart here.",
        doubt = format_args!("{doubt:.1}")
    );
    note(ui, &text);
    let (l, a, b) = (format!("{l:.1}"), format!("{a:.1}"), format!("{b:.1}"));
    let aimed = if advising.aim == Aim::default() {
        say!("Aimed at your skin: L* {l}, a* {a}, b* {b}.", l = l, a = a, b = b)
    } else {
        say!(
            "Aimed beside your skin, {lightness} in L* and {hue}° in hue: L* {l}, a* {a}, b* {b}.",
            lightness = format_args!("{lighter:+.1}"),
            hue = format_args!("{warmer:+.0}"),
            l = l,
            a = a,
            b = b
        )
    };
    note(ui, &aimed);
    if let Some(word) = advice.on_your_word(&[Aspect::Tone, Aspect::Undertone]) {
        note(ui, &say!("Of your skin {word}.", word = word));
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for nudge in Nudge::ALL {
            let step = match nudge {
                Nudge::Lighter | Nudge::Darker => say!("Aim by {step} in L* beside", step = STEP_LIGHTNESS),
                Nudge::Warmer | Nudge::Cooler => say!("Aim by {step}° of hue beside", step = STEP_HUE),
            };
            if chip(ui, nudge.name(), false).on_hover_text(step).clicked() {
                requests.push(command(AdviceCommand::Aim(nudge)));
            }
        }
        let otherwise = advising.aim != Aim::default() || !advising.unwanted.is_empty();
        if otherwise && chip(ui, "All shades, from my skin", false).clicked() {
            requests.push(command(AdviceCommand::AimAnew));
        }
    });
}
