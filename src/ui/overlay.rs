//! What floats above the picture: speed, who looks on, what goes on beside it, the help, what the program is, a line for the person.

use egui::{
    Align2, Area, Color32, Context, CornerRadius, Frame, Grid, Id, Margin, Order, ProgressBar, RichText, Sense,
    Spinner, Ui, pos2, vec2,
};

use super::{
    Request, about, help,
    tokens::{CORNER_LARGE, GAP, MARGIN, SPACE, Text, Tokens, bar_height},
    widgets::chip,
};
use crate::{
    export::virtual_camera::BroadcastStatus,
    language::say,
    studio::{Command, Studio},
};

/// How long a line for the person stays, seconds.
const NOTICE_SECS: f64 = 6.0;
/// Length of the bar of a task, points.
const TASK_WIDTH: f32 = 90.0;
/// Height of a chip, points.
const CHIP_HEIGHT: f32 = 30.0;
/// The lamp of what is seen by others.
const LIVE: Color32 = Color32::from_rgb(0xE5, 0x39, 0x35);

/// Draws what is asked for; gives what the person asked for.
pub fn show(ctx: &Context, studio: &Studio) -> Vec<Request> {
    let beside = corner(ctx, studio);
    let asked = studio.help.and_then(|topic| help::show(ctx, topic));
    let closed = if studio.about_shown { about::show(ctx, studio) } else { None };
    let commands = notice(ctx, studio).into_iter().chain(asked).chain(closed);
    commands.map(Request::Studio).chain(beside).collect()
}

/// What is told in the picture's corner, one below the other.
fn corner(ctx: &Context, studio: &Studio) -> Vec<Request> {
    let mut at = pos2(MARGIN + SPACE, bar_height(ctx) + SPACE);
    if studio.speed_shown {
        // The picture beneath is still what the pointer is on.
        let area = Area::new(Id::unique("speed")).order(Order::Foreground).interactable(false).fixed_pos(at);
        at.y = area.show(ctx, |ui| speed(ui, studio)).response.rect.bottom() + GAP;
    }
    if studio.broadcast.is_none() && studio.tasks.is_empty() {
        return Vec::new();
    }
    let area = Area::new(Id::unique("corner")).order(Order::Foreground).fixed_pos(at);
    area.show(ctx, |ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        let ended = studio.broadcast.as_ref().and_then(|status| on_air(ui, status)).map(Request::Studio);
        let stopped = if studio.tasks.is_empty() { None } else { tasks(ui, studio) };
        ended.into_iter().chain(stopped).collect()
    })
    .inner
}

/// A veil over the picture that text is read on.
pub fn panel(ctx: &Context) -> Frame {
    let tokens = Tokens::of(ctx);
    Frame::new().fill(tokens.veil).corner_radius(CornerRadius::same(CORNER_LARGE)).inner_margin(Margin::same(14))
}

fn speed(ui: &mut Ui, studio: &Studio) {
    let tokens = Tokens::of(ui.ctx());
    let speed = &studio.speed;
    let millis = |time: std::time::Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    panel(ui.ctx()).show(ui, |ui| {
        Grid::new("speed figures").num_columns(2).spacing(vec2(18.0, 4.0)).show(ui, |ui| {
            let mut row = |name: &str, value: String| {
                ui.label(RichText::new(say(name)).font(Text::Small.font()).color(tokens.on_veil));
                ui.label(RichText::new(value).font(Text::Small.font()).strong().color(tokens.on_veil));
                ui.end_row();
            };
            row("Frames a second", format!("{:.1}", speed.fps));
            row("Latency", millis(speed.latency));
            row("Seeing", millis(speed.perception));
            row("Painting", millis(speed.painting));
            row("Frames left out", speed.dropped.to_string());
            row("Quality", say(speed.quality.name()).into());
        });
    });
}

/// Nobody forgets that others may look on: it is said while they can, and a click ends it. Only where the picture stands alone, for others
/// to take it from the screen as well, nothing is said.
fn on_air(ui: &mut Ui, status: &BroadcastStatus) -> Option<Command> {
    let text = match status {
        BroadcastStatus::On(outlet) => say!("Other programs see the picture: {camera}", camera = outlet.name),
        BroadcastStatus::Starting | BroadcastStatus::Failed(_) => say("Looking for a virtual camera…").into(),
    };
    let tokens = Tokens::of(ui.ctx());
    let shown = panel(ui.ctx()).inner_margin(Margin::symmetric(14, 6)).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(CHIP_HEIGHT);
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
            ui.painter().circle_filled(rect.center(), 5.0, LIVE);
            ui.label(RichText::new(text).color(tokens.on_veil));
            chip(ui, "Stop", false).clicked().then_some(Command::ToggleBroadcast)
        })
    });
    shown.inner.inner
}

/// What goes on beside the picture: how far it is, and a way to break it off.
fn tasks(ui: &mut Ui, studio: &Studio) -> Option<Request> {
    let tokens = Tokens::of(ui.ctx());
    let rows = panel(ui.ctx()).inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
        let mut stopped = None;
        for task in &studio.tasks {
            ui.horizontal(|ui| {
                ui.set_min_height(CHIP_HEIGHT);
                // What cannot be told is seen to go on.
                match task.share {
                    Some(share) => ui.add(ProgressBar::new(share).desired_width(TASK_WIDTH).fill(tokens.accent)),
                    None => ui.add(Spinner::new().size(16.0).color(tokens.on_veil)),
                };
                ui.label(RichText::new(&task.what).color(tokens.on_veil));
                if task.stoppable && chip(ui, "Stop", false).clicked() {
                    stopped = Some(Request::Stop(task.number));
                }
            });
        }
        stopped
    });
    rows.inner
}

fn notice(ctx: &Context, studio: &Studio) -> Option<Command> {
    let notice = studio.notice.as_ref()?;
    let now = ctx.input(|input| input.time);
    let since: f64 = ctx.data_mut(|data| *data.get_temp_mut_or(Id::unique(("notice", notice.number)), now));
    if now - since > NOTICE_SECS {
        return Some(Command::DismissNotice);
    }
    ctx.request_repaint_after_secs((NOTICE_SECS - (now - since)) as f32 + 0.05);
    let tokens = Tokens::of(ctx);
    let at = vec2(0.0, bar_height(ctx) + SPACE);
    Area::new(Id::unique("notice")).order(Order::Foreground).anchor(Align2::CENTER_TOP, at).interactable(false).show(
        ctx,
        |ui| {
            panel(ctx).show(ui, |ui| {
                ui.set_max_width(560.0);
                ui.label(RichText::new(&notice.text).color(tokens.on_veil));
            });
        },
    );
    None
}
