//! `vanity colour-check`: whether a product shows its own colour, on every skin and in every light.
//!
//! Faces of known skin are drawn in known light (`scene`), made up through the real compositor with shades that hide everything, and
//! what is shown is held against what a layer of that product would send back in that place. `docs/colour.md` is written by this.

use rayon::prelude::*;

use self::{
    report::Report,
    scene::{Place, Scene, Witnesses},
    shades::{LIGHTS, SHADES, TONES},
};
use super::{Exit, Failure, arguments::ColourCheck, output, resources};
use crate::{
    compose::Compositor,
    look::{Base, Finish, Lipstick, Look, Product, Shade, Side},
    makeup::{Atlas, Baker},
    raster::{
        color::linear_from_rgb8,
        difference::{Lab, ciede2000},
    },
};

mod plots;
mod report;
mod scene;
mod shades;

/// Every so-manyth shade is used where only a tendency is asked for.
const FEWER_SHADES: usize = 10;

/// One product on one face.
#[derive(Debug, Clone, Copy)]
struct Measured {
    /// Which of [`TONES`].
    tone: usize,
    /// CIEDE2000 between the product's own colour in that light and what is shown.
    difference: f64,
}

pub(super) fn run(task: &ColourCheck) -> Result<Exit, Failure> {
    let baker = Baker::new(&resources()?).map_err(Failure::environment)?;
    let report = measure(&baker)?;
    if let Some(folder) = &task.write {
        report.write(folder)?;
    }
    match &task.json {
        Some(path) => output::write_json(path, &report.to_json())?,
        None => output::say(&report.table())?,
    }
    Ok(Exit::Done)
}

fn measure(baker: &Baker) -> Result<Report, Failure> {
    let scenes = scenes(Witnesses::TRUE);
    let places = places(baker, &scenes[0])?;
    let finishes = Finish::ALL
        .into_iter()
        .map(|finish| Ok((finish, measured(baker, &scenes, &places, finish, 1)?)))
        .collect::<Result<_, Failure>>()?;
    let doubts = Witnesses::DOUBTFUL
        .into_iter()
        .map(|(name, witnesses)| {
            Ok((name, measured(baker, &self::scenes(witnesses), &places, Finish::Matte, FEWER_SHADES)?))
        })
        .collect::<Result<_, Failure>>()?;
    Ok(Report { finishes, doubts })
}

/// All skin tones in all lights.
fn scenes(witnesses: Witnesses) -> Vec<(usize, Scene)> {
    let pairs: Vec<(usize, usize)> =
        (0..TONES.len()).flat_map(|tone| (0..LIGHTS.len()).map(move |light| (tone, light))).collect();
    let scene = |(track, (tone, light)): (usize, (usize, usize))| {
        let mut scene = Scene::of(TONES[tone], LIGHTS[light], witnesses);
        // Each is a person of their own: nothing is remembered from one to the next.
        scene.face.track = track as u64;
        (tone, scene)
    };
    pairs.into_par_iter().enumerate().map(scene).collect()
}

/// Where the paint covers all and no highlight falls: found with black paint.
fn places(baker: &Baker, (_, scene): &(usize, Scene)) -> Result<Vec<Place>, Failure> {
    let black = Shade::of([0; 3], 1.0);
    let atlas = bake(baker, &black, Finish::Matte)?;
    let painted = Compositor::new().compose(&scene.frame, std::slice::from_ref(&scene.face), &atlas, 1.0);
    Ok(scene.places(|x, y| painted.pixel(x, y)[..3].iter().all(|&value| value < 24)))
}

fn measured(
    baker: &Baker,
    scenes: &[(usize, Scene)],
    places: &[Place],
    finish: Finish,
    every: usize,
) -> Result<Vec<Measured>, Failure> {
    let on_shade = |shade: &Shade| {
        let atlas = bake(baker, shade, finish)?;
        let mut compositor = Compositor::new();
        let on_scene = |(tone, scene): &(usize, Scene)| {
            let differences = differences(&mut compositor, scene, places, &atlas, shade);
            differences.into_iter().map(|difference| Measured { tone: *tone, difference }).collect::<Vec<_>>()
        };
        Ok(scenes.iter().flat_map(on_scene).collect::<Vec<_>>())
    };
    let shades: Vec<&Shade> = SHADES.iter().step_by(every).collect();
    let all: Vec<Vec<Measured>> = shades.into_par_iter().map(on_shade).collect::<Result<_, Failure>>()?;
    Ok(all.concat())
}

/// Median difference over the places on the skin, and over those on the lips.
fn differences(compositor: &mut Compositor, scene: &Scene, places: &[Place], atlas: &Atlas, shade: &Shade) -> [f64; 2] {
    compositor.set_reference(scene.reference);
    let shown = compositor.compose(&scene.frame, std::slice::from_ref(&scene.face), atlas, 1.0);
    let own = linear_from_rgb8(shade.color);
    [false, true].map(|on_lips| {
        let at = places.iter().filter(|place| place.on_lips == on_lips);
        let mut all: Vec<f64> = at
            .map(|place| {
                let [r, g, b, _] = shown.pixel(place.x, place.y);
                let light = scene.light_at(place.x, place.y);
                let expected = std::array::from_fn(|c| (own[c] * light[c]).min(1.0));
                ciede2000(Lab::from_linear(expected), Lab::from_linear(linear_from_rgb8([r, g, b])))
            })
            .collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    })
}

/// A shade on all of the skin and on the lips.
fn bake(baker: &Baker, shade: &Shade, finish: Finish) -> Result<Atlas, Failure> {
    let (coverage, side) = (1.0, Side::Both);
    let skin = Base { shape: "full".into(), shade: Some(shade.clone()), coverage, finish, side };
    let lips = Lipstick { shade: shade.clone(), second: None, coverage, blur: 0.0, finish, side };
    let look = Look {
        id: "colour-check".into(),
        name: String::new(),
        family: String::new(),
        description: String::new(),
        tags: Vec::new(),
        products: vec![Product::Foundation(skin), Product::Lipstick(lips)],
    };
    baker.bake_small(&look).map_err(Failure::environment)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A face of a tone, made up by each of the atlases.
    fn worn(tone: usize, atlases: [&Atlas; 2]) -> [std::sync::Arc<crate::raster::Pixmap>; 2] {
        let scene = Scene::of(TONES[tone], LIGHTS[0], Witnesses::TRUE);
        atlases.map(|atlas| Compositor::new().compose(&scene.frame, std::slice::from_ref(&scene.face), atlas, 1.0))
    }

    #[test]
    fn a_shade_goes_with_the_skin_of_who_wears_it() {
        let baker = Baker::new(&crate::resources::Resources::locate().unwrap()).unwrap();
        let shade = Shade { deep: Some([90, 40, 30]), ..Shade::of([200, 160, 140], 0.8) };
        let one = |color| bake(&baker, &Shade::of(color, 0.8), Finish::Satin).unwrap();
        let (pale, deep) = (one([200, 160, 140]), one([90, 40, 30]));
        let both = bake(&baker, &shade, Finish::Satin).unwrap();
        for coarser in [false, true] {
            let [both, pale, deep] =
                [&both, &pale, &deep].map(|atlas| if coarser { atlas.coarser() } else { atlas.clone() });
            let [worn_on_pale, expected] = worn(1, [&both, &pale]);
            assert!(worn_on_pale.pixels() == expected.pixels(), "pale skin, coarser: {coarser}");
            let [worn_on_deep, expected] = worn(9, [&both, &deep]);
            assert!(worn_on_deep.pixels() == expected.pixels(), "deep skin, coarser: {coarser}");
            // Between them the picture lies between.
            let [mixed, paler] = worn(6, [&both, &pale]);
            let [_, deeper] = worn(6, [&both, &deep]);
            let sum =
                |picture: &crate::raster::Pixmap| picture.pixels().iter().map(|pixel| u64::from(pixel[1])).sum::<u64>();
            assert!((sum(&deeper) + 1..sum(&paler)).contains(&sum(&mixed)), "coarser: {coarser}");
        }
    }

    #[test]
    fn two_people_in_a_frame_each_wear_their_own_shade() {
        let baker = Baker::new(&crate::resources::Resources::locate().unwrap()).unwrap();
        let shade = Shade { deep: Some([0, 0, 255]), ..Shade::of([255, 0, 0], 1.0) };
        let atlas = bake(&baker, &shade, Finish::Matte).unwrap();
        let mut compositor = Compositor::new();
        for (tone, track, red) in [(1, 7, true), (9, 8, false)] {
            let mut scene = Scene::of(TONES[tone], LIGHTS[0], Witnesses::TRUE);
            scene.face.track = track;
            let faces = [scene.face.clone()];
            let shown = compositor.compose(&scene.frame, &faces, &atlas, 1.0);
            let places = places(&baker, &(tone, scene)).unwrap();
            let [r, _, b, _] = shown.pixel(places[0].x, places[0].y);
            assert_eq!(r > b, red, "tone {tone}: {r}, {b}");
            assert_eq!(compositor.skin_depth(&faces), Some(if red { 0.0 } else { 1.0 }));
        }
        assert_eq!(compositor.skin_depth(&[]), None);
    }

    #[test]
    fn skin_and_lips_are_measured_and_a_matte_shade_is_itself() {
        let baker = Baker::new(&crate::resources::Resources::locate().unwrap()).unwrap();
        let scenes = vec![(4, Scene::of(TONES[4], LIGHTS[0], Witnesses::TRUE))];
        let places = places(&baker, &scenes[0]).unwrap();
        let on_lips = places.iter().filter(|place| place.on_lips).count();
        assert!(on_lips >= 5 && places.len() - on_lips >= 20, "{on_lips} of {} on the lips", places.len());
        let measured = measured(&baker, &scenes, &places, Finish::Matte, 25).unwrap();
        assert_eq!(measured.len(), 4);
        assert!(measured.iter().all(|one| one.difference < 6.0), "{measured:?}");
    }
}
