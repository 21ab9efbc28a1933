//! The picture as a camera of its own: what other programs read from it, on a camera that takes pictures as one of v4l2loopback does.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod emulated_camera;
    pub mod pictures;
}

use std::{
    fs,
    path::Path,
    process::Child,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use support::{
    desktop::{Desktop, wait_for},
    emulated_camera::{Cameras, Format, Model, emulated, program_with_cameras},
    pictures::{self, PRIMARY},
};
use vanity::{
    capture::{
        self, Frame,
        camera_format::{Decoder, Encoding},
    },
    export::virtual_camera::{Broadcast, BroadcastStatus},
    pipeline::Composite,
    raster::Pixmap,
};

const PATIENCE: Duration = Duration::from_secs(40);
const OUT: Format = Format { coding: "YUYV", width: 1280, height: 720, intervals: "1/30" };
const IN: Format = Format { coding: "MJPG", width: 1280, height: 720, intervals: "1/30" };
const OUTLET: u32 = 9;

/// What somebody sees who watches.
fn seen(cameras: &Cameras) -> Option<Pixmap> {
    let bytes = cameras.written(OUTLET, &OUT)?;
    Decoder::new(Encoding::Yuyv).decode(&bytes, OUT.width, OUT.height)
}

fn composite(color: [u8; 4]) -> Arc<Composite> {
    let mut pixels = Pixmap::new(320, 180);
    pixels.pixels_mut().fill(color);
    let made_up = Arc::new(pixels);
    Arc::new(Composite { made_up, ..Composite::bare(Frame::still(Arc::new(Pixmap::new(320, 180)))) })
}

fn started() -> Broadcast {
    Broadcast::start(None, Arc::new(|| ()))
}

/// Why it does not go.
fn failure(broadcast: &Broadcast) -> String {
    wait_for("a failure", PATIENCE, || match broadcast.status() {
        BroadcastStatus::Failed(reason) => Some(reason),
        _ => None,
    })
}

fn is_near(one: [u8; 4], other: [u8; 4]) -> bool {
    one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 4)
}

#[test]
fn the_newest_picture_is_seen_until_it_ends() {
    emulated("the_newest_picture_is_seen_until_it_ends", |cameras| {
        let camera = Model { name: "Lid Camera", formats: &[IN], colors: PRIMARY };
        cameras.plug(0, &camera);
        // It is a camera for others, which they can see at any time.
        cameras.plug(OUTLET, &Model { name: "Vanity", formats: &[OUT], colors: PRIMARY });
        cameras.accept(OUTLET);
        assert_eq!(capture::cameras().unwrap().len(), 2);
        let broadcast = started();
        let on = wait_for("the camera", PATIENCE, || match broadcast.status() {
            BroadcastStatus::On(outlet) => Some(outlet),
            _ => None,
        });
        assert_eq!((on.name.as_str(), on.path.to_str()), ("Vanity", Some("/dev/video9")));
        let names: Vec<String> = capture::cameras().unwrap().into_iter().map(|camera| camera.name).collect();
        assert_eq!(names, ["Lid Camera"], "the program does not look at itself");
        for color in [[190, 40, 60, 255], [60, 90, 200, 255]] {
            broadcast.pictures().put(composite(color));
            wait_for("the picture", PATIENCE, || seen(cameras).filter(|seen| is_near(seen.pixel(640, 360), color)));
        }
        drop(broadcast);
        assert_eq!(capture::cameras().unwrap().len(), 2);
    });
}

#[test]
fn what_is_wrong_is_said_with_what_to_do() {
    emulated("what_is_wrong_is_said_with_what_to_do", |cameras| {
        cameras.plug(0, &Model { name: "Lid Camera", formats: &[IN], colors: PRIMARY });
        let text = failure(&started());
        assert!(text.contains("no virtual camera") && text.contains("modprobe v4l2loopback"), "{text}");
        cameras.plug_outlet(OUTLET, "Loop");
        for (fault, said) in [
            ("denied", "does not let you use"),
            ("busy-format", "Loop cannot be used: Device or resource busy"),
            ("held", "Loop is held to another kind of picture"),
        ] {
            cameras.fault(OUTLET, fault);
            let text = failure(&started());
            assert!(text.contains(said), "{fault}: {text}");
            cameras.mend(OUTLET);
        }
        let broadcast = started();
        broadcast.pictures().put(composite([190, 40, 60, 255]));
        wait_for("the picture", PATIENCE, || seen(cameras));
        cameras.unplug(OUTLET);
        let text = failure(&broadcast);
        assert!(text.contains("Loop takes no more pictures: No such device"), "{text}");
    });
}

/// Ends the program whatever becomes of the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// How many pixels are clearly another colour.
fn changed(one: &Pixmap, other: &Pixmap) -> usize {
    let differs = |(a, b): &(&[u8; 4], &[u8; 4])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > 24);
    one.pixels().iter().zip(other.pixels()).filter(differs).count()
}

#[test]
fn a_call_sees_the_made_up_face_of_the_real_window() {
    let Some(desktop) = Desktop::start() else { return };
    let (world, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let program = program_with_cameras(Path::new(env!("CARGO_BIN_EXE_vanity")), world.path());
    let Some((mut command, cameras)) = program else { return };
    let sitter = pictures::sitter(IN.width, IN.height);
    cameras.plug(0, &Model { name: "Lid Camera", formats: &[IN], colors: PRIMARY });
    cameras.show(0, &IN, &pictures::jpeg(&sitter));
    cameras.plug_outlet(OUTLET, "Vanity");
    let kept = home.path().join("kept");
    fs::create_dir_all(&kept).unwrap();
    fs::write(kept.join("preferences.toml"), "version = 1\nwelcomed = true\nlanguage = \"en\"\n").unwrap();
    desktop.invite(&mut command, home.path());
    command.env("VANITY_DATA", &kept).args(["open", "camera", "--look", "classic-red"]);
    let running = Running(command.spawn().unwrap());
    desktop.window("Vanity");

    thread::sleep(Duration::from_secs(3));
    assert!(seen(&cameras).is_none(), "nothing is sent unasked");
    let press = |key: &str| desktop.hands(&["key", key]).unwrap();
    // On a busy machine a key may come before the window listens.
    let began = Instant::now();
    let first = loop {
        press("b");
        let deadline = Instant::now() + Duration::from_secs(6);
        let mut first = None;
        while first.is_none() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(100));
            first = seen(&cameras);
        }
        match first {
            Some(first) => break first,
            None => assert!(began.elapsed() < PATIENCE, "no picture came"),
        }
    };
    assert_eq!(first.size(), [1280, 720]);
    let lips = wait_for("a made-up face", PATIENCE, || {
        Some(changed(&seen(&cameras)?, &sitter)).filter(|&pixels| (400..90_000).contains(&pixels))
    });
    println!("{lips} pixels are made up");
    // Bare, and it is the camera's own picture.
    press("0");
    wait_for("the bare face", PATIENCE, || Some(changed(&seen(&cameras)?, &sitter)).filter(|&pixels| pixels < 40));
    press("b");
    let still = || cameras.written_at(OUTLET, &OUT);
    wait_for("the end", PATIENCE, || {
        let before = still();
        thread::sleep(Duration::from_secs(1));
        (before == still()).then_some(())
    });
    drop(running);
}
