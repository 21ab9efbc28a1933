//! How different two colours look: CIELAB (ISO/CIE 11664-4) and CIEDE2000 (ISO/CIE 11664-6), after G. Sharma, W. Wu, E. Dalal, "The
//! CIEDE2000 color-difference formula: implementation notes, supplementary test data, and mathematical observations", 2005.

/// A colour in CIELAB for D65: lightness 0..=100, then green to red and blue to yellow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lab(pub [f64; 3]);

/// Linear sRGB to XYZ (IEC 61966-2-1), each row divided by D65's own XYZ, so that white is (1, 1, 1).
const XYZ_OVER_WHITE: [[f64; 3]; 3] = [
    [0.412_456 / 0.950_47, 0.357_576 / 0.950_47, 0.180_437 / 0.950_47],
    [0.212_673, 0.715_152, 0.072_175],
    [0.019_334 / 1.088_83, 0.119_192 / 1.088_83, 0.950_304 / 1.088_83],
];

impl Lab {
    /// Of linear sRGB light, 0..=1.
    pub fn from_linear(rgb: [f32; 3]) -> Self {
        let root = |row: [f64; 3]| {
            let value: f64 = row.iter().zip(rgb).map(|(weight, channel)| weight * f64::from(channel)).sum();
            let edge: f64 = 6.0 / 29.0;
            if value > edge.powi(3) { value.cbrt() } else { value / (3.0 * edge * edge) + 4.0 / 29.0 }
        };
        let [x, y, z] = XYZ_OVER_WHITE.map(root);
        Self([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)])
    }
}

/// CIEDE2000 with all weights 1. About 1 is the smallest difference that is seen side by side.
pub fn ciede2000(one: Lab, other: Lab) -> f64 {
    let (first, second) = polar(one, other);
    let product = first.chroma * second.chroma;
    let hue_between = if product == 0.0 { 0.0 } else { turned_within_half(second.hue - first.hue) };
    let lightness = second.lightness - first.lightness;
    let chroma = second.chroma - first.chroma;
    let hue = 2.0 * product.sqrt() * (hue_between.to_radians() / 2.0).sin();

    let mean_lightness = (first.lightness + second.lightness) / 2.0;
    let mean_chroma = (first.chroma + second.chroma) / 2.0;
    let mean_hue = mean_hue(&first, &second);
    let wave = |times: f64, shift: f64| (times * mean_hue + shift).to_radians().cos();
    let t = 1.0 - 0.17 * wave(1.0, -30.0) + 0.24 * wave(2.0, 0.0) + 0.32 * wave(3.0, 6.0) - 0.20 * wave(4.0, -63.0);
    let from_middle = (mean_lightness - 50.0).powi(2);
    let lightness = lightness / (1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt());
    let chroma = chroma / (1.0 + 0.045 * mean_chroma);
    let hue = hue / (1.0 + 0.015 * mean_chroma * t);
    let turn = 30.0 * (-((mean_hue - 275.0) / 25.0).powi(2)).exp();
    let rotation = -(2.0 * turn).to_radians().sin() * 2.0 * seventh_power_share(mean_chroma);
    (lightness * lightness + chroma * chroma + hue * hue + rotation * chroma * hue).max(0.0).sqrt()
}

/// What CIEDE2000 is at least: its part of lightness, which is found in a fraction of the time. The parts of chroma and hue never take
/// anything from it, as their rotation weighs at most 2.
pub fn ciede2000_at_least(one: Lab, other: Lab) -> f64 {
    let from_middle = ((one.0[0] + other.0[0]) / 2.0 - 50.0).powi(2);
    (one.0[0] - other.0[0]).abs() / (1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt())
}

struct Polar {
    lightness: f64,
    chroma: f64,
    /// Degrees, 0..360.
    hue: f64,
}

/// Both colours with the red-green axis stretched near grey.
fn polar(one: Lab, other: Lab) -> (Polar, Polar) {
    let chroma = |lab: Lab| lab.0[1].hypot(lab.0[2]);
    let stretch = 1.5 - 0.5 * seventh_power_share((chroma(one) + chroma(other)) / 2.0);
    let of = |Lab([lightness, a, b]): Lab| {
        let a = a * stretch;
        let hue = if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
        Polar { lightness, chroma: a.hypot(b), hue }
    };
    (of(one), of(other))
}

fn seventh_power_share(chroma: f64) -> f64 {
    let seventh = chroma.powi(7);
    (seventh / (seventh + 25.0f64.powi(7))).sqrt()
}

fn turned_within_half(degrees: f64) -> f64 {
    if degrees > 180.0 {
        degrees - 360.0
    } else if degrees < -180.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

fn mean_hue(first: &Polar, second: &Polar) -> f64 {
    let sum = first.hue + second.hue;
    if first.chroma * second.chroma == 0.0 {
        sum
    } else if (first.hue - second.hue).abs() <= 180.0 {
        sum / 2.0
    } else if sum < 360.0 {
        (sum + 360.0) / 2.0
    } else {
        (sum - 360.0) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Table 1 of Sharma, Wu and Dalal: two colours and their difference.
    const PUBLISHED: [([f64; 3], [f64; 3], f64); 34] = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 3.1571, -77.2803], [50.0, 0.0, -82.7485], 2.8615),
        ([50.0, 2.8361, -74.0200], [50.0, 0.0, -82.7485], 3.4412),
        ([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0000),
        ([50.0, -1.1848, -84.8006], [50.0, 0.0, -82.7485], 1.0000),
        ([50.0, -0.9009, -85.5211], [50.0, 0.0, -82.7485], 1.0000),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, -1.0, 2.0], [50.0, 0.0, 0.0], 2.3669),
        ([50.0, 2.4900, -0.0010], [50.0, -2.4900, 0.0009], 7.1792),
        ([50.0, 2.4900, -0.0010], [50.0, -2.4900, 0.0010], 7.1792),
        ([50.0, 2.4900, -0.0010], [50.0, -2.4900, 0.0011], 7.2195),
        ([50.0, 2.4900, -0.0010], [50.0, -2.4900, 0.0012], 7.2195),
        ([50.0, -0.0010, 2.4900], [50.0, 0.0009, -2.4900], 4.8045),
        ([50.0, -0.0010, 2.4900], [50.0, 0.0010, -2.4900], 4.8045),
        ([50.0, -0.0010, 2.4900], [50.0, 0.0011, -2.4900], 4.7461),
        ([50.0, 2.5, 0.0], [50.0, 0.0, -2.5], 4.3065),
        ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
        ([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977),
        ([50.0, 2.5, 0.0], [56.0, -27.0, -3.0], 31.9030),
        ([50.0, 2.5, 0.0], [58.0, 24.0, 15.0], 19.4535),
        ([50.0, 2.5, 0.0], [50.0, 3.1736, 0.5854], 1.0000),
        ([50.0, 2.5, 0.0], [50.0, 3.2972, 0.0], 1.0000),
        ([50.0, 2.5, 0.0], [50.0, 1.8634, 0.5757], 1.0000),
        ([50.0, 2.5, 0.0], [50.0, 3.2592, 0.3350], 1.0000),
        ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ([63.0109, -31.0961, -5.8663], [62.8187, -29.7946, -4.0864], 1.2630),
        ([61.2901, 3.7196, -5.3901], [61.4292, 2.2480, -4.9620], 1.8731),
        ([35.0831, -44.1164, 3.7933], [35.0232, -40.0716, 1.5901], 1.8645),
        ([22.7233, 20.0904, -46.6940], [23.0331, 14.9730, -42.5619], 2.0373),
        ([36.4612, 47.8580, 18.3852], [36.2715, 50.5065, 21.2231], 1.4146),
        ([90.8027, -2.0831, 1.4410], [91.1528, -1.6435, 0.0447], 1.4441),
        ([90.9257, -0.5406, -0.9208], [88.6381, -0.8985, -0.7239], 1.5381),
        ([6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286], 0.6377),
        ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
    ];

    #[test]
    fn the_published_pairs_come_out() {
        for (one, other, expected) in PUBLISHED {
            let found = ciede2000(Lab(one), Lab(other));
            assert!((found - expected).abs() < 1e-4, "{one:?} {other:?}: {found} instead of {expected}");
            assert!(ciede2000_at_least(Lab(one), Lab(other)) <= found + 1e-9, "{one:?} {other:?}");
        }
    }

    #[test]
    fn white_is_white_and_black_is_black() {
        for (linear, lightness) in [([1.0; 3], 100.0), ([0.0; 3], 0.0)] {
            let Lab([l, a, b]) = Lab::from_linear(linear);
            assert!((l - lightness).abs() < 1e-3 && a.abs() < 0.02 && b.abs() < 0.02, "{l} {a} {b}");
        }
    }
}
