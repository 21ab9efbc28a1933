//! Other ways of carrying makeup over, region by region, to compare with: histogram matching, and the colour transfer of E. Reinhard,
//! M. Ashikhmin, B. Gooch, P. Shirley ("Color transfer between images", 2001).

use super::regions::Region;
use crate::{geometry::Vec3, raster::Pixmap};

/// Regions that are matched each on its own; cheeks are skin here.
const MATCHED: [&[u8]; 3] = [&[Region::Skin as u8, Region::Cheeks as u8], &[Region::Lids as u8], &[Region::Lips as u8]];
/// Logarithms are taken above this.
const DARK: f32 = 1.0 / 255.0;

/// A picture and the regions in it.
#[derive(Clone, Copy)]
pub(super) struct Labelled<'a> {
    pub picture: &'a Pixmap,
    pub labels: &'a [u8],
}

impl Labelled<'_> {
    fn pixels(&self, region: &[u8]) -> Vec<usize> {
        (0..self.labels.len()).filter(|&index| region.contains(&self.labels[index])).collect()
    }
}

/// Each region's histograms of red, green and blue become those of the reference.
pub(super) fn histogram_matching(wearer: Labelled<'_>, reference: Labelled<'_>) -> Pixmap {
    let mut out = wearer.picture.clone();
    for region in MATCHED {
        let (own, other) = (wearer.pixels(region), reference.pixels(region));
        if own.is_empty() || other.is_empty() {
            continue;
        }
        for channel in 0..3 {
            let ranks = |of: Labelled<'_>, pixels: &[usize]| {
                let mut counts = [0usize; 256];
                pixels.iter().for_each(|&index| counts[usize::from(of.picture.pixels()[index][channel])] += 1);
                let mut below = 0.0;
                counts.map(|count| {
                    let middle = below + count as f64 / 2.0;
                    below += count as f64;
                    middle / pixels.len() as f64
                })
            };
            let (own_ranks, other_ranks) = (ranks(wearer, &own), ranks(reference, &other));
            let matched =
                own_ranks.map(|rank| other_ranks.iter().position(|&other| other >= rank).unwrap_or(255) as u8);
            for &index in &own {
                let value = &mut out.pixels_mut()[index][channel];
                *value = matched[usize::from(*value)];
            }
        }
    }
    out
}

/// Each region's mean and deviation in lαβ become those of the reference.
pub(super) fn reinhard(wearer: Labelled<'_>, reference: Labelled<'_>) -> Pixmap {
    let mut out = wearer.picture.clone();
    for region in MATCHED {
        let (own, other) = (wearer.pixels(region), reference.pixels(region));
        if own.is_empty() || other.is_empty() {
            continue;
        }
        let colors = |of: Labelled<'_>, pixels: &[usize]| -> Vec<Vec3> {
            pixels.iter().map(|&index| lab_from_rgb8(of.picture.pixels()[index])).collect()
        };
        let (own_colors, other_colors) = (colors(wearer, &own), colors(reference, &other));
        let ((from, spread), (to, wanted)) = (moments(&own_colors), moments(&other_colors));
        for (index, color) in own.into_iter().zip(own_colors) {
            let [red, green, blue] = rgb8_from_lab((color - from) * (wanted / spread.max(Vec3::splat(1e-4))) + to);
            out.pixels_mut()[index][..3].copy_from_slice(&[red, green, blue]);
        }
    }
    out
}

fn moments(colors: &[Vec3]) -> (Vec3, Vec3) {
    let over = 1.0 / colors.len().max(1) as f32;
    let mean = colors.iter().sum::<Vec3>() * over;
    let variance = colors.iter().map(|&color| (color - mean) * (color - mean)).sum::<Vec3>() * over;
    (mean, variance.map(f32::sqrt))
}

/// Cones' responses to sRGB values, as the paper has them.
fn lab_from_rgb8([red, green, blue, _]: [u8; 4]) -> Vec3 {
    let rgb = Vec3::new(f32::from(red), f32::from(green), f32::from(blue)) / 255.0;
    let cones = Vec3::new(
        rgb.dot(Vec3::new(0.3811, 0.5783, 0.0402)),
        rgb.dot(Vec3::new(0.1967, 0.7244, 0.0782)),
        rgb.dot(Vec3::new(0.0241, 0.1288, 0.8444)),
    );
    let logs = cones.max(Vec3::splat(DARK)).map(f32::log10);
    Vec3::new(
        logs.element_sum() / 3f32.sqrt(),
        (logs.x + logs.y - 2.0 * logs.z) / 6f32.sqrt(),
        (logs.x - logs.y) / 2f32.sqrt(),
    )
}

fn rgb8_from_lab(lab: Vec3) -> [u8; 3] {
    let (l, a, b) = (lab.x / 3f32.sqrt(), lab.y / 6f32.sqrt(), lab.z / 2f32.sqrt());
    let cones = Vec3::new(l + a + b, l + a - b, l - 2.0 * a).map(|log| 10f32.powf(log));
    let rgb = Vec3::new(
        cones.dot(Vec3::new(4.4679, -3.5873, 0.1193)),
        cones.dot(Vec3::new(-1.2186, 2.3809, -0.1624)),
        cones.dot(Vec3::new(0.0497, -0.2439, 1.2045)),
    );
    rgb.to_array().map(|channel| (channel.clamp(0.0, 1.0) * 255.0).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(colors: [[u8; 4]; 4]) -> Pixmap {
        Pixmap::from_rgba(2, 2, colors.concat()).unwrap()
    }

    #[test]
    fn lab_and_back_is_the_same_colour() {
        for color in [[200, 100, 50, 255], [90, 90, 90, 255], [20, 60, 120, 255]] {
            let back = rgb8_from_lab(lab_from_rgb8(color));
            assert!((0..3).all(|c| back[c].abs_diff(color[c]) <= 3), "{color:?}: {back:?}");
        }
    }

    #[test]
    fn only_regions_that_both_have_change_and_get_the_others_colours() {
        let own = picture([[100, 80, 60, 255], [120, 100, 80, 255], [50, 50, 50, 255], [7, 7, 7, 255]]);
        let other = picture([[200, 20, 30, 255], [220, 40, 50, 255], [1, 2, 3, 255], [1, 2, 3, 255]]);
        let (own, other) =
            (Labelled { picture: &own, labels: &[4, 4, 3, 0] }, Labelled { picture: &other, labels: &[4, 4, 0, 0] });
        for out in [histogram_matching(own, other), reinhard(own, other)] {
            assert_eq!(out.pixels()[2..], own.picture.pixels()[2..]);
            for index in 0..2 {
                let (found, wanted) = (out.pixels()[index], other.picture.pixels()[index]);
                assert!((0..3).all(|c| found[c].abs_diff(wanted[c]) <= 8), "{found:?} instead of {wanted:?}");
            }
        }
    }
}
