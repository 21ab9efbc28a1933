//! The capture thread: opens sources and keeps the newest frame in its slot.

use std::time::Duration;

use super::{
    SourceStatus,
    shared::{Shared, Sourced},
    slot::Taken,
};
use crate::{
    capture::{Captured, FrameSource, OpenError, SourceSpec, Waiting},
    language::say,
};

/// Longest wait for a frame before looking whether the person asked for something else.
const PATIENCE: Duration = Duration::from_millis(100);
/// Longest wait for a request while there is no source; closing the slot ends it at once.
const IDLE: Duration = Duration::from_secs(3600);

/// Opens what a person asks for.
pub type Opener = Box<dyn FnMut(&SourceSpec) -> Result<Box<dyn FrameSource>, OpenError> + Send>;

/// Runs until the slots are closed.
pub(super) fn run(shared: &Shared, mut opener: Opener) {
    let mut source: Option<Box<dyn FrameSource>> = None;
    let mut opened = 0;
    loop {
        let patience = if source.is_some() { Duration::ZERO } else { IDLE };
        match shared.open.take_within(patience) {
            Taken::Closed => return,
            Taken::Value(spec) => {
                // The old source goes first: a camera can be held only once.
                drop(source.take());
                shared.set_source(SourceStatus::Waiting(say("Opening…").into()));
                source = open(shared, &mut opener, &spec);
                opened += 1;
            }
            Taken::Nothing => {}
        }
        let over = source.as_mut().is_some_and(|source| deliver(shared, source.as_mut(), opened));
        if over {
            source = None;
        }
    }
}

fn open(shared: &Shared, opener: &mut Opener, spec: &SourceSpec) -> Option<Box<dyn FrameSource>> {
    match opener(spec) {
        Ok(source) => {
            tracing::info!(source = source.describe(), "opened");
            Some(source)
        }
        Err(error) => {
            tracing::warn!("cannot open {spec:?}: {error}");
            shared.set_source(SourceStatus::Failed(error.to_string()));
            None
        }
    }
}

/// Passes one frame on, or says why there is none; true when the source is over.
fn deliver(shared: &Shared, source: &mut dyn FrameSource, opened: u64) -> bool {
    match source.next_frame(PATIENCE) {
        Captured::Frame(frame) => {
            shared.frames.put(Sourced { frame, source: opened });
            if !shared.is_streaming() {
                shared.set_source(SourceStatus::Streaming(source.describe()));
            }
        }
        // A slow source is no news while it streams.
        Captured::Waiting(Waiting::Starting) if shared.is_streaming() => {}
        Captured::Waiting(reason) => shared.set_source(SourceStatus::Waiting(reason.to_string())),
        Captured::Ended => {
            let text = say("This clip is over. Open another one, or choose a camera.");
            shared.set_source(SourceStatus::Waiting(text.into()));
            return true;
        }
    }
    false
}
