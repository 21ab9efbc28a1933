//! An ensemble as numbers: what networks are trained on and what they give.
//!
//! Each slot has, one after the other: presence, coverage, lightness, a and b of the product's own colour in CIE Lab (D65) over 100,
//! softness of the edge, one number for each drawing and one for each finish. In what is trained on, all are 0..=1 but a and b; where a
//! slot is empty its other numbers mean nothing. Networks give presence, coverage, softness, drawings and finishes as logits.

use super::slots::{Ensemble, Kind, SLOTS, Slot, Worn};
use crate::raster::{
    color::linear_from_rgb8,
    difference::Lab,
    lab::{Illuminant, rgb8_from_lab},
};

/// Numbers of a slot before its drawings.
const FIXED: usize = 6;
/// What Lab is divided by.
const LAB_SCALE: f64 = 100.0;

/// Numbers of one slot.
pub const fn length(slot: &Slot) -> usize {
    FIXED + slot.shapes.len() + slot.finishes.len()
}

/// Whether a number of a slot, counted from its first, is part of its colour.
const fn is_colour(index: usize) -> bool {
    index >= 2 && index < 5
}

/// Numbers of all slots.
pub fn total() -> usize {
    SLOTS.iter().map(length).sum()
}

/// The numbers of an ensemble.
pub fn of_ensemble(ensemble: &Ensemble) -> Vec<f32> {
    let mut vector = Vec::with_capacity(total());
    for (slot, worn) in SLOTS.iter().zip(ensemble) {
        let from = vector.len();
        vector.resize(from + length(slot), 0.0);
        let Some(worn) = worn else { continue };
        let numbers = &mut vector[from..];
        numbers[0] = 1.0;
        numbers[1] = worn.coverage;
        let Lab(lab) = Lab::from_linear(linear_from_rgb8(worn.color));
        (0..3).for_each(|c| numbers[2 + c] = (lab[c] / LAB_SCALE) as f32);
        numbers[5] = worn.blur;
        numbers[FIXED + worn.shape] = 1.0;
        numbers[FIXED + slot.shapes.len() + worn.finish] = 1.0;
    }
    vector
}

/// An ensemble as a network that is certain would give it.
pub fn logits(ensemble: &Ensemble) -> Vec<f32> {
    let mut numbers = of_ensemble(ensemble);
    let mut from = 0;
    for slot in &SLOTS {
        for (index, number) in numbers[from..from + length(slot)].iter_mut().enumerate() {
            if !is_colour(index) {
                let share = number.clamp(1e-3, 1.0 - 1e-3);
                *number = (share / (1.0 - share)).ln();
            }
        }
        from += length(slot);
    }
    numbers
}

/// What a network says of one slot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// How surely anything is worn there, 0..=1.
    pub presence: f32,
    /// What, if anything.
    pub worn: Worn,
    /// How surely it is that drawing, 0..=1.
    pub shape_share: f32,
    /// How surely it has that finish, 0..=1.
    pub finish_share: f32,
}

/// What a network's numbers say of each slot; `None` where they are too few, or no numbers.
pub fn guesses(vector: &[f32]) -> Option<[Guess; SLOTS.len()]> {
    if vector.len() != total() || vector.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let mut from = 0;
    Some(std::array::from_fn(|index| {
        let slot = &SLOTS[index];
        let numbers = &vector[from..from + length(slot)];
        from += length(slot);
        guess(slot, numbers)
    }))
}

fn guess(slot: &Slot, numbers: &[f32]) -> Guess {
    let (shape, shape_share) = likeliest(&numbers[FIXED..FIXED + slot.shapes.len()]);
    let (finish, finish_share) = likeliest(&numbers[FIXED + slot.shapes.len()..]);
    let lab = [2, 3, 4].map(|c| f64::from(numbers[c]) * LAB_SCALE);
    let color = if slot.opacity > 0.0 {
        rgb8_from_lab(
            [lab[0].clamp(0.0, 100.0), lab[1].clamp(-128.0, 128.0), lab[2].clamp(-128.0, 128.0)],
            Illuminant::D65,
        )
    } else {
        [0; 3]
    };
    let blur = if slot.kind() == Kind::Lipstick { sigmoid(numbers[5]) } else { 0.0 };
    let worn = Worn { shape, finish, color, coverage: sigmoid(numbers[1]), blur };
    Guess { presence: sigmoid(numbers[0]), worn, shape_share, finish_share }
}

fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// The greatest of some logits, and its share by the softmax.
fn likeliest(logits: &[f32]) -> (usize, f32) {
    let (best, top) = logits.iter().copied().enumerate().fold((0, f32::MIN), |a, b| if b.1 > a.1 { b } else { a });
    let sum: f32 = logits.iter().map(|logit| (logit - top).exp()).sum();
    (best, 1.0 / sum.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outfit_survives_being_numbers() {
        let worn = |index: usize| Worn {
            shape: index % SLOTS[index].shapes.len(),
            finish: index % SLOTS[index].finishes.len(),
            color: if SLOTS[index].opacity > 0.0 { [120, 40 + index as u8, 60] } else { [0; 3] },
            coverage: 0.3,
            blur: if SLOTS[index].kind() == Kind::Lipstick { 0.4 } else { 0.0 },
        };
        let ensemble: Ensemble = std::array::from_fn(|index| (index % 3 != 1).then(|| worn(index)));
        let guesses = guesses(&logits(&ensemble)).unwrap();
        for (guess, wanted) in guesses.iter().zip(&ensemble) {
            assert_eq!(guess.presence > 0.5, wanted.is_some());
            let Some(wanted) = wanted else { continue };
            assert_eq!((guess.worn.shape, guess.worn.finish), (wanted.shape, wanted.finish));
            assert!(
                (guess.worn.coverage - wanted.coverage).abs() < 1e-3 && (guess.worn.blur - wanted.blur).abs() < 1e-3
            );
            let off = (0..3).map(|c| guess.worn.color[c].abs_diff(wanted.color[c])).max();
            assert!(off <= Some(1), "{guess:?} {wanted:?}");
        }
    }

    #[test]
    fn too_few_numbers_or_none_are_no_guess() {
        assert!(guesses(&[0.0; 3]).is_none());
        assert!(guesses(&vec![f32::NAN; total()]).is_none());
    }
}
