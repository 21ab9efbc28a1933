//! Embedded colour profiles: pictures are worked on in sRGB, whatever they come in.

use std::sync::Arc;

use image::{DynamicImage, RgbaImage};
use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};

/// A profile that moves no colour further than this, of 255, is sRGB under another name: rounding, and each maker's own table.
const SAME: u8 = 2;

/// The picture in sRGB, 8 bits. Where the profile is sRGB already, the numbers stay exactly as they are.
///
/// # Errors
/// Why the profile cannot be used; the picture comes back with its numbers as they were.
pub(super) fn in_srgb(picture: DynamicImage, profile: &[u8]) -> (RgbaImage, Result<(), CmsError>) {
    match Conversion::new(profile, &picture) {
        Ok(conversion) if conversion.changes_nothing() => (picture.into_rgba8(), Ok(())),
        Ok(conversion) => (conversion.picture(picture), Ok(())),
        Err(error) => (picture.into_rgba8(), Err(error)),
    }
}

/// The way from one profile to sRGB.
struct Conversion {
    is_grey: bool,
    transform: Arc<Transform8BitExecutor>,
}

impl Conversion {
    fn new(profile: &[u8], picture: &DynamicImage) -> Result<Self, CmsError> {
        let profile = ColorProfile::new_from_slice(profile)?;
        let (is_grey, layout) = match profile.color_space {
            DataColorSpace::Rgb => (false, Layout::Rgba),
            DataColorSpace::Gray if !picture.color().has_color() => (true, Layout::GrayAlpha),
            // The profile of a print: the decoder has made RGB of its inks already.
            _ => return Err(CmsError::UnsupportedProfileConnection),
        };
        let srgb = ColorProfile::new_srgb();
        let transform = profile.create_transform_8bit(layout, &srgb, Layout::Rgba, TransformOptions::default())?;
        Ok(Self { is_grey, transform })
    }

    /// Tried out on colours from all over the gamut.
    fn changes_nothing(&self) -> bool {
        let (probe, expected) = if self.is_grey { greys() } else { colors() };
        let found = self.run(&probe, expected.len());
        found.iter().zip(&expected).all(|(a, b)| a.abs_diff(*b) <= SAME)
    }

    fn picture(&self, picture: DynamicImage) -> RgbaImage {
        let (width, height) = (picture.width(), picture.height());
        let source = if self.is_grey { picture.into_luma_alpha8().into_raw() } else { picture.into_rgba8().into_raw() };
        let rgba = self.run(&source, width as usize * height as usize * 4);
        RgbaImage::from_raw(width, height, rgba).expect("as many pixels as before")
    }

    fn run(&self, source: &[u8], length: usize) -> Vec<u8> {
        let mut rgba = vec![0; length];
        self.transform.transform(source, &mut rgba).expect("both sides have the same whole number of pixels");
        rgba
    }
}

/// Every grey, with alpha, and the RGBA it is in sRGB.
fn greys() -> (Vec<u8>, Vec<u8>) {
    let all = 0..=255u8;
    (all.clone().flat_map(|grey| [grey, 255]).collect(), all.flat_map(|grey| [grey, grey, grey, 255]).collect())
}

/// RGBA colours from all over the gamut, twice.
fn colors() -> (Vec<u8>, Vec<u8>) {
    let steps: Vec<u8> = (0..=255).step_by(15).collect();
    let colors = steps.iter().flat_map(|&r| {
        steps.iter().flat_map({
            let steps = &steps;
            move |&g| steps.iter().map(move |&b| [r, g, b, 255])
        })
    });
    let rgba: Vec<u8> = colors.flatten().collect();
    (rgba.clone(), rgba)
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma, Rgba};

    use super::*;

    fn converted(color: [u8; 4], profile: &ColorProfile) -> [u8; 4] {
        let picture = RgbaImage::from_pixel(5, 3, Rgba(color));
        let (picture, outcome) = in_srgb(picture.into(), &profile.encode().unwrap());
        outcome.unwrap();
        picture.get_pixel(4, 2).0
    }

    #[track_caller]
    fn assert_near(found: [u8; 4], expected: [u8; 4]) {
        assert!(found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 2), "{found:?} instead of {expected:?}");
    }

    /// Expected values are worked out by hand from the published primaries and curves.
    #[test]
    fn wider_gamuts_become_srgb() {
        assert_near(converted([200, 100, 100, 77], &ColorProfile::new_adobe_rgb()), [227, 100, 100, 77]);
        assert_near(converted([200, 100, 100, 255], &ColorProfile::new_display_p3()), [215, 93, 97, 255]);
    }

    #[test]
    fn a_grey_profile_is_obeyed_too() {
        let linear = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
        let (picture, outcome) = in_srgb(GrayImage::from_pixel(2, 2, Luma([55])).into(), &linear);
        outcome.unwrap();
        assert_near(picture.get_pixel(1, 1).0, [128, 128, 128, 255]);
    }

    #[test]
    fn srgb_stays_exact() {
        for color in [[0, 1, 2, 255], [13, 130, 250, 0], [255, 254, 3, 9]] {
            assert_eq!(converted(color, &ColorProfile::new_srgb()), color);
        }
    }

    #[test]
    fn a_profile_that_cannot_be_used_changes_nothing() {
        let picture = RgbaImage::from_pixel(2, 2, Rgba([1, 2, 3, 4]));
        let grey = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
        for profile in [b"".as_slice(), b"not a profile", &grey, &grey[..200]] {
            let (kept, outcome) = in_srgb(picture.clone().into(), profile);
            assert!(outcome.is_err());
            assert_eq!(kept, picture);
        }
    }
}
