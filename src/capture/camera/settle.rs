//! Brings a Video4Linux camera into a format that can be begun from. The camera library gives up on one that another program has left
//! in a coding that it does not know, or at 7.5 or 29.97 pictures a second.

use std::{
    ffi::{c_int, c_ulong},
    fs::{File, OpenOptions},
    os::fd::AsRawFd,
};

/// Sets a format; the argument is a `v4l2_format`.
const SET_FORMAT: c_ulong = 0xc0d0_5605;
/// Sets the time between pictures; the argument is a `v4l2_streamparm`.
const SET_RATE: c_ulong = 0xc0cc_5616;
/// `V4L2_BUF_TYPE_VIDEO_CAPTURE`.
const CAPTURE: u32 = 1;

/// Codings that are understood, as Video4Linux names them.
const CODINGS: [[u8; 4]; 3] = [*b"MJPG", *b"YUYV", *b"NV12"];
/// Pictures a second, the likeliest first. A driver takes the nearest one that it has.
const RATES: [u32; 9] = [30, 25, 15, 60, 10, 24, 20, 50, 5];

unsafe extern "C" {
    fn ioctl(fd: c_int, request: c_ulong, ...) -> c_int;
}

/// `v4l2_format`, as far as it is needed: 208 bytes.
#[repr(C, align(8))]
struct Format {
    kind: u32,
    padding: u32,
    width: u32,
    height: u32,
    coding: [u8; 4],
    rest: [u32; 47],
}

/// `v4l2_streamparm`, as far as it is needed: 204 bytes.
#[repr(C)]
struct Rate {
    kind: u32,
    capability: u32,
    mode: u32,
    numerator: u32,
    denominator: u32,
    rest: [u32; 46],
}

const _: () = assert!(size_of::<Format>() == 208 && size_of::<Rate>() == 204);

/// True where the camera is now in a coding and at a rate that can be begun from.
pub(super) fn settle(id: &str) -> bool {
    let device = OpenOptions::new().read(true).write(true).open(format!("/dev/video{id}"));
    device.is_ok_and(|device| {
        let settled = |coding| set_coding(&device, coding) && RATES.iter().any(|&rate| set_rate(&device, rate));
        CODINGS.into_iter().any(settled)
    })
}

fn set_coding(device: &File, coding: [u8; 4]) -> bool {
    let mut format = Format { kind: CAPTURE, padding: 0, width: 1280, height: 720, coding, rest: [0; 47] };
    // SAFETY: the request reads and writes 208 bytes, which is the size of its argument.
    let answer = unsafe { ioctl(device.as_raw_fd(), SET_FORMAT, &raw mut format) };
    answer == 0 && format.coding == coding
}

fn set_rate(device: &File, rate: u32) -> bool {
    let mut parameters = Rate { kind: CAPTURE, capability: 0, mode: 0, numerator: 1, denominator: rate, rest: [0; 46] };
    // SAFETY: the request reads and writes 204 bytes, which is the size of its argument.
    let answer = unsafe { ioctl(device.as_raw_fd(), SET_RATE, &raw mut parameters) };
    answer == 0 && parameters.numerator == 1
}
