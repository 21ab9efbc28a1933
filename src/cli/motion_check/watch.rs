//! A clip, followed with and without smoothing.

use std::{sync::Arc, time::Duration};

use super::Failure;
use crate::{
    capture::{self, Captured, FrameSource, OpenOptions, Pace},
    cli::arguments,
    face::{Face, FaceTracker},
    raster::Pixmap,
    resources::Resources,
};

/// The demo's size.
const DEMO_SIZE: (u32, u32) = (960, 540);
const PATIENCE: Duration = Duration::from_secs(5);

/// The largest face in one frame.
pub(super) struct Seen {
    pub(super) frame: Arc<Pixmap>,
    /// As the model gives it.
    pub(super) raw: Face,
    /// As it is painted.
    pub(super) smooth: Face,
}

/// Plays a clip frame by frame.
pub(super) struct Watch {
    source: Box<dyn FrameSource>,
    raw: FaceTracker,
    smooth: FaceTracker,
}

impl Watch {
    pub(super) fn open(resources: &Resources, clip: &str) -> Result<Self, Failure> {
        let options = OpenOptions { pace: Pace::EveryFrame, size: Some(DEMO_SIZE) };
        let tracker = || FaceTracker::new(resources).map_err(Failure::environment);
        Ok(Self {
            source: capture::open(&arguments::source(clip), &options, resources).map_err(Failure::input)?,
            raw: tracker()?.unsmoothed(),
            smooth: tracker()?,
        })
    }

    /// The next frame, with its face where there is one that has fully come in; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Option<Seen>>, Failure> {
        let Captured::Frame(frame) = self.source.next_frame(PATIENCE) else { return Ok(None) };
        let raw = self.raw.track(&frame).map_err(Failure::environment)?;
        let smooth = self.smooth.track(&frame).map_err(Failure::environment)?;
        let there = |faces: Vec<Face>| faces.into_iter().next().filter(|face| face.presence >= 1.0);
        let both = there(raw).zip(there(smooth));
        Ok(Some(both.map(|(raw, smooth)| Seen { frame: frame.pixels, raw, smooth })))
    }
}
