//! What is worn, by whom, and in what light.

use std::sync::LazyLock;

use crate::look::Shade;

/// The Monk Skin Tone scale (E. Monk, 2019), sRGB: name and colour, from the palest to the deepest.
pub(super) const TONES: [(&str, [u8; 3]); 10] = [
    ("f6ede4", [0xF6, 0xED, 0xE4]),
    ("f3e7db", [0xF3, 0xE7, 0xDB]),
    ("f7ead0", [0xF7, 0xEA, 0xD0]),
    ("eadaba", [0xEA, 0xDA, 0xBA]),
    ("d7bd96", [0xD7, 0xBD, 0x96]),
    ("a07e56", [0xA0, 0x7E, 0x56]),
    ("825c43", [0x82, 0x5C, 0x43]),
    ("604134", [0x60, 0x41, 0x34]),
    ("3a312a", [0x3A, 0x31, 0x2A]),
    ("292420", [0x29, 0x24, 0x20]),
];

/// A light, and the exposure that the camera chose in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lamp {
    /// CIE 1931 chromaticity (CIE 15).
    pub(super) xy: [f32; 2],
    /// Linear light of a perfect white in the middle of the picture, 0..=1.
    pub(super) exposure: f32,
}

/// D65, D50, A, F11 (4000 K) and the blue light of shade (D75).
pub(super) const LIGHTS: [Lamp; 5] = [
    Lamp { xy: [0.3127, 0.3290], exposure: 0.80 },
    Lamp { xy: [0.3457, 0.3585], exposure: 0.65 },
    Lamp { xy: [0.4476, 0.4074], exposure: 0.50 },
    Lamp { xy: [0.3805, 0.3769], exposure: 0.70 },
    Lamp { xy: [0.2990, 0.3149], exposure: 0.58 },
];

/// Share of a light's colour (in stops) that the camera's white balance leaves.
const LEFT_BY_WHITE_BALANCE: f32 = 0.25;

impl Lamp {
    /// Linear sRGB of a perfect white in this light, as the camera gives it.
    pub(super) fn white(&self) -> [f32; 3] {
        let [x, y] = self.xy;
        let (x, z) = (x / y, (1.0 - x - y) / y);
        // XYZ to linear sRGB (IEC 61966-2-1), Y being 1.
        let rgb =
            [3.2406 * x - 1.5372 - 0.4986 * z, -0.9689 * x + 1.8758 + 0.0415 * z, 0.0557 * x - 0.2040 + 1.0570 * z];
        let left = rgb.map(|channel: f32| channel.max(0.01).powf(LEFT_BY_WHITE_BALANCE));
        let luminance = crate::raster::color::luminance(left);
        left.map(|channel| channel / luminance * self.exposure)
    }
}

/// Fifty opaque shades: twenty for lips, fifteen for cheeks and fifteen for eyes, scattered over the hues, strengths and depths in
/// which such products are sold. The seed is fixed, so that every run measures the same.
pub(super) static SHADES: LazyLock<Vec<Shade>> = LazyLock::new(|| {
    let mut dice = Dice(2_021);
    let mut shades = Vec::new();
    let kinds: [(usize, [(f32, f32); 3]); 3] = [
        (20, [(-25.0, 22.0), (0.45, 0.95), (0.30, 0.88)]),
        (15, [(-15.0, 32.0), (0.25, 0.60), (0.50, 0.95)]),
        (15, [(0.0, 360.0), (0.05, 0.85), (0.12, 0.92)]),
    ];
    for (count, [hue, saturation, value]) in kinds {
        for _ in 0..count {
            let color = rgb_of_hsv(dice.between(hue), dice.between(saturation), dice.between(value));
            shades.push(Shade::of(color, 1.0));
        }
    }
    shades
});

/// A linear congruential generator (D. Knuth, "The art of computer programming", volume 2; the constants are his MMIX's).
struct Dice(u64);

impl Dice {
    fn between(&mut self, (low, high): (f32, f32)) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * (self.0 >> 40) as f32 / (1u64 << 24) as f32
    }
}

/// sRGB of a hue (degrees), saturation and value (A. R. Smith, "Color gamut transform pairs", 1978).
fn rgb_of_hsv(hue: f32, saturation: f32, value: f32) -> [u8; 3] {
    [5.0f32, 3.0, 1.0].map(|shift| {
        let k = (shift + hue / 60.0).rem_euclid(6.0);
        let channel = value * (1.0 - saturation * k.min(4.0 - k).clamp(0.0, 1.0));
        (channel * 255.0).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hues_are_where_they_belong() {
        assert_eq!(rgb_of_hsv(0.0, 1.0, 1.0), [255, 0, 0]);
        assert_eq!(rgb_of_hsv(120.0, 1.0, 1.0), [0, 255, 0]);
        assert_eq!(rgb_of_hsv(-120.0, 1.0, 1.0), [0, 0, 255]);
        assert_eq!(rgb_of_hsv(77.0, 0.0, 0.5), [128; 3]);
        assert_eq!(SHADES.len(), 50);
    }

    #[test]
    fn daylight_is_white_and_a_lamp_is_warm() {
        let [r, g, b] = LIGHTS[0].white();
        assert!((r - g).abs() < 0.01 && (b - g).abs() < 0.01, "{r} {g} {b}");
        let [r, _, b] = LIGHTS[2].white();
        assert!(r > 1.4 * b, "{r} {b}");
    }
}
