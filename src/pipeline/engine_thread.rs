//! The engine thread: newest frame in, newest composite out.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use super::{
    CardPlace, Composite, Governor, Pipeline, StageTimes, Worn,
    shared::{Shared, Sourced, lock},
    slot::Taken,
    thumbnails::Portrait,
};
use crate::{capture::Frame, compose::Reference, face::PerceptionError, language::say, resources::Resources};

/// Longest wait for a frame; closing the slot ends it at once.
const IDLE: Duration = Duration::from_secs(3600);
/// How present a face is before its portrait is taken: its landmarks have settled by then.
const SETTLED: f32 = 0.99;

/// Runs until the slots are closed. A model that fails is told to the person, who goes on seeing the bare picture.
pub(super) fn run(shared: &Shared, resources: &Resources) {
    let mut pipeline = match Pipeline::new(resources) {
        Ok(pipeline) => pipeline,
        Err(error) => return shared.set_perception(Some(error.to_string())),
    };
    let mut worn = Worn::default();
    let mut sitter = Sitter::default();
    let mut pace = Pace::default();
    let mut source = 0;
    // What was said of a look that cannot be shown: once is enough.
    let mut told = String::new();
    while let Taken::Value(sourced) = shared.frames.take_within(IDLE) {
        if std::mem::replace(&mut source, sourced.source) != sourced.source {
            pipeline.reset();
            sitter = Sitter::default();
            pace = Pace::default();
            worn.reference = None;
        }
        if let Some(place) = shared.card.take() {
            worn.reference = place.and_then(|place| light_of(shared, &sourced.frame, place));
        }
        if let Some(atlas) = shared.atlas.take() {
            worn.atlas = atlas;
        }
        if let Some(atlases) = shared.beside_atlases.take() {
            worn.beside = atlases;
        }
        worn.intensity = shared.intensity();
        let (interval, started) = (pace.interval(&sourced.frame), Instant::now());
        if let Some(composite) = finish(shared, &mut pipeline, sourced, &worn, &mut told) {
            sitter.newest = Some(composite);
            let quality = pace.governor.observe(started.elapsed(), interval);
            pipeline.set_quality(quality);
            lock(&shared.speed).set_quality(quality);
        }
        sitter.sit(shared);
    }
}

/// Processes one frame and hands the composite over; `None` where nothing changed. `told` is what was last said of a look.
fn finish(
    shared: &Shared,
    pipeline: &mut Pipeline,
    sourced: Sourced,
    worn: &Worn,
    told: &mut String,
) -> Option<Arc<Composite>> {
    let frame = sourced.frame;
    let (composite, times) = match pipeline.process(&frame, worn) {
        Ok(finished) => {
            shared.set_perception(None);
            finished?
        }
        Err(error) => {
            shared.set_perception(Some(failure_text(&error)));
            let latency = frame.captured_at.elapsed();
            (Composite { latency, ..Composite::bare(frame) }, StageTimes::default())
        }
    };
    if let Some(fault) = pipeline.take_fault() {
        let text = say!("The photo's own look cannot be shown: {fault}", fault = fault);
        if *told != text {
            shared.set_notice(text.clone());
            *told = text;
        }
    }
    lock(&shared.speed).count(Instant::now(), composite.latency, &times);
    let composite = Arc::new(composite);
    if let Some(onward) = &*lock(&shared.onward) {
        onward.put(Arc::clone(&composite));
    }
    shared.composites.put(Arc::clone(&composite));
    shared.wake();
    Some(composite)
}

/// The light that a card shows; the person is told how that went.
fn light_of(shared: &Shared, frame: &Frame, place: CardPlace) -> Option<Reference> {
    let reference = place.read(&frame.pixels);
    shared.set_notice(match &reference {
        Ok(_) => say("Colours are matched to this light. Match again when the light changes.").into(),
        Err(reason) => reason.to_string(),
    });
    reference.ok()
}

fn failure_text(error: &PerceptionError) -> String {
    say!("Faces cannot be found: {error}", error = error)
}

/// Whether the work keeps up with the source.
#[derive(Default)]
struct Pace {
    governor: Governor,
    /// Number and time of the last frame.
    last: Option<(u64, Duration)>,
}

impl Pace {
    /// Time from one frame of the source to the next, those that were left out counted; zero where that is not known.
    fn interval(&mut self, frame: &Frame) -> Duration {
        let Some((seq, time)) = self.last.replace((frame.seq, frame.media_time)) else { return Duration::ZERO };
        let steps = u32::try_from(frame.seq.saturating_sub(seq)).unwrap_or(0);
        frame.media_time.saturating_sub(time).checked_div(steps).unwrap_or_default()
    }
}

/// Whose portrait the thumbnails show.
#[derive(Default)]
struct Sitter {
    newest: Option<Arc<Composite>>,
    track: Option<u64>,
}

impl Sitter {
    /// Sends a portrait of the largest face when one is asked for, and when the one before has left.
    fn sit(&mut self, shared: &Shared) {
        let Some(composite) = &self.newest else { return };
        let Some(face) = composite.faces.first().filter(|face| face.presence >= SETTLED) else { return };
        let gone = !composite.faces.iter().any(|face| Some(face.track) == self.track);
        // Both sides are evaluated: a request is served by whichever portrait comes first.
        if shared.portrait_wanted.swap(false, Ordering::AcqRel) | gone {
            self.track = Some(face.track);
            shared.portraits.put(Portrait { pixels: Arc::clone(&composite.frame.pixels), face: face.clone() });
        }
    }
}
