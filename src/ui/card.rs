//! A card above everything: nothing else can be reached until it is closed.

use egui::{
    Align2, Area, Color32, Context, CornerRadius, Frame, Id, Margin, Modal, ModalResponse, Order, Shadow, Ui, vec2,
};

use super::tokens::{CORNER_LARGE, MARGIN, Tokens};

/// Height that the title and the margins of a card take, and the window leaves around it, points.
pub const AROUND: f32 = 130.0;

/// Shows a card; a screen reader says its name, in the person's language, and leaves out what lies behind.
pub fn show<R>(ctx: &Context, id: &str, name: &str, content: impl FnOnce(&mut Ui) -> R) -> ModalResponse<R> {
    show_in(ctx, Modal::default_area(Id::unique(id)), BACKDROP, name, content)
}

/// A card also above a hint that is open: that stays as long as the pointer rests.
pub fn show_above_hints<R>(
    ctx: &Context,
    id: &str,
    name: &str,
    content: impl FnOnce(&mut Ui) -> R,
) -> ModalResponse<R> {
    show_in(ctx, Modal::default_area(Id::unique(id)).order(Order::Tooltip), BACKDROP, name, content)
}

/// A card at the lower edge: the face above it is what it is about.
pub fn show_below<R>(ctx: &Context, id: &str, name: &str, content: impl FnOnce(&mut Ui) -> R) -> ModalResponse<R> {
    let area = Modal::default_area(Id::unique(id)).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -MARGIN));
    show_in(ctx, area, Color32::from_black_alpha(30), name, content)
}

/// Veil over what lies behind a card.
const BACKDROP: Color32 = Color32::from_black_alpha(100);

fn show_in<R>(
    ctx: &Context,
    area: Area,
    backdrop: Color32,
    name: &str,
    content: impl FnOnce(&mut Ui) -> R,
) -> ModalResponse<R> {
    let shadow = Shadow { offset: [0, 8], blur: 32, spread: 0, color: Color32::from_black_alpha(60) };
    let frame = Frame::new().fill(Tokens::of(ctx).surface).corner_radius(CornerRadius::same(CORNER_LARGE));
    let frame = frame.shadow(shadow).inner_margin(Margin::same(28));
    let id = area.layer().id;
    let shown =
        Modal::new(id).area(area.accessible_name(name)).backdrop_color(backdrop).frame(frame).show(ctx, content);
    ctx.accesskit_node_builder(id, |node| node.set_modal());
    shown
}
