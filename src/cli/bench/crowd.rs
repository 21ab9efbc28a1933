//! The sample portrait several times in one frame, to see what each further face costs.

use crate::raster::Pixmap;

/// Tiles across and down, whatever the number of faces: every face is as large as every other.
const TILES: u32 = 2;

/// A frame twice as wide and as high, with the picture in so many of its quarters (1 to 4) and grey in the others.
pub(super) fn of(picture: &Pixmap, faces: u32) -> Pixmap {
    let (width, height) = (picture.width(), picture.height());
    let mut crowd = Pixmap::new(TILES * width, TILES * height);
    crowd.pixels_mut().fill([112, 112, 112, 255]);
    for tile in 0..faces.min(TILES * TILES) {
        let (left, top) = (tile % TILES * width, tile / TILES * height);
        for y in 0..height {
            let start = ((top + y) * TILES * width + left) as usize;
            crowd.pixels_mut()[start..][..width as usize].copy_from_slice(picture.row(y));
        }
    }
    crowd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_face_has_its_own_quarter() {
        let mut picture = Pixmap::new(3, 2);
        picture.pixels_mut().fill([9, 9, 9, 255]);
        let crowd = of(&picture, 3);
        assert_eq!(crowd.size(), [6, 4]);
        let quarters = [(0, 0), (5, 0), (0, 3), (5, 3)].map(|(x, y)| crowd.pixel(x, y)[0] == 9);
        assert_eq!(quarters, [true, true, true, false]);
    }
}
