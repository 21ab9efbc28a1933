//! `vanity looks generate`, `mix`, `complete` and `near`: looks out of the space of looks.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use crate::{
    cli::{Exit, Failure, library, look, output, resources},
    files,
    look::{Look, format},
    transfer::LookSpace,
};

/// A new look.
pub(super) fn generate(
    family: Option<&str>,
    boldness: Option<f32>,
    seed: Option<u64>,
    to: Option<&Path>,
) -> Result<Exit, Failure> {
    let (mut space, library) = space()?;
    let known = |family: &str| library.looks().iter().any(|look| look.family == family);
    if let Some(family) = family.filter(|family| !known(family)) {
        let mut families: Vec<&str> = library.looks().iter().map(|look| look.family.as_str()).collect();
        families.sort_unstable();
        families.dedup();
        return Err(Failure::Usage(anyhow!("there is no family '{family}'; there are: {}", families.join(", "))));
    }
    let seed = seed.unwrap_or_else(|| fastrand::u64(..10_000));
    keep(&space.surprise(family, boldness, seed).map_err(Failure::environment)?, to)
}

/// The look between two.
pub(super) fn mix(from: &str, into: &str, share: f32, to: Option<&Path>) -> Result<Exit, Failure> {
    let resources = resources()?;
    let (one, two) = (look(&resources, from)?, look(&resources, into)?);
    let (mut space, _) = space()?;
    keep(&space.mix(&one, &two, share).map_err(Failure::environment)?, to)
}

/// A half-made look, finished.
pub(super) fn complete(of: &str, seed: Option<u64>, to: Option<&Path>) -> Result<Exit, Failure> {
    let half = look(&resources()?, of)?;
    let (mut space, _) = space()?;
    let finished = space.finish(&half, |_| true, seed.unwrap_or(0)).map_err(Failure::environment)?;
    keep(&finished, to)
}

/// The built-in looks that are most like one.
pub(super) fn near(of: &str, count: usize) -> Result<Exit, Failure> {
    let wanted = look(&resources()?, of)?;
    let (mut space, library) = space()?;
    for (id, distance) in space.near(&wanted, count).map_err(Failure::environment)? {
        let name = library.get(&id).map_or("", |look| look.name.as_str());
        output::say(&format!("{distance:6.2}  {id:<24}  {name}"))?;
    }
    Ok(Exit::Done)
}

fn space() -> Result<(LookSpace, crate::look::Library), Failure> {
    let resources = resources()?;
    let library = library(&resources)?;
    let space = LookSpace::new(&resources, &library).map_err(Failure::environment)?;
    Ok((space, library))
}

/// Writes a look to a file, or prints it.
fn keep(look: &Look, to: Option<&Path>) -> Result<Exit, Failure> {
    let text = format::write(look).map_err(Failure::input)?;
    match to {
        None => output::say(text.trim_end())?,
        Some(path) => {
            let problem = || format!("the look {} cannot be written", PathBuf::from(path).display());
            files::write_atomically(path, text.as_bytes()).with_context(problem).map_err(Failure::input)?;
        }
    }
    Ok(Exit::Done)
}
