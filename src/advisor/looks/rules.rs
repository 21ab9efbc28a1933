//! The rules, as makeup artists teach them, with what they weigh. None is a law; each can be left out.

use super::worn::{Worn, apart};
use crate::{
    advisor::{
        Advice,
        said::Aspect,
        shape::Feature,
        skin::{COUNTS_BELOW, Concern},
    },
    language::say,
    look::{Finish, Product},
};

/// What a rule says of a look.
pub struct Verdict {
    /// -1 (against it) to 1 (for it).
    pub value: f32,
    /// Why.
    pub because: String,
}

/// One rule.
pub struct Rule {
    /// What it is called.
    pub name: &'static str,
    /// What it says, in plain words.
    pub says: &'static str,
    /// How much it counts beside the others.
    pub weight: f32,
    /// The readings that it rests on.
    pub(super) rests_on: &'static [Aspect],
    /// Judges a look; `None` where it has nothing to say.
    pub(super) judge: fn(&Advice, &Worn<'_>) -> Option<Verdict>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// The rule that looks for any day come before those for an occasion; it does not count where an occasion is asked for.
pub(super) const OCCASION: &str = "occasion";
/// Families of looks for an occasion.
const OCCASIONS: [&str; 8] = ["opera", "drag", "kids", "festival", "editorial", "hair", "diwali", "bridal"];
/// Boldness of a look that goes with the lowest and with the highest contrast.
const BOLDNESS: (f32, f32) = (40.0, 90.0);

/// All rules.
pub const RULES: [Rule; 10] = [
    Rule {
        name: "undertone",
        says: "Warm colours go with warm skin, cool ones with cool skin.",
        weight: 3.0,
        rests_on: &[Aspect::Undertone],
        judge: undertone,
    },
    Rule {
        name: "contrast",
        says: "A face of high contrast carries a strong look, one of low contrast a soft one.",
        weight: 2.0,
        rests_on: &[Aspect::Contrast],
        judge: contrast,
    },
    Rule {
        name: "lip colour",
        says: "The lips should stand out from the skin, and not be paler than it.",
        weight: 2.0,
        rests_on: &[Aspect::Tone, Aspect::Undertone],
        judge: lip_color,
    },
    Rule {
        name: "cheek colour",
        says: "A blush should be seen on this skin, and not look painted.",
        weight: 1.0,
        rests_on: &[Aspect::Tone, Aspect::Undertone],
        judge: cheek_color,
    },
    Rule {
        name: "lip shape",
        says: "Shine makes thin lips look fuller; full lips carry matte colour well.",
        weight: 1.0,
        rests_on: &[Aspect::Feature(Feature::LipFullness)],
        judge: lip_shape,
    },
    Rule {
        name: "eye corners",
        says: "A lifted line raises downturned eyes; a lowered one softens upturned eyes.",
        weight: 1.5,
        rests_on: &[Aspect::Feature(Feature::EyeTilt)],
        judge: eye_corners,
    },
    Rule {
        name: "eye set",
        says: "Light inside and depth outside part close-set eyes; a line all around gathers wide-set ones.",
        weight: 1.0,
        rests_on: &[Aspect::Feature(Feature::EyeSet)],
        judge: eye_set,
    },
    Rule {
        name: "face shape",
        says: "Blush that is lifted lengthens a face; blush on the apples of the cheeks shortens it.",
        weight: 1.0,
        rests_on: &[Aspect::FaceShape],
        judge: face_shape,
    },
    Rule {
        name: "skin",
        says: "Matte bases suit skin that shines; concealer suits shadows under the eyes.",
        weight: 1.0,
        rests_on: &[],
        judge: skin,
    },
    Rule {
        name: OCCASION,
        says: "Looks for any day come before those for a stage, a feast or a party.",
        weight: 3.0,
        rests_on: &[],
        judge: occasion,
    },
];

fn verdict(value: f32, because: String) -> Option<Verdict> {
    Some(Verdict { value, because })
}

fn undertone(advice: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let (undertone, warmth) = (advice.tone.as_ref()?.undertone, worn.warmth?);
    let word = if warmth > 0.2 {
        "warm"
    } else if warmth < -0.2 {
        "cool"
    } else {
        "neither warm nor cool"
    };
    let own = undertone.warmth();
    let (name, share) = undertone.likeliest();
    let because = say!(
        "its colours are {word} ({warmth}), and your undertone is {name} ({share} % sure, hue {hue}°)",
        word = say(word),
        warmth = format_args!("{warmth:+.1}"),
        name = say(name),
        share = format_args!("{:.0}", share * 100.0),
        hue = format_args!("{:.0}", undertone.hue)
    );
    verdict((own * warmth) as f32, because)
}

fn contrast(advice: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let contrast = advice.tone.as_ref()?.contrast;
    let level = ((contrast.level() - 0.10) / 0.18).clamp(0.0, 1.0) as f32;
    let strength = ((worn.boldness - BOLDNESS.0) / (BOLDNESS.1 - BOLDNESS.0)).clamp(0.0, 1.0);
    let word = if strength > 0.66 {
        "strong"
    } else if strength > 0.33 {
        "medium"
    } else {
        "soft"
    };
    let because = say!(
        "it is a {word} look (boldness {boldness}), and your contrast is {contrast} ({level})",
        word = say(word),
        boldness = format_args!("{:.0}", worn.boldness),
        contrast = say(contrast.name()),
        level = format_args!("{:.2}", contrast.level())
    );
    verdict(1.0 - 2.0 * (level - strength).abs(), because)
}

fn lip_color(advice: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let (tone, lips) = (advice.tone.as_ref()?, worn.lips?);
    let darker = tone.lab[0] - lips.0[0];
    let difference = apart(tone, lips);
    let (differs, steps) = (format!("{difference:.0}"), format!("{:.0}", darker.abs()));
    let because = match darker {
        1.0.. => say!(
            "its lip colour differs from your skin by {difference} (CIEDE2000) and is darker by {steps} (L*)",
            difference = differs,
            steps = steps
        ),
        ..=-1.0 => say!(
            "its lip colour differs from your skin by {difference} (CIEDE2000) and is paler by {steps} (L*)",
            difference = differs,
            steps = steps
        ),
        _ => say!(
            "its lip colour differs from your skin by {difference} (CIEDE2000) and is as light as it",
            difference = differs
        ),
    };
    let value = if darker < -3.0 { -((-darker - 3.0) / 8.0) } else { (difference - 6.0) / 10.0 };
    verdict(value as f32, because)
}

fn cheek_color(advice: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let (tone, cheeks) = (advice.tone.as_ref()?, worn.cheeks?);
    let difference = apart(tone, cheeks) as f32;
    let value = if difference < 10.0 { (difference - 2.5) / 5.0 } else { (24.0 - difference) / 10.0 };
    let word = match difference {
        d if d < 2.5 => "is hardly seen on your skin",
        d if d < 18.0 => "shows on your skin",
        _ => "is strong on your skin",
    };
    let because = say!(
        "its blush {shows} (CIEDE2000 {difference})",
        shows = say(word),
        difference = format_args!("{difference:.0}")
    );
    verdict(value, because)
}

fn lip_shape(advice: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let lips = advice.shape.of_feature(Feature::LipFullness)?;
    let finish = worn.lip_finish()?;
    let because = say!(
        "the lip finish is {finish}, and your lips are {lips} ({height} of the mouth's width)",
        finish = say(finish.name()),
        lips = say(lips.name),
        height = format_args!("{:.2}", lips.value)
    );
    let shiny =
        matches!(finish, Finish::Gloss | Finish::Sheer | Finish::Shimmer | Finish::Metallic | Finish::Holographic);
    match (lips.name, shiny, finish) {
        ("thin", true, _) => verdict(lips.sure as f32, because),
        ("thin", _, Finish::Matte) => verdict(-lips.sure as f32, because),
        ("full", _, Finish::Matte | Finish::Satin) => verdict(lips.sure as f32 * 0.6, because),
        _ => None,
    }
}

/// Lines that lift the outer corner, and lines that lower it.
const LIFTING: [&str; 5] = ["cat-eye", "classic-wing", "siren", "double-wing", "graphic"];
const LOWERING: [&str; 1] = ["puppy"];
/// Lines and shadows all around the eye.
const ALL_AROUND: [&str; 5] = ["inner-rim", "lower", "smudged", "smoky", "lower-line"];
/// Shadows that part the eyes.
const PARTING: [&str; 2] = ["inner-corner", "outer-corner"];

fn eye_corners(advice: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let tilt = advice.shape.of_feature(Feature::EyeTilt)?;
    let (line, lifts) = match (worn.has("Eyeliner", &LIFTING), worn.has("Eyeliner", &LOWERING)) {
        (Some(line), _) => (line, 1.0),
        (_, Some(line)) => (line, -1.0),
        _ => return None,
    };
    let wanted = match tilt.name {
        "downturned" => 1.0,
        "upturned" => -0.5,
        _ => return None,
    };
    let because = say!(
        "its line ({line}) meets {tilted} eyes ({angle}°)",
        line = say(line).replace('-', " "),
        tilted = say(tilt.name),
        angle = format_args!("{:.1}", tilt.value)
    );
    verdict((lifts * wanted * tilt.sure) as f32, because)
}

fn eye_set(advice: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let set = advice.shape.of_feature(Feature::EyeSet)?;
    let around = worn.has("Eyeliner", &ALL_AROUND).or(worn.has("Eyeshadow", &ALL_AROUND));
    let parting = worn.has("Eyeshadow", &PARTING);
    let (way, parts) = match (parting, around) {
        (Some(way), _) => (way, 1.0),
        (_, Some(way)) => (way, -1.0),
        _ => return None,
    };
    let wanted = match set.name {
        "close-set" => 1.0,
        "wide-set" => -1.0,
        _ => return None,
    };
    let because = say!(
        "its eye makeup ({way}) meets {set} eyes ({apart} eye widths apart)",
        way = say(way).replace('-', " "),
        set = say(set.name),
        apart = format_args!("{:.2}", set.value)
    );
    verdict((parts * wanted * set.sure) as f32, because)
}

fn face_shape(advice: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let face = advice.shape.face.as_ref()?;
    let share =
        |names: &[&str]| face.shares.iter().filter(|(name, _)| names.contains(name)).map(|(_, s)| s).sum::<f32>();
    let (short, long) = (share(&["round", "square"]), share(&["oblong"]));
    let (blush, lengthens) =
        match (worn.has("Blush", &["lifted", "draped"]), worn.has("Blush", &["apple", "sun-kissed"])) {
            (Some(blush), _) => (blush, 1.0),
            (_, Some(blush)) => (blush, -1.0),
            _ => return None,
        };
    if short.max(long) < 0.3 {
        return None;
    }
    let name = if short > long { "short or broad" } else { "long" };
    let because = say!(
        "its blush ({blush}) meets a face that is {shape} with {share} % likelihood",
        blush = say(blush).replace('-', " "),
        shape = say(name),
        share = format_args!("{:.0}", short.max(long) * 100.0)
    );
    verdict(lengthens * (short - long), because)
}

fn skin(advice: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let score = |concern: Concern| advice.skin.iter().find(|one| one.concern == concern).map(|one| one.score);
    let mut said: Vec<(f32, String)> = Vec::new();
    if let (Some(shine), Some(finish)) = (score(Concern::Shine), worn.base_finish())
        && shine < COUNTS_BELOW
    {
        let value = if finish == Finish::Matte { 1.0 } else { -0.5 };
        let finish = say(finish.name());
        said.push((
            value,
            say!("its base is {finish}, and your skin shines (score {score})", finish = finish, score = shine),
        ));
    }
    if let Some(under_eye) = score(Concern::UnderEye).filter(|score| *score < COUNTS_BELOW) {
        let has =
            worn.look.products.iter().any(|product| matches!(product, Product::Concealer(_) | Product::UnderEye(_)));
        said.push(if has {
            (1.0, say!("it brings concealer, and under your eyes it is darker (score {score})", score = under_eye))
        } else {
            (-0.5, say!("it has no concealer, and under your eyes it is darker (score {score})", score = under_eye))
        });
    }
    if said.is_empty() {
        return None;
    }
    let value = said.iter().map(|(value, _)| value).sum::<f32>() / said.len() as f32;
    verdict(value, said.into_iter().map(|(_, because)| because).collect::<Vec<_>>().join(say("; ")))
}

fn occasion(_: &Advice, worn: &Worn<'_>) -> Option<Verdict> {
    let family = worn.look.family.as_str();
    OCCASIONS.contains(&family).then(|| Verdict {
        value: -1.0,
        because: say!("it is a look for an occasion ({family})", family = say(family)),
    })
}
