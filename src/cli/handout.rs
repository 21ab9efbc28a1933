//! `vanity handout`: the sheet that a client takes home.

use std::sync::Arc;

use anyhow::anyhow;

use super::{
    Exit, Failure,
    apply::{failure_line, painting_failure},
    arguments::Handout as Task,
    look, resources,
};
use crate::{
    advisor,
    export::handout::{self, Handout},
    face, files, language,
    pipeline::StillPainter,
    raster::codec,
};

pub(super) fn run(task: &Task) -> Result<Exit, Failure> {
    let resources = resources()?;
    language::learn_all(&resources).iter().for_each(|fault| tracing::warn!("{fault}"));
    language::speak(Some(&task.language));
    if language::spoken() != task.language {
        let known: Vec<&str> = language::learnt().iter().map(|language| language.code.as_str()).collect();
        return Err(Failure::usage(anyhow!(
            "there is no language '{}'; there are: en, {}",
            task.language,
            known.join(", ")
        )));
    }
    let look = look(&resources, &task.look)?;
    let named = |error: anyhow::Error| Failure::Input(anyhow!(failure_line(&task.input, &error)));
    let photo = codec::load(&task.input).map_err(|error| named(error.into()))?;
    let mut painter = StillPainter::new(&resources, &look, task.intensity).map_err(painting_failure)?;
    let composite = painter.paint(Arc::new(photo)).map_err(Failure::environment)?;
    let face = face::largest(&composite.faces);
    let face = face.ok_or_else(|| {
        named(anyhow!("no face found. Choose a photo that shows a face from the front, in good light"))
    })?;
    let advice = advisor::look_at(&composite.frame.pixels, &composite.faces);
    let handout = Handout {
        before: &composite.frame.pixels,
        after: &composite.made_up,
        face,
        look: &look,
        skin_depth: composite.skin_depth.unwrap_or_default(),
        advice: advice.as_ref(),
        salon: task.salon.as_deref().unwrap_or_default(),
        client: task.client.as_deref().unwrap_or_default(),
        notes: task.notes.as_deref().unwrap_or_default(),
    };
    let bytes = handout::gathered(&handout, &resources).map_err(Failure::environment)?;
    files::write_atomically(&task.output, &bytes)
        .map_err(|error| Failure::Environment(anyhow!("{}: {error}", task.output.display())))?;
    Ok(Exit::Done)
}
