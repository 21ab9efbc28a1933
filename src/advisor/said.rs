//! What the person says against what was read and advised: they know themselves better.
//!
//! A reading that is wrong gets the nearest value that surely has the name that they say; what follows from it is worked out anew from that
//! value, and says so. A tip of the guide that is not wanted is left out.

use super::{
    Advice,
    guide::Fit,
    shape::{FaceShape, Feature},
    tone::{CONTRAST_NAMES, Undertone},
};
use crate::language::say;

/// Something that is read of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// How light the skin is, on the Monk scale.
    Tone,
    /// Warm, neutral or cool.
    Undertone,
    /// How much the features stand out.
    Contrast,
    /// The face as a whole.
    FaceShape,
    /// A feature of eyes or lips.
    Feature(Feature),
}

impl Aspect {
    /// All of them, in the order in which people read them.
    pub const ALL: [Self; 11] = [
        Self::Tone,
        Self::Undertone,
        Self::Contrast,
        Self::FaceShape,
        Self::Feature(Feature::EyeShape),
        Self::Feature(Feature::EyeTilt),
        Self::Feature(Feature::EyeSet),
        Self::Feature(Feature::LipFullness),
        Self::Feature(Feature::LipBalance),
        Self::Feature(Feature::CupidsBow),
        Self::Feature(Feature::MouthWidth),
    ];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tone => "Skin tone",
            Self::Undertone => "Undertone",
            Self::Contrast => "Contrast",
            Self::FaceShape => "Face shape",
            Self::Feature(feature) => feature.name(),
        }
    }

    /// What it can be; of the tone, the numbers of the scale.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Tone => &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
            Self::Undertone => &Undertone::NAMES,
            Self::Contrast => &CONTRAST_NAMES,
            Self::FaceShape => FaceShape::names(),
            Self::Feature(feature) => feature.names(),
        }
    }

    /// Whether a frame told it.
    pub fn is_told(self, advice: &Advice) -> bool {
        match self {
            Self::Tone | Self::Undertone | Self::Contrast => advice.tone.is_some(),
            Self::FaceShape => advice.shape.face.is_some(),
            Self::Feature(feature) => advice.shape.of_feature(feature).is_some(),
        }
    }
}

/// What the person says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// What they are, each by its place in [`Aspect::choices`].
    readings: Vec<(Aspect, usize)>,
    /// Tips that they do not want.
    without: Vec<Fit>,
}

impl Said {
    /// What they say that they are.
    pub fn of(&self, aspect: Aspect) -> Option<&'static str> {
        let (_, choice) = self.readings.iter().find(|(of, _)| *of == aspect)?;
        aspect.choices().get(*choice).copied()
    }

    /// They are this; `None`, or what there is not, is as it was read.
    pub fn correct(&mut self, aspect: Aspect, choice: Option<usize>) {
        self.readings.retain(|(of, _)| *of != aspect);
        let there = choice.filter(|choice| *choice < aspect.choices().len());
        self.readings.extend(there.map(|choice| (aspect, choice)));
    }

    /// Whether tips of a sort are wanted.
    pub fn wants(&self, fit: Fit) -> bool {
        !self.without.contains(&fit)
    }

    /// Leaves tips of a sort out, or wants them again.
    pub fn toggle_tip(&mut self, fit: Fit) {
        match self.wants(fit) {
            true => self.without.push(fit),
            false => self.without.retain(|other| *other != fit),
        }
    }
}

impl Advice {
    /// What was read, as the person says that it is. What the frame did not tell stays untold.
    #[must_use]
    pub fn as_said(&self, said: &Said) -> Self {
        let mut advice = Self { said: said.clone(), ..self.clone() };
        advice.said.readings.retain(|(aspect, _)| aspect.is_told(self));
        for &(aspect, choice) in &advice.said.readings {
            match (aspect, &mut advice.tone, &mut advice.shape) {
                (Aspect::Tone, Some(tone), _) => *tone = tone.of_monk(choice + 1),
                (Aspect::Undertone, Some(tone), _) => *tone = tone.of_undertone(choice),
                (Aspect::Contrast, Some(tone), _) => tone.contrast = tone.contrast.of_name(choice),
                (Aspect::FaceShape, _, shape) => shape.face = shape.face.as_ref().map(|face| face.of_name(choice)),
                (Aspect::Feature(feature), _, shape) => {
                    shape
                        .traits
                        .iter_mut()
                        .filter(|one| one.feature == feature)
                        .for_each(|one| *one = one.of_name(choice));
                }
                _ => {}
            }
        }
        advice
    }

    /// What of some readings the person said themselves, as it ends a reason; `None` where all of it was read.
    pub fn on_your_word(&self, aspects: &[Aspect]) -> Option<String> {
        let said = aspects.iter().filter_map(|&aspect| self.said.of(aspect).map(|choice| (aspect, choice)));
        let told = |(aspect, choice): (Aspect, &str)| match aspect {
            Aspect::Tone => format!("Monk {choice}"),
            _ => say!("{aspect} {choice}", aspect = say(aspect.name()).to_lowercase(), choice = say(choice)),
        };
        let told: Vec<String> = said.map(told).collect();
        (!told.is_empty()).then(|| say!("you said: {what}", what = told.join(say(", "))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::advisor::{shape::tests::usual_shape, tests::portrait_advice};

    #[test]
    fn every_reading_can_be_every_choice_and_comes_back() {
        let mut advice = portrait_advice();
        advice.shape = usual_shape();
        for aspect in Aspect::ALL {
            assert!(aspect.is_told(&advice), "{aspect:?}");
            for (choice, name) in aspect.choices().iter().enumerate() {
                let mut said = Said::default();
                said.correct(aspect, Some(choice));
                let now = advice.as_said(&said);
                let (tone, shape) = (now.tone.as_ref().unwrap(), &now.shape);
                let called = match aspect {
                    Aspect::Tone => tone.monk[0].0.to_string(),
                    Aspect::Undertone => tone.undertone.likeliest().0.to_owned(),
                    Aspect::Contrast => tone.contrast.name().to_owned(),
                    Aspect::FaceShape => shape.face.as_ref().unwrap().name().to_owned(),
                    Aspect::Feature(feature) => shape.of_feature(feature).unwrap().name.to_owned(),
                };
                assert_eq!(called, *name, "{aspect:?}");
                assert!(
                    tone.lab.iter().chain(&tone.uncertainty).all(|value| value.is_finite()) && tone.angle.is_finite()
                );
                let word = now.on_your_word(&[aspect]).unwrap();
                assert!(word.starts_with("you said: ") && word.ends_with(name), "{word}");
                said.correct(aspect, None);
                assert_eq!(said, Said::default());
                let back = advice.as_said(&said);
                assert!(
                    back.tone == advice.tone && back.shape == advice.shape && back.on_your_word(&Aspect::ALL).is_none()
                );
            }
        }
    }

    #[test]
    fn what_is_said_twice_or_does_not_exist_is_one_thing_or_nothing() {
        let mut said = Said::default();
        said.correct(Aspect::Undertone, Some(2));
        said.correct(Aspect::Undertone, Some(0));
        assert_eq!((said.of(Aspect::Undertone), said.readings.len()), (Some("cool"), 1));
        said.correct(Aspect::Undertone, Some(99));
        assert_eq!(said.of(Aspect::Undertone), None);
        let mut untold = portrait_advice();
        untold.tone = None;
        said.correct(Aspect::Undertone, Some(2));
        let now = untold.as_said(&said);
        assert!(now.tone.is_none() && now.on_your_word(&[Aspect::Undertone]).is_none(), "the frame does not tell it");
    }

    #[test]
    fn tone_and_undertone_are_said_independently_of_their_order() {
        let advice = portrait_advice();
        let of = |aspects: [(Aspect, usize); 2]| {
            let mut said = Said::default();
            aspects.into_iter().for_each(|(aspect, choice)| said.correct(aspect, Some(choice)));
            advice.as_said(&said).tone.unwrap().lab
        };
        let (one, other) =
            (of([(Aspect::Tone, 7), (Aspect::Undertone, 0)]), of([(Aspect::Undertone, 0), (Aspect::Tone, 7)]));
        assert!(one.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-9), "{one:?} {other:?}");
    }
}
