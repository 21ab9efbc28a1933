//! A desktop of the test's own: a virtual display, a window manager, and hands on its mouse and keyboard.

#![allow(dead_code, reason = "no test file uses all of it")]

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use vanity::raster::Pixmap;

/// What has to be installed.
const PROGRAMS: [&str; 5] = ["Xvfb", "openbox", "xdotool", "xclip", "import"];
/// Size of the screen, pixels.
const SCREEN: [u32; 2] = [1400, 1000];

/// A display with a window manager; both end with it.
pub struct Desktop {
    display: String,
    server: Child,
    manager: Child,
    /// Windows are drawn by the processor here: several at once keep each other waiting for minutes.
    _turn: MutexGuard<'static, ()>,
}

static TURN: Mutex<()> = Mutex::new(());

impl Desktop {
    /// `None`, and a message, where a program is missing.
    pub fn start() -> Option<Self> {
        let missing: Vec<&str> = PROGRAMS.into_iter().filter(|program| !installed(program)).collect();
        if !missing.is_empty() {
            println!("skipped: {} must be installed", missing.join(", "));
            return None;
        }
        // A test that failed leaves nothing behind that would matter here.
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut server = Command::new("Xvfb")
            // Without this the server begins anew, and drops whoever just connects, each time that its last client leaves.
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                &format!("{}x{}x24", SCREEN[0], SCREEN[1]),
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        let manager = Command::new("openbox").env("DISPLAY", &display).stderr(Stdio::null()).spawn().unwrap();
        let desktop = Self { display, server, manager, _turn: turn };
        // A program that comes before the server or the manager is ready may wait for ever for its window to be seen. Only a manager
        // tells how many desktops there are.
        wait_for("the window manager", Duration::from_secs(30), || desktop.hands(&["get_num_desktops"]));
        Some(desktop)
    }

    /// A program that will open its windows here, and keep its files in `home`.
    pub fn invite(&self, command: &mut Command, home: &Path) {
        command.env("DISPLAY", &self.display).env("HOME", home).env_remove("WAYLAND_DISPLAY");
        command.env_remove("XDG_DATA_HOME").env_remove("VANITY_DATA");
        command.env_remove("XDG_CONFIG_HOME").env_remove("DBUS_SESSION_BUS_ADDRESS");
    }

    /// What xdotool answers; `None` when it fails.
    pub fn hands(&self, arguments: &[&str]) -> Option<String> {
        let output = Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// Tells the window manager something, with wmctrl.
    pub fn manage(&self, arguments: &[&str]) {
        let status = Command::new("wmctrl").args(arguments).env("DISPLAY", &self.display).status().unwrap();
        assert!(status.success(), "wmctrl: {status}");
    }

    /// The window of a title, once it is there: left and top of its content on the screen.
    pub fn window(&self, title: &str) -> (i32, i32) {
        let id = wait_for("the window", Duration::from_secs(90), || {
            self.hands(&["search", "--onlyvisible", "--name", &format!("^{title}$")])
        });
        let id = id.lines().next().unwrap().to_owned();
        self.hands(&["windowfocus", "--sync", &id]);
        let text = self.hands(&["getwindowgeometry", "--shell", &id]).unwrap();
        let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap().parse().unwrap();
        (value("X="), value("Y="))
    }

    /// Clicks on a point of the screen.
    pub fn click(&self, x: i32, y: i32) {
        self.hands(&["mousemove", "--sync", &x.to_string(), &y.to_string()]).unwrap();
        self.hands(&["click", "1"]).unwrap();
    }

    /// Puts a picture into the clipboard, as a browser's "copy image" does. The helper ends with the display.
    pub fn copy(&self, png: &Path) {
        let mut helper = Command::new("xclip");
        helper.args(["-selection", "clipboard", "-t", "image/png", "-i"]).arg(png).env("DISPLAY", &self.display);
        // It goes into the background by itself, and would keep a pipe open.
        let status = helper.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(status.success(), "xclip: {status}");
    }

    /// Everything on the screen. As bare numbers: packing it takes a second where there is much else to do.
    pub fn screen(&self) -> Pixmap {
        let output = Command::new("import")
            .args(["-silent", "-window", "root", "-depth", "8", "rgb:-"])
            .env("DISPLAY", &self.display)
            .output()
            .unwrap();
        let mut screen = Pixmap::new(SCREEN[0], SCREEN[1]);
        assert_eq!(output.stdout.len(), 3 * screen.pixels().len(), "the screen is of another size");
        for (pixel, rgb) in screen.pixels_mut().iter_mut().zip(output.stdout.chunks_exact(3)) {
            *pixel = [rgb[0], rgb[1], rgb[2], 255];
        }
        screen
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for child in [&mut self.manager, &mut self.server] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Whether a program can be called by its name.
pub fn installed(program: &str) -> bool {
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(program).is_file())
}

/// Looks again and again until something is there.
pub fn wait_for<T>(what: &str, patience: Duration, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "{what} did not come within {patience:?}");
        thread::sleep(Duration::from_millis(60));
    }
}

/// Every file below a folder, but for what the system's graphics keep there.
pub fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(files_below(&entry));
        } else {
            found.push(entry.display().to_string());
        }
    }
    found.retain(|path| !path.contains("mesa"));
    found
}
