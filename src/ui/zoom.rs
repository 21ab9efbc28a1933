//! A closer look at the picture: the wheel or two fingers bring it nearer, dragging moves it about, a double click shows it whole again.

use egui::{Context, CursorIcon, Id, Rect, Response, Ui, Vec2, pos2, vec2};

/// Nearest that it comes.
const MOST: f32 = 6.0;
/// Points of the wheel by which it comes nearer by a factor of e.
const WHEEL: f32 = 240.0;
/// How near a key brings it.
const BY_KEY: f32 = 2.5;

/// How near the picture is, and what of it is in the middle.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Zoom {
    times: f32,
    /// As a share of the picture on the screen.
    middle: Vec2,
}

const WHOLE: Zoom = Zoom { times: 1.0, middle: Vec2::splat(0.5) };

/// Whether the picture is nearer than whole: dragging moves it about.
pub fn is_near(ctx: &Context) -> bool {
    of(ctx).times > 1.0
}

/// How many times as large as whole the picture is.
pub fn times(ctx: &Context) -> f32 {
    of(ctx).times
}

/// Shows the picture whole, or a part of it near; `around` is a share of the picture on the screen.
pub fn toggle(ctx: &Context, around: Vec2) {
    let next = if is_near(ctx) { WHOLE } else { Zoom { times: BY_KEY, middle: around } };
    ctx.data_mut(|data| data.insert_temp(id(), next));
}

/// Where the picture, which is `whole` when it is seen whole, is to be drawn, after what the person does to it in `space`.
pub fn placed(ui: &Ui, response: &Response, whole: Rect, space: Rect, drags: bool) -> Rect {
    let mut zoom = of(ui.ctx());
    if response.contains_pointer() {
        let (wheel, pinch, twice, at) = ui.input(|input| {
            let twice = input.pointer.button_double_clicked(egui::PointerButton::Primary);
            (input.smooth_scroll_delta.y, input.zoom_delta(), twice, input.pointer.hover_pos())
        });
        let nearer = (wheel / WHEEL).exp() * pinch;
        if let Some(at) = at.filter(|_| nearer != 1.0) {
            zoom = zoom.nearer(nearer, (at - placed_at(zoom, whole).min) / placed_at(zoom, whole).size());
        }
        if twice && drags {
            zoom = WHOLE;
        }
        if drags && zoom.times > 1.0 {
            ui.set_cursor_icon(if response.dragged() { CursorIcon::Grabbing } else { CursorIcon::Grab });
        }
    }
    if drags && response.dragged() {
        zoom.middle -= response.drag_delta() / placed_at(zoom, whole).size();
    }
    zoom = zoom.within(whole.size(), space.size());
    ui.data_mut(|data| data.insert_temp(id(), zoom));
    placed_at(zoom, whole)
}

impl Zoom {
    /// Nearer by a factor, while the place of the picture that is pointed at stays where it is.
    fn nearer(self, factor: f32, pointed: Vec2) -> Self {
        let times = (self.times * factor).clamp(1.0, MOST);
        let middle = pointed + (self.middle - pointed) * (self.times / times);
        Self { times, middle }
    }

    /// Nothing but the picture is in the space as far as it fills that.
    fn within(self, whole: Vec2, space: Vec2) -> Self {
        let size = whole * self.times;
        let along = |middle: f32, size: f32, space: f32| {
            let half = (space / size.max(1.0) / 2.0).min(0.5);
            middle.clamp(half, 1.0 - half)
        };
        let middle = vec2(along(self.middle.x, size.x, space.x), along(self.middle.y, size.y, space.y));
        Self { middle, ..self }
    }
}

fn placed_at(zoom: Zoom, whole: Rect) -> Rect {
    let size = whole.size() * zoom.times;
    let min = whole.center() - size * zoom.middle;
    Rect::from_min_size(pos2(min.x, min.y), size)
}

fn of(ctx: &Context) -> Zoom {
    ctx.data(|data| data.get_temp(id())).unwrap_or(WHOLE)
}

fn id() -> Id {
    Id::unique("how near the picture is")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pointed_at_stays_under_the_pointer() {
        let whole = Rect::from_min_size(pos2(100.0, 50.0), vec2(400.0, 300.0));
        let pointed = vec2(0.25, 0.75);
        let on_screen = |zoom: Zoom| placed_at(zoom, whole).min + placed_at(zoom, whole).size() * pointed;
        let near = WHOLE.nearer(2.0, pointed).nearer(1.5, pointed);
        assert!((on_screen(near) - on_screen(WHOLE)).length() < 1e-3);
        assert_eq!(near.nearer(1e-3, pointed).times, 1.0);
        assert_eq!(near.nearer(1e3, pointed).times, MOST);
    }

    #[test]
    fn the_space_stays_full_of_picture() {
        let (whole, space) = (vec2(400.0, 300.0), vec2(600.0, 300.0));
        let far = Zoom { times: 2.0, middle: vec2(-3.0, 9.0) }.within(whole, space);
        let rect = placed_at(far, Rect::from_center_size(pos2(300.0, 150.0), whole));
        assert!((rect.left() - 0.0).abs() < 1e-3 && (rect.bottom() - 300.0).abs() < 1e-3, "{rect:?}");
        // Where it is narrower than the space it stays in the middle.
        assert_eq!(WHOLE.within(vec2(400.0, 300.0), vec2(900.0, 300.0)), WHOLE);
    }
}
