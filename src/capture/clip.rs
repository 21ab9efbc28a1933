//! A clip as a source: MP4 with H.264 by the built-in decoder, everything else by the machine's own `ffmpeg`.

use std::{
    collections::VecDeque,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use re_mp4::{Mp4, Sample, StsdBoxContent, TrackKind};

use super::{
    Captured, Frame, FrameSource, OpenError, Pace, Waiting,
    clock::Clock,
    ffmpeg::Ffmpeg,
    h264::{Decoded, H264, Parameters},
};
use crate::{language::say, raster::Pixmap};

/// Longest clip that is held in memory, bytes.
const LONGEST_FILE: u64 = 2 << 30;

/// Opens a clip: built in where that can play it, with `ffmpeg` otherwise.
pub(super) fn open(path: &Path, pace: Pace) -> Result<Box<dyn FrameSource>, OpenError> {
    match Mp4Clip::open(path, pace) {
        Ok(clip) => Ok(Box::new(clip)),
        Err(problem) => match Ffmpeg::open(path, pace) {
            Some(opened) => Ok(Box::new(opened?)),
            None => {
                let problem = say!(
                    "this clip cannot be played ({problem}). MP4 with H.264 plays without help; for anything else install `ffmpeg`.",
                    problem = say(&problem)
                );
                Err(OpenError::Clip { path: path.into(), problem })
            }
        },
    }
}

/// An MP4 file with an H.264 track.
struct Mp4Clip {
    path: PathBuf,
    bytes: Vec<u8>,
    samples: Vec<Sample>,
    /// Times at which pictures are shown, in order.
    times: Vec<Duration>,
    parameters: Parameters,
    turns: u8,
    decoder: H264,
    /// Next sample to decode and next picture to show.
    next_sample: usize,
    next_picture: usize,
    ready: VecDeque<Option<Pixmap>>,
    size: [usize; 2],
    clock: Clock,
    pace: Pace,
    seq: u64,
}

impl Mp4Clip {
    fn open(path: &Path, pace: Pace) -> Result<Self, String> {
        let bytes = read(path)?;
        let mp4 = Mp4::read_bytes(&bytes).map_err(|error| say!("not an MP4 file: {error}", error = error))?;
        let is_h264 = |track: &&re_mp4::Track| {
            track.kind == Some(TrackKind::Video)
                && matches!(track.trak(&mp4).mdia.minf.stbl.stsd.contents, StsdBoxContent::Avc1(_))
        };
        let track = mp4.tracks().values().find(is_h264).ok_or("it has no H.264 picture track")?;
        let config = track.raw_codec_config(&mp4).ok_or("its decoder settings are missing")?;
        let parameters = Parameters::parse(&config).ok_or("its decoder settings are broken")?;
        let samples: Vec<Sample> =
            track.samples.iter().copied().filter(|sample| in_file(sample, bytes.len())).collect();
        let mut times: Vec<Duration> = samples.iter().map(shown_at).collect();
        times.sort_unstable();
        let matrix = &track.trak(&mp4).tkhd.matrix;
        let turns = quarter_turns(matrix.a, matrix.b);
        let decoder = H264::new(parameters.clone())?;
        let mut clip = Self {
            path: path.into(),
            bytes,
            samples,
            times,
            parameters,
            turns,
            decoder,
            next_sample: 0,
            next_picture: 0,
            ready: VecDeque::new(),
            size: [0, 0],
            clock: Clock::new(pace),
            pace,
            seq: 0,
        };
        // The first picture tells whether the decoder can do it at all.
        clip.fill(true)?;
        let first = clip.ready.front().and_then(Option::as_ref).ok_or("its pictures cannot be decoded")?;
        clip.size = turned(first, clip.turns).size();
        Ok(clip)
    }

    /// Decodes until a picture is ready or the samples are over. Pictures that are not `wanted` are ready, but empty.
    fn fill(&mut self, wanted: bool) -> Result<(), String> {
        while self.ready.is_empty() && self.next_sample < self.samples.len() {
            let sample = self.samples[self.next_sample];
            let data = self.bytes.get(sample.byte_range()).unwrap_or_default();
            let first = sample.is_sync || self.next_sample == 0;
            self.next_sample += 1;
            match self.decoder.decode(data, first, wanted)? {
                Decoded::Nothing => {}
                Decoded::Skipped => self.ready.push_back(None),
                Decoded::Picture(picture) => self.ready.push_back(Some(picture)),
            }
            if self.next_sample == self.samples.len() {
                self.ready.extend(self.decoder.flush().into_iter().map(Some));
            }
        }
        Ok(())
    }

    fn rewind(&mut self) -> Result<(), String> {
        self.decoder = H264::new(self.parameters.clone())?;
        self.next_sample = 0;
        self.next_picture = 0;
        self.ready.clear();
        self.clock.restart();
        Ok(())
    }

    fn advance(&mut self, patience: Duration) -> Result<Captured, String> {
        loop {
            let late = self.times.get(self.next_picture + 1).is_some_and(|&next| next < self.clock.now());
            self.fill(!late)?;
            let Some(picture) = self.ready.front() else {
                if self.pace == Pace::EveryFrame || self.next_picture == 0 {
                    return Ok(Captured::Ended);
                }
                self.rewind()?;
                continue;
            };
            let last = self.times.last().copied().unwrap_or_default();
            let media_time = self.times.get(self.next_picture).copied().unwrap_or(last);
            if picture.is_some() && !self.clock.wait_for(media_time, patience) {
                return Ok(Captured::Waiting(Waiting::Starting));
            }
            let seq = self.seq;
            self.seq += 1;
            self.next_picture += 1;
            if let Some(picture) = self.ready.pop_front().flatten() {
                let pixels = Arc::new(turned(&picture, self.turns));
                return Ok(Captured::Frame(Frame { seq, captured_at: Instant::now(), media_time, pixels }));
            }
        }
    }
}

impl FrameSource for Mp4Clip {
    fn next_frame(&mut self, patience: Duration) -> Captured {
        self.advance(patience).unwrap_or_else(|reason| {
            // A broken stretch: go on after it.
            let at_end = self.next_sample >= self.samples.len();
            if at_end && self.pace == Pace::EveryFrame {
                return Captured::Ended;
            }
            Captured::Waiting(Waiting::Unusable { reason })
        })
    }

    fn describe(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        format!("{name} · {}×{}", self.size[0], self.size[1])
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    let length = file.metadata().map_err(|error| error.to_string())?.len();
    if length > LONGEST_FILE {
        return Err(say!("it has {size} MiB", size = length >> 20));
    }
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(LONGEST_FILE).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn in_file(sample: &Sample, length: usize) -> bool {
    sample.offset.checked_add(sample.size).is_some_and(|end| end <= length as u64)
}

fn shown_at(sample: &Sample) -> Duration {
    Duration::from_secs_f64(sample.composition_timestamp.max(0) as f64 / sample.timescale.max(1) as f64)
}

/// Quarter turns clockwise that a track's matrix asks for (ISO/IEC 14496-12, 8.3.2; `a` and `b` are its first row).
fn quarter_turns(a: i32, b: i32) -> u8 {
    match (a.signum(), b.signum()) {
        (0, 1) => 1,
        (-1, 0) => 2,
        (0, -1) => 3,
        _ => 0,
    }
}

/// The picture, turned clockwise by quarters.
fn turned(picture: &Pixmap, quarters: u8) -> Pixmap {
    let (width, height) = (picture.width(), picture.height());
    if quarters == 0 {
        return picture.clone();
    }
    let mut target = if quarters == 2 { Pixmap::new(width, height) } else { Pixmap::new(height, width) };
    let across = target.width();
    for (i, pixel) in target.pixels_mut().iter_mut().enumerate() {
        let (x, y) = (i as u32 % across, i as u32 / across);
        *pixel = match quarters {
            1 => picture.pixel(y, height - 1 - x),
            2 => picture.pixel(width - 1 - x, height - 1 - y),
            _ => picture.pixel(width - 1 - y, x),
        };
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarter_turns_are_clockwise() {
        let mut picture = Pixmap::new(2, 1);
        picture.pixels_mut()[1] = [9, 9, 9, 255];
        assert_eq!(turned(&picture, 1).pixel(0, 1)[0], 9);
        assert_eq!(turned(&picture, 2).pixel(0, 0)[0], 9);
        assert_eq!(turned(&picture, 3).pixel(0, 0)[0], 9);
        assert_eq!(
            [quarter_turns(1, 0), quarter_turns(0, 1), quarter_turns(-1, 0), quarter_turns(0, -1)],
            [0, 1, 2, 3]
        );
    }
}
