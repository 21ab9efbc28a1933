//! Brows: filled and shaped with a pencil, which tints the skin between the hairs. The hairs themselves take the colour in the frame, where
//! they are found (`passes`).

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// A pencil tints the skin between the hairs: a full stroke is this share of a full film.
const FULL_STROKE: f32 = 0.22;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::Brows, &product.shape, product.side, ink)]
}
