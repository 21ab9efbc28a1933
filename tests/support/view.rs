//! The view over a state, without an engine and without a screen.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::sync::Arc;

use egui_kittest::{Harness, LazyRenderer, TestRenderer};
use vanity::{
    capture::{Frame, SourceSpec},
    look::Library,
    pipeline::{Composite, SourceStatus},
    preferences::Appearance,
    raster::Pixmap,
    resources::Resources,
    studio::{Command, Studio},
    ui::{Request, pictures::Pictures, tokens, view},
};

/// The view over a state, as the window joins them, without an engine.
pub struct Shown {
    pub studio: Studio,
    pub pictures: Pictures,
    pub asked: Vec<Request>,
}

/// A picture without a face and without makeup.
pub fn bare(pixels: Arc<Pixmap>) -> Composite {
    Composite::bare(Frame::still(pixels))
}

pub fn studio() -> Studio {
    let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
    let mut studio = Studio::new(&library, None, SourceSpec::Demo);
    studio.status = SourceStatus::Streaming("Sample portrait".into());
    studio.preferences.appearance = Appearance::Light;
    studio
}

pub fn window(studio: Studio, size: [f32; 2]) -> Harness<'static, Shown> {
    drawn_by(LazyRenderer::default(), studio, size)
}

/// A window whose pixels somebody may want to see.
pub fn drawn_by(renderer: impl TestRenderer + 'static, studio: Studio, size: [f32; 2]) -> Harness<'static, Shown> {
    let shown = Shown { studio, pictures: Pictures::default(), asked: Vec::new() };
    let builder = Harness::builder().with_size(size).with_context_setup(tokens::install).renderer(renderer);
    let mut harness = builder.build_ui_state(
        |ui, shown: &mut Shown| {
            for request in view::show(ui, &shown.studio, &mut shown.pictures) {
                if let Request::Studio(command) = &request {
                    shown.studio.update(command.clone());
                }
                shown.asked.push(request);
            }
        },
        shown,
    );
    harness.run();
    harness
}

pub fn usual() -> Harness<'static, Shown> {
    window(studio(), [1280.0, 860.0])
}

/// A window in which a look is worn and its products are shown.
pub fn with_products(size: [f32; 2]) -> Harness<'static, Shown> {
    let mut studio = studio();
    studio.update(Command::Wear(Some("classic-red".into())));
    let mut harness = window(studio, size);
    harness.key_press(egui::Key::P);
    harness.run();
    harness
}
