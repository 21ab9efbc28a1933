//! Pictures in another size.

use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};

use super::Pixmap;

/// The picture at a size, bilinear with all source pixels counted when it shrinks. A side of 0 gives an empty picture.
pub fn resized(picture: &Pixmap, width: u32, height: u32) -> Pixmap {
    if picture.size() == [width as usize, height as usize] {
        return picture.clone();
    }
    let mut target = Image::new(width, height, PixelType::U8x4);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear)).use_alpha(false);
    let source = ImageRef::new(picture.width(), picture.height(), picture.data(), PixelType::U8x4);
    // An empty source or target leaves the target black.
    if let Ok(source) = source {
        let _ = Resizer::new().resize(&source, &mut target, &options);
    }
    Pixmap::from_rgba(width, height, target.into_vec()).unwrap_or_else(|_| Pixmap::new(width, height))
}

/// The largest size of the same proportion that fits into a box, never larger than the picture and never empty.
pub fn fitting(size: [usize; 2], width: u32, height: u32) -> (u32, u32) {
    let [w, h] = size.map(|side| side.max(1) as f32);
    let scale = (width as f32 / w).min(height as f32 / h).min(1.0);
    (((w * scale).round() as u32).max(1), ((h * scale).round() as u32).max(1))
}

/// A picture that is no wider and no higher than so many pixels; as it is where it is small enough.
pub fn within(picture: &Pixmap, side: u32) -> Pixmap {
    let (width, height) = fitting(picture.size(), side, side);
    resized(picture, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_means_are_kept() {
        let mut picture = Pixmap::new(64, 32);
        picture.pixels_mut().iter_mut().enumerate().for_each(|(i, pixel)| *pixel = [(i % 64) as u8 * 4, 100, 0, 255]);
        let small = resized(&picture, 16, 8);
        assert_eq!(small.size(), [16, 8]);
        assert!(small.pixels().iter().all(|pixel| pixel[1] == 100 && pixel[3] == 255));
        assert!((small.pixel(8, 4)[0]).abs_diff(134) < 4, "{:?}", small.pixel(8, 4));
        assert_eq!(resized(&Pixmap::new(0, 0), 4, 4).size(), [4, 4]);
        assert_eq!(resized(&picture, 0, 4).size(), [0, 4]);
    }

    #[test]
    fn a_box_is_filled_on_one_side() {
        assert_eq!(fitting([4000, 3000], 1920, 1080), (1440, 1080));
        assert_eq!(fitting([100, 50], 1920, 1080), (100, 50));
        assert_eq!(fitting([100_000, 1], 100, 100), (100, 1));
    }
}
