//! Camera, photo, clip and demo portrait: all of them give frames.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crate::raster::Pixmap;

/// One picture from a source.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Counts up from 0 for each source; gaps are frames that the source dropped.
    pub seq: u64,
    /// When the source delivered it.
    pub captured_at: Instant,
    /// Position in the source's own time; decides smoothing. Frozen sources repeat it.
    pub media_time: Duration,
    /// The picture, sRGB.
    pub pixels: Arc<Pixmap>,
}

/// What a source said when asked for a frame.
#[derive(Debug, Clone)]
pub enum Captured {
    /// The next frame.
    Frame(Frame),
    /// Nothing yet; the source goes on trying by itself. The text is for the person: what is wrong and what to do.
    Waiting(Waiting),
    /// The source is over (a clip that does not loop, an image sequence).
    Ended,
}

/// Why there is no frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Waiting {
    /// Still opening, or the next frame is not due yet.
    #[error("Starting…")]
    Starting,
    /// No camera is connected.
    #[error("No camera found. Connect one, or open a photo.")]
    NoCamera,
    /// The camera was there and is gone.
    #[error("The camera was unplugged. Plug it in again: the picture comes back by itself.")]
    Unplugged,
    /// Another program holds the camera.
    #[error("Another program is using the camera. Close it: the picture comes back by itself.")]
    Busy,
    /// The system refused access.
    #[error("No permission to use the camera. {hint}")]
    NoPermission {
        /// What to do on this system.
        hint: String,
    },
    /// The camera gives no frames.
    #[error("The camera stopped sending pictures. Trying again…")]
    Stalled,
    /// The camera answers, but not with anything usable.
    #[error("The camera cannot be used: {reason}")]
    Unusable {
        /// What the driver said.
        reason: String,
    },
}

/// A source of frames: a plain blocking object. Sources that play in time pace themselves.
pub trait FrameSource: Send {
    /// The next frame, waiting for it no longer than `patience`.
    fn next_frame(&mut self, patience: Duration) -> Captured;

    /// What it is, for the person: `Logitech C920 · 1280×720 · 30 fps`.
    fn describe(&self) -> String;
}

/// What to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceSpec {
    /// The built-in portrait, gently moving.
    Demo,
    /// A camera by its index in [`cameras`], or the first usable one.
    Camera(Option<String>),
    /// A photo, a clip or a folder of pictures, told apart by content.
    File(std::path::PathBuf),
}

/// How fast a clip or demo gives its frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As the person would see it: late frames are skipped. Clips loop.
    RealTime,
    /// Every frame, as fast as asked for; ends after the last.
    EveryFrame,
}
