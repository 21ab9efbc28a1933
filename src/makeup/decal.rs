//! Decals: a picture on the skin, in its own colours.

use std::path::Path;

use super::{layer::Layer, picture::PictureRef};
use crate::look::Decal;

/// A transfer covers nearly fully, as water paint does.
pub const FULL_TRANSFER: f32 = 0.9;

pub(super) fn layers(product: &Decal) -> Vec<Layer> {
    let picture = PictureRef { path: Path::new(&product.picture).into(), side: product.side };
    vec![Layer::Picture { picture, finish: product.finish, coverage: product.coverage * FULL_TRANSFER }]
}
