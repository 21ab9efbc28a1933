//! Contour: a shadow that is not there, under the cheekbones, beside the nose, along the jaw. Shades of grey-brown work on every skin.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// Blended out, a full stroke is this share of a full film: more would look like dirt.
const FULL_STROKE: f32 = 0.07;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::Contour, &product.shape, product.side, ink)]
}
