//! Which products of an ensemble can be seen at all: a liner in the lipstick's own colour, or a shadow under a stronger one, cannot, and
//! nobody should be asked to find it.

use super::slots::{self, Ensemble, Kind, SLOTS};
use crate::{
    geometry::Vec3,
    look::Look,
    makeup::{
        Atlas, BakeError, Baker,
        atlas::{Page, Texel},
    },
    raster::difference::{Lab, ciede2000},
};

/// Texels of the place where a product shows most; fewer could be chance.
const TEXELS: usize = 6;
/// CIEDE2000 below which they are not seen, at the size of a face in a photo.
const LEAST: f64 = 3.0;

/// The ensemble without the pigments that change nothing of what is seen on a skin (reflectance, linear). What works by its surface or by
/// matching the skin stays.
///
/// # Errors
/// [`BakeError`] where a drawing is missing.
pub fn visible(ensemble: &Ensemble, skin: Vec3, baker: &Baker) -> Result<Ensemble, BakeError> {
    let bake = |ensemble: &Ensemble| baker.bake_tiny(&Look::of(slots::products(ensemble)));
    let mut seen = *ensemble;
    for index in 0..SLOTS.len() {
        if seen[index].is_none() || SLOTS[index].opacity == 0.0 || SLOTS[index].kind() == Kind::Highlighter {
            continue;
        }
        let mut without = seen;
        without[index] = None;
        if !differ(&bake(&seen)?, &bake(&without)?, skin) {
            seen = without;
        }
    }
    Ok(seen)
}

fn differ(one: &Atlas, other: &Atlas, skin: Vec3) -> bool {
    one.pages.iter().zip(&other.pages).any(|(one, other)| {
        let finest = |page: &Page| page.levels.first().map(|level| level.texels.clone());
        let texels = match (finest(one), finest(other)) {
            (None, None) => return false,
            (Some(one), None) => one.into_iter().map(|texel| (texel, Texel::NEUTRAL)).collect(),
            (None, Some(other)) => other.into_iter().map(|texel| (Texel::NEUTRAL, texel)).collect(),
            (Some(one), Some(other)) => one.into_iter().zip(other).collect::<Vec<_>>(),
        };
        let shown = |texel: Texel| Lab::from_linear(texel.film().on(skin.to_array()));
        let changed = texels.into_iter().filter(|(one, other)| one != other);
        changed.filter(|&(one, other)| ciede2000(shown(one), shown(other)) > LEAST).take(TEXELS).count() == TEXELS
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{resources::Resources, transfer::slots::Worn};

    #[test]
    fn blush_in_the_skins_own_colour_is_not_seen_and_a_red_one_is() {
        let baker = Baker::new(&Resources::locate().unwrap()).unwrap();
        let blush = SLOTS.iter().position(|slot| slot.name == "blush").unwrap();
        let skin = Vec3::from_array(crate::raster::color::linear_from_rgb8([200, 150, 130]));
        let seen = |color: [u8; 3]| {
            let mut ensemble: Ensemble = [None; SLOTS.len()];
            ensemble[blush] = Some(Worn { shape: 0, finish: 0, color, coverage: 0.8, blur: 0.0 });
            visible(&ensemble, skin, &baker).unwrap()[blush].is_some()
        };
        assert!(!seen([200, 150, 130]));
        assert!(seen([190, 40, 60]));
    }

    #[test]
    fn hardly_any_pigment_is_none() {
        let baker = Baker::new(&Resources::locate().unwrap()).unwrap();
        let mut ensemble: Ensemble = [None; SLOTS.len()];
        let skin = Vec3::new(0.4, 0.25, 0.18);
        ensemble[2] = Some(Worn { shape: 0, finish: 0, color: [190, 140, 120], coverage: 0.1, blur: 0.0 });
        assert_eq!(visible(&ensemble, skin, &baker).unwrap(), [None; SLOTS.len()]);
    }
}
