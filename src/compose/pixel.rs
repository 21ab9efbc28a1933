//! One pixel in linear light and back.

use crate::{
    geometry::Vec3,
    raster::color::{ENCODE_STEPS, encode_table, linear_from_rgb8},
};

/// Linear light of a pixel.
#[inline(always)]
pub(super) fn decode(pixel: [u8; 4]) -> Vec3 {
    Vec3::from_array(linear_from_rgb8([pixel[0], pixel[1], pixel[2]]))
}

/// Puts linear light into a pixel; its alpha stays.
#[inline(always)]
pub(super) fn encode(color: Vec3, pixel: &mut [u8; 4]) {
    let table = encode_table();
    for (channel, value) in pixel.iter_mut().zip(color.to_array()) {
        *channel = table[step_of(value) as usize & (ENCODE_STEPS - 1)];
    }
}

/// Index into [`encode_table`] of linear light.
#[inline(always)]
pub(super) fn step_of(value: f32) -> i32 {
    floor_within(value.clamp(0.0, 1.0).sqrt() * (ENCODE_STEPS - 1) as f32 + 0.5, 0.0, ENCODE_STEPS as f32)
}

/// The whole part of a value that is first brought between two others, both of them 0..=2^30. What is no number becomes the least. An `as`
/// would check for what cannot be any more, lane by lane.
#[inline(always)]
pub(super) fn floor_within(value: f32, least: f32, most: f32) -> i32 {
    debug_assert!(least >= 0.0 && most <= (1 << 30) as f32);
    // `max` and `min`, unlike `clamp`, never give what is no number.
    let held = value.max(least).min(most);
    // SAFETY: it is a number within the bounds, which fit into 32 bits.
    unsafe { held.to_int_unchecked() }
}

/// 0 up to `from`, 1 from `to` on, and a smooth rise between; falls where `from > to`.
#[inline(always)]
pub(super) fn smoothstep(from: f32, to: f32, value: f32) -> f32 {
    let t = ((value - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// A number from 0 to 1 for each index, without pattern (the finaliser of MurmurHash3; A. Appleby, 2011).
#[inline(always)]
pub(super) fn scattered(index: u32) -> f32 {
    let mut hash = index.wrapping_add(0x9E37_79B9);
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85EB_CA6B);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xC2B2_AE35);
    (hash >> 16) as f32 * (1.0 / 65_536.0)
}

/// A smooth curve through a scattered number at each whole place.
#[inline(always)]
pub(super) fn wave(at: f32) -> f32 {
    let place = at.floor();
    let (from, to) = (scattered(place as i32 as u32), scattered(place as i32 as u32 + 1));
    from + (to - from) * smoothstep(0.0, 1.0, at - place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_is_the_same_pixel() {
        for value in 0..=255 {
            let mut pixel = [0, 0, 0, 7];
            encode(decode([value, value, value, 7]), &mut pixel);
            assert_eq!(pixel, [value, value, value, 7]);
        }
    }

    #[test]
    fn a_wave_is_smooth_and_within_bounds() {
        let steps = (-500..500).map(|i| wave(i as f32 * 0.01));
        assert!(steps.clone().all(|v| (0.0..=1.0).contains(&v)));
        assert!(steps.clone().zip(steps.skip(1)).all(|(a, b)| (a - b).abs() < 0.02));
    }
}
