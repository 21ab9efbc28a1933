//! A face cut out of its picture.

use super::Face;
use crate::{
    geometry::{Rect, Vec2},
    raster::{Pixmap, resize},
};

/// Side of the crop over the longer side of the face's bounding box.
const CROP_OVER_FACE: f32 = 1.6;

/// The square around a face, with the face in its coordinates.
#[derive(Debug, Clone)]
pub struct FaceCrop {
    /// The square's pixels.
    pub picture: Pixmap,
    /// The face, fully present.
    pub face: Face,
}

impl FaceCrop {
    /// Made smaller where its side is longer than `most` pixels; `None` for a face without extent.
    pub fn of(frame: &Pixmap, face: &Face, most: u32) -> Option<Self> {
        let (min, side) = square_around(&face.bounds, CROP_OVER_FACE, frame)?;
        let cut = frame.part(min, [side; 2]);
        let small = side.min(most);
        let picture = if small == side { cut } else { resize::resized(&cut, small, small) };
        let origin = Vec2::new(min[0] as f32, min[1] as f32);
        let face = Face { presence: 1.0, ..face.moved(origin, small as f32 / side as f32) };
        Some(Self { picture, face })
    }
}

/// The square around a part of a picture, so many times as wide as the longer side of the part; `None` for a part without extent.
pub fn square_of(picture: &Pixmap, bounds: &Rect, over: f32) -> Option<Pixmap> {
    let (min, side) = square_around(bounds, over, picture)?;
    Some(picture.part(min, [side; 2]))
}

/// Left, top and side in whole pixels of a square around the face, moved into the frame and no larger than it.
fn square_around(bounds: &Rect, over: f32, frame: &Pixmap) -> Option<([u32; 2], u32)> {
    let wanted = bounds.size().max_element() * over;
    let side = (wanted.round() as u32).min(frame.width()).min(frame.height());
    if side == 0 {
        return None;
    }
    let corner = (bounds.center() - side as f32 / 2.0).round();
    let within = |corner: f32, size: u32| (corner.max(0.0) as u32).min(size - side);
    Some(([within(corner.x, frame.width()), within(corner.y, frame.height())], side))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        face::Pose,
        geometry::{RotatedSquare, Vec3},
    };

    fn face(min: Vec2, max: Vec2) -> Face {
        let roi = RotatedSquare { center: (min + max) / 2.0, side: (max - min).max_element() * 1.5, angle: 0.1 };
        let landmarks = vec![Vec3::new(min.x, min.y, -4.0), Vec3::new(max.x, max.y, 6.0)];
        let bounds = Rect { min, max };
        Face {
            track: 3,
            score: 0.9,
            bounds,
            roi,
            landmarks,
            pose: Pose::default(),
            parsing: None,
            surroundings: None,
            presence: 0.4,
        }
    }

    #[test]
    fn the_crop_shows_the_face_where_the_landmarks_say() {
        let mut picture = Pixmap::new(1280, 720);
        let marked = [255, 0, 0, 255];
        for y in 200..600 {
            for x in 500..800 {
                picture.pixels_mut()[y * 1280 + x] = marked;
            }
        }
        let face = face(Vec2::new(500.0, 200.0), Vec2::new(800.0, 600.0));
        let crop = FaceCrop::of(&picture, &face, 160).unwrap();
        assert_eq!(crop.picture.size(), [160, 160]);
        assert_eq!(crop.face.presence, 1.0);
        let (low, high) = (crop.face.landmarks[0], crop.face.landmarks[1]);
        assert!((high.z - 6.0 * 160.0 / 640.0).abs() < 1e-4);
        let at = |x: f32, y: f32| crop.picture.pixel(x as u32, y as u32);
        assert_eq!(at(low.x + 3.0, low.y + 3.0), marked);
        assert_eq!(at(high.x - 3.0, high.y - 3.0), marked);
        assert_ne!(at(low.x - 3.0, low.y + 3.0), marked);
        assert_ne!(at(high.x + 3.0, high.y - 3.0), marked);
    }

    proptest! {
        #[test]
        fn any_face_gives_a_square_inside_the_frame(
            x in -3000.0f32..3000.0, y in -3000.0f32..3000.0, w in 0.0f32..3000.0, h in 0.0f32..3000.0,
            width in 1u32..200, height in 1u32..200,
        ) {
            let bounds = Rect { min: Vec2::new(x, y), max: Vec2::new(x + w, y + h) };
            if let Some(([left, top], side)) = square_around(&bounds, CROP_OVER_FACE, &Pixmap::new(width, height)) {
                prop_assert!(side > 0 && left + side <= width && top + side <= height);
            }
        }
    }
}
