//! The window without a pointer: everything is reached with Tab, is seen to be reached, and does what it does.

mod support {
    pub mod canvas;
    pub mod contrast;
    pub mod scenes;
    pub mod view;
}

use std::{collections::BTreeSet, sync::Arc};

use egui::{Key, Modifiers, Rect, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{AccessKitNode, NodeT, Queryable},
};
use support::{
    canvas::Canvas,
    contrast::contrast,
    scenes::{Material, Scene},
    view::{Shown, bare, studio, usual, window},
};
use vanity::{
    compose::Card,
    raster::Pixmap,
    studio::{Command, Compare, Shared, Topic},
    ui::tokens::{self, Tokens},
};

/// More than any panel holds.
const MOST: usize = 300;
/// Least pixels of a ring for each point of the edge of what it is around; a whole one has about two.
const SEEN: f32 = 0.5;
/// Least contrast of a ring with what is beneath it (Web Content Accessibility Guidelines 2.2, 1.4.11).
const CONTRAST: f32 = 3.0;

/// What can be used in a window: which, and what it is called. A heart is left out: the key H marks the look that is worn.
fn controls(harness: &Harness<'static, Shown>) -> BTreeSet<(u64, String)> {
    let nodes = harness.root().children_recursive().map(|node| {
        let node = node.accesskit_node();
        (is_control(&node), node.locate().0.0, node.label().unwrap_or_default())
    });
    nodes.filter(|(used, ..)| *used).map(|(_, id, name)| (id, name)).collect()
}

fn is_control(node: &AccessKitNode<'_>) -> bool {
    let roles = [
        Role::Button,
        Role::Switch,
        Role::Slider,
        Role::TextInput,
        Role::MultilineTextInput,
        Role::SearchInput,
        Role::PasswordInput,
        Role::ComboBox,
        Role::ColorWell,
        Role::CheckBox,
        Role::Link,
    ];
    let heart = node.label().is_some_and(|label| label.starts_with("Favourite "));
    !node.is_disabled() && !heart && roles.contains(&node.role())
}

/// Something that Tab came to.
struct Stop {
    id: u64,
    name: String,
    rect: Rect,
}

fn focused(harness: &Harness<'static, Shown>) -> Option<Stop> {
    let node = harness.root().children_recursive().find(|node| node.is_focused())?;
    let (id, name) = (node.accesskit_node().locate().0.0, node.accesskit_node().label().unwrap_or_default());
    Some(Stop { id, name, rect: node.rect() })
}

/// Presses Tab until it has come around, and lets somebody look at each stop.
fn walk(harness: &mut Harness<'static, Shown>, mut look: impl FnMut(&mut Harness<'static, Shown>, &Stop)) -> Vec<Stop> {
    let mut stops: Vec<Stop> = Vec::new();
    while stops.len() < MOST {
        harness.key_press(Key::Tab);
        harness.run_steps(3);
        let Some(stop) = focused(harness) else {
            panic!("Tab leads to nothing after {:?}", stops.last().map(|s| &s.name))
        };
        if stops.iter().any(|other| other.id == stop.id) {
            return stops;
        }
        look(harness, &stop);
        stops.push(stop);
    }
    panic!("Tab does not come around");
}

/// The scene with few looks on the shelf; what was there before it was opened is no part of it.
fn short(scene: &Scene) -> Scene {
    let mut studio = scene.studio.clone();
    studio.update(Command::Search("red".into()));
    Scene { studio, ..scene.clone() }
}

fn walk_everywhere(size: [f32; 2], scale: f32) {
    let material = Material::read();
    let mut scenes = material.scenes();
    scenes.sort_by_key(|scene| scene.name != "explained");
    let mut faults = Vec::new();
    // What is there where nothing is open is no part of what is opened.
    let mut before = BTreeSet::new();
    for scene in &mut scenes {
        *scene = short(scene);
        scene.studio.preferences.text_scale = scale;
        let mut harness = material.window(Canvas::default(), scene, size);
        let screen = harness.ctx.content_rect().expand(1.0);
        for layer in harness.ctx.memory(|memory| memory.areas().visible_layer_ids()) {
            let rect = harness.ctx.memory(|memory| memory.area_rect(layer.id));
            if let Some(rect) = rect.filter(|rect| !screen.contains_rect(*rect)) {
                faults.push(format!("{}: {rect:?} is outside the window of {size:?}", scene.name));
            }
        }
        let wanted: BTreeSet<_> = controls(&harness).difference(&before).cloned().collect();
        let stops = walk(&mut harness, |_, stop| {
            let Stop { name, rect, .. } = stop;
            if name.is_empty() {
                faults.push(format!("{}: something at {rect:?} has no name", scene.name));
            }
            if !screen.contains_rect(*rect) {
                faults.push(format!("{}: “{name}” at {rect:?} is outside the window", scene.name));
            }
        });
        let reached: BTreeSet<u64> = stops.iter().map(|stop| stop.id).collect();
        let missed: Vec<_> = wanted.iter().filter(|(id, _)| !reached.contains(id)).collect();
        if !missed.is_empty() {
            faults.push(format!("{}: Tab does not reach {missed:?}", scene.name));
        }
        if ["looks", "explained"].contains(&scene.name) {
            before.extend(controls(&harness));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn tab_reaches_everything_in_every_panel() {
    walk_everywhere([1280.0, 860.0], 1.0);
}

#[test]
fn everything_can_be_reached_and_seen_in_the_smallest_window_with_the_largest_text() {
    walk_everywhere([900.0, 600.0], 1.5);
}

/// How many pixels about a rectangle changed to a colour of the ring, from something that it can be told from.
fn ring_pixels(with: &Pixmap, without: &Pixmap, rect: Rect, tokens: &Tokens) -> usize {
    let colors = [tokens.accent, tokens.on_veil, tokens.on_accent, tokens::ON_HANDLE].map(|color| color.to_array());
    let opaque = |[r, g, b, _]: [u8; 4]| egui::Color32::from_rgb(r, g, b);
    let near = |a: [u8; 4], b: [u8; 4]| (0..3).all(|c| a[c].abs_diff(b[c]) < 24);
    let (outer, inner) = (rect.expand(6.0), rect.shrink(8.0));
    let mut count = 0;
    for y in outer.top().max(0.0) as u32..(outer.bottom() as u32).min(with.height()) {
        for x in outer.left().max(0.0) as u32..(outer.right() as u32).min(with.width()) {
            let (a, b) = (with.pixel(x, y), without.pixel(x, y));
            let ring = colors.iter().any(|color| near(a, *color)) && contrast(opaque(a), opaque(b)) >= CONTRAST;
            count += usize::from(ring && !inner.contains(egui::pos2(x as f32, y as f32)));
        }
    }
    count
}

#[test]
fn what_the_keyboard_is_on_has_a_ring_that_is_seen() {
    let size = [900.0, 640.0];
    let material = Material::read();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for appearance in [vanity::preferences::Appearance::Light, vanity::preferences::Appearance::Dark] {
        for scene in material.scenes() {
            let mut scene = short(&scene);
            scene.studio.preferences.appearance = appearance;
            let canvas = Canvas::default();
            let mut harness = material.window(canvas.clone(), &scene, size);
            walk(&mut harness, |harness, stop| {
                if !seen.insert((stop.name.clone(), appearance as u8)) {
                    return;
                }
                let ctx = harness.ctx.clone();
                let with = canvas.draw(&ctx, harness.output());
                let id = ctx.memory(|memory| memory.focused()).unwrap();
                ctx.memory_mut(|memory| memory.surrender_focus(id));
                harness.run_steps(2);
                let without = canvas.draw(&ctx, harness.output());
                ctx.memory_mut(|memory| memory.request_focus(id));
                harness.run_steps(2);
                // Of a line it is the handle that has the ring.
                let handle = Rect::from_center_size(stop.rect.center(), egui::Vec2::splat(36.0));
                let shown = if stop.name.starts_with("Line between") { handle } else { stop.rect };
                let shown = shown.intersect(ctx.content_rect());
                let around = 2.0 * (shown.width() + shown.height());
                let count = ring_pixels(&with, &without, shown, &Tokens::of(&ctx));
                let least = (SEEN * around) as usize;
                if count < least {
                    faults.push(format!("{}: “{}” has {count} pixels of a ring, not {least}", scene.name, stop.name));
                }
            });
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(seen.len() > 200, "{}", seen.len());
}

fn tab_to(harness: &mut Harness<'static, Shown>, name: &str) {
    for _ in 0..MOST {
        harness.key_press(Key::Tab);
        harness.run_steps(3);
        if focused(harness).is_some_and(|stop| stop.name == name) {
            return;
        }
    }
    panic!("{name} is not reached");
}

fn intensity_slider<'a>(harness: &'a Harness<'static, Shown>) -> egui_kittest::Node<'a> {
    harness.get_by_role_and_label(Role::Slider, "Intensity")
}

fn press(harness: &mut Harness<'static, Shown>, key: Key) {
    harness.key_press(key);
    harness.run_steps(3);
}

fn show_picture(harness: &mut Harness<'static, Shown>) {
    let ctx = harness.ctx.clone();
    harness.state_mut().pictures.show(&ctx, Arc::new(bare(Arc::new(Pixmap::new(160, 90)))));
}

fn with_picture(command: Command) -> Harness<'static, Shown> {
    let mut studio = studio();
    studio.update(Command::Search("red".into()));
    let mut harness = window(studio, [1280.0, 860.0]);
    show_picture(&mut harness);
    harness.state_mut().studio.update(command);
    harness.run_steps(3);
    harness
}

#[test]
fn a_screen_reader_is_told_that_a_card_is_all_that_can_be_reached() {
    for command in [
        Command::ToggleAbout,
        Command::Help(Some(Topic::Start)),
        Command::ToggleGallery,
        Command::Share(Some(Shared::Seen)),
        Command::ToggleCatalog,
    ] {
        let mut harness = window(studio(), [1280.0, 860.0]);
        let cards = |harness: &Harness<'static, Shown>| -> Vec<String> {
            let nodes = harness.root().children_recursive().filter(|node| node.accesskit_node().is_modal());
            nodes.map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
        };
        assert!(cards(&harness).is_empty());
        harness.state_mut().studio.update(command.clone());
        harness.run_steps(3);
        let [name] = &cards(&harness)[..] else { panic!("{command:?}: {:?}", cards(&harness)) };
        assert!(!name.is_empty(), "{command:?}");
    }
}

#[test]
fn the_face_has_room_in_the_smallest_window_with_the_largest_text() {
    let mut studio = studio();
    studio.preferences.text_scale = 1.5;
    let mut harness = window(studio, [900.0, 600.0]);
    show_picture(&mut harness);
    harness.run_steps(3);
    let seen = harness.get_by_label("Picture").rect();
    assert!(seen.height() * 1.5 >= 270.0, "{} of 600 pixels", seen.height() * 1.5);
    let picture = stage_of(seen);
    let beside = |harness: &Harness<'static, Shown>, right: bool| {
        for name in ["Take a picture (T)", "What the shutter takes", "Pictures that were taken (G)"] {
            let button = harness.get_by_label(name).rect();
            assert!(seen.contains_rect(button) && !picture.intersects(button), "{name} lies on the picture");
            assert_eq!(button.left() > picture.right(), right, "{name}");
        }
    };
    beside(&harness, true);
    // The legend of what the program sees has that place.
    harness.state_mut().studio.update(Command::ToggleExplain);
    harness.run_steps(3);
    beside(&harness, false);
}

/// Where a picture of 16 to 9 lies in its space.
fn stage_of(space: Rect) -> Rect {
    let height = space.height().min(space.width() * 9.0 / 16.0);
    Rect::from_center_size(space.center(), egui::vec2(height * 16.0 / 9.0, height))
}

#[test]
fn a_slider_keeps_the_arrows_for_itself() {
    let mut harness = usual();
    harness.state_mut().studio.update(Command::Intensity(0.5));
    intensity_slider(&harness).focus();
    harness.run();
    for (key, to) in [(Key::ArrowUp, 0.55), (Key::ArrowRight, 0.6), (Key::ArrowDown, 0.55), (Key::ArrowLeft, 0.5)] {
        press(&mut harness, key);
        let intensity = harness.state().studio.intensity;
        assert!((intensity - to).abs() < 1e-3, "{key:?}: {intensity}");
        assert_eq!(focused(&harness).unwrap().name, "Intensity", "{key:?}");
    }
    assert_eq!(harness.state().studio.worn, None, "and no look was gone to");
}

#[test]
fn a_screen_reader_moves_a_slider() {
    let mut harness = usual();
    harness.state_mut().studio.update(Command::Intensity(0.5));
    harness.run();
    let intensity = |harness: &mut Harness<'static, Shown>| {
        harness.run_steps(3);
        (harness.state().studio.intensity * 100.0).round()
    };
    intensity_slider(&harness).increment_accesskit();
    assert_eq!(intensity(&mut harness), 55.0);
    intensity_slider(&harness).decrement_accesskit();
    assert_eq!(intensity(&mut harness), 50.0);
    intensity_slider(&harness).set_value_accesskit(0.2);
    assert_eq!(intensity(&mut harness), 20.0);
    intensity_slider(&harness).set_value_accesskit(7.0);
    assert_eq!(intensity(&mut harness), 100.0);
}

#[test]
fn the_line_between_before_and_after_is_moved_by_arrows() {
    let mut harness = with_picture(Command::ToggleSplit);
    tab_to(&mut harness, "Line between before and after");
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::ArrowRight);
    assert!(matches!(harness.state().studio.compare, Compare::Split(at) if (at - 0.6).abs() < 1e-3));
    harness.get_by_label("Line between before and after").set_value_accesskit(0.25);
    harness.run_steps(3);
    assert!(matches!(harness.state().studio.compare, Compare::Split(at) if (at - 0.25).abs() < 1e-3));
}

#[test]
fn a_card_is_pointed_at_with_arrows() {
    let mut harness = with_picture(Command::Wear(None));
    tab_to(&mut harness, "Match the light");
    press(&mut harness, Key::Enter);
    tab_to(&mut harness, "Click on a grey card");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().studio.picking, Some(Card::Grey));
    // Whoever came by keys is at the picture already.
    (0..5).for_each(|_| press(&mut harness, Key::ArrowRight));
    (0..10).for_each(|_| press(&mut harness, Key::ArrowUp));
    press(&mut harness, Key::Enter);
    let placed = harness.state().asked.iter().rev().find_map(|request| match request {
        vanity::ui::Request::Studio(Command::PlaceCard(at)) => Some(*at),
        _ => None,
    });
    let [x, y] = placed.expect("a card");
    assert!((x - 0.6).abs() < 1e-3 && (y - 0.3).abs() < 1e-3, "{x}, {y}");
    assert_eq!(harness.state().studio.picking, None);
}

#[test]
fn before_is_held_with_a_key_and_switched_by_a_screen_reader() {
    let mut harness = with_picture(Command::Wear(None));
    for key in [Key::Enter, Key::Space] {
        tab_to(&mut harness, "Before");
        harness.key_down(key);
        harness.run_steps(3);
        assert!(harness.state().studio.before_held, "{key:?}");
        // It ends with the key, wherever the keyboard is by then.
        press(&mut harness, Key::Tab);
        assert!(harness.state().studio.before_held, "{key:?}");
        harness.key_up(key);
        harness.run_steps(3);
        assert!(!harness.state().studio.before_held, "{key:?}");
    }
    for held in [true, false] {
        harness.get_by_label("Before").click_accesskit();
        harness.run_steps(3);
        assert_eq!(harness.state().studio.before_held, held);
    }
}

#[test]
fn escape_takes_the_keyboard_away_first_closes_panels_then_and_leaves_the_look() {
    let mut harness = usual();
    harness.state_mut().studio.update(Command::Wear(Some("soft-rose".into())));
    harness.state_mut().studio.update(Command::ToggleAdvice);
    tab_to(&mut harness, "Share");
    press(&mut harness, Key::Escape);
    assert!(focused(&harness).is_none_or(|stop| stop.name.is_empty()));
    assert!(harness.state().studio.advising.is_some());
    press(&mut harness, Key::Escape);
    assert!(harness.state().studio.advising.is_none());
    assert_eq!(harness.state().studio.worn.as_deref(), Some("soft-rose"));
    // Out of a field that is typed into, too.
    harness.get_by_label("Find a look").focus();
    harness.run();
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().studio.worn.as_deref(), Some("soft-rose"));
    harness.state_mut().studio.update(Command::ToggleProducts);
    for _ in 0..3 {
        press(&mut harness, Key::Escape);
    }
    assert!(!harness.state().studio.products_shown);
    assert_eq!(harness.state().studio.worn.as_deref(), Some("soft-rose"));
}

#[test]
fn arrows_go_from_thing_to_thing_where_the_keyboard_is_and_from_look_to_look_elsewhere() {
    let mut harness = usual();
    tab_to(&mut harness, "Open");
    press(&mut harness, Key::ArrowRight);
    assert_eq!(harness.state().studio.worn, None);
    assert_ne!(focused(&harness).unwrap().name, "Open");
    press(&mut harness, Key::Escape);
    press(&mut harness, Key::ArrowRight);
    assert!(harness.state().studio.worn.is_some());
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    harness.run_steps(3);
    assert!(focused(&harness).is_some());
}
