//! Foundation: evens the skin. Without a shade it matches the wearer: spots and redness move towards their own mean skin colour,
//! while light and shadow stay. With a shade it is a pigment like any other.

use super::{
    layer::{Ink, Layer},
    pigment::Film,
    shape::ShapeKind,
};
use crate::look::{Finish, Foundation};

pub(super) fn layers(product: &Foundation) -> Vec<Layer> {
    let ink = match &product.shade {
        Some(shade) => Ink::pigment(shade, product.finish, product.coverage),
        None => Ink {
            film: Film::CLEAR,
            skin_match: product.coverage,
            gloss: if product.finish == Finish::Gloss { 0.35 * product.coverage } else { 0.0 },
            matte: if product.finish == Finish::Matte { 0.7 * product.coverage } else { 0.0 },
        },
    };
    vec![Layer::new(ShapeKind::Foundation, "full", ink)]
}
