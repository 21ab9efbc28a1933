//! Eyeshadow: one colour a zone, laid on in the document's order.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::{Eyeshadow, Stroke};

/// Powder covers less than cream: a full zone is this share of a full film.
const FULL_POWDER: f32 = 0.6;

pub(super) fn layers(product: &Eyeshadow) -> Vec<Layer> {
    let layer = |zone: &Stroke| {
        let ink = Ink::pigment(&zone.shade, zone.finish, zone.coverage * FULL_POWDER);
        Layer::new(ShapeKind::Eyeshadow, &zone.shape, zone.side, ink)
    };
    product.zones.iter().map(layer).collect()
}
