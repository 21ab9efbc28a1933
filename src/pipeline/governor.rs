//! The quality governor: gives something up before frames are dropped, and takes it back when there is time again.
//!
//! It is told of every frame how long the work took and how long the source waits between frames. Their ratio is the load. A high load
//! over a short while steps down; a low one over a longer while steps up. Whether a step up can be afforded is found out by trying:
//! each time it turns out that it cannot, the next try waits twice as long, so that a load between two steps does not swing.

use std::time::Duration;

/// How much is done for each frame: from everything to what is needed for a picture at all. Each level also gives up what those before
/// it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Quality {
    /// Everything, on every frame.
    #[default]
    Full,
    /// Makeup is read from an atlas of half the texels a side: large faces get softer edges. What is in front of a face is looked for on
    /// every third frame instead of every second one.
    CoarseMakeup,
    /// The frame is searched for new faces a third as often: who joins is made up after a second instead of a third of one.
    SeldomSearch,
    /// The largest face is followed on every frame, the others by turns.
    ByTurns,
    /// Pictures are painted and shown at two thirds of their size.
    SmallPicture,
    /// Only the largest face is made up.
    OneFace,
}

impl Quality {
    /// From the best to the least.
    pub const ALL: [Self; 6] =
        [Self::Full, Self::CoarseMakeup, Self::SeldomSearch, Self::ByTurns, Self::SmallPicture, Self::OneFace];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "Full",
            Self::CoarseMakeup => "Softer makeup",
            Self::SeldomSearch => "Fewer searches",
            Self::ByTurns => "Faces by turns",
            Self::SmallPicture => "Smaller picture",
            Self::OneFace => "One face",
        }
    }

    fn lower(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    fn higher(self) -> Option<Self> {
        (self as usize).checked_sub(1).map(|index| Self::ALL[index])
    }
}

/// Load from which on a frame is said to be heavy: what is left is for the window and for what else the computer does.
const HEAVY: f32 = 0.85;
/// Load up to which a frame is said to be light.
const LIGHT: f32 = 0.6;
/// Of so many frames in a row, so many must be heavy before a step down: an interrupted frame or two are no reason.
const WATCHED: u32 = 15;
const HEAVY_ONES: u32 = 9;
/// Frames in a row that must not be heavy, and of which most must be light, before a step up; doubled with each step up that failed.
const CALM: u32 = 60;
/// Doublings at most: half an hour at 30 frames a second.
const DOUBLINGS: u32 = 10;
/// A step down within so many frames of a step up means that the step up has failed.
const TRIAL: u32 = 150;

/// Watches how long frames take, and says how much to do for the next.
#[derive(Debug, Default)]
pub struct Governor {
    quality: Quality,
    /// Frames of the current watch, and the heavy ones among them.
    watched: u32,
    heavy: u32,
    /// Frames since the last step down or heavy watch, and the light ones among them.
    calm: u32,
    light: u32,
    /// Frames since the last step up; `None` once it has proved itself, or before any.
    on_trial: Option<u32>,
    /// Steps up that have failed in a row.
    failed: u32,
    steps: u64,
}

impl Governor {
    /// At full quality.
    pub fn new() -> Self {
        Self::default()
    }

    /// How much to do for the next frame.
    pub fn quality(&self) -> Quality {
        self.quality
    }

    /// Steps up and down since the start.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Takes in that a frame took `work` where the source gives one every `interval`. An interval of zero says nothing and is left out.
    pub fn observe(&mut self, work: Duration, interval: Duration) -> Quality {
        if interval.is_zero() {
            return self.quality;
        }
        let load = work.as_secs_f32() / interval.as_secs_f32();
        self.watched += 1;
        self.heavy += u32::from(load > HEAVY);
        self.calm += 1;
        self.light += u32::from(load < LIGHT);
        self.on_trial = self.on_trial.map(|frames| frames + 1).filter(|frames| *frames < TRIAL);
        if self.heavy >= HEAVY_ONES {
            self.step_down();
        } else if self.watched >= WATCHED {
            (self.watched, self.heavy) = (0, 0);
        }
        if self.calm >= CALM << self.failed.min(DOUBLINGS) {
            let mostly_light = self.light * 10 >= self.calm * 8;
            (self.calm, self.light) = (0, 0);
            if mostly_light {
                self.step_up();
            }
        }
        self.quality
    }

    fn step_down(&mut self) {
        if self.on_trial.take().is_some() {
            self.failed += 1;
        }
        self.step_to(self.quality.lower());
    }

    fn step_up(&mut self) {
        if self.quality.higher().is_some() {
            self.on_trial = Some(0);
        }
        self.step_to(self.quality.higher());
    }

    fn step_to(&mut self, quality: Option<Quality>) {
        self.steps += u64::from(quality.is_some());
        self.quality = quality.unwrap_or(self.quality);
        (self.watched, self.heavy, self.calm, self.light) = (0, 0, 0, 0);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const INTERVAL: Duration = Duration::from_millis(33);

    /// Feeds frames whose cost is a share of the interval, by the quality they are done at; gives the qualities.
    fn run(governor: &mut Governor, frames: usize, load: impl Fn(usize, Quality) -> f32) -> Vec<Quality> {
        (0..frames).map(|i| governor.observe(INTERVAL.mul_f32(load(i, governor.quality())), INTERVAL)).collect()
    }

    #[test]
    fn a_fast_computer_stays_at_full_quality_whatever_stutters() {
        let mut governor = Governor::new();
        let qualities = run(&mut governor, 2000, |i, _| if i % 9 < 2 { 3.0 } else { 0.4 });
        assert!(qualities.iter().all(|&quality| quality == Quality::Full));
    }

    #[test]
    fn a_slow_one_steps_down_within_a_third_of_a_second_each_and_no_further_than_needed() {
        let mut governor = Governor::new();
        let load = |_: usize, quality: Quality| if quality < Quality::ByTurns { 1.4 } else { 0.7 };
        let qualities = run(&mut governor, 27, load);
        assert_eq!(*qualities.last().unwrap(), Quality::ByTurns);
        assert!(qualities.iter().position(|&quality| quality != Quality::Full).unwrap() < 10);
        assert!(run(&mut governor, 5000, load).iter().all(|&quality| quality == Quality::ByTurns));
    }

    #[test]
    fn quality_comes_back_when_the_load_has_gone() {
        let mut governor = Governor::new();
        run(&mut governor, 200, |_, _| 1.5);
        assert_eq!(governor.quality(), Quality::OneFace, "there is nothing below");
        run(&mut governor, 400, |_, _| 0.3);
        assert_eq!(governor.quality(), Quality::Full);
    }

    #[test]
    fn a_source_without_a_rate_changes_nothing() {
        let mut governor = Governor::new();
        for _ in 0..100 {
            assert_eq!(governor.observe(Duration::from_secs(1), Duration::ZERO), Quality::Full);
        }
    }

    proptest! {
        /// Whatever each level costs: steps get ever rarer, so that ten minutes bring a few tries and no swinging.
        #[test]
        fn it_does_not_swing(costs in proptest::collection::vec(0.05f32..2.0, 6)) {
            let mut costs = costs;
            costs.sort_by(|a, b| b.total_cmp(a));
            let mut governor = Governor::new();
            let cost = |_: usize, quality: Quality| costs[quality as usize];
            run(&mut governor, 9_000, cost);
            let before = governor.steps();
            prop_assert!(before <= 26, "{before} steps in the first five minutes for {costs:?}");
            run(&mut governor, 9_000, cost);
            prop_assert!(governor.steps() - before <= 4, "{} steps in the next for {costs:?}", governor.steps() - before);
        }

        #[test]
        fn it_never_panics_and_moves_by_single_steps(loads in proptest::collection::vec(0.0f32..50.0, 0..600)) {
            let mut governor = Governor::new();
            let mut before = governor.quality();
            for load in loads {
                let quality = governor.observe(INTERVAL.mul_f32(load), INTERVAL);
                prop_assert!((quality as i32 - before as i32).abs() <= 1);
                before = quality;
            }
        }
    }
}
