//! The strip of looks, each on the face that is in front of the camera, and what is worn.

use egui::{
    Align, Align2, Color32, CornerRadius, Id, Layout, Popup, Rect, RichText, Sense, Shape, Stroke, StrokeKind,
    TextEdit, TextureId, Ui, UiBuilder, WidgetInfo,
    accesskit::Role,
    epaint::RectShape,
    pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use super::{
    Request,
    pictures::Pictures,
    sideways,
    tokens::{CARD_SIDE, CORNER, GAP, SPACE, Text, Tokens, card_side, icon, is_low},
    widgets::{chip, chip_with, field, focus_ring, in_view, menu_content, menu_entry, slider},
};
use crate::{
    language::say,
    look::{Look, Product, names::capitalized},
    studio::{Browse, Command, Mix, Studio},
};

/// Height of the row of families, points.
const CHIP_ROW: f32 = 34.0;
/// What stands above and below the pictures of looks, points; and in a low window.
const ROWS: f32 = 142.0;
const LOW_ROWS: f32 = 82.0;
/// Length of the slider, points; and in a low window, and how much room the name of what is worn has there.
const SLIDER: f32 = 190.0;
const LOW_SLIDER: f32 = 80.0;
const LOW_TITLE: f32 = 106.0;

/// Draws families, intensity and cards; gives what the person chose.
pub fn show(ui: &mut Ui, studio: &Studio, pictures: &Pictures) -> Vec<Request> {
    let mut commands = Vec::new();
    let mut asked = None;
    heading(ui, studio, &mut commands);
    ui.add_space(GAP);
    let newly_worn = is_new(ui, studio.worn.as_ref());
    let row = ui.available_rect_before_wrap();
    let mut cards = ui.new_child(UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Min)));
    // Where there is room, a line above the looks tells of the one that is pointed at, and covers nothing.
    let told = !is_low(ui.ctx()) && studio.mix.is_none();
    let (mut pointed, mut focused) = (None, None);
    sideways::show(&mut cards, "shelf", card_side(ui.ctx()) / 2.0, true, |ui| {
        ui.spacing_mut().item_spacing.x = SPACE - 4.0;
        if sign_card(ui, "Bare", icon::BARE, studio.worn.is_none()).clicked() {
            commands.push(Command::Wear(None));
        }
        let photo = sign_card(ui, "From a photo", icon::WAND, false);
        if photo.on_hover_text(say("Copy the makeup of somebody in a photo (C)")).clicked() {
            asked = Some(Request::ChooseReference);
        }
        let surprise = sign_card(ui, "Surprise me", icon::DICE, false);
        if surprise.on_hover_text(say("A new look, like those of the chosen family")).clicked() {
            asked = Some(Request::Surprise);
        }
        let shelf = studio.shelf();
        if shelf.is_empty() {
            nothing_here(ui, studio);
        }
        for look in shelf {
            let worn = studio.worn.as_ref() == Some(&look.id);
            let thumbnail = pictures.thumbnail(&look.id).map(egui::TextureHandle::id);
            let response = card(ui, look, thumbnail, worn, studio.mirror);
            let response = if told { response } else { hinted(response, look) };
            if response.has_focus() {
                let now = ui.ctx().cumulative_pass_nr();
                ui.ctx().data_mut(|data| data.insert_temp(under_keyboard_id(), (now, look.id.clone())));
            }
            commands.extend(heart(ui, studio, look, &response));
            if response.contains_pointer() {
                pointed = Some(look.id.clone());
            } else if response.has_focus() {
                focused = Some(look.id.clone());
            }
            if worn && newly_worn {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                commands.push(Command::Wear(Some(look.id.clone())));
            }
        }
    });
    ui.data_mut(|data| data.insert_temp::<Option<String>>(pointed_id(), pointed.or(focused)));
    ui.allocate_rect(row, Sense::hover());
    commands.into_iter().map(Request::Studio).chain(asked).collect()
}

/// Where it is noted which look the pointer or the keyboard is on.
fn pointed_id() -> Id {
    Id::unique("look that is pointed at")
}

/// A line about what is worn; or about the look that is pointed at, which it names then.
fn line(ui: &Ui, studio: &Studio) -> LayoutJob {
    let tokens = Tokens::of(ui.ctx());
    let mut line = LayoutJob::default();
    let mut add = |text: &str, font: Text, ink: Color32| {
        line.append(text, 0.0, TextFormat::simple(font.font(), ink));
    };
    let pointed = ui.data(|data| data.get_temp::<Option<String>>(pointed_id())).flatten();
    let pointed = pointed.filter(|id| studio.worn.as_ref() != Some(id));
    if let Some(look) = pointed.and_then(|id| studio.all_looks().find(|look| look.id == id)) {
        add(say(&look.name), Text::Strong, tokens.accent);
        add("  ", Text::Body, tokens.ink_soft);
        add(say(&look.description), Text::Body, tokens.ink_soft);
        return line;
    }
    let choose = || say("Choose a look below to see it on yourself.");
    add(studio.worn_look().map_or_else(choose, |look| say(&look.description)), Text::Body, tokens.ink_soft);
    line
}

/// Whether something else is worn than when this was last asked: its card is then brought into view.
fn is_new(ui: &Ui, worn: Option<&String>) -> bool {
    let id = Id::unique("worn last");
    ui.ctx().data_mut(|data| {
        let before = data.get_temp::<Option<String>>(id).flatten();
        data.insert_temp(id, worn.cloned());
        before.as_ref() != worn
    })
}

/// Height of the strip, points.
pub fn height(ctx: &egui::Context) -> f32 {
    card_side(ctx) + if is_low(ctx) { LOW_ROWS } else { ROWS }
}

/// What is worn, how strongly, and the families: in a row of their own, unless the window is low.
fn heading(ui: &mut Ui, studio: &Studio, commands: &mut Vec<Command>) {
    let tokens = Tokens::of(ui.ctx());
    let name = studio.worn_look().map_or(say("Bare"), |look| say(&look.name));
    let title = egui::Label::new(RichText::new(name).font(Text::Title.font()));
    if is_low(ui.ctx()) {
        right_to_left(ui, CHIP_ROW, |ui| {
            intensity(ui, studio, LOW_SLIDER, commands);
            choosers(ui, studio, commands);
            left_to_right(ui, CHIP_ROW, |ui| {
                // What is to be done now has the room of what can be done otherwise.
                if studio.mix.as_ref().is_some_and(|mix| mix.to.is_none()) {
                    let text = RichText::new(say("Choose the look below that it is mixed with.")).color(tokens.accent);
                    ui.add(egui::Label::new(text).truncate());
                    return;
                }
                ui.scope(|ui| {
                    ui.set_max_width(LOW_TITLE);
                    match &studio.mix {
                        Some(mix) => commands.extend(slider(ui, "Mix", mix.share, LOW_TITLE).to.map(Command::MoveMix)),
                        None => drop(ui.add(title.truncate())),
                    }
                });
                families(ui, studio, commands);
            });
        });
        return;
    }
    ui.horizontal(|ui| {
        ui.add(title);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            intensity(ui, studio, SLIDER, commands);
            ui.label(RichText::new(say("Intensity")).color(tokens.ink_soft));
            ui.add_space(SPACE);
            left_to_right(ui, 24.0, |ui| match &studio.mix {
                Some(mix) => mixer(ui, mix, commands),
                None => drop(ui.add(egui::Label::new(line(ui, studio)).truncate())),
            });
        });
    });
    right_to_left(ui, CHIP_ROW, |ui| {
        choosers(ui, studio, commands);
        ui.add_space(SPACE);
        left_to_right(ui, CHIP_ROW, |ui| families(ui, studio, commands));
    });
}

fn right_to_left(ui: &mut Ui, height: f32, content: impl FnOnce(&mut Ui)) {
    let room = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), content);
}

fn left_to_right(ui: &mut Ui, height: f32, content: impl FnOnce(&mut Ui)) {
    let room = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), content);
}

/// How strongly everything is worn.
fn intensity(ui: &mut Ui, studio: &Studio, width: f32, commands: &mut Vec<Command>) {
    // Of one width whatever the number, so that the slider stays under the pointer that drags it.
    let percent = RichText::new(format!("{} %", (studio.intensity * 100.0).round())).font(Text::Strong.font());
    ui.allocate_ui_with_layout(vec2(48.0, 24.0), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_width(48.0);
        ui.label(percent);
    });
    if let Some(share) = slider(ui, "Intensity", studio.intensity, width).to {
        commands.push(Command::Intensity(share));
    }
}

/// The ways to what the worn look is made of, and to a mix of two.
fn choosers(ui: &mut Ui, studio: &Studio, commands: &mut Vec<Command>) {
    let hint = "The products of this look: how much of each, which are on, and what to keep (P)";
    // A low window has no room for it beside a mix, of which there are none yet.
    let room = !is_low(ui.ctx()) || studio.mix.is_none();
    if room && chip(ui, "Products", studio.products_shown).on_hover_text(say(hint)).clicked() {
        commands.push(Command::ToggleProducts);
    }
    let hint = "Mix what is worn with another look";
    let mixable = studio.worn_look().is_some() || studio.mix.is_some();
    if mixable && chip(ui, "Mix", studio.mix.is_some()).on_hover_text(say(hint)).clicked() {
        commands.push(Command::ToggleMix);
    }
}

/// The slider between the two looks that are mixed.
fn mixer(ui: &mut Ui, mix: &Mix, commands: &mut Vec<Command>) {
    let tokens = Tokens::of(ui.ctx());
    let Some(to) = &mix.to else {
        ui.label(RichText::new(say("Choose the look below that it is mixed with.")).color(tokens.accent));
        return;
    };
    ui.label(RichText::new(say(&mix.from.name)).color(tokens.ink_soft));
    let width = (ui.available_width() - 120.0).clamp(80.0, 220.0);
    if let Some(share) = slider(ui, "Mix", mix.share, width).to {
        commands.push(Command::MoveMix(share));
    }
    ui.add(egui::Label::new(RichText::new(say(&to.name)).color(tokens.ink_soft)).truncate());
}

/// Words to find looks by.
fn search(ui: &mut Ui, studio: &Studio, commands: &mut Vec<Command>) {
    let tokens = Tokens::of(ui.ctx());
    let mut text = studio.search.clone();
    let right = if studio.search.is_empty() { 8 } else { 26 };
    let edit = TextEdit::singleline(&mut text)
        .id(search_field())
        .hint_text(say("Find a look"))
        .background_color(tokens.surface)
        .margin(egui::Margin { left: 30, right, top: 6, bottom: 6 })
        .desired_width(if is_low(ui.ctx()) { 82.0 } else { 110.0 });
    let response = ui.scope(|ui| {
        // As round as the families beside it.
        let states = &mut ui.visuals_mut().widgets;
        for state in [&mut states.inactive, &mut states.hovered, &mut states.active] {
            state.corner_radius = CornerRadius::same((CHIP_ROW / 2.0) as u8);
        }
        field(ui, edit)
    });
    let response = response.inner;
    let at = pos2(response.rect.left() + 15.0, response.rect.center().y);
    let font = egui::FontId::new(14.0, Text::Icon.font().family);
    ui.painter().text(at, Align2::CENTER_CENTER, icon::SEARCH, font, tokens.ink_soft);
    response.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, say("Find a look")));
    in_view(&response);
    if text != studio.search {
        commands.push(Command::Search(text));
    } else if !studio.search.is_empty() {
        let end = Rect::from_center_size(response.rect.right_center() - vec2(15.0, 0.0), egui::Vec2::splat(20.0));
        let clear = ui.interact(end, response.id.with("clear"), Sense::click());
        clear.widget_info(|| WidgetInfo::labeled(Role::Button, true, say("Clear the search")));
        let font = egui::FontId::new(14.0, Text::Icon.font().family);
        ui.painter().text(end.center(), Align2::CENTER_CENTER, icon::CLOSE, font, tokens.ink);
        focus_ring(ui, &clear, end, 10);
        if clear.on_hover_text(say("Clear the search")).clicked() {
            commands.push(Command::Search(String::new()));
        }
    }
}

/// The field that looks are searched for in.
pub fn search_field() -> Id {
    Id::unique("find a look")
}

/// The look whose card had the keyboard when the shelf was last drawn.
pub fn under_keyboard(ctx: &egui::Context) -> Option<String> {
    let (pass, look) = ctx.data(|data| data.get_temp::<(u64, String)>(under_keyboard_id()))?;
    (pass + 1 >= ctx.cumulative_pass_nr()).then_some(look)
}

fn under_keyboard_id() -> Id {
    Id::unique("look under the keyboard")
}

/// Where no look stands on the shelf.
fn nothing_here(ui: &mut Ui, studio: &Studio) {
    let text = match studio.browsing {
        _ if !studio.search.is_empty() => say!("Nothing here matches “{words}”.", words = studio.search),
        Browse::Favourites => say("Press the heart of a look, and it stands here.").into(),
        Browse::Recent => say("Looks that you wear stand here.").into(),
        Browse::All | Browse::Family(_) => say("There are no looks here.").into(),
    };
    ui.add_space(SPACE);
    ui.vertical(|ui| {
        ui.add_space(card_side(ui.ctx()) / 2.0 - 10.0);
        ui.label(RichText::new(text).color(Tokens::of(ui.ctx()).ink_soft));
    });
}

/// Marks a look: the heart is seen on marked looks, and where the pointer or the keyboard is.
fn heart(ui: &mut Ui, studio: &Studio, look: &Look, card: &egui::Response) -> Option<Command> {
    let marked = studio.preferences.is_favourite(&look.id);
    let rect = Rect::from_center_size(card.rect.left_top() + vec2(18.0, 18.0), egui::Vec2::splat(36.0));
    // The Tab key goes from look to look; the key H marks the one that it is on.
    let response = ui.interact(rect, card.id.with("heart"), Sense::CLICK);
    let label = say!("Favourite {name}", name = say(&look.name));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, marked, &label));
    if marked || response.hovered() || card.has_focus() || card.contains_pointer() {
        let tokens = Tokens::of(ui.ctx());
        ui.painter().circle_filled(rect.center(), 12.0, tokens.veil);
        let font = egui::FontId::new(14.0, Text::Icon.font().family);
        let ink = if marked { tokens.heart } else { tokens.on_veil };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, icon::HEART, font, ink);
    }
    response.clicked().then(|| Command::ToggleFavourite(look.id.clone()))
}

/// The search, and the families: in a row that scrolls where there are more than it holds, or in a low window in a menu.
fn families(ui: &mut Ui, studio: &Studio, commands: &mut Vec<Command>) {
    search(ui, studio, commands);
    let choices = choices(studio);
    if is_low(ui.ctx()) {
        let chosen = choices.iter().find(|(_, browse)| *browse == studio.browsing);
        let name = chosen.map_or("All", |(name, _)| name);
        let button = chip_with(ui, name, icon::DOWN_SMALL, true).on_hover_text(say("Families of looks"));
        Popup::menu(&button).show(|ui| {
            menu_content(ui, |ui| {
                ui.set_min_width(160.0);
                for (name, browse) in choices {
                    if menu_entry(ui, &name, browse == studio.browsing).clicked() {
                        commands.push(Command::Browse(browse));
                        // By itself it closes for the pointer alone.
                        ui.close();
                    }
                }
            });
        });
        return;
    }
    sideways::show(ui, "families", CHIP_ROW / 2.0, false, |ui| {
        for (name, browse) in choices {
            let chosen = studio.browsing == browse;
            if chip(ui, &name, chosen).clicked() {
                commands.push(Command::Browse(if chosen { Browse::All } else { browse }));
            }
        }
    });
}

/// What can be browsed, with its name in English.
fn choices(studio: &Studio) -> Vec<(String, Browse)> {
    let mut choices = vec![("All".to_owned(), Browse::All)];
    if !studio.preferences.favourites.is_empty() || studio.browsing == Browse::Favourites {
        choices.push(("Favourites".into(), Browse::Favourites));
    }
    if !studio.preferences.recent.is_empty() || studio.browsing == Browse::Recent {
        choices.push(("Recent".into(), Browse::Recent));
    }
    let families = studio.families().into_iter();
    choices.extend(families.map(|family| (capitalized(say(family)), Browse::Family(family.into()))));
    choices
}

fn card_frame(ui: &mut Ui, side: f32, name: &str, worn: bool) -> (Rect, egui::Response) {
    let name = say(name);
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(side, side + 28.0), Sense::click());
    let picture = Rect::from_min_size(rect.min, egui::Vec2::splat(side));
    ui.painter().rect_filled(picture, CornerRadius::same(CORNER), tokens.stage);
    let ink = if worn { tokens.accent } else { tokens.ink };
    // A larger card is read from further away.
    let font = if side > CARD_SIDE { Text::Body } else { Text::Small };
    let mut text = LayoutJob::simple_singleline(name.into(), font.font(), ink);
    text.wrap = TextWrapping::truncate_at_width(side);
    let galley = ui.painter().layout_job(text);
    let at = pos2(picture.center().x - galley.size().x / 2.0, picture.bottom() + GAP);
    ui.painter().galley(at, galley, ink);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, worn, name));
    (picture, response)
}

fn card_border(ui: &Ui, picture: Rect, response: &egui::Response, worn: bool) {
    let tokens = Tokens::of(ui.ctx());
    let corners = CornerRadius::same(CORNER);
    focus_ring(ui, response, picture, CORNER);
    if worn {
        ui.painter().rect_stroke(picture, corners, Stroke::new(3.0, tokens.accent), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_stroke(picture, corners, Stroke::new(2.0, tokens.ink_soft), StrokeKind::Inside);
    }
    if worn {
        let at = picture.right_top() + vec2(-16.0, 16.0);
        ui.painter().circle_filled(at, 10.0, tokens.accent);
        let font = egui::FontId::new(12.0, Text::Icon.font().family);
        ui.painter().text(at, Align2::CENTER_CENTER, icon::CHECK, font, tokens.on_accent);
    }
}

/// A card with a sign instead of a face.
fn sign_card(ui: &mut Ui, name: &str, sign: &str, worn: bool) -> egui::Response {
    let tokens = Tokens::of(ui.ctx());
    let (picture, response) = card_frame(ui, card_side(ui.ctx()), name, worn);
    let font = egui::FontId::new(28.0, Text::Icon.font().family);
    ui.painter().text(picture.center(), Align2::CENTER_CENTER, sign, font, tokens.ink_soft);
    card_border(ui, picture, &response, worn);
    response
}

/// A look on the face that is in front of the source, or as colours while there is none.
pub fn card(ui: &mut Ui, look: &Look, thumbnail: Option<TextureId>, worn: bool, mirror: bool) -> egui::Response {
    card_of(ui, card_side(ui.ctx()), look, thumbnail, worn, mirror)
}

/// The same with a picture of another side, points.
pub fn card_of(
    ui: &mut Ui,
    side: f32,
    look: &Look,
    thumbnail: Option<TextureId>,
    worn: bool,
    mirror: bool,
) -> egui::Response {
    let (picture, response) = card_frame(ui, side, &look.name, worn);
    worn_by_this_face(ui, picture, look, thumbnail, mirror);
    card_border(ui, picture, &response, worn);
    response
}

/// A card with a hint of what its look is like.
pub fn hinted(card: egui::Response, look: &Look) -> egui::Response {
    if look.description.is_empty() { card } else { card.on_hover_text(say(&look.description)) }
}

/// The picture of a look: its thumbnail, or its colours while there is none.
pub fn worn_by_this_face(ui: &Ui, picture: Rect, look: &Look, thumbnail: Option<TextureId>, mirror: bool) {
    match thumbnail {
        Some(id) => {
            let (left, right) = if mirror { (1.0, 0.0) } else { (0.0, 1.0) };
            let uv = Rect::from_min_max(pos2(left, 0.0), pos2(right, 1.0));
            let shape = RectShape::filled(picture, CornerRadius::same(CORNER), Color32::WHITE).with_texture(id, uv);
            ui.painter().add(Shape::Rect(shape));
        }
        None => swatches(ui, picture, look),
    }
}

/// Before there is a face: the look's own colours.
fn swatches(ui: &Ui, picture: Rect, look: &Look) {
    let colors = colors(look);
    let step = picture.width() / (colors.len() as f32 + 1.0);
    for (i, [r, g, b]) in colors.iter().enumerate() {
        let at = pos2(picture.left() + step * (i as f32 + 1.0), picture.center().y);
        ui.painter().circle_filled(at, picture.width() / 8.0, Color32::from_rgb(*r, *g, *b));
    }
}

/// Up to three colours that tell a look: eyes, cheeks, lips.
fn colors(look: &Look) -> Vec<[u8; 3]> {
    let eyes = look.products.iter().find_map(|product| match product {
        Product::Eyeshadow(shadow) => shadow.zones.first().map(|zone| zone.shade.color),
        _ => None,
    });
    let cheeks = look.products.iter().find_map(|product| match product {
        Product::Blush(blush) => Some(blush.shade.color),
        _ => None,
    });
    let lips = look.products.iter().find_map(|product| match product {
        Product::Lipstick(lipstick) => Some(lipstick.shade.color),
        _ => None,
    });
    [eyes, cheeks, lips].into_iter().flatten().collect()
}
