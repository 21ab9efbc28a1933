//! Which pictures a consultation can have.

use super::{SalonError, limits::LARGEST_PICTURE};

/// How every JPEG file begins: start of image, and the first byte of the next marker.
const JPEG: [u8; 3] = [0xff, 0xd8, 0xff];

/// When in a consultation a picture was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moment {
    /// Before anything was applied.
    Before,
    /// With what was chosen.
    After,
}

impl Moment {
    /// Both, in their order.
    pub const ALL: [Self; 2] = [Self::Before, Self::After];

    /// What it is called in the file, in names of exported pictures, and by people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

/// Whether this is a picture that may be kept.
///
/// # Errors
/// [`SalonError::NoJpeg`], [`SalonError::LargePicture`].
pub(super) fn check(jpeg: &[u8]) -> Result<(), SalonError> {
    match jpeg.len() {
        found if found > LARGEST_PICTURE => Err(SalonError::LargePicture { found }),
        _ if !jpeg.starts_with(&JPEG) => Err(SalonError::NoJpeg),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_jpeg_of_a_modest_size_is_kept() {
        let mut picture = JPEG.to_vec();
        check(&picture).unwrap();
        picture.resize(LARGEST_PICTURE, 0);
        check(&picture).unwrap();
        picture.push(0);
        let error = check(&picture).unwrap_err().to_string();
        assert!(error.contains("at most 8 MiB") && error.contains("8.0 MiB"), "{error}");
        assert!(matches!(check(b"\x89PNG"), Err(SalonError::NoJpeg)));
        assert!(matches!(check(b""), Err(SalonError::NoJpeg)));
    }
}
