//! `vanity synthesise`: random makeup on bare faces, where it is known what is worn, and variations of the built-in looks: what the networks
//! for looks are trained on.

mod faces;
mod npy;
pub(super) mod scene;
mod textures;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use fastrand::Rng;

use super::{
    Exit, Failure, apply,
    arguments::{Amount, Synthesise, SynthesiseTask},
    library, output, plan, resources,
};
use crate::{
    compose::Compositor,
    face::{FaceCrop, FaceTracker},
    files,
    look::{Library, Look},
    makeup::Baker,
    raster::{Pixmap, codec},
    transfer::{
        LookReader,
        slots::{self, Ensemble},
        variation, vector,
    },
};
use npy::{Array, Element};

/// Longest side of a face's square, pixels.
const SIDE: u32 = 400;
pub(super) fn run(task: &Synthesise) -> Result<Exit, Failure> {
    match &task.task {
        SynthesiseTask::Faces { inputs, amount, pairs } => {
            if *pairs && amount.count % 2 != 0 {
                return Err(Failure::Usage(anyhow::anyhow!("pairs are two and two: --count is odd")));
            }
            let reader = pairs.then(|| LookReader::new(&resources()?).map_err(Failure::environment)).transpose()?;
            on_faces(inputs, amount, |faces, baker| faces::write(amount, faces, baker, reader))?;
        }
        SynthesiseTask::Textures { inputs, amount } => {
            on_faces(inputs, amount, |faces, baker| textures::write(amount, faces, baker))?;
        }
        SynthesiseTask::Looks { amount } => {
            let library = library(&resources()?)?;
            looks(amount, &library).map_err(Failure::input)?;
        }
    }
    Ok(Exit::Done)
}

/// Variations of the built-in looks, and which look each is of.
fn looks(amount: &Amount, library: &Library) -> anyhow::Result<()> {
    let folder = made(&amount.output)?;
    let mut worn = Array::create(&folder.join("worn.npy"), Element::F32, amount.count, &[vector::total()])?;
    let mut of = Array::create(&folder.join("look.npy"), Element::F32, amount.count, &[1])?;
    let mut random = Rng::with_seed(amount.seed);
    for _ in 0..amount.count {
        let (ensemble, base) = variation::variation(library, &mut random);
        worn.floats(&vector::of_ensemble(&ensemble))?;
        of.floats(&[base as f32])?;
    }
    [worn, of].into_iter().try_for_each(Array::finish)?;
    let names = library.looks().iter().map(|look| look.id.clone()).collect();
    Ok(layout(folder, "looks", names)?)
}

fn made(folder: &Path) -> anyhow::Result<&Path> {
    fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    Ok(folder)
}

/// Makes samples of the faces in photos.
fn on_faces(
    inputs: &[PathBuf],
    amount: &Amount,
    write: impl FnOnce(&[(PathBuf, FaceCrop)], &Baker) -> anyhow::Result<()>,
) -> Result<(), Failure> {
    let resources = resources()?;
    let baker = Baker::new(&resources).map_err(Failure::environment)?;
    let mut tracker = FaceTracker::new(&resources).map_err(Failure::environment)?;
    let (photos, failed) = plan::expanded(inputs);
    failed.iter().for_each(|(path, reason)| output::complain(&format!("{}: {reason}", path.display())));
    let faces = crops(&mut tracker, &photos)?;
    if faces.is_empty() {
        return Err(Failure::input(anyhow::anyhow!("there is no face of at least 120 pixels in these photos")));
    }
    write(&faces, &baker).map_err(Failure::input)?;
    let photos = faces.iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect();
    layout(&amount.output, "photos", photos).map_err(Failure::input)
}

/// The largest face of each photo, cut out; photos without one are named and left out.
pub(super) fn crops(tracker: &mut FaceTracker, photos: &[PathBuf]) -> Result<Vec<(PathBuf, FaceCrop)>, Failure> {
    let bar = apply::progress_bar(photos.len(), "photos");
    let mut faces = Vec::new();
    for path in photos {
        bar.inc(1);
        let picture = match codec::load(path) {
            Ok(picture) => picture,
            Err(error) => {
                output::complain(&error.to_string());
                continue;
            }
        };
        let found = tracker.find(&picture).map_err(Failure::environment)?;
        let crop = found.first().and_then(|face| FaceCrop::of(&picture, face, SIDE));
        match crop.filter(|crop| scene::is_usable(&crop.picture)) {
            Some(crop) => faces.push((path.clone(), crop)),
            None => output::complain(&format!("{}: no face that is large enough; left out", path.display())),
        }
    }
    bar.finish_and_clear();
    Ok(faces)
}

/// What the numbers mean, and what those are called that samples come from.
fn layout(folder: &Path, of: &str, names: Vec<String>) -> io::Result<()> {
    let slots: Vec<_> = slots::SLOTS
        .iter()
        .map(|slot| {
            serde_json::json!({
                "name": slot.name,
                "shapes": slot.shapes.iter().map(|(_, name)| name).collect::<Vec<_>>(),
                "finishes": slot.finishes.iter().map(|finish| finish.name()).collect::<Vec<_>>(),
                "coloured": slot.opacity > 0.0,
            })
        })
        .collect();
    let document = serde_json::json!({ "slots": slots, of: names });
    files::write_atomically(&folder.join("layout.json"), document.to_string().as_bytes())
}

/// A bare face that wears an ensemble.
pub(super) fn made_up(bare: &FaceCrop, ensemble: &Ensemble, baker: &Baker) -> anyhow::Result<Pixmap> {
    let look = Look::of(slots::products(ensemble));
    let atlas = baker.bake_small(&look)?;
    let faces = [bare.face.clone()];
    let painted = Compositor::new().compose(&bare.picture, &faces, &atlas, 1.0);
    Ok((*painted).clone())
}
