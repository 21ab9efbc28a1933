//! Whiter teeth: yellow is taken out of what is bright and hardly coloured in the open mouth. Gums, tongue and lips keep theirs.

use super::{
    front::Front,
    guard::Opening,
    light::{Light, luminance},
    pixel::{decode, encode, smoothstep},
    rows::for_each_row,
};
use crate::{
    face::Face,
    geometry::{Vec3, regions::INNER_LIPS},
    raster::Pixmap,
};

/// Most that a tooth's colour moves towards white, and most that it gets brighter.
const WHITENING: f32 = 0.75;
const BRIGHTENING: f32 = 0.16;

/// Whitens the teeth of a face by `strength`, 0..=1.
pub(super) fn whiten(picture: &mut Pixmap, face: &Face, front: Option<&Front>, light: &Light, strength: f32) {
    let Some(opening) = Opening::of(face, &INNER_LIPS, picture.size()) else { return };
    let skin = luminance(light.lit.iter().sum::<Vec3>() / light.lit.len() as f32).max(1e-4);
    // A white thing is lit at least like this, whatever the skin's tone.
    let white = skin / light.wearer.skin_albedo;
    let tint = light.wearer.tint;
    for_each_row(picture, opening.bounds(), |y, left, row| {
        for (x, pixel) in (left..).zip(row) {
            let inside = opening.cover(x, y);
            if inside <= 0.0 {
                continue;
            }
            let seen = decode(*pixel);
            let brightness = luminance(seen);
            let balanced = seen / tint;
            let redness = balanced.x / balanced.y.max(1e-4);
            let tooth = smoothstep(0.10, 0.28, brightness / white) * smoothstep(1.55, 1.25, redness);
            let hidden = front.map_or(0.0, |front| front.at_pixel(x, y, *pixel).front);
            let share = strength * inside * tooth * (1.0 - hidden);
            let whitened = seen.lerp(tint * brightness, WHITENING * share) * (1.0 + BRIGHTENING * share);
            encode(whitened, pixel);
        }
    });
}
