//! Bronzer: warmth where the sun would fall, on forehead, cheekbones and nose.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// A large brush leaves little: a full stroke is this share of a full film.
const FULL_STROKE: f32 = 0.04;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::Bronzer, &product.shape, product.side, ink)]
}
