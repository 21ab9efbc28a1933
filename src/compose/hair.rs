//! Hair dye: strands take the dye's colour and keep their own light and shade.

use super::{
    front::brightness_of_cells,
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
        color::brightness,
        guided::{Guide, Line},
    },
};

/// Cells around each that the mask is fitted to the picture over, and the least edge (standard deviation of brightness, 0..=1).
const RADIUS: usize = 2;
const LEAST_EDGE: f32 = 0.02;
/// Share of hair where a strand begins and where it is whole.
const STRAND: (f32, f32) = (0.18, 0.75);
/// Cells at the border of the near square over which the wide one takes over.
const SEAM: f32 = 8.0;
/// A head of hair shades itself: light that its mean strand gets, over that on the skin.
const SHADED: f32 = 0.72;
/// How strongly natural shade shows in a strand that is dyed paler: the noise of black hair is not blown up to pale stripes.
const PALER_RELIEF: f32 = 0.6;
/// Locks around the head, of which some are highlighted.
const LOCKS: f32 = 40.0;
/// Least and most stops that a strand may be brighter than the mean one: beyond that it is the background.
const BRIGHTER: (f32, f32) = (1.6, 2.6);

/// Dyes the hair of a face.
pub(super) fn dye(picture: &mut Pixmap, frame: &Pixmap, face: &Face, light: &Light, dyes: &[Dye], strength: f32) {
    let Some(hair) = Hair::of(frame, face, light) else { return };
    for_each_row(picture, hair.bounds, |y, left, row| {
        for (x, pixel) in (left..).zip(row) {
            let point = Vec2::new(x as f32 + 0.5, y as f32 + 0.5);
            let share = hair.share(point, *pixel);
            if share > 0.0 {
                let seen = decode(*pixel);
                let dyed = dyes.iter().fold(seen, |color, dye| hair.dyed(color, seen, dye, point));
                encode(seen.lerp(dyed, share * strength), pixel);
            }
        }
    });
}

/// The mask of hair in one square.
struct Mask {
    lines: Vec<Line>,
    size: usize,
    cells_from_frame: Affine2,
}

impl Mask {
    fn of(frame: &Pixmap, parsing: &Parsing) -> Self {
        let guide = Guide::new(brightness_of_cells(frame, parsing), parsing.size, RADIUS, LEAST_EDGE);
        let plane: Vec<f32> = parsing.plane(Part::Hair).iter().map(|&share| f32::from(share) / 255.0).collect();
        Self { lines: guide.lines(&plane), size: parsing.size, cells_from_frame: parsing.cells_from_frame() }
    }

    /// Share of hair at a point, and how far inside the square that is: 1 inside, 0 at its border.
    fn at(&self, point: Vec2, brightness: f32) -> (f32, f32) {
        let cell = self.cells_from_frame.transform_point2(point);
        let end = self.size as f32 - 1.001;
        let border = cell.min(Vec2::splat(end) - cell).min_element();
        if border <= 0.0 {
            return (0.0, 0.0);
        }
        let (column, row) = (cell.x as usize, cell.y as usize);
        let (fx, fy) = (cell.x - column as f32, cell.y - row as f32);
        let index = row * self.size + column;
        let taps = [index, index + 1, index + self.size, index + self.size + 1].map(|i| self.lines[i]);
        let weights = [(1.0 - fx) * (1.0 - fy), fx * (1.0 - fy), (1.0 - fx) * fy, fx * fy];
        let sum = |part: usize| taps.iter().zip(weights).map(|(tap, weight)| tap[part] * weight).sum::<f32>();
        (sum(0) * brightness + sum(1), (border / SEAM).min(1.0))
    }
}

/// The hair around one face.
struct Hair {
    near: Mask,
    wide: Option<Mask>,
    bounds: Rect,
    /// Luminance of the mean strand.
    usual: f32,
    /// Stops above the mean strand that hair reaches.
    brightest: f32,
    /// Light on a strand: a white one would look like this.
    illumination: Vec3,
    /// From frame pixels to the head's own measure: origin between the eyes, y down to the chin at 1.
    head_from_frame: Affine2,
}

impl Hair {
    /// `None` where the face has not been parsed, or has next to no hair about it.
    fn of(frame: &Pixmap, face: &Face, light: &Light) -> Option<Self> {
        let near = face.parsing.as_ref()?;
        let whole = face.surroundings.as_ref().unwrap_or(near);
        let Survey { bounds, usual, spread } = Survey::of(frame, whole)?;
        let skin = luminance(light.lit.iter().sum::<Vec3>() / light.lit.len() as f32);
        let key = skin / light.wearer.skin_albedo * SHADED;
        Some(Self {
            near: Mask::of(frame, near),
            wide: face.surroundings.as_ref().map(|parsing| Mask::of(frame, parsing)),
            bounds,
            usual,
            brightest: (2.5 * spread).clamp(BRIGHTER.0, BRIGHTER.1),
            illumination: light.wearer.tint * key,
            head_from_frame: head_from_frame(face),
        })
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
        let stops = (luminance(decode(pixel)) / self.usual).max(1e-3).log2();
        smoothstep(STRAND.0, STRAND.1, share) * smoothstep(self.brightest + 0.6, self.brightest, stops)
    }

    /// A strand, whose own colour was `natural`, with one more dye.
    fn dyed(&self, color: Vec3, natural: Vec3, dye: &Dye, point: Vec2) -> Vec3 {
        let relief = (luminance(natural) / self.usual).max(0.02);
        let goal = Vec3::from_array(dye.color) * self.illumination;
        let paler = smoothstep(1.0, 4.0, luminance(goal) / self.usual);
        let shaped = relief.powf(1.0 - paler * (1.0 - PALER_RELIEF)).min(2.2);
        // Half of what makes a strand darker is that there is more of the dye in it: it gets deeper in colour, not only in light
        // (Bouguer's law: a colour to the power of the amount).
        let amount = shaped.powf(-0.4).clamp(0.75, 2.2);
        let color_of_amount = Vec3::from_array(dye.color.map(|channel| channel.powf(amount)));
        let strand = color_of_amount * self.illumination * shaped.powf(0.6);
        // Where light glances off a strand it keeps its own colour.
        let glance = luminance(natural) - 2.0 * self.usual;
        let shine = light_of(natural) * (glance.max(0.0) * 0.3);
        color.lerp(strand + shine, dye.hides * self.reached(dye.shape, point, relief))
    }

    /// Whether a dye of a shape reaches a point, 0..=1.
    fn reached(&self, shape: HairShape, point: Vec2, relief: f32) -> f32 {
        let at = self.head_from_frame.transform_point2(point);
        match shape {
            HairShape::AllOver => 1.0,
            HairShape::Ombre => smoothstep(0.15, 1.1, at.y),
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

/// A colour with luminance 1.
fn light_of(color: Vec3) -> Vec3 {
    color / luminance(color).max(1e-4)
}

/// The hair in a square as a whole.
struct Survey {
    /// Frame pixels.
    bounds: Rect,
    /// Luminance of the mean strand.
    usual: f32,
    /// Standard deviation of strands about that, in stops.
    spread: f32,
}

impl Survey {
    /// `None` where there is next to no hair.
    fn of(frame: &Pixmap, parsing: &Parsing) -> Option<Self> {
        let frame_from_cells = parsing.cells_from_frame().inverse();
        let [width, height] = frame.size().map(|side| side as f32);
        let (mut points, mut strands) = (Vec::new(), Vec::new());
        for (index, &share) in parsing.plane(Part::Hair).iter().enumerate() {
            if share < 24 {
                continue;
            }
            let cell = Vec2::new((index % parsing.size) as f32, (index / parsing.size) as f32);
            let point = frame_from_cells.transform_point2(cell);
            points.push(point);
            if share > 200 && point.x >= 0.0 && point.y >= 0.0 && point.x < width && point.y < height {
                strands.push(luminance(decode(frame.pixel(point.x as u32, point.y as u32))).max(1e-3));
            }
        }
        let bounds = Rect::around(points.into_iter()).filter(|_| strands.len() >= 20)?;
        let count = strands.len() as f32;
        let usual = strands.iter().sum::<f32>() / count;
        let spread = (strands.iter().map(|strand| (strand / usual).log2().powi(2)).sum::<f32>() / count).sqrt();
        let cell = Vec2::splat(parsing.square.side / parsing.size as f32 * 3.0);
        Some(Self { bounds: Rect { min: bounds.min - cell, max: bounds.max + cell }, usual, spread })
    }
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
