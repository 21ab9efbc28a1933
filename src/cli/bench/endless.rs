//! A source that never ends, whose time never runs back, and whose frames each have pixels of their own.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use crate::{
    capture::{self, Captured, Frame, FrameSource, OpenOptions, Pace, SourceSpec},
    resources::Resources,
};

/// Time from the last frame of a round to the first of the next.
const FRAME_TIME: Duration = Duration::from_millis(40);
/// Longest wait for a frame.
const PATIENCE: Duration = Duration::from_secs(5);

/// Starts the source again when it is over. A photo, which is over after one frame, is given again and again without reading it anew.
pub(super) struct EndlessSource {
    spec: SourceSpec,
    options: OpenOptions,
    resources: Resources,
    source: Box<dyn FrameSource>,
    /// Media time before the current round.
    before: Duration,
    frames_in_round: u64,
    seq: u64,
    /// The source's own number of its newest frame.
    source_seq: u64,
    dropped: u64,
    newest: Frame,
}

impl EndlessSource {
    /// Opens the source and waits for its first frame.
    pub(super) fn open(spec: SourceSpec, size: (u32, u32), resources: &Resources) -> anyhow::Result<Self> {
        let options = OpenOptions { pace: Pace::EveryFrame, size: Some(size) };
        let mut source = capture::open(&spec, &options, resources)?;
        let newest = waited_for(source.as_mut())?.context("the source has no frames")?;
        let resources = resources.clone();
        let source_seq = newest.seq;
        let before = Duration::ZERO;
        Ok(Self {
            spec,
            options,
            resources,
            source,
            before,
            frames_in_round: 1,
            seq: 0,
            source_seq,
            dropped: 0,
            newest,
        })
    }

    /// Width and height of the newest frame.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.newest.pixels.width(), self.newest.pixels.height())
    }

    /// How many frames the source has left out.
    pub(super) fn dropped(&self) -> u64 {
        self.dropped
    }

    /// The next frame.
    pub(super) fn next_frame(&mut self) -> anyhow::Result<Frame> {
        let frame = match waited_for(self.source.as_mut())? {
            Some(frame) => {
                self.frames_in_round += 1;
                self.dropped += frame.seq.saturating_sub(self.source_seq + 1);
                self.source_seq = frame.seq;
                Frame { media_time: self.before + frame.media_time, ..frame }
            }
            None => self.after_the_last()?,
        };
        self.seq += 1;
        self.newest = Frame { seq: self.seq, ..frame };
        Ok(self.newest.clone())
    }

    fn after_the_last(&mut self) -> anyhow::Result<Frame> {
        let media_time = self.newest.media_time + FRAME_TIME;
        if self.frames_in_round == 1 {
            let pixels = Arc::new((*self.newest.pixels).clone());
            return Ok(Frame { captured_at: Instant::now(), media_time, pixels, ..self.newest });
        }
        self.source = capture::open(&self.spec, &self.options, &self.resources)?;
        let first = waited_for(self.source.as_mut())?.context("the source had frames before and has none now")?;
        self.before = media_time.saturating_sub(first.media_time);
        (self.frames_in_round, self.source_seq) = (1, first.seq);
        Ok(Frame { media_time, ..first })
    }
}

/// `None` where the source is over.
fn waited_for(source: &mut dyn FrameSource) -> anyhow::Result<Option<Frame>> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match source.next_frame(PATIENCE) {
            Captured::Frame(frame) => return Ok(Some(frame)),
            Captured::Ended => return Ok(None),
            Captured::Waiting(_) if Instant::now() < deadline => {}
            Captured::Waiting(reason) => bail!("{reason}"),
        }
    }
}
