//! Pictures that move, written frame by frame on a thread of their own while they are taken.

use std::{
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering::Relaxed},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use super::{animation::Animation, film::Film};
use crate::{
    files,
    language::say,
    raster::{Pixmap, codec::xmp},
};

/// Frames that wait for the writer; further ones are left out.
const WAITING: usize = 8;
/// How often it is told how far the writer is.
const TOLD: Duration = Duration::from_millis(20);

/// What a moving picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovingKind {
    /// GIF.
    Animation,
    /// MP4.
    Film,
}

impl MovingKind {
    /// Of its files.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Animation => "gif",
            Self::Film => "mp4",
        }
    }
}

/// Why a moving picture is not there.
#[derive(Debug, thiserror::Error)]
pub enum MovingError {
    /// The file cannot be written.
    #[error("{}", say!("the file cannot be written: {error}", error = .0))]
    File(std::io::Error),
    /// The encoder failed.
    #[error("{}", say!("it cannot be encoded: {error}", error = say(.0)))]
    Encoding(String),
    /// Nothing was to be seen.
    #[error("{}", say("there was no picture"))]
    Empty,
    /// It was not wanted any more.
    #[error("{}", say("it was broken off"))]
    BrokenOff,
    /// The system gives no thread.
    #[error("{}", say!("the system gives no thread for it: {error}", error = .0))]
    Thread(std::io::Error),
}

impl MovingError {
    pub(super) fn encoding(error: impl std::fmt::Display) -> Self {
        Self::Encoding(error.to_string())
    }
}

/// A file of moving pictures that is being written.
pub(super) trait Moving {
    /// Adds a frame, so many seconds after the first; later ones come later.
    fn add(&mut self, picture: &Pixmap, seconds: f64) -> Result<(), MovingError>;

    /// Ends the file.
    fn finish(self: Box<Self>) -> Result<(), MovingError>;
}

/// Writes moving pictures while they are taken. The file appears under its name only when it is whole.
pub struct Recorder {
    frames: SyncSender<(Arc<Pixmap>, f64)>,
    writer: JoinHandle<Result<PathBuf, MovingError>>,
    progress: Arc<Progress>,
    /// Frames that the writer was given, and that it was too busy for.
    given: u32,
    left_out: u32,
    /// When the last frame came.
    last: f64,
}

/// What the writer tells, and is told.
#[derive(Default)]
struct Progress {
    written: AtomicU32,
    broken_off: AtomicBool,
}

impl Recorder {
    /// Begins to write to the file that `place` gives, with an XMP packet in it if there is one.
    ///
    /// # Errors
    /// [`MovingError::Thread`]; everything else is told at the end.
    pub fn begin(
        kind: MovingKind,
        place: impl FnOnce() -> std::io::Result<PathBuf> + Send + 'static,
        packet: Option<String>,
    ) -> Result<Self, MovingError> {
        let (frames, taken) = sync_channel(WAITING);
        let progress = Arc::<Progress>::default();
        let seen = Arc::clone(&progress);
        let work = move || {
            let path = place().map_err(MovingError::File)?;
            write(kind, &path, packet.as_deref(), &taken, &seen).map(|()| path)
        };
        let writer = std::thread::Builder::new().name("vanity-film".into()).spawn(work).map_err(MovingError::Thread)?;
        Ok(Self { frames, writer, progress, given: 0, left_out: 0, last: f64::NEG_INFINITY })
    }

    /// Adds a frame, so many seconds after the first; one that comes no later than the last adds nothing.
    pub fn add(&mut self, picture: &Arc<Pixmap>, seconds: f64) {
        // A film with two frames at one time cannot be written.
        if seconds <= self.last {
            return;
        }
        self.last = seconds;
        match self.frames.try_send((Arc::clone(picture), seconds)) {
            Ok(()) => self.given += 1,
            Err(TrySendError::Full(_)) => self.left_out += 1,
            // Why the writer is gone is told at the end.
            Err(TrySendError::Disconnected(_)) => {}
        }
    }

    /// Ends the file; comes back when it is written. `goes_on` is told again and again which share of the frames is, and says whether the
    /// file is still wanted.
    ///
    /// # Errors
    /// [`MovingError`] says why there is none.
    pub fn finish(self, mut goes_on: impl FnMut(f32) -> bool) -> Result<PathBuf, MovingError> {
        drop(self.frames);
        while !self.writer.is_finished() {
            if !goes_on(self.progress.written.load(Relaxed) as f32 / self.given.max(1) as f32) {
                self.progress.broken_off.store(true, Relaxed);
            }
            std::thread::sleep(TOLD);
        }
        if self.left_out > 0 {
            tracing::info!("{} frames were left out of the film", self.left_out);
        }
        self.writer.join().unwrap_or_else(|_| Err(MovingError::Encoding("a fault in the program".into())))
    }
}

fn write(
    kind: MovingKind,
    path: &Path,
    packet: Option<&str>,
    frames: &Receiver<(Arc<Pixmap>, f64)>,
    progress: &Progress,
) -> Result<(), MovingError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut unfinished = files::unfinished(folder).map_err(MovingError::File)?;
    let mut file: Option<Box<dyn Moving>> = None;
    while let Ok((picture, seconds)) = frames.recv() {
        if file.is_none() {
            file = Some(match kind {
                MovingKind::Animation => Box::new(Animation::begin(unfinished.path(), &picture, packet)?),
                MovingKind::Film => Box::new(Film::begin(unfinished.path(), &picture)?),
            });
        }
        if let Some(file) = &mut file {
            file.add(&picture, seconds)?;
        }
        if progress.broken_off.load(Relaxed) {
            return Err(MovingError::BrokenOff);
        }
        progress.written.fetch_add(1, Relaxed);
    }
    file.ok_or(MovingError::Empty)?.finish()?;
    if let (MovingKind::Film, Some(packet)) = (kind, packet) {
        let written = unfinished.as_file_mut().seek(SeekFrom::End(0));
        written.and_then(|_| unfinished.write_all(&xmp::for_mp4(packet))).map_err(MovingError::File)?;
    }
    unfinished.persist_noclobber(path).map_err(|error| MovingError::File(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        capture::{self, Captured, OpenOptions, Pace, SourceSpec},
        resources::Resources,
    };

    const PACKET: &str = "<x>玫瑰</x>";

    /// A flat picture that gets redder.
    fn frame(number: u8) -> Arc<Pixmap> {
        let mut picture = Pixmap::new(161, 90);
        picture.pixels_mut().fill([40 + number * 8, 90, 120, 255]);
        Arc::new(picture)
    }

    fn written(kind: MovingKind, folder: &Path) -> PathBuf {
        let path = folder.join("moving").with_extension(kind.suffix());
        let place = path.clone();
        let packet = Some(PACKET.to_owned());
        let mut recorder = Recorder::begin(kind, move || Ok(place), packet).unwrap();
        for number in 0..15u8 {
            recorder.add(&frame(number), f64::from(number) / 10.0);
            std::thread::sleep(Duration::from_millis(20));
        }
        recorder.finish(|_| true).unwrap()
    }

    #[test]
    fn a_film_is_played_back_as_it_was_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(MovingKind::Film, folder.path());
        let options = OpenOptions { pace: Pace::EveryFrame, size: None };
        let spec = SourceSpec::File(path);
        let mut film = capture::open(&spec, &options, &Resources::locate().unwrap()).unwrap();
        let Captured::Frame(first) = film.next_frame(Duration::from_secs(20)) else { panic!("no frame") };
        assert_eq!(first.pixels.size(), [160, 90], "sides are even");
        let [r, g, b, _] = first.pixels.pixel(80, 45);
        assert!(r.abs_diff(40) < 6 && g.abs_diff(90) < 6 && b.abs_diff(120) < 6, "{r} {g} {b}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half-written is left");
    }

    #[test]
    fn an_animated_picture_has_its_frames_and_times() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(MovingKind::Animation, folder.path());
        let mut decoder = gif::DecodeOptions::new().read_info(std::fs::File::open(path).unwrap()).unwrap();
        let mut delays = Vec::new();
        while let Some(frame) = decoder.read_next_frame().unwrap() {
            delays.push(frame.delay);
        }
        assert_eq!(delays.len(), 15);
        assert!(delays[..14].iter().all(|delay| *delay == 10), "{delays:?}");
    }

    #[test]
    fn one_frame_twice_or_alone_is_a_film() {
        for (kind, times) in [MovingKind::Animation, MovingKind::Film].iter().flat_map(|kind| [(*kind, 1), (*kind, 2)])
        {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a").with_extension(kind.suffix());
            let mut recorder = Recorder::begin(kind, move || Ok(path), None).unwrap();
            (0..times).for_each(|_| recorder.add(&frame(1), 0.0));
            assert!(recorder.finish(|_| true).unwrap().is_file(), "{kind:?}");
        }
    }

    #[test]
    fn both_hold_a_packet() {
        for kind in [MovingKind::Animation, MovingKind::Film] {
            let folder = tempfile::tempdir().unwrap();
            let path = written(kind, folder.path());
            assert_eq!(xmp::found_in(&path, 1000).unwrap().as_deref(), Some(PACKET), "{kind:?}");
        }
    }

    #[test]
    fn one_that_is_broken_off_leaves_nothing() {
        for kind in [MovingKind::Animation, MovingKind::Film] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a");
            let mut recorder = Recorder::begin(kind, move || Ok(path), None).unwrap();
            let large = Arc::new(Pixmap::new(1600, 1200));
            (0..6).for_each(|number| recorder.add(&large, f64::from(number)));
            let mut shares = Vec::new();
            let ended = recorder.finish(|share| {
                shares.push(share);
                false
            });
            assert!(matches!(ended, Err(MovingError::BrokenOff)), "{kind:?}: {ended:?}");
            assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{shares:?}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn without_a_frame_there_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.gif");
        let recorder = Recorder::begin(MovingKind::Animation, move || Ok(path), None).unwrap();
        assert!(matches!(recorder.finish(|_| true), Err(MovingError::Empty)));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
