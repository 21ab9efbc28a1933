//! Lipstick: pigment on the lips, its edge as sharp as a liner or as soft as a fingertip.

use super::{
    layer::{Ink, Layer},
    shape::{ShapeKind, ShapeRef},
};
use crate::look::Lipstick;

/// Softest edge, thousandths of the UV plane.
const SOFTEST: f32 = 7.0;

pub(super) fn layers(product: &Lipstick) -> Vec<Layer> {
    let blur = (product.blur * SOFTEST).round() as u16;
    let shape = ShapeRef { kind: ShapeKind::Lips, name: "full".into(), blur };
    vec![Layer { shape, ink: Ink::pigment(&product.shade, product.finish, product.coverage) }]
}
