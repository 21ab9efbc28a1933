//! The built-in portrait, gently moving: what is seen where there is no camera.

use std::{
    f32::consts::TAU,
    sync::Arc,
    time::{Duration, Instant},
};

use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};

use super::{Captured, Frame, FrameSource, OpenError, OpenOptions, Waiting, clock::Clock};
use crate::{
    language::say,
    raster::{Pixmap, codec, resize},
    resources::Resources,
};

/// Frames a second.
const RATE: u32 = 30;
/// Frames after which the motion begins again: 24 seconds.
const PERIOD: u64 = 24 * RATE as u64;
/// The part of the portrait that is shown: left, top and side in its pixels; the face with hair and shoulders.
const VIEW: (u32, u32, u32) = (91, 0, 268);
/// How much larger than the frame the picture behind it is, so that the view can move.
const ROOM: f32 = 1.09;
/// Share of the portrait's width over which its sides melt into the background.
const MELT: f32 = 0.14;

/// The portrait.
pub(super) struct Demo {
    canvas: Pixmap,
    size: (u32, u32),
    clock: Clock,
    resizer: Resizer,
    seq: u64,
}

impl Demo {
    pub(super) fn open(resources: &Resources, options: &OpenOptions) -> Result<Self, OpenError> {
        let portrait = codec::load(&resources.asset("demo/portrait.png"))?;
        let (width, height) = options.size.unwrap_or((1280, 720));
        let size = (width.clamp(16, 7680), height.clamp(16, 4320));
        let larger = |side: u32| (side as f32 * ROOM).ceil() as u32;
        let canvas = canvas(&portrait, larger(size.0), larger(size.1));
        Ok(Self { canvas, size, clock: Clock::new(options.pace), resizer: Resizer::new(), seq: 0 })
    }

    /// The view at a moment: a slow sway and breath.
    fn render(&mut self, seq: u64) -> Pixmap {
        let turn = (seq % PERIOD) as f32 / PERIOD as f32 * TAU;
        let whole = (self.canvas.width() as f32, self.canvas.height() as f32);
        let zoom = 1.0 - 0.02 * (0.5 + 0.5 * (3.0 * turn).sin());
        let (width, height) = (self.size.0 as f32 / zoom.recip().max(1.0), self.size.1 as f32 / zoom.recip().max(1.0));
        let room = (whole.0 - width, whole.1 - height);
        let left = room.0 * (0.5 + 0.42 * (2.0 * turn).sin());
        let top = room.1 * (0.5 + 0.42 * (3.0 * turn + 1.0).cos());
        let options = ResizeOptions::new()
            .resize_alg(ResizeAlg::Interpolation(FilterType::Bilinear))
            .use_alpha(false)
            .crop(f64::from(left), f64::from(top), f64::from(width), f64::from(height));
        let mut target = Image::new(self.size.0, self.size.1, PixelType::U8x4);
        let source = ImageRef::new(self.canvas.width(), self.canvas.height(), self.canvas.data(), PixelType::U8x4);
        // Sizes are within bounds by construction; were they not, the frame would be black.
        if let Ok(source) = source {
            let _ = self.resizer.resize(&source, &mut target, &options);
        }
        let (width, height) = self.size;
        Pixmap::from_rgba(width, height, target.into_vec()).unwrap_or_else(|_| Pixmap::new(width, height))
    }
}

impl FrameSource for Demo {
    fn next_frame(&mut self, patience: Duration) -> Captured {
        let due = (self.clock.now().as_secs_f64() * f64::from(RATE)) as u64;
        self.seq = self.seq.max(due);
        let media_time = Duration::from_secs_f64(self.seq as f64 / f64::from(RATE));
        if !self.clock.wait_for(media_time, patience) {
            return Captured::Waiting(Waiting::Starting);
        }
        let captured_at = Instant::now();
        let pixels = Arc::new(self.render(self.seq));
        let frame = Frame { seq: self.seq, captured_at, media_time, pixels };
        self.seq += 1;
        Captured::Frame(frame)
    }

    fn describe(&self) -> String {
        format!("{} · {}×{}", say("Sample portrait"), self.size.0, self.size.1)
    }
}

/// The portrait as high as the canvas, its sides melting into a blurred, darker copy of itself.
fn canvas(portrait: &Pixmap, width: u32, height: u32) -> Pixmap {
    let (left, top, side) = VIEW;
    let side = side.min(portrait.width().saturating_sub(left)).min(portrait.height().saturating_sub(top));
    let view = portrait.part([left, top], [side; 2]);
    let backdrop = resize::resized(&resize::resized(&view, 6, 4), width, height);
    let sharp = resize::resized(&view, height, height);
    let mut canvas = backdrop;
    let start = (i64::from(width) - i64::from(height)) / 2;
    for y in 0..height {
        let row = (y * width) as usize;
        for x in 0..height {
            let at = start + i64::from(x);
            if !(0..i64::from(width)).contains(&at) {
                continue;
            }
            let from_edge = (x.min(height - 1 - x) as f32 / (height as f32 * MELT)).min(1.0);
            let share = from_edge * from_edge * (3.0 - 2.0 * from_edge);
            let pixel = &mut canvas.pixels_mut()[row + at as usize];
            let over = sharp.pixel(x, y);
            for c in 0..3 {
                let (below, above) = (f32::from(pixel[c]), f32::from(over[c]));
                pixel[c] = (below + (above - below) * share).round() as u8;
            }
        }
    }
    canvas
}
