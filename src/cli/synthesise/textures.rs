//! Faces laid out flat that wear random makeup and random drawings, with what lies on the skin known texel by texel.

use std::{fmt::Write, path::PathBuf};

use anyhow::Context;
use fastrand::Rng;
use rayon::prelude::*;

use super::{
    faces::{bytes, signed_bytes},
    made,
    npy::{Array, Element},
    scene,
};
use crate::{
    cli::{apply::progress_bar, arguments::Amount},
    compose::{Compositor, Lighting},
    face::FaceCrop,
    geometry::{Vec2, Vec3},
    look::{Decal, Look, Product},
    makeup::{
        Atlas, Baker,
        atlas::{PageId, Texel, page_of_triangle},
        pigment::Film,
    },
    transfer::{UnwrappedPlane, charts, random, slots, unwrap},
};

/// Samples made before they are written.
const BATCH: usize = 32;

/// One face, laid out flat.
struct Sample {
    /// What a network is told: four planes.
    seen: Vec<u8>,
    /// The same of the bare face, without its plane of what is seen.
    bare: Vec<u8>,
    /// What lies on it: three planes of its colour as a ratio to the skin's, and one of how much it covers.
    layer: Vec<u8>,
}

pub(super) fn write(amount: &Amount, faces: &[(PathBuf, FaceCrop)], baker: &Baker) -> anyhow::Result<()> {
    let folder = made(&amount.output)?;
    let array = |name: &str, planes: usize| {
        Array::create(&folder.join(name), Element::U8, amount.count, &[planes, charts::PLANE, charts::PLANE])
    };
    let mut arrays = [array("seen.npy", 4)?, array("bare.npy", 3)?, array("layer.npy", 4)?];
    let drawings = tempfile::tempdir().context("no folder for drawings")?;
    let bar = progress_bar(amount.count, "flat faces");
    for first in (0..amount.count).step_by(BATCH) {
        let numbers = first..(first + BATCH).min(amount.count);
        let one =
            |number: usize| sample(number, amount.seed, faces, baker, &drawings.path().join(format!("{number}.svg")));
        let samples: Vec<Sample> = numbers.into_par_iter().map(one).collect::<Result<_, _>>()?;
        for Sample { seen, bare, layer } in &samples {
            arrays.iter_mut().zip([seen, bare, layer]).try_for_each(|(array, planes)| array.bytes(planes))?;
        }
        bar.inc(samples.len() as u64);
    }
    bar.finish_and_clear();
    arrays.into_iter().try_for_each(Array::finish)?;
    Ok(())
}

fn sample(
    number: usize,
    seed: u64,
    faces: &[(PathBuf, FaceCrop)],
    baker: &Baker,
    drawing: &std::path::Path,
) -> anyhow::Result<Sample> {
    let mut random = Rng::with_seed(seed.wrapping_mul(0xD1B5_4A32_D192_ED03) ^ number as u64);
    random.u64(..);
    let bare = scene::relit(&faces[random.usize(..faces.len())].1, &mut random);
    let mut products = slots::products(&random::ensemble(&mut random));
    // What only works by matching the skin is no layer of colour.
    products.retain(|product| !matches!(product, Product::Foundation(_)));
    if random.f32() < 0.75 {
        std::fs::write(drawing, drawn(&mut random)).context("a drawing cannot be written")?;
        let coverage = 0.5 + 0.5 * random.f32();
        products.push(Product::Decal(Decal { coverage, ..Decal::of(drawing) }));
    }
    let atlas = baker.bake(&Look::of(products));
    let _ = std::fs::remove_file(drawing);
    let atlas = atlas?;
    let picture = (*Compositor::new().compose(&bare.picture, std::slice::from_ref(&bare.face), &atlas, 1.0)).clone();
    let lighting = Lighting::of(&bare.picture, &bare.face);
    let skin = lighting.skin;
    let without = UnwrappedPlane::of(&bare.picture, &bare.face, &lighting);
    let taken = scene::taken(FaceCrop { picture, face: bare.face }, &mut random);
    let seen = UnwrappedPlane::of(&taken.picture, &taken.face, &Lighting::of(&taken.picture, &taken.face));
    let bare = signed_bytes(&without.planes()[..3 * charts::PLANE * charts::PLANE]);
    Ok(Sample { seen: signed_bytes(&seen.planes()), bare, layer: layer(&atlas, skin) })
}

/// What an atlas lays on each texel of the plane: colour, as a ratio to the skin's (-1..=1 as bytes), and cover (0..=1 as bytes).
fn layer(atlas: &Atlas, skin: Vec3) -> Vec<u8> {
    let area = charts::PLANE * charts::PLANE;
    let (mut colors, mut covers) = (vec![0.0; 3 * area], vec![0.0; area]);
    for (index, place) in charts::plane().places.iter().enumerate() {
        let Some(place) = place else { continue };
        let uv = Vec2::new((index % charts::PLANE) as f32 + 0.5, (index / charts::PLANE) as f32 + 0.5)
            / charts::PLANE as f32;
        let film = film_at(atlas, page_of_triangle()[place.triangle], uv);
        let cover = 1.0 - Vec3::from_array(film.two_way).element_sum() / 3.0;
        if cover < 1.0 / 255.0 {
            continue;
        }
        // The opaque colour that, laid on so thickly, looks like the film.
        let shown = Vec3::from_array(film.on(skin.to_array()));
        let color = (shown - skin * (1.0 - cover)) / cover;
        let ratio = unwrap::ratio(color, skin);
        (0..3).for_each(|channel| colors[channel * area + index] = ratio[channel]);
        covers[index] = cover;
    }
    let mut planes = signed_bytes(&colors);
    planes.extend(bytes(&covers));
    planes
}

/// The mean film about a place, at about the plane's own fineness.
fn film_at(atlas: &Atlas, page: PageId, uv: Vec2) -> Film {
    let (min, max) = page.window();
    let fine = |width: usize| width as f32 / (max.x - min.x) <= 1.3 * charts::PLANE as f32;
    let levels = &atlas.pages[page as usize].levels;
    let Some(level) = levels.iter().find(|level| fine(level.width)).or(levels.last()) else { return Film::CLEAR };
    let at = (uv - min) / (max - min) * Vec2::new(level.width as f32, level.height as f32);
    let (x, y) = ((at.x as usize).min(level.width - 1), (at.y as usize).min(level.height - 1));
    level.texels.get(y * level.width + x).map_or(Film::CLEAR, |texel: &Texel| texel.film())
}

/// A random drawing over the whole plane: strokes, dots, stars and patches, some of them mirrored.
fn drawn(random: &mut Rng) -> String {
    let mut shapes = String::new();
    let palette: Vec<String> = (0..1 + random.usize(..4)).map(|_| color(random)).collect();
    for _ in 0..1 + random.usize(..7) {
        let shape = shape(random, &palette);
        let _ = write!(shapes, "{shape}");
        if random.f32() < 0.5 {
            let _ = write!(shapes, "<g transform='matrix(-1 0 0 1 1000 0)'>{shape}</g>");
        }
    }
    let soft = if random.f32() < 0.3 { random.f32() * 14.0 } else { 0.0 };
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 1000' width='1000' height='1000'>\
         <defs><filter id='f'><feGaussianBlur stdDeviation='{soft:.1}'/></filter></defs>\
         <g{}>{shapes}</g></svg>",
        if soft > 0.5 { " filter='url(#f)'" } else { "" }
    )
}

fn color(random: &mut Rng) -> String {
    match random.u8(..6) {
        0 => "#080808".into(),
        1 => "#f4f2ee".into(),
        _ => format!("#{:02x}{:02x}{:02x}", random.u8(..), random.u8(..), random.u8(..)),
    }
}

fn shape(random: &mut Rng, palette: &[String]) -> String {
    let mut at = |around: f32, reach: f32| around + (random.f32() * 2.0 - 1.0) * reach;
    // About the eyes, the cheeks, the forehead, the lips, or anywhere.
    let places = [(300.0, 350.0, 160.0), (260.0, 560.0, 160.0), (500.0, 150.0, 250.0), (500.0, 690.0, 130.0)];
    let (x, y, reach) = places.get(at(2.5, 2.5) as usize).copied().unwrap_or((500.0, 500.0, 420.0));
    let (x, y) = (at(x, reach), at(y, reach));
    let size = 8.0 + at(1.0, 1.0).powi(2) * 30.0;
    let (points, kind, opacity) = ([(); 6].map(|()| at(0.0, 2.2) * size), at(2.5, 2.5) as u32, at(0.75, 0.25));
    let [a, b, c, d, e, f] = points;
    let paint = &palette[random.usize(..palette.len())];
    let width = 2.0 + random.f32().powi(2) * 26.0;
    let stroke = format!(
        "fill='none' stroke='{paint}' stroke-width='{width:.1}' stroke-opacity='{opacity:.2}' stroke-linecap='round'"
    );
    let fill = format!("fill='{paint}' fill-opacity='{opacity:.2}'");
    match kind {
        0 | 1 => {
            format!("<path d='M{x:.0} {y:.0}c{a:.0} {b:.0} {c:.0} {d:.0} {:.0} {:.0}' {stroke}/>", e * 2.0, f * 2.0)
        }
        2 => dots(random, x, y, size, &fill),
        3 => format!("<path d='M{x:.0} {y:.0}l{a:.0} {b:.0}l{c:.0} {d:.0}q{e:.0} {f:.0} {b:.0} {c:.0}z' {fill}/>"),
        _ => star(random, x, y, size, &fill),
    }
}

/// Gems, or freckles of paint.
fn dots(random: &mut Rng, x: f32, y: f32, size: f32, fill: &str) -> String {
    let mut dots = String::new();
    for _ in 0..1 + random.usize(..14) {
        let mut off = || (random.f32() * 2.0 - 1.0) * size * 2.5;
        let (dx, dy) = (off(), off());
        let radius = 2.0 + random.f32().powi(2) * 12.0;
        let _ = write!(dots, "<circle cx='{:.0}' cy='{:.0}' r='{radius:.1}' {fill}/>", x + dx, y + dy);
    }
    dots
}

fn star(random: &mut Rng, x: f32, y: f32, size: f32, fill: &str) -> String {
    let (points, inner) = (3 + random.usize(..6), 0.3 + 0.7 * random.f32());
    let mut path = String::new();
    for step in 0..2 * points {
        let radius = if step % 2 == 0 { size } else { size * inner };
        let at = Vec2::from_angle(step as f32 * std::f32::consts::PI / points as f32) * radius;
        let _ = write!(path, "{:.1},{:.1} ", x + at.x, y + at.y);
    }
    format!("<polygon points='{path}' {fill}/>")
}
