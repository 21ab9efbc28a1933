//! The engine behind the mirror. Nobody in a shop starts a program again: an engine that has failed is ended, and another takes its place.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, TryRecvError, channel},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    kiosk::Restarts,
    language::say,
    look::Look,
    pipeline::{Composite, Engine, EngineCommand, EngineError, EngineOptions, SourceStatus, Thumbnail},
};

/// A source that streams and an engine that makes nothing of it for so long: something in it hangs.
const HANGS: Duration = Duration::from_secs(20);
/// Whoever has waited so long for a picture is told that something is wrong.
const TROUBLE: Duration = Duration::from_secs(10);
/// One that has just started loads its models first.
const LOADS: Duration = Duration::from_secs(120);

/// Starts an engine.
pub type Start = dyn Fn(EngineOptions) -> Result<Engine, EngineError> + Send + Sync;

/// The engine, and what it takes to start the next one where this one left off.
pub struct Mirror {
    start: Arc<Start>,
    /// What is seen and worn now.
    wanted: EngineOptions,
    /// Looks that there are to be thumbnails of.
    wardrobe: Vec<Look>,
    engine: Option<Engine>,
    began: Instant,
    /// When there was last something new to see, or a reason why not.
    lively: Instant,
    /// How long there may be neither.
    patience: Duration,
    /// When another engine takes the place of this one, which has failed.
    due: Option<Instant>,
    /// That one, while it starts.
    next: Option<Receiver<Result<Engine, EngineError>>>,
    /// With what it was started.
    begun: EngineOptions,
    restarts: Restarts,
    /// Why there is no picture, since when, and whether the log was told.
    waiting: Option<(String, Instant, bool)>,
    /// Since when there has been no picture.
    without_picture: Option<Instant>,
}

impl Mirror {
    /// Starts the first engine.
    ///
    /// # Errors
    /// What is in its way: it may be so for good, and is for whoever starts the kiosk.
    pub fn new(start: Arc<Start>, options: EngineOptions, wardrobe: Vec<Look>) -> Result<Self, EngineError> {
        let engine = start(options.clone())?;
        let now = Instant::now();
        let mut mirror = Self {
            start,
            begun: options.clone(),
            wanted: options,
            wardrobe,
            engine: None,
            began: now,
            lively: now,
            patience: LOADS,
            due: None,
            next: None,
            restarts: Restarts::default(),
            waiting: None,
            without_picture: None,
        };
        mirror.take_up(engine);
        Ok(mirror)
    }

    /// Asks for something, of this engine and of those after it.
    pub fn send(&mut self, command: EngineCommand) {
        match &command {
            EngineCommand::Open(source) => self.wanted.source = source.clone(),
            EngineCommand::Wear(look) => self.wanted.look = look.as_deref().cloned(),
            EngineCommand::Intensity(intensity) => self.wanted.intensity = *intensity,
            EngineCommand::Thumbnails(looks) => self.wardrobe = looks.clone(),
            EngineCommand::Light(_) | EngineCommand::Beside(_) => {}
        }
        if let Some(engine) = &self.engine {
            engine.send(command);
        }
    }

    /// The newest composite that has not been taken yet.
    pub fn take_composite(&mut self) -> Option<Arc<Composite>> {
        let composite = self.engine.as_ref()?.take_composite();
        if composite.is_some() {
            (self.lively, self.patience) = (Instant::now(), self.patience.min(HANGS));
        }
        composite
    }

    /// The thumbnails made since the last call.
    pub fn take_thumbnails(&self) -> Vec<Thumbnail> {
        self.engine.as_ref().map_or_else(Vec::new, Engine::take_thumbnails)
    }

    /// Looks after the engine; gives how the source is doing, in words for a visitor. What has failed is told in the log.
    pub fn tend(&mut self) -> SourceStatus {
        let status = self.tended();
        match status {
            SourceStatus::Streaming(_) => self.without_picture = None,
            _ if self.without_picture.get_or_insert_with(Instant::now).elapsed() >= TROUBLE => return troubled(),
            _ => {}
        }
        status
    }

    fn tended(&mut self) -> SourceStatus {
        self.take_up_next();
        let failure = match self.engine.as_ref().map(Engine::status) {
            _ if self.next.is_some() => return resting(),
            Some(SourceStatus::Failed(reason)) => reason,
            Some(SourceStatus::Streaming(_)) if self.lively.elapsed() > self.patience => "it hangs".into(),
            Some(status) => {
                self.due = None;
                let SourceStatus::Waiting(reason) = status else {
                    self.waiting = None;
                    return status;
                };
                self.lively = Instant::now();
                self.wait_for(reason);
                return resting();
            }
            None => "it did not start".into(),
        };
        match self.due {
            None => {
                let wait = self.restarts.wait_after(self.began.elapsed());
                tracing::warn!("the mirror starts anew in {} s: {failure}", wait.as_secs());
                self.due = Some(Instant::now() + wait);
            }
            Some(due) if Instant::now() >= due => self.renew(),
            Some(_) => {}
        }
        resting()
    }

    /// Tells the log why there is no picture, once that lasts: opening a camera takes a moment, and is nothing to tell.
    fn wait_for(&mut self, reason: String) {
        match &mut self.waiting {
            Some((before, since, told)) if *before == reason => {
                if !*told && since.elapsed() >= TROUBLE {
                    tracing::warn!("no picture: {reason}");
                    *told = true;
                }
            }
            _ => self.waiting = Some((reason, Instant::now(), false)),
        }
    }

    /// How long it may hang, for a test that cannot wait.
    #[cfg(test)]
    pub fn be_patient_for(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// The engine before goes first: a camera can be held only once. That may take a second, and the window goes on meanwhile.
    fn renew(&mut self) {
        let (old, start, options) = (self.engine.take(), Arc::clone(&self.start), self.wanted.clone());
        self.begun = options.clone();
        let (sender, next) = channel();
        let renewing = thread::Builder::new().name("vanity-mirror".into()).spawn(move || {
            drop(old);
            // Where nobody waits for it any more, it ends here.
            let _ = sender.send(start(options));
        });
        self.next =
            renewing.inspect_err(|error| tracing::warn!("the mirror cannot start anew: {error}")).ok().map(|_| next);
        (self.due, self.began) = (None, Instant::now());
    }

    fn take_up_next(&mut self) {
        let Some(next) = &self.next else { return };
        match next.try_recv() {
            Err(TryRecvError::Empty) => return,
            Ok(Ok(engine)) => {
                // Something else may be wanted since it was started.
                let (begun, wanted) = (&self.begun, &self.wanted);
                if wanted.source != begun.source {
                    engine.send(EngineCommand::Open(wanted.source.clone()));
                }
                if wanted.look != begun.look {
                    engine.send(EngineCommand::Wear(wanted.look.clone().map(Box::new)));
                }
                if wanted.intensity != begun.intensity {
                    engine.send(EngineCommand::Intensity(wanted.intensity));
                }
                self.take_up(engine);
            }
            Ok(Err(error)) => tracing::warn!("{error}"),
            // It panicked.
            Err(TryRecvError::Disconnected) => {}
        }
        self.next = None;
    }

    fn take_up(&mut self, engine: Engine) {
        engine.send(EngineCommand::Thumbnails(self.wardrobe.clone()));
        self.engine = Some(engine);
        (self.began, self.lively, self.patience) = (Instant::now(), Instant::now(), LOADS);
    }
}

fn resting() -> SourceStatus {
    SourceStatus::Waiting(say("One moment, please: the picture comes by itself.").into())
}

fn troubled() -> SourceStatus {
    SourceStatus::Waiting(say("There is no picture from the camera. Please ask somebody here.").into())
}
