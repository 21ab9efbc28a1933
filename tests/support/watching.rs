//! Watching a camera until it says or shows something.

use std::{
    thread,
    time::{Duration, Instant},
};

use vanity::{
    capture::{self, Captured, Frame, FrameSource, OpenOptions, Pace, SourceSpec, Waiting},
    pipeline::Engine,
    resources::Resources,
};

use super::pictures::{Colors, seen, shows};

/// Machines may be slow; what must be quick is measured where it matters.
const PATIENCE: Duration = Duration::from_secs(12);

/// The camera of an id, or any.
pub fn open(id: Option<&str>) -> Box<dyn FrameSource> {
    let options = OpenOptions { pace: Pace::RealTime, size: None };
    capture::open(&SourceSpec::Camera(id.map(Into::into)), &options, &Resources::locate().unwrap()).unwrap()
}

/// Asks the source until `look` finds what it looks for.
pub fn wait_for<T>(what: &str, source: &mut dyn FrameSource, mut look: impl FnMut(&Captured) -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    let mut said = Vec::new();
    while Instant::now() < deadline {
        let captured = source.next_frame(Duration::from_millis(20));
        if let Some(found) = look(&captured) {
            return found;
        }
        let words = match captured {
            Captured::Frame(frame) => format!("frame {:?}", seen(&frame.pixels)),
            other => format!("{other:?}"),
        };
        if said.last() != Some(&words) {
            said.push(words);
        }
    }
    panic!("{what} did not come; instead: {said:#?}")
}

/// The first frame that shows these colours.
pub fn wait_for_picture(source: &mut dyn FrameSource, colors: &Colors) -> Frame {
    wait_for("the picture", source, |captured| match captured {
        Captured::Frame(frame) => shows(&frame.pixels, colors).then(|| frame.clone()),
        _ => None,
    })
}

/// Until it says just this.
pub fn wait_for_word(source: &mut dyn FrameSource, word: &Waiting) {
    let said = |captured: &Captured| matches!(captured, Captured::Waiting(waiting) if waiting == word).then_some(());
    wait_for(&format!("{word:?}"), source, said);
}

/// The reason why the camera is said to be of no use.
pub fn wait_for_uselessness(source: &mut dyn FrameSource) -> String {
    wait_for("a reason", source, |captured| match captured {
        Captured::Waiting(Waiting::Unusable { reason }) => Some(reason.clone()),
        _ => None,
    })
}

/// Everything that the source gives in some time.
pub fn watched(source: &mut dyn FrameSource, time: Duration) -> Vec<Captured> {
    let end = Instant::now() + time;
    let mut heard = Vec::new();
    while Instant::now() < end {
        heard.push(source.next_frame(Duration::from_millis(20)));
    }
    heard
}

/// The frames in what a source gave.
pub fn frames(heard: &[Captured]) -> impl Iterator<Item = &Frame> {
    heard.iter().filter_map(|captured| match captured {
        Captured::Frame(frame) => Some(frame),
        _ => None,
    })
}

/// No driver may keep the program from letting a camera go.
pub fn drop_quickly(source: Box<dyn FrameSource>) {
    let start = Instant::now();
    drop(source);
    assert!(start.elapsed() < Duration::from_millis(1200), "{:?}", start.elapsed());
}

/// The same for what an engine makes of a camera.
pub fn wait_for_composite(engine: &Engine, colors: &Colors) {
    let deadline = Instant::now() + PATIENCE;
    while !engine.take_composite().is_some_and(|composite| shows(&composite.made_up, colors)) {
        assert!(Instant::now() < deadline, "{:?}", engine.status());
        thread::sleep(Duration::from_millis(5));
    }
}
