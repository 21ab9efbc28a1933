//! The colour of the skin: individual typology angle, Monk's scale, undertone, and how features stand out from it.

use std::sync::LazyLock;

use super::{
    flat::{Flat, Region},
    numbers::{median, normal_share},
};
use crate::{
    compose::{Lighting, skin_depth},
    face::{FaceCrop, Part},
    geometry::{Vec2, Vec3, regions},
    raster::{
        color::{self, linear_from_rgb8},
        difference::{Lab, ciede2000},
    },
};

/// Bands of the individual typology angle, degrees, each from its first value up (A. Chardon, I. Cretois, C. Hourseau, "Skin colour typology
/// and suntanning pathways", 1991).
const BANDS: [(f64, &str); 6] =
    [(55.0, "very light"), (41.0, "light"), (28.0, "intermediate"), (10.0, "tan"), (-30.0, "brown"), (-90.0, "dark")];
/// The ten swatches of the Monk Skin Tone scale, from the lightest, sRGB (E. Monk, Google, 2022; CC BY 4.0).
pub const MONK: [[u8; 3]; 10] = [
    [0xf6, 0xed, 0xe4],
    [0xf3, 0xe7, 0xdb],
    [0xf7, 0xea, 0xd0],
    [0xea, 0xda, 0xba],
    [0xd7, 0xbd, 0x96],
    [0xa0, 0x7e, 0x56],
    [0x82, 0x5c, 0x43],
    [0x60, 0x41, 0x34],
    [0x3a, 0x31, 0x2a],
    [0x29, 0x24, 0x20],
];
/// The same in CIELAB.
static MONK_LAB: LazyLock<[Lab; 10]> = LazyLock::new(|| MONK.map(|rgb| Lab::from_linear(linear_from_rgb8(rgb))));
/// Side of the cells that the spread over the skin is taken between, texels.
const CELL: usize = 16;
/// Hue angles, degrees, and least chroma that skin of any tone has: what is read beyond them is the light's fault.
const SKIN_HUES: std::ops::Range<f64> = 15.0..90.0;
const LEAST_CHROMA: f64 = 4.0;
/// Fewest texels that tell a colour.
const FEWEST: usize = 2000;
/// Least uncertainty of lightness and hue that any reading of a camera's picture has, CIELAB units.
const LEAST: f64 = 1.5;

/// The individual typology angle of a colour, degrees: from about 90 (pale) down to -90.
pub fn typology_angle(Lab([lightness, _, b]): Lab) -> f64 {
    (lightness - 50.0).atan2(b).to_degrees()
}

/// The band that an angle lies in.
pub fn band(angle: f64) -> &'static str {
    BANDS.iter().find(|(from, _)| angle > *from).map_or("dark", |(_, name)| name)
}

/// The colour of a person's skin.
#[derive(Debug, Clone, PartialEq)]
pub struct Tone {
    /// Median colour of forehead and cheeks with the light taken out (of its colour the half, see the uncertainty), CIELAB for D65.
    pub lab: [f64; 3],
    /// Standard uncertainty of each of the three: spread between places on the skin, and how far the light could be told.
    pub uncertainty: [f64; 3],
    /// Individual typology angle, degrees.
    pub angle: f64,
    /// Its standard uncertainty, degrees.
    pub angle_uncertainty: f64,
    /// The two likeliest tones of the Monk scale, 1..=10, and how likely each is, 0..=1.
    pub monk: [(usize, f64); 2],
    /// Warm, neutral or cool.
    pub undertone: Undertone,
    /// How much brows, eyes and lips stand out.
    pub contrast: Contrast,
}

/// What lies beneath the tone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Undertone {
    /// Hue angle of the skin in CIELAB, degrees: 0 red, 90 yellow.
    pub hue: f64,
    /// Its standard uncertainty, degrees.
    pub uncertainty: f64,
    /// How likely it is cool, neutral, warm; adds up to 1.
    pub shares: [f64; 3],
}

/// The hue angle that parts reddish from yellowish skin, degrees (W. Thong, P. Joniak, A. Xiang, "Beyond skin tone: a multidimensional
/// measure of apparent skin color", 2023), and how far to both sides of it skin is called neutral.
pub const UNDERTONE_HUE: f64 = 55.0;
/// See [`UNDERTONE_HUE`].
pub const NEUTRAL_WITHIN: f64 = 4.0;

impl Undertone {
    /// Names in the order of [`Undertone::shares`].
    pub const NAMES: [&'static str; 3] = ["cool", "neutral", "warm"];

    fn of(hue: f64, uncertainty: f64) -> Self {
        let below = |edge: f64| normal_share((edge - hue) / uncertainty.max(0.5));
        let (cool, not_warm) = (below(UNDERTONE_HUE - NEUTRAL_WITHIN), below(UNDERTONE_HUE + NEUTRAL_WITHIN));
        Self { hue, uncertainty, shares: [cool, not_warm - cool, 1.0 - not_warm] }
    }

    /// The likeliest name and how likely it is.
    pub fn likeliest(&self) -> (&'static str, f64) {
        let index = (0..3).max_by(|&a, &b| self.shares[a].total_cmp(&self.shares[b])).unwrap_or(1);
        (Self::NAMES[index], self.shares[index])
    }

    /// Whether one name is likelier than both others together.
    pub fn is_clear(&self) -> bool {
        self.likeliest().1 > 0.5
    }

    /// From -1 (surely cool) to 1 (surely warm).
    pub fn warmth(&self) -> f64 {
        self.shares[2] - self.shares[0]
    }
}

/// How much features stand out from the skin: the difference of lightness over its sum (R. Russell, "A sex difference in facial contrast and
/// its exaggeration by cosmetics", 2009, for CIE L* instead of grey levels).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// Of the brows; `None` where they are not seen.
    pub brows: Option<f64>,
    /// Of the eyes.
    pub eyes: f64,
    /// Of the lips.
    pub lips: f64,
    /// Of the hair close to the face; `None` where there is none.
    pub hair: Option<f64>,
}

/// Contrast below which it is low, and from which on it is high.
pub const CONTRAST_EDGES: (f64, f64) = (0.16, 0.22);
/// What contrast is called, from the lowest on.
pub const CONTRAST_NAMES: [&str; 3] = ["low", "medium", "high"];
/// How far beyond an edge a contrast surely has its name.
const SURE_CONTRAST: f64 = 0.015;

impl Contrast {
    /// The mean of brows and eyes: what makeup has to hold its own beside.
    pub fn level(&self) -> f64 {
        self.brows.map_or(self.eyes, |brows| (brows + self.eyes) / 2.0)
    }

    /// In a word.
    pub fn name(&self) -> &'static str {
        let [low, medium, high] = CONTRAST_NAMES;
        match self.level() {
            level if level < CONTRAST_EDGES.0 => low,
            level if level < CONTRAST_EDGES.1 => medium,
            _ => high,
        }
    }

    /// The nearest contrast that surely has a name, by its place among [`CONTRAST_NAMES`].
    pub(super) fn of_name(&self, name: usize) -> Self {
        let ((low, high), level) = (CONTRAST_EDGES, self.level());
        let wanted = match name {
            0 => level.min(low - SURE_CONTRAST),
            1 => level.clamp(low + SURE_CONTRAST, high - SURE_CONTRAST),
            _ => level.max(high + SURE_CONTRAST),
        };
        let more = wanted - level;
        Self { brows: self.brows.map(|brows| brows + more), eyes: self.eyes + more, ..*self }
    }
}

impl Tone {
    /// Reads the skin's colour; `None` where too little plain skin is seen, or what is seen is no colour of skin.
    pub(super) fn of(flat: &Flat, crop: &FaceCrop, lighting: &Lighting) -> Option<Self> {
        let texels = flat.texels(&Region::PLAIN);
        if texels.len() < FEWEST {
            return None;
        }
        // Whether the light is as coloured as the whites of the eyes say, or white: the truth is likely between, where half its colour is
        // taken out, and what lies between the two is the doubt. The same goes for how bright it is.
        let colored = lighting.mean / color::luminance(lighting.mean.to_array()).max(1e-3);
        let with = |tint: Vec3| median_lab(texels.iter().map(|&index| flat.reflectance[index] * tint));
        let lab = with(colored.map(f32::sqrt))?;
        let [_, a, b] = lab;
        if !SKIN_HUES.contains(&b.atan2(a).to_degrees()) || a.hypot(b) < LEAST_CHROMA {
            return None;
        }
        let (in_light, in_white) = (with(Vec3::ONE)?, with(colored)?);
        let at_its_word = median_lab(texels.iter().map(|&index| flat.in_even_light[index] * lighting.mean))?;
        let spread = spread(flat, &texels, in_light);
        let light = [lab[0] - at_its_word[0], in_light[1] - in_white[1], in_light[2] - in_white[2]].map(|d| d / 2.0);
        let uncertainty = std::array::from_fn(|c| (spread[c].powi(2) + light[c].powi(2) + LEAST * LEAST).sqrt());
        let angle = typology_angle(Lab(lab));
        let contrast = contrast(crop, lighting, lab[0]);
        Some(Self {
            lab,
            uncertainty,
            angle,
            angle_uncertainty: angle_uncertainty(lab, uncertainty),
            monk: monk(lab, uncertainty),
            undertone: undertone(lab, uncertainty),
            contrast,
        })
    }

    /// The same skin in another colour.
    fn of_color(&self, lab: [f64; 3], uncertainty: [f64; 3]) -> Self {
        let (angle, angle_uncertainty) = (typology_angle(Lab(lab)), angle_uncertainty(lab, uncertainty));
        Self { lab, uncertainty, angle, angle_uncertainty, ..self.clone() }
    }

    /// As light and as rich in colour as a swatch of the Monk scale, 1..=10, in its own hue; known to halfway to the next swatch.
    pub(super) fn of_monk(&self, number: usize) -> Self {
        let lab = |index: usize| MONK_LAB[index.min(9)].0;
        let [lightness, a, b] = lab(number.saturating_sub(1));
        let (hue, chroma) = (self.undertone.hue.to_radians(), a.hypot(b));
        let neighbours = [number.saturating_sub(2), number].map(|index| (lab(index)[0] - lightness).abs() / 2.0);
        let [_, u_a, u_b] = self.uncertainty;
        let uncertainty = [neighbours[0].max(neighbours[1]).max(LEAST), u_a, u_b];
        let [first, second] = self.monk.map(|(tone, _)| tone);
        let next = if first == number { second } else { first };
        let tone = self.of_color([lightness, chroma * hue.cos(), chroma * hue.sin()], uncertainty);
        Self { monk: [(number, 1.0), (next, 0.0)], ..tone }
    }

    /// The nearest hue that surely has the name of an undertone, by its place among [`Undertone::NAMES`].
    pub(super) fn of_undertone(&self, name: usize) -> Self {
        let Undertone { hue, uncertainty, .. } = self.undertone;
        let hue = match name {
            0 => hue.min(UNDERTONE_HUE - 2.0 * NEUTRAL_WITHIN),
            1 => hue.clamp(UNDERTONE_HUE - NEUTRAL_WITHIN / 2.0, UNDERTONE_HUE + NEUTRAL_WITHIN / 2.0),
            _ => hue.max(UNDERTONE_HUE + 2.0 * NEUTRAL_WITHIN),
        };
        let [lightness, a, b] = self.lab;
        let chroma = a.hypot(b);
        let (across, up) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
        let shares = std::array::from_fn(|index| if index == name.min(2) { 1.0 } else { 0.0 });
        let tone = self.of_color([lightness, across, up], self.uncertainty);
        Self { undertone: Undertone { hue, uncertainty, shares }, ..tone }
    }

    /// How deep the skin is ([`skin_depth`]).
    pub fn depth(&self) -> f32 {
        // The luminance of a lightness: CIE 15:2004, for all but the darkest.
        skin_depth((((self.lab[0] + 16.0) / 116.0) as f32).powi(3))
    }

    /// The band that the angle lies in.
    pub fn band(&self) -> &'static str {
        band(self.angle)
    }
}

fn median_lab(colors: impl Iterator<Item = Vec3>) -> Option<[f64; 3]> {
    let mut channels: [Vec<f32>; 3] = Default::default();
    for color in colors {
        let Lab(lab) = Lab::from_linear(color.to_array());
        channels.iter_mut().zip(lab).for_each(|(channel, value)| channel.push(value as f32));
    }
    let [l, a, b] = channels.each_mut().map(|channel| median(channel));
    Some([f64::from(l?), f64::from(a?), f64::from(b?)])
}

/// How far cells of skin are from the whole, by the median of their distances (times 1.4826: a standard deviation, where they are normally
/// distributed).
fn spread(flat: &Flat, texels: &[usize], whole: [f64; 3]) -> [f64; 3] {
    use crate::transfer::charts::PLANE;
    let mut cells: std::collections::BTreeMap<usize, Vec<Vec3>> = std::collections::BTreeMap::new();
    for &index in texels {
        let cell = index / PLANE / CELL * PLANE + index % PLANE / CELL;
        cells.entry(cell).or_default().push(flat.reflectance[index]);
    }
    let full = cells.into_values().filter(|cell| cell.len() >= CELL * CELL / 2);
    let medians: Vec<[f64; 3]> = full.filter_map(|cell| median_lab(cell.into_iter())).collect();
    std::array::from_fn(|channel| {
        let mut distances: Vec<f32> = medians.iter().map(|lab| (lab[channel] - whole[channel]).abs() as f32).collect();
        f64::from(median(&mut distances).unwrap_or(0.0)) * 1.4826
    })
}

/// By the law of propagation of uncertainty (JCGM 100:2008, 5.1.2), lightness and yellowness taken as independent.
fn angle_uncertainty([lightness, _, b]: [f64; 3], [u_lightness, _, u_b]: [f64; 3]) -> f64 {
    let (up, across) = (lightness - 50.0, b);
    let square = (up * up + across * across).max(1.0);
    (across / square * u_lightness).hypot(up / square * u_b).to_degrees()
}

fn undertone([_, a, b]: [f64; 3], [_, u_a, u_b]: [f64; 3]) -> Undertone {
    let square = (a * a + b * b).max(1.0);
    let uncertainty = (b / square * u_a).hypot(a / square * u_b).to_degrees();
    Undertone::of(b.atan2(a).to_degrees(), uncertainty)
}

/// The two likeliest tones: each is as likely as a reading of its colour would be by chance, all ten being as frequent.
fn monk(lab: [f64; 3], uncertainty: [f64; 3]) -> [(usize, f64); 2] {
    let sigma = (uncertainty.iter().map(|u| u * u).sum::<f64>() / 3.0).sqrt().max(2.0);
    let exponents: Vec<f64> =
        MONK_LAB.iter().map(|swatch| -0.5 * (ciede2000(Lab(lab), *swatch) / sigma).powi(2)).collect();
    // The nearest has weight 1, so that a colour far from all still has a nearest.
    let nearest = exponents.iter().copied().fold(f64::MIN, f64::max);
    let weights: Vec<f64> = exponents.iter().map(|exponent| (exponent - nearest).exp()).collect();
    let total: f64 = weights.iter().sum();
    let mut order: Vec<usize> = (0..10).collect();
    order.sort_by(|&one, &other| weights[other].total_cmp(&weights[one]));
    [order[0], order[1]].map(|index| (index + 1, weights[index] / total))
}

fn contrast(crop: &FaceCrop, lighting: &Lighting, skin: f64) -> Contrast {
    let against = |lightness: f64| (skin - lightness) / (skin + lightness).max(1.0);
    let part = |part: Part| lightness_of(crop, lighting, part).map(against);
    let ring =
        |ring: &[usize]| points_lightness(crop, lighting, ring.iter().map(|&v| crop.face.landmarks[v].truncate()));
    let irises =
        regions::LEFT_IRIS.iter().chain(&regions::RIGHT_IRIS).chain(&regions::LEFT_EYE).chain(&regions::RIGHT_EYE);
    let eyes: Vec<usize> = irises.copied().collect();
    let lips = part(Part::UpperLip).into_iter().chain(part(Part::LowerLip)).collect::<Vec<_>>();
    let lips = if lips.is_empty() { 0.0 } else { lips.iter().sum::<f64>() / lips.len() as f64 };
    Contrast { brows: part(Part::Brows), eyes: ring(&eyes).map_or(0.0, against), lips, hair: part(Part::Hair) }
}

/// Median lightness of a part by the parser's cells.
fn lightness_of(crop: &FaceCrop, lighting: &Lighting, part: Part) -> Option<f64> {
    let parsing = crop.face.parsing.as_ref()?;
    let frame_from_cells = parsing.cells_from_frame().inverse();
    let cells = parsing.plane(part).iter().enumerate().filter(|(_, share)| **share > 200);
    let points: Vec<Vec2> = cells
        .map(|(index, _)| {
            let cell = Vec2::new((index % parsing.size) as f32, (index / parsing.size) as f32);
            frame_from_cells.transform_point2(cell)
        })
        .collect();
    if points.len() < 12 { None } else { points_lightness(crop, lighting, points.into_iter()) }
}

/// Median lightness (CIE L*) of some points, in the light on the face as a whole.
fn points_lightness(crop: &FaceCrop, lighting: &Lighting, points: impl Iterator<Item = Vec2>) -> Option<f64> {
    let picture = &crop.picture;
    let inside =
        |at: &Vec2| at.cmpge(Vec2::ZERO).all() && at.x < picture.width() as f32 && at.y < picture.height() as f32;
    let lightness = |at: Vec2| {
        let [red, green, blue, _] = picture.pixel(at.x as u32, at.y as u32);
        let reflectance = Vec3::from_array(linear_from_rgb8([red, green, blue])) / lighting.mean.max(Vec3::splat(1e-3));
        Lab::from_linear(reflectance.to_array()).0[0] as f32
    };
    let mut values: Vec<f32> = points.filter(inside).map(lightness).collect();
    median(&mut values).map(f64::from)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A skin of a colour that is well known.
    pub(crate) fn tone(lab: [f64; 3]) -> Tone {
        let uncertainty = [1.0; 3];
        Tone {
            lab,
            uncertainty,
            angle: typology_angle(Lab(lab)),
            angle_uncertainty: angle_uncertainty(lab, uncertainty),
            monk: monk(lab, uncertainty),
            undertone: undertone(lab, uncertainty),
            contrast: Contrast { brows: Some(0.2), eyes: 0.2, lips: 0.1, hair: None },
        }
    }

    fn lab(rgb: [u8; 3]) -> [f64; 3] {
        Lab::from_linear(linear_from_rgb8(rgb)).0
    }

    #[test]
    fn angles_fall_into_chardons_bands() {
        assert_eq!(band(typology_angle(Lab([68.0, 8.0, 14.0]))), "light");
        assert_eq!(band(typology_angle(Lab([50.0, 12.0, 18.0]))), "brown");
        assert_eq!(band(typology_angle(Lab([30.0, 10.0, 12.0]))), "dark");
        assert!((typology_angle(Lab([60.0, 10.0, 10.0])) - 45.0).abs() < 1e-9);
    }

    #[test]
    fn each_swatch_of_the_scale_is_itself() {
        for (index, &rgb) in MONK.iter().enumerate() {
            let [(first, share), (second, rest)] = monk(lab(rgb), [1.0; 3]);
            assert_eq!(first, index + 1);
            assert!(share >= rest && share + rest <= 1.0 + 1e-9 && second.abs_diff(first) <= 2, "{share} {rest}");
        }
        let between = [0xbc, 0x9e, 0x76];
        let [(one, _), (other, share)] = monk(lab(between), [4.0; 3]);
        assert!([one, other].contains(&5) && [one, other].contains(&6) && share > 0.05, "{one} {other} {share}");
    }

    #[test]
    fn undertones_are_as_sure_as_the_hue_is() {
        assert_eq!(Undertone::of(70.0, 3.0).likeliest().0, "warm");
        assert_eq!(Undertone::of(40.0, 3.0).likeliest().0, "cool");
        let doubtful = Undertone::of(58.0, 12.0);
        assert!(!doubtful.is_clear() && (doubtful.shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{doubtful:?}");
    }

    #[test]
    fn the_angle_is_as_uncertain_as_what_it_is_made_of() {
        let known = angle_uncertainty([65.0, 10.0, 15.0], [1.0, 1.0, 1.0]);
        let numeric = {
            let at = |dl: f64, db: f64| typology_angle(Lab([65.0 + dl, 10.0, 15.0 + db]));
            ((at(0.5, 0.0) - at(-0.5, 0.0)).powi(2) + (at(0.0, 0.5) - at(0.0, -0.5)).powi(2)).sqrt()
        };
        assert!((known - numeric).abs() < 0.01, "{known} {numeric}");
        assert!(angle_uncertainty([65.0, 10.0, 15.0], [4.0, 4.0, 4.0]) > 3.9 * known);
    }
}
