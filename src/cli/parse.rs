//! `vanity parse`: what each pixel of a photo shows.

use anyhow::Context;

use super::{Exit, Failure, apply::failure_line, arguments::Parse, output, plan, resources};
use crate::{
    compose::explain,
    face::{self, FaceTracker},
    raster::codec,
};

pub(super) fn run(task: &Parse) -> Result<Exit, Failure> {
    for path in [Some(&task.output), task.overlay.as_ref()].into_iter().flatten() {
        plan::writable(path).map_err(Failure::usage)?;
    }
    let mut tracker = FaceTracker::new(&resources()?).map_err(Failure::environment)?;
    tracker.see_hair(true);
    let named = |error: anyhow::Error| Failure::Input(anyhow::anyhow!(failure_line(&task.input, &error)));
    let mut picture = codec::load(&task.input).map_err(|error| named(error.into()))?;
    let faces = tracker.find(&picture).context("faces cannot be found").map_err(named)?;
    if faces.is_empty() {
        output::complain(&format!("{}: no face found; all of it is background", task.input.display()));
    }
    face::labels(&picture, &faces).save(&task.output).map_err(Failure::input)?;
    if let Some(path) = &task.overlay {
        explain::overlay(&mut picture, &faces);
        codec::save(path, &picture).map_err(Failure::input)?;
    }
    Ok(Exit::Done)
}
