//! What the networks that see every frame are told of a face: its square of the picture, and where each place of it lies on the face.

use super::charts::each_inside;
use crate::{
    compose::front_facing,
    face::Face,
    geometry::{Affine2, RotatedSquare, Vec2, canonical::canonical_face},
    raster::{
        Pixmap,
        warp::{self, Border},
    },
};

/// Samples a side of the picture's square.
pub const PICTURE: usize = 256;
/// Samples a side of the places, and of what comes back.
pub const PLACES: usize = 128;
/// Side of the square over that of the square that the mesh model looks at: the face fills it, with a little to spare.
const OVER_ROI: f32 = 0.75;

/// A face as the networks see it.
#[derive(Debug, Clone)]
pub struct View {
    /// Where the square lies in the frame.
    pub square: RotatedSquare,
    /// Red, green, blue: three planes of [`PICTURE`] x [`PICTURE`], sRGB, 0..=1.
    pub picture: Vec<f32>,
    /// Three planes of [`PLACES`] x [`PLACES`]: the place's u and v in the canonical plane, 0..=1, and 1 where there is any, else 0.
    pub places: Vec<f32>,
}

impl View {
    /// Of a face in a frame; the square keeps still while the face does.
    pub fn of(frame: &Pixmap, face: &Face) -> Self {
        let square = RotatedSquare { side: face.roi.side * OVER_ROI, ..face.roi };
        Self::of_square(frame, face, square)
    }

    /// Of another square around the face.
    pub fn of_square(frame: &Pixmap, face: &Face, square: RotatedSquare) -> Self {
        Self { square, picture: picture(frame, &square), places: places(face, &square) }
    }
}

/// A square of a frame as three planes, 0..=1. Sample `(column, row)` is the mean about `((column + 0.5) / PICTURE, ...)` of the square.
pub fn picture(frame: &Pixmap, square: &RotatedSquare) -> Vec<f32> {
    let mut planes = Vec::new();
    // The networks here know no half a sample of offset.
    let half = square.frame_from_unit().transform_vector2(Vec2::splat(0.5 / PICTURE as f32));
    let centered = RotatedSquare { center: square.center + half, ..*square };
    warp::planes_from_square(frame, &centered, PICTURE, Border::Replicate, [0.0, 1.0], &mut planes);
    planes
}

/// From the frame to the places' samples: the centre of the first is `(0.5, 0.5)`.
pub fn places_from_frame(square: &RotatedSquare) -> Affine2 {
    Affine2::from_scale(Vec2::splat(PLACES as f32)) * square.frame_from_unit().inverse()
}

fn places(face: &Face, square: &RotatedSquare) -> Vec<f32> {
    let from_frame = places_from_frame(square);
    let points: Vec<Vec2> = face.landmarks.iter().map(|point| from_frame.transform_point2(point.truncate())).collect();
    let area = PLACES * PLACES;
    let mut planes = vec![0.0; 3 * area];
    let canonical = canonical_face();
    for (triangle, _) in canonical.triangles.iter().zip(front_facing(face)).filter(|(_, front)| *front) {
        let vertices = triangle.map(usize::from);
        let uv = vertices.map(|vertex| canonical.uv[vertex]);
        each_inside(vertices.map(|vertex| points[vertex]), [PLACES, PLACES], |x, y, weights| {
            let at: Vec2 = uv.iter().zip(weights).map(|(&uv, weight)| uv * weight).sum();
            let index = y * PLACES + x;
            (planes[index], planes[area + index], planes[2 * area + index]) = (at.x, at.y, 1.0);
        });
    }
    planes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Vec3;

    /// The canonical face, its head leaned by an angle, and the square that leans with it.
    fn leaning(angle: f32) -> Face {
        let turned = |p: Vec3| Vec2::from_angle(angle).rotate(Vec2::new(p.x, -p.y)).extend(-p.z) * 9.0;
        Face::canonical(|p| Vec3::new(150.0, 130.0, 0.0) + turned(p), 9.0, angle)
    }

    #[test]
    fn each_landmark_lies_at_its_own_place_of_the_plane_however_the_head_leans() {
        for angle in [0.0, 0.5, -1.2] {
            let face = leaning(angle);
            let view = View::of(&Pixmap::new(300, 260), &face);
            let from_frame = places_from_frame(&view.square);
            for vertex in [1, 9, 50, 280] {
                let cell = from_frame.transform_point2(face.landmarks[vertex].truncate()).floor();
                let index = cell.y as usize * PLACES + cell.x as usize;
                let area = PLACES * PLACES;
                let (found, wanted) =
                    (Vec2::new(view.places[index], view.places[area + index]), canonical_face().uv[vertex]);
                assert!(view.places[2 * area + index] > 0.0 && found.distance(wanted) < 0.015, "{vertex}: {found}");
            }
            assert_eq!(view.places[2 * PLACES * PLACES], 0.0, "the corner is beside the face");
        }
    }

    #[test]
    fn the_picture_shows_at_its_samples_what_the_frame_shows_there() {
        let mut frame = Pixmap::new(300, 260);
        frame
            .pixels_mut()
            .iter_mut()
            .enumerate()
            .for_each(|(i, p)| *p = [(i % 300 / 2) as u8, (i / 300) as u8, 7, 255]);
        let square = RotatedSquare { center: Vec2::new(140.0, 120.0), side: 128.0, angle: 0.4 };
        let planes = picture(&frame, &square);
        for (column, row) in [(0, 0), (200, 40), (17, 255), (128, 128)] {
            let unit = (Vec2::new(column as f32, row as f32) + 0.5) / PICTURE as f32;
            let at = square.frame_from_unit().transform_point2(unit);
            let index = row * PICTURE + column;
            let found = Vec2::new(planes[index] * 510.0, planes[PICTURE * PICTURE + index] * 255.0) + 0.5;
            assert!(found.distance(at) < 1.1, "{column}, {row}: {found} instead of {at}");
        }
    }
}
