//! How fast the engine is, over the last two seconds.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use super::{Quality, Speed, StageTimes};

const WINDOW: Duration = Duration::from_secs(2);

/// Remembers what the newest frames took.
#[derive(Debug, Default)]
pub(super) struct SpeedMeter {
    frames: VecDeque<Finished>,
    quality: Quality,
}

#[derive(Debug)]
struct Finished {
    at: Instant,
    latency: Duration,
    perception: Duration,
    painting: Duration,
}

impl SpeedMeter {
    /// How much is done for each frame from now on.
    pub(super) fn set_quality(&mut self, quality: Quality) {
        self.quality = quality;
    }

    /// Counts a frame finished at `now`.
    pub(super) fn count(&mut self, now: Instant, latency: Duration, times: &StageTimes) {
        self.forget_before(now);
        let (perception, painting) = (times.perception(), times.compose);
        self.frames.push_back(Finished { at: now, latency, perception, painting });
    }

    /// The speed as of `now`; `dropped` frames are counted elsewhere.
    pub(super) fn speed(&mut self, now: Instant, dropped: u64) -> Speed {
        self.forget_before(now);
        let fps = match (self.frames.front(), self.frames.back()) {
            (Some(first), Some(last)) if last.at > first.at => {
                (self.frames.len() - 1) as f32 / (last.at - first.at).as_secs_f32()
            }
            _ => 0.0,
        };
        Speed {
            fps,
            latency: self.median(|frame| frame.latency),
            perception: self.median(|frame| frame.perception),
            painting: self.median(|frame| frame.painting),
            dropped,
            quality: self.quality,
        }
    }

    fn forget_before(&mut self, now: Instant) {
        while self.frames.front().is_some_and(|frame| now.saturating_duration_since(frame.at) > WINDOW) {
            self.frames.pop_front();
        }
    }

    fn median(&self, of: impl Fn(&Finished) -> Duration) -> Duration {
        let mut all: Vec<Duration> = self.frames.iter().map(of).collect();
        let middle = all.len() / 2;
        if all.is_empty() { Duration::ZERO } else { *all.select_nth_unstable(middle).1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn medians_and_rate_of_the_last_two_seconds() {
        let mut meter = SpeedMeter::default();
        let start = Instant::now();
        for n in 0..100u32 {
            let late = if n % 10 == 0 { 50 } else { 0 };
            let times =
                StageTimes { detect: MS, track: MS, landmarks: 2 * MS, compose: 3 * MS, ..StageTimes::default() };
            meter.count(start + n * 40 * MS, (8 + late) * MS, &times);
        }
        let end = start + 99 * 40 * MS;
        let speed = meter.speed(end, 5);
        assert!((speed.fps - 25.0).abs() < 0.01, "{}", speed.fps);
        assert_eq!((speed.latency, speed.perception, speed.painting), (8 * MS, 4 * MS, 3 * MS));
        assert_eq!(speed.dropped, 5);
        assert!(meter.frames.len() <= 51, "older frames are forgotten");
        assert_eq!(meter.speed(end + Duration::from_secs(3), 5).fps, 0.0);
    }
}
