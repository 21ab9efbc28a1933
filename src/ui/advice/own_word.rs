//! A reading with what it is called, and the person's own word against it: they choose what they are, and take it back.

use egui::{
    Align, Color32, CornerRadius, Id, Layout, Link, Rect, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Role, vec2,
};

use super::command;
use crate::{
    advisor::{
        said::{Aspect, Said},
        tone::MONK,
    },
    language::say,
    look::names::capitalized,
    studio::AdviceCommand,
    ui::{
        Request,
        tokens::{GAP, Text, Tokens},
        widgets::{chip, focus_ring, in_view},
    },
};

/// Height of the swatches of the scale, points.
pub(super) const SWATCH: f32 = 24.0;

/// A heading with what was found or said, and the way to say otherwise; whether that is being said.
pub(super) fn found(ui: &mut Ui, said: &Said, aspect: Aspect, read: &str, requests: &mut Vec<Request>) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let own = said.of(aspect);
    // One is open at a time.
    let id = Id::unique("what the person says otherwise");
    let mut open = ui.data(|data| data.get_temp::<Option<Aspect>>(id)).flatten();
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        ui.label(RichText::new(say(aspect.name())).font(Text::Small.font()).color(tokens.ink_soft));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (text, spoken) = match own {
                Some(_) => ("Take back", say!("Take back: {what}", what = say(aspect.name()).to_lowercase())),
                None => ("Not me?", say!("Not me: {what}", what = say(aspect.name()).to_lowercase())),
            };
            let link = ui.add(Link::new(RichText::new(say(text)).font(Text::Small.font()).color(tokens.accent)));
            focus_ring(ui, &link, link.rect, 4);
            in_view(&link);
            link.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
            let hint = "You know better: say what you are, and what follows from it is worked out anew";
            if link.on_hover_text(say(hint)).clicked() {
                match own {
                    Some(_) => requests.push(command(AdviceCommand::Correct(aspect, None))),
                    None => open = (open != Some(aspect)).then_some(aspect),
                }
            }
        });
    });
    let told = own.map_or_else(|| read.to_owned(), |name| called(aspect, name));
    ui.horizontal(|ui| {
        ui.label(RichText::new(told).font(Text::Strong.font()));
        if own.is_some() {
            ui.label(RichText::new(say("as you said")).font(Text::Small.font()).color(tokens.accent));
        }
    });
    if open == Some(aspect)
        && let Some(choice) = choice(ui, aspect)
    {
        requests.push(command(AdviceCommand::Correct(aspect, Some(choice))));
        open = None;
    }
    ui.data_mut(|data| data.insert_temp(id, open));
    open == Some(aspect)
}

/// As people read it.
pub(super) fn called(aspect: Aspect, name: &str) -> String {
    if aspect == Aspect::Tone { format!("Monk {name}") } else { capitalized(say(name)) }
}

/// All that there is, to choose from.
fn choice(ui: &mut Ui, aspect: Aspect) -> Option<usize> {
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        if aspect == Aspect::Tone {
            let across = ui.available_width() / MONK.len() as f32 - 4.0;
            for (index, color) in MONK.into_iter().enumerate() {
                if swatch(ui, vec2(across, SWATCH), color, index + 1) {
                    chosen = Some(index);
                }
            }
            return;
        }
        for (index, name) in aspect.choices().iter().enumerate() {
            if chip(ui, &capitalized(say(name)), false).clicked() {
                chosen = Some(index);
            }
        }
    });
    chosen
}

/// A tone of the scale to be chosen: whether it was.
fn swatch(ui: &mut Ui, size: egui::Vec2, [r, g, b]: [u8; 3], number: usize) -> bool {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    paint(ui, rect, [r, g, b], response.hovered().then_some(2.0));
    focus_ring(ui, &response, rect, 4);
    let name = format!("Monk {number}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.on_hover_text(name).clicked()
}

/// A colour of the scale, with a ring of a width where it is marked.
pub(super) fn paint(ui: &Ui, rect: Rect, [r, g, b]: [u8; 3], ring: Option<f32>) {
    let tokens = Tokens::of(ui.ctx());
    ui.painter().rect_filled(rect, CornerRadius::same(4), Color32::from_rgb(r, g, b));
    let stroke = ring.map_or(Stroke::new(1.0, tokens.edge), |width| Stroke::new(width, tokens.accent));
    ui.painter().rect_stroke(rect, CornerRadius::same(4), stroke, StrokeKind::Outside);
}
