//! Lipstick: pigment on the lips, its edge as sharp as a liner or as soft as a fingertip; a second colour makes an ombre or a two-tone
//! lip.

use super::{
    layer::{Ink, Layer},
    shape::{ShapeKind, ShapeRef},
};
use crate::look::Lipstick;

/// Softest edge, thousandths of the UV plane.
const SOFTEST: f32 = 7.0;

pub(super) fn layers(product: &Lipstick) -> Vec<Layer> {
    let blur = (product.blur * SOFTEST).round() as u16;
    let layer = |name: &str, shade| {
        let shape = ShapeRef { kind: ShapeKind::Lips, name: name.into(), side: product.side, blur };
        Layer::Shape { shape, ink: Ink::pigment(shade, product.finish, product.coverage) }
    };
    let second = product.second.iter().map(|second| layer(&second.shape, &second.shade));
    std::iter::once(layer("full", &product.shade)).chain(second).collect()
}
