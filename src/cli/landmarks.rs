//! `vanity landmarks`: where the faces of a photo are.

use anyhow::Context;
use serde_json::json;

use super::{Exit, Failure, apply::failure_line, arguments::Landmarks, json as documents, output, resources};
use crate::{face::FaceTracker, raster::codec};

pub(super) fn run(task: &Landmarks) -> Result<Exit, Failure> {
    let mut tracker = FaceTracker::new(&resources()?).map_err(Failure::environment)?;
    let named = |error: anyhow::Error| Failure::Input(anyhow::anyhow!(failure_line(&task.input, &error)));
    let picture = codec::load(&task.input).map_err(|error| named(error.into()))?;
    let faces = tracker.find(&picture).context("faces cannot be found").map_err(named)?;
    output::write_json(&task.json, &json!({ "faces": documents::faces(&faces) }))?;
    Ok(Exit::Done)
}
