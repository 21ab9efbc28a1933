//! A picture cut to a frame and made small enough for print, as JPEG.

use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};
use image::{ExtendedColorType, RgbImage, codecs::jpeg::JpegEncoder};

use super::{SheetError, block::Frame};

/// Most pixels along an inch.
const DOTS_PER_INCH: f32 = 200.0;
/// Points of an inch.
const INCH: f32 = 72.0;
/// Of JPEG, 0..=100.
const QUALITY: u8 = 88;

/// The middle of the picture in the frame's shape, with at most 200 pixels along an inch, as JPEG; `None` where it has no pixels. It is
/// never made larger.
///
/// # Errors
/// [`SheetError::Picture`] where it cannot be encoded.
pub fn jpeg(picture: &RgbImage, frame: Frame) -> Result<Option<Vec<u8>>, SheetError> {
    if picture.width() == 0 || picture.height() == 0 || frame.width <= 0.0 || frame.height <= 0.0 {
        return Ok(None);
    }
    let [width, height] = size([picture.width(), picture.height()], [frame.width, frame.height]);
    let problem = |error: &dyn std::fmt::Display| SheetError::Picture(error.to_string());
    let source =
        ImageRef::new(picture.width(), picture.height(), picture.as_raw(), PixelType::U8x3).map_err(|e| problem(&e))?;
    let mut cut = Image::new(width, height, PixelType::U8x3);
    let options =
        ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).fit_into_destination(None);
    Resizer::new().resize(&source, &mut cut, &options).map_err(|e| problem(&e))?;
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode(cut.buffer(), width, height, ExtendedColorType::Rgb8)
        .map_err(|e| problem(&e))?;
    Ok(Some(bytes))
}

/// Pixels of the cut picture: as many as the middle has, or as the print needs.
fn size(picture: [u32; 2], frame: [f32; 2]) -> [u32; 2] {
    let [across, down] = [0, 1].map(|side| frame[side] / INCH * DOTS_PER_INCH);
    let own = (picture[0] as f32 / across).min(picture[1] as f32 / down);
    let scale = own.min(1.0);
    [across, down].map(|side| ((side * scale).round() as u32).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_kept_and_nothing_is_enlarged() {
        assert_eq!(size([6000, 4000], [72.0, 144.0]), [200, 400]);
        assert_eq!(size([100, 100], [72.0, 144.0]), [50, 100]);
        assert_eq!(size([1, 1], [72.0, 144.0]), [1, 1]);
        assert_eq!(size([60_000, 1], [72.0, 144.0]), [1, 1]);
    }

    #[test]
    fn a_wide_picture_is_cut_at_its_sides() {
        let picture = RgbImage::from_fn(400, 100, |x, _| {
            image::Rgb(if (150..250).contains(&x) { [0, 200, 0] } else { [200, 0, 0] })
        });
        let bytes = jpeg(&picture, Frame::new(0.0, 0.0, 36.0, 36.0)).unwrap().unwrap();
        let cut = image::load_from_memory(&bytes).unwrap().into_rgb8();
        assert_eq!(cut.dimensions(), (100, 100));
        assert!([(1, 1), (98, 98), (50, 50)].iter().all(|&(x, y)| cut.get_pixel(x, y)[1] > 150));
    }

    #[test]
    fn no_pixels_are_no_picture() {
        assert!(jpeg(&RgbImage::new(0, 0), Frame::new(0.0, 0.0, 36.0, 36.0)).unwrap().is_none());
        assert!(jpeg(&RgbImage::new(1, 1), Frame::new(0.0, 0.0, 36.0, 36.0)).unwrap().is_some());
    }
}
