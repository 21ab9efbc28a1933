//! A few pixels at a time: the skin's albedo and light are told apart, the film is laid on the albedo, and the light is put back.
//!
//! Everything is held component by component ("structure of arrays"), so that the compiler turns each step into vector instructions.

use wide::{f32x4, u8x16, u16x8};

use super::{
    facets::{Line, VARYINGS},
    front::Hindrance,
    light::Light,
    pixel::{floor_within, scattered, smoothstep, step_of},
};
use crate::{
    makeup::atlas::{Level, Texel},
    raster::color::{ENCODE_STEPS, LUMINANCE, encode_table, linear_table},
};

/// Pixels shaded together.
const LANES: usize = 16;
/// One value for each pixel.
type Lane = [f32; LANES];

/// A pixel brighter than the lit skin (or, on lips, than the lips around it) by this factor in every channel shines: the rest is highlight.
const SHINE_ABOVE: f32 = 1.15;
/// Share of the skin's fine relief that shows through an opaque film.
const RELIEF: f32 = 0.9;
/// Share of the luminance relief that foundation leaves: pores stay, blotches go.
const FOUNDATION_RELIEF: f32 = 0.8;
/// Foundation leaves skin at most so many times as saturated as the skin around it: what is more is a blotch.
const EVEN_SATURATION: f32 = 1.2;
/// Components of a texel that are used.
const COMPONENTS: usize = Texel::HOLO + 1;

/// Varyings that a pixel takes along: all but the place in the atlas.
const TAKEN: usize = VARYINGS - 2;
const _: () = assert!(LANES == 16 && TAKEN == 8, "pixels and what they take along are transposed eight by eight");

/// Pixels of one row that wait to be shaded together. What many components are known of is held pixel by pixel here, as that is how it
/// is found.
pub(super) struct Batch {
    filled: usize,
    /// Where each lane's pixel stands in the row.
    columns: [usize; LANES],
    /// What the atlas says: the components of [`Texel`], squared, 0..=255 * 255.
    texels: [[u16x8; 2]; LANES],
    /// The facet's varyings from the third on.
    varyings: [[f32; TAKEN]; LANES],
    /// Share of the paint that shows, but for facing, 0..=1.
    share: Lane,
    /// Share of the mouth's inside, 0..=1.
    mouth: Lane,
    /// Share of glasses, 0..=1.
    glasses: Lane,
    /// How close to the mouth's opening, 0..=1.
    near_mouth: Lane,
    /// Which particle lies here: a number that belongs to the texel, 0..1.
    particle: Lane,
}

/// All that is known of the pixels of a batch, component by component.
struct Lanes {
    /// What the atlas says, each component 0..=1 as in [`Texel`].
    paint: [Lane; COMPONENTS],
    /// Lit skin around the pixel: red, green, blue, linear.
    lit: [Lane; 3],
    /// Surface normal, about unit length.
    normal: [Lane; 3],
    /// Luminance of the bare lips around the pixel over that of the lit skin.
    lips: Lane,
    /// Share of the paint that shows, 0..=1.
    share: Lane,
    /// Share of glasses, 0..=1.
    glasses: Lane,
    /// How close to the mouth's opening, 0..=1.
    near_mouth: Lane,
    /// Which particle lies here, 0..1.
    particle: Lane,
}

/// What a page paints on a face: its texels as they are on pale skin, and where they go with the skin, as they are on the deepest, with the
/// share of these that shows, of 256.
#[derive(Clone, Copy)]
pub(super) struct Texels<'a> {
    pub pale: &'a Level,
    pub deep: Option<(&'a Level, u32)>,
}

impl Batch {
    pub(super) const fn new() -> Self {
        let zero = [0.0; LANES];
        Self {
            filled: 0,
            columns: [0; LANES],
            texels: [[u16x8::ZERO; 2]; LANES],
            varyings: [[0.0; TAKEN]; LANES],
            share: zero,
            mouth: zero,
            glasses: zero,
            near_mouth: zero,
            particle: zero,
        }
    }

    /// Takes in the pixel of a column where the atlas paints it. Tells whether the batch is full.
    #[inline(always)]
    pub(super) fn gather(
        &mut self,
        texels: Texels<'_>,
        line: &Line,
        column: usize,
        share: f32,
        hindrance: Hindrance,
    ) -> bool {
        let at = column as f32 + 0.5;
        let mut values = line.start;
        for (value, step) in values.iter_mut().zip(&line.step) {
            *value += step * at;
        }
        let share = share * (1.0 - hindrance.front);
        if share > 0.0 && self.sample(texels, values[0], values[1]) {
            let lane = self.filled;
            self.varyings[lane].copy_from_slice(&values[2..]);
            self.share[lane] = share;
            self.mouth[lane] = hindrance.mouth;
            self.glasses[lane] = hindrance.glasses;
            self.near_mouth[lane] = hindrance.near_mouth;
            self.columns[lane] = column;
            self.filled += 1;
        }
        self.filled == LANES
    }

    /// Blends four neighbouring texels into the next lane; `false` where none of them paints. Coordinates in texels of the level.
    #[inline(always)]
    fn sample(&mut self, Texels { pale: level, deep }: Texels<'_>, x: f32, y: f32) -> bool {
        let x = (x - 0.5).max(0.0).min(level.width as f32 - 1.001);
        let y = (y - 0.5).max(0.0).min(level.height as f32 - 1.001);
        let (column, row) = (floor_within(x, 0.0, 1e6), floor_within(y, 0.0, 1e6));
        let index = row as usize * level.width + column as usize;
        let taps = neighbours(level, index);
        let neutral = u8x16::new(Texel::NEUTRAL.0);
        let differs = taps.iter().fold(u8x16::ZERO, |differs, &tap| differs | (tap ^ neutral));
        if differs == u8x16::ZERO {
            return false;
        }
        // Sixteenths of a texel: the four weights add up to 256. Texels hold square roots, and it is the squares that blend: a square
        // is below 2^16, so that the upper halves of its products with the weights add up in 16 bits.
        let sixteenths = |part: f32| floor_within(part * 16.0, 0.0, 16.0) as u32;
        let (fx, fy) = (sixteenths(x - column as f32), sixteenths(y - row as f32));
        let weights = [(16 - fx) * (16 - fy), fx * (16 - fy), (16 - fx) * fy, fx * fy];
        let mut sums = [u16x8::ZERO; 2];
        match deep {
            None => blend(&mut sums, taps, weights, 256),
            Some((level, depth)) => {
                blend(&mut sums, taps, weights, 256 - depth);
                blend(&mut sums, neighbours(level, index), weights, depth);
            }
        }
        self.texels[self.filled] = sums;
        self.particle[self.filled] = scattered(index as u32);
        true
    }

    /// What was gathered, component by component.
    #[inline(always)]
    fn lanes(&self) -> Lanes {
        let mut paint = [[0.0; LANES]; 2 * 8];
        let mut varying = [[0.0; LANES]; TAKEN];
        for first in [0, 8] {
            for half in 0..2 {
                let columns = u16x8::transpose(std::array::from_fn(|lane| self.texels[first + lane][half]));
                for (component, column) in paint[8 * half..].iter_mut().zip(columns) {
                    for (value, square) in component[first..first + 8].iter_mut().zip(column.to_array()) {
                        *value = f32::from(square) * (1.0 / (255.0 * 255.0));
                    }
                }
            }
        }
        for first in (0..LANES).step_by(4) {
            for half in [0, 4] {
                let quarter = |lane: usize| f32x4::from(&self.varyings[first + lane][half..half + 4]);
                let columns = f32x4::transpose(std::array::from_fn(quarter));
                for (component, column) in varying[half..].iter_mut().zip(columns) {
                    component[first..first + 4].copy_from_slice(&column.to_array());
                }
            }
        }
        let [red, green, blue, facing, x, y, z, lips] = varying;
        let on_lips = &paint[Texel::LIP];
        let mut share = self.share;
        for i in 0..LANES {
            share[i] *= facing[i] * (1.0 - self.mouth[i] * on_lips[i]);
        }
        Lanes {
            paint: std::array::from_fn(|component| paint[component]),
            lit: [red, green, blue],
            normal: [x, y, z],
            lips,
            share,
            glasses: self.glasses,
            near_mouth: self.near_mouth,
            particle: self.particle,
        }
    }

    /// Lays the paint onto the row's sRGB pixels, and empties the batch.
    #[inline(always)]
    pub(super) fn paint(&mut self, row: &mut [[u8; 4]], light: &Light) {
        let columns = &self.columns[..self.filled];
        let decode = linear_table();
        let mut color = [[0.0; LANES]; 3];
        for (lane, &column) in columns.iter().enumerate() {
            (0..3).for_each(|c| color[c][lane] = decode[usize::from(row[column][c])]);
        }
        let lanes = self.lanes();
        lanes.paint_over(&mut color, light);
        if [Texel::METAL, Texel::SHIMMER, Texel::HOLO].iter().any(|&effect| lanes.paint[effect] != [0.0; LANES]) {
            lanes.glitter_over(&mut color, light);
        }
        // Plain loops: what an array's `map` calls is not compiled for the wider registers.
        let mut steps = [[0i32; LANES]; 3];
        for (steps, lane) in steps.iter_mut().zip(&color) {
            for (step, &value) in steps.iter_mut().zip(lane) {
                *step = step_of(value);
            }
        }
        let encode = encode_table();
        for (lane, &column) in columns.iter().enumerate() {
            (0..3).for_each(|c| row[column][c] = encode[steps[c][lane] as usize & (ENCODE_STEPS - 1)]);
        }
        self.filled = 0;
    }
}

/// The four texels that a place lies between, of which the first has this index.
#[inline(always)]
fn neighbours(level: &Level, index: usize) -> [u8x16; 4] {
    let upper = &level.texels[index..index + 2];
    let lower = &level.texels[index + level.width..index + level.width + 2];
    [upper[0], upper[1], lower[0], lower[1]].map(|texel| u8x16::new(texel.0))
}

/// Adds the squares of four texels, each with its weight of 256 and all with a share of 256.
#[inline(always)]
fn blend(sums: &mut [u16x8; 2], texels: [u8x16; 4], weights: [u32; 4], share: u32) {
    for (bytes, weight) in texels.into_iter().zip(weights) {
        let weight = u16x8::splat((weight * share).min(0xFFFF) as u16);
        for (sum, roots) in sums.iter_mut().zip([u16x8::from_u8x16_low(bytes), u16x8::from_u8x16_high(bytes)]) {
            *sum += (roots * roots).mul_keep_high(weight);
        }
    }
}

impl Lanes {
    /// The colour model itself, in linear light; `color` goes in bare and comes out painted.
    #[inline(always)]
    fn paint_over(&self, color: &mut [Lane; 3], light: &Light) {
        let wearer = &light.wearer;
        let (tint, halfway) = (wearer.tint.to_array(), light.halfway.to_array());
        for i in 0..LANES {
            let at = |component: usize| self.paint[component][i];
            let seen = [color[0][i], color[1][i], color[2][i]];
            let lit_skin = [self.lit[0][i], self.lit[1][i], self.lit[2][i]];
            let lip = at(Texel::LIP);
            // Lips as a whole are a base that keeps the lower one fuller than the upper one; the lips around the pixel are one that a
            // pale patch does not show through. Half of each is the base of the relief.
            let over_skin = |ratio: f32| 1.0 + (ratio - 1.0) * lip;
            let base = over_skin((wearer.lip_ratio * self.lips[i]).sqrt());
            let lit = lit_skin.map(|v| v * base);
            // Only what is brighter than its own surroundings shines: a pale lip is no shine, or it would never be painted.
            let dull = SHINE_ABOVE * base.max(over_skin(self.lips[i]));
            let above = |c: usize| seen[c] - lit_skin[c] * dull;
            let shine = above(0).min(above(1)).min(above(2)).max(0.0);
            let diffuse = seen.map(|v| v - shine);
            let relief = (luminance(diffuse) / luminance(lit).max(1e-4)).clamp(0.0, 1.8);

            // Foundation matched to the wearer: colour moves to that of the lit skin, relief mostly stays. What differs too much to
            // be a blemish is left alone.
            let close = 1.0 - smoothstep(0.25, 0.6, (relief - 1.0).abs());
            let evening = at(Texel::SKIN_MATCH) * close;
            let even_relief = 1.0 + (relief - 1.0) * FOUNDATION_RELIEF;
            // The lit skin is a mean over shade, down and pores, greyer than the skin itself: as saturated as the pixel was, within
            // bounds, it stays; or warm skin would turn ashy.
            let grey = luminance(lit).max(1e-4);
            let (own, around) = (saturation(diffuse), saturation(lit).max(1e-3));
            let stretch = (own / around).clamp(1.0, EVEN_SATURATION);
            let even_skin = lit.map(|v| ((grey + (v - grey) * stretch) * even_relief).max(0.0));

            // Light that a wet film sends back: a lobe by the mesh's normals (Blinn-Phong; J. Blinn, "Models of light reflection",
            // 1977), broken up by the surface's own relief, and the surface's own shine. Lips are wet wherever they are raised above
            // the lips around, and gleam broadly between their folds; on skin that would be a grey veil.
            let key = luminance(lit_skin) / wearer.skin_albedo;
            let facing =
                self.normal[0][i] * halfway[0] + self.normal[1][i] * halfway[1] + self.normal[2][i] * halfway[2];
            let (lobe, gleam) = (fortieth_power(facing.max(0.0)), tenth_power(facing.max(0.0)));
            let over_around = luminance(diffuse) / (luminance(lit_skin) * over_skin(self.lips[i])).max(1e-4);
            let raised = smoothstep(0.95, 1.4, over_around);
            let on_lips = lip * (0.12 * raised + 0.05 * gleam * smoothstep(0.75, 1.15, over_around));
            let wet = at(Texel::GLOSS) * (key * (0.05 * lobe + 0.36 * lobe * raised + on_lips) + 0.8 * shine);
            let kept_shine = shine * (1.0 - at(Texel::MATTE)) + wet;

            let mut painted = seen;
            for c in 0..3 {
                let even = diffuse[c] + (even_skin[c] - diffuse[c]) * evening;
                let illumination = (key * tint[c]).max(1e-4);
                let ground = (even / illumination).clamp(0.0, 0.95);
                let (top, under, two_way) = (at(Texel::TOP + c), at(Texel::UNDER + c), at(Texel::TWO_WAY + c));
                let film = top * (1.0 + (relief - 1.0) * RELIEF);
                let reflected = film + two_way * ground / (1.0 - under * ground);
                painted[c] = illumination * reflected + kept_shine;
            }

            // Hairs, lashes and frames over the skin are far darker than it; no paint makes them paler. Lips have folds as dark, and
            // a liner blackens lashes and skin alike.
            let skin = smoothstep(0.12, 0.42, relief);
            let darker = if luminance(painted) < luminance(seen) { 1.0 } else { 0.0 };
            // Behind a clear lens there is skin, and it looks like it; frames, tinted lenses and reflections do not.
            let seen_through = 1.0 - smoothstep(0.25, 0.55, (relief - 1.0).abs() + 4.0 * shine);
            let clear = 1.0 - self.glasses[i] * (1.0 - seen_through);
            // Between the lips there are teeth, which are less red than any skin, and the dark behind them.
            let redness = |color: [f32; 3]| color[0] / color[1].max(1e-4);
            let tooth = smoothstep(0.96, 0.86, redness(seen) / redness(lit_skin));
            let within = lip * self.near_mouth[i] * tooth.max(smoothstep(0.22, 0.10, relief));
            let clear = clear * (1.0 - within);
            let share = self.share[i] * clear * (skin + (1.0 - skin) * lip.max(darker));
            (0..3).for_each(|c| color[c][i] = seen[c] + (painted[c] - seen[c]) * share);
        }
    }

    /// The light of particles and metal, on top of the painted colour: what depends on how the surface is turned.
    #[inline(always)]
    #[expect(clippy::needless_range_loop, reason = "a lane is a place in many arrays")]
    fn glitter_over(&self, color: &mut [Lane; 3], light: &Light) {
        let halfway = light.halfway.to_array();
        for i in 0..LANES {
            let at = |component: usize| self.paint[component][i];
            let (metal, shimmer, holo) = (at(Texel::METAL), at(Texel::SHIMMER), at(Texel::HOLO));
            let lit = [self.lit[0][i], self.lit[1][i], self.lit[2][i]];
            let key = luminance(lit) / light.wearer.skin_albedo;
            let normal = [self.normal[0][i], self.normal[1][i], self.normal[2][i]];
            let facing = (normal[0] * halfway[0] + normal[1] * halfway[1] + normal[2] * halfway[2]).max(0.0);
            let sheen = tenth_power(facing);
            let film: [f32; 3] = std::array::from_fn(|c| at(Texel::TOP + c));
            let brightest = film[0].max(film[1]).max(film[2]).max(1e-3);

            // A particle flashes while its own little mirror is turned to the light, which a small turn of the head ends.
            let particle = self.particle[i];
            let turn = particle * 7.0 + normal[0] * 5.0 + normal[1] * 4.0;
            let flash =
                smoothstep(0.72, 1.0, triangle(turn)) * smoothstep(0.35, 1.0, scattered((particle * 65_536.0) as u32));
            let hue = facing * 1.6 + normal[1] * 0.9 + normal[0] * 0.7 + particle * 0.12;
            for c in 0..3 {
                let own = film[c] / brightest;
                let rainbow = triangle(hue + c as f32 / 3.0);
                let painted = color[c][i] * (1.0 - 0.12 * metal - 0.05 * holo);
                let added = metal * own * (0.36 * sheen + 0.01)
                    + shimmer * (0.10 * sheen * own + 0.75 * flash * (0.35 + 0.65 * own) * (0.25 + 0.75 * sheen))
                    + holo * rainbow * (0.32 * sheen + 0.012);
                color[c][i] += (painted + key * added - color[c][i]) * self.share[i];
            }
        }
    }
}

#[inline(always)]
fn luminance(color: [f32; 3]) -> f32 {
    color[0] * LUMINANCE[0] + color[1] * LUMINANCE[1] + color[2] * LUMINANCE[2]
}

/// How far a colour's weakest channel lies below its luminance, 0..=1.
#[inline(always)]
fn saturation(color: [f32; 3]) -> f32 {
    1.0 - color[0].min(color[1]).min(color[2]) / luminance(color).max(1e-4)
}

/// A wave of period 1 between 0 and 1.
#[inline(always)]
fn triangle(at: f32) -> f32 {
    (2.0 * (at - at.floor()) - 1.0).abs()
}

/// The sharpness of a metal's or powder's sheen.
#[inline(always)]
fn tenth_power(value: f32) -> f32 {
    let square = value * value;
    let fourth = square * square;
    fourth * fourth * square
}

/// The highlight's sharpness.
#[inline(always)]
fn fortieth_power(value: f32) -> f32 {
    let square = value * value;
    let fourth = square * square;
    let eighth = fourth * fourth;
    let sixteenth = eighth * eighth;
    sixteenth * sixteenth * eighth
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        compose::{facets::Surface, light::Wearer},
        geometry::Vec3,
    };

    fn light() -> Light {
        let wearer = Wearer { skin_albedo: 0.3, lip_ratio: 0.6, tint: Vec3::ONE };
        let surface = Surface { points: Vec::new(), normals: Vec::new(), front: Vec::new() };
        Light { surface, lit: Vec::new(), lips: Vec::new(), halfway: Vec3::NEG_Z, wearer }
    }

    fn constant(start: [f32; VARYINGS]) -> Line {
        Line { start, step: [0.0; VARYINGS] }
    }

    /// A row of skin, lit as the wearer's albedo says, with one texel's paint on every pixel.
    fn painted(texel: Texel, value: u8) -> [u8; 4] {
        let level = Level { width: 2, height: 2, texels: vec![texel; 4] };
        let line = constant([1.0, 1.0, 0.3, 0.3, 0.3, 1.0, 0.0, 0.0, -1.0, 0.6]);
        let mut row = [[value, value, value, 255]; 3];
        let mut batch = Batch::new();
        for column in 0..3 {
            batch.gather(Texels { pale: &level, deep: None }, &line, column, 1.0, Hindrance::default());
        }
        batch.paint(&mut row, &light());
        row[2]
    }

    #[test]
    fn a_shade_that_goes_with_the_skin_is_mixed_by_its_depth() {
        let level = |value| Level { width: 2, height: 2, texels: vec![Texel([value; 16]); 4] };
        let (pale, deep) = (level(200), level(100));
        let mixed = |depth| {
            let mut batch = Batch::new();
            let line = constant([1.0; VARYINGS]);
            batch.gather(Texels { pale: &pale, deep: Some((&deep, depth)) }, &line, 0, 1.0, Hindrance::default());
            batch.lanes().paint[Texel::TOP][0]
        };
        let share = |root: f32| (root / 255.0).powi(2);
        for (depth, expected) in [(64, 0.75 * share(200.0) + 0.25 * share(100.0)), (256, share(100.0))] {
            assert!((mixed(depth) - expected).abs() < 1e-3, "{depth}: {} against {expected}", mixed(depth));
        }
    }

    #[test]
    fn a_clear_film_leaves_every_value_as_it_was() {
        let mut clear = Texel::NEUTRAL;
        clear.0[Texel::LIP] = 255;
        for value in [0u8, 3, 60, 128, 200, 255] {
            assert!(painted(clear, value)[0].abs_diff(value) <= 1, "{value} became {}", painted(clear, value)[0]);
        }
    }

    #[test]
    fn an_opaque_film_shows_its_own_colour() {
        let mut red = Texel::NEUTRAL;
        red.0[Texel::TWO_WAY..Texel::TWO_WAY + 3].fill(0);
        // Square roots of 0.36, 0.01 and 0.04.
        red.0[..3].copy_from_slice(&[153, 26, 51]);
        let shown = painted(red, 149);
        let expected = [0.36, 0.01, 0.04].map(|v| crate::raster::color::srgb_from_linear(v) * 255.0);
        (0..3).for_each(|c| assert!((f32::from(shown[c]) - expected[c]).abs() < 3.0, "{shown:?} for {expected:?}"));
    }

    #[test]
    fn a_dark_film_blackens_lashes_and_a_pale_one_leaves_them() {
        let film = |top: u8| {
            let mut texel = Texel::NEUTRAL;
            texel.0[Texel::TWO_WAY..Texel::TWO_WAY + 3].fill(0);
            texel.0[..3].fill(top);
            texel
        };
        let lash = 40;
        assert!(painted(film(8), lash)[0] < 20, "{:?}", painted(film(8), lash));
        assert_eq!(painted(film(200), lash)[0], lash);
        assert!(painted(film(200), 150)[0] > 180, "skin is painted: {:?}", painted(film(200), 150));
    }

    #[test]
    fn effects_add_light_only_where_they_are() {
        let film = |effect: Option<usize>| {
            let mut texel = Texel::NEUTRAL;
            texel.0[Texel::TWO_WAY..Texel::TWO_WAY + 3].fill(0);
            texel.0[..3].copy_from_slice(&[120, 60, 40]);
            effect.into_iter().for_each(|effect| texel.0[effect] = 255);
            painted(texel, 149)
        };
        let plain = film(None);
        for effect in [Texel::METAL, Texel::SHIMMER, Texel::HOLO] {
            let shown = film(Some(effect));
            assert!((0..3).any(|c| shown[c] > plain[c].saturating_add(8)), "{effect}: {shown:?} beside {plain:?}");
        }
    }

    fn texels(values: [f32; 16]) -> [Texel; 8] {
        Texel::of(values.map(wide::f32x8::splat))
    }

    #[test]
    fn a_blend_of_bare_and_covered_is_the_mix_in_light() {
        let [covered, ..] = texels([0.3, 0.3, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 0.3, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0]);
        let level = Level { width: 2, height: 2, texels: vec![Texel::NEUTRAL, covered, Texel::NEUTRAL, covered] };
        let mut batch = Batch::new();
        let line = constant([1.0, 1.0, 0.3, 0.3, 0.3, 1.0, 0.0, 0.0, -1.0, 0.6]);
        batch.gather(Texels { pale: &level, deep: None }, &line, 0, 1.0, Hindrance::default());
        for (component, expected) in [(Texel::TOP, 0.15), (Texel::TWO_WAY, 0.5)] {
            let found = batch.lanes().paint[component][0];
            assert!((found - expected).abs() < 0.003, "{found} instead of {expected}");
        }
    }

    #[test]
    fn foundation_takes_no_warmth_from_skin() {
        let [matching, ..] = texels([0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        let level = Level { width: 2, height: 2, texels: vec![matching; 4] };
        // The skin around is a little greyer than the pixel.
        let line = constant([1.0, 1.0, 0.094, 0.060, 0.046, 1.0, 0.0, 0.0, -1.0, 0.6]);
        let (mut batch, mut row) = (Batch::new(), [[88, 67, 54, 255]]);
        batch.gather(Texels { pale: &level, deep: None }, &line, 0, 1.0, Hindrance::default());
        batch.paint(&mut row, &light());
        let chroma = |[r, _, b, _]: [u8; 4]| i32::from(r) - i32::from(b);
        // Without that it would be 26.
        assert!(chroma(row[0]) >= 29, "{row:?}");
    }

    #[test]
    fn a_neutral_texel_changes_nothing() {
        assert_eq!(painted(Texel::NEUTRAL, 77), [77, 77, 77, 255]);
    }
}
