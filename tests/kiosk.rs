//! The kiosk as it stands in a shop: a visitor comes, is seen, takes a picture home, goes, and is searched for in what is left; and what
//! goes wrong in a shop mends itself.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod emulated_camera;
    pub mod memory;
    pub mod pictures;
    pub mod stand;
}

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use memchr::memmem;
use support::{
    desktop::{files_below, installed, wait_for},
    memory::{self, Sign},
    pictures,
    stand::{FORMAT, Led, PATIENCE, PIN, Stand, difference, is},
};
use vanity::{
    face::FaceTracker,
    kiosk::KioskConfig,
    raster::{Pixmap, codec},
    resources::Resources,
};

/// Bytes of a sign, and pixels of a row that have as many.
const SIGN: usize = 128;
const PIXELS: usize = SIGN / 4;
/// Pixels at the beginning of a row that no makeup is painted on.
const BARE: usize = 8;
/// What is seen in the mirror beside the shades, on the screen: left, top, width, height.
const MIRROR: [u32; 4] = [150, 160, 700, 430];

const MADE_UP: &str = "the made-up face";

/// Somebody in front of the camera whom nobody has seen before.
struct Visitor {
    /// As the camera sends them.
    jpeg: Vec<u8>,
    /// As that is read.
    picture: Pixmap,
    /// A row across their lips, and where those begin in it.
    lips: (u32, usize),
}

impl Visitor {
    fn new() -> Self {
        // In a mirror, and a little greener: the sample portrait itself is shown while nobody is here. No two have the same noise.
        let mut picture = pictures::sitter(FORMAT.width, FORMAT.height);
        let width = picture.width() as usize;
        picture.pixels_mut().chunks_exact_mut(width).for_each(<[[u8; 4]]>::reverse);
        let mut random = fastrand::Rng::new();
        for pixel in picture.pixels_mut() {
            pixel[1] = pixel[1].saturating_add(11 + random.u8(0..6));
        }
        let jpeg = pictures::jpeg(&picture);
        let picture = codec::decode(&jpeg, Path::new("visitor.jpg")).unwrap();
        let faces = FaceTracker::new(&Resources::locate().unwrap()).unwrap().find(&picture).unwrap();
        // Below the middle of the lower lip's inner border.
        let lip = faces[0].landmarks[14];
        let lips = (lip.y as u32 + 4, lip.x as usize - PIXELS / 2);
        Self { jpeg, picture, lips }
    }

    fn row(&self, from: usize) -> &[u8] {
        bytemuck::cast_slice(&self.picture.row(self.lips.0)[from..from + PIXELS])
    }

    /// What the camera sends, and what is read of it.
    fn signs(&self) -> Vec<Sign> {
        let sent = self.jpeg[self.jpeg.len() / 2..][..SIGN].to_vec();
        vec![
            Sign { of: "the camera's picture", bytes: sent },
            Sign { of: "the bare face", bytes: self.row(self.lips.1).to_vec() },
        ]
    }

    /// The same row once it is made up, from the kiosk's own memory: it begins as the bare one does, and goes on otherwise.
    fn made_up_in(&self, process: u32) -> Option<Sign> {
        let (bare, begins) = (self.row(self.lips.1), memmem::Finder::new(self.row(BARE)));
        let mut found = None;
        memory::read(process, |chunk| {
            let rows = begins.find_iter(chunk).filter_map(|at| chunk.get(at + 4 * (self.lips.1 - BARE)..)?.get(..SIGN));
            // Something else may have come to lie in a part of what was let go of.
            let whole = |row: &&[u8]| *row != bare && row.chunks_exact(4).all(|pixel| pixel[3] == 255 && pixel[0] > 40);
            found = found.take().or_else(|| rows.filter(whole).map(<[u8]>::to_vec).next());
        });
        found.map(|bytes| Sign { of: MADE_UP, bytes })
    }
}

/// What is answered where a picture is offered; nothing where nobody answers.
fn fetched(url: &str) -> Option<Vec<u8>> {
    let (place, path) = url.strip_prefix("http://")?.split_once('/')?;
    let mut stream = TcpStream::connect(place).ok()?;
    write!(stream, "GET /{path} HTTP/1.0\r\nHost: {place}\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let body = memmem::find(&answer, b"\r\n\r\n")? + 4;
    (answer.get(9..12)? == b"200").then(|| answer.split_off(body))
}

/// What a telephone reads off the screen.
fn code(screen: &Pixmap) -> Option<String> {
    let [width, height] = screen.size();
    let grey = |x: usize, y: usize| screen.pixel(x as u32, y as u32)[1];
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    seen.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

#[test]
fn nothing_of_a_visitor_is_left_when_they_have_gone() {
    let visitor = Visitor::new();
    let lines = "summary = \"days\"\ntake_home = true\naddress = \"127.0.0.1\"\n";
    let Some(stand) = Stand::open(lines, &[], &["--windowed"], &visitor.jpeg) else { return };
    let first = wait_for("the first visit", PATIENCE, || stand.visit());
    let mut signs = visitor.signs();
    let bare = signs.len();

    // Nobody has agreed yet, so nobody is seen.
    thread::sleep(Duration::from_secs(2));
    assert_eq!(memory::remembered(first, &signs), [""; 0], "the camera was used unasked");
    stand.agree();
    wait_for("the visitor in memory", PATIENCE, || (memory::remembered(first, &signs).len() == bare).then_some(()));
    signs.push(wait_for("the visitor's makeup in memory", PATIENCE, || visitor.made_up_in(first)));

    // The picture is fetched as a telephone does, and gone once its code is.
    let url = take_home(&stand);
    let taken = fetched(&url).expect("the picture is offered");
    let picture = codec::decode(&taken, Path::new("taken.jpg")).unwrap();
    let off = difference(&picture, &visitor.picture);
    assert!((0.1..8.0).contains(&off), "the visitor made up differs by {off}");
    signs.push(Sign { of: "the picture that was taken home", bytes: taken[taken.len() / 2..][..SIGN].to_vec() });
    let found = memory::remembered(first, &signs);
    // Makeup goes on moving a little with the face; the rest stays as it is.
    let missing: Vec<&str> =
        signs.iter().map(|sign| sign.of).filter(|of| *of != MADE_UP && !found.contains(of)).collect();
    assert_eq!(missing, [""; 0], "what is searched for can be found");
    stand.follow("the mirror", |led| matches!(led, Led::Out(..)));
    wait_for("the end of the offer", PATIENCE, || fetched(&url).is_none().then_some(()));
    let again = take_home(&stand);
    assert!(again != url && fetched(&again).is_some());
    assert_eq!(memory::open_for_writing(first), [stand.said_in().display().to_string()], "files that are written");
    let limits = fs::read_to_string(format!("/proc/{first}/limits")).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    let most = core.split_whitespace().nth(5).unwrap();
    assert!(matches!(most, "0" | "1"), "a crash would leave a core: {core}");
    stand.follow("the mirror", |led| matches!(led, Led::Out(..)));
    // As they were last seen.
    signs.push(wait_for("the visitor's makeup in memory", PATIENCE, || visitor.made_up_in(first)));

    stand.done();
    assert_eq!((fetched(&url), fetched(&again)), (None, None), "nobody serves it any more");
    let next = wait_for("the next visit", PATIENCE, || stand.visit());
    thread::sleep(Duration::from_secs(2));
    assert_eq!(memory::remembered(next, &signs), [""; 0], "the next visit knows the last visitor");
    assert_eq!(memory::remembered(stand.program.id(), &signs), [""; 0], "the kiosk knows the visitor");

    // On disk there is what was asked for: the file, and a count of the day.
    let files: Vec<String> = files_below(stand.home.path());
    let [one, other] = &files[..] else { panic!("{files:?}") };
    let (day, _) = if one.ends_with("kiosk.toml") { (other, one) } else { (one, other) };
    let text = fs::read_to_string(day).unwrap();
    assert!(text.contains("\"visits\": 1") && text.contains("\"classic-red\": 1"), "{day}: {text}");
    // Nor is anything elsewhere, but for the camera itself.
    let camera = stand.world.path().join("video0");
    assert_eq!(
        memory::written(stand.world.path(), stand.since, &[], &signs).len(),
        1,
        "the camera's own file is found"
    );
    for place in [std::env::temp_dir().as_path(), Path::new("/tmp"), Path::new("/var/tmp"), Path::new("/dev/shm")] {
        assert_eq!(memory::written(place, stand.since, &[&camera], &signs), [], "in {}", place.display());
    }
    says_nothing_of_anybody(&stand, &signs, &[&url, &again]);
}

/// Opens the card with the code; gives what a telephone reads off it.
fn take_home(stand: &Stand) -> String {
    let Led::Out(x, y) = stand.wait_until("the way out", |led| matches!(led, Led::Out(..))) else { unreachable!() };
    stand.until("the code's card", |_| stand.desktop.click(x - TAKE_HOME, y), |led| matches!(led, Led::Card(..)));
    wait_for("the code", PATIENCE, || code(&stand.desktop.screen()))
}

/// From the middle of "Done, forget me" to the middle of "Take it home", pixels.
const TAKE_HOME: i32 = 202;

/// However much it is asked to tell, the log has only what is known to be harmless.
fn says_nothing_of_anybody(stand: &Stand, signs: &[Sign], urls: &[&str]) {
    let said = stand.said();
    assert_eq!(memory::signs_in(&said, signs), [""; 0], "the log shows the visitor");
    let text = String::from_utf8_lossy(&said);
    for url in urls {
        let secret = url.rsplit('/').nth(1).unwrap();
        assert!(!text.contains(secret), "the log tells where the picture is: {text}");
    }
    let known = ["opened source=", "baked look=", "still busy; left behind"];
    let own = |line: &&str| ["TRACE", "DEBUG", " INFO", " WARN", "ERROR"].iter().any(|level| line.contains(level));
    let unknown: Vec<&str> =
        text.lines().filter(own).filter(|line| !known.iter().any(|known| line.contains(known))).collect();
    assert!(unknown.is_empty() && text.contains("opened source="), "is this about a visitor? {unknown:#?}");
}

#[test]
fn whoever_goes_away_is_asked_for_more_time_and_then_forgotten() {
    let visitor = Visitor::new();
    let lines = "timeout_seconds = 6\nwarning_seconds = 6\n";
    let Some(stand) = Stand::open(lines, &[], &["--windowed"], &visitor.jpeg) else { return };
    stand.agree();
    let visit = stand.visit().unwrap();
    stand.wait_until("the warning", |led| matches!(led, Led::Card(..)));
    stand.follow("more time", |led| matches!(led, Led::Out(..)));
    let begun = Instant::now();
    stand.wait_until("another warning", |led| matches!(led, Led::Card(..)));
    assert!(begun.elapsed() > Duration::from_secs(3), "there was no more time: {:?}", begun.elapsed());
    assert_eq!(stand.visit(), Some(visit), "it is the same visit");
    let next = stand.wait_for_next(visit);
    assert!(next != visit && stand.led() == Led::Not);
}

#[test]
fn only_the_number_lets_one_leave() {
    let Some(mut stand) = Stand::open("", &[], &["--windowed"], &[]) else { return };
    let visit = stand.visit().unwrap();
    let (left, top) = stand.desktop.window("Vanity");
    let hold = |time: Duration| {
        stand.desktop.hands(&["mousemove", "--sync", &(left + 30).to_string(), &(top + 30).to_string()]).unwrap();
        stand.desktop.hands(&["mousedown", "1"]).unwrap();
        thread::sleep(time);
        stand.desktop.hands(&["mouseup", "1"]).unwrap();
    };
    hold(Duration::from_millis(500));
    let asked = stand.wait_until("the question", |led| matches!(led, Led::Card(..)));
    hold(Duration::from_millis(3500));
    let card = stand.wait_until("the card for the number", |led| matches!(led, Led::Card(..)) && led != asked);
    type_number(&stand, "11111");
    thread::sleep(Duration::from_secs(2));
    assert_eq!((stand.led(), stand.visit()), (card, Some(visit)), "a wrong number opens nothing");
    type_number(&stand, PIN);
    let status = wait_for("the end", PATIENCE, || stand.program.try_wait().unwrap());
    assert!(status.success(), "{status}");
    assert_eq!(stand.visit(), None);
}

fn type_number(stand: &Stand, number: &str) {
    stand.desktop.hands(&["type", "--delay", "60", number]).unwrap();
    stand.desktop.hands(&["key", "Return"]).unwrap();
}

#[test]
fn what_is_sold_is_tried_on_and_a_camera_may_come_and_go() {
    let visitor = Visitor::new();
    let table =
        "brand,product,shade,hex\nMaker,Velvet,Leaf,#00C853\nMaker,Velvet,Moss,#1B5E20\nOther,Silk,Sky,#0044FF\n";
    let lines = "catalogues = [\"lipstick.csv\"]\nbrands = [\"Maker\"]\nsummary = \"days\"\n";
    let beside = [("lipstick.csv", table)];
    let Some(stand) = Stand::open(lines, &beside, &["--windowed"], &visitor.jpeg) else { return };
    stand.agree();
    let Led::Out(x, y) = stand.led() else { panic!("no mirror") };
    let count = |color: [u8; 3]| stand.desktop.screen().pixels().iter().filter(|pixel| is(**pixel, color)).count();
    let [leaf, moss, sky] = [[0x00, 0xC8, 0x53], [0x1B, 0x5E, 0x20], [0x00, 0x44, 0xFF]];
    wait_for("the shades", PATIENCE, || {
        if count(leaf) == 0 {
            stand.desktop.click(x - SHADES, y);
            thread::sleep(Duration::from_secs(1));
        }
        (count(leaf) > 500 && count(moss) > 500).then_some(())
    });
    assert_eq!(count(sky), 0, "another maker's shade is offered");

    let seen = stand.part(MIRROR);
    let cameras = stand.cameras.as_ref().unwrap();
    cameras.unplug(0);
    wait_for("an empty mirror", PATIENCE, || (difference(&seen, &stand.part(MIRROR)) > 25.0).then_some(()));
    cameras.replug(0, 1);
    wait_for("the picture again", PATIENCE, || (difference(&seen, &stand.part(MIRROR)) < 4.0).then_some(()));

    let green = || {
        let green = |pixel: &&[u8; 4]| i32::from(pixel[1]) > i32::from(pixel[0]) + 30;
        stand.part(MIRROR).pixels().iter().filter(green).count()
    };
    assert!(green() < 20, "{}", green());
    // A click on the colour itself.
    let screen = stand.desktop.screen();
    let at = screen.pixels().iter().position(|pixel| is(*pixel, leaf)).unwrap() as i32;
    let width = screen.width() as i32;
    stand.desktop.click(at % width, at / width + 12);
    wait_for("green lips", PATIENCE, || (green() > 300).then_some(()));
    stand.done();
    let files = files_below(&stand.home.path().join("days"));
    let day = fs::read_to_string(&files[0]).unwrap();
    assert!(day.contains("\"Maker · Velvet · Leaf\": 1"), "{day}");
}

/// From the middle of "Done, forget me" to the middle of "Shades", pixels.
const SHADES: i32 = 177;

#[test]
fn a_window_that_is_lost_in_any_way_comes_back() {
    if !installed("wmctrl") {
        return println!("skipped: wmctrl must be installed");
    }
    let Some(stand) = Stand::open("", &[], &[], &[]) else { return };
    let fills = || {
        let id = stand.desktop.hands(&["search", "--onlyvisible", "--name", "^Vanity$"])?;
        let text = stand.desktop.hands(&["getwindowgeometry", "--shell", id.lines().next()?])?;
        Some(text.contains("WIDTH=1400") && text.contains("HEIGHT=1000"))
    };
    wait_for("the whole screen", PATIENCE, || fills().filter(|fills| *fills));
    // As when a window manager loses count of displays.
    stand.desktop.manage(&["-r", "Vanity", "-b", "remove,fullscreen"]);
    wait_for("a smaller window", PATIENCE, || fills().filter(|fills| !*fills));
    wait_for("the whole screen again", PATIENCE, || fills().filter(|fills| *fills));
    // As when it crashes, and then as when it hangs.
    for signal in ["-ABRT", "-STOP"] {
        let visit = stand.visit().unwrap();
        assert!(Command::new("kill").args([signal, &visit.to_string()]).status().unwrap().success());
        let next = stand.wait_for_next(visit);
        assert_ne!(next, visit, "{signal}");
        wait_for("the whole screen", PATIENCE, || fills().filter(|fills| *fills));
    }
    let said = String::from_utf8(stand.said()).unwrap();
    assert!(said.contains("the kiosk's window ended") && said.contains("the kiosk's window hangs"), "{said}");
}

#[test]
fn a_number_is_hashed_for_the_file() {
    let hash = |typed: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
        command.args(["kiosk", "--hash-pin"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, line) = hash("24680\n");
    assert!(code == Some(0) && line.starts_with("pin = \"$argon2id$") && !line.contains(PIN), "{line}");
    assert!(KioskConfig::parse(&format!("version = 1\n{line}")).is_ok());
    let hashed = line.trim().trim_start_matches("pin = ").trim_matches('"');
    for wrong in ["", "12\n", "a number\n", hashed] {
        assert_eq!(hash(wrong), (Some(2), String::new()), "{wrong}");
    }
}

/// What the program shows on a terminal while somebody types there, and how it ends.
fn on_a_terminal(typed: &str) -> Option<(Option<i32>, String)> {
    if !installed("script") {
        println!("skipped: script must be installed");
        return None;
    }
    let mut command = Command::new("script");
    let program = format!("{} kiosk --hash-pin", env!("CARGO_BIN_EXE_vanity"));
    command.args(["-qec", &program, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut keyboard, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (mut shown, mut byte) = (Vec::new(), [0]);
    while screen.read(&mut byte).unwrap() > 0 {
        shown.push(byte[0]);
        // What is typed sooner is shown by the terminal itself.
        if shown.ends_with(b"it is not shown") {
            thread::sleep(Duration::from_millis(500));
            keyboard.write_all(typed.as_bytes()).unwrap();
        }
    }
    Some((child.wait().unwrap().code(), String::from_utf8(shown).unwrap()))
}

#[test]
fn a_number_that_is_typed_on_a_terminal_is_not_shown() {
    let Some((code, shown)) = on_a_terminal("24680\n") else { return };
    assert!(code == Some(0) && shown.contains("$argon2id$") && !shown.contains(PIN), "{shown}");
    let (code, shown) = on_a_terminal("246\u{3}").unwrap();
    assert!(code != Some(0) && shown.contains("broken off") && !shown.contains("246"), "{code:?} {shown}");
}

#[test]
fn the_help_names_every_key_of_the_file() {
    let wrong = KioskConfig::parse("version = 1\npin = \"1234\"\nnonsense = 1").unwrap_err().to_string();
    // What is read instead is told between backticks, after the key that is none.
    let (_, expected) = wrong.split_once("expected one of").unwrap();
    let keys: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
    assert!(keys.len() > 10, "{wrong}");
    let output = Command::new(env!("CARGO_BIN_EXE_vanity")).args(["kiosk", "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    for key in keys {
        assert!(help.contains(&format!("  {key} = ")), "the help says nothing of {key}");
    }
}

const RIGHT: &str = "version = 1\npin = \"24680\"\nlooks = [\"soft-rose\", \"cobalt\"]\n";

#[test]
fn a_file_that_is_not_right_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("kiosk.toml");
    let check = |text: &str| {
        fs::write(&config, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
        let output = command.args(["kiosk", "--check", "--config", config.to_str().unwrap()]).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (code, text) = check(RIGHT);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("2 looks"), "{text}");
    for wrong in ["version = 1", "version = 1\npin = \"1\"", &format!("{RIGHT}families = [\"nobody\"]")] {
        let (code, text) = check(wrong);
        assert_eq!(code, Some(2), "{wrong}: {text}");
    }
}
