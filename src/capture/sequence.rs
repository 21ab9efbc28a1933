//! A folder of pictures as a clip, in the natural order of their names.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{Captured, Frame, FrameSource, OpenError, Pace, Waiting, clock::Clock};
use crate::{language::say, raster::codec};

/// Time that each picture is shown: 25 a second.
const PERIOD: Duration = Duration::from_millis(40);

/// The pictures of a folder.
pub(super) struct Sequence {
    name: String,
    paths: Vec<PathBuf>,
    clock: Clock,
    pace: Pace,
    next: usize,
    seq: u64,
}

impl Sequence {
    pub(super) fn open(folder: &Path, pace: Pace) -> Result<Self, OpenError> {
        let unreadable = |source| OpenError::Unreadable { path: folder.into(), source };
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            paths.push(entry.map_err(unreadable)?.path());
        }
        paths.retain(|path| path.is_file() && image::ImageFormat::from_path(path).is_ok());
        paths.sort_by_cached_key(|path| natural_key(&path.to_string_lossy()));
        let first = paths.first().ok_or_else(|| OpenError::EmptyFolder { path: folder.into() })?;
        codec::load(first)?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, paths, clock: Clock::new(pace), pace, next: 0, seq: 0 })
    }
}

impl FrameSource for Sequence {
    fn next_frame(&mut self, patience: Duration) -> Captured {
        if self.next >= self.paths.len() {
            if self.pace == Pace::EveryFrame {
                return Captured::Ended;
            }
            self.next = 0;
            self.clock.restart();
        }
        // Pictures whose time has passed are not even read.
        let due = (self.clock.now().as_micros() / PERIOD.as_micros()) as usize;
        let skipped = due.saturating_sub(self.next).min(self.paths.len() - 1 - self.next);
        self.next += skipped;
        self.seq += skipped as u64;
        let media_time = PERIOD * self.next as u32;
        if !self.clock.wait_for(media_time, patience) {
            return Captured::Waiting(Waiting::Starting);
        }
        let loaded = codec::load(&self.paths[self.next]);
        self.next += 1;
        self.seq += 1;
        match loaded {
            Ok(picture) => Captured::Frame(Frame {
                seq: self.seq - 1,
                captured_at: Instant::now(),
                media_time,
                pixels: Arc::new(picture),
            }),
            Err(error) => Captured::Waiting(Waiting::Unusable { reason: error.to_string() }),
        }
    }

    fn describe(&self) -> String {
        say!("{name} · {count} pictures", name = self.name, count = self.paths.len())
    }
}

/// Splits a name so that its numbers compare as numbers: `frame9` before `frame10`.
fn natural_key(name: &str) -> Vec<(String, u128)> {
    let mut key = vec![(String::new(), 0u128)];
    let mut in_number = false;
    for c in name.chars() {
        let last = key.len() - 1;
        if let Some(digit) = c.to_digit(10) {
            key[last].1 = key[last].1.saturating_mul(10).saturating_add(u128::from(digit));
            in_number = true;
        } else if in_number {
            key.push((c.to_string(), 0));
            in_number = false;
        } else {
            key[last].0.push(c);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let mut names = ["f10.png", "f9.png", "f1.png", "e99.png", "f9b2.png", "f9b10.png"];
        names.sort_by_cached_key(|name| natural_key(name));
        assert_eq!(names, ["e99.png", "f1.png", "f9.png", "f9b2.png", "f9b10.png", "f10.png"]);
    }
}
