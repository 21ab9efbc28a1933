//! Random makeup on bare faces, and what is worn: for the networks that read looks and that carry them over.

use std::path::PathBuf;

use fastrand::Rng;
use rayon::prelude::*;

use super::{
    made, made_up,
    npy::{Array, Element},
    scene,
};
use crate::{
    cli::{apply::progress_bar, arguments::Amount},
    compose::{Compositor, Lighting},
    face::FaceCrop,
    geometry::{RotatedSquare, Vec2},
    look::Look,
    makeup::{Baker, atlas::PageId},
    raster::Pixmap,
    transfer::{LookReader, Unwrapped, charts, random, vector, view, visible},
};

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
    views: Option<Views>,
}

/// A face as the networks see it that see every frame, as bytes.
struct Views {
    bare: Vec<u8>,
    made_up: Vec<u8>,
    places: Vec<u8>,
    /// On the bare face, linear.
    light: [f32; 3],
    /// Where the square of the views lies.
    square: RotatedSquare,
    /// The bare face.
    crop: FaceCrop,
    /// The made-up one, as a photo that somebody may copy from.
    photo: FaceCrop,
}

/// Writes the samples of `faces`. With a reader it adds the views, and lets each two samples wear the same; either then also wears what is
/// read off the other.
pub(super) fn write(
    amount: &Amount,
    faces: &[(PathBuf, FaceCrop)],
    baker: &Baker,
    mut reader: Option<LookReader>,
) -> anyhow::Result<()> {
    let pairs = reader.is_some();
    let folder = made(&amount.output)?;
    let array = |name: &str, shape: &[usize]| Array::create(&folder.join(name), Element::U8, amount.count, shape);
    let page = |id: PageId, name: &str| {
        let (columns, rows) = charts::size(id);
        array(name, &[4, rows, columns])
    };
    let mut pages = [
        page(PageId::Face, "face.npy")?,
        page(PageId::LeftEye, "left_eye.npy")?,
        page(PageId::RightEye, "right_eye.npy")?,
        page(PageId::Lips, "lips.npy")?,
    ];
    let numbers = |name: &str, count: usize| Array::create(&folder.join(name), Element::F32, amount.count, &[count]);
    let (mut skin, mut worn) = (numbers("skin.npy", 3)?, numbers("worn.npy", vector::total())?);
    let mut which = numbers("photo.npy", 1)?;
    let mut lights = pairs.then(|| numbers("light.npy", 3)).transpose()?;
    let view = |name: &str, side: usize| array(name, &[3, side, side]);
    let mut views = match pairs {
        true => vec![
            view("bare.npy", view::PICTURE)?,
            view("made_up.npy", view::PICTURE)?,
            view("read.npy", view::PICTURE)?,
            view("places.npy", view::PLACES)?,
        ],
        false => Vec::new(),
    };
    let bar = progress_bar(amount.count, "made-up faces");
    for first in (0..amount.count).step_by(BATCH) {
        let numbers = first..(first + BATCH).min(amount.count);
        let one = |number: usize| sample(number, amount.seed, faces, baker, pairs);
        let samples: Vec<Sample> = numbers.into_par_iter().map(one).collect::<Result<_, _>>()?;
        let looks: Vec<Option<Look>> = samples.iter().map(|sample| read(sample, reader.as_mut())).collect();
        let worn_as_read = |(index, sample): (usize, &Sample)| as_read(sample, looks.get(index ^ 1)?.as_ref(), baker);
        let as_read: Vec<Option<Vec<u8>>> = samples.par_iter().enumerate().map(worn_as_read).collect();
        for (sample, as_read) in samples.iter().zip(&as_read) {
            pages.iter_mut().zip(&sample.pages).try_for_each(|(array, page)| array.bytes(page))?;
            skin.floats(&sample.skin)?;
            worn.floats(&sample.worn)?;
            which.floats(&[sample.face as f32])?;
            if let Some(Views { bare, made_up, places, light, .. }) = &sample.views {
                let as_read = as_read.as_ref().unwrap_or(bare);
                views
                    .iter_mut()
                    .zip([bare, made_up, as_read, places])
                    .try_for_each(|(array, view)| array.bytes(view))?;
                lights.iter_mut().try_for_each(|array| array.floats(light))?;
            }
        }
        bar.inc(samples.len() as u64);
    }
    bar.finish_and_clear();
    pages.into_iter().chain([skin, worn, which]).chain(lights).chain(views).try_for_each(Array::finish)?;
    Ok(())
}

fn seeded(seed: u64, number: usize) -> Rng {
    let mut random = Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number as u64);
    random.u64(..);
    random
}

fn sample(
    number: usize,
    seed: u64,
    faces: &[(PathBuf, FaceCrop)],
    baker: &Baker,
    pairs: bool,
) -> anyhow::Result<Sample> {
    let mut random = seeded(seed, number);
    let index = random.usize(..faces.len());
    // Whoever wears the same draws it from the same number.
    let ensemble = match pairs {
        true => random::ensemble(&mut seeded(!seed, number / 2)),
        false => random::ensemble(&mut random),
    };
    let bare = scene::relit(&faces[index].1, &mut random);
    let lighting = Lighting::of(&bare.picture, &bare.face);
    let ensemble = visible::visible(&ensemble, lighting.skin, baker)?;
    let picture = made_up(&bare, &ensemble, baker)?;
    let views = pairs.then(|| views(&bare, &lighting, &picture, &mut random));
    let photo = scene::taken(FaceCrop { picture, face: bare.face }, &mut random);
    let FaceCrop { picture, face } = &photo;
    let unwrapped = Unwrapped::of(picture, face, &Lighting::of(picture, face));
    let pages = unwrapped.inputs().map(|planes| signed_bytes(&planes));
    let worn = vector::of_ensemble(&ensemble);
    let views = views.map(|views| Views { photo, ..views });
    Ok(Sample { pages, skin: unwrapped.skin.to_array(), worn, face: index, views })
}

/// Bytes of values from -1 to 1.
pub(super) fn signed_bytes(values: &[f32]) -> Vec<u8> {
    values.iter().map(|value| ((value * 0.5 + 0.5) * 255.0).round() as u8).collect()
}

/// Bytes of values from 0 to 1.
pub(super) fn bytes(values: &[f32]) -> Vec<u8> {
    values.iter().map(|value| (value.clamp(0.0, 1.0) * 255.0).round() as u8).collect()
}

/// What is seen of a face without and with its makeup, the square a little off, as that of a face that moves is.
fn views(bare: &FaceCrop, lighting: &Lighting, made_up: &Pixmap, random: &mut Rng) -> Views {
    let mut about = |reach: f32| (random.f32() * 2.0 - 1.0) * reach;
    let roi = bare.face.roi;
    let square = RotatedSquare {
        center: roi.center + Vec2::new(about(0.02), about(0.02)) * roi.side,
        side: roi.side * 0.75 * (1.0 + about(0.05)),
        angle: roi.angle + about(0.06),
    };
    let mut face = bare.face.clone();
    let shift = Vec2::new(about(0.004), about(0.004)) * face.bounds.size().x;
    face.landmarks.iter_mut().for_each(|point| *point += shift.extend(0.0));
    let seen = view::View::of_square(&bare.picture, &face, square);
    Views {
        bare: bytes(&seen.picture),
        made_up: bytes(&view::picture(made_up, &square)),
        places: bytes(&seen.places),
        light: lighting.mean.to_array(),
        square,
        crop: bare.clone(),
        photo: bare.clone(),
    }
}

/// What a reader makes of the photo of a sample.
fn read(sample: &Sample, reader: Option<&mut LookReader>) -> Option<Look> {
    let photo = &sample.views.as_ref()?.photo;
    // A face that tells too little is worn as it is.
    reader?.read(&photo.picture, &photo.face).ok().map(|reading| reading.look)
}

/// The bare face of a sample in a look.
fn as_read(sample: &Sample, look: Option<&Look>, baker: &Baker) -> Option<Vec<u8>> {
    let views = sample.views.as_ref()?;
    let atlas = baker.bake_small(look?).ok()?;
    let face = std::slice::from_ref(&views.crop.face);
    let painted = Compositor::new().compose(&views.crop.picture, face, &atlas, 1.0);
    Some(bytes(&view::picture(&painted, &views.square)))
}
