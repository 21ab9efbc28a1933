//! `vanity apply`: photos in, made-up photos out.

use std::{fs, path::Path, sync::Arc};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::{
    Exit, Failure,
    arguments::Apply,
    exit::whole_text,
    json as documents, look, output,
    plan::{self, Job},
    resources,
};
use crate::{
    compose::{Card, Reference},
    export::{self, PictureKind},
    geometry::Vec2,
    look::Look,
    pipeline::{Composite, StillError, StillPainter},
    raster::codec,
    resources::Resources,
};

pub(super) fn run(task: &Apply) -> Result<Exit, Failure> {
    let plan = plan::plan(&task.inputs, &task.output).map_err(Failure::usage)?;
    let resources = resources()?;
    let look = look(&resources, &task.look)?;
    let mut painter = painter(&resources, &look, task.intensity)?;
    let bar = progress_bar(plan.jobs.len(), "photos");
    let mut pictures = Vec::with_capacity(plan.jobs.len());
    let mut failures = plan.failed.len();
    for (input, reason) in &plan.failed {
        output::complain(&format!("{}: {reason}", input.display()));
        pictures.push(json!({ "input": input.to_string_lossy(), "error": reason }));
    }
    for job in &plan.jobs {
        let replaced = job.replaces_its_input();
        let outcome = make_up(&mut painter, job, task, plan.folder.as_deref());
        bar.suspend(|| tell(job, replaced, &outcome));
        failures += usize::from(outcome.is_err());
        pictures.push(entry(job, &outcome));
        bar.inc(1);
    }
    bar.finish_and_clear();
    if let Some(path) = &task.json {
        let document = json!({ "look": look.id, "intensity": task.intensity, "pictures": pictures });
        output::write_json(path, &document)?;
    }
    Ok(if failures == 0 { Exit::Done } else { Exit::SomeFailed })
}

/// The painter for a look.
fn painter(resources: &Resources, look: &Look, intensity: f32) -> Result<StillPainter, Failure> {
    StillPainter::new(resources, look, intensity).map_err(painting_failure)
}

/// A look that names an unknown shape is the person's mistake; everything else is the environment's.
pub(super) fn painting_failure(error: StillError) -> Failure {
    match error {
        StillError::Look { .. } => Failure::usage(error),
        StillError::Shapes(_) | StillError::Perception(_) => Failure::environment(error),
    }
}

/// Makes one photo up and writes it. The folder to write into is made when there is something to put there.
fn make_up(painter: &mut StillPainter, job: &Job, task: &Apply, folder: Option<&Path>) -> anyhow::Result<Composite> {
    let photo = codec::load(&job.input)?;
    let grey = task.grey_card.map(|at| (Card::Grey, at));
    let card = grey.or(task.white_card.map(|at| (Card::White, at)));
    let reference = card.map(|(card, at)| Reference::read(&photo, Vec2::from_array(at), card)).transpose();
    painter.set_reference(reference.context("the card cannot be read")?);
    let composite = painter.paint(Arc::new(photo))?;
    if let Some(folder) = folder {
        fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    let kind = if task.before_after { PictureKind::BeforeAfter } else { PictureKind::MadeUp };
    export::save(&composite, kind, &job.output)?;
    Ok(composite)
}

fn tell(job: &Job, replaced: bool, outcome: &anyhow::Result<Composite>) {
    if replaced && outcome.is_ok() {
        output::complain(&format!("{}: the photo itself is replaced", job.input.display()));
    }
    match outcome {
        Ok(composite) if composite.faces.is_empty() => {
            output::complain(&format!("{}: no face found; written as it is", job.input.display()));
        }
        Ok(_) => tracing::info!("{} -> {}", job.input.display(), job.output.display()),
        Err(error) => output::complain(&failure_line(&job.input, error)),
    }
}

/// The error's text, led by the file's name unless it is in there already.
pub(super) fn failure_line(input: &Path, error: &anyhow::Error) -> String {
    let (name, text) = (input.display().to_string(), whole_text(error));
    if text.contains(&name) { text } else { format!("{name}: {text}") }
}

fn entry(job: &Job, outcome: &anyhow::Result<Composite>) -> Value {
    let input = job.input.to_string_lossy();
    match outcome {
        Ok(composite) => {
            let faces = documents::faces(&composite.faces);
            json!({ "input": input, "output": job.output.to_string_lossy(), "faces": faces })
        }
        Err(error) => json!({ "input": input, "error": whole_text(error) }),
    }
}

/// Shown for several things, on a terminal only.
pub(super) fn progress_bar(count: usize, of_what: &str) -> ProgressBar {
    if count < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(&format!("{{bar:32}} {{pos}} of {{len}} {of_what}, {{eta}} left"))
        .expect("the template is well formed")
        .progress_chars("━╸ ");
    ProgressBar::new(count as u64).with_style(style)
}
