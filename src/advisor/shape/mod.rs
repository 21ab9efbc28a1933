//! Shapes of the face, the eyes and the lips, from the landmarks with the head's turn taken out.
//!
//! Nature has no borders between an oval and a round face. Each measure is therefore compared with what is usual: its mean and spread over
//! portraits of people of four origins, each origin counting alike (`docs/advice.md`). Beyond one edge it is called one thing, beyond the
//! other another, and how surely follows from how well a measure repeats on pictures of the same face.

mod eyes;
mod face;
mod frontal;
mod lips;

pub use face::{CLEAR, FaceShape};

use super::{
    numbers::normal_share,
    quality::{Quality, Topic},
};
use crate::face::Face;
use frontal::Frontal;

/// How many standard deviations from the mean a measure is called something else than usual.
const EDGE: f32 = 0.8;

/// How sure a name must be to be told by itself, and for tips to follow from it.
pub const SURE: f64 = 0.6;

/// What is usual for a measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usual {
    /// Mean over people.
    pub mean: f32,
    /// Standard deviation over people.
    pub spread: f32,
    /// How far apart readings of one person are (root mean square) when the picture is mirrored, made smaller, or turned by a few degrees.
    pub noise: f32,
}

impl Usual {
    const fn new(mean: f32, spread: f32, noise: f32) -> Self {
        Self { mean, spread, noise }
    }

    /// In standard deviations from the mean.
    fn deviation(&self, value: f32) -> f32 {
        (value - self.mean) / self.spread
    }

    /// The two values at which names change.
    pub fn edges(&self) -> [f32; 2] {
        [self.mean - EDGE * self.spread, self.mean + EDGE * self.spread]
    }
}

/// What a measure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feature {
    /// How open the eyes are.
    EyeShape,
    /// Whether their outer corners stand higher than the inner ones.
    EyeTilt,
    /// How far apart they are.
    EyeSet,
    /// How full the lips are.
    LipFullness,
    /// The upper lip against the lower one.
    LipBalance,
    /// The dip in the middle of the upper lip.
    CupidsBow,
    /// How wide the mouth is.
    MouthWidth,
}

impl Feature {
    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::EyeShape => "Eye shape",
            Self::EyeTilt => "Eye corners",
            Self::EyeSet => "Eye set",
            Self::LipFullness => "Lips",
            Self::LipBalance => "Upper and lower lip",
            Self::CupidsBow => "Cupid's bow",
            Self::MouthWidth => "Mouth",
        }
    }

    /// What it is called where there is little of it, as much as is usual, and much.
    pub fn names(self) -> &'static [&'static str; 3] {
        match self {
            Self::EyeShape => &["narrow", "almond", "round"],
            Self::EyeTilt => &["downturned", "level", "upturned"],
            Self::EyeSet => &["close-set", "evenly set", "wide-set"],
            Self::LipFullness => &["thin", "medium", "full"],
            Self::LipBalance => &["fuller below", "even", "fuller above"],
            Self::CupidsBow => &["flat", "soft", "marked"],
            Self::MouthWidth => &["narrow", "medium", "wide"],
        }
    }

    /// What is measured, in plain words.
    pub fn measure(self) -> &'static str {
        match self {
            Self::EyeShape => "height of the open eye over its width",
            Self::EyeTilt => "degrees by which the outer corner stands above the inner one",
            Self::EyeSet => "distance between the inner corners over the width of an eye",
            Self::LipFullness => "height of both lips over the mouth's width",
            Self::LipBalance => "height of the upper lip over that of the lower one",
            Self::CupidsBow => "depth of the dip over the upper lip's height",
            Self::MouthWidth => "width of the mouth over the distance of the pupils",
        }
    }
}

/// One measure and what it is called.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trait {
    /// What of.
    pub feature: Feature,
    /// The name that it is given.
    pub name: &'static str,
    /// How surely that and not the next name, 0..=1.
    pub sure: f64,
    /// The name that comes next.
    pub next: &'static str,
    /// What was measured; see [`Feature::measure`].
    pub value: f32,
    /// What is usual.
    pub usual: Usual,
}

impl Trait {
    fn of(feature: Feature, value: f32, usual: Usual) -> Self {
        let names = feature.names();
        let below = |edge: f32| normal_share(f64::from((edge - value) / usual.noise));
        let [low, high] = usual.edges().map(below);
        let shares = [low, high - low, 1.0 - high];
        let mut order = [0, 1, 2];
        order.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]));
        Self { feature, name: names[order[0]], sure: shares[order[0]], next: names[order[1]], value, usual }
    }

    /// Whether it is sure enough to be told by one name.
    pub fn is_clear(&self) -> bool {
        self.sure > SURE
    }

    /// The nearest measure that surely has a name, by its place among [`Feature::names`].
    pub(super) fn of_name(&self, name: usize) -> Self {
        let [low, high] = self.usual.edges();
        let value = match name {
            0 => self.value.min(low - self.usual.noise),
            1 => self.value.max(low + self.usual.noise).min(high - self.usual.noise),
            _ => self.value.max(high + self.usual.noise),
        };
        let name = self.feature.names()[name.min(2)];
        let next = if self.name == name { self.next } else { self.name };
        Self { name, sure: 1.0, next, value, ..*self }
    }
}

/// What a frame tells of a person's features.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    /// The face as a whole.
    pub face: Option<FaceShape>,
    /// Eyes and lips, feature by feature; those that the frame does not tell are left out.
    pub traits: Vec<Trait>,
}

impl Shape {
    /// Measures what the frame is good for.
    pub(super) fn of(face: &Face, quality: &Quality) -> Self {
        let points = Frontal::of(face);
        let mut traits = Vec::new();
        if quality.tells(Topic::Eyes) {
            traits.extend(eyes::traits(&points));
        }
        if quality.tells(Topic::Lips) {
            traits.extend(lips::traits(&points));
        }
        Self { face: quality.tells(Topic::FaceShape).then(|| FaceShape::of(&points)), traits }
    }

    /// What a feature is called, where that is told.
    pub fn of_feature(&self, feature: Feature) -> Option<&Trait> {
        self.traits.iter().find(|one| one.feature == feature)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::geometry::Vec3;

    /// All that can be read of a drawn face.
    pub(in crate::advisor) fn usual_shape() -> Shape {
        let points = Frontal::of(&usual_face());
        let traits = eyes::traits(&points).into_iter().chain(lips::traits(&points)).collect();
        Shape { face: Some(FaceShape::of(&points)), traits }
    }

    pub(super) fn usual_face() -> Face {
        Face::canonical(|point| Vec3::new(300.0 + 20.0 * point.x, 300.0 - 20.0 * point.y, -20.0 * point.z), 20.0, 0.0)
    }

    #[test]
    fn what_is_near_an_edge_is_not_sure_and_names_its_neighbour() {
        let usual = Usual::new(1.0, 0.1, 0.02);
        let of = |value: f32| Trait::of(Feature::EyeSet, value, usual);
        assert_eq!((of(1.0).name, of(0.8).name, of(1.2).name), ("evenly set", "close-set", "wide-set"));
        assert!(of(1.0).sure > 0.99 && of(1.2).sure > 0.99);
        let near = of(1.081);
        assert!((0.5..0.6).contains(&near.sure) && near.next == "evenly set", "{near:?}");
    }

    #[test]
    fn the_same_face_measures_the_same_however_it_is_turned() {
        use crate::geometry::Mat3;
        let straight = usual_face();
        for (yaw, pitch, roll) in [(12.0f32, 0.0f32, 0.0f32), (0.0, 10.0, 0.0), (-8.0, 6.0, 15.0)] {
            let turn = Mat3::from_rotation_z(roll.to_radians())
                * Mat3::from_rotation_y(-yaw.to_radians())
                * Mat3::from_rotation_x(-pitch.to_radians());
            let mut turned = straight.clone();
            turned.landmarks.iter_mut().for_each(|point| *point = turn * *point * 1.7);
            turned.pose = crate::face::Pose { yaw, pitch, roll };
            let (before, after) = (Frontal::of(&straight), Frontal::of(&turned));
            let (before, after) = (FaceShape::of(&before), FaceShape::of(&after));
            for (one, other) in before.measures.iter().zip(&after.measures) {
                assert!((one.value - other.value).abs() < 2e-3, "{one:?} {other:?}");
            }
        }
    }
}
