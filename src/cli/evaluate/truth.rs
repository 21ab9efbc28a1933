//! What people drew, in the program's own numbers.

use anyhow::bail;

use crate::{cli::arguments::Scheme, face::Part, raster::codec::Mask};

/// Nobody said what this pixel shows; it takes no part.
pub(super) const UNKNOWN: u8 = 255;

/// CelebAMask-HQ's classes in their order: background, skin, nose, glasses, left eye, right eye, left brow, right brow, left ear, right
/// ear, inner mouth, upper lip, lower lip, hair, hat, earring, necklace, neck, cloth.
const CELEBAMASK: [Part; 19] = [
    Part::Background,
    Part::Skin,
    Part::Skin,
    Part::Glasses,
    Part::Eyes,
    Part::Eyes,
    Part::Brows,
    Part::Brows,
    Part::Ears,
    Part::Ears,
    Part::InnerMouth,
    Part::UpperLip,
    Part::LowerLip,
    Part::Hair,
    Part::Other,
    Part::Other,
    Part::Other,
    Part::Neck,
    Part::Background,
];

/// A part's number, or [`UNKNOWN`], for each pixel of a mask.
pub(super) fn truth(mask: Mask, scheme: Scheme) -> anyhow::Result<Vec<u8>> {
    let known = match scheme {
        Scheme::Vanity => Part::ALL.to_vec(),
        Scheme::Celebamask => CELEBAMASK.to_vec(),
    };
    let mut parts = mask.numbers;
    for number in &mut parts {
        *number = match known.get(usize::from(*number)) {
            Some(&part) => part as u8,
            None if *number == UNKNOWN => UNKNOWN,
            None => bail!("there is no part of number {number}; `vanity evaluate parsing --help` tells about --scheme"),
        };
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(numbers: &[u8]) -> Mask {
        Mask { size: [numbers.len(), 1], numbers: numbers.to_vec() }
    }

    #[test]
    fn numbers_are_translated_and_strange_ones_refused() {
        assert_eq!(truth(mask(&[0, 11, 255]), Scheme::Vanity).unwrap(), [0, 11, 255]);
        assert_eq!(truth(mask(&[2, 13, 18, 255]), Scheme::Celebamask).unwrap(), [1, 7, 0, 255]);
        assert!(truth(mask(&[12]), Scheme::Vanity).is_err());
        assert!(truth(mask(&[19]), Scheme::Celebamask).is_err());
    }
}
