//! A source that plays what a test tells it to.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use crate::{
    capture::{Captured, Frame, FrameSource, Waiting},
    raster::Pixmap,
};

pub(crate) enum Fake {
    /// A picture, and how many frames there have been of it.
    Picture(Arc<Pixmap>, u64),
    /// One frame, and then nothing any more.
    Freezes(Option<Arc<Pixmap>>),
    Unplugged,
    Panics,
    Hangs,
}

impl FrameSource for Fake {
    fn next_frame(&mut self, patience: Duration) -> Captured {
        match self {
            Self::Picture(pixels, seq) => {
                thread::sleep(Duration::from_millis(5));
                *seq += 1;
                // Each frame has pixels of its own, as from a camera.
                Captured::Frame(frame(*seq, (**pixels).clone()))
            }
            Self::Freezes(pixels) => match pixels.take() {
                Some(pixels) => Captured::Frame(frame(0, (*pixels).clone())),
                None => hang(),
            },
            Self::Unplugged => {
                thread::sleep(patience);
                Captured::Waiting(Waiting::Unplugged)
            }
            Self::Panics => panic!("junk in the driver"),
            Self::Hangs => hang(),
        }
    }

    fn describe(&self) -> String {
        "a fake".into()
    }
}

fn frame(seq: u64, pixels: Pixmap) -> Frame {
    let media_time = Duration::from_millis(33) * seq as u32;
    Frame { seq, captured_at: Instant::now(), media_time, pixels: Arc::new(pixels) }
}

fn hang() -> ! {
    loop {
        thread::sleep(Duration::from_secs(60));
    }
}
