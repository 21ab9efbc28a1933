//! Eyeliner: a drawn line along the upper lashes, with or without a wing.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Eyeliner;

pub(super) fn layers(product: &Eyeliner) -> Vec<Layer> {
    let ink = Ink::pigment(&product.shade, product.finish, product.coverage);
    vec![Layer::new(ShapeKind::Eyeliner, &product.shape, ink)]
}
