//! H.264 out of MP4, decoded by the built-in decoder.

use openh264::{
    decoder::{DecodeOptions, DecodedYUV, Decoder, Flush},
    formats::YUVSource,
};

use crate::raster::Pixmap;

/// Turns a track's samples into pictures.
pub(super) struct H264 {
    decoder: Decoder,
    parameters: Parameters,
}

/// What the `avcC` box says (ISO/IEC 14496-15, 5.3.3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameters {
    /// Bytes of the length before each unit.
    length_size: usize,
    /// Sequence and picture parameter sets with start codes.
    sets: Vec<u8>,
}

/// What came out of the decoder.
pub(super) enum Decoded {
    /// It needs more samples first.
    Nothing,
    /// A picture that nobody wants to see.
    Skipped,
    /// A picture.
    Picture(Pixmap),
}

const START_CODE: [u8; 4] = [0, 0, 0, 1];

impl Parameters {
    /// Reads the box; `None` where it is broken.
    pub(super) fn parse(avcc: &[u8]) -> Option<Self> {
        let length_size = usize::from(avcc.get(4)? & 3) + 1;
        let mut sets = Vec::new();
        let mut at = 5;
        for mask in [0x1f, 0xff] {
            let count = avcc.get(at)? & mask;
            at += 1;
            for _ in 0..count {
                let length = usize::from(u16::from_be_bytes([*avcc.get(at)?, *avcc.get(at + 1)?]));
                sets.extend(START_CODE);
                sets.extend(avcc.get(at + 2..at + 2 + length)?);
                at += 2 + length;
            }
        }
        (!sets.is_empty()).then_some(Self { length_size, sets })
    }

    /// A sample with start codes in place of lengths; `None` where a length points outside.
    fn annex_b(&self, sample: &[u8], first: bool) -> Option<Vec<u8>> {
        let mut stream = if first { self.sets.clone() } else { Vec::new() };
        let mut rest = sample;
        while !rest.is_empty() {
            let (length, after) = rest.split_at_checked(self.length_size)?;
            let length = length.iter().fold(0usize, |sum, &byte| sum << 8 | usize::from(byte));
            let (unit, after) = after.split_at_checked(length)?;
            stream.extend(START_CODE);
            stream.extend(unit);
            rest = after;
        }
        Some(stream)
    }
}

impl H264 {
    pub(super) fn new(parameters: Parameters) -> Result<Self, String> {
        Ok(Self { decoder: Decoder::new().map_err(|error| error.to_string())?, parameters })
    }

    /// Decodes one sample, and tells whether a picture came out; only `wanted` pictures are converted. `sync` samples carry the parameter
    /// sets along.
    pub(super) fn decode(&mut self, sample: &[u8], sync: bool, wanted: bool) -> Result<Decoded, String> {
        let stream = self.parameters.annex_b(sample, sync).ok_or("a sample is cut short")?;
        let options = DecodeOptions::new().flush_after_decode(Flush::NoFlush);
        let decoded = self.decoder.decode_with_options(&stream, options).map_err(|error| error.to_string())?;
        Ok(match decoded {
            None => Decoded::Nothing,
            Some(_) if !wanted => Decoded::Skipped,
            Some(picture) => pixmap_from(&picture).map_or(Decoded::Skipped, Decoded::Picture),
        })
    }

    /// The pictures that the decoder still holds.
    pub(super) fn flush(&mut self) -> Vec<Pixmap> {
        let rest = self.decoder.flush_remaining().unwrap_or_default();
        rest.iter().filter_map(pixmap_from).collect()
    }
}

fn pixmap_from(picture: &DecodedYUV<'_>) -> Option<Pixmap> {
    let (width, height) = picture.dimensions();
    let (y_stride, u_stride, v_stride) = picture.strides();
    let planes = yuv::YuvPlanarImage {
        y_plane: picture.y(),
        y_stride: y_stride as u32,
        u_plane: picture.u(),
        u_stride: u_stride as u32,
        v_plane: picture.v(),
        v_stride: v_stride as u32,
        width: width as u32,
        height: height as u32,
    };
    let mut rgba = vec![0; width * height * 4];
    // Standard definition is by habit BT.601, anything larger BT.709; clips seldom say.
    let matrix = if height >= 720 { yuv::YuvStandardMatrix::Bt709 } else { yuv::YuvStandardMatrix::Bt601 };
    yuv::yuv420_to_rgba(&planes, &mut rgba, width as u32 * 4, yuv::YuvRange::Limited, matrix).ok()?;
    Pixmap::from_rgba(width as u32, height as u32, rgba).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameter_sets_and_lengths_become_start_codes() {
        let avcc = [1, 66, 0, 30, 0xff, 0xe1, 0, 2, 7, 8, 1, 0, 1, 9];
        let parameters = Parameters::parse(&avcc).unwrap();
        assert_eq!(parameters.sets, [0, 0, 0, 1, 7, 8, 0, 0, 0, 1, 9]);
        let stream = parameters.annex_b(&[0, 0, 0, 1, 5, 0, 0, 0, 2, 6, 7], false).unwrap();
        assert_eq!(stream, [0, 0, 0, 1, 5, 0, 0, 0, 1, 6, 7]);
        assert!(parameters.annex_b(&[0, 0, 0, 9, 5], false).is_none());
        (0..avcc.len()).for_each(|end| assert!(Parameters::parse(&avcc[..end]).is_none(), "{end}"));
    }
}
