//! Picture files: PNG, JPEG and WebP; read with EXIF orientation and colour profile obeyed, written atomically.
//!
//! Pictures are worked on in sRGB with 8 bits for each channel: more bits are rounded on reading, grey and palette pictures become RGBA,
//! and an embedded profile is turned into sRGB. Files are written in sRGB, 8 bits, without a profile.

mod jpeg;
mod mask;
mod profile;
pub mod xmp;

use std::{
    io::{Cursor, Read},
    path::{Path, PathBuf},
};

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits,
    RgbaImage, codecs::jpeg::JpegEncoder,
};

use super::Pixmap;
use crate::{files, language::say};
pub use mask::Mask;

/// Largest picture that is opened, pixels.
const MOST_PIXELS: u64 = 100_000_000;
/// Longest file that is opened, bytes.
const LONGEST_FILE: u64 = 512 << 20;
/// JPEG quality, 1..=100.
const JPEG_QUALITY: u8 = 93;

/// Why a picture cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum CodecError {
    /// The system refuses the file.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Not a picture, or a broken one.
    #[error("{}", say!("{path}: {problem}. PNG, JPEG and WebP pictures can be opened.", path = path.display(), problem = say(problem)))]
    NotAPicture {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// The beginning of a picture.
    #[error("{}", say!("{path}: the file is cut off: its end is missing. Copy or download it again.", path = path.display()))]
    CutOff {
        /// Which.
        path: PathBuf,
    },
    /// More pixels or bytes than this program opens.
    #[error(
        "{}",
        say!(
            "{path}: {problem}. Pictures of up to {most} megapixels can be opened: make it smaller first.",
            path = path.display(),
            problem = problem,
            most = MOST_PIXELS / 1_000_000
        )
    )]
    TooLarge {
        /// Which.
        path: PathBuf,
        /// How large it is.
        problem: String,
    },
    /// The name's suffix says no format that is written.
    #[error("{}", say!("{path}: the name must end in .png, .jpg or .webp", path = path.display()))]
    Suffix {
        /// The name.
        path: PathBuf,
    },
    /// Only PNG keeps a mask's numbers.
    #[error("{}", say!("{path}: a mask is written as PNG; let the name end in .png", path = path.display()))]
    MaskSuffix {
        /// The name.
        path: PathBuf,
    },
    /// The encoder refuses the picture.
    #[error("{}", say!("{path}: the picture cannot be written: {reason}", path = path.display(), reason = reason))]
    Encode {
        /// The name.
        path: PathBuf,
        /// What the encoder said.
        reason: String,
    },
}

/// Suffixes of the pictures that are read and written, lower-case.
pub const SUFFIXES: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// Whether a file's name is a picture's.
pub fn has_suffix(path: &Path) -> bool {
    path.extension().is_some_and(|suffix| SUFFIXES.iter().any(|known| suffix.eq_ignore_ascii_case(known)))
}

/// Reads a picture: sRGB, 8 bits a channel, turned as its EXIF orientation says.
///
/// # Errors
/// [`CodecError`] names the file and what to do.
pub fn load(path: &Path) -> Result<Pixmap, CodecError> {
    let refused = |source| CodecError::File { path: path.into(), source };
    let file = files::open(path).map_err(refused)?;
    let length = file.metadata().map_err(refused)?.len();
    if length > LONGEST_FILE {
        return Err(CodecError::TooLarge {
            path: path.into(),
            problem: say!("the file has {size} MiB", size = length >> 20),
        });
    }
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(LONGEST_FILE).read_to_end(&mut bytes).map_err(refused)?;
    decode(&bytes, path)
}

/// Width and height of a picture in memory, without reading the rest of it; `name` is for messages.
///
/// # Errors
/// [`CodecError::NotAPicture`] where there is no picture.
pub fn dimensions(bytes: &[u8], name: &Path) -> Result<(u32, u32), CodecError> {
    let size = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(ImageError::IoError);
    size.and_then(ImageReader::into_dimensions)
        .map_err(|_| CodecError::NotAPicture { path: name.into(), problem: "this is not a picture".into() })
}

/// Reads a picture from memory; `name` is for messages.
///
/// # Errors
/// As [`load`].
pub fn decode(bytes: &[u8], name: &Path) -> Result<Pixmap, CodecError> {
    let wrong = |problem: String| CodecError::NotAPicture { path: name.into(), problem };
    if bytes.is_empty() {
        return Err(wrong("the file is empty".into()));
    }
    let Ok(format) = image::guess_format(bytes) else { return Err(wrong("this is not a picture".into())) };
    if format == ImageFormat::Jpeg && !jpeg::is_whole(bytes) {
        return Err(CodecError::CutOff { path: name.into() });
    }
    let broken = |error: ImageError| match error {
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            CodecError::CutOff { path: name.into() }
        }
        error => wrong(error.to_string()),
    };
    let mut reader = ImageReader::new(Cursor::new(bytes));
    reader.set_format(format);
    reader.limits(Limits::no_limits());
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(CodecError::TooLarge {
            path: name.into(),
            problem: say!("it is {width} x {height} pixels", width = width, height = height),
        });
    }
    let orientation = decoder.orientation().map_err(broken)?;
    let profile = decoder.icc_profile().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    let picture = in_srgb(picture, profile.as_deref(), name);
    Pixmap::from_rgba(picture.width(), picture.height(), picture.into_raw()).map_err(|error| wrong(error.to_string()))
}

/// A picture without a profile is taken for sRGB, and so is one whose profile is broken.
fn in_srgb(picture: DynamicImage, profile: Option<&[u8]>, name: &Path) -> RgbaImage {
    let Some(profile) = profile else { return picture.into_rgba8() };
    let (picture, outcome) = profile::in_srgb(picture, profile);
    if let Err(error) = outcome {
        tracing::warn!("{}: its colour profile cannot be used ({error}); taken for sRGB", name.display());
    }
    picture
}

/// Writes a picture in the format that the name's suffix says (`.png`, `.jpg`, `.jpeg`, `.webp`), or leaves what was there untouched.
/// PNG and WebP are exact; JPEG has no transparency. A symbolic link stays, and the file behind it is written.
///
/// # Errors
/// [`CodecError`] names the file and what is wrong.
pub fn save(path: &Path, picture: &Pixmap) -> Result<(), CodecError> {
    save_with(path, picture, None)
}

/// As [`save`], with an XMP packet beside the pixels.
///
/// # Errors
/// [`CodecError`] names the file and what is wrong.
pub fn save_with(path: &Path, picture: &Pixmap, packet: Option<&str>) -> Result<(), CodecError> {
    let bytes = encode(path, picture, packet)?;
    files::write_atomically(path, &bytes).map_err(|source| CodecError::File { path: path.into(), source })
}

/// A picture as the bytes of a file, in the format that the name's suffix says, with an XMP packet beside the pixels if there is one.
///
/// # Errors
/// [`CodecError`] names the file and what is wrong.
pub fn encode(path: &Path, picture: &Pixmap, packet: Option<&str>) -> Result<Vec<u8>, CodecError> {
    let mut bytes = Vec::new();
    let (width, height, rgba) = (picture.width(), picture.height(), picture.data());
    let written = match ImageFormat::from_path(path) {
        Ok(ImageFormat::Png) => encode_png(&mut bytes, picture, packet).map_err(|error| error.to_string()),
        Ok(ImageFormat::WebP) => {
            let mut encoder = image_webp::WebPEncoder::new(&mut bytes);
            encoder.set_xmp_metadata(packet.unwrap_or_default().into());
            let color = image_webp::ColorType::Rgba8;
            encoder.encode(rgba, width, height, color).map_err(|error| error.to_string())
        }
        Ok(ImageFormat::Jpeg) => {
            let rgb: Vec<u8> = picture.pixels().iter().flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
            let written = encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8);
            packet.into_iter().for_each(|packet| xmp::into_jpeg(&mut bytes, packet));
            written.map_err(|error| error.to_string())
        }
        _ => return Err(CodecError::Suffix { path: path.into() }),
    };
    written.map_err(|reason| CodecError::Encode { path: path.into(), reason })?;
    Ok(bytes)
}

fn encode_png(bytes: &mut Vec<u8>, picture: &Pixmap, packet: Option<&str>) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    if let Some(packet) = packet {
        encoder.add_itxt_chunk(xmp::PNG_KEYWORD.into(), packet.into())?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(picture.data())?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use image::codecs::png::PngEncoder;

    use super::*;

    fn picture() -> Pixmap {
        let mut picture = Pixmap::new(6, 4);
        (0u8..24).for_each(|i| picture.pixels_mut()[usize::from(i)] = [i * 10, 255 - i * 10, 7, 255]);
        picture
    }

    #[test]
    fn exact_formats_come_back_exactly_and_jpeg_nearly() {
        let folder = tempfile::tempdir().unwrap();
        for suffix in ["png", "webp"] {
            let path = folder.path().join("a").with_extension(suffix);
            save(&path, &picture()).unwrap();
            assert!(load(&path).unwrap() == picture(), "{suffix}");
        }
        let path = folder.path().join("a.jpeg");
        save(&path, &Pixmap::new(16, 16)).unwrap();
        assert_eq!(load(&path).unwrap().size(), [16, 16]);
    }

    #[test]
    fn a_jpeg_is_turned_as_its_exif_says() {
        let mut jpeg = Vec::new();
        let rgb: Vec<u8> = (0..32 * 16).flat_map(|i| if i % 32 < 16 { [250, 0, 0] } else { [0, 0, 250] }).collect();
        JpegEncoder::new(&mut jpeg).write_image(&rgb, 32, 16, ExtendedColorType::Rgb8).unwrap();
        // EXIF with the one entry "orientation: 6", which asks for a quarter turn clockwise.
        let tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let mut segment = b"\xFF\xE1".to_vec();
        segment.extend(((2 + 6 + tiff.len()) as u16).to_be_bytes());
        segment.extend(b"Exif\0\0");
        segment.extend(tiff);
        jpeg.splice(2..2, segment);
        let turned = decode(&jpeg, Path::new("turned.jpg")).unwrap();
        assert_eq!(turned.size(), [16, 32]);
        assert!(turned.pixel(8, 4)[0] > 200 && turned.pixel(8, 28)[2] > 200, "red is on top now");
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut jpeg = Vec::new();
        let rgb: Vec<u8> = (0..width * height * 3).map(|i| (i * 97 % 251) as u8).collect();
        JpegEncoder::new(&mut jpeg).write_image(&rgb, width, height, ExtendedColorType::Rgb8).unwrap();
        jpeg
    }

    #[test]
    fn a_file_that_is_cut_off_is_no_picture() {
        let folder = tempfile::tempdir().unwrap();
        let encoded = |suffix: &str| {
            let path = folder.path().join("a").with_extension(suffix);
            save(&path, &picture()).unwrap();
            std::fs::read(&path).unwrap()
        };
        let jpeg = jpeg(64, 48);
        for bytes in [&jpeg, &encoded("png"), &encoded("webp")] {
            for length in [bytes.len() / 2, bytes.len() * 9 / 10] {
                assert!(decode(&bytes[..length], Path::new("a")).is_err(), "{length} of {}", bytes.len());
            }
        }
        let error = decode(&jpeg[..jpeg.len() / 2], Path::new("half.jpg")).unwrap_err().to_string();
        assert!(error.contains("half.jpg: the file is cut off"), "{error}");
        let with_junk = [jpeg.as_slice(), b"what a camera maker appends"].concat();
        assert!(decode(&with_junk, Path::new("junk.jpg")).unwrap() == decode(&jpeg, Path::new("whole.jpg")).unwrap());
    }

    #[test]
    fn an_embedded_profile_is_turned_into_srgb() {
        let encoded = |profile: Vec<u8>| {
            let mut png = Vec::new();
            let mut encoder = PngEncoder::new(&mut png);
            encoder.set_icc_profile(profile).unwrap();
            encoder.write_image(&[200, 100, 100, 255], 1, 1, ExtendedColorType::Rgba8).unwrap();
            decode(&png, Path::new("a.png")).unwrap().pixel(0, 0)
        };
        assert!(encoded(moxcms::ColorProfile::new_adobe_rgb().encode().unwrap())[0] > 220);
        assert_eq!(encoded(moxcms::ColorProfile::new_srgb().encode().unwrap()), [200, 100, 100, 255]);
        assert_eq!(encoded(b"no profile at all".to_vec()), [200, 100, 100, 255]);
    }

    #[test]
    fn broken_files_are_named_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.png");
        save(&path, &picture()).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for bytes in [&whole[..whole.len() / 2], b"", b"hello", &whole[..20]] {
            std::fs::write(&path, bytes).unwrap();
            let error = load(&path).unwrap_err().to_string();
            assert!(error.contains("a.png"), "{error}");
        }
        assert!(load(folder.path()).unwrap_err().to_string().contains("folder"));
        assert!(load(&folder.path().join("none.png")).is_err());
        let kept = folder.path().join("kept.png");
        std::fs::write(&kept, "old").unwrap();
        assert!(save(&kept.with_extension("bmp"), &picture()).unwrap_err().to_string().contains(".png"));
        assert!(save(&folder.path().join("nowhere/b.png"), &picture()).is_err());
        assert!(save(&kept, &Pixmap::new(0, 0)).is_err());
        assert_eq!(std::fs::read(&kept).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left");
    }

    #[test]
    fn a_header_that_claims_too_much_is_refused_before_memory_is_taken() {
        let mut png = Vec::new();
        PngEncoder::new(&mut png).write_image(&[0; 4], 1, 1, ExtendedColorType::Rgba8).unwrap();
        png[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
        let crc = crc32(&png[12..29]);
        png[29..33].copy_from_slice(&crc.to_be_bytes());
        let error = decode(&png, Path::new("huge.png")).unwrap_err().to_string();
        assert!(error.contains("65535 x 65535"), "{error}");
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
        })
    }
}
