//! Face paint: a drawing on the skin, in one colour. Several lie on one another.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// Water paint covers nearly fully.
const FULL_STROKE: f32 = 0.9;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::FacePaint, &product.shape, product.side, ink)]
}
