//! What the engine's threads and its owner share: slots, the state for the person, and the way to a panic-proof thread.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    thread::{self, JoinHandle},
};

use super::{
    CardPlace, Composite, EngineError, Slot, SourceStatus, Thumbnail, Wake, speed::SpeedMeter, thumbnails::Portrait,
};
use crate::{
    capture::{Frame, SourceSpec},
    language::say,
    look::Look,
    makeup::Atlas,
};

/// A frame and the count of sources opened before its own.
#[derive(Debug)]
pub(super) struct Sourced {
    pub(super) frame: Frame,
    pub(super) source: u64,
}

/// Everything that passes between threads. Each slot holds one value at most, so that nothing can pile up.
pub(super) struct Shared {
    /// To capture: what to open next.
    pub(super) open: Slot<SourceSpec>,
    /// To the baker: what to wear next.
    pub(super) wear: Slot<Option<Box<Look>>>,
    /// To the baker of looks that are compared: which.
    pub(super) beside: Slot<Vec<Look>>,
    /// What it made of them: bare where a look cannot be painted.
    pub(super) beside_atlases: Slot<Vec<Option<Arc<Atlas>>>>,
    /// To the thumbnail maker: which looks.
    pub(super) wardrobe: Slot<Vec<Look>>,
    /// Capture to engine.
    pub(super) frames: Slot<Sourced>,
    /// To the engine: where a card is that tells the light.
    pub(super) card: Slot<Option<CardPlace>>,
    /// Baker to engine.
    pub(super) atlas: Slot<Option<Arc<Atlas>>>,
    /// Engine to the thumbnail maker.
    pub(super) portraits: Slot<Portrait>,
    /// The thumbnail maker asks the engine for a portrait of the newest face.
    pub(super) portrait_wanted: AtomicBool,
    /// Engine to owner.
    pub(super) composites: Slot<Arc<Composite>>,
    /// Engine to whoever else is to have every composite.
    pub(super) onward: Mutex<Option<Arc<Slot<Arc<Composite>>>>>,
    /// Thumbnail maker to owner; at most one for each look.
    pub(super) thumbnails: Mutex<Vec<Thumbnail>>,
    pub(super) speed: Mutex<SpeedMeter>,
    intensity_bits: AtomicU32,
    health: Mutex<Health>,
    wake: Wake,
}

/// How everything is doing; the first thing that stops the picture is what the person is told.
#[derive(Debug)]
struct Health {
    source: SourceStatus,
    perception: Option<String>,
    fault: Option<String>,
    notice: Option<String>,
}

impl Shared {
    pub(super) fn new(intensity: f32, wake: Wake) -> Self {
        let health = Health {
            source: SourceStatus::Waiting(say("Starting…").into()),
            perception: None,
            fault: None,
            notice: None,
        };
        let shared = Self {
            open: Slot::default(),
            wear: Slot::default(),
            beside: Slot::default(),
            beside_atlases: Slot::default(),
            wardrobe: Slot::default(),
            frames: Slot::default(),
            card: Slot::default(),
            atlas: Slot::default(),
            portraits: Slot::default(),
            portrait_wanted: AtomicBool::new(false),
            composites: Slot::default(),
            onward: Mutex::default(),
            thumbnails: Mutex::default(),
            speed: Mutex::default(),
            intensity_bits: AtomicU32::new(0),
            health: Mutex::new(health),
            wake,
        };
        shared.set_intensity(intensity);
        shared
    }

    /// 0..=1.
    pub(super) fn intensity(&self) -> f32 {
        f32::from_bits(self.intensity_bits.load(Ordering::Relaxed))
    }

    /// Brings the value into 0..=1; what is not a number changes nothing.
    pub(super) fn set_intensity(&self, intensity: f32) {
        if !intensity.is_nan() {
            self.intensity_bits.store(intensity.clamp(0.0, 1.0).to_bits(), Ordering::Relaxed);
        }
    }

    pub(super) fn wake(&self) {
        (self.wake)();
    }

    /// What to tell the person about the picture.
    pub(super) fn status(&self) -> SourceStatus {
        let health = lock(&self.health);
        match health.fault.as_ref().or(health.perception.as_ref()) {
            Some(reason) => SourceStatus::Failed(reason.clone()),
            None => health.source.clone(),
        }
    }

    pub(super) fn is_streaming(&self) -> bool {
        matches!(lock(&self.health).source, SourceStatus::Streaming(_))
    }

    pub(super) fn set_source(&self, status: SourceStatus) {
        self.update(|health| std::mem::replace(&mut health.source, status.clone()) != status);
    }

    /// `None` when faces are seen again.
    pub(super) fn set_perception(&self, failure: Option<String>) {
        self.update(|health| std::mem::replace(&mut health.perception, failure.clone()) != failure);
    }

    /// Something that did not work and does not stop the picture.
    pub(super) fn set_notice(&self, notice: String) {
        tracing::warn!("{notice}");
        self.update(|health| health.notice.replace(notice.clone()) != Some(notice));
    }

    pub(super) fn take_notice(&self) -> Option<String> {
        lock(&self.health).notice.take()
    }

    /// `change` says whether anything is different now; then the owner is woken.
    fn update(&self, change: impl FnOnce(&mut Health) -> bool) {
        if change(&mut lock(&self.health)) {
            self.wake();
        }
    }

    /// Ends every thread's next wait.
    pub(super) fn close(&self) {
        self.open.close();
        self.wear.close();
        self.beside.close();
        self.beside_atlases.close();
        self.wardrobe.close();
        self.frames.close();
        self.atlas.close();
        self.portraits.close();
        self.composites.close();
    }
}

/// Starts a named thread. A panic in it does not spread: it becomes a status.
///
/// # Errors
/// [`EngineError::Thread`] where the system refuses another thread.
pub(super) fn spawn(
    name: &'static str,
    shared: &Arc<Shared>,
    work: impl FnOnce(&Shared) + Send + 'static,
) -> Result<JoinHandle<()>, EngineError> {
    let shared = Arc::clone(shared);
    let guarded = move || {
        // Slots and statuses are whole after any panic, because no lock is held while a stage works.
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&shared))) {
            let problem = text_of(&*panic);
            let fault = say!(
                "A fault in the program stopped it ({thread}: {problem}). Please start it again.",
                thread = name,
                problem = problem
            );
            tracing::error!("{fault}");
            shared.update(|health| health.fault.replace(fault).is_none());
        }
    };
    thread::Builder::new().name(name.into()).spawn(guarded).map_err(|source| EngineError::Thread { name, source })
}

fn text_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or(say("no reason given"))
}

/// Locks; a panic elsewhere leaves these values whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_status() {
        let shared = Arc::new(Shared::new(1.0, Arc::new(|| ())));
        spawn("vanity-test", &shared, |_| panic!("the lens fell off")).unwrap().join().unwrap();
        let SourceStatus::Failed(reason) = shared.status() else { panic!("{:?}", shared.status()) };
        assert!(reason.contains("vanity-test") && reason.contains("the lens fell off"), "{reason}");
    }

    #[test]
    fn perception_failures_come_and_go() {
        let shared = Shared::new(1.0, Arc::new(|| ()));
        shared.set_source(SourceStatus::Streaming("demo".into()));
        shared.set_perception(Some("the model failed".into()));
        assert_eq!(shared.status(), SourceStatus::Failed("the model failed".into()));
        shared.set_perception(None);
        assert_eq!(shared.status(), SourceStatus::Streaming("demo".into()));
    }

    #[test]
    fn intensity_stays_in_bounds() {
        let shared = Shared::new(3.0, Arc::new(|| ()));
        assert_eq!(shared.intensity(), 1.0);
        shared.set_intensity(f32::NAN);
        assert_eq!(shared.intensity(), 1.0);
        shared.set_intensity(-1.0);
        assert_eq!(shared.intensity(), 0.0);
    }
}
