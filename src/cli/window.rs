//! `vanity` and `vanity open`: the studio's window.

use super::{Exit, Failure, arguments, arguments::Open, library, look, resources};
use crate::{
    capture::{self, CameraInfo, SourceSpec},
    ui::{self, WindowOptions},
};

/// What is worn when nothing else is asked for: the program opens on a made-up face, and one key takes the look off.
const FIRST_LOOK: &str = "soft-rose";

pub(super) fn run(task: &Open) -> Result<Exit, Failure> {
    let (source, cameras) = match &task.source {
        Some(text) => (existing(arguments::source(text))?, Vec::new()),
        None => camera_or_demo(),
    };
    let resources = resources()?;
    let look = match &task.look {
        Some(id_or_path) => Some(look(&resources, id_or_path)?),
        None => library(&resources)?.get(FIRST_LOOK).cloned(),
    };
    // Whoever names what to see knows the way already.
    let welcome = task.source.is_none() && task.look.is_none();
    ui::run(WindowOptions { source, look, resources, cameras, welcome }).map_err(Failure::environment)?;
    Ok(Exit::Done)
}

fn existing(source: SourceSpec) -> Result<SourceSpec, Failure> {
    match &source {
        SourceSpec::File(path) if !path.exists() => {
            Err(Failure::Usage(anyhow::anyhow!("{}: there is no such file", path.display())))
        }
        _ => Ok(source),
    }
}

/// The sample portrait where no camera is connected, so that there is always something to see; and the cameras.
fn camera_or_demo() -> (SourceSpec, Vec<CameraInfo>) {
    let cameras = capture::cameras().unwrap_or_else(|error| {
        tracing::warn!("cameras cannot be listed: {error}");
        Vec::new()
    });
    (if cameras.is_empty() { SourceSpec::Demo } else { SourceSpec::Camera(None) }, cameras)
}
