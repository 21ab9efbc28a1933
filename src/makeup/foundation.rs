//! Foundation: evens the skin. Without a shade it matches the wearer: spots and redness move towards their own mean skin colour,
//! while light and shadow stay. With a shade it is a pigment like any other.

use super::{
    layer::{Ink, Layer},
    shape::ShapeKind,
};
use crate::look::Base;

pub(super) fn layers(product: &Base) -> Vec<Layer> {
    let ink = match &product.shade {
        Some(shade) => Ink::pigment(shade, product.finish, product.coverage),
        None => Ink::matching(product.finish, product.coverage),
    };
    vec![Layer::new(ShapeKind::Foundation, &product.shape, product.side, ink)]
}
