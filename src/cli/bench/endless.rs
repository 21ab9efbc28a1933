//! A source that never ends, whose time never runs back, and whose frames each have pixels of their own.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use super::crowd;
use crate::{
    capture::{self, Captured, Frame, FrameSource, OpenOptions, Pace, SourceSpec},
    raster::resize,
    resources::Resources,
};

/// The demo's size where none is asked for.
const DEMO_SIZE: (u32, u32) = (1920, 1080);
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
    /// Frames are scaled to fill this box on one side; `None` keeps their own size.
    fit: Option<(u32, u32)>,
    /// So many times the source's picture is in each frame; `None` is the picture itself.
    faces: Option<u32>,
    /// Media time before the current round.
    before: Duration,
    frames_in_round: u64,
    seq: u64,
    /// The source's own number of its newest frame.
    source_seq: u64,
    dropped: u64,
    newest: Frame,
    /// What the source took for its newest frame; scaling is not counted.
    capture_time: Duration,
}

impl EndlessSource {
    /// Opens the source and waits for its first frame. The demo has the size asked for, or 1920x1080; other sources are scaled to it.
    /// With `faces` the picture is halved and so many times in the frame.
    pub(super) fn open(
        spec: SourceSpec,
        size: Option<(u32, u32)>,
        faces: Option<u8>,
        resources: &Resources,
    ) -> anyhow::Result<Self> {
        let halved = |(width, height): (u32, u32)| (width / 2, height / 2);
        let size = if faces.is_some() { Some(halved(size.unwrap_or(DEMO_SIZE))) } else { size };
        let faces = faces.map(u32::from);
        let fit = size.filter(|_| spec != SourceSpec::Demo);
        let options = OpenOptions { pace: Pace::EveryFrame, size: Some(size.unwrap_or(DEMO_SIZE)) };
        let mut source = capture::open(&spec, &options, resources)?;
        let first = waited_for(source.as_mut())?.context("the source has no frames")?;
        Ok(Self {
            spec,
            options,
            resources: resources.clone(),
            source,
            fit,
            faces,
            before: Duration::ZERO,
            frames_in_round: 1,
            seq: 0,
            source_seq: first.seq,
            dropped: 0,
            newest: crowded(fitted(first, fit), faces),
            capture_time: Duration::ZERO,
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

    /// What the source took for its newest frame.
    pub(super) fn capture_time(&self) -> Duration {
        self.capture_time
    }

    /// The next frame.
    pub(super) fn next_frame(&mut self) -> anyhow::Result<Frame> {
        let start = Instant::now();
        let captured = waited_for(self.source.as_mut())?;
        self.capture_time = start.elapsed();
        let frame = match captured {
            Some(frame) => {
                self.frames_in_round += 1;
                self.dropped += frame.seq.saturating_sub(self.source_seq + 1);
                self.source_seq = frame.seq;
                let frame = Frame { media_time: self.before + frame.media_time, ..frame };
                crowded(fitted(frame, self.fit), self.faces)
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
        let start = Instant::now();
        let first = waited_for(self.source.as_mut())?.context("the source had frames before and has none now")?;
        self.capture_time = start.elapsed();
        self.before = media_time.saturating_sub(first.media_time);
        (self.frames_in_round, self.source_seq) = (1, first.seq);
        Ok(crowded(fitted(Frame { media_time, ..first }, self.fit), self.faces))
    }
}

/// The frame scaled until it fills the box on one side, captured now: scaling is no part of what is measured.
fn fitted(frame: Frame, fit: Option<(u32, u32)>) -> Frame {
    let size = (frame.pixels.width(), frame.pixels.height());
    match fit.map(|fit| filling(size, fit)) {
        Some((width, height)) if (width, height) != size => {
            let pixels = Arc::new(resize::resized(&frame.pixels, width, height));
            Frame { pixels, captured_at: Instant::now(), ..frame }
        }
        _ => frame,
    }
}

/// The frame's picture so many times in one frame, captured now, like a scaled one.
fn crowded(frame: Frame, faces: Option<u32>) -> Frame {
    match faces {
        Some(faces) => {
            let pixels = Arc::new(crowd::of(&frame.pixels, faces));
            Frame { pixels, captured_at: Instant::now(), ..frame }
        }
        None => frame,
    }
}

/// The largest size of the same proportion in a box.
fn filling((width, height): (u32, u32), (box_width, box_height): (u32, u32)) -> (u32, u32) {
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let scale = (f64::from(box_width) / width).min(f64::from(box_height) / height);
    (((width * scale).round() as u32).max(1), ((height * scale).round() as u32).max(1))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_large_frames_fill_the_box_on_one_side() {
        assert_eq!(filling((512, 512), (1920, 1080)), (1080, 1080));
        assert_eq!(filling((4000, 1000), (1920, 1080)), (1920, 480));
        assert_eq!(filling((1920, 1080), (1920, 1080)), (1920, 1080));
    }

    #[test]
    fn a_photo_never_ends_and_its_time_goes_on() {
        let resources = Resources::locate().unwrap();
        let photo = SourceSpec::File(resources.asset("demo/portrait.png"));
        let mut source = EndlessSource::open(photo, Some((320, 200)), None, &resources).unwrap();
        let (first, second) = (source.next_frame().unwrap(), source.next_frame().unwrap());
        assert_eq!(source.size(), (200, 200));
        assert!(second.media_time > first.media_time && second.seq > first.seq);
        assert!(!Arc::ptr_eq(&first.pixels, &second.pixels), "a still would not be worked on again");
        assert!(*first.pixels == *second.pixels);
    }
}
