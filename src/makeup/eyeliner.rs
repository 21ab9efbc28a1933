//! Eyeliner: a drawn line along the lashes, above, below or on the rim, with or without a wing.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// A liner covers fully.
const FULL_STROKE: f32 = 1.0;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::Eyeliner, &product.shape, product.side, ink)]
}
