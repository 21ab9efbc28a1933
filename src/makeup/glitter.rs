//! Glitter: particles that flash as the head turns. The shape says where they may lie.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// Particles lie apart: a full stroke is this share of a full film.
const FULL_STROKE: f32 = 0.25;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::Glitter, &product.shape, product.side, ink)]
}
