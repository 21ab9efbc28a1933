//! Foundation shades ranked for a skin by CIEDE2000, each with the way in which it differs.

use super::tone::Tone;
use crate::{
    catalog::difference_in_words,
    raster::difference::{Lab, ciede2000},
};

/// How a shade suits a skin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// The shade's number, as it was given.
    pub index: usize,
    /// CIEDE2000 between the shade and the skin; about 1 is just seen side by side.
    pub difference: f64,
    /// How much lighter than the skin it is, CIE L*; negative: darker.
    pub lighter: f64,
    /// By how many degrees of hue it is yellower, so warmer, than the skin; negative: cooler.
    pub warmer: f64,
    /// How much more colour than the skin it has, CIELAB chroma.
    pub richer: f64,
    /// The skin and the shade.
    skin: Lab,
    shade: Lab,
    /// Whether it is as near as the skin itself is known: shades of which this holds cannot be told apart from this frame.
    pub within_doubt: bool,
}

impl Match {
    fn of(tone: &Tone, index: usize, shade: [f64; 3]) -> Self {
        let polar = |[_, a, b]: [f64; 3]| (a.hypot(b), b.atan2(a).to_degrees());
        let ((chroma, hue), (own_chroma, own_hue)) = (polar(shade), polar(tone.lab));
        let (skin, shade) = (Lab(tone.lab), Lab(shade));
        let difference = ciede2000(shade, skin);
        Self {
            index,
            difference,
            lighter: shade.0[0] - skin.0[0],
            skin,
            shade,
            warmer: (hue - own_hue + 180.0).rem_euclid(360.0) - 180.0,
            richer: chroma - own_chroma,
            within_doubt: difference <= doubt(tone),
        }
    }

    /// The way in which it differs, in words.
    pub fn words(&self) -> String {
        difference_in_words(self.skin, self.shade)
    }
}

/// How far, in CIEDE2000, the skin's true colour may be from the reading: the mean of what one standard uncertainty of each value makes.
pub fn doubt(tone: &Tone) -> f64 {
    let moved = |channel: usize| {
        let mut lab = tone.lab;
        lab[channel] += tone.uncertainty[channel];
        ciede2000(Lab(lab), Lab(tone.lab))
    };
    (0..3).map(|channel| moved(channel).powi(2)).sum::<f64>().sqrt()
}

/// All shades (CIELAB for D65), the nearest first; what is no colour is left out.
pub fn ranked(tone: &Tone, shades: impl IntoIterator<Item = (usize, [f64; 3])>) -> Vec<Match> {
    let finite = |(_, lab): &(usize, [f64; 3])| lab.iter().all(|value| value.is_finite());
    let mut matches: Vec<Match> =
        shades.into_iter().filter(finite).map(|(index, lab)| Match::of(tone, index, lab)).collect();
    matches.sort_by(|a, b| a.difference.total_cmp(&b.difference));
    matches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::tone::tests::tone;

    #[test]
    fn the_nearest_comes_first_and_each_says_how_it_differs() {
        let skin = tone([60.0, 12.0, 18.0]);
        let shades =
            [[70.0, 10.0, 16.0], [60.2, 12.0, 18.1], [60.0, 14.0, 15.0], [50.0, 12.0, 18.0], [f64::NAN, 0.0, 0.0]];
        let ranked = ranked(&skin, shades.into_iter().enumerate());
        assert_eq!(ranked.iter().map(|one| one.index).collect::<Vec<_>>()[..2], [1, 2]);
        assert_eq!(ranked.len(), 4, "what is no colour is left out");
        let of = |index: usize| ranked.iter().find(|one| one.index == index).unwrap();
        assert_eq!(of(1).words(), "no difference to be seen");
        assert!(of(1).within_doubt && !of(0).within_doubt);
        assert!(of(0).words().contains("lighter") && of(3).words().contains("darker"));
        assert!(of(2).words().contains("cooler"), "{}", of(2).words());
        assert!(ranked.is_sorted_by(|a, b| a.difference <= b.difference));
    }
}
