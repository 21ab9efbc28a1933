//! How the skin looks in one frame: six concerns, each measured against the face's own skin, with a map of where and a few plain words.
//! None of this is a medical finding: it is what a camera saw in one moment's light.

mod evenness;
mod redness;
mod shine;
mod spots;
mod texture;
mod under_eye;

use super::{
    flat::{Flat, Region, regions},
    heat::Heat,
    quality::{Quality, Topic},
};

/// Points below which looks and tips take a concern into account.
pub const COUNTS_BELOW: u8 = 50;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Concern {
    /// Whether one place has the colour of the next.
    Evenness,
    /// Places redder than the rest.
    Redness,
    /// Places that mirror the light.
    Shine,
    /// Shadows under the eyes.
    UnderEye,
    /// How much fine relief there is.
    Texture,
    /// Small places darker or redder than what is around them.
    Spots,
}

/// What was measured of a concern.
pub(super) struct Measured {
    /// The figure that the score comes from; its unit is told by [`Concern::unit`].
    pub value: f32,
    /// How strongly it shows in each texel of the plane.
    pub map: Vec<f32>,
    /// The value in the map that is drawn strongest.
    pub most: f32,
}

impl Concern {
    /// All concerns.
    pub const ALL: [Self; 6] = [Self::Evenness, Self::Redness, Self::Shine, Self::UnderEye, Self::Texture, Self::Spots];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Evenness => "Evenness",
            Self::Redness => "Redness",
            Self::Shine => "Shine",
            Self::UnderEye => "Under-eye",
            Self::Texture => "Texture",
            Self::Spots => "Spots",
        }
    }

    /// What there is much of where its map is bright.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Evenness => "Unevenness",
            Self::UnderEye => "Shadow under the eyes",
            Self::Redness | Self::Shine | Self::Texture | Self::Spots => self.name(),
        }
    }

    /// What its figure is.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Evenness => "mean difference between a place and its surroundings, CIELAB units, by the skin's depth",
            Self::Redness => "how much redder than the rest the reddest tenth is, natural logarithm of red over green",
            Self::Shine => "light mirrored by the shiniest tenth, share of a white sheet's",
            Self::UnderEye => "lightness of the cheek above that under the eye, CIE L*",
            Self::Texture => "median fine difference of the square root of light, thousandths of the display's white",
            Self::Spots => "spots on forehead, nose and upper cheeks",
        }
    }

    /// The figures for 100 and for 0 points: chosen so that the portraits of `docs/advice.md` lie between them.
    fn scale(self) -> (f32, f32) {
        match self {
            Self::Evenness => (0.6, 2.8),
            Self::Redness => (0.05, 0.17),
            Self::Shine => (0.05, 0.45),
            Self::UnderEye => (0.0, 16.0),
            Self::Texture => (2.0, 10.0),
            Self::Spots => (0.0, 15.0),
        }
    }

    /// Where it is looked for.
    pub fn regions(self) -> &'static [Region] {
        match self {
            Self::Evenness | Self::Texture => &Region::PLAIN,
            Self::Redness | Self::Shine | Self::Spots => &FACE,
            Self::UnderEye => &[Region::LeftUnderEye, Region::RightUnderEye],
        }
    }

    fn topic(self) -> Topic {
        match self {
            Self::Evenness | Self::Redness | Self::Shine => Topic::Skin,
            Self::UnderEye => Topic::UnderEye,
            Self::Texture | Self::Spots => Topic::Detail,
        }
    }

    fn measured(self, flat: &Flat) -> Option<Measured> {
        match self {
            Self::Evenness => evenness::measured(flat),
            Self::Redness => redness::measured(flat),
            Self::Shine => shine::measured(flat),
            Self::UnderEye => under_eye::measured(flat),
            Self::Texture => texture::measured(flat),
            Self::Spots => spots::measured(flat),
        }
    }

    /// A reading in plain words: for many, some and few points.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::Evenness => [
                "The colour is much the same all over.",
                "The colour changes a little from place to place. A thin base evens that out.",
                "The colour changes from place to place. A base with some coverage, or colour corrector first, evens it out.",
            ],
            Self::Redness => [
                "No place is much redder than the rest.",
                "Some places are a little redder than the rest. That may be a blush, warmth or cold just as well.",
                "Some places are clearly redder than the rest. A green-tinted corrector under the base takes that back.",
            ],
            Self::Shine => [
                "The surface hardly mirrors the light.",
                "Some places mirror the light. Powder takes that away, or leave it as a glow.",
                "Some places mirror the light strongly. Blot first, then powder there; the lamp may have its part in it.",
            ],
            Self::UnderEye => [
                "Under the eyes it is about as light as on the cheeks.",
                "Under the eyes it is a little darker than on the cheeks. A thin concealer lifts that.",
                "Under the eyes it is darker than on the cheeks. Light from above does that too; a peach corrector and concealer lift it.",
            ],
            Self::Texture => [
                "The surface looks smooth.",
                "Some fine relief shows, as skin has it. Satin finishes flatter it.",
                "Fine relief shows. A smoothing primer and satin rather than shimmer finishes go well with it.",
            ],
            Self::Spots => [
                "Few small places stand out.",
                "Some small places stand out: freckles, moles or spots. Concealer on a fine brush covers one by one, where you want it.",
                "Many small places stand out: freckles, moles or spots. They can be covered one by one, or worn as they are.",
            ],
        }
    }
}

/// What was found of one concern.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Which.
    pub concern: Concern,
    /// 0..=100; 100 where hardly anything shows.
    pub score: u8,
    /// The figure it comes from; see [`Concern::unit`].
    pub value: f32,
    /// Where it shows.
    pub heat: Heat,
}

impl Finding {
    fn of(concern: Concern, flat: &Flat) -> Option<Self> {
        let Measured { value, map, most } = concern.measured(flat)?;
        let there = |index: usize| regions()[index].is_some_and(|region| concern.regions().contains(&region));
        let heat = Heat::of(flat, &map, most, there);
        Some(Self { concern, score: score(value, concern.scale()), value, heat })
    }

    /// What it means.
    pub fn words(&self) -> &'static str {
        let [good, some, much] = self.concern.words();
        match self.score {
            67.. => good,
            34.. => some,
            _ => much,
        }
    }
}

fn score(value: f32, (good, bad): (f32, f32)) -> u8 {
    (100.0 * (1.0 - ((value - good) / (bad - good)).clamp(0.0, 1.0))).round() as u8
}

/// Reads what the frame is good for.
pub(super) fn findings(flat: &Flat, quality: &Quality) -> Vec<Finding> {
    let told = Concern::ALL.into_iter().filter(|concern| quality.tells(concern.topic()));
    told.filter_map(|concern| Finding::of(concern, flat)).collect()
}

/// Forehead, nose and cheeks.
const FACE: [Region; 4] = [Region::Forehead, Region::Nose, Region::LeftCheek, Region::RightCheek];
/// Fewest texels of skin that are read.
const FEWEST: usize = 3000;

/// The texels of some regions; `None` where too few are seen.
fn texels(flat: &Flat, regions: &[Region]) -> Option<Vec<usize>> {
    Some(flat.texels(regions)).filter(|texels| texels.len() >= FEWEST)
}

fn at(values: &[f32], texels: &[usize]) -> Vec<f32> {
    texels.iter().map(|&index| values[index]).collect()
}

#[cfg(test)]
mod tests;
