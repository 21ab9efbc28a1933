//! A photo as a source: one picture, again and again.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{Captured, Frame, FrameSource, OpenError, Pace, clock::Clock};
use crate::raster::{Pixmap, codec, resize};

/// How often the picture is handed out, so that a look's changes show.
const PERIOD: Duration = Duration::from_millis(33);
/// A larger photo is shown smaller: its longer side in pixels.
const LONGEST_SIDE: u32 = 3840;

/// Whether a photo of this size may have been made smaller.
pub(super) fn is_reduced(frame: &Frame) -> bool {
    frame.pixels.width().max(frame.pixels.height()) >= LONGEST_SIDE
}

/// One picture.
pub(super) struct Photo {
    name: String,
    picture: Arc<Pixmap>,
    clock: Clock,
    pace: Pace,
    seq: u64,
}

impl Photo {
    pub(super) fn open(path: &Path, pace: Pace) -> Result<Self, OpenError> {
        let full = codec::load(path)?;
        let picture = Arc::new(resize::within(&full, LONGEST_SIDE));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, picture, clock: Clock::new(pace), pace, seq: 0 })
    }
}

impl FrameSource for Photo {
    fn next_frame(&mut self, patience: Duration) -> Captured {
        if self.pace == Pace::EveryFrame && self.seq > 0 {
            return Captured::Ended;
        }
        if !self.clock.wait_for(PERIOD * self.seq as u32, patience) {
            return Captured::Waiting(super::Waiting::Starting);
        }
        let frame = Frame {
            seq: self.seq,
            captured_at: Instant::now(),
            media_time: Duration::ZERO,
            pixels: self.picture.clone(),
        };
        self.seq += 1;
        Captured::Frame(frame)
    }

    fn describe(&self) -> String {
        format!("{} · {}×{}", self.name, self.picture.width(), self.picture.height())
    }
}
