//! What a visitor sees: looks that follow one another, a question, a mirror with looks below it, a warning.

use egui::{
    Align, Align2, CentralPanel, CornerRadius, FontId, Frame, Id, Key, Layout, Margin, Panel, Rect, RichText,
    ScrollArea, Sense, Ui, Vec2, WidgetInfo, accesskit::Role, vec2,
};

use super::{
    Offer, Shown,
    button::{TOUCH, Weight, held, pressed},
    code, is_blank, pin, shades,
};
use crate::{
    kiosk::{Event, KioskConfig, Scene},
    language::{self, say},
    pipeline::SourceStatus,
    studio::Command,
    ui::{
        card,
        pictures::Pictures,
        shelf, stage,
        tokens::{GAP, MARGIN, SPACE, Text, Tokens},
    },
};

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
fn attract(ui: &mut Ui, shown: &Shown, pictures: &Pictures, events: &mut Vec<Event>) {
    let tokens = Tokens::of(ui.ctx());
    CentralPanel::default().frame(Frame::new().fill(tokens.paper)).show(ui, |ui| {
        let space = ui.available_rect_before_wrap();
        stage::cover(ui, &shown.studio, pictures);
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
            let yes = pressed(ui, "Yes, show me", Weight::Leading);
            let no = pressed(ui, "No, thank you", Weight::Plain);
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
    let spoken = ui.horizontal(|ui| {
        let name = |code: &String| {
            language::learnt().iter().find(|learnt| learnt.code == *code).map(|learnt| learnt.name.as_str())
        };
        let chosen = languages
            .iter()
            .filter(|code| {
                pressed(ui, name(code).unwrap_or("English"), Weight::Choice(language::spoken() == code.as_str()))
            })
            .last();
        chosen.map(|code| Event::Speak(code.clone()))
    });
    ui.add_space(SPACE);
    spoken.inner
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
                    let card = shelf::card_of(ui, CARD, look, thumbnail, worn, shown.studio.mirror);
                    if shelf::hinted(card, look).clicked() {
                        events.push(Event::Choose(Some(number)));
                    }
                }
            });
        });
    });
    events.extend(shades::show(ui, &shown.kiosk));
    let frame = Frame::new().fill(tokens.paper).inner_margin(Margin { left: side, right: side, top: side, bottom: 0 });
    CentralPanel::default().frame(frame).show(ui, |ui| match shown.studio.status {
        SourceStatus::Streaming(_) => drop(stage::show(ui, &shown.studio, pictures)),
        // Why there is no picture is told in larger letters.
        SourceStatus::Waiting(_) | SourceStatus::Failed(_) => stage::cover(ui, &shown.studio, pictures),
    });
}

fn controls(ui: &mut Ui, shown: &mut Shown, events: &mut Vec<Event>) {
    let tokens = Tokens::of(ui.ctx());
    ui.horizontal(|ui| {
        if pressed(ui, "Bare", Weight::Plain) {
            events.push(Event::Choose(None));
        }
        let before = held(ui, "Hold: before");
        if before != shown.studio.before_held {
            shown.studio.update(Command::HoldBefore(before));
            events.push(Event::Touch);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if pressed(ui, "Done, forget me", Weight::Leading) {
                events.push(Event::Done);
            }
            if shown.kiosk.offers_shades() && pressed(ui, "Shades", Weight::Choice(shown.kiosk.shades_shown())) {
                events.push(Event::ToggleShades);
            }
            if shown.kiosk.config().take_home && pressed(ui, "Take it home", Weight::Plain) {
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
            let back = pressed(ui, "Back", Weight::Leading);
            let done = pressed(ui, "Done, forget me", Weight::Plain);
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
            let more = pressed(ui, "More time", Weight::Leading);
            let done = pressed(ui, "Done, forget me", Weight::Plain);
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
