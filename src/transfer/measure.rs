//! What can be measured in the picture itself: the colour of a region, and the shade that looks like it there.

use super::{charts, unwrap::Unwrapped};
use crate::{
    geometry::Vec3,
    look::Product,
    makeup::{
        self,
        atlas::{Atlas, PageId, Texel},
        pigment::Film,
    },
    raster::color::{luminance, rgb8_from_linear},
};

/// Share of a region's full paint from which on a texel is its core.
const CORE: f32 = 0.7;
/// Texels that are seen less than this are not measured.
const SEEN: f32 = 0.9;
/// Fewest texels that a colour is measured from.
const FEWEST: usize = 12;
/// Shares of the texels, by luminance, that count: the darkest are lashes and folds, the brightest shine.
const COUNTED: (f32, f32) = (0.15, 0.75);

/// The texels of a region that tell its colour.
#[derive(Debug, Clone)]
pub struct Core {
    texels: Vec<(PageId, usize)>,
    /// Mean reflectance of what is seen there, linear.
    pub reflectance: Vec3,
}

impl Core {
    /// The core of what an atlas paints, an atlas of one product that hides what is beneath it; `None` where too little of it is seen.
    pub fn of(unwrapped: &Unwrapped, stencil: &Atlas) -> Option<Self> {
        let dense = [PageId::LeftEye, PageId::RightEye, PageId::Lips];
        let found: Vec<_> = dense.into_iter().flat_map(|page| seen(unwrapped, stencil, page)).collect();
        // The coarse page shows everything once more; it counts where no dense page does.
        let mut found = if found.len() < FEWEST { seen(unwrapped, stencil, PageId::Face) } else { found };
        if found.len() < FEWEST {
            return None;
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let at = |share: f32| (share * found.len() as f32) as usize;
        let counted = &found[at(COUNTED.0)..at(COUNTED.1)];
        let texels: Vec<(PageId, usize)> = counted.iter().map(|&(_, page, index)| (page, index)).collect();
        let reflectance = |&(page, index): &(PageId, usize)| unwrapped.pages[page as usize].texels[index].reflectance;
        let sum: Vec3 = texels.iter().map(reflectance).sum();
        let reflectance = sum / texels.len() as f32;
        Some(Self { texels, reflectance })
    }

    /// The same in a photo that is so many times as bright.
    #[must_use]
    pub fn exposed(self, times: f32) -> Self {
        Self { reflectance: self.reflectance * times, ..self }
    }

    /// How many texels it has.
    pub fn count(&self) -> usize {
        self.texels.len()
    }

    /// Mean reflectance of the core if it wore what an atlas paints, on a ground (linear).
    pub fn wearing(&self, atlas: &Atlas, ground: Vec3) -> Vec3 {
        let shown = |&(page, index): &(PageId, usize)| {
            let film = texel(atlas, page, index).map_or(Film::CLEAR, Texel::film);
            Vec3::from_array(film.on(ground.to_array()))
        };
        self.texels.iter().map(shown).sum::<Vec3>() / self.texels.len().max(1) as f32
    }
}

/// The core of a page: luminance, page and index of each of its texels.
fn seen(unwrapped: &Unwrapped, stencil: &Atlas, page: PageId) -> Vec<(f32, PageId, usize)> {
    let (columns, rows) = charts::size(page);
    let share = |index: usize| texel(stencil, page, index).map_or(0.0, |texel| 1.0 - texel.film().two_way[1]);
    let most = (0..columns * rows).map(share).fold(0.0, f32::max);
    if most < 0.02 {
        return Vec::new();
    }
    let texels = unwrapped.pages[page as usize].texels.iter().enumerate();
    let core = texels.filter(|(index, seen)| seen.share >= SEEN && share(*index) >= CORE * most);
    core.map(|(index, seen)| (luminance(seen.reflectance.to_array()), page, index)).collect()
}

/// The atlas's texel in the place of a page's texel.
fn texel(atlas: &Atlas, page: PageId, index: usize) -> Option<Texel> {
    let (columns, rows) = charts::size(page);
    let level = atlas.pages[page as usize].levels.first()?;
    let (x, y) = ((index % columns) * level.width / columns, (index / columns) * level.height / rows);
    level.texels.get(y * level.width + x).copied()
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
    rgb8_from_linear(reflectance.to_array())
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
        let product = |color: [u8; 3]| slot.product(&Worn { shape: 0, finish: 0, color, coverage: 0.7, blur: 0.0 });
        let ground = Vec3::new(0.25, 0.10, 0.08);
        for color in [[170, 30, 50], [90, 40, 60], [200, 150, 130]] {
            let shown = makeup::film(&product(color)).unwrap().on(ground.to_array());
            let found = shade(Vec3::from_array(shown), ground, product);
            assert!((0..3).all(|c| found[c].abs_diff(color[c]) <= 2), "{found:?} instead of {color:?}");
        }
        assert_eq!(rgb8(Vec3::from_array(linear_from_rgb8([10, 120, 240]))), [10, 120, 240]);
    }
}
