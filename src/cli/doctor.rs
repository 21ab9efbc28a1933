//! `vanity doctor`: what is here, what is missing, and how to mend it.

use std::{path::Path, time::Instant};

use super::{Exit, Failure, exit::whole_text, output, system};
use crate::{
    capture,
    face::FaceTracker,
    inference::{InferenceError, Manifest, ModelEntry, Runtime},
    look::Library,
    makeup::Baker,
    raster::codec,
    resources::Resources,
};

/// What was found out about one thing.
struct Finding {
    what: &'static str,
    state: State,
}

enum State {
    /// Here; what exactly.
    Ok(String),
    /// Vanity does without; what is lost, and how to mend it.
    Optional(String),
    /// Vanity cannot work; how to mend it.
    Missing(String),
}

pub(super) fn run() -> Result<Exit, Failure> {
    let mut findings = match Resources::locate() {
        Ok(resources) => of_resources(&resources),
        Err(error) => vec![Finding::new("program files", State::Missing(error.to_string()))],
    };
    findings.extend([cameras(), clips()]);
    findings.extend(of_the_desktop());
    for finding in &findings {
        output::say(&finding.line())?;
    }
    let lacking = findings.iter().any(|finding| matches!(finding.state, State::Missing(_)));
    output::say(if lacking { "\nSomething needed is missing." } else { "\nEverything needed is here." })?;
    Ok(if lacking { Exit::Lacking } else { Exit::Done })
}

impl Finding {
    fn new(what: &'static str, state: State) -> Self {
        Self { what, state }
    }

    fn line(&self) -> String {
        let (word, text) = match &self.state {
            State::Ok(text) => ("ok", text),
            State::Optional(text) => ("without", text),
            State::Missing(text) => ("MISSING", text),
        };
        format!("{word:<8} {:<16} {text}", self.what)
    }
}

fn needed<T, E: std::fmt::Display>(result: Result<T, E>, ok: impl FnOnce(T) -> String) -> State {
    match result {
        Ok(value) => State::Ok(ok(value)),
        Err(error) => State::Missing(error.to_string()),
    }
}

fn of_resources(resources: &Resources) -> Vec<Finding> {
    vec![
        Finding::new("program files", State::Ok(resources.root().display().to_string())),
        Finding::new("looks", looks(&resources.asset("looks"))),
        Finding::new("shapes", needed(Baker::new(resources), |_| "readable".into())),
        Finding::new("runtime library", runtime()),
        Finding::new("models", needed(models(resources), |names| format!("whole: {}", names.join(", ")))),
        Finding::new("finding faces", faces(resources)),
    ]
}

/// A broken look is missed, but the others can be worn.
fn looks(folder: &Path) -> State {
    match Library::open_with_faults(folder) {
        Err(error) => State::Missing(error.to_string()),
        Ok((library, faults)) if faults.is_empty() => State::Ok(format!("{} built in", library.looks().len())),
        Ok((library, faults)) => {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            let (whole, broken) = (library.looks().len(), faults.len());
            State::Optional(format!("{whole} built in, {broken} broken: {}; install Vanity again", faults.join("; ")))
        }
    }
}

fn runtime() -> State {
    needed(Runtime::load(), |runtime| format!("ONNX Runtime: {}", runtime.library().display()))
}

/// Reads every model, which checks its length and checksum, and gives their names.
fn models(resources: &Resources) -> Result<Vec<String>, InferenceError> {
    let manifest = Manifest::open(&resources.models())?;
    let name = |model: &ModelEntry| match model.restriction() {
        Some(restriction) => format!("{} ({restriction})", model.name),
        None => model.name.clone(),
    };
    manifest.models().iter().map(|model| manifest.read(model).map(|_| name(model))).collect()
}

/// The whole way through the models, on the sample portrait.
fn faces(resources: &Resources) -> State {
    let found = || -> anyhow::Result<String> {
        let mut tracker = FaceTracker::new(resources)?;
        let portrait = codec::load(&resources.asset("demo/portrait.png"))?;
        let start = Instant::now();
        let faces = tracker.find(&portrait)?;
        anyhow::ensure!(
            faces.len() == 1,
            "{} faces found in the sample portrait instead of one; install Vanity again",
            faces.len()
        );
        Ok(format!("works: the face in the sample portrait in {:.0} ms", start.elapsed().as_secs_f64() * 1000.0))
    };
    needed(found().map_err(|error| whole_text(&error)), |text| text)
}

fn cameras() -> Finding {
    let state = match capture::cameras() {
        Ok(cameras) if cameras.is_empty() => State::Optional(
            "none connected; photos, clips and the sample portrait work. Plug one in and it is there".into(),
        ),
        Ok(cameras) => State::Ok(cameras.iter().map(|camera| camera.name.as_str()).collect::<Vec<_>>().join(", ")),
        Err(error) => State::Optional(error.to_string()),
    };
    Finding::new("cameras", state)
}

fn clips() -> Finding {
    let state = match system::program("ffmpeg") {
        Some(path) => State::Ok(format!("MP4/H.264 built in; everything else through {}", path.display())),
        None => State::Optional("MP4/H.264 is built in; other clips need ffmpeg (install the package ffmpeg)".into()),
    };
    Finding::new("clips", state)
}

#[cfg(target_os = "linux")]
fn of_the_desktop() -> Vec<Finding> {
    vec![
        Finding::new("display", display()),
        Finding::new("window libraries", window_libraries()),
        Finding::new("file dialog", file_dialog()),
    ]
}

#[cfg(not(target_os = "linux"))]
fn of_the_desktop() -> Vec<Finding> {
    // The window, its libraries and the file dialog are part of the system there.
    Vec::new()
}

#[cfg(target_os = "linux")]
fn display() -> State {
    let set = ["WAYLAND_DISPLAY", "DISPLAY"]
        .into_iter()
        .find(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    match set {
        Some(name) => State::Ok(format!("{name}={}", std::env::var_os(name).unwrap_or_default().to_string_lossy())),
        None => {
            State::Optional("no desktop session here: no window, but `vanity apply` and the other commands work".into())
        }
    }
}

#[cfg(target_os = "linux")]
fn window_libraries() -> State {
    let packages = [
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libXcursor.so.1", "libxcursor1"),
        ("libXi.so.6", "libxi6"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libGL.so.1", "libgl1"),
        ("libEGL.so.1", "libegl1"),
    ];
    let missing = system::missing_libraries(&packages.map(|(library, _)| library));
    if missing.is_empty() {
        return State::Ok("OpenGL and X11 libraries are here".into());
    }
    let wanted: Vec<&str> =
        packages.iter().filter(|(library, _)| missing.contains(library)).map(|&(_, package)| package).collect();
    State::Optional(format!("no window without {}; on Debian: apt install {}", missing.join(", "), wanted.join(" ")))
}

#[cfg(target_os = "linux")]
fn file_dialog() -> State {
    let portal = Path::new("/usr/share/dbus-1/services/org.freedesktop.portal.Desktop.service").exists();
    match system::program("zenity") {
        Some(path) => State::Ok(path.display().to_string()),
        None if portal => State::Ok("the desktop's portal".into()),
        None => State::Optional(
            "no dialog for opening files; drop files on the window instead, or install the package zenity".into(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_the_state_first() {
        let line = Finding::new("clips", State::Optional("install the package ffmpeg".into())).line();
        assert!(line.starts_with("without") && line.ends_with("install the package ffmpeg"), "{line}");
    }

    #[test]
    fn without_models_faces_are_missing_and_the_reason_is_given() {
        let State::Missing(reason) = faces(&Resources::at("/nowhere/at/all")) else { panic!("found in nowhere") };
        assert!(!reason.is_empty());
    }
}
