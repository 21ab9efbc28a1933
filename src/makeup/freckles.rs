//! Freckles: dots of a brown pencil, pressed in with a finger.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// Pressed in, a full stroke is this share of a full film.
const FULL_STROKE: f32 = 0.22;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::Freckles, &product.shape, product.side, ink)]
}
