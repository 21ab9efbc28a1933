//! Camera, photo, clip and demo portrait: all of them give frames.

mod camera;
pub mod camera_format;
mod clip;
mod clock;
mod demo;
mod ffmpeg;
mod h264;
mod photo;
mod sequence;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

pub use camera::{CameraInfo, cameras, leave_out};

use crate::{
    files,
    language::say,
    raster::{Pixmap, codec::CodecError},
    resources::Resources,
};

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

impl Frame {
    /// A picture that is there now, as the first frame of its source.
    pub fn still(pixels: Arc<Pixmap>) -> Self {
        Self { seq: 0, captured_at: Instant::now(), media_time: Duration::ZERO, pixels }
    }
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
    #[error("{}", say("Starting…"))]
    Starting,
    /// No camera is connected.
    #[error("{}", say("No camera found. Connect one, or open a photo."))]
    NoCamera,
    /// The camera was there and is gone.
    #[error("{}", say("The camera was unplugged. Plug it in again: the picture comes back by itself."))]
    Unplugged,
    /// Another program holds the camera.
    #[error("{}", say("Another program is using the camera. Close it: the picture comes back by itself."))]
    Busy,
    /// The system refused access.
    #[error("{}", say!("No permission to use the camera. {hint}", hint = say(hint)))]
    NoPermission {
        /// What to do on this system.
        hint: String,
    },
    /// The camera gives no frames.
    #[error("{}", say("The camera stopped sending pictures. Trying again…"))]
    Stalled,
    /// The camera answers, but not with anything usable.
    #[error("{}", say!("The camera cannot be used: {reason}", reason = say(reason)))]
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

/// How to open a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenOptions {
    /// How fast.
    pub pace: Pace,
    /// Size of the demo's frames, width and height in pixels; other sources give their own. `None` is 1280 by 720.
    pub size: Option<(u32, u32)>,
}

/// Why a source cannot be opened. A camera is never among these: it waits instead.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A picture that cannot be read.
    #[error(transparent)]
    Picture(#[from] CodecError),
    /// The system refuses the file or folder.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder without pictures.
    #[error("{}", say!("{path}: there is no PNG, JPEG or WebP picture in this folder", path = path.display()))]
    EmptyFolder {
        /// Which.
        path: PathBuf,
    },
    /// The system does not tell which cameras there are.
    #[error("{}", say!("the cameras cannot be listed: {reason}", reason = reason))]
    Cameras {
        /// What it said.
        reason: String,
    },
    /// A clip that cannot be played.
    #[error("{}: {}", path.display(), say(problem))]
    Clip {
        /// Which.
        path: PathBuf,
        /// What is wrong and what to do.
        problem: String,
    },
}

/// Opens a source. Never waits for a camera: the source itself does.
///
/// # Errors
/// [`OpenError`] names the file and what to do.
pub fn open(
    spec: &SourceSpec,
    options: &OpenOptions,
    resources: &Resources,
) -> Result<Box<dyn FrameSource>, OpenError> {
    Ok(match spec {
        SourceSpec::Demo => Box::new(demo::Demo::open(resources, options)?),
        SourceSpec::Camera(id) => Box::new(camera::Camera::open(id.clone())),
        SourceSpec::File(path) if path.is_dir() => Box::new(sequence::Sequence::open(path, options.pace)?),
        SourceSpec::File(path) if is_picture(path)? => Box::new(photo::Photo::open(path, options.pace)?),
        SourceSpec::File(path) => clip::open(path, options.pace)?,
    })
}

/// The photo behind a frame at its own size; `None` where the frame shows it so already, or the source is no photo.
///
/// # Errors
/// [`OpenError::Picture`] where the photo can no longer be read.
pub fn full_picture(spec: &SourceSpec, frame: &Frame) -> Result<Option<Pixmap>, OpenError> {
    match spec {
        SourceSpec::File(path) if photo::is_reduced(frame) && path.is_file() && is_picture(path)? => {
            Ok(Some(crate::raster::codec::load(path)?).filter(|full| full.size() != frame.pixels.size()))
        }
        _ => Ok(None),
    }
}

/// Told by the first bytes, not by the name.
fn is_picture(path: &Path) -> Result<bool, OpenError> {
    use std::io::Read;
    let unreadable = |source| OpenError::Unreadable { path: path.into(), source };
    let mut head = Vec::new();
    files::open(path).and_then(|file| file.take(64).read_to_end(&mut head)).map_err(unreadable)?;
    Ok(head.is_empty() || image::guess_format(&head).is_ok())
}
