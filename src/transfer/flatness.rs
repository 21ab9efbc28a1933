//! Whether a face was drawn in flat colours: then its skin tells nothing of light, and what it wears cannot be told from how it is drawn.

use crate::raster::Pixmap;

/// More of the face than this is as flat as only drawings are. Of 400 portraits (photos, retouched ones and paintings) none had more than
/// 0.12; the same portraits redrawn in four to eight colours, as JPEG, had 0.25 to 0.6.
pub const DRAWN: f64 = 0.2;

/// Side of the square that flatness is looked for in, pixels.
const WINDOW: usize = 5;
/// How far the levels of a flat square may be apart, of 255: coarse compression leaves as much.
const SLACK: u8 = 2;
/// Levels beyond which a camera shows no difference any more either.
const CLIPPED: std::ops::RangeInclusive<u8> = 6..=249;

/// The share, 0..=1, of squares without light and shade in the middle of a face's crop (see [`crate::face::FaceCrop`]) that is about
/// 256 pixels wide. What is clipped to black or white does not count.
pub fn flatness(crop: &Pixmap) -> f64 {
    let [width, height] = crop.size();
    let grey: Vec<u8> = crop.pixels().iter().map(|&[r, g, b, _]| luma(r, g, b)).collect();
    let (left, top) = (width * 7 / 25, height * 7 / 25);
    let (mut flat, mut counted) = (0usize, 0usize);
    for y in top..(height * 39 / 50).saturating_sub(WINDOW) {
        for x in left..(width * 18 / 25).saturating_sub(WINDOW) {
            let rows = (y..y + WINDOW).flat_map(|row| &grey[row * width + x..][..WINDOW]);
            let (least, most) = rows.fold((255, 0), |(least, most), &level| (level.min(least), level.max(most)));
            if CLIPPED.contains(&least) && CLIPPED.contains(&most) {
                counted += 1;
                flat += usize::from(most - least <= SLACK);
            }
        }
    }
    flat as f64 / counted.max(1) as f64
}

/// Luma of ITU-R BT.601.
fn luma(r: u8, g: u8, b: u8) -> u8 {
    ((299 * u32::from(r) + 587 * u32::from(g) + 114 * u32::from(b) + 500) / 1000) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(level: impl Fn(usize, usize) -> u8) -> Pixmap {
        let mut picture = Pixmap::new(256, 256);
        for (index, pixel) in picture.pixels_mut().iter_mut().enumerate() {
            let level = level(index % 256, index / 256);
            *pixel = [level, level, level, 255];
        }
        picture
    }

    #[test]
    fn flat_colours_are_flat_and_light_over_skin_is_not() {
        assert!(flatness(&drawn(|x, y| if (x / 40 + y / 40) % 2 == 0 { 90 } else { 180 })) > 0.6);
        assert!(flatness(&drawn(|x, y| (40 + (x + y) * 2 / 5) as u8)) < 0.05);
    }

    #[test]
    fn a_burnt_out_photo_is_not_a_drawing() {
        assert_eq!(flatness(&drawn(|x, _| if x < 150 { 255 } else { (x % 64 * 3 + 20) as u8 })), 0.0);
        assert_eq!(flatness(&Pixmap::new(0, 0)), 0.0);
    }
}
