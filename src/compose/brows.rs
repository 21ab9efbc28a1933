//! Brow hairs in the colour of a brow product. Where they are, parser and darkness say: a pencil's shape knows where a brow should be, not
//! where its hairs are.

use rayon::prelude::*;

use super::{
    front::Front,
    light::{Light, luminance},
    pixel::{decode, encode, smoothstep},
    rows::for_each_row,
};
use crate::{
    face::Face,
    geometry::{
        Rect, Vec2, Vec3,
        regions::{LEFT_BROW, RIGHT_BROW},
    },
    makeup::passes::Tint,
    raster::Pixmap,
};

/// Luminance over that of the skin around, at which a pixel begins to be hair, and at which it is nothing else.
const DARK: (f32, f32) = (0.88, 0.45);
/// Share of brow in the parser's eyes at which a pixel may be one, and at which it is.
const BROW: (f32, f32) = (0.10, 0.45);
/// How far the brow reaches beyond its ring of landmarks, shares of the ring's height.
const BEYOND: f32 = 0.6;
/// Largest factor that a tint changes the hairs' luminance by: gel over black hairs does not make them blond.
const MOST_CHANGE: f32 = 1.5;

/// Tints the brow on the picture's left, and the one on its right, by `strength`, 0..=1. `bare` is the frame.
pub(super) fn tint(
    picture: &mut Pixmap,
    bare: &Pixmap,
    face: &Face,
    front: Option<&Front>,
    light: &Light,
    tints: &[Option<Tint>; 2],
    strength: f32,
) {
    let Some(front) = front else { return };
    for (ring, tint) in [LEFT_BROW, RIGHT_BROW].iter().zip(tints) {
        let Some(tint) = tint else { continue };
        let Some(bounds) = Rect::around(ring.iter().map(|&vertex| face.landmarks[vertex].truncate())) else { continue };
        let reach = Vec2::splat(BEYOND * bounds.size().y);
        let bounds = Rect { min: bounds.min - reach, max: bounds.max + reach };
        let lit = ring.iter().map(|&vertex| light.lit[vertex]).sum::<Vec3>() / ring.len() as f32;
        let brow = Brow { front, skin: luminance(lit).max(1e-4) };
        let Some(usual) = brow.usual_luminance(bare, bounds) else { continue };
        let shade = Vec3::from_array(tint.color).lerp(Vec3::from_array(tint.deep), light.wearer.depth());
        let shade = shade * light.wearer.tint * (brow.skin / light.wearer.skin_albedo);
        let change = (luminance(shade) / usual).max(1e-4);
        let shade = shade * (change.clamp(1.0 / MOST_CHANGE, MOST_CHANGE) / change);
        for_each_row(picture, bounds, |y, left, row| {
            for (x, pixel) in (left..).zip(row) {
                let natural = bare.pixel(x as u32, y as u32);
                let share = strength * tint.hides * brow.hair(x, y, natural);
                if share > 0.0 {
                    // Each hair keeps its own light and shade.
                    let relief = (luminance(decode(natural)) / usual).clamp(0.3, 2.5);
                    encode(decode(*pixel).lerp(shade * relief, share), pixel);
                }
            }
        });
    }
}

/// What tells a brow's hairs.
struct Brow<'a> {
    front: &'a Front,
    /// Luminance of the lit skin around.
    skin: f32,
}

impl Brow<'_> {
    /// How surely a pixel is a hair, 0..=1.
    fn hair(&self, x: i32, y: i32, pixel: [u8; 4]) -> f32 {
        let dark = smoothstep(DARK.0, DARK.1, luminance(decode(pixel)) / self.skin);
        if dark <= 0.0 {
            return 0.0;
        }
        let seen = self.front.at_pixel(x, y, pixel);
        dark * smoothstep(BROW.0, BROW.1, seen.brow) * (1.0 - seen.front)
    }

    /// Mean luminance of the hairs in a box; `None` where there are none.
    fn usual_luminance(&self, bare: &Pixmap, bounds: Rect) -> Option<f32> {
        let [width, height] = bare.size().map(|side| side as i32);
        let rows = (bounds.min.y.max(0.0) as i32)..(bounds.max.y.ceil() as i32).min(height);
        let columns = (bounds.min.x.max(0.0) as i32)..(bounds.max.x.ceil() as i32).min(width);
        // Every second pixel of every second row tells enough.
        let row = |y: i32| {
            columns.clone().step_by(2).fold((0.0, 0.0), |(sum, weight), x| {
                let pixel = bare.pixel(x as u32, y as u32);
                let hair = self.hair(x, y, pixel);
                (sum + hair * luminance(decode(pixel)), weight + hair)
            })
        };
        let sums = rows.into_par_iter().step_by(2).map(row);
        let (sum, weight) = sums.reduce(|| (0.0, 0.0), |a: (f32, f32), b| (a.0 + b.0, a.1 + b.1));
        (weight > 4.0).then(|| (sum / weight).max(1e-4))
    }
}
