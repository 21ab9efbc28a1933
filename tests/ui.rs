//! The window's panels, driven without a screen: what they name to a screen reader, and what they ask for when they are used.

mod support {
    pub mod contrast;
    pub mod view;
}

use std::sync::Arc;

use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use support::{
    contrast::contrast,
    view::{Shown, bare, studio, usual, window, with_products},
};
use vanity::{
    capture::{CameraInfo, SourceSpec},
    export::{self, PictureKind},
    face::FaceTracker,
    inference::Manifest,
    look::Area,
    pipeline::{Composite, SourceStatus},
    raster::{Pixmap, codec},
    resources::Resources,
    studio::{Command, Compare, ShareChoice, Shared, Topic},
    ui::{Request, pictures::Pictures, tokens},
};

/// Presses a button as the keyboard does: it is brought into view first.
fn press(harness: &mut Harness<Shown>, label: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
}

/// A window with a picture in it.
fn with_picture() -> Harness<'static, Shown> {
    let mut harness = usual();
    let ctx = harness.ctx.clone();
    harness.state_mut().pictures.show(&ctx, Arc::new(bare(Arc::new(Pixmap::new(160, 90)))));
    harness.run();
    harness
}

#[test]
fn everything_that_can_be_used_has_a_name() {
    for size in [[1280.0, 860.0], [900.0, 600.0], [2560.0, 1440.0]] {
        let harness = window(studio(), size);
        for name in [
            "Open",
            "Share",
            "About Vanity",
            "Explain",
            "Split",
            "Mirror",
            "Before",
            "Settings",
            "Four looks",
            "Find a look",
            "Take a picture (T)",
            "Intensity",
            "Picture",
        ] {
            assert!(harness.query_all_by_label(name).next().is_some(), "{name} is missing at {size:?}");
        }
        for look in harness.state().studio.all_looks() {
            assert!(harness.query_all_by_label(&look.name).next().is_some(), "{} is missing", look.name);
        }
    }
}

#[test]
fn a_click_on_a_card_wears_its_look_and_on_bare_takes_it_off() {
    let mut harness = usual();
    harness.get_by_label("Soft Rose").click();
    harness.run();
    assert_eq!(harness.state().studio.worn.as_deref(), Some("soft-rose"));
    // The name is now on the card and in the heading.
    assert_eq!(harness.get_all_by_label("Soft Rose").count(), 2);
    harness.get_all_by_label("Bare").next().unwrap().click();
    harness.run();
    assert_eq!(harness.state().studio.worn, None);
}

#[test]
fn a_retouched_picture_says_so() {
    let mut harness = with_picture();
    assert!(harness.query_by_label("Picture").is_some());
    harness.state_mut().studio.update(Command::Wear(Some("camera-ready".into())));
    harness.run();
    let said = "Picture. Retouched: skin, under eyes, teeth";
    assert!(harness.query_by_label(said).is_some());
}

#[test]
fn families_narrow_the_shelf() {
    let mut harness = usual();
    harness.get_by_label("Editorial").click();
    harness.run();
    assert!(harness.query_by_label("Soft Rose").is_none());
    assert!(harness.query_by_label("Cobalt").is_some());
    harness.get_by_label("All").click();
    harness.run();
    assert!(harness.query_by_label("Soft Rose").is_some());
}

#[test]
fn the_slider_follows_the_pointer_and_the_arrows() {
    let mut harness = usual();
    let slider = harness.get_by_role(egui::accesskit::Role::Slider).rect();
    harness.drag_at(slider.center());
    harness.run();
    harness.drop_at(slider.center());
    harness.run();
    let half = harness.state().studio.intensity;
    assert!((half - 0.5).abs() < 0.02, "{half}");
    harness.get_by_role(egui::accesskit::Role::Slider).focus();
    harness.run();
    harness.key_press(egui::Key::ArrowUp);
    harness.run();
    assert!(harness.state().studio.intensity > half);
}

#[test]
fn keys_do_what_the_list_says() {
    let mut harness = usual();
    let mut press = |key: egui::Key| {
        harness.key_press(key);
        harness.run();
        harness.state().studio.clone()
    };
    assert_eq!(press(egui::Key::Num3).worn.as_deref(), Some("soft-rose"));
    assert_eq!(press(egui::Key::ArrowRight).worn.as_deref(), Some("nude-silk"));
    assert_eq!(press(egui::Key::ArrowLeft).worn.as_deref(), Some("soft-rose"));
    assert!(press(egui::Key::Minus).intensity < 0.95);
    assert_eq!(press(egui::Key::S).compare, Compare::Split(0.5));
    assert!(press(egui::Key::M).mirror);
    assert!(press(egui::Key::F).speed_shown);
    assert_eq!(press(egui::Key::Num0).worn, None);
    harness.key_press(egui::Key::O);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S);
    harness.key_press(egui::Key::F11);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Q);
    harness.run();
    let save = Request::Save(ShareChoice::default());
    for wanted in [Request::ChooseFile, save, Request::ToggleFullScreen, Request::Close] {
        assert!(harness.state().asked.contains(&wanted), "{wanted:?} in {:?}", harness.state().asked);
    }
}

#[test]
fn what_is_kept_stays_while_other_looks_are_tried_and_undo_takes_it_back() {
    let lips = |harness: &Harness<Shown>| {
        let look = harness.state().studio.worn_look().unwrap();
        look.products.iter().filter(|product| product.area() == Area::Lips).cloned().collect::<Vec<_>>()
    };
    let mut harness = usual();
    harness.get_by_label("Classic Red").click();
    harness.run();
    let red = lips(&harness);
    harness.get_by_label("Products").click();
    harness.run();
    press(&mut harness, "Keep the lips");
    harness.get_by_label("Nude Silk").click();
    harness.run();
    assert_eq!(lips(&harness), red);
    assert_eq!(harness.state().studio.worn.as_deref(), Some("nude-silk"));
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run();
    assert_eq!(harness.state().studio.worn.as_deref(), Some("classic-red"));
    harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::Z);
    harness.run();
    assert_eq!(harness.state().studio.worn.as_deref(), Some("nude-silk"));
}

#[test]
fn every_product_of_the_look_has_a_switch_a_slider_and_a_lock() {
    for size in [[1280.0, 860.0], [900.0, 600.0]] {
        let harness = with_products(size);
        for piece in harness.state().studio.pieces() {
            let name = piece.product().name();
            let lower = name.to_lowercase();
            for label in [format!("Wear {lower}"), format!("{name} intensity"), format!("Keep the {lower}")] {
                assert!(harness.query_all_by_label(&label).next().is_some(), "{label} is missing at {size:?}");
            }
        }
        for area in ["Keep the face", "Keep the eyes", "Keep the lips", "Save the look", "Close the products"] {
            assert!(harness.query_by_label(area).is_some(), "{area} is missing at {size:?}");
        }
        assert!(harness.query_by_label("Reset the look").is_none(), "nothing has been changed");
    }
    let mut harness = usual();
    harness.key_press(egui::Key::P);
    harness.run();
    assert!(harness.query_by_label_contains("Nothing is worn").is_some());
}

#[test]
fn a_product_is_made_weaker_with_one_step_to_undo_taken_off_and_reset() {
    let mut harness = with_products([1280.0, 860.0]);
    let written = harness.state().studio.worn_look().cloned();
    let first = harness.state().studio.pieces()[0].product().name();
    let slider = harness.get_by_label(&format!("{first} intensity")).rect();
    let at = |share: f32| egui::pos2(slider.left() + slider.width() * share, slider.center().y);
    harness.drag_at(at(0.8));
    harness.run();
    for share in [0.7, 0.5, 0.3, 0.2] {
        harness.hover_at(at(share));
        harness.run();
    }
    harness.drop_at(at(0.2));
    harness.run();
    let coverage = harness.state().studio.pieces()[0].coverage();
    assert!((coverage - 0.2).abs() < 0.05, "{coverage}");
    let moves = harness.state().asked.iter().filter(|asked| matches!(asked, Request::Studio(Command::Cover(0, _))));
    assert!(moves.count() >= 3, "the face follows the pointer");
    let weaker = harness.state().studio.worn_look().cloned();

    harness.get_by_label(&format!("Wear {}", first.to_lowercase())).click();
    harness.run();
    assert_eq!(
        harness.state().studio.worn_look().unwrap().products.len() + 1,
        written.as_ref().unwrap().products.len()
    );
    let undo = |harness: &mut Harness<Shown>| {
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
        harness.run();
    };
    undo(&mut harness);
    assert_eq!(harness.state().studio.worn_look().cloned(), weaker);
    undo(&mut harness);
    assert_eq!(harness.state().studio.worn_look().cloned(), written, "a drag is one step");

    harness.get_by_label(&format!("{first} intensity")).focus();
    harness.run();
    harness.key_press(egui::Key::ArrowDown);
    harness.run();
    assert!(harness.state().studio.pieces()[0].coverage() < written.as_ref().unwrap().products[0].coverage());
    harness.get_by_label("Reset the look").click();
    harness.run();
    assert_eq!(harness.state().studio.worn_look().cloned(), written);
    harness.get_by_label("Save the look").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::SaveLook));
}

#[test]
fn a_kept_product_stays_while_other_looks_are_tried() {
    let lipstick = |harness: &Harness<Shown>| {
        let pieces = harness.state().studio.pieces();
        pieces.iter().find(|piece| piece.product().name() == "Lipstick").map(|piece| piece.product().colors())
    };
    let mut harness = with_products([1280.0, 860.0]);
    let red = lipstick(&harness);
    press(&mut harness, "Keep the lipstick");
    harness.get_by_label("Nude Silk").click();
    harness.run();
    assert_eq!(lipstick(&harness), red);
    press(&mut harness, "Keep the lipstick");
    harness.get_by_label("Morning Dew").click();
    harness.run();
    assert_ne!(lipstick(&harness), red);
}

#[test]
fn several_steps_in_one_moment_all_count() {
    let mut harness = usual();
    (0..3).for_each(|_| harness.key_press(egui::Key::ArrowRight));
    harness.run();
    assert_eq!(harness.state().studio.worn.as_deref(), Some("soft-rose"));
}

#[test]
fn escape_closes_an_open_menu_and_leaves_the_look_on() {
    let mut harness = usual();
    harness.get_by_label("Soft Rose").click();
    harness.run();
    harness.get_by_label("Sample portrait").click();
    harness.run();
    assert!(harness.query_by_label("Wait for a camera").is_some());
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Wait for a camera").is_none());
    assert_eq!(harness.state().studio.worn.as_deref(), Some("soft-rose"));
}

#[test]
fn a_picture_without_a_face_says_so() {
    let mut harness = with_picture();
    harness.state_mut().studio.face_missing = true;
    harness.run();
    assert!(harness.query_by_label("No face found in this picture").is_some());
}

#[test]
fn before_is_seen_only_while_it_is_held() {
    let mut harness = with_picture();
    harness.key_down(egui::Key::Space);
    harness.run();
    assert!(harness.state().studio.before_held);
    harness.key_up(egui::Key::Space);
    harness.run();
    assert!(!harness.state().studio.before_held);
    let button = harness.get_by_label("Before").rect().center();
    harness.drag_at(button);
    harness.run();
    assert!(harness.state().studio.before_held);
    harness.drop_at(button);
    harness.run();
    assert!(!harness.state().studio.before_held);
}

#[test]
fn the_line_between_before_and_after_is_dragged() {
    let mut harness = with_picture();
    harness.get_by_label("Split").click();
    harness.run();
    let picture = harness.get_by_label("Picture").rect();
    harness.drag_at(picture.center());
    harness.run();
    let target = picture.center() + egui::vec2(picture.height() * 0.4, 0.0);
    harness.hover_at(target);
    harness.run();
    harness.drop_at(target);
    harness.run();
    let Compare::Split(at) = harness.state().studio.compare else { panic!("no line") };
    assert!(at > 0.6, "{at}");
}

#[test]
fn the_menu_names_the_cameras_and_opens_the_chosen_one() {
    let mut studio = studio();
    let camera = |id: &str, name: &str| CameraInfo { id: id.into(), name: name.into() };
    studio.update(Command::CamerasListed(vec![camera("0", "Desk camera"), camera("2", "Door camera")]));
    let mut harness = window(studio, [1280.0, 860.0]);
    harness.get_by_label("Sample portrait").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::ListCameras));
    harness.get_by_label("Door camera").click();
    harness.run();
    assert_eq!(harness.state().studio.source, SourceSpec::Camera(Some("2".into())));
    assert!(harness.state().studio.mirror, "a camera is a mirror");
}

#[test]
fn a_source_in_trouble_and_a_line_for_the_person_are_read_out() {
    let mut studio = studio();
    studio.status = SourceStatus::Waiting("The camera was unplugged.".into());
    studio.update(Command::Tell("Saved as me.png".into()));
    let harness = window(studio, [1280.0, 860.0]);
    assert!(harness.query_by_label("Saved as me.png").is_some());
    assert!(harness.query_by_label_contains("The camera was unplugged.").is_some());
}

#[test]
fn the_keyboard_reaches_every_card() {
    let mut harness = usual();
    let mut reached = std::collections::BTreeSet::new();
    let things = 2 * harness.state().studio.all_looks().count();
    for _ in 0..things {
        harness.key_press(egui::Key::Tab);
        harness.run();
        let focused = harness.root().children_recursive().find(|node| node.is_focused());
        reached.extend(focused.and_then(|node| node.accesskit_node().label()));
    }
    for look in harness.state().studio.all_looks() {
        assert!(reached.contains(&look.name), "{} is not reached: {reached:?}", look.name);
    }
}

/// One colour over another, as it is seen.
fn over(top: egui::Color32, ground: egui::Color32) -> egui::Color32 {
    ground.blend(top)
}

/// Text on grounds (4.5 : 1), and signs and edges on grounds (3 : 1), wherever the interface lays one on the other.
#[test]
fn everything_can_be_read_and_seen_in_light_and_in_dark() {
    let mut faults = Vec::new();
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let ctx = egui::Context::default();
        tokens::install(&ctx);
        ctx.set_theme(theme);
        let tokens = tokens::Tokens::of(&ctx);
        let visuals = ctx.style_of(theme).visuals.clone();
        let mut check = |least: f32, name: &str, ink, ground| {
            let found = contrast(ink, ground);
            if found < least {
                faults.push(format!("{theme:?}: {name} has a contrast of {found:.2}, {least} is the least"));
            }
        };
        let grounds =
            [("paper", tokens.paper), ("surface", tokens.surface), ("raised", tokens.raised), ("stage", tokens.stage)];
        for (ground, color) in grounds {
            for (ink, text) in [("ink", tokens.ink), ("soft ink", tokens.ink_soft), ("accent", tokens.accent)] {
                check(4.5, &format!("{ink} on {ground}"), text, color);
            }
            // Tracks, outlines of chips, switches that are off; the ring around what the keyboard is on, and what is on.
            check(3.0, &format!("edge on {ground}"), tokens.edge, color);
            check(3.0, &format!("ring on {ground}"), tokens.accent, color);
        }
        check(4.5, "text on the accent", tokens.on_accent, tokens.accent);
        let pointed = over(tokens.accent.gamma_multiply(0.88), tokens.paper);
        check(4.5, "text on the accent under the pointer", tokens.on_accent, pointed);
        check(4.5, "text of a chosen chip", tokens.paper, tokens.ink);
        check(4.5, "hints in fields", visuals.weak_text_color(), visuals.text_edit_bg_color());
        check(4.5, "text in fields", visuals.text_color(), visuals.text_edit_bg_color());
        check(3.0, "knob of a switch that is off", tokens.surface, tokens.edge);
        check(3.0, "knob of a switch that is on", tokens.on_accent, tokens.accent);
        check(3.0, "the two lines of a ring on a picture", tokens.accent, tokens.on_accent);
        check(3.0, "ring in the handle of the line", tokens::ON_HANDLE, tokens.on_veil);
        // A veil lies over pictures, which may be black or white.
        for (picture, color) in [("black", egui::Color32::BLACK), ("white", egui::Color32::WHITE)] {
            let ground = over(tokens.veil, color);
            check(4.5, &format!("text on the veil over {picture}"), tokens.on_veil, ground);
            check(3.0, &format!("a marked heart on the veil over {picture}"), tokens.heart, ground);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A window with the sample portrait in it, and the face that is found there.
fn with_face() -> Harness<'static, Shown> {
    let mut harness = usual();
    let ctx = harness.ctx.clone();
    harness.state_mut().pictures.show(&ctx, portrait());
    harness.run();
    harness
}

/// The sample portrait, bare.
fn portrait() -> Arc<Composite> {
    let resources = Resources::locate().unwrap();
    let pixels = Arc::new(codec::load(&resources.asset("demo/portrait.png")).unwrap());
    let faces = FaceTracker::new(&resources).unwrap().find(&pixels).unwrap();
    Arc::new(Composite { faces, ..bare(pixels) })
}

#[test]
fn what_the_program_sees_has_a_legend_that_is_read_out() {
    let mut harness = with_face();
    assert!(!harness.state().studio.explained, "it is off at first");
    assert!(harness.query_by_label_contains("This is a face").is_none());
    harness.key_press(egui::Key::X);
    harness.run();
    for name in ["This is a face: ", "Skin: ", "Brows: ", "Eyes: ", "Upper lip: ", "Lower lip: ", "Hair: "] {
        let line = harness.get_by_label_contains(name);
        let text = line.accesskit_node().value().unwrap_or_default();
        let percent = text.trim_start_matches(name).trim_end_matches(" %").parse::<u32>();
        assert!(percent.is_ok_and(|percent| (50..=100).contains(&percent)), "{text}");
    }
    assert!(harness.query_by_label_contains("Glasses").is_none(), "she wears none");
    assert!(harness.query_by_label("Outlines of the mesh").is_some());
    harness.get_by_label("Explain").click();
    harness.run();
    assert!(!harness.state().studio.explained && harness.query_by_label_contains("Skin: ").is_none());

    let mut faceless = with_picture();
    faceless.key_press(egui::Key::X);
    faceless.run();
    assert!(faceless.query_by_label("No face").is_some());
}

#[test]
fn the_legend_is_within_the_picture_s_space_in_every_window() {
    for size in [[1280.0, 860.0], [900.0, 600.0]] {
        let mut harness = window(studio(), size);
        let ctx = harness.ctx.clone();
        harness.state_mut().pictures.show(&ctx, portrait());
        harness.key_press(egui::Key::X);
        harness.run();
        let space = harness.get_by_label("Picture").rect();
        for name in ["This is a face: ", "Paler: less sure"] {
            let line = harness.get_by_label_contains(name).rect();
            assert!(space.contains_rect(line), "{name} at {line:?} is outside {space:?} in a window of {size:?}");
        }
    }
}

/// The pictures that have gone to the graphics card since this was last asked.
fn sent(ctx: &egui::Context) -> Vec<Vec<u8>> {
    let mut sent = ctx.tex_manager().write().take_delta();
    let images = sent.set.values().flatten().map(|image| {
        let egui::ImageData::Color(image) = &image.image;
        image.pixels.iter().flat_map(|pixel| pixel.to_array()).collect()
    });
    let images = images.collect();
    sent.clear();
    images
}

#[test]
fn the_picture_comes_nearer_and_is_shown_whole_again() {
    let mut harness = with_face();
    let told = |harness: &Harness<Shown>| harness.query_by_label_contains("×").is_some();
    let middle = harness.get_by_label("Picture").rect().center();
    harness.hover_at(middle);
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, 300.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
    harness.run();
    assert!(told(&harness), "the wheel brings it nearer");
    harness.key_press(egui::Key::Z);
    harness.run();
    assert!(!told(&harness), "a key shows all of it");
    harness.key_press(egui::Key::Z);
    harness.run();
    assert!(told(&harness), "a key goes to the face");
}

#[test]
fn the_keys_that_save_and_copy_do_what_the_open_sheet_says_and_close_it() {
    let film = std::path::PathBuf::from("evening.mp4");
    let choice = ShareChoice { kind: PictureKind::BeforeAfter, ..ShareChoice::default() };
    for (shared, saved, copied) in [
        (Shared::Seen, Request::Save(choice), Request::CopyPicture(choice)),
        (Shared::Taken(film.clone()), Request::SaveCopy(film.clone()), Request::CopyFile(film)),
    ] {
        for (event, wanted) in [(None, saved), (Some(egui::Event::Copy), copied)] {
            let mut harness = with_picture();
            harness.state_mut().studio.update(Command::ChooseShare(choice));
            harness.state_mut().studio.update(Command::Share(Some(shared.clone())));
            harness.run_steps(2);
            match event {
                Some(event) => harness.event(event),
                None => harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::S),
            }
            harness.run_steps(3);
            assert!(harness.state().asked.contains(&wanted), "{wanted:?}");
            assert_eq!(harness.state().studio.sharing, None, "{wanted:?}");
        }
    }
}

#[test]
fn what_the_program_sees_is_on_the_screen_and_in_no_saved_picture() {
    let (ctx, composite, folder) = (egui::Context::default(), portrait(), tempfile::tempdir().unwrap());
    let bare = composite.made_up.data().to_vec();
    let mut pictures = Pictures::default();
    pictures.show(&ctx, Arc::clone(&composite));
    assert!(sent(&ctx).contains(&bare));
    pictures.explain(&ctx, true);
    let veils = sent(&ctx);
    assert!(!veils.is_empty() && veils.iter().all(|veil| veil.len() < bare.len() / 4), "small ones");
    assert!(veils.iter().flatten().any(|&value| value > 60) && pictures.veils().count() == veils.len());

    let shown = pictures.composite().unwrap();
    assert!(Arc::ptr_eq(shown, &composite), "what is saved is the composite that the engine made");
    for (kind, picture) in
        [(PictureKind::MadeUp, &composite.made_up), (PictureKind::BeforeAfter, &composite.frame.pixels)]
    {
        let path = folder.path().join(format!("{kind:?}.png"));
        export::save(shown, kind, &path).unwrap();
        let saved = codec::load(&path).unwrap();
        let width = picture.width() as usize;
        assert!((0..picture.height()).all(|y| saved.row(y)[..width] == *picture.row(y)), "{kind:?}");
    }

    pictures.explain(&ctx, false);
    assert_eq!(pictures.veils().count(), 0);
}

#[test]
fn no_button_of_the_bar_covers_another() {
    for width in [600.0, 750.0, 900.0, 1040.0, 1280.0] {
        let mut studio = studio();
        studio.status = SourceStatus::Streaming("a-photo-with-a-long-name.jpg · 4096×4096".into());
        let harness = window(studio, [width, 600.0]);
        let open = harness.get_by_label("Open").rect();
        let before = harness.get_by_label("Before").rect();
        assert!(open.right() < before.left(), "{open:?} and {before:?} in a window {width} wide");
        assert!(harness.get_by_label("Share").rect().right() <= width, "in a window {width} wide");
    }
}

#[test]
fn the_about_box_names_every_model_and_its_licence_and_escape_closes_it() {
    let mut harness = usual();
    let models = Manifest::open(&Resources::locate().unwrap().models()).unwrap().models().to_vec();
    harness.state_mut().studio.models = models.clone();
    harness.get_by_label("Soft Rose").click();
    harness.run();
    harness.get_by_label("About Vanity").click();
    harness.run();
    assert!(harness.query_by_label(concat!("Version ", env!("CARGO_PKG_VERSION"))).is_some());
    assert!(harness.query_by_label_contains("Nothing leaves this computer").is_some());
    assert!(harness.query_by_label_contains("MIT or Apache-2.0").is_some());
    for model in &models {
        assert!(harness.query_by_label(&model.name).is_some(), "{} is missing", model.name);
        assert!(harness.query_all_by_label(&model.licence).next().is_some(), "{} is missing", model.licence);
    }
    let bound = models.iter().filter(|model| model.licence == "LicenseRef-NonCommercial-Research").count();
    assert!(bound > 0);
    assert_eq!(harness.query_all_by_label("Its weights are for non-commercial use.").count(), bound);
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(!harness.state().studio.about_shown);
    assert!(harness.query_by_label_contains("Nothing leaves this computer").is_none());
    assert_eq!(harness.state().studio.worn.as_deref(), Some("soft-rose"), "and takes no look off");

    harness.get_by_label("About Vanity").click();
    harness.run();
    harness.get_by_label("Close").click();
    harness.run();
    assert!(!harness.state().studio.about_shown);
}

#[test]
fn text_of_the_about_box_can_be_selected() {
    let mut harness = usual();
    harness.get_by_label("About Vanity").click();
    harness.run();
    let text = harness.get_by_label_contains("Nothing leaves this computer").rect();
    let at = |share: f32| egui::pos2(text.left() + 2.0 + text.width() * share, text.top() + 6.0);
    harness.drag_at(at(0.0));
    harness.run();
    harness.hover_at(at(0.4));
    harness.run();
    harness.drop_at(at(0.4));
    harness.event(egui::Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert!(copied.as_ref().is_some_and(|text| text.starts_with("Nothing leaves")), "{copied:?}");
}

#[test]
fn help_is_read_page_by_page_and_escape_closes_it() {
    let mut harness = usual();
    harness.key_press(egui::Key::F1);
    harness.run();
    assert!(harness.query_by_label("See yourself").is_some());
    harness.get_by_label("Privacy").click();
    harness.run();
    assert!(harness.query_by_label_contains("The program never connects to anything").is_some());
    harness.get_by_label("Shortcuts").click();
    harness.run();
    assert!(harness.query_by_label("frame rate and latency").is_some());
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(harness.state().studio.help.is_none() && harness.query_by_label("Help").is_none());
    harness.event(egui::Event::Text("?".into()));
    harness.run();
    assert_eq!(harness.state().studio.help, Some(Topic::Keys));
}

#[test]
fn a_client_has_a_screen_of_their_own() {
    let mut harness = with_picture();
    harness.key_press(egui::Key::D);
    harness.run();
    assert!(harness.state().studio.client_screen);
    // Without a system of windows it is drawn inside of the first.
    assert_eq!(harness.query_all_by_label("Picture").count(), 2);
    harness.key_press(egui::Key::D);
    harness.run();
    assert_eq!(harness.query_all_by_label("Picture").count(), 1);
}
