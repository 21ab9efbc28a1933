//! `vanity advise`: what suits the face in a photo, and why.

use std::path::Path;

use anyhow::anyhow;

use super::{Exit, Failure, apply::failure_line, arguments::Advise, output, resources};
use crate::{
    advisor::{self, Advice},
    face::FaceTracker,
    raster::{Pixmap, codec},
};

mod document;

pub(super) fn run(task: &Advise) -> Result<Exit, Failure> {
    let resources = resources()?;
    let (picture, advice) = looked_at(&resources, &task.input)?;
    if let Some(path) = &task.json {
        output::write_json(path, &document::document(&task.input, &advice))?;
    }
    if let Some(folder) = &task.report {
        std::fs::create_dir_all(folder).map_err(Failure::input)?;
        for finding in &advice.skin {
            let crop = crate::face::FaceCrop::of(&picture, &advice.face, 720).unwrap();
            let mut picture = crop.picture.clone();
            finding.heat.lay_over(&mut picture, &crop.face);
            codec::save(&folder.join(format!("{}.png", finding.concern.name().to_lowercase())), &picture).map_err(Failure::input)?;
        }
    }
    Ok(if advice.quality.tells_nothing() { Exit::SomeFailed } else { Exit::Done })
}

fn looked_at(resources: &crate::resources::Resources, input: &Path) -> Result<(Pixmap, Advice), Failure> {
    let named = |error: anyhow::Error| Failure::Input(anyhow!(failure_line(input, &error)));
    let picture = codec::load(input).map_err(|error| named(error.into()))?;
    let mut tracker = FaceTracker::new(resources).map_err(Failure::environment)?;
    let faces = tracker.find(&picture).map_err(Failure::environment)?;
    let advice = advisor::look_at(&picture, &faces).ok_or_else(|| {
        named(anyhow!("no face found. Choose a picture that shows a face from the front, in good light"))
    })?;
    Ok((picture, advice))
}
