//! Variations of the built-in looks: what the space of looks is learnt from. Tasteful, as they come from looks that were tuned by hand.

use fastrand::Rng;

use super::slots::{self, Ensemble, SLOTS};
use crate::{
    look::{Area, Library, Look},
    raster::{
        color::linear_from_rgb8,
        difference::Lab,
        lab::{Illuminant, rgb8_from_lab},
    },
};

/// How often an area comes from another look, and how often that is one of the same family.
const OTHER: f32 = 0.35;
const SAME_FAMILY: f32 = 0.7;
/// How often a slot is left empty.
const LEFT_OUT: f32 = 0.06;

/// A variation, and the index of the look that it is of.
pub fn variation(library: &Library, random: &mut Rng) -> (Ensemble, usize) {
    let looks = library.looks();
    let base = random.usize(..looks.len());
    let mut ensemble = slots::ensemble(&looks[base]);
    for area in Area::ALL {
        if random.f32() < OTHER {
            let other = slots::ensemble(other(looks, base, random));
            for index in (0..SLOTS.len()).filter(|&index| SLOTS[index].area() == area) {
                ensemble[index] = other[index];
            }
        }
    }
    // One turn of hue for all: colours that went together still do.
    let (hue, lightness) = ((random.f64() - 0.5) * 24.0, (random.f64() - 0.5) * 10.0);
    let (chroma, thickness) = (0.85 + 0.3 * random.f64(), 0.8 + 0.4 * random.f32());
    for (index, worn) in ensemble.iter_mut().enumerate() {
        if random.f32() < LEFT_OUT {
            *worn = None;
        }
        let Some(worn) = worn else { continue };
        worn.coverage = (worn.coverage * thickness * (0.85 + 0.3 * random.f32())).clamp(0.03, 1.0);
        if SLOTS[index].opacity > 0.0 {
            worn.color = turned(worn.color, hue, lightness, chroma);
        }
    }
    (ensemble, base)
}

fn other<'a>(looks: &'a [Look], base: usize, random: &mut Rng) -> &'a Look {
    let family: Vec<&Look> = looks.iter().filter(|look| look.family == looks[base].family).collect();
    if random.f32() < SAME_FAMILY { family[random.usize(..family.len())] } else { &looks[random.usize(..looks.len())] }
}

/// A colour of another hue (degrees), lightness and chroma (a factor). Blacks stay black.
fn turned(color: [u8; 3], hue: f64, lightness: f64, chroma: f64) -> [u8; 3] {
    let Lab([l, a, b]) = Lab::from_linear(linear_from_rgb8(color));
    let (sin, cos) = hue.to_radians().sin_cos();
    let lifted = l + lightness * (l / 40.0).min(1.0);
    let turned = [lifted.clamp(0.0, 100.0), (a * cos - b * sin) * chroma, (a * sin + b * cos) * chroma];
    rgb8_from_lab(turned, Illuminant::D65)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    #[test]
    fn a_variation_is_like_its_look_and_black_stays_black() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let mut random = Rng::with_seed(9);
        let mut alike = 0;
        for _ in 0..200 {
            let (ensemble, base) = variation(&library, &mut random);
            let written = slots::ensemble(&library.looks()[base]);
            alike += ensemble.iter().zip(&written).filter(|(one, two)| one.is_some() == two.is_some()).count();
        }
        assert!(alike > 200 * SLOTS.len() * 7 / 10, "{alike}");
        assert!(turned([12, 10, 10], 20.0, 5.0, 1.1).iter().all(|&channel| channel < 24));
        assert_eq!(turned([200, 60, 80], 0.0, 0.0, 1.0), [200, 60, 80]);
    }
}
