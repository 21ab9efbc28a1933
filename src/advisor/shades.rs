//! Foundation shades ranked by CIEDE2000 for a skin, or for what the person would rather aim at, each with the way in which it differs.

use super::tone::Tone;
use crate::{
    catalog::{difference_in_words, nearest_of},
    raster::difference::{Lab, ciede2000},
};

/// By how much a step aims lighter or darker, CIE L*.
pub const STEP_LIGHTNESS: f64 = 1.5;
/// By how much a step aims warmer or cooler, degrees of hue: on most skin as far as a step of lightness.
pub const STEP_HUE: f64 = 4.0;
/// Most steps away from the skin, each way.
const MOST_STEPS: i8 = 8;

/// A step away from what is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudge {
    /// By [`STEP_LIGHTNESS`] up.
    Lighter,
    /// By [`STEP_LIGHTNESS`] down.
    Darker,
    /// By [`STEP_HUE`] towards yellow.
    Warmer,
    /// By [`STEP_HUE`] towards red.
    Cooler,
}

impl Nudge {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Lighter, Self::Darker, Self::Warmer, Self::Cooler];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lighter => "Lighter",
            Self::Darker => "Darker",
            Self::Warmer => "Warmer",
            Self::Cooler => "Cooler",
        }
    }
}

/// What the person aims at: their skin, or so many steps beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Aim {
    lighter: i8,
    warmer: i8,
}

/// The colour that shades are compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Which.
    pub lab: Lab,
    /// How far, in CIEDE2000, the skin's true colour may be from the reading.
    pub doubt: f64,
    /// How much lighter than the skin it is, CIE L*.
    pub lighter: f64,
    /// By how many degrees of hue it is warmer than the skin.
    pub warmer: f64,
}

impl Aim {
    /// Goes a step further, as far as that is sensible.
    pub fn nudge(&mut self, nudge: Nudge) {
        let (steps, by) = match nudge {
            Nudge::Lighter => (&mut self.lighter, 1),
            Nudge::Darker => (&mut self.lighter, -1),
            Nudge::Warmer => (&mut self.warmer, 1),
            Nudge::Cooler => (&mut self.warmer, -1),
        };
        *steps = (*steps + by).clamp(-MOST_STEPS, MOST_STEPS);
    }

    /// What is aimed at on a skin.
    pub fn target(self, tone: &Tone) -> Target {
        let [lightness, a, b] = tone.lab;
        let aimed = (lightness + f64::from(self.lighter) * STEP_LIGHTNESS).clamp(0.0, 100.0);
        let warmer = f64::from(self.warmer) * STEP_HUE;
        let (hue, chroma) = (b.atan2(a) + warmer.to_radians(), a.hypot(b));
        let lab = Lab([aimed, chroma * hue.cos(), chroma * hue.sin()]);
        Target { lab, doubt: doubt(tone), lighter: aimed - lightness, warmer }
    }
}

/// How a shade suits what is aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// The shade's number, as it was given.
    pub index: usize,
    /// CIEDE2000 between the shade and what is aimed at; about 1 is just seen side by side.
    pub difference: f64,
    /// How much lighter than that it is, CIE L*; negative: darker.
    pub lighter: f64,
    /// By how many degrees of hue it is yellower, so warmer; negative: cooler.
    pub warmer: f64,
    /// How much more colour it has, CIELAB chroma.
    pub richer: f64,
    target: Lab,
    shade: Lab,
    /// Whether it is as near as the skin itself is known: shades of which this holds cannot be told apart from this frame.
    pub within_doubt: bool,
}

impl Match {
    fn of(target: &Target, (index, shade): (usize, Lab), difference: f64) -> Self {
        let polar = |Lab([_, a, b]): Lab| (a.hypot(b), b.atan2(a).to_degrees());
        let ((chroma, hue), (own_chroma, own_hue)) = (polar(shade), polar(target.lab));
        Self {
            index,
            difference,
            lighter: shade.0[0] - target.lab.0[0],
            target: target.lab,
            shade,
            warmer: (hue - own_hue + 180.0).rem_euclid(360.0) - 180.0,
            richer: chroma - own_chroma,
            within_doubt: difference <= target.doubt,
        }
    }

    /// The way in which it differs, in words.
    pub fn words(&self) -> String {
        difference_in_words(self.target, self.shade)
    }
}

/// How far, in CIEDE2000, the skin's true colour may be from the reading: the mean of what one standard uncertainty of each value makes.
fn doubt(tone: &Tone) -> f64 {
    let moved = |channel: usize| {
        let mut lab = tone.lab;
        lab[channel] += tone.uncertainty[channel];
        ciede2000(Lab(lab), Lab(tone.lab))
    };
    (0..3).map(|channel| moved(channel).powi(2)).sum::<f64>().sqrt()
}

/// The shades (CIELAB for D65) nearest to what is aimed at, at most so many, the nearest first; what is no colour is left out.
pub fn ranked(target: &Target, shades: impl IntoIterator<Item = (usize, [f64; 3])>, most: usize) -> Vec<Match> {
    let finite = |(_, lab): &(usize, [f64; 3])| lab.iter().all(|value| value.is_finite());
    let colored = shades.into_iter().filter(finite).map(|(index, lab)| ((index, Lab(lab)), Lab(lab)));
    let near = nearest_of(colored, target.lab, most);
    near.into_iter().map(|(shade, difference)| Match::of(target, shade, difference)).collect()
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
        let ranked = ranked(&Aim::default().target(&skin), shades.into_iter().enumerate(), 9);
        assert_eq!(ranked.iter().map(|one| one.index).collect::<Vec<_>>()[..2], [1, 2]);
        assert_eq!(ranked.len(), 4, "what is no colour is left out");
        let of = |index: usize| ranked.iter().find(|one| one.index == index).unwrap();
        assert_eq!(of(1).words(), "no difference to be seen");
        assert!(of(1).within_doubt && !of(0).within_doubt);
        assert!(of(0).words().contains("lighter") && of(3).words().contains("darker"));
        assert!(of(2).words().contains("cooler"), "{}", of(2).words());
        assert!(ranked.is_sorted_by(|a, b| a.difference <= b.difference));
    }

    #[test]
    fn the_person_aims_beside_their_skin_and_the_ranking_follows() {
        let skin = tone([60.0, 12.0, 18.0]);
        let shades =
            [[60.0, 12.0, 18.0], [66.0, 12.0, 18.0], [54.0, 12.0, 18.0], [60.0, 6.0, 20.8], [60.0, 17.4, 12.9]];
        let first = |nudges: &[Nudge]| {
            let mut aim = Aim::default();
            nudges.iter().for_each(|&nudge| aim.nudge(nudge));
            ranked(&aim.target(&skin), shades.into_iter().enumerate(), 1)[0].index
        };
        assert_eq!(first(&[]), 0);
        for (place, nudge) in [(1, Nudge::Lighter), (2, Nudge::Darker), (3, Nudge::Warmer), (4, Nudge::Cooler)] {
            assert_eq!(first(&[nudge; 4]), place, "{nudge:?}");
        }
        assert_eq!(first(&[Nudge::Lighter, Nudge::Darker]), 0, "there and back");
        let mut aim = Aim::default();
        (0..200).for_each(|_| aim.nudge(Nudge::Darker));
        let target = aim.target(&skin);
        assert_eq!((target.lighter, target.warmer), (-12.0, 0.0), "no further than is sensible");
    }
}
