//! One pixel: the skin's albedo and light are told apart, the film is laid on the albedo, and the light is put back.

use super::light::{Light, luminance};
use crate::{
    geometry::Vec3,
    makeup::atlas::{Level, Texel},
    raster::color::{ENCODE_STEPS, encode_table, linear_table},
};

/// A pixel brighter than the lit skin by this factor in every channel shines: the rest is highlight.
const SHINE_ABOVE: f32 = 1.15;
/// Share of the skin's fine relief that shows through an opaque film.
const RELIEF: f32 = 0.9;
/// Share of the luminance relief that foundation leaves: pores stay, blotches go.
const FOUNDATION_RELIEF: f32 = 0.8;
/// Sharpness of the highlight on wet surfaces (Blinn-Phong exponent; J. Blinn, "Models of light reflection", 1977).
const WET_EXPONENT: i32 = 40;

/// What the atlas says at one point, each component 0..=1 as in [`Texel`].
pub(super) struct Paint([f32; 16]);

impl Paint {
    /// Four neighbouring texels, blended; `None` where none of them paints. Coordinates in texels of the level.
    #[inline]
    pub(super) fn sample(level: &Level, x: f32, y: f32) -> Option<Self> {
        let x = (x - 0.5).clamp(0.0, level.width as f32 - 1.001);
        let y = (y - 0.5).clamp(0.0, level.height as f32 - 1.001);
        let index = y as usize * level.width + x as usize;
        let upper = &level.texels[index..index + 2];
        let lower = &level.texels[index + level.width..index + level.width + 2];
        let taps = [upper[0], upper[1], lower[0], lower[1]];
        if taps == [Texel::NEUTRAL; 4] {
            return None;
        }
        // Sixteenths of a texel: the four weights then add up to 256, and a weighted sum of bytes fits 16 bits.
        let (fx, fy) = ((x.fract() * 16.0) as u16, (y.fract() * 16.0) as u16);
        let weights = [(16 - fx) * (16 - fy), fx * (16 - fy), (16 - fx) * fy, fx * fy];
        let mut sums = [0u16; 16];
        for (tap, weight) in taps.iter().zip(weights) {
            for (sum, &byte) in sums.iter_mut().zip(&tap.0) {
                *sum += u16::from(byte) * weight;
            }
        }
        Some(Self(sums.map(|sum| f32::from(sum) * (1.0 / (255.0 * 256.0)))))
    }

    fn rgb(&self, at: usize) -> Vec3 {
        Vec3::new(self.0[at], self.0[at + 1], self.0[at + 2])
    }
}

/// What the facet says at one pixel.
pub(super) struct Site {
    /// Lit skin around it: low-pass, linear.
    pub lit: Vec3,
    /// Surface normal, about unit length.
    pub normal: Vec3,
    /// Share of the paint that shows, 0..=1.
    pub share: f32,
}

/// Lays paint onto one sRGB pixel.
#[inline]
pub(super) fn paint_pixel(pixel: &mut [u8; 4], paint: &Paint, site: &Site, light: &Light) {
    let table = linear_table();
    let seen = Vec3::from_array([0, 1, 2].map(|c| table[usize::from(pixel[c])]));
    let lip = paint.0[Texel::LIP];
    let lit = site.lit * (1.0 + (light.wearer.lip_ratio - 1.0) * lip);
    let lit_luminance = luminance(lit).max(1e-4);
    let shine = (seen - lit * SHINE_ABOVE).min_element().max(0.0);
    let diffuse = seen - shine;
    let relief = (luminance(diffuse) / lit_luminance).clamp(0.0, 1.8);

    // Hairs, lashes and frames over the skin are far darker than it; they are not dyed. Lips have folds as dark.
    let skin_share = smoothstep(0.12, 0.42, relief);
    let share = site.share * (skin_share + (1.0 - skin_share) * lip);

    let evened = even_out(diffuse, lit, relief, paint.0[Texel::SKIN_MATCH]);
    let illumination = light.wearer.tint * (luminance(site.lit) / light.wearer.skin_albedo);
    let ground = (evened / illumination.max(Vec3::splat(1e-4))).clamp(Vec3::ZERO, Vec3::splat(0.95));
    let (top, under) = (paint.rgb(Texel::TOP), paint.rgb(Texel::UNDER));
    let (top, under, through) = (top * top, under * under, paint.rgb(Texel::TRANSMISSION));
    let film = top * (1.0 + (relief - 1.0) * RELIEF);
    let reflected = film + through * through * ground / (Vec3::ONE - under * ground);
    let wet = paint.0[Texel::GLOSS] * wet_light(site, light, relief, shine);
    let painted = illumination * reflected + shine * (1.0 - paint.0[Texel::MATTE]) + wet;
    encode(pixel, seen + (painted - seen) * share);
}

/// Foundation matched to the wearer: colour moves to that of the lit skin, relief mostly stays. What differs too much to be a blemish
/// is left alone.
#[inline]
fn even_out(diffuse: Vec3, lit: Vec3, relief: f32, strength: f32) -> Vec3 {
    let close = 1.0 - smoothstep(0.25, 0.6, (relief - 1.0).abs());
    let even = lit * (1.0 + (relief - 1.0) * FOUNDATION_RELIEF);
    diffuse + (even - diffuse) * (strength * close)
}

/// Light that a wet film sends back: a lobe by the mesh's normals, broken up by the surface's own relief, and the surface's own shine.
#[inline]
fn wet_light(site: &Site, light: &Light, relief: f32, shine: f32) -> f32 {
    let lobe = site.normal.dot(light.halfway).max(0.0).powi(WET_EXPONENT);
    let raised = smoothstep(0.8, 1.35, relief);
    let key = luminance(site.lit) / light.wearer.skin_albedo;
    key * (0.05 * lobe + 0.30 * lobe * raised + 0.10 * raised) + 0.8 * shine
}

#[inline]
fn smoothstep(from: f32, to: f32, value: f32) -> f32 {
    let t = ((value - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

#[inline]
fn encode(pixel: &mut [u8; 4], color: Vec3) {
    let table = encode_table();
    for (channel, value) in color.to_array().into_iter().enumerate() {
        let step = (value.clamp(0.0, 1.0).sqrt() * (ENCODE_STEPS - 1) as f32 + 0.5) as usize;
        pixel[channel] = table[step.min(ENCODE_STEPS - 1)];
    }
}
