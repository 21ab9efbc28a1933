//! Concealer: foundation in one place, thicker. Without a shade it evens towards the wearer's own skin; with one it also brightens.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Base;

/// Patted in, a full stroke of a shade is this share of a full film.
const FULL_STROKE: f32 = 0.16;

pub(super) fn layers(product: &Base) -> Vec<Layer> {
    let ink = match &product.shade {
        Some(shade) => Ink::pigment(shade, product.finish, product.coverage * FULL_STROKE),
        None => Ink::matching(product.finish, product.coverage),
    };
    vec![Layer::new(ShapeKind::Concealer, &product.shape, product.side, ink)]
}
