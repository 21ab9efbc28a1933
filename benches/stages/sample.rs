//! What is measured on.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use vanity::{
    capture::{self, Captured, Frame, FrameSource, OpenOptions, Pace, SourceSpec},
    look::{Library, Look},
    raster::{Pixmap, codec, resize},
    resources::Resources,
};

/// Where the face of the sample portrait is: its middle and its height, pixels of the 512x512 portrait.
const FACE: (f32, f32, f32) = (222.0, 120.0, 175.0);

pub fn resources() -> Resources {
    Resources::locate().expect("the benchmark runs in a checkout")
}

pub fn demo(resources: &Resources) -> Box<dyn FrameSource> {
    let options = OpenOptions { pace: Pace::EveryFrame, size: Some((1920, 1080)) };
    capture::open(&SourceSpec::Demo, &options, resources).expect("the sample portrait opens")
}

pub fn next(source: &mut dyn FrameSource) -> Frame {
    loop {
        if let Captured::Frame(frame) = source.next_frame(Duration::from_secs(1)) {
            return frame;
        }
    }
}

pub fn fullest_look(resources: &Resources) -> Look {
    let library = Library::open(&resources.asset("looks")).expect("the built-in looks open");
    library.looks().iter().max_by_key(|look| look.products.len()).expect("there are looks").clone()
}

/// A 1920x1080 frame with faces of a height in pixels at places given by the middle of each.
pub fn frame_with(resources: &Resources, height: f32, middles: &[(f32, f32)]) -> Pixmap {
    let portrait = codec::load(&resources.asset("demo/portrait.png")).expect("the sample portrait opens");
    let scale = height / FACE.2;
    let side = (portrait.width() as f32 * scale) as u32;
    let portrait = resize::resized(&portrait, side, side);
    let mut frame = Pixmap::new(1920, 1080);
    frame.pixels_mut().fill([112, 112, 112, 255]);
    for (x, y) in middles {
        let (left, top) = ((x - FACE.0 * scale) as i32, (y - FACE.1 * scale) as i32);
        // Portraits side by side end halfway to the next.
        let reach = (1.6 * height) as i32 / 2;
        for row in (*y as i32 - reach).max(0).max(top)..(*y as i32 + reach).min(1080).min(top + side as i32) {
            let columns = (*x as i32 - reach).max(0).max(left)..(*x as i32 + reach).min(1920).min(left + side as i32);
            for column in columns {
                let pixel = portrait.pixel((column - left) as u32, (row - top) as u32);
                frame.pixels_mut()[(row * 1920 + column) as usize] = pixel;
            }
        }
    }
    frame
}

/// The picture as the frame of a camera at 30 frames a second.
pub fn frame_of(picture: &Pixmap, seq: u64) -> Frame {
    let media_time = Duration::from_millis(33) * seq as u32;
    Frame { seq, captured_at: Instant::now(), media_time, pixels: Arc::new(picture.clone()) }
}
