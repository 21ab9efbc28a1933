//! Pigment films after Kubelka and Munk (P. Kubelka, F. Munk, "Ein Beitrag zur Optik der Farbanstriche", 1931; layers stacked as in
//! P. Kubelka, "New contributions to the optics of intensely light-scattering materials, part II", 1954).
//!
//! A film is described by how much light it sends back by itself and how much it lets through. Films stack into one film, whatever
//! their number: that is why the cost of a frame does not grow with the number of products.

use std::ops::{Add, Div, Mul, Sub};

use wide::f32x8;

use crate::{look::Shade, raster::color::linear_from_rgb8};

/// Thickness times scattering of a full, fully opaque layer: enough for the palest pigment to hide a dark lip.
const FULL_SCATTER: f32 = 6.0;

/// A number, or several that are reckoned with at once.
pub trait Amount:
    Copy + From<f32> + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self>
{
    /// The greater of the two.
    #[must_use]
    fn max(self, other: Self) -> Self;
}

impl Amount for f32 {
    fn max(self, other: Self) -> Self {
        f32::max(self, other)
    }
}

impl Amount for f32x8 {
    fn max(self, other: Self) -> Self {
        self.fast_max(other)
    }
}

/// A layer of pigment over whatever is beneath it. All values 0..=1, linear light, one for each of red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Film<V = f32> {
    /// Reflectance seen from above, over black.
    pub top: [V; 3],
    /// Share of light that passes down through the film and back up through it: the square of the transmission of a film that is
    /// the same everywhere. Kept as the square because that is what mixes by area where only a part of the surface is covered.
    pub two_way: [V; 3],
    /// Reflectance seen from below, over black: light between skin and film bounces off it.
    pub under: [V; 3],
}

impl Film {
    /// Nothing at all.
    pub const CLEAR: Self = Self { top: [0.0; 3], two_way: [1.0; 3], under: [0.0; 3] };

    /// A film of a shade. `coverage` is 0..=1 of a full layer.
    ///
    /// The shade's colour is its masstone `R`; two-constant theory gives absorption over scattering `K/S = (1-R)^2 / 2R`, and the
    /// film's reflectance and transmission follow from `K/S` and its scattering power (Kubelka's hyperbolic solution).
    pub fn of_shade(shade: &Shade, coverage: f32) -> Self {
        let scatter = FULL_SCATTER * shade.opacity * shade.opacity * coverage;
        if scatter <= 1e-6 {
            return Self::CLEAR;
        }
        let mut film = Self::CLEAR;
        for (channel, masstone) in linear_from_rgb8(shade.color).into_iter().enumerate() {
            let masstone = masstone.clamp(0.004, 0.98);
            let a = 1.0 + (1.0 - masstone) * (1.0 - masstone) / (2.0 * masstone);
            let b = (a * a - 1.0).sqrt();
            // Beyond an optical depth of 12 nothing passes, and the hyperbolic functions would overflow.
            let depth = (b * scatter).min(12.0);
            let (sinh, cosh) = (depth.sinh(), depth.cosh());
            film.top[channel] = sinh / (a * sinh + b * cosh);
            film.two_way[channel] = (b / (a * sinh + b * cosh)).powi(2);
        }
        film.under = film.top;
        film
    }

    /// Reflectance of the film on a ground of the given reflectance (linear, 0..=1).
    pub fn on(&self, ground: [f32; 3]) -> [f32; 3] {
        std::array::from_fn(|c| self.top[c] + self.two_way[c] * ground[c] / (1.0 - self.under[c] * ground[c]))
    }
}

impl<V: Amount> Film<V> {
    /// The film where it covers only `share` (0..=1) of the surface: the feathered edge of a shape.
    ///
    /// What is seen of such a place is the mix by area of bare and covered (A. Murray, "Monochrome reproduction in photoengraving",
    /// 1936), and so is the light that comes back through it. Only covered ground is lit again from below; weighted by how much of
    /// the returning light that ground gives, the mix is exact for ground that reflects little, and close for any.
    pub fn covering(self, share: V) -> Self {
        let mut mixed = self;
        for channel in 0..3 {
            let through = share * self.two_way[channel];
            mixed.top[channel] = share * self.top[channel];
            mixed.two_way[channel] = V::from(1.0) - share + through;
            mixed.under[channel] = self.under[channel] * through / mixed.two_way[channel].max(V::from(1e-6));
        }
        mixed
    }

    /// This film laid over another one.
    pub fn over(self, below: Self) -> Self {
        let mut stack = self;
        for channel in 0..3 {
            let bounce = V::from(1.0) / (V::from(1.0) - self.under[channel] * below.top[channel]);
            let (upper, lower) = (self.two_way[channel], below.two_way[channel]);
            stack.top[channel] = self.top[channel] + upper * below.top[channel] * bounce;
            stack.under[channel] = below.under[channel] + lower * self.under[channel] * bounce;
            stack.two_way[channel] = upper * lower * bounce * bounce;
        }
        stack
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DARK: [f32; 3] = [0.08, 0.045, 0.03];

    fn shade() -> impl Strategy<Value = Shade> {
        (any::<[u8; 3]>(), 0.0f32..=1.0).prop_map(|(color, opacity)| Shade::of(color, opacity))
    }

    #[test]
    fn a_full_opaque_layer_shows_its_own_colour_on_dark_skin() {
        for color in [[200, 30, 50], [120, 60, 60], [20, 20, 20], [230, 150, 150]] {
            let shown = Film::of_shade(&Shade::of(color, 1.0), 1.0).on(DARK);
            for (shown, own) in shown.into_iter().zip(linear_from_rgb8(color)) {
                assert!((shown - own).abs() < 0.08, "{color:?}: {shown} against {own}");
            }
        }
    }

    #[test]
    fn a_clear_film_changes_nothing() {
        assert_eq!(Film::CLEAR.on(DARK), DARK);
    }

    proptest! {
        #[test]
        fn no_film_makes_light(shade in shade(), coverage in 0.0f32..=1.0, share in 0.0f32..=1.0) {
            let film = Film::of_shade(&shade, coverage).covering(share);
            for c in 0..3 {
                prop_assert!(film.top[c] >= 0.0 && film.two_way[c] >= 0.0);
                prop_assert!(film.top[c] + film.two_way[c] <= 1.0 + 1e-4);
            }
        }

        #[test]
        fn a_half_covered_place_is_the_mix_by_area(shade in shade(), share in 0.0f32..=1.0, ground in 0.0f32..0.5) {
            let film = Film::of_shade(&shade, 1.0);
            let (bare, covered) = ([ground; 3], film.on([ground; 3]));
            let shown = film.covering(share).on(bare);
            for c in 0..3 {
                let mix = (1.0 - share) * bare[c] + share * covered[c];
                prop_assert!((shown[c] - mix).abs() < 0.02, "{} instead of {mix}", shown[c]);
            }
        }

        #[test]
        fn stacked_films_look_as_one_laid_after_the_other(lower in shade(), upper in shade(), ground in 0.0f32..0.9) {
            let (lower, upper) = (Film::of_shade(&lower, 0.4), Film::of_shade(&upper, 0.4));
            let at_once = upper.over(lower).on([ground; 3]);
            let in_turn = upper.on(lower.on([ground; 3]));
            for c in 0..3 {
                prop_assert!((at_once[c] - in_turn[c]).abs() < 1e-4);
            }
        }
    }
}
