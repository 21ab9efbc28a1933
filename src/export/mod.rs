//! Composites to picture files.

mod animation;
mod film;
pub mod gallery;
pub mod handout;
mod moving;
mod sheet;
pub mod virtual_camera;

use std::{path::Path, sync::Arc};

pub use moving::{MovingError, MovingKind, Recorder};
pub use sheet::ContactSheet;

use crate::{
    pipeline::Composite,
    raster::{
        Pixmap,
        codec::{self, CodecError},
    },
};

/// Columns between the two halves of a before-and-after picture, for each 1000 columns of a half.
const GAP_PERMILLE: u32 = 10;

/// What of a composite goes into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PictureKind {
    /// The made-up frame.
    #[default]
    MadeUp,
    /// The bare frame on the left, the made-up one on the right.
    BeforeAfter,
}

/// Writes a composite as PNG, JPEG or WebP, by the path's suffix. The file appears whole or not at all, and a file that was there
/// stays as it was when anything fails.
///
/// # Errors
/// [`CodecError`] where the suffix names no known format, or the file cannot be written.
pub fn save(composite: &Composite, kind: PictureKind, path: &Path) -> Result<(), CodecError> {
    codec::save(path, &picture(composite, kind))
}

/// The pixels that [`save`] writes.
pub fn picture(composite: &Composite, kind: PictureKind) -> Arc<Pixmap> {
    match kind {
        PictureKind::MadeUp => Arc::clone(&composite.made_up),
        PictureKind::BeforeAfter => Arc::new(side_by_side(&composite.frame.pixels, &composite.made_up)),
    }
}

/// Two pictures beside each other with a narrow white gap; the lower one is centred. No pixel of either is changed.
pub fn side_by_side(left: &Pixmap, right: &Pixmap) -> Pixmap {
    let gap = (left.width().max(right.width()) * GAP_PERMILLE / 1000).max(2);
    let height = left.height().max(right.height());
    let mut sheet = Pixmap::new(left.width() + gap + right.width(), height);
    sheet.pixels_mut().fill([255; 4]);
    paste(&mut sheet, left, 0);
    paste(&mut sheet, right, left.width() + gap);
    sheet
}

fn paste(sheet: &mut Pixmap, picture: &Pixmap, left: u32) {
    let top = (sheet.height() - picture.height()) / 2;
    let sheet_width = sheet.width() as usize;
    for y in 0..picture.height() {
        let start = (top + y) as usize * sheet_width + left as usize;
        sheet.pixels_mut()[start..][..picture.width() as usize].copy_from_slice(picture.row(y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::Frame;

    pub(super) fn filled(width: u32, height: u32, color: [u8; 4]) -> Pixmap {
        let mut picture = Pixmap::new(width, height);
        picture.pixels_mut().fill(color);
        picture
    }

    fn composite() -> Composite {
        let pixels = Arc::new(filled(30, 20, [10, 20, 30, 255]));
        let made_up = Arc::new(filled(30, 20, [90, 20, 30, 255]));
        Composite { made_up, ..Composite::bare(Frame::still(pixels)) }
    }

    #[test]
    fn before_is_on_the_left_and_after_on_the_right() {
        let sheet = picture(&composite(), PictureKind::BeforeAfter);
        assert_eq!(sheet.size(), [62, 20]);
        assert_eq!(sheet.pixel(29, 19), [10, 20, 30, 255]);
        assert_eq!(sheet.pixel(30, 0), [255; 4]);
        assert_eq!(sheet.pixel(32, 0), [90, 20, 30, 255]);
    }

    #[test]
    fn pictures_of_different_height_are_centred() {
        let sheet = side_by_side(&filled(4, 10, [1, 1, 1, 255]), &filled(4, 2, [2, 2, 2, 255]));
        assert_eq!(sheet.size(), [10, 10]);
        assert_eq!([sheet.pixel(6, 3), sheet.pixel(6, 4), sheet.pixel(6, 6)], [[255; 4], [2, 2, 2, 255], [255; 4]]);
    }

    #[test]
    fn a_saved_picture_is_read_back_exactly() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("made-up.png");
        let composite = composite();
        save(&composite, PictureKind::MadeUp, &path).unwrap();
        assert!(codec::load(&path).unwrap() == *composite.made_up);
    }

    #[test]
    fn what_was_there_stays_when_the_new_picture_cannot_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        std::fs::write(&path, "mine").unwrap();
        assert!(save(&composite(), PictureKind::MadeUp, &path).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing half-written is left");
    }
}
