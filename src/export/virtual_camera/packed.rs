//! A picture in the coding that every program for calls understands.

use crate::raster::{Pixmap, resize};

/// Black in this coding, for the bars beside a picture of another proportion.
const BLACK: [u8; 4] = [16, 128, 16, 128];

/// The picture as `YUYV` (4:2:2, BT.601, limited range, two bytes a pixel) of a size with an even width: as large as it fits, in the
/// middle, with black around it.
pub fn packed(picture: &Pixmap, [width, height]: [u32; 2]) -> Vec<u8> {
    let inside = filling(picture.size(), [width, height]);
    if inside == [width, height] {
        return coded(&resize::resized(picture, width, height));
    }
    let mut frame = BLACK.repeat((width * height / 2) as usize);
    if inside[0] == 0 || inside[1] == 0 {
        return frame;
    }
    let coded = coded(&resize::resized(picture, inside[0], inside[1]));
    // Two pixels share their colour: the picture begins at an even one.
    let (left, top) = ((width - inside[0]) / 4 * 2, (height - inside[1]) / 2);
    let (row, stride) = (inside[0] as usize * 2, width as usize * 2);
    for (y, line) in coded.chunks_exact(row).enumerate() {
        frame[(top as usize + y) * stride + left as usize * 2..][..row].copy_from_slice(line);
    }
    frame
}

/// The largest size of a picture's proportion in a box, with an even width.
fn filling(picture: [usize; 2], room: [u32; 2]) -> [u32; 2] {
    let [width, height] = picture.map(|side| side.max(1) as f32);
    let scale = (room[0] as f32 / width).min(room[1] as f32 / height);
    let even = ((width * scale / 2.0).round() as u32).max(1) * 2;
    [even.min(room[0] / 2 * 2), ((height * scale).round() as u32).clamp(1, room[1].max(1)).min(room[1])]
}

/// Of a picture with an even width.
fn coded(picture: &Pixmap) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    let mut planes = yuv::YuvPlanarImageMut::<u8>::alloc(width, height, yuv::YuvChromaSubsampling::Yuv422);
    let mut bytes = vec![0; width as usize * height as usize * 2];
    let mut packed =
        yuv::YuvPackedImageMut { yuy: yuv::BufferStoreMut::Borrowed(&mut bytes), yuy_stride: width * 2, width, height };
    let (range, matrix) = (yuv::YuvRange::Limited, yuv::YuvStandardMatrix::Bt601);
    let mode = yuv::YuvConversionMode::Balanced;
    // Each has the size that the other expects: nothing is refused.
    let _ = yuv::rgba_to_yuv422(&mut planes, picture.data(), width * 4, range, matrix, mode);
    let _ = yuv::yuv422_to_yuyv422(&mut packed, &planes.to_fixed());
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        capture::camera_format::{Decoder, Encoding},
        export::tests::filled,
    };

    /// As the program on the other side would see it.
    fn seen(picture: &Pixmap, [width, height]: [u32; 2]) -> Pixmap {
        Decoder::new(Encoding::Yuyv).decode(&packed(picture, [width, height]), width, height).unwrap()
    }

    fn is_near(one: [u8; 4], other: [u8; 4]) -> bool {
        one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 3)
    }

    #[test]
    fn colours_come_out_as_they_went_in() {
        for color in [[190, 30, 60, 255], [92, 60, 45, 255], [240, 220, 205, 255], [0, 0, 0, 255], [255; 4]] {
            let out = seen(&filled(64, 36, color), [64, 36]);
            assert!(out.pixels().iter().all(|&pixel| is_near(pixel, color)), "{color:?}: {:?}", out.pixel(30, 20));
        }
    }

    #[test]
    fn another_proportion_stands_in_the_middle_between_black_bars() {
        let red = [200, 20, 20, 255];
        let out = seen(&filled(480, 640, red), [320, 180]);
        assert!(is_near(out.pixel(160, 90), red) && is_near(out.pixel(160, 2), red));
        assert!(is_near(out.pixel(4, 90), [0, 0, 0, 255]) && is_near(out.pixel(315, 90), [0, 0, 0, 255]));
        let out = seen(&filled(800, 100, red), [320, 180]);
        assert!(is_near(out.pixel(2, 90), red) && is_near(out.pixel(160, 4), [0, 0, 0, 255]));
    }

    proptest! {
        #[test]
        fn any_picture_fills_any_camera(width in 1_u32..90, height in 1_u32..90, half in 1_u32..40, rows in 1_u32..80) {
            let bytes = packed(&filled(width, height, [200, 20, 20, 255]), [half * 2, rows]);
            prop_assert_eq!(bytes.len(), (half * 2 * rows * 2) as usize);
        }
    }
}
