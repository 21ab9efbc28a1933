//! Measured colours: CIE Lab (ISO/CIE 11664-4) under an illuminant, as a spectrophotometer gives them, to sRGB.
//!
//! White points are those of ASTM E308-01 for the 2° observer. The change of white is the Bradford transform (K. Lam, "Metamerism and
//! colour constancy", 1985), in the linear form that ICC profiles have; XYZ and sRGB are those of IEC 61966-2-1.

use super::color::rgb8_from_linear;

/// A light that colours are measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Illuminant {
    /// Lamplight, 2856 K.
    A,
    /// Daylight, 5003 K: the usual one of instruments and of print.
    D50,
    /// Daylight, 6504 K: the one of screens.
    D65,
    /// Cool white fluorescent.
    F2,
    /// Broad-band daylight fluorescent.
    F7,
    /// Narrow-band white fluorescent, as in shops.
    F11,
}

impl Illuminant {
    /// All illuminants.
    pub const ALL: [Self; 6] = [Self::A, Self::D50, Self::D65, Self::F2, Self::F7, Self::F11];

    /// XYZ of a perfect white, Y = 1.
    pub fn white(self) -> [f64; 3] {
        match self {
            Self::A => [1.098_50, 1.0, 0.355_85],
            Self::D50 => [0.964_22, 1.0, 0.825_21],
            Self::D65 => [0.950_47, 1.0, 1.088_83],
            Self::F2 => [0.991_86, 1.0, 0.673_93],
            Self::F7 => [0.950_41, 1.0, 1.087_47],
            Self::F11 => [1.009_62, 1.0, 0.643_50],
        }
    }
}

/// XYZ to the responses that Bradford scales.
const BRADFORD: [[f64; 3]; 3] = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
const BRADFORD_INVERSE: [[f64; 3]; 3] = [
    [0.986_992_9, -0.147_054_3, 0.159_962_7],
    [0.432_305_3, 0.518_360_3, 0.049_291_2],
    [-0.008_528_7, 0.040_042_8, 0.968_486_7],
];
const LINEAR_FROM_XYZ: [[f64; 3]; 3] = [
    [3.240_454_2, -1.537_138_5, -0.498_531_4],
    [-0.969_266_0, 1.876_010_8, 0.041_556_0],
    [0.055_643_4, -0.204_025_9, 1.057_225_2],
];
/// How far outside 0..=1 linear light counts as inside: half a step of 8 bits in the darks.
const SLACK: f64 = 1.5e-4;

/// The nearest 8-bit sRGB of a colour of lightness 0..=100 under an illuminant. What sRGB does not hold keeps its lightness and its hue
/// (the angle of a and b), and loses as much chroma as it must.
pub fn rgb8_from_lab(lab: [f64; 3], illuminant: Illuminant) -> [u8; 3] {
    let [lightness, a, b] = lab;
    let with = |chroma: f64| linear_from_lab([lightness, a * chroma, b * chroma], illuminant);
    let holds = |linear: [f64; 3]| linear.iter().all(|channel| (-SLACK..=1.0 + SLACK).contains(channel));
    let mut linear = with(1.0);
    if !holds(linear) {
        let (mut inside, mut outside) = (0.0, 1.0);
        for _ in 0..24 {
            let middle = (inside + outside) / 2.0;
            if holds(with(middle)) { inside = middle } else { outside = middle }
        }
        linear = with(inside);
    }
    rgb8_from_linear(linear.map(|channel| channel as f32))
}

/// Linear sRGB, outside of 0..=1 where sRGB does not hold the colour.
fn linear_from_lab([lightness, a, b]: [f64; 3], illuminant: Illuminant) -> [f64; 3] {
    let y = (lightness + 16.0) / 116.0;
    let edge: f64 = 6.0 / 29.0;
    let cube = |root: f64| if root > edge { root.powi(3) } else { 3.0 * edge * edge * (root - 4.0 / 29.0) };
    let share = [y + a / 500.0, y, y - b / 200.0].map(cube);
    let white = illuminant.white();
    let xyz = std::array::from_fn(|i| share[i] * white[i]);
    let (from, to) = (times(&BRADFORD, white), times(&BRADFORD, Illuminant::D65.white()));
    let response = times(&BRADFORD, xyz);
    let adapted = times(&BRADFORD_INVERSE, std::array::from_fn(|i| response[i] * to[i] / from[i]));
    times(&LINEAR_FROM_XYZ, adapted)
}

fn times(matrix: &[[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(weight, value)| weight * value).sum())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::raster::{
        color::linear_from_rgb8,
        difference::{Lab, ciede2000},
    };

    #[test]
    fn colours_known_from_elsewhere_come_out() {
        // As Little CMS 2 gives them with a D50 Lab profile and its own sRGB, relative colorimetric.
        let known = [([42.0, 53.0, 28.0], [179, 49, 57]), ([71.0, 20.0, -15.0], [200, 161, 202])];
        for (lab, expected) in known {
            let found = rgb8_from_lab(lab, Illuminant::D50);
            assert!(found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 2), "{lab:?}: {found:?}");
        }
        for illuminant in Illuminant::ALL {
            assert_eq!(rgb8_from_lab([100.0, 0.0, 0.0], illuminant), [255; 3], "{illuminant:?}");
            assert_eq!(rgb8_from_lab([0.0, 0.0, 0.0], illuminant), [0; 3]);
            let grey = rgb8_from_lab([53.585, 0.0, 0.0], illuminant);
            assert!(grey.iter().all(|channel| channel.abs_diff(128) <= 1), "{illuminant:?}: {grey:?}");
        }
    }

    #[test]
    fn what_srgb_does_not_hold_keeps_lightness_and_hue() {
        let vivid = [60.0, 90.0, 40.0];
        let Lab([lightness, a, b]) = Lab::from_linear(linear_from_rgb8(rgb8_from_lab(vivid, Illuminant::D65)));
        assert!((lightness - 60.0).abs() < 0.6, "{lightness}");
        assert!((b.atan2(a) - 40f64.atan2(90.0)).abs() < 0.02);
        assert!(a.hypot(b) < 90f64.hypot(40.0));
    }

    proptest! {
        #[test]
        fn any_colour_of_the_screen_comes_back(color in any::<[u8; 3]>()) {
            let Lab(lab) = Lab::from_linear(linear_from_rgb8(color));
            let back = rgb8_from_lab(lab, Illuminant::D65);
            let difference = ciede2000(Lab(lab), Lab::from_linear(linear_from_rgb8(back)));
            prop_assert!(difference < 0.6, "{color:?} became {back:?}: {difference}");
        }

        #[test]
        fn any_measurement_is_a_colour(l in 0.0f64..=100.0, a in -128.0f64..=128.0, b in -128.0f64..=128.0) {
            let _ = Illuminant::ALL.map(|illuminant| rgb8_from_lab([l, a, b], illuminant));
            let Lab([lightness, ..]) = Lab::from_linear(linear_from_rgb8(rgb8_from_lab([l, a, b], Illuminant::D65)));
            prop_assert!((lightness - l).abs() < 1.0, "{l} became {lightness}");
        }
    }
}
