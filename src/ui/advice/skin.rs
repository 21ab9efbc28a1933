//! How the skin looks: six bars, each with its heat map over the face.

use egui::{CornerRadius, Rect, Response, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{command, note, to_do};
use crate::{
    advisor::{
        Advice,
        skin::{Concern, Finding},
    },
    language::say,
    studio::AdviceCommand,
    ui::{
        Request,
        tokens::{GAP, SPACE, Text, Tokens},
        widgets::focus_ring,
    },
};

pub(super) fn show(ui: &mut Ui, advice: &Advice, shown: Option<Concern>, requests: &mut Vec<Request>) {
    if advice.skin.is_empty() {
        ui.label(say("This picture does not tell how the skin looks. Please:"));
        to_do(ui, &advice.quality);
        return;
    }
    note(ui, "100: hardly any of it shows. Choose one to see where.");
    for finding in &advice.skin {
        ui.add_space(GAP);
        if bar(ui, finding, shown == Some(finding.concern)).clicked() {
            requests.push(command(AdviceCommand::ToggleHeat(finding.concern)));
        }
        note(ui, finding.words());
    }
    ui.add_space(SPACE);
    if !advice.quality.complaints.is_empty() {
        note(ui, "More can be told when you:");
        to_do(ui, &advice.quality);
    }
    note(
        ui,
        "What a camera saw in one moment's light, beside your own skin. It is no medical finding; for anything that worries you, ask a doctor.",
    );
}

fn bar(ui: &mut Ui, finding: &Finding, on: bool) -> Response {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::click());
    if on || response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 2.0)), CornerRadius::same(8), tokens.raised);
    }
    let name = say(finding.concern.name());
    let ink = if on { tokens.accent } else { tokens.ink };
    ui.painter().text(rect.left_top(), egui::Align2::LEFT_TOP, name, Text::Strong.font(), ink);
    let score = finding.score.to_string();
    ui.painter().text(rect.right_top(), egui::Align2::RIGHT_TOP, &score, Text::Strong.font(), ink);
    let track = Rect::from_min_max(pos2(rect.left(), rect.bottom() - 10.0), pos2(rect.right(), rect.bottom() - 4.0));
    ui.painter().rect_filled(track, CornerRadius::same(3), tokens.edge.gamma_multiply(0.45));
    let filled = Rect::from_min_size(track.min, vec2(track.width() * f32::from(finding.score) / 100.0, track.height()));
    ui.painter().rect_filled(filled, CornerRadius::same(3), tokens.accent);
    focus_ring(ui, &response, rect, 8);
    let spoken = say!("{name}: {score} of 100", name = name, score = score);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, &spoken));
    let (unit, value) = (say(finding.concern.unit()), finding.value);
    response.on_hover_text(say!("{unit}: {value}", unit = unit, value = format_args!("{value:.3}")))
}
