//! Cameras: the only file that knows `nokhwa`. [`source`] has the thread on which a camera lives.

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod settle;
mod source;

use std::sync::{Mutex, PoisonError};

use nokhwa::{
    NokhwaError,
    utils::{ApiBackend, CameraFormat, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType},
};

pub(super) use source::Camera;

use super::{
    OpenError, Waiting,
    camera_format::{Decoder, Encoding, Offer, best},
};
use crate::{language::say, raster::Pixmap};

/// What is understood.
const KNOWN: [FrameFormat; 3] = [FrameFormat::MJPEG, FrameFormat::YUYV, FrameFormat::NV12];

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
        .filter(|camera| gives_pictures(&camera.id) && !is_left_out(&camera.id))
        .collect();
    cameras.sort_by_key(|camera| camera.id.parse::<u32>().unwrap_or(u32::MAX));
    Ok(cameras)
}

/// A camera that this program writes into itself is none of those that it sees: it would see its own picture for ever.
static LEFT_OUT: Mutex<Option<String>> = Mutex::new(None);

/// Leaves the camera of this id out of [`cameras`] from now on, in the place of the one that was left out before.
pub fn leave_out(id: Option<String>) {
    *LEFT_OUT.lock().unwrap_or_else(PoisonError::into_inner) = id;
}

fn is_left_out(id: &str) -> bool {
    LEFT_OUT.lock().unwrap_or_else(PoisonError::into_inner).as_deref() == Some(id)
}

/// Linux lists several nodes for one camera; only the one numbered 0 on its device gives pictures, the others give metadata.
fn gives_pictures(id: &str) -> bool {
    let number = std::fs::read_to_string(format!("/sys/class/video4linux/video{id}/index"));
    number.map_or(true, |number| number.trim() == "0")
}

/// A camera that has been opened and streams.
struct Device {
    camera: nokhwa::Camera,
    decoder: Decoder,
    /// For the person.
    description: String,
}

impl Device {
    /// Opens a camera in its best format and starts it. May block as long as the driver likes.
    fn open(info: &CameraInfo) -> Result<Self, Waiting> {
        Self::try_open(info).map_err(|error| waiting_for(&error))
    }

    fn try_open(info: &CameraInfo) -> Result<Self, NokhwaError> {
        let mut camera = opened(info)?;
        choose_format(&mut camera)?;
        camera.open_stream()?;
        let format = camera.camera_format();
        let unknown = || NokhwaError::GeneralError(say!("it sends pictures as {format}", format = format.format()));
        let offer = offer_from(&format).ok_or_else(unknown)?;
        let description = format!("{} · {}×{} · {} fps", info.name, offer.width, offer.height, offer.rate);
        Ok(Self { camera, decoder: Decoder::new(offer.encoding), description })
    }

    /// Waits for the next picture, as long as the driver likes; `None` is junk.
    fn picture(&mut self) -> Result<Option<Pixmap>, Waiting> {
        let buffer = self.camera.frame().map_err(|error| waiting_for(&error))?;
        let size = buffer.resolution();
        Ok(self.decoder.decode(buffer.buffer(), size.width(), size.height()))
    }
}

fn opened(info: &CameraInfo) -> Result<nokhwa::Camera, NokhwaError> {
    let index = info.id.parse().map_or_else(|_| CameraIndex::String(info.id.clone()), CameraIndex::Index);
    let any = RequestedFormat::with_formats(RequestedFormatType::None, &KNOWN);
    let camera = nokhwa::Camera::new(index.clone(), any);
    // The library cannot begin from a format that it does not know, although the camera may offer others.
    #[cfg(all(target_os = "linux", target_pointer_width = "64"))]
    if camera.as_ref().is_err_and(|error| is_about_the_format(&error.to_string())) && settle::settle(&info.id) {
        return nokhwa::Camera::new(index, any);
    }
    camera
}

/// Sets the best format that the camera really has. The library also lists rates that are wrong (30000 for 30000/1001), which show
/// when they are set.
fn choose_format(camera: &mut nokhwa::Camera) -> Result<(), NokhwaError> {
    let offered = camera.compatible_camera_formats()?;
    let (mut formats, mut offers): (Vec<CameraFormat>, Vec<Offer>) =
        offered.iter().filter_map(|format| Some((*format, offer_from(format)?))).unzip();
    let mut refusal = Ok(());
    while let Some(best) = best(&offers) {
        let exactly = RequestedFormat::with_formats(RequestedFormatType::Exact(formats.swap_remove(best)), &KNOWN);
        offers.swap_remove(best);
        match camera.set_camera_requset(exactly) {
            Err(error) if is_about_the_format(&error.to_string()) => refusal = Err(error),
            set => return set.map(drop),
        }
    }
    refusal
}

#[cfg(target_os = "macos")]
fn initialize() {
    // Asks the person for permission, once; an answer of "no" shows when a camera is opened.
    nokhwa::nokhwa_initialize(|_| ());
}

#[cfg(not(target_os = "macos"))]
fn initialize() {}

fn offer_from(format: &CameraFormat) -> Option<Offer> {
    let encoding = match format.format() {
        FrameFormat::MJPEG => Encoding::Mjpeg,
        FrameFormat::YUYV => Encoding::Yuyv,
        FrameFormat::NV12 => Encoding::Nv12,
        _ => return None,
    };
    Some(Offer { width: format.width(), height: format.height(), rate: format.frame_rate(), encoding })
}

/// What the library says of a camera that is in a format it does not know, or has no other.
fn is_about_the_format(text: &str) -> bool {
    ["not whole number", "FrameFormat", "CameraFormat"].iter().any(|word| text.contains(word))
}

/// What to tell the person. The system's error numbers are only in the messages.
fn waiting_for(error: &NokhwaError) -> Waiting {
    let text = error.to_string();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["os error 16", "busy", "in use"]) {
        Waiting::Busy
    } else if says(&["os error 13", "os error 1)", "ermission", "denied"]) {
        Waiting::NoPermission { hint: permission_hint().into() }
    } else if says(&["os error 19", "os error 2)", "os error 6)", "No such device", "No such file", "disconnected"]) {
        Waiting::Unplugged
    } else if is_about_the_format(&text) {
        let formats = "it offers neither MJPEG nor YUYV nor NV12 at a whole number of pictures a second";
        Waiting::Unusable { reason: formats.into() }
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
        assert_eq!(waiting_for(&opening("Device or resource busy (os error 16)")), Waiting::Busy);
        assert_eq!(waiting_for(&opening("No such file or directory (os error 2)")), Waiting::Unplugged);
        assert_eq!(waiting_for(&opening("No such device (os error 19)")), Waiting::Unplugged);
        assert!(matches!(waiting_for(&opening("Permission denied (os error 13)")), Waiting::NoPermission { .. }));
        assert!(matches!(waiting_for(&opening("odd")), Waiting::Unusable { .. }));
    }
}
