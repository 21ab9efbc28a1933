//! Clips through the machine's own `ffmpeg`, as a child process that writes raw pictures into a pipe.

use std::{
    io::Read,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{Captured, Frame, FrameSource, OpenError, Pace, Waiting, clock::Clock};
use crate::raster::Pixmap;

/// Pictures a second that `ffmpeg` is asked for.
const RATE: u32 = 30;
/// Longer sides are scaled down by `ffmpeg` already.
const LONGEST_SIDE: u32 = 1920;

/// A clip that `ffmpeg` decodes.
pub(super) struct Ffmpeg {
    path: PathBuf,
    child: Child,
    pipe: ChildStdout,
    size: (u32, u32),
    next: u32,
    clock: Clock,
    pace: Pace,
    seq: u64,
}

impl Ffmpeg {
    /// `None` where the machine has no `ffmpeg`.
    pub(super) fn open(path: &Path, pace: Pace) -> Option<Result<Self, OpenError>> {
        let installed = Command::new("ffmpeg").arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        installed.ok().filter(std::process::ExitStatus::success)?;
        let wrong = |problem: String| OpenError::Clip { path: path.into(), problem };
        Some(start(path).map_err(wrong).map(|(child, pipe, size)| Self {
            path: path.into(),
            child,
            pipe,
            size,
            next: 0,
            clock: Clock::new(pace),
            pace,
            seq: 0,
        }))
    }

    fn read(&mut self) -> Option<Pixmap> {
        let (width, height) = self.size;
        let mut rgba = vec![0; width as usize * height as usize * 4];
        self.pipe.read_exact(&mut rgba).ok()?;
        Pixmap::from_rgba(width, height, rgba).ok()
    }

    fn rewind(&mut self) -> Result<(), String> {
        self.stop();
        (self.child, self.pipe, self.size) = start(&self.path)?;
        self.next = 0;
        self.clock.restart();
        Ok(())
    }

    fn stop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Ffmpeg {
    fn drop(&mut self) {
        self.stop();
    }
}

impl FrameSource for Ffmpeg {
    fn next_frame(&mut self, patience: Duration) -> Captured {
        let media_time = Duration::from_secs(1) * self.next / RATE;
        if !self.clock.wait_for(media_time, patience) {
            return Captured::Waiting(Waiting::Starting);
        }
        match self.read() {
            Some(picture) => {
                self.next += 1;
                self.seq += 1;
                let (captured_at, pixels) = (Instant::now(), Arc::new(picture));
                Captured::Frame(Frame { seq: self.seq - 1, captured_at, media_time, pixels })
            }
            None if self.pace == Pace::EveryFrame || self.next == 0 => Captured::Ended,
            None => match self.rewind() {
                Ok(()) => Captured::Waiting(Waiting::Starting),
                Err(reason) => Captured::Waiting(Waiting::Unusable { reason }),
            },
        }
    }

    fn describe(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        format!("{name} · {}×{} · ffmpeg", self.size.0, self.size.1)
    }
}

/// Starts the child. The first picture comes with a header that tells the size (PAM); the header of each further one is left out by
/// asking for raw pictures of that size.
fn start(path: &Path) -> Result<(Child, ChildStdout, (u32, u32)), String> {
    let size = size_of(path)?;
    let mut child = command(path)
        .args(["-vf", &format!("scale={}:{},fps={RATE}", size.0, size.1)])
        .args(["-f", "rawvideo", "-pix_fmt", "rgba", "-"])
        .spawn()
        .map_err(|error| error.to_string())?;
    let pipe = child.stdout.take().ok_or("ffmpeg gives no output")?;
    Ok((child, pipe, size))
}

fn command(path: &Path) -> Command {
    let mut command = Command::new("ffmpeg");
    // The name is one argument, and a `file:` name is never taken for a protocol or an option.
    let mut input = std::ffi::OsString::from("file:");
    input.push(path);
    command.args(["-nostdin", "-loglevel", "error", "-i"]).arg(input).args(["-an", "-sn"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// Width and height of the pictures, from one of them in the self-describing PAM format.
fn size_of(path: &Path) -> Result<(u32, u32), String> {
    let scale = format!("scale='min({LONGEST_SIDE},iw)':'min({LONGEST_SIDE},ih)':force_original_aspect_ratio=decrease");
    let output = command(path)
        .args(["-frames:v", "1", "-vf", &scale, "-f", "image2pipe", "-c:v", "pam", "-pix_fmt", "rgba", "-"])
        .output()
        .map_err(|error| error.to_string())?;
    parse_pam_size(&output.stdout).ok_or_else(|| "ffmpeg cannot read it either: it may be broken".to_owned())
}

fn parse_pam_size(pam: &[u8]) -> Option<(u32, u32)> {
    let header = String::from_utf8_lossy(&pam[..pam.len().min(200)]).into_owned();
    let number = |name: &str| header.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<u32>().ok());
    let size = (number("WIDTH")?, number("HEIGHT")?);
    ((1..=16_384).contains(&size.0) && (1..=16_384).contains(&size.1)).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_is_read_from_the_header() {
        assert_eq!(parse_pam_size(b"P7\nWIDTH 640\nHEIGHT 360\nDEPTH 4\nENDHDR\n\x00"), Some((640, 360)));
        assert_eq!(parse_pam_size(b"P7\nWIDTH 0\nHEIGHT 360\n"), None);
        assert_eq!(parse_pam_size(b""), None);
    }
}
