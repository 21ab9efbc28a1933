//! Spots: small round places that are darker, or redder, than what is around them, by more than the skin varies anyway.

use super::{FACE, Measured, at, redness, texels};
use crate::{
    advisor::{flat::Flat, numbers::median},
    transfer::charts::PLANE,
};

/// Reach of a spot and of its surroundings, texels.
const SPOT: usize = 2;
const AROUND: usize = 8;
/// How many of the skin's own deviations a spot stands out by.
const STANDS_OUT: f32 = 3.6;
/// Least deviations that count: lightness (CIE L*), and logarithm of red over green.
const LEAST: (f32, f32) = (0.6, 0.016);
/// Texels that a spot has at least and at most: from about a millimetre to about a centimetre.
const SIZE: (usize, usize) = (5, 220);
/// How much longer than wide a spot may be: creases are longer.
const LONGEST: usize = 3;
/// Share of the surroundings that must be skin: at brows, lids and nostrils other things begin.
const WITHIN: f32 = 0.8;

pub(super) fn measured(flat: &Flat) -> Option<Measured> {
    let texels = texels(flat, &FACE)?;
    let beyond = beyond_usual(flat, &texels)?;
    let skin = crate::raster::guided::box_mean(&flat.skin, PLANE, AROUND);
    let stands_out: Vec<bool> = beyond
        .iter()
        .zip(skin)
        .zip(&flat.skin)
        .map(|((b, s), own)| *b > STANDS_OUT && s > WITHIN && *own > 0.0)
        .collect();
    let mut map = vec![0.0; beyond.len()];
    let spots: Vec<Vec<usize>> = patches(&stands_out).into_iter().filter(|patch| is_spot(patch)).collect();
    spots.iter().flatten().for_each(|&index| map[index] = beyond[index]);
    // A map of single texels would hardly be seen.
    let map = crate::raster::guided::box_mean(&map, PLANE, 1);
    Some(Measured { value: spots.len() as f32, map, most: 2.0 * STANDS_OUT })
}

/// By how many of the skin's own deviations each place is darker or redder than its surroundings.
fn beyond_usual(flat: &Flat, texels: &[usize]) -> Option<Vec<f32>> {
    let lightness = Flat::lightness(&flat.reflectance);
    let darker = difference(&flat.smoothed(&lightness, AROUND), &flat.smoothed(&lightness, SPOT));
    let redder = difference(&redness::index(flat, SPOT), &redness::index(flat, AROUND));
    let usual = |values: &[f32], least: f32| {
        let mut sizes: Vec<f32> = at(values, texels).into_iter().map(f32::abs).collect();
        Some((median(&mut sizes)? * 1.4826).max(least))
    };
    let (dark, red) = (usual(&darker, LEAST.0)?, usual(&redder, LEAST.1)?);
    Some(darker.iter().zip(&redder).map(|(darker, redder)| (darker / dark).max(redder / red)).collect())
}

fn difference(one: &[f32], other: &[f32]) -> Vec<f32> {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}

/// The texels of each connected patch.
fn patches(wanted: &[bool]) -> Vec<Vec<usize>> {
    let mut left = wanted.to_vec();
    let mut patches = Vec::new();
    for start in 0..left.len() {
        let mut waiting = Vec::from_iter(std::mem::take(&mut left[start]).then_some(start));
        let mut patch = Vec::new();
        while let Some(index) = waiting.pop() {
            patch.push(index);
            let (column, last) = (index % PLANE, left.len());
            let around = [
                (column > 0).then(|| index - 1),
                (column + 1 < PLANE).then(|| index + 1),
                index.checked_sub(PLANE),
                Some(index + PLANE).filter(|&next| next < last),
            ];
            waiting.extend(around.into_iter().flatten().filter(|&next| std::mem::take(&mut left[next])));
        }
        if !patch.is_empty() {
            patches.push(patch);
        }
    }
    patches
}

fn is_spot(patch: &[usize]) -> bool {
    let span = |of: &dyn Fn(usize) -> usize| {
        let (low, high) =
            patch.iter().map(|&i| of(i)).fold((usize::MAX, 0), |(low, high), v| (low.min(v), high.max(v)));
        high + 1 - low
    };
    let (wide, high) = (span(&|index| index % PLANE), span(&|index| index / PLANE));
    (SIZE.0..=SIZE.1).contains(&patch.len()) && wide <= LONGEST * high && high <= LONGEST * wide
}
