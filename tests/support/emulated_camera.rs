//! Cameras where there are none: a preloaded library emulates them for one process, and a folder says which there are and what is
//! wrong with them. `tests/emulated_camera/` has the library and describes the folder.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant, SystemTime},
};

use super::pictures::{self, Colors};

/// Names the folder; set in processes that have the cameras.
const WORLD: &str = "EMULATED_CAMERAS";
/// A test that takes longer hangs.
const LONGEST_TEST: Duration = Duration::from_secs(50);

/// One way in which an emulated camera can send pictures.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// `MJPG`, `YUYV` or `NV12`.
    pub coding: &'static str,
    pub width: u32,
    pub height: u32,
    /// Seconds from one frame to the next, as fractions: `1/30 1001/30000`.
    pub intervals: &'static str,
}

/// What is plugged in.
#[derive(Debug, Clone, Copy)]
pub struct Model<'a> {
    pub name: &'a str,
    /// The first one is in force before any is chosen.
    pub formats: &'a [Format],
    /// What it sees: red, green, blue and so on, a quarter of the picture each.
    pub colors: Colors,
}

/// The folder that says which cameras there are.
pub struct Cameras {
    folder: PathBuf,
}

impl Cameras {
    /// Connects a camera as `/dev/video{number}`.
    pub fn plug(&self, number: u32, model: &Model) {
        let making = self.folder.join("making");
        fs::create_dir(&making).unwrap();
        fs::write(making.join("name"), format!("{}\n", model.name)).unwrap();
        fs::write(making.join("index"), "0\n").unwrap();
        let line = |f: &Format| format!("{} {} {} {}\n", f.coding, f.width, f.height, f.intervals);
        fs::write(making.join("formats"), model.formats.iter().map(line).collect::<String>()).unwrap();
        for format in model.formats {
            let bytes = pictures::coded(format.coding, format.width, format.height, &model.colors);
            fs::write(making.join(format!("{}-{}x{}", format.coding, format.width, format.height)), bytes).unwrap();
        }
        // All at once: the process may be looking.
        fs::rename(making, self.path(number)).unwrap();
    }

    /// The second node that Linux shows for a camera, which gives no pictures.
    pub fn plug_metadata_node(&self, number: u32, name: &str) {
        fs::create_dir(self.path(number)).unwrap();
        fs::write(self.path(number).join("name"), format!("{name}\n")).unwrap();
        fs::write(self.path(number).join("index"), "1\n").unwrap();
    }

    /// A node like that of a decoder: first of its device, and without pictures all the same.
    pub fn plug_node_without_pictures(&self, number: u32, name: &str) {
        self.plug_metadata_node(number, name);
        fs::write(self.path(number).join("index"), "0\n").unwrap();
    }

    /// A camera that is none: what one program writes into it, others read.
    pub fn plug_outlet(&self, number: u32, name: &str) {
        self.plug_node_without_pictures(number, name);
        self.accept(number);
    }

    /// From now on pictures can be written into it.
    pub fn accept(&self, number: u32) {
        fs::write(self.path(number).join("accepts"), "").unwrap();
    }

    /// The newest picture that was written into it, in a format.
    pub fn written(&self, number: u32, format: &Format) -> Option<Vec<u8>> {
        fs::read(self.picture(number, format)).ok()
    }

    /// When that was.
    pub fn written_at(&self, number: u32, format: &Format) -> Option<SystemTime> {
        fs::metadata(self.picture(number, format)).and_then(|file| file.modified()).ok()
    }

    fn picture(&self, number: u32, format: &Format) -> PathBuf {
        let Format { coding, width, height, .. } = format;
        self.path(number).join(format!("{coding}-{width}x{height}"))
    }

    pub fn unplug(&self, number: u32) {
        fs::rename(self.path(number), self.folder.join(format!("unplugged{number}"))).unwrap();
    }

    /// Connects what was unplugged, under the same number or another one.
    pub fn replug(&self, number: u32, as_number: u32) {
        fs::rename(self.folder.join(format!("unplugged{number}")), self.path(as_number)).unwrap();
    }

    /// Another picture (a coded one) in front of the camera, from the next start of its stream on.
    pub fn show(&self, number: u32, format: &Format, coded: &[u8]) {
        fs::write(self.picture(number, format), coded).unwrap();
    }

    /// Something goes wrong from now on.
    pub fn fault(&self, number: u32, fault: &str) {
        let making = self.folder.join("fault");
        fs::write(&making, fault).unwrap();
        fs::rename(making, self.path(number).join("fault")).unwrap();
    }

    /// Nothing is wrong any more.
    pub fn mend(&self, number: u32) {
        fs::remove_file(self.path(number).join("fault")).unwrap();
    }

    fn path(&self, number: u32) -> PathBuf {
        self.folder.join(format!("video{number}"))
    }
}

/// Runs the body of the test of this name in a process of its own that has emulated cameras: a library can be preloaded only when a
/// process starts. Where that is impossible the test is skipped and says so.
pub fn emulated(test: &str, body: impl FnOnce(&Cameras)) {
    if let Some(folder) = env::var_os(WORLD) {
        return body(&Cameras { folder: folder.into() });
    }
    let Some(library) = library() else { return println!("{test}: skipped") };
    let world = tempfile::tempdir().unwrap();
    let heard = world.path().join("heard");
    let out = fs::File::create(&heard).unwrap();
    let child = Command::new(env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env("LD_PRELOAD", library)
        .env(WORLD, world.path())
        .stdin(Stdio::null())
        .stderr(out.try_clone().unwrap())
        .stdout(out)
        .spawn()
        .unwrap();
    let status = ended(child);
    let heard = fs::read_to_string(heard).unwrap();
    println!("{heard}");
    assert!(status.is_some(), "the process does not end");
    assert!(status.unwrap().success() && heard.contains("1 passed"), "{test} failed in its own process");
}

/// A program that has emulated cameras, and the folder that says which; `None` where that is impossible.
pub fn program_with_cameras(program: &Path, world: &Path) -> Option<(Command, Cameras)> {
    let mut command = Command::new(program);
    command.env("LD_PRELOAD", library()?).env(WORLD, world).stdin(Stdio::null());
    Some((command, Cameras { folder: world.into() }))
}

/// How the process ended; it is killed when it takes too long.
fn ended(mut child: Child) -> Option<ExitStatus> {
    let deadline = Instant::now() + LONGEST_TEST;
    while Instant::now() < deadline {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

/// The library to preload, compiled once; `None` where it cannot be.
fn library() -> Option<&'static Path> {
    static LIBRARY: OnceLock<Option<PathBuf>> = OnceLock::new();
    LIBRARY.get_or_init(compiled).as_deref()
}

fn compiled() -> Option<PathBuf> {
    if !cfg!(target_os = "linux") {
        println!("cameras can be emulated on Linux only");
        return None;
    }
    let sources = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/emulated_camera")).unwrap();
    let sources = sources.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "c"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let fresh = folder.join(format!("emulated_camera.{}", std::process::id()));
    // Hardened headers would bring definitions of their own of the functions that the library replaces.
    let flags = ["-shared", "-fPIC", "-fvisibility=hidden", "-O1", "-U_FORTIFY_SOURCE"];
    let compiler =
        Command::new("cc").args(flags).arg("-o").arg(&fresh).args(sources).args(["-ldl", "-lpthread"]).output();
    match compiler {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            // Another run may have the old one loaded.
            let library = folder.join("emulated_camera.so");
            fs::rename(fresh, &library).unwrap();
            Some(library)
        }
        Err(error) => {
            println!("cameras cannot be emulated without the compiler `cc`: {error}");
            None
        }
    }
}
