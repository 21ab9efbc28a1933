//! The running engine: five named threads and the slots between them.

use std::{
    sync::{Arc, atomic::Ordering},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{
    Composite, EngineCommand, EngineError, EngineOptions, Slot, SourceStatus, Speed, Thumbnail, Wake, baker_thread,
    beside,
    capture_thread::{self, Opener},
    engine_thread,
    shared::{Shared, lock, spawn},
    thumbnails,
};
use crate::{
    capture::{self, OpenOptions, Pace},
    makeup::{Baker, shape::ShapeBook},
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
///              vanity-baker, vanity-beside
/// ```
/// Every arrow is a [`super::Slot`]: the newest value wins, and a slow stage drops work instead of queueing it.
pub struct Engine {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
    shapes: Arc<ShapeBook>,
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

    /// The same, with sources that the owner opens.
    ///
    /// # Errors
    /// As those of [`Engine::start`].
    pub fn start_with(options: EngineOptions, opener: Opener, wake: Wake) -> Result<Self, EngineError> {
        let EngineOptions { resources, source, look, intensity } = options;
        let baker = Baker::new(&resources)?;
        let shared = Arc::new(Shared::new(intensity, wake));
        shared.open.put(source);
        shared.wear.put(look.map(Box::new));
        let mut engine = Self { shared, threads: Vec::new(), shapes: baker.shapes() };
        let (thumbnail_baker, beside_baker, models) = (baker.clone(), baker.clone(), resources.clone());
        engine.spawn("vanity-capture", move |shared| capture_thread::run(shared, opener))?;
        engine.spawn("vanity-engine", move |shared| engine_thread::run(shared, &resources))?;
        engine.spawn("vanity-baker", move |shared| baker_thread::run(shared, &baker))?;
        engine.spawn("vanity-beside", move |shared| beside::run(shared, &beside_baker))?;
        engine.spawn("vanity-thumbnails", move |shared| thumbnails::run(shared, &thumbnail_baker, &models))?;
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
            EngineCommand::Beside(looks) => self.shared.beside.put(looks),
            EngineCommand::Light(place) => self.shared.card.put(place),
            EngineCommand::Thumbnails(looks) => {
                self.shared.wardrobe.put(looks);
                self.shared.portrait_wanted.store(true, Ordering::Release);
            }
        }
    }

    /// The drawings that products can have.
    pub fn shapes(&self) -> &Arc<ShapeBook> {
        &self.shapes
    }

    /// The newest composite that has not been taken yet.
    pub fn take_composite(&self) -> Option<Arc<Composite>> {
        self.shared.composites.take()
    }

    /// Leaves every composite from now on in this slot, too, or does not any more: for those who take them while the owner sleeps.
    pub fn also_give(&self, onward: Option<Arc<Slot<Arc<Composite>>>>) {
        *lock(&self.shared.onward) = onward;
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
        self.threads.drain(..).for_each(|thread| join_until(thread, deadline));
    }
}

/// Waits for a thread to end, and leaves it behind where it has not by then.
pub fn join_until(thread: JoinHandle<()>, deadline: Instant) {
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

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::{
        capture::SourceSpec,
        look::Library,
        pipeline::fake::Fake,
        raster::{Pixmap, codec},
        resources::Resources,
    };

    fn portrait(resources: &Resources) -> Arc<Pixmap> {
        Arc::new(codec::load(&resources.asset("demo/portrait.png")).unwrap())
    }

    /// An engine whose sources are told apart by the name of the "file".
    fn engine(first: &str) -> Engine {
        let resources = Resources::locate().unwrap();
        let (face, empty) = (portrait(&resources), Arc::new(Pixmap::new(320, 240)));
        let opener: Opener = Box::new(move |spec| {
            let SourceSpec::File(name) = spec else { panic!("{spec:?}") };
            Ok(Box::new(match name.to_str().unwrap() {
                "face" => Fake::Picture(Arc::clone(&face), 0),
                "empty" => Fake::Picture(Arc::clone(&empty), 0),
                "unplugged" => Fake::Unplugged,
                "panics" => Fake::Panics,
                _ => Fake::Hangs,
            }))
        });
        let look = Some(looks()[0].clone());
        let options = EngineOptions { resources, source: file(first), look, intensity: 1.0 };
        Engine::start_with(options, opener, Arc::new(|| ())).unwrap()
    }

    fn file(name: &str) -> SourceSpec {
        SourceSpec::File(PathBuf::from(name))
    }

    fn looks() -> Vec<crate::look::Look> {
        Library::open(&Resources::locate().unwrap().asset("looks")).unwrap().looks().to_vec()
    }

    fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            if let Some(found) = look() {
                return found;
            }
            thread::sleep(Duration::from_millis(2));
        }
        panic!("{what} did not come in 30 seconds")
    }

    fn is_painted(composite: &Composite) -> bool {
        *composite.made_up != *composite.frame.pixels
    }

    #[test]
    fn a_face_comes_out_made_up_and_looks_and_sources_change_while_running() {
        let engine = engine("face");
        let made_up = |engine: &Engine| engine.take_composite().filter(|composite| is_painted(composite));
        wait_for("a made-up face", || made_up(&engine));
        assert_eq!(engine.status(), SourceStatus::Streaming("a fake".into()));
        let speed = wait_for("a speed", || Some(engine.speed()).filter(|speed| speed.fps > 0.0));
        assert!(speed.latency >= speed.perception && speed.perception > Duration::ZERO, "{speed:?}");

        engine.send(EngineCommand::Wear(None));
        wait_for("a bare face", || engine.take_composite().filter(|c| Arc::ptr_eq(&c.made_up, &c.frame.pixels)));
        engine.send(EngineCommand::Wear(Some(Box::new(looks()[1].clone()))));
        wait_for("another look", || made_up(&engine));
        engine.send(EngineCommand::Intensity(0.0));
        wait_for("no makeup at zero", || engine.take_composite().filter(|composite| !is_painted(composite)));

        engine.send(EngineCommand::Open(file("empty")));
        let empty = wait_for("the other source", || engine.take_composite().filter(|c| c.frame.pixels.width() == 320));
        assert!(empty.faces.is_empty(), "the faces of the old source are forgotten");
        engine.send(EngineCommand::Open(file("unplugged")));
        wait_for("the reason", || match engine.status() {
            SourceStatus::Waiting(reason) => reason.contains("unplugged").then_some(()),
            _ => None,
        });
    }

    #[test]
    fn looks_are_shown_beside_each_other_until_no_longer_asked_for() {
        let engine = engine("face");
        let compared = looks()[..3].to_vec();
        engine.send(EngineCommand::Beside(compared));
        let made = wait_for("three looks", || engine.take_composite().filter(|c| c.beside.len() == 3));
        let [width, height] = made.frame.pixels.size();
        assert!(made.beside.iter().all(|picture| picture.size() == [width / 2, height / 2]));
        assert!(made.beside[0] != made.beside[1], "another look, another picture");
        engine.send(EngineCommand::Beside(Vec::new()));
        wait_for("one look", || engine.take_composite().filter(|composite| composite.beside.is_empty()));
    }

    #[test]
    fn thumbnails_show_every_look_on_this_face() {
        let engine = engine("face");
        let looks: Vec<_> = looks().into_iter().take(4).collect();
        engine.send(EngineCommand::Thumbnails(looks.clone()));
        let mut pictures = std::collections::HashMap::new();
        wait_for("all thumbnails", || {
            pictures.extend(engine.take_thumbnails().into_iter().map(|made| (made.look, made.picture)));
            (pictures.len() == looks.len()).then_some(())
        });
        assert!(pictures.values().all(|picture| picture.size() == [160, 160]));
        assert!(pictures[&looks[0].id] != pictures[&looks[3].id], "another look, another picture");
    }

    #[test]
    fn a_panic_in_a_source_is_told_and_does_not_spread() {
        let engine = engine("panics");
        wait_for("the fault", || match engine.status() {
            SourceStatus::Failed(reason) => reason.contains("junk in the driver").then_some(()),
            _ => None,
        });
        drop(engine);
    }

    #[test]
    fn broken_looks_are_told_and_the_picture_goes_on() {
        let engine = engine("face");
        let mut broken = looks()[0].clone();
        let shade = crate::look::Shade::of([1, 2, 3], 0.5);
        let finish = crate::look::Finish::Matte;
        let liner = crate::look::Stroke {
            shade,
            shape: "no-such-shape".into(),
            coverage: 1.0,
            finish,
            side: crate::look::Side::Both,
        };
        broken.products.push(crate::look::Product::Eyeliner(liner));
        engine.send(EngineCommand::Wear(Some(Box::new(broken))));
        let notice = wait_for("a notice", || engine.take_notice());
        assert!(notice.contains("no-such-shape"), "{notice}");
        wait_for("a picture", || engine.take_composite());
    }

    #[cfg(unix)]
    #[test]
    fn missing_models_are_told() {
        let models = tempfile::tempdir().unwrap();
        let whole = Resources::locate().unwrap();
        std::os::unix::fs::symlink(whole.root().join("assets"), models.path().join("assets")).unwrap();
        let options = EngineOptions {
            resources: Resources::at(models.path()),
            source: SourceSpec::Demo,
            look: None,
            intensity: 1.0,
        };
        let engine = Engine::start(options, Arc::new(|| ())).unwrap();
        wait_for("the reason", || matches!(engine.status(), SourceStatus::Failed(_)).then_some(()));
    }

    #[test]
    fn dropping_ends_every_thread_within_a_second_even_when_a_source_hangs() {
        for source in ["face", "hangs"] {
            let engine = engine(source);
            thread::sleep(Duration::from_millis(50));
            let start = Instant::now();
            drop(engine);
            assert!(start.elapsed() < Duration::from_secs(1), "{source}: {:?}", start.elapsed());
        }
    }
}
