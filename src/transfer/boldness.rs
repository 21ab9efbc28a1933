//! How bold a look is: how much of it is seen from across a room.

use super::slots::{Ensemble, Kind, SLOTS, Slot, Worn};
use crate::{
    geometry::Vec3,
    makeup,
    raster::{
        color::linear_from_rgb8,
        difference::{Lab, ciede2000},
    },
};

/// Light-brown skin (a Monk 5) that looks are compared on, sRGB.
pub const SKIN: [u8; 3] = [0xD7, 0xBD, 0x96];

/// The root of the summed squares of each product's contrast with the skin (CIEDE2000, where it is laid on in full), each by how much
/// of a face it takes.
pub fn boldness(ensemble: &Ensemble) -> f32 {
    let worn = SLOTS.iter().zip(ensemble).filter_map(|(slot, worn)| Some((slot, worn.as_ref()?)));
    worn.map(|(slot, worn)| (share(slot) * contrast(slot, worn)).powi(2)).sum::<f32>().sqrt()
}

fn contrast(slot: &Slot, worn: &Worn) -> f32 {
    let skin = Vec3::from_array(linear_from_rgb8(SKIN));
    let shown = makeup::film(&slot.product(worn)).map(|film| film.on(skin.to_array()));
    shown.map_or(0.0, |shown| ciede2000(Lab::from_linear(shown), Lab::from_linear(skin.to_array())) as f32)
}

/// How much of what is seen of a face a slot takes, beside the lips.
fn share(slot: &Slot) -> f32 {
    match slot.kind() {
        Kind::Lipstick => 1.0,
        Kind::Eyeshadow => 0.6,
        Kind::Blush | Kind::Contour | Kind::Highlighter => 0.9,
        Kind::Eyeliner => 0.35,
        Kind::Brows | Kind::LipLiner | Kind::Lashes => 0.2,
        Kind::Foundation | Kind::Bronzer => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::Library, resources::Resources, transfer::slots};

    #[test]
    fn a_smoky_evening_is_bolder_than_hardly_anything() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let of = |id: &str| boldness(&slots::ensemble(library.get(id).unwrap()));
        assert!(of("velvet-noir") > of("soft-rose") && of("soft-rose") > of("barely-there"));
        assert_eq!(boldness(&[None; SLOTS.len()]), 0.0);
    }
}
