//! Contact sheets: pictures of one size in rows and columns, each with a line of text beneath it.

use crate::raster::{
    Pixmap,
    lettering::{Lettering, Place},
};

/// Distance between cells, and around them, pixels.
const GAP: u32 = 6;
/// Height of a caption over the side of a picture.
const CAPTION: f32 = 0.13;
/// Least height of a caption, pixels: smaller letters cannot be read.
const LEAST_CAPTION: u32 = 18;
/// Most pixels of a sheet.
const MOST_PIXELS: u64 = 100_000_000;
/// A light grey without hue, so that the eye judges the colours of the faces alone.
const PAPER: [u8; 4] = [236, 236, 236, 255];
/// Captions.
const INK: [u8; 3] = [40, 40, 40];

/// A sheet that is being filled.
pub struct ContactSheet<'a> {
    lettering: &'a Lettering,
    side: u32,
    picture: Pixmap,
}

impl<'a> ContactSheet<'a> {
    /// Width and height of a sheet in pixels, for pictures of `side` by `side` pixels; `None` where it is larger than a sheet can be.
    pub fn size(columns: usize, rows: usize, side: u32) -> Option<(u32, u32)> {
        let along = |count: usize, step: u32| u64::from(GAP) + count as u64 * u64::from(step + GAP);
        let (width, height) = (along(columns, side), along(rows, side + caption_height(side)));
        let fits = width.checked_mul(height).is_some_and(|pixels| pixels <= MOST_PIXELS);
        fits.then_some((width as u32, height as u32))
    }

    /// An empty sheet; `None` where it is larger than a sheet can be.
    pub fn new(lettering: &'a Lettering, columns: usize, rows: usize, side: u32) -> Option<Self> {
        let (width, height) = Self::size(columns, rows, side)?;
        let mut picture = Pixmap::new(width, height);
        picture.pixels_mut().fill(PAPER);
        Some(Self { lettering, side, picture })
    }

    /// Puts a picture of the sheet's side into a cell, counted from 0, and its caption beneath it. Panics where there is no such cell.
    pub fn put(&mut self, column: usize, row: usize, picture: &Pixmap, caption: &str) {
        let caption_height = caption_height(self.side);
        let left = GAP + column as u32 * (self.side + GAP);
        let top = GAP + row as u32 * (self.side + caption_height + GAP);
        let width = self.picture.width() as usize;
        for y in 0..self.side {
            let start = (top + y) as usize * width + left as usize;
            self.picture.pixels_mut()[start..][..self.side as usize].copy_from_slice(picture.row(y));
        }
        let place = Place { corner: (left, top + self.side), size: (self.side, caption_height) };
        self.lettering.draw(&mut self.picture, caption, place, INK);
    }

    /// The sheet as it is.
    pub fn into_picture(self) -> Pixmap {
        self.picture
    }
}

fn caption_height(side: u32) -> u32 {
    ((side as f32 * CAPTION) as u32).max(LEAST_CAPTION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    #[test]
    fn pictures_lie_in_their_cells_and_captions_beneath_them() {
        let lettering = Lettering::open(&Resources::locate().unwrap()).unwrap();
        let mut sheet = ContactSheet::new(&lettering, 2, 2, 64).unwrap();
        let mut red = Pixmap::new(64, 64);
        red.pixels_mut().fill([200, 0, 0, 255]);
        sheet.put(1, 1, &red, "Rose");
        let sheet = sheet.into_picture();
        assert_eq!(sheet.size(), [6 + 2 * 70, 6 + 2 * 88]);
        let (left, top) = (6 + 70, 6 + 88);
        assert_eq!(sheet.pixel(left, top), [200, 0, 0, 255]);
        assert_eq!(sheet.pixel(left + 63, top + 63), [200, 0, 0, 255]);
        assert_eq!(sheet.pixel(left - 1, top), PAPER);
        let caption = (top + 64..top + 82).flat_map(|y| (left..left + 64).map(move |x| (x, y)));
        assert!(caption.filter(|&(x, y)| sheet.pixel(x, y)[0] < 120).count() > 20, "letters are dark");
    }

    #[test]
    fn a_sheet_has_bounds() {
        assert!(ContactSheet::size(13, 10, 240).is_some());
        assert_eq!(ContactSheet::size(1000, 1000, 1024), None);
        assert_eq!(ContactSheet::size(usize::MAX / 4096, 4096, 1024), None);
    }
}
