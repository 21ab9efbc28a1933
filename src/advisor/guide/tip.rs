//! What is different on a face at a step, with the figure behind it and the rule that it follows. Each sort of tip can be left out.

use crate::{
    advisor::{
        Advice,
        said::Aspect,
        shape::{CLEAR, Feature, SURE, Trait},
        skin::{COUNTS_BELOW, Concern},
    },
    language::say,
    look::Product,
};

/// What tips follow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// Skin that shines.
    Shine,
    /// Shadows under the eyes.
    UnderEye,
    /// The shape of the face.
    FaceShape,
    /// How the corners of the eyes stand.
    EyeCorners,
    /// How far apart the eyes are.
    EyeSet,
    /// How full the lips are.
    Lips,
}

impl Fit {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Shine, Self::UnderEye, Self::FaceShape, Self::EyeCorners, Self::EyeSet, Self::Lips];

    fn rests_on(self) -> Option<Aspect> {
        match self {
            Self::Shine | Self::UnderEye => None,
            Self::FaceShape => Some(Aspect::FaceShape),
            Self::EyeCorners => Some(Aspect::Feature(Feature::EyeTilt)),
            Self::EyeSet => Some(Aspect::Feature(Feature::EyeSet)),
            Self::Lips => Some(Aspect::Feature(Feature::LipFullness)),
        }
    }
}

/// What is different on a face at a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Tip {
    /// What it follows from.
    pub fit: Fit,
    /// What to do, with the figure behind it.
    pub says: String,
    /// From which figure on it is given, and what was said instead of read.
    pub rule: String,
    /// Whether the person wants tips of this sort.
    pub wanted: bool,
}

/// The tip for a product on a face.
pub(super) fn of(product: &Product, advice: &Advice) -> Option<Tip> {
    let (fit, says, rule) = match product {
        Product::Foundation(_) => shine(advice),
        Product::Concealer(_) => under_eye(advice),
        Product::Contour(_) | Product::Blush(_) => cheeks(product, advice),
        Product::Eyeliner(_) => eye_corners(advice),
        Product::Eyeshadow(_) => eye_set(advice),
        Product::LipLiner(_) | Product::Lipstick(_) => lips(advice),
        _ => None,
    }?;
    let word = fit.rests_on().and_then(|aspect| advice.on_your_word(&[aspect]));
    let rule = word.map_or(rule.clone(), |word| say!("{because}; {word}", because = rule, word = word));
    Some(Tip { fit, says, rule: say!("Rule: {rule}.", rule = rule), wanted: advice.said.wants(fit) })
}

type Told = Option<(Fit, String, String)>;

fn shine(advice: &Advice) -> Told {
    let score = score(advice, Concern::Shine)?;
    let says = say!("Your skin shines in places (score {score}): powder those afterwards.", score = score);
    Some((Fit::Shine, says, concern_rule(Concern::Shine)))
}

fn under_eye(advice: &Advice) -> Told {
    let score = score(advice, Concern::UnderEye)?;
    let says = say!(
        "It is darker under your eyes (score {score}): a thin peach corrector first needs less concealer.",
        score = score
    );
    Some((Fit::UnderEye, says, concern_rule(Concern::UnderEye)))
}

/// The points of a concern that counts.
fn score(advice: &Advice, concern: Concern) -> Option<u8> {
    let found = advice.skin.iter().find(|one| one.concern == concern)?;
    Some(found.score).filter(|score| *score < COUNTS_BELOW)
}

fn concern_rule(concern: Concern) -> String {
    say!(
        "{concern} counts below {limit} points of 100",
        concern = say(concern.name()).to_lowercase(),
        limit = COUNTS_BELOW
    )
}

fn cheeks(product: &Product, advice: &Advice) -> Told {
    let face = advice.shape.face.as_ref().filter(|face| face.is_clear())?;
    let text = match (product, face.name()) {
        (Product::Contour(_), "round" | "square") => {
            "take it a little higher and further towards the ear, which narrows"
        }
        (Product::Contour(_), "oblong") => "add a touch along the hairline and beneath the chin, which shortens",
        (Product::Contour(_), "heart" | "diamond") => "keep it short: the cheekbones stand out already",
        (Product::Blush(_), "round" | "square") => "stroke more upwards than across",
        (Product::Blush(_), "oblong") => "stroke more across than upwards",
        _ => return None,
    };
    let (_, share) = face.shares[0];
    let (next, other) = face.shares[1];
    let says = say!(
        "Your face is likeliest {shape} ({share} %): {advice}.",
        shape = say(face.name()),
        share = format_args!("{:.0}", share * 100.0),
        advice = say(text)
    );
    let rule = say!(
        "a shape counts where it is more than {times} times as likely as the next, here {next} with {other} %",
        times = CLEAR,
        next = say(next),
        other = format_args!("{:.0}", other * 100.0)
    );
    Some((Fit::FaceShape, says, rule))
}

fn eye_corners(advice: &Advice) -> Told {
    let tilt = feature(advice, Feature::EyeTilt)?;
    let text = match tilt.name {
        "downturned" => "end the line just before the corner, and lift it from there",
        "upturned" => "draw a little along the lower outer lashes too, for balance",
        _ => return None,
    };
    let says = say!(
        "Your eyes are {tilted} ({angle}°): {advice}.",
        tilted = say(tilt.name),
        angle = format_args!("{:.1}", tilt.value),
        advice = say(text)
    );
    Some((Fit::EyeCorners, says, feature_rule(tilt)))
}

fn eye_set(advice: &Advice) -> Told {
    let set = feature(advice, Feature::EyeSet)?;
    let text = match set.name {
        "close-set" => "keep the inner third light, and the depth outside",
        "wide-set" => "take the depth a little further in",
        _ => return None,
    };
    let says = say!(
        "Your eyes are {set} ({apart} eye widths apart): {advice}.",
        set = say(set.name),
        apart = format_args!("{:.2}", set.value),
        advice = say(text)
    );
    Some((Fit::EyeSet, says, feature_rule(set)))
}

fn lips(advice: &Advice) -> Told {
    let lips = feature(advice, Feature::LipFullness).filter(|lips| lips.name == "thin")?;
    let says = say!(
        "Your lips are rather thin ({height} of the mouth's width): stay on the very edge of the border.",
        height = format_args!("{:.2}", lips.value)
    );
    Some((Fit::Lips, says, feature_rule(lips)))
}

/// A feature that is sure enough.
fn feature(advice: &Advice, feature: Feature) -> Option<&Trait> {
    advice.shape.of_feature(feature).filter(|one| one.is_clear())
}

fn feature_rule(one: &Trait) -> String {
    let ([low, high], [little, _, much]) = (one.usual.edges(), one.feature.names());
    say!(
        "{little} below {low}, {much} from {high} on, and at least {least} % sure; here {share} %",
        little = say(little),
        low = format_args!("{low:.2}"),
        much = say(much),
        high = format_args!("{high:.2}"),
        least = format_args!("{:.0}", SURE * 100.0),
        share = format_args!("{:.0}", one.sure * 100.0)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        advisor::{guide::Guide, said::Said, shape::tests::usual_shape, tests::portrait_advice},
        look::Library,
        resources::Resources,
    };

    #[test]
    fn what_is_said_of_a_face_makes_its_tips_which_name_their_threshold_and_can_be_left_out() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let mut advice = portrait_advice();
        advice.shape = usual_shape();
        let mut said = Said::default();
        for (aspect, name) in [
            (Aspect::FaceShape, "round"),
            (Aspect::Feature(Feature::EyeTilt), "downturned"),
            (Aspect::Feature(Feature::EyeSet), "close-set"),
            (Aspect::Feature(Feature::LipFullness), "thin"),
        ] {
            said.correct(aspect, aspect.choices().iter().position(|choice| *choice == name));
        }
        let mut now = advice.as_said(&said);
        now.skin.iter_mut().for_each(|finding| finding.score = 20);
        let tips = |advice: &Advice| -> Vec<Tip> {
            let guides = library.looks().iter().map(|look| Guide::of(look, Some(advice)));
            guides.flat_map(|guide| guide.steps).filter_map(|step| step.tip).collect()
        };
        let found = tips(&now);
        for fit in Fit::ALL {
            let tip = found.iter().find(|tip| tip.fit == fit).unwrap_or_else(|| panic!("no tip of {fit:?}"));
            assert!(
                tip.wanted && tip.rule.starts_with("Rule: ") && tip.rule.chars().any(|c| c.is_ascii_digit()),
                "{tip:?}"
            );
            assert_eq!(tip.rule.contains("you said"), fit.rests_on().is_some(), "{tip:?}");
            said.toggle_tip(fit);
            now.said = said.clone();
            assert!(tips(&now).iter().all(|tip| tip.wanted != (tip.fit == fit)));
            said.toggle_tip(fit);
        }
        now.skin.iter_mut().for_each(|finding| finding.score = COUNTS_BELOW);
        assert!(
            tips(&now).iter().all(|tip| !matches!(tip.fit, Fit::Shine | Fit::UnderEye)),
            "the threshold is no shine"
        );
    }
}
