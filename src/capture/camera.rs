//! Cameras: the only file that knows `nokhwa`.
//!
//! A camera lives on a thread of its own, because drivers may block for ever. The thread connects, streams, and connects again when the
//! stream breaks; the source only looks at the newest picture and at how the thread is doing.

use std::{
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use nokhwa::{
    NokhwaError,
    utils::{ApiBackend, CameraFormat, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType},
};

use super::{
    Captured, Frame, FrameSource, OpenError, Waiting,
    camera_format::{Encoding, Offer, best, decode},
};
use crate::raster::Pixmap;

/// Time between two attempts to connect.
const RETRY: Duration = Duration::from_millis(400);
/// A stream that gives nothing for so long has stalled.
const STALL: Duration = Duration::from_secs(2);
/// So many junk frames in a row, and the person is told.
const MUCH_JUNK: u32 = 30;
/// How long a camera that is closed may take before its thread is left behind.
const GRACE: Duration = Duration::from_millis(700);

/// A camera that is connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameraInfo {
    /// What [`super::SourceSpec::Camera`] takes.
    pub id: String,
    /// What people read.
    pub name: String,
}

/// The cameras that are connected now, whether or not they can be opened.
///
/// # Errors
/// [`OpenError::Cameras`] where the system does not tell.
pub fn cameras() -> Result<Vec<CameraInfo>, OpenError> {
    let found = nokhwa::query(ApiBackend::Auto).map_err(|error| OpenError::Cameras { reason: error.to_string() })?;
    let mut cameras: Vec<CameraInfo> = found
        .iter()
        .map(|camera| CameraInfo { id: camera.index().as_string(), name: camera.human_name().trim().to_owned() })
        .filter(|camera| gives_pictures(&camera.id))
        .collect();
    cameras.sort_by_key(|camera| camera.id.parse::<u32>().unwrap_or(u32::MAX));
    Ok(cameras)
}

/// Linux lists several nodes for one camera; only the one numbered 0 on its device gives pictures, the others give metadata.
fn gives_pictures(id: &str) -> bool {
    let number = std::fs::read_to_string(format!("/sys/class/video4linux/video{id}/index"));
    number.map_or(true, |number| number.trim() == "0")
}

/// What the thread and the source share.
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    stop: AtomicBool,
}

struct State {
    /// The newest picture that nobody has taken yet.
    newest: Option<Frame>,
    waiting: Waiting,
    description: String,
    /// Streaming since, or last picture at.
    heard: Option<Instant>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say(&self, waiting: Waiting) {
        let mut state = self.state();
        state.waiting = waiting;
        state.heard = None;
        self.changed.notify_all();
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// A camera as a source.
pub(super) struct Camera {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Camera {
    /// The camera of an id, or any that works. Connecting goes on in the background.
    pub(super) fn open(id: Option<String>) -> Self {
        let state = State { newest: None, waiting: Waiting::Starting, description: "Camera".into(), heard: None };
        let shared =
            Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new(), stop: AtomicBool::new(false) });
        let worker =
            Worker { shared: shared.clone(), id, name: None, has_streamed: false, seq: 0, began: Instant::now() };
        let thread = std::thread::Builder::new().name("vanity-camera".into()).spawn(move || worker.run());
        if let Err(error) = &thread {
            shared.say(Waiting::Unusable { reason: error.to_string() });
        }
        Self { shared, thread: thread.ok() }
    }
}

impl FrameSource for Camera {
    fn next_frame(&mut self, patience: Duration) -> Captured {
        let state = self.shared.state();
        let wait = self.shared.changed.wait_timeout_while(state, patience, |state| state.newest.is_none());
        let mut state = wait.unwrap_or_else(PoisonError::into_inner).0;
        if let Some(frame) = state.newest.take() {
            return Captured::Frame(frame);
        }
        let stalled = state.heard.is_some_and(|heard| heard.elapsed() > STALL);
        Captured::Waiting(if stalled { Waiting::Stalled } else { state.waiting.clone() })
    }

    fn describe(&self) -> String {
        self.shared.state().description.clone()
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        let Some(thread) = self.thread.take() else { return };
        let deadline = Instant::now() + GRACE;
        while !thread.is_finished() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
        // A driver that does not answer keeps its thread; it ends by itself once the driver does.
        if thread.is_finished() {
            let _ = thread.join();
        }
    }
}

/// The thread's own side.
struct Worker {
    shared: Arc<Shared>,
    id: Option<String>,
    /// The camera that streamed last: after a re-plug it may have another number.
    name: Option<String>,
    has_streamed: bool,
    seq: u64,
    began: Instant,
}

impl Worker {
    fn run(mut self) {
        initialize();
        while !self.shared.stopped() {
            let reason = match self.connect() {
                Ok((camera, encoding)) => self.stream(camera, encoding),
                Err(reason) => reason,
            };
            self.shared.say(reason);
            let retry = Instant::now() + RETRY;
            while Instant::now() < retry && !self.shared.stopped() {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }

    /// Tries the cameras in turn; the first complaint is the one to tell.
    fn connect(&mut self) -> Result<(nokhwa::Camera, Encoding), Waiting> {
        let wanted = |camera: &CameraInfo| match &self.id {
            Some(id) => camera.id == *id || self.name.as_ref() == Some(&camera.name),
            None => true,
        };
        let cameras = cameras().map_err(|error| Waiting::Unusable { reason: error.to_string() })?;
        let mut complaint = None;
        for info in cameras.into_iter().filter(wanted) {
            match connect(&info) {
                Ok((camera, encoding, description)) => {
                    self.name = Some(info.name);
                    let mut state = self.shared.state();
                    state.description = description;
                    state.heard = Some(Instant::now());
                    return Ok((camera, encoding));
                }
                Err(error) => complaint = complaint.or(Some(waiting_for(&error, self.has_streamed))),
            }
        }
        Err(complaint.unwrap_or(if self.has_streamed { Waiting::Unplugged } else { Waiting::NoCamera }))
    }

    /// Hands out pictures until the stream breaks; tells why it did.
    fn stream(&mut self, mut camera: nokhwa::Camera, encoding: Encoding) -> Waiting {
        let mut junk = 0;
        while !self.shared.stopped() {
            let buffer = match camera.frame() {
                Ok(buffer) => buffer,
                Err(error) => return waiting_for(&error, true),
            };
            let captured_at = Instant::now();
            let size = buffer.resolution();
            match decode(buffer.buffer(), size.width(), size.height(), encoding) {
                Some(picture) => {
                    junk = 0;
                    self.has_streamed = true;
                    self.publish(picture, captured_at);
                }
                None => {
                    junk += 1;
                    if junk >= MUCH_JUNK {
                        self.shared.state().waiting =
                            Waiting::Unusable { reason: "it sends broken pictures. Try another cable or port.".into() };
                    }
                }
            }
        }
        Waiting::Starting
    }

    fn publish(&mut self, picture: Pixmap, captured_at: Instant) {
        let media_time = captured_at.duration_since(self.began);
        let frame = Frame { seq: self.seq, captured_at, media_time, pixels: Arc::new(picture) };
        self.seq += 1;
        let mut state = self.shared.state();
        state.newest = Some(frame);
        state.heard = Some(captured_at);
        state.waiting = Waiting::Starting;
        self.shared.changed.notify_all();
    }
}

#[cfg(target_os = "macos")]
fn initialize() {
    // Asks the person for permission, once; an answer of "no" shows when a camera is opened.
    nokhwa::nokhwa_initialize(|_| ());
}

#[cfg(not(target_os = "macos"))]
fn initialize() {}

/// Opens a camera in its best format and starts it.
fn connect(info: &CameraInfo) -> Result<(nokhwa::Camera, Encoding, String), NokhwaError> {
    let index = info.id.parse().map_or_else(|_| CameraIndex::String(info.id.clone()), CameraIndex::Index);
    let known = [FrameFormat::MJPEG, FrameFormat::YUYV, FrameFormat::NV12];
    let any = RequestedFormat::with_formats(RequestedFormatType::None, &known);
    let mut camera = nokhwa::Camera::new(index, any)?;
    let offered = camera.compatible_camera_formats()?;
    let (formats, offers): (Vec<CameraFormat>, Vec<Offer>) =
        offered.iter().filter_map(|format| Some((*format, offer_from(format)?))).unzip();
    if let Some(best) = best(&offers) {
        let exactly = RequestedFormat::with_formats(RequestedFormatType::Exact(formats[best]), &known);
        camera.set_camera_requset(exactly)?;
    }
    camera.open_stream()?;
    let format = camera.camera_format();
    let unknown = || NokhwaError::GeneralError(format!("it sends pictures as {}", format.format()));
    let offer = offer_from(&format).ok_or_else(unknown)?;
    let description = format!("{} · {}×{} · {} fps", info.name, offer.width, offer.height, offer.rate);
    Ok((camera, offer.encoding, description))
}

fn offer_from(format: &CameraFormat) -> Option<Offer> {
    let encoding = match format.format() {
        FrameFormat::MJPEG => Encoding::Mjpeg,
        FrameFormat::YUYV => Encoding::Yuyv,
        FrameFormat::NV12 => Encoding::Nv12,
        _ => return None,
    };
    Some(Offer { width: format.width(), height: format.height(), rate: format.frame_rate(), encoding })
}

/// What to tell the person. The system's error numbers are only in the messages.
fn waiting_for(error: &NokhwaError, has_streamed: bool) -> Waiting {
    let text = error.to_string();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["os error 16", "busy", "in use"]) {
        Waiting::Busy
    } else if says(&["os error 13", "os error 1)", "ermission", "denied"]) {
        Waiting::NoPermission { hint: permission_hint().into() }
    } else if says(&["os error 19", "os error 2)", "os error 6)", "No such device", "No such file", "disconnected"]) {
        if has_streamed { Waiting::Unplugged } else { Waiting::NoCamera }
    } else {
        Waiting::Unusable { reason: text }
    }
}

fn permission_hint() -> &'static str {
    if cfg!(target_os = "linux") {
        "Type `sudo usermod -aG video $USER`, then log out and in again."
    } else if cfg!(target_os = "macos") {
        "Allow it in System Settings, Privacy & Security, Camera."
    } else {
        "Allow it in Settings, Privacy, Camera."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_become_plain_words() {
        let opening = |text: &str| NokhwaError::OpenDeviceError("0".into(), text.into());
        assert_eq!(waiting_for(&opening("Device or resource busy (os error 16)"), false), Waiting::Busy);
        assert_eq!(waiting_for(&opening("No such file or directory (os error 2)"), false), Waiting::NoCamera);
        assert_eq!(waiting_for(&opening("No such device (os error 19)"), true), Waiting::Unplugged);
        assert!(matches!(waiting_for(&opening("Permission denied (os error 13)"), true), Waiting::NoPermission { .. }));
        assert!(matches!(waiting_for(&opening("odd"), true), Waiting::Unusable { .. }));
    }
}
