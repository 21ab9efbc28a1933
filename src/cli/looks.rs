//! `vanity looks`: what can be worn.

mod import;
mod sheet;
mod space;

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::{
    Exit, Failure,
    apply::failure_line,
    arguments::{Looks, LooksTask},
    library, look, output, resources,
};
use crate::{
    look::{Library, Look, format},
    makeup::Baker,
};

pub(super) fn run(task: &Looks) -> Result<Exit, Failure> {
    match &task.task {
        LooksTask::List => list(),
        LooksTask::Show { look } => show(look),
        LooksTask::Validate { files } => validate(files),
        LooksTask::Import(task) => import::run(task),
        LooksTask::Sheet(task) => sheet::run(task),
        LooksTask::Generate { family, boldness, seed, output } => {
            space::generate(family.as_deref(), *boldness, *seed, output.as_deref())
        }
        LooksTask::Mix { from, into, share, output } => space::mix(from, into, *share, output.as_deref()),
        LooksTask::Complete { look, seed, output } => space::complete(look, *seed, output.as_deref()),
        LooksTask::Near { look, count } => space::near(look, *count),
    }
}

fn list() -> Result<Exit, Failure> {
    let library = library(&resources()?)?;
    let longest = |field: fn(&Look) -> &str| library.looks().iter().map(|look| field(look).chars().count()).max();
    let (ids, families) = (longest(|look| &look.id), longest(|look| &look.family));
    for look in library.looks() {
        let (ids, families) = (ids.unwrap_or_default(), families.unwrap_or_default());
        output::say(&format!("{:ids$}  {:families$}  {}", look.id, look.family, look.name))?;
    }
    Ok(Exit::Done)
}

/// Prints the look as a document that can be saved, edited and worn.
fn show(id_or_path: &str) -> Result<Exit, Failure> {
    let look = look(&resources()?, id_or_path)?;
    let text = format::write(&look).map_err(Failure::input)?;
    output::say(text.trim_end())?;
    Ok(Exit::Done)
}

fn validate(files: &[PathBuf]) -> Result<Exit, Failure> {
    let baker = Baker::new(&resources()?).map_err(Failure::environment)?;
    let mut exit = Exit::Done;
    for file in files {
        match check(file, &baker) {
            Ok(look) => output::say(&format!("{}: ok, '{}' ({})", file.display(), look.name, look.id))?,
            Err(error) => {
                exit = Exit::SomeFailed;
                output::complain(&failure_line(file, &error));
            }
        }
    }
    Ok(exit)
}

/// Reads a look and paints it once.
fn check(file: &Path, baker: &Baker) -> anyhow::Result<Look> {
    std::fs::metadata(file)?;
    let look = Library::default().resolve(&file.to_string_lossy())?;
    baker.bake_small(&look).context("it cannot be painted")?;
    Ok(look)
}
