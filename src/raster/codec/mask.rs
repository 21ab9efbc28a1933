//! Mask files: PNG with one number a pixel.

use std::{io::BufReader, path::Path};

use png::{BitDepth, ColorType, Decoder, Transformations};

use super::{CodecError, MOST_PIXELS};
use crate::files;

/// One number for each pixel of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    /// Width and height, pixels.
    pub size: [usize; 2],
    /// Row by row.
    pub numbers: Vec<u8>,
}

impl Mask {
    /// Reads a grey PNG's values, or a palette PNG's indices; of 8 bits or fewer.
    ///
    /// # Errors
    /// [`CodecError`] names the file and what to do.
    pub fn load(path: &Path) -> Result<Self, CodecError> {
        let wrong = |problem: String| CodecError::NotAPicture { path: path.into(), problem };
        let broken = |error: png::DecodingError| match error {
            png::DecodingError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                CodecError::CutOff { path: path.into() }
            }
            error => wrong(format!("this is no mask ({error}): a PNG is needed")),
        };
        let file = files::open(path).map_err(|source| CodecError::File { path: path.into(), source })?;
        let mut decoder = Decoder::new(BufReader::new(file));
        decoder.set_transformations(Transformations::IDENTITY);
        let mut reader = decoder.read_info().map_err(broken)?;
        let info = reader.info();
        let (width, height, depth) = (info.width as usize, info.height as usize, info.bit_depth);
        if (width * height) as u64 > MOST_PIXELS {
            return Err(CodecError::TooLarge {
                path: path.into(),
                problem: format!("it is {width} x {height} pixels"),
            });
        }
        if !matches!(info.color_type, ColorType::Grayscale | ColorType::Indexed) || depth == BitDepth::Sixteen {
            let problem =
                "a mask has one number of 8 bits a pixel, and this PNG has colours; save it as grey or with a palette";
            return Err(wrong(problem.into()));
        }
        let mut rows = vec![0; reader.output_buffer_size().unwrap_or(0)];
        let frame = reader.next_frame(&mut rows).map_err(broken)?;
        let numbers =
            rows.chunks_exact(frame.line_size).flat_map(|row| unpacked(row, depth as u8).take(width)).collect();
        Ok(Self { size: [width, height], numbers })
    }

    /// Writes a grey PNG of 8 bits, or leaves what was there untouched.
    ///
    /// # Errors
    /// [`CodecError`] names the file and what is wrong.
    pub fn save(&self, path: &Path) -> Result<(), CodecError> {
        if path.extension().is_none_or(|suffix| !suffix.eq_ignore_ascii_case("png")) {
            return Err(CodecError::MaskSuffix { path: path.into() });
        }
        let bytes =
            self.encode().map_err(|error| CodecError::Encode { path: path.into(), reason: error.to_string() })?;
        files::write_atomically(path, &bytes).map_err(|source| CodecError::File { path: path.into(), source })
    }

    fn encode(&self) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::new();
        let [width, height] = self.size;
        let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::Eight);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.numbers)?;
        writer.finish()?;
        Ok(bytes)
    }
}

/// Numbers of so many bits (1, 2, 4 or 8) out of a row's bytes, the highest bits first.
fn unpacked(row: &[u8], bits: u8) -> impl Iterator<Item = u8> + '_ {
    let lowest = u8::MAX >> (8 - bits);
    row.iter().flat_map(move |&byte| (1..=8 / bits).map(move |i| byte >> (8 - bits * i) & lowest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask() -> Mask {
        Mask { size: [5, 3], numbers: (0..15).collect() }
    }

    #[test]
    fn numbers_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mask.png");
        mask().save(&path).unwrap();
        assert_eq!(Mask::load(&path).unwrap(), mask());
        assert!(mask().save(&path.with_extension("jpg")).is_err(), "a JPEG would change the numbers");
    }

    #[test]
    fn palettes_and_few_bits_are_read_as_indices() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("palette.png");
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 5, 2);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Two);
        encoder.set_palette(vec![9; 12]);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[0b00_01_10_11, 0b01_00_00_00, 0b11_11_00_00, 0b10_00_00_00]).unwrap();
        writer.finish().unwrap();
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(Mask::load(&path).unwrap().numbers, [0, 1, 2, 3, 1, 3, 3, 0, 0, 2]);
    }

    #[test]
    fn what_is_no_mask_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.png");
        super::super::save(&path, &crate::raster::Pixmap::new(4, 4)).unwrap();
        assert!(Mask::load(&path).unwrap_err().to_string().contains("colours"));
        mask().save(&path).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for length in 0..whole.len() - 12 {
            std::fs::write(&path, &whole[..length]).unwrap();
            assert!(Mask::load(&path).unwrap_err().to_string().contains("a.png"), "{length}");
        }
        assert!(Mask::load(folder.path()).is_err());
    }
}
