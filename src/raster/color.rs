//! Colour: sRGB (IEC 61966-2-1) to linear light and back, luminance, and the fast tables that the pixel loops read.
//!
//! Linear values are relative to the display's white: 0 is black, 1 is white.

use std::sync::LazyLock;

/// Luminance weights of linear sRGB (ITU-R BT.709, D65).
pub const LUMINANCE: [f32; 3] = [0.2126, 0.7152, 0.0722];

/// Linear light of an sRGB value, both 0..=1.
pub fn linear_from_srgb(value: f32) -> f32 {
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// sRGB value of linear light, both 0..=1.
pub fn srgb_from_linear(value: f32) -> f32 {
    if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 }
}

/// Linear light of an 8-bit sRGB colour.
pub fn linear_from_rgb8(rgb: [u8; 3]) -> [f32; 3] {
    rgb.map(|channel| linear_table()[usize::from(channel)])
}

/// The 8-bit sRGB colour of linear light; what is beyond 0..=1 is cut off.
pub fn rgb8_from_linear(linear: [f32; 3]) -> [u8; 3] {
    linear.map(|channel| (srgb_from_linear(channel.clamp(0.0, 1.0)) * 255.0).round() as u8)
}

/// An 8-bit sRGB colour as people write it: `#RRGGBB`.
pub fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// Luminance of linear light, 0..=1.
pub fn luminance(linear: [f32; 3]) -> f32 {
    linear.iter().zip(LUMINANCE).map(|(channel, weight)| channel * weight).sum()
}

/// Brightness of an 8-bit sRGB pixel as the eye grades it, 0..=1: luma by the weights of ITU-R BT.709.
#[inline]
pub fn brightness(pixel: [u8; 4]) -> f32 {
    let sum = 54 * u32::from(pixel[0]) + 183 * u32::from(pixel[1]) + 19 * u32::from(pixel[2]);
    sum as f32 * (1.0 / (256.0 * 255.0))
}

/// Linear light of each 8-bit sRGB value.
pub fn linear_table() -> &'static [f32; 256] {
    static TABLE: LazyLock<[f32; 256]> =
        LazyLock::new(|| std::array::from_fn(|value| linear_from_srgb(value as f32 / 255.0)));
    &TABLE
}

/// Steps of [`encode_table`].
pub const ENCODE_STEPS: usize = 4096;

/// 8-bit sRGB values by the *square root* of linear light: entry `i` stands for `(i / 4095)^2`. The root spreads the steps almost as
/// sRGB does, so that 4,096 of them give the nearest 8-bit value everywhere.
pub fn encode_table() -> &'static [u8; ENCODE_STEPS] {
    static TABLE: LazyLock<[u8; ENCODE_STEPS]> = LazyLock::new(|| {
        std::array::from_fn(|step| {
            let root = step as f32 / (ENCODE_STEPS - 1) as f32;
            (srgb_from_linear(root * root) * 255.0).round() as u8
        })
    });
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curves_are_inverse() {
        for step in 0..=1000 {
            let value = step as f32 / 1000.0;
            assert!((srgb_from_linear(linear_from_srgb(value)) - value).abs() < 1e-5);
        }
    }

    #[test]
    fn middle_grey_is_as_in_the_standard() {
        assert!((linear_from_srgb(0.5) - 0.214_041).abs() < 1e-5);
    }

    #[test]
    fn every_8_bit_value_survives_the_tables() {
        for value in 0..=255u8 {
            let root = linear_table()[usize::from(value)].sqrt();
            let step = (root * (ENCODE_STEPS - 1) as f32 + 0.5) as usize;
            assert_eq!(encode_table()[step], value);
        }
    }
}
