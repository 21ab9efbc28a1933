//! When the next picture of a recorded source is due.

use std::time::{Duration, Instant};

use super::Pace;

/// Plays media time against the wall clock.
#[derive(Debug)]
pub(super) struct Clock {
    pace: Pace,
    started: Option<Instant>,
}

impl Clock {
    pub(super) fn new(pace: Pace) -> Self {
        Self { pace, started: None }
    }

    /// Starts over: media time 0 is now.
    pub(super) fn restart(&mut self) {
        self.started = None;
    }

    /// Waits until a media time is due, at most `patience`; tells whether it is.
    pub(super) fn wait_for(&mut self, due: Duration, patience: Duration) -> bool {
        let left = due.saturating_sub(self.now());
        if self.pace == Pace::RealTime && !left.is_zero() {
            std::thread::sleep(left.min(patience));
        }
        self.pace == Pace::EveryFrame || left <= patience
    }

    /// The media time that is due now. Before the first frame it stands at 0; it never moves when every frame is wanted.
    pub(super) fn now(&mut self) -> Duration {
        match self.pace {
            Pace::EveryFrame => Duration::ZERO,
            Pace::RealTime => self.started.get_or_insert_with(Instant::now).elapsed(),
        }
    }
}
