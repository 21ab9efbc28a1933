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
