//! `vanity synthesise`: random makeup on bare faces, where it is known what is worn, and variations of the built-in looks: what the networks
//! for looks are trained on.

mod npy;
pub(super) mod scene;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use fastrand::Rng;
use rayon::prelude::*;

use super::{
    Exit, Failure, apply,
    arguments::{Amount, Synthesise, SynthesiseTask},
    library, output, plan, resources,
};
use crate::{
    compose::{Compositor, Lighting},
    face::{FaceCrop, FaceTracker},
    files,
    look::{Library, Look},
    makeup::{Baker, atlas::PageId},
    raster::codec,
    transfer::{
        Unwrapped, charts, random,
        slots::{self, Ensemble},
        variation, vector,
    },
};
use npy::{Array, Element};

/// Longest side of a face's square, pixels.
const SIDE: u32 = 400;
/// Samples made before they are written.
const BATCH: usize = 64;

/// What is known of one made-up face.
struct Sample {
    /// The pages' planes, -1..=1 as bytes.
    pages: [Vec<u8>; 4],
    skin: [f32; 3],
    worn: Vec<f32>,
    /// Which photo.
    face: usize,
}

pub(super) fn run(task: &Synthesise) -> Result<Exit, Failure> {
    match &task.task {
        SynthesiseTask::Faces { inputs, amount } => faces(inputs, amount)?,
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

fn faces(inputs: &[PathBuf], amount: &Amount) -> Result<(), Failure> {
    let resources = resources()?;
    let baker = Baker::new(&resources).map_err(Failure::environment)?;
    let mut tracker = FaceTracker::new(&resources).map_err(Failure::environment)?;
    let (photos, failed) = plan::expanded(inputs);
    failed.iter().for_each(|(path, reason)| output::complain(&format!("{}: {reason}", path.display())));
    let faces = crops(&mut tracker, &photos)?;
    if faces.is_empty() {
        return Err(Failure::input(anyhow::anyhow!("there is no face of at least 120 pixels in these photos")));
    }
    write(amount, &faces, &baker).map_err(Failure::input)
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

fn write(task: &Amount, faces: &[(PathBuf, FaceCrop)], baker: &Baker) -> anyhow::Result<()> {
    let folder = made(&task.output)?;
    let page = |id: PageId, name: &str| {
        let (columns, rows) = charts::size(id);
        Array::create(&folder.join(name), Element::U8, task.count, &[4, rows, columns])
    };
    let mut pages = [
        page(PageId::Face, "face.npy")?,
        page(PageId::LeftEye, "left_eye.npy")?,
        page(PageId::RightEye, "right_eye.npy")?,
        page(PageId::Lips, "lips.npy")?,
    ];
    let mut skin = Array::create(&folder.join("skin.npy"), Element::F32, task.count, &[3])?;
    let mut worn = Array::create(&folder.join("worn.npy"), Element::F32, task.count, &[vector::total()])?;
    let mut which = Array::create(&folder.join("photo.npy"), Element::F32, task.count, &[1])?;
    let bar = apply::progress_bar(task.count, "made-up faces");
    for first in (0..task.count).step_by(BATCH) {
        let numbers = first..(first + BATCH).min(task.count);
        let samples: Vec<Sample> =
            numbers.into_par_iter().map(|number| sample(number, task.seed, faces, baker)).collect::<Result<_, _>>()?;
        for sample in &samples {
            pages.iter_mut().zip(&sample.pages).try_for_each(|(array, page)| array.bytes(page))?;
            skin.floats(&sample.skin)?;
            worn.floats(&sample.worn)?;
            which.floats(&[sample.face as f32])?;
        }
        bar.inc(samples.len() as u64);
    }
    bar.finish_and_clear();
    pages.into_iter().chain([skin, worn, which]).try_for_each(Array::finish)?;
    let photos = faces.iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect();
    Ok(layout(folder, "photos", photos)?)
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

fn sample(number: usize, seed: u64, faces: &[(PathBuf, FaceCrop)], baker: &Baker) -> anyhow::Result<Sample> {
    let mut random = Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number as u64);
    random.u64(..);
    let index = random.usize(..faces.len());
    let ensemble = random::ensemble(&mut random);
    let bare = scene::relit(&faces[index].1, &mut random);
    let picture = made_up(&bare, &ensemble, baker)?;
    let FaceCrop { picture, face } = scene::taken(FaceCrop { picture, face: bare.face }, &mut random);
    let unwrapped = Unwrapped::of(&picture, &face, &Lighting::of(&picture, &face));
    let bytes = |page: PageId, mirrored: bool| {
        let planes = unwrapped.planes(page, mirrored);
        planes.into_iter().map(|value| ((value * 0.5 + 0.5) * 255.0).round() as u8).collect()
    };
    let pages = [
        bytes(PageId::Face, false),
        bytes(PageId::LeftEye, false),
        bytes(PageId::RightEye, true),
        bytes(PageId::Lips, false),
    ];
    Ok(Sample { pages, skin: unwrapped.skin.to_array(), worn: vector::of_ensemble(&ensemble), face: index })
}

/// A bare face that wears an ensemble.
pub(super) fn made_up(bare: &FaceCrop, ensemble: &Ensemble, baker: &Baker) -> anyhow::Result<crate::raster::Pixmap> {
    let look = Look::of(slots::products(ensemble));
    let atlas = baker.bake_small(&look)?;
    let faces = [bare.face.clone()];
    let painted = Compositor::new().compose(&bare.picture, &faces, &atlas, 1.0);
    Ok((*painted).clone())
}
