//! Blush: a soft veil of pigment on the cheeks, placed by a shape.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// A brush picks up a thin layer at most: a full stroke is this share of a full film.
const FULL_STROKE: f32 = 0.08;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::Blush, &product.shape, product.side, ink)]
}
