//! A camera as a source. It lives on a thread of its own, because drivers may block for ever. The thread connects, streams, and
//! connects again when the stream breaks; the source only looks at the newest picture and at how the thread is doing.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{CameraInfo, Device, cameras, initialize};
use crate::{
    capture::{Captured, Frame, FrameSource, Waiting},
    language::say,
    raster::Pixmap,
};

/// Time between two attempts to connect.
const RETRY: Duration = Duration::from_millis(400);
/// A stream that gives nothing for so long has stalled.
const STALL: Duration = Duration::from_secs(2);
/// A driver that takes so long to open its camera hangs.
const SLOW_TO_OPEN: Duration = Duration::from_secs(6);
/// Nothing but junk for so long, and the person is told.
const MUCH_JUNK: Duration = Duration::from_secs(1);
/// How long a camera that is closed may take before its thread is left behind.
const GRACE: Duration = Duration::from_millis(700);

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
    /// When a camera that has not been heard of again counts as stalled.
    overdue: Option<Instant>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn say(&self, waiting: Waiting) {
        let mut state = self.state();
        state.waiting = waiting;
        state.overdue = None;
        self.changed.notify_all();
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// A camera as a source.
pub(in crate::capture) struct Camera {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Camera {
    /// The camera of an id, or any that works. Connecting goes on in the background.
    pub(in crate::capture) fn open(id: Option<String>) -> Self {
        let description = say("Camera").into();
        let state = State { newest: None, waiting: Waiting::Starting, description, overdue: None };
        let shared =
            Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new(), stop: AtomicBool::new(false) });
        let worker = Worker { shared: shared.clone(), id, name: None, junk_since: None, seq: 0, began: Instant::now() };
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
        let stalled = state.overdue.is_some_and(|overdue| Instant::now() > overdue);
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
    /// The camera that gave the last picture: after a re-plug it may have another number.
    name: Option<String>,
    junk_since: Option<Instant>,
    seq: u64,
    began: Instant,
}

impl Worker {
    fn run(mut self) {
        initialize();
        while !self.shared.stopped() {
            // The libraries panic where a driver answers what they did not expect; the next attempt may well succeed.
            let reason = catch_unwind(AssertUnwindSafe(|| self.connect_and_stream()));
            self.shared.say(reason.unwrap_or_else(|_| Waiting::Unusable { reason: "its driver failed".into() }));
            let retry = Instant::now() + RETRY;
            while Instant::now() < retry && !self.shared.stopped() {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    }

    /// Tells why there are no pictures, or no more.
    fn connect_and_stream(&mut self) -> Waiting {
        let reason = match self.connect() {
            Ok((device, name)) => self.stream(device, &name),
            Err(reason) => reason,
        };
        match reason {
            Waiting::Unplugged if self.name.is_none() => Waiting::NoCamera,
            reason => reason,
        }
    }

    /// Tries the cameras in turn; the first complaint is the one to tell, unless it is of something that is no camera at all.
    fn connect(&mut self) -> Result<(Device, String), Waiting> {
        self.expect_within(SLOW_TO_OPEN);
        let cameras = cameras().map_err(|error| Waiting::Unusable { reason: error.to_string() })?;
        let useless = |reason: &Waiting| matches!(reason, Waiting::Unusable { .. });
        let mut complaint: Option<Waiting> = None;
        for info in candidates(cameras, self.id.as_deref(), self.name.as_deref()) {
            match Device::open(&info) {
                Ok(device) => {
                    self.shared.state().description.clone_from(&device.description);
                    return Ok((device, info.name));
                }
                Err(reason) if complaint.as_ref().is_none_or(|c| useless(c) && !useless(&reason)) => {
                    complaint = Some(reason);
                }
                Err(_) => {}
            }
        }
        Err(complaint.unwrap_or(Waiting::Unplugged))
    }

    /// Hands out pictures until the stream breaks; tells why it did.
    fn stream(&mut self, mut device: Device, name: &str) -> Waiting {
        self.junk_since = None;
        self.expect_within(STALL);
        while !self.shared.stopped() {
            match device.picture() {
                Ok(Some(picture)) => {
                    self.name = Some(name.to_owned());
                    self.publish(picture, Instant::now());
                }
                Ok(None) => self.count_junk(),
                Err(reason) => return reason,
            }
        }
        Waiting::Starting
    }

    fn expect_within(&self, time: Duration) {
        self.shared.state().overdue = Some(Instant::now() + time);
    }

    fn publish(&mut self, picture: Pixmap, captured_at: Instant) {
        let media_time = captured_at.duration_since(self.began);
        let frame = Frame { seq: self.seq, captured_at, media_time, pixels: Arc::new(picture) };
        self.seq += 1;
        self.junk_since = None;
        let mut state = self.shared.state();
        state.newest = Some(frame);
        state.overdue = Some(captured_at + STALL);
        state.waiting = Waiting::Starting;
        self.shared.changed.notify_all();
    }

    /// A camera that sends junk is not silent.
    fn count_junk(&mut self) {
        self.expect_within(STALL);
        if self.junk_since.get_or_insert_with(Instant::now).elapsed() > MUCH_JUNK {
            let reason = "it sends broken pictures. Try another cable or port.".into();
            self.shared.state().waiting = Waiting::Unusable { reason };
        }
    }
}

/// The cameras that may be the one asked for: those that match it best. One that has given pictures is known by its number and its
/// name, or else by its name (it has come back under another number), or else by its number.
fn candidates(cameras: Vec<CameraInfo>, id: Option<&str>, name: Option<&str>) -> Vec<CameraInfo> {
    let Some(id) = id else { return cameras };
    let unlikeness = |camera: &CameraInfo| match (name == Some(&camera.name), id == camera.id) {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => u8::MAX,
    };
    let least = cameras.iter().map(unlikeness).min().filter(|&least| least < u8::MAX);
    cameras.into_iter().filter(|camera| Some(unlikeness(camera)) == least).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_camera_is_found_again_by_number_and_name() {
        let camera = |id: &str, name: &str| CameraInfo { id: id.into(), name: name.into() };
        let ids = |cameras: Vec<CameraInfo>| cameras.into_iter().map(|camera| camera.id).collect::<String>();
        let all = || vec![camera("0", "Desk"), camera("1", "Desk"), camera("2", "Door")];
        assert_eq!(ids(candidates(all(), None, Some("Door"))), "012");
        assert_eq!(ids(candidates(all(), Some("1"), None)), "1");
        assert_eq!(ids(candidates(all(), Some("1"), Some("Desk"))), "1");
        assert_eq!(ids(candidates(all(), Some("7"), Some("Door"))), "2");
        assert_eq!(ids(candidates(all(), Some("0"), Some("Door"))), "2");
        assert_eq!(ids(candidates(all(), Some("2"), Some("Gone"))), "2");
        assert_eq!(ids(candidates(all(), Some("7"), Some("Gone"))), "");
    }
}
