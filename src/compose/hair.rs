//! Hair dye: strands take the dye's colour and keep their own light and shade.

use super::{
    backdrop::Backdrop,
    light::{Light, luminance},
    pixel::{decode, encode, smoothstep, wave},
    rows::for_each_row,
};
use crate::{
    face::{Face, Parsing, Part},
    geometry::{Affine2, Rect, Vec2, Vec3},
    look::HairShape,
    makeup::passes::Dye,
    raster::{
        Pixmap,
        cells::Corners,
        color::brightness,
        guided::{Guide, Line, box_mean},
    },
};

/// Cells around each that the mask is fitted to the picture over, and the least edge (standard deviation of brightness, 0..=1).
const RADIUS: usize = 2;
const LEAST_EDGE: f32 = 0.02;
/// Share of hair where a strand begins and where it is whole.
const STRAND: (f32, f32) = (0.18, 0.75);
/// Pixels of a row that are passed over together where there is no hair about, and the share (of 255) that is none.
const RUN: usize = 16;
const NO_HAIR: u8 = 12;
/// Share (of 255) from which on a cell is hair that can hang together with other hair.
const HAIR: u8 = 64;
/// Cells at the border of the near square over which the wide one takes over.
const SEAM: f32 = 8.0;
/// A head of hair shades itself: light that its mean strand gets, over that on the skin.
const SHADED: f32 = 0.72;
/// How strongly natural shade shows in a strand that is dyed paler: the noise of black hair is not blown up to pale stripes.
const PALER_RELIEF: f32 = 0.6;
/// Locks around the head, of which some are highlighted.
const LOCKS: f32 = 40.0;
/// Standard deviations from the mean strand within which a pixel is taken for hair.
const ALIKE: f32 = 2.5;
/// Least and most stops that a strand may be brighter than the mean one, and that its red or blue may differ against its green.
const BRIGHTER: (f32, f32) = (1.6, 2.6);
const OTHER_HUE: (f32, f32) = (0.4, 1.6);

/// Dyes the hair of a face.
pub(super) fn dye(picture: &mut Pixmap, frame: &Pixmap, face: &Face, light: &Light, dyes: &[Dye], strength: f32) {
    let Some(hair) = Hair::of(frame, face, light) else { return };
    let dyes: Vec<Strand> = dyes.iter().map(|dye| Strand::of(dye, &hair)).collect();
    for_each_row(picture, hair.bounds, |y, left, row| {
        for (x, pixels) in (left..).step_by(RUN).zip(row.chunks_mut(RUN)) {
            if !hair.is_about(Vec2::new(x as f32 + 0.5 * RUN as f32, y as f32 + 0.5)) {
                continue;
            }
            for (x, pixel) in (x..).zip(pixels) {
                let point = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
                let share = hair.share(point, *pixel);
                if share > 0.0 {
                    let seen = decode(*pixel);
                    let dyed = dyes.iter().fold(seen, |color, dye| hair.dyed(color, seen, dye, point));
                    encode(seen.lerp(dyed, share * strength), pixel);
                }
            }
        }
    });
}

/// The mask of hair in one square.
struct Mask {
    lines: Vec<Line>,
    /// Whether there is any hair within a run of pixels of a cell.
    about: Vec<bool>,
    size: usize,
    cells_from_frame: Affine2,
}

impl Mask {
    fn of(frame: &Pixmap, parsing: &Parsing, hair: &[u8]) -> Self {
        let guide = Guide::new(parsing.brightness_of_cells(frame), parsing.size, RADIUS, LEAST_EDGE);
        let share = |share: u8| if share < NO_HAIR { 0.0 } else { f32::from(share) / 255.0 };
        let plane: Vec<f32> = hair.iter().map(|&value| share(value)).collect();
        let lines = guide.lines(&plane);
        let cells_from_frame = parsing.cells_from_frame();
        let run = cells_from_frame.transform_vector2(Vec2::X).length() * RUN as f32 * 0.5;
        let inked: Vec<f32> = lines.iter().map(|line| if *line == [0.0; 2] { 0.0 } else { 1.0 }).collect();
        let about = box_mean(&inked, parsing.size, run.ceil() as usize + 1).iter().map(|&mean| mean > 0.0).collect();
        Self { lines, about, size: parsing.size, cells_from_frame }
    }

    /// Whether there may be hair within half a run of a point; not outside the square.
    fn is_about(&self, point: Vec2) -> bool {
        let cell = self.cells_from_frame.transform_point2(point);
        let end = self.size as f32 - 1.0;
        let at = cell.clamp(Vec2::ZERO, Vec2::splat(end));
        self.about[at.y as usize * self.size + at.x as usize]
    }

    /// Share of hair at a point, and how far inside the square that is: 1 inside, 0 at its border.
    fn at(&self, point: Vec2, brightness: f32) -> (f32, f32) {
        let cell = self.cells_from_frame.transform_point2(point);
        let end = self.size as f32 - 1.001;
        let border = cell.min(Vec2::splat(end) - cell).min_element();
        if border <= 0.0 {
            return (0.0, 0.0);
        }
        let Corners { indices, weights } = Corners::around(cell, self.size);
        let taps = [0, 1, 2, 3].map(|i| self.lines[indices[i]]);
        if taps == [[0.0; 2]; 4] {
            return (0.0, (border / SEAM).min(1.0));
        }
        let sum = |part: usize| taps.iter().zip(weights).map(|(tap, weight)| tap[part] * weight).sum::<f32>();
        (sum(0) * brightness + sum(1), (border / SEAM).min(1.0))
    }
}

/// Length over which an ombre comes in, in the head's own measure, and where long hair wears it in full.
const OMBRE: f32 = 0.95;
const LONG: f32 = 1.1;

/// The hair around one face.
struct Hair {
    near: Mask,
    wide: Option<Mask>,
    bounds: Rect,
    strands: Strands,
    /// What is seen between them.
    backdrop: Option<Backdrop>,
    /// Light on a strand: a white one would look like this.
    illumination: Vec3,
    /// From frame pixels to the head's own measure: origin between the eyes, y down to the chin at 1.
    head_from_frame: Affine2,
    /// How far down the hair reaches, in the head's own measure.
    tips: f32,
}

impl Hair {
    /// `None` where the face has not been parsed, or has next to no hair about it.
    fn of(frame: &Pixmap, face: &Face, light: &Light) -> Option<Self> {
        let near = face.parsing.as_ref()?;
        let whole = face.surroundings.as_ref().unwrap_or(near);
        let backdrop = Backdrop::of(frame, whole);
        let strands = Strands::of(frame, near, backdrop.as_ref())?;
        let bounds = bounds(whole)?;
        let skin = luminance(light.lit.iter().sum::<Vec3>() / light.lit.len() as f32);
        let key = skin / light.wearer.skin_albedo * SHADED;
        let wide = face.surroundings.as_ref().map(|wide| (wide, grown_from(near, wide)));
        let head_from_frame = head_from_frame(face);
        let tips = match &wide {
            Some((wide, hair)) => tips(wide, hair, head_from_frame),
            None => tips(near, near.plane(Part::Hair), head_from_frame),
        };
        Some(Self {
            near: Mask::of(frame, near, near.plane(Part::Hair)),
            wide: wide.map(|(wide, hair)| Mask::of(frame, wide, &hair)),
            bounds,
            strands,
            backdrop,
            illumination: light.wearer.tint * key,
            head_from_frame,
            tips,
        })
    }

    /// Whether there may be hair within half a run of a point.
    fn is_about(&self, point: Vec2) -> bool {
        self.near.is_about(point) || self.wide.as_ref().is_some_and(|wide| wide.is_about(point))
    }

    /// How much of a pixel is hair, 0..=1.
    fn share(&self, point: Vec2, pixel: [u8; 4]) -> f32 {
        let brightness = brightness(pixel);
        let (near, inside) = self.near.at(point, brightness);
        let share = match &self.wide {
            Some(wide) if inside < 1.0 => {
                let (wide, within) = wide.at(point, brightness);
                wide * within * (1.0 - inside) + near * inside
            }
            _ => near * inside,
        };
        let share = smoothstep(STRAND.0, STRAND.1, share);
        if share == 0.0 {
            return 0.0;
        }
        let between = self.backdrop.as_ref().map_or(1.0, |backdrop| backdrop.hair(point, pixel));
        if between > 0.0 { share * between * self.strands.likeness(decode(pixel)) } else { 0.0 }
    }

    /// A strand, whose own colour was `natural`, with one more dye.
    #[inline(always)]
    fn dyed(&self, color: Vec3, natural: Vec3, strand: &Strand, point: Vec2) -> Vec3 {
        let (usual, own) = (self.strands.luminance, luminance(natural));
        let relief = own / usual;
        // Where light glances off a strand it keeps its own colour.
        let shine = natural * ((own - 2.0 * usual).max(0.0) * 0.3 / own.max(1e-4));
        let share = strand.hides * self.reached(strand.shape, point, relief);
        color.lerp(strand.colors[relief_step(relief)] + shine, share)
    }

    /// Whether a dye of a shape reaches a point, 0..=1.
    fn reached(&self, shape: HairShape, point: Vec2, relief: f32) -> f32 {
        let at = self.head_from_frame.transform_point2(point);
        match shape {
            HairShape::AllOver => 1.0,
            HairShape::Ombre => smoothstep(self.tips - OMBRE, self.tips, at.y),
            HairShape::Roots => {
                // The hairline is an oval about the face; roots are what lies close above it.
                let oval = (at - Vec2::new(0.0, 0.1)) / Vec2::new(0.78, 0.95);
                smoothstep(1.35, 1.0, oval.length()) * smoothstep(0.1, -0.25, at.y)
            }
            HairShape::Highlights => {
                // The strands that catch the light anyway, in some locks more than in others.
                let angle = (at - Vec2::new(0.0, -0.3)).to_angle() / std::f32::consts::TAU + 0.5;
                let lock = wave(angle * LOCKS + 1.5 * wave(at.length() * 5.0 + 50.0));
                smoothstep(0.55, 1.7, relief) * (0.3 + 0.7 * smoothstep(0.3, 0.75, lock))
            }
        }
    }
}

/// Steps of the tables over a strand's relief, and the highest relief in them; the root spreads the steps.
const STEPS: usize = 512;
const MOST_RELIEF: f32 = 16.0;

#[inline(always)]
fn relief_step(relief: f32) -> usize {
    (((relief / MOST_RELIEF).clamp(0.0, 1.0).sqrt() * (STEPS - 1) as f32) as usize).min(STEPS - 1)
}

/// One dye on this head: what a dyed strand looks like, by how bright it was over the mean strand.
struct Strand {
    shape: HairShape,
    hides: f32,
    colors: Vec<Vec3>,
}

impl Strand {
    fn of(dye: &Dye, hair: &Hair) -> Self {
        let goal = Vec3::from_array(dye.color) * hair.illumination;
        let paler = smoothstep(1.0, 4.0, luminance(goal) / hair.strands.luminance);
        let color = |step: usize| {
            let relief = ((step as f32 + 0.5) / (STEPS - 1) as f32).powi(2) * MOST_RELIEF;
            let shaped = relief.max(0.02).powf(1.0 - paler * (1.0 - PALER_RELIEF)).min(2.2);
            // Half of what makes a strand darker is that there is more of the dye in it: it gets deeper in colour, not only in light
            // (Bouguer's law: a colour to the power of the amount).
            let amount = shaped.powf(-0.4).clamp(0.75, 2.2);
            let color = Vec3::from_array(dye.color.map(|channel| channel.powf(amount)));
            color * hair.illumination * shaped.powf(0.6)
        };
        Self { shape: dye.shape, hides: dye.hides, colors: (0..STEPS).map(color).collect() }
    }
}

/// How far down hair reaches in the head's own measure: all but its lowest strands, and no further than long hair is in the picture.
fn tips(parsing: &Parsing, hair: &[u8], head_from_frame: Affine2) -> f32 {
    let head_from_cells = head_from_frame * parsing.cells_from_frame().inverse();
    let sure = hair.iter().enumerate().filter(|(_, share)| **share > 127);
    let mut heights: Vec<f32> =
        sure.map(|(index, _)| head_from_cells.transform_point2(cell(index, parsing.size)).y).collect();
    if heights.is_empty() {
        return LONG;
    }
    let lowest = heights.len() * 97 / 100;
    heights.select_nth_unstable_by(lowest, f32::total_cmp).1.min(LONG)
}

/// The hair in the wide square that hangs together with hair close around the face; what the parser sees elsewhere is not this head's.
fn grown_from(near: &Parsing, wide: &Parsing) -> Vec<u8> {
    let (plane, size) = (wide.plane(Part::Hair), wide.size);
    let frame_from_cells = wide.cells_from_frame().inverse();
    let near_from_cells = near.cells_from_frame() * frame_from_cells;
    let roots = near.plane(Part::Hair);
    let is_root = |index: &usize| {
        let at = near_from_cells.transform_point2(cell(*index, size)).round();
        let end = near.size as f32;
        let inside = at.x >= 0.0 && at.y >= 0.0 && at.x < end && at.y < end;
        plane[*index] >= HAIR && inside && roots[at.y as usize * near.size + at.x as usize] > 127
    };
    let mut waiting: Vec<usize> = (0..plane.len()).filter(is_root).collect();
    let mut kept = vec![0; plane.len()];
    while let Some(index) = waiting.pop() {
        if std::mem::replace(&mut kept[index], plane[index]) > 0 {
            continue;
        }
        let (column, row) = (index % size, index / size);
        let beside = [
            (column > 0).then(|| index - 1),
            (column + 1 < size).then(|| index + 1),
            (row > 0).then(|| index - size),
            (row + 1 < size).then(|| index + size),
        ];
        waiting.extend(beside.into_iter().flatten().filter(|&next| plane[next] >= HAIR && kept[next] == 0));
    }
    kept
}

/// What the strands of a head are like: what differs much from them is no hair, whatever the parser says.
struct Strands {
    /// Luminance of the mean strand.
    luminance: f32,
    /// Stops above that which hair reaches.
    brightest: f32,
    /// Mean of red and blue over green, in stops, and how far strands are from it.
    hue: [f32; 2],
    hue_reach: [f32; 2],
}

/// Red and blue over green, in stops.
#[inline(always)]
fn hue(color: Vec3) -> [f32; 2] {
    let green = log2(color.y.max(2e-3));
    [color.x, color.z].map(|channel| log2(channel.max(2e-3)) - green)
}

/// The binary logarithm of a positive number, within 0.01: its exponent, and a parabola through the rest.
#[inline(always)]
fn log2(value: f32) -> f32 {
    let bits = value.to_bits();
    let rest = f32::from_bits((bits & 0x007F_FFFF) | 0x3F80_0000);
    let whole = (bits >> 23) as f32 - 127.0;
    whole + (-0.344_845 * rest + 2.024_658) * rest - 1.674_873
}

impl Strands {
    /// `None` where there is next to no hair. What is seen between strands is none of them.
    fn of(frame: &Pixmap, parsing: &Parsing, backdrop: Option<&Backdrop>) -> Option<Self> {
        let frame_from_cells = parsing.cells_from_frame().inverse();
        let [width, height] = frame.size().map(|side| side as f32);
        let sure = parsing.plane(Part::Hair).iter().enumerate().filter(|(_, share)| **share > 200);
        let points = sure.map(|(index, _)| frame_from_cells.transform_point2(cell(index, parsing.size)));
        let inside = points.filter(|p| p.x >= 0.0 && p.y >= 0.0 && p.x < width && p.y < height);
        let seen = inside.map(|p| (p, frame.pixel(p.x as u32, p.y as u32)));
        let hair = seen.filter(|(p, pixel)| backdrop.is_none_or(|backdrop| backdrop.hair(*p, *pixel) > 0.5));
        let colors: Vec<Vec3> = hair.map(|(_, pixel)| decode(pixel)).collect();
        if colors.len() < 20 {
            return None;
        }
        let count = colors.len() as f32;
        let mean = |of: &dyn Fn(Vec3) -> f32| colors.iter().map(|color| of(*color)).sum::<f32>() / count;
        let usual = mean(&luminance).max(2e-3);
        let spread = mean(&|color| (luminance(color).max(1e-3) / usual).log2().powi(2)).sqrt();
        let usual_hue: [f32; 2] = std::array::from_fn(|i| mean(&|color| hue(color)[i]));
        let hue_spread: [f32; 2] =
            std::array::from_fn(|i| mean(&|color| (hue(color)[i] - usual_hue[i]).powi(2)).sqrt());
        Some(Self {
            luminance: usual,
            brightest: (ALIKE * spread).clamp(BRIGHTER.0, BRIGHTER.1),
            hue: usual_hue,
            hue_reach: hue_spread.map(|spread| (ALIKE * spread).clamp(OTHER_HUE.0, OTHER_HUE.1)),
        })
    }

    /// How much a colour may be hair's, 0..=1.
    fn likeness(&self, color: Vec3) -> f32 {
        let stops = log2((luminance(color) / self.luminance).max(1e-3));
        let hue = hue(color);
        let same_hue = |i: usize| {
            let off = (hue[i] - self.hue[i]).abs() / self.hue_reach[i];
            smoothstep(1.4, 1.0, off)
        };
        smoothstep(self.brightest + 0.6, self.brightest, stops) * same_hue(0) * same_hue(1)
    }
}

/// Which cell of a square has an index.
fn cell(index: usize, size: usize) -> Vec2 {
    Vec2::new((index % size) as f32, (index / size) as f32)
}

/// The box of the hair in a square, frame pixels.
fn bounds(parsing: &Parsing) -> Option<Rect> {
    let frame_from_cells = parsing.cells_from_frame().inverse();
    let hairy = parsing.plane(Part::Hair).iter().enumerate().filter(|(_, share)| **share >= 24);
    let bounds = Rect::around(hairy.map(|(index, _)| frame_from_cells.transform_point2(cell(index, parsing.size))))?;
    let reach = Vec2::splat(parsing.square.side / parsing.size as f32 * 3.0);
    Some(Rect { min: bounds.min - reach, max: bounds.max + reach })
}

/// Outer corners of the eyes and the chin.
const CORNERS: [usize; 2] = [33, 263];
const CHIN: usize = 152;

fn head_from_frame(face: &Face) -> Affine2 {
    let point = |index: usize| face.landmarks[index].truncate();
    let [left, right] = CORNERS.map(point);
    let origin = (left + right) * 0.5;
    let down = point(CHIN) - origin;
    let frame_from_head = Affine2::from_cols(-down.perp(), down, origin);
    if frame_from_head.matrix2.determinant().abs() < 1e-3 { Affine2::IDENTITY } else { frame_from_head.inverse() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_logarithm_is_close() {
        for value in [1e-3f32, 0.02, 0.3, 0.5, 0.99, 1.0, 1.5, 2.0, 7.3, 16.0] {
            assert!((log2(value) - value.log2()).abs() < 0.011, "{value}: {}", log2(value));
        }
    }

    #[test]
    fn brighter_strands_stay_brighter_when_they_are_dyed() {
        let strands = Strands { luminance: 0.02, brightest: 2.0, hue: [0.3, -0.3], hue_reach: [0.5; 2] };
        let none =
            || Mask { lines: vec![[0.0; 2]; 4], about: vec![false; 4], size: 2, cells_from_frame: Affine2::IDENTITY };
        let hair = Hair {
            near: none(),
            wide: None,
            bounds: Rect { min: Vec2::ZERO, max: Vec2::ONE },
            strands,
            backdrop: None,
            illumination: Vec3::splat(0.6),
            head_from_frame: Affine2::IDENTITY,
            tips: 1.0,
        };
        let dye = Dye { shape: HairShape::AllOver, color: [0.6, 0.4, 0.15], hides: 1.0 };
        let strand = Strand::of(&dye, &hair);
        let luminances: Vec<f32> = strand.colors.iter().map(|color| luminance(*color)).collect();
        assert!(luminances.is_sorted());
        let usual = strand.colors[relief_step(1.0)];
        assert!((usual / (Vec3::from_array(dye.color) * 0.6) - 1.0).abs().max_element() < 0.05, "{usual}");
        let dark = strand.colors[relief_step(0.2)];
        assert!(dark.x / dark.z > usual.x / usual.z, "a darker strand is deeper in colour");
    }
}
