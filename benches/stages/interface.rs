//! The window: everything that is drawn, once, without a graphics card.

use std::{hint::black_box, sync::Arc};

use criterion::Criterion;
use egui::{Context, Pos2, RawInput, Rect, Vec2};
use vanity::{
    capture::{Frame, SourceSpec},
    look::Library,
    pipeline::{Composite, SourceStatus, Thumbnail},
    raster::Pixmap,
    studio::{Command, Studio},
    ui::{pictures::Pictures, tokens, view},
};

use super::sample::resources;

/// Size of the window, points.
const WINDOW: Vec2 = Vec2::new(1280.0, 860.0);

/// A window with thumbnails, and the products of a look open.
fn window(ctx: &Context) -> (Studio, Pictures) {
    tokens::install(ctx);
    let library = Library::open(&resources().asset("looks")).expect("the built-in looks");
    let mut studio = Studio::new(&library, None, SourceSpec::Demo);
    studio.status = SourceStatus::Streaming("Sample portrait".into());
    studio.update(Command::Wear(Some("opera-rose".into())));
    studio.update(Command::ToggleProducts);
    let mut pictures = Pictures::default();
    for look in library.looks() {
        let picture = Arc::new(Pixmap::new(160, 160));
        pictures.thumbnail_made(ctx, &Thumbnail { look: look.id.clone(), picture });
    }
    (studio, pictures)
}

fn composite(seq: u64) -> Arc<Composite> {
    let pixels = Arc::new(Pixmap::new(1280, 720));
    Arc::new(Composite::bare(Frame { seq, ..Frame::still(pixels) }))
}

/// One frame of the window: laid out, and turned into triangles.
fn draw(ctx: &Context, studio: &Studio, pictures: &mut Pictures) {
    let input = RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, WINDOW)), ..RawInput::default() };
    let output = ctx.run_ui(input, |ui| drop(view::show(ui, studio, pictures)));
    black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
}

pub fn all(criterion: &mut Criterion) {
    let ctx = Context::default();
    let (studio, mut pictures) = window(&ctx);
    pictures.show(&ctx, composite(0));
    // Fonts are drawn when they are first seen.
    draw(&ctx, &studio, &mut pictures);
    criterion.bench_function("interface/same picture", |bencher| bencher.iter(|| draw(&ctx, &studio, &mut pictures)));
    let mut seq = 0;
    criterion.bench_function("interface/new picture 1280x720", |bencher| {
        bencher.iter(|| {
            seq += 1;
            pictures.show(&ctx, composite(seq));
            draw(&ctx, &studio, &mut pictures);
        });
    });
}
