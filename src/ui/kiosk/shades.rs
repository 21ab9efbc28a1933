//! What one can buy for the worn look: the nearest shades, large enough for a finger.

use egui::{
    Color32, CornerRadius, Frame, Id, Margin, Panel, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, accesskit::Role, pos2, text::LayoutJob, text::TextWrapping, vec2,
};

use super::{button::TOUCH, scenes::text};
use crate::{
    catalog::Item,
    kiosk::{Event, Kiosk, SkinReading},
    language::say,
    look::Shade,
    ui::{
        tokens::{GAP, MARGIN, SPACE, Text, Tokens},
        widgets::focus_ring,
    },
};

/// Width of the panel, points.
const WIDTH: f32 = 400.0;
/// Room for the bar that scrolls, points.
const SCROLL_BAR: f32 = 14.0;
/// Radius of a colour, points.
const SWATCH: f32 = 22.0;

/// Draws them at the right of the mirror where they are wished for; gives what the visitor tries on.
pub fn show(ui: &mut Ui, kiosk: &Kiosk) -> Option<Event> {
    if !kiosk.shades_shown() {
        return None;
    }
    let tokens = Tokens::of(ui.ctx());
    let side = MARGIN as i8;
    let margin = Margin { left: 0, right: side, top: side, bottom: 0 };
    let panel = Panel::right("shades").exact_size(WIDTH).resizable(false).show_separator_line(false);
    let shown = panel.frame(Frame::new().fill(tokens.paper).inner_margin(margin)).show(ui, |ui| {
        let list = ScrollArea::vertical().id_salt("kiosk shades").auto_shrink(false);
        list.show(ui, |ui| counters(ui, kiosk)).inner
    });
    shown.inner
}

fn counters(ui: &mut Ui, kiosk: &Kiosk) -> Option<Event> {
    let look = kiosk.dressed()?;
    let mut tried = None;
    let told = match kiosk.skin() {
        Some(SkinReading::Reading) => Some("Reading your skin…"),
        Some(SkinReading::Untold) => Some("Your skin cannot be read here. Face the light, and open the shades again."),
        _ => None,
    };
    if let Some(text_of) = told {
        let ink = Tokens::of(ui.ctx()).ink_soft;
        ui.label(RichText::new(say(text_of)).font(text(16.0, Text::Body)).color(ink));
        ui.add_space(SPACE);
    }
    for (number, counter) in kiosk.counters().iter().enumerate() {
        let Some(product) = look.products.get(counter.product) else { continue };
        let worn = product.shades().get(counter.place).copied();
        let name = say(product.name());
        let title = if product.shades().len() > 1 {
            say!("{product}, colour {number}", product = name, number = counter.place + 1)
        } else {
            name.to_owned()
        };
        ui.label(RichText::new(title).font(text(24.0, Text::Title)));
        if counter.for_skin {
            let ink = Tokens::of(ui.ctx()).ink_soft;
            ui.label(RichText::new(say("Nearest to your skin in this light")).font(text(16.0, Text::Body)).color(ink));
        }
        for (place, item) in counter.shades.iter().enumerate() {
            // What is under a finger may move while the list grows: a row is the shade that it shows, and not where it stands.
            let id = ui.scope_id().with((counter.product, counter.place, item.name(), item.color));
            if row(ui, id, item, worn) {
                tried = Some(Event::Try(number, place));
            }
        }
        ui.add_space(SPACE);
    }
    tried
}

/// A shade: its colour, its name, who makes it, and what it costs.
fn row(ui: &mut Ui, id: Id, item: &Item, worn: Option<&Shade>) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let chosen = worn.is_some_and(|worn| worn.article.as_deref() == Some(&item.article) && worn.color == item.color);
    let width = ui.available_width() - SCROLL_BAR;
    let (_, rect) = ui.allocate_space(vec2(width, TOUCH + 8.0));
    let response = ui.interact(rect, id, Sense::click());
    let inner = rect.shrink2(vec2(2.0, 4.0));
    let fill = if response.is_pointer_button_down_on() { tokens.raised } else { tokens.surface };
    ui.painter().rect_filled(inner, CornerRadius::same(16), fill);
    if chosen {
        let stroke = Stroke::new(3.0, tokens.accent);
        ui.painter().rect_stroke(inner, CornerRadius::same(16), stroke, StrokeKind::Inside);
    }
    let [r, g, b] = item.color;
    let at = pos2(inner.left() + SWATCH + 14.0, inner.center().y);
    let rim = Stroke::new(1.0, tokens.ink_soft.gamma_multiply(0.6));
    ui.painter().circle(at, SWATCH, Color32::from_rgb(r, g, b), rim);
    let article = &item.article;
    let price = article.price.as_ref().map(ToString::to_string).unwrap_or_default();
    let price = ui.painter().layout_no_wrap(price, text(18.0, Text::Strong), tokens.ink);
    let right = inner.right() - 16.0 - price.size().x;
    let words = Rect::from_min_max(pos2(at.x + SWATCH + 14.0, inner.top()), pos2(right - GAP, inner.bottom()));
    ui.painter().galley(pos2(right, inner.center().y - price.size().y / 2.0), price, tokens.ink);
    let line = |words_of: String, font, ink, y: f32| {
        let mut job = LayoutJob::simple_singleline(words_of, font, ink);
        job.wrap = TextWrapping::truncate_at_width(words.width());
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(words.left(), y), galley, ink);
    };
    line(item.shade_name(), text(20.0, Text::Strong), tokens.ink, words.top() + 9.0);
    line(article.maker(), text(15.0, Text::Body), tokens.ink_soft, words.top() + 36.0);
    focus_ring(ui, &response, inner, 16);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, item.name()));
    response.clicked()
}
