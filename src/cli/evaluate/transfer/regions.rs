//! The parts of a face that makeup goes on, pixel by pixel.

use crate::{
    compose::front_facing,
    face::Face,
    geometry::{
        Vec2,
        canonical::canonical_face,
        is_inside,
        regions::{INNER_LIPS, OUTER_LIPS},
    },
    look::{Eyeshadow, Finish, Look, Product, Shade, Side, Stroke},
    makeup::{BakeError, Baker},
    transfer::charts::each_inside,
};

/// A part of the face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Region {
    Skin = 1,
    Cheeks,
    Lids,
    Lips,
}

/// Which region each triangle of the mesh belongs to.
pub(super) struct Regions(Vec<Region>);

impl Regions {
    /// Cheeks are where blush goes, lids where shadow goes.
    pub(super) fn new(baker: &Baker) -> Result<Self, BakeError> {
        let stroke = |shape: &str| Stroke {
            shape: shape.into(),
            shade: Shade::of([0; 3], 1.0),
            coverage: 1.0,
            finish: Finish::Matte,
            side: Side::Both,
        };
        let painted = |product: Product| baker.bake_tiny(&Look::of(vec![product])).map(|atlas| atlas.painted);
        let cheeks = painted(Product::Blush(stroke("apple")))?;
        let lids = painted(Product::Eyeshadow(Eyeshadow { zones: vec![stroke("lid")] }))?;
        let face = canonical_face();
        let within =
            |ring: &[usize], at| is_inside(&ring.iter().map(|&vertex| face.uv[vertex]).collect::<Vec<_>>(), at);
        let on_lips = |triangle: &[u16; 3]| {
            let middle = triangle.iter().map(|&vertex| face.uv[usize::from(vertex)]).sum::<Vec2>() / 3.0;
            within(&OUTER_LIPS, middle) && !within(&INNER_LIPS, middle)
        };
        let region = |(index, triangle): (usize, &[u16; 3])| match () {
            () if on_lips(triangle) => Region::Lips,
            () if lids[index] => Region::Lids,
            () if cheeks[index] => Region::Cheeks,
            () => Region::Skin,
        };
        Ok(Self(face.triangles.iter().enumerate().map(region).collect()))
    }

    /// The region of each pixel of a picture, as numbers; 0 beside the face.
    pub(super) fn of(&self, face: &Face, size: [usize; 2]) -> Vec<u8> {
        let mut labels = vec![0; size[0] * size[1]];
        let triangles = canonical_face().triangles.iter().zip(front_facing(face)).zip(&self.0);
        for ((triangle, _), &region) in triangles.filter(|((_, front), _)| *front) {
            let corners = triangle.map(|vertex| face.landmarks[usize::from(vertex)].truncate());
            each_inside(corners, size, |x, y, _| labels[y * size[0] + x] = region as u8);
        }
        labels
    }
}
