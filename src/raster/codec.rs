//! Picture files: PNG, JPEG and WebP; read with EXIF orientation obeyed, written atomically.

use std::{
    fs::File,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
};

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};

use super::Pixmap;

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
    #[error("{}: {problem}. PNG, JPEG and WebP pictures can be opened.", path.display())]
    NotAPicture {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// More pixels or bytes than this program opens.
    #[error("{}: {problem}. Pictures of up to {} megapixels can be opened: make it smaller first.", path.display(), MOST_PIXELS / 1_000_000)]
    TooLarge {
        /// Which.
        path: PathBuf,
        /// How large it is.
        problem: String,
    },
    /// The name's suffix says no format that is written.
    #[error("{}: the name must end in .png, .jpg or .webp", path.display())]
    Suffix {
        /// The name.
        path: PathBuf,
    },
    /// The encoder refuses the picture.
    #[error("{}: the picture cannot be written: {reason}", path.display())]
    Encode {
        /// The name.
        path: PathBuf,
        /// What the encoder said.
        reason: String,
    },
}

/// Reads a picture, turned as its EXIF orientation says.
///
/// # Errors
/// [`CodecError`] names the file and what to do.
pub fn load(path: &Path) -> Result<Pixmap, CodecError> {
    let refused = |source| CodecError::File { path: path.into(), source };
    let file = File::open(path).map_err(refused)?;
    let metadata = file.metadata().map_err(refused)?;
    if metadata.is_dir() {
        return Err(CodecError::NotAPicture { path: path.into(), problem: "this is a folder".into() });
    }
    if metadata.len() > LONGEST_FILE {
        let problem = format!("the file has {} MiB", metadata.len() >> 20);
        return Err(CodecError::TooLarge { path: path.into(), problem });
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    file.take(LONGEST_FILE).read_to_end(&mut bytes).map_err(refused)?;
    decode(&bytes, path)
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
    let mut reader = ImageReader::new(Cursor::new(bytes));
    let Ok(format) = image::guess_format(bytes) else { return Err(wrong("this is not a picture".into())) };
    reader.set_format(format);
    reader.limits(Limits::no_limits());
    let mut decoder = reader.into_decoder().map_err(|error| wrong(error.to_string()))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(CodecError::TooLarge { path: name.into(), problem: format!("it is {width} x {height} pixels") });
    }
    let orientation = decoder.orientation().map_err(|error| wrong(error.to_string()))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| wrong(error.to_string()))?;
    picture.apply_orientation(orientation);
    let picture = picture.into_rgba8();
    Pixmap::from_rgba(picture.width(), picture.height(), picture.into_raw()).map_err(|error| wrong(error.to_string()))
}

/// Writes a picture in the format that the name's suffix says (`.png`, `.jpg`, `.jpeg`, `.webp`), or leaves what was there untouched.
/// PNG and WebP are exact; JPEG has no transparency.
///
/// # Errors
/// [`CodecError`] names the file and what is wrong.
pub fn save(path: &Path, picture: &Pixmap) -> Result<(), CodecError> {
    let bytes = encode(path, picture)?;
    write_atomically(path, &bytes).map_err(|source| CodecError::File { path: path.into(), source })
}

fn encode(path: &Path, picture: &Pixmap) -> Result<Vec<u8>, CodecError> {
    let mut bytes = Vec::new();
    let (width, height, rgba) = (picture.width(), picture.height(), picture.data());
    let written = match ImageFormat::from_path(path) {
        Ok(ImageFormat::Png) => PngEncoder::new(&mut bytes).write_image(rgba, width, height, ExtendedColorType::Rgba8),
        Ok(ImageFormat::WebP) => {
            WebPEncoder::new_lossless(&mut bytes).write_image(rgba, width, height, ExtendedColorType::Rgba8)
        }
        Ok(ImageFormat::Jpeg) => {
            let rgb: Vec<u8> = picture.pixels().iter().flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
            encoder.write_image(&rgb, width, height, ExtendedColorType::Rgb8)
        }
        _ => return Err(CodecError::Suffix { path: path.into() }),
    };
    written.map_err(|error| CodecError::Encode { path: path.into(), reason: error.to_string() })?;
    Ok(bytes)
}

/// Writes a file in full under another name in the same folder, then renames it: readers see the old file or the new one.
///
/// # Errors
/// What the system said; the old file is then still there.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".vanity-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any other new file: the system takes away what the person's mask says.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
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
