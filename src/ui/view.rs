//! The whole window as a function of the state: draws, and gives what the person asked for.

use egui::{CentralPanel, Frame, Margin, Panel, Ui, style::ScrollAnimation};

use super::{
    Request, advice, catalog, client_screen, clients, gallery, keys, overlay,
    pictures::Pictures,
    products, reference, share, shelf, shutter, stage,
    tokens::{GAP, MARGIN, PANEL_WIDTH, Tokens, bar_height, is_low},
    toolbar, welcome,
    widgets::{focus_ring_of_others, side_panel},
};
use crate::{preferences::Appearance, studio::Studio};

/// Least width that panels leave for the picture, points.
const LEAST_STAGE: f32 = 400.0;

/// Draws everything.
pub fn show(ui: &mut Ui, studio: &Studio, pictures: &mut Pictures) -> Vec<Request> {
    let ctx = ui.ctx().clone();
    // Whoever watches the screen from another program sees nothing that is not the picture.
    if studio.picture_only {
        let requests = keys::requests(&ctx, studio);
        let frame = Frame::new().fill(egui::Color32::BLACK);
        let touched = CentralPanel::default().frame(frame).show(ui, |ui| stage::show(ui, studio, pictures)).inner;
        let beside = client_screen::show(&ctx, studio, pictures);
        return requests.into_iter().chain(touched.into_iter().chain(beside).map(Request::Studio)).collect();
    }
    prefer(&ctx, studio);
    let tokens = Tokens::of(&ctx);
    let side = MARGIN as i8;
    let frame = |top: i8, bottom: i8| {
        Frame::new().fill(tokens.paper).inner_margin(Margin { left: side, right: side, top, bottom })
    };
    pictures.explain(&ctx, studio.explained);
    let mut requests = keys::requests(&ctx, studio);
    let bar = Panel::top("bar").exact_size(bar_height(&ctx)).show_separator_line(false).frame(frame(0, 0));
    requests.extend(bar.show(ui, |ui| toolbar::show(ui, studio)).inner);
    let panel_open =
        studio.reference.is_some() || studio.clients.shown || studio.advising.is_some() || studio.products_shown;
    // In a low window a panel has the place of the looks, or neither would hold anything.
    if !(panel_open && is_low(&ctx)) {
        let strip = Panel::bottom("shelf").exact_size(shelf::height(&ctx)).show_separator_line(false);
        let strip = strip.frame(frame(GAP as i8, GAP as i8));
        requests.extend(strip.show(ui, |ui| shelf::show(ui, studio, pictures)).inner);
    }
    if studio.reference.is_none() {
        pictures.forget_reference();
    }
    // In a narrow window the photo has the place of the products, or none would be left for the face.
    let room_for_both = ui.available_width() >= 2.0 * PANEL_WIDTH + LEAST_STAGE;
    if let Some(photo) = &studio.reference {
        let panel = side_panel(Panel::left("reference"));
        let frame =
            Frame::new().fill(tokens.paper).inner_margin(Margin { left: side, right: 0, top: 0, bottom: GAP as i8 });
        requests.extend(panel.frame(frame).show(ui, |ui| reference::show(ui, studio, photo, pictures)).inner);
    }
    if studio.clients.shown && studio.reference.is_none() {
        requests.extend(clients::side(ui, studio, pictures));
    } else {
        clients::forget(&ctx);
    }
    pictures.forget_kept(studio);
    pictures.heat(&ctx, studio);
    let left_taken = studio.reference.is_some() || studio.clients.shown;
    let advising = studio.advising.as_ref().filter(|_| !left_taken || room_for_both);
    if let Some(advising) = advising {
        requests.extend(advice::side(ui, studio, advising, pictures));
    } else if studio.products_shown && (!left_taken || room_for_both) {
        let panel = side_panel(Panel::right("products"));
        let frame =
            Frame::new().fill(tokens.paper).inner_margin(Margin { left: 0, right: side, top: 0, bottom: GAP as i8 });
        requests.extend(panel.frame(frame).show(ui, |ui| products::show(ui, studio)).inner);
    }
    let central = CentralPanel::default().frame(frame(0, GAP as i8)).show(ui, |ui| {
        let space = ui.available_rect_before_wrap();
        let touched = stage::show(ui, studio, pictures);
        (touched, shutter::show(ui, space, pictures.after().map(egui::TextureHandle::size_vec2), studio))
    });
    let (touched, taken) = central.inner;
    requests.extend(taken);
    let floating = overlay::show(&ctx, studio);
    requests.extend(touched.into_iter().map(Request::Studio).chain(floating));
    requests.extend(reference::offer(&ctx, studio));
    requests.extend(gallery::show(&ctx, studio, pictures));
    requests.extend(share::show(&ctx, studio, pictures));
    requests.extend(welcome::show(&ctx, studio, pictures));
    requests.extend(welcome::left_over(&ctx, studio));
    requests.extend(catalog::show(&ctx, studio));
    requests.extend(client_screen::show(&ctx, studio, pictures).into_iter().map(Request::Studio));
    focus_ring_of_others(&ctx);
    requests
}

/// Shows everything as the person prefers it.
fn prefer(ctx: &egui::Context, studio: &Studio) {
    ctx.set_theme(match studio.preferences.appearance {
        Appearance::System => egui::ThemePreference::System,
        Appearance::Light => egui::ThemePreference::Light,
        Appearance::Dark => egui::ThemePreference::Dark,
    });
    ctx.set_zoom_factor(studio.preferences.text_scale);
    let seconds = if studio.preferences.still { 0.0 } else { egui::Style::default().animation_time };
    if ctx.style_of(ctx.theme()).animation_time != seconds {
        ctx.all_styles_mut(|style| {
            style.animation_time = seconds;
            style.scroll_animation = if seconds > 0.0 { ScrollAnimation::default() } else { ScrollAnimation::none() };
        });
    }
}
