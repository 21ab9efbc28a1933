//! Lip liner: a line along the lips' border, on it, within it or beyond it.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// A pencil covers less than a lipstick: a full stroke is this share of a full film.
const FULL_STROKE: f32 = 0.7;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::LipLiner, &product.shape, product.side, ink)]
}
