//! Random ensembles: what the reading network is trained on. Wide rather than tasteful, so that it has seen whatever people wear.

use fastrand::Rng;

use super::slots::{Ensemble, Kind, SLOTS, Slot, Worn};
use crate::raster::lab::{Illuminant, rgb8_from_lab};

/// Colours of one sort: least and greatest lightness, chroma and hue (degrees) in CIE LCh.
struct Colors {
    lightness: (f64, f64),
    chroma: (f64, f64),
    hue: (f64, f64),
    /// How often, beside the other sorts of the slot.
    weight: f32,
}

const fn colors(lightness: (f64, f64), chroma: (f64, f64), hue: (f64, f64), weight: f32) -> Colors {
    Colors { lightness, chroma, hue, weight }
}

const BROWNS: Colors = colors((18.0, 70.0), (4.0, 30.0), (10.0, 85.0), 5.0);
const ANY: Colors = colors((10.0, 85.0), (5.0, 75.0), (0.0, 360.0), 3.0);
const BLACKS: Colors = colors((3.0, 22.0), (0.0, 8.0), (0.0, 360.0), 5.0);
const PALE: Colors = colors((65.0, 93.0), (3.0, 35.0), (20.0, 100.0), 5.0);
const CONTOURS: Colors = colors((15.0, 42.0), (3.0, 22.0), (20.0, 75.0), 1.0);
const CHEEKS: Colors = colors((38.0, 76.0), (15.0, 62.0), (-20.0, 62.0), 1.0);
const REDS: Colors = colors((16.0, 62.0), (22.0, 75.0), (-20.0, 48.0), 5.0);
const BROW_BROWNS: Colors = colors((12.0, 45.0), (3.0, 25.0), (30.0, 80.0), 5.0);
const NUDES: Colors = colors((36.0, 76.0), (8.0, 34.0), (10.0, 62.0), 4.0);

/// How often something is worn in a slot, its colours, and the least and the most that is laid on. Less than the least could not be
/// seen.
fn habits(slot: &Slot) -> (f32, &'static [Colors], (f32, f32)) {
    const HALF: f32 = 0.5;
    match slot.name {
        "foundation" => (HALF, &[], (0.35, 1.0)),
        "contour" => (0.4, &[CONTOURS], (0.2, 0.9)),
        "blush" => (HALF, &[CHEEKS], (0.2, 1.0)),
        "highlighter" => (0.35, &[PALE], (0.3, 1.0)),
        "brows" => (HALF, &[BLACKS, BROW_BROWNS], (0.2, 1.0)),
        "lid shadow" => (HALF, &[BROWNS, ANY, PALE], (0.2, 1.0)),
        "crease shadow" => (0.35, &[BROWNS, ANY], (0.2, 0.9)),
        "outer shadow" => (0.35, &[BROWNS, ANY, BLACKS], (0.2, 0.9)),
        "lid light" => (0.3, &[PALE, ANY], (0.3, 1.0)),
        "lower shadow" => (0.35, &[BROWNS, ANY], (0.2, 0.9)),
        "eyeliner" => (HALF, &[BLACKS, BROWNS, ANY], (0.5, 1.0)),
        "lower liner" => (0.35, &[BLACKS, BROWNS, ANY], (0.5, 1.0)),
        "lashes" => (HALF, &[BLACKS], (0.5, 1.0)),
        "lip liner" => (0.3, &[REDS, NUDES, BROWNS], (0.4, 1.0)),
        _ => (0.6, &[REDS, NUDES, ANY], (0.25, 1.0)),
    }
}

/// A random ensemble; one in a dozen is a bare face.
pub fn ensemble(random: &mut Rng) -> Ensemble {
    let bare = random.f32() < 0.08;
    // Full faces and single products: presence must not be told by how much else there is.
    let boldness = random.f32() * 1.4;
    std::array::from_fn(|index| {
        let slot = &SLOTS[index];
        let (often, sorts, (least, most)) = habits(slot);
        if bare || random.f32() > often * boldness.max(0.35) * 1.3 {
            return None;
        }
        Some(Worn {
            shape: random.usize(..slot.shapes.len()),
            finish: random.usize(..slot.finishes.len()),
            color: if sorts.is_empty() { [0; 3] } else { color(random, sorts) },
            coverage: least + (most - least) * random.f32(),
            blur: if slot.kind() == Kind::Lipstick { (random.f32() * 1.3 - 0.3).max(0.0) } else { 0.0 },
        })
    })
}

fn color(random: &mut Rng, sorts: &[Colors]) -> [u8; 3] {
    let mut left = random.f32() * sorts.iter().map(|sort| sort.weight).sum::<f32>();
    let chosen = sorts.iter().find(|sort| {
        left -= sort.weight;
        left <= 0.0
    });
    let sort = chosen.unwrap_or(&sorts[0]);
    let mut between = |(least, most): (f64, f64)| least + (most - least) * random.f64();
    let (lightness, chroma, hue) = (between(sort.lightness), between(sort.chroma), between(sort.hue).to_radians());
    rgb8_from_lab([lightness, chroma * hue.cos(), chroma * hue.sin()], Illuminant::D65)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_slot_is_worn_now_and_then_and_a_seed_gives_the_same() {
        let mut random = Rng::with_seed(3);
        let many: Vec<Ensemble> = (0..400).map(|_| ensemble(&mut random)).collect();
        for index in 0..SLOTS.len() {
            let worn = many.iter().filter(|ensemble| ensemble[index].is_some()).count();
            assert!((40..360).contains(&worn), "{}: {worn} of 400", SLOTS[index].name);
        }
        assert!(many.iter().any(|ensemble| ensemble.iter().all(Option::is_none)));
        assert_eq!(ensemble(&mut Rng::with_seed(3)), many[0]);
    }
}
