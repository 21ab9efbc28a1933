//! How a picture moves from one frame to the next: optical flow at single points, and over a whole picture.
//!
//! Points are followed by pyramidal Lucas-Kanade (J.-Y. Bouguet, "Pyramidal implementation of the Lucas Kanade feature tracker", 2000).
//! The whole picture is covered with such patches from coarse to fine, and each pixel takes the mean of the patches that lie on it,
//! weighted by how well they fit there (T. Kroeger, R. Timofte, D. Dai, L. Van Gool, "Fast optical flow using dense inverse search",
//! 2016, without its variational refinement).
//!
//! Coordinates: `(0, 0)` is the top-left corner of the top-left pixel, as everywhere.

mod dense;
mod patch;
mod pyramid;

pub use dense::Flow;
pub use pyramid::Pyramid;

use crate::geometry::Vec2;

/// Where the patch of `2 * reach + 1` pixels a side around `point` in one picture lies in the next: its middle there. `None` where it
/// has no texture to hold on to, leaves the picture, or looks different there.
pub fn followed(from: &Pyramid, to: &Pyramid, point: Vec2, reach: usize) -> Option<Vec2> {
    let levels = from.levels.len().min(to.levels.len());
    let mut shift = Vec2::ZERO;
    for index in (0..levels).rev() {
        let scale = 0.5f32.powi(index as i32);
        let template = patch::Template::of(&from.levels[index], point * scale, reach)?;
        let found = template.search(&to.levels[index], shift)?;
        if index == 0 {
            return found.fits().then_some(point + found.shift);
        }
        shift = found.shift * 2.0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::Pixmap;

    /// A smooth texture, moved.
    fn texture(by: Vec2) -> Pyramid {
        let mut picture = Pixmap::new(96, 80);
        for (i, pixel) in picture.pixels_mut().iter_mut().enumerate() {
            let at = Vec2::new((i % 96) as f32, (i / 96) as f32) - by;
            let wave = (at.x * 0.31).sin() + (at.y * 0.27).cos() + (at.x * 0.11 + at.y * 0.17).sin();
            *pixel = [(128.0 + 40.0 * wave).round() as u8; 4];
        }
        Pyramid::of(&picture, [0, 0], [96, 80])
    }

    #[test]
    fn a_moved_texture_is_followed_to_a_fraction_of_a_pixel() {
        let by = Vec2::new(3.3, -2.6);
        let (before, after) = (texture(Vec2::ZERO), texture(by));
        let point = Vec2::new(48.2, 40.7);
        let found = followed(&before, &after, point, 7).expect("there is texture");
        assert!(found.distance(point + by) < 0.05, "{found}");
        let flow = Flow::between(&before, &after);
        for at in [Vec2::new(30.0, 30.0), Vec2::new(60.5, 44.5)] {
            assert!(flow.at(at).distance(by) < 0.1, "{}", flow.at(at));
        }
    }

    #[test]
    fn an_even_picture_gives_nothing_to_hold_on_to() {
        let even = Pyramid::of(&Pixmap::new(64, 64), [0, 0], [64, 64]);
        assert_eq!(followed(&even, &even, Vec2::new(30.0, 30.0), 5), None);
        assert_eq!(Flow::between(&even, &even).at(Vec2::new(30.0, 30.0)), Vec2::ZERO);
        let tiny = Pyramid::of(&Pixmap::new(1, 1), [0, 0], [1, 1]);
        assert_eq!(Flow::between(&tiny, &tiny).at(Vec2::ZERO), Vec2::ZERO);
    }

    #[test]
    fn a_change_of_brightness_is_no_motion() {
        let before = texture(Vec2::ZERO);
        let mut brighter = before.clone();
        brighter.levels.iter_mut().for_each(|level| level.values.iter_mut().for_each(|value| *value += 12.0));
        let point = Vec2::new(48.0, 40.0);
        assert!(followed(&before, &brighter, point, 7).expect("it is the same").distance(point) < 1e-3);
    }
}
