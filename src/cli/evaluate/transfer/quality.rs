//! How near a picture comes to the one that it should be.

use super::regions::Region;
use crate::raster::{
    Pixmap,
    color::{brightness, linear_from_rgb8},
    difference::{Lab, ciede2000},
};

/// A pixel that makeup changes by less is not made up, of 255.
const SEEN: u8 = 3;
/// Fewest pixels that a figure is of.
const FEWEST: usize = 150;
/// Side of the windows of structural similarity, pixels.
const WINDOW: usize = 8;

/// Where makeup changes what is seen.
pub(super) fn made_up(bare: &Pixmap, worn: &Pixmap) -> Vec<bool> {
    let changed = |(one, other): (&[u8; 4], &[u8; 4])| (0..3).any(|c| one[c].abs_diff(other[c]) > SEEN);
    bare.pixels().iter().zip(worn.pixels()).map(changed).collect()
}

/// Peak signal to noise in decibels, and the median CIEDE2000, over some pixels; `None` for too few.
pub(super) fn nearness(found: &Pixmap, wanted: &Pixmap, region: &[bool]) -> Option<(f64, f64)> {
    let pairs: Vec<_> = found.pixels().iter().zip(wanted.pixels()).zip(region).filter(|(_, there)| **there).collect();
    if pairs.len() < FEWEST {
        return None;
    }
    let square = |one: &[u8; 4], other: &[u8; 4]| -> f64 {
        (0..3).map(|c| f64::from(one[c].abs_diff(other[c])).powi(2)).sum::<f64>() / 3.0
    };
    let mean = pairs.iter().map(|((one, other), _)| square(one, other)).sum::<f64>() / pairs.len() as f64;
    let mut differences: Vec<f64> = pairs.iter().map(|((one, other), _)| ciede2000(lab(**one), lab(**other))).collect();
    differences.sort_by(f64::total_cmp);
    Some((10.0 * (255.0 * 255.0 / mean.max(0.01)).log10(), differences[differences.len() / 2]))
}

/// Mean linear colour of a region; `None` for too few pixels.
pub(super) fn mean_color(picture: &Pixmap, labels: &[u8], region: Region) -> Option<[f32; 3]> {
    let pixels = picture.pixels().iter().zip(labels).filter(|(_, label)| **label == region as u8);
    let (sum, count) = pixels.fold(([0.0f32; 3], 0usize), |(sum, count), (pixel, _)| {
        let linear = linear_from_rgb8([pixel[0], pixel[1], pixel[2]]);
        (std::array::from_fn(|c| sum[c] + linear[c]), count + 1)
    });
    (count >= FEWEST / 4).then(|| sum.map(|channel| channel / count as f32))
}

/// Mean structural similarity of brightness over windows that lie within a part of the pictures (Z. Wang, A. Bovik, H. Sheikh, E. Simoncelli,
/// "Image quality assessment: from error visibility to structural similarity", 2004; windows without overlap). `None` where there is none.
pub(super) fn similarity(one: &Pixmap, other: &Pixmap, within: impl Fn(usize) -> bool) -> Option<f64> {
    let [width, height] = one.size();
    let mut values = Vec::new();
    for top in (0..(height + 1).saturating_sub(WINDOW)).step_by(WINDOW) {
        for left in (0..(width + 1).saturating_sub(WINDOW)).step_by(WINDOW) {
            let pixels: Vec<usize> =
                (top..top + WINDOW).flat_map(|y| (left..left + WINDOW).map(move |x| y * width + x)).collect();
            if pixels.iter().all(|&index| within(index)) {
                values.push(window(one, other, &pixels));
            }
        }
    }
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn window(one: &Pixmap, other: &Pixmap, pixels: &[usize]) -> f64 {
    let values =
        |of: &Pixmap| -> Vec<f64> { pixels.iter().map(|&index| f64::from(brightness(of.pixels()[index]))).collect() };
    let (a, b) = (values(one), values(other));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let spread = |x: &[f64], of_x: f64, y: &[f64], of_y: f64| {
        x.iter().zip(y).map(|(x, y)| (x - of_x) * (y - of_y)).sum::<f64>() / (x.len() - 1) as f64
    };
    let (variance_a, variance_b) = (spread(&a, mean_a, &a, mean_a), spread(&b, mean_b, &b, mean_b));
    let both = spread(&a, mean_a, &b, mean_b);
    let (c1, c2) = (0.01f64.powi(2), 0.03f64.powi(2));
    (2.0 * mean_a * mean_b + c1) * (2.0 * both + c2)
        / ((mean_a * mean_a + mean_b * mean_b + c1) * (variance_a + variance_b + c2))
}

fn lab(pixel: [u8; 4]) -> Lab {
    Lab::from_linear(linear_from_rgb8([pixel[0], pixel[1], pixel[2]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: u64) -> Pixmap {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut picture = Pixmap::new(64, 64);
        picture.pixels_mut().iter_mut().for_each(|pixel| *pixel = [random.u8(60..200); 4]);
        picture
    }

    #[test]
    fn the_same_is_alike_and_another_is_not() {
        let (one, other) = (noise(1), noise(2));
        assert!(similarity(&one, &one, |_| true).unwrap() > 0.999);
        assert!(similarity(&one, &other, |_| true).unwrap() < 0.3);
        assert!(similarity(&one, &other, |_| false).is_none());
        let all = vec![true; 64 * 64];
        let (same, far) = (nearness(&one, &one, &all).unwrap(), nearness(&one, &other, &all).unwrap());
        assert!(same.0 > 60.0 && same.1 == 0.0 && far.0 < 20.0 && far.1 > 5.0, "{same:?} {far:?}");
    }

    #[test]
    fn what_makeup_changes_is_found() {
        let bare = noise(1);
        let mut worn = bare.clone();
        worn.pixels_mut()[70][1] ^= 0x20;
        worn.pixels_mut()[71][1] ^= 1;
        let found = made_up(&bare, &worn);
        assert_eq!(found.iter().filter(|there| **there).count(), 1);
    }
}
