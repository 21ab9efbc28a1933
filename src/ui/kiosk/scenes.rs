//! What a visitor sees: looks that follow one another, a question, a mirror with looks below it, a warning.

use egui::{
    Align, Align2, CentralPanel, Color32, CornerRadius, FontId, Frame, Id, Key, Layout, Margin, Panel, Rect, RichText,
    ScrollArea, Sense, Ui, Vec2, WidgetInfo, accesskit::Role, vec2,
};

use super::{Offer, Shown, code, is_blank, pin, shades};
use crate::{
    kiosk::{Event, KioskConfig, Scene},
    language::{self, say},
    studio::Command,
    ui::{
        card,
        pictures::Pictures,
        shelf, stage,
        tokens::{GAP, MARGIN, SPACE, Text, Tokens},
    },
};

/// Height of buttons, points: a finger meets them without looking.
pub const TOUCH: f32 = 64.0;
/// Side of a look's picture, points.
const CARD: f32 = 148.0;
/// Side of the corner that is held to leave, points; the key that is held instead; and for how long, seconds.
const CORNER: f32 = 90.0;
const CORNER_KEY: Key = Key::Escape;
const HELD: f64 = 3.0;

/// Draws what is on the screen; gives what the visitor did.
pub fn show(ui: &mut Ui, shown: &mut Shown, pictures: &mut Pictures) -> Vec<Event> {
    let tokens = Tokens::of(ui.ctx());
    let mut events = Vec::new();
    let scene = shown.kiosk.scene();
    let frame = Frame::new().fill(tokens.paper);
    if is_blank(scene) {
        CentralPanel::default().frame(frame).show(ui, |_| ());
        return events;
    }
    if matches!(shown.kiosk.behind(), Scene::Trying | Scene::TakingHome | Scene::Warning(_)) {
        trying(ui, shown, pictures, &mut events);
    } else {
        attract(ui, shown, pictures, &mut events);
    }
    match scene {
        Scene::Consent => events.extend(consent(ui, shown.kiosk.config())),
        Scene::TakingHome => events.extend(taking_home(ui, shown.offer.as_ref())),
        Scene::Warning(left) => events.extend(warning(ui, left)),
        Scene::Pin => events.extend(pin::show(ui, shown)),
        Scene::Attract | Scene::Trying | Scene::Over => {}
    }
    events.extend(corner(ui, shown));
    let touched = ui.ctx().input(|input| {
        let keys = input.events.iter().any(|event| matches!(event, egui::Event::Key { pressed: true, .. }));
        input.pointer.any_pressed() || input.any_touches() || keys
    });
    // What was pressed says it already.
    if touched && events.is_empty() && scene == Scene::Trying {
        events.push(Event::Touch);
    }
    events
}

pub fn text(size: f32, family: Text) -> FontId {
    FontId::new(size, family.font().family)
}

/// Nobody is here: a face in one look after the other, and an invitation. A touch anywhere begins.
fn attract(ui: &mut Ui, shown: &Shown, pictures: &mut Pictures, events: &mut Vec<Event>) {
    let tokens = Tokens::of(ui.ctx());
    let margin = Margin::same(MARGIN as i8);
    CentralPanel::default().frame(Frame::new().fill(tokens.paper).inner_margin(margin)).show(ui, |ui| {
        let space = ui.available_rect_before_wrap();
        stage::show(ui, &shown.studio, pictures);
        let painter = ui.painter();
        let veil = Rect::from_center_size(space.center_bottom() - vec2(0.0, 130.0), vec2(640.0, 150.0));
        painter.rect_filled(veil, CornerRadius::same(36), tokens.veil);
        let title = shown.kiosk.config().title.as_str();
        painter.text(
            veil.center() - vec2(0.0, 28.0),
            Align2::CENTER_CENTER,
            title,
            text(44.0, Text::Wordmark),
            tokens.on_veil,
        );
        let invitation = say("Touch to see yourself in this");
        let worn = shown.kiosk.worn().and_then(|worn| shown.kiosk.looks().get(worn));
        let line = match worn {
            Some(look) => say!("Touch to see yourself in {look}", look = say(&look.name)),
            None => invitation.to_owned(),
        };
        painter.text(
            veil.center() + vec2(0.0, 32.0),
            Align2::CENTER_CENTER,
            line,
            text(24.0, Text::Strong),
            tokens.on_veil,
        );
        let response = ui.interact(space, Id::unique("attract"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, invitation));
        if response.clicked() && shown.kiosk.scene() == Scene::Attract {
            events.push(Event::Touch);
        }
    });
}

/// The camera is used only after this.
fn consent(ui: &Ui, config: &KioskConfig) -> Option<Event> {
    let shown = card::show(ui.ctx(), "consent", say("May the camera show you?"), |ui| {
        ui.set_width(620.0);
        let chosen = choose_language(ui, &config.languages);
        ui.label(RichText::new(say("May the camera show you?")).font(text(38.0, Text::Title)));
        ui.add_space(GAP);
        let words = match config.take_home {
            false => {
                "You see yourself on this screen, and nobody else does. Nothing is recorded, kept or sent. When you go, \
                 everything is forgotten."
            }
            true => {
                "You see yourself on this screen, and nobody else does. Nothing is recorded or kept, and nothing is sent but the picture \
                 that you fetch yourself. When you go, everything is forgotten."
            }
        };
        ui.label(RichText::new(say(words)).font(text(20.0, Text::Body)));
        ui.add_space(SPACE * 1.5);
        let answer = ui.horizontal(|ui| {
            let yes = big_button(ui, "Yes, show me", true);
            let no = big_button(ui, "No, thank you", false);
            match (yes, no) {
                (true, _) => Some(Event::Consent(true)),
                (_, true) => Some(Event::Consent(false)),
                _ => None,
            }
        });
        answer.inner.or(chosen)
    });
    shown.inner
}

/// A button for each language, where there are several.
fn choose_language(ui: &mut Ui, languages: &[String]) -> Option<Event> {
    if languages.len() < 2 {
        return None;
    }
    let pressed = ui.horizontal(|ui| {
        let name = |code: &String| {
            language::learnt().iter().find(|learnt| learnt.code == *code).map(|learnt| learnt.name.as_str())
        };
        let pressed = languages
            .iter()
            .filter(|code| big_button(ui, name(code).unwrap_or("English"), language::spoken() == code.as_str()))
            .last();
        pressed.map(|code| Event::Speak(code.clone()))
    });
    ui.add_space(SPACE);
    pressed.inner
}

/// The mirror, the looks below it, how strongly, and the way out.
fn trying(ui: &mut Ui, shown: &mut Shown, pictures: &mut Pictures, events: &mut Vec<Event>) {
    let tokens = Tokens::of(ui.ctx());
    let side = MARGIN as i8;
    let frame = Frame::new().fill(tokens.paper).inner_margin(Margin { left: side, right: side, top: 12, bottom: 16 });
    let height = CARD + TOUCH + 76.0;
    Panel::bottom("looks").exact_size(height).show_separator_line(false).frame(frame).show(ui, |ui| {
        controls(ui, shown, events);
        ui.add_space(GAP);
        ScrollArea::horizontal().id_salt("kiosk looks").show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE;
                for (number, look) in shown.kiosk.looks().iter().enumerate() {
                    let worn = shown.kiosk.worn() == Some(number);
                    let thumbnail = pictures.thumbnail(&look.id).map(egui::TextureHandle::id);
                    if shelf::card_of(ui, CARD, look, thumbnail, worn, shown.studio.mirror).clicked() {
                        events.push(Event::Choose(Some(number)));
                    }
                }
            });
        });
    });
    events.extend(shades::show(ui, &shown.kiosk));
    let frame = Frame::new().fill(tokens.paper).inner_margin(Margin { left: side, right: side, top: side, bottom: 0 });
    CentralPanel::default().frame(frame).show(ui, |ui| stage::show(ui, &shown.studio, pictures));
}

fn controls(ui: &mut Ui, shown: &mut Shown, events: &mut Vec<Event>) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        if big_button(ui, "Bare", false) {
            events.push(Event::Choose(None));
        }
        let before = hold_button(ui, "Hold: before");
        if before != shown.studio.before_held {
            shown.studio.update(Command::HoldBefore(before));
            events.push(Event::Touch);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if big_button(ui, "Done, forget me", true) {
                events.push(Event::Done);
            }
            if shown.kiosk.offers_shades() && big_button(ui, "Shades", shown.kiosk.shades_shown()) {
                events.push(Event::ToggleShades);
            }
            if shown.kiosk.config().take_home && big_button(ui, "Take it home", false) {
                events.push(Event::TakeHome);
            }
            ui.add_space(SPACE);
            let name = shown.kiosk.worn().and_then(|worn| shown.kiosk.looks().get(worn));
            let name = say(name.map_or("Bare", |look| look.name.as_str()));
            ui.label(RichText::new(name).font(text(32.0, Text::Title)).color(tokens.ink));
        });
    });
}

/// The code that a telephone reads the picture's address from.
fn taking_home(ui: &Ui, offer: Option<&Offer>) -> Option<Event> {
    let shown = card::show(ui.ctx(), "take home", say("Take your picture home"), |ui| {
        ui.set_width(620.0);
        ui.label(RichText::new(say("Take your picture home")).font(text(38.0, Text::Title)));
        ui.add_space(GAP);
        match offer {
            Some(Offer::At(url)) => {
                let words = "Read this code with your telephone, in the Wi-Fi of this shop. The picture can be fetched as long as \
                             you see the code, and goes to nobody else.";
                ui.label(RichText::new(say(words)).font(text(20.0, Text::Body)));
                ui.add_space(SPACE);
                ui.vertical_centered(|ui| code::show(ui, url));
            }
            Some(Offer::Not(problem)) => drop(ui.label(RichText::new(problem).font(text(20.0, Text::Body)))),
            Some(Offer::Making) | None => {
                ui.label(RichText::new(say("Your picture is being made…")).font(text(20.0, Text::Body)));
            }
        }
        ui.add_space(SPACE);
        ui.horizontal(|ui| {
            let back = big_button(ui, "Back", true);
            let done = big_button(ui, "Done, forget me", false);
            match (back, done) {
                (true, _) => Some(Event::Back),
                (_, true) => Some(Event::Done),
                _ => None,
            }
        })
        .inner
    });
    shown.inner
}

/// Asks whether anybody is still here.
fn warning(ui: &Ui, left: u64) -> Option<Event> {
    let shown = card::show(ui.ctx(), "still here", say("Still there?"), |ui| {
        ui.set_width(560.0);
        ui.label(RichText::new(say("Still there?")).font(text(38.0, Text::Title)));
        let words = say!("You are forgotten in {left} seconds.", left = left);
        ui.label(RichText::new(words).font(text(20.0, Text::Body)));
        ui.add_space(SPACE * 1.5);
        ui.horizontal(|ui| {
            let more = big_button(ui, "More time", true);
            let done = big_button(ui, "Done, forget me", false);
            match (more, done) {
                (true, _) => Some(Event::MoreTime),
                (_, true) => Some(Event::Done),
                _ => None,
            }
        })
        .inner
    });
    shown.inner
}

/// A corner without a sign, and a key that does the same, for whoever runs the kiosk.
fn corner(ui: &Ui, shown: &mut Shown) -> Option<Event> {
    let place = Rect::from_min_size(ui.ctx().content_rect().min, Vec2::splat(CORNER));
    let (held, now) = ui.ctx().input(|input| {
        let there = input.pointer.interact_pos().is_some_and(|at| place.contains(at));
        ((there && input.pointer.any_down()) || input.key_down(CORNER_KEY), input.time)
    });
    match (held, shown.corner) {
        (false, _) => shown.corner = None,
        (true, None) => shown.corner = Some(now),
        (true, Some(since)) if now - since >= HELD => {
            shown.corner = None;
            (shown.typed, shown.wrong) = (String::new(), false);
            return Some(Event::AskPin);
        }
        (true, Some(_)) => {}
    }
    None
}

/// A button for a finger.
pub fn big_button(ui: &mut Ui, label: &str, strong: bool) -> bool {
    big(ui, label, strong, TOUCH).clicked()
}

/// One that works as long as it is held: by a finger, or by a key that presses any other.
fn hold_button(ui: &mut Ui, label: &str) -> bool {
    let response = big(ui, label, false, TOUCH);
    let by_key = || ui.input(|input| input.key_down(Key::Space) || input.key_down(Key::Enter));
    response.is_pointer_button_down_on() || (response.has_focus() && by_key())
}

/// At least so wide, points.
pub fn big(ui: &mut Ui, label: &str, strong: bool, least: f32) -> egui::Response {
    let label = say(label);
    let tokens = Tokens::of(ui.ctx());
    let galley = ui.painter().layout_no_wrap(label.into(), text(20.0, Text::Strong), Color32::PLACEHOLDER);
    let size = vec2((galley.size().x + 56.0).max(least), TOUCH);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    let pressed = response.is_pointer_button_down_on();
    let (fill, ink) = match (strong, pressed) {
        (true, false) => (tokens.accent, tokens.on_accent),
        (true, true) => (tokens.accent.gamma_multiply(0.8), tokens.on_accent),
        (false, true) => (tokens.line, tokens.ink),
        (false, false) => (tokens.raised, tokens.ink),
    };
    ui.painter().rect_filled(rect, CornerRadius::same((TOUCH / 2.0) as u8), fill);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    if response.has_focus() {
        let stroke = egui::Stroke::new(3.0, tokens.accent);
        ui.painter().rect_stroke(rect.expand(3.0), CornerRadius::same(34), stroke, egui::StrokeKind::Outside);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    response
}
