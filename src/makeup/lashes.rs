//! Lashes: mascara and false lashes, drawn hair by hair from the edge of the lid. They lie on the lid's skin in the UV plane, so that they go
//! down with it when the eye closes.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// Mascara covers fully.
const FULL_STROKE: f32 = 1.0;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::Lashes, &product.shape, product.side, ink)]
}
