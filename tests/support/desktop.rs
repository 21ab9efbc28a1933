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

use tempfile::TempDir;
use vanity::raster::Pixmap;

/// What has to be installed.
const PROGRAMS: [&str; 6] = ["Xvfb", "openbox", "xdotool", "xclip", "import", "dbus-daemon"];
/// The system's own Python, for which its packages are.
const PYTHON: &str = "/usr/bin/python3";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/accessible.py");
/// Says to all programs that somebody reads the screen.
const READ_ALOUD: [&str; 8] = [
    "--session",
    "--print-reply",
    "--dest=org.a11y.Bus",
    "/org/a11y/bus",
    "org.freedesktop.DBus.Properties.Set",
    "string:org.a11y.Status",
    "string:IsEnabled",
    "variant:boolean:true",
];
/// Size of the screen, pixels.
const SCREEN: [u32; 2] = [1400, 1000];

/// A display with a window manager; both end with it.
pub struct Desktop {
    display: String,
    server: Child,
    manager: Child,
    /// The session's bus, over which programs tell screen readers what they show.
    bus: Child,
    address: String,
    /// What the bus starts by itself is at home here, and not where the person is.
    _home: TempDir,
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
        let home = tempfile::tempdir().unwrap();
        let (bus, address) = bus(home.path());
        let desktop = Self { display, server, manager, bus, address, _home: home, _turn: turn };
        // A program that comes before the server or the manager is ready may wait for ever for its window to be seen. Only a manager
        // tells how many desktops there are.
        wait_for("the window manager", Duration::from_secs(30), || desktop.hands(&["get_num_desktops"]));
        let told = desktop.on_bus("dbus-send").args(READ_ALOUD).output().unwrap();
        assert!(told.status.success(), "at-spi2-core must be installed: {}", String::from_utf8_lossy(&told.stderr));
        Some(desktop)
    }

    /// A program that will open its windows here, and keep its files in `home`.
    pub fn invite(&self, command: &mut Command, home: &Path) {
        command.env("DISPLAY", &self.display).env("HOME", home).env_remove("WAYLAND_DISPLAY");
        command.env_remove("XDG_DATA_HOME").env_remove("VANITY_DATA");
        command.env_remove("XDG_CONFIG_HOME").env("DBUS_SESSION_BUS_ADDRESS", &self.address);
    }

    /// A program that talks to others over the session's bus.
    pub fn on_bus(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("DISPLAY", &self.display).env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        command
    }

    /// What a screen reader is told of everything that is shown.
    pub fn told(&self) -> Vec<Told> {
        // On a busy machine the bus may not be ready to tell.
        let text = wait_for("what a screen reader is told", Duration::from_secs(30), || {
            let output = self.on_bus(PYTHON).arg(SCRIPT).stderr(Stdio::null()).output().unwrap();
            output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
        });
        text.lines().map(|line| Told::of(&serde_json::from_str(line).unwrap())).collect()
    }

    /// Presses what has this name in the first window, as a screen reader does, wherever it has been scrolled to; whether it is there.
    pub fn press(&self, name: &str) -> bool {
        self.on_bus(PYTHON).arg(SCRIPT).arg(name).status().unwrap().success()
    }

    /// The clipboard's content of a type.
    pub fn pasted(&self, kind: &str) -> Option<Vec<u8>> {
        let mut helper = Command::new("xclip");
        let output = helper.args(["-selection", "clipboard", "-t", kind, "-o"]).env("DISPLAY", &self.display).output();
        output.ok().filter(|output| output.status.success()).map(|output| output.stdout)
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
        for child in [&mut self.manager, &mut self.bus, &mut self.server] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A bus of the desktop's own, and its address.
fn bus(home: &Path) -> (Child, String) {
    let mut command = Command::new("dbus-daemon");
    command.env("HOME", home).env_remove("XDG_DATA_HOME").env_remove("XDG_CONFIG_HOME").env_remove("XDG_RUNTIME_DIR");
    command.args(["--session", "--nofork", "--print-address"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut bus = command.spawn().unwrap();
    let mut address = String::new();
    BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
    (bus, address.trim().to_owned())
}

/// Something that a screen reader is told of.
#[derive(Debug, Clone)]
pub struct Told {
    /// In which of a program's windows, counted from 0.
    pub window: u64,
    pub name: String,
    pub role: String,
    /// Of a slider.
    pub value: Option<f64>,
    states: Vec<String>,
    /// Within the window's content: left, top, width, height.
    pub rect: [i32; 4],
}

impl Told {
    fn of(line: &serde_json::Value) -> Self {
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let states = line["states"].as_array().unwrap().iter();
        Self {
            window: line["window"].as_u64().unwrap(),
            name: text("name"),
            role: text("role"),
            value: line["value"].as_f64(),
            states: states.map(|state| state.as_str().unwrap().to_owned()).collect(),
            rect: std::array::from_fn(|side| line["rect"][side].as_i64().unwrap() as i32),
        }
    }

    pub fn is(&self, state: &str) -> bool {
        self.states.iter().any(|it| it == state)
    }

    pub fn middle(&self) -> (i32, i32) {
        let [x, y, width, height] = self.rect;
        (x + width / 2, y + height / 2)
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
