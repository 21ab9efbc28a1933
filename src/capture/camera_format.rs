//! Which of a camera's formats to use, and how its bytes become a picture.

use std::borrow::Cow;

use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use crate::raster::Pixmap;

/// How a camera codes its pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// A JPEG for each frame.
    Mjpeg,
    /// YUV 4:2:2, two pixels in four bytes.
    Yuyv,
    /// YUV 4:2:0, a plane of Y and one of UV pairs.
    Nv12,
}

/// One way in which a camera can send pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Offer {
    pub width: u32,
    pub height: u32,
    /// Frames a second.
    pub rate: u32,
    pub encoding: Encoding,
}

/// What is wanted at least: 1280 by 720 at 30 frames a second.
const WANTED: (u32, u32, u32) = (1280, 720, 30);
/// Largest picture that a camera may send, pixels a side.
const LONGEST_SIDE: u32 = 8192;

/// The index of the best offer: the smallest that fulfils what is wanted (it leaves the most time for painting), or else the one
/// that comes nearest to it. Of equals, uncompressed pictures are the cheapest.
pub(super) fn best(offers: &[Offer]) -> Option<usize> {
    let rank = |offer: &Offer| {
        let pixels = u64::from(offer.width) * u64::from(offer.height);
        let size = (f64::from(offer.width) / f64::from(WANTED.0)).min(f64::from(offer.height) / f64::from(WANTED.1));
        let short_of = size.min(1.0) * (f64::from(offer.rate) / f64::from(WANTED.2)).min(1.0);
        let encoding = match offer.encoding {
            Encoding::Nv12 => 0u8,
            Encoding::Yuyv => 1,
            Encoding::Mjpeg => 2,
        };
        ((short_of * -1e6) as i64, pixels, offer.rate.abs_diff(WANTED.2), encoding)
    };
    let usable = |offer: &Offer| offer.width.max(offer.height) <= LONGEST_SIDE && offer.width.min(offer.height) > 0;
    offers.iter().enumerate().filter(|(_, offer)| usable(offer)).min_by_key(|(_, offer)| rank(offer)).map(|(i, _)| i)
}

/// Makes pictures of a camera's bytes.
pub struct Decoder {
    encoding: Encoding,
    /// Whether the camera marks the ends of its JPEGs. Some never do.
    marks_ends: bool,
}

impl Decoder {
    /// For one way of coding.
    pub fn new(encoding: Encoding) -> Self {
        Self { encoding, marks_ends: false }
    }

    /// A picture; `None` for junk.
    pub fn decode(&mut self, bytes: &[u8], width: u32, height: u32) -> Option<Pixmap> {
        match self.encoding {
            Encoding::Mjpeg => self.decode_jpeg(bytes),
            Encoding::Yuyv => decode_yuyv(bytes, width, height),
            Encoding::Nv12 => decode_nv12(bytes, width, height),
        }
    }

    fn decode_jpeg(&mut self, bytes: &[u8]) -> Option<Pixmap> {
        let has_end = bytes.windows(2).any(|pair| pair == [0xff, 0xd9]);
        // The decoder fills in what is missing with grey.
        if self.marks_ends && !has_end {
            return None;
        }
        let options = DecoderOptions::default()
            .jpeg_set_out_colorspace(ColorSpace::RGBA)
            .set_max_width(LONGEST_SIDE as usize)
            .set_max_height(LONGEST_SIDE as usize);
        let bytes = with_huffman_tables(bytes);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&bytes), options);
        let rgba = decoder.decode().ok()?;
        let (width, height) = decoder.dimensions()?;
        let picture = Pixmap::from_rgba(width as u32, height as u32, rgba).ok()?;
        self.marks_ends |= has_end;
        Some(picture)
    }
}

/// Many cameras leave the standard tables out. The decoder adds them where a JPEG says that it comes from a clip, so it is made to.
fn with_huffman_tables(jpeg: &[u8]) -> Cow<'_, [u8]> {
    const FROM_A_CLIP: &[u8] = b"\xff\xd8\xff\xe0\x00\x07AVI1\x00";
    if !jpeg.starts_with(&[0xff, 0xd8]) || has_huffman_tables(jpeg) {
        return Cow::Borrowed(jpeg);
    }
    Cow::Owned([FROM_A_CLIP, &jpeg[2..]].concat())
}

/// Whether there is such a table in the headers, which end where the scan starts.
fn has_huffman_tables(jpeg: &[u8]) -> bool {
    let mut rest = &jpeg[2..];
    while let [0xff, marker, high, low, ..] = *rest {
        match marker {
            0xc4 => return true,
            0xda => return false,
            _ => rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..).unwrap_or_default(),
        }
    }
    // Broken or unusual headers are left to the decoder.
    true
}

/// Whether the bytes end in a row that the camera has not filled: no color is coded as nothing but zeros.
fn is_cut_off(bytes: &[u8], row: usize) -> bool {
    bytes[bytes.len().saturating_sub(row)..].iter().all(|&byte| byte == 0)
}

fn decode_yuyv(bytes: &[u8], width: u32, height: u32) -> Option<Pixmap> {
    let yuy = bytes.get(..width as usize * height as usize * 2)?;
    if is_cut_off(yuy, width as usize * 2) {
        return None;
    }
    let image = yuv::YuvPackedImage { yuy, yuy_stride: width * 2, width, height };
    let mut rgba = vec![0; width as usize * height as usize * 4];
    let (range, matrix) = (yuv::YuvRange::Limited, yuv::YuvStandardMatrix::Bt601);
    yuv::yuyv422_to_rgba(&image, &mut rgba, width * 4, range, matrix).ok()?;
    Pixmap::from_rgba(width, height, rgba).ok()
}

fn decode_nv12(bytes: &[u8], width: u32, height: u32) -> Option<Pixmap> {
    let luma = width as usize * height as usize;
    let chroma = (width as usize).div_ceil(2) * 2 * (height as usize).div_ceil(2);
    let uv_plane = bytes.get(luma..luma + chroma)?;
    if is_cut_off(uv_plane, width as usize) {
        return None;
    }
    let image = yuv::YuvBiPlanarImage {
        y_plane: bytes.get(..luma)?,
        y_stride: width,
        uv_plane,
        uv_stride: width.div_ceil(2) * 2,
        width,
        height,
    };
    let mut rgba = vec![0; luma * 4];
    let (range, matrix) = (yuv::YuvRange::Limited, yuv::YuvStandardMatrix::Bt601);
    yuv::yuv_nv12_to_rgba(&image, &mut rgba, width * 4, range, matrix, yuv::YuvConversionMode::Balanced).ok()?;
    Pixmap::from_rgba(width, height, rgba).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn offer(width: u32, height: u32, rate: u32, encoding: Encoding) -> Offer {
        Offer { width, height, rate, encoding }
    }

    #[test]
    fn the_best_offer_is_at_least_720p30_and_cheap() {
        let offers = [
            offer(640, 480, 30, Encoding::Yuyv),
            offer(1280, 720, 10, Encoding::Yuyv),
            offer(1920, 1080, 30, Encoding::Mjpeg),
            offer(1280, 720, 30, Encoding::Mjpeg),
            offer(1280, 720, 60, Encoding::Mjpeg),
        ];
        assert_eq!(best(&offers), Some(3));
        assert_eq!(best(&offers[..2]), Some(0));
        assert_eq!(best(&offers[..3]), Some(2));
        assert_eq!(best(&[]), None);
        assert_eq!(best(&[offer(0, 0, 30, Encoding::Nv12), offer(90_000, 9, 30, Encoding::Nv12)]), None);
        let equals = [offers[3], offer(1280, 720, 30, Encoding::Yuyv), offer(1280, 720, 30, Encoding::Nv12)];
        assert_eq!(best(&equals), Some(2));
    }

    #[test]
    fn grey_comes_out_grey_and_junk_is_refused() {
        let yuyv = [126u8, 128].repeat(8);
        let mut nv12 = vec![126u8; 8];
        nv12.extend([128; 4]);
        for (encoding, bytes) in [(Encoding::Yuyv, yuyv), (Encoding::Nv12, nv12)] {
            let [r, g, b, a] = Decoder::new(encoding).decode(&bytes, 4, 2).unwrap().pixel(1, 1);
            assert!(r.abs_diff(128) <= 2 && g == r && b == r && a == 255, "{r} {g} {b} {a}");
        }
        for encoding in [Encoding::Mjpeg, Encoding::Yuyv, Encoding::Nv12] {
            for junk in [&[1, 2, 3][..], &[], &[0; 64]] {
                assert!(Decoder::new(encoding).decode(junk, 4, 2).is_none());
            }
        }
    }

    #[test]
    fn jpegs_without_an_end_are_junk_only_from_a_camera_that_marks_ends() {
        let mut jpeg = Vec::new();
        let mut encoder = image::codecs::jpeg::JpegEncoder::new(&mut jpeg);
        encoder.encode(&[90; 64 * 64], 64, 64, image::ExtendedColorType::L8).unwrap();
        let endless = &jpeg[..jpeg.len() - 2];
        let mut decoder = Decoder::new(Encoding::Mjpeg);
        assert!(decoder.decode(endless, 64, 64).is_some());
        assert!(decoder.decode(&jpeg, 64, 64).is_some());
        assert!(decoder.decode(endless, 64, 64).is_none());
    }
}
