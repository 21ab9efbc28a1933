//! The stages as a running engine: named threads, newest-value slots, timings. Never names egui.

mod baker_thread;
mod beside;
mod capture_thread;
mod engine;
mod engine_thread;
#[cfg(test)]
pub(crate) mod fake;
mod governor;
mod process;
mod shared;
mod sheet;
mod slot;
mod speed;
mod still;
mod thrift;
mod thumbnails;

use std::{sync::Arc, time::Duration};

pub use capture_thread::Opener;
pub use engine::{Engine, join_until};
pub use governor::{Governor, Quality};
pub use process::{Pipeline, StageTimes, Worn};
pub use sheet::SheetPainter;
pub use slot::{Slot, Taken};
pub use still::{StillError, StillPainter};

use crate::{
    capture::{Frame, SourceSpec},
    compose::{Card, NoReference, Reference},
    face::Face,
    geometry::Vec2,
    look::Look,
    makeup::BakeError,
    raster::Pixmap,
    resources::Resources,
};

/// Called from an engine thread whenever there is something new to show.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Why the engine cannot start.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The shapes that looks are painted with cannot be read.
    #[error("the makeup shapes cannot be read: {0}; `vanity doctor` says what to do")]
    Shapes(#[from] BakeError),
    /// The system refuses another thread.
    #[error("the system refuses to start the thread {name}: {source}; close other programs and try again")]
    Thread {
        /// Which.
        name: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
}

/// How to start.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// Models and shapes.
    pub resources: Resources,
    /// First source.
    pub source: SourceSpec,
    /// First look; `None` is a bare face.
    pub look: Option<Look>,
    /// First intensity, 0..=1.
    pub intensity: f32,
}

/// What can be asked of a running engine.
#[derive(Debug, Clone)]
pub enum EngineCommand {
    /// Wear a look, or nothing.
    Wear(Option<Box<Look>>),
    /// How strongly, 0..=1.
    Intensity(f32),
    /// Switch to another source while running.
    Open(SourceSpec),
    /// Read the light off a card, or go back to guessing it.
    Light(Option<CardPlace>),
    /// Show each frame in these looks as well, beside each other; an empty list stops.
    Beside(Vec<Look>),
    /// Make thumbnails of these looks on the newest face; an empty list stops.
    Thumbnails(Vec<Look>),
}

/// Where in the picture a card is held.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CardPlace {
    /// Which card.
    pub card: Card,
    /// Shares of the picture's width and height, 0..=1.
    pub at: [f32; 2],
}

impl CardPlace {
    /// The light that the card shows in a picture.
    ///
    /// # Errors
    /// [`NoReference`] says why that cannot be told.
    pub fn read(&self, picture: &Pixmap) -> Result<Reference, NoReference> {
        let [width, height] = picture.size().map(|side| side as f32);
        Reference::read(picture, Vec2::new(self.at[0] * width, self.at[1] * height), self.card)
    }
}

/// One finished frame.
#[derive(Debug, Clone)]
pub struct Composite {
    /// The frame as captured.
    pub frame: Frame,
    /// The same frame, made up.
    pub made_up: Arc<Pixmap>,
    /// The same frame in half its size, in each of the looks that are compared, in their order.
    pub beside: Vec<Arc<Pixmap>>,
    /// The faces in it.
    pub faces: Vec<Face>,
    /// How deep the skin of the largest face is ([`crate::compose::skin_depth`]), where one is made up.
    pub skin_depth: Option<f32>,
    /// From captured to finished.
    pub latency: Duration,
}

impl Composite {
    /// A frame as it is: no face was looked for, and nothing painted.
    pub fn bare(frame: Frame) -> Self {
        Self {
            made_up: Arc::clone(&frame.pixels),
            frame,
            beside: Vec::new(),
            faces: Vec::new(),
            skin_depth: None,
            latency: Duration::ZERO,
        }
    }
}

/// A look on the face that is in front of the source now.
#[derive(Debug, Clone)]
pub struct Thumbnail {
    /// Which look.
    pub look: String,
    /// Square picture around the face, 160 pixels a side or smaller.
    pub picture: Arc<Pixmap>,
}

/// How the source is doing, for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceStatus {
    /// Frames are coming; what from.
    Streaming(String),
    /// No frames; why and what to do.
    Waiting(String),
    /// The source could not be opened; why and what to do. The engine waits for another [`EngineCommand::Open`].
    Failed(String),
}

/// Speed, over the last two seconds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Speed {
    /// Finished frames a second.
    pub fps: f32,
    /// Median time from captured to finished.
    pub latency: Duration,
    /// Median time of detection, tracking and landmarks.
    pub perception: Duration,
    /// Median time of painting.
    pub painting: Duration,
    /// Frames that were overwritten before the engine took them, since the start.
    pub dropped: u64,
    /// How much is done for each frame.
    pub quality: Quality,
}
