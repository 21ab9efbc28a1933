//! Highlighter: light on what stands out, cheekbones, nose, cupid's bow and brow bone.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Stroke;

/// Mostly shine and little pigment: a full stroke is this share of a full film.
const FULL_STROKE: f32 = 0.10;

pub(super) fn layers(product: &Stroke) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage * FULL_STROKE);
    vec![Layer::new(ShapeKind::Highlighter, &product.shape, product.side, ink)]
}
