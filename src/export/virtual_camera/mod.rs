//! The made-up picture as a camera of its own, which programs for video calls can choose.
//!
//! On Linux the kernel module v4l2loopback makes such a camera: what one program writes into it, others read. Other systems want a driver
//! that is signed by its maker; there, calls take the picture from the screen.

#[cfg(not(target_os = "linux"))]
#[path = "elsewhere.rs"]
mod device;
#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod device;
mod packed;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use device::{Device, outlets};
use packed::packed;

use crate::{
    capture,
    language::say,
    pipeline::{Composite, Slot, Taken, Wake, join_until},
};

/// Size of the pictures that are asked of the camera, pixels: what calls use most.
pub const SIZE: [u32; 2] = [1280, 720];
/// A picture that does not change is sent again this often, because those who watch take silence for a broken camera.
const HEARTBEAT: Duration = Duration::from_millis(100);
/// How long the thread is waited for when the broadcast ends.
const GOODBYE: Duration = Duration::from_millis(900);
/// What a camera is called that was made for this program: it is preferred to others.
const OWN_NAME: &str = "Vanity";

/// A camera that this program may write into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Where it is: `/dev/video9`.
    pub path: PathBuf,
    /// What other programs call it.
    pub name: String,
}

impl Outlet {
    /// The number at the end of its path, by which cameras are known.
    fn number(&self) -> String {
        let name = self.path.to_string_lossy();
        name.trim_start_matches(|letter: char| !letter.is_ascii_digit()).to_owned()
    }
}

/// Why other programs do not see the picture.
#[derive(Debug, thiserror::Error)]
pub enum VirtualCameraError {
    /// There is none.
    #[error(
        "{}",
        say(
            "There is no virtual camera that is free. On Linux, install v4l2loopback and run: sudo modprobe v4l2loopback exclusive_caps=1 card_label=Vanity. Everywhere, a call can take the picture from the screen: press V."
        )
    )]
    None,
    /// The system refuses it.
    #[error("{}", say!("The virtual camera {name} cannot be used: {source}. Close other programs that write into it, and try again.", name = name, source = source))]
    Refused {
        /// Which.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system does not let this person use it, or the camera that may be one.
    #[error("{}", say!("The system does not let you use {name}. Cameras are for members of the group 'video': sudo usermod -aG video $USER, and log in again.", name = name))]
    Denied {
        /// Which.
        name: String,
    },
    /// Its driver answers what nobody expects.
    #[error("{}", say("The virtual camera's driver failed. Unload and load it again, and try once more."))]
    Driver,
    /// It holds to another coding, because somebody watches in it.
    #[error("{}", say!("The virtual camera {name} is held to another kind of picture. Close the programs that watch it, and try again.", name = name))]
    OtherCoding {
        /// Which.
        name: String,
    },
    /// It was there and is gone.
    #[error("{}", say!("The virtual camera {name} takes no more pictures: {source}.", name = name, source = source))]
    Lost {
        /// Which.
        name: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// How a broadcast is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BroadcastStatus {
    /// The camera is being looked for.
    Starting,
    /// Pictures go into it.
    On(Outlet),
    /// They do not, and why.
    Failed(String),
}

/// Pictures on their way into a virtual camera, on a thread of its own. Dropping it ends them.
pub struct Broadcast {
    pictures: Arc<Slot<Arc<Composite>>>,
    status: Arc<Mutex<BroadcastStatus>>,
    thread: Option<JoinHandle<()>>,
}

impl Broadcast {
    /// Starts with the camera that is called after this program, or else the first one, but never with the one that is called `avoided`:
    /// the program is looking through it. Comes back at once; `wake` is called when the status changes.
    pub fn start(avoided: Option<String>, wake: Wake) -> Self {
        let pictures: Arc<Slot<Arc<Composite>>> = Arc::default();
        let status = Arc::new(Mutex::new(BroadcastStatus::Starting));
        let (asked, told) = (Arc::clone(&pictures), Arc::clone(&status));
        let started = std::thread::Builder::new().name("vanity-broadcast".into()).spawn(move || {
            let say = |now: BroadcastStatus| {
                *locked(&told) = now;
                wake();
            };
            // The library panics where a driver answers what it did not expect.
            let ended = catch_unwind(AssertUnwindSafe(|| {
                run(&asked, avoided.as_deref(), |outlet| {
                    capture::leave_out(Some(outlet.number()));
                    say(BroadcastStatus::On(outlet));
                })
            }));
            capture::leave_out(None);
            match ended {
                Ok(Ok(())) => {}
                Ok(Err(error)) => say(BroadcastStatus::Failed(error.to_string())),
                Err(_) => say(BroadcastStatus::Failed(VirtualCameraError::Driver.to_string())),
            }
        });
        let thread = started.inspect_err(|error| *locked(&status) = BroadcastStatus::Failed(error.to_string())).ok();
        Self { pictures, status, thread }
    }

    /// Where to leave composites; the newest counts.
    pub fn pictures(&self) -> Arc<Slot<Arc<Composite>>> {
        Arc::clone(&self.pictures)
    }

    /// How it is doing.
    pub fn status(&self) -> BroadcastStatus {
        locked(&self.status).clone()
    }
}

impl Drop for Broadcast {
    fn drop(&mut self) {
        self.pictures.close();
        // A driver that does not answer keeps the thread, and not the window.
        let deadline = Instant::now() + GOODBYE;
        self.thread.take().into_iter().for_each(|thread| join_until(thread, deadline));
    }
}

fn locked(status: &Mutex<BroadcastStatus>) -> MutexGuard<'_, BroadcastStatus> {
    status.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Until the slot is closed, or the camera is lost.
fn run(
    pictures: &Slot<Arc<Composite>>,
    avoided: Option<&str>,
    on: impl FnOnce(Outlet),
) -> Result<(), VirtualCameraError> {
    let outlet = preferred(outlets()?, avoided).ok_or(VirtualCameraError::None)?;
    let mut device = Device::open(&outlet, SIZE)?;
    on(outlet);
    let mut newest: Option<Vec<u8>> = None;
    loop {
        match pictures.take_within(HEARTBEAT) {
            Taken::Value(composite) => newest = Some(packed(&composite.made_up, device.size())),
            Taken::Nothing => {}
            Taken::Closed => return Ok(()),
        }
        if let Some(bytes) = &newest {
            device.send(bytes)?;
        }
    }
}

fn preferred(mut outlets: Vec<Outlet>, avoided: Option<&str>) -> Option<Outlet> {
    outlets.retain(|outlet| Some(outlet.name.as_str()) != avoided);
    let own = outlets.iter().position(|outlet| outlet.name.contains(OWN_NAME)).unwrap_or(0);
    (!outlets.is_empty()).then(|| outlets.swap_remove(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_camera_that_was_made_for_this_program_comes_first() {
        let outlet = |number: u32, name: &str| Outlet { path: format!("/dev/video{number}").into(), name: name.into() };
        let all = vec![outlet(8, "OBS"), outlet(9, "Vanity"), outlet(10, "Other")];
        assert_eq!(preferred(all.clone(), None).unwrap().name, "Vanity");
        assert_eq!(preferred(all.clone(), Some("Vanity")).unwrap().name, "OBS", "nobody looks at themselves for ever");
        assert_eq!(preferred(vec![all[0].clone(), all[2].clone()], None).unwrap().name, "OBS");
        assert_eq!(preferred(Vec::new(), None), None);
    }
}
