//! Engines that fail for real behind the window's state, without a window.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use super::*;
use crate::{
    pipeline::{Composite, Opener, fake::Fake},
    raster::{Pixmap, codec},
};

/// How often an engine was started.
type Starts = Arc<AtomicUsize>;

fn portrait() -> Arc<Pixmap> {
    Arc::new(codec::load(&Resources::locate().unwrap().asset("demo/portrait.png")).unwrap())
}

/// A kiosk whose engines, counted from 0, get their pictures from `source`.
fn window(more: &str, source: impl Fn(usize, &SourceSpec) -> Fake + Send + Sync + 'static) -> (KioskWindow, Starts) {
    let resources = Resources::locate().unwrap();
    let library = Library::open(&resources.asset("looks")).unwrap();
    let text = format!("version = 1\npin = \"2468\"\nlooks = [\"classic-red\", \"cobalt\"]\n{more}");
    let config = KioskConfig::parse(&text).unwrap();
    let looks = config.offered(&library).unwrap();
    let options = KioskOptions { config, looks, shop: Shop::default(), resources, windowed: true };
    let (source, starts) = (Arc::new(source), Starts::default());
    let counted = Arc::clone(&starts);
    let start = move |options: EngineOptions| {
        let (number, source) = (counted.fetch_add(1, Ordering::SeqCst), Arc::clone(&source));
        let opener: Opener = Box::new(move |spec| Ok(Box::new(source(number, spec))));
        Engine::start_with(options, opener, Arc::new(|| ()))
    };
    let window = KioskWindow::new(options, &library, Arc::new(start), Arc::new(Mutex::new(Ending::Left)));
    (window.unwrap(), starts)
}

/// Goes on until something is seen; a visitor reads of no fault meanwhile.
fn wait_for<T>(window: &mut KioskWindow, what: &str, mut look: impl FnMut(&Composite) -> Option<T>) -> T {
    let (ctx, deadline) = (Context::default(), Instant::now() + Duration::from_secs(60));
    while Instant::now() < deadline {
        window.receive(&ctx);
        let status = &window.shown.studio.status;
        let told = format!("{status:?}");
        assert!(
            !matches!(status, SourceStatus::Failed(_)) && !told.contains("junk") && !told.contains("fault"),
            "{told}"
        );
        if let Some(found) = window.pictures.composite().and_then(|composite| look(composite)) {
            return found;
        }
        thread::sleep(Duration::from_millis(5));
    }
    panic!("{what} did not come")
}

fn is_painted(composite: &Composite) -> bool {
    *composite.made_up != *composite.frame.pixels
}

fn happens(window: &mut KioskWindow, event: &Event) {
    let outcomes = window.shown.kiosk.update(event, window.started.elapsed());
    window.carry_out(&Context::default(), outcomes);
}

#[test]
fn pictures_come_again_after_an_engine_has_panicked() {
    let picture = portrait();
    let (mut window, starts) = window("", move |engine, _| match engine {
        0 => Fake::Panics,
        // Nor is it for good where the next one fails as well.
        1 => panic!("a fault while the source is opened"),
        _ => Fake::Picture(Arc::clone(&picture), 0),
    });
    wait_for(&mut window, "a made-up face", |composite| is_painted(composite).then_some(()));
    assert_eq!(starts.load(Ordering::SeqCst), 3);
}

#[test]
fn a_visit_goes_on_as_it_was_after_an_engine_has_panicked() {
    let picture = portrait();
    let (mut window, starts) = window("", move |engine, source| match (engine, source) {
        (0, SourceSpec::Camera(_)) => Fake::Panics,
        _ => Fake::Picture(Arc::clone(&picture), 0),
    });
    wait_for(&mut window, "a made-up face", |composite| is_painted(composite).then_some(()));
    happens(&mut window, &Event::Touch);
    happens(&mut window, &Event::Consent(true));
    happens(&mut window, &Event::Choose(None));
    let mut seen = Vec::new();
    wait_for(&mut window, "a bare face", |composite| {
        let new = !composite.faces.is_empty() && !seen.contains(&composite.frame.seq);
        seen.extend(new.then_some(composite.frame.seq));
        assert!(!is_painted(composite), "the visitor has chosen to be bare");
        (seen.len() > 8).then_some(())
    });
    assert_eq!((starts.load(Ordering::SeqCst), window.shown.kiosk.scene()), (2, Scene::Trying));
    assert_eq!(window.shown.studio.source, SourceSpec::Camera(None));
    happens(&mut window, &Event::Choose(Some(1)));
    wait_for(&mut window, "a made-up face", |composite| is_painted(composite).then_some(()));
}

#[test]
fn an_engine_that_hangs_is_noticed() {
    let picture = portrait();
    let (mut window, starts) = window("", move |engine, _| match engine {
        0 => Fake::Freezes(Some(Arc::clone(&picture))),
        _ => Fake::Picture(Arc::clone(&picture), 0),
    });
    if let Some(mirror) = &mut window.mirror {
        mirror.be_patient_for(Duration::from_secs(3));
    }
    wait_for(&mut window, "a picture that moves on", |composite| (composite.frame.seq > 3).then_some(()));
    assert_eq!(starts.load(Ordering::SeqCst), 2);
}

#[test]
fn the_screen_is_cleared_at_once_whatever_hangs() {
    let (days, picture) = (tempfile::tempdir().unwrap(), portrait());
    let more = format!("summary = '{}'", days.path().display());
    let (mut window, _) = window(&more, move |_, source| match source {
        SourceSpec::Camera(_) => Fake::Freezes(Some(Arc::clone(&picture))),
        _ => Fake::Picture(Arc::clone(&picture), 0),
    });
    wait_for(&mut window, "a picture", |_| Some(()));
    happens(&mut window, &Event::Touch);
    happens(&mut window, &Event::Consent(true));
    wait_for(&mut window, "the visitor", |_| Some(()));
    let begun = Instant::now();
    happens(&mut window, &Event::Done);
    assert!(begun.elapsed() < Duration::from_millis(200), "{:?}", begun.elapsed());
    assert!(window.pictures.composite().is_none() && window.mirror.is_none());
    let day = days.path().join(format!("{}.json", Summary::today()));
    while !day.is_file() {
        assert!(begun.elapsed() < Duration::from_secs(10), "the visit is not counted");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_picture_is_offered_beside_the_window() {
    let picture = portrait();
    let more = "take_home = true\naddress = '127.0.0.1'";
    let (mut window, _) = window(more, move |_, _| Fake::Picture(Arc::clone(&picture), 0));
    wait_for(&mut window, "a picture", |_| Some(()));
    happens(&mut window, &Event::Touch);
    happens(&mut window, &Event::Consent(true));
    wait_for(&mut window, "the visitor", |_| Some(()));
    happens(&mut window, &Event::TakeHome);
    assert_eq!(window.shown.offer, Some(Offer::Making));
    while window.shown.offer == Some(Offer::Making) {
        wait_for(&mut window, "a picture", |_| Some(()));
    }
    let Some(Offer::At(url)) = &window.shown.offer else { panic!("{:?}", window.shown.offer) };
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    happens(&mut window, &Event::Back);
    assert_eq!((window.shown.offer.as_ref(), window.offering.is_none()), (None, true));
}
