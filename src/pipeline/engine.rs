//! The running engine: four named threads and the slots between them.

use std::{
    sync::{Arc, atomic::Ordering},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{
    Composite, EngineCommand, EngineError, EngineOptions, SourceStatus, Speed, Thumbnail, Wake, baker_thread,
    capture_thread::{self, Opener},
    engine_thread,
    shared::{Shared, lock, spawn},
    thumbnails,
};
use crate::{
    capture::{self, OpenOptions, Pace},
    makeup::Baker,
};

/// How long [`Engine`] waits for its threads when it is dropped.
const GOODBYE: Duration = Duration::from_millis(900);

/// Sources to composites, on threads of its own. Dropping it ends them.
///
/// ```text
/// vanity-capture ──frames──▶ vanity-engine ──composites──▶ owner
///                                │   ▲                        ▲
///                           portraits atlas                   │
///                                ▼   │                        │
///             vanity-thumbnails ─┼───┼──thumbnails────────────┘
///                        vanity-baker
/// ```
/// Every arrow is a [`super::Slot`]: the newest value wins, and a slow stage drops work instead of queueing it.
pub struct Engine {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

impl Engine {
    /// Starts the threads and comes back at once: models are loaded, the source opened and the look painted in the background.
    /// `wake` is called whenever there is something new to take.
    ///
    /// # Errors
    /// [`EngineError`] where the shapes that looks are painted with cannot be read, or the system refuses a thread.
    pub fn start(options: EngineOptions, wake: Wake) -> Result<Self, EngineError> {
        let resources = options.resources.clone();
        let opener: Opener =
            Box::new(move |spec| capture::open(spec, &OpenOptions { pace: Pace::RealTime, size: None }, &resources));
        Self::start_with(options, opener, wake)
    }

    fn start_with(options: EngineOptions, opener: Opener, wake: Wake) -> Result<Self, EngineError> {
        let EngineOptions { resources, source, look, intensity } = options;
        let baker = Baker::new(&resources)?;
        let shared = Arc::new(Shared::new(intensity, wake));
        shared.open.put(source);
        shared.wear.put(look.map(Box::new));
        let mut engine = Self { shared, threads: Vec::new() };
        let thumbnail_baker = baker.clone();
        engine.spawn("vanity-capture", move |shared| capture_thread::run(shared, opener))?;
        engine.spawn("vanity-engine", move |shared| engine_thread::run(shared, &resources))?;
        engine.spawn("vanity-baker", move |shared| baker_thread::run(shared, &baker))?;
        engine.spawn("vanity-thumbnails", move |shared| thumbnails::run(shared, &thumbnail_baker))?;
        Ok(engine)
    }

    fn spawn(&mut self, name: &'static str, work: impl FnOnce(&Shared) + Send + 'static) -> Result<(), EngineError> {
        self.threads.push(spawn(name, &self.shared, work)?);
        Ok(())
    }

    /// Asks for something; comes back at once. Of several commands of one kind that wait, the newest counts.
    pub fn send(&self, command: EngineCommand) {
        match command {
            EngineCommand::Wear(look) => self.shared.wear.put(look),
            EngineCommand::Intensity(intensity) => self.shared.set_intensity(intensity),
            EngineCommand::Open(source) => self.shared.open.put(source),
            EngineCommand::Thumbnails(looks) => {
                self.shared.wardrobe.put(looks);
                self.shared.portrait_wanted.store(true, Ordering::Release);
            }
        }
    }

    /// The newest composite that has not been taken yet.
    pub fn take_composite(&self) -> Option<Arc<Composite>> {
        self.shared.composites.take()
    }

    /// The thumbnails made since the last call.
    pub fn take_thumbnails(&self) -> Vec<Thumbnail> {
        std::mem::take(&mut lock(&self.shared.thumbnails))
    }

    /// Something that did not work and does not stop the picture, such as a look that cannot be painted; given once.
    pub fn take_notice(&self) -> Option<String> {
        self.shared.take_notice()
    }

    /// How the source is doing, and failures that keep faces from being found.
    pub fn status(&self) -> SourceStatus {
        self.shared.status()
    }

    /// Speed over the last two seconds.
    pub fn speed(&self) -> Speed {
        let dropped = self.shared.frames.overwritten();
        lock(&self.shared.speed).speed(Instant::now(), dropped)
    }
}

impl Drop for Engine {
    /// Ends and joins every thread. One that the system holds (a device that hangs while it is opened) is left behind after 0.9 s.
    fn drop(&mut self) {
        self.shared.close();
        let deadline = Instant::now() + GOODBYE;
        for thread in self.threads.drain(..) {
            while !thread.is_finished() && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(2));
            }
            if thread.is_finished() {
                // A panic in the thread was caught and told there; there is no other error.
                let _ = thread.join();
            } else {
                tracing::warn!(thread = thread.thread().name(), "still busy; left behind");
            }
        }
    }
}
