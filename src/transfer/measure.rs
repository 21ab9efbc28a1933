//! What can be measured in the picture itself: the colour of a region, and the shade that looks like it there.

use super::{charts, unwrap::Unwrapped};
use crate::{
    geometry::Vec3,
    look::Product,
    makeup::{
        self,
        atlas::{Atlas, PageId, Texel},
    },
    raster::color::{luminance, srgb_from_linear},
};

/// Share of a region's full paint from which on a texel is its core.
const CORE: f32 = 0.7;
/// Texels that are seen less than this are not measured.
const SEEN: f32 = 0.9;
/// Fewest texels that a colour is measured from.
const FEWEST: usize = 12;
/// Shares of the texels, by luminance, that count: the darkest are lashes and folds, the brightest shine.
const COUNTED: (f32, f32) = (0.15, 0.75);

/// The colour of a region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// Mean reflectance, linear.
    pub reflectance: Vec3,
    /// Texels that it is the mean of.
    pub texels: usize,
}

/// Measures the core of what an atlas paints; `None` where too little of it is seen. The atlas is of one product that hides what is
/// beneath it ([`region_product`]).
pub fn region(unwrapped: &Unwrapped, atlas: &Atlas) -> Option<Measured> {
    let mut found: Vec<(f32, Vec3)> = Vec::new();
    for page in PageId::ALL {
        let (columns, rows) = charts::size(page);
        let Some(level) = atlas.pages[page as usize].levels.first() else { continue };
        let share = |index: usize| {
            let (x, y) = (index % columns, index / columns);
            let (x, y) = (x * level.width / columns, y * level.height / rows);
            let root = f32::from(level.texels[y * level.width + x].0[Texel::TWO_WAY + 1]) / 255.0;
            1.0 - root * root
        };
        let most = (0..columns * rows).map(share).fold(0.0, f32::max);
        // The coarse page shows everything once more; it counts where no dense page does.
        if most < 0.02 || (page == PageId::Face && !found.is_empty()) {
            continue;
        }
        let texels = unwrapped.pages[page as usize].texels.iter().enumerate();
        let core = texels.filter(|(index, seen)| seen.share >= SEEN && share(*index) >= CORE * most);
        found.extend(core.map(|(_, seen)| (luminance(seen.reflectance.to_array()), seen.reflectance)));
        if page == PageId::Face && found.len() < FEWEST {
            return None;
        }
    }
    if found.len() < FEWEST {
        return None;
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |share: f32| (share * found.len() as f32) as usize;
    let counted = &found[at(COUNTED.0)..at(COUNTED.1).max(at(COUNTED.0) + 1)];
    let reflectance = counted.iter().map(|(_, color)| *color).sum::<Vec3>() / counted.len() as f32;
    Some(Measured { reflectance, texels: found.len() })
}

/// The shade, sRGB, with which a product looks like `wanted` on a ground (both reflectances, linear); `product` makes the product of a
/// shade. What no shade gives is given as nearly as one can.
pub fn shade(wanted: Vec3, ground: Vec3, product: impl Fn([u8; 3]) -> Product) -> [u8; 3] {
    let shown = |byte: u8| makeup::film(&product([byte; 3])).map(|film| film.on(ground.to_array()));
    std::array::from_fn(|channel| {
        // A film's reflectance grows with its masstone, channel by channel.
        let (mut low, mut high) = (0u8, 255u8);
        while low < high {
            let middle = low + (high - low) / 2;
            let short = shown(middle).is_some_and(|shown| shown[channel] < wanted[channel]);
            if short { low = middle + 1 } else { high = middle }
        }
        low
    })
}

/// sRGB of a reflectance in white light.
pub fn rgb8(reflectance: Vec3) -> [u8; 3] {
    reflectance.to_array().map(|channel| (srgb_from_linear(channel.clamp(0.0, 1.0)) * 255.0).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        raster::color::linear_from_rgb8,
        transfer::slots::{SLOTS, Worn},
    };

    #[test]
    fn the_shade_is_found_that_was_worn() {
        let slot = SLOTS.last().unwrap();
        let product =
            |color: [u8; 3]| slot.product(&Worn { shape: 0, finish: 0, color, coverage: 0.7, blur: 0.0 });
        let ground = Vec3::new(0.25, 0.10, 0.08);
        for color in [[170, 30, 50], [90, 40, 60], [200, 150, 130]] {
            let shown = makeup::film(&product(color)).unwrap().on(ground.to_array());
            let found = shade(Vec3::from_array(shown), ground, product);
            assert!((0..3).all(|c| found[c].abs_diff(color[c]) <= 2), "{found:?} instead of {color:?}");
        }
        assert_eq!(rgb8(Vec3::from_array(linear_from_rgb8([10, 120, 240]))), [10, 120, 240]);
    }
}
